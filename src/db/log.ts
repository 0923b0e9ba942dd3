/**
 * The one place that records a write. A write announces the records that it may touch; what they were is read before,
 * what they became at the end of the transaction, and where that differs the version moves and one entry is appended.
 * A write that changes nothing leaves no trace.
 */
import { and, eq, inArray, sql, type AnyColumn } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from './connect.js'
import { locks } from './locks.js'
import {
  apiKeys, appointments, changes, citations, evidence, indicators, meetings, observations, officials, organisations,
  participants, resolutionRelations, resolutions, sources, tasks, unitChanges, units, unitVersions
} from './tables.js'

/** Rows of another table that belong to a record: by the column that points at it, and which of them. */
interface Part { readonly table: PgTable, readonly of: AnyColumn, readonly only?: AnyColumn }

interface Kind {
  readonly table: PgTable
  readonly key: AnyColumn
  readonly wardId?: AnyColumn
  readonly parts: Record<string, Part>
}

/** The kinds of record that are logged, with the rows of each; what refers comes after what it refers to. */
const kinds = {
  unit: { table: units, key: units.id, parts: { versions: { table: unitVersions, of: unitVersions.unitId } } },
  'unit-change': { table: unitChanges, key: unitChanges.id, parts: {} },
  organisation: { table: organisations, key: organisations.id, parts: {} },
  official: {
    table: officials,
    key: officials.id,
    parts: { appointments: { table: appointments, of: appointments.officialId } }
  },
  resolution: {
    table: resolutions,
    key: resolutions.id,
    parts: { relations: { table: resolutionRelations, of: resolutionRelations.fromId } }
  },
  /** Not for the public: whoever answers the log leaves these entries out for all but administrators. */
  key: { table: apiKeys, key: apiKeys.id, parts: {} },
  indicator: { table: indicators, key: indicators.code, parts: {} },
  source: { table: sources, key: sources.id, parts: {} },
  meeting: {
    table: meetings,
    key: meetings.id,
    wardId: meetings.wardId,
    parts: { evidence: { table: evidence, of: evidence.meetingId, only: evidence.property } }
  },
  participant: {
    table: participants,
    key: participants.id,
    wardId: participants.wardId,
    parts: { evidence: { table: evidence, of: evidence.participantId } }
  },
  citation: {
    table: citations,
    key: citations.id,
    wardId: citations.wardId,
    parts: { evidence: { table: evidence, of: evidence.citationId } }
  },
  observation: {
    table: observations,
    key: observations.id,
    wardId: observations.wardId,
    parts: { evidence: { table: evidence, of: evidence.observationId } }
  },
  task: {
    table: tasks,
    key: tasks.id,
    wardId: tasks.wardId,
    parts: { evidence: { table: evidence, of: evidence.taskId } }
  }
} as const satisfies Record<string, Kind>

export type RecordKind = keyof typeof kinds

/** Who writes, why, and at what instant. */
export interface Authorship { readonly actor: string, readonly reason: string | null, readonly at: Date }

/** A record as it is in the tables: its columns under their names in the database, and the rows of its parts. */
export type Content = Record<string, unknown>

export interface Snapshot { readonly wardId: string | null, readonly version: number, readonly content: Content }

/** What a transaction did to a record. */
export type Act = 'created' | 'updated' | 'deleted' | 'restored'

/** What a transaction did to the records that it touched; those that are as they were are not in it. */
export type Acts = ReadonlyMap<RecordKind, ReadonlyMap<string, Act>>

const kindOf = (kind: RecordKind): Kind => kinds[kind]

/** The table of a kind, the column of the record's id, and the columns of its primary key. */
export function tableOf (kind: RecordKind) {
  const { table, key, wardId } = kindOf(kind)
  return { table, key, keys: wardId === undefined ? [key] : [wardId, key] }
}

/** The rows of other tables that belong to records of a kind. */
export const partsOf = (kind: RecordKind) =>
  Object.entries(kindOf(kind).parts).map(([name, part]) => ({ name, ...part }))

/** Columns that are no content of a record: what the register works out itself, its bookkeeping, and what is secret. */
const NO_CONTENT = sql`'{words,search,ordered_on,assignee_words,assignee_search,version,created_at,updated_at,
  hash,last_used_at}'::text[]`

/** What a record is, as an expression over a row of its table. */
function contentOf (kind: RecordKind) {
  const { table, key, parts } = kindOf(kind)
  const whole = Object.entries(parts).map(([name, { table: rows, of, only }]) => sql`
    || jsonb_build_object(${sql.raw(`'${name}'`)}, (
      select coalesce(jsonb_agg(to_jsonb(${rows}) - ${NO_CONTENT} order by to_jsonb(${rows})::text), '[]') from ${rows}
      where ${of} = ${key} ${only === undefined ? sql`` : sql`and ${only} is not null`}))`)
  return sql`(to_jsonb(${table}) - ${NO_CONTENT}) ${sql.join(whole)}`
}

const isOneOf = (key: AnyColumn, ids: readonly string[]) =>
  sql`${key} = any(${sql.param([...ids])}::${sql.raw(key.getSQLType())}[])`

/** Records as they are now, by id. */
export async function snapshot (
  tx: Database, kind: RecordKind, ids: readonly string[]
): Promise<Map<string, Snapshot>> {
  const { table, key, wardId } = kindOf(kind)
  const { rows } = await tx.execute<{ id: string, ward_id: string | null, version: number, content: Content }>(sql`
    select ${key} as id, ${wardId ?? sql`null`} as ward_id, version, ${contentOf(kind)} as content
    from ${table} where ${isOneOf(key, ids)}`)
  return new Map(rows.map(({ id, ward_id: wardId, version, content }) => [id, { wardId, version, content }]))
}

/** The kinds in whose change the meeting that they hang on changes. */
const partsOfMeetings: readonly RecordKind[] = ['participant', 'citation', 'observation', 'task']

const ENTRIES_AT_ONCE = 500
const ABSENT_LOCKS = 256

type Entry = typeof changes.$inferInsert

/** The log of one transaction; see `recorded`. */
export class Log {
  readonly tx: Database
  readonly authorship: Authorship
  readonly #before = new Map<RecordKind, Map<string, Snapshot | null>>()
  readonly #lastVersions = new Map<string, number>()
  readonly #acts = new Map<RecordKind, Map<string, Act>>()

  constructor (tx: Database, authorship: Authorship) {
    this.tx = tx
    this.authorship = authorship
  }

  /**
   * Announces a write of records and keeps others from writing them until the transaction ends.
   * @param made ids that were made for new records in this transaction: nobody can know them yet
   * @returns the records as they are, without those that do not exist
   */
  async touch (
    kind: RecordKind, ids: readonly string[], made: ReadonlySet<string> = new Set()
  ): Promise<ReadonlyMap<string, Snapshot>> {
    const known = this.#before.get(kind) ?? new Map<string, Snapshot | null>()
    this.#before.set(kind, known)
    const first = ids.filter(id => !known.has(id))
    const asked = first.filter(id => !made.has(id))
    if (asked.length > 0) {
      const { table, key } = kindOf(kind)
      // First the lock, then the reading: what is read in one statement with a lock may be older than the lock.
      await this.tx.execute(sql`select from ${table} where ${isOneOf(key, asked)} order by ${key} for update`)
    }
    const found = asked.length === 0 ? new Map<string, Snapshot>() : await snapshot(this.tx, kind, asked)
    await this.#holdAbsent(kind, asked, found)
    for (const id of first) known.set(id, found.get(id) ?? null)

    const absent = asked.filter(id => !found.has(id))
    if (absent.length > 0) {
      // A record that comes back goes on where it ended.
      const { rows } = await this.tx.execute<{ id: string, version: number }>(sql`
        select record_id as id, max(version) as version from ${changes}
        where kind = ${kind} and record_id = any(${sql.param(absent)}::text[]) group by record_id`)
      for (const { id, version } of rows) this.#lastVersions.set(`${kind} ${id}`, version)
    }
    if (first.length === ids.length) return found
    return await snapshot(this.tx, kind, ids.filter(id => !made.has(id)))
  }

  /**
   * Keeps others from making records that are not there: there is no row to lock, so their ids are. What another made
   * before the lock was given is added to what was found.
   */
  async #holdAbsent (kind: RecordKind, ids: readonly string[], found: Map<string, Snapshot>): Promise<void> {
    const absent = ids.filter(id => !found.has(id))
    if (absent.length === 0) return
    const { table, key } = kindOf(kind)
    // A server has room for some thousand locks: ids share them.
    await this.tx.execute(sql`
      select pg_advisory_xact_lock(${locks.absent}, bucket) from (
        select distinct abs(hashtext(${kind} || id) % ${ABSENT_LOCKS}) as bucket
        from unnest(${sql.param(absent)}::text[]) as id order by bucket) as buckets`)
    await this.tx.execute(sql`select from ${table} where ${isOneOf(key, absent)} order by ${key} for update`)
    for (const [id, record] of await snapshot(this.tx, kind, absent)) found.set(id, record)
  }

  /** Whether there was such a record, which is deleted; asked of records that were announced. */
  wasDeleted (kind: RecordKind, id: string): boolean {
    return this.#lastVersions.has(`${kind} ${id}`)
  }

  /** Appends what the transaction did. Nothing is written after that. */
  async close (): Promise<Acts> {
    await this.#touchMeetings()
    const told = new Map<RecordKind, Entry[]>()
    for (const kind of Object.keys(kinds) as RecordKind[]) told.set(kind, await this.#compare(kind))
    if (this.#acts.size > 0) {
      await this.tx.execute(sql`select pg_advisory_xact_lock(${locks.log})`)
      // What is no more goes first, and what refers before what it refers to; what is new comes the other way round.
      await this.#append([...told.values()].flat().filter(({ act }) => act === 'deleted').reverse())
      for (const [kind, entries] of told) {
        await this.#appendMade(kind)
        await this.#append(entries.filter(({ act }) => act !== 'deleted'))
      }
    }
    return this.#acts
  }

  /** The records of a kind that were there before, as they are now. */
  async #now (kind: RecordKind): Promise<Map<string, Snapshot>> {
    const ids = [...this.#before.get(kind) ?? []].filter(([, was]) => was !== null).map(([id]) => id)
    return ids.length === 0 ? new Map() : await snapshot(this.tx, kind, ids)
  }

  /** Meetings move with what hangs on them, unless they came with it. */
  async #touchMeetings (): Promise<void> {
    const moved = new Set<string>()
    for (const kind of partsOfMeetings) {
      const before = this.#before.get(kind)
      if (before === undefined) continue
      const now = await this.#now(kind)
      for (const [id, was] of before) {
        if (was === null || isDeepStrictEqual(was.content, now.get(id)?.content)) continue
        for (const content of [was.content, now.get(id)?.content]) {
          if (typeof content?.meeting_id === 'string') moved.add(content.meeting_id)
        }
      }
      const fresh = [...before].filter(([, was]) => was === null).map(([id]) => id)
      if (fresh.length === 0) continue
      const { table, key } = kindOf(kind)
      const { rows } = await this.tx.execute<{ id: string }>(sql`
        select distinct meeting_id as id from ${table} where ${isOneOf(key, fresh)} and meeting_id is not null`)
      for (const { id } of rows) moved.add(id)
    }
    for (const [id, was] of this.#before.get('meeting') ?? []) if (was === null) moved.delete(id)
    if (moved.size === 0) return
    const ids = [...moved].sort()
    await this.touch('meeting', ids)
    await this.tx.update(meetings).set({ parts: sql`${meetings.parts} + 1` }).where(inArray(meetings.id, ids))
  }

  /** What became of the records of a kind: their acts are noted, their versions moved. */
  async #compare (kind: RecordKind): Promise<Entry[]> {
    const before = this.#before.get(kind)
    if (before === undefined || before.size === 0) return []
    const { table, key } = kindOf(kind)
    const { at, actor, reason } = this.authorship
    const absent = [...before].filter(([, was]) => was === null).map(([id]) => id)
    const after = await this.#now(kind)
    const acts = new Map<string, Act>()
    const entries: Entry[] = []
    const moved = new Map<number, string[]>()
    const told = (id: string, act: Entry['act'], version: number, was: Snapshot | undefined, now?: Snapshot) =>
      entries.push({
        at,
        actor,
        reason,
        act,
        kind,
        recordId: id,
        wardId: (now ?? was)!.wardId,
        version,
        before: was?.content ?? null,
        after: now?.content ?? null
      })

    for (const [id, was] of before) {
      if (was === null) continue
      const now = after.get(id)
      const refiled = now !== undefined && was.wardId !== now.wardId
      if (!refiled && isDeepStrictEqual(was.content, now?.content)) continue
      const version = was.version + 1
      if (now !== undefined) moved.set(version, [...moved.get(version) ?? [], id])
      acts.set(id, now === undefined ? 'deleted' : 'updated')
      if (refiled) {
        // Filed under another ward: whoever follows the old ward sees it go, whoever follows the new one sees it come.
        told(id, 'deleted', version, was)
        told(id, 'created', version, undefined, now)
      } else {
        told(id, now === undefined ? 'deleted' : 'updated', version, was, now)
      }
    }
    const again = absent.filter(id => this.wasDeleted(kind, id))
    for (const [id, now] of again.length === 0 ? [] : await snapshot(this.tx, kind, again)) {
      const version = this.#lastVersions.get(`${kind} ${id}`)! + 1
      moved.set(version, [...moved.get(version) ?? [], id])
      acts.set(id, 'restored')
      told(id, 'restored', version, undefined, now)
    }
    for (const [version, some] of moved) {
      await this.tx.update(table).set({ version, updatedAt: at } as object).where(inArray(key, some))
    }
    const fresh = absent.filter(id => !this.wasDeleted(kind, id))
    if (fresh.length > 0) {
      const { rows } = await this.tx.execute<{ id: string }>(sql`
        select ${key} as id from ${table} where ${isOneOf(key, fresh)}`)
      for (const { id } of rows) acts.set(id, 'created')
    }
    if (acts.size > 0) this.#acts.set(kind, acts)
    return entries
  }

  async #append (entries: readonly Entry[]): Promise<void> {
    for (let from = 0; from < entries.length; from += ENTRIES_AT_ONCE) {
      await this.tx.insert(changes).values(entries.slice(from, from + ENTRIES_AT_ONCE))
    }
  }

  /** New records: the database itself says what they are. */
  async #appendMade (kind: RecordKind): Promise<void> {
    const ids = [...this.#acts.get(kind) ?? []].filter(([, act]) => act === 'created').map(([id]) => id)
    if (ids.length === 0) return
    const { table, key, wardId } = kindOf(kind)
    const { at, actor, reason } = this.authorship
    await this.tx.execute(sql`
      insert into ${changes} (at, actor, reason, act, kind, record_id, ward_id, version, after)
      select ${at.toISOString()}::timestamptz, ${actor}, ${reason}, 'created', ${kind}, ${key}::text,
        ${wardId ?? sql`null::uuid`}, version, ${contentOf(kind)}
      from ${table} where ${isOneOf(key, ids)} order by ${key}`)
  }
}

/**
 * Runs a write in one transaction and records what it did.
 * @param work announces with `log.touch` what it writes, and writes through `log.tx`; versions and instants are not its
 * business
 * @returns what the work returned, and what was done to each record
 */
export async function recorded<T> (
  db: Database, authorship: Authorship, work: (log: Log) => Promise<T>
): Promise<{ result: T, acts: Acts }> {
  return await db.transaction(async tx => {
    const log = new Log(tx as Database, authorship)
    const result = await work(log)
    return { result, acts: await log.close() }
  })
}

/** The end of a record, as the log tells it. */
export interface Deletion {
  readonly at: Date
  readonly reason: string | null
  readonly redacted: boolean
  readonly transaction: string
  /** What it was; null where that was redacted. */
  readonly content: Content | null
}

/** How a record ended; null where there never was one, or where it is there. */
export async function deletionOf (db: Database, kind: RecordKind, id: string): Promise<Deletion | null> {
  const [last] = await db.select().from(changes)
    .where(and(eq(changes.kind, kind), eq(changes.recordId, id))).orderBy(sql`${changes.seq} desc`).limit(1)
  if (last === undefined || last.after !== null) return null
  const { at, reason, act, transaction, before } = last
  return { at, reason, redacted: act === 'redacted', transaction, content: before as Content | null }
}

/**
 * Who wrote each record last, by its id; records that nobody ever wrote are not in it. That a meeting moved with what
 * hangs on it was no writing of the meeting.
 */
export async function lastActors (
  tx: Database, kind: RecordKind, ids: readonly string[]
): Promise<Map<string, string>> {
  const rows = await tx.selectDistinctOn([changes.recordId], { id: changes.recordId, actor: changes.actor })
    .from(changes).where(and(
      eq(changes.kind, kind),
      inArray(changes.recordId, [...ids]),
      sql`(${changes.act} <> 'updated' or ${changes.before} - 'parts' <> ${changes.after} - 'parts')`))
    .orderBy(changes.recordId, sql`${changes.seq} desc`)
  return new Map(rows.map(({ id, actor }) => [id, actor]))
}
