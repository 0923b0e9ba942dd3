/** Reviews in the database: the queue of texts that wait for people, and one of them with all that it proposes. */
import { and, eq, gte, lte, sql } from 'drizzle-orm'
import { changedSince, inWards, is } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { exchanged, type Exchanged } from '../db/exchange.js'
import { jsonList } from '../db/json.js'
import { readOne, readPage, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { snapshot } from '../db/log.js'
import {
  citations, evidence, indicators, meetings, observations, officials, participants, resolutions, reviews, sources,
  tasks, units
} from '../db/tables.js'
import { extract } from '../extraction/extract.js'
import { labelOf, unplacedOf } from '../intake/telling.js'
import { settle } from '../writing/waiting.js'

export interface ReviewFilter {
  readonly state: 'open' | 'closed' | 'any'
  /** Null: whatever they are about. */
  readonly wardIds: readonly string[] | null
  readonly minConfidence?: number | undefined
  readonly maxConfidence?: number | undefined
  readonly updatedSince?: string | undefined
}

const orders = {
  createdAt: ['createdAt', 'sourceId'],
  '-createdAt': ['-createdAt', '-sourceId'],
  confidence: ['confidence', 'sourceId'],
  '-confidence': ['-confidence', '-sourceId'],
  '-updatedAt': ['-updatedAt', '-sourceId'],
  updatedAt: ['updatedAt', 'sourceId']
} as const satisfies Orders<typeof reviews>

const claimTables = {
  participant: [participants, evidence.participantId],
  citation: [citations, evidence.citationId],
  observation: [observations, evidence.observationId],
  task: [tasks, evidence.taskId]
} as const

/** How many claims that rest on a source nobody has confirmed. */
const openOf = (kind: keyof typeof claimTables, page: Page<typeof reviews>) => {
  const [table, column] = claimTables[kind]
  return sql<number>`(select count(distinct ${table.id})::int from ${evidence} inner join ${table}
    on ${table.wardId} = ${evidence.wardId} and ${table.id} = ${column}
    where ${evidence.sourceId} = ${page.sourceId} and ${evidence.wardId} = ${page.wardId}
      and ${table.status} = 'unverified')`
}

function selectReviews (db: Database, page: Page<typeof reviews>) {
  const candidates = db
    .select({
      list: jsonList<{ id: string, slug: string, name: string }>(
        { id: units.id, slug: units.slug, name: units.name }, { order: sql`${units.slug}` }).as('candidates')
    })
    .from(units).where(sql`${units.id} = any(${page.candidateIds})`).as('candidate')
  return db
    .select({
      source: {
        id: sources.id,
        title: sources.title,
        publisher: sources.publisher,
        publishedOn: sources.publishedOn,
        url: sources.url
      },
      state: page.state,
      ward: { id: units.id, slug: units.slug, name: units.name },
      candidates: candidates.list,
      meeting: { id: meetings.id, title: meetings.title, heldOn: meetings.heldOn },
      confidence: page.confidence,
      open: {
        meetings: sql<number>`(${meetings.status} = 'unverified' and exists (select from ${evidence}
          where ${evidence.wardId} = ${page.wardId} and ${evidence.meetingId} = ${page.meetingId}
            and ${evidence.sourceId} = ${page.sourceId} and ${evidence.property} is not null) is true)::int`,
        participants: openOf('participant', page),
        citations: openOf('citation', page),
        observations: openOf('observation', page),
        tasks: openOf('task', page)
      },
      closedAt: page.closedAt,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt,
      key: page.key,
      total: page.total
    })
    .from(page)
    .innerJoin(sources, eq(sources.id, page.sourceId))
    .leftJoin(units, eq(units.id, page.wardId))
    .leftJoin(meetings, and(eq(meetings.wardId, page.wardId), eq(meetings.id, page.meetingId)))
    .leftJoinLateral(candidates, sql`true`)
}

/** One page of the queue. */
export const listReviews = (
  db: Database, { state, wardIds, minConfidence, maxConfidence, updatedSince }: ReviewFilter, request: PageRequest
) => readPage(db, reviews, and(
  state === 'any' ? undefined : is(reviews.state, state),
  inWards(reviews.wardId, wardIds),
  minConfidence === undefined ? undefined : gte(reviews.confidence, minConfidence),
  maxConfidence === undefined ? undefined : lte(reviews.confidence, maxConfidence),
  changedSince(reviews.updatedAt, updatedSince)
), orders, request, page => selectReviews(db, page))

/** One text of the queue; null where it was never read. */
export async function getReview (db: Database, source: string) {
  return await readOne(db, reviews, eq(reviews.sourceId, source), page => selectReviews(db, page))
}

/** The text of a source, where the register keeps it. */
export async function getText (db: Database, source: string): Promise<string | null> {
  const [row] = await db.select({ text: sources.text }).from(sources).where(eq(sources.id, source))
  return row?.text ?? null
}

const findingKinds = ['meeting', 'participant', 'citation', 'observation', 'task'] as const

interface FoundRecord {
  readonly kind: typeof findingKinds[number]
  readonly id: string
  readonly record: Exchanged
}

/** The records that rest on a source, in the form in which they are also sent. */
async function recordsOn (db: Database, source: string, meetingId: string | null): Promise<FoundRecord[]> {
  const { rows } = await db.execute<{ kind: FoundRecord['kind'], id: string }>(sql`
    select distinct case when ${evidence.participantId} is not null then 'participant'
        when ${evidence.citationId} is not null then 'citation'
        when ${evidence.observationId} is not null then 'observation' else 'task' end as kind,
      coalesce(${evidence.participantId}, ${evidence.citationId}, ${evidence.observationId}, ${evidence.taskId}) as id
    from ${evidence} where ${evidence.sourceId} = ${source} and ${evidence.property} is null`)
  const wanted = [...rows, ...meetingId === null ? [] : [{ kind: 'meeting' as const, id: meetingId }]]
  const found: FoundRecord[] = []
  for (const kind of findingKinds) {
    const ids = wanted.filter(row => row.kind === kind).map(({ id }) => id)
    if (ids.length === 0) continue
    const records = await snapshot(db, kind, ids)
    for (const [id, { content }] of records) found.push({ kind, id, record: exchanged(kind, content) })
  }
  return found
}

/** Names of what records refer to, by id or code. */
async function namesOf (db: Database, records: readonly FoundRecord[]): Promise<Map<string, string>> {
  const of = (property: string) => [...new Set(records.flatMap(({ record }) =>
    typeof record[property] === 'string' ? [record[property]] : []))]
  const { rows } = await db.execute<{ id: string, name: string }>(sql`
    select id::text as id, name from ${officials} where id = any(${sql.param(of('official'))}::uuid[])
    union all select id::text, symbol from ${resolutions} where id = any(${sql.param(of('resolution'))}::uuid[])
    union all select code, name from ${indicators} where code = any(${sql.param(of('indicator'))}::text[])`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

interface Passage {
  readonly source: string
  readonly start: number
  readonly end: number
  readonly quote: string | null
  readonly property?: string | null
  readonly confidence: number
}

/** One text of the queue with all that it proposes, in the order of the text; null where it was never read. */
export async function getReviewDetail (db: Database, source: string) {
  const row = await getReview(db, source)
  if (row === null) return null
  const text = await getText(db, source)
  const records = await recordsOn(db, source, row.meeting?.id ?? null)
  const names = await namesOf(db, records)
  const all = records.map(({ kind, id, record }) => ({
    kind,
    id,
    status: record.status === 'unverified' ? 'open' as const : 'accepted' as const,
    label: labelOf(kind, record, names),
    record,
    passages: (record.evidence as Passage[]).filter(passage => passage.source === source)
      .map(({ start, end, quote, property = null, confidence }) =>
        ({ start, end, quote: quote ?? text?.slice(start, end) ?? null, property, confidence }))
  }))
  // A meeting that this text is no longer held to tell of is not told.
  const findings = all.filter(({ passages }) => passages.length > 0)
  findings.sort((a, b) => findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) ||
    (a.passages[0]?.start ?? 0) - (b.passages[0]?.start ?? 0) || (a.id < b.id ? -1 : 1))
  const unplaced = text === null || row.ward === null
    ? []
    : unplacedOf(extract(text, row.source), row.meeting !== null)
  // What people have placed since is a record like any other.
  const placed = findings.filter(({ kind }) => kind === 'observation').flatMap(({ passages }) => passages)
  const isPlaced = ({ kind, start, end }: typeof unplaced[number]) =>
    kind === 'indicator' && placed.some(passage => passage.start < end && start < passage.end)
  return { ...row, text, findings, unplaced: unplaced.filter(finding => !isPlaced(finding)) }
}

/** Notes where a review stands after a decision. */
export const settleReview = async (tx: Database, source: string, at: Date): Promise<void> =>
  await settle(tx, eq(reviews.sourceId, source), at)

/** Keeps others from deciding about a text until the transaction ends. */
export async function lockReview (tx: Database, source: string): Promise<void> {
  await tx.select({ id: reviews.sourceId }).from(reviews).where(eq(reviews.sourceId, source)).for('update')
}
