/** Short reads that follow one another on few connections, on a real PostgreSQL: each is answered what it asked. */
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import t, { type Test } from 'tap'
import { readConfig } from '../src/config.js'
import { askedFor } from '../src/db/asking.js'
import type { BytesStatement } from '../src/db/bytes.js'
import { connect } from '../src/db/connect.js'
import { idleIn } from '../src/db/lanes.js'
import { Reader } from '../src/db/reader.js'
import { poolOf } from '../src/db/replicas.js'
import { startPostgres } from './helpers/postgres.js'
import { fill, serve } from './helpers/register.js'

t.setTimeout(120_000)
const server = await startPostgres()
t.teardown(server.stop)

const short = (text: string): BytesStatement =>
  ({ name: text.slice(0, 60), text, rowMode: 'array', isBytes: true, usual: 1 })
/** Says which connection it ran on, after some milliseconds. */
const where = () => short('select $1::text, pg_backend_pid(), pg_sleep($2::int / 1000.0)')

/** A pool whose lanes are asked, each time for a reader of its own unless one is given. */
function open (t: Test, settings: pg.PoolConfig) {
  const pool = poolOf({ connectionString: server.url, ...settings })
  t.teardown(async () => await pool.end())
  const ask = async (statement: BytesStatement, values: unknown[], reader = new Reader()) => {
    const { rows: [[bytes, ...others]] } =
      await askedFor(reader, pool).query(statement, values) as unknown as { rows: [[Buffer, ...string[]]] }
    return [String(bytes), ...others]
  }
  return { pool, ask }
}

t.test('lists that are asked at once are answered as they are one by one', async t => {
  const settings = { DATABASE_URL: server.url, CACHE: 'off', RATE_LIMIT: 'off', DATABASE_POOL: '4' }
  const connection = await connect(readConfig(settings))
  t.teardown(async () => await connection.close())
  await fill(connection.db)
  const { get } = await serve(t, connection, { settings })
  const addresses = ['tay-son', 'ha-khanh'].flatMap(ward => [1, 2, 3].flatMap(limit => [
    `/v1/meetings?ward=${ward}&limit=${limit}`, `/v1/observations?ward=${ward}&limit=${limit}`,
    `/v1/citations?ward=${ward}&limit=${limit}`, `/v1/officials?ward=${ward}&limit=${limit}`
  ]))
  const alone = []
  for (const address of addresses) alone.push(await get(address))
  const many = Array.from({ length: 10 }, () => addresses).flat()
  const answers = await Promise.all(many.map(async address => await get(address)))
  for (const [at, { status, body }] of answers.entries()) {
    t.strictSame({ status, body }, { status: 200, body: alone[at % addresses.length]!.body }, many[at]!)
  }
  t.equal(idleIn(connection.pool), connection.pool.totalCount, 'all connections are given back')
})

t.test('they are on half of the connections, and each is told its own', async t => {
  const { pool, ask } = open(t, { max: 4 })
  const numbers = Array.from({ length: 60 }, (_, number) => String(number))
  const answers = await Promise.all(numbers.map(async number => await ask(where(), [number, 1])))
  t.strictSame(answers.map(([number]) => number), numbers)
  t.equal(new Set(answers.map(([, connection]) => connection)).size, 2)
  t.strictSame([pool.totalCount, idleIn(pool)], [2, 2])
})

t.test('one that fails is told so, and nobody else is', async t => {
  const { ask } = open(t, { max: 2 })
  const share = short('select (60 / $1::int)::text')
  const outcomes = await Promise.allSettled([1, 2, 0, 3, 0, 4, 5].map(async of => await ask(share, [of])))
  t.strictSame(outcomes.map(outcome => outcome.status === 'fulfilled' ? outcome.value[0] : outcome.reason.message),
    ['60', '30', 'division by zero', '20', 'division by zero', '15', '12'])
})

t.test('with a connection goes what was sent on it; what waits is asked on another', async t => {
  const { ask } = open(t, { max: 2 })
  const end = short('select pg_terminate_backend(pg_backend_pid())::text')
  const outcomes = await Promise.allSettled(
    [ask(end, []), ...Array.from({ length: 9 }, async (_, number) => await ask(where(), [String(number), 0]))])
  const failed = outcomes.filter(({ status }) => status === 'rejected').length
  t.ok(failed >= 1 && failed <= 4, `${failed} were in the lane`)
  const answered = outcomes.flatMap(outcome => outcome.status === 'fulfilled' ? [outcome.value[0]] : [])
  t.strictSame(answered, ['3', '4', '5', '6', '7', '8'].slice(-answered.length))
  t.strictSame((await ask(where(), ['after', 0]))[0], 'after')
})

t.test('what runs for a reader who leaves is cancelled, unless others are behind it', async t => {
  const { pool, ask } = open(t, { max: 2 })
  const reader = new Reader()
  const left = ask(where(), ['long', 20_000], reader)
  await wait(100)
  reader.leave()
  await t.rejects(left, { code: '57014' })
  t.equal(pool.totalCount, 0, 'a cancellation that comes late meets nobody')
  await t.rejects(ask(where(), ['late', 0], reader), { code: 'ECONNRESET' }, 'nothing more is asked for them')

  const second = new Reader()
  const answers = [ask(where(), ['first', 60], second), ask(where(), ['second', 0]), ask(where(), ['third', 0], second)]
  await wait(30)
  second.leave()
  t.strictSame((await Promise.all(answers)).map(([name]) => name), ['first', 'second', 'third'])
})

t.test('what is soon over runs to its end, whoever leaves: the connection stays', async t => {
  const { ask } = open(t, { max: 2 })
  const [, before] = await ask(where(), ['before', 0])
  const reader = new Reader()
  const left = ask(where(), ['left', 20], reader)
  await wait(5)
  reader.leave()
  t.equal((await left)[0], 'left')
  t.strictSame(await ask(where(), ['after', 0]), ['after', before, ''])
})

t.test('who needs a connection of their own gets one, however much is asked', async t => {
  const { pool, ask } = open(t, { max: 2, connectionTimeoutMillis: 20_000 })
  const other = await pool.connect()
  const over = new AbortController()
  const askers = Array.from({ length: 8 }, async () => {
    while (!over.signal.aborted) await ask(where(), ['again', 1])
  })
  await wait(50)
  const mine = await pool.connect()
  mine.release()
  other.release()
  over.abort()
  await Promise.all(askers)
  t.equal(idleIn(pool), pool.totalCount)
})

t.test('waiting has an end: for a lane, and behind what takes too long', async t => {
  const { pool, ask } = open(t, { max: 1, connectionTimeoutMillis: 300 })
  const tooLong = { message: 'timeout exceeded when trying to connect' }
  const held = await pool.connect()
  await t.rejects(ask(where(), ['1', 0]), tooLong)
  held.release()

  const [long, ...behind] = [['long', 1_000], ...['2', '3', '4', '5', '6'].map(name => [name, 0])]
    .map(async values => await ask(where(), values))
  await Promise.all(behind.map(async answer => await t.rejects(answer, tooLong)))
  t.equal((await long!)[0], 'long')
  t.equal((await ask(where(), ['after', 0]))[0], 'after')
})

t.test('what has turned out to take long has a connection of its own', async t => {
  const { ask } = open(t, { max: 4 })
  const statement = where()
  while (statement.usual < 20) await ask(statement, ['slow', 100])
  const connections = await Promise.all([1, 2, 3, 4].map(async () => (await ask(statement, ['slow', 50]))[1]))
  t.equal(new Set(connections).size, 4)
  while (statement.usual >= 20) await ask(statement, ['quick', 0])
  const again = await Promise.all([1, 2, 3, 4].map(async () => (await ask(statement, ['quick', 1]))[1]))
  t.equal(new Set(again).size, 2)
})

t.test('what comes one by one is asked on one connection, which goes back after a moment', async t => {
  const { pool, ask } = open(t, { max: 4 })
  let taken = 0
  pool.on('acquire', () => { taken++ })
  const answers = []
  for (let number = 0; number < 20; number++) answers.push(await ask(where(), [String(number), 0]))
  t.strictSame(answers.map(([number]) => number), answers.map((_, number) => String(number)))
  t.strictSame([taken, new Set(answers.map(([, connection]) => connection)).size], [1, 1])
  t.strictSame([idleIn(pool), pool.idleCount, pool.totalCount], [1, 0, 1])
  for (let times = 0; pool.idleCount === 0 && times < 100; times++) await wait(50)
  t.equal(pool.idleCount, 1)
  t.strictSame(await ask(where(), ['after', 0]), ['after', answers[0]![1], ''])
})

t.test('a connection at rest is given to whoever needs one', async t => {
  const { pool, ask } = open(t, { max: 1, connectionTimeoutMillis: 300 })
  const [, connection] = await ask(where(), ['before', 0])
  const client = await pool.connect()
  const { rows: [row] } = await client.query('select pg_backend_pid()::text as pid')
  t.equal(row.pid, connection)
  client.release()
  t.strictSame(await ask(where(), ['after', 0]), ['after', connection, ''])
})

t.test('a connection that is lost at rest is not asked again', async t => {
  const { pool, ask } = open(t, { max: 2 })
  const [, connection] = await ask(where(), ['before', 0])
  await pool.query('select pg_terminate_backend($1)', [connection])
  for (let times = 0; pool.totalCount > 1 && times < 100; times++) await wait(20)
  t.equal(pool.totalCount, 1)
  t.equal((await ask(where(), ['after', 0]))[0], 'after')
})
