/**
 * Appointments one by one: each is read and written at its official, whose version moves and whose other offices stay.
 */
import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { writerOf, type Draft } from './helpers/drafts.js'
import { organisation } from './helpers/expected.js'
import { bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { get, key, connection: { pool } } = register
const { send, make, read, remove } = writerOf(register)

const committee = { ...organisation('dang-uy-phuong-ha-khanh', 'Đảng ủy phường Hà Khánh'), kind: 'c-bch' }
const draft: Draft = {
  organisation: { name: committee.name }, role: 'pbt', title: 'Phó Bí thư', from: '2020-01-01', to: '2024-12-31'
}
const SECOND: Draft = { ...draft, role: 'bt', title: 'Bí thư', from: '2025-01-01', to: null }

let n = 0
/** An official with one office. */
const person = async (): Promise<Draft> =>
  await make('/v1/officials', { name: `Nguyễn Văn Thử ${n++}`, appointments: [draft] })

const told = (official: Draft, { id }: Draft, more: Draft = {}): Draft => ({
  id,
  organisation: committee,
  role: { code: 'pbt', name: 'Phó Bí thư', nameEn: 'deputy secretary' },
  title: 'Phó Bí thư',
  from: '2020-01-01',
  to: '2024-12-31',
  observedFrom: null,
  observedTo: null,
  official: { id: official.id, name: official.name },
  status: 'verified',
  version: official.version,
  createdAt: official.createdAt,
  updatedAt: official.updatedAt,
  ...more
})

const titles = async ({ id }: Draft): Promise<string[]> =>
  (await read(`/v1/officials/${id}`)).appointments.map(({ title }: Draft) => title).sort()

async function refused (t: Test, answer: Draft, status: number, ...errors: Array<readonly [string, string]>) {
  t.strictSame([answer.status, answer.body.errors ?? []],
    [status, errors.map(([pointer, detail]) => ({ pointer, detail }))])
}

t.test('only an addition is answered as the first time under an Idempotency-Key', async t => {
  const official = await person()
  const address = `/v1/officials/${official.id}/appointments`
  const key = { 'idempotency-key': 'an office' }
  const { status, body: { id } } = await send('POST', address, SECOND, key)
  t.equal(status, 201)
  const again = await send('POST', address, SECOND, key)
  t.strictSame([again.status, again.body.id, again.headers['idempotency-replayed']], [201, id, 'true'])
  for (const title of ['Bí thư thứ nhất', 'Bí thư']) {
    const { status, body } = await send('PATCH', `${address}/${id}`, { title }, { ...key, 'if-match': '*' })
    t.strictSame([status, body.title], [200, title])
  }
})

t.test('the offices of an official are a list, and each is a record', async t => {
  const official = await person()
  const [office] = official.appointments
  const list = await read(`/v1/officials/${official.id}/appointments?total=true`)
  t.strictSame(list, { data: [told(official, office)], page: { limit: 20, next: null, total: 1 } })
  const one = await get(`/v1/officials/${official.id}/appointments/${office.id}`)
  t.strictSame(one.body, told(official, office))
  t.match(one.headers.etag, /^"1\./)
  const heldOn = async (day: string) =>
    (await read(`/v1/officials/${official.id}/appointments?asOf=${day}`)).data.length
  t.strictSame(await Promise.all(['2019-12-31', '2020-01-01', '2024-12-31', '2025-01-01'].map(heldOn)), [0, 1, 1, 0])
  const built = await read(`/v1/officials/${builtInId('official', 'tran-viet-hung')}`)
  t.strictSame((await read(`/v1/officials/${built.id}/appointments`)).data.map(({ id }: Draft) => id),
    built.appointments.map(({ id }: Draft) => id), 'in the order of the official')
  for (const url of [`${official.id}/appointments/${randomUUID()}`, `${randomUUID()}/appointments`,
    `${built.id}/appointments/${office.id}`]) t.equal((await get(`/v1/officials/${url}`)).status, 404, url)
})

t.test('an office is added, and the others stay', async t => {
  const official = await person()
  const list = `/v1/officials/${official.id}/appointments`
  const { status, headers, body } = await send('POST', `${list}?reason=b%E1%BA%A7u`, SECOND)
  t.strictSame([status, headers.location], [201, `${list}/${body.id}`])
  t.match(headers.etag, /^"2\./)
  t.strictSame(body, await read(`${list}/${body.id}`))
  t.match(body, { role: { code: 'bt' }, from: '2025-01-01', to: null, version: 2 })
  t.strictSame(await titles(official), ['Bí thư', 'Phó Bí thư'])
  const { rows } = await pool.query(
    "select kind, act, reason from changes where record_id = $1 and act = 'updated'", [official.id])
  t.strictSame(rows, [{ kind: 'official', act: 'updated', reason: 'bầu' }])

  t.strictSame((await read(`${list}?knownAt=${official.updatedAt}`)).data,
    [told(official, official.appointments[0])], 'as it was')
  t.equal((await get(`${list}/${body.id}?knownAt=${official.updatedAt}`)).status, 404)

  const twin = await send('POST', list, { ...SECOND, title: 'Khác' })
  t.strictSame([twin.status, twin.body.type], [409, '/problems/conflict'])
  t.match(twin.body.detail, body.id)
  t.equal((await send('POST', list, { ...SECOND, id: body.id, from: '2026-01-01' })).status, 409)
  t.equal((await send('POST', list, { ...SECOND, from: '2026-01-01' }, { 'if-match': '"1.x"' })).status, 412)
  t.strictSame(await titles(official), ['Bí thư', 'Phó Bí thư'])
})

t.test('a request with an Idempotency-Key adds one office', async t => {
  const official = await person()
  const list = `/v1/officials/${official.id}/appointments`
  const once = async () => await send('POST', list, SECOND, { 'idempotency-key': 'one office' })
  const first = await once()
  const again = await once()
  t.strictSame([again.status, again.body, again.headers.location, again.headers['idempotency-replayed']],
    [201, first.body, first.headers.location, 'true'])
  t.strictSame(await titles(official), ['Bí thư', 'Phó Bí thư'])
})

t.test('an office is replaced and patched under the tag of its own or of its official', async t => {
  const official = await person()
  const [{ id }] = official.appointments
  const url = `/v1/officials/${official.id}/appointments/${id}`
  const tagOf = async (address: string) => ({ 'if-match': (await get(address)).headers.etag! })
  await refused(t, await send('PATCH', url, { title: 'Khác' }), 428)
  await refused(t, await send('PUT', url, draft), 428)
  await refused(t, await send('PATCH', url, { title: 'Khác' }, { 'if-match': '"9.x"' }), 412)
  await refused(t, await send('PUT', url, draft, { 'if-none-match': '*' }), 412)

  const patched = await send('PATCH', url, { to: null, title: 'Phó Bí thư Thường trực' }, await tagOf(url))
  t.strictSame([patched.status, patched.body.to, patched.body.title, patched.body.from, patched.body.version],
    [200, null, 'Phó Bí thư Thường trực', '2020-01-01', 2])
  const replaced = await send('PUT', url, draft, await tagOf(`/v1/officials/${official.id}`))
  const { updatedAt, ...rest } = told(official, { id }, { version: 3 })
  t.strictSame([replaced.status, replaced.body], [200, { ...rest, updatedAt: replaced.body.updatedAt }])
  t.equal((await send('PUT', url, draft, { 'if-match': '*' })).body.version, 3, 'what changes nothing moves no version')

  const other = `/v1/officials/${official.id}/appointments/${randomUUID()}`
  t.equal((await send('PUT', other, SECOND)).status, 201)
  t.equal((await send('PUT', other, { ...SECOND, id }, { 'if-match': '*' })).status, 400)
  t.equal((await send('PATCH', other.replace(/.$/, 'x'), { title: 'x' }, { 'if-match': '*' })).status, 404)
  t.equal((await send('PATCH', url.replace(id, randomUUID()), { title: 'x' }, { 'if-match': '*' })).status, 404)
})

t.test('an office is taken away with a reason, and no other', async t => {
  const official = await person()
  const list = `/v1/officials/${official.id}/appointments`
  const { id } = await make(list, SECOND)
  t.equal((await send('DELETE', `${list}/${id}`, undefined, { 'if-match': '*' })).status, 400)
  t.equal((await send('DELETE', `${list}/${id}?reason=a`)).status, 428)
  await remove(`${list}/${id}`)
  t.equal((await get(`${list}/${id}`)).status, 404)
  t.equal((await send('DELETE', `${list}/${id}?reason=a`, undefined, { 'if-match': '*' })).status, 404)
  t.strictSame(await titles(official), ['Phó Bí thư'])
  await remove(`/v1/officials/${official.id}`)
  for (const method of ['GET', 'POST']) {
    t.equal((await send(method, list, method === 'POST' ? SECOND : undefined)).status, 410, method)
  }
})

t.test('what is wrong is pointed at in what was sent', async t => {
  const official = await person()
  const list = `/v1/officials/${official.id}/appointments`
  await refused(t, await send('POST', list, { ...SECOND, organisation: { name: 'Không có' }, to: '2024-01-01' }), 400,
    ['/to', 'is before from'], ['/organisation', 'is not known to the register'])
  await refused(t, await send('POST', list, { ...SECOND, colour: 'red' }), 400, ['/colour', 'is not a property here'])
  const url = `${list}/${official.appointments[0].id}`
  await refused(t, await send('PATCH', url, { role: null }, { 'if-match': '*' }), 400, ['/role', 'is required'])
  await refused(t, await send('PATCH', url, { to: '2019-01-01' }, { 'if-match': '*' }), 400, ['/to', 'is before from'])
})

t.test('the record that was merged into another means that one', async t => {
  const [one, other] = [await person(), await make('/v1/officials', { name: 'Nguyễn Văn Thử Khác' })]
  t.equal((await send('POST', `/v1/officials/${other.id}/merge`, { into: one.id, reason: 'thử' }, {
    'if-match': '*'
  })).status, 200)
  const { official } = await make(`/v1/officials/${other.id}/appointments`, SECOND)
  t.equal(official.id, one.id)
  t.strictSame(await titles(one), ['Bí thư', 'Phó Bí thư'])
})

t.test('a key that is limited to a ward changes no office', async t => {
  const official = await person()
  const { status } = await register.ask('POST', `/v1/officials/${official.id}/appointments`,
    bearer(await key({ scopes: ['write'], wards: ['ha-khanh'] })), SECOND)
  t.equal(status, 403)
})
