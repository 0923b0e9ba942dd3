/**
 * The meeting that a text reports: when it was held, what for, and what it looked back on and ahead to. Read from the
 * title and from the sentence that tells of it, which names a day or somebody who meets; what they leave out (the year
 * of `Sáng 12/7`) follows from what stands around, and is marked as inferred.
 */
import { spanOf, wordsOf, type Article, type Sentence } from './article.js'
import { dateAt, integerAt, isDay, isoDate, yearAt, type DateFound } from './dates.js'
import type { Inferred, MeetingFinding, Span, WardFinding } from './findings.js'
import { meetingTypes, noPurpose } from './meeting-types.js'
import { lastMonth, periodAt, periodCode, type PeriodFound } from './periods.js'
import { Phrases, phrases } from './phrases.js'
import type { Token } from './tokens.js'

/** Who meets: a text that names none of them in title or lead is not about Party or council work. */
const PARTY = phrases(
  'đảng ủy', 'đảng bộ', 'chi bộ', 'đảng viên', 'cấp ủy', 'thành ủy', 'thị ủy', 'quận ủy', 'huyện ủy', 'tỉnh ủy', 'hđnd',
  'hội đồng nhân dân', 'ban thường vụ', 'btv', 'ban chấp hành', 'bch', 'huy hiệu đảng', 'công tác đảng', 'xây dựng đảng'
)

/** What makes a sentence tell of an event, and not of a plan or of somebody else's. */
const EVENT = phrases(
  'tổ chức', 'đã tổ chức', 'họp', 'làm việc', 'diễn ra', 'khai mạc', 'mở hội nghị', 'tiến hành', 'đã có buổi',
  'có buổi', 'chủ trì', 'long trọng', 'phối hợp', 'sinh hoạt', 'thông qua', 'trao', 'bế mạc', 'gặp mặt', 'đối thoại',
  'triển khai'
)

/** What it is called when a body meets. */
const MEETS = new Phrases([
  ['ban thường vụ', 'ban-thuong-vu'], ['btv', 'ban-thuong-vu'], ['thường trực đảng ủy', 'ban-thuong-vu'],
  ['ban chấp hành', 'ban-chap-hanh'], ['bch', 'ban-chap-hanh'], ['đảng ủy', 'ban-chap-hanh'],
  ['chi bộ', 'sinh-hoat-chi-bo'], ['hđnd', 'hdnd'], ['hội đồng nhân dân', 'hdnd']
])

const SESSIONS = { sáng: 'morning', chiều: 'afternoon', tối: 'evening' } as const

/** How many sentences of prose may tell of the meeting, before it is somebody's report of it. */
const LEAD = 4

/** How far the day of the meeting may stand, where its part of the day is told. */
const FURTHER = 16

interface Held {
  /** The token after the day. */
  readonly end?: number
  readonly date: DateFound | null
  readonly session: MeetingFinding['session']
  readonly span: Span | null
}

/** The one meeting that a text is about; null where it is about none. */
export function findMeeting (
  article: Article, ward: WardFinding | null, publishedOn: string | null = null
): MeetingFinding | null {
  const title = article.sentences.find(({ block }) => block.kind === 'title') ?? null
  const lead = article.sentences.filter(({ block }) => block.kind === 'prose').slice(0, LEAD)
  const head = [...title === null ? [] : [title], ...lead]
  if (ward === null || !head.some(sentence => has(article, PARTY, sentence))) return null
  const purpose = purposeOf(article, title, lead)
  if (purpose === null) return null

  const held = heldIn(article, lead, title)
  const periods = periodsOf(article, title, lead, purpose.type)
  const inferred: Inferred[] = []
  const year = held.date === null ? null : held.date.year ??
    yearOf(article, held.date, periods, title, publishedOn, inferred)
  const base = year ?? namedYear(periods)
  const code = (period: PeriodFound | null, property: string) => codeOf(period, base, held.date, property, inferred)
  const reviews = code(periods.reviews, 'reviews')
  return {
    heldOn: year === null || held.date === null ? null : isoDate(year, held.date.month, held.date.day),
    endsOn: year === null || held.date?.lastDay == null
      ? null
      : isoDate(year, held.date.lastMonth ?? held.date.month, held.date.lastDay),
    session: held.session,
    type: purpose.type,
    reviews,
    plans: code(periods.plans, 'plans'),
    title: title === null ? null : wordsOf(article, title.first, title.end),
    spans: [...held.span === null ? [] : [held.span], purpose.span],
    confidence: held.date === null ? 0.6 : held.date.year === null ? 0.8 : 0.9,
    inferred
  }
}

const has = ({ tokens }: Article, list: ReturnType<typeof phrases>, { first, end }: Sentence) =>
  list.first(tokens, first, end) !== null

/** Whether a sentence tells of something that took place. */
const tells = (article: Article, sentence: Sentence) =>
  has(article, EVENT, sentence) || dayIn(article, sentence) !== null

/** The first-named purpose of the title, else of the lead. */
function purposeOf (article: Article, title: Sentence | null, lead: readonly Sentence[]) {
  for (const sentence of [...title === null ? [] : [title], ...lead]) {
    if (sentence.block.kind === 'prose' && !tells(article, sentence)) continue
    const found = purposeIn(article, sentence)
    if (found !== null) return found
  }
  return null
}

function purposeIn (article: Article, { first, end }: Sentence): { type: string, span: Span } | null {
  const { tokens } = article
  for (let at = first; at < end; at++) {
    const none = noPurpose.at(tokens, at, end)
    if (none !== null) {
      at = none.end - 1
      continue
    }
    const found = meetingTypes.at(tokens, at, end)
    if (found !== null) return { type: found.value, span: spanOf(article, at, found.end) }
  }
  return byHost(article, first, end)
}

/** A body that meets, and says no more: `Ban Thường vụ Đảng ủy phường … họp`. */
function byHost (article: Article, first: number, end: number): { type: string, span: Span } | null {
  const { tokens } = article
  const host = MEETS.first(tokens, first, end)
  if (host === null) return null
  for (let at = host.end; at < Math.min(end, host.end + 14); at++) {
    if (tokens[at]!.key === 'họp') return { type: host.value, span: spanOf(article, host.start, at + 1) }
  }
  return null
}

/** The day in the first sentence that tells one which is no document's; else in the title. */
function heldIn (article: Article, lead: readonly Sentence[], title: Sentence | null): Held {
  let session: Held['session'] = null
  for (const sentence of [...lead, ...title === null ? [] : [title]]) {
    const found = dayIn(article, sentence)
    if (found !== null) return found
    session ??= sessionAt(article.tokens, sentence.first)
  }
  // Where an article begins with what led to the meeting, only a day with its part is the day of it.
  for (const sentence of article.sentences.slice(0, FURTHER)) {
    const found = dayIn(article, sentence)
    if (found !== null && found.session !== null) return found
  }
  return { date: null, session, span: null }
}

function dayIn (article: Article, sentence: Pick<Sentence, 'first' | 'end'>): Held | null {
  const { tokens } = article
  const { first, end } = sentence
  for (let at = first; at < end; at++) {
    if (tokens[at]!.kind !== 'number') continue
    const date = dateAt(tokens, at, end)
    if (date === null) continue
    const start = leadIn(tokens, at, first)
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
    if (token.text === '/' || (token.kind === 'number' && tokens[back + 1]?.text === '-')) return null
    if (token.kind === 'word' && token.text !== token.text.toUpperCase()) break
  }
  return BEFORE_DAY.has(before.key) || tokens[start]!.text === '(' ? start : null
}

/** A word of a day, or a part of one. */
const isOfDay = ({ key }: Token) => (DAY_WORDS.has(key) && key !== '(') || key in SESSIONS

interface Periods { readonly reviews: PeriodFound | null, readonly plans: PeriodFound | null }

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

function periodsOf (article: Article, title: Sentence | null, lead: readonly Sentence[], type: string): Periods {
  if (type === 'dai-hoi') return termsOf(article)
  let reviews: PeriodFound | null = null
  let plans: PeriodFound | null = null
  const telling = lead.filter(sentence => purposeIn(article, sentence) !== null)
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

function periodsIn (article: Article, { first, end }: Sentence, type: string): Periods {
  const { tokens } = article
  const slots: { reviews: PeriodFound | null, plans: PeriodFound | null } = { reviews: null, plans: null }
  let turn: 'reviews' | 'plans' | null = LOOKS_BACK.has(type) ? 'reviews' : null
  let closing = false
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
    if (WITHOUT_PERIODS.has(type) && !(closing && turn === 'reviews')) continue
    const slot: 'reviews' | 'plans' = turn === 'reviews' && slots.reviews !== null ? 'plans' : turn
    if (slots[slot] === null && period.form !== 'last-months') slots[slot] = period
  }
  // A span of years is what was looked back on where no nearer period is told.
  slots.reviews ??= span
  return slots
}

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
  const past = article.sentences.some(sentence => has(article, PAST_TERM, sentence))
  return { plans, reviews: named ?? (past ? { ...plans, year: plans.year! - 5, lastYear: plans.year! } : null) }
}

const namedYear = ({ reviews, plans }: Periods): number | null =>
  [reviews, plans].find(period => period !== null && period.year !== null && period.form !== 'term')?.year ?? null

/** A day in the year since which it makes sense: not long before the end of what is reviewed, nor long after it. */
function fits (date: DateFound, year: number, { reviews, plans }: Periods): boolean {
  if (!isDay(date.day, date.month, year)) return false
  const months = year * 12 + date.month
  const within = (period: PeriodFound | null, before: number, after: number) => {
    if (period === null || period.year === null || period.form === 'term') return true
    const end = period.year * 12 + lastMonth(period)
    return months >= end - before && months <= end + after
  }
  return within(reviews, 2, 4) && within(plans, 14, 1)
}

/** The day on which a text says that it was posted. */
function postedOn ({ tokens, blocks }: Article): string | null {
  for (const { kind, first, end } of blocks) {
    if (kind !== 'dateline' && kind !== 'letterhead') continue
    for (let at = first; at < end; at++) {
      const date = dateAt(tokens, at, end)
      if (date?.year != null) return isoDate(date.year, date.month, date.day)
    }
  }
  return null
}

/** The year of a day that is written without one: of the periods, of the title, of the posting, of the other days. */
function yearOf (
  article: Article, date: DateFound, periods: Periods, title: Sentence | null, publishedOn: string | null,
  inferred: Inferred[]
): number | null {
  const { tokens } = article
  const told = (year: number, reason: string): number => {
    inferred.push({ property: 'heldOn', reason: `Năm ${year} ${reason}; bài chỉ ghi ngày ${date.day}/${date.month}` })
    return year
  }
  const yearsOfPeriods = [periods.reviews?.year, periods.plans?.year]
    .filter(year => year != null)
    .flatMap(year => [year, year + 1, year - 1])
  // A congress opens its term.
  if (periods.plans?.form === 'term' && periods.plans.year !== null) {
    const { year } = periods.plans
    return told(year, 'là năm đầu của nhiệm kỳ')
  }
  const byPeriod = periods.reviews?.form === 'term' ? undefined : yearsOfPeriods.find(year => fits(date, year, periods))
  if (byPeriod !== undefined) return told(byPeriod, 'theo kỳ được sơ kết, tổng kết hoặc bàn nhiệm vụ')

  const posted = postedOn(article) ?? publishedOn
  if (posted !== null) {
    const year = Number(posted.slice(0, 4))
    return told(isoDate(year, date.month, date.day) > posted ? year - 1 : year, 'theo ngày đăng bài')
  }
  const inTitle = title === null ? null : firstYear(tokens, title.first, title.end)
  if (inTitle !== null && fits(date, inTitle, periods)) return told(inTitle, 'theo tiêu đề')
  const elsewhere = commonYear(article)
  return elsewhere === null ? null : told(elsewhere, 'theo các mốc thời gian khác trong bài')
}

function firstYear (tokens: readonly Token[], first: number, end: number): number | null {
  for (let at = first; at < end; at++) {
    const year = yearAt(tokens, at)
    if (year !== null) return year
  }
  return null
}

/** The year that the prose names most often as the present one; terms, documents and horizons name others. */
function commonYear ({ tokens, sentences }: Article): number | null {
  const counts = new Map<number, number>()
  for (const { first, end, block } of sentences) {
    if (block.kind === 'heading') continue
    for (let at = first; at < end; at++) {
      const year = yearAt(tokens, at)
      if (year === null) continue
      const before = tokens[at - 1]
      const span = before?.text === '-' || tokens[at + 1]?.text === '-' || before?.key === 'đến'
      const horizon = before?.key === 'năm' && tokens[at - 2]?.key === 'đến'
      const weight = horizon ? 0 : span ? 0.1 : before?.key === 'năm' || before?.text === '/' ? 1 : 0.5
      counts.set(year, (counts.get(year) ?? 0) + weight)
    }
  }
  const [best] = [...counts].filter(([, weight]) => weight > 0).sort(([a, m], [b, n]) => n - m || b - a)
  return best?.[0] ?? null
}

function codeOf (
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
