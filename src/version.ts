/** The version of the service, from package.json. */
import { textOfPackage } from './files.js'

export const { version } = JSON.parse(textOfPackage('../package.json')) as { version: string }
