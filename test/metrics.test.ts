/** Metrics: who may read them, what they count, and that they are told also where the database is away. */
import t from 'tap'
import { once } from 'node:events'
import { connect as dial } from 'node:net'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { connection as connectionOn } from '../src/db/connect.js'
import { addressOf, serveMetrics } from '../src/plugins/metrics-server.js'
import { version } from '../src/version.js'
import { another } from './helpers/drafts.js'
import { bearer, openRegister } from './helpers/register.js'

const { app, get, ask, key, connection } = await openRegister(t)
const base = await app.listen({ host: '127.0.0.1', port: 0 })
const scraper = bearer(await key({ scopes: ['metrics'] }))
const writer = bearer(await key({ scopes: ['write'] }))

/** Values by name and labels, as they are written; a line that is no sample is a fault. */
function samplesOf (text: string): Record<string, number> {
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(lines.map(line => {
    const [, name, value] = /^([a-z_:][\w:]*(?:\{[^{}]*\})?) (\S+)$/.exec(line) ?? []
    if (name === undefined) throw new Error(`no sample: ${line}`)
    return [name, Number(value)]
  }))
}

const samples = async () => samplesOf((await get('/metrics', scraper)).body)

const answered = (route: string, status: number, method = 'GET') => 'http_server_request_duration_seconds_count' +
  `{http_request_method="${method}",http_route="${route}",http_response_status_code="${status}"}`

/** By how much each of these samples grows through what is done. */
async function growth (names: readonly string[], act: () => Promise<unknown>): Promise<number[]> {
  const before = await samples()
  await act()
  const after = await samples()
  return names.map(name => (after[name] ?? 0) - (before[name] ?? 0))
}

t.test('they need the scope for them', async t => {
  t.equal((await get('/metrics')).status, 401)
  t.equal((await get('/metrics', writer)).status, 403)
  t.equal((await get('/metrics', bearer(await key({ scopes: ['metrics'], wards: ['tay-son'] })))).status, 403)
  const { status, headers } = await get('/metrics', scraper)
  t.equal(status, 200)
  t.match(headers['content-type'], /^text\/plain; version=0\.0\.4/)
  t.equal(headers['cache-control'], 'no-store')
})

t.test('the scope for them is good for nothing else', async t => {
  t.equal((await get('/v1/keys', scraper)).status, 403)
  t.equal((await ask('DELETE', '/v1/meetings/e8207270-e00c-5cfe-a227-5183a82e5aec', scraper)).status, 403)
})

t.test('requests are counted by route and status, from memory too', async t => {
  const route = '/v1/wards/:ward'
  const names = [
    answered(route, 200), answered(route, 304), answered(route, 404), answered(route, 200, 'HEAD'), answered('', 404)
  ]
  t.strictSame(await growth(names, async () => {
    const first = await fetch(`${base}/v1/wards/tay-son`)
    await first.text()
    await (await fetch(`${base}/v1/wards/tay-son`)).text()
    const headers = { 'if-none-match': first.headers.get('etag')! }
    await fetch(`${base}/v1/wards/tay-son`, { headers })
    await (await fetch(`${base}/v1/wards/no-such-ward`)).text()
    await (await fetch(`${base}/no/such/address`)).text()
    await fetch(`${base}/v1/wards/tay-son`, { method: 'HEAD' })
  }), [2, 1, 1, 1, 1])
})

t.test('what is kept in memory is counted', async t => {
  const results = ['hits', 'misses', 'notModified'].map(result => `so_phuong_answers_total{result="${result}"}`)
  t.strictSame(await growth(results, async () => {
    for (let n = 0; n < 3; n++) await get('/v1/meetings?limit=11')
  }), [2, 1, 0])
  const { so_phuong_answers: kept, so_phuong_answers_bytes: bytes } = await samples()
  t.ok(kept! > 0 && bytes! > 0)
})

t.test('problems are counted by their code', async t => {
  const names = ['invalid-parameter', 'not-found'].map(code => `so_phuong_problems_total{code="${code}"}`)
  t.strictSame(await growth(names, async () => {
    await get('/v1/meetings?perod=2023')
    await get('/v1/nothing')
    await get('/v1/nothing')
  }), [1, 2])
})

t.test('items of imports are counted, of dry runs not', async t => {
  const names = ['created', 'unchanged', 'failed'].map(outcome => `so_phuong_import_items_total{outcome="${outcome}"}`)
  const organisation = { kind: 'organisation', data: another('organisation') }
  const send = async (query = '') => await ask('POST', `/v1/imports${query}`,
    { ...writer, 'content-type': 'application/x-ndjson' }, `${JSON.stringify(organisation)}\n{"kind":"meeting"}\n`)
  t.strictSame(await growth(names, async () => await send('?dryRun=true')), [0, 0, 0])
  const [created, , failed] = await growth(names, async () => await send())
  t.strictSame([created, failed].map(count => count! >= 1), [true, true])
  const [, unchanged] = await growth(names, async () => await send())
  t.equal(unchanged, 1)
})

t.test('a client that goes away before the end of its answer is told apart', async t => {
  const name = answered('/v1/changes', 499)
  t.equal((await samples())[name], undefined)
  const { port } = app.server.address() as AddressInfo
  const { body: { page } } = await get('/v1/changes?after=latest')
  const socket = dial(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`GET /v1/changes?after=${page.next}&wait=20 HTTP/1.1\r\nhost: a\r\n\r\n`)
  while ((await samples()).so_phuong_active_requests! < 2) await new Promise(resolve => setTimeout(resolve, 20))
  socket.destroy()
  while ((await samples())[name] === undefined) await new Promise(resolve => setTimeout(resolve, 20))
  t.equal((await samples())[name], 1)
  t.equal((await samples()).so_phuong_active_requests, 1, 'the scrape itself')
})

t.test('the state of the service is told', async t => {
  const values = await samples()
  t.equal(values[`so_phuong_build_info{version="${version}"}`], 1)
  t.equal(values.so_phuong_database_up, 1)
  const { rows: [{ last }] } = await connection.pool.query('select max(seq)::float8 as last from changes')
  t.equal(values.so_phuong_feed_position, last)
  t.equal(values.so_phuong_pool_limit, connection.pool.options.max)
  for (const name of ['webhook_lag_entries', 'webhook_pending', 'webhook_oldest_seconds', 'webhook_dead',
    'webhooks_stopped', 'followers', 'pool_waiting']) {
    t.equal(values[`so_phuong_${name}`], 0, name)
  }
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'so_phuong_feed_age_seconds',
    'so_phuong_pool_connections{state="used"}']) {
    t.ok(values[name]! >= 0, name)
  }
})

t.test('deliveries that wait are told, and how far behind a webhook is', async t => {
  const { pool } = connection
  await pool.query(`insert into webhooks (id, url, secret_changed_at)
    values ('00000000-0000-4000-8000-000000000001', 'https://receiver.example/', now())`)
  await pool.query(`insert into webhook_states (webhook_id, cursor)
    select '00000000-0000-4000-8000-000000000001', max(seq) - 3 from changes`)
  await pool.query(`insert into webhook_deliveries
    (webhook_id, seq, id, type, record_id, state, next_attempt_at, created_at)
    select '00000000-0000-4000-8000-000000000001', n, gen_random_uuid(), 'meeting.created', 'x', state,
      case state when 'pending' then now() end, now() - interval '1 hour'
    from (values (1, 'pending'), (2, 'pending'), (3, 'dead')) given (n, state)`)
  const values = await samples()
  t.equal(values.so_phuong_webhook_lag_entries, 3)
  t.equal(values.so_phuong_webhook_pending, 2)
  t.equal(values.so_phuong_webhook_dead, 1)
  t.ok(values.so_phuong_webhook_oldest_seconds! >= 3600)
})

t.test('on a port of their own they need no key, and nothing else is there', async t => {
  const server = await serveMetrics(app.metrics, '127.0.0.1', 0)
  t.teardown(() => { server.close() })
  const address = addressOf(server)
  const answer = await fetch(address)
  t.equal(answer.status, 200)
  t.equal(samplesOf(await answer.text()).so_phuong_database_up, 1)
  t.equal((await fetch(address, { method: 'HEAD' })).status, 200)
  t.equal((await fetch(address, { method: 'POST' })).status, 405)
  for (const other of ['/', '/v1/meetings', '/metrics/x']) {
    t.equal((await fetch(new URL(other, address))).status, 404, other)
  }
  server.closeAllConnections()
})

t.test('where the database is away they say so', async t => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1 })
  const nothing = connectionOn('postgres', pool)
  const away = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent' }), connection: nothing })
  t.teardown(async () => await away.close())
  await away.ready()
  const values = samplesOf(await away.metrics.text())
  t.equal(values.so_phuong_database_up, 0)
  t.equal(values.so_phuong_feed_position, undefined)
  t.equal(values.so_phuong_feed_age_seconds, undefined)
  t.equal(values.so_phuong_pool_waiting, 0)
})
