/**
 * Numbers as Vietnamese reports write them, with their units: `49 tỷ 687 triệu đồng`, `8.254,817 triệu`, `165/160 lao
 * động`, `12%/năm`, `1.240m2`, `không còn hộ nghèo`. Which numbers are no figures is said in exclusions.ts.
 */
import { Phrases, phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { nouns, type Noun } from './nouns.js'
import { keys } from './words.js'

export interface Quantity {
  readonly first: number
  /** The token after the last one of its unit. */
  readonly end: number
  readonly sort: 'money' | 'percent' | 'measure' | 'count'
  readonly amount: number
  /** y of `x/y`. */
  readonly of: number | null
  /** VND, %, a measure, or the counted noun; null where a number stands alone. */
  readonly unit: string | null
  readonly noun: Noun | null
  /** The first token of the counted noun; `end` where there is none. */
  readonly nounAt: number
  /** A range of which this is the lower bound. */
  readonly range: boolean
  /** `không còn …`: nothing is left. */
  readonly none: boolean
  /** Written as a word. */
  readonly worded: boolean
}

/** No figure has more signs; what has is a row of digits. */
const LONGEST_NUMBER = 24

/**
 * The value of a number as written: points group thousands, a comma is decimal; `6.5` and `1,130,000` the other way.
 * @param whole what is counted has no fractions: `1,130 hộ` are 1130
 */
export function numberOf (text: string, whole: boolean): number | null {
  if (text.length > LONGEST_NUMBER) return null
  let points = 0
  let commas = 0
  let lastPoint = -1
  let lastComma = -1
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 46) { points++; lastPoint = at }
    if (code === 44) { commas++; lastComma = at }
  }
  if (points === 0 && commas === 0) return Number(text)
  if (points > 0 && commas > 0) {
    const [group, decimal] = lastPoint < lastComma ? ['.', ','] : [',', '.']
    const parts = text.split(decimal!)
    return parts.length === 2 && grouped(parts[0]!, group!)
      ? Number(parts[0]!.replaceAll(group!,
        '') + '.' + parts[1])
      : null
  }
  const sign = points > 0 ? '.' : ','
  const thousands = grouped(text, sign) && (sign === '.' || commas > 1 || whole)
  if (thousands) return Number(text.replaceAll(sign, ''))
  return points + commas === 1 ? Number(text.replace(',', '.')) : null
}

/** `1.240`, not `0.125`, `15.12.2018`. */
function grouped (text: string, sign: string): boolean {
  const parts = text.split(sign)
  return parts[0]!.length >= 1 && parts[0]!.length <= 3 && (parts.length === 1 || parts[0] !== '0') &&
    parts.every((part, at) => at === 0 || part.length === 3)
}

/** Words that multiply the number before them. */
export const SCALES = new Map([['tỷ', 1e9], ['triệu', 1e6], ['tr', 1e6], ['nghìn', 1e3], ['ngàn', 1e3], ['vạn', 1e4]])
const DONG = keys('đồng đ vnđ vnd trđ trđồng')
const MEASURES = new Map<string, string>([
  ['m', 'm'], ['mét', 'm'], ['km', 'km'], ['ki-lô-mét', 'km'], ['ha', 'ha'], ['héc', 'ha'], ['hécta', 'ha'], ['hec',
    'ha'], ['tấn', 'tấn'],
  ['tạ', 'tạ'], ['kg', 'kg'], ['lít', 'lít'], ['kwh', 'kWh'], ['mét vuông', 'm2'], ['mét khối', 'm3'], ['usd', 'USD']
])
const measures = new Phrases<string>([...MEASURES, ['héc ta', 'ha'], ['hec ta', 'ha'], ['ki lô mét', 'km'],
  ['ki lô gam', 'kg']])
/** What money or a rate is per. */
const per = phrases(
  'người/năm', 'người/tháng', 'người', 'năm', 'tháng', 'ngày', 'hộ', 'ha', 'quý', 'lao động', 'm2', 'căn', 'hộ/năm',
  'suất', 'ha/năm',
  'người/ngày', 'đồng', 'em', 'cháu', 'học sinh', 'lao động/năm', 'lao động/tháng', 'vụ', 'nhà', 'hộ gia đình',
  'trường hợp', 'chi bộ'
)
const UNITS_OF_ONE = new Map([
  ['một', 1], ['hai', 2], ['ba', 3], ['bốn', 4], ['sáu', 6], ['bảy', 7], ['tám', 8], ['chín', 9], ['mười', 10]
])
const LAST_DIGITS = new Map([
  ['một', 1], ['mốt', 1], ['hai', 2], ['ba', 3], ['bốn', 4], ['tư', 4], ['năm', 5], ['lăm', 5], ['sáu', 6], ['bảy', 7],
  ['tám', 8], ['chín', 9]
])

/** A number that is written as words: `hai`, `mười hai`, `ba mươi lăm`; null where none starts. `năm` is a year. */
export function wordNumberAt (tokens: readonly Token[], at: number, end: number): {
  value: number,
  end: number
} | null {
  const first = UNITS_OF_ONE.get(tokens[at]!.key)
  if (first === undefined) return null
  const next = at + 1 < end ? tokens[at + 1]!.key : ''
  if (first === 10) {
    const digit = LAST_DIGITS.get(next)
    // `mười năm` is a time.
    return digit === undefined || next === 'năm' ? { value: 10, end: at + 1 } : { value: 10 + digit, end: at + 2 }
  }
  if (next !== 'mươi') return { value: first, end: at + 1 }
  const digit = at + 2 < end && tokens[at + 2]!.key !== 'năm' ? LAST_DIGITS.get(tokens[at + 2]!.key) : undefined
  return digit === undefined ? { value: first * 10, end: at + 2 } : { value: first * 10 + digit, end: at + 3 }
}

interface Amount {
  readonly end: number
  readonly sort: Quantity['sort']
  readonly amount: number
  readonly scale: number
  readonly unit: string | null
  readonly noun: Noun | null
  readonly nounAt: number
  /** As written. */
  readonly text: string
}

/** A number of tokens with its scale and unit. */
function amountAt (
  tokens: readonly Token[], at: number, end: number, word: { value: number, end: number } | null
): Amount | null {
  const text = word === null ? tokens[at]!.text : String(word.value)
  let amount = numberOf(text, false)
  if (amount === null) return null
  let next = word === null ? at + 1 : word.end
  // `05 (năm) đảng viên`.
  if (next + 2 < end && tokens[next]!.text === '(' && tokens[next + 2]!.text === ')' &&
    LAST_DIGITS.has(tokens[next + 1]!.key)) next += 3
  let scale = 1
  for (let factor; next < end && (factor = SCALES.get(tokens[next]!.key)) !== undefined; next++) {
    if (factor === 1e9 && tokens[next + 1]?.key === 'lệ') break
    scale *= factor
  }
  if (scale > 1) {
    amount = rounded(amount * scale)
    // `49 tỷ 687 triệu`: ever smaller scales.
    for (let smallest = scale; next + 1 < end && tokens[next]!.kind === 'number';) {
      const factor = SCALES.get(tokens[next + 1]!.key)
      const more = numberOf(tokens[next]!.text, false)
      if (factor === undefined || factor >= smallest || more === null) break
      amount += rounded(more * factor)
      smallest = factor
      next += 2
    }
  }
  const found = (sort: Quantity['sort'], unit: string | null, after: number, noun: Noun | null = null): Amount =>
    ({ end: after, sort, amount: amount!, scale, unit, noun, nounAt: noun === null ? after : next, text })
  if (next >= end) return found(scale >= 1e6 ? 'money' : 'count', scale >= 1e6 ? 'VND' : null, next)
  const token = tokens[next]!
  if (token.text === '%') {
    // `0,30%0`, `0,01%o`.
    const thousandth = next + 1 < end && !tokens[next + 1]!.spaced && /^[0o]$/.test(tokens[next + 1]!.key)
    return thousandth ? found('percent', '‰', next + 2) : found('percent', '%', next + 1)
  }
  if (token.text === '‰') return found('percent', '‰', next + 1)
  if (token.key === 'phần' && tokens[next + 1]?.key === 'trăm') return found('percent', '%', next + 2)
  // `các`, `số` and the like between a number and its noun: `85% các chi bộ`.
  const noun = nouns.at(tokens, next, end)
  if (noun !== null) {
    const whole = scale === 1 ? numberOf(text, true) : amount
    if (whole !== null) amount = whole
    return found('count', noun.value.text, noun.end, noun.value)
  }
  if (token.key === 'usd') return found('measure', 'USD', next + 1)
  if (DONG.has(token.key)) {
    if (token.key === 'trđ' || token.key === 'trđồng') amount = rounded(amount * 1e6)
    return found('money', 'VND', next + 1)
  }
  // `12 tr.đồng`.
  if (scale > 1 && token.text === '.' && !token.spaced && next + 1 < end && DONG.has(tokens[next + 1]!.key)) {
    return found('money', 'VND', next + 2)
  }
  const measure = measures.at(tokens, next, end)
  if (measure !== null) {
    const power = tokens[measure.end]
    const squared = (measure.value === 'm' || measure.value === 'km') && power !== undefined && !power.spaced &&
      /^[23²³]$/.test(power.text)
    const unit = squared ? `${measure.value}${/[2²]/.test(power.text) ? 2 : 3}` : measure.value
    return found('measure', unit, squared ? measure.end + 1 : measure.end)
  }
  return found(scale >= 1e6 ? 'money' : 'count', scale >= 1e6 ? 'VND' : null, next)
}

const rounded = (value: number) => Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(12))

/** The quantity that starts with a number, or a number word, at a token; null where what stands there is none. */
export function quantityAt (tokens: readonly Token[], at: number, end: number): Quantity | null {
  const word = tokens[at]!.kind === 'number' ? null : wordNumberAt(tokens, at, end)
  if (word === null && tokens[at]!.kind !== 'number') return null
  let first = amountAt(tokens, at, end, word)
  if (first === null) return null
  let of: number | null = null
  let range = false
  let past = 0
  const joint = first.end < end ? tokens[first.end]!.text : ''
  const whole = word === null ? outOf(tokens, first.end, end) : null
  if (whole !== null) {
    const all = amountAt(tokens, whole, end, null)
    if (all !== null && first.unit !== null && all.unit === null && all.scale === 1 && first.sort === 'count') {
      // `02 đảng viên/KH 01`.
      of = all.amount
      past = all.end
    } else if (all !== null && (first.unit === null || all.unit === first.unit)) {
      of = all.amount
      const scaled = first.unit === null && first.scale === 1
      first = { ...all, amount: rounded(first.amount * (scaled ? all.scale : 1)) }
    }
  } else if (word === null && (joint === '/' || joint === '-' || joint === 'đến') && first.end + 1 < end) {
    const place = first.end + 1
    const second = place < end && tokens[place]!.kind === 'number' ? amountAt(tokens, place, end, null) : null
    if (second !== null && (first.unit === null || sameUnit(first, second))) {
      const left = first.unit === null
        ? rounded((numberOf(first.text,
          second.sort === 'count') ?? first.amount) * (first.scale === 1 ? second.scale : 1))
        : first.amount
      if (joint === '/') of = second.amount
      else range = true
      first = { ...second, amount: left }
    }
  }
  let after = first.end
  if (after + 1 < end && tokens[after]!.text === '/' && first.sort !== 'count') {
    const base = per.at(tokens, after + 1, end)
    if (base !== null) after = base.end
  }
  return {
    first: at,
    end: Math.max(after, past),
    sort: first.sort,
    amount: first.amount,
    of,
    unit: first.sort === 'measure' && after > first.end ? `${first.unit}/${tokens[first.end + 1]!.text}` : first.unit,
    noun: first.noun,
    nounAt: first.noun === null ? after : first.nounAt,
    range,
    none: false,
    worded: word !== null
  }
}

const OUT_OF = phrases('trên tổng số', '/tổng số', '/tổng', 'trong tổng số', 'trên tổng', '/kế hoạch', '/kh',
  '/chỉ tiêu', '/ct', '/dự toán', 'trên kế hoạch', 'trên tổng kế hoạch', 'trên kế hoạch vốn', 'trên tổng vốn',
  'trên dự toán', 'trên chỉ tiêu')

/** The number after `13 đảng viên trên tổng số`, `405 lao động/KH`: of how many; null where none stands there. */
function outOf (tokens: readonly Token[], at: number, end: number): number | null {
  if (at + 2 >= end || !/^(?:\/|trên|trong)$/.test(tokens[at]!.key)) return null
  const words = OUT_OF.at(tokens, at, end)
  return words !== null && words.end < end && tokens[words.end]!.kind === 'number' ? words.end : null
}

const sameUnit = (first: Amount, second: Amount) => first.unit === second.unit || second.unit === null

const NOTHING_LEFT = phrases('hộ nghèo', 'hộ cận nghèo', 'nhà tạm', 'nhà dột nát', 'hộ tái nghèo', 'hộ nghèo đa chiều',
  'hộ nghèo, hộ cận nghèo')
const NOTHING = phrases('không còn', 'không có', 'không còn có', 'xóa hết', 'xóa xong')

/** `không còn hộ nghèo, hộ cận nghèo`: one quantity for each thing of which nothing is left. */
export function absencesAt (tokens: readonly Token[], at: number, end: number): Quantity[] {
  const nothing = NOTHING.at(tokens, at, end)
  const found: Quantity[] = []
  for (let next = nothing?.end ?? end, start = at; next < end;) {
    const thing = nouns.at(tokens, next, end)
    if (thing === null || NOTHING_LEFT.at(tokens, next, end) === null) break
    // `không có hộ nghèo mới phát sinh` counts what was added.
    if (tokens[thing.end]?.key === 'phát' || tokens[thing.end]?.key === 'mới') break
    found.push({
      first: start,
      end: thing.end,
      sort: 'count',
      amount: 0,
      of: null,
      unit: thing.value.group === 'household' ? 'hộ' : 'nhà',
      noun: thing.value,
      nounAt: next,
      range: false,
      none: true,
      worded: true
    })
    const joint = tokens[thing.end]?.key
    if (joint !== ',' && joint !== 'và') break
    next = start = thing.end + 1
  }
  return found
}
