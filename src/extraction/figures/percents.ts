/**
 * What a figure's verb says of it: reached (`đạt 92 %`), changed (`tăng 8 %`), exceeded (`vượt 12 % kế hoạch`), and
 * of what a percentage is the share. Read from the joining words before the figure and the words after it.
 */
import { yearAt } from '../dates.js'
import type { Comparator } from '../findings.js'
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { comparedTo, hedges, joining, joiningPairs, LONGEST_HEDGE, planBases } from './words.js'

/** How a figure is joined to what it is of. */
export interface Joint {
  /** The token after the last one that is no joining word. */
  readonly start: number
  readonly comparator: Comparator | null
  readonly change: 'up' | 'down' | 'over' | null
  /** `ước`. */
  readonly estimate: boolean
  /** `tỷ lệ`, `chiếm`: a rate of its own. */
  readonly rate: boolean
  /** `chiếm`. */
  readonly share: boolean
  /** `đạt`, `bằng`. */
  readonly reached: boolean
  /** `từ`, which needs `trở lên`. */
  readonly from: boolean
  /** `còn`. */
  readonly left: boolean
}

/** The longest row of joining words. */
const LONGEST_JOINT = 12

/**
 * Reads the joining words that end before a figure.
 * @param over `vượt` is a bound: not of a percentage, which exceeds its plan, and not of a share of all
 */
export function jointBefore (tokens: readonly Token[], floor: number, first: number, over: boolean): Joint {
  let comparator: Comparator | null = null
  let change: Joint['change'] = null
  let settled = false
  let [estimate, rate, share, reached, from, left] = [false, false, false, false, false, false]
  const least = Math.max(floor, first - LONGEST_JOINT)
  let at = first
  while (at > least) {
    const hedge: Hedge | null = comparator === null ? hedgeEnding(tokens, least, at) : null
    // `nộp cấp trên 9 triệu đồng`.
    const superior = hedge !== null && tokens[hedge.start - 1]?.key === 'cấp'
    if (hedge !== null && !superior && (over || tokens[at - 1]!.key !== 'vượt')) {
      comparator = hedge.value
      at = hedge.start
      continue
    }
    const pair = at - 2 >= least ? joiningPairs.at(tokens, at - 2, at) : null
    // `thu nhập bình quân` is a name.
    if (pair?.end === at && pair.value === 'bình quân' && tokens[at - 3]?.key === 'nhập') break
    if (pair?.end === at) {
      if (pair.value === 'tỷ lệ') rate = true
      if (pair.value === 'ước tính') estimate = true
      at -= 2
      continue
    }
    const { key } = tokens[at - 1]!
    if (superior || (key === 'lên' && tokens[at - 2]?.key === 'trở')) break
    if (!joining.has(key)) {
      const verb = verbBetween(tokens, least, at)
      if (verb === null) break
      change = verb.change
      at = verb.start
      settled = true
      continue
    }
    switch (key) {
      case 'tăng': if (!settled) change ??= 'up'; break
      case 'giảm': if (!settled) change ??= 'down'; break
      case 'cao': if (!settled && tokens[at]?.key === 'hơn') change ??= 'up'; break
      case 'thấp': if (!settled && tokens[at]?.key === 'hơn') change ??= 'down'; break
      case 'vượt': if (!settled) change ??= 'over'; break
      case 'đạt': case 'bằng': case '=': reached = true; settled = true; break
      case 'còn': left = true; settled = true; break
      case 'lên': case 'xuống': left = true; settled = true; break
      case 'là': settled = true; break
      case 'chiếm': share = true; settled = true; break
      case 'từ': from = true; break
      case 'ước': estimate = true; break
      default:
    }
    // `việc làm mới`, `nông thôn mới`.
    if (key === 'thêm' && !/^(?:tăng|giảm|đạt)$/.test(tokens[at - 2]?.key ?? '')) break
    if (key === 'mới' && NEW.has(tokens[at - 2]?.key ?? '')) break
    at--
  }
  return { start: at, comparator, change, estimate, rate, share, reached, from, left }
}

/** What stands between a verb of change and its figure: `cao hơn cùng kỳ năm ngoái 12 %`, `vượt dự toán từ 5 %`. */
const BETWEEN = phrases(
  'cùng kỳ', 'so với cùng kỳ', 'cùng kỳ năm ngoái', 'cùng kỳ năm trước', 'so với cùng kỳ năm trước', 'năm trước',
  'so với cùng kỳ năm ngoái', 'năm ngoái', 'cùng kỳ năm', 'so với cùng kỳ năm', 'so với năm', 'so với năm trước',
  'so với tháng trước', 'so với đầu năm', 'tháng trước', 'dự toán', 'dự toán giao', 'kế hoạch', 'kế hoạch giao',
  'kế hoạch năm', 'chỉ tiêu', 'chỉ tiêu giao', 'chỉ tiêu đề ra', 'kế hoạch đề ra', 'dự toán được giao',
  'chỉ tiêu được giao', 'kế hoạch được giao'
)
const LONGEST_BETWEEN = 6
const CHANGES: Readonly<Record<string, Joint['change']>> = { tăng: 'up', giảm: 'down', vượt: 'over' }

/** The verb of change before what it compares with, which ends at a token; null where there is none. */
function verbBetween (
  tokens: readonly Token[], least: number, at: number
): { readonly change: Joint['change'], readonly start: number } | null {
  const end = yearAt(tokens, at - 1) !== null ? at - 1 : at
  for (let start = Math.max(least + 1, end - LONGEST_BETWEEN); start < end; start++) {
    const { key } = tokens[start - 1]!
    const more = key === 'hơn' ? tokens[start - 2]?.key : undefined
    const change = more === 'cao' ? 'up' : more === 'thấp' ? 'down' : CHANGES[key]
    if (change === undefined || (end < at && tokens[end - 1]!.key !== 'năm')) continue
    if (BETWEEN.at(tokens, start, end)?.end !== end) continue
    return { change, start: more === undefined ? start - 1 : start - 2 }
  }
  return null
}

const NEW = new Set(['làm', 'thôn', 'viên', 'xây', 'trồng', 'lập', 'cấp', 'mở'])

interface Hedge { readonly value: Comparator, readonly start: number }

function hedgeEnding (tokens: readonly Token[], floor: number, end: number): Hedge | null {
  for (let start = Math.max(floor, end - LONGEST_HEDGE); start < end; start++) {
    const hedge = hedges.at(tokens, start, end)
    if (hedge !== null && hedge.end === end) return { value: hedge.value, start }
  }
  return null
}

/** Of what a percentage is said. */
export interface Base {
  readonly of: 'plan' | 'earlier'
  /** The token after the words that say so, up to the next boundary. */
  readonly end: number
}

/** The words after a percentage that say of what it is; null where none do. */
export function baseAfter (tokens: readonly Token[], from: number, limit: number): Base | null {
  const plan = planBases.at(tokens, from, limit)
  if (plan !== null) return { of: 'plan', end: plan.end }
  const earlier = comparedTo.at(tokens, from, limit)
  return earlier === null ? null : { of: 'earlier', end: earlier.end }
}

const GRADES = new Set(['tốt', 'khá', 'vụ', 'loại', 'giỏi', 'sắc', 'mức', 'chuẩn', 'cấp', 'nông', 'đẳng', 'đại', 'học'])

/** `trở lên` that is said of a figure and not of a grade: `12 đảng viên mới trở lên`. */
export function boundAfter (tokens: readonly Token[], from: number, limit: number): Comparator | null {
  for (let at = from; at < Math.min(limit, from + 3); at++) {
    const { key } = tokens[at]!
    if (key === 'trở') {
      const next = tokens[at + 1]?.key
      return next === 'lên' ? 'gte' : next === 'xuống' ? 'lte' : null
    }
    if (tokens[at]!.kind !== 'word' || GRADES.has(key)) return null
  }
  return null
}
