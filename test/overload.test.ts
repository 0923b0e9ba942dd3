/**
 * More than can be answered, on a real server: who is let in is answered, who waits too long is sent away, health
 * answers, and a place is given back however a request ends.
 */
import { once } from 'node:events'
import { get as httpGet, request as httpRequest } from 'node:http'
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

/** A process of the service with one connection, and so one place and three who are few. */
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
  const asked: unknown[] = []
  app.server.on('request', request => { asked.push(request) })
  /** Asks, and goes on when the requests are there. */
  async function begun<Answer> (count: number, begin: () => Answer): Promise<Answer[]> {
    const until = asked.length + count
    const answers = Array.from({ length: count }, begin)
    while (asked.length < until) await wait(5)
    return answers
  }
  return { app, base, ask, get, begun, pool: connection.pool, lines }
}

const FEW = 3

type Service = Awaited<ReturnType<typeof instance>>

/** Takes the place, with a request that waits for a connection until it is let go. */
async function taken (t: Test, { get, pool }: Service) {
  const held = await pool.connect()
  const first = get('/v1/meetings')
  while (pool.waitingCount < 1) await wait(10)
  let isHeld = true
  const letGo = () => {
    if (isHeld) held.release()
    isHeld = false
  }
  t.teardown(letGo)
  return { first, letGo }
}

/** Asks several times, each when the one before waits; what is answered, and in which order. */
async function inOrder ({ get, begun }: Service, count: number) {
  const [order, answers]: [number[], Array<Promise<number>>] = [[], []]
  for (let n = 1; n <= count; n++) {
    answers.push(...await begun(1, async () => {
      const { status } = await get('/v1/wards')
      order.push(n)
      return status
    }))
  }
  return { order, answers }
}

t.test('of a crowd, who has waited for a moment is sent away, and nothing was done', async t => {
  const service = await instance(t)
  const { app, get, ask, begun, lines } = service
  const { first, letGo } = await taken(t, service)
  const [beyond] = await begun(1, () => get('/v1/wards'))
  const authority = { ...bearer(ADMIN_KEY), 'if-match': '*' }
  const [write] = await begun(1, () => ask('DELETE', '/v1/indicators/jobs-created', authority))
  const few = await begun(FEW, () => get('/v1/wards'))
  const { status, headers, body: { requestId, ...body } } = (await beyond)!
  t.equal(headers['x-request-id'], requestId)
  t.equal(headers['access-control-allow-origin'], '*')
  t.equal(headers['content-security-policy'], "default-src 'none';frame-ancestors 'none'")
  t.strictSame([status, headers['retry-after'], body], [503, '2', {
    type: '/problems/overloaded',
    title: 'The service is overloaded',
    status: 503,
    detail: 'More is asked at this moment than can be answered in time; try again shortly.',
    instance: '/v1/wards'
  }])
  t.equal((await write)!.status, 503)
  t.match(await app.metrics.text(), /^so_phuong_waiting_requests 3$/m, 'few wait on')
  t.equal((await get('/health/live')).status, 200)
  t.equal((await get('/openapi.json')).status, 200, 'what asks nothing of the database')
  letGo()
  t.strictSame((await Promise.all([first, ...few])).map(({ status }) => status), [200, 200, 200, 200])
  t.equal((await get('/v1/indicators/jobs-created')).status, 200)
  while (lines.length === 0) await wait(50)
  t.match(lines.map(line => JSON.parse(line)), [{ level: 40, shed: 2, msg: 'overloaded' }])
})

t.test('few wait longer than a crowd, and each has its turn', async t => {
  const service = await instance(t, { QUEUE_WAIT: '1' })
  const { letGo } = await taken(t, service)
  const { order, answers } = await inOrder(service, FEW)
  await wait(100)
  letGo()
  t.strictSame([await Promise.all(answers), order], [[200, 200, 200], [1, 2, 3]])
})

t.test('of a crowd, the last that came is next', async t => {
  const service = await instance(t, { QUEUE_WAIT: '60000' })
  const { letGo } = await taken(t, service)
  const { order, answers } = await inOrder(service, 6)
  letGo()
  t.strictSame([await Promise.all(answers), order], [Array(6).fill(200), [6, 5, 4, 1, 2, 3]])
})

t.test('who leaves the line leaves no gap, and places come back after errors and to followers', async t => {
  const service = await instance(t, { QUEUE_WAIT: '60000' })
  const { app, base, get, begun, pool } = service
  const { first, letGo } = await taken(t, service)
  const leaving = await begun(5, () => httpGet(`${base}/v1/wards`, { agent: false }))
  for (const request of leaving) {
    await new Promise<void>(resolve => { request.on('error', () => {}).once('close', resolve).destroy() })
  }
  while (!/^so_phuong_waiting_requests 0$/m.test(await app.metrics.text())) await wait(10)
  letGo()
  t.equal((await first).status, 200)
  for (let n = 0; n < 2; n++) t.equal((await get('/v1/wards?limit=0')).status, 400)
  for (let n = 0; n < 2; n++) t.equal((await get('/v1/keys')).status, 401)
  const following = [1, 2].map(() =>
    httpGet(`${base}/v1/changes?after=latest&wait=30`, { agent: false }).on('error', () => {}))
  while (pool.totalCount === 0) await wait(10)
  t.equal((await get('/v1/wards')).status, 200, 'who waits for changes takes no place')
  for (const request of following) request.destroy()
})

t.test('who sends a body slowly holds no place meanwhile, and takes one when it is there', async t => {
  const service = await instance(t, { QUEUE_WAIT: '60000' })
  const { base, begun, get } = service
  const body = JSON.stringify({ text: 'Ngày 12/7/2023, Đảng ủy phường Hà Khánh họp.' })
  const senders = await begun(FEW + 2, () => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const request = httpRequest(`${base}/v1/extractions`, { method: 'POST', agent: false, headers })
    request.write(body.slice(0, 5))
    return request
  })
  t.equal((await get('/v1/wards')).status, 200)
  const { first, letGo } = await taken(t, service)
  const answers = senders.map(async sender => {
    sender.end(body.slice(5))
    const [answer] = await once(sender, 'response')
    return answer.resume().statusCode
  })
  await wait(100)
  t.match(await service.app.metrics.text(), /^so_phuong_waiting_requests 5$/m, 'all of them wait for the place')
  letGo()
  t.equal((await first).status, 200)
  t.strictSame(await Promise.all(answers), Array(FEW + 2).fill(200))
})

t.test('who has sent a body waits as others do, and is sent away as they are', async t => {
  const service = await instance(t, { QUEUE_WAIT: '1' })
  const { base, begun, get } = service
  const { letGo } = await taken(t, service)
  const [sent] = await begun(1, async () => await fetch(`${base}/v1/extractions`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"Họp."}'
  }))
  while (!/^so_phuong_waiting_requests 1$/m.test(await service.app.metrics.text())) await wait(10)
  const few = await begun(FEW, () => get('/v1/wards'))
  const answer = (await sent)!
  t.match([answer.status, await answer.json()], [503, { type: '/problems/overloaded' }])
  letGo()
  t.strictSame((await Promise.all(few)).map(({ status }) => status), [200, 200, 200])
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
