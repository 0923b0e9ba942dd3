/**
 * What a sentence has for figures: its quantities and its periods, each with its place. Numbers that are no quantities
 * are told apart here by their neighbours: days, years, symbols of documents, places and parts that are called by a
 * number (`khu phố 2`, `khóa XIII`, `thứ 4/37`), marks of lists.
 */
import { dateAt, integerAt, yearAt } from '../dates.js'
import { periodAt, type PeriodFound } from '../periods.js'
import type { Token } from '../tokens.js'
import { absencesAt, quantityAt, wordNumberAt, type Quantity } from './numbers.js'
import { isCounted, nouns } from './nouns.js'
import { keys } from './words.js'

export interface PeriodRead extends PeriodFound {
  readonly first: number
  /** So many months, which are the year's to date only if as many are over. */
  readonly toDate?: number
}

export interface Reading {
  readonly quantities: readonly Quantity[]
  readonly periods: readonly PeriodRead[]
}

/** A number after them is a name or a date, whatever follows. */
const NAMES = keys(`thứ khóa quý tháng năm ngày phường quận lần đường bão mùng mồng lúc thông ương hạng xã lộ nđ
  điện cơn sáng chiều tối`)
const AREAS = keys('phường xã quận')
/** A number after them is a name, unless what follows can be counted. */
const NAMES_UNLESS_COUNTED = keys(`khu khối tổ phố thôn ấp bản xóm tầng lớp cấp mục điều khoản điểm loại lô hẻm ngõ
  ngách
  kiệt chương kỳ đợt độ bậc đoạn nhóm đội cụm vùng án quyết luận thị định lệnh trình hoạch hướng bộ chỉ nq ct kl kh
  qđ bảng phần
  giải vị giờ covid số mức`)
const DATED = keys('ngày sáng chiều tối trưa đêm mùng mồng dịp đợt hôm lễ tết trước sau từ đến hết và')
/** `tổng số 58 hộ`, `trong số 12 hộ`: after them, `số` names nothing. */
const SUMS = keys('tổng trong một các những con thiểu đa')
/** What stands after them is reached, and no day. */
const REACHED = keys('đạt thành được bằng là có còn xong')
const EACH = keys('mỗi hằng hàng từng')
/** Number words after them count nothing: `thứ hai`, `tháng ba`. */
const ORDINALS = keys('thứ tháng quý mỗi từng lần cả số một khóa những trong hàng')
/** `một` counts only after what brings something about. */
const ACTS = keys('nạp xây sửa trao tặng cấp lập mắt công thành luật hiện mới dựng lắp trồng ra xảy nhân giúp thêm')
const PERIOD_WORDS = keys('quý nửa những các tháng nhiệm giai năm cả một hai ba bốn sáu bảy tám chín mười')

/**
 * Whether a quantity with a noun may be a figure; of documents and of units only how many of all: `3/3 chương trình`.
 */
export const isFigure = ({ noun, of }: Quantity) =>
  noun !== null && (isCounted(noun) || (of !== null && (noun.group === 'paper' || noun.group === 'area')))

/** Whether a token lies in a document's citation; asked in the order of the text. */
export type Cited = (token: Token) => boolean

/** Reads the quantities and periods of a sentence from `first` to before `end`. */
export function readFigures (tokens: readonly Token[], first: number, end: number, cited: Cited): Reading {
  const quantities: Quantity[] = []
  const periods: PeriodRead[] = []
  for (let at = first; at < end; at++) {
    const token = tokens[at]!
    const number = token.kind === 'number'
    if (!number && (token.kind !== 'word' || !(PERIOD_WORDS.has(token.key) || token.key === 'không' ||
      token.key === 'xóa'))) continue
    if (cited(token)) continue
    if (number ? tokens[at + 1]?.key === 'tháng' : PERIOD_WORDS.has(token.key)) {
      const period = periodAt(tokens, at, end) ?? yearlessAt(tokens, at, end, first)
      if (period !== null && !isDayOfMonth(tokens, at, first)) {
        periods.push({ ...period, first: at })
        at = period.end - 1
        continue
      }
    }
    if (number) {
      const quantity = quantityAt(tokens, at, end)
      const after = skipped(tokens, at, first, end, quantity)
      if (after > at) {
        at = after - 1
      } else if (quantity !== null) {
        quantities.push(quantity)
        at = quantity.end - 1
      }
    } else if (token.key === 'không' || token.key === 'xóa') {
      const absences = absencesAt(tokens, at, end)
      if (absences.length > 0) {
        quantities.push(...absences)
        at = absences.at(-1)!.end - 1
      }
    } else if (wordCounts(tokens, at, first, end)) {
      const quantity = quantityAt(tokens, at, end)
      if (quantity?.noun != null && isCounted(quantity.noun)) {
        quantities.push(quantity)
        at = quantity.end - 1
      }
    }
  }
  return { quantities, periods }
}

/** `cả năm`, and `lũy kế 10 tháng`. */
function yearlessAt (
  tokens: readonly Token[], at: number, end: number, first: number
): Omit<PeriodRead, 'first'> | null {
  if (at + 1 >= end) return null
  if (tokens[at]!.key === 'cả' && tokens[at + 1]!.key === 'năm') {
    return { form: 'year', months: 0, year: null, lastYear: null, end: at + 2 }
  }
  const months = integerAt(tokens, at, 2)
  if (months === null || months > 11) return null
  const before = at > first ? tokens[at - 1]! : undefined
  const period = { form: 'months' as const, months, year: null, lastYear: null, end: at + 2 }
  if (before?.key === 'kế') return period
  // `Qua 10 tháng, thu`, `thu ngân sách 10 tháng đạt`, `5 tháng qua`: those of the year, if as many are over.
  const opens = before === undefined || before.kind === 'mark' || before.key === 'qua' || before.key === 'sách' ||
    before.key === 'thu'
  const next = tokens[at + 2]
  const goes = next === undefined || next.kind === 'mark' || /^(?:qua|đạt|ước|được|là)$/.test(next.key)
  return months >= 3 && opens && goes
    ? { ...period, ...(months === 3 ? { form: 'Q1' as const, months: 0 } : {}), toDate: months }
    : null
}

/** `10 tháng 11`: a day. */
const isDayOfMonth = (tokens: readonly Token[], at: number, first: number) =>
  tokens[at]!.kind === 'number' && integerAt(tokens, at + 2, 2) !== null && at > first && DATED.has(tokens[at - 1]!.key)

function wordCounts (tokens: readonly Token[], at: number, first: number, end: number): boolean {
  if (wordNumberAt(tokens, at, end) === null) return false
  const before = at > first ? tokens[at - 1]!.key : ''
  if (ORDINALS.has(before)) return false
  if (tokens[at]!.key !== 'một' || ACTS.has(before)) return true
  // `một đồng chí nhận Huy hiệu`.
  const noun = nouns.at(tokens, at + 1, end)
  return noun?.value.group === 'person' && (tokens[noun.end]?.key === 'nhận' || tokens[noun.end]?.key === 'được')
}

/** The token after a number that is no quantity; the number's own token where it may be one. */
function skipped (tokens: readonly Token[], at: number, first: number, end: number, quantity: Quantity | null): number {
  const token = tokens[at]!
  const before = at > first ? tokens[at - 1]! : undefined
  const next = tokens[at + 1]
  // `UBTVQH15`, `10B`.
  if (before !== undefined && before.kind === 'word' && !token.spaced) return at + 1
  if (isListMark(tokens, at, first, end) || isPartOfName(tokens, at, first)) return at + 1
  const joint = next?.text
  if ((joint === '/' || joint === '-') && at + 2 < end) {
    if (isSymbol(tokens, at + 2, end)) return at + 3
    // `24/24 giờ`, `3/2/1930`, `193/2025/QH15`.
    if (tokens[at + 2]!.kind === 'number' && tokens[at + 3]?.text === joint && at + 4 < end) {
      if (tokens[at + 4]!.kind === 'number') return at + 5
      if (isSymbol(tokens, at + 4, end)) return at + 5
    }
    // `2020 - 2025`, `6/2021`.
    if (yearAt(tokens, at + 2) !== null && (yearAt(tokens, at) !== null ||
      (integerAt(tokens, at, 2) ?? 13) <= 12)) return at + 3
  }
  const countable = quantity !== null && (quantity.sort !== 'count' || (quantity.noun !== null && isFigure(quantity)))
  if (before !== undefined && (quantity === null || quantity.sort === 'count' || quantity.sort === 'measure')) {
    const sum = before.key === 'số' && SUMS.has(tokens[at - 2]?.key ?? '')
    // `bình quân mỗi năm 183 đảng viên`.
    const yearly = countable && before.key === 'năm' && at - 2 >= first &&
      (EACH.has(tokens[at - 2]!.key) || tokens[at - 2]!.key === 'cả')
    // `tại phường 41.200 lượt`: no ward has such a number.
    const large = countable && AREAS.has(before.key) && token.text.length > 2
    if ((NAMES.has(before.key) && !yearly && !large) ||
      (NAMES_UNLESS_COUNTED.has(before.key) && !sum && !countable && quantity?.of == null)) {
      return quantity === null ? at + 1 : Math.max(at + 1, quantity.nounAt)
    }
  }
  const date = dateAt(tokens, at, end)
  if (date !== null && date.end > at + 1 && (before === undefined || !countable || DATED.has(before.key))) {
    const ratio = quantity?.of != null && before !== undefined &&
      ((REACHED.has(before.key) && !isDeadline(tokens, at, first)) ||
        (before.text === ':' && isTallied(tokens, at - 1, first)))
    if (!ratio || date.year !== null) return date.end
  }
  // `24/7`, `24/24`.
  const always = quantity !== null && quantity.amount === 24 && (quantity.of === 7 || quantity.of === 24) && !countable
  return always ? at + 3 : quantity === null ? at + 1 : at
}

/** `hạn cuối là 31/7`. */
function isDeadline (tokens: readonly Token[], at: number, first: number): boolean {
  for (let before = at - 2; before >= Math.max(first, at - 4); before--) {
    if (tokens[before]!.key === 'hạn') return true
  }
  return false
}

const PLACES = keys('tdp kp thôn ấp bản xóm buôn khối khu phố làng')
/** How many words a place's name has before its number. */
const LONGEST_PLACE = 4

/** `Covid-19`; `tổ dân phố Hòa Do 2`: the number ends a place's name. */
function isPartOfName (tokens: readonly Token[], at: number, first: number): boolean {
  if (at - 2 < first) return false
  if (tokens[at - 1]!.text === '-') return !tokens[at]!.spaced && !tokens[at - 1]!.spaced && tokens[at - 2]!.capital
  let start = at
  while (start > first && at - start < LONGEST_PLACE && tokens[start - 1]!.kind === 'word' &&
    tokens[start - 1]!.capital && !PLACES.has(tokens[start - 1]!.key)) start--
  return start < at && start > first && PLACES.has(tokens[start - 1]!.key)
}

/** `Số trường đạt chuẩn quốc gia: 04/04`: a number of something stands before the colon. */
function isTallied (tokens: readonly Token[], colon: number, first: number): boolean {
  for (let at = colon - 1; at >= Math.max(first, colon - 14) && tokens[at]!.kind === 'word'; at--) {
    if (tokens[at]!.key === 'số' && nouns.at(tokens, at + 1, colon) !== null) return true
  }
  return false
}

/** `NQ` of `12/NQ-HĐND`, `CTr` of `41-CTr/TU`. */
function isSymbol (tokens: readonly Token[], at: number, end: number): boolean {
  const word = at < end ? tokens[at]! : undefined
  if (word?.kind !== 'word' || !word.capital || word.text.length < 2) return false
  const second = word.text[1]!
  return second !== second.toLowerCase()
}

/** `(6)`, `1.`, `2)` at the start of a line. */
function isListMark (tokens: readonly Token[], at: number, first: number, end: number): boolean {
  const next = at + 1 < end ? tokens[at + 1]! : undefined
  if (next?.text === ')' && at > first && tokens[at - 1]!.text === '(') return true
  if (tokens[at]!.text.length > 5) return false
  const starts = at === first || (at === first + 1 && tokens[first]!.kind === 'mark')
  return starts && next !== undefined && (/^[.):]$/.test(next.text) || (next.text === '-' && next.spaced))
}
