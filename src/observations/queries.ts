/** Reported figures from the database, one statement a page. */
import { and, between, eq, sql, type SQL } from 'drizzle-orm'
import { selectObservations } from '../db/claims.js'
import { among, changedSince, hasStatus, inWards, is, isCurrent, type Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readPage, readRows, type Orders, type PageRequest } from '../db/keyset.js'
import { indicators, observations } from '../db/tables.js'
import type { Period } from '../domain/periods.js'

export interface ObservationFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly indicators?: readonly string[] | undefined
  readonly period?: Period | undefined
  readonly within?: Period | undefined
  readonly meeting?: string | undefined
  readonly kind?: string | undefined
  readonly flagged?: boolean | undefined
  readonly status: Status
  readonly updatedSince?: string | undefined
}

const orders = {
  '-period': ['-periodTo', 'position', 'id'],
  period: ['periodTo', 'position', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof observations>

function conditionOf ({ wardIds, within, flagged, ...filter }: ObservationFilter): SQL | undefined {
  return and(
    inWards(observations.wardId, wardIds),
    among(observations.indicator, filter.indicators),
    filter.period && and(eq(observations.period, filter.period), eq(observations.periodTo, filter.period.to)),
    within && between(observations.periodTo, within.from, within.to),
    within && between(observations.periodFrom, within.from, within.to),
    is(observations.meetingId, filter.meeting),
    is(observations.kind, filter.kind),
    flagged === undefined ? undefined : sql`(${observations.flags} <> '[]'::jsonb) = ${flagged}`,
    hasStatus(observations.status, filter.status),
    changedSince(observations.updatedAt, filter.updatedSince),
    isCurrent(observations)
  )
}

/** One page of figures. */
export const listObservations = (db: Database, filter: ObservationFilter, request: PageRequest) =>
  readPage(db, observations, conditionOf(filter), orders, request, page => selectObservations(db, page))

/** One figure, also where a newer report took its place; null where there is none of this id. */
export async function getObservation (db: Database, id: string) {
  const [found] = await readRows(
    db, observations, eq(observations.id, id), ['id'], page => selectObservations(db, page)
  )
  return found ?? null
}

/** Those codes that the catalogue does not have; asked only where no figure was found. */
export async function unknownIndicators (db: Database, codes: readonly string[]): Promise<string[]> {
  const known = await db.select({ code: indicators.code }).from(indicators).where(among(indicators.code, codes))
  return codes.filter(code => !known.some(indicator => indicator.code === code))
}
