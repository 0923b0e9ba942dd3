/** Sources from the database, one statement a page. */
import { and, eq, gte, lte, sql, type SQL } from 'drizzle-orm'
import { selectSources } from '../db/claims.js'
import { changedSince, hasWords, inWards, is } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readPage, readRows, type Orders, type PageRequest } from '../db/keyset.js'
import { evidence, sources } from '../db/tables.js'

export interface SourceFilter {
  /** Null: whatever they speak of. */
  readonly wardIds: readonly string[] | null
  readonly meeting?: string | undefined
  readonly sha256?: string | undefined
  readonly publishedFrom?: string | undefined
  readonly publishedTo?: string | undefined
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
}

const orders = {
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof sources>

function conditionOf ({ wardIds, meeting, publishedFrom, publishedTo, ...filter }: SourceFilter): SQL | undefined {
  const speaksOf = and(inWards(evidence.wardId, wardIds), is(evidence.meetingId, meeting))
  return and(
    speaksOf && sql`${sources.id} in (select ${evidence.sourceId} from ${evidence} where ${speaksOf})`,
    is(sources.sha256, filter.sha256?.toLowerCase()),
    publishedFrom === undefined ? undefined : gte(sources.publishedOn, publishedFrom),
    publishedTo === undefined ? undefined : lte(sources.publishedOn, publishedTo),
    changedSince(sources.updatedAt, filter.updatedSince),
    hasWords(sources.search, filter.q)
  )
}

/** One page of sources. */
export const listSources = (db: Database, filter: SourceFilter, request: PageRequest) =>
  readPage(db, sources, conditionOf(filter), orders, request, page => selectSources(db, page))

/** One source; null where there is none of this id. */
export async function getSource (db: Database, id: string) {
  const [found] = await readRows(db, sources, eq(sources.id, id), ['id'], page => selectSources(db, page))
  return found ?? null
}
