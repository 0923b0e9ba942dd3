/**
 * When a figure is of, and whether it is a result or something to be reached: from its own words, else those that lead
 * its sentence, its paragraph, or the part of the report in which it stands.
 */
import type { MeetingFinding } from '../findings.js'
import { periodCode, type PeriodFound } from '../periods.js'
import { phrases } from '../phrases.js'
import type { Sentence } from '../article.js'
import type { Token } from '../tokens.js'
import type { PeriodRead } from './reading.js'
import { directives, keys } from './words.js'

/** A period as its code, and whether its year was read. */
export interface Dated {
  readonly code: string
  readonly first: number
  readonly end: number
  /** It says when what follows was, and not only when the one thing before it was. */
  readonly leads: boolean
}

/** What holds for the sentences that follow. */
export interface Context {
  period: string | null
  target: boolean
  /** Of the part of the report, which its heading tells. */
  part: { readonly period: string | null, readonly target: boolean }
}

export const emptyContext = (): Context => ({ period: null, target: false, part: { period: null, target: false } })

const COMPARED = keys('so kỳ với trước nghèo từ hội dự khóa sau kể')
const BEFORE_LEADING = keys('trong qua tính đến hết quả vụ tiêu hướng riêng sang của bước và ở cho tháng cả là cuối đầu thời khi hoạch theo báo')

/** The periods of a sentence with their codes; those of comparisons and of names are left out. */
export function datedIn (
  tokens: readonly Token[], { first }: Sentence, periods: readonly PeriodRead[], meeting: MeetingFinding | null
): Dated[] {
  const dated: Dated[] = []
  for (const period of periods) {
    const before = period.first > first ? tokens[period.first - 1]!.key : ''
    if (isCompared(tokens, period, first)) continue
    // `đến hết tháng 6`, `thu hết tháng 6/2021`: from the start of the year.
    const whole: PeriodFound = period.form === 'month' && (before === 'hết' || before === 'cuối') ? cumulative(period) : period
    const code = codeOf(whole, meeting)
    if (code === null) continue
    const leads = before === '' || BEFORE_LEADING.has(before) || tokens[period.first - 1]!.kind === 'mark'
    // `nhiệm kỳ 2021-2026` after a noun is the name of what it belongs to.
    if (period.form === 'term' && !leads) continue
    dated.push({ code, first: period.first, end: period.end, leads })
  }
  return dated
}

function isCompared (tokens: readonly Token[], { first, form }: PeriodRead, floor: number): boolean {
  const before = first > floor ? tokens[first - 1]!.key : ''
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

const yearOf = (code: string | null | undefined) => code == null || code.includes('/') ? null : Number(code.slice(0, 4))

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
const PLANS = phrases('phương hướng', 'nhiệm vụ', 'mục tiêu', 'chỉ tiêu chủ yếu', 'chỉ tiêu phấn đấu', 'các chỉ tiêu', 'chỉ tiêu', 'kế hoạch công tác', 'giải pháp')
const RESULTS = phrases('kết quả', 'đánh giá', 'tình hình', 'thực trạng', 'kiểm điểm', 'ưu điểm', 'tồn tại', 'hạn chế', 'đã')
/** After them a sentence tells what was. */
const PAST = phrases('đã', 'dịp này', 'nhân dịp này', 'tại hội nghị', 'kết quả', 'đến nay', 'hiện nay', 'hiện', 'năm qua', 'nửa năm qua', 'thời gian qua',
  'theo báo cáo', 'nhìn lại', 'trong nhiệm kỳ qua', 'so với cùng kỳ', 'ước đạt', 'kết thúc hội nghị', 'đợt này', 'tuy nhiên')
const MEETS = phrases('tổ chức hội nghị', 'tổ chức đại hội', 'mở hội nghị', 'tổ chức kỳ họp', 'tổ chức sơ kết', 'tổ chức tổng kết', 'tổ chức lễ', 'tổ chức buổi',
  'tổ chức cuộc họp', 'làm việc với', 'họp', 'tổ chức sinh hoạt', 'tổ chức đại hội đại biểu', 'đã tổ chức hội nghị', 'diễn ra', 'hội nghị sơ kết', 'hội nghị tổng kết',
  'tổ chức', 'khai mạc')

/** Whether a sentence announces the meeting; its periods are the meeting's. */
export function announces (tokens: readonly Token[], { first, end, block }: Sentence, early: boolean): boolean {
  return block.kind === 'title' || (early && MEETS.first(tokens, first, Math.min(end, first + 60)) !== null &&
    MEETING.first(tokens, first, Math.min(end, first + 90)) !== null)
}
const MEETING = phrases('hội nghị', 'đại hội', 'kỳ họp', 'buổi làm việc', 'làm việc với', 'sơ kết', 'tổng kết', 'sinh hoạt thường kỳ', 'họp thường kỳ', 'lễ trao',
  'đối thoại', 'giao ban', 'sinh hoạt chi bộ', 'cuộc họp', 'phiên họp', 'lễ', 'họp', 'thông qua dự thảo')

/** Before a sentence: whether it carries on what the sentences before it said. */
export function enter (context: Context, tokens: readonly Token[], sentence: Sentence, previous: Sentence | null): void {
  const { block } = sentence
  if (previous === null || previous.block === block) return
  if (block.kind === 'heading' || block.kind === 'title') {
    context.period = context.target ? context.period : null
    return
  }
  const follows = isItem(tokens, block.first) || tokens[previous.end - 1]!.text === ':'
  if (!follows) {
    context.period = context.part.period
    context.target = context.part.target
  }
}

/** A line of a list. */
const isItem = (tokens: readonly Token[], first: number) =>
  /^[-+*•]$/.test(tokens[first]!.text) || (tokens[first]!.kind === 'number' && /^[.)/]$/.test(tokens[first + 1]?.text ?? ''))

/** A heading tells of which part the lines below it are. */
export function head (context: Context, tokens: readonly Token[], { first, end, block }: Sentence, dated: readonly Dated[]): void {
  if (block.kind === 'title') return
  const plans = PLANS.first(tokens, first, end)
  const results = RESULTS.first(tokens, first, end)
  if (plans === null && results === null && dated.length === 0) return
  const target = plans !== null && (results === null || plans.start < results.start)
  const period = (target ? dated.at(-1) : dated[0])?.code ?? null
  context.part = { period, target }
  context.period = period
  context.target = target
}

export interface Aims {
  /** From which token on what is said is to be reached; the end of the sentence where nothing is. */
  readonly from: number
  /** The whole sentence tells of what was. */
  readonly past: boolean
}

/** Where in a sentence aims start. */
export function aimsIn (tokens: readonly Token[], { first, end }: Sentence, dated: readonly Dated[], meeting: MeetingFinding | null): Aims {
  let from = end
  for (let at = first; at < end && from === end; at++) {
    const directive = directives.at(tokens, at, end)
    if (directive !== null) {
      if (isAim(tokens, at, first, directive.value)) from = at
      else at = directive.end - 1
      continue
    }
    // `mục tiêu chủ yếu nhiệm kỳ 2025 - 2030:`, `chỉ tiêu cả năm 2025`, `nhiệm vụ tháng 9:`.
    const plan = PLANS.at(tokens, at, end)
    if (plan !== null && isPlanHead(tokens, at, plan.end, end, dated, meeting)) from = at
  }
  const lead = dated.find(({ leads }) => leads)
  // A sentence that starts with the period planned: `Năm 2025, thu ngân sách 72 tỷ đồng`.
  if (lead !== undefined && lead.first - first <= 4 && meeting?.plans === lead.code && meeting.reviews !== lead.code) {
    from = Math.min(from, lead.first)
  }
  const past = PAST.first(tokens, first, Math.min(end, from)) !== null
  return { from, past: past && from === end }
}

const NO_AIM_BEFORE: Readonly<Record<string, ReadonlySet<string>>> = {
  'phấn đấu': keys('lực đã và tích quyết'),
  'đề nghị': keys('sơ trình văn đơn các kiến ý khi đã'),
  'yêu cầu': keys('ứng theo các những đúng với hợp số đủ tính cấp'),
  'chỉ đạo': keys('đạo tác sự đã , ủy biểu hiểu tiếp dung trung tập và dự và biểu về việc'),
  cần: keys('điều sức chuyên'),
  'lưu ý': keys('các'),
  'dự kiến': keys('so với'),
  'đặt ra': keys('tiêu vụ'),
  sẽ: keys('')
}

function isAim (tokens: readonly Token[], at: number, first: number, directive: string): boolean {
  const before = at > first ? tokens[at - 1]!.key : ''
  if (directive === 'phấn đấu' && at - 2 >= first && (tokens[at - 2]!.key === 'đã' || tokens[at - 3]?.key === 'đã')) return false
  // `giao chỉ đạo`, `lãnh đạo, chỉ đạo` tell of what was done.
  if (directive === 'chỉ đạo') return false
  return !(NO_AIM_BEFORE[directive]?.has(before) ?? false)
}

function isPlanHead (
  tokens: readonly Token[], at: number, planEnd: number, end: number, dated: readonly Dated[], meeting: MeetingFinding | null
): boolean {
  const before = tokens[at - 1]
  if (before?.kind === 'number' || before?.text === '%' || before?.key === 'quả' || before?.key === 'hiện') return false
  const near = dated.find(({ first }) => first >= planEnd && first <= planEnd + 6)
  if (near !== undefined) return isAhead(near.code, meeting)
  const heads = at === 0 || before === undefined || before.kind === 'line' || before.kind === 'mark'
  for (let next = planEnd; next < Math.min(end, planEnd + 5); next++) {
    if (tokens[next]!.text === ':') return heads && RESULTS.first(tokens, planEnd, next) === null
  }
  return false
}

/** Whether a period lies ahead of the one that was reviewed. */
function isAhead (code: string, meeting: MeetingFinding | null): boolean {
  if (meeting === null) return false
  if (code === meeting.plans) return true
  if (code === meeting.reviews) return false
  const held = yearOf(meeting.heldOn)
  const year = code.includes('/') ? Number(code.slice(5)) : yearOf(code)
  return year !== null && held !== null && (year > held || (year === held && meeting.reviews !== null && meeting.plans !== null && code === String(held)))
}
