/**
 * A condition and its values apart: its text is the form of the question, by which its statement is found again. Every
 * list asks this of every question, so what conditions are made of is walked here; Drizzle's own way, which has to tell
 * many more things apart, takes several times as long and is left for what this does not know.
 */
import { Column, Param, SQL, sql, StringChunk, type Placeholder } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

export type Values = Readonly<Record<string, unknown>>

/** A condition whose values stand apart from it. */
export interface Parted {
  readonly text: string
  /** With places for the values. */
  readonly condition: SQL | undefined
  readonly values: Values
  /** With the values in it. */
  readonly whole: SQL | undefined
  /** Conditions of which each row that meets this one meets exactly one, where each has an index of its own. */
  readonly ways?: readonly Parted[]
}

interface Query { sql: string, readonly params: unknown[] }

const dialect = new PgDialect()
const names = new WeakMap<Column, string>()

function nameOf (column: Column): string {
  const known = names.get(column)
  if (known !== undefined) return known
  const { sql: name } = dialect.sqlToQuery(sql`${column}`)
  names.set(column, name)
  return name
}

function addValue (query: Query, value: unknown): void {
  query.sql += `$${query.params.push(value)}`
}

/** Adds pieces to a query. @returns false where one is of a kind that is left to Drizzle */
function add (query: Query, chunks: readonly unknown[]): boolean {
  return chunks.every(chunk => {
    if (chunk instanceof StringChunk) query.sql += chunk.value.join('')
    else if (chunk instanceof Column) query.sql += nameOf(chunk)
    else if (chunk instanceof SQL) return !isInline(chunk) && add(query, chunk.queryChunks)
    else if (typeof chunk === 'string' || typeof chunk === 'number') addValue(query, chunk)
    else if (chunk instanceof Param && isPlain(chunk.value)) addValue(query, driverValue(chunk))
    else return chunk === undefined
    return true
  })
}

const isInline = (chunk: SQL) => (chunk as unknown as { shouldInlineParams: boolean }).shouldInlineParams

const driverValue = ({ encoder, value }: Param) => encoder.mapToDriverValue(value)

const isPlain = (value: unknown) => typeof value !== 'object' || Array.isArray(value) || value instanceof Date

function queryOf (condition: SQL): Query {
  const query: Query = { sql: '', params: [] }
  return add(query, [condition]) ? query : dialect.sqlToQuery(condition)
}

/**
 * Parts a condition from its values.
 * @param name what the names of its values begin with
 */
export function parted (condition: SQL | undefined, name = 'asked'): Parted {
  if (condition === undefined) return { text: '', condition, values: {}, whole: condition }
  const { sql: text, params } = queryOf(condition)
  return {
    text,
    whole: condition,
    get condition () {
      const parts = text.split(/\$\d+/)
      return sql.join(parts.flatMap((part, at): Array<SQL | Placeholder> =>
        at === params.length ? [sql.raw(part)] : [sql.raw(part), sql.placeholder(`${name}${at}`)]))
    },
    values: Object.fromEntries(params.map((value, at) => [`${name}${at}`, value]))
  }
}

const ofFilters = new WeakMap<object, Parted>()

/**
 * The condition of a filter, worked out once for a filter that is asked again.
 * @param waysOf the ways in which its rows are found, where there are several
 */
export function conditionFor<F extends object> (
  filter: F, conditionOf: (filter: F) => SQL | undefined, waysOf?: (filter: F) => SQL[] | undefined
): Parted {
  let known = ofFilters.get(filter)
  if (known === undefined) {
    const ways = waysOf?.(filter)?.map((way, at) => parted(way, `way ${at} `))
    known = Object.assign(parted(conditionOf(filter)), ways && { ways })
    ofFilters.set(filter, known)
  }
  return known
}
