/**
 * Brings the database to the newest schema: the files under migrations/, each once, in one transaction under a lock, so
 * that several instances may start at the same moment. The bookkeeping is Drizzle's own.
 */
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { fileURLToPath } from 'node:url'
import type { Database } from './connect.js'
import { takeLock } from './locks.js'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The files, read once. */
let read: ReturnType<typeof readMigrationFiles> | undefined

function files () {
  read ??= readMigrationFiles({ migrationsFolder: folder })
  return read
}

async function applied (db: Database): Promise<number> {
  const { rows: [table] } = await db.execute(sql`
    select to_regclass('drizzle.__drizzle_migrations') is not null as found`)
  if (table?.found !== true) return 0
  const { rows: [last] } = await db.execute(sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`)
  return Number(last?.at ?? 0)
}

/** How many migrations the database has had, and how many it has not had yet. */
export async function migrationState (db: Database): Promise<{ applied: number, pending: number }> {
  const last = await applied(db)
  const pending = files().filter(migration => migration.folderMillis > last).length
  return { applied: files().length - pending, pending }
}

/**
 * Applies what is pending.
 * @returns how many migrations were applied
 */
export async function migrate (db: Database): Promise<number> {
  return await db.transaction(async tx => {
    await takeLock(tx, 'migrate')
    const last = await applied(tx)
    const pending = files().filter(migration => migration.folderMillis > last)
    if (pending.length > 0) {
      await tx.execute(sql`create schema if not exists drizzle`)
      await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
        (id serial primary key, hash text not null, created_at bigint)`)
    }
    for (const migration of pending) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement))
      await tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at)
        values (${migration.hash}, ${migration.folderMillis})`)
    }
    return pending.length
  })
}
