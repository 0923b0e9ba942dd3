/** Citations from the database, one statement a page. */
import { and, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { selectCitations } from '../db/claims.js'
import { changedSince, cites, hasStatus, hasWords, inWards, is, ofMeeting, type Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, type Orders, type PageRequest } from '../db/keyset.js'
import { conditionFor } from '../db/parted.js'
import { citations, resolutions } from '../db/tables.js'

export interface CitationFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  /** Id or symbol. */
  readonly resolution?: string | undefined
  readonly resolved?: boolean | undefined
  readonly meeting?: string | undefined
  readonly agrees?: boolean | undefined
  readonly status: Status
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
}

const orders = {
  meeting: ['wardId', 'meetingId', 'position', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof citations>

function conditionOf (filter: CitationFilter): SQL | undefined {
  const { resolved } = filter
  return and(
    inWards(citations.wardId, filter.wardIds),
    filter.resolution === undefined ? undefined : cites(filter.resolution),
    resolved === undefined ? undefined : resolved ? isNotNull(citations.resolutionId) : isNull(citations.resolutionId),
    ofMeeting(citations, filter.meeting),
    is(citations.agrees, filter.agrees),
    hasStatus(citations.status, filter.status),
    changedSince(citations.updatedAt, filter.updatedSince),
    hasWords(citations.search, filter.q)
  )
}

/** One page of citations. */
export const listCitations = (db: Database, filter: CitationFilter, request: PageRequest) =>
  readPage(db, citations, conditionFor(filter, conditionOf), orders, request,
    (page, db) => selectCitations(db, page), 'all', filter.wardIds)

/** One citation; null where there is none of this id. */
export async function getCitation (db: Database, id: string) {
  const found = await readOne(
    db, citations, eq(citations.id, id), (page, db) => selectCitations(db, page), 'all')
  return found?.parse() ?? null
}

/** Whether the register knows a document; asked only where no citation was found. */
export async function resolutionExists (db: Database, id: string): Promise<boolean> {
  return (await db.select({ id: resolutions.id }).from(resolutions).where(eq(resolutions.id, id))).length > 0
}
