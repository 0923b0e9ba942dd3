/** Meetings from the database: the core query and one meeting, each by one statement, with all that `include` adds. */
import { and, between, eq, isNotNull, isNull, or, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import {
  evidenceShape, selectCitations, selectObservations, selectParticipants, selectSources, selectTasks, wardOf,
  type NamedRow
} from '../db/claims.js'
import {
  changedSince, cites, foundFirst, hasStatus, hasWords, inWards, isCurrent, isPerson, mayBeNamed, type Offices,
  type Status, type View
} from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import type { Days } from '../db/directory.js'
import { jsonList, jsonRow, type JsonShape } from '../db/json.js'
import { nested, readOne, readPage, selectionOf, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { conditionFor } from '../db/parted.js'
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

type Includes = ReadonlySet<MeetingInclude>

const variantOf = ({ status, offices }: View, includes: Includes) =>
  [status, offices, ...[...includes].sort()].join(' ')

type Hanging = typeof participants | typeof citations | typeof observations | typeof tasks

/** What `include` adds to a meeting, in the order in which the API shows it. */
function includedIn (
  db: Database, meeting: Page<typeof meetings>, includes: Includes, { status, offices }: View
): JsonShape {
  const hangsOn = (table: Hanging) => and(
    eq(table.wardId, meeting.wardId), eq(table.meetingId, meeting.id), hasStatus(table.status, status),
    isCurrent(table))
  // The ward and the meeting of each are looked for once for all.
  const same = { wardId: meeting.wardId, meetingId: meeting.id }
  const passages = and(eq(evidence.wardId, meeting.wardId), eq(evidence.meetingId, meeting.id))
  const groups = sql`select ${participants.groupName} from ${participants}
    where ${and(hangsOn(participants), isNotNull(participants.groupName))}
    order by ${participants.position}, ${participants.id}`
  const cited = sql`(select ${evidence.sourceId} from ${evidence} where ${passages})`
  const own = db.select({ list: jsonList(evidenceShape, { order: sql`${evidence.start}` }) })
    .from(evidence).innerJoin(sources, eq(sources.id, evidence.sourceId))
    .where(and(passages, isNotNull(evidence.property)))
  const added: Record<MeetingInclude, () => JsonShape> = {
    participants: () => ({
      participants: nested(db, participants, and(hangsOn(participants), isNull(participants.groupName)),
        ['position', 'id'], page => selectParticipants(db, page, offices), same),
      groups: sql`array_to_json(array(${groups}))`
    }),
    resolutions: () => ({
      resolutions: nested(db, citations, hangsOn(citations), ['position', 'id'],
        page => selectCitations(db, page), same)
    }),
    observations: () => ({
      observations: nested(db, observations, hangsOn(observations), ['position', 'id'],
        page => selectObservations(db, page), same)
    }),
    tasks: () => ({
      tasks: nested(db, tasks, hangsOn(tasks), ['position', 'id'], page => selectTasks(db, page, offices), same)
    }),
    sources: () => ({
      sources: nested(db, sources, sql`${sources.id} in ${cited}`, ['publishedOn', 'id'],
        page => selectSources(db, page))
    }),
    evidence: () => ({ evidence: sql`(${own})` })
  }
  const names = Object.keys(added) as MeetingInclude[]
  return Object.assign({}, ...names.filter(name => includes.has(name)).map(name => added[name]()))
}

function selectMeetings (db: Database, page: Page<typeof meetings>, includes: Includes, view: View) {
  const { status, offices } = view
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
      updatedAt: page.updatedAt,
      ...includedIn(db, page, includes, view)
    }))
    .from(page)
    .leftJoinLateral(people, sql`true`)
}

/** One page of meetings. */
export const listMeetings = (db: Database, filter: MeetingFilter, request: PageRequest, includes: Includes) =>
  readPage(db, meetings, conditionFor(filter, conditionOf, waysOf), orders, request,
    (page, db) => selectMeetings(db, page, includes, filter.view), variantOf(filter.view, includes), filter.wardIds)

/**
 * One meeting.
 * @param view which of the records that hang on it are counted and included
 * @returns null where there is none of this id
 */
export async function getMeeting (db: Database, id: string, includes: Includes, view: View): Promise<object | null> {
  const found = await readOne(db, meetings, eq(meetings.id, id),
    (page, db) => selectMeetings(db, page, includes, view), variantOf(view, includes))
  // The record alone has the tag that a write of it answers, and is written as that is.
  return includes.size === 0 ? found?.parse() ?? null : found
}

/** Whether the register knows an official; asked only where no meeting was found. */
export async function officialExists (db: Database, id: string, offices: Offices): Promise<boolean> {
  const found = await db.select({ id: officials.id }).from(officials)
    .where(and(eq(officials.id, id), mayBeNamed(offices)))
  return found.length > 0
}
