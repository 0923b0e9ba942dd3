/**
 * Limits that instances share through PostgreSQL, on a real server: two processes of the service tell each other what
 * they counted, and each goes on by itself where it cannot write.
 */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { readConfig } from '../src/config.js'
import { forgetShares, tellShares } from '../src/db/allowances.js'
import { connect } from '../src/db/connect.js'
import { startPostgres } from './helpers/postgres.js'
import { fill, serve } from './helpers/register.js'

t.setTimeout(120_000)
const server = await startPostgres()
t.teardown(server.stop)
const filled = await connect(readConfig({ DATABASE_URL: server.url }))
t.teardown(async () => await filled.close())
await fill(filled.db)
await filled.pool.query(`create role reader login password 'reader'; grant usage on schema public, drizzle to reader;
  grant select on all tables in schema public, drizzle to reader`)

/** A process of the service, with what it says in its log. */
async function instance (url = server.url) {
  const settings = { DATABASE_URL: url, CACHE: 'off', RATE_LIMIT: 'on', RATE_LIMIT_ADDRESS: '100' }
  const connection = await connect(readConfig(settings))
  const lines: string[] = []
  const logger = { level: 'warn', stream: { write: (line: string) => { lines.push(line) } } }
  const { app } = await serve(t, connection, { settings, logger })
  t.teardown(async () => await connection.close())
  const left = async (remoteAddress: string) => {
    const { statusCode, headers } = await app.inject({ url: '/v1/vocabularies', remoteAddress })
    return statusCode === 200 ? Number(/r=(\d+)/.exec(String(headers.ratelimit))![1]) : statusCode
  }
  return { left, lines }
}

/** Asks again and again until an answer leaves no more than so many points. */
async function until (left: () => Promise<number>, atMost: number): Promise<number> {
  for (;;) {
    const now = await left()
    if (now <= atMost || now === 429) return now
    await wait(100)
  }
}

t.test('what one instance has counted, the other knows soon', async t => {
  const [one, other] = [await instance(), await instance()]
  for (let n = 0; n < 60; n++) await one.left('192.0.2.1')
  t.equal(await other.left('192.0.2.2'), 99)
  t.ok(await until(async () => await other.left('192.0.2.1'), 39) <= 39)
  t.ok(await until(async () => await one.left('192.0.2.1'), 38) <= 38, 'and the other way round')
  // Together they let no more through than one would, but for what came within a second.
  t.equal(await until(async () => await one.left('192.0.2.1'), 0), 0)
  t.equal(await until(async () => await other.left('192.0.2.1'), 0) % 429, 0)
  t.strictSame([...one.lines, ...other.lines], [])
})

t.test('an instance that may only read counts by itself', async t => {
  const { left, lines } = await instance(server.url.replace('postgres:postgres@', 'reader:reader@'))
  t.equal(await left('192.0.2.3'), 99)
  while (lines.length === 0) await wait(100)
  t.match(JSON.parse(lines[0]!), { level: 40, msg: 'limits are counted by this instance alone' })
  t.equal(await left('192.0.2.3'), 98)
})

t.test('an instance that has lost its database counts by itself', async t => {
  const { left, lines } = await instance()
  t.equal(await left('192.0.2.4'), 99)
  const admin = new pg.Client(server.url)
  await admin.connect()
  t.teardown(async () => await admin.end())
  await admin.query('alter table allowances rename to lost')
  t.teardown(async () => await admin.query('alter table if exists lost rename to allowances'))
  t.equal(await left('192.0.2.4'), 98)
  while (lines.length === 0) await wait(100)
  t.equal(await left('192.0.2.4'), 97)
  await admin.query('alter table lost rename to allowances')
})

t.test('a window keeps its end, begins anew when it is over, and is forgotten then', async t => {
  const { db, pool } = filled
  const [first] = await tellShares(db, [{ name: 'address:a', points: 3, left: 60_000 }])
  const [second] = await tellShares(db, [{ name: 'address:a', points: 4, left: 1_000 }])
  t.strictSame([first!.points, second!.points], [3, 7])
  t.ok(second!.left > 1_000 && second!.left <= 60_000)
  await pool.query("update allowances set ends_at = now() - interval '1 second' where name = 'address:a'")
  t.match(await tellShares(db, [{ name: 'address:a', points: 2, left: 5_000 }]), [{ name: 'address:a', points: 2 }])
  await tellShares(db, [{ name: 'address:b', points: 1, left: 60_000 }])
  await pool.query("update allowances set ends_at = now() - interval '1 second' where name = 'address:a'")
  await forgetShares(db)
  const { rows } = await pool.query("select name from allowances where name in ('address:a', 'address:b')")
  t.strictSame(rows, [{ name: 'address:b' }])
})
