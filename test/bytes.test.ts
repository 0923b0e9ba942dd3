/** Values as bytes, on a real PostgreSQL: what is asked so comes so, and nothing else on the same connection does. */
import type pg from 'pg'
import t from 'tap'
import type { BytesStatement } from '../src/db/bytes.js'
import { poolOf } from '../src/db/replicas.js'
import { startPostgres } from './helpers/postgres.js'

const { url, stop } = await startPostgres()
const pool = poolOf({ connectionString: url, max: 1 })
t.teardown(async () => {
  await pool.end()
  await stop()
})

const asSent = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig
const ask = async (text: string, values: unknown[] = [], name?: string): Promise<unknown[][]> => {
  const statement: BytesStatement = { text, rowMode: 'array', types: asSent, isBytes: true, usual: NaN }
  return (await pool.query(name === undefined ? statement : { ...statement, name }, values)).rows
}
const asText = async () => {
  const { rows } = await pool.query("select 'Phường Tây Sơn' as name, 7 as number")
  t.strictSame(rows, [{ name: 'Phường Tây Sơn', number: 7 }], 'the next statement is read as ever')
}

t.test('the first column comes as bytes, the others as texts, also of a prepared statement', async t => {
  const bytes = Buffer.from('{"name":"Phường Tây Sơn 🏛"}')
  for (const name of [undefined, 'known', 'known']) {
    t.strictSame(await ask('select $1::text, $2::text, 7, null', [bytes.toString(), 'khoá'], name),
      [[bytes, 'khoá', '7', null]])
    await asText()
  }
  t.strictSame(await ask('select null::text, 1 where $1::int = 1', [1]), [[null, '1']])
  t.strictSame(await ask('select null::text, 1 where $1::int = 1', [2]), [])
})

t.test('rows of any length come whole', async t => {
  const rows = await ask("select repeat('ữ', 400000 + n), n from generate_series(1, $1::int) n", [3])
  const whole = (bytes: unknown, number: unknown) => 'ữ'.repeat(400_000 + Number(number)) === String(bytes)
  t.strictSame(rows.map(([bytes, number]) => [number, whole(bytes, number)]), [['1', true], ['2', true], ['3', true]])
  await asText()
})

t.test('what fails says so in words that can be read, before and after its first row', async t => {
  await t.rejects(ask("select 'ữ', 1 / (3 - n) from generate_series(1, $1::int) n", [5]),
    { code: '22012', message: 'division by zero' })
  await asText()
  await t.rejects(ask('select $1::date', ['Đống Đa']),
    { code: '22007', message: 'invalid input syntax for type date: "Đống Đa"' })
  await asText()
  await t.rejects(ask('select $1::text', [{ toPostgres () { throw new Error('no such value') } }]),
    { message: 'no such value' })
  await asText()
})

t.test('a connection that is lost meanwhile fails the statement, and another takes its place', async t => {
  await t.rejects(ask('select pg_terminate_backend(pg_backend_pid())::text where $1::int = 1', [1]))
  t.strictSame(await ask('select $1::text', ['Đống Đa']), [[Buffer.from('Đống Đa')]])
  await asText()
})
