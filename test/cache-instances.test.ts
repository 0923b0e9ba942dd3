/**
 * Several instances on one PostgreSQL, each with answers in memory: what one acknowledged is read from it at once and
 * from the others within a second, also while connections are lost, and nobody ever reads backwards. Runs on a server
 * of its own unless TEST_DATABASE_URL names one.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { migrate } from '../src/db/migrate.js'
import { loadRecords } from '../src/records/load.js'
import { startPostgres } from './helpers/postgres.js'
import { ADMIN_KEY, bearer, SETTINGS } from './helpers/register.js'

const given = process.env.TEST_DATABASE_URL
const server = given === undefined ? await startPostgres() : { url: given, stop: async () => {} }
const admin = new pg.Client(server.url)
await admin.connect()
const name = `cache_${randomUUID().replaceAll('-', '')}`
await admin.query(`create database ${name}`)
const url = new URL(server.url)
url.pathname = `/${name}`
const config = readConfig({ ...SETTINGS, DATABASE_URL: url.href, DATABASE_POOL: '4' })

async function open () {
  const connection = await connect(config)
  const app = await buildApp({ config, connection })
  return {
    app,
    connection,
    async close () {
      await app.close()
      await connection.close()
    }
  }
}

const writer = await open()
await migrate(writer.connection.db)
await loadRecords(writer.connection.db)
const reader = await open()

t.teardown(async () => {
  await Promise.all([writer.close(), reader.close()])
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  await server.stop()
})

/** How late an answer may be (ms): what is promised. */
const PROMISED = 1_000

const numberIn = (summary: string | null) => Number(summary ?? 0)
const at = '/v1/wards/tay-son/meetings?limit=1&sort=heldOn'
const list = '/v1/meetings?ward=tay-son&limit=1&sort=heldOn'
const [{ id }] = (await reader.app.inject(at)).json().data
const record = `/v1/meetings/${id}`

async function read ({ app }: typeof reader, address: string): Promise<number> {
  const answer = await app.inject(address)
  if (answer.statusCode !== 200) throw new Error(answer.payload)
  const body = answer.json()
  return numberIn((body.data?.[0] ?? body).summary)
}

async function write (n: number): Promise<void> {
  const answer = await writer.app.inject({
    method: 'PATCH',
    url: record,
    headers: { ...bearer(ADMIN_KEY), 'if-match': '*', 'content-type': 'application/merge-patch+json' },
    payload: JSON.stringify({ summary: String(n) })
  })
  if (answer.statusCode !== 200) throw new Error(answer.payload)
}

/** The newest that was acknowledged, and by when it was. */
const acknowledged: Array<{ n: number, when: number }> = [{ n: 0, when: 0 }]
let last = 0

/** Writes and reads at once, and tells what was read that should not have been. */
async function course (writes: number, meanwhile: () => Promise<void> = async () => {}) {
  const faults: string[] = []
  const running = { isOver: false }
  const follow = async (instance: typeof reader, address: string, allowance: number) => {
    let newest = 0
    let count = 0
    while (!running.isOver) {
      const asked = performance.now()
      const due = acknowledged.findLast(({ when }) => when <= asked - allowance)!.n
      const found = await read(instance, address)
      if (found < due) faults.push(`${address}: ${found} where ${due} was acknowledged`)
      if (found < newest) faults.push(`${address}: ${found} after ${newest}`)
      newest = Math.max(newest, found)
      count++
      await wait(2)
    }
    return count
  }
  const readers = [at, list, record].flatMap(address => [
    follow(writer, address, 0), follow(reader, address, PROMISED)])
  const writing = (async () => {
    for (const end = last + writes; last < end;) {
      await write(++last)
      acknowledged.push({ n: last, when: performance.now() })
      await wait(Math.random() * 60)
    }
  })()
  await Promise.all([writing, meanwhile()])
  running.isOver = true
  const counts = await Promise.all(readers)
  return { faults, reads: counts.reduce((sum, count) => sum + count, 0) }
}

const listening = "datname = $1 and application_name = 'so-phuong watch'"

/** Ends the connections on which instances listen, and tells how many there were. */
async function cutOff (): Promise<number> {
  const { rowCount } = await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where ${listening}`, [name])
  return rowCount ?? 0
}

/** Whether any instance listens, as it does again soon after it was cut off. */
async function isListening (): Promise<boolean> {
  const { rowCount } = await admin.query(`select from pg_stat_activity where ${listening}`, [name])
  return rowCount! > 0
}

const hits = () => [writer, reader].map(({ app }) => app.answers!.counters.hits)

t.test('while one writes, nobody reads what is older than promised, and nobody reads backwards', async t => {
  const { faults, reads } = await course(25)
  t.strictSame(faults, [])
  t.ok(reads > 0)
  t.ok(hits().every(count => count > 0), 'many of them from memory')
})

t.test('notifications come: what another instance wrote is told without anybody asking', async t => {
  await read(reader, at)
  const { place } = reader.app.watch
  await write(++last)
  for (let n = 0; n < 100 && reader.app.watch.place === place; n++) await wait(20)
  t.ok(reader.app.watch.place! > place!)
})

t.test('connections that are lost, again and again, take nothing of that', async t => {
  let lost = 0
  const { faults } = await course(40, async () => {
    for (let n = 0; n < 6; n++) {
      await wait(400)
      lost += await cutOff()
    }
  })
  t.strictSame(faults, [])
  t.ok(lost > 0)
})

t.test('without any notification, as behind a pooler in transaction mode, the promise holds', async t => {
  while (!await isListening()) await read(reader, at)
  const { query } = pg.Client.prototype
  t.teardown(() => { pg.Client.prototype.query = query })
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const listens = typeof given[0] === 'string' && given[0].startsWith('listen')
    return (query as (...given: unknown[]) => unknown).apply(this, listens ? ['select 1'] : given)
  } as never
  t.ok(await cutOff() > 0)
  const before = reader.app.answers!.counters.hits
  const { faults } = await course(25)
  t.strictSame(faults, [])
  t.ok(reader.app.answers!.counters.hits > before, 'from memory all the same')
})

t.test('what cannot be confirmed is not answered from memory', async t => {
  await read(reader, at)
  await admin.query(`alter database ${name} with allow_connections false`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  t.teardown(async () => await admin.query(`alter database ${name} with allow_connections true`))
  await wait(PROMISED)
  t.ok((await reader.app.inject(at)).statusCode >= 500)
  await admin.query(`alter database ${name} with allow_connections true`)
  t.equal(await read(reader, at), last)
})
