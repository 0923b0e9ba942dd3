/** How words are compared: in lower case, with one placement of tones, and with i and y alike where they sound so. */
import { canonicalName } from '../domain/text.js'

/** i for y after one consonant at the end of a syllable, as both are written: tỉ lệ and tỷ lệ, kỉ luật and kỷ luật. */
const I_ENDING = /^(h|k|l|m|s|t|qu)(i|ì|í|ỉ|ĩ|ị)$/u
const Y_OF: Readonly<Record<string, string>> = { i: 'y', ì: 'ỳ', í: 'ý', ỉ: 'ỷ', ĩ: 'ỹ', ị: 'ỵ' }

/** The key of one word in NFC: `Uỷ` and `Ủy` are `ủy`, `Tỉ` and `tỷ` are `tỷ`. */
export function keyOf (word: string): string {
  const key = canonicalName(word).toLowerCase()
  const ending = I_ENDING.exec(key)
  return ending === null ? key : ending[1]! + Y_OF[ending[2]!]!
}

/** How many traces there are. */
export const TRACES = 4096

/** A small number that a word has wherever it stands; other words may have the same. */
export const traceOf = (key: string): number =>
  (key.charCodeAt(0) * 31 + (key.length > 1 ? key.charCodeAt(1) * 7 : 0) + key.length) & (TRACES - 1)
