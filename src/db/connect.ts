/**
 * Opens the database that the configuration names: PostgreSQL by its address, else the embedded one in a folder.
 * Above the pool there is one code path.
 */
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import pg from 'pg'
import type { Config } from '../config.js'
import { databaseOfThen, type Moment } from './known.js'
import { Statements } from './statements.js'
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
  /** The database, for reading; each statement that is sent through it is told. */
  databaseTelling (onStatement: StatementListener): Database
  /** The database as the register was at an instant, for reading. */
  databaseOfThen (moment: Moment): Database
  /** Ends all connections; for the embedded engine also writes everything down and frees the folder. */
  close (): Promise<void>
}

/** Told of every statement that is sent. */
export type StatementListener = (statement: string) => void

/** No question takes longer, in milliseconds; migrations and loads lift it for themselves. */
const STATEMENT_TIMEOUT = 30_000

/** Dresses a pool; statements can be listened to, as tests do. */
export function connection (
  engine: Engine, pool: pg.Pool, onStatement?: StatementListener, close = async () => {}, isPrepared = false
): Connection {
  const logger = onStatement === undefined ? false as const : { logQuery: onStatement }
  const afterWrites = new Set<() => Promise<void>>()
  const db = tellingWrites(drizzle(pool, { logger }), afterWrites)
  const statements = new Statements(db, isPrepared)
  return {
    engine,
    pool,
    db,
    afterWrites,
    databaseTelling: tell => statements.keptFor(drizzle(pool, {
      logger: {
        logQuery (statement) {
          tell(statement)
          onStatement?.(statement)
        }
      }
    }), tell),
    databaseOfThen: moment => databaseOfThen(pool, logger, moment),
    async close () {
      await pool.end()
      await close()
    }
  }
}

/**
 * Connects. With PostgreSQL nothing is sent yet: the first statement shows whether the server answers.
 * @throws FolderInUseError where another process has the embedded folder open
 */
export async function connect (
  config: Pick<Config, 'DATABASE_URL' | 'DATABASE_POOL' | 'DATABASE_PREPARED' | 'DATA_DIR'>,
  onStatement?: StatementListener
): Promise<Connection> {
  if (config.DATABASE_URL !== null) {
    const pool = new pg.Pool({
      connectionString: config.DATABASE_URL,
      max: config.DATABASE_POOL,
      connectionTimeoutMillis: 10_000,
      statement_timeout: STATEMENT_TIMEOUT,
      application_name: 'so-phuong'
    })
    pool.on('error', () => { /* an idle connection was lost: the pool opens another when it is needed */ })
    return connection('postgres', pool, onStatement, undefined, config.DATABASE_PREPARED)
  }
  // Only who uses the embedded engine has it in memory.
  const { openEmbedded } = await import('./embedded.js')
  const { pool, close } = await openEmbedded(config.DATA_DIR)
  return connection('embedded', pool, onStatement, close)
}
