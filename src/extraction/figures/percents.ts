/**
 * What a figure's verb says of it: reached (`đạt 92 %`), changed (`tăng 8 %`), exceeded (`vượt 12 % kế hoạch`), and
 * of what a percentage is the share. Read from the joining words before the figure and the words after it.
 */
import type { Comparator } from '../findings.js'
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
  let at = first
  const least = Math.max(floor, first - LONGEST_JOINT)
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
    if (pair?.end === at) {
      if (pair.value === 'tỷ lệ') rate = true
      if (pair.value === 'ước tính') estimate = true
      at -= 2
      continue
    }
    const { key } = tokens[at - 1]!
    if (superior || !joining.has(key)) break
    switch (key) {
      case 'tăng': if (!settled) change ??= 'up'; break
      case 'giảm': if (!settled) change ??= 'down'; break
      case 'cao': if (!settled && tokens[at]?.key === 'hơn') change ??= 'up'; break
      case 'thấp': if (!settled && tokens[at]?.key === 'hơn') change ??= 'down'; break
      case 'vượt': if (!settled) change ??= 'over'; break
      case 'đạt': case 'bằng': reached = true; settled = true; break
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
