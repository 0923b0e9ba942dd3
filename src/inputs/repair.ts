/**
 * Recognises texts in encodings of before Unicode by how many of their words become Vietnamese syllables, and converts
 * them. Where no encoding wins clearly, nothing is converted: nothing is guessed.
 */
import { legacies, viewOf, type Legacy } from './legacy.js'
import { isSyllable } from './syllables.js'

/** Letters that only Unicode has: who writes them needs no repair. */
const UNICODE_VIETNAMESE = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9]/
// eslint-disable-next-line no-control-regex
const NOT_ASCII = /[^\x00-\x7F]/
/** A word together with the signs that wrong encodings put into it. */
// eslint-disable-next-line no-control-regex
const WORDS = /(?:[A-Za-z]|[^\x00-\x7F\s\u2000-\u206F])+/g
const SIGNS_AROUND = /^[\p{S}\p{P}\p{No}]+|(?<![\p{S}\p{P}\p{No}])[\p{S}\p{P}\p{No}]+$/gu

/** As much text as is looked at to tell an encoding. */
const SAMPLE = 200_000
/** This share of the marked words must be syllables, this much more than under any other encoding. */
const [ENOUGH, AHEAD] = [0.8, 0.1]
/** Of a text with less different marked words nothing can be said. */
const FEWEST = 3

/** How many words with marks are syllables, of how many. */
interface Score { good: number, all: number, readonly different: Set<string> }

const share = ({ good, all }: Score) => all === 0 ? 0 : good / all

function score (text: string, into: Score = { good: 0, all: 0, different: new Set() }): Score {
  for (const [found] of text.matchAll(WORDS)) {
    const word = found.replace(SIGNS_AROUND, '')
    if (!NOT_ASCII.test(word)) continue
    into.all++
    if (!isSyllable(word)) continue
    into.good++
    if (into.different.size < FEWEST) into.different.add(word.toLowerCase())
  }
  return into
}

/** Lines that need no second look: most are pure, or have letters that no old encoding shows. */
const isPlain = (line: string) => !NOT_ASCII.test(line) || UNICODE_VIETNAMESE.test(line)

const isSuspicious = (line: string): boolean => {
  if (isPlain(line)) return false
  const asItIs = score(line)
  return asItIs.all > 0 && share(asItIs) < 0.5
}

export interface Recognition {
  readonly winner: Legacy | null
  /** Names of the encodings that come near, best first. */
  readonly candidates: readonly string[]
}

/** Which of the old encodings lines are in, that Windows-1252 shows so. */
function recognise (lines: readonly string[]): Recognition {
  const results = legacies.map(legacy => {
    const sum: Score = { good: 0, all: 0, different: new Set() }
    let [isSame, left] = [true, SAMPLE]
    for (const line of lines) {
      if (left < 0) break
      const piece = line.slice(0, SAMPLE)
      const converted = legacy.convert(piece)
      if (converted !== piece) isSame = false
      score(converted, sum)
      left -= piece.length
    }
    return { legacy, share: isSame ? 0 : share(sum), different: sum.different.size }
  }).sort((a, b) => b.share - a.share)
  const [first, second] = results as [typeof results[0], typeof results[0]]
  const isClear = first.share >= ENOUGH && first.share - second.share >= AHEAD && first.different >= FEWEST
  return {
    winner: isClear ? first.legacy : null,
    candidates: results.filter(({ share }) => share >= 0.5).map(({ legacy }) => legacy.name)
  }
}

export interface Repair extends Recognition {
  readonly text: string
}

/** Converts those lines of a text that an old encoding has spoiled; all others stay as they are. */
export function repair (text: string): Repair {
  if (!NOT_ASCII.test(text)) return { text, winner: null, candidates: [] }
  // Kept with their ends, so that what is not converted stays exactly as it is.
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const suspicious = lines.filter(isSuspicious)
  if (suspicious.length === 0) return { text, winner: null, candidates: [] }
  const { winner, candidates } = recognise(suspicious)
  if (winner === null) return { text, winner, candidates }
  // Beside lines in Unicode a line has to show that it is none; a text without any is of one piece.
  const isMixed = lines.some(line => UNICODE_VIETNAMESE.test(line))
  const convert = (line: string): string => {
    if (isPlain(line)) return line
    const converted = winner.convert(line)
    const [before, after] = [score(line), score(converted)]
    return (isMixed ? after.good > before.good : after.good >= before.good) ? converted : line
  }
  return { text: lines.map(convert).join(''), winner, candidates }
}

/** Bytes that as a whole are no UTF-8, although most of their words are. */
export const isDamagedUtf8 = (winner: Legacy | null): boolean => winner?.code === 'utf-8-doubled'

/** Reads bytes that are not UTF-8: in which encoding, and what they say; no text where that is not clear. */
export function decodeLegacy (bytes: Buffer): { text: string, encoding: string } | Recognition {
  const view = viewOf(bytes)
  // Only quotation marks and dashes, about which all of the encodings agree with Windows-1252.
  if (!/[\xA1-\xFF]/.test(view)) return { text: view, encoding: 'windows-1252' }
  const found = recognise(view.split('\n'))
  if (found.winner === null || isDamagedUtf8(found.winner)) return found
  return { text: found.winner.convert(view), encoding: found.winner.code }
}

/** The share of the words that have the shape of a syllable; null for too few words, or for no Vietnamese. */
export function syllableShare (text: string): number | null {
  const sample = text.slice(0, SAMPLE).normalize('NFC')
  const words = sample.match(/(?<!\p{L})\p{Ll}+(?!\p{L})/gu) ?? []
  if (words.length < 20 || !UNICODE_VIETNAMESE.test(sample)) return null
  return words.filter(isSyllable).length / words.length
}
