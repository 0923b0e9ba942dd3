/** Migrations: each is applied once, also where two instances start at the same moment. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { migrate, MIGRATIONS, migrationState } from '../src/db/migrate.js'
import { brokenRules } from './helpers/migrations.js'
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

/** The migrations and more of them, as a later version would bring. */
async function later (t: Test, ...more: string[][]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-migrations-'))
  t.teardown(async () => await rm(folder, { recursive: true }))
  await cp(MIGRATIONS, folder, { recursive: true })
  const file = join(folder, 'meta', '_journal.json')
  const journal = JSON.parse(await readFile(file, 'utf8'))
  for (const [at, statements] of more.entries()) {
    const { idx, when, ...last } = journal.entries.at(-1)
    journal.entries.push({ ...last, idx: idx + 1, when: when + 1, tag: `later_${at}` })
    await writeFile(join(folder, `later_${at}.sql`), statements.join('--> statement-breakpoint\n'))
  }
  await writeFile(file, JSON.stringify(journal))
  return folder
}

const columns = async ({ pool }: Awaited<ReturnType<typeof openDatabase>>, table: string): Promise<string[]> =>
  (await pool.query('select column_name as name from information_schema.columns where table_name = $1', [table]))
    .rows.map(({ name }) => name)

const indexSql = [
  'drop index concurrently if exists "tasks_later"', 'create index concurrently "tasks_later" on "tasks" ("text")'
]

t.test('indexes are built concurrently, and a migration after them follows', async t => {
  const opened = await openDatabase(t)
  await migrate(opened.db)
  const folder = await later(t, ['alter table "tasks" add column "later" text'], indexSql,
    ['alter table "tasks" add column "last" text'])
  t.equal(await migrate(opened.db, { folder }), 3)
  t.equal(await migrate(opened.db, { folder }), 0)
  t.strictSame((await columns(opened, 'tasks')).filter(name => name.startsWith('la')).sort(), ['last', 'later'])
  const { rows } = await opened.pool.query(
    "select indisvalid as valid from pg_index where indexrelid = 'tasks_later'::regclass")
  t.strictSame(rows, [{ valid: true }])
})

t.test('a new register gets them all at once', async t => {
  const opened = await openDatabase(t)
  const folder = await later(t, indexSql)
  t.equal(await migrate(opened.db, { folder }), await pendingOf(folder))
})

const pendingOf = async (folder: string) =>
  (await readdir(folder)).filter(name => name.endsWith('.sql')).length

t.test('every migration after 0016 keeps a register in use', async t => {
  const files = (await readdir(MIGRATIONS)).filter(name => name.endsWith('.sql') && name > '0017').sort()
  for (const file of files) {
    t.strictSame(brokenRules(await readFile(join(MIGRATIONS, file), 'utf8')), [], file)
  }
  const bad: Array<[statement: string, rule: RegExp]> = [
    ['CREATE INDEX "a" ON "tasks" USING btree ("text");', /built concurrently/],
    ['CREATE UNIQUE INDEX "a" ON "public"."tasks" USING btree ("text");', /built concurrently/],
    ['CREATE INDEX CONCURRENTLY "a" ON "tasks" ("text")', /broken off is dropped/],
    ['DROP INDEX "tasks_updated"', /dropped concurrently/],
    ['ALTER TABLE "tasks" ADD COLUMN "a" text NOT NULL;', /null or has a default/],
    ['ALTER TABLE "tasks" ADD COLUMN "a" uuid DEFAULT gen_random_uuid() NOT NULL;', /same for all rows/],
    ['ALTER TABLE "tasks" ALTER COLUMN "text" SET DATA TYPE varchar(10);', /keeps its type/],
    ['ALTER TABLE "tasks" ALTER COLUMN "text" SET NOT NULL;', /not null/],
    ['ALTER TABLE "tasks" ADD CONSTRAINT "a" FOREIGN KEY ("b") REFERENCES "public"."units"("id");', /not valid/],
    ['ALTER TABLE "tasks" ADD CONSTRAINT "a" UNIQUE("text");', /takes an index/],
    ['ALTER TABLE "tasks" DROP COLUMN "text";', /neither dropped/],
    ['ALTER TABLE "tasks" RENAME COLUMN "text" TO "words";', /neither dropped/],
    ['DROP TABLE "tasks";', /neither dropped/],
    [`ALTER TABLE "tasks" ADD COLUMN "a" text;--> statement-breakpoint\n${indexSql.join('--> statement-breakpoint\n')}`,
      /of its own/]
  ]
  for (const [statement, rule] of bad) t.match(brokenRules(statement).join(), rule, statement)
  const good = [
    indexSql.join('--> statement-breakpoint\n'),
    'CREATE TABLE "a" ("b" text NOT NULL);--> statement-breakpoint\nCREATE INDEX "c" ON "a" USING btree ("b");',
    'ALTER TABLE "tasks" ADD COLUMN "a" text;',
    "ALTER TABLE \"tasks\" ADD COLUMN \"a\" text DEFAULT 'b' NOT NULL;",
    'ALTER TABLE "tasks" ADD CONSTRAINT "a" CHECK (text <> \'\') NOT VALID;'
  ]
  for (const statements of good) t.strictSame(brokenRules(statements), [], statements)
})

if (process.env.TEST_DATABASE_URL !== undefined) {
  t.test('a migration that waits for a table lets others go on, and comes when the table is free', async t => {
    const opened = await openDatabase(t)
    await migrate(opened.db)
    const folder = await later(t, ['alter table "tasks" add column "later" text'])
    const reader = await opened.pool.connect()
    await reader.query('begin; select count(*) from tasks')
    const options = { folder, lockTimeout: 200, pause: 100 }
    await t.rejects(migrate(opened.db, { ...options, attempts: 2 }), { cause: { code: '55P03' } })
    const migrating = migrate(opened.db, options)
    for (let n = 0; n < 10; n++) {
      await opened.pool.query({ text: 'select count(*) from tasks', query_timeout: 2_000 } as never)
      await opened.pool.query("insert into answers values ('a', $1, '', 1, '', null, '{}', now())", [`key-${n}`])
      await wait(50)
    }
    t.notOk((await columns(opened, 'tasks')).includes('later'))
    await reader.query('commit')
    reader.release()
    t.equal(await migrating, 1)
    t.ok((await columns(opened, 'tasks')).includes('later'))
  })
}
