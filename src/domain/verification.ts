/**
 * Whether a text is the one of which a register holds only the SHA-256. Copies differ in small ways that a reader does
 * not see: these are tried one after the other, and the text that fits is the one in which passages are counted.
 */
import { createHash } from 'node:crypto'

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

const characters: Record<string, (text: string) => string> = { '': text => text, nfc: text => text.normalize('NFC') }
const lineBreaks: Record<string, (text: string) => string> = {
  '': text => text,
  lf: text => text.replace(/\r\n?/g, '\n'),
  crlf: text => text.replace(/\r\n?|\n/g, '\r\n')
}
const ends: Record<string, (text: string) => string> = {
  '': text => text,
  mark: text => text.replace(/^\uFEFF/, ''),
  trimmed: text => text.replace(/^\uFEFF/, '').trim(),
  'end-trimmed': text => text.replace(/^\uFEFF/, '').trimEnd(),
  'end-of-line': text => text.replace(/^\uFEFF/, '').trimEnd() + '\n'
}

/** What was done to a text: `as-given`, or the names of the steps, such as `nfc+lf`. */
export interface Match { readonly text: string, readonly as: string }

/** The form of a text that has a digest; null where none has. */
export function matchText (given: string, sha256: string): Match | null {
  const tried = new Set<string>()
  for (const [first, recode] of Object.entries(characters)) {
    for (const [second, rebreak] of Object.entries(lineBreaks)) {
      for (const [third, trim] of Object.entries(ends)) {
        const text = trim(rebreak(recode(given)))
        if (tried.has(text)) continue
        tried.add(text)
        const as = [first, second, third].filter(step => step !== '').join('+')
        if (sha256Of(text) === sha256) return { text, as: as === '' ? 'as-given' : as }
      }
    }
  }
  return null
}

/** Whether a kept quotation is the passage; what was masked in it says nothing. */
export const quoteAgrees = (quote: string, passage: string): boolean => {
  const masked = [...quote.matchAll(/\[…+\]|…{1,2}/g)].map(({ index, 0: mask }) => [index, index + mask.length] as const)
  return quote.length === passage.length && [...Array(quote.length).keys()].every(at =>
    quote[at] === passage[at] || masked.some(([start, end]) => start <= at && at < end))
}
