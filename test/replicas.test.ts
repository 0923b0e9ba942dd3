/**
 * Reads from a streaming replica, on real servers: a primary, its replica, and two processes of the service. The
 * replica stands still, is killed, comes back and is made a primary; what is asserted is what a reader sees, never how
 * fast. Behind a PgBouncer for each server where the tests are run so.
 */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { another } from './helpers/drafts.js'
import { startPgBouncer } from './helpers/pgbouncer.js'
import { startReplicated } from './helpers/postgres.js'
import { ADMIN_KEY, bearer, fill, serve, type Answer } from './helpers/register.js'

t.setTimeout(240_000)
const { primary, replica, stop } = await startReplicated()
t.teardown(stop)

const { TEST_DATABASE_URL, TEST_SERVER_URL } = process.env
const isPooled = TEST_SERVER_URL !== TEST_DATABASE_URL

/** The address of a server as the service is told it. */
async function addressOf ({ url }: { url: string }): Promise<string> {
  if (!isPooled) return url
  const pooler = await startPgBouncer(url)
  t.teardown(pooler.stop)
  return pooler.url
}
const [toPrimary, toReplica] = [await addressOf(primary), await addressOf(replica)]

/** A process of the service, which keeps no answers; what it asks the replica bears its name there. */
async function instance (t: Test, name: string, settings: Record<string, string> = {}) {
  const all = {
    DATABASE_URL: toPrimary,
    DATABASE_READ_URLS: `${toReplica}?application_name=${name}`,
    DATABASE_READ_LAG: '3600',
    CACHE: 'off',
    ...settings
  }
  const connection = await connect(readConfig(all))
  const served = await serve(t, connection, { settings: all })
  t.teardown(async () => await connection.close())
  return served
}

const filled = await connect(readConfig({ DATABASE_URL: primary.url }))
await fill(filled.db)
await filled.close()

type Instance = Awaited<ReturnType<typeof instance>>

const admin = bearer(ADMIN_KEY)
const LIST = '/v1/indicators?sort=-updatedAt&limit=200'

/** Looks again and again until something holds. */
async function until (holds: () => Promise<boolean>): Promise<void> {
  while (!await holds()) await wait(50)
}

/** What connections of a process asked the replica last, of records; the server keeps the beginning. */
const askedOf = async (name: string): Promise<string[]> => (await replica.ask(`
  select query from pg_stat_activity where application_name = '${name}' and query like '%to_json(object)%'
  and backend_type = 'client backend' and pid <> pg_backend_pid()`)).map(({ query }) => query)

/** Waits until a process reads from the replica. */
const readsThere = async ({ get }: Instance, name: string) =>
  await until(async () => (await get('/v1/meetings')).status === 200 && (await askedOf(name)).length > 0)

/** Waits until the replica has all that the primary has. */
async function caughtUp (): Promise<void> {
  const [{ lsn }] = await primary.ask('select pg_current_wal_flush_lsn() as lsn')
  await until(async () => (await replica.ask(`select pg_last_wal_replay_lsn() >= '${lsn}'::pg_lsn as has`))[0].has)
}

async function pause (): Promise<void> {
  await replica.ask('select pg_wal_replay_pause()')
  await until(async () => (await replica.ask('select pg_get_wal_replay_pause_state() as s'))[0].s === 'paused')
}
const resume = async () => { await replica.ask('select pg_wal_replay_resume()') }

const make = async ({ ask }: Instance): Promise<Answer> => {
  const answer = await ask('POST', '/v1/indicators', admin, another('indicator'))
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer
}
const codesOf = ({ body }: Answer): string[] => body.data.map(({ code }: { code: string }) => code)

const a = await instance(t, 'process-a')
const b = await instance(t, 'process-b')

t.test('reads go to the replica', async t => {
  await readsThere(a, 'process-a')
  await readsThere(b, 'process-b')
  t.equal((await a.get('/v1/meetings?ward=tay-son&period=2023')).body.data[0].heldOn, '2023-07-12')
  t.equal((await a.get('/v1/meetings?knownAt=2100-01-01T00:00:00Z')).body.data.length > 0, true)
})

t.test('who writes reads it at once; others with the token, and by themselves when the replica has it', async t => {
  await readsThere(b, 'process-b')
  await pause()
  const made = await make(a)
  const { code } = made.body
  t.equal((await a.get(`/v1/indicators/${code}`)).status, 200, 'the same process')
  t.equal(codesOf(await a.get(LIST)).includes(code), true, 'in lists too')
  t.equal((await b.get(`/v1/indicators/${code}`)).status, 404, 'another process asks the replica')
  const token = made.headers['consistency-token']!
  t.match(token, /^[0-9a-z]+$/)
  const seen = await b.get(`/v1/indicators/${code}`, { 'consistency-token': token })
  t.strictSame(seen.body, made.body, 'with the token it does not')
  t.equal(seen.headers['consistency-token'], undefined, 'reads hand out none')
  await resume()
  await until(async () => (await b.get(`/v1/indicators/${code}`)).status === 200)
  t.equal((await b.get('/v1/indicators', { 'consistency-token': 'zzzzzzzzzzz' })).status, 200,
    'what the primary itself has not come to is no reason not to answer')
})

t.test('answers that are kept are not made from a replica that is behind', async t => {
  const c = await instance(t, 'process-c', { CACHE: 'on' })
  await until(async () => codesOf(await c.get(LIST)).length > 0)
  await pause()
  const { code } = (await make(a)).body
  await until(async () => codesOf(await c.get(LIST)).includes(code))
  for (let times = 0; times < 20; times++) t.ok(codesOf(await c.get(LIST)).includes(code), 'and so it stays')
  await resume()
})

t.test('a token that nobody was given is refused', async t => {
  for (const token of ['', '-1', '0/16B3748', 'zzzzzzzzzzzzz']) {
    const { status, body } = await a.get('/v1/indicators', { 'consistency-token': token })
    t.equal(status, 400, token)
    t.equal(body.errors[0].parameter, 'Consistency-Token')
  }
})

t.test('what a key may do is seen by the same process at once, and a new key by all', async t => {
  await readsThere(b, 'process-b')
  await pause()
  const { body: { id, key } } = await a.ask('POST', '/v1/keys', admin, { name: 'thử', scopes: ['read'] })
  t.equal((await b.get('/v1/meetings', bearer(key))).status, 200, 'what the replica does not know the primary does')
  t.equal((await a.ask('POST', `/v1/keys/${id}/revoke`, admin)).status, 200)
  t.equal((await a.get('/v1/meetings', bearer(key))).status, 401)
  await resume()
  await caughtUp()
})

t.test('a writer always reads what it wrote, whatever the replica does meanwhile', async t => {
  const draft = another('indicator')
  await a.ask('POST', '/v1/indicators', admin, draft)
  const over = new AbortController()
  const toggling = (async () => {
    while (!over.signal.aborted) {
      await pause()
      await resume()
    }
  })()
  for (let n = 0; n < 60; n++) {
    const body = { name: `Tên ${n}` }
    const written = await a.ask('PATCH', `/v1/indicators/${draft.code}`, { ...admin, 'if-match': '*' }, body)
    const token = { 'consistency-token': written.headers['consistency-token']! }
    const read = [
      await a.get(`/v1/indicators/${draft.code}`), await b.get(`/v1/indicators/${draft.code}`, token),
      await a.get(`/v1/indicators/${draft.code}`)
    ]
    t.strictSame(read.map(({ body }) => body.name), [body.name, body.name, body.name])
    t.equal(read[0]!.headers.etag, written.headers.etag)
  }
  over.abort()
  await toggling
})

t.test('a follower misses nothing and is refused nothing, wherever it asks', async t => {
  await caughtUp()
  const { body: { page: { next } } } = await b.get('/v1/changes?after=latest')
  await readsThere(b, 'process-b')
  await pause()
  const waiting = b.get(`/v1/changes?after=${next}&wait=30`)
  const { body: { code } } = await make(a)
  const woken = await waiting
  t.strictSame(woken.body.data.map(({ record }: any) => record.code), [code], 'woken by what another process wrote')
  t.equal((await b.get(`/v1/indicators/${code}`)).status, 200, 'and finds it')
  const fresh = await instance(t, 'process-c')
  const beyond = await make(a)
  t.not(beyond.headers['consistency-token'], undefined)
  const { body: { page } } = await a.get('/v1/changes?after=latest')
  const { status, body } = await fresh.get(`/v1/changes?after=${page.next}`)
  t.strictSame([status, body.data], [200, []], 'a place that the replica has not come to')
  await resume()
})

t.test('a replica that is too far behind takes no reads until it has caught up', async t => {
  const strict = await instance(t, 'process-d', { DATABASE_READ_LAG: '1' })
  await caughtUp()
  await readsThere(strict, 'process-d')
  // One that follows nothing, and so hears nothing of what others write.
  const patient = await instance(t, 'process-e')
  await readsThere(patient, 'process-e')
  await pause()
  const { body: { code } } = await make(a)
  await until(async () => (await strict.get(`/v1/indicators/${code}`)).status === 200)
  t.equal((await patient.get(`/v1/indicators/${code}`)).status, 404, 'who bears more delay goes on reading there')
  await resume()
  await caughtUp()
  await replica.ask(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name in ('process-b', 'process-d')")
  await readsThere(strict, 'process-d')
  t.equal((await strict.get(`/v1/indicators/${code}`)).status, 200)
})

/** Reads while something happens; every read must be answered. */
async function readDuring (t: Test, happens: () => Promise<unknown>) {
  const over = new AbortController()
  const statuses = new Set<number>()
  const readers = [1, 2, 3].map(async () => {
    while (!over.signal.aborted) statuses.add((await b.get('/v1/meetings?include=participants')).status)
  })
  await happens().finally(() => { over.abort() })
  await Promise.all(readers)
  t.strictSame([...statuses], [200])
}

t.test('a replica that fails, is killed and comes back is not noticed by readers', async t => {
  await readsThere(b, 'process-b')
  await readDuring(t, async () => {
    for (let n = 0; n < 5; n++) {
      await replica.ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'process-b'")
      await readsThere(b, 'process-b')
    }
  })
  await readDuring(t, async () => await replica.kill('SIGKILL'))
  const { body: { code }, headers } = await make(a)
  const token = { 'consistency-token': headers['consistency-token']! }
  t.equal((await b.get(`/v1/indicators/${code}`, token)).status, 200, 'the primary answers')
  // What the killed server was doing may still be answered; it never learns of this write.
  await until(async () => (await b.get(`/v1/indicators/${code}`)).status === 200)
  await replica.start()
  await readDuring(t, async () => await readsThere(b, 'process-b'))
})

t.test('what recovery cancels is asked of the primary', async t => {
  await caughtUp()
  await readsThere(b, 'process-b')
  await replica.ask("alter system set max_standby_streaming_delay = '0'")
  await replica.ask('select pg_reload_conf()')
  await readDuring(t, async () => await until(async () => {
    // What is being read is taken away from under its readers.
    await primary.ask('vacuum full meetings')
    return (await replica.ask('select sum(confl_lock) > 0 as met from pg_stat_database_conflicts'))[0].met
  }))
})

t.test('while the primary is away reads go on, and writes say so', async t => {
  await caughtUp()
  await readsThere(b, 'process-b')
  await primary.kill('SIGINT')
  await readDuring(t, async () => await wait(300))
  t.equal((await b.get('/health/ready')).status, 200)
  t.equal((await b.ask('POST', '/v1/indicators', admin, another('indicator'))).status, 503)
  await primary.start()
  await until(async () => (await b.ask('POST', '/v1/indicators', admin, another('indicator'))).status === 201)
})

t.test('what is no replica takes no reads', async t => {
  const odd = await instance(t, 'process-e', { DATABASE_READ_URLS: `${toPrimary}?application_name=process-e` })
  t.equal((await odd.get('/v1/meetings')).status, 200)
  const asked = await primary.ask("select query from pg_stat_activity where application_name = 'process-e'")
  t.strictSame(asked.filter(({ query }) => query.includes('meetings')), [])

  await until(async () => await readsThere(b, 'process-b').then(() => true))
  await replica.ask('select pg_promote()')
  const { body: { code } } = await make(a)
  await until(async () => (await b.get(`/v1/indicators/${code}`)).status === 200)
  const client = new pg.Client(replica.url)
  await client.connect()
  t.strictSame((await client.query('select code from indicators where code = $1', [code])).rows, [],
    'the new primary went its own way')
  await client.end()
})
