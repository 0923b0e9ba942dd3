/**
 * Records as JSON that the database builds in the statement that finds them, labels of terms and periods with it: an
 * answer is passed on as it comes, and a nested record looks as it does alone.
 */
import { Column, is, sql, SQL, type AnyColumn } from 'drizzle-orm'
import { PgArray, type PgTable } from 'drizzle-orm/pg-core'
import { periodsWithin } from '../domain/periods.js'
import type { Term } from '../domain/vocabulary.js'
import { meaningOf } from './columns.js'

type Leaf = AnyColumn | SQL | SQL.Aliased

/** What an object is made of: columns, expressions, and objects of these. */
export interface JsonShape { [property: string]: Leaf | JsonShape }

const isLeaf = (part: Leaf | JsonShape): part is Leaf => is(part, Column) || is(part, SQL) || is(part, SQL.Aliased)

const literal = (text: string) => sql.raw(`'${text.replaceAll("'", "''")}'`)

/** An object of values by name. Faster than json_build_object, and without its spaces. */
const object = (values: ReadonlyArray<readonly [name: string, value: SQL]>, from = sql``): SQL =>
  sql`(select to_json(object) from (select ${sql.join(values.map(([name, value]) =>
    sql`${value} as ${sql.identifier(name)}`), sql`, `)} ${from}) object)`

/** An instant as the API writes it. */
export const instantText = (instant: AnyColumn | SQL): SQL =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A term by its code; a code of a later release is its own label. */
function termJson (code: SQL, terms: readonly Term[], isNullable: boolean): SQL {
  const known = Object.fromEntries(terms.map(({ code, name, nameEn }) => [code, { code, name, nameEn }]))
  const term = sql`coalesce(${literal(JSON.stringify(known))}::jsonb -> ${code},
    jsonb_build_object('code', ${code}, 'name', ${code}, 'nameEn', ${code}))`
  return isNullable ? sql`case when ${code} is not null then ${term} end` : term
}

/** Stands for the year in what is said of a period. */
const YEAR = '#'

/** Stand behind what follows the year of a period's code, where it is another in years with 29 February. */
const [LEAP, COMMON] = ['+', '-']

/** Periods by what follows the year of their code, for years with and without 29 February. */
const [ofCommonYear, ofLeapYear] = [2023, 2024].map(year => Object.fromEntries(periodsWithin(year).map(period =>
  [period.code.slice(5), JSON.stringify(period).replaceAll(String(year), YEAR)])) as Record<string, string>)
const periods = literal(JSON.stringify(Object.fromEntries(Object.entries(ofCommonYear!).flatMap(([form, period]) =>
  ofLeapYear![form] === period ? [[form, period]] : [[form + COMMON, period], [form + LEAP, ofLeapYear![form]]]))))

/** A period by its code, as `parsePeriod` reads it. */
function periodJson (code: SQL): SQL {
  const [year, form] = [sql`left(${code}, 4)`, sql`substr(${code}, 6)`]
  const ofYear = (known: SQL) => sql`replace(${periods}::jsonb ->> ${known}, ${literal(YEAR)}, ${year})::json`
  const kind = sql`case when extract(day from make_date(${year}::int, 3, 1) - 1) = 29
    then ${literal(LEAP)} else ${literal(COMMON)} end`
  const ofTerm = object([
    ['code', code],
    ['from', sql`${year} || '-01-01'`],
    ['to', sql`${form} || '-12-31'`],
    ['label', sql`case when ${form}::int - ${year}::int = 4 and ${year}::int % 5 = 1
      then 'giai đoạn ' else 'nhiệm kỳ ' end || ${year} || '-' || ${form}`]
  ])
  return sql`case when ${code} is null then null when ${code} like '%/%' then ${ofTerm}
    else coalesce(${ofYear(form)}, ${ofYear(sql`(${form} || ${kind})`)}) end`
}

/** A column as the API shows it. */
function shownColumn (column: AnyColumn): SQL {
  const own = sql`${column}`
  if (column.getSQLType().startsWith('timestamp')) return instantText(column)
  const { terms, isPeriod } = meaningOf(column)
  if (isPeriod === true) return periodJson(own)
  if (terms !== undefined) return termJson(own, terms, !column.notNull)
  const listed = is(column, PgArray) ? meaningOf(column.baseColumn as AnyColumn).terms : undefined
  if (listed === undefined) return own
  const term = termJson(sql`term.code`, listed, false)
  return sql`case when cardinality(${own}) = 0 then '[]'::json
    else (select json_agg(${term} order by term.place) from unnest(${own}) with ordinality as term (code, place)) end`
}

const shown = (shape: JsonShape): Array<[name: string, value: SQL]> =>
  Object.entries(shape).map(([property, part]) =>
    [property, !isLeaf(part) ? objectOrNull(part) : is(part, Column) ? shownColumn(part) : sql`${part}`])

const build = (shape: JsonShape): SQL => object(shown(shape))

/** A nested object is null where its first property is: the row that an outer join did not find. */
function objectOrNull (shape: JsonShape): SQL {
  const [first] = Object.values(shape)
  if (!isLeaf(first!)) return build(shape)
  return sql`case when ${first} is not null then ${build(shape)} end`
}

/**
 * One row of another table as an object, null where there is none. Where the row is the same for the whole page, as the
 * ward is on a page of one ward, PostgreSQL looks for it once.
 * @param where which row; at most one
 */
export const jsonRow = <T>(table: PgTable, shape: JsonShape, where: SQL): SQL<T | null> =>
  sql<T | null>`${object(shown(shape), sql`from ${table} where ${where}`)}`

/** `json_agg` of objects, in the order given; `[]` where there are none. */
export function jsonList<T> (shape: JsonShape, { order, only }: { order?: SQL, only?: SQL } = {}): SQL<T[]> {
  const list = sql`json_agg(${build(shape)}${order === undefined ? sql`` : sql` order by ${order}`})`
  return sql<T[]>`coalesce(${list}${only === undefined ? sql`` : sql` filter (where ${only})`}, '[]'::json)`
}

/** One JSON object, or null where its first property is null. */
export const jsonObject = <T>(shape: JsonShape): SQL<T | null> => sql<T | null>`${objectOrNull(shape)}`

/** A record as JSON, as the database wrote it: in its bytes where the connection hands those on, else as a text. */
export class JsonText {
  readonly written: string | Buffer
  /** That of the record, where it was read by itself. */
  readonly version: number | undefined

  constructor (written: string | Buffer, version?: number) {
    this.written = written
    this.version = version
  }

  get text (): string {
    return String(this.written)
  }

  /** The record itself. */
  parse<T = Record<string, unknown>> (): T {
    return JSON.parse(this.text) as T
  }
}

/** What stands around records, and between each two of them. */
interface Around { readonly before?: string, readonly between: string, readonly after: string }

/** Records as the bytes of an answer. */
export function bytesOf (records: readonly JsonText[], { before = '', between, after }: Around): Buffer {
  const parts = records.flatMap(({ written }, at) => at === 0 ? [written] : [between, written])
  return Buffer.concat([before, ...parts, after].map(part => typeof part === 'string' ? Buffer.from(part) : part))
}

/**
 * A whole record, for the selection of a row.
 * @param isPart whether it is to stand in another record
 */
export const recordJson = (shape: JsonShape, isPart = false): SQL<JsonText> =>
  sql`${build(shape)}${isPart ? sql`` : sql`::text`}`.mapWith((text: string) => new JsonText(text)) as SQL<JsonText>
