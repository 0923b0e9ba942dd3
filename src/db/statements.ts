/**
 * Statements that are built once for each form of a question and then only given its values; on PostgreSQL the server
 * keeps their plans too. A question's form is the text of its conditions: the same filters, whatever they ask for.
 */
import { LRUCache } from 'lru-cache'
import { createHash } from 'node:crypto'
import type { Database } from './connect.js'
import type { Values } from './parted.js'

/** A statement with places for values. */
export interface Statement<R> {
  prepare (name: string): Prepared
  execute (values: Values): Promise<R[]>
}

type Build<R> = (db: Database) => Statement<R>

/** What a statement is sent through: a pool, or the reads of one request. */
type Client = object

/** As Drizzle prepares it: how it reads its rows can be said, and which columns they have. */
interface Prepared {
  getQuery (): { sql: string }
  execute (values: Values): Promise<unknown[]>
  readonly fields?: ReadonlyArray<{ readonly path: readonly string[] }>
  customResultMapper?: (rows: unknown[][]) => unknown[]
}

/** How the rows of statements are read that have these columns and no others. */
export interface ReadRows {
  readonly columns: readonly string[]
  readonly rows: (found: unknown[][]) => unknown[]
}

interface Built { prepared: Prepared, uses: number }

/** Forms that are kept, of which the server knows those that come again, as long as there is room. */
const MOST_FORMS = 500
const MOST_PREPARED = 100
/** A form that comes so often is worth a plan of its own. */
const OFTEN = 3

/** A database whose statements are kept, and who else is told which are sent. */
interface Kept {
  readonly statements: Statements
  readonly client?: Client
  readonly tell?: ((statement: string) => void) | undefined
}

const kept = new WeakMap<Database, Kept>()

/** The statements of a database that stays open. */
export class Statements {
  readonly #db: Database
  /** Whether connections keep what they are told, as they do not behind a pooler by transactions. */
  #isPrepared: boolean
  readonly #built = new LRUCache<string, Built>({ max: MOST_FORMS })
  #prepared = 0

  constructor (db: Database, isPrepared: boolean) {
    this.#db = db
    this.#isPrepared = isPrepared
    kept.set(db, { statements: this })
  }

  /** Keeps them for another view of the database too, which sends them elsewhere and may be told of them. */
  keptFor (db: Database, client: Client, tell?: (statement: string) => void): Database {
    kept.set(db, { statements: this, client, tell })
    return db
  }

  /** The statement of a form, built where it was not. */
  of (form: string, build: Build<unknown>, read?: ReadRows): Built {
    let built = this.#built.get(form)
    if (built === undefined) {
      built = { prepared: this.#prepare(build, read), uses: 0 }
      this.#built.set(form, built)
    }
    if (++built.uses === OFTEN && this.#isPrepared && this.#prepared < MOST_PREPARED) {
      this.#prepared++
      built.prepared = this.#prepare(build, read, nameOf(built.prepared))
    }
    return built
  }

  /** Prepares nothing any more: connections have turned out to forget. */
  stopPreparing (): void {
    this.#isPrepared = false
    this.#built.clear()
  }

  /** Without a name, a statement is kept here alone. */
  #prepare (build: Build<unknown>, read?: ReadRows, name?: string): Prepared {
    const prepared = build(this.#db).prepare(name as string)
    const columns = prepared.fields?.map(({ path }) => path.join('.'))
    if (read !== undefined && columns?.join() === read.columns.join()) prepared.customResultMapper = read.rows
    return prepared
  }
}

/**
 * The name of a statement on the server says what it is: where a pooler mixes up connections, another process can have
 * prepared the very same under it, and nothing else.
 */
const nameOf = (statement: Prepared) =>
  `so_phuong_${createHash('sha256').update(statement.getQuery().sql).digest('base64url').slice(0, 22)}`

/** A connection does not know a statement that it was told, or knows one that it was not. */
const isForgotten = (error: unknown) =>
  ['26000', '42P05'].includes((error as { cause?: { code?: string } }).cause?.code ?? '')

/** The same statement, sent through another client: Drizzle ties each to the one that it was prepared for. */
const through = (prepared: Prepared, client: Client): Prepared =>
  Object.assign(Object.create(Object.getPrototypeOf(prepared)) as Prepared, prepared, { client })

/**
 * Asks a question that comes again and again in this form.
 * @param form what the statement is made from, beside the values; without it the statement is not kept
 * @param read how rows of certain columns are read faster than by what Drizzle knows of each column
 */
export async function ask<R> (
  db: Database, form: string | undefined, build: Build<R>, values: Values, read?: ReadRows
): Promise<R[]> {
  const known = kept.get(db)
  if (known === undefined || form === undefined) return await build(db).execute(values)
  const { prepared } = known.statements.of(form, build, read)
  known.tell?.(prepared.getQuery().sql)
  const statement = known.client === undefined ? prepared : through(prepared, known.client)
  try {
    return await statement.execute(values) as R[]
  } catch (error) {
    if (!isForgotten(error)) throw error
    known.statements.stopPreparing()
    return await build(db).execute(values)
  }
}
