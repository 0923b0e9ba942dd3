/**
 * The catalogue of problems: every entry is provoked once through HTTP and compared whole, and every entry is served.
 * A problem never shows a statement, a stack or a secret.
 */
import { once } from 'node:events'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'
import pg from 'pg'
import t from 'tap'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { connection, type Connection } from '../src/db/connect.js'
import { migrate } from '../src/db/migrate.js'
import { builtInId } from '../src/domain/ids.js'
import { writePlace } from '../src/http/cursor.js'
import { problems, type ProblemCode } from '../src/http/problems.js'
import { another, exampleOf, writerOf } from './helpers/drafts.js'
import { ADMIN_KEY, bearer, openDatabase, openRegister } from './helpers/register.js'

const register = await openRegister(t, { settings: { RATE_LIMIT: 'on' } })
const { app, connection: present, get, ask, key } = register
const writer = bearer(await key({ scopes: ['write'] }))
const admin = bearer(ADMIN_KEY)
const json = { 'content-type': 'application/json' }

/** The application on another database. */
async function appOn (connection: Connection, settings = {}) {
  const app = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent', ADMIN_KEY, ...settings }), connection })
  await app.ready()
  t.teardown(async () => await app.close())
  return app
}

const correction = {
  kind: 'official', id: builtInId('official', 'pham-duy-phong'), wanted: 'removal', message: 'a test'
}
for (let n = 0; n < 5; n++) await ask('POST', '/v1/corrections', {}, correction)

/** A server that does not answer: nobody listens on the discard port. */
const absent = new pg.Pool({ connectionString: 'postgres://nobody:secret@127.0.0.1:9/none', max: 1 })
t.teardown(async () => await absent.end())
const offline = await appOn(connection('postgres', absent))
/** A database that somebody has changed by hand: statements on indicators fail, and locks are always taken. */
const damaged = await openDatabase(t)
await migrate(damaged.db)
await damaged.pool.query('alter table indicators rename column name_en to name_fr')
await damaged.pool.query(`
  create function public.pg_try_advisory_xact_lock(bigint) returns boolean language sql as 'select false';
  do $$ begin
    execute format('alter database %I set search_path = public, pg_catalog', current_database());
  end $$;
  set search_path = public, pg_catalog`)
const broken = await appOn(damaged)
/** One that takes no writes, and one that has no room for them. */
const readOnly = await openDatabase(t)
await migrate(readOnly.db)
await readOnly.pool.query(`
  do $$ begin
    execute format('alter database %I set default_transaction_read_only = on', current_database());
  end $$;
  set default_transaction_read_only = on`)
const onlyRead = await appOn(readOnly)
const full = await openDatabase(t)
await migrate(full.db)
await full.pool.query(`
  create function fill() returns trigger language plpgsql as $$ begin
    raise exception using errcode = 'disk_full', message = 'could not extend file';
  end $$;
  create trigger fill before insert on indicators execute function fill()`)
const filled = await appOn(full)
const crowded = await appOn(present, { FOLLOWERS: '0' })

/** A service whose only place is taken by who waits for a server that accepts and says nothing. */
const unanswered = new Set<Socket>()
const silent = createServer(socket => { unanswered.add(socket.on('error', () => {})) }).listen(0, '127.0.0.1')
await once(silent, 'listening')
const mute = new pg.Pool({ host: '127.0.0.1', port: (silent.address() as AddressInfo).port, max: 1 })
const overloaded = await appOn(connection('postgres', mute), {
  DATABASE_POOL: '1', DATABASE_WAIT: '1', LOAD_SHEDDING: 'on', CACHE: 'off'
})
// Who is let in is decided before Fastify, so this one is asked over a socket.
const overloadedBase = await overloaded.listen({ host: '127.0.0.1', port: 0 })
const waiting = new AbortController()
fetch(`${overloadedBase}/v1/meetings`, { signal: waiting.signal }).catch(() => {})
t.teardown(() => {
  waiting.abort()
  silent.close()
  for (const socket of unanswered) socket.destroy()
})

/** A record that is no more, and a key of a request that was answered. */
const keeper = writerOf(register)
await keeper.make('/v1/indicators', { ...exampleOf('indicator'), code: 'no-more' })
await keeper.remove('/v1/indicators/no-more', 'nhập nhầm')
const { rows: [{ at: goneAt }] } = await register.connection.pool.query(
  "select at from changes where record_id = 'no-more' and act = 'deleted'")
await keeper.send(
  'POST', '/v1/indicators', { ...exampleOf('indicator'), code: 'used' }, { 'idempotency-key': 'reused' })
/** A task whose meeting is no more. */
const { id: meeting } = await keeper.make('/v1/meetings', exampleOf('meeting'))
const task = await keeper.make('/v1/tasks', { meeting, text: 'a test' })
await keeper.remove(`/v1/meetings/${meeting}`)

interface Asked { app?: typeof app, method?: string, url: string, headers?: Record<string, string>, payload?: string }

interface Provocation extends Asked { detail: string, errors?: object[], answered?: Record<string, string> }

/** How each problem comes about, and what is said then. */
const provocations: Record<Exclude<ProblemCode, 'headers-too-large'>, Provocation> = {
  'invalid-request': { url: '/v1/wards/%', detail: 'The address is not validly encoded.' },
  'invalid-parameter': {
    url: '/v1/meetings?limit=0',
    detail: 'limit must be at least 1.',
    errors: [{ parameter: 'limit', detail: 'must be at least 1' }]
  },
  'invalid-cursor': {
    url: '/v1/meetings?cursor=abc',
    detail: 'The cursor is damaged or was given for other filters or another order; start again without it.',
    errors: [{
      parameter: 'cursor',
      detail: 'The cursor is damaged or was given for other filters or another order; start again without it.'
    }]
  },
  'invalid-body': {
    method: 'POST',
    url: '/v1/keys',
    headers: { ...admin, ...json },
    payload: '{"name":"a test","scopes":["write","own"]}',
    detail: '/scopes/1 must be one of: read, write, review, metrics, admin.',
    errors: [{ pointer: '/scopes/1', detail: 'must be one of: read, write, review, metrics, admin' }]
  },
  unauthorized: {
    url: '/v1/keys',
    detail: 'A key is needed here: send Authorization: Bearer sp_….',
    answered: { 'www-authenticate': 'Bearer realm="so-phuong"' }
  },
  forbidden: {
    url: '/v1/keys',
    headers: writer,
    detail: 'A key with the scope admin is needed here.',
    answered: { 'www-authenticate': 'Bearer realm="so-phuong", error="insufficient_scope", scope="admin"' }
  },
  'not-found': { url: '/v1/wards/hang-bac', detail: "No record is known as 'hang-bac'." },
  'method-not-allowed': {
    method: 'DELETE',
    url: '/v1/meetings',
    detail: 'DELETE is not allowed here; allowed are GET, HEAD, POST, OPTIONS.',
    answered: { allow: 'GET, HEAD, POST, OPTIONS' }
  },
  conflict: {
    method: 'POST',
    url: '/v1/indicators',
    headers: { ...admin, ...json },
    payload: JSON.stringify({ ...exampleOf('indicator'), code: 'jobs-created' }),
    detail: 'The record jobs-created is there already and is the same by what identifies it.'
  },
  'in-use': {
    method: 'DELETE',
    url: `/v1/organisations/${builtInId('organisation', 'dang-uy-phuong-ha-khanh')}?reason=a`,
    headers: { ...admin, 'if-match': '*' },
    detail: 'Other records refer to it: change or delete those first.'
  },
  'reference-gone': {
    method: 'POST',
    url: `/v1/tasks/${task.id}/restore`,
    headers: admin,
    detail: 'It cannot come back as it was: what it refers to is not there any more. Restore that first.',
    errors: [{ pointer: '/meeting', detail: 'is not known to the register' }]
  },
  'request-in-progress': {
    app: broken,
    method: 'POST',
    url: '/v1/indicators',
    headers: { ...admin, ...json, 'idempotency-key': 'in progress' },
    payload: JSON.stringify(exampleOf('indicator')),
    detail: 'A request with this Idempotency-Key is still being answered; try again shortly.',
    answered: { 'retry-after': '1' }
  },
  gone: {
    url: '/v1/indicators/no-more',
    detail: `The record was deleted at ${goneAt.toISOString()}: nhập nhầm.`
  },
  'precondition-failed': {
    method: 'PATCH',
    url: '/v1/indicators/jobs-created',
    headers: { ...admin, ...json, 'if-match': '"7.a"' },
    payload: '{"unit":"người"}',
    detail: 'The record is at version 1.'
  },
  'precondition-required': {
    method: 'PATCH',
    url: '/v1/indicators/jobs-created',
    headers: { ...admin, ...json },
    payload: '{"unit":"người"}',
    detail: 'Send If-Match with the ETag of the record that you have seen.'
  },
  'idempotency-key-reused': {
    method: 'POST',
    url: '/v1/indicators',
    headers: { ...admin, ...json, 'idempotency-key': 'reused' },
    payload: JSON.stringify(exampleOf('indicator')),
    detail: 'This Idempotency-Key came with another request before: use a new one for each act.'
  },
  'not-acceptable': {
    url: '/v1/meetings',
    headers: { accept: 'image/png' },
    detail: 'This is answered as application/json, text/csv, application/x-ndjson or ' +
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.'
  },
  'payload-too-large': {
    method: 'POST',
    url: '/v1/keys',
    headers: { ...admin, ...json },
    payload: ' '.repeat(1_048_577),
    detail: 'The body is larger than this address takes.'
  },
  'address-too-long': {
    url: `/v1/wards/${'a'.repeat(300)}`,
    detail: 'A part of the address is longer than any id, slug or code.'
  },
  'too-many-requests': {
    method: 'POST',
    url: '/v1/corrections',
    headers: json,
    payload: JSON.stringify(correction),
    detail: 'At most 5 an hour are taken from one address.'
  },
  'unsupported-media-type': {
    method: 'POST',
    url: '/v1/keys',
    headers: { ...admin, 'content-type': 'image/png' },
    payload: 'PNG',
    detail: 'This address takes no body of this type.'
  },
  'unreadable-file': {
    method: 'POST',
    url: '/v1/extractions',
    headers: { 'content-type': 'text/plain' },
    payload: ' ',
    detail: 'The file has no text.'
  },
  'internal-error': {
    app: broken,
    url: '/v1/indicators',
    detail: 'Something went wrong on our side; the log knows it by the requestId.'
  },
  overloaded: {
    app: overloaded,
    url: '/v1/wards',
    detail: 'More is asked at this moment than can be answered in time; try again shortly.',
    answered: { 'retry-after': '2' }
  },
  'too-many-followers': {
    app: crowded,
    url: '/v1/changes?after=latest&wait=1',
    detail: 'As many readers wait for changes as this process takes: ask without waiting, or again later.',
    answered: { 'retry-after': '30' }
  },
  'place-gone': {
    url: `/v1/changes?after=${writePlace({ seq: 1, at: new Date(1) })}`,
    detail: 'The log has no such entry: the register was put back to an earlier state, or this is a place in another ' +
      'one. Take a snapshot and go on from there.'
  },
  unavailable: {
    app: offline,
    url: '/v1/meetings',
    detail: 'The database does not answer; try again shortly.',
    answered: { 'retry-after': '5' }
  },
  'read-only': {
    app: onlyRead,
    method: 'POST',
    url: '/v1/indicators',
    headers: { ...admin, ...json },
    payload: JSON.stringify(another('indicator')),
    detail: 'The database takes no writes at present, reads go on; try again shortly.',
    answered: { 'retry-after': '5' }
  },
  'storage-full': {
    app: filled,
    method: 'POST',
    url: '/v1/indicators',
    headers: { ...admin, ...json },
    payload: JSON.stringify(another('indicator')),
    detail: 'The database has no room for this; nothing was written. Its operator has to make some.',
    answered: { 'retry-after': '60' }
  }
}

async function provoke ({ app: asked = app, method = 'GET', url, headers = {}, payload }: Asked) {
  if (asked === overloaded) {
    const answer = await fetch(overloadedBase + url, { headers })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() }
  }
  const response = await asked.inject({
    method: method as 'GET', url, headers, ...(payload === undefined ? {} : { payload })
  })
  return { status: response.statusCode, headers: response.headers, text: response.payload }
}

t.test('every problem of the catalogue is provoked', async t => {
  t.strictSame([...Object.keys(provocations), 'headers-too-large'].sort(), Object.keys(problems).sort())
})

t.test('what is no HTTP request at all is answered on the bare socket, as a problem too', async t => {
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const send = async (request: string) => await new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = createConnection({ host: '127.0.0.1', port: Number(port) }, () => socket.write(request))
    socket.on('data', bytes => { answer += String(bytes) }).on('end', () => { resolve(answer) }).on('error', reject)
  })
  const cases = {
    'headers-too-large': `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
    'invalid-request': 'GET /v1/wards?q=Hòa HTTP/1.1\r\nhost: a\r\n\r\n'
  } as const
  for (const [code, request] of Object.entries(cases) as Array<[keyof typeof cases, string]>) {
    const [head, body] = (await send(request)).split('\r\n\r\n') as [string, string]
    const { status, title, when } = problems[code]
    t.match(head, `HTTP/1.1 ${status} `)
    t.match(head, 'content-type: application/problem+json')
    const { requestId, ...problem } = JSON.parse(body)
    t.strictSame(problem, { type: `/problems/${code}`, title, status, detail: when, instance: '' })
    t.match(requestId, /^[0-9a-f-]{36}$/)
  }
})

for (const [code, { detail, errors, answered = {}, ...asked }] of Object.entries(provocations)) {
  t.test(`${code} is answered as the catalogue says, in English and Vietnamese`, async t => {
    const { status, title, titleVi } = problems[code as ProblemCode]
    const english = await provoke(asked)
    t.equal(english.status, status)
    t.equal(english.headers['content-type'], 'application/problem+json; charset=utf-8')
    t.equal(english.headers['cache-control'], 'no-store')
    t.match(String(english.headers.vary).toLowerCase(), /\baccept-language\b/)
    t.match(english.headers, answered)
    const { requestId, ...problem } = JSON.parse(english.text)
    t.match(requestId, /^\S+$/)
    t.strictSame(problem, {
      type: `/problems/${code}`,
      title,
      status,
      detail,
      instance: asked.url,
      ...(errors === undefined ? {} : { errors })
    })

    const vietnamese = await provoke({ ...asked, headers: { ...asked.headers, 'accept-language': 'vi' } })
    const body = JSON.parse(vietnamese.text)
    t.equal(vietnamese.headers['content-language'], 'vi')
    t.equal(body.title, titleVi)
    t.match(body.detail, /[à-ỹ]/, 'the sentence is Vietnamese')
    t.not(body.detail, detail)
  })
}

t.test('no problem tells a statement, a stack, a table or a secret', async t => {
  for (const [code, asked] of Object.entries(provocations)) {
    const { text } = await provoke(asked)
    t.notMatch(text, /select|relation|\bat \D*:\d+:\d+|node_modules|secret|ECONN|name_en|FST_ERR/i, code)
  }
})

t.test('the catalogue is served whole, and each entry at the address that is its type', async t => {
  const entries = Object.entries(problems).map(([code, entry]) => ({ type: `/problems/${code}`, ...entry }))
  t.strictSame((await get('/problems')).body, { data: entries })
  for (const entry of entries) t.strictSame((await get(entry.type)).body, entry, entry.type)
  for (const code of ['none', 'constructor', '__proto__']) t.equal((await get(`/problems/${code}`)).status, 404, code)
})

t.test('an address that does not exist is a 404 for every method', async t => {
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const address of ['/v1', '/v1/nothing', '/v2/meetings', '/v1/meetings/a/b', '/favicon.ico']) {
      const { status, body } = await ask(method, address)
      t.strictSame([status, body.type, body.detail], [404, '/problems/not-found', `There is nothing at ${address}.`],
        `${method} ${address}`)
    }
  }
})

t.test('an address that exists answers every other method with 405 and those that it has', async t => {
  const reading = ['/', '/v1/vocabularies', '/v1/wards/tay-son/meetings', '/problems', '/health/ready', '/openapi.json',
    '/.well-known/api-catalog'].map(address => [address, 'GET, HEAD, OPTIONS'] as const)
  for (const [address, allow] of [...reading, ['/v1/meetings', 'GET, HEAD, POST, OPTIONS'],
    ['/v1/wards/tay-son', 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS']] as const) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'].filter(method => !allow.includes(method))) {
      const { status, headers, body } = await ask(method, address)
      t.strictSame([status, headers.allow, body.type], [405, allow, '/problems/method-not-allowed'],
        `${method} ${address}`)
    }
  }
})

t.test('a list in memory answers also when the database does not', async t => {
  const { status } = await provoke({ app: offline, url: '/v1/vocabularies' })
  t.equal(status, 200)
  t.equal((await provoke({ app: offline, url: '/health/live' })).status, 200)
  t.equal((await provoke({ app: offline, url: '/health/ready' })).status, 503)
})

t.test('each request has an id of its own, as in the log', async t => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await get('/v1/nothing')).body.requestId))
  t.equal(new Set(ids).size, 3)
})
