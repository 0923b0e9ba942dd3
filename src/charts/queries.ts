/** What a chart is drawn of, from the database by one statement. */
import { indicatorExists, readMatrix, type MatrixFilter, type MatrixRow } from '../db/comparison.js'
import type { Database } from '../db/connect.js'
import { figureText, isHedged } from '../domain/amounts.js'
import { cellsOf, columnsOf, textOf, type Series } from '../domain/cells.js'
import type { Period } from '../domain/periods.js'
import { parsePeriod } from '../domain/periods.js'

export { indicatorExists }

/** Wards of the matrix, and the columns that it has. */
export interface Read {
  readonly rows: readonly MatrixRow[]
  readonly periods: readonly Period[]
}

/** Reads as many wards as a chart has room for, and one more. */
export async function readFigures (db: Database, filter: MatrixFilter, most: number): Promise<Read> {
  const { rows } = await readMatrix(db, filter, { sort: 'name', limit: most + 1, after: null, total: false })
  return { rows, periods: columnsOf(rows[0]?.found.map(({ period }) => parsePeriod(period)!) ?? []) }
}

/** Periods of which one of the wards told a figure of the series. */
export const toldIn = ({ rows, periods }: Read, series: Series): Period[] => periods.filter(period => rows.some(
  row => cellsOf(row.figures, row.names, [period], series, foundOf(row)).some(({ choice, plan }) =>
    choice !== null || plan !== null)))

const nowhere = { exists: true, meetings: 0, figures: 0, unread: 0, checkedOn: null }

/** What is known of a ward; of a period that was put between others for the sake of the axis, nothing. */
const foundOf = ({ found }: MatrixRow) => ({
  get: (code: string) => found.find(({ period }) => period === code) ?? nowhere
}) as ReadonlyMap<string, typeof nowhere>

/** The points of a ward, one for each period. */
export const pointsOf = (row: MatrixRow, periods: readonly Period[], series: Series) => {
  const { unit } = row.indicator
  return cellsOf(row.figures, row.names, periods, series, foundOf(row)).map(({ period, choice, plan, missing }) => ({
    period,
    // What is told in another unit cannot stand on the same axis.
    value: choice?.chosen.unit == null ? choice?.chosen.value ?? null : null,
    text: choice === null ? null : textOf(choice.chosen, unit) ?? choice.chosen.valueText,
    hedged: choice !== null && isHedged(choice.chosen),
    plan: plan?.value ?? null,
    planText: plan === null ? null : figureText(plan.value, unit, { comparator: plan.comparator, estimate: false }),
    missing: missing?.name ?? null
  }))
}
