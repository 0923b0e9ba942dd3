/**
 * Several periods as one parameter: codes with commas, and ranges (`2021..2025`, `2023-Q1..2024-Q4`), in the order of
 * time, each once; and the days between which periods are taken where none are named.
 */
import { byTime, formOf, periodForms, periodsBetween, type Period } from '../domain/periods.js'
import { choiceParameter, dayParameter, wordParameter } from './parameters.js'
import { badParameter } from './problems.js'
import { daysFrom, periodFrom } from './scope.js'

/** As many columns a matrix has at most. */
export const MOST_PERIODS = 60

export const periodsParameter = (what: string, example: string) => wordParameter(
  `${what}: codes with commas, and ranges such as \`2021..2025\` or \`2023-Q1..2024-Q4\`; at most ${MOST_PERIODS}`,
  example, 1000)

/** The periods of a matrix: those that are named, or those of which something was told. */
export const columnParameters = {
  periods: periodsParameter(
    'The periods of the columns; all of which a figure was told where it is left out', '2021..2023'),
  granularity: choiceParameter(periodForms.map(form => form.code),
    'Only periods of this form: a code of the `periods` vocabulary', 'year'),
  from: dayParameter('Only periods that begin on this day or later', '2021-01-01'),
  to: dayParameter('Only periods that end on this day or earlier', '2025-12-31')
}

const tooManyPeriods = (parameter: string, count: number) => badParameter(parameter, {
  en: `${count} periods are too many: a matrix has ${MOST_PERIODS} at most. Name fewer.`,
  vi: `${count} kỳ là quá nhiều: một bảng có nhiều nhất ${MOST_PERIODS} kỳ. Hãy nêu ít kỳ hơn.`
})

function rangeFrom (parameter: string, part: string): Period[] {
  const [first, last, ...rest] = part.split('..')
  if (last === undefined || rest.length > 0) return [periodFrom(parameter, part)!]
  const [from, to] = [periodFrom(parameter, first)!, periodFrom(parameter, last)!]
  const between = periodsBetween(from, to)
  if (between === null) {
    throw badParameter(parameter, {
      en: `${part} is no range: both ends must be years, halves, quarters or months alike.`,
      vi: `${part} không phải là khoảng kỳ: hai đầu phải cùng là năm, nửa năm, quý hoặc tháng.`
    })
  }
  if (between.length === 0) {
    throw badParameter(parameter, {
      en: `${part} runs backwards: ${first} is after ${last}.`, vi: `${part} đi ngược: ${first} sau ${last}.`
    })
  }
  return between
}

/** Periods given as a parameter; undefined where it was not given. */
export function periodsFrom (parameter: string, text: string | undefined): Period[] | undefined {
  if (text === undefined) return undefined
  const found = new Map(text.split(',').flatMap(part => rangeFrom(parameter, part.trim()))
    .map(period => [period.code, period]))
  if (found.size > MOST_PERIODS) throw tooManyPeriods(parameter, found.size)
  return [...found.values()].sort(byTime)
}

interface Columns {
  readonly periods?: string | undefined
  readonly granularity?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** The columns that are asked for; null where they are those of which something was told. */
export function columnsFrom ({ periods, granularity, from, to }: Columns): Period[] | null {
  daysFrom({ from, to })
  const named = periodsFrom('periods', periods)
  return named?.filter(period => (granularity === undefined || formOf(period) === granularity) &&
    (from === undefined || period.from >= from) && (to === undefined || period.to <= to)) ?? null
}

/** @throws Problem where a matrix has more columns than one has at most */
export function demandColumns (count: number): void {
  if (count > MOST_PERIODS) throw tooManyPeriods('periods', count)
}
