/**
 * Answers from memory are those of the database, byte by byte, in every format and coding, and they go the moment
 * something is written that they depend on: what is kept is held against a service on the same database that keeps
 * nothing.
 */
import type { InjectOptions } from 'fastify'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import t from 'tap'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { builtInId } from '../src/domain/ids.js'
import { another, newId, writable, writerOf } from './helpers/drafts.js'
import { readsOf, withQuery } from './helpers/operations.js'
import { ADMIN_KEY, bearer, openRegister, SETTINGS } from './helpers/register.js'
import { intercept } from './helpers/statements.js'

const register = await openRegister(t)
const { app, ask, get, key, statementsOf, connection } = register
const { make, patch, remove, send } = writerOf(register)
const answers = app.answers!
const plain = await buildApp({ config: readConfig({ ...SETTINGS, CACHE: 'off' }), connection })
t.teardown(async () => await plain.close())
await plain.ready()
const base = await app.listen({ host: '127.0.0.1', port: 0 })

const include = 'include=participants,resolutions,observations,tasks,sources,evidence'
const operations = readsOf(register).filter(({ path }) => path !== '/v1/changes' && !path.startsWith('/health'))
/** Each operation once, and the lists with all that hangs on their records. */
const addresses = [
  ...operations.map(({ address }) => address), `/v1/meetings?${include}`, `/v1/wards/tay-son/meetings?${include}`,
  '/v1/indicators/jobs-created/chart.svg', '/openapi.json', '/openapi.yaml'
]
/** The same with each of their parameters. */
const questions = operations.flatMap(({ address, query }) => [...query]
  .filter(([name]) => !['cursor', 'format'].includes(name))
  .map(parameter => withQuery(address, [parameter])))

async function whole (of: typeof app | typeof plain, asked: InjectOptions) {
  const { statusCode, headers, rawPayload } = await of.inject(asked)
  const { date: _date, connection: _connection, 'x-request-id': _id, ...others } = headers
  return { status: statusCode, headers: others, bytes: rawPayload.toString('base64') }
}

/** Whether the log tells all that the answers of an address depend on: it does not tell of texts that wait. */
const isKept = (path: string) => !/coverage|\/compare|chart|\/resolve|^\/$/.test(path)

t.test('every answer is the same with and without, asked first and again, in every format and coding', async t => {
  const codings: Array<Record<string, string>> = [
    {}, { 'accept-encoding': 'gzip' }, { 'accept-encoding': 'br, gzip' }, { accept: 'text/csv' }
  ]
  for (const url of addresses) {
    for (const headers of codings) {
      const expected = await whole(plain, { url, headers })
      const label = `${url} ${JSON.stringify(headers)}`
      const isFile = String(expected.headers['content-disposition']).includes('attachment')
      if (isFile) t.equal((await whole(app, { url, headers })).bytes, expected.bytes, label)
      if (isFile || expected.status !== 200) continue
      const [first, again] = [await whole(app, { url, headers }), await whole(app, { url, headers })]
      t.strictSame([first, again], [expected, expected], label)
      const head = { method: 'HEAD', url, headers } as const
      t.strictSame(await whole(app, head), isKept(url) ? { ...expected, bytes: '' } : await whole(plain, head), label)
      for (const asked of [String(expected.headers.etag), `"other", W/${String(expected.headers.etag)}`, '*', '"a"']) {
        const conditional = { url, headers: { ...headers, 'if-none-match': asked } }
        t.strictSame(await whole(app, conditional), await whole(plain, conditional), `${label} ${asked}`)
      }
    }
  }
  for (const url of questions) {
    const expected = await whole(plain, { url })
    if (expected.status !== 200) continue
    t.strictSame([await whole(app, { url }), await whole(app, { url })], [expected, expected], url)
  }
})

t.test('what is kept needs no statement, nor does a client that has it already', async t => {
  for (const { address, path } of operations) {
    const { headers } = await get(address)
    const again = await statementsOf(async () => {
      t.equal((await get(address)).status, 200)
      if (headers.etag !== undefined) t.equal((await get(address, { 'if-none-match': headers.etag })).status, 304)
      await ask('HEAD', address)
    })
    t.equal(again === 0, isKept(path) || path === '/', address)
  }
  const url = '/v1/meetings?limit=7&from=2020-01-01'
  const { headers: { etag } } = await plain.inject({ url })
  const asked = { 'if-none-match': String(etag) }
  t.strictSame([(await get(url, asked)).status, await statementsOf(async () => await get(url, asked))], [304, 0],
    'also where it was only ever told so')
  t.ok(answers.bytes > 0 && answers.entries > 0)
})

t.test('whoever wrote reads it at once, whatever was kept', async t => {
  const compared = addresses.filter(url => isKept(url) && !/openapi|vocabularies|problems/.test(url))
  const warm = async () => { for (const url of compared) await app.inject({ url }) }
  async function hold (what: string) {
    const other: string[] = []
    for (const url of compared) {
      const [kept, now] = [await whole(app, { url }), await whole(plain, { url })]
      if (kept.bytes !== now.bytes && now.status < 400) other.push(url)
    }
    t.strictSame(other, [], what)
  }
  await warm()
  for (const [name, kind, list] of writable) {
    const draft = another(kind)
    const address = `${list}/${newId(kind, draft)}`
    t.equal((await send('PUT', address, draft)).status, 201, name)
    await hold(`${name} made`)
    t.equal((await send('DELETE', `${address}?reason=a`, undefined, { 'if-match': '*' })).status, 204, name)
    await hold(`${name} deleted`)
  }
  const id = builtInId('meeting', 'ha-khanh-2024-01-06')
  await patch(`/v1/meetings/${id}`, { ward: 'tay-son' })
  await hold('a meeting filed under another ward')
  await patch(`/v1/meetings/${id}`, { ward: 'ha-khanh' })
  await hold('and back')
  await patch(`/v1/officials/${builtInId('official', 'tran-viet-hung')}`, { name: 'Nguyễn Văn Thử' })
  await hold('a person bears another name')
  t.equal((await ask('PUT', '/v1/wards/tay-son/coverage/2019', bearer(ADMIN_KEY), {})).status, 200)
  await hold('a check')
})

t.test('an import is seen at once too', async t => {
  const url = '/v1/tasks?ward=ha-khanh'
  const count = async () => (await get(`${url}&total=true`)).body.page.total
  const before = await count()
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/v1/imports',
    headers: { ...bearer(ADMIN_KEY), 'content-type': 'application/x-ndjson' },
    payload: JSON.stringify({ kind: 'task', data: another('task') }) + '\n'
  })
  t.equal(statusCode, 200)
  t.equal(await count(), before + 1)
})

t.test('what another ward writes leaves the answers of a ward', async t => {
  const own = '/v1/tasks?ward=tay-son&limit=3'
  const country = '/v1/tasks?limit=3'
  const record = `/v1/tasks/${builtInId('task', 'ha-khanh-2024-01-06 5431')}`
  for (const url of [own, country, record]) await get(url)
  const task = await make('/v1/tasks', { ...another('task') })
  t.equal(task.ward.slug, 'ha-khanh')
  t.equal(await statementsOf(async () => await get(own)), 0, 'of the other ward')
  t.equal(await statementsOf(async () => await get(country)), 1, 'of the country')
  t.equal(await statementsOf(async () => await get(record)), 1, 'a record of the ward')
  await remove(`/v1/tasks/${task.id}`)
  t.equal(await statementsOf(async () => await get(own)), 0)
  t.equal(await statementsOf(async () => await get(country)), 1)
})

t.test('equal questions at one time are asked once; each is answered', async t => {
  const url = '/v1/meetings?limit=11'
  const shared = answers.counters.shared
  let all: Array<{ status: number, body: unknown }> = []
  t.equal(await statementsOf(async () => {
    all = await Promise.all(Array.from({ length: 20 }, async () => await get(url)))
  }), 1)
  t.equal(answers.counters.shared, shared + 19)
  const { body } = await get(url)
  t.strictSame(all.map(({ status, body }) => ({ status, body })), all.map(() => ({ status: 200, body })))

  const wrong = await Promise.all(Array.from({ length: 5 }, async () => await get('/v1/meetings?limit=11&colour=red')))
  t.strictSame(wrong.map(({ status }) => status), [400, 400, 400, 400, 400], 'where the first fails, all are told why')
  const nowhere = await Promise.all(Array.from({ length: 5 }, async () => await get('/v1/nothing')))
  t.strictSame(nowhere.map(({ status }) => status), [404, 404, 404, 404, 404])
  t.equal(answers.flights, 0, 'nobody waits any more')
})

t.test('whoever asked first may fail or go away: the others are answered', async t => {
  const { pool } = connection
  let asked = 0
  const goBack = intercept(pool, async send => {
    if (++asked === 1) throw Object.assign(new Error('gone'), { code: '08006' })
    return await send()
  })
  t.teardown(goBack)
  const url = '/v1/meetings?limit=13'
  const all = await Promise.all(Array.from({ length: 4 }, async () => await get(url)))
  t.strictSame(all.map(({ status }) => status).sort(), [200, 200, 200, 503])

  let goOn = () => {}
  const held = new Promise<void>(resolve => { goOn = resolve })
  const arrived = new Promise<void>(resolve => {
    intercept(pool, async send => {
      resolve()
      await held
      return await send()
    })
  })
  const other = `${base}/v1/meetings?limit=17`
  const leaving = httpRequest(other).on('error', () => {})
  leaving.end()
  await arrived
  const waiting = Promise.all([fetch(other), fetch(other)])
  leaving.destroy()
  goOn()
  t.strictSame((await waiting).map(({ status }) => status), [200, 200])
  goBack()
})

t.test('an answer that was being made while it changed is not kept', async t => {
  const { pool } = connection
  const url = '/v1/tasks?ward=tay-son&limit=5&total=true'
  const { body: { page: { total } } } = await get(url)
  await make('/v1/tasks', { ...another('task'), ward: 'tay-son', meeting: await taySonMeeting() })
  let wrote = false
  t.teardown(intercept(pool, async send => {
    const rows = await send()
    if (wrote) return rows
    wrote = true
    await make('/v1/tasks', { ...another('task'), ward: 'tay-son', meeting: await taySonMeeting() })
    return rows
  }))
  const outdated = answers.counters.outdated
  t.equal((await get(url)).body.page.total, total + 1, 'as it was when it was asked')
  t.equal(answers.counters.outdated, outdated + 1)
  t.equal((await get(url)).body.page.total, total + 2)
})

async function taySonMeeting (): Promise<string> {
  const { body } = await get('/v1/wards/tay-son/meetings', bearer(ADMIN_KEY))
  return body.data[0].id
}

t.test('a request with a key is never answered from memory, and leaves nothing there', async t => {
  const url = '/v1/meetings?limit=19'
  await get(url)
  const entries = answers.entries
  const secret = await key({ scopes: ['read'] })
  t.ok(await statementsOf(async () => { t.equal((await get(url, bearer(secret))).status, 200) }) > 0)
  for (const headers of [bearer(await key({ scopes: ['read'], spoilt: 'revoked' })), bearer('nobody'),
    { authorization: 'Basic abc' }]) {
    t.equal((await get(url, headers)).status, 401)
  }
  await get(`${url}&total=true`, bearer(secret))
  t.equal(answers.entries, entries)
  t.equal(await statementsOf(async () => await get(url)), 0)
})

t.test('a new day begins with nothing', async t => {
  const url = '/v1/meetings?limit=23'
  await get(url)
  const { now } = Date
  t.teardown(() => { Date.now = now })
  Date.now = () => now() + 86_400_000
  t.equal(await statementsOf(async () => await get(url)), 1)
  t.equal(await statementsOf(async () => await get(url)), 0)
})

t.test('over a socket a hit is told in the log, and is what it was', async t => {
  const url = `${base}/v1/wards/ha-khanh`
  const [first, again] = [await fetch(url), await fetch(url)]
  const told = async (answer: Response) => {
    const { date: _date, 'x-request-id': _id, ...headers } = Object.fromEntries(answer.headers)
    return [answer.status, headers, await answer.text()]
  }
  t.strictSame(await told(again), await told(first))
  const etag = first.headers.get('etag')!
  t.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 304)
  const head = await fetch(url, { method: 'HEAD' })
  t.strictSame([head.status, await head.text(), head.headers.get('content-length')],
    [200, '', first.headers.get('content-length')])
  const body = httpRequest(url, { method: 'GET', headers: { 'content-length': 2 } })
  body.end('{}')
  const [answer] = await once(body, 'response')
  t.equal(answer.statusCode, (await plain.inject({ url: '/v1/wards/ha-khanh', payload: '{}' })).statusCode)
  answer.resume()
})

t.test('each answer from memory is one line of the log, as those of others are', async t => {
  const lines: string[] = []
  const logger = { level: 'info', stream: { write: (text: string) => { lines.push(...text.trim().split('\n')) } } }
  const logging = await buildApp({ config: readConfig({}), connection, logger })
  const address = await logging.listen({ host: '127.0.0.1', port: 0 })
  const url = '/v1/wards/tay-son?asOf=2024-01-01'
  for (let n = 0; n < 3; n++) await (await fetch(address + url)).text()
  await logging.close()
  const told = lines.map(line => JSON.parse(line)).filter(({ res }) => res !== undefined)
  t.match(told.map(({ level, pid, req, res, msg, fromMemory }) =>
    [level, pid, req?.url, res.statusCode, msg, fromMemory]), [
    [30, process.pid, undefined, 200, 'request completed', undefined],
    [30, process.pid, url, 200, 'request completed', true],
    [30, process.pid, url, 200, 'request completed', true]
  ])
  t.match(told[1], {
    time: Number,
    hostname: String,
    reqId: /^[0-9a-f-]{36}$/,
    req: { method: 'GET', host: new URL(address).host, remoteAddress: '127.0.0.1', remotePort: Number }
  })
})

t.test('memory is bounded', async t => {
  const small = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent', CACHE_SIZE: '1' }), connection })
  t.teardown(async () => await small.close())
  for (let limit = 1; limit <= 200; limit++) {
    await small.inject({ url: `/v1/observations?limit=${limit}` })
    if (small.answers!.bytes > 1_048_576) t.fail('more than is allowed')
  }
  t.ok(small.answers!.entries < 200)
  t.ok(small.answers!.entries > 5)
})

t.test('where reading needs a key, and where it is turned off, nothing is kept', async t => {
  for (const settings of [{ READ_ACCESS: 'key' }, { CACHE: 'off' }] as Array<Record<string, string>>) {
    const other = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent', ...settings }), connection })
    t.equal(other.answers, null)
    await other.close()
  }
})
