/**
 * The register as it was at an instant: a database on which the same queries run unchanged. Before each statement it
 * puts common table expressions that bear the names of the tables and hold what the log says of them, so that nothing
 * else need know of the difference. Search words are not in the log: they are null here.
 */
import { and, eq, getTableColumns, getTableName, is, lte, SQL, sql, type Column } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { alias, PgDialect, type PgTable } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import { recordKinds } from '../domain/changes.js'
import type { Asked } from './asking.js'
import { inWards, isLeading, type Offices } from './conditions.js'
import type { Database } from './connect.js'
import { partsOf, tableOf, type RecordKind } from './log.js'
import { changes, officials } from './tables.js'

/** What a question is limited to, so that less of the log is read. */
export interface Scope {
  /** It asks for ward-owned records of these wards only; null: of all. */
  readonly wardIds?: readonly string[] | null
  /** It asks for one ward-owned record and what is of the same ward. */
  readonly record?: { readonly kind: RecordKind, readonly id: string }
}

export interface Moment {
  readonly at: Date
  /** Whose names are shown: whoever may not be named now is not in the register of then either. */
  readonly offices: Offices
  readonly scope: Scope
}

const isWardOwned = (kind: RecordKind) => tableOf(kind).keys.length > 1

/** Where the rows of each table stand in the log: in the content of a kind, or in one of its parts. */
const places = new Map<PgTable, Array<{ kind: RecordKind, part: string | null }>>()
for (const kind of recordKinds) {
  const parts = partsOf(kind).map(({ table, name }) => ({ table, part: name }))
  for (const { table, part } of [{ table: tableOf(kind).table, part: null }, ...parts]) {
    places.set(table, [...places.get(table) ?? [], { kind, part }])
  }
}

const names = (kinds: readonly RecordKind[]) => sql`${sql.param([...kinds])}::text[]`
const list = (parts: SQL[]) => sql.join(parts, sql`, `)

/** The last entry about each record of some kinds, where it was not a deletion. */
function lastEntries (kinds: readonly RecordKind[], at: SQL, more?: SQL): SQL {
  const made = alias(changes, 'made')
  return sql`
    select kind, record_id, version, at as updated_at, after,
      case when act in ('created', 'restored') then at else (
        select ${made.at} from ${changes} ${sql.identifier('made')}
        where ${made.kind} = last.kind and ${made.recordId} = last.record_id and ${made.seq} < last.seq
        and ${made.act} in ('created', 'restored') order by ${made.seq} desc limit 1) end as created_at
    from (
      select distinct on (${changes.kind}, ${changes.recordId}) ${changes}.* from ${changes}
      where ${and(sql`${changes.kind} = any(${names(kinds)})`, sql`${changes.at} <= ${at}`, more)}
      order by ${changes.kind} desc, ${changes.recordId} desc, ${changes.seq} desc) last
    where after is not null`
}

/** Which entries of ward-owned records a question is about. */
function ofWards ({ wardIds, record }: Scope, at: SQL): SQL | undefined {
  if (record === undefined) return inWards(changes.wardId, wardIds ?? null)
  const filed = alias(changes, 'filed')
  return sql`${changes.wardId} = (select ${filed.wardId} from ${changes} ${sql.identifier('filed')}
    where ${and(eq(filed.kind, record.kind), eq(filed.recordId, record.id), lte(filed.at, at))}
    order by ${filed.seq} desc limit 1)`
}

/** Shared records of which there are as many as claims, and which of them claims refer to. */
const referred: ReadonlyArray<{
  readonly kind: typeof recordKinds[number]
  readonly ids: SQL
  /** Statements that come to others of the kind by these words are given all. */
  readonly not?: RegExp
}> = [
  {
    kind: 'source',
    ids: sql`select after ->> 'source_id' from known_claims union select passage.source_id
      from known_claims cross join lateral jsonb_to_recordset(after -> 'evidence') passage (source_id text)`
  },
  {
    kind: 'resolution',
    // What documents are to each other leads to others.
    not: /\bresolution_relations\b/,
    ids: sql`select after ->> 'resolution_id' from known_claims
      union select jsonb_array_elements_text(after -> 'candidate_ids') from known_claims`
  },
  {
    kind: 'official',
    // As do offices, and that one person turned out to be another.
    not: /\b(appointments|merged_into)\b/,
    ids: sql`select after ->> 'official_id' from known_claims
      union select after ->> 'set_by_official_id' from known_claims`
  }
]

/** What a column holds where an entry is older than the column. */
function defaultsOf (table: PgTable): SQL {
  const defaults = Object.values(getTableColumns(table))
    .filter(column => column.default !== undefined && !is(column.default, SQL))
    .map(column => [column.name, column.default])
  return sql`${JSON.stringify(Object.fromEntries(defaults))}::jsonb`
}

/** Columns that are no content: they come from the entry, or follow from others as the table says. */
function valueOf (column: Column, part: string | null): SQL {
  const name = sql.identifier(column.name)
  const generated = column.generated?.as
  if (generated !== undefined) return sql`(${typeof generated === 'function' ? generated() : generated}) as ${name}`
  const isBookkeeping = part === null && ['version', 'created_at', 'updated_at'].includes(column.name)
  return isBookkeeping ? sql`known_records.${name}` : sql`content.${name}`
}

/** A table by its name, with the rows that it had. */
function tableAt (table: PgTable, offices: Offices): SQL {
  const name = sql.identifier(getTableName(table))
  const columns = Object.values(getTableColumns(table))
  const rows = places.get(table)!.map(({ kind, part }) => {
    const content = part === null
      ? sql`jsonb_populate_record(null::${name}, ${defaultsOf(table)} || known_records.after)`
      : sql`jsonb_populate_recordset(null::${name}, known_records.after -> ${sql.raw(`'${part}'`)})`
    // The table of offices is that of now: its own expression comes later.
    const named = table === officials && offices === 'leading' ? isLeading(sql`content.id`) : undefined
    const entries = sql.identifier(isWardOwned(kind) ? 'known_claims' : 'known_shared')
    return sql`select ${list(columns.map(column => valueOf(column, part)))}
      from ${entries} known_records cross join lateral ${content} content
      where ${and(sql`known_records.kind = ${sql.raw(`'${kind}'`)}`, named)}`
  })
  // Read once, however often a subquery for each row of a page looks into it.
  return sql`${name} as materialized (${sql.join(rows, sql` union all `)})`
}

/** The expressions that a statement needs. */
function prelude (statement: string, { at, offices, scope }: Moment): SQL | undefined {
  const named = [...places.keys()].filter(table => new RegExp(`\\b${getTableName(table)}\\b`).test(statement))
  if (named.length === 0) return undefined
  const kinds = recordKinds.filter(kind => named.some(table => places.get(table)!.some(place => place.kind === kind)))
  const until = sql`${at.toISOString()}::timestamptz`
  const claims = kinds.filter(isWardOwned)
  const isOfWards = claims.length > 0 && (scope.record !== undefined || scope.wardIds != null)
  const narrowed = !isOfWards
    ? []
    : referred.filter(({ kind, not }) => kinds.includes(kind) && not?.test(statement) !== true)
  const whole = kinds.filter(kind => !isWardOwned(kind) && !narrowed.some(other => other.kind === kind))
  const shared = [
    lastEntries(whole, until),
    ...narrowed.map(({ kind, ids }) => lastEntries([kind], until, sql`${changes.recordId} = any(array(${ids}))`))
  ]
  return list([
    sql`known_claims as materialized (${lastEntries(claims, until, ofWards(scope, until))})`,
    sql`known_shared as materialized (${sql.join(shared, sql` union all `)})`,
    ...named.map(table => tableAt(table, offices))
  ])
}

const dialect = new PgDialect()

/** A statement with its expressions in front; their parameters come after its own. */
function inThePast (statement: string, values: readonly unknown[], moment: Moment) {
  const expressions = prelude(statement, moment)
  if (expressions === undefined) return { text: statement, values: [...values] }
  const { sql: text, params } = dialect.sqlToQuery(expressions)
  const numbered = text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + values.length}`)
  const own = /^\s*with\s/i.test(statement) ? `, ${statement.replace(/^\s*with\s/i, '')}` : ` ${statement}`
  return { text: `with ${numbered}${own}`, values: [...values, ...params] }
}

/** What Drizzle takes for a client; it only reads, and knows no transactions. */
class PastClient {
  readonly #pool: Asked
  readonly #moment: Moment

  constructor (pool: Asked, moment: Moment) {
    this.#pool = pool
    this.#moment = moment
  }

  async query (config: pg.QueryConfig, values: readonly unknown[]) {
    return await this.#pool.query({ ...config, ...inThePast(config.text, values, this.#moment) })
  }
}

type Logger = { logQuery (statement: string): void } | false

/** The database as the register was at an instant. */
export const databaseOfThen = (pool: Asked, logger: Logger, moment: Moment): Database =>
  drizzle(new PastClient(pool, moment) as unknown as pg.Pool, { logger })
