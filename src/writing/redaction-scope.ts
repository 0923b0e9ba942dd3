/**
 * How far a takedown reaches: the records in which its words may stand, and the sources of their passages, as the
 * tables and the log know them. A person is sought wherever he or she took part or set a task; other words, in one
 * record, its meeting and the sources of both.
 */
import { sql } from 'drizzle-orm'
import { isPerson } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { tableOf, type RecordKind } from '../db/log.js'
import {
  appointments, changes, evidence, meetings, observations, officials, organisations, sources
} from '../db/tables.js'
import { nameOf, type Name } from '../domain/names.js'
import type { targetKinds } from '../domain/takedowns.js'
import { claimColumns, type ClaimKind } from './claims.js'

/** What a takedown is about. */
export interface Target {
  readonly kind: typeof targetKinds[number]
  readonly id: string
  /** What is to go; null for a person, and for the stored text of a source as a whole. */
  readonly words: string | null
}

export interface Scope {
  readonly target: Target
  readonly names: readonly Name[]
  /** The records of the person: one, and those that were merged with it. */
  readonly officialIds: readonly string[]
  /** The records that may bear the words, by kind. */
  readonly records: ReadonlyMap<RecordKind, readonly string[]>
  readonly meetingIds: readonly string[]
  readonly sourceIds: readonly string[]
  readonly wardIds: readonly string[]
  readonly organisationIds: readonly string[]
}

const uuids = (ids: readonly string[]) => sql`${sql.param([...ids])}::uuid[]`
const texts = (ids: readonly string[]) => sql`${sql.param([...ids])}::text[]`

async function idsOf (tx: Database, query: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string | null }>(query)
  return [...new Set(rows.flatMap(({ id }) => id ?? []))].sort()
}

export const claimKinds = Object.keys(claimColumns) as ClaimKind[]

/** Either side of an entry of the log. */
const sides = [sql`${changes.before}`, sql`${changes.after}`]
const inLog = (what: ReturnType<typeof sql>, of: (side: ReturnType<typeof sql>) => ReturnType<typeof sql>) =>
  sql.join(sides.map(side => sql`select ${of(side)} as id from ${changes} where ${what}`), sql` union `)

/** The records of a person, and every name that they bore. */
async function personOf (tx: Database, id: string) {
  const officialIds = await idsOf(tx, sql`
    select id from ${officials} where ${isPerson(id)} union select ${id}::uuid`)
  const of = sql`${changes.kind} = 'official' and ${changes.recordId} = any(${texts(officialIds)})`
  const names = await idsOf(tx, sql`
    select name as id from ${officials} where id = any(${uuids(officialIds)})
    union ${inLog(of, side => sql`${side} ->> 'name'`)}`)
  const offices = await idsOf(tx, sql`
    select organisation_id as id from ${appointments} where official_id = any(${uuids(officialIds)})
    union ${inLog(of, side =>
      sql`(jsonb_array_elements(coalesce(${side} -> 'appointments', '[]')) ->> 'organisation_id')::uuid`)}`)
  const points = (column: string) => sql`${changes.kind} in ('participant', 'task') and
    (${changes.before} ->> ${column} = any(${texts(officialIds)})
    or ${changes.after} ->> ${column} = any(${texts(officialIds)}))`
  const meetingIds = await idsOf(tx, sql`
    select meeting_id as id from participants where official_id = any(${uuids(officialIds)})
    union select meeting_id from tasks where set_by_official_id = any(${uuids(officialIds)})
    union ${inLog(sql`${points('official_id')} or ${points('set_by_official_id')}`, side =>
      sql`(${side} ->> 'meeting_id')::uuid`)}`)
  return { officialIds, names, offices, meetingIds }
}

/** The meeting of a record; none where it is a source, or hangs on none. */
async function meetingsOf (tx: Database, { kind, id }: Target): Promise<string[]> {
  if (kind === 'source') return []
  if (kind === 'meeting') return [id]
  return await idsOf(tx, sql`
    select meeting_id as id from ${tableOf(kind).table} where id = ${id}
    union ${inLog(sql`${changes.kind} = ${kind} and ${changes.recordId} = ${id}`, side =>
      sql`(${side} ->> 'meeting_id')::uuid`)}`)
}

/** The sources of meetings, and of a claim that hangs on none. */
async function sourcesOf (tx: Database, { kind, id }: Target, meetingIds: readonly string[]): Promise<string[]> {
  const claim = kind in claimColumns ? sql`or ${evidence[claimColumns[kind as ClaimKind]]} = ${id}` : sql``
  const before = sql`(${changes.kind} = 'meeting' and ${changes.recordId} = any(${texts(meetingIds)}))
    or (${changes.kind} = ${kind} and ${changes.recordId} = ${id})
    or (${changes.wardId} in (select ward_id from ${meetings} where id = any(${uuids(meetingIds)}))
      and coalesce(${changes.before}, ${changes.after}) ->> 'meeting_id' = any(${texts(meetingIds)}))`
  return await idsOf(tx, sql`
    select source_id as id from ${evidence} where meeting_id = any(${uuids(meetingIds)}) ${claim}
    union select source_id from ${observations} where meeting_id = any(${uuids(meetingIds)}) or id = ${id}
    union ${inLog(before, side =>
      sql`(jsonb_array_elements(coalesce(${side} -> 'evidence', '[]')) ->> 'source_id')::uuid`)}
    ${kind === 'source' ? sql`union select ${id}::uuid` : sql``}`)
}

/** How far a takedown reaches. */
export async function scopeOf (tx: Database, target: Target): Promise<Scope> {
  const { kind, id, words } = target
  const person = kind === 'official' ? await personOf(tx, id) : null
  const meetingIds = person?.meetingIds ?? await meetingsOf(tx, target)
  const sourceIds = await sourcesOf(tx, target, meetingIds)
  const records = new Map<RecordKind, readonly string[]>()
  if (person !== null) records.set('official', person.officialIds)
  records.set('source', await idsOf(tx, sql`select id from ${sources} where id = any(${uuids(sourceIds)})`))
  records.set('meeting', await idsOf(tx, sql`
    select id from ${meetings} where id = any(${uuids(meetingIds)})
    union select meeting_id from ${evidence} where source_id = any(${uuids(sourceIds)}) and property is not null`))
  for (const claim of claimKinds) {
    records.set(claim, await idsOf(tx, sql`
      select id from ${tableOf(claim).table} where meeting_id = any(${uuids(meetingIds)}) or id = ${id}
      union select ${evidence[claimColumns[claim]]} from ${evidence} where source_id = any(${uuids(sourceIds)})
      ${claim === 'observation'
        ? sql`union select id from ${observations} where source_id = any(${uuids(sourceIds)})`
        : sql``}`))
  }
  const wardIds = await idsOf(tx, sql`
    select ward_id as id from ${meetings} where id = any(${uuids(meetingIds)})
    union select ward_id from ${evidence} where source_id = any(${uuids(sourceIds)})
    union select ward_id from ${changes}
      where ${changes.kind} in ('meeting', ${kind}) and ${changes.recordId} = any(${texts([...meetingIds, id])})
    union select unit_id from ${organisations} where id = any(${uuids(person?.offices ?? [])})`)
  const organisationIds = await idsOf(tx, sql`
    select id from ${organisations}
    where unit_id = any(${uuids(wardIds)}) or id = any(${uuids(person?.offices ?? [])})`)
  return {
    target,
    names: [...person?.names ?? [], ...words === null ? [] : [words]].map(nameOf),
    officialIds: person?.officialIds ?? [],
    records,
    meetingIds,
    sourceIds,
    wardIds,
    organisationIds
  }
}
