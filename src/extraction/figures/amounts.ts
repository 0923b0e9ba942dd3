/** Amounts and counts: money, measures, and what is counted, with the badges among them. */
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { yearsBetween } from './badges.js'
import { describesTo } from './clauses.js'
import { isEmpty, AMOUNTS, within, described, inherited, figureOf, place, type Reader, type Place } from './drafting.js'
import type { Draft } from './drafts.js'
import { isNoFigure, ofOthers } from './exclusions.js'
import { descriptionOf, type Range } from './labels.js'
import { nouns } from './nouns.js'
import type { Quantity } from './numbers.js'
import { keys, planBases } from './words.js'

const GENERIC_NOUNS: ReadonlySet<string> = new Set(['người', 'đồng chí', 'trường hợp'])
const isPart = (tokens: readonly Token[], from: number) => from >= 2 && tokens[from - 1]!.key === 'đó' &&
  tokens[from - 2]!.key === 'trong'

/** What money is called where the figure before says what it was for. */
const GENERIC_MONEY = phrases('số tiền', 'kinh phí', 'tổng kinh phí', 'tổng số tiền', 'trị giá', 'tổng trị giá',
  'giá trị', 'tổng giá trị', 'nguồn vốn', 'vốn', 'tổng vốn',
  'tổng nguồn vốn', 'tổng giá trị quà', 'tổng số', 'tiền', 'tổng tiền', 'tổng mức', 'kinh phí thực hiện',
  'số kinh phí', 'tiền mặt')

/** What a measure is called where the figure before says of what it is. */
const LENGTHS = phrases('tổng chiều dài', 'chiều dài', 'tổng diện tích', 'diện tích', 'dài')

const EQUALS = phrases('tương ứng', 'tương đương', 'tức')
const TO_DATE = phrases('lũy kế', 'cộng dồn')

/** Reads an amount or a count; returns the token after all that it takes, null where it is no figure. */
export function readAmount (reader: Reader, quantity: Quantity, place_: Place): number | null {
  const { article: { tokens }, sentence } = reader
  const { last, limit, next, joined, from } = place_
  let { lead } = place_
  const description = quantity.none
    ? [quantity.end, quantity.end] as const
    : quantity.noun === null
      ? descriptionOf(tokens, quantity.end, describesTo(tokens, quantity.end, limit))
      : descriptionAfter(tokens, quantity, limit)
  const opened = from > sentence.first && tokens[from - 1]!.text === '('
  // `6 đảng viên (chỉ tiêu giao là 8)`.
  if (opened && last !== null && last.sentence === reader.number && last.target === null && last.value !== null &&
    planBases.at(tokens, from, quantity.first) !== null) {
    last.target = quantity.amount
    return quantity.end
  }
  // `giải ngân 18,6 tỷ đồng vốn đầu tư công trong tổng số 29 tỷ đồng`.
  if (last !== null && isWhole(tokens, quantity, last, reader.number)) {
    last.target = quantity.amount
    return quantity.end
  }
  if (isNoFigure(reader, quantity, { from, joint: place_.joint, description }) ||
    ofOthers(reader, from, quantity, description)) return null

  // `kết nạp đảng viên mới chỉ đạt 75 % chỉ tiêu (6/8 đồng chí)`.
  if (last !== null && last.sentence === reader.number && last.value === null && last.percentOfTarget !== null &&
    opened && isEmpty(lead)) {
    const { amount: value, of: target, unit, sort, noun, end } = quantity
    Object.assign(last, { value, target, unit, sort, noun, end })
    return quantity.end
  }
  // `đạt 100% dự toán, tương ứng 63 tỷ đồng`.
  if (last !== null && last.sentence === reader.number && last.value === null && last.percentOfTarget !== null &&
    isEmpty(lead) && EQUALS.first(tokens, from, quantity.first) !== null && quantity.noun === null) {
    Object.assign(last, { value: quantity.amount, unit: quantity.unit, sort: quantity.sort, end: quantity.end })
    return quantity.end
  }
  if (quantity.none) lead = [lead[1], lead[1]]
  const draft = figureOf(reader, quantity, { ...place_, lead }, null)
  draft.value = quantity.amount
  draft.target = quantity.of
  draft.unit = quantity.unit
  draft.noun_ = quantity.noun === null ? null : [quantity.nounAt, nounEnd(tokens, quantity, sentence.end)]
  if (draft.noun_ !== null && draft.noun_[0] >= draft.noun_[1] && next !== null) draft.noun_ = [next.nounAt, next.end]
  if (quantity.range) draft.comparator = 'gte'
  // `kết nạp từ 10 đảng viên`: a plan names its lower bound.
  const bound = place_.joint.from && place_.joint.change === null && draft.comparator === 'eq' &&
    !TO.has(tokens[quantity.end]?.key ?? '')
  draft.confidence = quantity.sort === 'count' && quantity.noun === null ? 0.6 : quantity.worded ? 0.7 : 0.85
  if (quantity.sort === 'count' || quantity.sort === 'measure') {
    draft.description = isEmpty(description) ? null : description
    if (isEmpty(lead) && last !== null && last.sentence === reader.number && !quantity.none) {
      // `Hộ nghèo giảm 162 hộ, còn 389 hộ`.
      if (joined && last.sort !== 'percent') share(draft, last, tellsPart(tokens, last.end, quantity.first))
      else if (isMean(tokens, from, quantity) && last.noun?.text === quantity.noun?.text) draft.lead = last.lead
      else if (place_.joint.left && last.noun !== null && last.noun.group === quantity.noun?.group) {
        draft.lead = last.noun.text === quantity.noun.text ? last.lead : inherited(last)
      }
    } else if (last !== null && last.sentence === reader.number && quantity.sort === 'measure' &&
      LENGTHS.at(tokens, lead[0], lead[1])?.end === lead[1]) {
      draft.lead = [lead, ...inherited(last)]
    } else if (last !== null && last.sentence === reader.number && GENERIC_NOUNS.has(quantity.noun?.text ?? '') &&
      isPart(tokens, from)) {
      // `kết nạp 37 đảng viên, trong đó nữ 22 đồng chí`.
      draft.lead = [...inherited(last), lead]
      draft.part = true
    }
    // `bầu đủ 21 đại biểu`: as many as there should be.
    if (draft.target === null && draft.kind === 'actual' && quantity.noun !== null && quantity.first > from &&
      tokens[quantity.first - 1]!.key === 'đủ') draft.target = draft.value
  } else if (last !== null && last.sentence === reader.number && (isEmpty(lead) ||
    GENERIC_MONEY.at(tokens, lead[0], lead[1])?.end === lead[1] || TO_DATE.at(tokens, lead[0], lead[1]) !== null)) {
    draft.lead = [lead, ...inherited(last)]
    if (isEmpty(description) === false && isEmpty(lead)) draft.description = description
  } else if (lead[1] - lead[0] <= 3 && !isEmpty(description) && !within(AMOUNTS, tokens, lead)) {
    draft.description = description
  }
  if (reader.badges) readBadge(reader, draft, quantity, from, description, place_)
  const to = draft.description?.[1] ?? quantity.end
  draft.end = Math.max(quantity.end, Math.min(to, limit))
  place(reader, draft, from, Math.max(to, quantity.end), quantity.first)
  if (bound && draft.kind === 'target') draft.comparator = 'gte'
  return quantity.end
}
const TO = keys('đến lên xuống tới còn')

/** Where the noun of a quantity ends: of `02 đảng viên/KH 01` before the stroke. */
const nounEnd = (tokens: readonly Token[], { nounAt, end }: Quantity, limit: number) =>
  Math.min(nouns.at(tokens, nounAt, end)?.end ?? end, limit)

const OF_ALL = phrases('trong tổng số', 'trên tổng số', 'trong tổng', 'trên tổng', 'so với tổng số')
/** How many words may stand between a part and its whole. */
const FARTHEST_WHOLE = 12

/** Whether a quantity is the whole of which the figure before it is the part. */
function isWhole (
  tokens: readonly Token[], { first, sort, amount, noun, of }: Quantity, last: Draft, sentence: number
): boolean {
  if (last.sentence !== sentence || last.value === null || last.target !== null || last.sort !== sort ||
    of !== null || amount < last.value || (sort === 'count' && noun?.text !== last.noun?.text)) return false
  for (let at = first - 2; at >= Math.max(last.end, first - 5); at--) {
    if (OF_ALL.at(tokens, at, first)?.end !== first) continue
    for (let between = last.end; between < at; between++) if (/^[;:.]$/.test(tokens[between]!.text)) return false
    return at - last.end <= FARTHEST_WHOLE
  }
  return false
}

/** The words after a counted noun. */
const descriptionAfter = (tokens: readonly Token[], { nounAt, end }: Quantity, limit: number): Range => {
  const [, to] = nounAt < end
    ? described(tokens, nounAt, limit)
    : descriptionOf(tokens, end, describesTo(tokens, end,
      limit))
  return descriptionOf(tokens, end, Math.max(end, to))
}

/**
 * `giám sát 4 tổ chức đảng và 9 đảng viên`, `01 tập thể, 08 cá nhân được công nhận`: what one says holds for both. What
 * is said of a part does not hold for the whole: `314 đảng viên, trong đó có 311 đảng viên chính thức`.
 */
function share (draft: Draft, last: Draft, isPart: boolean): void {
  draft.lead = last.lead
  const isTold = last.description !== null || last.noun_ === null || draft.noun === null
  if (!isPart && !isTold) last.description = draft.description
}

/** Whether the words between two figures turn to a part of the first: `trong đó có`. */
function tellsPart (tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = Math.max(from, to - 6); at < to; at++) {
    if (tokens[at]!.key === 'trong' && tokens[at + 1]?.key === 'đó') return true
  }
  return false
}

/** `914 đảng viên, bình quân mỗi năm 183 đảng viên`: a mean of what stands before. */
const isMean = (tokens: readonly Token[], from: number, { first }: Quantity) =>
  MEANS.first(tokens, from, first) !== null
const MEANS = phrases('bình quân', 'trung bình')

const years = (tokens: readonly Token[], first: number, end: number) => yearsBetween(tokens, first, end)

function readBadge (
  reader: Reader, draft: Draft, quantity: Quantity, from: number, description: Range, { limit, next }: Place
): void {
  const { article: { tokens }, sentence } = reader
  if (quantity.noun?.group !== 'person' && quantity.unit !== 'huy hiệu' && quantity.unit !== 'huy hiệu đảng') return
  const left = years(tokens, from, quantity.first)
  const found = left ?? (next === null || limit > quantity.end
    ? years(tokens, quantity.end, Math.max(description[1],
      boundary(tokens, quantity.end, limit)))
    : null)
  if (found === null) return
  draft.badgeYears = found.years
  // The name of the badge may stand only at the head of the list.
  const name = nameOfBadge(tokens, sentence.first, quantity.first)
  draft.lead = [...name === null ? [] : [name], [found.first, found.end]]
  draft.description = null
}

function boundary (tokens: readonly Token[], from: number, limit: number): number {
  let at = from
  while (at < limit && !/^[,;.)(]$/.test(tokens[at]!.text)) at++
  return at
}

/** The first `Huy hiệu` of a sentence. */
function nameOfBadge (tokens: readonly Token[], first: number, end: number): Range | null {
  const name = NAME.first(tokens, first, end)
  return name === null ? null : [name.start, name.end]
}
const NAME = phrases('huy hiệu', 'huy hiệu đảng')
