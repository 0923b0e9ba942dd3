/**
 * Waiting for the database has an end: for a connection of the pool, on both engines, and for a statement whose reader
 * has left, which PostgreSQL cancels. A write that was begun is finished.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { get as httpGet, request as httpRequest, type ClientRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { migrate } from '../src/db/migrate.js'
import { exampleOf } from './helpers/drafts.js'
import { startPostgres } from './helpers/postgres.js'
import { ADMIN_KEY, bearer, fill, serve } from './helpers/register.js'

t.setTimeout(120_000)
const server = await startPostgres()
t.teardown(server.stop)
const filled = await connect(readConfig({ DATABASE_URL: server.url }))
await fill(filled.db)
await filled.close()
const watcher = new pg.Client(server.url)
await watcher.connect()
t.teardown(async () => await watcher.end())

/** A process of the service. */
async function instance (t: Test, given: Record<string, string>) {
  const settings = { DATABASE_WAIT: '1', DATABASE_POOL: '2', CACHE: 'off', ...given }
  const connection = await connect(readConfig(settings))
  if (connection.engine === 'embedded') await migrate(connection.db)
  const lines: string[] = []
  const logger = { level: 'info', stream: { write: (line: string) => { lines.push(line) } } }
  const served = await serve(t, connection, { settings, logger })
  t.teardown(async () => await connection.close())
  return { ...served, ...connection, lines }
}

/** Looks again and again until something holds. */
async function until (holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!await holds()) await wait(20)
}

/** Leaves without waiting for the answer. */
const leave = async (request: ClientRequest) => await new Promise<void>(resolve => {
  request.on('error', () => {}).once('close', resolve).destroy()
})

/** Statements of the service that PostgreSQL runs at this moment. */
const running = async () => (await watcher.query(`select query from pg_stat_activity
  where application_name = 'so-phuong' and state = 'active'`)).rows.length

/** Nobody else gets at a table until it is let go. */
async function lock (t: Test, table: string) {
  const holder = new pg.Client(server.url)
  await holder.connect()
  await holder.query(`begin; lock table ${table} in access exclusive mode`)
  const letGo = async () => { await holder.end() }
  t.teardown(letGo)
  return letGo
}

const unavailable = {
  type: '/problems/unavailable',
  title: 'The service is not ready',
  status: 503,
  detail: 'The database does not answer; try again shortly.'
}

async function holdAll (t: Test, { get, ask, pool }: Awaited<ReturnType<typeof instance>>) {
  const held = await Promise.all(Array.from({ length: pool.options.max! }, async () => await pool.connect()))
  for (const answer of await Promise.all([
    get('/v1/wards'), get('/v1/meetings'), ask('POST', '/v1/indicators', bearer(ADMIN_KEY), exampleOf('indicator'))
  ])) {
    const { instance, requestId, ...said } = answer.body
    t.strictSame([answer.status, answer.headers['retry-after'], said], [503, '5', unavailable])
  }
  for (const client of held) client.release()
  t.equal((await get('/v1/wards')).status, 200)
}

t.test('whoever waits for a connection to PostgreSQL is answered in time', async t => {
  await holdAll(t, await instance(t, { DATABASE_URL: server.url }))
})

t.test('whoever waits for the one connection to PGlite is answered in time', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-waits-'))
  t.teardown(async () => await rm(folder, { recursive: true, force: true }))
  await holdAll(t, await instance(t, { DATA_DIR: folder }))
})

t.test('what a reader who has left asked for is cancelled, and the pool is as it was', async t => {
  const { app, get, pool, lines } = await instance(t, { DATABASE_URL: server.url })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const letGo = await lock(t, 'meetings')
  for (const url of ['/v1/meetings', '/v1/meetings?updatedSince=2020-01-01T00:00:00Z&total=true']) {
    const request = httpGet(base + url, { agent: false })
    await until(async () => await running() === 1)
    await leave(request)
    await until(async () => await running() === 0)
  }
  t.equal(pool.waitingCount, 0)
  await letGo()
  t.equal((await get('/v1/meetings')).status, 200)
  t.notOk(lines.find(line => JSON.parse(line).level > 30), 'it is no fault')
})

t.test('a reader whose request is over is still there', async t => {
  const { app } = await instance(t, { DATABASE_URL: server.url })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  for (const headers of [{ 'content-encoding': 'gzip' }, { 'content-encoding': 'br' }]) {
    t.equal((await fetch(`${base}/v1/meetings`, { headers })).status, 200)
  }
})

t.test('who waits for a connection and leaves sends nothing', async t => {
  const { app, get, pool, lines } = await instance(t, { DATABASE_URL: server.url, DATABASE_WAIT: '30' })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const held = await Promise.all([pool.connect(), pool.connect()])
  const request = httpGet(`${base}/v1/meetings`, { agent: false })
  await until(() => pool.waitingCount === 1)
  await leave(request)
  for (const client of held) client.release()
  t.equal((await get('/v1/meetings')).status, 200)
  t.notOk(lines.find(line => JSON.parse(line).level > 30), 'it is no fault')
})

t.test('others who ask the same at the same time get their answer all the same', async t => {
  const { app } = await instance(t, { DATABASE_URL: server.url, CACHE: 'on' })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const letGo = await lock(t, 'meetings')
  const first = httpGet(`${base}/v1/meetings`, { agent: false })
  await until(async () => await running() === 1)
  const second = fetch(`${base}/v1/meetings`)
  await wait(100)
  await leave(first)
  await until(async () => (await watcher.query(`select from pg_stat_activity
    where application_name = 'so-phuong' and wait_event_type = 'Lock'`)).rows.length === 1)
  await letGo()
  t.equal((await second).status, 200)
})

t.test('a write that was begun is finished when its sender has left', async t => {
  const { app, get } = await instance(t, { DATABASE_URL: server.url })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const letGo = await lock(t, 'indicators')
  const headers = { ...bearer(ADMIN_KEY), 'content-type': 'application/json' }
  const request = httpRequest(`${base}/v1/indicators`, { method: 'POST', headers, agent: false })
  request.end(JSON.stringify({ ...exampleOf('indicator'), code: 'left-alone' }))
  await until(async () => await running() === 1)
  await leave(request)
  await letGo()
  await until(async () => (await get('/v1/indicators/left-alone')).status === 200)
  t.pass('the record is there')
})
