/**
 * Webhooks, with a receiver on this machine: what is sent, to whom and in what order; what happens when the receiver
 * fails, the process ends or two work at once. Time is the test's own, so that nobody waits for it.
 */
import { sql } from 'drizzle-orm'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook as Verifier } from 'standardwebhooks'
import t, { type Test } from 'tap'
import { recorded } from '../src/db/log.js'
import { DEAD_KEPT, DELIVERED_KEPT, deliveryId, GIVEN_UP_AFTER, LEASE } from '../src/delivery/ledger.js'
import { Sender, type Letter, type Outcome } from '../src/delivery/sender.js'
import { backoff, MOST_ATTEMPTS, Worker } from '../src/delivery/worker.js'
import { builtInId } from '../src/domain/ids.js'
import { BEGINNING } from '../src/domain/changes.js'
import { readPlace, writePlace } from '../src/http/cursor.js'
import { ward } from './helpers/expected.js'
import { ADMIN_KEY, bearer, openRegister, type Register } from './helpers/register.js'

const admin = bearer(ADMIN_KEY)
const settings = { WEBHOOK_PRIVATE_ADDRESSES: 'on' }
const meeting = builtInId('meeting', 'ha-khanh-2024-01-06')
const organisation = builtInId('organisation', 'dang-uy-phuong-ha-khanh')

interface Received { readonly headers: Record<string, string>, readonly body: string, readonly event: any }
type Behaviour = (received: Received, response: ServerResponse) => void

/** A receiver on this machine; it answers 204 where nothing else is said. */
async function openReceiver (t: Test) {
  const received: Received[] = []
  let behave: Behaviour = (_, response) => { response.writeHead(204).end() }
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const one = { headers: request.headers as Record<string, string>, body, event: JSON.parse(body) }
      received.push(one)
      behave(one, response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    ids: () => received.map(({ headers }) => headers['webhook-id']!),
    /** Answers from now on. */
    answer (given: Behaviour | number, headers: Record<string, string> = {}) {
      behave = typeof given === 'function' ? given : (_, response) => { response.writeHead(given, headers).end() }
    }
  }
}

/** A clock that goes on only when it is told. */
function openClock () {
  let now = Date.now()
  return {
    now: () => sql`${new Date(now).toISOString()}::timestamptz`,
    forward: (seconds: number) => { now += seconds * 1000 },
    date: () => new Date(now)
  }
}

const lines: string[] = []
const register = await openRegister(t, {
  settings, logger: { level: 'trace', stream: { write: (line: string) => { lines.push(line) } } }
})

/** A receiver of the register, and workers that send to it; webhooks are gone when the test ends. */
async function open (t: Test, more: { timeout?: number, random?: () => number } = {}) {
  await rename(register, t.name)
  await summarise(register, t.name)
  t.teardown(async () => await register.connection.pool.query('delete from webhooks'))
  const receiver = await openReceiver(t)
  const clock = openClock()
  const { connection: { db }, ask } = register
  const worker = (sender: Pick<Sender, 'send' | 'close'> = new Sender({ privateAddresses: true, ...more })) => {
    const made = new Worker({ db, sender, now: clock.now, random: more.random ?? (() => 1) })
    t.teardown(async () => await made.stop(0))
    return made
  }
  const post = async (url: string, body?: object) => await ask('POST', url, admin, body)
  const make = async (body: object = {}) => {
    const answer = await post('/v1/webhooks', { url: receiver.url, ...body })
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  const address = (id: string) => `/v1/webhooks/${id}`
  const get = async (url: string) => (await ask('GET', url, admin)).body
  const deliveries = async (id: string, query = '') => (await get(`${address(id)}/deliveries?sort=cursor${query}`)).data
  return {
    ...register,
    receiver,
    clock,
    worker,
    post,
    make,
    address,
    deliveries,
    show: async (id: string) => await get(address(id)),
    rename: async (...names: string[]) => { for (const name of names) await rename(register, name) }
  }
}

/** Changes the short name of an organisation, which is shared. */
async function rename ({ connection: { db } }: Pick<Register, 'connection'>, name: string, id = organisation) {
  await recorded(db, { actor: 'a clerk', reason: null, at: new Date() }, async log => {
    await log.touch('organisation', [id])
    await log.tx.execute(sql`update organisations set short_name = ${name} where id = ${id}`)
  })
}

/** Changes the summary of a meeting, which is of a ward. */
async function summarise ({ connection: { db } }: Pick<Register, 'connection'>, summary: string, id = meeting) {
  await recorded(db, { actor: 'a clerk', reason: 'đính chính', at: new Date() }, async log => {
    await log.touch('meeting', [id])
    await log.tx.execute(sql`update meetings set summary = ${summary} where id = ${id}`)
  })
}

const names = (received: readonly Received[]) => received.map(({ event }) => event.data.record.shortName)

t.test('an event is an entry of the change feed in an envelope, and its signature can be verified', async t => {
  const { connection, get, receiver, make, worker, deliveries, show } = await open(t)
  const { id, secret } = await make()
  await summarise({ connection }, 'Tóm tắt thử')
  await worker().run()

  t.equal(receiver.received.length, 1)
  const [{ headers, body, event }] = receiver.received as [Received]
  t.strictSame(new Verifier(secret).verify(body, headers), event)
  t.throws(() => new Verifier(secret).verify(`${body} `, headers))
  t.throws(() => new Verifier(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(body, headers))
  t.match(headers, { 'content-type': 'application/json', 'user-agent': /^so-phuong\/\d/ })
  const feed = await get(`/v1/changes?kind=meeting&ward=ha-khanh&after=${await before({ get }, event.data.cursor)}`)
  const { data: [entry] } = feed.body
  t.strictSame(event, { type: 'meeting.updated', timestamp: entry.at, data: { ...entry, actor: 'a clerk' } })
  t.equal(event.data.record.summary, 'Tóm tắt thử')

  const [delivery, ...others] = await deliveries(id)
  const { lastAttemptAt, deliveredAt, createdAt, ...rest } = delivery
  t.strictSame([rest, others], [{
    id: headers['webhook-id'],
    cursor: entry.cursor,
    type: 'meeting.updated',
    record: meeting,
    state: 'delivered',
    attempts: 1,
    nextAttemptAt: null,
    lastStatus: 204,
    lastError: null
  }, []])
  for (const instant of [lastAttemptAt, deliveredAt, createdAt]) t.match(instant, /^\d{4}-.*Z$/)
  t.match(await show(id), { deliveries: { pending: 0, dead: 0 }, failingSince: null, pausedUntil: null })
})

/** The place just before another. */
const before = async ({ get }: Pick<Register, 'get'>, cursor: string): Promise<string> => {
  const { body: { data } } = await get('/v1/changes?limit=1000', admin)
  return data[data.findIndex((entry: { cursor: string }) => entry.cursor === cursor) - 1].cursor
}

t.test('a webhook is told of its kinds and wards and of nothing else, least of all of keys', async t => {
  const { connection, key, receiver, make, worker, post } = await open(t)
  const all = await make()
  const meetings = await make({ kinds: ['meeting'], url: `${receiver.url}?meetings` })
  const haKhanh = await make({ wards: ['ha-khanh'], url: `${receiver.url}?ha-khanh` })
  const taySon = await make({ wards: ['tay-son'], kinds: ['meeting', 'organisation'] })
  await key({ scopes: ['read'] })
  await post(`/v1/webhooks/${taySon.id}/rotate-secret`)
  await rename({ connection }, 'a')
  await summarise({ connection }, 'a')
  await worker().run()
  const typesFor = async (id: string) => {
    const { rows } = await connection.pool.query(
      'select type from webhook_deliveries where webhook_id = $1 order by seq', [id])
    return rows.map(({ type }) => type)
  }
  t.strictSame(await typesFor(all.id), ['organisation.updated', 'meeting.updated'])
  t.strictSame(await typesFor(meetings.id), ['meeting.updated'])
  t.strictSame(await typesFor(haKhanh.id), ['meeting.updated'])
  t.strictSame(await typesFor(taySon.id), [])
  t.equal(receiver.received.length, 4)
  t.equal(new Set(receiver.ids()).size, 4, 'each webhook has ids of its own')
})

t.test('what is refused, broken off or not answered is sent again under the same id, later each time', async t => {
  const { receiver, make, worker, deliveries, rename, clock, show } = await open(t, { timeout: 300 })
  const { id } = await make()
  const own = worker()
  await rename('a')
  const faults: Array<[Behaviour | number, string, number | null]> = [
    [500, 'answered 500', 500],
    [404, 'answered 404', 404],
    [(_, response) => { response.destroy() }, 'connection broken', null],
    [() => { /* no answer */ }, 'no answer within 0.3 s', null]
  ]
  for (const [at, [behaviour, lastError, lastStatus]] of faults.entries()) {
    receiver.answer(behaviour)
    await own.run()
    const wait = 10 * 2 ** at
    const [delivery] = await deliveries(id)
    t.match(delivery, {
      state: 'pending',
      attempts: at + 1,
      lastError,
      lastStatus,
      nextAttemptAt: new Date(clock.date().getTime() + wait * 1000).toISOString()
    })
    t.type((await show(id)).failingSince, 'string')
    clock.forward(wait - 1)
    const { length } = receiver.received
    await own.run()
    t.equal(receiver.received.length, length, 'not before its time')
    clock.forward(1)
  }
  receiver.answer(200)
  await own.run()
  t.match(await deliveries(id), [{ state: 'delivered', attempts: 5, lastStatus: 200, lastError: null }])
  t.equal(new Set(receiver.ids()).size, 1)
  t.match(await show(id), { failingSince: null, pausedUntil: null })
})

t.test('a receiver that is not there is a failure like any other', async t => {
  const { make, worker, deliveries, rename } = await open(t)
  const { id } = await make({ url: 'http://127.0.0.1:1/' })
  await rename('a')
  await worker().run()
  t.match(await deliveries(id), [{ state: 'pending', attempts: 1, lastStatus: null, lastError: 'connection refused' }])
})

t.test('waits grow exponentially, with full jitter', async t => {
  t.strictSame([1, 2, 3, 10].map(failures => backoff(failures, 1e9, () => 1)), [10_000, 20_000, 40_000, 5_120_000])
  t.equal(backoff(40, 43_200_000, () => 1), 43_200_000)
  t.strictSame([0, 0.25, 0.5].map(chance => backoff(3, 1e9, () => chance)), [0, 10_000, 20_000])
  const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, at) => backoff(at + 1, 43_200_000, () => 0.5))
  t.equal(Math.round(waits.reduce((sum, wait) => sum + wait) / 86_400_000), 3, 'three days on average')
})

t.test('one event that fails holds up neither other records nor other webhooks, but its own record', async t => {
  const { connection, receiver, make, worker, rename, deliveries, clock } = await open(t)
  const { id } = await make()
  const other = await make({ kinds: ['organisation'] })
  const own = worker()
  await rename('bad', 'later')
  await summarise({ connection }, 'good')
  receiver.answer(({ event: { data }, headers }, response) => {
    const isBad = data.record.shortName === 'bad' && headers['webhook-id'] === deliveryId(id, readPlace(data.cursor))
    response.writeHead(isBad ? 500 : 200).end()
  })
  await own.run()
  t.match((await deliveries(id)).map(({ type, state, attempts }: any) => [type, state, attempts]),
    [['organisation.updated', 'pending', 1], ['organisation.updated', 'pending', 0],
      ['meeting.updated', 'delivered', 1]])
  t.match((await deliveries(other.id)).map(({ state }: any) => state), ['delivered', 'delivered'])
  receiver.answer(200)
  receiver.received.length = 0
  clock.forward(10)
  await own.run()
  t.strictSame(names(receiver.received), ['bad', 'later'], 'one after the other')
})

t.test('what fails too often is dead, later events of the record go on, and it can be sent again', async t => {
  const { connection, receiver, make, worker, rename, deliveries, clock, show, post, address } = await open(t)
  const { id } = await make()
  const own = worker()
  await rename('bad')
  receiver.answer(({ event }, response) => {
    response.writeHead(event.data.record.shortName === 'bad' ? 500 : 200).end()
  })
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    await summarise({ connection }, String(attempt)) // something else arrives, so that it is not the receiver
    await own.run()
    clock.forward(43_200)
  }
  await rename('later')
  await own.run()
  const all = await deliveries(id, '&state=dead')
  t.match(all, [{ state: 'dead', attempts: MOST_ATTEMPTS, nextAttemptAt: null, lastError: 'answered 500' }])
  t.equal(all.length, 1)
  t.match(await show(id), { active: true, deliveries: { pending: 0, dead: 1 } })
  t.equal(names(receiver.received).at(-1), 'later')

  receiver.answer(200)
  const again = await post(`${address(id)}/deliveries/${all[0].id}/redeliver`)
  t.match(again, { status: 200, body: { id: all[0].id, state: 'pending', attempts: 0 } })
  await own.run()
  t.equal(receiver.ids().at(-1), all[0].id)
  t.match(await deliveries(id, '&state=dead,pending'), [])
  t.equal((await post(`${address(id)}/deliveries/${id}/redeliver`)).status, 404)
})

t.test('everything since a place is sent again under the ids that it had', async t => {
  const { receiver, make, worker, rename, post, address, show } = await open(t)
  const { id } = await make()
  const own = worker()
  await rename('a', 'b', 'c')
  await own.run()
  const first = receiver.ids()
  const [after] = receiver.received.map(({ event }) => event.data.cursor)
  receiver.received.length = 0
  t.match(await post(`${address(id)}/replay`, { after }), { status: 200, body: { cursor: after } })
  await own.run()
  t.strictSame([names(receiver.received), receiver.ids()], [['b', 'c'], first.slice(1)])

  await post(`${address(id)}/replay`, { after: writePlace(BEGINNING) })
  await own.run()
  const { deliveries } = await show(id)
  t.equal(deliveries.pending, 0)
  t.ok(receiver.received.length > 100, 'also what was written before the webhook was')
  for (const bad of ['nothing', writePlace({ seq: 999_999, at: new Date(1) })]) {
    t.match(await post(`${address(id)}/replay`, { after: bad }),
      { status: 400, body: { errors: [{ pointer: '/after' }] } })
  }
})

t.test('while a secret takes the place of another, both verify; then the new one alone', async t => {
  const { connection, receiver, make, worker, rename, post, address, clock } = await open(t)
  const { id, secret } = await make()
  const own = worker()
  const rotated = await post(`${address(id)}/rotate-secret`)
  t.match([rotated.status, rotated.headers['cache-control']], [200, 'no-store'])
  t.not(rotated.body.secret, secret)
  const good = () => {
    const { body, headers } = receiver.received.at(-1)!
    return [secret, rotated.body.secret].map(one => {
      try {
        return Boolean(new Verifier(one).verify(body, headers))
      } catch {
        return false
      }
    })
  }
  await rename('a')
  await own.run()
  t.strictSame(good(), [true, true])
  clock.forward(24 * 3600 + 1)
  await rename('b')
  await own.run()
  t.strictSame(good(), [false, true])
  await own.forget()
  t.equal((await connection.pool.query('select from webhook_secrets')).rowCount, 1)

  const known = await post(`${address(id)}/rotate-secret?graceHours=0`)
  await rename('c')
  await own.run()
  t.strictSame(good(), [false, false], 'without grace at once')
  t.ok(new Verifier(known.body.secret).verify(receiver.received.at(-1)!.body, receiver.received.at(-1)!.headers))
})

t.test('two workers at once send each event once and keep the order of each record', async t => {
  const { connection, receiver, make, worker } = await open(t)
  for (const query of ['', '?b', '?c']) await make({ url: receiver.url + query })
  const [one, other] = [worker(), worker()]
  const expected: string[] = []
  for (let at = 0; at < 20; at++) {
    expected.push(`n${at}`)
    await Promise.all([rename({ connection }, `n${at}`), one.run(), other.run()])
  }
  await Promise.all([one.run(), other.run()])
  await one.run()
  t.equal(receiver.received.length, 60)
  t.equal(new Set(receiver.ids()).size, 60)
  for (const webhook of new Set((await connection.pool.query('select id from webhooks')).rows.map(({ id }) => id))) {
    const own = receiver.received.filter(({ event, headers }) =>
      headers['webhook-id'] === deliveryId(webhook, readPlace(event.data.cursor)))
    t.strictSame(names(own), expected)
  }
})

t.test('what was sent by a process that ended before it noted it is sent again, when its lease is over', async t => {
  const { receiver, make, worker, rename, deliveries, clock } = await open(t)
  const { id } = await make()
  await rename('a')
  const real = new Sender({ privateAddresses: true })
  t.teardown(() => real.close())
  const sent = new Promise<void>(resolve => {
    const dying = worker({
      async send (letter: Letter): Promise<Outcome> {
        await real.send(letter)
        resolve()
        return await new Promise(() => {}) // the process is no more
      },
      close () {}
    })
    dying.stop = async () => {}
    dying.run().catch(t.fail)
  })
  await sent
  t.equal(receiver.received.length, 1)
  t.match(await deliveries(id), [{ state: 'pending', attempts: 0 }])
  const next = worker()
  await next.run()
  t.equal(receiver.received.length, 1, 'the other process may still be at it')
  clock.forward(LEASE + 1)
  await next.run()
  t.strictSame(receiver.ids(), [receiver.ids()[0], receiver.ids()[0]])
  t.match(await deliveries(id), [{ state: 'delivered', attempts: 1 }])
})

t.test('a worker that is stopped breaks off what is not answered, and the next one goes on at once', async t => {
  const { receiver, make, worker, rename, deliveries } = await open(t)
  const { id } = await make()
  await rename('a', 'b')
  const arrived = new Promise<void>(resolve => { receiver.answer(() => { resolve() }) })
  const stopped = worker()
  const running = stopped.run()
  await arrived
  await stopped.stop(0)
  await running
  t.match(await deliveries(id), [{ state: 'pending', attempts: 0 }, { state: 'pending', attempts: 0 }])
  receiver.answer(200)
  await worker().run()
  t.strictSame(names(receiver.received), ['a', 'a', 'b'])
  t.match(await deliveries(id), [{ state: 'delivered', attempts: 1 }, { state: 'delivered', attempts: 1 }])
})

t.test('a worker that was started sees what is written, and waits for its answer when it stops', async t => {
  const { receiver, make, worker, rename, deliveries } = await open(t)
  const { id } = await make()
  const held = new Promise<ServerResponse>(resolve => { receiver.answer((_, response) => { resolve(response) }) })
  const own = worker()
  own.start()
  await rename('a')
  const response = await held
  const stopped = own.stop(60_000)
  response.writeHead(200).end()
  await stopped
  t.match(await deliveries(id), [{ state: 'delivered', attempts: 1 }])
})

t.test('a receiver that takes nothing is tried with one event at a time, and stopped after some days', async t => {
  const { connection, ask, get, receiver, make, worker, rename, deliveries, clock, show, address } = await open(t)
  const { id } = await make()
  const own = worker()
  await rename('a')
  await summarise({ connection }, 'a')
  receiver.answer(503, { 'retry-after': '600' })
  await own.run()
  t.equal(receiver.received.length, 2)
  const { pausedUntil } = await show(id)
  t.equal(Date.parse(pausedUntil) - clock.date().getTime(), 600_000, 'as long as it asks for')
  await rename('b')
  clock.forward(600)
  await own.run()
  t.equal(receiver.received.length, 3)
  clock.forward(GIVEN_UP_AFTER * 86_400)
  await own.run()
  t.match(await show(id), { active: false, stopped: 'failing', version: 2, deliveries: { pending: 3 } })
  const { rows: [entry] } = await connection.pool.query(
    "select actor, reason from changes where kind = 'webhook' order by seq desc limit 1")
  t.strictSame(entry, { actor: 'webhooks', reason: 'nothing arrived for 3 days' })
  t.notMatch((await get('/v1/changes?limit=1000')).body.data, [{ kind: 'webhook' }])

  await rename('c')
  clock.forward(86_400)
  await own.run()
  t.equal(receiver.received.length, 4, 'nothing more')
  receiver.answer(200)
  receiver.received.length = 0
  const going = await ask('PATCH', address(id), admin, { active: true })
  t.match(going, { status: 200, body: { active: true, stopped: null, failingSince: null, version: 3 } })
  await own.run()
  t.strictSame(names(receiver.received).filter(Boolean), ['a', 'b', 'c'], 'nothing is left out')
  t.match((await deliveries(id)).map(({ state }: any) => state), Array(4).fill('delivered'))
})

t.test('a receiver that is gone is stopped at once', async t => {
  const { receiver, make, worker, rename, show } = await open(t)
  const { id } = await make()
  await rename('a')
  receiver.answer(410)
  await worker().run()
  t.match(await show(id), { active: false, stopped: 'gone', deliveries: { pending: 1 } })
})

t.test('a redirect is not followed, and of an answer only the status is looked at', async t => {
  const { receiver, make, worker, rename, deliveries, post, address } = await open(t)
  const { id } = await make()
  await rename('a')
  receiver.answer(302, { location: `${receiver.url}/elsewhere` })
  await worker().run()
  t.equal(receiver.received.length, 1)
  t.match(await deliveries(id), [{ state: 'pending', lastStatus: 302, lastError: 'answered 302' }])
  receiver.answer((_, response) => {
    response.writeHead(500)
    response.end('what is inside'.repeat(100_000))
  })
  const tried = await post(`${address(id)}/test`)
  t.strictSame([tried.status, { ...tried.body, id: null }],
    [200, { id: null, arrived: false, status: 500, error: 'answered 500' }])
  receiver.answer(200)
  t.match((await post(`${address(id)}/test`)).body, { arrived: true, status: 200, error: null })
  t.match(receiver.received.at(-1)!.event, { type: 'ping', data: { webhook: id } })
})

t.test('what is long done with is forgotten, and can still be replayed', async t => {
  const { connection, receiver, make, worker, rename, deliveries, clock, post, address } = await open(t)
  const { id } = await make()
  const own = worker()
  await rename('a', 'b', 'c')
  await own.run()
  await connection.pool.query("update webhook_deliveries set state = 'dead' where seq = (select max(seq) from changes)")
  clock.forward(DELIVERED_KEPT * 86_400 + 1)
  await own.forget()
  t.match((await deliveries(id)).map(({ state }: any) => state), ['dead'])
  clock.forward((DEAD_KEPT - DELIVERED_KEPT) * 86_400)
  await own.forget()
  t.strictSame(await deliveries(id), [])
  const [first] = receiver.received.splice(0)
  await post(`${address(id)}/replay`, { after: await before(register, first!.event.data.cursor) })
  await own.run()
  t.equal(receiver.ids()[0], first!.headers['webhook-id'])
  t.strictSame(names(receiver.received), ['a', 'b', 'c'])
})

// ── Through the front door ───────────────────────────────────────────────────────────────────────────────────────

t.test('a webhook is set up, and its secret shown this once', async t => {
  const { ask, receiver, post, show, address, get } = await open(t)
  const made = await post('/v1/webhooks', {
    url: receiver.url, description: 'Cổng thông tin', kinds: ['meeting'], wards: ['tay-son', '06649']
  })
  const { secret, ...shown } = made.body
  t.match([made.status, made.headers], [201, { location: address(shown.id), 'cache-control': 'no-store' }])
  t.match(secret, /^whsec_[\w+/]{43}=$/)
  const { id, cursor, createdAt, updatedAt, secretChangedAt, ...rest } = shown
  t.strictSame(rest, {
    url: receiver.url,
    description: 'Cổng thông tin',
    kinds: ['meeting'],
    wards: [ward('ha-khanh', 'Phường Hà Khánh'), ward('tay-son', 'Phường Tây Sơn')],
    active: true,
    stopped: null,
    failingSince: null,
    pausedUntil: null,
    deliveries: { pending: 0, dead: 0 },
    version: 1
  })
  t.strictSame([updatedAt, secretChangedAt], [createdAt, createdAt])
  t.ok(readPlace(cursor).seq > 0)
  t.strictSame(await show(id), shown)
  t.strictSame((await get('/v1/webhooks', admin)).body.data, [shown])
  t.strictSame((await get('/v1/webhooks?updatedSince=2999-01-01T00:00:00Z', admin)).body.data, [])
  for (const url of ['/v1/webhooks/nothing', `/v1/webhooks/${ward('tay-son', '').id}`]) {
    for (const [method, rest, body] of [
      ['GET', '', undefined], ['GET', '/deliveries', undefined], ['PATCH', '', { active: true }],
      ['DELETE', '', undefined], ['POST', '/test', undefined], ['POST', '/rotate-secret', undefined],
      ['POST', '/replay', { after: writePlace(BEGINNING) }]
    ] as const) t.equal((await ask(method, url + rest, admin, body)).status, 404, `${method} ${rest}`)
  }
})

t.test('a webhook is changed, property by property, and deleted with what was to be sent', async t => {
  const { connection, ask, make, address, rename, worker, receiver } = await open(t)
  const { id, secret, ...made } = await make({ kinds: ['meeting'], wards: ['tay-son'], description: 'a' })
  const patch = async (body: object, headers = {}) => await ask('PATCH', address(id), { ...admin, ...headers }, body)
  const changed = await patch({ kinds: null, wards: null, description: null, active: false })
  t.strictSame([changed.status, { ...changed.body, updatedAt: null }],
    [200, { ...made, id, kinds: null, wards: null, description: null, active: false, version: 2, updatedAt: null }])
  t.equal((await patch({ active: false })).body.version, 2, 'nothing has changed')
  t.match(await patch({ active: true }, { 'if-match': '"1.x"' }), { status: 412 })
  t.match(await patch({ active: true }, { 'if-match': changed.headers.etag! }), { status: 200, body: { version: 3 } })
  for (const [body, pointer] of [
    [{ kinds: ['key'] }, '/kinds/0'], [{ kinds: [] }, '/kinds'], [{ wards: ['nowhere'] }, '/wards/0'],
    [{ url: null }, '/url'], [{ secret: 'a' }, '/secret'], [{}, '']
  ] as const) t.match(await patch(body), { status: 400, body: { errors: [{ pointer }] } }, JSON.stringify(body))

  receiver.answer(500)
  await rename('a')
  await worker().run()
  t.equal((await ask('DELETE', address(id), { ...admin, 'if-match': '"1.x"' })).status, 412)
  t.equal((await ask('DELETE', address(id), admin)).status, 204)
  t.equal((await ask('GET', address(id), admin)).status, 404)
  const { rows } = await connection.pool.query(
    "select act, version from changes where kind = 'webhook' and record_id = $1 order by seq", [id])
  t.strictSame(rows, [
    { act: 'created', version: 1 }, { act: 'updated', version: 2 }, { act: 'updated', version: 3 },
    { act: 'deleted', version: 4 }
  ])
  t.equal((await connection.pool.query('select from webhook_deliveries')).rowCount, 0)
})

t.test('deliveries are listed page by page, and by what became of them', async t => {
  const { get, make, address, rename, worker, receiver } = await open(t)
  const { id } = await make()
  await rename('a', 'b', 'c')
  receiver.answer(({ event }, response) => {
    response.writeHead(event.data.record.shortName === 'c' ? 500 : 200).end()
  })
  await worker().run()
  const list = async (query: string) => (await get(`${address(id)}/deliveries?${query}`, admin)).body
  const first = await list('limit=2&total=true')
  t.match(first, { data: [{ state: 'pending' }, { state: 'delivered' }], page: { total: 3 } })
  const second = await list(`limit=2&cursor=${first.page.next}`)
  t.strictSame([...first.data, ...second.data].reverse(), (await list('sort=cursor')).data)
  t.equal((await list('state=delivered')).data.length, 2)
  t.equal((await list('state=pending,dead')).data.length, 1)
  t.match(await list('state=lost'), { status: 400 })
  t.match(await list('format=csv'), /^\uFEFFid,cursor,type,record,state,/)
})

t.test('secrets are in no answer but the first, no line of the log and no entry of the log of writes', async t => {
  const { connection, get, make, post, address, rename, receiver } = await open(t)
  const { id, secret } = await make()
  const rotated = (await post(`${address(id)}/rotate-secret`)).body.secret
  await rename('a')
  receiver.answer(500)
  const told: unknown[] = []
  const warn = (...line: unknown[]) => { told.push(line) }
  const { db } = connection
  const own = new Worker({ db, sender: new Sender({ privateAddresses: true }), log: { warn } })
  await own.run()
  await own.stop()
  t.equal(told.length, 1)
  const urls = ['/v1/webhooks', address(id), `${address(id)}/deliveries`, '/v1/webhooks?format=csv', '/v1/changes']
  for (const url of urls) told.push((await get(url, admin)).body)
  told.push((await post(`${address(id)}/test`)).body)
  told.push((await post(`${address(id)}/replay`, { after: writePlace(BEGINNING) })).body)
  told.push((await connection.pool.query('select * from changes')).rows, lines)
  const text = JSON.stringify(told)
  t.ok(text.includes(id))
  for (const one of [secret, rotated]) t.notOk(text.includes(one.slice(6, 40)))
})

t.test('there is nothing at a webhook or a delivery that is not known', async t => {
  const { get, post } = await open(t)
  const id = builtInId('webhook', 'none')
  const answers = [
    await post(`/v1/webhooks/${id}/test`),
    await post(`/v1/webhooks/${id}/replay`, { after: writePlace(BEGINNING) }),
    await get(`/v1/webhooks/${id}/deliveries`, admin),
    await post(`/v1/webhooks/${id}/deliveries/${id}/redeliver`)
  ]
  t.strictSame(answers.map(({ status }) => status), [404, 404, 404, 404])
})
