/** What drafts refer to: ids, and what identifies a record in the field; and what identifies a meeting. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { exampleOf, writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { connection: { pool } } = register
const { send, make, replace, read } = writerOf(register)

const UNKNOWN = 'is not known to the register'
const AMBIGUOUS = 'fits several records: give the id, or more of what tells them apart'

let n = 0
const meeting = (changes: Draft = {}) =>
  ({ ward: 'ha-khanh', title: `Thử ${n++}`, type: 'giao-ban', heldOn: '2024-03-01', ...changes })

/** Which record a reference leads to, or why it leads nowhere. */
async function led (draft: Draft, shown: (made: Draft) => unknown): Promise<unknown> {
  const { status, body } = await send('POST', '/v1/meetings', meeting(draft))
  return status === 201 ? shown(body) : body.errors
}

t.test('a ward is its id, its slug, or the code that it had on the day of the meeting', async t => {
  const ward = async (reference: string, heldOn: string) =>
    await led({ ward: reference, heldOn }, made => made.ward.slug)
  for (const reference of ['ha-khanh', 'ward:ha-khanh', builtInId('unit', 'ward:ha-khanh'), '06649', 'ward:06649']) {
    t.equal(await ward(reference, '2024-03-01'), 'ha-khanh', reference)
  }
  t.equal(await ward('01843', '2025-06-30'), 'phung-chi-kien')
  t.equal(await ward('01843', '2025-07-01'), 'bac-kan')
  for (const nobody of ['hang-bac', '99999', builtInId('unit', 'none')]) {
    t.strictSame(await ward(nobody, '2024-03-01'), [{ pointer: '/ward', detail: UNKNOWN }], nobody)
  }
  for (const above of ['province:quang-ninh', 'ha-long', builtInId('unit', 'province:quang-ninh')]) {
    t.strictSame(await ward(above, '2024-03-01'), [{ pointer: '/ward', detail: 'is no ward' }], above)
  }
  t.strictSame(await ward('ward:hà-khánh', '2024-03-01'),
    [{ pointer: '/ward', detail: 'is not written as it should be' }])
})

t.test('an organisation is its id, or its name and as much as tells it apart', async t => {
  const host = async (host: unknown) => await led({ host }, made => made.host.id)
  const committee = builtInId('organisation', 'dang-uy-phuong-ha-khanh')
  const name = 'Đảng ủy phường Hà Khánh'
  for (const reference of [committee, committee.toUpperCase(), { name }, { name: 'Đảng uỷ phường Hà Khánh' },
    { name: name.normalize('NFD') }, { name, unit: '06649' }, { name, unit: 'ha-khanh', kind: 'c-bch' }]) {
    t.equal(await host(reference), committee, JSON.stringify(reference))
  }
  for (const reference of [{ name, unit: 'tay-son' }, { name, kind: 'd-cb' }, { name: 'đảng ủy phường hà khánh' },
    builtInId('organisation', 'none'), { name, unit: 'khong-co' }]) {
    t.strictSame(await host(reference), [{ pointer: '/host', detail: UNKNOWN }], JSON.stringify(reference))
  }
  for (const unit of ['tay-son', 'ha-khanh']) await make('/v1/organisations', { ...exampleOf('organisation'), unit })
  const cell = { name: 'Chi bộ thử nghiệm, phường Hà Khánh' }
  t.strictSame(await host(cell), [{ pointer: '/host', detail: AMBIGUOUS }])
  t.ok(await host({ ...cell, unit: 'tay-son' }))
})

t.test('an official is the id, or the name in an organisation', async t => {
  const organisation = { name: 'Đảng ủy phường Hà Khánh' }
  const taySon = { name: 'Đảng ủy phường Tây Sơn' }
  const office = (organisation: object, from: string) => ({ organisation, role: 'bt', title: 'Bí thư', from, to: from })
  const { id } = await make('/v1/officials', {
    name: 'Nguyễn Văn Thử', appointments: [office(organisation, '2001-01-01')]
  })
  const taken = async (official: unknown) => {
    const made = await led({ participants: [{ official }] }, made => made) as Draft
    return made.id === undefined ? made : (await read(`/v1/participants?meeting=${made.id}`)).data[0].official.id
  }
  for (const reference of [id, { name: 'Nguyễn Văn Thử', organisation }]) t.equal(await taken(reference), id)
  const pointer = '/participants/0/official'
  for (const reference of [{ name: 'Nguyễn Văn Thử', organisation: taySon }, { name: 'Nguyen Van Thu', organisation },
    { name: 'Nguyễn Văn Thử', organisation: { name: 'Không có' } }]) {
    t.strictSame(await taken(reference), [{ pointer, detail: UNKNOWN }], JSON.stringify(reference))
  }
  t.strictSame(await taken({ name: 'Nguyễn Văn Thử' }), [{ pointer: `${pointer}/organisation`, detail: 'is required' }])
  await make('/v1/officials', { name: 'Nguyễn Văn Thử', appointments: [office(organisation, '2010-01-01')] })
  t.strictSame(await taken({ name: 'Nguyễn Văn Thử', organisation }), [{ pointer, detail: AMBIGUOUS }])
})

t.test('a document is its id, or its symbol with whose it is and its day, as far as needed', async t => {
  const cited = async (resolution: unknown) => {
    const made = await led({ citations: [{ asCited: 'x', resolution }] }, made => made) as Draft
    return made.id === undefined ? made : (await read(`/v1/citations?meeting=${made.id}`)).data[0].resolution.id
  }
  const id = builtInId('resolution', '21-nq-tu-ha-long-2020')
  const symbol = '21-NQ/TU'
  for (const reference of [id, { symbol }, { symbol: '21 – NQ / TU' }, { symbol, issuedOn: '2020-12-31' },
    { symbol, issuer: { name: 'Thành ủy Hạ Long' } }, { symbol, issuer: { name: 'Ban Thường vụ Thành ủy Hạ Long' } }]) {
    t.equal(await cited(reference), id, JSON.stringify(reference))
  }
  const pointer = '/citations/0/resolution'
  for (const reference of [{ symbol: '21-NQ/TƯ' }, { symbol, issuedOn: '2020-12-30' },
    { symbol, issuer: { name: 'Đảng ủy phường Hà Khánh' } }, { symbol, issuer: { name: 'Không có' } }]) {
    t.strictSame(await cited(reference), [{ pointer, detail: UNKNOWN }], JSON.stringify(reference))
  }
  const committee = { name: 'Tỉnh ủy Bắc Kạn' }
  await make('/v1/resolutions', {
    ...exampleOf('resolution'), symbol, issuer: committee, committee, issuedOn: '2022-01-01'
  })
  t.strictSame(await cited({ symbol }), [{ pointer, detail: AMBIGUOUS }])
  t.equal(await cited({ symbol, issuedOn: '2020-12-31' }), id)
})

t.test('a meeting is its id, or what a system calls it', async t => {
  const { id } = await make('/v1/meetings', meeting({ sourceSystem: 'so-thu', externalId: 'A/1' }))
  const of = async (meeting: unknown) => {
    const { status, body } = await send('POST', '/v1/tasks', { meeting, text: `Làm ${n++}` })
    return status === 201 ? body.meeting.id : body.errors
  }
  t.equal(await of(id), id)
  t.equal(await of({ ward: '06649', sourceSystem: 'so-thu', externalId: 'A/1' }), id)
  t.strictSame(await of({ ward: 'tay-son', sourceSystem: 'so-thu', externalId: 'A/1' }),
    [{ pointer: '/meeting', detail: UNKNOWN }])
  t.strictSame(await of({ sourceSystem: 'so-thu', externalId: 'A/1' }),
    [{ pointer: '/meeting/ward', detail: 'is required' }])
})

// ── Which meeting it is ──────────────────────────────────────────────────────────────────────────────────────────

const named = (id: string) => `The record ${id} is there already and is the same by what identifies it.`

t.test('a meeting is its ward, day, type, host and title', async t => {
  const draft = meeting({ host: { name: 'Đảng ủy phường Hà Khánh' } })
  const { id } = await make('/v1/meetings', draft)
  for (const same of [draft, { ...draft, summary: 'khác' }, { ...draft, ward: '06649' },
    { ...draft, sourceSystem: 'so-thu', externalId: 'B/1', id: builtInId('meeting', 'new') }]) {
    const { status, body } = await send('POST', '/v1/meetings', same)
    t.strictSame([status, body.detail], [409, named(id)], JSON.stringify(same))
  }
  for (const another of [
    { ...draft, ward: 'tay-son' }, { ...draft, heldOn: '2024-03-02' }, { ...draft, type: 'so-ket' },
    { ...draft, host: null }, { ...draft, title: 'Khác' }]) {
    t.equal((await send('POST', '/v1/meetings', another)).status, 201, JSON.stringify(another))
  }
  const { id: other } = await make('/v1/meetings', meeting())
  const { status, body } = await send('PUT', `/v1/meetings/${other}`, draft, { 'if-match': '*' })
  t.strictSame([status, body.detail], [409, named(id)], 'nor can another become the same')
})

t.test('claims of a ward that is not known are not looked for', async t => {
  const task = { text: 'Làm', sourceSystem: 'so-thu', externalId: 'K/1' }
  const { status, body } = await send('POST', '/v1/meetings', meeting({ ward: 'nowhere', tasks: [task] }))
  t.strictSame([status, body.errors], [400, [{ pointer: '/ward', detail: UNKNOWN }]])
})

t.test('a system sends a meeting under one id of its own', async t => {
  const ids = { sourceSystem: 'so-thu', externalId: 'C/1' }
  const { id } = await make('/v1/meetings', meeting(ids))
  const again = await send('POST', '/v1/meetings', meeting(ids))
  t.strictSame([again.status, again.body.detail], [409, named(id)])
  t.equal((await send('POST', '/v1/meetings', meeting({ ...ids, ward: 'tay-son' }))).status, 201, 'in each ward')
  t.equal((await send('POST', '/v1/meetings', meeting({ ...ids, sourceSystem: 'so-khac' }))).status, 201)
  t.equal((await replace(`/v1/meetings/${id}`, meeting(ids))).id, id, 'which may say something else from then on')
  const task = { meeting: id, text: 'Làm', ...ids }
  const made = await make('/v1/tasks', task)
  const twice = await send('POST', '/v1/tasks', { ...task, text: 'Khác' })
  t.strictSame([twice.status, twice.body.detail], [409, named(made.id)], 'and so is a claim')
  const { id: elsewhere } = await make('/v1/meetings', meeting())
  const there = await send('POST', '/v1/tasks', { ...task, meeting: elsewhere })
  t.strictSame([there.status, there.body.detail], [409, named(made.id)], 'at whatever meeting of the ward')
})

t.test('a person takes part in a meeting once', async t => {
  const { id } = await make('/v1/meetings', meeting())
  const official = builtInId('official', 'tran-viet-hung')
  const made = await make('/v1/participants', { meeting: id, official })
  const twice = { meeting: id, official, capacity: 'chair' }
  for (const again of [
    await send('POST', '/v1/participants', twice), await send('PUT', `/v1/participants/${builtInId('x', 'y')}`, twice)
  ]) t.strictSame([again.status, again.body.detail], [409, named(made.id)])
})

t.test('one write looks up what it refers to all at once, however much that is', async t => {
  const source = { sha256: '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c' }
  const sized = (size: number, heldOn: string) => meeting({
    heldOn,
    participants: Array.from({ length: size }, (_, at) => ({ group: `Đoàn ${at}` })),
    citations: Array.from({ length: size }, (_, at) => ({
      asCited: `Văn bản ${at}`, resolution: { symbol: '10-NQ/TU' }
    })),
    observations: Array.from({ length: size }, (_, at) => ({
      indicator: 'jobs-created',
      period: '2014',
      value: at,
      place: n++,
      asReported: 'x',
      evidence: [{ source, start: at, end: at + 1 }]
    })),
    tasks: Array.from({ length: size }, (_, at) => ({ text: `Làm ${at}` }))
  })
  const cost = async (method: string, url: string, body: Draft, status: number) => {
    let answer: Draft = {}
    const statements = await register.statementsOf(async () => {
      answer = await send(method, url, body, method === 'PUT' ? { 'if-match': '*' } : {})
    })
    t.equal(answer.status, status, JSON.stringify(answer.body).slice(0, 300))
    return { statements, id: answer.body.id }
  }
  const [few, many] = [sized(2, '2024-04-01'), sized(50, '2024-04-02')]
  const [small, large] = [await cost('POST', '/v1/meetings', few, 201), await cost('POST', '/v1/meetings', many, 201)]
  t.equal(large.statements, small.statements, 'made')
  const [smallAgain, largeAgain] = [
    await cost('PUT', `/v1/meetings/${small.id}`, few, 200), await cost('PUT', `/v1/meetings/${large.id}`, many, 200)]
  t.equal(largeAgain.statements, smallAgain.statements, 'sent again')
  const changed = (draft: Draft) => ({
    ...draft, observations: draft.observations.map((figure: Draft) => ({ ...figure, asReported: 'y' }))
  })
  const [smallChanged, largeChanged] = [
    await cost('PUT', `/v1/meetings/${small.id}`, changed(few), 200),
    await cost('PUT', `/v1/meetings/${large.id}`, changed(many), 200)]
  t.equal(largeChanged.statements, smallChanged.statements, 'changed')
  const alone = await cost('POST', '/v1/meetings', meeting({ heldOn: '2024-04-03' }), 201)
  t.strictSame([alone.statements, small.statements], [15, 45], 'as documented')
  const { rows } = await pool.query('select from evidence where meeting_id = $1', [large.id])
  t.equal(rows.length, 50)
})
