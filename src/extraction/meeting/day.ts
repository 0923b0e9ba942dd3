/** The day of a meeting and its part, from the sentence that tells of it; a document's day is none. */
import { spanOf, type Article, type Sentence } from '../article.js'
import { dateAt, integerAt, yearAt, type DateFound } from '../dates.js'
import type { MeetingFinding, Span } from '../findings.js'
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'

const SESSIONS = { sáng: 'morning', chiều: 'afternoon', tối: 'evening' } as const

/** What minutes write before the day. */
const TIME = phrases('thời gian', 'hồi', 'vào hồi')
/** The first word of a line, after the mark of a list. */
const opening = (tokens: readonly Token[], { first }: Pick<Sentence, 'first'>) =>
  tokens[first]!.kind === 'word' ? first : tokens[first + 1]?.text === '.' ? first + 2 : first + 1

/** How far the day of the meeting may stand, where its part of the day is told. */
const FURTHER = 16

/** When a meeting was held, as far as a sentence says. */
export interface Held {
  /** The token after the day. */
  readonly end?: number
  readonly date: DateFound | null
  readonly session: MeetingFinding['session']
  readonly span: Span | null
}

/** The day in the first sentence that tells one which is no document's; else in the title. */
export function heldIn (article: Article, lead: readonly Sentence[], title: Sentence | null): Held {
  let session: Held['session'] = null
  for (const sentence of [...lead, ...title === null ? [] : [title]]) {
    const found = dayIn(article, sentence)
    if (found !== null) return found
    session ??= sessionAt(article.tokens, sentence.first)
  }
  // Where an article begins with what led to the meeting, only a day with its part is the day of it.
  for (const sentence of article.sentences.slice(0, FURTHER)) {
    const found = dayIn(article, sentence)
    if (found !== null && (found.session !== null || TIME.at(article.tokens, opening(article.tokens, sentence),
      sentence.end) !== null)) return found
  }
  return { date: null, session, span: null }
}

/** The day of an event in one sentence. */
export function dayIn (article: Article, sentence: Pick<Sentence, 'first' | 'end'>): Held | null {
  const { tokens } = article
  const { first, end } = sentence
  for (let at = first; at < end; at++) {
    if (tokens[at]!.kind !== 'number') continue
    const date = dateAt(tokens, at, end)
    if (date === null) continue
    const start = isHistory(tokens, at, date.end) ? null : leadIn(tokens, at, first)
    if (start !== null) {
      const whole = untilLastDay(tokens, date, end)
      const session = sessionAt(tokens, start) ?? sessionOfHour(tokens, start, first)
      return {
        end: whole.end,
        date: whole,
        session: whole.lastDay === null ? session : null,
        span: spanOf(article, start, whole.end)
      }
    }
    at = date.end - 1
  }
  return null
}

const BORN = new Set(['sinh', 'lập', 'mất', 'thống', 'phóng'])

/** `Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2023)`, `Ngày thành lập Đảng 3/2`: a day of history. */
function isHistory (tokens: readonly Token[], at: number, end: number): boolean {
  if (yearAt(tokens, end - 1) === null && tokens[end - 1]!.text.length === 4) return true
  const other = tokens[end]?.text === '-' ? dateAt(tokens, end + 1, tokens.length) : null
  if (other !== null && other.year !== null && yearAt(tokens, end - 1) !== null &&
    other.year - Number(tokens[end - 1]!.text) > 1) return true
  return tokens[at - 1]?.text === '(' && BORN.has(tokens[at - 2]?.key ?? '')
}

/** `từ chiều 14-8 (phiên trù bị) đến hết ngày 15-8-2025`: a last day that some words hold apart. */
function untilLastDay (tokens: readonly Token[], date: DateFound, end: number): DateFound {
  if (date.lastDay !== null || date.year !== null) return date
  for (let at = date.end; at < Math.min(end, date.end + 8); at++) {
    if (tokens[at]!.key !== 'đến') continue
    for (let next = at + 1; next < Math.min(end, at + 5); next++) {
      const last = dateAt(tokens, next, end)
      if (last === null || last.month < date.month || last.month > date.month + 1) continue
      return { ...last, day: date.day, month: date.month, lastDay: last.day, lastMonth: last.month }
    }
  }
  return date
}

const sessionAt = (tokens: readonly Token[], at: number): Held['session'] =>
  SESSIONS[tokens[at]?.key as keyof typeof SESSIONS] ?? null

/** `19 giờ 00, ngày …`, `7h30 ngày …`: the session of an hour that stands before a day. */
function sessionOfHour (tokens: readonly Token[], start: number, first: number): Held['session'] {
  for (let at = start - 1; at >= Math.max(first + 1, start - 5); at--) {
    if (tokens[at]!.key !== 'giờ' && tokens[at]!.key !== 'h') continue
    const hour = integerAt(tokens, at - 1, 2)
    return hour === null || hour > 23 ? null : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  }
  return null
}

/** Words between the part of the day and the day: `Sáng thứ Bảy, ngày 12/7`, `Chiều qua (12/7)`, `Trong hai ngày 7`. */
const DAY_WORDS = new Set([
  'ngày', 'nay', 'qua', 'hôm', 'cùng', '(', 'các', 'vào', 'từ', 'vừa', 'rồi', 'thứ', 'hai', 'ba', 'tư', 'năm', 'sáu',
  'bảy', 'chủ', 'nhật', '2', '3', 'mùng', 'mồng'
])
/** What may stand before the words of a day. */
const BEFORE_DAY = new Set([',', '.', ')', '"', '-', ':', 'trong', 'vào', 'hôm', 'lúc', 'hồi', 'giờ', 'suốt', 'qua'])

/** Where the words begin that make a day the day of the event; null where it is a document's, or a number. */
function leadIn (tokens: readonly Token[], at: number, first: number): number | null {
  let start = at
  let commas = 0
  while (start > first) {
    const { key } = tokens[start - 1]!
    if (key === ',' && commas === 0 && start - 2 >= first && isOfDay(tokens[start - 2]!)) commas++
    else if (!DAY_WORDS.has(key)) break
    start--
  }
  if (start > first && sessionAt(tokens, start - 1) !== null) return start - 1
  const before = tokens[start - 1]
  if (start === first || before === undefined) return start < at || first === at ? start : null
  if (start === at) return null
  // `Nghị quyết số 41-CTr/TU, ngày 12/01/2024`: a day after a symbol is the symbol's.
  for (let back = start - 1; back >= Math.max(first, start - 4); back--) {
    const token = tokens[back]!
    if (token.text === ')') break
    if (token.text === '/' || (token.kind === 'number' && tokens[back + 1]?.text === '-')) return null
    if (token.kind === 'word' && token.text !== token.text.toUpperCase()) break
  }
  // `TP HCM hôm 8-1`: no document is of a day that is told so.
  return BEFORE_DAY.has(before.key) || tokens[start]!.text === '(' || tokens[start]!.key === 'hôm' ? start : null
}

/** A word of a day, or a part of one. */
const isOfDay = ({ key }: Token) => (DAY_WORDS.has(key) && key !== '(') || key in SESSIONS
