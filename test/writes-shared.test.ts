/**
 * The records that all wards share, as they are written: units and what became of them, organisations, officials,
 * documents, indicators and sources, each by what identifies its kind.
 */
import { createHash, randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { builtInId, sourceId } from '../src/domain/ids.js'
import { exampleOf, writerOf, type Draft } from './helpers/drafts.js'
import { organisation, ward } from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { get, connection: { pool } } = register
const { send, make, replace, patch, remove, read } = writerOf(register)

/** A record without what only the register knows. */
const bare = ({ id, createdAt, updatedAt, ...record }: Draft) => record

/** That a draft is refused as the record that is there, which is named. */
async function isThere (t: Test, url: string, draft: Draft, id: string) {
  const { status, body } = await send('POST', url, draft)
  t.strictSame([status, body.type, body.detail], [409, '/problems/conflict',
    `The record ${id} is there already and is the same by what identifies it.`], JSON.stringify(draft))
}

/** That a draft has just these faults. */
async function refused (t: Test, url: string, draft: Draft, ...faults: Array<[pointer: string, detail: string]>) {
  const { status, body } = await send('POST', url, draft)
  t.strictSame([status, body.errors], [400, faults.map(([pointer, detail]) => ({ pointer, detail }))],
    JSON.stringify(draft))
}

const unit = (level: string, slug: string, name: string, kind: string) =>
  ({ id: builtInId('unit', `${level}:${slug}`), slug, name, kind })
const quangNinh = unit('province', 'quang-ninh', 'Tỉnh Quảng Ninh', 'tinh')
const haLong = unit('district', 'ha-long', 'Thành phố Hạ Long', 'thanh-pho')
const committee = organisation('dang-uy-phuong-ha-khanh', 'Đảng ủy phường Hà Khánh')

// ── Units ────────────────────────────────────────────────────────────────────────────────────────────────────────

const version = (changes: Draft = {}) => ({
  name: 'Phường Thử Nghiệm', kind: 'phuong', parent: 'district:ha-long', ...changes
})

t.test('a ward is written with all that it was, and is found at once by its slug and its codes', async t => {
  const made = await make('/v1/wards', {
    inferred: [{ property: 'parent', reason: 'thử' }],
    versions: [
      version({ name: 'Xã Thử Nghiệm', kind: 'xa', code: '98001', validTo: '2019-12-31' }),
      version({ code: '98002', validFrom: '2020-01-01', validTo: '2025-06-30', legalAct: '1/NQ-UBTVQH' }),
      version({ code: '98003', parent: 'quang-ninh', validFrom: '2025-07-01' })
    ]
  })
  t.strictSame(bare(made), {
    slug: 'thu-nghiem',
    name: 'Phường Thử Nghiệm',
    kind: 'phuong',
    code: '98003',
    parent: quangNinh,
    province: quangNinh,
    inferred: [{ property: 'parent', reason: 'thử' }],
    validFrom: null,
    validTo: null,
    successors: [],
    predecessors: [],
    versions: [
      {
        name: 'Xã Thử Nghiệm',
        kind: 'xa',
        code: '98001',
        parent: haLong,
        validFrom: null,
        validTo: '2019-12-31',
        legalAct: null
      },
      {
        name: 'Phường Thử Nghiệm',
        kind: 'phuong',
        code: '98002',
        parent: haLong,
        validFrom: '2020-01-01',
        validTo: '2025-06-30',
        legalAct: '1/NQ-UBTVQH'
      },
      {
        name: 'Phường Thử Nghiệm',
        kind: 'phuong',
        code: '98003',
        parent: quangNinh,
        validFrom: '2025-07-01',
        validTo: null,
        legalAct: null
      }
    ],
    version: 1
  })
  for (const word of ['thu-nghiem', '98003', '98002', made.id]) {
    t.strictSame(await read(`/v1/wards/${word}`), made, word)
    t.strictSame(await read(`/v1/units/${word}`), made, word)
  }
  t.match(await read('/v1/wards/98001?asOf=2019-01-01'), { id: made.id, name: 'Xã Thử Nghiệm' })
  t.strictSame((await read('/v1/units?parent=quang-ninh&q=thu+nghiem')).data, [made])

  const { version: moved, versions } = await patch('/v1/wards/thu-nghiem', { slug: 'thu-nghiem-moi' })
  t.strictSame([moved, versions], [2, made.versions])
  t.equal((await get('/v1/wards/thu-nghiem')).status, 404)
  await remove('/v1/wards/thu-nghiem-moi', 'thử')
  t.equal((await get('/v1/wards/98003')).status, 404)
  t.equal((await get(`/v1/wards/${made.id}`)).status, 410)
  t.match(await send('POST', `/v1/wards/${made.id}/restore`),
    { status: 201, body: { version: 4, slug: 'thu-nghiem-moi' } })
  t.equal((await read('/v1/wards/98003')).id, made.id)
})

t.test('a slug is made longer where another ward has it', async t => {
  const slug = async (changes: Draft) => (await make('/v1/wards', { versions: [version(changes)] })).slug
  t.equal(await slug({ name: 'Phường Hà Khánh' }), 'ha-khanh-ha-long')
  t.equal(await slug({ name: 'Phường Hà Khánh' }), 'ha-khanh-ha-long-2')
  t.equal(await slug({ name: 'Xã Đặc Biệt', kind: 'xa' }), 'dac-biet')
  const district = { name: 'Huyện Hà Khánh', kind: 'huyen', parent: 'province:quang-ninh' }
  t.equal((await make('/v1/units', { versions: [district] })).slug, 'ha-khanh', 'at another level it is free')
})

t.test('present wards have codes of their own; a code that ended may come again', async t => {
  const first = await make('/v1/wards', { versions: [version({ code: '98010' })] })
  await isThere(t, '/v1/wards', { versions: [version({ code: '98010' })] }, first.id)
  await isThere(t, '/v1/wards', { slug: 'ha-khanh', versions: [version()] }, builtInId('unit', 'ward:ha-khanh'))
  await replace(`/v1/wards/${first.id}`, { versions: [version({ code: '98010', validTo: '2024-12-31' })] })
  const second = await make('/v1/wards', { versions: [version({ code: '98010', validFrom: '2025-01-01' })] })
  const holder = async (asOf: string) => (await read(`/v1/wards/98010?asOf=${asOf}`)).id
  t.strictSame([await holder('2024-01-01'), await holder('2025-01-01')], [first.id, second.id])
})

t.test('versions that make no sense are pointed at', async t => {
  const tell = async (versions: Draft[], ...faults: Array<[string, string]>) =>
    await refused(t, '/v1/units', { versions }, ...faults)
  await tell([], ['/versions', 'must have at least 1 items'])
  await tell([version({ parent: undefined })], ['/versions/0/parent', 'is null for provinces, and only for them'])
  await tell([version({ kind: 'tinh' })], ['/versions/0/parent', 'is null for provinces, and only for them'],
    ['/versions/0/parent', 'is of no level above'])
  await tell([version({ parent: 'ward:ha-khanh' })], ['/versions/0/parent', 'is of no level above'])
  await tell([version({ kind: 'huyen' })], ['/versions/0/parent', 'is of no level above'])
  await tell([version({ parent: 'khong-co' })], ['/versions/0/parent', 'is not known to the register'])
  await tell([version({ validFrom: '2020-01-02', validTo: '2020-01-01' })],
    ['/versions/0/validTo', 'is before validFrom'])
  const gap = ['/versions/1/validFrom', 'must be the day after the version before it ended'] as [string, string]
  await tell([version(), version({ validFrom: '2020-01-01' })], gap)
  await tell([version({ validTo: '2019-12-31' }), version({ validFrom: '2020-01-02' })], gap)
  await tell([version({ validTo: '2019-12-31' }), version()], gap)
  const district = { name: 'Huyện A', kind: 'huyen', parent: 'province:quang-ninh' }
  await tell([version({ validTo: '2019-12-31' }), { ...district, validFrom: '2020-01-01' }],
    ['/versions/1/kind', 'is of another level than the unit'])
  await refused(t, '/v1/wards', { versions: [district] },
    ['/versions/0/kind', 'is not of ward level: write it under /v1/units'])
})

t.test('a unit keeps its level, and what is no ward is not written as one', async t => {
  const { status, body } = await send('PUT', `/v1/units/${haLong.id}`, { versions: [version()] }, { 'if-match': '*' })
  t.strictSame([status, body.errors],
    [400, [{ pointer: '/versions/0/kind', detail: 'is of another level than the unit' }]])
  for (const [method, rest, body] of [['PUT', '', { versions: [version()] }], ['PATCH', '', { slug: 'a' }],
    ['DELETE', '?reason=a', undefined], ['POST', '/restore', undefined]] as const) {
    t.equal((await send(method, `/v1/wards/${quangNinh.id}${rest}`, body, { 'if-match': '*' })).status, 404, method)
  }
})

t.test('what became of a unit is a record of its own, which both ends show', async t => {
  const change = {
    from: 'tay-son',
    to: 'ward:ha-khanh',
    kind: 'transferred',
    extent: 'part',
    effectiveOn: '2026-03-01',
    legalBasis: 'thử'
  }
  const made = await make('/v1/unit-changes', change)
  const taySon = { ...ward('tay-son', 'Phường Tây Sơn'), kind: 'phuong' }
  const haKhanh = { ...ward('ha-khanh', 'Phường Hà Khánh'), kind: 'phuong' }
  t.strictSame(bare(made), { ...change, from: taySon, to: haKhanh, version: 1 })
  const url = `/v1/unit-changes/${made.id}`
  t.strictSame(await read(url), made)
  t.strictSame((await read('/v1/unit-changes?unit=tay-son&from=2026-03-01')).data, [made])
  const told = { change: 'transferred', extent: 'part', effectiveOn: '2026-03-01', legalBasis: 'thử' }
  t.strictSame((await read('/v1/wards/tay-son')).successors.at(-1), { ...haKhanh, ...told })
  t.strictSame((await read('/v1/wards/ha-khanh')).predecessors.at(-1), { ...taySon, ...told })
  const found = async () => (await read('/v1/meetings?ward=tay-son&lineage=true')).data.length
  t.equal(await found(), 2, 'the units in memory know it at once')

  await isThere(t, '/v1/unit-changes', change, made.id)
  await refused(t, '/v1/unit-changes', { ...change, to: 'tay-son' }, ['/to', 'is the same unit'])
  await refused(t, '/v1/unit-changes', { ...change, from: 'khong-co' }, ['/from', 'is not known to the register'])
  t.equal((await patch(url, { extent: 'whole' })).extent, 'whole')
  await remove(url)
  t.equal(await found(), 1)
  t.equal((await send('POST', `${url}/restore`)).status, 201)
  t.equal((await send('POST', `/v1/unit-changes/${randomUUID()}/restore`)).status, 404)
  await remove(url)
})

t.test('a district is written under units, and comes back there', async t => {
  const versions = [{ name: 'Quận Thử', kind: 'quan', parent: 'province:quang-ninh' }]
  const made = await make('/v1/units', { versions })
  await remove('/v1/units/district:thu')
  t.equal((await get(`/v1/units/${made.id}`)).status, 410)
  t.equal((await send('POST', `/v1/units/${made.id}/restore`)).status, 201)
  t.equal((await read('/v1/units/thu')).id, made.id)
})

// ── Organisations ────────────────────────────────────────────────────────────────────────────────────────────────

t.test('an organisation is its kind, its name and its unit', async t => {
  const draft = exampleOf('organisation')
  const made = await make('/v1/organisations', draft)
  t.strictSame(bare(made), {
    ...draft,
    parent: committee,
    ward: ward('ha-khanh', 'Phường Hà Khánh'),
    unit: ward('ha-khanh', 'Phường Hà Khánh'),
    status: 'verified',
    version: 1
  })
  await isThere(t, '/v1/organisations', draft, made.id)
  await isThere(t, '/v1/organisations', { ...draft, name: draft.name.normalize('NFD'), shortName: 'khác' }, made.id)
  t.equal((await send('POST', '/v1/organisations', { ...draft, unit: 'tay-son' })).status, 201)
  const central = await make('/v1/organisations', { name: 'Ban Thử', kind: 'tw-bch', level: 'tw' })
  await isThere(t, '/v1/organisations', { name: 'Ban Thử', kind: 'tw-bch', level: 'tw', unit: null }, central.id)
  const itself = await send('PATCH', `/v1/organisations/${made.id}`, { parent: made.id }, { 'if-match': '*' })
  t.strictSame(itself.body.errors, [{ pointer: '/parent', detail: 'is the organisation itself' }])
  await remove(`/v1/organisations/${central.id}`)
  t.equal((await send('POST', `/v1/organisations/${central.id}/restore`)).status, 201)
})

// ── Officials ────────────────────────────────────────────────────────────────────────────────────────────────────

const office = (changes: Draft = {}) => ({
  organisation: { name: 'Đảng ủy phường Hà Khánh', unit: 'ha-khanh' }, role: 'bt', title: 'Bí thư', ...changes
})

t.test('an official is written with every office', async t => {
  const made = await make('/v1/officials', {
    name: 'Nguyễn  Thị Thuỷ',
    appointments: [office({ from: '2023-01-01' }), office({
      organisation: committee.id,
      role: 'pbt',
      title: 'Phó Bí thư',
      to: '2022-12-31',
      observedFrom: '2022-05-01',
      observedTo: '2022-06-01'
    })]
  })
  const shown = made.appointments.map(({ id, ...rest }: Draft) => rest)
    .sort((a: Draft, b: Draft) => a.role.code < b.role.code ? -1 : 1)
  const at = { ...committee, kind: 'c-bch' }
  t.strictSame([made.name, made.status, shown], ['Nguyễn Thị Thủy', 'verified', [
    {
      organisation: at,
      role: { code: 'bt', name: 'Bí thư', nameEn: 'secretary of the Party committee' },
      title: 'Bí thư',
      from: '2023-01-01',
      to: null,
      observedFrom: null,
      observedTo: null
    },
    {
      organisation: at,
      role: { code: 'pbt', name: 'Phó Bí thư', nameEn: 'deputy secretary' },
      title: 'Phó Bí thư',
      from: null,
      to: '2022-12-31',
      observedFrom: '2022-05-01',
      observedTo: '2022-06-01'
    }
  ]])
  t.strictSame(await read(`/v1/officials/${made.id}`), made)

  const ids = (record: Draft) => record.appointments.map(({ id }: Draft) => id).sort()
  const again = await replace(`/v1/officials/${made.id}`, {
    name: made.name, appointments: [office({ from: '2023-01-01', to: '2024-01-01' })]
  })
  t.strictSame([again.version, again.appointments.length], [2, 1])
  t.ok(ids(made).includes(ids(again)[0]), 'an office that stays keeps its id')
  await refused(t, '/v1/officials', {
    name: 'Nguyễn Văn Thử',
    appointments: [
      office({ from: '2024-01-02', to: '2024-01-01' }),
      office({ observedFrom: '2024-01-02', observedTo: '2024-01-01' }),
      office()
    ]
  }, ['/appointments/0/to', 'is before from'], ['/appointments/1/observedTo', 'is before observedFrom'],
  ['/appointments/2', 'is the same office as one before it'])
})

t.test('the same name in the same organisation at overlapping or adjoining times is the same person', async t => {
  const name = 'Trần Văn Thử'
  const span = (from: string | null, to: string | null, more: Draft = {}) =>
    ({ name, appointments: [office({ from, to, ...more })] })
  const { id } = await make('/v1/officials', span('2010-01-01', '2014-12-31'))
  for (const same of [
    span('2012-01-01', '2013-01-01'), span('2005-01-01', '2010-01-01'), span('2015-01-01', '2020-12-31'),
    span('2000-01-01', '2009-12-31'), span('2014-01-01', null), span(null, null),
    span('2014-12-31', null, { role: 'pbt', title: 'Phó Bí thư' }), { ...span(null, null), name: 'Trần  Văn Thử' },
    { ...span(null, null), name: name.normalize('NFD') }
  ]) await isThere(t, '/v1/officials', same, id)
  for (const another of [
    span('2015-01-02', '2015-06-30'), span(null, '2009-12-30'),
    span(null, null, { organisation: builtInId('organisation', 'dang-uy-phuong-tay-son') }),
    { ...span(null, null), name: 'Trần Vân Thử' }, { name, appointments: [] }, { name }
  ]) t.equal((await send('POST', '/v1/officials', another)).status, 201, JSON.stringify(another))
})

t.test('a merged record leads to the one that stands for it, also in references', async t => {
  const person = (title: string, from: string) =>
    ({ name: 'Lê Văn Thử', appointments: [office({ title, from, to: from })] })
  const one = await make('/v1/officials', person('Bí thư', '2011-01-01'))
  const two = await make('/v1/officials', person('Bí thư', '2013-01-01'))
  for (const other of [one.id, two.id]) {
    t.equal((await send('PATCH', `/v1/officials/${one.id}`, { mergedInto: other }, { 'if-match': '*' })).status, 400)
  }
  const merged = await send(
    'POST', `/v1/officials/${one.id}/merge`, { into: two.id, reason: 'cùng một người' }, { 'if-match': '*' })
  t.equal(merged.status, 200, JSON.stringify(merged.body))
  t.equal((await read(`/v1/officials/${one.id}`)).id, two.id)
  const meeting = await make('/v1/meetings', {
    ward: 'ha-khanh', title: 'Thử', type: 'giao-ban', heldOn: '2013-01-01', participants: [{ official: one.id }]
  })
  t.strictSame((await read(`/v1/participants?meeting=${meeting.id}`)).data[0].official,
    { id: two.id, name: 'Lê Văn Thử' })
  const again = await make('/v1/meetings', {
    ward: 'ha-khanh',
    title: 'Thử',
    type: 'giao-ban',
    heldOn: '2013-01-02',
    participants: [{ official: { name: 'Lê Văn Thử', organisation: committee.id } }]
  })
  t.strictSame((await read(`/v1/participants?meeting=${again.id}`)).data[0].official.id, two.id)
})

t.test('a person who was deleted comes back with every office', async t => {
  const made = await make('/v1/officials', exampleOf('official'))
  await remove(`/v1/officials/${made.id}`)
  const { status, body } = await send('POST', `/v1/officials/${made.id}/restore`)
  t.strictSame([status, body.id, bare(body)], [201, made.id, { ...bare(made), version: 3 }])
})

// ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('a document is read from its symbol and its day, and is its committee, type, number and term', async t => {
  const draft = exampleOf('resolution')
  const made = await make('/v1/resolutions', {
    ...draft,
    relations: [{ kind: 'implements', to: { symbol: '21-NQ/TU' } }],
    inForce: true,
    url: 'https://example.org/99'
  })
  const { relations: [relation], ...rest } = bare(made)
  t.strictSame(rest, {
    symbol: '99-NQ/ĐU',
    family: 'party',
    type: { code: 'NQ', name: 'Nghị quyết', nameEn: 'resolution' },
    number: 99,
    suffix: 'ĐU',
    issuer: committee,
    committee,
    issuedOn: '2024-02-03',
    term: '2020/2025',
    title: 'Nghị quyết thử nghiệm',
    aliases: ['Nghị quyết 99'],
    url: 'https://example.org/99',
    inForce: true,
    replacedBy: null,
    citationCount: 0,
    status: 'verified',
    version: 1
  })
  t.strictSame([relation.type, relation.resolution.symbol], ['implements', '21-NQ/TU'])
  await isThere(t, '/v1/resolutions', draft, made.id)
  await isThere(t, '/v1/resolutions',
    { ...draft, symbol: '99 – NQ/ĐU', issuedOn: '2021-12-01', title: 'Khác' }, made.id)
  for (const another of [
    { ...draft, issuedOn: '2019-05-05' },
    { ...draft, symbol: '98-NQ/ĐU' },
    { ...draft, symbol: '99-CT/ĐU' },
    { ...draft, committee: builtInId('organisation', 'dang-uy-phuong-tay-son') }
  ]) t.equal((await send('POST', '/v1/resolutions', another)).status, 201, JSON.stringify(another))
  await remove(`/v1/resolutions/${made.id}`)
  const restored = await send('POST', `/v1/resolutions/${made.id}/restore`)
  t.strictSame([restored.status, restored.body.relations], [201, made.relations])
})

t.test('what a symbol does not tell must be given', async t => {
  const draft = { ...exampleOf('resolution'), issuedOn: undefined, aliases: [] }
  const unsaid = 'is required, since the symbol does not tell it'
  const term = 'is required: numbers restart with every term, and the day of issue does not tell which'
  await refused(t, '/v1/resolutions', draft, ['/term', term])
  await refused(t, '/v1/resolutions', { ...draft, issuedOn: '2020-06-01' }, ['/term', term])
  await refused(t, '/v1/resolutions', { ...draft, term: '2025/2020' }, ['/term', 'ends before it begins'])
  await refused(t, '/v1/resolutions', { ...draft, symbol: '1-QĐ/ĐU', term: '2020/2025' }, ['/type', unsaid])
  await refused(t, '/v1/resolutions', { ...draft, symbol: 'Luật Đất đai' },
    ['/family', unsaid], ['/type', unsaid], ['/number', unsaid], ['/suffix', unsaid])
  await refused(t, '/v1/resolutions', { ...draft, symbol: '12/NQ-HĐND' },
    ['/year', 'is required: numbers restart with every year'])
  await refused(t, '/v1/resolutions', { ...draft, type: 'NĐ', term: '2020/2025' },
    ['/type', 'is no type of party documents'])
  const order = { ...draft, symbol: '1-QĐ/ĐU', term: '2020/2025' }
  t.match((await make('/v1/resolutions', { ...order, type: 'QĐi' })).type,
    { code: 'QĐi', name: 'Quy định' })
  t.match((await make('/v1/resolutions', { ...order, type: 'QĐ' })).type,
    { code: 'QĐ', name: 'Quyết định' })
})

t.test('a State document is numbered by the year', async t => {
  const draft = { ...exampleOf('resolution'), symbol: '12/NQ-HĐND', issuedOn: '2023-07-01' }
  const made = await make('/v1/resolutions', draft)
  t.match(made, { family: 'state', number: 12, suffix: 'HĐND', term: null })
  await isThere(t, '/v1/resolutions', { ...draft, issuedOn: '2023-12-31' }, made.id)
  t.equal((await send('POST', '/v1/resolutions', { ...draft, issuedOn: '2024-01-01' })).status, 201)
  await isThere(t, '/v1/resolutions', { ...draft, issuedOn: null, year: 2023 }, made.id)
})

t.test('what bears a secrecy stamp is refused; a sentence about secrets is not', async t => {
  const fault = 'bears a secrecy stamp: state secrets have no place in the register'
  const resolution = exampleOf('resolution')
  const source = exampleOf('source')
  for (const stamp of ['MẬT', 'Tối mật', 'TUYỆT MẬT', '[Mật]', 'Độ mật: Tối mật', ' - MẬT - '.normalize('NFD')]) {
    await refused(t, '/v1/resolutions', { ...resolution, symbol: '77-NQ/ĐU', title: stamp }, ['/title', fault])
    await refused(t, '/v1/sources', { ...source, text: `${stamp}\nSáng 04/5, Đảng ủy phường họp.` }, ['/text', fault])
    await refused(t, '/v1/sources', { ...source, title: stamp }, ['/title', fault])
  }
  for (const [n, text] of ['Hướng dẫn công tác bảo mật thông tin', 'Bảo vệ bí mật nhà nước tại phường',
    'Kỷ luật Đảng và mật ong', 'giữ gìn bí mật, tối mật hay tuyệt mật đều theo luật'].entries()) {
    const named = { ...resolution, symbol: `7${n}-NQ/ĐU`, title: text }
    t.equal((await send('POST', '/v1/resolutions', named)).status, 201, text)
    t.equal((await send('POST', '/v1/sources', { ...source, text })).status, 201, text)
  }
})

// ── Indicators and sources ───────────────────────────────────────────────────────────────────────────────────────

t.test('an indicator is its code', async t => {
  const draft = exampleOf('indicator')
  const made = await make('/v1/indicators', draft)
  t.match(made, { ...draft, version: 1 })
  await isThere(t, '/v1/indicators', draft, 'example-count')
  await refused(t, '/v1/indicators', { ...draft, code: undefined }, ['/code', 'is required'])
  await refused(t, '/v1/indicators', { ...draft, code: 'Example Count' }, ['/code', 'is not written as it should be'])
  const aPart = (partOf: string) => ({ ...draft, code: 'a-part', partOf })
  await refused(t, '/v1/indicators', aPart('a-part'), ['/partOf', 'is the indicator itself'])
  await refused(t, '/v1/indicators', aPart('none'), ['/partOf', 'is not known to the register'])
  for (const code of ['Example%20Count', 'a_b', '%C3%A0', '-']) {
    t.equal((await send('PUT', `/v1/indicators/${code}`, { ...draft, code: undefined })).status, 404, code)
  }
  t.equal((await send('PUT', '/v1/indicators/another', { ...draft, code: undefined })).status, 201)
  const part = await make('/v1/indicators', aPart('example-count'))
  t.match(await send('DELETE', '/v1/indicators/example-count?reason=a', undefined, { 'if-match': '*' }),
    { status: 409, body: { type: '/problems/in-use' } })
  await remove('/v1/indicators/a-part')
  await remove('/v1/indicators/example-count')
  t.equal((await send('POST', '/v1/indicators/example-count/restore')).status, 201)
  const { status, body } = await send('POST', '/v1/indicators/a-part/restore')
  t.strictSame([status, bare(body)], [201, { ...bare(part), version: 3 }])
})

t.test('a source is its text: the id follows from it, and the same text is the same source', async t => {
  const draft = exampleOf('source')
  const sha256 = createHash('sha256').update(draft.text).digest('hex')
  const made = await make('/v1/sources', { ...draft, author: 'Người Thử', licence: 'CC BY 4.0' })
  const { text, ...told } = draft
  t.strictSame(bare(made), {
    ...told, author: 'Người Thử', licence: 'CC BY 4.0', language: 'vi', sha256, hasText: true, version: 1
  })
  t.equal(made.id, sourceId(sha256))
  await isThere(t, '/v1/sources', draft, made.id)
  await isThere(t, '/v1/sources', { title: 'Khác', sha256 }, made.id)
  await refused(t, '/v1/sources', told, ['/sha256', 'is required where the text is not given'])
  await refused(t, '/v1/sources', { ...draft, text: 'Khác', sha256: 'a'.repeat(64) },
    ['/sha256', 'is not that of the text'])
  await refused(t, '/v1/sources', { title: 'x', id: randomUUID(), sha256: 'b'.repeat(64) },
    ['/id', 'does not follow from the text'])
  await refused(t, '/v1/sources', { title: 'x', sha256: 'b'.repeat(63) }, ['/sha256', 'is not written as it should be'])

  const url = `/v1/sources/${made.id}`
  t.match(await replace(url, { title: 'Tên mới', sha256 }), { title: 'Tên mới', hasText: true, publisher: null })
  t.match(await patch(url, { publisher: 'Cổng thử' }), { publisher: 'Cổng thử', language: 'vi', hasText: true })
  t.match(await patch(url, { text: null }), { hasText: false, sha256, version: 4 })
  t.match(await patch(url, { text }), { hasText: true, version: 5 })
  t.match(await send('PATCH', url, { text: 'khác' }, { 'if-match': '*' }), { status: 400 })
  await remove(url)
  t.match(await send('POST', `/v1/sources/${made.id}/restore`), { status: 201, body: { hasText: true, version: 7 } })
  t.equal((await pool.query('select text from sources where id = $1', [made.id])).rows[0].text, text)
})

// ── Claims that come back alone ──────────────────────────────────────────────────────────────────────────────────

t.test('a claim that was deleted comes back to its meeting', async t => {
  const back = async (list: string, { id }: Draft, restore: string) => {
    await remove(`/v1/${list}/${id}`)
    t.match(await send('POST', restore), { status: 201, body: { id, version: 3 } }, list)
  }
  const participant = await make('/v1/participants', exampleOf('participant'))
  await back('participants', participant, `/v1/participants/${participant.id}/restore`)
  const citation = await make('/v1/citations', exampleOf('citation'))
  await back('citations', citation, `/v1/citations/${citation.id}/restore`)
  const observation = await make('/v1/observations', exampleOf('observation'))
  await back('observations', observation, `/v1/observations/${observation.id}/restore`)
  const task = await make('/v1/tasks', exampleOf('task'))
  await back('tasks', task, `/v1/tasks/${task.id}/restore`)
})
