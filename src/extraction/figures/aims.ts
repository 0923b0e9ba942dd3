/**
 * Where a sentence starts to tell of what is to be reached: at a directive (`phấn đấu`, `đề nghị`), at the head of a
 * plan
 * (`Mục tiêu nhiệm kỳ 2025 - 2030:`), at the period planned.
 */
import type { Sentence } from '../article.js'
import type { MeetingFinding } from '../findings.js'
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { PAST, PLANS, RESULTS, yearOf, type Dated } from './context.js'
import { directives, keys } from './words.js'

export interface Aims {
  /** From which token on what is said is to be reached; the end of the sentence where nothing is. */
  readonly from: number
  /** They are those of a plan, so that they carry on. */
  readonly heads: boolean
  /** The whole sentence tells of what was. */
  readonly past: boolean
}

/** Where in a sentence aims start. */
export function aimsIn (
  tokens: readonly Token[], { first, end }: Sentence, dated: readonly Dated[], meeting: MeetingFinding | null
): Aims {
  let from = end
  let heads = false
  for (let at = first; at < end && from === end; at++) {
    const directive = directives.at(tokens, at, end)
    if (directive !== null) {
      if (isAim(tokens, at, first, directive.value)) from = at
      else at = directive.end - 1
      continue
    }
    // `mục tiêu chủ yếu nhiệm kỳ 2025 - 2030:`, `chỉ tiêu cả năm 2025`, `nhiệm vụ tháng 9:`.
    const plan = PLANS.at(tokens, at, end)
    if (plan !== null && isPlanHead(tokens, first, at, plan.end, end, dated, meeting)) {
      from = at > first && tokens[at - 1]!.kind === 'number' ? at - 1 : at
      heads = true
    }
  }
  const lead = dated.find(({ leads }) => leads)
  // The period planned leads: `Năm 2025, thu ngân sách 72 tỷ đồng`, `đến năm 2030 đạt`.
  const planned = dated.find(({ leads, code }) => leads && isPlanned(code, meeting))
  if (planned !== undefined && !isPast(tokens, first, planned.first)) {
    from = Math.min(from, planned.first)
    heads = true
  }
  const past = isPast(tokens, first, Math.min(end, from)) ||
    (lead !== undefined && lead.code === meeting?.reviews && lead.code !== meeting.plans)
  return { from, heads, past: past && from === end }
}

/** Whether a period is the one planned, or a year after that of the meeting. */
function isPlanned (code: string, meeting: MeetingFinding | null): boolean {
  if (meeting === null || code === meeting.reviews) return false
  if (code === meeting.plans) return true
  const [held, year] = [yearOf(meeting.heldOn), yearOf(code)]
  return held !== null && year !== null && year > held
}

/** `Hiện Đảng bộ có`, `Kết quả:` at the start of a clause; `thực hiện` and `đánh giá kết quả` say nothing. */
const PAST_AT_START = phrases('hiện', 'kết quả', 'tại hội nghị', 'qua rà soát')

/** Whether the words of a sentence tell of what was. */
function isPast (tokens: readonly Token[], first: number, end: number): boolean {
  for (let at = first; at < end; at++) {
    if (PAST.at(tokens, at, end) !== null) return true
    if ((at === first || tokens[at - 1]!.kind === 'mark') && PAST_AT_START.at(tokens, at, end) !== null) return true
  }
  return false
}

const NO_AIM_BEFORE: Readonly<Record<string, ReadonlySet<string>>> = {
  'phấn đấu': keys('lực đã và tích quyết'),
  'đề nghị': keys('sơ trình văn đơn các kiến khi đã'),
  'yêu cầu': keys('ứng hơn so đạt vượt theo các những đúng với hợp số đủ tính cấp'),
  'chỉ đạo': keys('đạo tác sự đã , ủy biểu hiểu tiếp dung trung tập và dự và biểu về việc'),
  cần: keys('điều sức chuyên'),
  'lưu ý': keys('các'),
  'dự kiến': keys('so với'),
  'đặt ra': keys('tiêu vụ'),
  sẽ: keys(''),
  'mục tiêu tăng': keys('thành đạt hiện vượt các'),
  'mục tiêu giảm': keys('thành đạt hiện vượt các'),
  'mục tiêu đạt': keys('thành đạt hiện vượt các'),
  'chỉ tiêu đặt ra': keys('thành đạt hiện vượt các'),
  'mục tiêu đặt ra': keys('thành đạt hiện vượt các'),
  'nhiệm vụ đặt ra': keys('thành đạt hiện vượt các'),
  'với các chỉ tiêu': keys('so'),
  // `26 đảng viên phải kết nạp cả năm` says which they are.
  'phải thu': keys('nợ không khoản hộ tiền'),
  'phải kết nạp': keys('viên chúng không'),
  'phải giải quyết': keys('việc đề sơ án vụ hợp không'),
  'phải hoàn thành': keys('tiêu án trình không'),
  'phải giải ngân': keys('vốn án không'),
  'phải đạt': keys('tiêu không')
}

const NEEDING = keys('phường xã ủy bộ phương cấp đó mới nhân ban ngành tới quyền')
const ASKED_FOR = keys('công kết khen xét cấp chuyển trao tặng truy')
/** What they ask to be mended is so: `đề nghị làm rõ 2 công trình chậm tiến độ`. */
export const faults = phrases('rà soát lại', 'làm rõ', 'khắc phục', 'giải trình', 'tháo gỡ')

function isAim (tokens: readonly Token[], at: number, first: number, directive: string): boolean {
  const before = at > first ? tokens[at - 1]!.key : ''
  if (directive === 'phấn đấu' && at - 2 >= first && (tokens[at - 2]!.key === 'đã' ||
    tokens[at - 3]?.key === 'đã')) return false
  // `đề nghị công nhận chính thức 5 đồng chí` is an act, no wish.
  if (directive === 'đề nghị' && ASKED_FOR.has(tokens[at + 2]?.key ?? '')) return false
  // `giao chỉ đạo`, `lãnh đạo, chỉ đạo` tell of what was done.
  if (directive === 'chỉ đạo') return false
  if (directive === 'cần' && before !== '' && !NEEDING.has(before) && tokens[at - 1]!.kind === 'word' &&
    !tokens[at - 1]!.capital) return false
  return !(NO_AIM_BEFORE[directive]?.has(before) ?? false)
}

/** What a congress or a council does to a plan. */
const SETS = phrases('chốt', 'thông qua', 'đề ra', 'xác định', 'thống nhất', 'đặt ra', 'nêu', 'nhất trí', 'quyết nghị',
  'biểu quyết', 'giao')
const REACHES = keys('thành đạt hiện vượt quả')

function isPlanHead (
  tokens: readonly Token[], first: number, at: number, planEnd: number, end: number, dated: readonly Dated[],
  meeting: MeetingFinding | null
): boolean {
  const before = tokens[at - 1]
  // `đạt 82% so với chỉ tiêu năm`, `thực hiện tốt nhiệm vụ năm`, `hoàn thành 10/12 chỉ tiêu` tell what was reached.
  for (let back = at - 1; back >= Math.max(first, at - 4) && !/^[,;:.(]$/.test(tokens[back]!.text); back--) {
    if (REACHES.has(tokens[back]!.key) || tokens[back]!.text === '%' || tokens[back]!.text === '/') return false
  }
  const near = dated.find(({ first }) => first >= planEnd - 1 && first <= planEnd + 6)
  if (near !== undefined) return isAhead(near.code, meeting)
  const isCount = before?.kind === 'number'
  // `đề ra 19 chỉ tiêu`.
  if (isCount && tokens[at + 1]?.key === 'tiêu' && SETS.first(tokens, Math.max(first, at - 4),
    at - 1)?.end === at - 1) return true
  if (SETS.first(tokens, Math.max(first, at - 25), at) !== null && tokens[at + 1]?.key === 'tiêu') {
    for (let next = planEnd; next < Math.min(end, planEnd + 8); next++) {
      if (tokens[next]!.text === ':' || tokens[next]!.key === 'yếu' || tokens[next]!.key === 'thể') return true
    }
    if (tokens[planEnd - 1]!.key === 'yếu') return true
  }
  if (isCount) return false
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
  const held = yearOf(meeting.heldOn) ?? yearOf(meeting.plans) ?? yearOf(meeting.reviews)
  const year = code.includes('/') ? Number(code.slice(5)) : yearOf(code)
  return year !== null && held !== null && (year > held || (year === held && meeting.reviews !== null &&
    meeting.plans !== null && code === String(held)))
}
