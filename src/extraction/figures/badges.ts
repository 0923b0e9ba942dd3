/**
 * Party badges by years of membership: which count belongs to which years, on whichever side they stand (`Huy hiệu 75
 * năm
 * tuổi Đảng cho 1 đảng viên`, `4 đồng chí nhận Huy hiệu 65 năm`, `50 năm: 14 đồng chí`).
 */
import { badgeYears } from '../../domain/indicators.js'
import { integerAt } from '../dates.js'
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'

const BADGE = phrases('huy hiệu', 'tuổi đảng')
const YEARS: ReadonlySet<number> = new Set(badgeYears)

/** Whether a sentence speaks of badges. */
export const speaksOfBadges = (tokens: readonly Token[], first: number, end: number) => BADGE.first(tokens, first,
  end) !== null

export interface Years {
  readonly years: number
  readonly first: number
  readonly end: number
}

/** `65 năm tuổi Đảng`, `65 năm`, `30 tuổi đảng` between two tokens; null where none or several stand there. */
export function yearsBetween (tokens: readonly Token[], first: number, end: number): Years | null {
  let found: Years | null = null
  for (let at = first; at < end; at++) {
    const years = tokens[at]!.kind === 'number' ? integerAt(tokens, at, 2) : null
    if (years === null || !YEARS.has(years)) continue
    const unit = tokens[at + 1]?.key
    if (unit !== 'năm' && !(unit === 'tuổi' && tokens[at + 2]?.key === 'đảng')) continue
    if (found !== null) return null
    let after = at + 2
    if (tokens[after]?.key === 'tuổi') after++
    if (tokens[after]?.key === 'đảng') after++
    found = { years, first: at, end: after }
  }
  return found
}
