/**
 * More than can be answered, on a real server: who is let in is answered, who waits too long is sent away, health
 * answers, and a place is given back however a request ends.
 */
import { get as httpGet } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { startPostgres } from './helpers/postgres.js'
import { ADMIN_KEY, bearer, fill, serve } from './helpers/register.js'

t.setTimeout(120_000)
const server = await startPostgres()
t.teardown(server.stop)
const filled = await connect(readConfig({ DATABASE_URL: server.url }))
await fill(filled.db)
await filled.close()

/** A process of the service with one connection, and so four places. */
async function instance (t: Test, given: Record<string, string> = {}) {
  const settings = {
    DATABASE_URL: server.url, DATABASE_POOL: '1', DATABASE_WAIT: '60', LOAD_SHEDDING: 'on', CACHE: 'off', ...given
  }
  const connection = await connect(readConfig(settings))
  const lines: string[] = []
  const logger = { level: 'warn', stream: { write: (line: string) => { lines.push(line) } } }
  const { app } = await serve(t, connection, { settings, logger })
  t.teardown(async () => await connection.close())
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  /** Asks over a socket: who is let in is decided before anything else. */
  async function ask (method: string, path: string, headers: Record<string, string> = {}) {
    const answer = await fetch(base + path, { method, headers })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() as any }
  }
  const get = async (path: string) => await ask('GET', path)
  return { base, ask, get, pool: connection.pool, lines }
}

const PLACES = 4

/** Takes all places, with requests that wait for a connection until it is let go. */
async function full (t: Test, { get, pool }: Awaited<ReturnType<typeof instance>>) {
  const held = await pool.connect()
  const answers = Array.from({ length: PLACES }, async () => (await get('/v1/meetings')).status)
  while (pool.waitingCount < PLACES) await wait(10)
  let isLetGo = false
  const letGo = async () => {
    if (!isLetGo) held.release()
    isLetGo = true
    return await Promise.all(answers)
  }
  t.teardown(letGo)
  return letGo
}

t.test('who waits too long for a place is sent away, and nothing was done', async t => {
  const service = await instance(t)
  const { get, ask, lines } = service
  const letGo = await full(t, service)
  const beyond = await get('/v1/wards')
  const { requestId, ...body } = beyond.body
  t.equal(beyond.headers['x-request-id'], requestId)
  t.equal(beyond.headers['access-control-allow-origin'], '*')
  t.equal(beyond.headers['content-security-policy'], "default-src 'none';frame-ancestors 'none'")
  t.strictSame([beyond.status, beyond.headers['retry-after'], body], [503, '2', {
    type: '/problems/overloaded',
    title: 'The service is overloaded',
    status: 503,
    detail: 'More is asked at this moment than can be answered in time; try again shortly.',
    instance: '/v1/wards'
  }])
  const write = { method: 'DELETE', url: '/v1/indicators/jobs-created' }
  t.equal((await ask(write.method, write.url, { ...bearer(ADMIN_KEY), 'if-match': '*' })).status, 503)
  t.equal((await get('/health/live')).status, 200)
  t.equal((await get('/openapi.json')).status, 200, 'what asks nothing of the database')
  t.strictSame(await letGo(), [200, 200, 200, 200], 'who was let in is answered')
  t.equal((await get('/v1/indicators/jobs-created')).status, 200)
  while (lines.length === 0) await wait(50)
  t.match(lines.map(line => JSON.parse(line)), [{ level: 40, shed: 2, msg: 'overloaded' }])
})

t.test('who gets a place in time is answered', async t => {
  const service = await instance(t, { QUEUE_WAIT: '60000' })
  const letGo = await full(t, service)
  const next = service.get('/v1/wards')
  await wait(50)
  await letGo()
  t.equal((await next).status, 200)
})

t.test('who leaves the line leaves no gap, and places come back after errors and to followers', async t => {
  const service = await instance(t, { QUEUE_WAIT: '60000' })
  const { base, get, pool } = service
  const letGo = await full(t, service)
  const leaving = Array.from({ length: 3 }, () => httpGet(`${base}/v1/wards`, { agent: false }))
  await wait(100)
  for (const request of leaving) {
    await new Promise<void>(resolve => { request.on('error', () => {}).once('close', resolve).destroy() })
  }
  t.strictSame(await letGo(), [200, 200, 200, 200])
  for (let n = 0; n < PLACES + 1; n++) t.equal((await get('/v1/wards?limit=0')).status, 400)
  for (let n = 0; n < PLACES + 1; n++) t.equal((await get('/v1/keys')).status, 401)
  const following = Array.from({ length: PLACES + 1 }, () =>
    httpGet(`${base}/v1/changes?after=latest&wait=30`, { agent: false }).on('error', () => {}))
  while (pool.totalCount === 0) await wait(10)
  t.equal((await get('/v1/wards')).status, 200, 'who waits for changes takes no place')
  for (const request of following) request.destroy()
})

t.test('a process that cannot follow takes nothing new, and says that it lives', async t => {
  const { get } = await instance(t)
  let status = 200
  for (let n = 0; n < 10 && status === 200; n++) {
    const until = performance.now() + 1_300
    while (performance.now() < until);
    await wait(1)
    const { status: now, body } = await get('/v1/wards')
    status = now
    if (now === 503) t.equal(body.type, '/problems/overloaded')
    t.equal((await get('/health/live')).status, 200)
  }
  t.equal(status, 503)
  while ((await get('/v1/wards')).status === 503) await wait(100)
  t.pass('and takes it again afterwards')
})
