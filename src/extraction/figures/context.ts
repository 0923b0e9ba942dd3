/**
 * When a figure is of, and whether it is a result or something to be reached: from its own words, else those that lead
 * its sentence, its paragraph, or the part of the report in which it stands.
 */
import type { MeetingFinding } from '../findings.js'
import { integerAt } from '../dates.js'
import { periodCode, type PeriodFound } from '../periods.js'
import { phrases } from '../phrases.js'
import type { Sentence } from '../article.js'
import type { Token } from '../tokens.js'
import type { PeriodRead } from './reading.js'
import { keys } from './words.js'

/** A period as its code, and whether its year was read. */
export interface Dated {
  readonly code: string
  readonly first: number
  readonly end: number
  /** It says when what follows was, and not only when the one thing before it was. */
  readonly leads: boolean
  /** `đến năm 2030`: until the next semicolon. */
  readonly horizon: boolean
}

interface Part { readonly period: string | null, readonly target: boolean, readonly number: number | null }

/** What holds for the sentences that follow. */
export interface Context {
  /** The last term that was named. */
  term: string | null
  period: string | null
  target: boolean
  /** Of the part of the report, which its heading tells. */
  part: Part
  /** The part within which numbered parts stand: `B. MỤC TIÊU NĂM 2024`, `II. PHƯƠNG HƯỚNG`. */
  outer: Part
}

const noPart = { period: null, target: false, number: null }
export const emptyContext = (): Context => ({ term: null, period: null, target: false, part: noPart, outer: noPart })

/** `Tết này`, `dịp 3-2 này`: the year of the event, where the meeting reviews no period. */
const NOW = keys('tết dịp đợt năm 2')

const COMPARED = keys('so kỳ với trước nghèo từ hội dự khóa sau kể')
const BEFORE_LEADING = keys(`trong qua tính đến hết quả vụ tiêu hướng riêng sang của bước và ở cho tháng cả là cuối
  đầu thời khi hoạch theo báo`)

/** Marks after which a clause starts. */
const CLAUSE = keys(', ; : ( . - + * • ! ? …')

/** The periods of a sentence with their codes; those of comparisons and of names are left out. */
export function datedIn (
  tokens: readonly Token[], { first, end }: Sentence, periods: readonly PeriodRead[], meeting: MeetingFinding | null
): Dated[] {
  const dated: Dated[] = []
  for (const period of periods) {
    const before = period.first > first ? tokens[period.first - 1]!.key : ''
    if (isCompared(tokens, period, first) || !isToDate(period, meeting)) continue
    // `đến hết tháng 6`, `thu hết tháng 6/2021`: from the start of the year.
    const whole: PeriodFound = period.form === 'month' && (before === 'hết' ||
      before === 'cuối')
      ? cumulative(period)
      : period
    const code = codeOf(whole, meeting)
    if (code === null) continue
    const leads = before === '' || BEFORE_LEADING.has(before) || CLAUSE.has(before) ||
      tokens[period.end]?.text === ':' || headsPlan(tokens, period.first, first)
    // `Đại hội lần thứ I, nhiệm kỳ 2025-2030` is a name.
    const named = period.form === 'term' && before === ',' && period.first - 2 >= first &&
      (tokens[period.first - 2]!.capital || tokens[period.first - 2]!.kind === 'number' ||
        tokens[period.first - 2]!.key === 'hội')
    if (named) continue
    // `nhiệm kỳ 2021-2026` after a noun is the name of what it belongs to.
    if (period.form === 'term' && !leads) continue
    dated.push({
      code,
      first: period.first,
      end: period.end,
      leads,
      horizon: before === 'đến' && period.form === 'year' && tokens[period.end]?.text !== ':'
    })
  }
  // `lũy kế từ đầu năm` where a month is reviewed.
  const month = meeting?.reviews != null && /^\d{4}-(?:0[2-9]|1[01])$/.test(meeting.reviews) ? meeting.reviews : null
  for (let at = month === null ? end : first; at + 2 < end; at++) {
    if (tokens[at]!.key !== 'từ' || tokens[at + 1]!.key !== 'đầu' || tokens[at + 2]!.key !== 'năm') continue
    const code = periodCode({ form: 'months', months: Number(month!.slice(5)), year: null, lastYear: null, end: at },
      Number(month!.slice(0, 4)))
    if (code !== null) {
      dated.push({
        code,
        first: at,
        end: at + 3,
        leads: at === first ||
      tokens[at - 1]!.kind === 'mark',
        horizon: false
      })
    }
    dated.sort((a, b) => a.first - b.first)
  }
  if (meeting?.reviews === null && meeting.heldOn !== null) {
    const now = meeting.heldOn.slice(0, 4)
    for (let at = first + 1; at < end; at++) {
      if (tokens[at]!.key !== 'này' || !NOW.has(tokens[at - 1]!.key)) continue
      dated.push({ code: now, first: at - 1, end: at + 1, leads: true, horizon: false })
      dated.sort((a, b) => a.first - b.first)
    }
  }
  return dated
}

/** Whether so many months of the year are over, or about to be, when the meeting is held. */
function isToDate ({ toDate }: PeriodRead, meeting: MeetingFinding | null): boolean {
  if (toDate === undefined) return true
  const month = Number(meeting?.heldOn?.slice(5, 7) ?? 0)
  return toDate === month || toDate === month - 1
}

/** `mục tiêu chủ yếu nhiệm kỳ 2025 - 2030`. */
function headsPlan (tokens: readonly Token[], at: number, floor: number): boolean {
  for (let before = at - 1; before >= Math.max(floor, at - 5) && tokens[before]!.kind === 'word'; before--) {
    if (PLANS.at(tokens, before, at) !== null) return true
  }
  return false
}

const PLANNED = phrases('kế hoạch', 'chỉ tiêu', 'dự toán', 'mục tiêu', 'nghị quyết', 'kh')

function isCompared (tokens: readonly Token[], { first, form }: PeriodRead, floor: number): boolean {
  const before = first > floor ? tokens[first - 1]!.key : ''
  // `so với cuối năm 2023`.
  for (let at = first - 1; at >= Math.max(floor, first - 4) && tokens[at]!.kind === 'word'; at--) {
    if (tokens[at]!.key === 'so') return true
  }
  // `đạt 82% chỉ tiêu năm 2025`: of the plan, and not of what was reached.
  for (let at = first - 1; at >= Math.max(floor, first - 6); at--) {
    if (tokens[at]!.text === '%') return PLANNED.first(tokens, at + 1, first) !== null
    if (tokens[at]!.kind !== 'word') break
  }
  if (form === 'term' && (before === 'nghèo' || before === 'chuẩn')) return true
  if (!COMPARED.has(before)) return false
  const second = first - 1 > floor ? tokens[first - 2]!.key : ''
  switch (before) {
    case 'với': return second === 'so'
    case 'so': case 'nghèo': case 'sau': case 'kể': case 'từ': case 'khóa': return true
    case 'kỳ': return second === 'cùng'
    case 'trước': return true
    case 'hội': return second === 'đại'
    case 'dự': return false
    default: return false
  }
}

const cumulative = (period: PeriodFound): PeriodFound =>
  period.months === 6
    ? { ...period, form: 'H1', months: 0 }
    : period.months === 3
      ? { ...period, form: 'Q1', months: 0 }
      : period.months === 12 ? { ...period, form: 'year', months: 0 } : { ...period, form: 'months' }

export const yearOf = (code: string | null | undefined) => code == null ||
  code.includes('/')
  ? null
  : Number(code.slice(0, 4))

/** The code of a period; a year that is left out is that of the period reviewed or planned, else of the event. */
export function codeOf (period: PeriodFound, meeting: MeetingFinding | null): string | null {
  if (period.year !== null) return periodCode(period, period.year)
  const years = [yearOf(meeting?.reviews), yearOf(meeting?.plans), yearOf(meeting?.heldOn)]
  for (const year of years) {
    const code = year === null ? null : periodCode(period, year)
    if (code !== null && (code === meeting?.reviews || code === meeting?.plans)) return code
  }
  const year = years[2] ?? years[0] ?? years[1] ?? null
  if (year === null) return null
  // `3 tháng cuối năm` has a code only as a quarter.
  return periodCode(period, year) ?? meeting?.plans ?? null
}

/** Which part of a report a heading starts. */
export const PLANS = phrases('kế hoạch năm', 'dự toán năm', 'phương hướng', 'nhiệm vụ', 'mục tiêu', 'chỉ tiêu chủ yếu',
  'một số chỉ tiêu chủ yếu', 'chỉ tiêu phấn đấu', 'các chỉ tiêu', 'chỉ tiêu', 'kế hoạch công tác', 'giải pháp')
export const RESULTS = phrases('kết quả', 'đánh giá', 'tình hình', 'thực trạng', 'kiểm điểm', 'ưu điểm', 'tồn tại',
  'hạn chế', 'đã')
/** After them a sentence tells what was. */
export const PAST = phrases('đã', 'tháng qua', 'quý qua', 'tuần qua', 'vừa qua', 'cùng kỳ', 'trước đó', 'tính đến nay',
  'dịp này', 'nhân dịp này', 'đến nay', 'hiện nay', 'hiện có', 'năm qua', 'nửa năm qua',
  'thời gian qua',
  'theo báo cáo', 'nhìn lại', 'trong nhiệm kỳ qua', 'so với cùng kỳ', 'ước đạt', 'kết thúc hội nghị', 'đợt này',
  'tuy nhiên')
const MEETS = phrases('tổ chức hội nghị', 'tổ chức đại hội', 'mở hội nghị', 'tổ chức kỳ họp', 'tổ chức sơ kết',
  'tổ chức tổng kết', 'tổ chức lễ', 'tổ chức buổi',
  'tổ chức cuộc họp', 'làm việc với', 'họp', 'tổ chức sinh hoạt', 'tổ chức đại hội đại biểu', 'đã tổ chức hội nghị',
  'diễn ra', 'hội nghị sơ kết', 'hội nghị tổng kết',
  'tổ chức', 'khai mạc')

/** Whether a sentence announces the meeting; its periods are the meeting's. */
export function announces (tokens: readonly Token[], { first, end, block }: Sentence, early: boolean): boolean {
  return block.kind === 'title' || (early && MEETS.first(tokens, first, Math.min(end, first + 60)) !== null &&
    MEETING.first(tokens, first, Math.min(end, first + 90)) !== null)
}
const MEETING = phrases('hội nghị', 'đại hội', 'kỳ họp', 'buổi làm việc', 'làm việc với', 'sơ kết', 'tổng kết',
  'sinh hoạt thường kỳ', 'họp thường kỳ', 'lễ trao',
  'đối thoại', 'giao ban', 'sinh hoạt chi bộ', 'cuộc họp', 'phiên họp', 'lễ', 'họp', 'thông qua dự thảo')

/** Before a sentence: whether it carries on what the sentences before it said. */
export function enter (
  context: Context, tokens: readonly Token[], sentence: Sentence, previous: Sentence | null
): void {
  const { block } = sentence
  if (previous === null || previous.block === block) return
  // `4. Ý kiến thảo luận: …` ends the part `3. Nhiệm vụ tháng 5`.
  if (context.part.number !== null && integerAt(tokens, block.first,
    2) === context.part.number + 1) context.part = context.outer
  const follows = isItem(tokens, block.first) || /^[:;]$/.test(tokens[previous.end - 1]!.text)
  if (!follows) {
    context.period = context.part.period
    context.target = context.part.target
  }
}

/** A line of a list. */
const isItem = (tokens: readonly Token[], first: number) =>
  /^[-+*•]$/.test(tokens[first]!.text) || (tokens[first]!.kind === 'number' &&
    /^[.)/]$/.test(tokens[first + 1]?.text ?? ''))

/** The token after `Phần thứ nhất:`, `PHẦN I -`. */
function numbered (tokens: readonly Token[], first: number, end: number): number {
  if (tokens[first]!.key !== 'phần') return first
  for (let at = first + 1; at < Math.min(end, first + 4); at++) if (/^[:.-]$/.test(tokens[at]!.text)) return at + 1
  return first
}

/** A heading tells of which part the lines below it are. */
export function head (
  context: Context, tokens: readonly Token[], { first, end, block }: Sentence, dated: readonly Dated[]
): void {
  if (block.kind === 'title') return
  // What goes on from the line above is part of that: `Tổng kết năm 2019,` / `phương hướng năm 2020`.
  if (tokens[first - 2]?.text === ',') return
  // `II.`, `1.`, `Phần thứ nhất:` may stand before what heads a part.
  const start = Math.min(end, numbered(tokens, first, end) + 5)
  const plans = PLANS.first(tokens, first, start)
  const results = RESULTS.first(tokens, first, start)
  if (plans === null && results === null && (dated.length === 0 || dated[0]!.first > start)) return
  const target = plans !== null && (results === null || plans.start < results.start)
  const named = (target ? dated.at(-1) : dated[0])?.code
  const period = named ?? (target === context.part.target ? context.part.period : null)
  context.part = { period, target, number: integerAt(tokens, first, 2) }
  if (context.part.number === null) context.outer = context.part
  context.period = period
  context.target = target
}
