/** Requests for correction: anybody sends them, nobody but their sender and administrators sees them, within limits. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t, { settings: { READ_ACCESS: 'key', RATE_LIMIT: 'on' } })
const { app, ask, get, key, connection: { pool } } = register
const admin = bearer(ADMIN_KEY)
const official = builtInId('official', 'pham-duy-phong')
const body = {
  kind: 'official',
  id: official,
  property: 'appointments',
  wanted: 'correction',
  message: 'Đã thôi giữ chức vụ này.',
  contact: 'thu@example.vn'
}

/** Sends one from an address. */
async function send (content: object, from = '192.0.2.1') {
  const answer = await app.inject({ method: 'POST', url: '/v1/corrections', payload: content, remoteAddress: from })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

t.test('a request is sent without a key, followed by its sender and answered once', async t => {
  const sent = await send(body)
  t.equal(sent.status, 202)
  const { id, createdAt, ...rest } = sent.body
  t.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/, 'nobody can guess it')
  const asked = { kind: 'official', recordId: official, property: 'appointments', wanted: 'correction' }
  t.strictSame(rest, { ...asked, status: 'open', answer: null, answeredAt: null })
  t.match(sent.headers, { location: `/v1/corrections/${id}`, 'cache-control': 'no-store' })
  const seen = await get(`/v1/corrections/${id}`)
  t.strictSame([seen.status, seen.body], [200, sent.body])
  t.equal(seen.headers['cache-control'], 'no-store')

  const { data } = (await get('/v1/corrections?status=open&kind=official', admin)).body
  t.strictSame(data, [{
    id,
    ...rest,
    message: body.message,
    contact: body.contact,
    answeredBy: null,
    version: 1,
    createdAt,
    updatedAt: createdAt
  }])
  t.strictSame((await get('/v1/corrections?status=accepted', admin)).body.data, [])
  t.strictSame((await get('/v1/corrections?kind=task', admin)).body.data, [])

  const answer = { outcome: 'rejected', reason: 'Nguồn ghi đúng như vậy.' }
  const answered = await ask('POST', `/v1/corrections/${id}/answer`, admin, answer)
  t.match([answered.status, answered.body],
    [200, { status: 'rejected', answer: answer.reason, answeredBy: 'admin', version: 2 }])
  const again = await ask('POST', `/v1/corrections/${id}/answer`, admin, { ...answer, outcome: 'accepted' })
  t.match([again.status, again.body.type], [409, '/problems/conflict'])
  const told = (await get(`/v1/corrections/${id}`)).body
  t.strictSame(Object.keys(told), Object.keys(sent.body), 'no more than that')
  t.match(told, { status: 'rejected', answer: answer.reason, answeredAt: answered.body.answeredAt })

  // How to reach the sender is forgotten in time, whether or not somebody looks.
  t.equal((await get('/v1/corrections', admin)).body.data[0].contact, body.contact)
  await pool.query("update corrections set answered_at = now() - interval '31 days'")
  t.equal((await get('/v1/corrections', admin)).body.data[0].contact, null)
  const other = (await send({ ...body, contact: null })).body
  await ask('POST', `/v1/corrections/${other.id}/answer`, admin, answer)
  t.strictSame((await pool.query('select * from correction_contacts')).rows, [])
  const { rows } = await pool.query("select count(*)::int as n from changes where at > '2026-01-06'")
  t.strictSame(rows, [{ n: 0 }], 'and nothing of it is in the log that others follow')
})

t.test('what is wrong with a request is pointed at', async t => {
  const cases: ReadonlyArray<[content: object, pointer: string]> = [
    [{ ...body, id: '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21' }, '/id'],
    [{ ...body, id: 'tay-son' }, '/id'],
    [{ ...body, kind: 'key' }, '/kind'],
    [{ ...body, wanted: 'praise' }, '/wanted'],
    [{ ...body, message: ' ' }, '/message'],
    [{ ...body, phone: '1' }, '/phone']
  ]
  for (const [at, [content, pointer]] of cases.entries()) {
    const { status, body: said } = await send(content, `192.0.2.${10 + at}`)
    t.strictSame([status, said.errors?.[0].pointer], [400, pointer])
  }
  const unknown = '/v1/corrections/9b2f4a54-6d0c-4c6e-8f13-5f0a7d2c1e90'
  t.equal((await get(unknown)).status, 404)
  const answer = { outcome: 'accepted', reason: 'a' }
  t.equal((await ask('POST', `${unknown}/answer`, admin, answer)).status, 404)
  t.equal((await ask('POST', `${unknown}/answer`, admin, { outcome: 'accepted' })).status, 400)
  t.equal((await get('/v1/corrections', bearer(await key({ scopes: ['review'] })))).status, 403)
})

t.test('one address sends five an hour, and the next has its own', async t => {
  const statuses = []
  for (let n = 0; n < 6; n++) statuses.push((await send(body, '198.51.100.1')).status)
  t.strictSame(statuses, [202, 202, 202, 202, 202, 429])
  const { headers, body: said } = await send(body, '198.51.100.1')
  t.match(said, { type: '/problems/too-many-requests', status: 429 })
  t.ok(Number(headers['retry-after']) > 0 && Number(headers['retry-after']) <= 3600)
  t.equal((await send(body, '198.51.100.2')).status, 202)
  // One subscriber has a whole network of IPv6.
  for (let n = 0; n < 5; n++) t.equal((await send(body, `2001:db8:1:2::${n + 1}`)).status, 202)
  t.equal((await send(body, '2001:db8:1:2:ffff::1')).status, 429)
  t.equal((await send(body, '2001:db8:1:3::1')).status, 202)
})

t.test('what waits for an answer does not pile up about one record', async t => {
  const open = async () => (await get('/v1/corrections?status=open&total=true', admin)).body.page.total
  for (let n = await open(); n < 20; n++) t.equal((await send(body, `203.0.113.${n}`)).status, 202)
  const { status, headers } = await send(body, '203.0.113.200')
  t.strictSame([status, headers['retry-after']], [429, '3600'])
  t.equal((await send({ ...body, id: builtInId('official', 'tran-viet-hung') }, '203.0.113.201')).status, 202)
})
