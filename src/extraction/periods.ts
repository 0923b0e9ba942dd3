/**
 * Reporting periods as texts name them: `6 tháng đầu năm 2023`, `quý II/2024`, `tháng 8`, `nhiệm kỳ 2020 - 2025`. The
 * year is often left out, and follows from what stands around.
 */
import { parsePeriod } from '../domain/periods.js'
import { integerAt, yearAt } from './dates.js'
import { phrases } from './phrases.js'
import type { Token } from './tokens.js'

export type PeriodForm = 'year' | 'H1' | 'H2' | `Q${1 | 2 | 3 | 4}` | 'month' | 'months' | 'last-months' | 'term'

export interface PeriodFound {
  readonly form: PeriodForm
  /** The month of `month`, how many months of `months` and `last-months`; else 0. */
  readonly months: number
  /** null where the text leaves it out. */
  readonly year: number | null
  /** The last year of a term. */
  readonly lastYear: number | null
  /** `6 tháng` without `đầu năm`: those of the year, or the last ones. */
  readonly bare?: boolean
  /** The token after the last one. */
  readonly end: number
}

const NUMBERS: Readonly<Record<string, number>> = {
  một: 1, hai: 2, ba: 3, bốn: 4, tư: 4, năm: 5, sáu: 6, bảy: 7, tám: 8, chín: 9, mười: 10, i: 1, ii: 2, iii: 3, iv: 4
}
const FIRST = phrases('đầu năm', 'đầu của năm', 'đầu')
const LAST = phrases('cuối năm', 'cuối của năm', 'còn lại của năm', 'còn lại năm', 'cuối', 'còn lại')
const HALF = phrases('nửa đầu năm', 'nửa năm đầu')
const SECOND_HALF = phrases('nửa cuối năm', 'nửa năm cuối', 'những tháng cuối năm', 'những tháng còn lại của năm',
  'các tháng cuối năm', 'các tháng còn lại của năm', 'những tháng còn lại trong năm')

/** A year after a period: `/2024`, `năm 2024`, `-2024`, ` 2024`. */
function yearAfter (tokens: readonly Token[], at: number, end: number): { year: number | null, end: number } {
  for (const lead of [['/'], ['-'], ['năm'], ['của', 'năm'], ['trong', 'năm'], [',', 'năm'], []]) {
    if (!lead.every((key, place) => tokens[at + place]?.key === key) || at + lead.length >= end) continue
    const year = yearAt(tokens, at + lead.length)
    if (year !== null && !isSpan(tokens, at + lead.length)) return { year, end: at + lead.length + 1 }
  }
  return { year: null, end: at }
}

/** `2020 - 2025`. */
const isSpan = (tokens: readonly Token[], at: number) =>
  (tokens[at + 1]?.text === '-' || tokens[at + 1]?.key === 'đến') && yearAt(tokens, at + 2) !== null

const found = (form: PeriodForm, months: number, { year, end }: { year: number | null, end: number }): PeriodFound =>
  ({ form, months, year, lastYear: null, end })

/** The period that is named at a token; null where none is. A bare number is no year. */
export function periodAt (tokens: readonly Token[], at: number, end: number): PeriodFound | null {
  const token = tokens[at]
  if (token === undefined || at >= end) return null
  const { key } = token

  if (key === 'quý') {
    const quarter = integerAt(tokens, at + 1, 1) ?? NUMBERS[tokens[at + 1]?.key ?? '']
    if (quarter === undefined || quarter < 1 || quarter > 4) return null
    return found(`Q${quarter as 1}`, 0, yearAfter(tokens, at + 2, end))
  }
  if (key === 'nửa') {
    const first = HALF.at(tokens, at, end)
    if (first !== null) return found('H1', 0, yearAfter(tokens, first.end, end))
  }
  if (key === 'nửa' || key === 'những' || key === 'các') {
    const second = SECOND_HALF.at(tokens, at, end)
    return second === null ? null : found('H2', 0, yearAfter(tokens, second.end, end))
  }
  if (key === 'tháng') {
    // `nhiệm vụ tháng cuối năm`: December.
    if (tokens[at + 1]?.key === 'cuối' && tokens[at + 2]?.key === 'năm' && at + 2 < end) {
      return found('month', 12, yearAfter(tokens, at + 3, end))
    }
    const month = integerAt(tokens, at + 1, 2)
    if (month === null || month < 1 || month > 12 || tokens[at + 1]!.text.includes('.')) return null
    return found('month', month, yearAfter(tokens, at + 2, end))
  }
  if (key === 'nhiệm' || key === 'giai' || key === 'khóa') {
    const word = tokens[at + 1]?.key
    if (!(key === 'nhiệm' && word === 'kỳ') && !(key === 'giai' && word === 'đoạn')) return null
    const first = yearAt(tokens, at + 2)
    if (first === null || !isSpan(tokens, at + 2)) return null
    return { form: 'term', months: 0, year: first, lastYear: yearAt(tokens, at + 4), end: at + 5 }
  }
  if (key === 'năm') {
    const year = yearAt(tokens, at + 1)
    return year === null || isSpan(tokens, at + 1) ? null : found('year', 0, { year, end: at + 2 })
  }
  if (key === 'cả' && tokens[at + 1]?.key === 'năm') return periodAt(tokens, at + 1, end)

  const count = integerAt(tokens, at, 2) ?? NUMBERS[key] ?? 0
  if (count >= 1 && count <= 12 && tokens[at + 1]?.key === 'tháng') {
    const first = FIRST.at(tokens, at + 2, end)
    if (first !== null) return monthsOf(count, yearAfter(tokens, first.end, end))
    const last = LAST.at(tokens, at + 2, end)
    if (last !== null) return lastMonthsOf(count, yearAfter(tokens, last.end, end))
    const { year, end: after } = yearAfter(tokens, at + 2, end)
    // `9 tháng năm 2023`, and `6 tháng` alone, which only reports of that half year say.
    return year !== null || count === 6 || count === 9
      ? { ...monthsOf(count, { year, end: after }), bare: true }
      : null
  }
  return null
}

function monthsOf (count: number, rest: { year: number | null, end: number }): PeriodFound {
  return count === 6 ? found('H1', 0, rest) : count === 3 ? found('Q1', 0, rest) : found('months', count, rest)
}

function lastMonthsOf (count: number, rest: { year: number | null, end: number }): PeriodFound {
  return count === 6 ? found('H2', 0, rest) : count === 3 ? found('Q4', 0, rest) : found('last-months', count, rest)
}

/** The code of a period in a year: src/domain/periods.ts. Null where no code says it. */
export function periodCode (period: PeriodFound, year: number): string | null {
  switch (period.form) {
    case 'year': return String(year)
    case 'term': return `${period.year}/${period.lastYear}`
    case 'month': return `${year}-${String(period.months).padStart(2, '0')}`
    case 'months': return parsePeriod(`${year}-${period.months}M`)?.code ?? null
    case 'last-months': return period.months === 1 ? `${year}-12` : null
    default: return `${year}-${period.form}`
  }
}

/** The last month of a period within its year. */
export function lastMonth (period: PeriodFound): number {
  switch (period.form) {
    case 'H1': return 6
    case 'Q1': return 3
    case 'Q2': return 6
    case 'Q3': return 9
    case 'month': case 'months': return period.months
    default: return 12
  }
}
