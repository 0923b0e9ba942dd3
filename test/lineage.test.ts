/**
 * Succession: a ward is asked for together with what it came from and what came of it, each with the reason; parts are
 * told as parts, nothing is listed or counted twice, and the whole is there as a graph.
 */
import t from 'tap'
import { ward } from './helpers/expected.js'
import { exampleOf } from './helpers/drafts.js'
import { operationsOf, withQuery } from './helpers/operations.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask, get, statementsOf } = register

const write = async (address: string, draft: object) => {
  const answer = await ask('POST', address, bearer(ADMIN_KEY), draft)
  t.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

/** A ward of Quảng Ninh that is only here. */
const aWard = async (slug: string, name: string, more: object = {}) => await write('/v1/wards', {
  slug, versions: [{ name, kind: 'phuong', parent: 'province:quang-ninh', ...more }]
})
const became = async (from: string, to: string, extent: 'whole' | 'part', effectiveOn: string) =>
  await write('/v1/unit-changes', {
    from, to, kind: extent === 'part' ? 'split' : 'merged', extent, effectiveOn, legalBasis: '1/NQ-THU'
  })
const aMeeting = async (of: string) => await write('/v1/meetings', {
  ...exampleOf('meeting'), ward: of, externalId: undefined, participants: [], citations: [], observations: [], tasks: []
})

/** What a page says of the wards that it takes in. */
const told = async (url: string): Promise<string[]> => (await get(url)).body.page.lineage.map((line: {
  ward: { slug: string }, of: { slug: string }, relation: string, extent: string, via: Array<{ effectiveOn: string }>
}) => [line.ward.slug, line.relation, line.of.slug, line.extent, ...line.via.map(step => step.effectiveOn)].join(' '))

/** A ward of Tam Điệp that went into the present ward of that name. */
const intoTamDiep = (slug: string, name: string) => ({
  ward: ward(slug, name),
  of: ward('tam-diep', 'Phường Tam Điệp'),
  relation: 'predecessor',
  extent: 'whole',
  via: [{
    from: ward(slug, name),
    to: ward('tam-diep', 'Phường Tam Điệp'),
    kind: 'merged',
    extent: 'whole',
    effectiveOn: '2025-07-01',
    legalBasis: '1674/NQ-UBTVQH15'
  }]
})

t.test('the ward that Tây Sơn became answers with Tây Sơn’s meeting, and says why', async t => {
  const own = (await get('/v1/meetings?ward=tay-son&total=true')).body
  const { status, body } = await get('/v1/meetings?ward=tam-diep&lineage=true&total=true')
  t.equal(status, 200)
  t.strictSame(body.data, own.data)
  t.equal(body.data.length, 1)
  const { lineage, ...page } = body.page
  t.strictSame(page, own.page)
  t.strictSame(new Set(lineage), new Set([
    intoTamDiep('bac-son', 'Phường Bắc Sơn'),
    intoTamDiep('tay-son', 'Phường Tây Sơn'),
    intoTamDiep('quang-son', 'Xã Quang Sơn')
  ]))
  t.strictSame((await get('/v1/wards/tam-diep/meetings?lineage=true&total=true')).body, body)
  t.strictSame((await get('/v1/wards/14362/meetings?lineage=true&total=true')).body, body)
  for (const more of ['', '&lineage=false']) {
    t.strictSame((await get(`/v1/meetings?ward=tam-diep${more}`)).body, { data: [], page: { limit: 20, next: null } })
  }
})

t.test('every list that is asked for a ward takes lineage, and tells it only then', async t => {
  const lists = operationsOf(register).filter(({ method, query, path, isPlainRead }) => method === 'GET' &&
    isPlainRead && query.has('limit') && !path.endsWith('/revisions') &&
    (query.has('ward') || path.includes('{ward}/')))
  t.ok(lists.length >= 16)
  for (const { id, address, query } of lists) {
    t.ok(query.has('lineage'), id)
    const ask = async (lineage: string) => (await get(withQuery(address, [
      ...query.has('ward') ? [['ward', 'ha-khanh'] as const] : [], ['lineage', lineage]
    ]))).body.page.lineage?.map((line: { ward: object }) => line.ward)
    t.strictSame(await ask('true'), [ward('cao-xanh-quang-ninh', 'Phường Cao Xanh')], id)
    t.strictSame(await ask('false'), undefined, id)
  }
})

t.test('several wards are told what each brings, none twice', async t => {
  t.strictSame(await told('/v1/meetings?ward=cao-xanh-quang-ninh,ha-khanh&lineage=true'),
    ['cao-xanh predecessor cao-xanh-quang-ninh whole 2025-07-01'], 'a ward that is asked for is no addition')
  t.strictSame(await told('/v1/meetings?lineage=true'), [], 'the whole country has nothing beside it')
})

t.test('a ward that was split is told as a part, and its records are listed once', async t => {
  for (const [slug, name] of [['thu-a', 'Phường Thử A'], ['thu-b', 'Phường Thử B'], ['thu-c', 'Phường Thử C'],
    ['thu-d', 'Phường Thử D']] as const) await aWard(slug, name)
  await became('thu-a', 'thu-b', 'part', '2026-01-01')
  await became('thu-a', 'thu-c', 'part', '2026-01-01')
  await became('thu-b', 'thu-d', 'whole', '2026-06-01')
  await became('thu-c', 'thu-d', 'whole', '2026-06-01')
  const meeting = await aMeeting('thu-a')

  const url = '/v1/meetings?ward=thu-d&status=any&total=true'
  const { body } = await get(`${url}&lineage=true`)
  t.strictSame(body.data.map((record: { id: string }) => record.id), [meeting.id])
  t.equal(body.page.total, 1, 'two ways lead to it')
  t.strictSame((await told(`${url}&lineage=true`)).sort(), [
    'thu-a predecessor thu-d part 2026-01-01 2026-06-01',
    'thu-b predecessor thu-d whole 2026-06-01',
    'thu-c predecessor thu-d whole 2026-06-01'
  ])
  const whole = (await get(`${url}&lineage=whole`)).body
  t.strictSame([whole.data, whole.page.total], [[], 0])
  t.strictSame((await told(`${url}&lineage=whole`)).length, 2)
  t.strictSame((await told('/v1/meetings?ward=thu-a&lineage=true')).sort(), [
    'thu-b successor thu-a part 2026-01-01',
    'thu-c successor thu-a part 2026-01-01',
    'thu-d successor thu-a part 2026-01-01 2026-06-01'
  ])
  t.strictSame(await told('/v1/meetings?ward=thu-b&lineage=true'), [
    'thu-a predecessor thu-b part 2026-01-01', 'thu-d successor thu-b whole 2026-06-01'
  ], 'not what else became of a predecessor')
  const csv = (await get('/v1/meetings?ward=thu-d,thu-c,thu-b&status=any&lineage=true&format=csv')).body as string
  t.equal(csv.split(meeting.id).length, 2, 'once in a file too')

  await became('thu-a', 'thu-d', 'whole', '2026-07-01')
  t.ok((await told(`${url}&lineage=true`)).includes('thu-a predecessor thu-d whole 2026-07-01'), 'a whole way counts')

  await became('thu-d', 'thu-a', 'whole', '2027-01-01')
  t.strictSame((await told(`${url}&lineage=true`)).length, 3, 'a circle ends')
  const circle = (await get('/v1/wards/thu-d/lineage')).body
  t.strictSame(circle.nodes.map((node: { slug: string }) => node.slug).sort(), ['thu-a', 'thu-b', 'thu-c', 'thu-d'])
  t.strictSame(circle.nodes.find((node: { slug: string }) => node.slug === 'thu-d').relation, 'self')
  t.equal(circle.edges.length, 6)
})

t.test('the lineage of a ward is a graph, with days, acts, new names and other units above', async t => {
  const [nghiHoa, cuaLo] = [ward('nghi-hoa', 'Phường Nghi Hòa'), ward('cua-lo', 'Phường Cửa Lò')]
  const record = async (slug: string) => (await get(`/v1/wards/${slug}`)).body
  const node = async (slug: string, relation: string, steps: number) => {
    const { id, name, kind, code, validFrom, validTo, versions } = await record(slug)
    return { id, slug, name, kind, code, validFrom, validTo, relation, extent: 'whole', steps, versions }
  }
  const act = { extent: 'whole', legalBasis: '1678/NQ-UBTVQH15', effectiveOn: '2025-07-01', kind: 'merged' }
  const transferred = {
    from: nghiHoa.id,
    to: nghiHoa.id,
    kind: 'transferred',
    extent: 'whole',
    effectiveOn: '2024-12-01',
    legalBasis: '1243/NQ-UBTVQH15'
  }
  t.strictSame((await get('/v1/wards/nghi-hoa/lineage')).body, {
    ward: nghiHoa,
    nodes: [await node('nghi-hoa', 'self', 0), await node('cua-lo', 'successor', 1)],
    edges: [transferred, { from: nghiHoa.id, to: cuaLo.id, ...act }]
  })
  t.strictSame((await get('/v1/wards/nghi-hoa/lineage?direction=predecessors')).body,
    { ward: nghiHoa, nodes: [await node('nghi-hoa', 'self', 0)], edges: [transferred] })
  const ofCuaLo = (await get('/v1/wards/16732/lineage')).body
  t.equal(ofCuaLo.nodes.length, 8)
  t.strictSame(ofCuaLo.nodes.at(-1), await node('cua-lo', 'self', 0), 'predecessors first')
  t.equal(ofCuaLo.edges.filter((edge: { to: string }) => edge.to === cuaLo.id).length, 7)

  await aWard('thu-e', 'Phường Thử E')
  await write('/v1/wards', {
    slug: 'thu-g',
    versions: [
      { name: 'Xã Thử G', kind: 'xa', parent: 'district:ha-long', validTo: '2025-12-31' },
      {
        name: 'Phường Thử H',
        kind: 'phuong',
        parent: 'province:quang-ninh',
        validFrom: '2026-01-01',
        legalAct: '2/NQ-THU'
      }
    ]
  })
  await became('thu-g', 'thu-e', 'part', '2026-05-01')
  const { nodes, edges } = (await get('/v1/wards/thu-g/lineage')).body
  t.strictSame(edges.map((edge: Record<string, string>) => [edge.kind, edge.extent, edge.effectiveOn, edge.legalBasis,
    edge.from === edge.to]), [
    ['renamed', 'whole', '2026-01-01', '2/NQ-THU', true],
    ['transferred', 'whole', '2026-01-01', '2/NQ-THU', true],
    ['split', 'part', '2026-05-01', '1/NQ-THU', false]
  ])
  t.strictSame(nodes.map((node: Record<string, string>) => [node.slug, node.extent]),
    [['thu-g', 'whole'], ['thu-e', 'part']])
})

t.test('a lineage goes as far as it is asked, by one statement, and is not sent twice', async t => {
  await aWard('thu-i', 'Phường Thử I')
  await became('thu-e', 'thu-i', 'whole', '2026-09-01')
  const slugs = async (query: string) =>
    (await get(`/v1/wards/thu-i/lineage${query}`)).body.nodes.map((node: { slug: string }) => node.slug)
  t.strictSame(await slugs(''), ['thu-g', 'thu-e', 'thu-i'])
  t.strictSame(await slugs('?depth=1'), ['thu-e', 'thu-i'])
  t.strictSame(await slugs('?direction=successors'), ['thu-i'])
  t.equal(await statementsOf(async () => await get('/v1/wards/thu-i/lineage?depth=9')), 1)
  const { headers } = await get('/v1/wards/thu-i/lineage')
  t.match(await get('/v1/wards/thu-i/lineage', { 'if-none-match': headers.etag! }), { status: 304, body: '' })
  t.match(await ask('HEAD', '/v1/wards/thu-i/lineage'), { status: 200, body: '' })
  t.match(await get('/v1/wards/khong-co/lineage'), { status: 404 })
  t.match(await get('/v1/wards/ha-khanh/lineage?depth=0'),
    { status: 400, body: { errors: [{ parameter: 'depth', detail: 'must be at least 1' }] } })
  t.match(await get('/v1/wards/ha-khanh/lineage?colour=red'), { status: 400 })
})

t.test('knownAt tells the lineage that the register held then', async t => {
  t.match(await get('/v1/wards/thu-i/lineage?knownAt=2026-01-05T09:00:00Z'), { status: 404 })
  const then = (await get('/v1/wards/cua-lo/lineage?knownAt=2026-01-05T09:00:00Z')).body
  t.strictSame(then, (await get('/v1/wards/cua-lo/lineage')).body)
})

t.test('asOf gives the units above as they were called on that day', async t => {
  await write('/v1/units', {
    slug: 'thu',
    versions: [
      { name: 'Huyện Thử', kind: 'huyen', code: '991', parent: 'province:quang-ninh', validTo: '2019-12-31' },
      { name: 'Thị xã Thử', kind: 'thi-xa', code: '991', parent: 'province:quang-ninh', validFrom: '2020-01-01' }
    ]
  })
  await aWard('thu-k', 'Phường Thử K', { parent: 'district:thu', validFrom: '2010-01-01' })
  const parentOn = async (query: string) => (await get(`/v1/wards/thu-k${query}`)).body.parent
  const { id } = await parentOn('')
  t.strictSame(await parentOn(''), { id, slug: 'thu', name: 'Thị xã Thử', kind: 'thi-xa' })
  t.strictSame(await parentOn('?asOf=2019-12-31'), { id, slug: 'thu', name: 'Huyện Thử', kind: 'huyen' })
  t.strictSame(await parentOn('?asOf=2020-01-01'), { id, slug: 'thu', name: 'Thị xã Thử', kind: 'thi-xa' })
  t.strictSame(await parentOn('?asOf=2099-01-01'), { id, slug: 'thu', name: 'Thị xã Thử', kind: 'thi-xa' })
  t.match(await get('/v1/wards/thu-k?asOf=2009-12-31'), { status: 404 })
  t.strictSame((await get('/v1/wards?asOf=2019-06-01&parent=thu')).body.data
    .map((found: { parent: { name: string } }) => found.parent.name), ['Huyện Thử'])
})
