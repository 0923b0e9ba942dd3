/** Writes the last results into BENCHMARKS.md: `npm run bench -- report`. */
import { report } from './results.js'

report()
