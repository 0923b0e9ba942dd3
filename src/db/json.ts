/**
 * Lists inside a row, built by the database in the same statement: an aggregate of JSON objects whose values are read
 * by the columns they come from, so that a nested record looks as it does alone.
 */
import { Column, is, sql, SQL, type AnyColumn } from 'drizzle-orm'

/** What an object is made of: columns, expressions, and objects of these. */
export interface JsonShape { [property: string]: AnyColumn | SQL | JsonShape }

const isLeaf = (part: AnyColumn | SQL | JsonShape): part is AnyColumn | SQL => is(part, Column) || is(part, SQL)

function build (shape: JsonShape): SQL {
  const parts = Object.entries(shape).map(([property, part]) =>
    sql`${sql.raw(`'${property}'`)}, ${isLeaf(part) ? part : objectOrNull(part)}`)
  return sql`json_build_object(${sql.join(parts, sql`, `)})`
}

/** A nested object is null where its first property is: the row that an outer join did not find. */
function objectOrNull (shape: JsonShape): SQL {
  const [first] = Object.values(shape)
  return sql`case when ${first} is not null then ${build(shape)} end`
}

function read (shape: JsonShape, value: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(shape).map(([property, part]) => {
    const found = value[property]
    if (found === null || found === undefined) return [property, null]
    if (is(part, Column)) return [property, part.mapFromDriverValue(found)]
    return [property, is(part, SQL) ? found : read(part, found as Record<string, unknown>)]
  }))
}

/** `json_agg` of objects, in the order given; `[]` where there are none. Instants do not belong in it. */
export function jsonList<T> (shape: JsonShape, { order, only }: { order?: SQL, only?: SQL } = {}): SQL<T[]> {
  const list = sql`json_agg(${build(shape)}${order === undefined ? sql`` : sql` order by ${order}`})`
  return sql`coalesce(${list}${only === undefined ? sql`` : sql` filter (where ${only})`}, '[]'::json)`
    .mapWith(value => (value as Array<Record<string, unknown>>).map(item => read(shape, item))) as SQL<T[]>
}

/** One JSON object, or null where its first property is null. */
export function jsonObject<T> (shape: JsonShape): SQL<T | null> {
  return sql`${objectOrNull(shape)}`
    .mapWith(value => value === null ? null : read(shape, value as Record<string, unknown>)) as SQL<T | null>
}
