/**
 * Brings the database to the newest schema: the files under migrations/, each once, under a lock, so that several
 * instances may start at the same moment, and beside instances of the version before, which go on reading and writing.
 * The bookkeeping is Drizzle's own.
 */
import { sql } from 'drizzle-orm'
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { fileOfPackage } from '../files.js'
import type { Database } from './connect.js'
import { takeLock } from './locks.js'

/** Where the migrations lie. */
export const MIGRATIONS = fileURLToPath(fileOfPackage('../migrations'))

/**
 * A statement waits no longer than this for a lock (ms): while it waits, everybody else waits behind it. Then all is
 * undone and begun again after a while, so often that long reads and backups are over.
 */
const LOCK_TIMEOUT = 3_000
const PAUSE = 2_000
const ATTEMPTS = 60

export interface MigrateOptions {
  /** Where the migrations lie, if not where those of the service do. */
  readonly folder?: string
  readonly lockTimeout?: number
  readonly pause?: number
  readonly attempts?: number
}

async function applied (db: Database): Promise<number> {
  const { rows: [table] } = await db.execute(sql`
    select to_regclass('drizzle.__drizzle_migrations') is not null as found`)
  if (table?.found !== true) return 0
  const { rows: [last] } = await db.execute(sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`)
  return Number(last?.at ?? 0)
}

/** The files of each folder, read once. */
const read = new Map<string, MigrationMeta[]>()

function filesIn (folder: string): MigrationMeta[] {
  const files = read.get(folder) ?? readMigrationFiles({ migrationsFolder: folder })
  read.set(folder, files)
  return files
}

const pendingAfter = (last: number, folder: string): MigrationMeta[] =>
  filesIn(folder).filter(migration => migration.folderMillis > last)

/** How many migrations the database has had, and how many it has not had yet. */
export async function migrationState (db: Database): Promise<{ applied: number, pending: number }> {
  const pending = pendingAfter(await applied(db), MIGRATIONS).length
  return { applied: filesIn(MIGRATIONS).length - pending, pending }
}

const CONCURRENTLY = /\bconcurrently\b/gi
const isConcurrent = ({ sql }: MigrationMeta): boolean => sql.some(statement => statement.search(CONCURRENTLY) >= 0)

/** The pool, where statements can go on beside the transaction that holds the lock; else null. */
function poolBeside (db: Database): pg.Pool | null {
  const { $client: pool } = db as unknown as { $client?: pg.Pool }
  return (pool?.options?.max ?? 1) > 1 ? pool! : null
}

async function note (tx: Database, { hash, folderMillis }: MigrationMeta): Promise<void> {
  await tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`)
}

/** Builds indexes while others write, which PostgreSQL does outside of transactions only. */
async function applyBeside (pool: pg.Pool, { sql: statements }: MigrationMeta): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    for (const statement of statements) await client.query(statement)
  } finally {
    client.release(true)
  }
}

/** What comes next, in one transaction: @returns how many migrations that were; 0 where nothing is left. */
async function applyNext (db: Database, folder: string, lockTimeout: number): Promise<number> {
  return await db.transaction(async given => {
    const tx = given as Database
    await takeLock(tx, 'migrate')
    await tx.execute(sql.raw(`set local lock_timeout = ${lockTimeout};
      set local idle_in_transaction_session_timeout = 0`))
    const last = await applied(tx)
    const pending = pendingAfter(last, folder)
    if (last === 0 && pending.length > 0) {
      await tx.execute(sql`create schema if not exists drizzle`)
      await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
        (id serial primary key, hash text not null, created_at bigint)`)
    }
    // In a new register nobody waits, and all or nothing of it is made.
    const pool = last === 0 ? null : poolBeside(db)
    const [first] = pending
    if (pool !== null && first !== undefined && isConcurrent(first)) {
      await applyBeside(pool, first)
      await note(tx, first)
      return 1
    }
    const end = pool === null ? -1 : pending.findIndex(isConcurrent)
    const together = end < 0 ? pending : pending.slice(0, end)
    for (const migration of together) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement.replace(CONCURRENTLY, '')))
      await note(tx, migration)
    }
    return together.length
  })
}

/** Whether a lock was not to be had in time. */
function isLocked (error: unknown): boolean {
  for (let cause = error as { code?: string, cause?: unknown } | undefined; cause; cause = cause.cause as never) {
    if (cause.code === '55P03') return true
  }
  return false
}

/**
 * Applies what is pending.
 * @returns how many migrations were applied
 * @throws the error of the database; where a table stays in use for minutes, that its lock was not to be had
 */
export async function migrate (
  db: Database,
  { folder = MIGRATIONS, lockTimeout = LOCK_TIMEOUT, pause = PAUSE, attempts = ATTEMPTS }: MigrateOptions = {}
): Promise<number> {
  let count = 0
  for (let attempt = 1; ;) {
    try {
      const done = await applyNext(db, folder, lockTimeout)
      if (done === 0) return count
      count += done
    } catch (error) {
      if (!isLocked(error) || attempt++ >= attempts) throw error
      await wait(pause)
    }
  }
}
