/**
 * An invented country into an empty PostgreSQL, for benchmarks: rows come in by COPY while nothing has to keep indexes
 * and references, which are made anew at the end, all in one transaction. Then the log and the search are completed as
 * if each record had been written one by one.
 */
import { SingleBar } from 'cli-progress'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { InvalidArgumentError, Option, type Command } from 'commander'
import pg from 'pg'
import { readConfig } from '../config.js'
import { Copy } from '../country/copy.js'
import { addShared, type Years } from '../country/shared.js'
import { addWardRecords } from '../country/ward.js'
import { connect, type Connection, type Database } from '../db/connect.js'
import { completeEntries } from '../db/entries.js'
import { logMade, type RecordKind } from '../db/log.js'
import { migrate } from '../db/migrate.js'
import { units } from '../db/tables.js'
import { loadFirst } from '../records/load.js'

interface Options {
  readonly size?: keyof typeof sizes
  readonly wards?: number
  readonly years: number
  readonly seed: number
}

/** Wards of a small, a middling and a whole country. */
const sizes = { S: 50, M: 1000, L: 10_000 } as const

/** The last year of a country's records. */
const LAST_YEAR = 2025
/** Wards whose rows are gathered before they are copied. */
const AT_ONCE = 10

const filled = ['units', 'unit_versions', 'organisations', 'officials', 'appointments', 'resolutions', 'sources',
  'meetings', 'participants', 'citations', 'observations', 'tasks', 'evidence']

const ofWards: readonly RecordKind[] = ['meeting', 'participant', 'citation', 'observation', 'task']
const logged: readonly RecordKind[] = ['unit', 'organisation', 'official', 'resolution', 'source', ...ofWards]
/** Wards whose records are appended to the log by one statement. */
const WARDS_LOGGED = 100

interface Made { readonly drop: string, readonly make: string }

/** What PostgreSQL keeps for tables that is made faster at the end: in the order in which it is made. */
async function keptFor (client: pg.ClientBase): Promise<Made[]> {
  const { rows } = await client.query<Made>(`
    select drop, make from (
      select case contype when 'p' then 0 when 'u' then 1 else 3 end as step, conname as name,
        format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
      from pg_constraint where conrelid = any($1::regclass[]) and contype in ('p', 'u', 'f')
        or confrelid = any($1::regclass[]) and contype = 'f'
      union all
      select 2, indexrelid::regclass::text, format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      from pg_index where indrelid = any($1::regclass[])
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
    ) kept order by step, name`, [filled])
  return rows
}

/** Tells on a terminal how far it is. */
function barOf (what: string, total: number) {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: `${what} {bar} {percentage} % | {value}/{total} | {eta_formatted}`, hideCursor: false })
    : null
  bar?.start(total, 0)
  const started = performance.now()
  return {
    at (value: number) { bar?.update(value) },
    done () {
      bar?.stop()
      process.stderr.write(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    }
  }
}

/** Copies the rows of a country in one transaction. */
async function copyCountry (client: pg.ClientBase, wards: number, years: Years, seed: number): Promise<number> {
  await client.query('begin')
  await client.query("set local maintenance_work_mem = '512MB'")
  const kept = await keptFor(client)
  for (const { drop } of kept.toReversed()) await client.query(drop)
  // What comes past the writers has no entries in the search yet.
  await client.query('delete from search_versions')
  const copy = new Copy(client)
  const shared = addShared(copy, seed, years)
  const wardsDone = barOf('wards', wards)
  for (let number = 0; number < wards; number++) {
    addWardRecords(copy, seed, number, shared, years)
    if ((number + 1) % AT_ONCE === 0) await copy.flush()
    wardsDone.at(number + 1)
  }
  await copy.flush()
  wardsDone.done()
  const indexes = barOf('indexes and references', kept.length)
  for (const [at, { make }] of kept.entries()) {
    await client.query(make)
    indexes.at(at + 1)
  }
  await client.query('commit')
  indexes.done()
  return copy.rows
}

const AUTHOR = { actor: 'generate', reason: 'an invented country', at: new Date('2026-01-01T00:00:00Z') }

/** Appends to the log that all of it was made. */
async function completeLog (db: Database): Promise<void> {
  const wards = await db.select({ id: units.id }).from(units).where(sql`${units.level} = 'ward'`).orderBy(units.id)
  const groups: string[][] = []
  for (let from = 0; from < wards.length; from += WARDS_LOGGED) {
    groups.push(wards.slice(from, from + WARDS_LOGGED).map(({ id }) => id))
  }
  const bar = barOf('log', logged.length)
  for (const [at, kind] of logged.entries()) {
    const parts = ofWards.includes(kind) ? groups : [null]
    for (const wardIds of parts) await logMade(db, kind, AUTHOR, wardIds)
    bar.at(at + 1)
  }
  bar.done()
}

/** Fills an empty database, on one connection, whose statements may take as long as they need. */
async function fill (
  { db, pool }: Connection, { size = 'S', wards = sizes[size], years, seed }: Options
): Promise<void> {
  await migrate(db)
  await loadFirst(db, false)
  const [there] = await db.select({ id: units.id }).from(units).limit(1)
  if (there !== undefined) throw new Error('the register is not empty: an invented country needs a database of its own')
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    const rows = await copyCountry(client, wards, [LAST_YEAR + 1 - years, LAST_YEAR + 1], seed)
    process.stderr.write(`${rows} rows\n`)
    const alone = drizzle(client) as Database
    await completeLog(alone)
    const entries = barOf('search', 1)
    await completeEntries(alone)
    entries.done()
    await client.query('vacuum (analyze)')
  } finally {
    client.release(true)
  }
}

async function run (options: Options): Promise<void> {
  const config = readConfig()
  if (config.DATABASE_URL === null) {
    throw new Error('set DATABASE_URL: an invented country goes into a PostgreSQL database of its own')
  }
  const connection = await connect(config)
  try {
    await fill(connection, options)
  } finally {
    await connection.close()
  }
}

function countFrom (text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a whole number from 1.')
}

/** Gives the verb its options. */
export function generateVerb (command: Command): void {
  command
    .addOption(new Option('--size <size>', 'S, M or L: 50, 1000 or 10000 wards')
      .choices(Object.keys(sizes)).conflicts('wards'))
    .option('--wards <number>', 'as many wards', countFrom)
    .option('--years <number>', `years of records, the last of which is ${LAST_YEAR}`, countFrom, 10)
    .option('--seed <number>', 'another seed, another country', countFrom, 1)
    .action(run)
}
