/** Who signed: at the end of a report, an office alone on one line and a name alone on one soon after it. */
import type { Article, Block } from '../article.js'
import type { Token } from '../tokens.js'
import { nameAt, type Known } from './names.js'
import type { Introduction } from './people.js'
import { titlesAt, type Titles } from './titles.js'

/** Between the office and the name there may be `(đã ký)` and a seal. */
const MOST_LINES_BETWEEN = 3
const LONGEST_LINE = 16
/** Columns are parted by so many spaces. */
const WIDE_GAP = 4

/** Where the last of the columns of a line begins, as addressees and signatures stand side by side. */
function lastColumn (tokens: readonly Token[], { first, end }: Block): number {
  for (let at = end - 1; at > first && at > end - LONGEST_LINE; at--) {
    if (tokens[at]!.start - tokens[at - 1]!.end >= WIDE_GAP) return at
  }
  return first
}

/** Signatures in the text. */
export function signaturesIn ({ tokens, blocks }: Article, known: Known): Introduction[] {
  const found: Introduction[] = []
  let office: Titles | null = null
  let lines = 0
  for (const block of blocks) {
    const { end } = block
    const first = lastColumn(tokens, block)
    if (end - first > LONGEST_LINE) {
      office = null
      continue
    }
    let start = first
    while (start < end && /^(tm|t|m|kt|q|\.|\/|-)$/.test(tokens[start]!.key)) start++
    const titles = start < end ? titlesAt(tokens, start, end, true, known) : null
    if (titles !== null && titles.end === end) {
      office = titles
      lines = 0
      continue
    }
    if (office === null) continue
    const name = nameAt(tokens, first, end, false, known)
    if (name === end) {
      found.push({ first, end, titles: office.list, from: first, to: end, confidence: 0.8 })
      office = null
    } else if (++lines > MOST_LINES_BETWEEN) office = null
  }
  return found
}
