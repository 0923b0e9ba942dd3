/**
 * The periods that a meeting looked at where its announcement names none: what was reported at it says of when it is
 * (`Đánh giá kết quả tháng 8, …`, `Qua 10 tháng, thu ngân sách …`), and what was set says for when.
 */
import { hasPhrase, type Article, type Sentence } from '../article.js'
import { dateAt, integerAt, type DateFound } from '../dates.js'
import { lastMonth, periodAt, type PeriodFound } from '../periods.js'
import { phrases } from '../phrases.js'
import type { Span } from '../findings.js'
import type { Periods } from './periods.js'
import type { Token } from '../tokens.js'

/** Meetings at which somebody reports of a period. */
const REPORTING = new Set([
  'so-ket', 'tong-ket', 'lam-viec', 'ban-chap-hanh', 'ban-thuong-vu', 'giao-ban', 'sinh-hoat-chi-bo', 'hdnd'
])
/** How many sentences may tell of it. */
const BODY = 14
/** How far into a sentence its period may stand. */
const REACH = 30

const RESULTS = phrases('đánh giá', 'kết quả', 'tình hình', 'sơ kết', 'kết quả thực hiện nhiệm vụ',
  'kết quả công tác', 'tình hình thực hiện nhiệm vụ', 'tình hình kinh tế - xã hội',
  'tình hình phát triển kinh tế - xã hội')
const AHEAD = phrases('nhiệm vụ', 'phương hướng', 'kế hoạch', 'chương trình công tác', 'phương hướng, nhiệm vụ',
  'nhiệm vụ trọng tâm', 'nhiệm vụ, giải pháp')
/** What is left of a year that was reviewed at its half. */
const REST = phrases('từ nay đến cuối năm', 'nửa năm còn lại', 'những tháng còn lại', 'nửa cuối năm',
  'những tháng cuối năm')
const OPENS = new Set(['qua', 'trong', 'sau', 'báo', 'cáo', 'theo'])

/** The periods of a meeting with what its announcement leaves out. */
export function completed (
  article: Article, { type, span }: { readonly type: string, readonly span: Span }, periods: Periods, held: DateFound,
  year: number | null
): Periods {
  const { reviews, plans } = periods
  if (reviews?.bare === true && reviews.form === 'H1' && reviews.year === null && held.month <= 2) {
    // `sơ kết 6 tháng` in January: the last six.
    return { reviews: { ...reviews, form: 'H2' }, plans }
  }
  if (reviews !== null) {
    return plans !== null ? periods : { reviews, plans: headedIn(article, reviews, year) }
  }
  if (type === 'tong-ket' && plans?.form !== 'term') {
    const closed = year === null || OF_MORE.test(article.text.slice(span.end, span.end + 60).normalize('NFC'))
      ? null
      : closedYear(article, held, year)
    if (closed !== null) return { reviews: closed.reviews, plans: plans ?? closed.plans }
  }
  if (type === 'hdnd' && plans === null && year !== null && held.month >= 11) {
    const next = nextYear(article, year)
    if (next !== null) return { reviews: { ...next, year }, plans: next }
  }
  const reported = reportedAt(article, type, held, year)
  if (type === 'so-ket' && plans === null && reported.plans === null && reported.reviews?.form === 'H1' &&
    article.sentences.some(sentence => hasPhrase(article, REST, sentence))) {
    return { reviews: reported.reviews, plans: { ...reported.reviews, form: 'H2' } }
  }
  return { reviews: reported.reviews, plans: plans ?? reported.plans }
}

/** What the last session of a council's year sets, as far as the text says for which year. */
function nextYear ({ tokens, sentences }: Article, year: number): PeriodFound | null {
  for (const { first, end } of sentences) {
    for (let at = first; at < end; at++) {
      if (tokens[at]!.key !== 'năm') continue
      const period = periodAt(tokens, at, end)
      if (period?.form !== 'year' || period.year !== year + 1) continue
      for (let start = Math.max(first, at - 6); start < at; start++) {
        if (SET.at(tokens, start, at)?.end === at) return period
      }
    }
  }
  return null
}
const SET = phrases('nhiệm vụ', 'phát triển kinh tế - xã hội', 'kinh tế - xã hội', 'dự toán', 'dự toán ngân sách',
  'kế hoạch', 'chỉ tiêu', 'ngân sách')

/** The next period that a heading plans for: `B. MỤC TIÊU, NHIỆM VỤ NĂM 2024`. */
function headedIn ({ tokens, sentences }: Article, reviews: PeriodFound, year: number | null): PeriodFound | null {
  const ends = (period: PeriodFound) => (period.year ?? year ?? 0) * 12 + lastMonth(period)
  if (reviews.form === 'term') return null
  for (const sentence of sentences) {
    if (sentence.block.kind !== 'heading') continue
    const period = periodIn(tokens, sentence, REACH, (at, period) => period.form !== 'term' &&
      ends(period) > ends(reviews) && after(tokens, sentence, at, AHEAD))
    if (period !== null) return period
  }
  return null
}

/** What is closed is no year: `tổng kết 10 năm thực hiện`. */
const OF_MORE = /\d năm|thực hiện|nhiệm kỳ|phong trào|cuộc|đợt|chương trình|đề án/u

/** The year that ends when a meeting closes it, if the text speaks of it, and the next one. */
function closedYear ({ tokens, sentences }: Article, { month }: DateFound, held: number): Periods | null {
  const year = month >= 11 ? held : month <= 2 ? held - 1 : null
  if (year === null) return null
  const found: { reviews: PeriodFound | null, plans: PeriodFound | null } = { reviews: null, plans: null }
  for (const { first, end } of sentences) {
    for (let at = first; at < Math.min(end, first + REACH); at++) {
      if (tokens[at]!.key !== 'năm') continue
      const period = periodAt(tokens, at, end)
      if (period?.year === year) found.reviews ??= period
      else if (period?.year === year + 1 && at - first <= 4) found.plans ??= period
    }
  }
  return found.reviews === null ? null : found
}

/** What was reported, and what was set, of a meeting of a type on a day; null where nothing says so. */
function reportedAt (
  { tokens, sentences }: Article, type: string, { month }: DateFound, year: number | null
): Periods {
  let reviews: PeriodFound | null = null
  let plans: PeriodFound | null = null
  if (!REPORTING.has(type)) return { reviews, plans }
  const since = (period: PeriodFound) => month - lastMonth(period) +
    (period.year === null || year === null ? 0 : (year - period.year) * 12)
  const telling = (kind: string) => sentences.filter(({ block }) => block.kind === kind).slice(0, BODY)
  const body = [...telling('prose'), ...telling('heading')]
  for (const sentence of body) {
    reviews ??= periodIn(tokens, sentence, REACH, (at, period) => isOver(period, since(period)) &&
      (after(tokens, sentence, at, RESULTS) || opensClause(tokens, sentence, at, period) ||
        (type === 'so-ket' && at === sentence.first)))
  }
  if (reviews === null) return { reviews, plans }
  const past = since(reviews)
  for (const sentence of sentences) {
    plans ??= periodIn(tokens, sentence, Infinity, (at, period) => since(period) < (past > 0 ? 1 : 0) &&
      after(tokens, sentence, at, AHEAD))
  }
  return { reviews, plans }
}

/** Whether somebody may report of a period by then: it is about to end, or has lately. */
function isOver (period: PeriodFound, since: number): boolean {
  if (period.form === 'H2' || period.form === 'last-months' || period.form === 'term') return false
  return since >= (period.form === 'year' ? -1 : 0) && since <= 2
}

/** The first period near the start of a sentence that fits. */
function periodIn (
  tokens: readonly Token[], { first, end }: Sentence, reach: number, fits: (at: number, period: PeriodFound) => boolean
): PeriodFound | null {
  for (let at = first; at < Math.min(end, first + reach); at++) {
    const date = dateAt(tokens, at, end)
    const period = date === null ? periodAt(tokens, at, end) ?? monthsAt(tokens, at, end) : null
    if (period !== null && fits(at, period)) return period
    at = (date ?? period)?.end ?? at + 1
    at--
  }
  return null
}

/** `10 tháng`, where it says no more. */
function monthsAt (tokens: readonly Token[], at: number, end: number): PeriodFound | null {
  const months = integerAt(tokens, at, 2)
  if (months === null || months < 3 || months > 11 || tokens[at + 1]?.key !== 'tháng' || at + 1 >= end) return null
  const rest = { months: 0, year: null, lastYear: null, end: at + 2 }
  return months === 6
    ? { form: 'H1', ...rest }
    : months === 3 ? { form: 'Q1', ...rest } : { form: 'months', ...rest, months }
}

/** Whether a phrase of a list ends right before a token, or a few words before it. */
function after (tokens: readonly Token[], { first }: Sentence, at: number, list: ReturnType<typeof phrases>): boolean {
  for (let start = at - 1; start >= Math.max(first, at - 8); start--) {
    if (tokens[start]!.kind === 'mark' && !/^[,-]$/.test(tokens[start]!.text)) return false
    const found = list.at(tokens, start, at)
    if (found !== null && at - found.end <= (list === AHEAD ? 1 : 4)) return true
  }
  return false
}

/** `Qua 10 tháng, thu …`, `Tháng 5, phường …`, `5 tháng qua, …`. */
function opensClause (tokens: readonly Token[], { first, end }: Sentence, at: number, period: PeriodFound): boolean {
  let next = period.end
  while (next < end && (tokens[next]!.key === 'qua' || tokens[next]!.key === 'năm')) next++
  if (tokens[next]?.text !== ',') return false
  const before = at > first ? tokens[at - 1]! : undefined
  return before === undefined || OPENS.has(before.key) || /^[:,;]$/.test(before.text)
}
