/** Two records of one person are merged: both ids answer the one that is kept, with the offices of both. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
const { ask, get, key, connection: { pool } } = register
const admin = bearer(ADMIN_KEY)
const writer = bearer(await key({ scopes: ['write'] }))
const UNKNOWN = '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21'
const PARTY = builtInId('organisation', 'dang-uy-phuong-tay-son')
const reason = 'cùng một người'

interface Office { role: string, title: string, from?: string, to?: string, observedFrom?: string, observedTo?: string }

async function official (name: string, ...offices: Office[]) {
  const appointments = offices.map(office => ({ organisation: PARTY, ...office }))
  const { status, body } = await ask('POST', '/v1/officials', writer, { name, appointments })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}
const merge = async (id: string, into: string, headers: Record<string, string> = { 'if-match': '*' }) =>
  await ask('POST', `/v1/officials/${id}/merge`, { ...writer, ...headers }, { into, reason })

t.test('both ids answer the record that is kept, with the offices of both', async t => {
  const kept = await official('Nguyễn Thử Một',
    { role: 'bt', title: 'Bí thư', observedFrom: '2023-05-01', observedTo: '2023-06-01' })
  const merged = await official('Nguyễn Văn Một',
    { role: 'bt', title: 'Bí thư Đảng ủy', to: '2025-01-01', observedFrom: '2022-05-01', observedTo: '2023-05-15' },
    { role: 'ct-hdnd', title: 'Chủ tịch', from: '2021-01-01' })
  const { body: meeting } = await ask('POST', '/v1/meetings', writer, {
    ward: 'tay-son', title: 'Hội nghị', type: 'so-ket', heldOn: '2022-05-01', participants: [{ official: merged.id }]
  })
  const etag = (await get(`/v1/officials/${merged.id}`, writer)).headers.etag!
  const { status, headers, body } = await merge(merged.id, kept.id, { 'if-match': etag })
  t.equal(status, 200, JSON.stringify(body))
  const offices = body.appointments
    .map(({ title, to, observedFrom, observedTo }: Office) => [title, to, observedFrom, observedTo])
  t.strictSame(offices.sort(), [
    ['Bí thư', '2025-01-01', '2022-05-01', '2023-06-01'], ['Chủ tịch', null, null, null]
  ])
  t.strictSame([body.id, body.name, body.version], [kept.id, 'Nguyễn Thử Một', 2])
  t.match(headers.etag, /^"2\./)
  for (const id of [kept.id, merged.id]) t.strictSame((await get(`/v1/officials/${id}`)).body, body)
  for (const name of ['Nguyễn Thử Một', 'Nguyễn Văn Một']) {
    const found = (await get(`/v1/officials?q=${encodeURIComponent(name)}`)).body.data
    t.strictSame(found.map(({ id }: { id: string }) => id), [kept.id], name)
  }
  const tookPart = (await get(`/v1/officials/${kept.id}/meetings`)).body.data
  t.strictSame(tookPart.map(({ id }: { id: string }) => id), [meeting.id])
  const { participants } = (await get(`/v1/meetings/${meeting.id}?include=participants`)).body
  t.match(participants[0].official, { name: 'Nguyễn Văn Một' }, 'who holds a leading post is still named')

  const { rows } = await pool.query(
    "select act, reason, record_id from changes where kind = 'official' and reason is not null order by record_id")
  t.strictSame(rows, [kept.id, merged.id].sort().map(id => ({ act: 'updated', reason, record_id: id })))
  const patched = await ask(
    'PATCH', `/v1/officials/${kept.id}`, { ...writer, 'if-match': '*' }, { name: 'Nguyễn Thử Nhất' })
  t.equal(patched.status, 200)
  t.equal((await get(`/v1/officials?q=${encodeURIComponent('nguyen van mot')}`)).body.data.length, 1, 'still found')
})

t.test('chains stay flat, and nobody is merged twice or in a circle', async t => {
  const [a, b, c] = [await official('Nguyễn Thử A'), await official('Nguyễn Thử B'), await official('Nguyễn Thử C')]
  t.equal((await merge(a.id, b.id)).status, 200)
  const { body } = await merge(b.id, c.id)
  t.equal(body.id, c.id)
  for (const { id } of [a, b, c]) t.equal((await get(`/v1/officials/${id}`, writer)).body.id, c.id)
  const { rows } = await pool.query('select distinct merged_into from officials where id = any($1)', [[a.id, b.id]])
  t.strictSame(rows, [{ merged_into: c.id }])
  const d = await official('Nguyễn Thử D')
  t.equal((await merge(d.id, a.id)).body.id, c.id, 'into a merged record means into the one that is kept')

  const refused: ReadonlyArray<[id: string, into: string, status: number]> = [
    [c.id, c.id, 400], [c.id, a.id, 400], [a.id, c.id, 409], [a.id, d.id, 409], [c.id, UNKNOWN, 400],
    [UNKNOWN, c.id, 404]
  ]
  for (const [id, into, status] of refused) t.equal((await merge(id, into)).status, status, `${id} into ${into}`)
  t.equal((await merge(c.id, c.id, {})).status, 400)
  const e = await official('Nguyễn Thử E')
  t.equal((await merge(e.id, c.id, {})).status, 428)
  t.equal((await merge(e.id, c.id, { 'if-match': '"7.a"' })).status, 412)
  const limited = bearer(await key({ scopes: ['write'], wards: ['tay-son'] }))
  t.equal((await merge(e.id, c.id, { ...limited, 'if-match': '*' })).status, 403)
  const put = await ask('PATCH', `/v1/officials/${e.id}`, { ...writer, 'if-match': '*' }, { mergedInto: c.id })
  t.match([put.status, put.body.errors?.[0].pointer], [400, '/mergedInto'])

  await ask('DELETE', `/v1/officials/${e.id}?reason=a`, { ...writer, 'if-match': '*' })
  t.equal((await merge(e.id, c.id)).status, 410)
  const parted = await ask('PATCH', `/v1/officials/${a.id}`, { ...writer, 'if-match': '*' }, { mergedInto: null })
  t.equal(parted.body.id, a.id, 'and they can be parted again')
})

t.test('merges at the same moment end in one record', async t => {
  const [a, b, c] = [await official('Nguyễn Thử X'), await official('Nguyễn Thử Y'), await official('Nguyễn Thử Z')]
  const statuses = (await Promise.all([merge(a.id, b.id), merge(b.id, c.id), merge(c.id, a.id), merge(a.id, b.id)]))
    .map(({ status }) => status)
  t.ok(statuses.filter(status => status === 200).length >= 2, String(statuses))
  t.ok(statuses.every(status => [200, 400, 409].includes(status)), String(statuses))
  const { rows } = await pool.query(`select count(*) filter (where kept.merged_into is not null)::int as chains
    from officials inner join officials kept on kept.id = officials.merged_into`)
  t.strictSame(rows, [{ chains: 0 }])
  const ids = await Promise.all([a, b, c].map(async ({ id }) => (await get(`/v1/officials/${id}`, admin)).body.id))
  t.equal(new Set(ids).size, 1)
})
