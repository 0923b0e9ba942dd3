/**
 * Texts that become records: sent to /v1/sources, read, linked to what the register knows, and proposed with the
 * passages on which they rest. All through the front door.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { ADMIN_KEY, bearer, openRegister, type Register } from './helpers/register.js'
import { article, textsOf, told } from './helpers/texts.js'

const WARD = { id: builtInId('unit', 'ward:ha-khanh'), slug: 'ha-khanh', name: 'Phường Hà Khánh' }
const PARTY = { id: builtInId('organisation', 'dang-uy-phuong-ha-khanh'), name: 'Đảng ủy phường Hà Khánh' }
const TITLE = 'Đảng ủy phường Hà Khánh sơ kết công tác 6 tháng đầu năm 2024'
const ALL = 'include=participants,resolutions,observations,tasks,sources,evidence'
const unverified = `/v1/meetings?ward=ha-khanh&status=unverified&${ALL}`
const admin = bearer(ADMIN_KEY)

const rows = async ({ connection }: Register, table: string): Promise<number> =>
  (await connection.pool.query(`select count(*)::int as count from ${table}`)).rows[0].count

/** How many rows there are of everything that a text can bring. */
const everything = async (register: Register) => Object.fromEntries(await Promise.all([
  'sources', 'reviews', 'meetings', 'participants', 'citations', 'observations', 'tasks', 'evidence', 'officials',
  'organisations', 'resolutions', 'changes'
].map(async table => [table, await rows(register, table)])))

t.test('a text becomes a meeting with all that it tells, unverified, each claim with its passages', async t => {
  const register = await openRegister(t)
  const { take, list } = textsOf(register)
  const text = article()
  const id = await take(text)
  const source = { id, title: 'Bài thử', publisher: 'Cổng thử', publishedOn: null, url: null }
  const at = (quote: string, confidence: number, from = 0) => {
    const start = text.indexOf(quote, from)
    return { source, property: null, start, end: start + quote.length, quote, method: 'extracted', confidence }
  }
  const meeting = { id: '#1', title: TITLE, heldOn: '2024-07-05' }
  const stamp = { status: 'unverified', version: 1, createdAt: 'now', updatedAt: 'now' }
  const conclusion = text.indexOf('Kết luận')
  t.strictSame(told(await list(unverified)), [{
    id: '#1',
    ward: WARD,
    title: TITLE,
    type: { code: 'so-ket', name: 'Hội nghị sơ kết', nameEn: 'interim review conference' },
    heldOn: '2024-07-05',
    endsOn: null,
    session: 'morning',
    alsoTypes: [],
    host: PARTY,
    counterpart: null,
    chairs: [{ id: '#2', name: 'Nguyễn Văn Thử' }],
    reviews: { code: '2024-H1', from: '2024-01-01', to: '2024-06-30', label: '6 tháng đầu năm 2024' },
    plans: { code: '2024-H2', from: '2024-07-01', to: '2024-12-31', label: '6 tháng cuối năm 2024' },
    summary: null,
    status: 'unverified',
    counts: { participants: 2, resolutions: 2, observations: 1, tasks: 1 },
    inferred: [],
    evidence: [
      { ...at('sơ kết', 0.9), property: 'type' },
      { ...at('Sáng ngày 5/7/2024', 0.9), property: 'heldOn' },
      { ...at('Sáng ngày 5/7/2024', 0.9), property: 'session' }
    ],
    version: 1,
    createdAt: 'now',
    updatedAt: 'now',
    participants: [
      {
        id: '#3',
        official: { id: '#2', name: 'Nguyễn Văn Thử' },
        capacity: 'chair',
        titles: ['Bí thư Đảng ủy', 'Chủ tịch HĐND phường'],
        evidence: [
          at('Nguyễn Văn Thử, Bí thư Đảng ủy, Chủ tịch HĐND phường', 0.95), at('Nguyễn Văn Thử', 0.95, conclusion)
        ]
      },
      {
        id: '#4',
        official: { id: builtInId('official', 'tran-viet-hung'), name: 'Trần Việt Hùng' },
        capacity: 'attendee',
        titles: ['Chủ tịch UBND phường'],
        evidence: [at('Trần Việt Hùng, Chủ tịch UBND phường', 0.95)]
      }
    ],
    groups: [],
    resolutions: [
      {
        id: '#5',
        ward: WARD,
        meeting,
        resolution: {
          id: builtInId('resolution', '21-nq-tu-ha-long-2020'),
          symbol: '21-NQ/TU',
          title: 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị hình thành trước năm 2005 ' +
            'trên địa bàn các phường thuộc thành phố',
          issuer: {
            id: builtInId('organisation', 'ban-thuong-vu-thanh-uy-ha-long'), name: 'Ban Thường vụ Thành ủy Hạ Long'
          },
          issuedOn: '2020-12-31'
        },
        candidates: [],
        asCited: 'Nghị quyết số 21-NQ/TU ngày 31/12/2020 của Ban Thường vụ Thành ủy Hạ Long',
        issuerAsStated: 'Ban Thường vụ Thành ủy Hạ Long',
        issuedOnAsStated: '2020-12-31',
        agrees: true,
        evidence: [at('Nghị quyết số 21-NQ/TU ngày 31/12/2020 của Ban Thường vụ Thành ủy Hạ Long', 0.98)],
        ...stamp
      },
      {
        id: '#6',
        ward: WARD,
        meeting,
        resolution: {
          id: '#7', symbol: '07-NQ/ĐU', title: 'phát triển kinh tế', issuer: PARTY, issuedOn: '2024-01-15'
        },
        candidates: [],
        asCited: 'Nghị quyết số 07-NQ/ĐU ngày 15/01/2024 của Đảng ủy phường',
        issuerAsStated: 'Đảng ủy phường',
        issuedOnAsStated: '2024-01-15',
        agrees: true,
        evidence: [at('Nghị quyết số 07-NQ/ĐU ngày 15/01/2024 của Đảng ủy phường', 0.98)],
        ...stamp
      }
    ],
    observations: [{
      id: '#8',
      ward: WARD,
      meeting,
      indicator: { code: 'jobs-created', name: 'Giải quyết, giới thiệu việc làm mới', unit: 'lao động' },
      period: { code: '2024-H1', from: '2024-01-01', to: '2024-06-30', label: '6 tháng đầu năm 2024' },
      subject: null,
      dimensions: {},
      kind: 'actual',
      value: 165,
      valueText: null,
      target: 160,
      percentOfTarget: 103,
      changePercent: null,
      changeBasis: null,
      comparator: 'eq',
      estimate: false,
      measuredOn: null,
      asReported: '165/160 lao động, 103 % chỉ tiêu',
      flags: [],
      supersededBy: null,
      evidence: [at('giải quyết việc làm cho 165/160 lao động, đạt 103%', 0.9)],
      ...stamp
    }],
    tasks: [{
      id: '#9',
      ward: WARD,
      meeting,
      text: 'rà soát hộ nghèo còn sót',
      setBy: null,
      setByOfficial: null,
      assignee: 'các chi bộ',
      period: null,
      category: null,
      evidence: [at('rà soát hộ nghèo còn sót', 0.85)],
      ...stamp
    }],
    sources: [{
      ...source,
      author: null,
      language: 'vi',
      sha256: (await list('/v1/sources?q=bai+thu'))[0].sha256,
      licence: null,
      hasText: true,
      version: 1,
      createdAt: 'now',
      updatedAt: 'now'
    }]
  }])
})

t.test('what the register does not know is proposed along with it, unverified', async t => {
  const register = await openRegister(t)
  const { take, list } = textsOf(register)
  await take(article())
  const council = { id: '#4', name: 'Hội đồng nhân dân phường Hà Khánh', kind: 'c-hdnd' }
  const stamp = { status: 'unverified', version: 1, createdAt: 'now', updatedAt: 'now' }
  const seen = { from: null, to: null, observedFrom: '2024-07-05', observedTo: '2024-07-05' }
  t.strictSame(told(await list('/v1/officials?status=unverified')), [{
    id: '#1',
    name: 'Nguyễn Văn Thử',
    appointments: [
      {
        id: '#2',
        organisation: { ...PARTY, kind: 'c-bch' },
        role: { code: 'bt', name: 'Bí thư', nameEn: 'secretary of the Party committee' },
        title: 'Bí thư Đảng ủy',
        ...seen
      },
      {
        id: '#3',
        organisation: council,
        role: { code: 'ct-hdnd', name: 'Chủ tịch Hội đồng nhân dân', nameEn: "chair of the People's Council" },
        title: 'Chủ tịch HĐND phường',
        ...seen
      }
    ],
    ...stamp
  }])
  t.strictSame(told(await list('/v1/organisations?status=unverified')), [{
    id: '#1',
    name: council.name,
    shortName: 'HĐND phường Hà Khánh',
    kind: 'c-hdnd',
    level: 'x',
    parent: null,
    ward: WARD,
    unit: WARD,
    ...stamp
  }])
  t.strictSame((await list('/v1/resolutions?status=unverified')).map(({ symbol, term, inForce, committee }: any) =>
    [symbol, term, inForce, committee]), [['07-NQ/ĐU', '2020/2025', null, PARTY]])
  t.strictSame(await list('/v1/officials?q=nguyen+van+thu'), [], 'and not shown as what is confirmed')
})

t.test('the log says who sent the text', async t => {
  const register = await openRegister(t)
  const { key, get } = register
  const { take, list } = textsOf(register)
  await take(article(), '', await key({ scopes: ['write'] }))
  const [{ id }] = await list(unverified)
  const { body } = await get(`/v1/meetings/${id}/revisions`, admin)
  t.match(body.data, [{ act: 'created', actor: /^key:/, version: 1 }])
  t.equal(body.data.length, 1)
})

t.test('a second text on the same meeting adds its passages and figures, and no second meeting', async t => {
  const register = await openRegister(t)
  const { take, list, review } = textsOf(register)
  const first = await take(article())
  const second = await take(article({ title: 'Hà Khánh họp sơ kết', jobs: '170/160 lao động, đạt 106%' }))
  const found = await list(unverified)
  t.equal(found.length, 1)
  const [{ title, counts, version, participants, resolutions, observations, tasks, sources }] = found
  t.strictSame([title, counts, version], [TITLE, { participants: 2, resolutions: 2, observations: 2, tasks: 1 }, 2])
  const restsOn = ({ evidence }: any) => [...new Set(evidence.map((passage: any) => passage.source.id))].sort()
  for (const claim of [...participants, ...resolutions, ...tasks]) t.strictSame(restsOn(claim), [first, second].sort())
  t.strictSame(observations.map((figure: any) => [restsOn(figure), figure.value, figure.flags]).sort(), [
    [[first], 165, [{ code: 'conflicting-reports', message: 'nguồn khác nêu 170, nguồn này 165' }]],
    [[second], 170, [{ code: 'conflicting-reports', message: 'nguồn khác nêu 165, nguồn này 170' }]]
  ].sort())
  t.strictSame(sources.map((source: any) => source.id).sort(), [first, second].sort())
  t.strictSame((await review(second)).body.open,
    { meetings: 1, participants: 2, citations: 2, observations: 1, tasks: 1 })
})

t.test('a text on a meeting that is confirmed adds passages to it, and confirms nothing', async t => {
  const register = await openRegister(t)
  const { take, list, review, decide } = textsOf(register)
  await decide(await take(article()), 'accept', {})
  const second = await take(article({ title: 'Hà Khánh họp sơ kết', task: 'Công an phường tăng cường tuần tra' }))
  t.strictSame((await review(second)).body.open,
    { meetings: 0, participants: 0, citations: 0, observations: 1, tasks: 1 })
  const [{ status, title, participants }] = await list(unverified.replace('unverified', 'any'))
  t.strictSame([status, title], ['verified', TITLE])
  t.strictSame(participants.map(({ evidence }: any) => evidence.length), [4, 2])
})

t.test('another day, another time of day, another cell: another meeting', async t => {
  const register = await openRegister(t)
  const { take, list } = textsOf(register)
  await take(article())
  await take(article({ day: 6 }))
  await take(article({ title: 'Hà Khánh họp buổi chiều' }).replace('Sáng ngày', 'Chiều ngày'))
  const cell = (n: number) => `Chi bộ khu phố ${n} sinh hoạt

Tối 8/7/2024, Chi bộ khu phố ${n}, phường Hà Khánh, thành phố Hạ Long tổ chức sinh hoạt chi bộ thường kỳ tháng 7. \
Đồng chí Lê Thị Mẫu, Bí thư Chi bộ khu phố ${n} chủ trì.
`
  await take(cell(3))
  await take(cell(4))
  const found = await list(`${unverified}&sort=heldOn`)
  t.strictSame(found.map(({ heldOn, session, type, host }: any) => [heldOn, session, type.code, host.name]).sort(), [
    ['2024-07-05', 'afternoon', 'so-ket', PARTY.name],
    ['2024-07-05', 'morning', 'so-ket', PARTY.name],
    ['2024-07-06', 'morning', 'so-ket', PARTY.name],
    ['2024-07-08', 'evening', 'sinh-hoat-chi-bo', 'Chi bộ khu phố 3, phường Hà Khánh'],
    ['2024-07-08', 'evening', 'sinh-hoat-chi-bo', 'Chi bộ khu phố 4, phường Hà Khánh']
  ])
  t.equal((await list('/v1/officials?status=unverified&q=nguyen+van+thu')).length, 1, 'one person chaired three')
})

t.test('texts that come at the same moment know of each other', async t => {
  const register = await openRegister(t)
  const { ask } = register
  const { send, list } = textsOf(register)
  const of = (ward: string, day: number, task: string) =>
    article({ ward: `phường ${ward}, thành phố Hạ Long`, day, task, title: `Đảng ủy phường ${ward} sơ kết công tác` })
      .replace('Trần Việt Hùng, Chủ tịch UBND phường', 'Phạm Văn Mẫu, Phó Bí thư Thành ủy')
  const texts = [of('Hà Khánh', 5, 'rà soát hộ nghèo'), of('Hà Khánh', 5, 'kiểm tra các chi bộ'),
    of('Cao Xanh', 6, 'rà soát hộ nghèo'), of('Cao Xanh', 6, 'kiểm tra các chi bộ')]
  const archive = [of('Hà Khánh', 7, 'rà soát'), of('Cao Xanh', 5, 'rà soát')]
  const answers = await Promise.all([
    ...texts.map(async text => await send(text)),
    ...archive.map(async text => await ask('POST', '/v1/imports?extract=true',
      { ...admin, 'content-type': 'application/x-ndjson' },
      JSON.stringify({ kind: 'source', data: { title: 'Bài thử', publisher: 'Cổng thử', text } })))
  ])
  t.strictSame(answers.map(({ status }) => status), [201, 201, 201, 201, 200, 200])
  const meetings = (await list(`/v1/meetings?status=unverified&sort=heldOn&${ALL}`)) as any[]
  t.strictSame(meetings.map(({ ward, heldOn, participants, tasks }) => [
    ward.slug, heldOn, participants.map(({ official }: any) => official.name).sort(), tasks.length
  ]).sort(), [
    ['cao-xanh', '2024-07-05', ['Nguyễn Văn Thử', 'Phạm Văn Mẫu'], 1],
    ['cao-xanh', '2024-07-06', ['Nguyễn Văn Thử', 'Phạm Văn Mẫu'], 2],
    ['ha-khanh', '2024-07-05', ['Nguyễn Văn Thử', 'Phạm Văn Mẫu'], 2],
    ['ha-khanh', '2024-07-07', ['Nguyễn Văn Thử', 'Phạm Văn Mẫu'], 1]
  ])
  const bearers = async (q: string) => (await list(`/v1/officials?status=unverified&q=${q}`)).length
  t.equal(await bearers('pham van mau'), 1, 'one office in the city, one person')
  t.equal(await bearers('nguyen van thu'), 2, 'one in each ward')
})

t.test('when a text was published tells the year of its meeting', async t => {
  const register = await openRegister(t)
  const { ask } = register
  const { list } = textsOf(register)
  const text = 'Đảng ủy phường Hà Khánh họp giao ban\n\nSáng 12/7, Đảng ủy phường Hà Khánh tổ chức hội nghị giao ban.'
  const { status } = await ask('POST', '/v1/sources', admin, { title: 'Bài thử', publishedOn: '2022-07-13', text })
  t.equal(status, 201)
  t.match(await list(unverified), [{ heldOn: '2022-07-12', inferred: [{ property: 'heldOn' }] }])
})

t.test('a person who is known under another name is that person', async t => {
  const register = await openRegister(t)
  const { take, list } = textsOf(register)
  const appointments = [{ organisation: PARTY.id, role: 'bt', title: 'Bí thư', observedFrom: '2024-01-01' }]
  const make = async (draft: object) => (await register.ask('POST', '/v1/officials', admin, draft)).body.id
  const kept = await make({ name: 'Nguyễn Văn Thử Nghiệm', appointments })
  const merged = await make({ name: 'Nguyễn Văn Thử' })
  const into = { into: kept, reason: 'thử' }
  await register.ask('POST', `/v1/officials/${merged}/merge`, { ...admin, 'if-match': '*' }, into)
  await take(article())
  const [{ chairs }] = await list(unverified)
  t.strictSame(chairs, [{ id: kept, name: 'Nguyễn Văn Thử Nghiệm' }])
})

t.test('the same text twice is a conflict, and changes nothing', async t => {
  const register = await openRegister(t)
  const { take, send } = textsOf(register)
  const id = await take(article())
  const before = await everything(register)
  const { status, body } = await send(article())
  t.match([status, body], [409, { type: '/problems/conflict', detail: new RegExp(id) }])
  t.strictSame(await everything(register), before)
})

t.test('a text that is only kept is not read', async t => {
  const register = await openRegister(t)
  const { take, review } = textsOf(register)
  const before = await everything(register)
  const id = await take(article(), '?extract=false')
  t.strictSame(await everything(register), { ...before, sources: before.sources! + 1, changes: before.changes! + 1 })
  t.equal((await review(id)).status, 404)
})

t.test('a text about nothing is kept, and waits for nobody', async t => {
  const register = await openRegister(t)
  const { take, review } = textsOf(register)
  const before = await everything(register)
  const id = await take('Trời hôm nay nắng đẹp, gió nhẹ. Chợ phiên đông vui.')
  t.strictSame(await everything(register), { ...before, sources: before.sources! + 1, changes: before.changes! + 1 })
  t.equal((await review(id)).status, 404)
})

// ── Wards ────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('a name that two wards bear is settled by the site that published the text', async t => {
  const { ask, get } = await openRegister(t)
  await ask('POST', '/v1/wards', admin, {
    slug: 'ha-khanh-thu',
    versions: [{ name: 'Phường Hà Khánh', kind: 'phuong', code: '99001', parent: 'province:ninh-binh' }]
  })
  let day = 5
  for (const [url, ward] of [
    ['https://hakhanh.halongcity.gov.vn/a', 'ha-khanh'],
    ['https://bao.quangninh.gov.vn/a', 'ha-khanh'],
    ['https://www.ninhbinh.gov.vn/a', 'ha-khanh-thu'],
    ['https://hakhanh.example.vn/a', null]
  ] as const) {
    const text = article({ day: day++, ward: 'phường Hà Khánh' })
    const { body } = await ask('POST', '/v1/sources', admin, { title: 'Bài thử nghiệm', publisher: 'Thử', text, url })
    t.equal((await get(`/v1/reviews/${body.id}`, admin)).body.ward?.slug ?? null, ward, url)
  }
})

t.test('a name that two wards bear is left to people, who say which it is', async t => {
  const register = await openRegister(t)
  const { ask } = register
  const { take, review, decide, list } = textsOf(register)
  const { body: other } = await ask('POST', '/v1/wards', admin, {
    slug: 'ha-khanh-thu',
    versions: [{ name: 'Phường Hà Khánh', kind: 'phuong', code: '99001', parent: 'province:ninh-binh' }]
  })
  const id = await take(article({ ward: 'phường Hà Khánh' }))
  t.strictSame((await list(unverified)).length, 0)
  const { body } = await review(id)
  t.strictSame([body.ward, body.meeting, body.state, body.findings, body.unplaced], [null, null, 'open', [], []])
  t.strictSame(body.candidates, [WARD, { id: other.id, slug: 'ha-khanh-thu', name: 'Phường Hà Khánh' }])

  const placed = await decide(id, 'place', { ward: 'ha-khanh' })
  t.strictSame([placed.status, placed.body.ward, placed.body.candidates, placed.body.meeting.heldOn, placed.body.open],
    [200, WARD, [], '2024-07-05', { meetings: 1, participants: 2, citations: 2, observations: 1, tasks: 1 }])
  t.equal((await list(unverified)).length, 1)
  t.strictSame((await decide(id, 'place', { ward: 'ha-khanh-thu' })).body.errors,
    [{ pointer: '/ward', detail: 'is known of this text already' }])
})

t.test('the city that a text names tells which of two wards it is about', async t => {
  const register = await openRegister(t)
  const { take, review } = textsOf(register)
  await register.ask('POST', '/v1/wards', admin, {
    slug: 'ha-khanh-thu',
    versions: [{ name: 'Phường Hà Khánh', kind: 'phuong', code: '99001', parent: 'province:ninh-binh' }]
  })
  t.strictSame((await review(await take(article()))).body.ward, WARD)
})

t.test('who sends a text can say which ward it is about', async t => {
  const register = await openRegister(t)
  const { take, send, review } = textsOf(register)
  const id = await take(article({ ward: 'phường Suối Mẫu' }), '?ward=ha-khanh')
  t.strictSame((await review(id)).body.ward, WARD)
  const before = await everything(register)
  const { status, body } = await send(article({ day: 9 }), '?ward=suoi-mau')
  t.strictSame([status, body.errors], [400, [{
    parameter: 'ward', detail: "No ward is known as 'suoi-mau': give an id, a slug or an official code."
  }]])
  t.strictSame(await everything(register), before)
})

t.test('a ward that the register does not know waits for people', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  const text = article({ ward: 'phường Suối Mẫu' }).replaceAll('Hà Khánh', 'Suối Mẫu')
  const id = await take(text)
  const { body } = await review(id)
  t.strictSame([body.state, body.ward, body.candidates, body.open], ['open', null, [],
    { meetings: 0, participants: 0, citations: 0, observations: 0, tasks: 0 }])
  t.strictSame((await decide(id, 'place', { ward: 'suoi-mau' })).body.errors,
    [{ pointer: '/ward', detail: 'is no ward that is known' }])
})

t.test('figures without a day of their meeting are proposed by themselves', async t => {
  const register = await openRegister(t)
  const { take, review } = textsOf(register)
  const id = await take(`Kết quả năm 2023 của phường Hà Khánh, thành phố Hạ Long

Năm 2023, phường Hà Khánh giải quyết việc làm cho 165/160 lao động, đạt 103%.
`)
  const { body } = await review(id)
  t.strictSame([body.ward, body.meeting, body.open],
    [WARD, null, { meetings: 0, participants: 0, citations: 0, observations: 1, tasks: 0 }])
  t.strictSame(body.findings.map(({ kind, label }: any) => [kind, label]),
    [['observation', 'Giải quyết, giới thiệu việc làm mới: 165/160 lao động, 103 % chỉ tiêu']])
})

// ── Keys, takedowns, secrets ─────────────────────────────────────────────────────────────────────────────────────

t.test('a key of another ward takes nothing in, and leaves nothing behind', async t => {
  const register = await openRegister(t)
  const { take, send, list } = textsOf(register)
  const [elsewhere, here] = await Promise.all([['tay-son'], ['ha-khanh']].map(async wards =>
    await register.key({ scopes: ['write'], wards })))
  const before = await everything(register)
  const { status, body } = await send(article(), '', elsewhere)
  t.strictSame([status, body.type], [403, '/problems/forbidden'])
  t.strictSame(await everything(register), before)
  await take(article(), '', here)
  t.equal((await list(unverified)).length, 1)
})

t.test('a takedown reaches what was taken in, and it does not come back', async t => {
  const register = await openRegister(t)
  const { take, send, list, review } = textsOf(register)
  const id = await take(article())
  const [{ id: official }] = await list('/v1/officials?status=unverified')
  const takedown = { kind: 'official', id: official, reason: 'thử' }
  const { status } = await register.ask('POST', '/v1/takedowns', admin, takedown)
  t.equal(status, 201)
  for (const table of ['sources', 'evidence', 'participants', 'tasks', 'meetings', 'changes', 'officials', 'reviews']) {
    const { rows } = await register.connection.pool.query(`select row_to_json(t)::text as row from ${table} t`)
    t.strictSame(rows.filter(({ row }) => /Nguyễn Văn Thử/.test(row)), [], table)
  }
  t.equal((await review(id)).status, 200)
  const again = await send(article({ day: 6 }))
  t.match([again.status, again.body.type], [410, '/problems/gone'])
})

t.test('a text with a secrecy stamp is refused', async t => {
  const register = await openRegister(t)
  const { send } = textsOf(register)
  const before = await everything(register)
  const { status, body } = await send(`TỐI MẬT\n\n${article()}`)
  t.strictSame([status, body.errors], [400, [{
    pointer: '/text', detail: 'bears a secrecy stamp: state secrets have no place in the register'
  }]])
  t.strictSame(await everything(register), before)
})
