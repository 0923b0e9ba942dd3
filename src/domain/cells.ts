/**
 * The cells of a row of a matrix: of the figures that a ward told, the one that stands for each period, its plan and
 * the share of it, and what else was told. Figures are never added up, and a cell has only figures of exactly its
 * period.
 */
import { figureText } from './amounts.js'
import { choose, isOfWard, type Choice, type Report } from './choice.js'
import { gaps, stateOf, type Found } from './coverage.js'
import type { Comparator } from './observations.js'
import { byTime, formOf, type Period } from './periods.js'
import { fold } from './text.js'
import type { Term } from './vocabulary.js'

/** A figure as cells are made of it. */
export interface Figure extends Omit<Report, 'reportedOn'> {
  readonly kind: 'actual' | 'target'
  readonly period: Period
  readonly subject: string | null
  readonly dimensions: Readonly<Record<string, string | number>>
  readonly target: number | null
  readonly percentOfTarget: number | null
  readonly comparator: Comparator
  readonly measuredOn: string | null
  readonly meeting: { readonly heldOn: string } | null
  readonly source: { readonly publishedOn: string | null } | null
}

/** Which figures a matrix is of, where it is not the ward's total. */
export interface Series {
  readonly subject?: string | undefined
  /** `{}`: the total. */
  readonly dimensions: Readonly<Record<string, string>>
}

/** What there was to be reached, and how much of it was. */
export interface Plan {
  readonly value: number
  readonly comparator: Comparator
  /** `stated`: beside the value; `reported`: as a figure of its own, for exactly this period. */
  readonly origin: 'stated' | 'reported'
  readonly observation: string
}
export interface Share { readonly percent: number, readonly origin: 'reported' | 'computed' }

export interface Cell<F extends Figure> {
  readonly period: Period
  readonly choice: Choice<F & Report> | null
  readonly plan: Plan | null
  readonly share: Share | null
  /** Why there is no figure; null where there is one. */
  readonly missing: Term | null
}

const dated = <F extends Figure>(figure: F): F & Report => ({
  ...figure, reportedOn: figure.meeting?.heldOn ?? figure.source?.publishedOn ?? figure.measuredOn
})

const isOfClass = ({ dimensions }: Figure, asked: Series['dimensions']) =>
  Object.keys(dimensions).length === Object.keys(asked).length &&
  Object.entries(asked).every(([name, value]) => String(dimensions[name]) === value)

/** Whether a figure is of the series that is asked for. */
const isIn = (series: Series, names: readonly string[]) => (figure: Figure): boolean =>
  isOfClass(figure, series.dimensions) && (series.subject === undefined
    ? isOfWard(figure.subject, names)
    : figure.subject !== null && fold(figure.subject) === fold(series.subject))

/** To one decimal, as shares are printed. */
const rounded = (percent: number) => Math.round(percent * 10) / 10

function planOf (chosen: Figure | undefined, targets: readonly Figure[]): Plan | null {
  if (chosen?.target != null) {
    return { value: chosen.target, comparator: 'eq', origin: 'stated', observation: chosen.id }
  }
  const target = choose(targets.map(dated))?.chosen
  if (target?.value == null) return null
  return { value: target.value, comparator: target.comparator, origin: 'reported', observation: target.id }
}

function shareOf (chosen: Figure | undefined, plan: Plan | null, targetUnit: string | null): Share | null {
  if (chosen === undefined) return null
  if (chosen.percentOfTarget !== null) return { percent: chosen.percentOfTarget, origin: 'reported' }
  if (chosen.value === null || plan === null || plan.value === 0 || chosen.unit !== targetUnit) return null
  return { percent: rounded(chosen.value / plan.value * 100), origin: 'computed' }
}

/** The columns of a matrix, in the order of time. */
export const columnsOf = (periods: readonly Period[], form?: string): Period[] =>
  periods.filter(period => form === undefined || formOf(period) === form).toSorted(byTime)

/** The cells of a ward, one for each period. */
export function cellsOf<F extends Figure> (
  figures: readonly F[], names: readonly string[], periods: readonly Period[], series: Series,
  found: ReadonlyMap<string, Found>
): Array<Cell<F>> {
  const own = figures.filter(isIn(series, names))
  return periods.map(period => {
    const ofPeriod = own.filter(figure => figure.period.code === period.code)
    const choice = choose(ofPeriod.filter(({ kind }) => kind === 'actual').map(dated))
    const targets = ofPeriod.filter(({ kind }) => kind === 'target')
    const plan = planOf(choice?.chosen, targets)
    const targetUnit = plan?.origin === 'reported'
      ? targets.find(({ id }) => id === plan.observation)!.unit
      : choice?.chosen.unit ?? null
    const state = choice === null ? stateOf(found.get(period.code)!) : null
    const gap = state === 'reported' ? 'not-in-report' : state
    const missing = gap === null ? null : gaps.find(({ code }) => code === gap)!
    return {
      period,
      choice,
      plan,
      share: shareOf(choice?.chosen, plan, targetUnit),
      missing: missing === null ? null : { code: missing.code, name: missing.name, nameEn: missing.nameEn }
    }
  })
}

/** Other series that a ward told of the same indicator in the periods of the matrix: of parts of it, and of classes. */
export function otherSeries (
  figures: readonly Figure[], names: readonly string[], periods: readonly Period[], series: Series
) {
  const asked = new Set(periods.map(({ code }) => code))
  const other = figures.filter(({ period, kind }) => kind === 'actual' && asked.has(period.code))
    .filter(figure => !isIn(series, names)(figure))
  const keyOf = ({ subject, dimensions }: Figure) => JSON.stringify([subject, Object.entries(dimensions).sort()])
  return [...new Map(other.map(figure => [keyOf(figure), figure])).entries()].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([key, { subject, dimensions }]) => ({
      subject,
      dimensions,
      periods: columnsOf([...new Map(other.filter(figure => keyOf(figure) === key)
        .map(({ period }) => [period.code, period])).values()]).map(({ code }) => code)
    }))
}

/** The value of a figure as it would be printed; null where it has no number. */
export const textOf = ({ value, unit, ...hedge }: Figure, ofIndicator: string): string | null =>
  value === null ? null : figureText(value, unit ?? ofIndicator, hedge)
