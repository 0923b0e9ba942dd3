/**
 * The words of a text with their places in it, as the search sees them: folded, and as they are spelled. Offsets are
 * UTF-16 code units of the text as it was given, whatever its normalisation.
 */
import { canonicalName, fold } from './text.js'

export interface Word {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** Lower case, without marks. */
  readonly folded: string
  /** Lower case, marks kept, one tone placement. */
  readonly exact: string
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu

type Spelling = Pick<Word, 'folded' | 'exact'>

/** Vietnamese has some seven thousand syllables, so that nearly every word of a text was met before. */
const known = new Map<string, Spelling>()
const MOST_KNOWN = 20_000
const LONGEST_KNOWN = 40

function spellingOf (written: string): Spelling {
  const before = known.get(written)
  if (before !== undefined) return before
  const spelling = { folded: fold(written), exact: canonicalName(written).toLowerCase() }
  if (known.size >= MOST_KNOWN) known.clear()
  if (written.length < LONGEST_KNOWN) known.set(written, spelling)
  return spelling
}

/** All words of a text, in their order. */
export function wordsIn (text: string): Word[] {
  const words: Word[] = []
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const { folded, exact } = spellingOf(written)
    if (folded !== '') words.push({ start: index, end: index + written.length, folded, exact })
  }
  return words
}
