/** Rows of officials: each tells one office, which is added or brought up to date; what the person else holds stays. */
import t from 'tap'
import { writerOf, type Draft } from './helpers/drafts.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask, connection: { pool } } = register
const { make, read } = writerOf(register)

const HEADING = 'Họ và tên,Chức danh,Chức vụ,Tổ chức,Phường,Từ ngày,Đến ngày'

async function send (...rows: string[]): Promise<Draft> {
  const { body } = await ask('POST', '/v1/imports?kind=official', { ...bearer(ADMIN_KEY), 'content-type': 'text/csv' },
    [HEADING, ...rows].join('\n'))
  const { created, updated, unchanged, failed } = JSON.parse(String(body).trimEnd().split('\n').at(-1)!).summary
  return { created, updated, unchanged, failed }
}

const offices = async (id: string) => (await read(`/v1/officials/${id}`)).appointments
  .map(({ role, title, from, to, observedFrom, organisation }: Draft) =>
    [role.code, title, from, to, observedFrom, organisation.name])

const COMMITTEE = 'Đảng ủy phường Tây Sơn'
const COUNCIL = 'Hội đồng nhân dân phường Tây Sơn'
const official = async (name: string) => await make('/v1/officials', {
  name,
  appointments: [
    { organisation: { name: COMMITTEE }, role: 'pbt', title: 'Phó Bí thư', from: '2016-03-01', to: '2019-12-31' },
    { organisation: { name: COMMITTEE }, role: 'bt', title: 'Bí thư', observedFrom: '2020-05-01' },
    { organisation: { name: COUNCIL }, role: 'ct-hdnd', title: 'Chủ tịch HĐND', from: '2021-07-01' }
  ]
})
const FIRST = ['pbt', 'Phó Bí thư', '2016-03-01', '2019-12-31', null, COMMITTEE]
const SECOND = ['bt', 'Bí thư', null, null, '2020-05-01', COMMITTEE]
const THIRD = ['ct-hdnd', 'Chủ tịch HĐND', '2021-07-01', null, null, COUNCIL]

t.test('an office that is not there yet is added, and the others stay', async t => {
  const { id } = await official('Nguyễn Văn Thử')
  const row = `Nguyễn Văn Thử,uv-bch,Đảng ủy viên,${COMMITTEE},,01/03/2015,29/02/2016`
  t.strictSame(await send(row), { created: 0, updated: 1, unchanged: 0, failed: 0 })
  const added = ['uv-bch', 'Đảng ủy viên', '2015-03-01', '2016-02-29', null, COMMITTEE]
  t.strictSame((await offices(id)).sort(), [FIRST, SECOND, THIRD, added].sort())
  const { rows: [{ count }] } = await pool.query('select count(*)::int from changes')
  t.strictSame(await send(row), { created: 0, updated: 0, unchanged: 1, failed: 0 })
  t.strictSame((await pool.query('select count(*)::int from changes')).rows, [{ count }])
})

t.test('an office that is there is brought up to date, and keeps its id and what the row does not tell', async t => {
  const { id, appointments } = await official('Trần Thị Thử')
  const rows = [
    `Trần Thị Thử,Bí thư,Bí thư Đảng ủy,${COMMITTEE},tay-son,01/01/2020,`,
    `Trần Thị Thử,Chủ tịch HĐND,Chủ tịch HĐND,${COUNCIL},tay-son,,30/06/2025`
  ]
  t.strictSame(await send(...rows), { created: 0, updated: 1, unchanged: 0, failed: 0 })
  t.strictSame((await offices(id)).sort(), [
    FIRST,
    ['bt', 'Bí thư Đảng ủy', '2020-01-01', null, '2020-05-01', COMMITTEE],
    ['ct-hdnd', 'Chủ tịch HĐND', '2021-07-01', '2025-06-30', null, COUNCIL]
  ].sort())
  const ids = (list: Draft[]) => list.map(({ id }) => id).sort()
  t.strictSame(ids((await read(`/v1/officials/${id}`)).appointments), ids(appointments))
  t.strictSame(await send(...rows), { created: 0, updated: 0, unchanged: 1, failed: 0 })
})

t.test('another time in the same office is another office', async t => {
  const { id } = await official('Lê Văn Thử')
  t.match(await send(`Lê Văn Thử,Phó Bí thư,Phó Bí thư,${COMMITTEE},,01/07/2025,`), { updated: 1, failed: 0 })
  t.strictSame((await offices(id)).sort(),
    [FIRST, SECOND, THIRD, ['pbt', 'Phó Bí thư', '2025-07-01', null, null, COMMITTEE]].sort())
})

t.test('two places of one sheet that name offices of one person are both taken', async t => {
  const { id } = await official('Phạm Thị Thử')
  t.match(await send(
    `Phạm Thị Thử,uv-bch,Đảng ủy viên,${COMMITTEE},,01/03/2015,29/02/2016`,
    '',
    `Phạm Thị Thử,Đại biểu Hội đồng nhân dân,Đại biểu,${COUNCIL},,01/07/2021,`
  ), { created: 0, failed: 0 })
  t.equal((await offices(id)).length, 5)
})

t.test('a list of offices over JSON is the whole list, as it was', async t => {
  const { id } = await official('Hoàng Văn Thử')
  const line = {
    kind: 'official',
    data: {
      name: 'Hoàng Văn Thử',
      appointments: [{ organisation: { name: COMMITTEE }, role: 'bt', title: 'Bí thư', from: '2020-01-01' }]
    }
  }
  await ask('POST', '/v1/imports', { ...bearer(ADMIN_KEY), 'content-type': 'application/x-ndjson' },
    JSON.stringify(line))
  t.strictSame(await offices(id), [['bt', 'Bí thư', '2020-01-01', null, null, COMMITTEE]])
})
