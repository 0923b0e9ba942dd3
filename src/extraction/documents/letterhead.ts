/** The document that a text itself is: its number stands alone above it, its day beside it, its body above it. */
import { wordsOf, type Article, type Block } from '../article.js'
import { dateAt, isoDate } from '../dates.js'
import { bodyAt } from './context.js'
import type { Citation } from './citations.js'

/** Lines above and below the number that belong to a letterhead. */
const MOST_LINES = 6
const LONGEST_LINE = 40
/** Columns are parted by so many spaces. */
const WIDE_GAP = 4
/** Words that keep their capital where a line of capitals is written as in a sentence. */
const LOWER = /^(phường|xã|thị|trấn|quận|huyện|thành|phố|tỉnh|ủy|bộ|nhân|dân|đồng|hành|vụ|và|đặc|khu|chức|giáo|ban nhân)$/u

export interface Own {
  readonly citation: Citation
  readonly read: Citation
  readonly issuedBy: string | null
}

/** The citation that is the text's own number, with the day and the body of its letterhead; null where none is. */
export function ownCitation (article: Article, citations: readonly Citation[]): Own | null {
  const { tokens, blocks } = article
  for (const citation of citations.slice(0, 3)) {
    const at = blocks.findIndex(({ first, end }) => citation.first >= first && citation.first < end)
    const block = blocks[at]!
    // `Số 112-BC/ĐU` opens its line, and nothing like prose stands above.
    const start = tokens[block.first]!.key === 'số' ? citation.first - block.first : -1
    if (at > MOST_LINES * 2 || start < 1 || start > 2 || citation.symbol === null) continue
    const issuedOn = citation.issuedOn ?? dayOf(article, blocks.slice(at, at + MOST_LINES)) ??
      dayOf(article, blocks.slice(Math.max(0, at - 2), at))
    const body = bodyAbove(article, blocks.slice(Math.max(0, at - MOST_LINES), at), citation.state)
    return {
      citation,
      read: { ...citation, issuedOn, issuedBy: body === null ? citation.issuedBy : body.range, title: null },
      issuedBy: body?.words ?? null
    }
  }
  return null
}

/** `Bắc Nha Trang, ngày 24 tháng 3 năm 2026`. */
function dayOf ({ tokens }: Article, blocks: readonly Block[]): string | null {
  for (const { first, end } of blocks) {
    if (end - first > LONGEST_LINE) return null
    for (let at = first; at < end; at++) {
      if (tokens[at]!.key !== 'ngày') continue
      const date = dateAt(tokens, at + 1, end)
      if (date !== null && date.year !== null) return isoDate(date.year, date.month, date.day)
    }
  }
  return null
}

/** Where the first of the columns of a line ends. */
function columnEnd ({ tokens }: Article, first: number, end: number): number {
  for (let at = first + 1; at < end; at++) if (tokens[at]!.start - tokens[at - 1]!.end >= WIDE_GAP) return at
  return end
}

/** The last line above that names a body, as in a sentence: `Đảng ủy phường Bắc Nha Trang`. */
function bodyAbove (
  article: Article, blocks: readonly Block[], state: boolean
): { readonly range: { readonly first: number, readonly end: number }, readonly words: string } | null {
  const { tokens } = article
  for (const { first, end } of [...blocks].reverse()) {
    const key = tokens[first]!.key
    if (key === 'đảng' && tokens[first + 1]?.key !== 'ủy') continue
    if (state ? !/^(ủy|ubnd|hội|hđnd|sở|bộ|chính)$/.test(key) : !/^(đảng|ban|thành|tỉnh|thị|huyện|quận|chi)$/.test(key)) continue
    const body = bodyAt(tokens, first, columnEnd(article, first, Math.min(end, first + 12)))
    if (body === null) continue
    const words = wordsOf(article, body.first, body.end).split(' ')
    if (!words.every(word => word === word.toUpperCase())) return { range: body, words: words.join(' ') }
    const lower = words.map((word, n) => n > 0 && LOWER.test(word.toLowerCase())
      ? word.toLowerCase()
      : word.length <= 5 && /^(UBND|HĐND|MTTQ|TP\.?)$/.test(word) ? word : word[0]! + word.slice(1).toLowerCase())
    return { range: body, words: lower.join(' ') }
  }
  return null
}
