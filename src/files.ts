/** Where files of the package lie, be the program run from src/ or from dist/, to which it is built. */
import { readFileSync } from 'node:fs'

/** Whether this is the built program. */
export const isBuilt = import.meta.url.endsWith('.js')

/** The address of a file of the package by its path from src/ or dist/, such as `../migrations`. */
export const fileOfPackage = (path: string): URL => new URL(path, import.meta.url)

/** What a file of the package says. */
export const textOfPackage = (path: string): string => readFileSync(fileOfPackage(path), 'utf8')
