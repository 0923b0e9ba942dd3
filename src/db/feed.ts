/**
 * The log as others may read it: entries after a place in it, each with what the record became, in the exchange form.
 * The order of `seq` is the order of commits, so a reader that goes on from the last place misses nothing. Names that
 * are not to be shown are taken out here, for all who read the log.
 */
import { and, desc, gt, inArray, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { isLeading, type Offices } from './conditions.js'
import type { Database } from './connect.js'
import { exchanged, type Exchanged } from './exchange.js'
import type { Content, RecordKind } from './log.js'
import { BEGINNING, recordKinds, type Place } from '../domain/changes.js'
import { changes } from './tables.js'

/** What a reader of the log is shown. */
export interface Reader {
  readonly offices: Offices
  /** Whether it is told who wrote. */
  readonly actors: boolean
}

export interface FeedFilter {
  readonly kinds?: readonly string[] | undefined
  /** Null: all entries; else those of records of these wards, which shared records are not. */
  readonly wardIds: readonly string[] | null
}

export interface Entry {
  /** Its place in the log. */
  readonly seq: number
  readonly at: Date
  readonly act: typeof changes.$inferSelect['act']
  readonly kind: RecordKind
  readonly id: string
  readonly ward: string | null
  readonly version: number
  readonly actor: string | null
  readonly reason: string | null
  /** What entries of one act have in common. */
  readonly transaction: string
  /** What the record became; null where it was deleted. */
  readonly record: Exchanged | null
}

export interface FeedPage {
  readonly entries: Entry[]
  /** The place to go on from: behind the last entry, or the end of the log where none is left. */
  readonly next: Place
  readonly more: boolean
}

/** The end of the log. */
export async function newestPlace (db: Database): Promise<Place> {
  const [last] = await db.select({ seq: changes.seq, at: changes.at }).from(changes).orderBy(desc(changes.seq)).limit(1)
  return last ?? BEGINNING
}

/** When the entry of a place was written, as a column of whoever knows its number, by whatever name. */
export const writtenAt = (seq: AnyColumn) => sql<Date | null>`(
  select written.at from (select seq as place, at from changes) written where written.place = ${seq}
)`.mapWith(changes.at)

/** Whether the log has a place. It does not where it was put back to an earlier state, and went another way since. */
const hasPlace = ({ seq, at }: Place): SQL<boolean> => at === null
  ? sql`true`
  : sql`exists (select from ${changes} where ${changes.seq} = ${seq} and ${changes.at} = ${at.toISOString()})`

/** The same, asked by itself. */
export async function knowsPlace (db: Database, place: Place): Promise<boolean> {
  const { rows: [row] } = await db.execute<{ known: boolean }>(sql`select ${hasPlace(place)} as known`)
  return row!.known
}

/** Entries: the log itself, or a page of it. */
type Log = Pick<typeof changes, keyof typeof changes['_']['columns']>

/** Whether an entry speaks of a person who is not to be named. */
const speaksOfUnnamed = (log: Log, offices: Offices): SQL => offices === 'all'
  ? sql`false`
  : sql`case ${log.kind}
      when 'official' then not ${isLeading(sql`${log.recordId}::uuid`)}
      when 'task' then ${log.after} ->> 'set_by_official_id' is not null
        and not ${isLeading(sql`(${log.after} ->> 'set_by_official_id')::uuid`)}
      else false end`

/** The columns of an entry that all readers of the log select. */
export const entryColumns = (log: Log, { offices, actors }: Reader) => ({
  seq: log.seq,
  at: log.at,
  act: log.act,
  kind: sql<RecordKind>`${log.kind}`.as('kind'),
  id: sql<string>`${log.recordId}`.as('record_id'),
  ward: sql<string | null>`${log.wardId}`.as('ward_id'),
  version: log.version,
  actor: sql<string | null>`${actors ? log.actor : sql`null::text`}`.as('actor'),
  reason: log.reason,
  transaction: log.transaction,
  content: sql<Content | null>`${log.after}`.as('content'),
  unnamed: sql<boolean>`${speaksOfUnnamed(log, offices)}`.as('unnamed')
})

type Selected = Omit<Entry, 'record'> & { readonly content: Content | null, readonly unnamed: boolean }

/** What an entry says that the record became. */
export function recordOf (
  { kind, content, unnamed }: { kind: RecordKind, content: Content | null, unnamed: boolean }
): Exchanged | null {
  if (content === null) return null
  const record = exchanged(kind, content)
  if (!unnamed) return record
  return { ...record, ...kind === 'official' ? { name: null } : { setBy: null } }
}

const entryOf = ({ content, unnamed, ...entry }: Selected): Entry =>
  ({ ...entry, record: recordOf({ kind: entry.kind, content, unnamed }) })

/** Entries by their places, in the order of the log. */
export async function readEntries (db: Database, places: readonly number[], reader: Reader): Promise<Entry[]> {
  const rows = await db.select(entryColumns(changes, reader)).from(changes)
    .where(inArray(changes.seq, [...places])).orderBy(changes.seq)
  return rows.map(entryOf)
}

/**
 * Entries after a place, in the order of commits, by one statement. A page does not end within an act, unless the act
 * alone is longer than a page.
 * @param after the place: `next` of the page before
 * @returns null where the log has no such place
 */
export async function readFeed (
  db: Database, { kinds, wardIds }: FeedFilter, after: Place, limit: number, reader: Reader
): Promise<FeedPage | null> {
  const last = db.select({ seq: changes.seq, at: changes.at }).from(changes).orderBy(desc(changes.seq)).limit(1)
    .as('last_entry')
  const log = db.select({ known: hasPlace(after).mapWith(Boolean).as('known') }).from(sql`(select) as log`).as('log')
  const entry = db.select(entryColumns(changes, reader)).from(changes)
    .where(and(
      gt(changes.seq, after.seq),
      inArray(changes.kind, [...kinds ?? recordKinds]),
      wardIds === null ? undefined : inArray(changes.wardId, [...wardIds])))
    .orderBy(changes.seq)
    .limit(limit + 1) // one more tells whether more follows, and whether it belongs to the last act
    .as('entry')
  const rows = await db.select().from(log).leftJoin(last, sql`true`).leftJoin(entry, sql`true`).orderBy(entry.seq)

  const [first] = rows
  if (!first!.log.known) return null
  const found = rows.flatMap(row => row.entry ?? [])
  const more = found.length > limit
  const page = found.slice(0, limit)
  if (more) {
    const [last] = found.slice(-1)
    const whole = page.findLastIndex(other => other.transaction !== last!.transaction) + 1
    if (whole > 0) page.length = whole
  }
  return {
    entries: page.map(entryOf),
    next: more ? page.at(-1)! : first!.last_entry ?? BEGINNING,
    more
  }
}
