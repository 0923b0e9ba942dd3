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

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<number, Intl.NumberFormat>()

/** A number as Vietnamese texts write it, with so many decimals at most: `1.234,5`. */
export function format (value: number, digits = 3): string {
  const known = formats.get(digits) ?? new Intl.NumberFormat('vi-VN', { maximumFractionDigits: digits })
  formats.set(digits, known)
  return known.format(value)
}

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

/** Figures by what they have in common, in their order. */
export function by<F> (figures: readonly F[], keyOf: (figure: F) => string): Map<string, F[]> {
  const groups = new Map<string, F[]>()
  for (const figure of figures) {
    const key = keyOf(figure)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [figure])
    else group.push(figure)
  }
  return groups
}

/** What the plan and the parts of a figure have in common with it: no figure is held against another source's. */
const planOf = ({ sourceId, indicator, subject }: Figure) => `${sourceId}\n${indicator}\n${subject ?? ''}`
const whole = ({ sourceId, kind, period, subject }: Figure) =>
  `${sourceId}\n${kind}\n${period?.code ?? ''}\n${subject ?? ''}`

/**
 * Checks the figures that were reported together: each against its plan, its parts and its nature.
 * @returns the flags of each figure, in the order of the figures
 */
export function checkReport (figures: readonly Figure[], indicators: readonly FigureIndicator[]): FoundFlag[][] {
  const byPlan = by(figures, planOf)
  const byWhole = by(figures.filter(({ value }) => value !== null), whole)
  const partsOf = by(indicators.filter(({ partOf }) => partOf !== null), ({ partOf }) => partOf!)

  function ofPlan (figure: Figure): FoundFlag[] {
    const { value, target, percentOfTarget, comparator } = figure
    if (value === null || percentOfTarget === null) return []
    if (target !== null) return percentMismatch(value, target, percentOfTarget, comparator)
    if (figure.kind !== 'actual' || !total(figure)) return []
    const plan = byPlan.get(planOf(figure))!.find(other =>
      other.kind === 'target' && total(other) && within(figure.period, other.period))
    return plan?.value == null ? [] : percentMismatch(value, plan.value, percentOfTarget, comparator)
  }

  function ofParts (figure: Figure): FoundFlag[] {
    if (figure.value === null || !total(figure)) return []
    const near = byWhole.get(whole(figure))!
    // Each breakdown for itself: by age, by years of membership.
    const breakdowns = by(near.filter(other => other.indicator === figure.indicator && !total(other)),
      ({ dimensions }) => Object.keys(dimensions).sort().join(' '))
    const codes = partsOf.get(figure.indicator) ?? []
    const parts = codes.map(({ code }) => near.find(other => other.indicator === code && total(other)))
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

  return figures.map(figure => [...ofPlan(figure), ...ofParts(figure), ...ofShare(figure)])
}

/**
 * Holds figures about the same thing (see `about`) against each other.
 * @returns for each that another source contradicts the flag, in the order of the figures
 */
export function contradictions (figures: readonly Figure[]): Array<FoundFlag | null> {
  const [first] = figures.filter(({ value }) => value !== null)
  // Nearly always all agree, or only one reports.
  if (figures.every(({ value }) => value === null || equal(value, first!.value!))) return figures.map(() => null)
  return figures.map(figure => {
    const other = figures.find(other => other.sourceId !== figure.sourceId &&
      other.value !== null && figure.value !== null && !equal(other.value, figure.value))
    return other === undefined
      ? null
      : {
          code: 'conflicting-reports',
          message: `nguồn khác nêu ${format(other.value!)}, nguồn này ${format(figure.value!)}`
        }
  })
}

/**
 * Checks the figures of a ward against each other, in both ways.
 * @returns the flags of each figure, in the order of the figures
 */
export function checkFigures (figures: readonly Figure[], indicators: readonly FigureIndicator[]): FoundFlag[][] {
  const flags = new Map(checkReport(figures, indicators).map((found, at) => [figures[at]!, found]))
  for (const topic of by(figures, about).values()) {
    contradictions(topic).forEach((flag, at) => { if (flag !== null) flags.get(topic[at]!)!.push(flag) })
  }
  return figures.map(figure => flags.get(figure)!)
}
