/** The graph of a document: what it stems from, what came of it step by step, and where it was cited. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { exampleOf, writerOf, type Draft } from './helpers/drafts.js'
import { organisation, ward } from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask, get, statementsOf } = register
const { make, patch, remove, read } = writerOf(register)

const idOf = (key: string) => builtInId('resolution', key)
const graphOf = async (id: string, query = ''): Promise<Draft> => await read(`/v1/resolutions/${id}/graph${query}`)

const centre = organisation('ban-chap-hanh-trung-uong', 'Ban Chấp hành Trung ương Đảng')
const politburo = organisation('bo-chinh-tri', 'Bộ Chính trị')
const common = { family: 'party', committee: centre, inForce: null, status: 'verified', citationCount: 2 }
const directive = {
  ...common,
  id: idOf('05-ct-tw-2016'),
  symbol: '05-CT/TW',
  type: { code: 'CT', name: 'Chỉ thị', nameEn: 'directive' },
  title: 'Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
  issuer: politburo,
  issuedOn: '2016-05-15'
}
const conclusion = {
  ...common,
  id: idOf('01-kl-tw-2021'),
  symbol: '01-KL/TW',
  type: { code: 'KL', name: 'Kết luận', nameEn: 'conclusion' },
  title: 'Về tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng, ' +
    'đạo đức, phong cách Hồ Chí Minh',
  issuer: politburo,
  issuedOn: '2021-05-18'
}
const phungChiKien = {
  ward: ward('phung-chi-kien', 'Phường Phùng Chí Kiên'),
  citations: 2,
  meetings: 1,
  firstOn: '2021-07-07',
  lastOn: '2021-07-07',
  hosts: [organisation('dang-uy-phuong-phung-chi-kien', 'Đảng ủy phường Phùng Chí Kiên')]
}

t.test('a document stands with what continues it, and with the wards that cited it', async t => {
  const whole = {
    resolution: directive.id,
    depth: 2,
    nodes: [{ ...directive, distance: 0 }, { ...conclusion, distance: 1 }],
    edges: [{ from: conclusion.id, to: directive.id, type: 'continues' }],
    truncated: false,
    citing: {
      wards: 1,
      meetings: 1,
      citations: 2,
      firstOn: '2021-07-07',
      lastOn: '2021-07-07',
      byWard: [phungChiKien],
      url: `/v1/resolutions/${directive.id}/citations`
    }
  }
  t.strictSame(await graphOf(directive.id), whole)
  t.strictSame(await graphOf(directive.id.toUpperCase(), '?depth=5&limit=200'), { ...whole, depth: 5 })
  t.equal(await statementsOf(async () => { await graphOf(directive.id, '?depth=5') }), 1)
  const { body } = await get(whole.citing.url + '?total=true')
  t.equal(body.page.total, whole.citing.citations)
})

t.test('seen from the other end it is the same, and the nearest comes first', async t => {
  const { nodes, edges } = await graphOf(conclusion.id)
  t.strictSame(nodes, [{ ...conclusion, distance: 0 }, { ...directive, distance: 1 }])
  t.strictSame(edges, [{ from: conclusion.id, to: directive.id, type: 'continues' }])
})

const alone = idOf('21-nq-tu-ha-long-2020')
let number = 500
/** Writes a document that does something to others. */
async function write (relations: Draft[] = [], more: Draft = {}): Promise<string> {
  const draft = { ...exampleOf('resolution'), symbol: `${number++}-KH/ĐU`, aliases: [], relations, ...more }
  return (await make('/v1/resolutions', draft)).id
}
const edge = (from: string, type: string, to: string) => ({ from, to, type })
const order = (edges: Draft[]) => [...edges].sort((a, b) => `${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1)
const near = ({ nodes }: Draft) => nodes.map(({ id, distance }: Draft) => [id, distance])

t.test('steps go both ways, as far as they were asked to', async t => {
  t.strictSame(near(await graphOf(alone)), [[alone, 0]])
  const first = await write([{ kind: 'implements', to: alone }], { issuedOn: '2021-03-01' })
  const second = await write([{ kind: 'implements', to: first }], { issuedOn: '2021-04-01' })
  const third = await write([{ kind: 'continues', to: second }], { issuedOn: '2021-05-01' })
  t.strictSame(near(await graphOf(alone, '?depth=1')), [[alone, 0], [first, 1]])
  t.strictSame(near(await graphOf(alone)), [[alone, 0], [first, 1], [second, 2]])
  t.strictSame(near(await graphOf(second, '?depth=5')), [[second, 0], [first, 1], [third, 1], [alone, 2]])
  const edges = [edge(first, 'implements', alone), edge(second, 'implements', first), edge(third, 'continues', second)]
  t.strictSame((await graphOf(third, '?depth=3')).edges, order(edges))
  t.strictSame((await graphOf(third, '?depth=1')).edges, [edges[2]])

  await t.test('a circle is walked once', async t => {
    await patch(`/v1/resolutions/${first}`, {
      relations: [{ kind: 'implements', to: alone }, { kind: 'continues', to: third }]
    })
    t.strictSame(near(await graphOf(third, '?depth=5')), [[third, 0], [first, 1], [second, 1], [alone, 2]])
    t.strictSame((await graphOf(third, '?depth=5')).edges, order([...edges, edge(first, 'continues', third)]))
  })
})

t.test('what took a document’s place replaces it, told once however often it is said', async t => {
  const old = await write()
  const next = await write([{ kind: 'replaces', to: old }], { issuedOn: '2024-05-01' })
  t.strictSame((await graphOf(old)).edges, [edge(next, 'replaces', old)])
  await patch(`/v1/resolutions/${old}`, { replacedBy: next })
  t.strictSame((await graphOf(old)).edges, [edge(next, 'replaces', old)])
  await patch(`/v1/resolutions/${next}`, { relations: [] })
  t.strictSame((await graphOf(next)).edges, [edge(next, 'replaces', old)])
  t.strictSame(near(await graphOf(old)), [[old, 0], [next, 1]])
})

t.test('what nobody has confirmed is walked only by who asks for it', async t => {
  const known = await write()
  const proposed = await write([{ kind: 'implements', to: known }], { status: 'unverified' })
  t.strictSame(near(await graphOf(known)), [[known, 0]])
  t.strictSame(near(await graphOf(known, '?status=any')), [[known, 0], [proposed, 1]])
  t.strictSame(near(await graphOf(proposed)), [[proposed, 0], [known, 1]])
})

t.test('wards come by how often they cite, and are cut where more are there', async t => {
  const cited = await write()
  const meet = async (slug: string, heldOn: string, times: number, more: Draft = {}) => await make('/v1/meetings', {
    ward: slug,
    title: `Hội nghị thử nghiệm ${heldOn}`,
    type: 'giao-ban',
    heldOn,
    citations: Array.from({ length: times }, (_, n) => ({ resolution: cited, asCited: `lần ${n}` })),
    ...more
  })
  await meet('nghi-hoa', '2024-02-01', 1)
  await meet('nghi-hoa', '2024-03-01', 1)
  await meet('tay-son', '2024-04-01', 3)
  await meet('duc-xuan', '2024-05-01', 1)
  await meet('ha-khanh', '2024-06-01', 5, {
    citations: [{ resolution: cited, asCited: 'chưa xác nhận', status: 'unverified' }]
  })
  const { citing } = await graphOf(cited, '?limit=2')
  t.strictSame([citing.wards, citing.meetings, citing.citations, citing.firstOn, citing.lastOn],
    [3, 4, 6, '2024-02-01', '2024-05-01'])
  t.strictSame(citing.byWard.map(({ ward: { slug }, citations, meetings, hosts }: Draft) =>
    [slug, citations, meetings, hosts]), [['tay-son', 3, 1, []], ['nghi-hoa', 2, 2, []]])
  t.equal((await graphOf(cited, '?status=any')).citing.byWard.length, 4)
})

t.test('of very many documents the nearest and oldest are told, and that there are more', async t => {
  const root = await write()
  const lines = Array.from({ length: 230 }, (_, n) => JSON.stringify({
    kind: 'resolution',
    data: {
      ...exampleOf('resolution'),
      symbol: `${n + 1}-TB/ĐU`,
      issuedOn: n < 100 ? '2022-01-01' : '2021-01-01',
      aliases: [],
      relations: [{ kind: 'implements', to: root }]
    }
  }))
  const { status, body } = await ask('POST', '/v1/imports?results=failed',
    { authorization: 'Bearer test-administrator-0123456789', 'content-type': 'application/x-ndjson' }, lines.join('\n'))
  t.equal(status, 200, String(body).slice(0, 300))
  const { nodes, edges, truncated } = await graphOf(root)
  t.strictSame([nodes.length, edges.length, truncated], [200, 199, true])
  t.equal(nodes[0].id, root)
  t.equal(nodes.filter(({ issuedOn }: Draft) => issuedOn === '2021-01-01').length, 130)
})

t.test('the graph is also that of an instant', async t => {
  const { nodes, citing } = await graphOf(alone, '?knownAt=2026-01-05T08:00:00Z&depth=5')
  t.strictSame([nodes.length, citing.citations], [1, 3])
  t.equal((await get(`/v1/resolutions/${alone}/graph?knownAt=2020-01-01T00:00:00Z`)).status, 404)
})

t.test('parameters are strict, and what is gone says so', async t => {
  for (const query of ['depth=0', 'depth=6', 'limit=201', 'q=a']) {
    const { status, body } = await get(`/v1/resolutions/${alone}/graph?${query}`)
    t.strictSame([status, body.errors[0].parameter], [400, query.split('=')[0]], query)
  }
  t.equal((await get(`/v1/resolutions/${builtInId('nothing', 'x')}/graph`)).status, 404)
  const gone = await write()
  await remove(`/v1/resolutions/${gone}`)
  t.equal((await get(`/v1/resolutions/${gone}/graph`)).status, 410)
})
