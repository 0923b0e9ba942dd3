/**
 * Names and offices that stand on lines of their own: who signed a report, the office above the name, and forms, where
 * `Chức vụ: …` stands under it.
 */
import type { Article, Block } from '../article.js'
import { phrases } from '../phrases.js'
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

/** `Đồng chí X` on one line, `Chức vụ: Bí thư …` on the next. */
export function formsIn ({ tokens, blocks }: Article, known: Known): Introduction[] {
  const found: Introduction[] = []
  for (let n = 1; n < blocks.length; n++) {
    const [above, { first, end }] = [blocks[n - 1]!, blocks[n]!]
    const label = above.end - above.first <= LONGEST_LINE ? LABELS.at(tokens, first, end) : null
    if (label === null) continue
    const titles = titlesAt(tokens, label.end, end, true, known)
    if (titles === null) continue
    for (let at = above.first; at < above.end - 1; at++) {
      const name = nameAt(tokens, at, above.end, false, known)
      if (name < 0) continue
      found.push({ first: at, end: name, titles: titles.list, from: at, to: name, confidence: 0.85 })
      break
    }
  }
  return found
}

const LABELS = phrases('chức vụ:', 'chức danh:', 'chức vụ', 'chức danh', '- chức vụ:', '- chức danh:')

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
