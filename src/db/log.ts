/**
 * The one place that records a write. A write announces the records that it may touch; what they were is read before,
 * what they became at the end of the transaction, and where that differs the version moves and one entry is appended.
 * A write that changes nothing leaves no trace.
 */
import { and, eq, inArray, isNotNull, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { isDeepStrictEqual } from 'node:util'
import type { privateKinds, recordKinds } from '../domain/changes.js'
import type { Database } from './connect.js'
import { refreshEntries } from './entries.js'
import { isOnCluster, lockByName, locks } from './locks.js'
import {
  apiKeys, appointments, changes, citations, evidence, indicators, meetings, observations, officials, organisations,
  coverageChecks, participants, resolutionRelations, resolutions, sources, tasks, unitChanges, units, unitVersions,
  webhooks
} from './tables.js'
import { noteWrite } from './writes.js'

/** Where the database notifies that the log has grown, once that is committed. */
export const CHANNEL = 'so_phuong_log'

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
  },
  key: { table: apiKeys, key: apiKeys.id, parts: {} },
  webhook: { table: webhooks, key: webhooks.id, parts: {} },
  'coverage-check': { table: coverageChecks, key: coverageChecks.id, wardId: coverageChecks.wardId, parts: {} }
} as const satisfies Record<typeof recordKinds[number] | typeof privateKinds[number], Kind>

export type RecordKind = keyof typeof kinds

/** Who writes, why, and at what instant. */
export interface Authorship { readonly actor: string, readonly reason: string | null, readonly at: Date }

/** What kind of transaction it is: one that takes down tells not what records were before. */
export interface Purpose { readonly takesDown: boolean }

/** A record as it is in the tables: its columns under their names in the database, and the rows of its parts. */
export type Content = Record<string, unknown>

export interface Snapshot { readonly wardId: string | null, readonly version: number, readonly content: Content }

/** What a transaction did to a record. */
export type Act = 'created' | 'updated' | 'deleted' | 'restored' | 'redacted'

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
  const { table, key, wardId, parts } = kindOf(kind)
  const whole = Object.entries(parts).map(([name, { table: rows, of, only }]) => sql`
    || jsonb_build_object(${sql.raw(`'${name}'`)}, (
      select coalesce(jsonb_agg(to_jsonb(${rows}) - ${NO_CONTENT} order by to_jsonb(${rows})::text), '[]') from ${rows}
      where ${and(wardId && sql`${evidence.wardId} = ${wardId}`, sql`${of} = ${key}`, only && isNotNull(only))}))`)
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

type Entry = typeof changes.$inferInsert

function addTo (sets: Map<RecordKind, Set<string>>, kind: RecordKind, ids: readonly string[]): void {
  const set = sets.get(kind) ?? new Set()
  sets.set(kind, set)
  for (const id of ids) set.add(id)
}

/** An id was made in two transactions at once. It is told as what it is for a database: a failed serialisation. */
class MadeTwice extends Error {
  readonly code = '40001'
}

const NONE: ReadonlySet<string> = new Set()

/** The log of one transaction; see `recorded`. */
export class Log {
  readonly tx: Database
  readonly authorship: Authorship
  readonly #before = new Map<RecordKind, Map<string, Snapshot | null>>()
  /** Records that were looked for and are not there. */
  readonly #absent = new Map<RecordKind, Set<string>>()
  /** Records that this transaction has made so far. */
  readonly #written = new Map<RecordKind, Set<string>>()
  readonly #lastVersions = new Map<string, number>()
  readonly #touched: Array<readonly [RecordKind, string]> = []
  readonly #redacted = new Set<string>()
  readonly #takesDown: boolean
  readonly #acts = new Map<RecordKind, Map<string, Act>>()
  /** Records that bear another name than they did; of persons, also those that they are or were merged into. */
  readonly #renamed = new Map<RecordKind, Set<string>>()

  constructor (tx: Database, authorship: Authorship, { takesDown }: Purpose = { takesDown: false }) {
    this.tx = tx
    this.authorship = authorship
    this.#takesDown = takesDown
  }

  /**
   * Announces a write of records and keeps others from writing them until the transaction ends. What is not there yet
   * cannot be locked: where it is there when it is announced again, and this transaction has not made it, it is told as
   * a failed serialisation.
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
    let found = new Map<string, Snapshot>()
    if (asked.length > 0) {
      const { table, key, wardId } = kindOf(kind)
      const byName = wardId !== undefined && isOnCluster()
      if (byName) await lockByName(this.tx, kind, asked)
      // First the lock, then the reading: what is read in one statement with a lock may be older than the lock. What
      // came between the two is not locked, and therefore not there yet for this transaction.
      const { rows } = await this.tx.execute<{ id: string }>(sql`
        select ${key} as id from ${table} where ${isOneOf(key, asked)}
        order by ${key} ${byName ? sql`` : sql`for update`}`)
      if (rows.length > 0) found = await snapshot(this.tx, kind, rows.map(({ id }) => id))
    }
    for (const id of first) {
      known.set(id, found.get(id) ?? null)
      this.#touched.push([kind, id])
    }

    const absent = asked.filter(id => !found.has(id))
    addTo(this.#absent, kind, absent)
    await this.#readLastVersions(kind, absent)
    if (first.length === ids.length) return found
    const now = await snapshot(this.tx, kind, ids.filter(id => !made.has(id)))
    for (const id of now.keys()) {
      if (known.get(id) === null && this.#written.get(kind)?.has(id) !== true) throw new MadeTwice()
    }
    return now
  }

  /** Notes that records are about to be made which were announced and are not there. */
  makes (kind: RecordKind, ids: readonly string[]): void {
    addTo(this.#written, kind, ids)
  }

  /** Records of a kind that this transaction has made so far. */
  made (kind: RecordKind): ReadonlySet<string> {
    return this.#written.get(kind) ?? NONE
  }

  /** Where the log stands, before a savepoint. */
  mark (): number {
    return this.#touched.length
  }

  /** Forgets what was announced after a savepoint to which the transaction went back: its locks are gone too. */
  backTo (mark: number): void {
    for (const [kind, id] of this.#touched.splice(mark)) {
      this.#before.get(kind)!.delete(id)
      this.#written.get(kind)?.delete(id)
    }
  }

  /**
   * Reads where absent records ended, since a record that comes back goes on from there.
   * @returns those that are no longer absent: others have made them
   */
  async #readLastVersions (kind: RecordKind, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set()
    const { rows } = await this.tx.execute<{ id: string, version: number, gone: boolean, redacted: boolean }>(sql`
      select distinct on (record_id) record_id as id, version, after is null as gone,
        act = 'redacted' and after is null as redacted from ${changes}
      where kind = ${kind} and record_id = any(${sql.param([...ids])}::text[]) order by record_id, seq desc`)
    for (const { id, version, redacted } of rows.filter(({ gone }) => gone)) {
      this.#lastVersions.set(`${kind} ${id}`, version)
      if (redacted) this.#redacted.add(`${kind} ${id}`)
    }
    return new Set(rows.filter(({ gone }) => !gone).map(({ id }) => id))
  }

  /** Whether there was such a record, which is deleted; asked of records that were announced. */
  wasDeleted (kind: RecordKind, id: string): boolean {
    return this.#lastVersions.has(`${kind} ${id}`)
  }

  /** Whether such a record was taken down as a whole; asked of records that were announced. */
  wasRedacted (kind: RecordKind, id: string): boolean {
    return this.#redacted.has(`${kind} ${id}`)
  }

  /**
   * Appends what the transaction did. Nothing is written after that.
   * @param append false where the transaction is going to be rolled back, and only what it did is of interest
   */
  async close (append = true): Promise<Acts> {
    await this.#touchMeetings()
    const told = new Map<RecordKind, Entry[]>()
    const come = new Map<RecordKind, string[]>()
    for (const kind of Object.keys(kinds) as RecordKind[]) {
      told.set(kind, await this.#compare(kind))
      come.set(kind, await this.#whatCame(kind))
    }
    if (this.#acts.size > 0 || [...come.values()].some(ids => ids.length > 0)) {
      // What the search knows of them is made before the lock is taken that all writers wait for.
      if (append) await this.#refreshEntries(come)
      if (append) {
        noteWrite(this.tx)
        await this.tx.execute(sql`select pg_advisory_xact_lock(${locks.log}), pg_notify(${CHANNEL}, '')`)
      }
      for (const [kind, ids] of come) told.get(kind)!.push(...await this.#compareWhatCame(kind, ids))
      if (!append) return this.#acts
      // What is no more goes first, and what refers before what it refers to; what is new comes the other way round.
      const ends = ({ after }: Entry) => after === null
      await this.#append([...told.values()].flat().filter(ends).reverse())
      for (const [kind, entries] of told) {
        await this.#appendMade(kind)
        await this.#append(entries.filter(entry => !ends(entry)))
      }
    }
    return this.#acts
  }

  async #refreshEntries (come: ReadonlyMap<RecordKind, readonly string[]>): Promise<void> {
    const merged = this.#renamed.get('official') ?? []
    await refreshEntries(
      this.tx,
      new Map((Object.keys(kinds) as RecordKind[]).map(kind => [kind, [
        ...this.#acts.get(kind)?.keys() ?? [], ...come.get(kind) ?? [], ...kind === 'official' ? merged : []
      ]])),
      new Map([...this.#renamed].map(([kind, ids]) => [kind, [...ids]])))
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

  #entry (kind: RecordKind, id: string, act: Entry['act'], version: number, was?: Snapshot, now?: Snapshot): Entry {
    return {
      ...this.authorship,
      act: this.#takesDown ? 'redacted' : act,
      kind,
      recordId: id,
      wardId: (now ?? was)?.wardId ?? null,
      version,
      before: this.#takesDown ? null : was?.content ?? null,
      after: now?.content ?? null
    }
  }

  /** What became of the records of a kind that were there: their acts are noted, their versions moved. */
  async #compare (kind: RecordKind): Promise<Entry[]> {
    const after = await this.#now(kind)
    const acts = new Map<string, Act>()
    const entries: Entry[] = []
    const moved = new Map<number, string[]>()
    for (const [id, was] of this.#before.get(kind) ?? []) {
      if (was === null) continue
      const now = after.get(id)
      const refiled = now !== undefined && was.wardId !== now.wardId
      if (!refiled && isDeepStrictEqual(was.content, now?.content)) continue
      const version = was.version + 1
      if (now !== undefined) moved.set(version, [...moved.get(version) ?? [], id])
      if (was.content.name !== now?.content.name) addTo(this.#renamed, kind, [id])
      if (kind === 'official') {
        const kept = [was, now].map(record => record?.content.merged_into).filter(id => typeof id === 'string')
        addTo(this.#renamed, kind, kept)
      }
      acts.set(id, this.#takesDown ? 'redacted' : now === undefined ? 'deleted' : 'updated')
      if (refiled) {
        // Filed under another ward: whoever follows the old ward sees it go, whoever follows the new one sees it come.
        entries.push(this.#entry(kind, id, 'deleted', version, was),
          this.#entry(kind, id, 'created', version, undefined, now))
      } else {
        entries.push(this.#entry(kind, id, now === undefined ? 'deleted' : 'updated', version, was, now))
      }
    }
    if (this.#takesDown) {
      // What was deleted before had its data in the log.
      const absent = [...this.#before.get(kind) ?? []].filter(([, was]) => was === null).map(([id]) => id)
      for (const id of absent.filter(id => this.wasDeleted(kind, id))) {
        acts.set(id, 'redacted')
        entries.push(this.#entry(kind, id, 'redacted', this.#lastVersions.get(`${kind} ${id}`)! + 1))
      }
    }
    await this.#move(kind, moved)
    if (acts.size > 0) this.#acts.set(kind, acts)
    return entries
  }

  /** The records of a kind that were not there before and are now. */
  async #whatCame (kind: RecordKind): Promise<string[]> {
    const absent = [...this.#before.get(kind) ?? []].filter(([, was]) => was === null).map(([id]) => id)
    if (absent.length === 0) return []
    const { table, key } = kindOf(kind)
    const { rows } = await this.tx.execute<{ id: string }>(sql`
      select ${key} as id from ${table} where ${isOneOf(key, absent)}`)
    return rows.map(({ id }) => id)
  }

  /**
   * Notes what came, as created or restored. What is not there cannot be locked, so others may have made or deleted it
   * since it was looked for: only under the lock of the log is it certain whose it is and where it goes on.
   */
  async #compareWhatCame (kind: RecordKind, all: readonly string[]): Promise<Entry[]> {
    const looked = all.filter(id => this.#absent.get(kind)?.has(id))
    const others = await this.#readLastVersions(kind, looked)
    const came = looked.length === 0 ? all : await this.#whatCame(kind)
    const still = new Set(came)
    // Wards keep their rows apart: no key of the database stops an id that others have just made in another ward.
    if (still.size < came.length) throw new MadeTwice()
    const ids = all.filter(id => still.has(id) && !others.has(id))
    if (ids.length === 0) return []
    const acts = this.#acts.get(kind) ?? new Map<string, Act>()
    this.#acts.set(kind, acts)
    for (const id of ids) acts.set(id, this.wasDeleted(kind, id) ? 'restored' : 'created')

    const again = ids.filter(id => this.wasDeleted(kind, id))
    const now = again.length === 0 ? new Map<string, Snapshot>() : await snapshot(this.tx, kind, again)
    const moved = new Map<number, string[]>()
    const entries = [...now].map(([id, record]) => {
      const version = this.#lastVersions.get(`${kind} ${id}`)! + 1
      moved.set(version, [...moved.get(version) ?? [], id])
      return this.#entry(kind, id, 'restored', version, undefined, record)
    })
    await this.#move(kind, moved)
    return entries
  }

  /** Moves records to new versions. */
  async #move (kind: RecordKind, moved: ReadonlyMap<number, string[]>): Promise<void> {
    const { table, key } = kindOf(kind)
    for (const [version, ids] of moved) {
      await this.tx.update(table).set({ version, updatedAt: this.authorship.at } as object).where(inArray(key, ids))
    }
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
    await appendMade(this.tx, kind, this.authorship, isOneOf(kindOf(kind).key, ids))
  }
}

async function appendMade (
  tx: Database, kind: RecordKind, { at, actor, reason }: Authorship, which: SQL | undefined
): Promise<void> {
  const { table, key, wardId } = kindOf(kind)
  await tx.execute(sql`
    insert into ${changes} (at, actor, reason, act, kind, record_id, ward_id, version, after)
    select ${at.toISOString()}::timestamptz, ${actor}, ${reason}, 'created', ${kind}, ${key}::text,
      ${wardId ?? sql`null::uuid`}, version, ${contentOf(kind)}
    from ${table} where ${which ?? sql`true`} order by ${key}`)
}

/**
 * Appends that records were made which came into a database past the log, while nobody else writes.
 * @param wardIds the wards of the records; null: all records of the kind
 */
export async function logMade (
  tx: Database, kind: RecordKind, author: Authorship, wardIds: readonly string[] | null
): Promise<void> {
  const { wardId } = kindOf(kind)
  await appendMade(tx, kind, author, wardIds === null || wardId === undefined ? undefined : isOneOf(wardId, wardIds))
  await tx.execute(sql`select pg_notify(${CHANNEL}, '')`)
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
