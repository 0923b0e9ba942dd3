/**
 * The identity provider as it is in years of operation: keys are rotated and withdrawn, it is away, slow, wrong or
 * hostile. The service goes on, asks rarely, and never takes a token that it cannot check.
 */
import t, { type Test } from 'tap'
import type { ServerResponse } from 'node:http'
import { newKey, openIssuer, type Issuer } from './helpers/issuer.js'
import { ADMIN_KEY, bearer, openRegister, serve } from './helpers/register.js'

const { connection } = await openRegister(t)
const READ = '/v1/wards/tay-son'
const [second, third] = [await newKey('second'), await newKey('third')]

/** A service of its own, bound to a provider of its own, which has described itself as it is told to. */
async function bound (t: Test, prepare: (provider: Issuer) => unknown = () => {}, settings = {}) {
  const provider = await openIssuer(t)
  await prepare(provider)
  const warnings: Array<Record<string, unknown>> = []
  const write = (line: string) => {
    const entry = JSON.parse(line)
    if (entry.issuer !== undefined && entry.level === 40) warnings.push(entry)
  }
  const service = await serve(t, connection, {
    settings: { ...provider.settings, LOG_LEVEL: 'info', ...settings }, logger: { level: 'info', stream: { write } }
  })
  const ask = async (token: string) => await service.get(READ, bearer(token))
  return {
    ...service,
    provider,
    /** What the log warned of. */
    warnings,
    /** Asks with a token and tells the status and what was said. */
    async outcome (token: string) {
      const { status, body } = await ask(token)
      return status === 200 ? '200' : `${status} ${body.detail}`
    },
    ask
  }
}

const KEY = '401 The token names no key of the identity provider.'
const AWAY = '503 The identity provider does not answer, so the token cannot be checked; keys go on working. ' +
  'Try again shortly.'

/** Lets time pass, for this test. */
function clockOf (t: Test) {
  const { now } = Date
  let ahead = 0
  Date.now = () => now() + ahead
  t.teardown(() => { Date.now = now })
  return { pass (seconds: number) { ahead += seconds * 1000 } }
}

// ── Rotation ─────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('keys are asked for at the start and then kept', async t => {
  const { provider, outcome } = await bound(t)
  for (let times = 0; times < 5; times++) t.equal(await outcome(await provider.token()), '200')
  t.strictSame(provider.asked, { discovery: 1, keys: 1 })
})

t.test('a new key is found when the first token names it', async t => {
  const clock = clockOf(t)
  const { provider, outcome } = await bound(t)
  t.equal(await outcome(await provider.token()), '200')
  provider.state.keys.push(second.jwk)
  t.equal(await outcome(await provider.token({}, { key: second })), KEY, 'it was asked just now')
  clock.pass(31)
  t.equal(await outcome(await provider.token({}, { key: second })), '200')
  t.equal(await outcome(await provider.token()), '200', 'the old one is good as long as it is shown')
  t.equal(provider.asked.keys, 2)
})

t.test('a key that is withdrawn is refused once the keys are asked for again', async t => {
  const clock = clockOf(t)
  const { provider, outcome } = await bound(t)
  t.equal(await outcome(await provider.token()), '200')
  provider.state.keys = [second.jwk]
  clock.pass(9 * 60)
  t.equal(await outcome(await provider.token()), '200', 'for ten minutes what is known holds')
  clock.pass(61)
  t.equal(await outcome(await provider.token()), KEY)
  t.equal(await outcome(await provider.token({}, { key: second })), '200')
})

t.test('keys may move to another address', async t => {
  const clock = clockOf(t)
  const { provider, outcome } = await bound(t)
  t.equal(await outcome(await provider.token()), '200')
  const elsewhere = await openIssuer(t)
  elsewhere.state.keys = [third.jwk]
  provider.state.described = { jwks_uri: `${elsewhere.issuer}/keys` }
  clock.pass(31)
  t.equal(await outcome(await provider.token({}, { key: third })), '200')
})

t.test('a flood of tokens with unknown keys makes no flood of questions', async t => {
  const clock = clockOf(t)
  const { provider, outcome } = await bound(t)
  t.equal(await outcome(await provider.token()), '200')
  clock.pass(31)
  const flood = await Promise.all(Array.from({ length: 100 }, async (_, at) =>
    await provider.token({}, { header: { kid: `unknown-${at}` } })))
  t.strictSame([...new Set(await Promise.all(flood.map(outcome)))], [KEY])
  t.strictSame(provider.asked, { discovery: 2, keys: 2 }, 'once at the start, once for all of them')
  for (const token of flood.slice(0, 10)) t.equal(await outcome(token), KEY)
  t.equal(provider.asked.keys, 2)
  clock.pass(31)
  for (const token of flood.slice(0, 10)) t.equal(await outcome(token), KEY)
  t.equal(provider.asked.keys, 3)
})

t.test('tokens of others are refused without a question', async t => {
  const clock = clockOf(t)
  const { provider, outcome } = await bound(t)
  t.equal(await outcome(await provider.token()), '200')
  clock.pass(31)
  const header = { kid: 'unknown' }
  t.match(await outcome(await provider.token({ iss: 'https://id.example' }, { header })), 'another issuer')
  t.match(await outcome(await provider.token({}, { header: { kid: 'unknown', typ: 'dpop+jwt' } })), 'no access token')
  t.equal(provider.asked.keys, 1)
})

t.test('many tokens that come before there are keys wait for one question', async t => {
  const waiting: ServerResponse[] = []
  const { provider, outcome } = await bound(t, ({ state }) => {
    state.discovery = (_, response) => { waiting.push(response) }
  })
  const asked = Array.from({ length: 50 }, async () => await outcome(await provider.token()))
  while (waiting.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
  provider.state.discovery = null
  const described = { issuer: provider.issuer, jwks_uri: `${provider.issuer}/keys` }
  for (const response of waiting) response.end(JSON.stringify(described))
  t.strictSame([...new Set(await Promise.all(asked))], ['200'])
  t.strictSame(provider.asked, { discovery: 1, keys: 1 })
})

// ── Away ─────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('without its provider the service starts, keys are good and tokens are told to come again', async t => {
  const clock = clockOf(t)
  const { provider, ask, outcome, get, warnings } = await bound(t, async provider => { await provider.close() })
  const { status, headers, body } = await ask(await provider.token())
  const { requestId, ...rest } = body
  t.strictSame([status, headers['retry-after'], headers['www-authenticate'], typeof requestId, rest],
    [503, '5', undefined, 'string', {
      type: '/problems/unavailable',
      title: 'The service is not ready',
      status: 503,
      detail: AWAY.slice(4),
      instance: READ
    }])
  t.equal((await get('/v1/keys', bearer(ADMIN_KEY))).status, 200)
  t.equal((await get(READ)).status, 200)
  t.equal((await get('/health/ready')).status, 200)
  t.match(await outcome(await provider.token({ iss: 'https://id.example' })), /^401/, 'what is wrong anyway is')
  t.match(warnings, [{ issuer: provider.issuer, reason: /ECONNREFUSED/ }])
  t.equal(warnings.length, 1)
  await provider.reopen()
  t.equal(await outcome(await provider.token()), AWAY, 'it was asked just now')
  clock.pass(6)
  t.equal(await outcome(await provider.token()), '200')
})

t.test('known keys are good for two hours more while the provider is away', async t => {
  const clock = clockOf(t)
  const { provider, outcome, ask } = await bound(t)
  const long = async (header = {}) => await provider.token({ exp: Math.floor(Date.now() / 1000) + 60 }, { header })
  t.equal(await outcome(await long()), '200')
  await provider.close()
  clock.pass(11 * 60)
  t.equal(await outcome(await long()), '200')
  t.equal(await outcome(await long({ kid: 'newer' })), AWAY, 'a key that nobody knows may be a new one')
  t.equal((await ask(await long({ kid: 'newer' }))).headers['retry-after'], '30')
  clock.pass(108 * 60)
  t.equal(await outcome(await long()), '200')
  clock.pass(2 * 60)
  t.equal(await outcome(await long()), AWAY)
  await provider.reopen()
  clock.pass(31)
  t.equal(await outcome(await long()), '200')
})

const json = (body: unknown) => (_: unknown, response: ServerResponse) => { response.end(JSON.stringify(body)) }
const raw = (body: string | Buffer, status = 200, headers = {}) => (_: unknown, response: ServerResponse) => {
  response.writeHead(status, headers).end(body)
}

/** A provider that answers badly: what it does, and what the log says of it. */
const bad: ReadonlyArray<readonly [what: string, prepare: (provider: Issuer) => unknown, reason: RegExp]> = [
  ['has no description', ({ state }) => { state.discovery = raw('', 404) }, /openid-configuration answered 404$/],
  ['fails', ({ state }) => { state.sets = raw('', 500) }, /keys answered 500$/],
  ['answers no JSON', ({ state }) => { state.discovery = raw('<html>') }, /openid-configuration answered no JSON$/],
  ['answers null', ({ state }) => { state.discovery = raw('null') }, /^the provider calls itself undefined$/],
  ['answers nothing', ({ state }) => { state.sets = raw('') }, /keys answered no JSON$/],
  ['is another one', ({ state, issuer }) => { state.described = { issuer: `${issuer}/` } },
    /^the provider calls itself "http:.*\/realms\/phuong\/"$/],
  ['does not say who it is', ({ state }) => { state.described = { issuer: undefined } },
    /^the provider calls itself undefined$/],
  ['shows no address of keys', ({ state }) => { state.described = { jwks_uri: undefined } },
    /^the provider names no safe address of keys: undefined$/],
  ['shows keys without TLS', ({ state }) => { state.described = { jwks_uri: 'http://id.example/keys' } },
    /^the provider names no safe address of keys: "http:\/\/id\.example\/keys"$/],
  ['shows keys in a file', ({ state }) => { state.described = { jwks_uri: 'file:///etc/passwd' } },
    /^the provider names no safe address of keys: /],
  ['sends elsewhere', ({ state, issuer }) => { state.sets = raw('', 302, { location: `${issuer}/elsewhere` }) },
    /keys answered 302$/],
  ['answers without end', ({ state }) => {
    state.sets = (_, response) => {
      const more = () => { while (!response.destroyed && response.write(Buffer.alloc(16_384, 32))); }
      response.on('drain', more)
      more()
    }
  }, /keys answered more than 256 KB$/],
  ['breaks off', ({ state }) => {
    state.sets = (_, response) => {
      response.write('{"keys":')
      setTimeout(() => { response.destroy() }, 20)
    }
  }, /^terminated/],
  ['shows no list of keys', ({ state }) => { state.sets = json({ keys: {} }) }, /^the provider answered no set of keys$/]
]

t.test('a provider that answers badly is as one that is away', async t => {
  for (const [what, prepare, reason] of bad) {
    const { provider, outcome, warnings, app } = await bound(t, prepare)
    t.equal(await outcome(await provider.token()), AWAY, what)
    t.match(warnings, [{ issuer: provider.issuer, reason }], what)
    t.equal(warnings.length, 1, what)
    await app.close()
  }
})

t.test('keys that cannot be used are left out, and the others are good', async t => {
  const { provider, outcome, warnings } = await bound(t, ({ state }) => {
    state.keys.push(null as never, 'x' as never, {} as never, { kty: 'EC', kid: 'broken', alg: 'ES256', crv: 'P-256' })
  })
  t.equal(await outcome(await provider.token()), '200')
  t.match(await outcome(await provider.token({}, { header: { kid: 'broken' } })), /^401/)
  t.strictSame(warnings, [])
})

t.test('RSA keys of fewer than 2048 bits are not used', async t => {
  const weak = {
    kty: 'RSA', kid: 'weak', alg: 'RS256', e: 'AQAB', n: Buffer.alloc(128, 0xc5).toString('base64url')
  }
  const { provider, outcome } = await bound(t, ({ state }) => { state.keys.push(weak) })
  const [, payload] = (await provider.token()).split('.')
  const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'weak', typ: 'at+jwt' })).toString('base64url')
  t.equal(await outcome(`${header}.${payload}.${Buffer.alloc(128, 1).toString('base64url')}`), KEY)
})

t.test('a provider that never answers holds up neither requests nor the end of the service', async t => {
  const { provider, outcome, app, get } = await bound(t, ({ state }) => { state.discovery = () => {} })
  t.equal((await get(READ)).status, 200)
  const asked = outcome(await provider.token())
  await new Promise(resolve => setTimeout(resolve, 50))
  await app.close()
  t.equal(await asked, AWAY)
})

t.test('a provider that is slow is given up', async t => {
  const { provider, outcome, warnings } = await bound(t, ({ state }) => {
    state.discovery = (_, response) => { response.write(' ') }
  })
  t.equal(await outcome(await provider.token()), AWAY)
  t.match(warnings, [{ reason: 'no answer within 5 s' }])
})
