/**
 * Opens the database that the configuration names: PostgreSQL by its address, else the embedded one in a folder.
 * Above the pool there is one code path.
 */
import { sql } from 'drizzle-orm'
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import pg from 'pg'
import type { Config } from '../config.js'
import { askedFor, type Asked } from './asking.js'
import { databaseOfThen, type Moment } from './known.js'
import { lanesOf } from './lanes.js'
import { isOnCluster } from './locks.js'
import type { Reader } from './reader.js'
import { poolOf, Replicas, tellingClient } from './replicas.js'
import { Statements } from './statements.js'
import { troubleOf } from './trouble.js'
import { tellingWrites } from './writes.js'

export type Engine = 'embedded' | 'postgres'

/** The database, or a transaction of it: what every query function takes first. */
export type Database = PgDatabase<NodePgQueryResultHKT, Record<string, never>>

export interface Connection {
  readonly engine: Engine
  readonly pool: pg.Pool
  readonly db: Database
  /** Called, and waited for, when a transaction of this connection that wrote to the log is committed. */
  readonly afterWrites: Set<() => Promise<void>>
  /** Replicas that take reads; null where the configuration names none. */
  readonly replicas: Replicas | null
  /**
   * The database for reading: on a replica where there is one that is good. One answer is read from one of these.
   * @param atLeast a place (LSN) that the reader was told of by another process
   * @param reader when they leave, PostgreSQL cancels what it runs for them; PGlite cannot
   */
  reading (atLeast?: bigint, reader?: Reader): Reading
  /** Ends all connections; for the embedded engine also writes everything down and frees the folder. */
  close (): Promise<void>
}

/** Where the statements of an answer are read. */
export interface Reading {
  readonly db: Database
  /** The same; each statement that is sent through it is told. */
  databaseTelling (onStatement: StatementListener): Database
  /** The same as the register was at an instant. */
  databaseOfThen (moment: Moment): Database
}

/** Told of every statement that is sent. */
export type StatementListener = (statement: string) => void

/** No question takes longer, in milliseconds; migrations and loads lift it for themselves. */
const STATEMENT_TIMEOUT = 30_000

type Logger = { logQuery: StatementListener } | false

/**
 * Lets a pool part from all of its connections: from those that lie idle at once, from those in use when they are given
 * back. Others are made when they are needed.
 * @returns to be called when they lead to the wrong server
 */
function renewing (pool: pg.Pool): () => Promise<void> {
  const open = new Set<pg.PoolClient>()
  const left = new WeakSet<pg.PoolClient>()
  pool.on('connect', client => { open.add(client) })
  pool.on('remove', client => { open.delete(client) })
  pool.on('release', (_error, client) => {
    if (left.has(client)) (client as unknown as pg.Client).end(() => {})
  })
  return async () => {
    for (const client of open) left.add(client)
    lanesOf(pool).giveBack()
    const idle = Array.from({ length: pool.idleCount }, async () => { (await pool.connect()).release(true) })
    await Promise.allSettled(idle)
  }
}

/**
 * The database on a pool. Its transactions give their connection back however they end: Drizzle keeps the one whose
 * BEGIN fails, and behind a pooler that has lost its server every BEGIN does, until none is left. A server that takes
 * no writes may not be the one any more that the address leads to: whoever meets one connects anew.
 */
function databaseOn (pool: pg.Pool, logger: Logger): Database {
  const db = drizzle(pool, { logger })
  const renew = renewing(pool)
  const transaction: typeof db.transaction = async (work, config) => {
    const client = await pool.connect()
    let isReadOnly = false
    try {
      return await drizzle(client, { logger }).transaction(async tx => {
        // On a cluster, who has written what is on every node goes from shard to shard, not to all at once.
        if (isOnCluster()) await tx.execute(sql`set local citus.multi_shard_modify_mode = 'sequential'`)
        return await work(tx as never)
      }, config)
    } catch (error) {
      isReadOnly = troubleOf(error) === 'read-only'
      throw error
    } finally {
      client.release(isReadOnly)
      if (isReadOnly) await renew()
    }
  }
  return Object.assign(db, { transaction })
}

/** A view of a database, and the ORM's own of it once that is needed. */
interface View {
  readonly asked: Asked
  readonly logger: Logger
  made?: Database
}

const madeOf = (view: View): Database => (view.made ??= drizzle(view.asked as pg.Pool, { logger: view.logger }))

/**
 * Views of a database, one for each reader, which send what they are asked elsewhere. Most readers ask only what is
 * kept, for which nothing of the ORM is made.
 */
function viewsOf (db: Database): (asked: Asked, logger: Logger) => Database {
  const own = Object.create(db, {
    session: { get (this: View) { return madeOf(this)._.session } },
    _: { get (this: View) { return madeOf(this)._ } }
  }) as Database
  return (asked, logger) => Object.assign(Object.create(own) as Database, { asked, logger } satisfies View)
}

interface Dressing {
  readonly onStatement?: StatementListener | undefined
  readonly replicas?: Replicas | null
  /** Whether connections keep prepared statements. */
  readonly isPrepared?: boolean
  readonly close?: () => Promise<void>
}

/** Dresses a pool; statements can be listened to, as tests do. */
export function connection (
  engine: Engine, pool: pg.Pool,
  { onStatement, replicas = null, isPrepared = false, close = async () => {} }: Dressing = {}
): Connection {
  const logger = onStatement === undefined ? false : { logQuery: onStatement }
  const afterWrites = new Set<() => Promise<void>>()
  const db = tellingWrites(databaseOn(pool, logger), afterWrites)
  const statements = new Statements(db, pool, isPrepared, onStatement)
  const viewOf = viewsOf(db)
  const reading = (asked: Asked, known?: Database): Reading => ({
    get db () {
      known ??= statements.keptFor(viewOf(asked, logger), asked)
      return known
    },
    databaseTelling: tell => statements.keptFor(viewOf(asked, {
      logQuery (statement) {
        tell(statement)
        onStatement?.(statement)
      }
    }), asked, tell),
    databaseOfThen: moment => databaseOfThen(asked, logger, moment)
  })
  const here = reading(pool, db)
  return {
    engine,
    pool,
    db,
    afterWrites,
    replicas,
    reading (atLeast, reader) {
      if (replicas !== null) return reading(replicas.reads(atLeast, reader))
      return reader === undefined || engine === 'embedded' ? here : reading(askedFor(reader, pool))
    },
    async close () {
      await replicas?.close()
      await pool.end()
      await close()
    }
  }
}

type OfConnection = 'DATABASE_URL' | 'DATABASE_READ_URLS' | 'DATABASE_READ_LAG' | 'DATABASE_POOL' |
  'DATABASE_PREPARED' | 'DATABASE_WAIT' | 'DATA_DIR'

/**
 * Connects. With PostgreSQL nothing is sent yet: the first statement shows whether the server answers.
 * @throws FolderInUseError where another process has the embedded folder open
 */
export async function connect (
  config: Pick<Config, OfConnection>, onStatement?: StatementListener
): Promise<Connection> {
  const { DATABASE_URL: connectionString, DATABASE_READ_URLS: urls, DATABASE_READ_LAG: lag } = config
  // Also for one of the pool that is free.
  const connectionTimeoutMillis = config.DATABASE_WAIT * 1000
  if (connectionString !== null) {
    const options = {
      max: config.DATABASE_POOL,
      connectionTimeoutMillis,
      statement_timeout: STATEMENT_TIMEOUT,
      application_name: 'so-phuong'
    }
    const { DATABASE_PREPARED: isPrepared } = config
    if (urls === null) {
      return connection('postgres', poolOf({ ...options, connectionString }), { onStatement, isPrepared })
    }
    const tell = (lsn: string) => { replicas.notice(lsn) }
    const pool = poolOf({ ...options, connectionString, Client: tellingClient(tell) } as pg.PoolConfig)
    const replicas = new Replicas(pool, { urls, lag: lag * 1000, pool: options })
    return connection('postgres', pool, { onStatement, replicas, isPrepared })
  }
  // Only who uses the embedded engine has it in memory.
  const { openEmbedded } = await import('./embedded.js')
  const { pool, close } = await openEmbedded(config.DATA_DIR, connectionTimeoutMillis)
  return connection('embedded', pool, { onStatement, close })
}
