/**
 * Loads the built-in records, in one transaction and through the log. Loading again changes nothing; a record that
 * somebody corrected, deleted or redacted since is left as it is.
 */
import { and, getTableColumns, inArray, isNotNull, sql, type AnyColumn } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../db/connect.js'
import { lastActors, logged, partsOf, tableOf, type Outcome } from '../db/log.js'
import { takeLock } from '../db/migrate.js'
import { changes, meetings } from '../db/tables.js'
import { catalogueBatches, recordBatches, type Batch } from './rows.js'

/** Under this name the log knows what the loader wrote. */
export const ACTOR = 'built-in records'

const propertyOf = (table: PgTable, column: AnyColumn) =>
  Object.entries(getTableColumns(table)).find(([, other]) => other === column)![0]

/** Inserts rows, and brings those that are there already to the same content. */
async function upsert (
  tx: Database, table: PgTable, keys: readonly AnyColumn[], rows: ReadonlyArray<Record<string, unknown>>, at: Date
) {
  const columns = getTableColumns(table)
  const properties = new Set(rows.flatMap(row => Object.keys(row)))
  const content = [...properties].filter(property => !keys.includes(columns[property]!))
  const excluded = content.map(property => [property, sql`excluded.${sql.identifier(columns[property]!.name)}`])
  await tx.insert(table)
    .values(rows.map(row => ({ ...row, createdAt: at, updatedAt: at })) as never)
    .onConflictDoUpdate({
      target: keys as never,
      set: Object.fromEntries(excluded) as never
    })
}

/** The meetings that rows hang on, as far as they are still there; null for rows that hang on none. */
async function meetingsHeld (tx: Database, rows: Batch['rows']): Promise<Set<unknown> | null> {
  const ids = [...new Set(rows.map(row => row.meetingId).filter(id => id !== undefined))] as string[]
  if (ids.length === 0) return null
  const held = await tx.select({ id: meetings.id }).from(meetings).where(inArray(meetings.id, ids))
  return new Set(held.map(({ id }) => id))
}

async function write (tx: Database, { kind, rows, parts }: Batch, at: Date): Promise<Outcome> {
  const { table, key, keys } = tableOf(kind)
  const idOf = (row: Record<string, unknown>) => row[propertyOf(table, key)] as string
  const actors = await lastActors(tx, kind, rows.map(idOf))
  const held = await meetingsHeld(tx, rows)
  const ours = rows.filter(row => (actors.get(idOf(row)) ?? ACTOR) === ACTOR && (held?.has(row.meetingId) ?? true))
  const ids = ours.map(idOf)
  if (ids.length === 0) return { created: 0, updated: 0, deleted: 0, unchanged: rows.length }

  const outcome = await logged(tx, kind, ids, { actor: ACTOR, reason: null, at }, async () => {
    await upsert(tx, table, keys, ours, at)
    for (const { table: partTable, of, only, name } of partsOf(kind)) {
      await tx.delete(partTable).where(and(inArray(of, ids), only && isNotNull(only)))
      const property = propertyOf(partTable, of)
      const all = parts.find(part => part.name === name)?.rows ?? []
      const fresh = all.filter(row => ids.includes(row[property] as string))
      if (fresh.length > 0) await tx.insert(partTable).values(fresh as never)
    }
  })
  return { ...outcome, unchanged: outcome.unchanged + rows.length - ours.length }
}

async function writeAll (tx: Database, batches: readonly Batch[], at: Date): Promise<Outcome> {
  const sum: Outcome = { created: 0, updated: 0, deleted: 0, unchanged: 0 }
  for (const batch of batches) {
    const outcome = await write(tx, batch, at)
    for (const act of Object.keys(sum) as Array<keyof Outcome>) sum[act] += outcome[act]
  }
  return sum
}

/**
 * Loads all built-in records: the catalogue of indicators and the records of five articles.
 * @returns how many records were created, updated and left unchanged
 */
export async function loadRecords (db: Database, at = new Date()): Promise<Outcome> {
  return await db.transaction(async tx => {
    await takeLock(tx, 'load')
    return await writeAll(tx, [...catalogueBatches(), ...recordBatches()], at)
  })
}

/**
 * What a register has before anybody writes to it: the catalogue of indicators of this release, and, where nothing was
 * ever written and they are wanted, the built-in records.
 */
export async function loadFirst (db: Database, withRecords: boolean, at = new Date()): Promise<Outcome> {
  return await db.transaction(async tx => {
    await takeLock(tx, 'load')
    const written = await tx.select({ seq: changes.seq }).from(changes).limit(1)
    const records = withRecords && written.length === 0 ? recordBatches() : []
    return await writeAll(tx, [...catalogueBatches(), ...records], at)
  })
}
