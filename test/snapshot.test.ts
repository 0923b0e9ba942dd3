/**
 * The snapshot: the whole register at one point, which another register takes in as it is; and imports of what is there
 * already, which change nothing.
 */
import t from 'tap'
import { articles } from '../src/records/index.js'
import { ADMIN_KEY, bearer, openRegister, type Register } from './helpers/register.js'

const admin = bearer(ADMIN_KEY)
const first = await openRegister(t)
const second = await openRegister(t, { empty: true, settings: { BUILT_IN: 'off' } })

const take = async (register: Register) => {
  const { status, headers, body } = await register.get('/v1/exports/snapshot.ndjson')
  t.equal(status, 200)
  t.match(headers, { 'content-type': /^application\/x-ndjson/, link: /rel="license"/ })
  const [header, ...lines] = String(body).trimEnd().split('\n')
  return { header: JSON.parse(header!), lines, text: lines.join('\n') }
}
const give = async (register: Register, text: string, query = '') => {
  const { status, body } = await register.ask('POST', `/v1/imports${query}`,
    { ...admin, 'content-type': 'application/x-ndjson' }, text)
  t.equal(status, 200)
  const lines = String(body).trimEnd().split('\n').map(line => JSON.parse(line))
  return { summary: lines.at(-1).summary, failed: lines.filter(line => line.status === 'failed') }
}
const entries = async ({ connection }: Register): Promise<number> =>
  (await connection.pool.query('select count(*)::int as count from changes')).rows[0].count

t.test('the first line tells the point from which the feed goes on', async t => {
  const { header, lines } = await take(first)
  const { body: { page } } = await first.get('/v1/changes?after=latest')
  t.match(header, { snapshot: { cursor: page.next, licence: { name: 'CC BY 4.0' } } })
  const kinds = lines.map(line => JSON.parse(line).kind)
  t.strictSame([...new Set(kinds)], ['unit', 'unit-change', 'organisation', 'official', 'indicator', 'resolution',
    'source', 'meeting', 'participant', 'citation', 'observation', 'task'])
  t.equal(kinds.filter(kind => kind === 'meeting').length, articles.length)
  t.equal(lines.length, await entries(first))
})

t.test('a register that takes in its own snapshot is as it was', async t => {
  const { text, lines } = await take(first)
  const before = await entries(first)
  for (const query of ['', '?dryRun=true', '?atomic=all']) {
    const { summary, failed } = await give(first, text, query)
    t.strictSame(failed, [], query)
    t.match(summary, { created: 0, updated: 0, unchanged: lines.length, failed: 0 }, query)
  }
  t.equal(await entries(first), before)
})

t.test('an empty register that takes in a snapshot has the same, byte for byte', async t => {
  const { text, lines } = await take(first)
  const shuffled = lines.map((line, at) => [(at * 7919) % lines.length, line] as const)
    .sort(([a], [b]) => a - b).map(([, line]) => line)
  const { summary, failed } = await give(second, shuffled.join('\n'))
  t.strictSame(failed, [])
  t.match(summary, { created: lines.length, updated: 0, unchanged: 0, failed: 0, written: true })
  t.equal((await take(second)).text, text)
  const meetings = '/v1/meetings?sort=heldOn&limit=200'
  const without = (body: any) => JSON.stringify(body, (name, value) =>
    ['version', 'createdAt', 'updatedAt', 'next'].includes(name) ? undefined : value)
  const [ours, theirs] = await Promise.all([first, second].map(async register => (await register.get(meetings)).body))
  t.equal(without(theirs), without(ours))
})
