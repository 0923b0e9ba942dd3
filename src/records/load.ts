/**
 * Loads the built-in records, in one transaction and through the log. Loading again changes nothing; a record that
 * somebody corrected, deleted or redacted since is left as it is.
 */
import { inArray } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { takeLock } from '../db/locks.js'
import { lastActors, recorded, snapshot, tableOf, type Log, type RecordKind, type Snapshot } from '../db/log.js'
import { put, type Batch, type Row } from '../db/store.js'
import { changes, meetings, officials } from '../db/tables.js'
import { catalogueBatches, recordBatches } from './rows.js'

/** Under this name the log knows what the loader wrote. */
export const ACTOR = 'built-in records'
/** Under this one, what came from files of units: the built-in records complete what these have made. */
export const UNITS_ACTOR = 'files of units'

/** The meetings that rows hang on, as far as they are still there; null for rows that hang on none. */
async function meetingsHeld (tx: Database, rows: readonly Row[]): Promise<Set<unknown> | null> {
  const ids = [...new Set(rows.map(row => row.meetingId).filter(id => id !== undefined))] as string[]
  if (ids.length === 0) return null
  const held = await tx.select({ id: meetings.id }).from(meetings).where(inArray(meetings.id, ids))
  return new Set(held.map(({ id }) => id))
}

/** Rows as they are where officials were taken down since: nobody is named there any more. */
async function withoutGone (tx: Database, rows: readonly Row[]): Promise<readonly Row[]> {
  const idsIn = (row: Row) => [row.officialId, row.setByOfficialId].filter(id => id != null) as string[]
  const ids = [...new Set(rows.flatMap(idsIn))]
  if (ids.length === 0) return rows
  const there = await tx.select({ id: officials.id }).from(officials).where(inArray(officials.id, ids))
  const gone = new Set<unknown>(ids.filter(id => !there.some(row => row.id === id)))
  return gone.size === 0
    ? rows
    : rows.map(row => ({
      ...row,
      ...gone.has(row.officialId) ? { officialId: null } : {},
      ...gone.has(row.setByOfficialId) ? { setByOfficialId: null, setBy: null } : {}
    }))
}

/** Records that were made and never changed since. */
async function stillAsMade (tx: Database, kind: RecordKind, ids: readonly string[]): Promise<Set<string>> {
  const known = ids.length === 0 ? new Map<string, Snapshot>() : await snapshot(tx, kind, ids)
  return new Set([...known].filter(([, { version }]) => version === 1).map(([id]) => id))
}

/** Writes what nobody else has changed since. */
async function write (log: Log, { kind, rows: given, parts }: Batch): Promise<void> {
  const { key } = tableOf(kind)
  const rows = await withoutGone(log.tx, given)
  const idOf = (row: Row) => row[key.name] as string
  const actors = await lastActors(log.tx, kind, rows.map(idOf))
  const held = await meetingsHeld(log.tx, rows)
  const asMade = await stillAsMade(log.tx, kind, rows.map(idOf).filter(id => actors.get(id) === UNITS_ACTOR))
  await put(log, {
    kind,
    rows: rows.filter(row => ((actors.get(idOf(row)) ?? ACTOR) === ACTOR || asMade.has(idOf(row))) &&
      (held?.has(row.meetingId) ?? true)),
    parts
  })
}

/** How many records a load made, changed and left as they were. */
export interface Outcome { created: number, updated: number, unchanged: number }

async function writeAll (db: Database, at: Date, choose: (tx: Database) => Promise<Batch[]>): Promise<Outcome> {
  const { result: count, acts } = await recorded(db, { actor: ACTOR, reason: null, at }, async log => {
    await takeLock(log.tx, 'load')
    const batches = await choose(log.tx)
    for (const batch of batches) await write(log, batch)
    return batches.reduce((sum, { rows }) => sum + rows.length, 0)
  })
  const done = [...acts.values()].flatMap(kind => [...kind.values()])
  const created = done.filter(act => act === 'created').length
  return { created, updated: done.length - created, unchanged: count - done.length }
}

/**
 * Loads all built-in records: the catalogue of indicators and the records of five articles.
 * @returns how many records were created, updated and left unchanged
 */
export const loadRecords = async (db: Database, at = new Date()): Promise<Outcome> =>
  await writeAll(db, at, async () => [...catalogueBatches(), ...recordBatches()])

/**
 * What a register has before anybody writes to it: the catalogue of indicators of this release, and, where nothing was
 * ever written and they are wanted, the built-in records.
 */
export const loadFirst = async (db: Database, withRecords: boolean, at = new Date()): Promise<Outcome> =>
  await writeAll(db, at, async tx => {
    const written = await tx.select({ seq: changes.seq }).from(changes).limit(1)
    return [...catalogueBatches(), ...withRecords && written.length === 0 ? recordBatches() : []]
  })
