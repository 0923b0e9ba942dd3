/**
 * Figures as Vietnamese readers write them: `49,687 tỷ đồng`, `68,7 %`, `165 người`, with the words that hedge them
 * (`ước trên …`). What is printed is never rounded, unless whoever prints asks for it.
 */
import { format } from './figures.js'
import type { Comparator } from './observations.js'

const steps: ReadonlyArray<readonly [number, string]> = [[1e9, 'tỷ'], [1e6, 'triệu']]

/** A value with its unit; money in tỷ or triệu where that says it no less exactly than the digits do. */
export function amountText (value: number, unit: string, digits = 3): string {
  if (unit !== 'VND') return `${format(value, digits)} ${unit}`
  const [step, word] = steps.find(([step]) => Math.abs(value) >= step) ?? [1, null]
  return word === null ? `${format(value, digits)} đồng` : `${format(value / step, digits)} ${word} đồng`
}

/** Words before a value, and words after it. */
const hedges: Readonly<Record<Comparator, readonly [before: string, after: string]>> = {
  eq: ['', ''],
  gt: ['trên ', ''],
  gte: ['', ' trở lên'],
  lt: ['dưới ', ''],
  lte: ['không quá ', ''],
  approx: ['khoảng ', '']
}

export interface Hedge { readonly comparator: Comparator, readonly estimate: boolean }

/** Whether a value was stated as less than certain. */
export const isHedged = ({ comparator, estimate }: Hedge): boolean => estimate || comparator !== 'eq'

/** A value as it would be printed, with its hedge. */
export function figureText (value: number, unit: string, { comparator, estimate }: Hedge, digits = 3): string {
  const [before, after] = hedges[comparator]
  return `${estimate ? 'ước ' : ''}${before}${amountText(value, unit, digits)}${after}`
}
