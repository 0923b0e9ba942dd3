/**
 * Keyset paging in SQL: a page is the rows after a key, in an order that is total because the id ends it. Deep pages
 * cost what the first one costs, and a record whose key is unchanged is neither skipped nor repeated while others
 * write.
 */
import { and, asc, desc, getTableColumns, getTableName, is, SQL, sql, type AnyColumn } from 'drizzle-orm'
import { unionAll, type PgSelect, type PgTable } from 'drizzle-orm/pg-core'
import { isStorable } from '../domain/text.js'
import type { Database } from './connect.js'
import { instantText, JsonText, recordJson, type JsonShape } from './json.js'
import { parted, type Parted, type Values } from './parted.js'
import { ask, type ReadRows, type Statement } from './statements.js'

/** A property of a table that is never null; a minus means descending. */
type Step<T extends PgTable> = `${'' | '-'}${keyof T['_']['columns'] & string}`

/** What a list is ordered by, one after the other; the last makes the order total. */
export type Order<T extends PgTable = PgTable> = ReadonlyArray<Step<T>>

/** The orders of a list by the names that the API gives them; the first is the default. */
export type Orders<T extends PgTable = PgTable> = Readonly<Record<string, Order<T>>>

/** Which page of a list. */
export interface PageRequest {
  /** Name of one of the list's orders. */
  readonly sort: string
  readonly limit: number
  /** Key of the last row of the page before; null for the first page. */
  readonly after: readonly string[] | null
  /** Whether to count all rows under the same filters. */
  readonly total: boolean
  /** Whether records that the database writes as JSON may come as one text, parted by commas, instead of a row each. */
  readonly joined?: boolean
}

export interface PageOf<T> {
  readonly rows: T[]
  /** Key of the last row, where more rows follow. */
  readonly next: readonly string[] | null
  /** Null where it was not asked for. */
  readonly total: number | null
}

/** A key that does not fit its order. */
export class KeyError extends Error {}

/**
 * The rows of one page, to be selected from and joined like the table; with them go the key of the page, on its last
 * row, and the total.
 */
export type Page<T extends PgTable> = T & { key: SQL.Aliased<string | null>, total: SQL.Aliased<number | null> }

interface Selection<R> extends Statement<R> { orderBy (...by: SQL[]): Statement<R> }

/** How the rows of a page are completed. */
type Select<T extends PgTable, R> = (page: Page<T>, db: Database) => Selection<R>

/** A row as it is handed on: a record that the database wrote as JSON, or else its columns. */
export type Handed<R> = R extends { record: JsonText } ? JsonText : Omit<R, 'key' | 'total'>

/**
 * What a statement selects that answers records: each as JSON, with its key and the total. Those that stand in other
 * records have neither.
 */
export function selectionOf (page: Page<PgTable>, shape: JsonShape) {
  const { key, total } = page
  const isPart = key === undefined
  return { record: recordJson(shape, isPart).as('record'), ...isPart ? {} as never : { key, total } }
}

/** Reads the rows of such a statement: three columns need no general way to read them. */
const readRecords: ReadRows = {
  columns: ['record', 'key', 'total'],
  row: ([record, key, total]) => ({
    record: record == null ? null : new JsonText(record),
    key: key ?? null,
    total: total == null ? null : Number(total)
  })
}

/** The records of a page as one, parted by commas; null where there are none. */
function joined (db: Database, selection: Statement<unknown>): Statement<never> {
  const rows = (selection as unknown as PgSelect).as('rows') as unknown as Record<keyof Row | 'record', SQL.Aliased>
  return db
    .select({
      record: sql`string_agg(${rows.record}, ',')`.mapWith((text: string) => new JsonText(text)).as('record'),
      key: sql`max(${rows.key})`.as('key'),
      total: sql`max(${rows.total})`.as('total')
    })
    .from(rows as never) as unknown as Statement<never>
}

/** A row with the key of the page, a JSON array on the last row where more rows follow, and the total. */
interface Row { key: string | null, total: number | null }

function handed<R extends Row> (found: R): Handed<R> {
  if ('record' in found && (found.record === null || found.record instanceof JsonText)) return found.record as Handed<R>
  const { key, total, ...row } = found
  return row as unknown as Handed<R>
}

const asText = (column: AnyColumn) =>
  column.getSQLType().startsWith('timestamp') ? instantText(column) : sql`${column}::text`

const isInstant = (text: string) => {
  const time = /^(?!0000)\d{4}-/.test(text) ? Date.parse(text) : NaN
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}

/** Whether a key's text is a value of a column's type: anybody can write a cursor. */
const fits = (column: AnyColumn, key: string) => {
  const type = column.getSQLType()
  if (type === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)
  if (type === 'date') return isInstant(`${key}T00:00:00.000Z`)
  if (type === 'integer') return /^\d{1,9}$/.test(key)
  if (type === 'bigint') return /^\d{1,15}$/.test(key)
  return type.startsWith('timestamp') ? isInstant(key) : isStorable(key)
}

interface Key { readonly property: string, readonly column: AnyColumn, readonly descending: boolean }

const keysOfOrders = new WeakMap<Order, readonly Key[]>()

/** The keys of an order, which belongs to one table. */
function keysOf (table: PgTable, order: Order): readonly Key[] {
  let keys = keysOfOrders.get(order)
  if (keys === undefined) {
    keys = order.map(step => {
      const property = step.replace(/^-/, '')
      return { property, column: getTableColumns(table)[property]!, descending: step.startsWith('-') }
    })
    keysOfOrders.set(order, keys)
  }
  return keys
}

const list = (parts: SQL[]) => sql.join(parts, sql`, `)

/**
 * The rows beyond a key, in parts, each of which an index in the order of the keys is entered at. Columns that go the
 * same way are compared as one row; where the way turns, first come the rows that are alike up to there.
 */
function beyond (keys: readonly Key[]): [SQL, ...SQL[]] {
  const turn = keys.findIndex(key => key.descending !== keys[0]!.descending)
  const head = turn < 0 ? keys : keys.slice(0, turn)
  const row = sql`(${list(head.map(({ column }) => sql`${column}`))})`
  const at = sql`(${list(head.map(({ column, property }) =>
    sql`${sql.placeholder(`after ${property}`)}::${sql.raw(column.getSQLType())}`))})`
  const past = sql`${row} ${sql.raw(head[0]!.descending ? '<' : '>')} ${at}`
  if (turn < 0) return [past]
  const [first, ...others] = beyond(keys.slice(turn)).map(rest => sql`${row} = ${at} and ${rest}`)
  return [first!, ...others, past]
}

const ordering = (keys: readonly Key[], columnOf: (key: Key) => AnyColumn) =>
  keys.map(key => (key.descending ? desc : asc)(columnOf(key)))

/** The wards that the rows are of; null where they may be of any. */
export type Wards = readonly string[] | null

const isOneWard = (wards: Wards) => wards?.length === 1

/**
 * A page all of whose rows are of one ward says which, so that what is joined to it is looked for in that ward from the
 * start: on a cluster the whole statement then goes to one node.
 */
function ofOneWard<P extends object> (page: P, wards: Wards): P {
  if (!isOneWard(wards)) return page
  const ward = sql`${sql.placeholder('ward')}::uuid`
  return new Proxy(page, { get: (of, property) => property === 'wardId' ? ward : Reflect.get(of, property) })
}

/**
 * Reads one page by one statement: the page's rows are found first, what hangs on them is joined to them only.
 * (Only where a later page turns out empty does a wanted total take a second statement.)
 * @param select completes the statement; it selects `key: page.key, total: page.total` beside the row's own columns, or
 *   records with `selectionOf`
 * @param variant names what the select depends on beside the table, for lists of records that are asked often: their
 *   statements are kept
 * @param wards those that the condition is limited to
 * @throws KeyError where the key is not of this order
 */
export async function readPage<T extends PgTable, R extends Row> (
  db: Database, table: T, where: SQL | Parted | undefined, orders: Orders<T>, request: PageRequest,
  select: Select<T, R>, variant?: string, wards: Wards = null
): Promise<PageOf<Handed<R>>> {
  const { after, limit, total, sort } = request
  const isJoined = request.joined === true && variant !== undefined
  const keys = keysOf(table, orders[sort] as Order)
  if (after !== null && !(after.length === keys.length && keys.every(({ column }, at) => fits(column, after[at]!)))) {
    throw new KeyError()
  }
  const asked = where === undefined || is(where, SQL) ? parted(where) : where

  const build = (db: Database) => {
    const { condition } = asked
    const count = countOf(table, condition)
    const columns = Object.keys(getTableColumns(table))
    const inOrder = ordering(keys, key => key.column)
    const oneMore = sql.placeholder('oneMore') // tells whether another page follows
    const rowsOf = (...parts: Array<SQL | undefined>) =>
      db.select().from(table as PgTable).where(and(condition, ...parts)).orderBy(...inOrder).limit(oneMore)
    const ways = (asked.ways ?? [undefined]).map(way => way?.condition)
    const parts = after === null ? [undefined] : beyond(keys)
    const [first, second, ...others] = ways.flatMap(way => parts.map(part => rowsOf(way, part)))
    const all = second === undefined
      ? first!
      : unionAll(first as never, second as never, ...others as never[]).orderBy(...inOrder).limit(oneMore)
    const found = all.as('found') as unknown as Page<T>
    const key = list(keys.map(({ property }) => asText((found as never)[property])))
    const page = db
      .select({
        ...Object.fromEntries(columns.map(name => [name, (found as never)[name] as AnyColumn])),
        total: sql`${total ? sql`(${count})` : sql`null::int`}`.as('total'),
        key: sql`case when row_number() over () = ${sql.placeholder('limit')} and lead(true) over ()
          then json_build_array(${key})::text end`.as('key')
      })
      .from(found as PgTable)
      // They come so; said again, what is joined to them need not be sorted.
      .orderBy(...ordering(keys, key => (found as never)[key.property]))
      .limit(sql.placeholder('limit'))
      .as('page') as unknown as Page<T>
    const selection = select(ofOneWard(page, wards), db)
      .orderBy(...ordering(keys, key => (page as never)[key.property]))
    return isJoined ? joined(db, selection) : selection
  }
  const conditions = [asked, ...asked.ways ?? []]
  const form = variant && [
    getTableName(table), variant, sort, after !== null, total, isOneWard(wards), isJoined,
    ...conditions.map(({ text }) => text)
  ].join('\n')
  const values: Values[] = [
    { ward: wards?.[0], limit, oneMore: limit + 1 }, ...conditions.map(({ values }) => values)
  ]
  if (after !== null) values.push(Object.fromEntries(keys.map(({ property }, at) => [`after ${property}`, after[at]])))
  const rows = await ask(db, form, build, values, readRecords)
  const next = rows.at(-1)?.key ?? null
  return {
    rows: rows.map(handed).filter(row => row !== null),
    next: next === null ? null : JSON.parse(next) as string[],
    total: !total ? null : rows[0]?.total ?? (after === null ? 0 : await alone(db, countOf(table, asked.whole)))
  }
}

const countOf = (table: PgTable, where: SQL | undefined) =>
  sql`select count(*)::int from ${table} ${where === undefined ? sql`` : sql`where ${where}`}`

/**
 * Reads the one row that a condition is about, selected as a page's rows are; null where there is none.
 * @param variant as that of a page
 */
export async function readOne<T extends PgTable, R extends Row> (
  db: Database, table: T, where: SQL | undefined, select: Select<T, R>, variant?: string
): Promise<Handed<R> | null> {
  const asked = parted(where)
  const columns = getTableColumns(table) as Record<string, AnyColumn>
  const version = columns.version ?? sql`null`
  const build = (db: Database) => select(db
    .select({ ...columns, key: sql`${version}::text`.as('key'), total: sql`null::int`.as('total') })
    .from(table as PgTable)
    .where(asked.condition)
    .as('page') as unknown as Page<T>, db)
  const form = variant && [getTableName(table), variant, 'one', asked.text].join('\n')
  const [found] = await ask(db, form, build, [asked.values], readRecords)
  if (found === undefined) return null
  const one = handed(found)
  return one instanceof JsonText ? new JsonText(one.written, Number(found.key)) as Handed<R> : one
}

/**
 * All rows of a condition as a list within another record, selected as a page's rows are.
 * @param same columns whose value is the same for all, and is known
 */
export function nested<T extends PgTable, R extends { record: JsonText }> (
  db: Database, table: T, where: SQL | undefined, by: Order<T>, select: (page: Page<T>) => Selection<R>,
  same: object = {}
): SQL {
  const rows = db.select().from(table as PgTable).where(where).as('part')
  const page = new Proxy(rows, {
    get: (of, property) => Reflect.get(Object.hasOwn(same, property) ? same : of, property)
  }) as unknown as Page<T>
  const inOrder = ordering(keysOf(table, by as Order), key => (page as never)[key.property])
  const records = (select(page).orderBy(...inOrder) as unknown as PgSelect)
    .as('records') as unknown as { record: SQL.Aliased }
  return sql`(select coalesce(json_agg(${records.record}), '[]') from ${records})`
}

async function alone (db: Database, count: SQL): Promise<number> {
  const { rows: [row] } = await db.execute<{ count: number }>(count)
  return row!.count
}
