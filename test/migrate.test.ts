/** Migrations: each is applied once, also where two instances start at the same moment. */
import t from 'tap'
import { migrate, migrationState } from '../src/db/migrate.js'
import { openDatabase } from './helpers/register.js'

t.test('two instances that migrate at once apply each migration once', async t => {
  const { db, pool } = await openDatabase(t)
  const { applied: before, pending } = await migrationState(db)
  t.equal(before, 0)
  t.ok(pending > 0)
  const applied = await Promise.all([migrate(db), migrate(db)])
  t.strictSame(applied.sort((a, b) => a - b), [0, pending])
  t.strictSame(await migrationState(db), { applied: pending, pending: 0 })
  const { rows } = await pool.query('select hash from drizzle.__drizzle_migrations')
  t.equal(rows.length, pending)
  t.equal(new Set(rows.map(({ hash }) => hash)).size, pending)
})

t.test('migrating again does nothing', async t => {
  const { db } = await openDatabase(t)
  t.ok(await migrate(db) > 0)
  t.equal(await migrate(db), 0)
})

t.test('a migration that fails leaves the database as it was', async t => {
  const { db, pool } = await openDatabase(t)
  await pool.query('create table meetings (mine int)')
  await t.rejects(migrate(db))
  const { rows } = await pool.query(
    "select table_name from information_schema.tables where table_schema in ('public', 'drizzle')")
  t.strictSame(rows, [{ table_name: 'meetings' }])
})
