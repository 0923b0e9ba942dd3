/** Comparisons from the database, one statement a page: the matrix with its cells made. */
import { indicatorExists, readMatrix, type FigureRow, type MatrixFilter, type MatrixRow } from '../db/comparison.js'
import type { Database } from '../db/connect.js'
import type { PageOf, PageRequest } from '../db/keyset.js'
import { figureText } from '../domain/amounts.js'
import { cellsOf, columnsOf, otherSeries, textOf, type Cell, type Series } from '../domain/cells.js'
import type { Report } from '../domain/choice.js'
import { parsePeriod } from '../domain/periods.js'

export { indicatorExists }

/** Which cells are made of the figures that are read. */
export interface Wanted {
  /** Only periods of this form. */
  readonly granularity?: string | undefined
  readonly series: Series
}

const addressOf = (id: string) => `/v1/observations/${id}`

/** A report as a cell shows it. */
const shown = (figure: FigureRow & Report, unit: string) => ({
  value: figure.value,
  valueText: figure.valueText,
  unit: figure.unit ?? unit,
  text: textOf(figure, unit),
  comparator: figure.comparator,
  estimate: figure.estimate,
  flags: figure.flags,
  status: figure.status,
  reportedOn: figure.reportedOn,
  meeting: figure.meeting,
  source: figure.source,
  observation: figure.id,
  evidence: addressOf(figure.id)
})

const cellOf = ({ period, choice, plan, share, missing }: Cell<FigureRow>, unit: string) => ({
  period,
  figure: choice === null ? null : shown(choice.chosen, unit),
  plan: plan === null
    ? null
    : {
        value: plan.value,
        text: figureText(plan.value, unit, { comparator: plan.comparator, estimate: false }),
        comparator: plan.comparator,
        origin: plan.origin,
        evidence: addressOf(plan.observation)
      },
  share,
  because: choice?.because ?? null,
  others: choice?.others.map(({ report, because }) => ({ ...shown(report, unit), because })) ?? [],
  missing
})

function rowOf ({ ward, names, indicator, figures, found }: MatrixRow, { granularity, series }: Wanted) {
  const periods = columnsOf(found.map(({ period }) => parsePeriod(period)!), granularity)
  const known = new Map(found.map(one => [one.period, one]))
  return {
    ward,
    indicator,
    cells: cellsOf(figures, names, periods, series, known).map(cell => cellOf(cell, indicator.unit)),
    otherSeries: otherSeries(figures, names, periods, series)
  }
}

/** One page of a comparison. */
export async function compare (db: Database, filter: MatrixFilter, wanted: Wanted, request: PageRequest) {
  const page = await readMatrix(db, filter, request)
  return { ...page, rows: page.rows.map(row => rowOf(row, wanted)) } satisfies PageOf<object>
}
