/**
 * The entries of the search, made anew in the transaction that writes a record. The log calls this for every record
 * that it finds changed, so that imports, merges, deletions and takedowns need nothing of their own.
 */
import { and, eq, getTableColumns, inArray, or, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { indicators as catalogue } from '../domain/indicators.js'
import { LEXEMES_VERSION, trigramsOf, vectorOf } from '../domain/lexemes.js'
import type { Database } from './connect.js'
import { entryKinds, rowsOf, selectTold, type EntryKind, type Told } from './documents.js'
import { isOnCluster, lockByName, takeLock } from './locks.js'
import {
  appointments, meetings, organisations, resolutions, searchEntries, searchVersions, tasks, units, type Document,
  type Field
} from './tables.js'

/** Kinds whose titles are names, which people misspell. */
const named: readonly EntryKind[] = ['ward', 'official', 'organisation']

/** Wordings of an indicator beside its name, which the field's vocabulary knows. */
const wordingsOf = (code: string) => catalogue.find(known => known.code === code)?.variants ?? []

const withText = (of: Told['fields']): Field[] => of.flatMap(({ property, text }) =>
  text === null ? [] : [{ property, text }])

/** The text of a source, which is looked up in the source when it is found. */
export const SOURCE_TEXT = 'text'

function entryOf ({ kind, id, wardId, type, status, day, orderedOn, title, names, fields }: Told) {
  const document: Document = { title, names: withText(names), fields: withText(fields) }
  const wordings = kind === 'indicator' ? wordingsOf(id) : []
  const headings = [title, ...document.names.map(({ text }) => text), ...wordings]
  return {
    kind,
    record_id: id,
    standing: entryKinds.indexOf(kind),
    ward_id: wardId,
    type,
    status,
    day,
    ordered_on: orderedOn,
    trigrams: named.includes(kind) ? trigramsOf(...headings) : null,
    document: { ...document, fields: document.fields.filter(({ property }) => property !== SOURCE_TEXT) },
    search: vectorOf(headings, document.fields.map(({ text }) => text),
      document.names.find(({ property }) => property === 'symbol')?.text)
  }
}

const AT_ONCE = 500
const names = ['kind', 'record_id', 'standing', 'ward_id', 'type', 'status', 'day', 'ordered_on', 'trigrams',
  'document', 'search']
const list = names.join(', ')

/** Makes the entries of records anew; those of records that are no more go. */
export async function makeEntries (tx: Database, kind: EntryKind, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE)
    const { rows } = await tx.execute<{ told: Told }>(selectTold(kind, some))
    const there = new Set(rows.map(({ told }) => told.id))
    const gone = some.filter(id => !there.has(id))
    if (gone.length > 0) {
      await tx.execute(sql`delete from ${searchEntries}
        where kind = ${kind} and record_id = any(${sql.param(gone)}::text[])`)
    }
    if (rows.length === 0) continue
    // An id that others make at this moment in another ward is there twice, until the log refuses one of the two.
    const each = [...new Map(rows.map(({ told }) => [told.id, told])).values()]
    const entries = JSON.stringify(each.map(entryOf))
    await tx.execute(sql`insert into ${searchEntries} (${sql.raw(list)})
      select ${sql.raw(list)} from json_populate_recordset(null::search_entries, ${entries}::json)
      on conflict (kind, record_id) do update
      set ${sql.raw(names.slice(2).map(name => `${name} = excluded.${name}`).join(', '))}`)
  }
}

/** The kinds of record that have entries. */
const kindOfRecord: Readonly<Partial<Record<string, EntryKind>>> = {
  unit: 'ward', ...Object.fromEntries(entryKinds.filter(kind => kind !== 'ward').map(kind => [kind, kind]))
}

/** Records by kind: the names of their kinds in the log. */
export type Records = ReadonlyMap<string, readonly string[]>

/** Where records are named in the entries of others: the others' kind, their id, and the columns that point here. */
const namedIn: Readonly<Record<string, ReadonlyArray<readonly [EntryKind, id: AnyPgColumn, by: AnyPgColumn[]]>>> = {
  unit: [
    ['ward', units.id, [units.parentId, units.provinceId]],
    ['meeting', meetings.id, [meetings.wardId]],
    ['task', tasks.id, [tasks.wardId]]
  ],
  organisation: [
    ['organisation', organisations.id, [organisations.parentId]],
    ['meeting', meetings.id, [meetings.hostId, meetings.counterpartId]],
    ['official', appointments.officialId, [appointments.organisationId]],
    ['resolution', resolutions.id, [resolutions.issuerId, resolutions.committeeId]]
  ]
}

/** Records in whose entries others are named that bear another name now. */
async function namingRecords (tx: Database, renamed: Records): Promise<Array<[EntryKind, string[]]>> {
  const found: Array<[EntryKind, string[]]> = []
  for (const [kind, ids] of renamed) {
    for (const [naming, id, by] of ids.length === 0 ? [] : namedIn[kind] ?? []) {
      const rows = await tx.select({ id: sql<string>`${id}` }).from(id.table)
        .where(or(...by.map(column => inArray(column, [...ids]))))
      found.push([naming, rows.map(({ id }) => id)])
    }
  }
  return found
}

/** Tasks whose meeting was put on another day. */
async function movedTasks (tx: Database, meetingIds: readonly string[]): Promise<string[]> {
  if (meetingIds.length === 0) return []
  const rows = await tx.select({ id: tasks.id }).from(tasks)
    .innerJoin(meetings, and(eq(meetings.wardId, tasks.wardId), eq(meetings.id, tasks.meetingId)))
    .innerJoin(searchEntries, and(eq(searchEntries.kind, 'task'), eq(searchEntries.recordId, sql`${tasks.id}::text`)))
    .where(and(inArray(meetings.id, [...meetingIds]), sql`${searchEntries.day} is distinct from ${meetings.heldOn}`))
  return rows.map(({ id }) => id)
}

/**
 * Makes the entries of records that a transaction changed, and of those that name them. (Meetings are not read anew
 * where an indicator in them is renamed: that would be the whole register.)
 * @param changed records that came, went or are other than they were
 * @param renamed those of them that bear another name now
 */
export async function refreshEntries (tx: Database, changed: Records, renamed: Records): Promise<void> {
  const due = new Map<EntryKind, Set<string>>()
  const add = (kind: EntryKind, ids: readonly string[]) => {
    if (ids.length > 0) due.set(kind, new Set([...due.get(kind) ?? [], ...ids]))
  }
  for (const [kind, ids] of changed) {
    const entryKind = kindOfRecord[kind]
    if (entryKind !== undefined) add(entryKind, ids)
  }
  for (const [kind, ids] of await namingRecords(tx, renamed)) add(kind, ids)
  add('task', await movedTasks(tx, changed.get('meeting') ?? []))
  for (const [kind, ids] of due) await makeEntries(tx, kind, [...ids].sort())
}

const BATCH = 2_000

/** Makes the entries of some records of a kind, which nobody writes meanwhile. */
const completeSome = async (db: Database, kind: EntryKind, after: string | null): Promise<string[]> =>
  await db.transaction(async given => {
    const tx = given as Database
    const { table, id, where } = rowsOf[kind]
    const byName = isOnCluster() && 'wardId' in getTableColumns(table)
    await takeLock(tx, 'search')
    const { rows } = await tx.execute<{ id: string }>(sql`select ${id} as id from ${table}
      where ${and(sql`true`, where, after === null ? undefined : sql`${id} > ${after}`)}
      order by ${id} limit ${BATCH} ${byName ? sql`` : sql`for share`}`)
    const ids = rows.map(({ id }) => id)
    if (byName) await lockByName(tx, kind, ids)
    await makeEntries(tx, kind, ids)
    return ids
  })

/**
 * Makes all entries where those that are there are of an earlier version, or none were made yet: some at a time, while
 * others read and write.
 * @returns how many were made
 */
export async function completeEntries (db: Database, at = new Date()): Promise<number> {
  const [done] = await db.select().from(searchVersions).where(eq(searchVersions.version, LEXEMES_VERSION))
  if (done !== undefined) return 0
  let count = 0
  for (const kind of entryKinds) {
    let after: string | null = null
    for (;;) {
      const made = await completeSome(db, kind, after)
      count += made.length
      if (made.length < BATCH) break
      after = made.at(-1)!
    }
  }
  await db.insert(searchVersions).values({ version: LEXEMES_VERSION, completedAt: at }).onConflictDoNothing()
  return count
}
