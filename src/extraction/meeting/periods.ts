/**
 * What a meeting looked back on and ahead to: the periods of its title and of the sentences that tell of it, each
 * turned to what was done or to what is to be done by the words before it.
 */
import { hasPhrase, type Article, type Sentence } from '../article.js'
import { dateAt, type DateFound } from '../dates.js'
import type { Inferred } from '../findings.js'
import { lastMonth, periodAt, periodCode, type PeriodFound } from '../periods.js'
import { phrases } from '../phrases.js'
import { dayIn } from './day.js'
import { chairedIn, plainlyIn, purposeIn } from './purpose.js'

export interface Periods { readonly reviews: PeriodFound | null, readonly plans: PeriodFound | null }

/** Words that turn to what was done, and to what is to be done. */
const BACK = phrases(
  'sơ kết', 'tổng kết', 'kết quả', 'đánh giá', 'kiểm điểm', 'tình hình', 'nhìn lại', 'công tác', 'hoạt động', 'báo cáo'
)
const AHEAD = phrases(
  'phương hướng', 'triển khai', 'bàn', 'giải pháp', 'đề ra', 'kế hoạch', 'quyết định nhiệm vụ', 'thống nhất',
  'nhiệm vụ', 'nhiệm vụ trọng tâm', 'chương trình công tác', 'dự kiến', 'mục tiêu', 'chỉ tiêu', 'quyết nghị'
)
/** Words of reviews that also stand where nothing is reviewed. */
const WEAK = new Set(['công tác', 'hoạt động', 'báo cáo'])
/** What a conference without a name is for, if it says so. */
const TASKS = new Set(['nhiệm vụ', 'nhiệm vụ trọng tâm', 'phương hướng'])
/** Words that close a period. */
const CLOSING = new Set(['sơ kết', 'tổng kết'])
/** Types that may look at a term or at a span of years. */
const OF_TERMS = new Set(['so-ket', 'tong-ket', 'kiem-tra-giam-sat'])
/** Types that look back, whatever words they take. */
const LOOKS_BACK = new Set(['kiem-tra-giam-sat', 'giao-ban'])
/** What is left of the term that was looked back on. */
const REST = phrases('nhiệm kỳ còn lại', 'thời gian còn lại của nhiệm kỳ', 'cuối nhiệm kỳ', 'nửa cuối nhiệm kỳ')
/** Nhiệm vụ that were carried out. */
const DONE = phrases('thực hiện nhiệm vụ', 'thực hiện các nhiệm vụ', 'thực hiện nghị quyết', 'lãnh đạo thực hiện',
  'triển khai thực hiện nhiệm vụ', 'kết quả triển khai', 'thực hiện kế hoạch')

/** Types of which only what is said outright counts. */
const WITHOUT_PERIODS = new Set(['quan-triet', 'trao-huy-hieu', 'doi-thoai', 'gap-mat', 'khac'])

/** The periods of a meeting of a type. */
export function periodsOf (article: Article, title: Sentence | null, lead: readonly Sentence[], type: string): Periods {
  if (type === 'dai-hoi') return termsOf(article)
  let reviews: PeriodFound | null = null
  let plans: PeriodFound | null = null
  const telling = lead.filter(sentence => (purposeIn(article, sentence) ?? plainlyIn(article, sentence) ??
    chairedIn(article, sentence)) !== null)
  for (const sentence of [...telling.slice(0, 2), ...title === null ? [] : [title]]) {
    const found = periodsIn(article, sentence, type)
    reviews = better(reviews, found.reviews)
    plans = better(plans, found.plans)
    if (reviews !== null && plans !== null && reviews.year !== null) break
  }
  return { reviews, plans }
}

/** The one that says its year. */
const better = (first: PeriodFound | null, second: PeriodFound | null): PeriodFound | null =>
  first === null || (first.year === null && second?.year != null && second.form === first.form) ? second : first

/** The periods of one sentence, each turned by the words before it. */
export function periodsIn (article: Article, { first, end }: Sentence, type: string): Periods {
  const { tokens } = article
  const slots: { reviews: PeriodFound | null, plans: PeriodFound | null } = { reviews: null, plans: null }
  let turn: 'reviews' | 'plans' | null = LOOKS_BACK.has(type) ? 'reviews' : null
  let closing = false
  let tasked = false
  // `Thực hiện Kế hoạch … năm 2025, ngày 18/3, …`: what stands before the day is why they meet.
  const start = dayIn(article, { first, end })?.end ?? first
  let span: PeriodFound | null = null
  for (let at = start; at < end; at++) {
    const done = DONE.at(tokens, at, end)
    const back = BACK.at(tokens, at, end)
    const ahead = AHEAD.at(tokens, at, end)
    if (done !== null && turn !== 'plans') {
      turn = 'reviews'
      at = done.end - 1
      continue
    }
    if (back !== null) {
      if (!WEAK.has(back.value)) turn = 'reviews'
      else turn ??= 'reviews'
      closing ||= CLOSING.has(back.value)
      at = back.end - 1
      continue
    }
    if (ahead !== null) {
      // `kết quả thực hiện nhiệm vụ`: what was done, until its period is told.
      if (turn !== 'reviews' || slots.reviews !== null || ahead.value !== 'nhiệm vụ') turn = 'plans'
      tasked = TASKS.has(ahead.value)
      at = ahead.end - 1
      continue
    }
    if (span !== null && REST.at(tokens, at, end) !== null) slots.plans ??= span
    const date = dateAt(tokens, at, end)
    const period = date === null ? periodAt(tokens, at, end) : null
    at = (date ?? period)?.end ?? at + 1
    at--
    if (period === null) continue
    if (turn === null || (period.form === 'term' && !OF_TERMS.has(type))) continue
    if (period.form === 'term' && turn === 'reviews') {
      span ??= period
      continue
    }
    // `hội nghị triển khai nhiệm vụ năm 2025` says what it is for.
    const tasks = type === 'khac' && turn === 'plans' && tasked
    if (WITHOUT_PERIODS.has(type) && !(closing && turn === 'reviews') && !tasks) continue
    // `kết quả tháng 9, quý III`: both were looked back on; `6 tháng đầu năm, 6 tháng cuối năm` turns ahead.
    if (turn === 'reviews' && slots.reviews !== null && !isLater(period, slots.reviews)) continue
    const slot: 'reviews' | 'plans' = turn === 'reviews' && slots.reviews !== null ? 'plans' : turn
    if (slots[slot] === null && period.form !== 'last-months') slots[slot] = period
  }
  // A span of years is what was looked back on where no nearer period is told.
  slots.reviews ??= span
  return slots
}

const isLater = (period: PeriodFound, than: PeriodFound): boolean =>
  period.year !== null && than.year !== null && period.year !== than.year
    ? period.year > than.year
    : lastMonth(period) > lastMonth(than) || period.form === 'last-months'

/** The term that ends, without its years. */
const PAST_TERM = phrases(
  'nhiệm kỳ qua', 'nhiệm kỳ vừa qua', '5 năm qua', 'năm năm qua', 'nhiệm kỳ trước', 'nhiệm kỳ cũ', 'kết quả nhiệm kỳ'
)

/** A congress closes one term and opens the next, if the text names them. */
function termsOf (article: Article): Periods {
  const terms: PeriodFound[] = []
  const { tokens } = article
  for (const { first, end } of article.sentences) {
    for (let at = first; at < end; at++) {
      if (tokens[at]!.key !== 'nhiệm') continue
      const term = periodAt(tokens, at, end)
      if (term?.form === 'term' && !terms.some(({ year }) => year === term.year)) terms.push(term)
    }
  }
  const plans = terms[0] ?? null
  if (plans === null) return { plans, reviews: null }
  const named = terms.find(({ lastYear }) => lastYear === plans.year)
  const past = article.sentences.some(sentence => hasPhrase(article, PAST_TERM, sentence))
  return { plans, reviews: named ?? (past ? { ...plans, year: plans.year! - 5, lastYear: plans.year! } : null) }
}

/** A year that the periods name. */
export const namedYear = ({ reviews, plans }: Periods): number | null =>
  [reviews, plans].find(period => period !== null && period.year !== null && period.form !== 'term')?.year ?? null

/** The code of a period; a year that it leaves out is that of the meeting, or beside it. */
export function codeOf (
  period: PeriodFound | null, base: number | null, date: DateFound | null, property: string, inferred: Inferred[]
): string | null {
  if (period === null) return null
  if (period.year !== null) return periodCode(period, period.year)
  if (base === null) return null
  // `bàn nhiệm vụ tháng 1` in December; `kết quả năm` in January.
  const turn = property === 'plans' && date !== null && lastMonth(period) < date.month - 1
    ? 1
    : property === 'reviews' && date !== null && date.month <= 3 && lastMonth(period) >= 10 ? -1 : 0
  const code = periodCode(period, base + turn)
  if (code !== null) inferred.push({ property, reason: `Bài không ghi năm của kỳ; hiểu là năm ${base + turn}` })
  return code
}
