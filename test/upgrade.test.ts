/**
 * A register of any earlier schema, with the data of its time in it, is after the migration what a new one is: the same
 * tables, indexes and rows, and the same answers.
 */
import { sql } from 'drizzle-orm'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Connection, Database } from '../src/db/connect.js'
import { completeEntries } from '../src/db/entries.js'
import { migrate, MIGRATIONS } from '../src/db/migrate.js'
import { loadFirst } from '../src/records/load.js'
import { LOADED_AT, openDatabase, openRegister, serve } from './helpers/register.js'

const journal = JSON.parse(await readFile(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8'))

/** The migrations up to one, as the release of that time had them. */
async function until (t: Test, idx: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-upgrade-'))
  t.teardown(async () => await rm(folder, { recursive: true }))
  await cp(MIGRATIONS, folder, { recursive: true })
  const entries = journal.entries.slice(0, idx + 1)
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }))
  return folder
}

type Row = Record<string, unknown>
type Rows = Map<string, Row[]>

/** The columns of each table that can be written, in their order. */
async function columnsOf (db: Database): Promise<Map<string, string[]>> {
  const { rows } = await db.execute<{ table: string, columns: string[] }>(sql`
    select table_name as table, json_agg(column_name order by ordinal_position) as columns
    from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' group by table_name`)
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}

/** What stands in all tables, and how they are made. */
async function contents (db: Database): Promise<Rows> {
  const found: Rows = new Map()
  for (const table of (await columnsOf(db)).keys()) {
    const { rows } = await db.execute<{ row: Row }>(sql.raw(`
      select to_jsonb(t) as row from "${table}" t order by to_jsonb(t)::text`))
    found.set(table, rows.map(({ row }) => row))
  }
  return found
}
async function shape (db: Database): Promise<unknown[]> {
  const { rows } = await db.execute(sql`
    select tablename as owner, indexdef as what from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select table_name, concat_ws(' ', column_name, data_type, is_nullable, column_default)
      from information_schema.columns where table_schema = 'public'
    order by 1, 2`)
  return rows
}

/** Puts rows into a database, as far as it has their tables and columns yet, past all references. */
async function put (db: Database, data: Rows): Promise<void> {
  await db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const [table, columns] of await columnsOf(tx as Database)) {
      const rows = data.get(table) ?? []
      const names = columns.map(name => `"${name}"`).join(', ')
      await tx.execute(sql`insert into ${sql.identifier(table)} (${sql.raw(names)}) overriding system value
        select ${sql.raw(names)}
        from jsonb_populate_recordset(null::${sql.identifier(table)}, ${JSON.stringify(rows)})`)
    }
    await tx.execute(sql`select setval(pg_get_serial_sequence('changes', 'seq'), (select max(seq) from changes))`)
  })
}

const addresses = ['/v1/meetings?include=participants,resolutions,observations,tasks,sources,evidence&limit=200',
  '/v1/wards?limit=200', '/v1/officials?limit=200', '/v1/organisations?limit=200', '/v1/resolutions?limit=200',
  '/v1/citations?limit=200', '/v1/observations?limit=200', '/v1/tasks?limit=200', '/v1/indicators?limit=200',
  '/v1/changes?limit=1000', '/v1/search?q=nghi+quyet', '/v1/search?q=tay+son', '/v1/coverage?ward=tay-son',
  '/v1/exports/snapshot.ndjson', '/v1/meetings?knownAt=2027-01-01T00:00:00Z&limit=200']

const present = await openRegister(t)
await completeEntries(present.connection.db)
const data = await contents(present.connection.db)
const wanted = await shape(present.connection.db)
const answersOf = async (get: typeof present.get) => {
  const answers = await Promise.all(addresses.map(async url => (await get(url)).body))
  // The first line of a snapshot says when it was taken.
  return answers.map(body => typeof body === 'string' ? body.split('\n').slice(1) : body)
}
const answers = await answersOf(present.get)

/** What differs with good reason: when entries were made, and what the first schema could not tell from other flags. */
const leftOut = (table: string, idx: number): Row => ({
  ...table === 'search_versions' ? { completed_at: null } : {},
  ...table === 'observations' && idx === 0 ? { stated_flags: null } : {}
})

async function upgraded (t: Test, idx: number): Promise<Connection> {
  const opened = await openDatabase(t)
  const { db } = opened
  await migrate(db, { folder: await until(t, idx) })
  await put(db, data)
  t.equal(await migrate(db), journal.entries.length - 1 - idx)
  await completeEntries(db)
  await loadFirst(db, false, new Date(LOADED_AT))
  return opened
}

for (const { idx, tag } of journal.entries.slice(0, -1)) {
  t.test(`${tag}, with data in it, becomes what a new register is`, async t => {
    const opened = await upgraded(t, idx)
    t.strictSame(await shape(opened.db), wanted)
    const now = await contents(opened.db)
    for (const [table, rows] of data) {
      const same = (row: Row) => ({ ...row, ...leftOut(table, idx) })
      t.strictSame(now.get(table)!.map(same), rows.map(same), table)
    }
    if (idx > 0) return
    const { get } = await serve(t, opened)
    t.strictSame(await answersOf(get), answers)
  })
}
