/**
 * Keys through the front door: they are made, shown once, used, noted and revoked; what is wrong with one is told to
 * its holder, and no secret is ever in an answer, a log line or the log of writes.
 */
import { createHash } from 'node:crypto'
import t from 'tap'
import { ward } from './helpers/expected.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const lines: string[] = []
const register = await openRegister(t, {
  settings: { LOG_LEVEL: 'trace' },
  logger: { level: 'trace', stream: { write: (line: string) => { lines.push(line) } } }
})
const { app, ask, connection: { pool }, get, key, statementsOf } = register
const admin = bearer(ADMIN_KEY)
const post = async (url: string, body?: object, headers = admin) => await ask('POST', url, headers, body)
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

const made = await post('/v1/keys', {
  name: 'Văn phòng Đảng ủy phường Tây Sơn',
  scopes: ['write'],
  wards: ['tay-son', '06649'],
  expiresAt: '2099-01-01T00:00:00Z'
})
const { key: secret, ...shown } = made.body
const address = `/v1/keys/${shown.id}`

t.test('a key is made, and its secret shown this once', async t => {
  t.equal(made.status, 201)
  t.match(made.headers, { location: address, 'cache-control': 'no-store' })
  t.match(secret, /^sp_[\w-]{43}$/)
  t.match(shown.id, UUID)
  const { id, createdAt, updatedAt, ...rest } = shown
  t.strictSame(rest, {
    name: 'Văn phòng Đảng ủy phường Tây Sơn',
    prefix: secret.slice(0, 10),
    scopes: ['write'],
    wards: [ward('ha-khanh', 'Phường Hà Khánh'), ward('tay-son', 'Phường Tây Sơn')],
    expiresAt: '2099-01-01T00:00:00.000Z',
    revokedAt: null,
    lastUsedAt: null,
    version: 1
  })
  t.equal(createdAt, updatedAt)
  const { status, headers, body } = await get(address, admin)
  t.strictSame([status, body], [200, shown])
  t.strictSame([headers['cache-control'], headers.vary], ['private, no-cache', 'authorization'])
  t.match(headers.etag, /^"1\./)
})

t.test('a key without wards and end is for every ward and for ever', async t => {
  for (const more of [{}, { wards: null, expiresAt: null }]) {
    const { status, body } = await post('/v1/keys', { name: 'all', scopes: ['read', 'review'], ...more })
    t.match([status, body], [201, { scopes: ['read', 'review'], wards: null, expiresAt: null }])
  }
})

t.test('keys are listed page by page, the newest first, without their secrets', async t => {
  const first = await get('/v1/keys?limit=2&total=true', admin)
  t.equal(first.body.page.total, 3)
  t.match(first.headers.link, /^<\/v1\/keys\?limit=2&total=true&cursor=[\w-]+>; rel="next"/)
  const second = await get(`/v1/keys?limit=2&cursor=${first.body.page.next}`, admin)
  const all = [...first.body.data, ...second.body.data]
  t.equal(second.body.page.next, null)
  t.strictSame(all[2], shown)
  t.strictSame(all.map(({ createdAt }) => createdAt), all.map(({ createdAt }) => createdAt).toSorted().toReversed())
  t.strictSame((await get('/v1/keys?sort=createdAt', admin)).body.data, all.toReversed())
  t.match((await get('/v1/keys?format=csv', admin)).body, /^\uFEFFid,name,prefix,scopes,wards,expiresAt,/)
  t.equal((await get('/v1/keys?sort=name', admin)).status, 400)
})

t.test('what a key is for is checked, and every fault pointed at', async t => {
  const good = { name: 'a', scopes: ['write'] }
  const cases: ReadonlyArray<readonly [body: object, ...faults: Array<readonly [pointer: string, detail: string]>]> = [
    [{}, ['/name', 'is required'], ['/scopes', 'is required']],
    [{ ...good, scope: 'write' }, ['/scope', 'is not a property here']],
    [{ ...good, name: '' }, ['/name', 'must not be empty']],
    [{ ...good, name: 7 }, ['/name', 'must be a text']],
    [{ ...good, scopes: 'write' }, ['/scopes', 'must be a list']],
    [{ ...good, scopes: [] }, ['/scopes', 'must have at least 1 items']],
    [{ ...good, scopes: ['write', 'write'] }, ['/scopes', 'has an item twice']],
    [{ ...good, scopes: ['write', 'own'] }, ['/scopes/1', 'must be one of: read, write, review, metrics, admin']],
    [{ ...good, wards: [] }, ['/wards', 'must have at least 1 items']],
    [{ ...good, wards: 'tay-son' }, ['/wards', 'must be a list or null']],
    [{ ...good, wards: ['tay-son', 'nowhere', 'vinh'] },
      ['/wards/1', "names no ward that is known: 'nowhere'"], ['/wards/2', "names no ward that is known: 'vinh'"]],
    [{ name: 'a', scopes: ['admin'], wards: ['tay-son'] }, ['/wards', 'is not for a key with the scope admin']],
    [{ ...good, expiresAt: '2020-01-01T00:00:00Z' }, ['/expiresAt', 'must lie in the future']],
    [{ ...good, expiresAt: '2099-01-01' }, ['/expiresAt', 'must be an instant such as 2023-07-12T08:00:00Z']],
    [{ ...good, expiresAt: false }, ['/expiresAt', 'must be a text or null']]
  ]
  for (const [body, ...faults] of cases) {
    const answer = await post('/v1/keys', body)
    t.strictSame([answer.status, answer.body.type, answer.body.errors],
      [400, '/problems/invalid-body', faults.map(([pointer, detail]) => ({ pointer, detail }))], JSON.stringify(body))
    t.equal(answer.body.detail, faults.map(fault => fault.join(' ')).join('; ') + '.')
  }
})

t.test('a revoked key is refused from the next request on, stays listed, and is revoked only once', async t => {
  const good = await post('/v1/keys', { name: 'to be revoked', scopes: ['admin'] })
  const { id, key: gone } = good.body
  t.equal((await get('/v1/keys', bearer(gone))).status, 200)
  const revoked = await post(`/v1/keys/${id}/revoke`)
  t.match(revoked, { status: 200, body: { id, version: 2, name: 'to be revoked' } })
  t.type(revoked.body.revokedAt, 'string')
  t.equal((await get('/v1/keys', bearer(gone))).status, 401)
  const again = await post(`/v1/keys/${id}/revoke`)
  t.strictSame([again.status, again.body], [200, revoked.body])
  t.strictSame((await get(`/v1/keys/${id}`, admin)).body, revoked.body)
  t.equal((await get('/v1/keys', admin)).body.data.filter((row: { id: string }) => row.id === id).length, 1)
})

t.test('a key that nobody has is a 404', async t => {
  for (const id of ['0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21', 'nothing']) {
    t.equal((await get(`/v1/keys/${id}`, admin)).status, 404)
    t.equal((await post(`/v1/keys/${id}/revoke`)).status, 404)
  }
})

t.test('making and revoking are in the log of writes, under who did it, without the hash', async t => {
  const boss = await post('/v1/keys', { name: 'boss', scopes: ['admin'] })
  const other = await post('/v1/keys', { name: 'other', scopes: ['read'] }, bearer(boss.body.key))
  await post(`/v1/keys/${other.body.id}/revoke`)
  const { rows } = await pool.query(
    'select actor, act, kind, version, ward_id, after from changes where record_id = $1 order by seq', [other.body.id])
  const content = {
    id: other.body.id,
    name: 'other',
    prefix: other.body.prefix,
    scopes: ['read'],
    ward_ids: null,
    expires_at: null,
    revoked_at: null
  }
  const common = { kind: 'key', ward_id: null }
  t.strictSame(rows[0], { ...common, actor: `key:${boss.body.id}`, act: 'created', version: 1, after: content })
  t.match(rows[1], { ...common, actor: 'admin', act: 'updated', version: 2 })
  t.strictSame({ ...rows[1].after, revoked_at: null }, content)
  t.equal(rows.length, 2)
})

t.test('what is wrong with a key is told to its holder, and nothing about other keys', async t => {
  const expired = await key({ scopes: ['read'], spoilt: 'expired' })
  const revoked = await key({ scopes: ['read'], spoilt: 'revoked' })
  const invalid = 'The key is not valid.'
  const scheme = 'Authorization must be Bearer and one key.'
  const cases: ReadonlyArray<readonly [authorization: string, detail: string | RegExp, description: string]> = [
    [`Bearer ${expired}`, /^The key expired at \d{4}-.*Z\.$/, 'The key has expired'],
    [`Bearer ${revoked}`, /^The key was revoked at \d{4}-.*Z\.$/, 'The key was revoked'],
    [`Bearer sp_${'A'.repeat(43)}`, invalid, 'The key is not valid'],
    [`Bearer ${secret.slice(0, -1)}`, invalid, 'The key is not valid'],
    [`Bearer ${secret}A`, invalid, 'The key is not valid'],
    [`Bearer ${secret.toLowerCase()}`, invalid, 'The key is not valid'],
    [`Bearer ${ADMIN_KEY}A`, invalid, 'The key is not valid'],
    ['Bearer null', invalid, 'The key is not valid'],
    ['Bearer', scheme, 'Authorization must be Bearer and one key'],
    ['', scheme, 'Authorization must be Bearer and one key'],
    [secret, scheme, 'Authorization must be Bearer and one key'],
    [`Bearer ${secret} ${secret}`, scheme, 'Authorization must be Bearer and one key'],
    [`Bearer ${secret}, Bearer ${secret}`, scheme, 'Authorization must be Bearer and one key'],
    ['Bearer khóa', scheme, 'Authorization must be Bearer and one key'],
    [`Basic ${Buffer.from(`a:${secret}`).toString('base64')}`, scheme, 'Authorization must be Bearer and one key'],
    [`Token ${secret}`, scheme, 'Authorization must be Bearer and one key']
  ]
  for (const [authorization, detail, description] of cases) {
    const { status, headers, body } = await get('/v1/wards', { authorization })
    t.strictSame([status, body.type], [401, '/problems/unauthorized'], authorization)
    t.match(body.detail, detail, authorization)
    t.equal(headers['www-authenticate'],
      `Bearer realm="so-phuong", error="invalid_token", error_description="${description}"`)
  }
})

t.test('the scheme is read in any case, as RFC 9110 has it', async t => {
  for (const scheme of ['bearer', 'BEARER', 'Bearer  ']) {
    t.equal((await get('/v1/wards', { authorization: `${scheme} ${secret}` })).status, 200, scheme)
  }
})

t.test('use is noted once a minute, and is no change of the key', async t => {
  const used = await post('/v1/keys', { name: 'used', scopes: ['read'] })
  const own = bearer(used.body.key)
  const before = Date.now()
  t.equal(await statementsOf(async () => await get('/v1/wards', own)), 3, 'the key, its use, and the list')
  t.equal(await statementsOf(async () => await get('/v1/wards', own)), 2, 'no second time')
  const { body } = await get(`/v1/keys/${used.body.id}`, admin)
  const { lastUsedAt, key: _key, ...rest } = { ...body, key: undefined }
  t.ok(Date.parse(lastUsedAt) >= before)
  t.strictSame({ ...rest, lastUsedAt: null }, (({ key, ...content }) => content)(used.body))
})

t.test('a use that cannot be noted is no matter of the request', async t => {
  const own = bearer(await key({ scopes: ['read'] }))
  await pool.query(
    "alter table api_keys add constraint unused check (name <> 'a test' or last_used_at is null) not valid")
  t.equal((await get('/v1/wards', own)).status, 200)
  await pool.query('alter table api_keys drop constraint unused')
})

t.test('a key that is refused costs no other statement, and none where it cannot be one', async t => {
  t.equal(await statementsOf(async () => await get('/v1/wards', bearer(`sp_${'A'.repeat(43)}`))), 1)
  t.equal(await statementsOf(async () => await get('/v1/wards', bearer('nothing'))), 0)
  t.equal(await statementsOf(async () => await get('/v1/keys', admin)), 1, 'nor does the key of the configuration')
})

t.test('without ADMIN_KEY nobody has the key of the configuration', async t => {
  const { get } = await openRegister(t, { settings: { ADMIN_KEY: '' }, empty: true })
  for (const guess of [ADMIN_KEY, 'null', '']) t.equal((await get('/v1/keys', bearer(guess))).status, 401, guess)
})

t.test('secrets and hashes are in no answer, no line of the log and no entry of the log of writes', async t => {
  const { body } = await post('/v1/keys', { name: 'secret', scopes: ['admin'] })
  const secrets = [body.key, ADMIN_KEY, createHash('sha256').update(body.key).digest('hex')]
  const told: string[] = []
  const urls = ['/v1/keys', `/v1/keys/${body.id}`, '/v1/keys?format=csv', '/v1/wards', '/v1/keys?limit=x', '/v1/no']
  for (const url of urls) {
    for (const holder of [body.key, ADMIN_KEY]) {
      const response = await app.inject({ url, headers: bearer(holder) })
      told.push(response.payload, JSON.stringify(response.headers))
    }
  }
  told.push(JSON.stringify((await post(`/v1/keys/${body.id}/revoke`)).body))
  told.push(JSON.stringify((await pool.query('select * from changes')).rows))
  app.log.info({ headers: bearer(body.key) }, 'a line that tries')
  t.ok(lines.some(line => line.includes('a line that tries') && line.includes('[Redacted]')))
  for (const one of secrets) {
    t.notOk(told.some(text => text.includes(one)))
    t.notOk(lines.some(line => line.includes(one)))
  }
})
