/**
 * Who may write what, and requests that are sent twice: keys of one ward, proposals, confirmation, and
 * `Idempotency-Key`.
 */
import t, { type Test } from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { another, exampleOf, writerOf, type Draft } from './helpers/drafts.js'
import { bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { app, get, key, connection: { pool } } = register
const admin = writerOf(register)

const LIMITED = 'The key is limited to some wards; this needs one for all wards.'
const ELSEWHERE = 'The key is limited to other wards.'
const entries = async () => (await pool.query('select count(*)::int as count from changes')).rows[0].count

const wardKey = await key({ scopes: ['write'], wards: ['ha-khanh'] })
const ward = writerOf(register, wardKey)
const writer = writerOf(register, await key({ scopes: ['write'] }))
const both = writerOf(register, await key({ scopes: ['write', 'review'] }))

let n = 0
const meeting = (changes: Draft = {}): Draft =>
  ({ ward: 'ha-khanh', title: `Thử ${n++}`, type: 'giao-ban', heldOn: '2024-03-01', ...changes })

/** That a write is refused and leaves nothing. */
async function refused (t: Test, answer: () => Promise<Draft>, detail: string) {
  const before = await entries()
  const { status, body } = await answer()
  t.strictSame([status, body.type, body.detail], [403, '/problems/forbidden', detail])
  t.equal(await entries(), before)
}

// ── Wards ────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('a key of a ward writes what is of the ward, in every way', async t => {
  const { id } = await ward.make('/v1/meetings', meeting({ tasks: [{ text: 'Làm' }] }))
  const url = `/v1/meetings/${id}`
  await ward.patch(url, { summary: 'x' })
  await ward.replace(url, meeting())
  const task = await ward.make('/v1/tasks', { meeting: id, text: 'Làm nữa' })
  await ward.remove(`/v1/tasks/${task.id}`)
  t.equal((await ward.send('POST', `/v1/tasks/${task.id}/restore`)).status, 201)
  await ward.remove(url)
  t.equal((await ward.send('POST', `${url}/restore`)).status, 201)
  const { rows: [{ id: keyId }] } = await pool.query('select id from api_keys where ward_ids is not null limit 1')
  const { rows } = await pool.query('select distinct actor from changes where record_id = $1', [id])
  t.strictSame(rows, [{ actor: `key:${keyId}` }])
})

t.test('a key of a ward touches nothing of another', async t => {
  const { id, heldOn, title } = await admin.make('/v1/meetings', meeting({ ward: 'tay-son' }))
  const url = `/v1/meetings/${id}`
  const task = await admin.make('/v1/tasks', { meeting: id, text: 'Làm' })
  const own = await ward.make('/v1/meetings', meeting())
  const ownTask = await ward.make('/v1/tasks', { meeting: own.id, text: 'Làm' })
  const any = { 'if-match': '*' }
  const acts: Array<() => Promise<Draft>> = [
    async () => await ward.send('POST', '/v1/meetings', meeting({ ward: 'tay-son' })),
    async () => await ward.send('PUT', url, { ward: 'tay-son', type: 'giao-ban', title, heldOn }, any),
    async () => await ward.send('PUT', url, meeting(), any),
    async () => await ward.send('PATCH', url, { summary: 'x' }, any),
    async () => await ward.send('PATCH', url, { ward: 'ha-khanh' }, any),
    async () => await ward.send('DELETE', `${url}?reason=a`, undefined, any),
    async () => await ward.send('POST', '/v1/tasks', { meeting: id, text: 'Thêm' }),
    async () => await ward.send('PATCH', `/v1/tasks/${task.id}`, { text: 'Khác' }, any),
    async () => await ward.send('PATCH', `/v1/tasks/${task.id}`, { meeting: own.id }, any),
    async () => await ward.send('DELETE', `/v1/tasks/${task.id}?reason=a`, undefined, any),
    async () => await ward.send('PATCH', `/v1/meetings/${own.id}`, { ward: 'tay-son' }, any),
    async () => await ward.send('PATCH', `/v1/tasks/${ownTask.id}`, { meeting: id }, any)
  ]
  for (const act of acts) await refused(t, act, ELSEWHERE)
  await admin.remove(url)
  await refused(t, async () => await ward.send('POST', `${url}/restore`), ELSEWHERE)
})

t.test('a key of a ward proposes what all wards share, and changes none of it', async t => {
  for (const [kind, list] of [['organisation', '/v1/organisations'], ['official', '/v1/officials'],
    ['resolution', '/v1/resolutions']] as const) {
    const made = await ward.make(list, { ...another(kind), status: 'verified' })
    t.equal(made.status, 'unverified', kind)
    const found = async (status: string) =>
      (await admin.read(`${list}?status=${status}&sort=-updatedAt&limit=1`)).data[0]?.id === made.id
    t.strictSame([await found('verified'), await found('unverified'), await found('any')], [false, true, true], kind)
    await refused(t, async () =>
      await ward.send('PATCH', `${list}/${made.id}`, { status: 'verified' }, { 'if-match': '*' }), LIMITED)
    await refused(t, async () =>
      await ward.send('DELETE', `${list}/${made.id}?reason=a`, undefined, { 'if-match': '*' }), LIMITED)
    t.equal((await both.patch(`${list}/${made.id}`, { status: 'verified' })).status, 'verified')
    t.equal(await found('verified'), true)
  }
  t.equal((await ward.send('POST', '/v1/sources', another('source'))).status, 201)
  for (const [kind, list] of [['unit', '/v1/wards'], ['unit', '/v1/units'], ['unit-change', '/v1/unit-changes'],
    ['indicator', '/v1/indicators']] as const) {
    await refused(t, async () => await ward.send('POST', list, another(kind)), LIMITED)
  }
  await refused(t, async () =>
    await ward.send('PATCH', '/v1/wards/ha-khanh', { slug: 'a' }, { 'if-match': '*' }), LIMITED)
})

t.test('what was proposed can be referred to at once', async t => {
  const official = await ward.make('/v1/officials', another('official'))
  t.equal((await ward.send('POST', '/v1/meetings', meeting({ participants: [{ official: official.id }] }))).status, 201)
})

// ── Status ───────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('an unverified record is confirmed only by who may review, and stays unverified otherwise', async t => {
  const draft = meeting({ status: 'unverified', tasks: [{ text: 'Làm', status: 'unverified' }, { text: 'Xong' }] })
  const { id, counts } = await writer.make('/v1/meetings', draft)
  t.equal(counts.tasks, 2)
  const url = `/v1/meetings/${id}`
  const found = async (status: string) => (await admin.read(`/v1/meetings?q=${encodeURIComponent(draft.title)}` +
    `&status=${status}&from=2024-03-01&to=2024-03-01`)).data.some((meeting: Draft) => meeting.id === id)
  t.strictSame([await found('verified'), await found('unverified'), await found('any')], [false, true, true])

  const { status, ...unsaid } = draft
  t.equal((await writer.replace(url, { ...unsaid, tasks: undefined })).status, 'unverified', 'left out, it stays')
  t.equal((await writer.patch(url, { summary: 'x' })).status, 'unverified')
  const missing = 'A key with the scope review is needed here.'
  await refused(t, async () => await writer.send('PATCH', url, { status: 'verified' }, { 'if-match': '*' }), missing)
  await refused(t, async () =>
    await writer.send('PUT', url, { ...draft, status: 'verified' }, { 'if-match': '*' }), missing)
  await refused(t, async () => await writer.send('PUT', url, {
    ...draft, tasks: [{ text: 'Làm', status: 'verified' }]
  }, { 'if-match': '*' }), missing)
  t.equal((await both.patch(url, { status: 'verified' })).status, 'verified')
  t.equal(await found('verified'), true)
  t.equal((await writer.patch(url, { status: 'unverified' })).status, 'unverified', 'to doubt needs no such right')
  t.equal((await admin.send('PATCH', url, { status: 'certain' }, { 'if-match': '*' })).status, 400)
})

// ── Idempotency-Key ──────────────────────────────────────────────────────────────────────────────────────────────

const post = async (list: string, body: Draft, idempotencyKey: string, by = writer) =>
  await by.send('POST', list, body, { 'idempotency-key': idempotencyKey })
/** An answer to the last byte. */
const whole = async (body: Draft, idempotencyKey: string, secret: string) => {
  const { statusCode, headers, rawPayload } = await app.inject({
    method: 'POST',
    url: '/v1/observations',
    payload: body,
    headers: { ...bearer(secret), 'idempotency-key': idempotencyKey }
  })
  return {
    status: statusCode,
    bytes: rawPayload.toString(),
    etag: headers.etag,
    location: headers.location,
    replayed: headers['idempotency-replayed']
  }
}

t.test('a request that is repeated is answered as the first time, to the last byte, and does nothing', async t => {
  const body = { ...another('observation'), dimensions: { b: 1, a: 'x', B: 2 } }
  const first = await whole(body, 'one', wardKey)
  t.match(first, { status: 201, location: /^\/v1\/observations\/[0-9a-f-]{36}$/, etag: /^"1\./ })
  t.equal(first.replayed, undefined)
  const before = await entries()
  t.strictSame(await whole(body, 'one', wardKey), { ...first, replayed: 'true' })
  t.equal(await entries(), before)
  const { id } = JSON.parse(first.bytes)
  await admin.patch(`/v1/observations/${id}`, { asReported: 'khác' })
  t.strictSame(await whole(body, 'one', wardKey), { ...first, replayed: 'true' }, 'also when the record has moved on')
})

t.test('a key belongs to one request, of one sender', async t => {
  const body = another('task')
  t.equal((await post('/v1/tasks', body, 'two')).status, 201)
  for (const [list, other] of [['/v1/tasks', { ...body, assignee: 'khác' }], ['/v1/tasks?reason=a', body],
    ['/v1/citations', exampleOf('citation')]] as const) {
    const { status, body: { type } } = await post(list, other, 'two')
    t.strictSame([status, type], [422, '/problems/idempotency-key-reused'], list)
  }
  t.match(await post('/v1/tasks', body, 'three'), { status: 409, body: { type: '/problems/conflict' } })
  t.match(await post('/v1/tasks', body, 'two', both), { status: 409, body: { type: '/problems/conflict' } },
    'another sender knows nothing of it')
  t.equal((await post('/v1/tasks', another('task'), 'two', both)).status, 201)
})

t.test('a request that failed may be repeated with its key', async t => {
  const body = another('task')
  t.equal((await post('/v1/tasks', { ...body, meeting: builtInId('meeting', 'none') }, 'four')).status, 400)
  t.equal((await post('/v1/tasks', { text: '' }, 'four')).status, 400)
  t.equal((await post('/v1/tasks', body, 'four', ward)).status, 201)
  t.equal((await post('/v1/tasks', another('task'), 'four')).status, 201)
})

t.test('a key is a text of some length', async t => {
  for (const bad of ['', 'x'.repeat(201)]) t.equal((await post('/v1/tasks', another('task'), bad)).status, 400)
  t.equal((await post('/v1/tasks', another('task'), 'x'.repeat(200))).status, 201)
})

t.test('a request that comes many times at once is done once', async t => {
  const body = another('task')
  const answers = await Promise.all(Array.from({ length: 6 }, async () => await post('/v1/tasks', body, 'at once')))
  const kinds = answers.map(({ status, headers, body: { type } }) =>
    status === 201 ? headers['idempotency-replayed'] === 'true' ? 'replayed' : 'made' : `${status} ${type}`)
  t.equal(kinds.filter(kind => kind === 'made').length, 1)
  t.strictSame(kinds.filter(kind => !['made', 'replayed', '409 /problems/request-in-progress'].includes(kind)), [])
  const { rows } = await pool.query('select from tasks where text = $1', [body.text])
  t.equal(rows.length, 1)
})

t.test('nobody writes without a key', async t => {
  t.equal((await register.ask('POST', '/v1/meetings', {}, meeting())).status, 401)
  t.equal((await get('/v1/meetings')).status, 200)
})
