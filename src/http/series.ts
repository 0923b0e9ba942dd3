/** What a matrix or a picture of figures is of, read from its parameters: wards, periods, subject and class. */
import type { FastifyRequest } from 'fastify'
import type { MatrixFilter } from '../db/comparison.js'
import type { Series } from '../domain/cells.js'
import type { Period } from '../domain/periods.js'
import { badParameter } from './problems.js'
import type { Lineage } from './parameters.js'
import { wardsFrom } from './scope.js'

interface MatrixQuery {
  readonly wards?: string | undefined
  readonly province?: string | undefined
  readonly lineage?: Lineage | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly status?: MatrixFilter['status'] | undefined
}

/** The part of the matrix that is asked for; codes of wards mean their holders in the periods. */
export async function matrixFilterFrom (
  request: FastifyRequest, indicator: string, query: MatrixQuery, periods: Period[] | null
): Promise<MatrixFilter> {
  const days = spanOf(periods) ?? (query.from === undefined && query.to === undefined
    ? undefined
    : { from: query.from ?? '0001-01-01', to: query.to ?? '9999-12-31' })
  return {
    wardIds: await wardsFrom(request, query, days),
    rows: query.wards !== undefined ? 'all' : query.province !== undefined ? 'existing' : 'telling',
    indicator,
    periods,
    from: query.from,
    to: query.to,
    status: query.status ?? 'verified'
  }
}

/** All days of periods, from the first to the last. */
export const spanOf = (periods: readonly Period[] | null) => periods === null || periods.length === 0
  ? undefined
  : { from: periods.map(({ from }) => from).sort()[0]!, to: periods.map(({ to }) => to).sort().at(-1)! }

/** The series that is asked for; that of the wards themselves, and the total, where nothing is said. */
export const seriesFrom = (
  { subject, dimensions }: { subject?: string | undefined, dimensions?: string | undefined }
): Series => ({
  subject,
  dimensions: Object.fromEntries((dimensions?.split(',') ?? []).map(pair => pair.split(':') as [string, string]))
})

/** A code that the catalogue does not have is a mistake, not a figure that nobody reported. */
export const unknownIndicator = (code: string) => badParameter('indicator', {
  en: `No indicator is known as '${code}': see /v1/indicators.`,
  vi: `Không có chỉ tiêu nào là '${code}': xem /v1/indicators.`
})
