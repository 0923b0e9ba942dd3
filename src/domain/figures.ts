/**
 * Arithmetic that the code can show about reported figures. What it finds becomes a flag beside the figure; a value is
 * never changed.
 */
import type { FlagCode } from './observations.js'
import type { Period } from './periods.js'

/** What a check needs to know of a figure. */
export interface Figure {
  readonly indicator: string
  readonly kind: 'actual' | 'target'
  readonly period: Period | null
  readonly subject: string | null
  readonly dimensions: Readonly<Record<string, string | number>>
  readonly sourceId: string
  readonly value: number | null
  readonly target: number | null
  readonly percentOfTarget: number | null
  readonly comparator: string
  readonly measuredOn: string | null
}

/** What a check needs to know of an indicator. */
export interface FigureIndicator { readonly code: string, readonly partOf: string | null }

export interface FoundFlag { readonly code: FlagCode, readonly message: string }

const format = (value: number, digits = 3) => value.toLocaleString('vi-VN', { maximumFractionDigits: digits })

/** Equal as decimals are: 0,1 + 0,2 is 0,3. */
const equal = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

/**
 * Half a unit of the last digit that was stated; a value that is only a bound is allowed one part in a hundred more.
 */
function tolerance (percent: number, comparator: string): number {
  return 0.5 * 10 ** -decimalsOf(percent) + (comparator === 'eq' ? 0 : Math.abs(percent) / 100)
}

const decimalsOf = (value: number) => String(value).split('.')[1]?.length ?? 0

function percentMismatch (value: number, target: number, percent: number, comparator: string): FoundFlag[] {
  const computed = value / target * 100
  if (target === 0 || Math.abs(computed - percent) <= tolerance(percent, comparator)) return []
  const exact = format(computed, Math.max(1, decimalsOf(percent)))
  return [{
    code: 'percent-mismatch',
    message: `${format(value)} ÷ ${format(target)} = ${exact} %, nguồn nêu ${format(percent)} %`
  }]
}

const total = (figure: Figure) => Object.keys(figure.dimensions).length === 0
/** What a figure is about: two figures with the same answer report the same. */
export const about = ({ indicator, kind, period, subject, dimensions, measuredOn }: Omit<Figure, 'value'>): string =>
  JSON.stringify([indicator, kind, period?.code ?? measuredOn, subject, Object.entries(dimensions).sort()])
const within = (inner: Period | null, outer: Period | null) =>
  inner !== null && outer !== null && outer.from <= inner.from && inner.to <= outer.to

/**
 * Checks the figures of a ward against each other.
 * @returns the flags of each figure, in the order of the figures
 */
export function checkFigures (figures: readonly Figure[], indicators: readonly FigureIndicator[]): FoundFlag[][] {
  const partsOf = (code: string) => indicators.filter(indicator => indicator.partOf === code).map(({ code }) => code)
  const sameSource = (figure: Figure) => figures.filter(other => other.sourceId === figure.sourceId)

  function ofPlan (figure: Figure): FoundFlag[] {
    const { value, target, percentOfTarget, comparator } = figure
    if (value === null || percentOfTarget === null) return []
    if (target !== null) return percentMismatch(value, target, percentOfTarget, comparator)
    const plan = sameSource(figure).find(other =>
      other.kind === 'target' && figure.kind === 'actual' && other.indicator === figure.indicator &&
      other.subject === figure.subject && total(other) && total(figure) && within(figure.period, other.period))
    return plan?.value == null ? [] : percentMismatch(value, plan.value, percentOfTarget, comparator)
  }

  function ofParts (figure: Figure): FoundFlag[] {
    if (figure.value === null || !total(figure)) return []
    const near = sameSource(figure).filter(other => other.value !== null &&
      other.kind === figure.kind && other.period?.code === figure.period?.code && other.subject === figure.subject)
    // Each breakdown for itself: by age, by years of membership.
    const breakdowns = new Map<string, Figure[]>()
    for (const other of near.filter(other => other.indicator === figure.indicator && !total(other))) {
      const dimensions = Object.keys(other.dimensions).sort().join(' ')
      breakdowns.set(dimensions, [...breakdowns.get(dimensions) ?? [], other])
    }
    const codes = partsOf(figure.indicator)
    const parts = codes.map(code => near.find(other => other.indicator === code && total(other)))
    const complete = codes.length > 0 && parts.every(part => part !== undefined) ? parts as Figure[] : []
    return [...breakdowns.values(), complete].flatMap(list => {
      const sum = list.reduce((sum, part) => sum + part.value!, 0)
      // A single class is no breakdown, unless it is more than the whole.
      if (list.length === 0 || equal(sum, figure.value!) || (list.length === 1 && sum < figure.value!)) return []
      const terms = list.map(part => format(part.value!)).join(' + ')
      return [{ code: 'sum-mismatch' as const, message: `${format(figure.value!)} ≠ ${terms}` }]
    })
  }

  function ofShare ({ indicator, value }: Figure): FoundFlag[] {
    return value !== null && value > 100 && /-(share|turnout)$/.test(indicator)
      ? [{ code: 'share-above-100', message: `${format(value)} % > 100 %` }]
      : []
  }

  function ofReports (figure: Figure): FoundFlag[] {
    const other = figures.find(other => other.sourceId !== figure.sourceId && about(other) === about(figure) &&
      other.value !== null && figure.value !== null && !equal(other.value, figure.value))
    return other === undefined
      ? []
      : [{
          code: 'conflicting-reports',
          message: `nguồn khác nêu ${format(other.value!)}, nguồn này ${format(figure.value!)}`
        }]
  }

  return figures.map(figure => [...ofPlan(figure), ...ofParts(figure), ...ofShare(figure), ...ofReports(figure)])
}
