/**
 * Access tokens of an identity provider through the front door: what makes one good, what is said of one that is not,
 * what its claims allow, and that nothing of it is ever in an answer or the log.
 */
import { base64url, CompactEncrypt, SignJWT } from 'jose'
import { createHmac, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { AUDIENCE, inSeconds, newKey, openIssuer } from './helpers/issuer.js'
import { ADMIN_KEY, bearer, openRegister, serve, type Answer } from './helpers/register.js'

const provider = await openIssuer(t)
const { issuer, first, token, claims } = provider
const [rsa, pss, ed, secondary] = [
  await newKey('rsa', 'RS256'), await newKey('pss', 'PS256'), await newKey('ed', 'EdDSA'), await newKey('second')
]
const others = [await newKey('p384', 'ES384'), await newKey('p521', 'ES512'), await newKey('rsa-512', 'RS512')]
const stranger = await newKey('first')
const forEncrypting = await newKey('enc', 'ES256', { use: 'enc' })
provider.state.keys.push(rsa.jwk, pss.jwk, ed.jwk, secondary.jwk, ...others.map(({ jwk }) => jwk), forEncrypting.jwk,
  { kty: 'oct', kid: 'secret', alg: 'HS256', k: 'AAAA' }, { kty: 'unheard', kid: 'odd' })

const lines: string[] = []
const register = await openRegister(t, {
  settings: { LOG_LEVEL: 'trace', ...provider.settings },
  logger: { level: 'trace', stream: { write: (line: string) => { lines.push(line) } } }
})
const { get, ask, key, connection } = register
const sent: string[] = []

const READ = '/v1/wards/tay-son'
const CHALLENGE = new RegExp('^Bearer realm="so-phuong", error="invalid_token", error_description="[^"\\\\]+", ' +
  'resource_metadata="http://localhost:80/\\.well-known/oauth-protected-resource"$')

const using = (secret: string, headers: Record<string, string> = {}) => {
  sent.push(secret)
  return { ...bearer(secret), ...headers }
}
const withToken = async (secret: string, headers?: Record<string, string>) => await get(READ, using(secret, headers))

/** Whole answer of a token that is not taken. */
function refused (answer: Answer, detail: string | RegExp, instance = READ) {
  const { requestId, detail: told, ...body } = answer.body
  return typeof requestId === 'string' && answer.status === 401 &&
    (typeof detail === 'string' ? told === detail : detail.test(told)) &&
    JSON.stringify(body) === JSON.stringify({
      type: '/problems/unauthorized', title: 'A good key is needed', status: 401, instance
    }) && CHALLENGE.test(String(answer.headers['www-authenticate']))
    ? 'refused'
    : JSON.stringify([answer.status, answer.body, answer.headers['www-authenticate']])
}

const details = {
  form: 'The token cannot be read as a JWT.',
  type: 'The token is no access token: its typ must be at+jwt or JWT, and ID tokens are not taken.',
  algorithm: 'The token is signed by an algorithm that is not taken.',
  key: 'The token names no key of the identity provider.',
  signature: 'The signature of the token is not good.',
  issuer: 'The token is of another issuer.',
  audience: 'The token is meant for another audience.',
  notYet: 'The token is not good yet (nbf).',
  future: 'The token was issued in the future (iat).',
  age: 'The token was issued longer ago than is allowed (iat).',
  bound: 'The token is bound to a key of its client (cnf), which cannot be proved here.',
  expired: /^The token expired at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z\.$/,
  claim: (name: string) => `The claim ${name} of the token is missing or cannot be read.`
}

const unsigned = (header: object, payload: object, signature = '') =>
  [header, payload].map(part => base64url.encode(JSON.stringify(part))).join('.') + `.${signature}`

// ── Signatures and headers ───────────────────────────────────────────────────────────────────────────────────────

t.test('a good token is taken, whatever asymmetric algorithm its provider uses', async t => {
  for (const key of [first, rsa, pss, ed, secondary, ...others]) {
    t.equal((await withToken(await token({}, { key }))).status, 200, key.alg)
  }
})

t.test('a signature that the provider did not make is refused', async t => {
  const good = await token()
  const [head, body, signature] = good.split('.') as [string, string, string]
  const changed = base64url.encode(JSON.stringify(claims({ scope: 'so-phuong:admin' })))
  const elsewhere = { jku: `${issuer}/keys`, x5u: `${issuer}/keys`, x5c: ['AAAA'] }
  const cases: ReadonlyArray<readonly [what: string, secret: string, detail: string]> = [
    ['changed claims', `${head}.${changed}.${signature}`, details.signature],
    ['a changed signature', `${head}.${body}.${base64url.encode(Buffer.alloc(64, 1))}`, details.signature],
    ['no signature', `${head}.${body}.`, details.signature],
    ['the same kid with another key', await token({}, { key: stranger }), details.signature],
    ['its own key in the header', await token({}, { key: stranger, header: { jwk: stranger.jwk } }), details.signature],
    ['addresses of keys in the header', await token({}, { key: stranger, header: elsewhere }), details.signature],
    ['a kid that is not known', await token({}, { header: { kid: 'nobody' } }), details.key],
    ['no kid, where several keys fit', await token({}, { header: { kid: undefined } }), details.key],
    ['a kid like a path', await token({}, { header: { kid: '../../dev/null' } }), details.key],
    ['the key of another algorithm', await token({}, { key: { ...pss, kid: 'rsa' } }), details.key],
    ['a key that is for encrypting', await token({}, { key: forEncrypting }), details.key]
  ]
  for (const [what, secret, detail] of cases) t.equal(refused(await withToken(secret), detail), 'refused', what)
})

t.test('none, secrets and what is encrypted are refused', async t => {
  const spki = createPublicKey({ key: rsa.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const content = `${base64url.encode(JSON.stringify({ alg: 'HS256', kid: 'rsa', typ: 'at+jwt' }))}.` +
    base64url.encode(JSON.stringify(claims()))
  const confused = `${content}.${createHmac('sha256', spki).update(content).digest('base64url')}`
  const withSecret = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'secret', typ: 'at+jwt' })
    .sign(new Uint8Array(32))
  const cases: ReadonlyArray<readonly [what: string, secret: string, detail: string]> = [
    ['none', unsigned({ alg: 'none', typ: 'at+jwt' }, claims()), details.algorithm],
    ['None', unsigned({ alg: 'None', kid: 'first', typ: 'at+jwt' }, claims()), details.algorithm],
    ['HS256 with the public key as secret', confused, details.algorithm],
    ['HS256 with a secret that the provider shows', withSecret, details.algorithm],
    ['no alg', unsigned({ typ: 'at+jwt' }, claims(), 'AAAA'), details.form],
    ['an alg that is no text', unsigned({ alg: ['ES256'], typ: 'at+jwt' }, claims(), 'AAAA'), details.form],
    ['what must be understood', unsigned({
      alg: 'ES256', kid: 'first', typ: 'at+jwt', crit: ['urn:a'], 'urn:a': 1
    }, claims(), 'AAAA'), details.form],
    ['a payload that is not encoded', unsigned({
      alg: 'ES256', kid: 'first', typ: 'at+jwt', b64: false, crit: ['b64']
    }, claims(), 'AAAA'), details.signature],
    ['no JSON', 'a.b.c', details.form],
    ['a list', unsigned([], claims(), 'AAAA'), details.form]
  ]
  for (const [what, secret, detail] of cases) t.equal(refused(await withToken(secret), detail), 'refused', what)
  const encrypted = await new CompactEncrypt(Buffer.from(JSON.stringify(claims())))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(new Uint8Array(32))
  t.equal(refused(await withToken(encrypted), 'The key is not valid.'), 'refused', 'five parts are no token')
})

t.test('what was not made to ask services with is refused', async t => {
  const plain = { typ: 'JWT' }
  const good: ReadonlyArray<readonly [Record<string, unknown>, Record<string, unknown>]> = [
    [{}, plain],
    [{}, { typ: 'jwt' }],
    [{}, { typ: 'application/at+jwt' }],
    [{ nonce: 'n' }, {}],
    [{ typ: 'Bearer' }, plain],
    [{ typ: 'Bearer', nonce: 'of older Keycloak' }, plain]
  ]
  for (const [more, header] of good) {
    t.equal((await withToken(await token(more, { header }))).status, 200, JSON.stringify([more, header]))
  }
  const bad: ReadonlyArray<readonly [Record<string, unknown>, Record<string, unknown>]> = [
    [{}, { typ: undefined }],
    [{}, { typ: 'logout+jwt' }],
    [{}, { typ: 'dpop+jwt' }],
    [{}, { typ: 7 }],
    [{ nonce: 'n' }, plain],
    [{ at_hash: 'h' }, plain],
    [{ c_hash: 'h' }, plain],
    [{ typ: 'ID' }, plain],
    [{ typ: 'Refresh' }, plain]
  ]
  for (const [more, header] of bad) {
    t.equal(refused(await withToken(await token(more, { header })), details.type), 'refused',
      JSON.stringify([more, header]))
  }
  t.equal(refused(await withToken(await token({ cnf: { jkt: 'AAAA' } })), details.bound), 'refused', 'bound to a key')
})

// ── Claims ───────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('issuer, audience and subject are what they must be', async t => {
  for (const aud of [AUDIENCE, [AUDIENCE], ['account', AUDIENCE]]) {
    t.equal((await withToken(await token({ aud }))).status, 200, JSON.stringify(aud))
  }
  const cases: ReadonlyArray<readonly [Record<string, unknown>, string]> = [
    [{ iss: `${issuer}/` }, details.issuer],
    [{ iss: 'https://id.example' }, details.issuer],
    [{ iss: undefined }, details.issuer],
    [{ iss: [issuer] }, details.issuer],
    [{ aud: 'account' }, details.audience],
    [{ aud: ['account', `${AUDIENCE}-2`] }, details.audience],
    [{ aud: [] }, details.audience],
    [{ aud: AUDIENCE.toUpperCase() }, details.audience],
    [{ aud: undefined }, details.claim('aud')],
    [{ sub: undefined }, details.claim('sub')],
    [{ sub: '' }, details.claim('sub')],
    [{ sub: 7 }, details.claim('sub')],
    [{ sub: 'a\u0000b' }, details.claim('sub')],
    [{ sub: 'a'.repeat(256) }, details.claim('sub')]
  ]
  for (const [more, detail] of cases) {
    t.equal(refused(await withToken(await token(more)), detail), 'refused', JSON.stringify(more).slice(0, 80))
  }
  t.equal((await withToken(await token({ sub: 'a'.repeat(255) }))).status, 200)
})

t.test('times hold to the skew that is allowed, and not beyond', async t => {
  // Whatever the test takes is far less than ten seconds.
  const good = [
    { exp: inSeconds(-50) },
    { nbf: inSeconds(-50) },
    { nbf: inSeconds(55) },
    { nbf: 0 },
    { iat: inSeconds(55) },
    { iat: inSeconds(-86_400 - 50), exp: inSeconds(300) },
    { exp: inSeconds(300) + 0.5 }
  ]
  for (const more of good) t.equal((await withToken(await token(more))).status, 200, JSON.stringify(more))
  const bad: ReadonlyArray<readonly [Record<string, unknown>, string | RegExp]> = [
    [{ exp: inSeconds(-61) }, details.expired],
    [{ exp: 0 }, details.expired],
    [{ exp: -1e300 }, 'The token expired.'],
    [{ exp: undefined }, details.claim('exp')],
    [{ exp: `${inSeconds(300)}` }, details.claim('exp')],
    [{ exp: null }, details.claim('exp')],
    [{ nbf: inSeconds(75) }, details.notYet],
    [{ nbf: 'now' }, details.claim('nbf')],
    [{ iat: undefined }, details.claim('iat')],
    [{ iat: 'now' }, details.claim('iat')],
    [{ iat: inSeconds(75) }, details.future],
    [{ iat: inSeconds(-86_400 - 75), exp: inSeconds(300) }, details.age]
  ]
  for (const [more, detail] of bad) {
    t.equal(refused(await withToken(await token(more)), detail), 'refused', JSON.stringify(more))
  }
})

t.test('skew, age, audiences and claims are as they are set', async t => {
  const { get } = await serve(t, connection, {
    settings: {
      ...provider.settings,
      OIDC_AUDIENCE: `api://register, ${AUDIENCE}`,
      OIDC_CLOCK_SKEW: '0',
      OIDC_MAX_AGE: '3600'
    }
  })
  const status = async (more: Record<string, unknown>) => (await get(READ, bearer(await token(more)))).status
  t.equal(await status({ aud: 'api://register' }), 200)
  t.equal(await status({ aud: AUDIENCE }), 200)
  t.equal(await status({ aud: `api://register, ${AUDIENCE}` }), 401)
  t.equal(await status({ exp: inSeconds(-1) }), 401)
  t.equal(await status({ nbf: inSeconds(30) }), 401)
  t.equal(await status({ iat: inSeconds(-3590), exp: inSeconds(300) }), 200)
  t.equal(await status({ iat: inSeconds(-3601), exp: inSeconds(300) }), 401)
})

t.test('a refusal is told in Vietnamese as well', async t => {
  const { status, headers, body } = await withToken(await token({ aud: 'account' }), { 'accept-language': 'vi' })
  const { requestId, ...rest } = body
  t.strictSame([status, headers['content-language'], rest], [401, 'vi', {
    type: '/problems/unauthorized',
    title: 'Cần khóa hợp lệ',
    status: 401,
    detail: 'Token được cấp cho dịch vụ khác.',
    instance: READ
  }])
})

// ── Scopes and wards ─────────────────────────────────────────────────────────────────────────────────────────────

/** How a write to Tây Sơn, one to another ward, a look at reviews and one at keys are answered. */
async function allowed (asking: typeof ask, secret: string) {
  const headers = using(secret)
  const put = async (ward: string) => (await asking('PUT', `/v1/wards/${ward}/coverage/2023-Q3`, headers, {})).status
  return {
    here: await put('tay-son'),
    there: await put('ha-khanh'),
    reviews: (await asking('GET', '/v1/reviews', headers)).status,
    keys: (await asking('GET', '/v1/keys', headers)).status
  }
}

const nothing = { here: 403, there: 403, reviews: 403, keys: 403 }

t.test('scopes come from the claim, written as a text or as a list', async t => {
  const all = { wards: ['*'] }
  const cases: ReadonlyArray<readonly [Record<string, unknown>, object]> = [
    [{ ...all }, nothing],
    [{ ...all, scope: '' }, nothing],
    [{ ...all, scope: null }, nothing],
    [{ ...all, scope: 'openid profile write admin' }, nothing],
    [{ ...all, scope: 'so-phuong:read' }, nothing],
    [{ ...all, scope: 'openid  so-phuong:write' }, { here: 200, there: 200, reviews: 403, keys: 403 }],
    [{ ...all, scope: ['so-phuong:write'] }, { here: 200, there: 200, reviews: 403, keys: 403 }],
    [{ ...all, scope: ['so-phuong:review'] }, { ...nothing, reviews: 200 }],
    [{ ...all, scope: 'so-phuong:write so-phuong:review' },
      { here: 200, there: 200, reviews: 200, keys: 403 }],
    [{ scope: 'so-phuong:admin' }, { here: 200, there: 200, reviews: 200, keys: 200 }],
    [{ scope: 'so-phuong:admin', wards: ['tay-son'] },
      { here: 200, there: 200, reviews: 200, keys: 200 }]
  ]
  for (const [more, expected] of cases) {
    t.strictSame(await allowed(ask, await token(more)), expected, JSON.stringify(more))
  }
  for (const scope of [7, true, {}, ['so-phuong:read', 7], [['so-phuong:admin']]]) {
    t.equal(refused(await withToken(await token({ scope })), details.claim('scope')), 'refused', JSON.stringify(scope))
  }
})

t.test('wards come from the claim, by slug, code or id; without it a token is for none', async t => {
  const { body: { id, code } } = await get('/v1/wards/ha-khanh')
  t.ok(code)
  const [none, here, there, both] = [
    { here: 403, there: 403 }, { here: 200, there: 403 }, { here: 403, there: 200 }, { here: 200, there: 200 }
  ]
  const cases: ReadonlyArray<readonly [Record<string, unknown>, object]> = [
    [{}, none],
    [{ wards: null }, none],
    [{ wards: [] }, none],
    [{ wards: '' }, none],
    [{ wards: 'tay-son' }, here],
    [{ wards: ['tay-son'] }, here],
    [{ wards: [id] }, there],
    [{ wards: [code] }, there],
    [{ wards: 'tay-son ha-khanh' }, both],
    [{ wards: ['tay-son', id, 'tay-son'] }, both],
    [{ wards: ['khong-co', 'tay-son'] }, here],
    [{ wards: ['khong-co', '00000', '%', "'"] }, none],
    [{ wards: '*' }, both],
    [{ wards: ['khong-co', '*'] }, both]
  ]
  for (const [more, expected] of cases) {
    const { here, there } = await allowed(ask, await token({ scope: 'so-phuong:write', ...more }))
    t.strictSame({ here, there }, expected, JSON.stringify(more))
  }
  for (const wards of [7, {}, [26734], { id: 'tay-son' }]) {
    const secret = await token({ scope: 'so-phuong:write', wards })
    t.equal(refused(await withToken(secret), details.claim('wards')), 'refused', JSON.stringify(wards))
  }
})

t.test('claims stand where the settings say, and their values give what the settings say', async t => {
  const { ask } = await serve(t, connection, {
    settings: {
      ...provider.settings,
      OIDC_SCOPES_CLAIM: 'realm_access.roles',
      OIDC_SCOPES: 'bien-tap=write, bien-tap=review, quan-tri=admin',
      OIDC_WARDS_CLAIM: '/https:~1~1phuong.example~1wards'
    }
  })
  const wards = { 'https://phuong.example/wards': ['tay-son'] }
  const roles = (...roles: string[]) => ({ realm_access: { roles } })
  const editor = { here: 200, there: 403, reviews: 200, keys: 403 }
  t.strictSame(await allowed(ask, await token({ ...roles('uma', 'bien-tap'), ...wards })), editor)
  t.match(await allowed(ask, await token(roles('quan-tri'))), { here: 200, there: 200, keys: 200 })
  for (const more of [
    { scope: 'so-phuong:admin bien-tap quan-tri' }, roles('so-phuong:admin'), { 'realm_access.roles': ['quan-tri'] },
    { realm_access: 'quan-tri' }, { realm_access: null }, { realm_access: { Roles: ['quan-tri'] } },
    { realm_access: [] }
  ]) t.strictSame(await allowed(ask, await token({ ...more, ...wards })), nothing, JSON.stringify(more))
})

t.test('the example of the README does what it says', async t => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const [, shown, example] = /```sh\n(OIDC_ISSUER[\s\S]+?)npm start\n```[\s\S]+?```json\n([\s\S]+?)```/.exec(text)!
  const settings = Object.fromEntries([...shown!.matchAll(/^(\w+)=(.+) \\$/gm)].map(([, name, value]) => [name, value]))
  const { iss, iat, exp, ...claims } = JSON.parse(example!)
  t.strictSame([iss, exp - iat], [settings.OIDC_ISSUER, 300])
  const { ask } = await serve(t, connection, { settings: { ...settings, OIDC_ISSUER: issuer } })
  const secret = await token(claims, { header: { typ: 'JWT' } })
  t.strictSame(await allowed(ask, secret), { here: 200, there: 200, reviews: 200, keys: 403 })
  const elsewhere = await ask('PUT', '/v1/wards/duc-xuan/coverage/2023-Q3', using(secret), {})
  t.strictSame([elsewhere.status, elsewhere.body.detail], [403, 'The key is limited to other wards.'])
})

t.test('a claim that every object seems to have is no claim', async t => {
  const { ask } = await serve(t, connection, {
    settings: { ...provider.settings, OIDC_SCOPES_CLAIM: 'constructor.name', OIDC_SCOPES: 'Object=admin' }
  })
  t.strictSame(await allowed(ask, await token()), nothing)
})

t.test('with READ_ACCESS=key a token reads that has a scope, wherever its wards are', async t => {
  const { get } = await serve(t, connection, { settings: { ...provider.settings, READ_ACCESS: 'key' } })
  const { status, headers } = await get(READ, bearer(await token({ scope: 'so-phuong:read' })))
  t.strictSame([status, headers['cache-control'], headers.vary], [200, 'private, no-cache', 'authorization'])
  t.equal((await get(READ, bearer(await token({ scope: 'so-phuong:review', wards: ['ha-khanh'] })))).status, 200)
  const without = await get(READ, bearer(await token({ wards: '*' })))
  t.equal(without.status, 403)
  t.match(without.headers['www-authenticate'],
    /^Bearer realm="so-phuong", error="insufficient_scope", scope="read", resource_metadata="[^"]+"$/)
})

t.test('with SHOW_OFFICES=leading a token sees all names that has a scope', async t => {
  const { get } = await serve(t, connection, { settings: { ...provider.settings, SHOW_OFFICES: 'leading' } })
  const count = async (headers: Record<string, string>) =>
    (await get('/v1/officials?total=true&limit=1&status=any', headers)).body.page.total
  const [few, all] = [await count({}), await count(bearer(ADMIN_KEY))]
  t.ok(few < all)
  t.equal(await count(bearer(await token())), few)
  t.equal(await count(bearer(await token({ scope: 'so-phuong:read' }))), all)
})

// ── Beside keys ──────────────────────────────────────────────────────────────────────────────────────────────────

t.test('keys go on as they were, and what is neither is no key', async t => {
  t.equal((await get(READ, bearer(await key({ scopes: ['read'] })))).status, 200)
  t.equal((await get('/v1/keys', bearer(ADMIN_KEY))).status, 200)
  for (const secret of [`sp_${'A'.repeat(43)}`, 'a.b', 'a.b.c.d', 'a..c']) {
    t.equal(refused(await withToken(secret), 'The key is not valid.'), 'refused', secret)
  }
  const dotted = 'abcdefghij.0123456789.abcdefghij'
  const { get: getThere } = await serve(t, connection, { settings: { ...provider.settings, ADMIN_KEY: dotted } })
  t.equal((await getThere('/v1/keys', bearer(dotted))).status, 200, 'a key of the configuration may have dots')
})

t.test('without an identity provider a token is no key', async t => {
  const { get } = await serve(t, connection)
  const answer = await get(READ, bearer(await token()))
  t.strictSame([answer.status, answer.body.detail], [401, 'The key is not valid.'])
  t.notMatch(answer.headers['www-authenticate'], 'resource_metadata')
  t.equal((await get('/.well-known/oauth-protected-resource')).status, 404)
})

t.test('a token of many claims is taken, and one that no header holds is told to be too large', async t => {
  const groups = Array.from({ length: 400 }, (_, at) => `/phuong/don-vi-mau-${at}`)
  const large = await token({ groups, scope: 'so-phuong:read' })
  t.ok(large.length > 8_192 && large.length < 15_000, String(large.length))
  const address = await register.app.listen({ host: '127.0.0.1', port: 0 })
  const status = async (secret: string) => {
    const response = await fetch(`${address}${READ}`, { headers: { ...using(secret), connection: 'close' } })
    await response.arrayBuffer()
    return response.status
  }
  t.equal(await status(large), 200)
  t.equal(await status(await token({ groups: [...groups, ...groups] })), 431)
})

t.test('who wrote is the subject at its issuer, and the same token may repeat its request', async t => {
  const actor = `token:${issuer}#mau-2`
  const secret = await token({ sub: 'mau-2', scope: 'so-phuong:write', wards: ['tay-son'] })
  const meeting = {
    ward: 'tay-son', type: 'giao-ban', heldOn: '2024-02-29', title: 'Hội nghị mẫu của token'
  }
  const headers = { ...using(secret), 'idempotency-key': 'once' }
  const made = await ask('POST', '/v1/meetings', headers, meeting)
  t.equal(made.status, 201, JSON.stringify(made.body))
  const again = await ask('POST', '/v1/meetings', headers, meeting)
  t.strictSame([again.status, again.headers['idempotency-replayed'], again.body.id], [201, 'true', made.body.id])
  const other = await token({ sub: 'mau-3', scope: 'so-phuong:write', wards: ['tay-son'] })
  const apart = await ask('POST', '/v1/meetings', { ...using(other), 'idempotency-key': 'once' },
    { ...meeting, heldOn: '2024-03-01' })
  t.strictSame([apart.status, apart.headers['idempotency-replayed']], [201, undefined], 'another subject, another key')

  const admin = await token({ sub: 'mau-4', scope: 'so-phuong:admin' })
  const revisions = await get(`/v1/meetings/${made.body.id}/revisions`, using(admin))
  t.same(revisions.body.data.map((entry: { actor: string }) => entry.actor), [actor])
  const hidden = await get(`/v1/meetings/${made.body.id}/revisions`, using(other))
  t.same(hidden.body.data.map((entry: { actor: string | null }) => entry.actor), [null])
  const then = await get(`/v1/meetings/${made.body.id}?knownAt=${new Date().toISOString()}`, using(other))
  t.strictSame([then.status, then.body.title], [200, meeting.title])
})

t.test('imports of a token are shown to its subject and to administrators', async t => {
  const mine = using(await token({ sub: 'mau-5', scope: 'so-phuong:write', wards: '*' }))
  const made = await ask('POST', '/v1/imports?dryRun=true', { ...mine, 'content-type': 'application/x-ndjson' }, '')
  t.equal(made.status < 300, true, JSON.stringify(made.body))
  const { body: { data: [shown] } } = await get('/v1/imports', mine)
  t.equal((await get(`/v1/imports/${shown.id}`, mine)).status, 200)
  const again = using(await token({ sub: 'mau-5', scope: 'so-phuong:write', iat: inSeconds(-5) }))
  t.equal((await get(`/v1/imports/${shown.id}`, again)).status, 200, 'another token of the same subject')
  const other = using(await token({ sub: 'mau-6', scope: 'so-phuong:write' }))
  t.equal((await get(`/v1/imports/${shown.id}`, other)).status, 404)
  t.equal((await get(`/v1/imports/${shown.id}`, using(await token({ scope: 'so-phuong:admin' })))).status, 200)
})

t.test('clients are told where tokens come from', async t => {
  const { status, body } = await get('/.well-known/oauth-protected-resource')
  t.strictSame([status, body], [200, {
    resource: 'http://localhost:80',
    resource_name: 'Sổ Phường',
    authorization_servers: [issuer],
    scopes_supported: [
      'so-phuong:read', 'so-phuong:write', 'so-phuong:review', 'so-phuong:metrics', 'so-phuong:admin'
    ],
    bearer_methods_supported: ['header'],
    resource_documentation: 'http://localhost:80/docs'
  }])
  const { get: getThere } = await serve(t, connection, {
    settings: { ...provider.settings, PUBLIC_URL: 'https://so-phuong.example/' }
  })
  t.match((await getThere('/.well-known/oauth-protected-resource')).body, {
    resource: 'https://so-phuong.example', resource_documentation: 'https://so-phuong.example/docs'
  })
  const { headers } = await getThere('/v1/keys')
  t.equal(headers['www-authenticate'], 'Bearer realm="so-phuong", ' +
    'resource_metadata="https://so-phuong.example/.well-known/oauth-protected-resource"')
  const odd = await get('/v1/keys', { host: 'a"b' })
  t.match(odd.headers['www-authenticate'], 'resource_metadata="http://localhost/.well-known')
})

t.test('the document says that tokens are taken, and where they come from', async t => {
  const { body: { components, paths } } = await get('/openapi.json')
  t.strictSame(components.securitySchemes.token, {
    type: 'openIdConnect',
    openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
    description: 'An access token of the identity provider.'
  })
  t.strictSame(paths['/v1/meetings'].get.security, [{}, { bearer: [] }, { token: [] }])
  t.strictSame(paths['/v1/meetings'].post.security, [{ bearer: [] }, { token: [] }])
  t.strictSame(paths['/health/live'].get.security, [])
})

t.test('nothing of a token is in the log', async t => {
  const signatures = sent.map(secret => secret.split('.')[2]).filter(part => part !== undefined && part.length > 20)
  t.ok(signatures.length > 50)
  const log = lines.join('')
  t.ok(log.includes('the identity provider has told its keys'))
  t.same(signatures.filter(part => log.includes(part!)), [])
  t.notMatch(log, /mau-\d/, 'nor whom it is about')
})
