/** The database of a benchmark: one that is filled already and only read, or one that is made for the run. */
import { once } from 'node:events'
import pg from 'pg'
import { startPostgres } from '../test/helpers/postgres.js'
import type { Options } from './options.js'
import { cpuOfAll, postmasterOf } from './proc.js'
import { atEnd, cli, removeAtEnd, start } from './processes.js'

/** What a PostgreSQL that is started for a run is told: a small country stays in memory, nothing is compiled. */
const SETTINGS = ['shared_buffers=1GB', 'work_mem=16MB', 'jit=off', 'max_connections=300', 'max_wal_size=4GB',
  'fsync=off', 'full_page_writes=off']

export interface TestDatabase {
  readonly url: string
  readonly client: pg.Client
  /** Its main process; null where it runs on another machine. */
  readonly postmaster: number | null
}

/** What a service is told that must not write to the database. */
export const serviceOn = (url: string, { pool }: Options) =>
  ({ DATABASE_URL: url, DATABASE_POOL: String(pool), MIGRATE: 'off' })

async function opened (url: string): Promise<TestDatabase> {
  const client = new pg.Client(url)
  await client.connect()
  atEnd(async () => { await client.end() })
  await client.query('set default_transaction_read_only = on')
  return { url, client, postmaster: await postmasterOf(client) }
}

/** Opens the database of an address, or starts one and fills it. */
export async function openDatabase (url: string | undefined, { size }: Options): Promise<TestDatabase> {
  if (url !== undefined) return await opened(url)
  const server = await startPostgres(SETTINGS.flatMap(setting => ['-c', setting]))
  removeAtEnd(server.folder)
  atEnd(server.stop)
  console.log(`filling a PostgreSQL with a country of size ${size}`)
  const filler = start(0, [process.execPath, cli, 'bench', 'generate', '--size', size], { DATABASE_URL: server.url })
  const [code] = await once(filler, 'exit')
  if (code !== 0) throw new Error('the database was not filled')
  return await opened(server.url)
}

/** Seconds of CPU that the database has used so far. */
export const databaseCpu = ({ postmaster }: TestDatabase): number | null =>
  postmaster === null ? null : cpuOfAll(postmaster)

/** What it is and holds. */
export async function described ({ client }: TestDatabase): Promise<Record<string, string>> {
  const { rows: [row] } = await client.query(`select current_setting('server_version') as version,
    (select string_agg(name || '=' || current_setting(name), ', ' order by name) from pg_settings where name in
      ('shared_buffers', 'work_mem', 'jit', 'fsync', 'max_parallel_workers_per_gather')) as settings,
    (select string_agg(format('%s %s', reltuples::bigint, relname), ', ' order by relname) from pg_class
      where relname in ('units', 'meetings', 'observations', 'evidence', 'changes') and relkind in ('r', 'p')) as rows,
    pg_size_pretty(pg_database_size(current_database())) as size`)
  return { PostgreSQL: `${row.version} (${row.settings})`, database: `${row.size}: ${row.rows}` }
}
