/** Sources from the database, one statement a page. */
import { and, eq, gte, lte, sql, type SQL } from 'drizzle-orm'
import { selectSources } from '../db/claims.js'
import { changedSince, foundFirst, hasWords, inWards, is, ofMeeting } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, type Orders, type PageRequest } from '../db/keyset.js'
import { citations, evidence, meetings, observations, participants, sources, tasks, units } from '../db/tables.js'

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

/** Of more wards than this (a province) so much is known that the newest sources soon turn out to speak of them. */
const FEW_WARDS = 20

/** Sources that speak of wards, or of a meeting. */
function speakOf ({ wardIds, meeting }: SourceFilter): SQL | undefined {
  const told = and(inWards(evidence.wardId, wardIds), ofMeeting(evidence, meeting))
  if (told === undefined) return undefined
  const isFew = meeting !== undefined || wardIds!.length <= FEW_WARDS
  return isFew
    ? foundFirst(sources.id, sql`select distinct ${evidence.sourceId} from ${evidence} where ${told}`)
    : sql`${sources.id} in (select ${evidence.sourceId} from ${evidence} where ${told})`
}

function conditionOf ({ publishedFrom, publishedTo, ...filter }: SourceFilter): SQL | undefined {
  return and(
    speakOf(filter),
    is(sources.sha256, filter.sha256?.toLowerCase()),
    publishedFrom === undefined ? undefined : gte(sources.publishedOn, publishedFrom),
    publishedTo === undefined ? undefined : lte(sources.publishedOn, publishedTo),
    changedSince(sources.updatedAt, filter.updatedSince),
    hasWords(sources.search, filter.q)
  )
}

/** One page of sources. */
export const listSources = (db: Database, filter: SourceFilter, request: PageRequest) =>
  readPage(db, sources, conditionOf(filter), orders, request, (page, db) => selectSources(db, page), 'all')

/** One source; null where there is none of this id. */
export async function getSource (db: Database, id: string) {
  const found = await readOne(db, sources, eq(sources.id, id), (page, db) => selectSources(db, page), 'all')
  return found?.parse() ?? null
}

/** As many passages of one source are told at once. */
const MOST_PASSAGES = 10_000

interface PassageRow {
  kind: 'meeting' | 'participant' | 'citation' | 'observation' | 'task'
  id: string
  property: string | null
  ward: { id: string, slug: string, name: string }
  start: number
  end: number
  quote: string | null
}

/** Where each kind of claim says whether a person has confirmed it. */
const statusOfClaim = sql.join(([
  [evidence.participantId, participants], [evidence.citationId, citations], [evidence.observationId, observations],
  [evidence.taskId, tasks]
] as const).map(([column, table]) => sql`when ${column} is not null then (select status from ${table}
  where ${table.wardId} = ${evidence.wardId} and ${table.id} = ${column})`), sql` `)

/** The digest of a source's text, and the passages on which confirmed records rest; null where there is no source. */
export async function getPassages (db: Database, id: string) {
  const { rows } = await db.execute<{ sha256: string, total: number, passages: PassageRow[] }>(sql`
    with passage as (
      select ${evidence.start} as start_at, ${evidence.end} as end_at, ${evidence.id} as id, json_build_object(
        'kind', case when ${evidence.participantId} is not null then 'participant'
          when ${evidence.citationId} is not null then 'citation'
          when ${evidence.observationId} is not null then 'observation'
          when ${evidence.taskId} is not null then 'task' else 'meeting' end,
        'id', coalesce(${evidence.participantId}, ${evidence.citationId}, ${evidence.observationId}, ${evidence.taskId},
          ${evidence.meetingId}),
        'property', ${evidence.property},
        'ward', json_build_object('id', ${units.id}, 'slug', ${units.slug}, 'name', ${units.name}),
        'start', ${evidence.start}, 'end', ${evidence.end}, 'quote', ${evidence.quote}) as row
      from ${evidence} inner join ${units} on ${units.id} = ${evidence.wardId}
      where ${evidence.sourceId} = ${id} and 'verified' = case ${statusOfClaim} else (
        select status from ${meetings}
        where ${meetings.wardId} = ${evidence.wardId} and ${meetings.id} = ${evidence.meetingId}) end)
    select ${sources.sha256} as sha256, (select count(*)::int from passage) as total,
      coalesce((select json_agg(row order by start_at, end_at, id) from (
        select * from passage order by start_at, end_at, id limit ${MOST_PASSAGES}) as first), '[]') as passages
    from ${sources} where ${sources.id} = ${id}`)
  return rows[0] ?? null
}
