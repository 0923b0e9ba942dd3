/**
 * The permission matrix, generated: every operation that is no plain read is tried with no key, with each kind of wrong
 * key and with the right one. A new operation needs its row in test/helpers/permitted.ts.
 */
import Fastify from 'fastify'
import t from 'tap'
import auth from '../src/auth/plugin.js'
import { accessOf, permissions, type Access } from '../src/auth/permissions.js'
import { may, scopes, type Principal, type Scope } from '../src/auth/principal.js'
import { readConfig } from '../src/config.js'
import { asking, operationsOf } from './helpers/operations.js'
import { permitted, type Permitted } from './helpers/permitted.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

// The matrix asks for more corrections than one address may.
const register = await openRegister(t, { settings: { RATE_LIMIT: 'off' } })
const { ask, key } = register
const operations = operationsOf(register)
const guarded = operations.filter(operation => !operation.isPlainRead)
const rowOf = (id: string): Permitted => permitted[id]!

const ELSEWHERE = 'duc-xuan'
const UNKNOWN = `sp_${'A'.repeat(43)}`

type Guarded = Exclude<Access, 'open' | 'read'>
/** What is no plain read needs a scope, but for what reads with POST and what is open to everybody. */
const guardOf = (id: string): Guarded | null => {
  const access = accessOf(id)
  return typeof access === 'object' ? access : null
}

const resolve = async <T>(value: T | ((of: typeof register) => Promise<T>)): Promise<T> =>
  typeof value === 'function' ? await (value as (of: typeof register) => Promise<T>)(register) : value

/** A row with its request made: what is refused changes nothing, and can be tried again and again. */
async function made (row: Permitted): Promise<Permitted> {
  const [address, headers, body] = [await resolve(row.address), await resolve(row.headers), await resolve(row.body)]
  return { ...row, address, ...headers === undefined ? {} : { headers }, ...body === undefined ? {} : { body } }
}

async function attempt (method: string, { address, body, headers }: Permitted, key: string | null) {
  const given = { ...await resolve(headers ?? {}), ...key === null ? {} : bearer(key) }
  return await ask(method, await resolve(address), given, body === undefined ? undefined : await resolve(body))
}

const suffices = (given: Scope, needed: Scope) =>
  may({ scopes: new Set([given]) } as unknown as Principal, needed)

/** The scope that an operation needs and no more. */
const right = async ({ scope }: Guarded, wards?: readonly string[]) =>
  await key({ scopes: [scope], ...(wards === undefined || scope === 'admin' ? {} : { wards }) })

t.test('every operation that is no plain read has its row, and no row is idle', async t => {
  t.strictSame(Object.keys(permitted).sort(), guarded.map(({ id }) => id).sort())
})

t.test('what is on a ward names the ward, and nothing else does', async t => {
  for (const { id } of guarded) t.equal(rowOf(id).ward !== undefined, guardOf(id)?.on === 'ward', id)
})

for (const { id, method } of guarded) {
  const guard = guardOf(id)
  t.test(`${id} is refused without a good key and with one that does not suffice`, async t => {
    const row = await made(rowOf(id))
    const refused = async (what: string, key: string | null, status: number, type: string) => {
      const answer = await attempt(method, row, key)
      t.strictSame([answer.status, answer.body.type], [status, `/problems/${type}`], what)
      if (status === 401) t.match(answer.headers['www-authenticate'], /^Bearer realm="so-phuong"/, what)
    }
    const scope = guard?.scope ?? 'read'
    if (accessOf(id) === 'open') {
      t.equal((await attempt(method, row, UNKNOWN)).status, row.status, 'no key is looked at')
      return
    }
    if (guard !== null) await refused('no key', null, 401, 'unauthorized')
    await refused('an unknown key', UNKNOWN, 401, 'unauthorized')
    await refused('no key at all', 'something-else', 401, 'unauthorized')
    for (const spoilt of ['expired', 'revoked'] as const) {
      await refused(`a key that is ${spoilt}`, await key({ scopes: [scope], spoilt }), 401, 'unauthorized')
    }
    for (const other of scopes.filter(other => !suffices(other, scope))) {
      await refused(`the scope ${other}`, await key({ scopes: [other] }), 403, 'forbidden')
    }
    if (guard?.on === 'ward') {
      await refused('another ward', await right(guard, [ELSEWHERE]), 403, 'forbidden')
    }
    if (guard?.on === 'service' && guard.scope !== 'admin') {
      await refused('a limited key', await right(guard, [ELSEWHERE]), 403, 'forbidden')
    }
  })

  t.test(`${id} is done with the right key`, async t => {
    const row = rowOf(id)
    const done = async (what: string, key: string | null) => {
      const { status, body } = await attempt(method, row, key)
      t.equal(status, row.status, `${what}: ${JSON.stringify(body)}`)
    }
    if (guard === null) return await done('no key', null)
    await done('the scope that is needed', await right(guard))
    for (const more of scopes.filter(other => other !== guard.scope && suffices(other, guard.scope))) {
      await done(`the scope ${more}`, await key({ scopes: [more] }))
    }
    if (guard.on === 'ward') await done('a key of this ward', await right(guard, [ELSEWHERE, row.ward!]))
    await done('the key of the configuration', ADMIN_KEY)
  })
}

// ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('with READ_ACCESS=key every read needs a key, whichever, and the service document none', async t => {
  const closed = await openRegister(t, { settings: { READ_ACCESS: 'key' } })
  const good = await closed.key({ scopes: ['read'] })
  const limited = await closed.key({ scopes: ['write'], wards: ['tay-son'] })
  for (const { id, address } of operations.filter(operation => operation.isPlainRead)) {
    const [without, withKey] = [await closed.get(address), await closed.get(address, bearer(good))]
    if (accessOf(id) === 'open') {
      t.strictSame([without.status, withKey.status], [200, 200], id)
      t.notMatch(without.headers.vary ?? '', 'authorization', id)
      continue
    }
    t.strictSame([without.status, without.body.type], [401, '/problems/unauthorized'], id)
    t.equal(without.headers['cache-control'], 'no-store', id)
    t.equal(withKey.status, 200, id)
    t.equal(withKey.headers['cache-control'], 'private, no-cache', id)
    t.match(withKey.headers.vary, /\bauthorization\b/, id)
    t.equal((await closed.get(address, bearer(limited))).status, 200, `${id}: limits are about writing`)
    t.equal((await closed.get(address, bearer(ADMIN_KEY))).status, 200, id)
    t.equal((await closed.get(asking(address, 'colour=red'))).status, 401, `${id}: before anything else`)
  }
  for (const address of ['/', '/docs', '/openapi.json', '/openapi.yaml', '/problems', '/health/live', '/health/ready',
    '/.well-known/api-catalog', '/problems/unauthorized']) {
    t.equal((await closed.get(address)).status, 200, address)
  }
  const { paths } = (await closed.get('/openapi.json')).body
  t.strictSame(paths['/v1/meetings'].get.security, [{ bearer: [] }])
  t.strictSame(paths['/health/live'].get.security, [])
})

t.test('a key that is not good is refused also where none is needed', async t => {
  for (const { id, address } of operations.filter(operation => operation.isPlainRead)) {
    const { status } = await register.get(address, bearer(UNKNOWN))
    t.equal(status, accessOf(id) === 'open' ? 200 : 401, id)
  }
})

t.test('the document says of each operation whether a key is needed', async t => {
  const { paths, components } = (await register.get('/openapi.json')).body
  t.match(components.securitySchemes, { bearer: { type: 'http', scheme: 'bearer' } })
  for (const { id, path, method, responses } of operations) {
    const access = accessOf(id)
    const expected = access === 'open' ? [] : access === 'read' ? [{}, { bearer: [] }] : [{ bearer: [] }]
    t.strictSame(paths[path][method.toLowerCase()].security, expected, id)
    t.equal('401' in responses, access !== 'open', id)
    t.equal('403' in responses, typeof access === 'object', id)
  }
})

// ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────

/** An application that has nothing but the check and some routes. */
async function startWith (routes: (app: ReturnType<typeof Fastify>) => void) {
  const app = Fastify()
  app.decorate('config', readConfig({}))
  // As it is, but without the plugins that it depends on.
  await app.register(Object.assign(auth.bind(null), { [Symbol.for('skip-override')]: true }) as typeof auth)
  routes(app)
  await app.ready()
}

t.test('a write without its line in the table stops the start', async t => {
  await t.rejects(startWith(app => app.post('/v1/things', { schema: { operationId: 'createThing' } }, () => {})),
    { message: 'POST /v1/things: createThing has no line in the table of permissions' })
})

t.test('a route of the API without an operationId stops the start', async t => {
  await t.rejects(startWith(app => app.get('/v1/things', () => {})), { message: 'GET /v1/things has no operationId' })
  await t.rejects(startWith(app => app.delete('/things', () => {})), { message: 'DELETE /things has no operationId' })
})

t.test('a line without its operation stops the start', async t => {
  await t.rejects(startWith(() => {}),
    { message: `no operation is called ${Object.keys(permissions).join(', ')}: see the table of permissions` })
})

t.test('each scope implies what it should', async t => {
  const given = Object.fromEntries(scopes.map(scope => [scope, scopes.filter(other => suffices(scope, other))]))
  t.strictSame(given, {
    read: ['read'],
    write: ['read', 'write'],
    review: ['read', 'review'],
    metrics: ['read', 'metrics'],
    admin: ['read', 'write', 'review', 'metrics', 'admin']
  })
})
