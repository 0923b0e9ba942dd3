/**
 * Statements that are built once for each form of a question and then only given its values; on PostgreSQL the server
 * keeps their plans too. A question's form is the text of its conditions: the same filters, whatever they ask for.
 */
import { sql, type Placeholder, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { LRUCache } from 'lru-cache'
import type { Database } from './connect.js'

export type Values = Readonly<Record<string, unknown>>

/** A statement with places for values. */
export interface Statement<R> {
  prepare (name: string): { execute (values: Values): Promise<R[]> }
  execute (values: Values): Promise<R[]>
}

interface Kept {
  readonly memory: LRUCache<string, { execute: (values: Values) => Promise<unknown[]>, uses: number }>
  /** Whether the server prepares what is asked often. */
  readonly isPrepared: boolean
  prepared: number
}

/** Forms that are kept, of which the server knows those that come again, as long as there is room. */
const MOST_FORMS = 500
const MOST_PREPARED = 100
/** A form that comes so often is worth a plan of its own. */
const OFTEN = 3

const kept = new WeakMap<Database, Kept>()

/**
 * Keeps the statements of a database that stays open.
 * @param isPrepared whether connections keep what they are told, as they do not behind a pooler by transactions
 */
export function keepStatements (db: Database, isPrepared: boolean): void {
  kept.set(db, { memory: new LRUCache({ max: MOST_FORMS }), isPrepared, prepared: 0 })
}

/**
 * Asks a question that comes again and again in this form.
 * @param form what the statement is made from, beside the values; without it the statement is not kept
 */
export async function ask<R> (
  db: Database, form: string | undefined, build: () => Statement<R>, values: Values
): Promise<R[]> {
  const known = kept.get(db)
  if (known === undefined || form === undefined) return await build().execute(values)
  let statement = known.memory.get(form)
  if (statement === undefined) {
    const made = build().prepare(undefined as never) // without a name it is kept here alone
    statement = { execute: async values => await made.execute(values), uses: 0 }
    known.memory.set(form, statement)
  }
  if (++statement.uses === OFTEN && known.isPrepared && known.prepared < MOST_PREPARED) {
    const made = build().prepare(`so_phuong_${++known.prepared}`)
    statement.execute = async values => await made.execute(values)
  }
  return await statement.execute(values) as R[]
}

const dialect = new PgDialect()

/** A condition whose values stand apart from it. */
export interface Parted { readonly text: string, readonly condition: SQL | undefined, readonly values: Values }

/** Parts a condition from its values. */
export function parted (condition: SQL | undefined): Parted {
  if (condition === undefined) return { text: '', condition, values: {} }
  const { sql: text, params } = dialect.sqlToQuery(condition)
  const names = params.map((_, at) => `asked${at}`)
  const parts = text.split(/\$\d+/)
  return {
    text,
    get condition () {
      return sql.join(parts.flatMap((part, at): Array<SQL | Placeholder> =>
        at === names.length ? [sql.raw(part)] : [sql.raw(part), sql.placeholder(names[at]!)]))
    },
    values: Object.fromEntries(params.map((value, at) => [names[at], value]))
  }
}
