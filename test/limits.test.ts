/**
 * Limits on how much a client may ask: by key, by address behind the proxies that are trusted and no others, at the
 * price that each request has, and for wrong keys. Every answer says what is left, also one from memory.
 */
import { get as httpGet } from 'node:http'
import t from 'tap'
import { exampleOf } from './helpers/drafts.js'
import { ADMIN_KEY, bearer, openRegister, serve } from './helpers/register.js'

const LIMITED = { RATE_LIMIT: 'on', RATE_LIMIT_ADDRESS: '30', RATE_LIMIT_KEY: '60' }
const register = await openRegister(t, { settings: LIMITED })
const { ask, key, statementsOf } = register
const behindOne = await serve(t, register.connection, { settings: { ...LIMITED, TRUST_PROXY: '1' } })
const behindNetwork = await serve(t, register.connection, { settings: { ...LIMITED, TRUST_PROXY: '10.0.0.0/8' } })
const wary = await serve(t, register.connection, { settings: { ...LIMITED, RATE_LIMIT_FAILURES: '3' } })

interface From {
  readonly app?: typeof register.app
  readonly headers?: Record<string, string>
  readonly method?: string
}

/** Asks from an address. */
async function from (remoteAddress: string, url: string, options: From = {}) {
  const { app = register.app, headers = {}, method = 'GET' } = options
  const answer = await app.inject({ method: method as 'GET', url, remoteAddress, headers })
  const { ratelimit, 'ratelimit-policy': policy, 'retry-after': retryAfter } = answer.headers
  const [, name, left, seconds] = /^"(\w+)";r=(\d+);t=(\d+)$/.exec(String(ratelimit)) ?? []
  return {
    status: answer.statusCode,
    policy,
    allowance: name,
    left: left === undefined ? undefined : Number(left),
    seconds: Number(seconds),
    retryAfter: Number(retryAfter),
    cors: answer.headers['access-control-allow-origin'],
    body: answer.statusCode >= 400 ? answer.json() : null
  }
}

/** What is left, from an address that has not asked before. */
let addresses = 0
const costOf = async (url: string, options: From = {}) => {
  const { left } = await from(`198.51.100.${++addresses}`, url, options)
  return left === undefined ? undefined : 30 - left
}

t.test('every answer says what its address has left, also one that there is not', async t => {
  const first = await from('192.0.2.1', '/v1/wards')
  t.match(first, { status: 200, policy: '"address";q=30;w=60', allowance: 'address', left: 29 })
  t.ok(first.seconds > 0 && first.seconds <= 60)
  t.match(await from('192.0.2.1', '/v1/wards?limit=0'), { status: 400, left: 28 })
  t.match(await from('192.0.2.1', '/v1/nowhere'), { status: 404, left: 27 })
  t.match(await from('192.0.2.1', '/v1/keys'), { status: 401, left: 26 })
  t.match(await from('192.0.2.2', '/v1/wards'), { status: 200, left: 29 })
})

t.test('a request costs what it asks for', async t => {
  t.equal(await costOf('/v1/meetings'), 1)
  t.equal(await costOf('/v1/meetings', { method: 'HEAD' }), 1)
  t.equal(await costOf('/v1/search?q=a'), 5)
  t.equal(await costOf('/v1/coverage?wards=tay-son&years=2023'), 5)
  t.equal(await costOf('/v1/meetings?knownAt=2030-01-01T00:00:00Z'), 5)
  t.equal(await costOf('/v1/meetings?format=csv'), 20)
  t.equal(await costOf('/v1/meetings', { headers: { accept: 'application/x-ndjson' } }), 20)
  t.equal(await costOf('/v1/meetings?format=json', { headers: { accept: 'text/csv' } }), 1)
  t.equal(await costOf('/v1/corrections', { method: 'POST' }), 5)
  t.equal(await costOf('/v1/exports/snapshot.ndjson'), 30, 'never more than there is')
  t.equal(await costOf('/docs'), 1)
})

t.test('who has used it up is told when to come again, in the language that is asked for', async t => {
  await from('192.0.2.3', '/v1/exports/snapshot.ndjson')
  const refused = await from('192.0.2.3', '/v1/wards', { headers: { origin: 'https://other.example' } })
  t.match(refused, { status: 429, policy: '"address";q=30;w=60', left: 0, cors: '*' })
  t.equal(refused.retryAfter, refused.seconds)
  t.ok(refused.seconds > 0 && refused.seconds <= 60)
  const { requestId, ...body } = refused.body
  t.type(requestId, 'string')
  t.strictSame(body, {
    type: '/problems/too-many-requests',
    title: 'Too many requests',
    status: 429,
    detail: 'The limit for this time is reached; RateLimit says when it begins anew.',
    instance: '/v1/wards'
  })
  const { body: said } = await from('192.0.2.3', '/v1/wards', { headers: { 'accept-language': 'vi' } })
  t.equal(said.detail, 'Đã đến giới hạn của khoảng thời gian này; RateLimit nêu khi nào tính lại.')
})

t.test('what costs more than is left is refused, what costs less is not', async t => {
  for (let n = 0; n < 5; n++) await from('192.0.2.4', '/v1/search?q=a')
  t.match(await from('192.0.2.4', '/v1/meetings?format=csv'), { status: 429, left: 5 })
  t.match(await from('192.0.2.4', '/v1/search?q=a'), { status: 200, left: 0 })
  t.match(await from('192.0.2.4', '/v1/wards'), { status: 429, left: 0 })
})

t.test('health and the question of a browser whether it may ask are never limited', async t => {
  await from('192.0.2.5', '/v1/exports/snapshot.ndjson')
  for (const url of ['/health/live', '/health/ready']) {
    t.match(await from('192.0.2.5', url), { status: 200, policy: undefined, left: undefined })
  }
  const preflight = { origin: 'https://other.example', 'access-control-request-method': 'GET' }
  t.equal((await from('192.0.2.5', '/v1/wards', { method: 'OPTIONS', headers: preflight })).status, 204)
})

t.test('with a key the key counts, wherever it is used from', async t => {
  const headers = bearer(await key({ scopes: ['write'] }))
  t.match(await from('192.0.2.6', '/v1/wards', { headers }), { status: 200, policy: '"key";q=60;w=60', left: 59 })
  t.match(await from('192.0.2.7', '/v1/wards', { headers }), { allowance: 'key', left: 58 })
  t.match(await from('192.0.2.7', '/v1/keys', { headers }), { status: 403, left: 57 })
  t.match(await from('192.0.2.7', '/v1/wards'), { allowance: 'address', left: 29 })
  const { status, headers: answered } = await ask('POST', '/v1/indicators', headers, exampleOf('indicator'))
  t.match([status, answered.ratelimit], [201, /^"key";r=52;/])
  for (let n = 0; n < 2; n++) await from('192.0.2.6', '/v1/meetings?format=csv', { headers })
  t.match(await from('192.0.2.6', '/v1/meetings?format=csv', { headers }), { status: 429, allowance: 'key', left: 12 })
  t.equal((await from('192.0.2.6', '/v1/wards', { headers: bearer(ADMIN_KEY) })).status, 200, 'another key')
  t.match(await from('192.0.2.8', '/problems', { headers }), { allowance: 'address', left: 29 }, 'no key is looked at')
})

t.test('what is sent on counts for the proxy, unless the proxy is trusted', async t => {
  const via = (...path: string[]) => ({ 'x-forwarded-for': path.join(', ') })
  for (let n = 1; n <= 3; n++) {
    t.equal((await from('192.0.2.10', '/v1/wards', { headers: via(`203.0.113.${n}`) })).left, 30 - n)
  }
  const { app } = behindOne
  t.equal((await from('192.0.2.10', '/v1/wards', { app, headers: via('203.0.113.1') })).left, 29)
  t.equal((await from('192.0.2.11', '/v1/wards', { app, headers: via('203.0.113.1') })).left, 28)
  t.equal((await from('192.0.2.10', '/v1/wards', { app, headers: via('203.0.113.2') })).left, 29)
  t.equal((await from('192.0.2.10', '/v1/wards', { app, headers: via('9.9.9.9', '203.0.113.1') })).left, 27,
    'what the client wrote before the proxy is not believed')
  t.equal((await from('192.0.2.10', '/v1/wards', { app })).left, 29, 'without the header, the proxy itself')
})

t.test('a network of proxies is trusted as far as it goes', async t => {
  const { app } = behindNetwork
  const via = (...path: string[]) => ({ app, headers: { 'x-forwarded-for': path.join(', ') } })
  t.equal((await from('10.0.0.1', '/v1/wards', via('203.0.113.1', '10.9.9.9'))).left, 29)
  t.equal((await from('10.0.0.2', '/v1/wards', via('203.0.113.1'))).left, 28)
  t.equal((await from('192.0.2.20', '/v1/wards', via('203.0.113.1'))).left, 29, 'not from elsewhere')
  t.equal((await from('::ffff:10.0.0.3', '/v1/wards', via('203.0.113.1'))).left, 27)
  for (const [at, nonsense] of ['unknown', '', `${'1'.repeat(200)}`, '999.1.1.1'].entries()) {
    const { status, left } = await from('10.0.0.1', '/v1/wards', via(nonsense))
    t.strictSame([status, left], nonsense === '' ? [200, 29] : [200, at === 0 ? 29 : 30 - at], nonsense)
  }
})

t.test('one subscriber has a network of IPv6, and IPv4 is the same in both spellings', async t => {
  t.equal((await from('2001:db8:1:2::1', '/v1/wards')).left, 29)
  t.equal((await from('2001:db8:1:2:ffff::2', '/v1/wards')).left, 28)
  t.equal((await from('2001:db8:1:3::1', '/v1/wards')).left, 29)
  t.equal((await from('2001:db8::1', '/v1/wards')).left, 29)
  t.equal((await from('2001:db8:0:0:5::1', '/v1/wards')).left, 28)
  t.equal((await from('::ffff:192.0.2.30', '/v1/wards')).left, 29)
  t.equal((await from('192.0.2.30', '/v1/wards')).left, 28)
})

t.test('wrong keys are refused unseen after some, but not those that are known to be right', async t => {
  const { app } = wary
  const asking = async (address: string, secret: string) =>
    await from(address, '/v1/wards', { app, headers: bearer(secret) })
  const good = await key({ scopes: ['read'] })
  t.equal((await asking('192.0.2.40', good)).status, 200)
  for (let n = 0; n < 3; n++) t.equal((await asking('192.0.2.40', `sp_${String(n).repeat(43)}`)).status, 401)
  let refused = await asking('192.0.2.41', good)
  const statements = await statementsOf(async () => { refused = await asking('192.0.2.40', `sp_${'9'.repeat(43)}`) })
  t.equal(statements, 0)
  t.match(refused, { status: 429, policy: '"failures";q=3;w=600', allowance: 'failures', left: 0 })
  t.equal(refused.body.detail, 'Too many wrong keys came from this address.')
  t.ok(refused.retryAfter > 0 && refused.retryAfter <= 600)
  t.equal((await asking('192.0.2.40', await key({ scopes: ['read'] }))).status, 429, 'who has not been seen yet waits')
  t.equal((await asking('192.0.2.40', good)).status, 200)
  t.equal((await from('192.0.2.40', '/v1/wards', { app })).status, 200, 'without a key')
  t.equal((await asking('192.0.2.42', `sp_${'9'.repeat(43)}`)).status, 401, 'from elsewhere')
})

t.test('a key that is right may come many times at once, and one that is wrong counts each time', async t => {
  const { app } = wary
  const good = bearer(await key({ scopes: ['read'] }))
  const many = await Promise.all(Array.from({ length: 10 }, async () =>
    await from('192.0.2.50', '/v1/wards', { app, headers: good })))
  t.same(new Set(many.map(({ status }) => status)), new Set([200]))
  const revoked = bearer(await key({ scopes: ['read'], spoilt: 'revoked' }))
  const statuses = []
  for (let n = 0; n < 4; n++) statuses.push((await from('192.0.2.50', '/v1/wards', { app, headers: revoked })).status)
  t.strictSame(statuses, [401, 401, 401, 429])
})

t.test('an answer from memory counts, and says so anew each time', async t => {
  const { app } = await serve(t, register.connection, { settings: { ...LIMITED, RATE_LIMIT_ADDRESS: '5' } })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const asking = async (headers: Record<string, string> = {}) => await new Promise<{ status: number, left: string }>(
    (resolve, reject) => {
      httpGet(`${base}/v1/wards`, { headers, agent: false }, answer => {
        answer.resume()
        resolve({ status: answer.statusCode!, left: String(answer.headers.ratelimit).split(';')[1]! })
      }).on('error', reject)
    })
  t.strictSame(await asking(), { status: 200, left: 'r=4' })
  const { hits } = app.answers!.counters
  t.strictSame(await asking(), { status: 200, left: 'r=3' })
  t.strictSame(await asking({ 'if-none-match': '*' }), { status: 304, left: 'r=2' })
  t.equal(app.answers!.counters.hits, hits + 2)
  t.strictSame(await asking({ 'if-none-match': '"another"' }), { status: 200, left: 'r=1' })
  t.strictSame(await asking(), { status: 200, left: 'r=0' })
  t.strictSame(await asking(), { status: 429, left: 'r=0' })
  t.equal(app.answers!.counters.hits, hits + 4)
})

t.test('where limits are off, nothing is said of them', async t => {
  const { get } = await serve(t, register.connection)
  const { headers } = await get('/v1/wards')
  t.strictSame([headers.ratelimit, headers['ratelimit-policy']], [undefined, undefined])
})
