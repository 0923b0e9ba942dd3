/**
 * The invented country of the benchmarks: the same seed makes the same one, a larger one holds the smaller, and what
 * comes into a database past the writers is as they would have written it.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { Copy, type Row } from '../src/country/copy.js'
import { addShared } from '../src/country/shared.js'
import { addWardRecords } from '../src/country/ward.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

class Gathered extends Copy {
  readonly tables: Record<string, Row[]> = {}

  constructor () {
    super(null as never)
  }

  override add (table: string, row: Row): void {
    (this.tables[table] ??= []).push(row)
  }
}

function country (wards: number, seed: number, years = 2) {
  const gathered = new Gathered()
  const span = [2026 - years, 2026] as const
  const shared = addShared(gathered, seed, span)
  for (let number = 0; number < wards; number++) addWardRecords(gathered, seed, number, shared, span)
  return gathered.tables
}

t.test('the same seed makes the same country, another one another', async t => {
  const [one, other] = [country(2, 7), country(2, 8)]
  t.strictSame(country(2, 7), one)
  t.not(one.meetings!.length, 0)
  t.strictSame(one.meetings!.filter(({ id }) => other.meetings!.some(meeting => meeting.id === id)), [])
})

t.test('a larger country begins with the smaller one', async t => {
  const [small, large] = [country(2, 7), country(3, 7)]
  for (const [table, rows] of Object.entries(small)) t.strictSame(large[table]!.slice(0, rows.length), rows, table)
})

t.test('persons and units are recognisably invented', async t => {
  const { officials, units } = country(3, 7)
  t.strictSame(officials!.filter(({ name }) => !/ (Thử|Mẫu) /.test(String(name))), [])
  t.strictSame(units!.filter(({ name }) => !/ Thử /.test(String(name))), [])
})

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
async function generate (env: Record<string, string>, ...args: string[]) {
  const command = ['--import=tsx', cli, 'bench', 'generate', ...args]
  return await promisify(execFile)('node', command, { env: { PATH: process.env.PATH, ...env } })
    .then(({ stderr }) => ({ code: 0, stderr }), ({ code, stderr }) => ({ code, stderr }))
}

t.test('without a PostgreSQL it does nothing, and says why', async t => {
  t.strictSame(await generate({}, '--wards', '1'), {
    code: 1,
    stderr: 'so-phuong: set DATABASE_URL: an invented country goes into a PostgreSQL database of its own\n'
  })
})

t.test('what it cannot count by is named', async t => {
  t.match(await generate({}, '--wards', '0'), { code: 1, stderr: /--wards.*Write a whole number from 1/ })
  t.match(await generate({}, '--size', 'XL'), { code: 1, stderr: /--size.*S, M, L/ })
})

if (process.env.TEST_DATABASE_URL !== undefined) {
  t.test('records are as if they had been written one by one: sent again, they change nothing', async t => {
    const register = await openRegister(t, { empty: true, settings: { BUILT_IN: 'off' } })
    const { ask, get, connection: { pool } } = register
    const { connectionString } = (pool as unknown as { options: { connectionString: string } }).options
    const made = await generate({ DATABASE_URL: connectionString }, '--wards', '2', '--years', '1')
    t.equal(made.code, 0, made.stderr)
    const { body } = await get('/v1/exports/snapshot.ndjson')
    const lines = String(body).trimEnd().split('\n').slice(1)
    const { body: answer } = await ask('POST', '/v1/imports',
      { ...bearer(ADMIN_KEY), 'content-type': 'application/x-ndjson' }, lines.join('\n'))
    const { summary } = JSON.parse(String(answer).trimEnd().split('\n').at(-1)!)
    t.match(summary, { created: 0, updated: 0, unchanged: lines.length, failed: 0 })

    const { rows: [{ observations, logged }] } = await pool.query(`select
      (select count(*)::int from observations) as observations,
      (select count(*)::int from changes where kind = 'observation' and act = 'created') as logged`)
    t.equal(logged, observations)
    t.equal((await get('/v1/meetings?ward=thu-1&status=any&total=true')).body.page.total,
      country(2, 1, 1).meetings!.filter(({ ward_id: ward }) => ward === country(2, 1, 1).units!.at(-1)!.id).length)
    t.match((await get('/v1/search?q=giao ban thang 1&kind=meeting&limit=1')).body.data, [{ kind: 'meeting' }])
    t.match(await generate({ DATABASE_URL: connectionString }, '--wards', '2'),
      { code: 1, stderr: /the register is not empty/ })
  })
}
