/**
 * Meetings from the database: the core query (one statement), one meeting, and what `include` adds (one statement
 * each).
 */
import { and, between, eq, isNotNull, or, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import {
  evidenceShape, selectCitations, selectObservations, selectParticipants, selectSourcesOfMeetings, selectTasks, wardOf,
  type EvidenceRow, type NamedRow
} from '../db/claims.js'
import {
  among, changedSince, cites, foundFirst, hasStatus, hasWords, inWards, isCurrent, isPerson, mayBeNamed, type Offices,
  type Status, type View
} from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import type { Days } from '../db/directory.js'
import { jsonList, jsonRow, type JsonText } from '../db/json.js'
import { readPage, readRows, selectionOf, type Orders, type Page, type PageOf, type PageRequest } from '../db/keyset.js'
import { conditionFor, parted } from '../db/parted.js'
import { ask } from '../db/statements.js'
import {
  citations, evidence, meetings, observations, officials, organisations, participants, sources, tasks
} from '../db/tables.js'
import type { Period } from '../domain/periods.js'

export interface MeetingFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly days?: Days | undefined
  readonly reviews?: Period | undefined
  readonly plans?: Period | undefined
  readonly types?: readonly string[] | undefined
  readonly official?: string | undefined
  readonly organisation?: string | undefined
  /** Id or symbol. */
  readonly resolution?: string | undefined
  readonly view: View
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
}

export type MeetingInclude = 'participants' | 'resolutions' | 'observations' | 'tasks' | 'sources' | 'evidence'

const orders = {
  '-heldOn': ['-heldOn', '-id'],
  heldOn: ['heldOn', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof meetings>

/** A condition on something that hangs on the meeting. */
const has = (table: typeof participants | typeof citations, { status }: View, condition: SQL) => sql`exists (
  select from ${table} where ${table.wardId} = ${meetings.wardId} and ${table.meetingId} = ${meetings.id}
  and ${and(hasStatus(table.status, status), condition)})`

/** A person who is not to be named is not to be found either. */
const tookPart = (official: string, offices: Offices): SQL => sql`${participants.officialId} in
  (select ${officials.id} from ${officials} where ${and(isPerson(official), mayBeNamed(offices))})`

/** The meetings that an organisation held, that were held with it, or in which somebody of it took part. */
function idsOfOrganisation (organisation: string, { wardIds, view: { status } }: MeetingFilter): SQL {
  const held = (by: AnyColumn) =>
    sql`select ${meetings.id} from ${meetings} where ${and(eq(by, organisation), inWards(meetings.wardId, wardIds))}`
  const tookPart = and(
    sql`${participants.organisationIds} @> array[${organisation}]::uuid[]`,
    inWards(participants.wardId, wardIds),
    hasStatus(participants.status, status))
  return sql`${held(meetings.hostId)} union all ${held(meetings.counterpartId)}
    union all select ${participants.meetingId} from ${participants} where ${tookPart}`
}

const listOf = (types: readonly string[]) => sql`${sql.param([...types])}::text[]`
const isOneOf = (type: AnyColumn, types: readonly string[]) => sql`${type} = any(${listOf(types)})`
const isAlso = (types: readonly string[]) => sql`${meetings.alsoTypes} && ${listOf(types)}`

/**
 * Over the whole country each type is looked for in its own index, since some types hardly ever occur; then meetings
 * that have one of them as a further type.
 */
function waysOf ({ types, wardIds }: MeetingFilter): SQL[] | undefined {
  if (types === undefined || wardIds !== null) return undefined
  const also = sql`cardinality(${meetings.alsoTypes}) > 0 and ${isAlso(types)} and not ${isOneOf(meetings.type, types)}`
  return [...[...new Set(types)].map(type => sql`${meetings.type} = ${type}`), also]
}

function conditionOf (filter: MeetingFilter): SQL | undefined {
  const { days, reviews, plans, types, official, organisation, resolution } = filter
  return and(
    inWards(meetings.wardId, filter.wardIds),
    days && between(meetings.heldOn, days.from, days.to),
    reviews && eq(meetings.reviews, reviews),
    plans && eq(meetings.plans, plans),
    types && or(isOneOf(meetings.type, types), isAlso(types)),
    official === undefined ? undefined : has(participants, filter.view, tookPart(official, filter.view.offices)),
    organisation === undefined ? undefined : foundFirst(meetings.id, idsOfOrganisation(organisation, filter)),
    resolution === undefined ? undefined : has(citations, filter.view, cites(resolution)),
    hasStatus(meetings.status, filter.view.status),
    changedSince(meetings.updatedAt, filter.updatedSince),
    hasWords(meetings.search, filter.q)
  )
}

/** How many rows hang on a meeting. */
function countOf (
  table: typeof citations | typeof observations | typeof tasks, page: Page<typeof meetings>, status: Status
): SQL<number> {
  const hangs = and(
    eq(table.wardId, page.wardId), eq(table.meetingId, page.id), hasStatus(table.status, status), isCurrent(table))
  return sql<number>`(select count(*)::int from ${table} where ${hangs})`
}

const organisationOf = (id: AnyColumn) =>
  jsonRow<NamedRow>(organisations, { id: organisations.id, name: organisations.name }, eq(organisations.id, id))

const variantOf = ({ status, offices }: View) => `${status} ${offices}`

function selectMeetings (db: Database, page: Page<typeof meetings>, { status, offices }: View) {
  const people = db
    .select({
      count: sql<number>`count(*) filter (where ${participants.groupName} is null)::int`.as('people_count'),
      chairs: jsonList<NamedRow>({ id: officials.id, name: officials.name }, {
        order: sql`${participants.position}`,
        only: sql`${officials.id} is not null`
      }).as('chairs')
    })
    .from(participants)
    // Nobody is looked for but the chairs.
    .leftJoin(officials, and(
      sql`${officials.id} = case when ${participants.capacity} = 'chair' then ${participants.officialId} end`,
      mayBeNamed(offices)))
    .where(and(
      eq(participants.wardId, page.wardId),
      eq(participants.meetingId, page.id),
      hasStatus(participants.status, status)
    ))
    .as('people')
  return db
    .select(selectionOf(page, {
      id: page.id,
      ward: wardOf(page),
      title: page.title,
      type: page.type,
      heldOn: page.heldOn,
      endsOn: page.endsOn,
      session: page.session,
      alsoTypes: page.alsoTypes,
      host: organisationOf(page.hostId),
      counterpart: organisationOf(page.counterpartId),
      chairs: people.chairs,
      reviews: page.reviews,
      plans: page.plans,
      summary: page.summary,
      status: page.status,
      counts: {
        participants: people.count,
        resolutions: countOf(citations, page, status),
        observations: countOf(observations, page, status),
        tasks: countOf(tasks, page, status)
      },
      inferred: page.inferred,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoinLateral(people, sql`true`)
}

/** One page of meetings: one statement, and one more for each include. */
export async function listMeetings (
  db: Database, filter: MeetingFilter, request: PageRequest, includes: ReadonlySet<MeetingInclude>
): Promise<PageOf<object>> {
  const { view } = filter
  const asked = includes.size === 0 ? request : { ...request, joined: false }
  const page = await readPage(
    db, meetings, conditionFor(filter, conditionOf, waysOf), orders, asked,
    (rows, db) => selectMeetings(db, rows, view), variantOf(view), filter.wardIds)
  return includes.size === 0 ? page : { ...page, rows: await withIncludes(db, page.rows, includes, view) }
}

/**
 * One meeting.
 * @param view which of the records that hang on it are counted and included
 * @returns null where there is none of this id
 */
export async function getMeeting (
  db: Database, id: string, includes: ReadonlySet<MeetingInclude>, view: View
): Promise<object | null> {
  const rows = await readRows(
    db, meetings, eq(meetings.id, id), ['id'], (page, db) => selectMeetings(db, page, view), variantOf(view))
  const [meeting] = await withIncludes(db, rows, includes, view)
  return meeting ?? null
}

/** Whether the register knows an official; asked only where no meeting was found. */
export async function officialExists (db: Database, id: string, offices: Offices): Promise<boolean> {
  const found = await db.select({ id: officials.id }).from(officials)
    .where(and(eq(officials.id, id), mayBeNamed(offices)))
  return found.length > 0
}

interface MeetingRow { id: string, ward: { id: string } }

async function withIncludes (
  db: Database, records: readonly JsonText[], includes: ReadonlySet<MeetingInclude>, view: View
): Promise<object[]> {
  if (records.length === 0) return []
  const rows = records.map(record => record.parse<MeetingRow>())
  const wardIds = [...new Set(rows.map(row => row.ward.id))]
  const ids = rows.map(row => row.id)
  const added = new Map(ids.map(id => [id, {} as Record<string, unknown>]))
  const found = await Promise.all([...includes].map(async name => await included[name](db, wardIds, ids, view)))
  for (const [id, properties] of found.flat()) Object.assign(added.get(id)!, properties)
  return rows.map(row => ({ ...row, ...added.get(row.id) }))
}

/** What one include adds, by meeting. */
type Included = (db: Database, wardIds: string[], ids: string[], view: View) => Promise<Array<[string, object]>>

const hangingOn = (
  table: typeof participants | typeof citations | typeof observations | typeof tasks,
  wardIds: string[], ids: string[], status: Status
) => and(inWards(table.wardId, wardIds), among(table.meetingId, ids), hasStatus(table.status, status),
  isCurrent(table))

/** The passages on which meetings rest, and what hangs on them. */
const passagesOf = (wardIds: string[], ids: string[]) =>
  and(inWards(evidence.wardId, wardIds), among(evidence.meetingId, ids))

/** Rows by the meeting that they hang on, with an empty list where there are none. */
function byMeeting<R> (ids: string[], rows: readonly R[], meetingOf: (row: R) => string): Map<string, R[]> {
  const lists = new Map<string, R[]>(ids.map(id => [id, []]))
  for (const row of rows) lists.get(meetingOf(row))?.push(row)
  return lists
}

interface ClaimRow { meeting: { id: string } }

/** Claims by their meeting. */
const claimsByMeeting = (ids: string[], records: readonly JsonText[]) =>
  [...byMeeting(ids, records.map(record => record.parse<ClaimRow>()), row => row.meeting.id)]

interface ParticipantRow { meetingId: string, groupName: string | null }

const included: Record<MeetingInclude, Included> = {
  async participants (db, wardIds, ids, { status, offices }) {
    const rows = await readRows(db, participants, hangingOn(participants, wardIds, ids, status), ['position', 'id'],
      (page, db) => selectParticipants(db, page, offices), offices, wardIds)
    const people = rows.map(row => row.parse<ParticipantRow>())
    return [...byMeeting(ids, people, row => row.meetingId)].map(([id, list]) => [id, {
      participants: list.filter(row => row.groupName === null),
      groups: list.flatMap(row => row.groupName ?? [])
    }])
  },

  async resolutions (db, wardIds, ids, { status }) {
    const rows = await readRows(db, citations, hangingOn(citations, wardIds, ids, status), ['position', 'id'],
      (page, db) => selectCitations(db, page), 'all', wardIds)
    return claimsByMeeting(ids, rows).map(([id, list]) => [id, { resolutions: list }])
  },

  async observations (db, wardIds, ids, { status }) {
    const rows = await readRows(db, observations, hangingOn(observations, wardIds, ids, status), ['position', 'id'],
      (page, db) => selectObservations(db, page), 'all', wardIds)
    return claimsByMeeting(ids, rows).map(([id, list]) => [id, { observations: list }])
  },

  async tasks (db, wardIds, ids, { status, offices }) {
    const rows = await readRows(db, tasks, hangingOn(tasks, wardIds, ids, status), ['position', 'id'],
      (page, db) => selectTasks(db, page, offices), offices, wardIds)
    return claimsByMeeting(ids, rows).map(([id, list]) => [id, { tasks: list }])
  },

  async sources (db, wardIds, ids) {
    const asked = parted(passagesOf(wardIds, ids))
    const rows = await ask(db, `sources of meetings\n${asked.text}`,
      db => selectSourcesOfMeetings(db, asked.condition), [asked.values])
    return [...byMeeting(ids, rows, row => row.meetingId!)]
      .map(([id, list]) => [id, { sources: list.map(row => row.source) }])
  },

  async evidence (db, wardIds, ids) {
    const asked = parted(and(passagesOf(wardIds, ids), isNotNull(evidence.property)))
    const rows = await ask(db, `evidence of meetings\n${asked.text}`, db => db
      .select({
        meetingId: evidence.meetingId,
        list: jsonList<EvidenceRow>(evidenceShape, { order: sql`${evidence.start}` })
      })
      .from(evidence).innerJoin(sources, eq(sources.id, evidence.sourceId))
      .where(asked.condition)
      .groupBy(evidence.meetingId), [asked.values])
    const lists = new Map(rows.map(row => [row.meetingId, row.list]))
    return ids.map(id => [id, { evidence: lists.get(id) ?? [] }])
  }
}
