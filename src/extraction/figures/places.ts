/** Which quantities may be figures, and which words lead to each. */
import type { Sentence } from '../article.js'
import type { Token } from '../tokens.js'
import { beforeComma, leadsFrom } from './clauses.js'
import { isEmpty, type Reader, type Place } from './drafting.js'
import type { Draft } from './drafts.js'
import { phrases } from '../phrases.js'
import { leadOf } from './labels.js'
import { isCounted, nouns, type Noun } from './nouns.js'
import { SCALES, type Quantity } from './numbers.js'
import { baseAfter, jointBefore } from './percents.js'
import { isFigure } from './reading.js'
import { keys, planBases } from './words.js'

/**
 * The quantities that may be figures; one that shares its noun with the next (`xây mới 01 và sửa chữa 02 căn`) takes
 * it.
 */
export function figuresOf (tokens: readonly Token[], { first, end }: Sentence, all: readonly Quantity[]): Quantity[] {
  const found: Quantity[] = []
  let joined: Quantity | null = null
  all.forEach((read, at) => {
    const next = all[at + 1]
    const quantity = joined ?? read
    joined = next === undefined ? null : ofPlan(tokens, first, quantity, next)
    if (joined !== null) return
    // `tổng lượt khách đạt 2,5 triệu`: what is counted stands before, and is no money.
    const counted = quantity.sort === 'money' && SCALES.has(tokens[quantity.end - 1]!.key)
      ? countedBefore(tokens, first, quantity.first)
      : null
    if (counted !== null) {
      found.push({ ...quantity, sort: 'count', unit: counted.text, noun: counted, nounAt: quantity.end })
      return
    }
    // `Trong 44 chỉ tiêu có 9 chỉ tiêu vượt`: of how many.
    const before = quantity.first > first ? tokens[quantity.first - 1]!.key : ''
    if (before === 'trong' && quantity.noun !== null && next !== undefined &&
      next.noun?.text === quantity.noun.text) return
    if (quantity.sort !== 'count' || quantity.noun !== null) {
      if (quantity.noun === null || isFigure(quantity)) found.push(quantity)
      return
    }
    const whole = wholeOf(tokens, all, at, quantity)
    if (whole !== null) {
      found.push({ ...quantity, noun: whole.noun, unit: whole.unit })
      return
    }
    if (next !== undefined && isFigure(next) && next.first - quantity.end <= 4 && !quantity.worded &&
      (tokens[quantity.end]!.key === 'và' || tokens[quantity.end]!.text === ',' ||
        tokens[quantity.end]!.text === ';')) {
      found.push({ ...quantity, noun: next.noun, unit: next.unit })
    } else if (!quantity.worded && (quantity.of !== null || isNamed(tokens, quantity, end) ||
      isNumberOf(tokens, quantity, first, end))) found.push(quantity)
  })
  return found
}

/** How far a part may stand after what it is part of. */
const LONGEST_PART = 20

/** `57 đảng viên (nữ 21, dự bị 02)`: parts of what stands before the bracket, without its noun. */
function opensPart (tokens: readonly Token[], open: number, { first, end, worded, of }: Quantity): boolean {
  if (worded || of !== null || first - open > LONGEST_PART || tokens[open]?.text !== '(' || first <= open + 1 ||
    !/^[,;)]$/.test(tokens[end]?.text ?? '')) return false
  for (let at = open + 1; at < first; at++) if (tokens[at]!.text === ')') return false
  return tokens[first - 1]!.kind === 'word' || tokens[first - 1]!.text === ':'
}

/** What is counted before the bracket in which a bare number stands. */
function wholeOf (tokens: readonly Token[], all: readonly Quantity[], at: number, part: Quantity): Quantity | null {
  for (let place = at - 1; place >= 0 && part.first - all[place]!.end <= LONGEST_PART; place--) {
    const whole = all[place]!
    if (whole.noun !== null && isCounted(whole.noun) && opensPart(tokens, whole.end, part)) return whole
  }
  return null
}

const PLAN = phrases('kế hoạch', 'kh', 'chỉ tiêu', 'dự toán', 'kế hoạch năm', 'chỉ tiêu năm', 'dự toán năm',
  'kế hoạch giao', 'chỉ tiêu giao', 'dự toán giao', 'kế hoạch cả năm', 'mục tiêu')
const DONE = phrases('thực hiện', 'th', 'ước thực hiện', 'kết quả', 'đã thực hiện', 'kết quả thực hiện',
  'thực hiện được', 'đã đạt', 'kết quả đạt')

/** `Kế hoạch 28,5 tỷ đồng; thực hiện 24,1 tỷ đồng`: one figure with its plan; null where two stand there. */
function ofPlan (tokens: readonly Token[], floor: number, plan: Quantity, done: Quantity): Quantity | null {
  if (plan.sort !== done.sort || plan.of !== null || done.of !== null || plan.unit !== done.unit) return null
  const mark = plan.end
  if (done.first - mark < 2 || done.first - mark > 5 || !/^[,;-]$/.test(tokens[mark]!.text)) return null
  const words = DONE.at(tokens, mark + 1, done.first)
  if (words === null || (words.end !== done.first && tokens[words.end]!.text !== ':')) return null
  let end = plan.first
  if (tokens[end - 1]?.text === ':') end--
  for (let start = Math.max(floor, end - 3); start < end; start++) {
    if (PLAN.at(tokens, start, end)?.end !== end || (start > floor && tokens[start - 1]!.kind === 'word')) continue
    return { ...done, first: start, of: plan.amount }
  }
  return null
}

/** The persons that the clause before a bare `2,5 triệu` speaks of. */
function countedBefore (tokens: readonly Token[], first: number, at: number): Noun | null {
  let counted: Noun | null = null
  for (let from = Math.max(first, at - 12); from < at; from++) {
    if (tokens[from]!.kind === 'mark') counted = null
    if (tokens[from]!.key === 'thu' || tokens[from]!.key === 'vốn' || tokens[from]!.key === 'giá') return null
    const noun = nouns.at(tokens, from, at)
    if (noun?.value.group === 'person' && noun.end - from > 1) counted = noun.value
  }
  return counted
}

/**
 * `Số đảng viên mới kết nạp là 254`, `Tổng số hội viên: 120`, `(chỉ tiêu giao là 8)`: a number that ends what it is
 * of.
 */
function isNumberOf (tokens: readonly Token[], quantity: Quantity, floor: number, limit: number): boolean {
  if (quantity.end < limit && tokens[quantity.end]!.kind !== 'mark') return false
  const before = quantity.first > floor ? tokens[quantity.first - 1]!.key : ''
  const planned = quantity.end < limit && tokens[quantity.end]!.text === ')'
  if (!planned && before !== 'là' && before !== ':') return false
  for (let at = quantity.first - 1; at >= Math.max(floor, quantity.first - (planned ? 6 : 14)); at--) {
    if (planned) {
      if (tokens[at]!.text === '(') return planBases.at(tokens, at + 1, quantity.first) !== null
    } else if (tokens[at]!.key === 'số' && nouns.at(tokens, at + 1, quantity.first) !== null) return true
    else if (tokens[at]!.kind === 'mark') break
  }
  // `, hồ sơ trễ hạn là 11`: the clause starts with what is counted.
  let start = quantity.first - 1
  while (start > floor && quantity.first - start < 10 && !/^[,;:.(]$/.test(tokens[start - 1]!.text)) start--
  while (start < quantity.first && PARTS.has(tokens[start]!.key)) start++
  const noun = before === 'là' ? nouns.at(tokens, start, quantity.first) : null
  return noun !== null && isCounted(noun.value) && noun.value.group !== 'time'
}

const PARTS = keys('trong đó riêng còn số các')

/** `lắp đặt 12 pa-nô`: a word that nobody listed follows a number which is no name and no date. */
function isNamed (tokens: readonly Token[], { first, end }: Quantity, limit: number): boolean {
  let before = first
  while (before > 0 && HEDGED.has(tokens[before - 1]!.key)) before--
  const noun = end < limit ? tokens[end]! : undefined
  if (noun?.kind !== 'word' || noun.capital || !noun.spaced || STOPS.has(noun.key) || before === 0) return false
  const { kind, text } = tokens[before - 1]!
  return kind === 'word' || text === ','
}
const HEDGED = keys('hơn trên gần khoảng thêm')
const STOPS = keys(`và của là được đã với cho tại trong trên từ đến theo về có so hay hoặc thì mà nay này đó phường
  xã cấp`)

export function placeOf (
  reader: Reader, quantity: Quantity, next: Quantity | null, floor: number, follows: boolean
): Place {
  const { article: { tokens }, sentence, periods, drafts } = reader
  let from = leadsFrom(tokens, floor, quantity.first, follows)
  const over = quantity.sort !== 'percent' && quantity.of === null
  const joint = jointBefore(tokens, from, quantity.first, over)
  let lead = leadOf(tokens, from, joint.start, periods)
  if (!isEmpty(lead) && from > floor) {
    const wider = beforeComma(tokens, floor, from, follows)
    const longer = wider < from ? leadOf(tokens, wider, joint.start, periods) : lead
    if (longer[0] < from - 1) {
      lead = longer
      from = wider
    }
  }
  // `đẩy mạnh thu ngân sách, phấn đấu đạt 35 tỷ đồng`.
  if (isEmpty(lead) && from > floor && tokens[from - 1]!.text === ',' && quantity.sort === 'money' && !follows) {
    const before = leadsFrom(tokens, floor, from - 1, follows)
    lead = leadOf(tokens, before, from - 1, periods)
  }
  // `bí thư 12 chi bộ`: who of them was there.
  if (quantity.noun?.group === 'body' && !isEmpty(lead) && WHO.has(tokens[lead[1] - 1]!.key)) lead = [lead[1], lead[1]]
  // `Tổng thu ngân sách: 12 tỷ`, `Kết nạp đảng viên (12 đồng chí)`: what stands before the mark.
  const mark = from > floor ? tokens[from - 1]!.text : ''
  if (lead[0] >= lead[1] && (mark === ':' || (mark === '(' && (!follows || from - 1 > floor + 1)))) {
    const end = mark === ':' ? pastRemark(tokens, floor, from - 1) : from - 1
    const before = leadsFrom(tokens, floor, end, follows)
    const leading = leadOf(tokens, before, end, periods)
    if (leading[0] < leading[1] && !(mark === '(' && follows)) {
      lead = leading
      from = before
    }
  }
  const previous = drafts.at(-1)
  const last = previous !== undefined && (previous.sentence === reader.number ||
    (previous.sentence === reader.number - 1 && !follows))
    ? previous
    : null
  return {
    floor,
    limit: next?.first ?? sentence.end,
    next,
    from,
    joint,
    lead,
    last,
    joined: follows && last !== null && isJoined(tokens, Math.max(floor, last.description?.[1] ?? 0), quantity.first)
  }
}

/** Where `(giá so sánh 2010)` opens that ends before a colon; the colon's own place where nothing does. */
function pastRemark (tokens: readonly Token[], floor: number, colon: number): number {
  if (tokens[colon - 1]?.text !== ')') return colon
  for (let at = colon - 2; at > Math.max(floor, colon - 12); at--) if (tokens[at]!.text === '(') return at
  return colon
}

const WHO = keys('viên thư diện đạo trưởng biểu mặt ủy phó')
const JOINERS = keys(', và với cùng trên hơn gần khoảng dưới có trong đó')
function isJoined (tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > 4 || to <= from) return false
  for (let at = from; at < to; at++) {
    if (!JOINERS.has(tokens[at]!.key)) return false
  }
  return true
}

/** `giảm 03 vụ so với tháng trước`: by how much the figure before changed. */
export function isDifference (
  tokens: readonly Token[], { first, end, none, of, sort, noun }: Quantity, { from, joint, lead, last, limit }: Place
): boolean {
  if (none || of !== null || joint.change === null || joint.change === 'over') return false
  const base = baseAfter(tokens, end, Math.min(limit, end + 8))
  if (comparedWithin(tokens, from, first)) return true
  return base !== null || (isEmpty(lead) && last !== null && last.value !== null && alike(last, { sort, noun }))
}

/** What was counted before: nothing else can have changed by so many. */
const alike = (last: Draft, { sort, noun }: Pick<Quantity, 'sort' | 'noun'>) => last.sort === sort &&
  (sort !== 'count' || last.noun === null || noun === null || last.noun.group === noun.group)

/** `so với cùng kỳ tăng 1 vụ`. */
function comparedWithin (tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at + 1 < to; at++) if (tokens[at]!.key === 'so' && tokens[at + 1]!.key === 'với') return true
  return false
}
