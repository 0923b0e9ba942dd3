/**
 * Brings records to a given content through the log: rows and the rows of their parts, many at once by one statement
 * whose only parameter is a JSON text. What has that content already is not written.
 */
import {
  Column, getTableColumns, getTableName, inArray, isNotNull, and, is, sql, type AnyColumn
} from 'drizzle-orm'
import { PgArray, PgJsonb, type PgTable } from 'drizzle-orm/pg-core'
import { isDeepStrictEqual } from 'node:util'
import { v7 } from 'uuid'
import type { Database } from './connect.js'
import { partsOf, tableOf, type Log, type RecordKind, type Snapshot } from './log.js'

export type Row = Readonly<Record<string, unknown>>

/** The rows of one kind of record, and all rows of other tables that are part of them. */
export interface Batch {
  readonly kind: RecordKind
  readonly rows: readonly Row[]
  readonly parts: ReadonlyArray<{ readonly name: string, readonly rows: readonly Row[] }>
}

/** Columns that follow from others and are no content. */
const derived = ['words', 'assigneeWords']

const propertyOf = (table: PgTable, column: AnyColumn) =>
  Object.entries(getTableColumns(table)).find(([, other]) => other === column)![0]

type Encoder = (value: unknown) => unknown

function encoderOf (column: Column): Encoder {
  if (is(column, PgJsonb)) return value => value ?? null
  if (is(column, PgArray)) {
    const item = encoderOf(column.baseColumn as Column)
    return value => value == null ? null : (value as unknown[]).map(item)
  }
  // Numbers stay numbers, so that a row compares with what the database says of it.
  return value => value === null || value === undefined
    ? null
    : typeof value === 'number' || typeof value === 'boolean' ? value : column.mapToDriverValue(value)
}

const encoders = new WeakMap<PgTable, Readonly<Record<string, readonly [name: string, encode: Encoder]>>>()

function encodersOf (table: PgTable) {
  const known = encoders.get(table)
  if (known !== undefined) return known
  const made = Object.fromEntries(Object.entries(getTableColumns(table))
    .map(([property, column]) => [property, [column.name, encoderOf(column)] as const]))
  encoders.set(table, made)
  return made
}

/** A row under the names and in the JSON of the database. */
function encode (table: PgTable, row: Row): Record<string, unknown> {
  const columns = encodersOf(table)
  const encoded: Record<string, unknown> = {}
  for (const property in row) {
    const [name, encodeValue] = columns[property]!
    encoded[name] = encodeValue(row[property])
  }
  return encoded
}

const list = (names: readonly string[], of = '') =>
  sql.join(names.map(name => sql`${sql.raw(of)}${sql.identifier(name)}`), sql`, `)

/** The columns that some row has; where another has it not, it is null there. */
function namesOf (rows: ReadonlyArray<Record<string, unknown>>): string[] {
  const names = new Set<string>()
  for (const row of rows) for (const name in row) names.add(name)
  return [...names]
}

async function insertRows (tx: Database, table: PgTable, rows: ReadonlyArray<Record<string, unknown>>): Promise<void> {
  if (rows.length === 0) return
  const names = namesOf(rows)
  await tx.execute(sql`insert into ${table} (${list(names)})
    select ${list(names)} from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json)`)
}

async function updateRows (
  tx: Database, table: PgTable, keys: readonly string[], rows: ReadonlyArray<Record<string, unknown>>
): Promise<void> {
  if (rows.length === 0) return
  const names = namesOf(rows).filter(name => !keys.includes(name))
  const name = sql.identifier(getTableName(table))
  await tx.execute(sql`update ${table} set (${list(names)}) = row(${list(names, 'fresh.')})
    from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json) fresh
    where ${sql.join(keys.map(key =>
      sql`${name}.${sql.identifier(key)} = fresh.${sql.identifier(key)}`), sql` and `)}`)
}

const only = (names: readonly string[], content: Record<string, unknown>) =>
  Object.fromEntries(names.map(name => [name, content[name]]))
const sorted = (rows: ReadonlyArray<Record<string, unknown>>) =>
  rows.map(row => JSON.stringify(Object.entries(row).sort())).sort()

interface EncodedPart { readonly name: string, readonly rows: ReadonlyArray<Record<string, unknown>> }

/** Whether a record has this content already, as far as the row tells it. */
function has (
  { content }: Snapshot, row: Record<string, unknown>, parts: readonly EncodedPart[], skipped: readonly string[]
): boolean {
  const names = Object.keys(row).filter(name => !skipped.includes(name))
  return isDeepStrictEqual(only(names, content), only(names, row)) && parts.every(part => {
    const there = content[part.name] as Array<Record<string, unknown>>
    if (there.length !== part.rows.length) return false
    if (part.rows.length === 0) return true
    const columns = Object.keys(part.rows[0]!)
    return isDeepStrictEqual(sorted(there.map(row => only(columns, row))), sorted(part.rows))
  })
}

/** Parts that are passages get an id when they are written; others bring theirs. */
const withIds = (table: PgTable, rows: ReadonlyArray<Record<string, unknown>>) =>
  'id' in getTableColumns(table) ? rows.map(row => ({ id: v7(), ...row })) : rows

/**
 * Writes records; those that are there are brought to the given content, their parts replaced.
 * @param made ids that were made for new records in this transaction
 */
export async function put (log: Log, { kind, rows, parts }: Batch, made?: ReadonlySet<string>): Promise<void> {
  if (rows.length === 0) return
  const { tx, authorship: { at } } = log
  const { table, key, keys } = tableOf(kind)
  const names = keys.map(column => column.name)
  const skipped = derived.map(property => getTableColumns(table)[property]?.name ?? '')
  const encoded = rows.map(row => encode(table, row))
  const idOf = (row: Record<string, unknown>) => row[key.name] as string
  const before = await log.touch(kind, encoded.map(idOf), made)

  const pieces = partsOf(kind).map(({ table: partTable, of, only: some, name }) => {
    const property = propertyOf(partTable, of)
    const byRecord = new Map<string, Array<Record<string, unknown>>>()
    for (const row of parts.find(part => part.name === name)?.rows ?? []) {
      const id = row[property] as string
      const rows = byRecord.get(id)
      if (rows === undefined) byRecord.set(id, [encode(partTable, row)])
      else rows.push(encode(partTable, row))
    }
    return { name, table: partTable, of, some, byRecord }
  })
  const partsOfRecord = (id: string) => pieces.map(({ name, byRecord }) => ({ name, rows: byRecord.get(id) ?? [] }))

  const fresh = encoded.filter(row => !before.has(idOf(row)))
  const changed = encoded.filter(row =>
    before.has(idOf(row)) && !has(before.get(idOf(row))!, row, partsOfRecord(idOf(row)), skipped))
  // A record filed under another ward keeps its id, but is another row.
  const refiled = changed.filter(row => names.includes('ward_id') && before.get(idOf(row))!.wardId !== row.ward_id)
  if (refiled.length > 0) await tx.delete(table).where(inArray(key, refiled.map(idOf)))
  log.makes(kind, fresh.map(idOf))
  const stamped = (row: Record<string, unknown>) => ({ ...row, created_at: at, updated_at: at })
  await insertRows(tx, table, [...fresh, ...refiled].map(stamped))
  await updateRows(tx, table, names, changed.filter(row => !refiled.includes(row)))

  const ids = changed.map(idOf)
  for (const { table: partTable, of, some, byRecord } of pieces) {
    if (ids.length > 0) await tx.delete(partTable).where(and(inArray(of, ids), some && isNotNull(some)))
    const written = [...fresh, ...changed].flatMap(row => byRecord.get(idOf(row)) ?? [])
    await insertRows(tx, partTable, withIds(partTable, written))
  }
}

/** Deletes records with their parts. */
export async function remove (log: Log, kind: RecordKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { table, key } = tableOf(kind)
  await log.touch(kind, ids)
  for (const { table: partTable, of, only } of partsOf(kind)) {
    await log.tx.delete(partTable).where(and(inArray(of, [...ids]), only && isNotNull(only)))
  }
  await log.tx.delete(table).where(inArray(key, [...ids]))
}
