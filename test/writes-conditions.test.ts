/**
 * What a writer must have seen: versions and tags, patches, deletions with their reasons, and records that come back.
 */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { another, exampleOf, newId, writable, writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { get, ask, connection: { pool } } = register
const { send, make, replace, patch, remove, read } = writerOf(register)

const plain = (heldOn: string) => ({ ward: 'ha-khanh', title: 'Giao ban thử', type: 'giao-ban', heldOn })
const entries = async () => (await pool.query('select count(*)::int as count from changes')).rows[0].count

t.test('PUT creates under the id that the client chose, and replaces from then on', async t => {
  const id = randomUUID()
  const url = `/v1/meetings/${id}`
  const created = await send('PUT', url, { ...plain('2024-02-01'), summary: 'một' })
  t.match(created, { status: 201, headers: { location: url }, body: { id, version: 1, summary: 'một' } })
  t.strictSame((await read(url)), created.body)

  const replaced = await send('PUT', url, plain('2024-02-01'), { 'if-match': created.headers.etag! })
  t.match(replaced, { status: 200, body: { id, version: 2, summary: null } })
  t.equal(replaced.headers.location, undefined)
  t.equal(replaced.body.createdAt, created.body.createdAt)
  t.ok(replaced.body.updatedAt > created.body.updatedAt)

  t.strictSame((await send('PUT', url, { ...plain('2024-02-01'), id: randomUUID() }, { 'if-match': '*' })).body.errors,
    [{ pointer: '/id', detail: 'is another than that of the address' }])
  t.equal((await send('PUT', url.toUpperCase().replace('/V1/MEETINGS', '/v1/meetings'),
    { ...plain('2024-02-01'), id: id.toUpperCase() }, { 'if-match': '*' })).status, 200, 'ids are no matter of case')
  for (const nobody of ['none', '1', `urn:uuid:${id}`]) {
    t.equal((await send('PUT', `/v1/meetings/${nobody}`, plain('2024-02-02'))).status, 404, nobody)
  }
})

t.test('every kind is made, replaced, patched, deleted and brought back in the same way', async t => {
  for (const [name, kind, list] of writable) {
    const draft = another(kind)
    const address = `${list}/${newId(kind, draft)}`
    const created = await send('PUT', address, draft)
    t.equal(created.status, 201, `${name} ${JSON.stringify(created.body)}`)
    t.equal(created.headers.location, address, name)
    const record = await read(address)
    t.strictSame(created.body, record, name)
    t.equal((await get(address)).headers.etag, created.headers.etag, `${name}: the tag of a write is that of a reading`)

    const length = await entries()
    const again = await send('PUT', address, draft, { 'if-match': created.headers.etag! })
    t.strictSame([again.status, again.body, again.headers.etag], [200, record, created.headers.etag], name)
    t.equal(await entries(), length, `${name}: what changes nothing leaves no trace`)
    t.equal((await send('POST', list, draft)).status, 409, `${name} is there already`)

    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const url = method === 'DELETE' ? `${address}?reason=a` : address
      const body = method === 'DELETE' ? undefined : method === 'PUT' ? draft : exampleOfPatch(kind)
      for (const [tag, status] of [[undefined, 428], ['"7.a"', 412], ['W/"1.a"', 412], ['"a"', 412]] as const) {
        const answer = await send(method, url, body, tag === undefined ? {} : { 'if-match': tag })
        t.equal(answer.status, status, `${name} ${method} ${tag} ${JSON.stringify(answer.body)}`)
      }
    }
    t.match(await send('PUT', address, draft, { 'if-none-match': '*' }),
      { status: 412, body: { type: '/problems/precondition-failed' } }, name)

    t.match(await send('DELETE', address, undefined, { 'if-match': '*' }),
      { status: 400, body: { errors: [{ parameter: 'reason', detail: 'is required' }] } }, name)
    const gone = await send(
      'DELETE', `${address}?reason=nh%E1%BA%A7m`, undefined, { 'if-match': created.headers.etag! })
    t.strictSame([gone.status, gone.body], [204, ''], name)
    const { status, body } = await get(address)
    t.strictSame([status, body.type], [410, '/problems/gone'], name)
    t.match(body.detail, /^The record was deleted at \d{4}-.*Z: nhầm\.$/, name)
    for (const method of ['PATCH', 'DELETE']) {
      const answer = await send(method, `${address}?reason=a`, method === 'DELETE' ? undefined : exampleOfPatch(kind),
        { 'if-match': '*' })
      t.equal(answer.status, 410, `${name} ${method}: ${JSON.stringify(answer.body)}`)
    }

    const restored = await send('POST', `${address}/restore`)
    t.strictSame([restored.status, restored.headers.location], [201, address], name)
    const { updatedAt, ...rest } = restored.body
    t.strictSame({ ...rest, updatedAt: record.updatedAt, createdAt: record.createdAt }, { ...record, version: 3 }, name)
    t.ok(updatedAt > record.updatedAt, name)
    const there = await send('POST', `${address}/restore`)
    t.strictSame([there.status, there.body], [200, restored.body], `${name}: what is there is answered as it is`)

    for (const [method, rest] of [['PATCH', ''], ['DELETE', '?reason=a'], ['POST', '/restore']] as const) {
      const nobody = `${list}/${kind === 'indicator' ? 'no-such' : randomUUID()}`
      const answer = await send(method, nobody + rest, method === 'PATCH' ? exampleOfPatch(kind) : undefined,
        method === 'POST' ? {} : { 'if-match': '*' })
      t.strictSame([answer.status, answer.body.type], [404, '/problems/not-found'], `${name} ${method}`)
    }
  }
})

/** Something that a patch of a kind may say. */
function exampleOfPatch (kind: Parameters<typeof exampleOf>[0]): Draft {
  const { id, code, ...draft } = exampleOf(kind)
  const [[name, value]] = Object.entries(draft) as [[string, unknown]]
  return { [name]: value }
}

t.test('If-Match takes several tags, and the tag of a compressed answer', async t => {
  const { id } = await make('/v1/meetings', plain('2024-02-03'))
  const url = `/v1/meetings/${id}`
  const { headers } = await get(`${url}?include=sources`, { 'accept-encoding': 'gzip' })
  t.equal((await send('PATCH', url, { summary: 'một' }, { 'if-match': headers.etag! })).status, 200)
  t.equal((await send('PATCH', url, { summary: 'hai' }, { 'if-match': headers.etag! })).status, 412)
  t.match(await send('PATCH', url, { summary: 'hai' }, { 'if-match': `"9.x", ${headers.etag!}, "2.y"` }),
    { status: 200, body: { version: 3 } })
  t.match(await send('PATCH', url, { summary: 'ba' }, { 'if-match': '"2.y"' }),
    { status: 412, body: { detail: 'The record is at version 3.' } })
  t.match(await send('PUT', `/v1/meetings/${randomUUID()}`, plain('2024-02-04'), { 'if-match': '*' }),
    { status: 412, body: { detail: 'There is no such record any more.' } })
})

t.test('the tag that a write answers is what the next write takes, five times over', async t => {
  let { headers, body } = await send('POST', '/v1/meetings', plain('2024-02-05'))
  for (const n of [2, 3, 4, 5, 6]) {
    ({ headers, body } = await send('PATCH', `/v1/meetings/${body.id}`, { summary: `lần ${n}` },
      { 'if-match': headers.etag! }))
    t.equal(body.version, n)
  }
})

t.test('a patch is merged: what is given replaces, null takes away, the rest stays', async t => {
  const source = { sha256: '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c' }
  const { id } = await make('/v1/observations', {
    ward: 'ha-khanh',
    indicator: 'party-badges-awarded',
    period: '2024-Q1',
    dimensions: { badgeYears: 30, area: 'khu 1' },
    value: 7,
    valueText: 'bảy',
    asReported: '7',
    source
  })
  const url = `/v1/observations/${id}`
  const before = await read(url)
  const { updatedAt, ...after } = await patch(url, {
    value: 8, valueText: null, dimensions: { badgeYears: 40 }, evidence: [{ source, start: 1, end: 2 }]
  })
  t.strictSame({ ...after, updatedAt: before.updatedAt }, {
    ...before,
    version: 2,
    value: 8,
    valueText: null,
    dimensions: { badgeYears: 40, area: 'khu 1' },
    evidence: after.evidence
  })
  t.strictSame(after.evidence.map(({ start, end }: Draft) => [start, end]), [[1, 2]])
  t.strictSame((await patch(url, { evidence: [] })).evidence, [])
  t.equal((await patch(url, { value: 8 })).version, 3, 'what is so already changes nothing')
})

t.test('a patch that is no patch, or makes no record, is refused by name', async t => {
  const { id } = await make('/v1/meetings', { ...plain('2024-02-06'), endsOn: '2024-02-07' })
  const url = `/v1/meetings/${id}`
  const cases: ReadonlyArray<readonly [patch: object, pointer: string, detail: string]> = [
    [{}, '', 'must have at least 1 properties'],
    [[], '', 'must be an object'],
    [{ colour: 'red' }, '/colour', 'is not a property here'],
    [{ id: randomUUID() }, '/id', 'is not a property here'],
    [{ version: 7 }, '/version', 'is not a property here'],
    [{ title: null }, '/title', 'is required'],
    [{ ward: null }, '/ward', 'is required'],
    [{ title: ' ' }, '/title', 'is not written as it should be'],
    [{ heldOn: '2024-02-30' }, '/heldOn', 'must be an ISO date such as 2023-07-12'],
    [{ heldOn: '2024-02-08' }, '/endsOn', 'is before heldOn'],
    [{ sourceSystem: 'a' }, '/externalId', 'goes with sourceSystem, and only with it'],
    [{ host: { name: 'x', colour: 1 } }, '/host/colour', 'is not a property here'],
    [{ host: 'x' }, '/host', 'must be a UUID'],
    [{ tasks: null, inferred: [{ property: 'x' }] }, '/inferred/0/reason', 'is required']
  ]
  for (const [patch, pointer, detail] of cases) {
    const { status, body } = await send('PATCH', url, patch, { 'if-match': '*' })
    t.strictSame([status, body.errors], [400, [{ pointer, detail }]], JSON.stringify(patch))
  }
  t.equal((await read(url)).version, 1)
})

t.test('a patch comes as a merge patch or as plain JSON, and nothing else comes as a merge patch', async t => {
  const { id } = await make('/v1/meetings', plain('2024-02-09'))
  const url = `/v1/meetings/${id}`
  const sent = async (method: string, address: string, type: string, body: object) => (await ask(method, address, {
    authorization: 'Bearer test-administrator-0123456789', 'if-match': '*', 'content-type': type
  }, JSON.stringify(body))).status
  t.equal(await sent('PATCH', url, 'application/merge-patch+json', { summary: 'a' }), 200)
  t.equal(await sent('PATCH', url, 'application/merge-patch+json; charset=utf-8', { summary: 'b' }), 200)
  t.equal(await sent('PATCH', url, 'application/json', { summary: 'c' }), 200)
  t.equal(await sent('PATCH', url, 'application/json-patch+json', { summary: 'd' }), 415)
  t.equal(await sent('PUT', url, 'application/merge-patch+json', plain('2024-02-09')), 415)
  t.equal(await sent('POST', '/v1/meetings', 'application/merge-patch+json', plain('2024-02-10')), 415)
  t.equal((await read(url)).summary, 'c')
})

t.test('every built-in record bears a patch that says what it says already', async t => {
  const say: Record<string, (record: Draft) => Draft> = {
    Ward: ({ slug }) => ({ slug }),
    Unit: ({ slug }) => ({ slug }),
    UnitChange: ({ legalBasis }) => ({ legalBasis }),
    Organisation: ({ name }) => ({ name }),
    Official: ({ name }) => ({ name }),
    Resolution: ({ symbol }) => ({ symbol }),
    Indicator: ({ unit }) => ({ unit }),
    Source: ({ title }) => ({ title }),
    Meeting: ({ title }) => ({ title }),
    Participant: ({ capacity }) => ({ capacity }),
    Citation: ({ asCited }) => ({ asCited }),
    Observation: ({ asReported }) => ({ asReported }),
    Task: ({ text }) => ({ text })
  }
  const own = await openRegister(t)
  const writer = writerOf(own)
  const length = async () =>
    (await own.connection.pool.query('select count(*)::int as count from changes')).rows[0].count
  const before = await length()
  for (const [name, , list] of writable) {
    const { data } = await writer.read(`${list}?limit=200`)
    t.ok(data.length > 0, name)
    for (const record of data) {
      const url = `${list}/${String(record.id ?? record.code)}`
      const { status, body } = await writer.send('PATCH', url, say[name]!(record), { 'if-match': '"1.x"' })
      t.strictSame([status, body], [200, record], `${name} ${JSON.stringify(body)}`)
    }
  }
  t.equal(await length(), before)
})

t.test('a meeting is deleted and comes back with all that hung on it', async t => {
  const id = builtInId('meeting', 'ha-khanh-2024-01-06')
  const url = `/v1/meetings/${id}`
  const everything = `${url}?include=participants,resolutions,observations,tasks,sources,evidence`
  const before = await read(everything)
  await remove(url, 'thử xóa')
  for (const list of ['participants', 'citations', 'observations', 'tasks']) {
    t.strictSame((await read(`/v1/${list}?meeting=${id}&status=any`)).data, [], list)
  }
  t.equal((await get(`/v1/tasks/${before.tasks[0].id}`)).status, 410)
  for (const [list, [part]] of Object.entries({
    tasks: before.tasks, participants: before.participants, citations: before.resolutions
  })) {
    const { status, body } = await send('POST', `/v1/${list}/${part.id}/restore`)
    t.strictSame([status, body.type, body.errors],
      [409, '/problems/reference-gone', [{ pointer: '/meeting', detail: 'is not known to the register' }]], list)
  }

  const { status } = await send('POST', `${url}/restore`)
  t.equal(status, 201)
  const after = await read(everything)
  const bare = (record: Draft): Draft => JSON.parse(JSON.stringify(record, (name, value) =>
    ['version', 'createdAt', 'updatedAt'].includes(name) ? undefined : value))
  t.strictSame(bare(after), bare(before))
  t.equal(after.version, before.version + 2)
  const versions = ({ tasks }: Draft) => tasks.map(({ version }: Draft) => version)
  t.strictSame(versions(after), versions(before).map((version: number) => version + 2))
})

t.test('what others refer to stays', async t => {
  for (const url of [
    `/v1/organisations/${builtInId('organisation', 'dang-uy-phuong-ha-khanh')}`,
    `/v1/officials/${builtInId('official', 'tran-viet-hung')}`,
    `/v1/resolutions/${builtInId('resolution', '21-nq-tu-ha-long-2020')}`,
    '/v1/indicators/jobs-created',
    `/v1/sources/${(await read('/v1/sources?ward=ha-khanh')).data[0].id}`,
    '/v1/wards/ha-khanh',
    '/v1/units/province:quang-ninh'
  ]) {
    const length = await entries()
    const { status, body } = await send('DELETE', `${url}?reason=a`, undefined, { 'if-match': '*' })
    t.strictSame([status, body.type], [409, '/problems/in-use'], url)
    t.equal(await entries(), length)
  }
})

t.test('what is written stands in the log with who did it and why', async t => {
  const { id } = await make('/v1/meetings?reason=nh%E1%BA%ADp%20m%E1%BB%9Bi', plain('2024-02-20'))
  await send('PATCH', `/v1/meetings/${id}?reason=s%E1%BB%ADa`, { summary: 'x' }, { 'if-match': '*' })
  await replace(`/v1/meetings/${id}`, plain('2024-02-20'))
  await remove(`/v1/meetings/${id}`, 'nhầm')
  await send('POST', `/v1/meetings/${id}/restore?reason=kh%C3%B4ng`)
  const { rows } = await pool.query(
    'select actor, act, reason, version from changes where record_id = $1 order by seq', [id])
  t.strictSame(rows, [
    { actor: 'admin', act: 'created', reason: 'nhập mới', version: 1 },
    { actor: 'admin', act: 'updated', reason: 'sửa', version: 2 },
    { actor: 'admin', act: 'updated', reason: null, version: 3 },
    { actor: 'admin', act: 'deleted', reason: 'nhầm', version: 4 },
    { actor: 'admin', act: 'restored', reason: 'không', version: 5 }
  ])
  t.match(await send('POST', '/v1/meetings?reason=%20', plain('2024-02-21')), { status: 400 })
  t.match(await send('POST', '/v1/meetings?why=a', plain('2024-02-21')),
    { status: 400, body: { errors: [{ parameter: 'why', detail: 'is not a parameter here' }] } })
})
