/**
 * Records as JSON that the database builds in the statement that finds them, labels of terms and periods with it: an
 * answer is passed on as it comes, and a nested record looks as it does alone.
 */
import { Column, is, sql, SQL, type AnyColumn } from 'drizzle-orm'
import { PgArray } from 'drizzle-orm/pg-core'
import type { Term } from '../domain/vocabulary.js'
import { meaningOf } from './columns.js'

type Leaf = AnyColumn | SQL | SQL.Aliased

/** What an object is made of: columns, expressions, and objects of these. */
export interface JsonShape { [property: string]: Leaf | JsonShape }

const isLeaf = (part: Leaf | JsonShape): part is Leaf => is(part, Column) || is(part, SQL) || is(part, SQL.Aliased)

const literal = (text: string) => sql.raw(`'${text.replaceAll("'", "''")}'`)

/** An object of values by name. Faster than json_build_object, and without its spaces. */
const object = (values: ReadonlyArray<readonly [name: string, value: SQL]>): SQL =>
  sql`(select to_json(object) from (select ${sql.join(values.map(([name, value]) =>
    sql`${value} as ${sql.identifier(name)}`), sql`, `)}) object)`

/** An instant as the API writes it. */
export const instantText = (instant: AnyColumn | SQL): SQL =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A term by its code; a code of a later release is its own label. */
function termJson (code: SQL, terms: readonly Term[]): SQL {
  const known = Object.fromEntries(terms.map(({ code, name, nameEn }) => [code, { code, name, nameEn }]))
  return sql`case when ${code} is not null then coalesce(${literal(JSON.stringify(known))}::jsonb -> ${code},
    jsonb_build_object('code', ${code}, 'name', ${code}, 'nameEn', ${code})) end`
}

/** A period by its code, as `parsePeriod` reads it. */
function periodJson (code: SQL): SQL {
  const [year, form] = [sql`left(${code}, 4)`, sql`substr(${code}, 6)`]
  const span = (from: SQL, to: SQL, label: SQL) =>
    object([['code', code], ['from', from], ['to', to], ['label', label]])
  const inYear = (from: string, to: string, label: string) => span(
    sql`${year} || ${literal(from)}`, sql`${year} || ${literal(to)}`, sql`${literal(label)} || ' năm ' || ${year}`)
  const endOf = (month: SQL) =>
    sql`to_char(make_date(${year}::int, ${month}::int, 1) + interval '1 month' - interval '1 day', 'YYYY-MM-DD')`
  const months = sql`left(${form}, -1)`
  return sql`case
    when ${code} is null then null
    when length(${code}) = 4 then ${span(
      sql`${code} || '-01-01'`, sql`${code} || '-12-31'`, sql`'năm ' || ${code}`)}
    when ${form} = 'H1' then ${inYear('-01-01', '-06-30', '6 tháng đầu')}
    when ${form} = 'H2' then ${inYear('-07-01', '-12-31', '6 tháng cuối')}
    when ${form} = 'Q1' then ${inYear('-01-01', '-03-31', 'quý I')}
    when ${form} = 'Q2' then ${inYear('-04-01', '-06-30', 'quý II')}
    when ${form} = 'Q3' then ${inYear('-07-01', '-09-30', 'quý III')}
    when ${form} = 'Q4' then ${inYear('-10-01', '-12-31', 'quý IV')}
    when ${form} like '%M' then ${span(
      sql`${year} || '-01-01'`, endOf(months), sql`${months} || ' tháng đầu năm ' || ${year}`)}
    when length(${code}) = 7 then ${span(
      sql`${code} || '-01'`, endOf(form), sql`'tháng ' || ltrim(${form}, '0') || ' năm ' || ${year}`)}
    else ${span(sql`${year} || '-01-01'`, sql`${form} || '-12-31'`, sql`case
      when ${form}::int - ${year}::int = 4 and ${year}::int % 5 = 1 then 'giai đoạn ' else 'nhiệm kỳ ' end
      || ${year} || '-' || ${form}`)} end`
}

/** A column as the API shows it. */
function shown (column: AnyColumn): SQL {
  const own = sql`${column}`
  if (column.getSQLType().startsWith('timestamp')) return instantText(column)
  const { terms, isPeriod } = meaningOf(column)
  if (isPeriod === true) return periodJson(own)
  if (terms !== undefined) return termJson(own, terms)
  const listed = is(column, PgArray) ? meaningOf(column.baseColumn as AnyColumn).terms : undefined
  if (listed === undefined) return own
  const term = termJson(sql`term.code`, listed)
  return sql`case when ${own} = '{}' then '[]'::json
    else (select json_agg(${term} order by term.place) from unnest(${own}) with ordinality as term (code, place)) end`
}

const build = (shape: JsonShape): SQL => object(Object.entries(shape).map(([property, part]) =>
  [property, !isLeaf(part) ? objectOrNull(part) : is(part, Column) ? shown(part) : sql`${part}`]))

/** A nested object is null where its first property is: the row that an outer join did not find. */
function objectOrNull (shape: JsonShape): SQL {
  const [first] = Object.values(shape)
  if (!isLeaf(first!)) return build(shape)
  return sql`case when ${first} is not null then ${build(shape)} end`
}

/** `json_agg` of objects, in the order given; `[]` where there are none. */
export function jsonList<T> (shape: JsonShape, { order, only }: { order?: SQL, only?: SQL } = {}): SQL<T[]> {
  const list = sql`json_agg(${build(shape)}${order === undefined ? sql`` : sql` order by ${order}`})`
  return sql<T[]>`coalesce(${list}${only === undefined ? sql`` : sql` filter (where ${only})`}, '[]'::json)`
}

/** One JSON object, or null where its first property is null. */
export const jsonObject = <T>(shape: JsonShape): SQL<T | null> => sql<T | null>`${objectOrNull(shape)}`

/** A record as JSON, in the bytes that the database made. */
export class JsonText {
  readonly text: string

  constructor (text: string) {
    this.text = text
  }

  /** The record itself. */
  parse<T = Record<string, unknown>> (): T {
    return JSON.parse(this.text) as T
  }
}

/** A whole record, for the selection of a row. */
export const recordOf = (shape: JsonShape): SQL<JsonText> =>
  sql`${build(shape)}::text`.mapWith((text: string) => new JsonText(text)) as SQL<JsonText>
