/**
 * Days as Vietnamese texts write them: 12/7, 12-7-2023, 12.7.2023, ngày 10 tháng 11 năm 2025, 30 và 31/7. Always the
 * day before the month. What cannot be a day (27/32023, 26/30) is none.
 */
import type { Token } from './tokens.js'

/** A day, or two days of one event; the year where it is written. */
export interface DateFound {
  readonly day: number
  readonly month: number
  readonly year: number | null
  /** The last day of an event of several. */
  readonly lastDay: number | null
  /** The month of the last day, where it is another. */
  readonly lastMonth: number | null
  /** The token after the last one. */
  readonly end: number
}

const SEPARATORS = new Set(['/', '-', '.'])
const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A whole number of at most so many digits; null where a token is none. */
export function integerAt (tokens: readonly Token[], at: number, digits: number): number | null {
  const token = tokens[at]
  return token?.kind === 'number' && token.text.length <= digits && /^[0-9]+$/.test(token.text)
    ? Number(token.text)
    : null
}

/** A year that is written with four digits. */
export function yearAt (tokens: readonly Token[], at: number): number | null {
  const year = tokens[at]?.text.length === 4 ? integerAt(tokens, at, 4) : null
  return year !== null && year >= 1930 && year <= 2100 ? year : null
}

/** Whether there is such a day; of a leap year too where the year is not known. */
export function isDay (day: number, month: number, year: number | null): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= LONGEST_MONTH[month - 1]! &&
    (year === null || month !== 2 || day < 29 || new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1)
}

/** An ISO date. */
export const isoDate = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

interface DayMonth { readonly day: number, readonly month: number, readonly year: number | null, readonly end: number }

/** `12/7`, `12-7-2023`: one separator throughout. */
function slashed (tokens: readonly Token[], at: number, end: number): DayMonth | null {
  // 12.7.2023 and 15.12 are one number to the eye that reads tokens.
  const dotted = tokens[at]?.kind === 'number' ? /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?$/.exec(tokens[at]!.text) : null
  if (dotted !== null) {
    const [day, month] = [Number(dotted[1]), Number(dotted[2])]
    const year = dotted[3] === undefined ? null : Number(dotted[3])
    return isDay(day, month, year) ? { day, month, year, end: at + 1 } : null
  }
  const day = integerAt(tokens, at, 2)
  const separator = tokens[at + 1]
  const month = integerAt(tokens, at + 2, 2)
  if (day === null || month === null || at + 3 > end || !SEPARATORS.has(separator!.text)) return null
  const year = tokens[at + 3]?.text === separator!.text && at + 4 < end ? yearAt(tokens, at + 4) : null
  if (!isDay(day, month, year)) return null
  // 27/32023 was caught by its length; 1/2/3 is no day either.
  if (year === null && tokens[at + 3]?.text === separator!.text && integerAt(tokens, at + 4, 9) !== null) return null
  return { day, month, year, end: year === null ? at + 3 : at + 5 }
}

/** `10 tháng 11 năm 2025`, `10 tháng 11/2025`. */
function worded (tokens: readonly Token[], at: number, end: number): DayMonth | null {
  const day = integerAt(tokens, at, 2)
  const month = integerAt(tokens, at + 2, 2)
  if (day === null || month === null || tokens[at + 1]?.key !== 'tháng' || at + 3 > end) return null
  const joint = tokens[at + 3]?.key
  const year = (joint === 'năm' || joint === '/' || joint === '-') && at + 4 < end ? yearAt(tokens, at + 4) : null
  return isDay(day, month, year) ? { day, month, year, end: year === null ? at + 3 : at + 5 } : null
}

const dayMonth = (tokens: readonly Token[], at: number, end: number) =>
  worded(tokens, at, end) ?? slashed(tokens, at, end)

const JOINTS = new Set(['và', ',', '-', 'đến', '&'])

/** The day that starts at a token, or the first day of several; null where none does. */
export function dateAt (tokens: readonly Token[], at: number, end: number): DateFound | null {
  if (tokens[at]?.kind !== 'number') return null
  // `30,31/7/2020` is one number and a month.
  const pair = /^(\d{1,2}),(\d{1,2})$/.exec(tokens[at]!.text)
  if (pair !== null && tokens[at + 1]?.text === '/') {
    const month = integerAt(tokens, at + 2, 2)
    const year = tokens[at + 3]?.text === '/' ? yearAt(tokens, at + 4) : null
    const [day, lastDay] = [Number(pair[1]), Number(pair[2])]
    if (month === null || !isDay(day, month, year) || !isDay(lastDay, month, year) || lastDay <= day) return null
    return { day, month, year, lastDay, lastMonth: null, end: year === null ? at + 3 : at + 5 }
  }
  const single = dayMonth(tokens, at, end)
  const first = integerAt(tokens, at, 2)
  // `30 và 31/7/2025`, `30-31/7`: a day without a month of its own.
  const joint = JOINTS.has(tokens[at + 1]?.key ?? '') && (single === null || tokens[at + 1]!.text === '-')
  if (first !== null && first > 0 && joint) {
    const next = tokens[at + 2]?.key === 'ngày' ? at + 3 : at + 2
    const last = dayMonth(tokens, next, end)
    const spread = tokens[at + 1]!.text === '-' && tokens[next + 1]?.text === '-'
    if (last !== null && first < last.day && (single === null || last.end > single.end) && !spread) {
      return { ...last, day: first, lastDay: last.day, lastMonth: null }
    }
  }
  if (single === null) return null
  // `30/7 và 31/7/2025`, `từ 30/6 đến 02/7/2025`.
  if (JOINTS.has(tokens[single.end]?.key ?? '') && tokens[single.end]!.text !== ',') {
    const next = tokens[single.end + 1]?.key === 'ngày' ? single.end + 2 : single.end + 1
    const last = dayMonth(tokens, next, end)
    if (last !== null && (last.month > single.month || (last.month === single.month && last.day > single.day)) &&
      (single.year === null || single.year === last.year) && last.month - single.month <= 1) {
      return {
        ...last,
        day: single.day,
        month: single.month,
        lastDay: last.day,
        lastMonth: last.month === single.month ? null : last.month
      }
    }
  }
  return { ...single, lastDay: null, lastMonth: null }
}
