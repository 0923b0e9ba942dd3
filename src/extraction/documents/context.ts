/** What stands after a document's symbol or number: the day it was issued, who issued it, and what it is about. */
import { dateAt, isoDate } from '../dates.js'
import type { Known } from '../officials/names.js'
import { bodyEnd } from '../officials/titles.js'
import { BODIES } from '../officials/vocabulary.js'
import type { Token } from '../tokens.js'
import { AFTER_TITLE, CENTRAL, ISSUING_OFFICES, KINDS } from './words.js'

export interface Range { readonly first: number, readonly end: number }

export interface Context {
  readonly issuedOn: string | null
  /** The body, as tokens. */
  readonly issuedBy: Range | null
  readonly title: Range | null
  /** Where the day and the body end. */
  readonly end: number
}

interface Day { readonly day: string, readonly end: number }

const NOBODY: Known = { persons: new Map(), places: new Map() }
const BEFORE_DAY = new Set(['ngày', 'ban', 'hành', 'ký', ',', '(', 'đề', 'vào'])
const LONGEST_BODY = 20
const LONGEST_TITLE = 60

/** Reads what follows, in whichever order: day and body, or body and day; then the title. */
export function contextAt (tokens: readonly Token[], at: number, end: number): Context {
  let next = at
  let issuedOn: string | null = null
  let issuedBy: Range | null = null
  for (let turn = 0; turn < 2; turn++) {
    const day: Day | null = issuedOn === null ? dayAt(tokens, next, end) : null
    if (day !== null) {
      issuedOn = day.day
      next = day.end
    }
    const body: Range | null = issuedBy === null ? issuerAt(tokens, next, end) : null
    if (body !== null) {
      issuedBy = body
      next = body.end
    }
  }
  const title = titleAt(tokens, next, end)
  // `71-NQ/TW ngày 22/8/2025 về giáo dục của Bộ Chính trị`
  if (issuedBy === null && title !== null) issuedBy = issuerAt(tokens, title.end, end)
  return { issuedOn, issuedBy, title, end: next }
}

/** `ngày 31/12/2020`, `, ngày 15-5-2016`, `(ngày 05/7/2023)`, `ban hành ngày 10 tháng 4 năm 2013`. */
function dayAt (tokens: readonly Token[], at: number, end: number): Day | null {
  let next = at
  let said = false
  while (next < end && next - at < 5 && BEFORE_DAY.has(tokens[next]!.key)) said ||= tokens[next++]!.key === 'ngày'
  if (next >= end || (!said && next > at + 1)) return null
  const date = dateAt(tokens, next, end)
  if (date === null || date.year === null) return null
  const closes = tokens[date.end]?.text === ')' && date.end < end
  return { day: isoDate(date.year, date.month, date.day), end: closes ? date.end + 1 : date.end }
}

/** The body after `của`, as far as its name goes. */
function issuerAt (tokens: readonly Token[], at: number, end: number): Range | null {
  let first = at
  if (tokens[first]?.text === ',') first++
  if (tokens[first]?.text === '(') first++
  if (tokens[first]?.key === 'do') {
    const body = bodyAt(tokens, first + 1, end)
    return body !== null && /^(ban|ký)$/.test(tokens[body.end]?.key ?? '') ? body : null
  }
  if (first >= end || tokens[first]!.key !== 'của') return null
  return bodyAt(tokens, first + 1, end)
}

/** A body's name. */
export function bodyAt (tokens: readonly Token[], first: number, end: number): Range | null {
  const stop = Math.min(end, first + LONGEST_BODY)
  if (first >= stop || tokens[first]!.kind !== 'word') return null
  const office = ISSUING_OFFICES.at(tokens, first, stop)
  if (office !== null) {
    const goes = office.end < stop && tokens[office.end]!.kind === 'word'
    return { first, end: goes ? bodyEnd(tokens, office.end, stop, false, true, NOBODY).end : office.end }
  }
  if (BODIES.at(tokens, first, stop) === null) return null
  let last = bodyEnd(tokens, first, stop, false, true, NOBODY).end
  if (last <= first) return null
  // `Bộ Chính trị, Ban Bí thư`: issued by both.
  const joins = last < stop && (tokens[last]!.text === ',' || tokens[last]!.key === 'và')
  if (joins && CENTRAL.at(tokens, first, stop) !== null) {
    const other = CENTRAL.at(tokens, last + 1, stop)
    if (other !== null) last = bodyEnd(tokens, last + 1, stop, false, true, NOBODY).end
  }
  return { first, end: last }
}

/** What stands after `về`, or between quotes. */
function titleAt (tokens: readonly Token[], at: number, end: number): Range | null {
  let first = at
  if (tokens[first]?.text === ',') first++
  let said = false
  for (let n = 0; n < 4 && first < end; n++) {
    const token = tokens[first]!
    if (token.key === 'về' || token.text === '"' || (said && token.key === 'việc')) {
      said = true
      first++
    } else break
  }
  if (!said || first >= end) return null
  const quoted = tokens[first - 1]!.text === '"' || tokens[first - 2]?.text === '"'
  const stop = Math.min(end, first + LONGEST_TITLE)
  if (quoted) {
    for (let last = first; last < stop; last++) if (tokens[last]!.text === '"') return rangeOf(first, last)
    return null
  }
  let joint = -1
  let last = first
  for (; last < stop; last++) {
    const token = tokens[last]!
    if (/^[;.():"]$/.test(token.text) || AFTER_TITLE.at(tokens, last, end) !== null) break
    if (token.key === 'của' && CENTRAL.at(tokens, last + 1, end) !== null) break
    if (token.text === ',' || token.key === 'và') {
      joint = last
      if (startsOther(tokens, last + 1, end)) break
    } else if (token.key === 'theo' && KINDS.at(tokens, last + 1, end) !== null) break
    else if (token.capital && KINDS.at(tokens, last, end) !== null && last > first &&
      tokens[last - 1]!.kind === 'word' && tokens[last - 1]!.key !== 'hiện') {
      // Another document is cited: what is said of it is no part of this one's title.
      return rangeOf(first, joint > first ? joint : last)
    }
  }
  if (tokens[last - 1]!.key === 'về') last--
  return rangeOf(first, last)
}

const rangeOf = (first: number, last: number): Range | null =>
  last > first && last - first < LONGEST_TITLE ? { first, end: last } : null

/** Whether another document, or another clause about this one, begins. */
const startsOther = (tokens: readonly Token[], at: number, end: number) =>
  at < end && ((tokens[at]!.capital && (KINDS.at(tokens, at, end) !== null || BODIES.at(tokens, at, end) !== null)) ||
    tokens[at]!.kind === 'number' || /^(số|đồng|các|phường|đảng|gắn|góp|nhất|trong|đến|song|là|bám|ông|bà|qua|từ|chi|ngay)$/
    .test(tokens[at]!.key))
