/** Reported figures from the database, one statement a page. */
import { and, eq, not, or, sql, type SQL } from 'drizzle-orm'
import { selectObservations } from '../db/claims.js'
import {
  among, changedSince, hasStatus, inWards, is, isCurrent, isFlagged, ofMeeting, type Status
} from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { inPeriods, unknownIndicators } from '../db/figures.js'
import { readOne, readPage, type Orders, type PageRequest } from '../db/keyset.js'
import { conditionFor } from '../db/parted.js'
import { observations } from '../db/tables.js'
import type { Period } from '../domain/periods.js'

export { unknownIndicators }

export interface ObservationFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly indicators?: readonly string[] | undefined
  readonly period?: Period | undefined
  readonly within?: Period | undefined
  readonly meeting?: string | undefined
  readonly kind?: string | undefined
  readonly flagged?: boolean | undefined
  /** Codes of flags, one of which it carries. */
  readonly flags?: readonly string[] | undefined
  readonly status: Status
  readonly updatedSince?: string | undefined
}

const orders = {
  '-period': ['-periodTo', 'position', 'id'],
  period: ['periodTo', 'position', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof observations>

/** Figures that carry a flag. */
const carries = (code: string): SQL => sql`${observations.flags} @> ${JSON.stringify([{ code }])}::jsonb`

function conditionOf ({ wardIds, flagged, flags, ...filter }: ObservationFilter): SQL | undefined {
  return and(
    inWards(observations.wardId, wardIds),
    among(observations.indicator, filter.indicators),
    inPeriods(filter),
    ofMeeting(observations, filter.meeting),
    is(observations.kind, filter.kind),
    flagged === true || flags !== undefined ? isFlagged(observations.flags) : undefined,
    flagged === false ? not(isFlagged(observations.flags)) : undefined,
    flags && or(...flags.map(carries)),
    hasStatus(observations.status, filter.status),
    changedSince(observations.updatedAt, filter.updatedSince),
    isCurrent(observations)
  )
}

/** One page of figures. */
export const listObservations = (db: Database, filter: ObservationFilter, request: PageRequest) =>
  readPage(db, observations, conditionFor(filter, conditionOf), orders, request,
    (page, db) => selectObservations(db, page), 'all', filter.wardIds)

/** One figure, also where a newer report took its place; null where there is none of this id. */
export async function getObservation (db: Database, id: string) {
  const found = await readOne(
    db, observations, eq(observations.id, id), (page, db) => selectObservations(db, page), 'all')
  return found?.parse() ?? null
}
