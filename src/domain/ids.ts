/**
 * Ids that follow from what they stand for: those of the built-in records, which are the same everywhere, from their
 * keys; that of a source from its text.
 */
import { v5 } from 'uuid'

const NAMESPACE = '3f1d0b52-6a0e-5c53-9d1b-7c4f5d0c2a10'

/** The id of a built-in record, from its kind and the key under which it is written down. */
export const builtInId = (kind: string, key: string): string => v5(`${kind} ${key}`, NAMESPACE)

/** The id of a source, from the SHA-256 of its text in hexadecimal (a UUID of version 8). */
export function sourceId (sha256: string): string {
  const variant = (parseInt(sha256[16]!, 16) & 3 | 8).toString(16)
  const hex = `${sha256.slice(0, 12)}8${sha256.slice(13, 16)}${variant}${sha256.slice(17, 32)}`
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
