/**
 * Statements that are built once for each form of a question and then only given its values; on PostgreSQL the server
 * keeps their plans too. A question's form is the text of its conditions: the same filters, whatever they ask for.
 */
import { is, Param, Placeholder } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Asked } from './asking.js'
import type { BytesStatement } from './bytes.js'
import type { Database } from './connect.js'
import type { Values } from './parted.js'

/** A statement with places for values. */
export interface Statement<R> {
  prepare (name: string): Prepared
  execute (values: Values): Promise<R[]>
}

type Build<R> = (db: Database) => Statement<R>

/** As Drizzle prepares it: which columns its rows have can be said, and how they are read. */
interface Prepared {
  getQuery (): { sql: string, params: unknown[] }
  execute (values: Values): Promise<unknown[]>
  readonly fields?: ReadonlyArray<{ readonly path: readonly string[] }>
}

/** A row as it is sent: texts, the first perhaps as bytes. */
type SentRow = readonly [string | Buffer | null, ...Array<string | null>]

/** How the rows of statements are read that have these columns and no others: as they are sent, past the ORM. */
export interface ReadRows {
  readonly columns: readonly string[]
  readonly row: (sent: SentRow) => unknown
}

/** A value that a statement is given: under which name, and how it is written. */
interface Place {
  readonly name: string
  readonly written: (value: unknown) => unknown
}

/** A statement that is sent past the ORM. */
interface Direct {
  readonly statement: BytesStatement
  readonly places: readonly Place[]
}

interface Built {
  prepared: Prepared
  /** Null where Drizzle reads the rows. */
  direct: Direct | null
  uses: number
}

/** Told of each statement. */
type Tell = (statement: string) => void

/** Forms that are kept, of which the server knows those that come again, as long as there is room. */
const MOST_FORMS = 500
const MOST_PREPARED = 100
/** A form that comes so often is worth a plan of its own. */
const OFTEN = 3

/** A database whose statements are kept, what they are sent through, and who is told which are sent. */
interface Kept {
  readonly statements: Statements
  readonly client: Asked
  readonly tell?: Tell | undefined
}

/** Where a database has what is kept for it. */
const KEPT = Symbol('kept statements')

const asTheyCome = { getTypeParser: () => (value: unknown) => value } as unknown as BytesStatement['types']

/** The statements of a database that stays open. */
export class Statements {
  readonly #db: Database
  /** Whether connections keep what they are told, as they do not behind a pooler by transactions. */
  #isPrepared: boolean
  readonly #built = new LRUCache<string, Built>({ max: MOST_FORMS })
  #prepared = 0
  readonly #tell: Tell

  /** @param tell told of all statements that are sent past the ORM, as the ORM tells of the others */
  constructor (db: Database, client: Asked, isPrepared: boolean, tell: Tell = () => {}) {
    this.#db = db
    this.#isPrepared = isPrepared
    this.#tell = tell
    this.keptFor(db, client)
  }

  /** Keeps them for another view of the database too, which sends them elsewhere and may be told of them. */
  keptFor (db: Database, client: Asked, tell?: Tell): Database {
    return Object.assign(db, { [KEPT]: { statements: this, client, tell } satisfies Kept })
  }

  /** The statement of a form, built where it was not. */
  of (form: string, build: Build<unknown>, read?: ReadRows): Built {
    let built = this.#built.get(form)
    if (built === undefined) {
      built = { ...this.#prepare(build, read), uses: 0 }
      this.#built.set(form, built)
    }
    if (++built.uses === OFTEN && this.#isPrepared && this.#prepared < MOST_PREPARED) {
      this.#prepared++
      Object.assign(built, this.#prepare(build, read, nameOf(built.prepared)))
    }
    return built
  }

  /** Prepares nothing any more: connections have turned out to forget. */
  stopPreparing (): void {
    this.#isPrepared = false
    this.#built.clear()
  }

  /** Sends a statement past the ORM. */
  async send ({ statement, places }: Direct, client: Asked, values: readonly Values[]): Promise<SentRow[]> {
    this.#tell(statement.text)
    const params = places.map(({ name, written }) => written(values.find(some => name in some)![name]))
    return (await client.query(statement, params)).rows as unknown as SentRow[]
  }

  /** Without a name, a statement is kept here alone. */
  #prepare (build: Build<unknown>, read?: ReadRows, name?: string): Omit<Built, 'uses'> {
    const prepared = build(this.#db).prepare(name as string)
    const columns = prepared.fields?.map(({ path }) => path.join('.'))
    if (read === undefined || columns?.join() !== read.columns.join()) return { prepared, direct: null }
    const query = prepared.getQuery()
    if (!query.params.every(param => placeOf(param) !== null || isWritable(param))) return { prepared, direct: null }
    const { text, places } = placed(query)
    const statement: BytesStatement = { text, rowMode: 'array', types: asTheyCome, isBytes: true, usual: NaN }
    return { prepared, direct: { statement: name === undefined ? statement : { ...statement, name }, places } }
  }
}

const asItIs = (value: unknown) => value

/** What is to be filled in under a name; null for what is the same each time. */
function placeOf (param: unknown): Place | null {
  if (is(param, Placeholder)) return { name: param.name, written: asItIs }
  if (!is(param, Param) || !is(param.value, Placeholder)) return null
  const { encoder } = param
  return { name: param.value.name, written: value => encoder.mapToDriverValue(value) }
}

/** Whether a value that is the same each time can be written as a text whose type its place tells. */
const isWritable = (param: unknown) => ['string', 'number', 'boolean'].includes(typeof param)

/**
 * A statement as it is sent: a value that stands in several places is given once, and what is always the same is in
 * the text. Drizzle numbers each place by itself, and each costs both sides something for each question.
 */
function placed ({ sql: text, params }: { sql: string, params: unknown[] }): { text: string, places: Place[] } {
  const places: Place[] = []
  const numbers = new Map<string, number>()
  return {
    text: text.replace(/\$(\d+)/g, (_, number: string) => {
      const param = params[Number(number) - 1]
      const place = placeOf(param)
      if (place === null) return pg.escapeLiteral(String(param))
      const known = numbers.get(place.name) ?? places.push(place)
      numbers.set(place.name, known)
      return `$${known}`
    }),
    places
  }
}

/**
 * The name of a statement on the server says what it is: where a pooler mixes up connections, another process can have
 * prepared the very same under it, and nothing else.
 */
const nameOf = (statement: Prepared) =>
  `so_phuong_${createHash('sha256').update(statement.getQuery().sql).digest('base64url').slice(0, 22)}`

/** A connection does not know a statement that it was told, or knows one that it was not. */
const isForgotten = (error: unknown) => {
  const { code, cause } = error as { code?: string, cause?: { code?: string } }
  return ['26000', '42P05'].includes(code ?? cause?.code ?? '')
}

/** The same statement, sent through another client: Drizzle ties each to the one that it was prepared for. */
const through = (prepared: Prepared, client: Asked): Prepared =>
  Object.assign(Object.create(Object.getPrototypeOf(prepared)) as Prepared, prepared, { client })

/**
 * Asks a question that comes again and again in this form.
 * @param form what the statement is made from, beside the values; without it the statement is not kept
 * @param values each stands in one of these
 * @param read how rows of certain columns are read faster than by what Drizzle knows of each column
 */
export async function ask<R> (
  db: Database, form: string | undefined, build: Build<R>, values: readonly Values[], read?: ReadRows
): Promise<R[]> {
  const together = () => Object.assign({}, ...values) as Values
  const known = (db as { [KEPT]?: Kept })[KEPT]
  if (known === undefined || form === undefined) return await build(db).execute(together())
  const { statements, client, tell } = known
  const { prepared, direct } = statements.of(form, build, read)
  tell?.(direct?.statement.text ?? prepared.getQuery().sql)
  try {
    if (direct === null) return await through(prepared, client).execute(together()) as R[]
    return (await statements.send(direct, client, values)).map(read!.row) as R[]
  } catch (error) {
    if (!isForgotten(error)) throw error
    statements.stopPreparing()
    return await build(db).execute(together())
  }
}
