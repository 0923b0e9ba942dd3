/**
 * Bulk imports through the front door: lines and spreadsheets of mixed kinds in any order, tried or written, each for
 * itself or all together, again and again, cut off and continued.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { sheetForms } from '../src/sheets/columns.js'
import { readWorkbook } from './helpers/files.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { app, ask, get, bytes, connection: { pool } } = register
const admin = bearer(ADMIN_KEY)
const source = { sha256: '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c' }

const meeting = (externalId: string, more: object = {}) => ({
  kind: 'meeting',
  data: {
    ward: 'ha-khanh',
    title: `Giao ban ${externalId}`,
    type: 'giao-ban',
    heldOn: '2024-03-01',
    sourceSystem: 'thu',
    externalId,
    ...more
  }
})
const textOf = (lines: readonly object[]) => lines.map(line => JSON.stringify(line)).join('\n')

async function send (body: string | Buffer, query = '', headers: Record<string, string> = {}) {
  const answer = await ask('POST', `/v1/imports${query}`,
    { ...admin, 'content-type': 'application/x-ndjson', ...headers }, body)
  const lines = answer.status === 200 ? String(answer.body).trimEnd().split('\n').map(line => JSON.parse(line)) : []
  return {
    ...answer,
    lines,
    id: lines[0]?.import.id as string,
    items: lines.filter(line => line.position !== undefined),
    summary: lines.at(-1)?.summary
  }
}
const entries = async (): Promise<number> =>
  (await pool.query('select count(*)::int as count from changes')).rows[0].count

const host = { name: 'Đảng ủy phường Thử' }
const mixed = [
  { kind: 'task', data: { meeting: { ward: 'ha-khanh', sourceSystem: 'thu', externalId: '1' }, text: 'Việc của 1' } },
  meeting('1', {
    host, observations: [{ indicator: 'jobs-created', period: '2024-02', value: 10, asReported: '10', source }]
  }),
  { kind: 'organisation', data: { ...host, kind: 'c-bch', level: 'x', unit: 'ha-khanh' } },
  meeting('2', { host: { name: 'Không có' } }),
  { kind: 'chair', data: {} },
  { kind: 'meeting', data: { ward: 'ha-khanh' } }
]
const failures = [
  {
    position: 4,
    kind: 'meeting',
    id: null,
    status: 'failed',
    type: '/problems/invalid-body',
    detail: '/host is not known to the register.',
    errors: [{ pointer: '/host', detail: 'is not known to the register' }]
  },
  { position: 5, status: 'failed', errors: [{ pointer: '/kind' }] },
  { position: 6, status: 'failed', errors: [{ pointer: '/title' }, { pointer: '/type' }, { pointer: '/heldOn' }] }
]

t.test('a dry run tells what would become of each item, and writes nothing', async t => {
  const before = await entries()
  const { summary, items } = await send(textOf(mixed), '?dryRun=true')
  t.match(items.toSorted((a, b) => a.position - b.position), failures)
  t.match(summary, { dryRun: true, written: false, created: 3, updated: 0, unchanged: 0, failed: 3, position: 6 })
  t.equal(await entries(), before)
})

t.test('all or nothing: one bad item, and nothing is written', async t => {
  const before = await entries()
  const { summary } = await send(textOf(mixed), '?atomic=all')
  t.match(summary, { atomic: 'all', written: false, failed: 3 })
  t.equal(await entries(), before)
  t.equal((await pool.query("select count(*)::int as n from organisations where name like '%Thử'")).rows[0].n, 0)
})

t.test('each for itself: what is good is written, whatever the order; again, it changes nothing', async t => {
  const first = await send(textOf(mixed), '?results=all&name=thu.ndjson&reason=thử')
  t.match(first.summary, { written: true, created: 3, updated: 0, unchanged: 0, failed: 3, position: 6 })
  t.match(first.items.filter(({ status }) => status === 'failed').toSorted((a, b) => a.position - b.position), failures)
  const id = first.items.find(({ position }) => position === 2).id
  t.match((await get(`/v1/meetings/${id}?include=tasks,observations`)).body, {
    host, tasks: [{ text: 'Việc của 1' }], observations: [{ value: 10 }]
  })
  const { body } = await get(`/v1/imports/${first.id}`, admin)
  t.match(body, { id: first.id, name: 'thu.ndjson', format: 'ndjson', state: 'done', position: 6, created: 3 })
  t.match((await get('/v1/imports', admin)).body.data[0], body)
  const failed = (await get(`/v1/imports/${first.id}/failures`, admin)).body.data
  t.match(failed, failures.map(({ position, errors }) => ({ position, errors })))

  const before = await entries()
  const again = await send(textOf(mixed))
  t.match(again.summary, { created: 0, updated: 0, unchanged: 3, failed: 3 })
  t.equal(await entries(), before)
})

t.test('what was sent before in another state is updated, and only that', async t => {
  const changed = [meeting('1', { host, session: 'morning' }), meeting('3')]
  const { summary, items } = await send(textOf(changed), '?results=all')
  t.match(summary, { created: 1, updated: 1, unchanged: 0, failed: 0 })
  t.strictSame(items.map(({ status }) => status).toSorted(), ['created', 'updated'])
})

t.test('what the database refuses in a chunk does not touch the rest of it', async t => {
  const same = { title: 'Trùng nhau', host }
  const { summary, items } = await send(textOf([meeting('4'), meeting('5', same), meeting('6', same), meeting('7')]))
  t.match(summary, { created: 3, failed: 1 })
  t.match(items, [{ position: 3, type: '/problems/conflict' }])
})

t.test('an import goes on from a position', async t => {
  const lines = Array.from({ length: 600 }, (_, n) => meeting(`dài ${n}`))
  const { summary, lines: told } = await send(textOf(lines), '?from=250')
  t.match(summary, { created: 350, position: 600 })
  t.ok(told.filter(line => line.progress !== undefined).length > 1, 'progress is told chunk by chunk')
  t.match((await send(textOf(lines))).summary, { created: 250, unchanged: 350 })
})

t.test('a sender that is cut off finds how far it came, and nothing is written by half', async t => {
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  await once(socket, 'connect')
  const lines = Array.from({ length: 700 }, (_, n) =>
    meeting(`đứt ${n}`, { tasks: [{ text: 'Một' }, { text: 'Hai' }] }))
  socket.write(`POST /v1/imports?name=cut HTTP/1.1\r\nhost: x\r\nauthorization: ${admin.authorization}\r\n` +
    'content-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n')
  const part = Buffer.from(`${textOf(lines.slice(0, 600))}\n`)
  socket.write(`${part.length.toString(16)}\r\n`)
  socket.write(part)
  socket.write('\r\n')
  await once(socket, 'data')
  const last = async () => (await get('/v1/imports?limit=1', admin)).body.data[0]
  while ((await last()).position < 200) await wait(20)
  socket.destroy()
  while ((await last()).state === 'running') await wait(20)
  const { position, state, created } = await last()
  t.equal(state, 'interrupted')
  t.equal(created, position)
  const { rows } = await pool.query(`select count(*)::int as meetings, sum(tasks)::int as tasks from (
    select (select count(*) from tasks where tasks.meeting_id = meetings.id) as tasks
    from meetings where external_id like 'đứt %') counted`)
  t.strictSame(rows, [{ meetings: position, tasks: 2 * position }])
  t.match((await send(textOf(lines), `?from=${position}`)).summary, { created: 700 - position, failed: 0 })
})

t.test('lines that are no items are told by their number', async t => {
  const { items, summary } = await send(Buffer.concat([
    Buffer.from('{"kind": "meeting"\n\n[]\n{"kind": "task", "data": {}, "more": 1}\n'),
    Buffer.from([0x22, 0xff, 0x22, 10]),
    Buffer.from(textOf([meeting('8', { title: 'nul \u0000' })]))
  ]))
  t.strictSame(items.map(({ position }) => position), [1, 3, 4, 5, 6])
  t.match(summary, { created: 0, failed: 5 })
})

t.test('a key that is limited to a ward imports into it, and proposes what is shared', async t => {
  const key = bearer(await register.key({ scopes: ['write'], wards: ['ha-khanh'] }))
  const lines = [
    meeting('9'), meeting('10', { ward: 'tay-son' }),
    { kind: 'organisation', data: { name: 'Đảng ủy phường Thử khác', kind: 'c-bch', level: 'x', unit: 'ha-khanh' } },
    {
      kind: 'indicator',
      data: {
        code: 'thu', name: 'Thử', nameEn: 'trial', unit: 'cây', category: 'party', kind: 'count', nature: 'stock'
      }
    }
  ]
  const { items, summary } = await send(textOf(lines), '?results=all', key)
  t.match(items.filter(({ status }) => status === 'failed').map(({ position, type }) => [position, type]).toSorted(),
    [[2, '/problems/forbidden'], [4, '/problems/forbidden']])
  t.equal(summary.created, 2)
  const made = items.find(({ position }) => position === 3).id
  t.equal((await get(`/v1/organisations/${made}`)).body.status, 'unverified')
  t.equal((await get(`/v1/imports/${summary.id}`, key)).status, 200)
  const other = bearer(await register.key({ scopes: ['write'] }))
  t.equal((await get(`/v1/imports/${summary.id}`, other)).status, 404, 'imports of others are not shown')
})

t.test('options and types that are not known are refused before anything is read', async t => {
  t.equal((await send('', '?atomic=some')).status, 400)
  t.equal((await send('', '?colour=red')).status, 400)
  t.match(await ask('POST', '/v1/imports', admin),
    { status: 400, body: { errors: [{ pointer: '', detail: 'is required' }] } }, 'nothing at all')
  for (const type of ['text/plain', 'application/json', 'application/merge-patch+json']) {
    t.equal((await send('{"kind":"task","data":{}}', '', { 'content-type': type })).status, 415, type)
  }
  t.equal((await get('/v1/imports/not-an-id', admin)).status, 404)
  t.equal((await get(`/v1/imports/${builtInId('meeting', 'x')}/failures`, admin)).status, 404)
})

t.test('a sheet in CSV is imported, and what is wrong with it is told by its cell', async t => {
  const csv = 'Mã hội nghị;Phường;Tên hội nghị;Loại hội nghị;Ngày họp\n' +
    'BT-1;Phường Hà Khánh;Giao ban bảng tính;Giao ban;12/07/2024\n' +
    'BT-2;Phường Hà Khánh;Giao ban sai;Giao ban;32/07/2024\n'
  const form = sheetForms.find(({ kind }) => kind === 'meeting')!
  const heading = (property: string) => form.columns.find(column => column.property === property)!.heading
  const named = csv.replace(/^.*\n/, ['externalId', 'ward', 'title', 'type', 'heldOn'].map(heading).join(';') + '\n')
  const { summary, items } = await send(named, '?kind=meeting&name=bang.csv', { 'content-type': 'text/csv' })
  t.match(summary, { created: 1, failed: 1 })
  t.match(items, [{ position: 2, place: 'E3', status: 'failed' }])
  const { data } = (await get('/v1/meetings?q=giao ban bảng tính')).body
  t.match(data, [{ heldOn: '2024-07-12', title: 'Giao ban bảng tính' }])
  t.equal((await send('not a zip', '', {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  })).status, 400)
})

t.test('the template is a workbook, and as it is it has nothing to import', async t => {
  const body = await bytes('/v1/imports/template.xlsx')
  t.ok((await readWorkbook(body)) !== null)
  const { summary } = await send(body, '', {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  })
  t.match(summary, { created: 0, updated: 0, unchanged: 0, failed: 0 })
})
