/**
 * Meetings written whole: one request brings everything that hangs on a meeting, all of it or nothing, and the same
 * meeting sent again is recognised, claim by claim.
 */
import t from 'tap'
import { sourceId } from '../src/domain/ids.js'
import { writerOf, type Draft } from './helpers/drafts.js'
import { haKhanh, haKhanhPassage, organisation } from './helpers/expected.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { get, connection: { pool } } = register
const { send, make, replace, patch, read } = writerOf(register)

const sha256 = '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c'
const source = { sha256 }
const passage = (start: number, end: number) => ({ source, start, end })

/** A person, who is in the register from here on. */
const thu = await make('/v1/officials', {
  name: 'Nguyễn Văn Thử',
  appointments: [{
    organisation: { name: 'Đảng ủy phường Hà Khánh' }, role: 'pbt', title: 'Phó Bí thư Đảng ủy', from: '2024-01-01'
  }]
})

const draft = {
  ward: 'ha-khanh',
  title: 'Hội nghị thử nghiệm',
  type: 'so-ket',
  alsoTypes: ['giao-ban'],
  heldOn: '2024-07-04',
  endsOn: '2024-07-05',
  session: 'afternoon',
  host: { name: 'Đảng ủy phường Hà Khánh', unit: 'ha-khanh' },
  reviews: '2024-6M',
  plans: '2024-H2',
  summary: 'Một bản ghi thử',
  inferred: [{ property: 'session', reason: 'thử' }],
  sourceSystem: 'so-thu',
  externalId: 'H-1',
  evidence: [{ property: 'heldOn', ...passage(10, 20) }],
  participants: [
    {
      official: { name: 'Nguyễn Văn Thử', organisation: { name: 'Đảng ủy phường Hà Khánh' } },
      capacity: 'chair',
      titles: ['Phó Bí thư Đảng ủy'],
      organisations: [{ name: 'Đảng ủy phường Hà Khánh' }],
      evidence: [passage(30, 40)]
    },
    { group: 'Các chi bộ' }
  ],
  citations: [
    {
      resolution: { symbol: '21-NQ/TU', issuer: { name: 'Thành ủy Hạ Long' } },
      asCited: 'Nghị quyết 21-NQ/TU',
      issuedOnAsStated: '2020-12-30',
      evidence: [{ ...passage(50, 60), quote: 'Nghị quyết 21-NQ/TU', method: 'extracted', confidence: 0.75 }]
    },
    { asCited: 'Nghị quyết 10', candidates: [{ symbol: '10-NQ/TU' }], issuerAsStated: 'Tỉnh ủy' }
  ],
  observations: [
    {
      indicator: 'jobs-created',
      period: '2024-H1',
      value: 90,
      target: 180,
      percentOfTarget: 51,
      comparator: 'gt',
      estimate: true,
      asReported: 'ước trên 90/180, 51 %',
      evidence: [passage(70, 80)]
    },
    {
      indicator: 'budget-revenue',
      kind: 'target',
      period: '2024',
      subject: 'phường Hà Khánh',
      value: 1250000000.5,
      asReported: '1,25 tỷ',
      source,
      flags: [{ code: 'target-wording', message: 'thử' }]
    }
  ],
  tasks: [{ text: 'Làm thử', setBy: 'Phó Bí thư', setByOfficial: thu.id, assignee: 'Khu phố 2', period: '2024-H2' }]
}

const made = await make('/v1/meetings', draft)
const everything = 'include=participants,resolutions,observations,tasks,sources,evidence'
const whole = async (id = made.id) => await read(`/v1/meetings/${id}?${everything}`)
/** What nobody knows before it is written. */
const stamps = ({ createdAt, updatedAt, ...record }: Draft) => ({ createdAt, updatedAt, record })

const { createdAt } = made
const fresh = { status: 'verified', version: 1, createdAt, updatedAt: createdAt }
const label = { id: made.id, title: 'Hội nghị thử nghiệm', heldOn: '2024-07-04' }
const at = { ward: haKhanh.ward, meeting: label }
const committee = organisation('dang-uy-phuong-ha-khanh', 'Đảng ủy phường Hà Khánh')
const meeting = {
  ...label,
  ward: haKhanh.ward,
  type: { code: 'so-ket', name: 'Hội nghị sơ kết', nameEn: 'interim review conference' },
  endsOn: '2024-07-05',
  session: 'afternoon',
  alsoTypes: [{ code: 'giao-ban', name: 'Giao ban', nameEn: 'briefing' }],
  host: committee,
  counterpart: null,
  chairs: [{ id: thu.id, name: 'Nguyễn Văn Thử' }],
  reviews: { code: '2024-H1', from: '2024-01-01', to: '2024-06-30', label: '6 tháng đầu năm 2024' },
  plans: { code: '2024-H2', from: '2024-07-01', to: '2024-12-31', label: '6 tháng cuối năm 2024' },
  summary: 'Một bản ghi thử',
  counts: { participants: 1, resolutions: 2, observations: 2, tasks: 1 },
  inferred: [{ property: 'session', reason: 'thử' }],
  ...fresh
}

t.test('a meeting with all that hangs on it is written by one request and read back by every address', async t => {
  t.strictSame(made, meeting)
  const { participants, groups, resolutions, observations, tasks, sources, evidence, ...rest } = await whole()
  t.strictSame(rest, made)
  t.strictSame(participants, [{
    id: participants[0].id,
    official: { id: thu.id, name: 'Nguyễn Văn Thử' },
    capacity: 'chair',
    titles: ['Phó Bí thư Đảng ủy'],
    evidence: [haKhanhPassage(30, 40)]
  }])
  t.strictSame(groups, ['Các chi bộ'])
  const haLong = {
    id: resolutions[0].resolution.id,
    symbol: '21-NQ/TU',
    title: 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị hình thành trước năm 2005 trên địa bàn ' +
      'các phường thuộc thành phố',
    issuer: organisation('ban-thuong-vu-thanh-uy-ha-long', 'Ban Thường vụ Thành ủy Hạ Long'),
    issuedOn: '2020-12-31'
  }
  t.strictSame(resolutions, [
    {
      id: resolutions[0].id,
      ...at,
      resolution: haLong,
      candidates: [],
      asCited: 'Nghị quyết 21-NQ/TU',
      issuerAsStated: null,
      issuedOnAsStated: '2020-12-30',
      agrees: false,
      evidence: [{
        ...haKhanhPassage(50, 60), quote: 'Nghị quyết 21-NQ/TU', method: 'extracted', confidence: 0.75
      }],
      ...fresh
    },
    {
      id: resolutions[1].id,
      ...at,
      resolution: null,
      candidates: resolutions[1].candidates,
      asCited: 'Nghị quyết 10',
      issuerAsStated: 'Tỉnh ủy',
      issuedOnAsStated: null,
      agrees: null,
      evidence: [],
      ...fresh
    }
  ])
  t.strictSame(resolutions[1].candidates.map(({ symbol }: Draft) => symbol), ['10-NQ/TU'])
  const figure = {
    ...at,
    subject: null,
    dimensions: {},
    valueText: null,
    target: null,
    percentOfTarget: null,
    changePercent: null,
    changeBasis: null,
    comparator: 'eq',
    estimate: false,
    measuredOn: null,
    supersededBy: null
  }
  t.strictSame(observations, [
    {
      ...figure,
      id: observations[0].id,
      indicator: { code: 'jobs-created', name: observations[0].indicator.name, unit: 'người' },
      period: meeting.reviews,
      kind: 'actual',
      value: 90,
      target: 180,
      percentOfTarget: 51,
      comparator: 'gt',
      estimate: true,
      asReported: 'ước trên 90/180, 51 %',
      flags: [],
      evidence: [haKhanhPassage(70, 80)],
      ...fresh
    },
    {
      ...figure,
      id: observations[1].id,
      indicator: { code: 'budget-revenue', name: observations[1].indicator.name, unit: 'VND' },
      period: { code: '2024', from: '2024-01-01', to: '2024-12-31', label: 'năm 2024' },
      subject: 'phường Hà Khánh',
      kind: 'target',
      value: 1250000000.5,
      asReported: '1,25 tỷ',
      flags: [{ code: 'target-wording', message: 'thử' }],
      evidence: [],
      ...fresh
    }
  ])
  t.strictSame(tasks, [{
    id: tasks[0].id,
    ...at,
    text: 'Làm thử',
    setBy: 'Phó Bí thư',
    setByOfficial: { id: thu.id, name: 'Nguyễn Văn Thử' },
    assignee: 'Khu phố 2',
    period: meeting.plans,
    category: null,
    evidence: [],
    ...fresh
  }])
  t.strictSame(sources.map(({ id }: Draft) => id), [sourceId(sha256)])
  t.strictSame(evidence, [haKhanhPassage(10, 20, 'heldOn')])

  const asTexts = (records: Draft[]) => records.map(record => JSON.stringify(record)).sort()
  for (const [list, expected] of [['citations', resolutions], ['observations', observations], ['tasks', tasks]]) {
    const { data } = await read(`/v1/${list}?meeting=${made.id}`)
    t.strictSame(asTexts(data), asTexts(expected), list)
  }
  const { data: [person, group, ...more] } = await read(`/v1/participants?meeting=${made.id}`)
  t.strictSame(more, [])
  t.strictSame(person, {
    id: participants[0].id,
    ...at,
    official: { id: thu.id, name: 'Nguyễn Văn Thử' },
    group: null,
    capacity: 'chair',
    titles: ['Phó Bí thư Đảng ủy'],
    evidence: [haKhanhPassage(30, 40)],
    ...fresh
  })
  t.strictSame(group, {
    id: group.id,
    ...at,
    official: null,
    group: 'Các chi bộ',
    capacity: 'attendee',
    titles: [],
    evidence: [],
    ...fresh
  })
  t.strictSame(await read(`/v1/participants/${group.id}`), group)
  t.strictSame((await read('/v1/wards/ha-khanh/meetings?period=2024-07')).data, [made])
  t.strictSame((await read(`/v1/officials/${thu.id}/meetings`)).data, [made])
})

const entries = async () => (await pool.query('select count(*)::int as count from changes')).rows[0].count

t.test('the same meeting sent again changes nothing, and leaves no trace', async t => {
  const [before, length] = [await whole(), await entries()]
  for (const again of [
    draft, { ...draft, ward: haKhanh.ward.id }, { ...draft, participants: undefined, tasks: undefined }
  ]) {
    const { status, headers, body } = await send('PUT', `/v1/meetings/${made.id}`, again, { 'if-match': '*' })
    t.strictSame([status, body], [200, made])
    t.match(headers.etag, /^"1\./)
    t.strictSame(await whole(), before)
  }
  t.equal(await entries(), length)
})

t.test('a list that is given replaces what is there, and claims that stay keep their ids', async t => {
  const before = await whole()
  const [, second] = draft.observations
  const changed = await replace(`/v1/meetings/${made.id}`, {
    ...draft,
    observations: [{ ...second, value: 1300000000 }, { ...second, period: '2025', value: 2 }],
    tasks: [],
    participants: undefined
  })
  const after = await whole()
  t.strictSame(stamps(changed).record, stamps({
    ...made, version: 2, counts: { ...made.counts, tasks: 0 }
  }).record)
  t.strictSame([after.participants, after.groups, after.resolutions], [
    before.participants, before.groups, before.resolutions])
  t.strictSame(after.tasks, [])
  t.equal(after.observations[0].id, before.observations[1].id)
  t.strictSame([after.observations[0].value, after.observations[0].version], [1300000000, 2])
  t.not(after.observations[1].id, before.observations[0].id)
  t.equal((await get(`/v1/observations/${before.observations[0].id}`)).status, 410)
  t.equal((await get(`/v1/tasks/${before.tasks[0].id}`)).status, 410)

  await replace(`/v1/meetings/${made.id}`, draft)
  const back = await whole()
  t.strictSame([back.version, back.counts], [3, made.counts])
  t.not(back.tasks[0].id, before.tasks[0].id, 'what was taken away and is sent again without an id is a new record')
})

t.test('a claim may be told by its id, or by the id of the sending system, and then say something else', async t => {
  const base = { ...draft, heldOn: '2024-08-01', endsOn: null, externalId: 'H-2', observations: [] }
  const { id } = await make('/v1/meetings', {
    ...base, tasks: [{ text: 'Một' }, { text: 'Hai', sourceSystem: 'so-thu', externalId: 'V-2' }, { text: 'Ba' }]
  })
  const { tasks: [one, two, three] } = await whole(id)
  await replace(`/v1/meetings/${id}`, {
    ...base,
    tasks: [
      { text: 'Hai, sửa', sourceSystem: 'so-thu', externalId: 'V-2' },
      { id: three.id, text: 'Ba, sửa' },
      { text: 'Một' }
    ]
  })
  const { tasks } = await whole(id)
  t.strictSame(tasks.map(({ id, text, version }: Draft) => [id, text, version]),
    [[two.id, 'Hai, sửa', 2], [three.id, 'Ba, sửa', 2], [one.id, 'Một', 2]])
})

t.test('of a meeting with one fault nothing is written, and every fault is pointed at', async t => {
  const before = await entries()
  const first = { ...draft.observations[0], place: 999 }
  const wrong = {
    ...draft,
    heldOn: '2024-09-01',
    endsOn: '2024-08-31',
    externalId: undefined,
    host: { name: 'Đảng ủy phường Không Có' },
    reviews: '2300',
    evidence: [{ property: 'heldOn', ...passage(20, 20) }],
    participants: [
      {},
      { official: thu.id, group: 'Cả hai' },
      { official: { name: 'Không Có', organisation: committee.id } }
    ],
    citations: [{ asCited: 'x', resolution: { symbol: '404-NQ/TU' }, candidates: [{ symbol: '403-NQ/TU' }] }],
    observations: [
      first,
      { indicator: 'no-such', period: '2024', value: 1, source, asReported: 'x' },
      { indicator: 'jobs-created', value: 1, source, asReported: 'x' },
      { indicator: 'jobs-created', period: '2024', value: 1, asReported: 'x' },
      { indicator: 'jobs-created', period: '2024', source, asReported: 'x' },
      { indicator: 'jobs-created', period: '2024', value: 1, source: { sha256: 'a'.repeat(64) }, asReported: 'x' },
      first
    ],
    tasks: [{ text: 'x', period: '1066', externalId: 'V-9' }]
  }
  const { status, body } = await send('POST', '/v1/meetings', wrong)
  t.strictSame([status, body.type], [400, '/problems/invalid-body'])
  t.strictSame(body.errors.map(({ pointer, detail }: Draft) => `${pointer} ${detail}`), [
    '/host is not known to the register',
    '/endsOn is before heldOn',
    '/externalId goes with sourceSystem, and only with it',
    '/reviews is no period',
    '/evidence/0/end must be after start',
    '/participants/0 is either an official or a group; a person who is not named has a title',
    '/participants/1 is either an official or a group; a person who is not named has a title',
    '/participants/2/official is not known to the register',
    '/citations/0/resolution is not known to the register',
    '/citations/0/candidates/0 is not known to the register',
    '/observations/1/indicator is not known to the register',
    '/observations/2/period is required where measuredOn is not given',
    '/observations/3/source is required: a figure has a source',
    '/observations/4/value is required, or one of valueText, target, percentOfTarget, changePercent, ' +
      'or the flag number-missing',
    '/observations/5/source is not known to the register',
    '/observations/6 is the same as one before it in the list',
    '/tasks/0/externalId goes with sourceSystem, and only with it',
    '/tasks/0/period is no period'
  ])
  t.equal(await entries(), before)
  t.strictSame((await read('/v1/meetings?period=2024-09')).data, [])

  const shape = await send('POST', '/v1/meetings', {
    ...draft, heldOn: '2024-09-31', reviews: '2023-H3', colour: 'red', observations: [{ value: '7' }], tasks: {}
  })
  t.strictSame(shape.body.errors, [
    { pointer: '/colour', detail: 'is not a property here' },
    { pointer: '/heldOn', detail: 'must be an ISO date such as 2023-07-12' },
    { pointer: '/reviews', detail: 'must be a period: 2023, 2023-H1, 2023-Q3, 2023-07, 2023-9M or 2020/2025' },
    { pointer: '/observations/0/indicator', detail: 'is required' },
    { pointer: '/observations/0/asReported', detail: 'is required' },
    { pointer: '/observations/0/value', detail: 'must be a number or null' },
    { pointer: '/tasks', detail: 'must be a list' }
  ])
})

t.test('a fault in a meeting that is there leaves it as it was', async t => {
  const [before, length] = [await whole(), await entries()]
  const { status, body } = await send('PUT', `/v1/meetings/${made.id}`, {
    ...draft,
    title: 'Tên khác',
    tasks: [{ text: 'Mới' }],
    observations: [{ ...draft.observations[0], indicator: 'none' }]
  }, { 'if-match': '*' })
  t.strictSame([status, body.errors],
    [400, [{ pointer: '/observations/0/indicator', detail: 'is not known to the register' }]])
  t.strictSame(await whole(), before)
  t.equal(await entries(), length)
})

t.test('what hangs on a meeting is also written part by part, and the meeting moves with it', async t => {
  const { id } = await make('/v1/meetings', {
    ward: 'ha-khanh', title: 'Từng phần', type: 'giao-ban', heldOn: '2024-10-01'
  })
  const version = async () => (await read(`/v1/meetings/${id}`)).version
  t.strictSame((await whole(id)).counts, { participants: 0, resolutions: 0, observations: 0, tasks: 0 })
  const parts = [
    ['participants', { official: thu.id }],
    ['citations', { asCited: 'Nghị quyết 21' }],
    ['observations', { indicator: 'jobs-created', period: '2024-Q3', value: 3, source, asReported: '3' }],
    ['tasks', { text: 'Làm' }]
  ] as const
  for (const [n, [list, part]] of parts.entries()) {
    const record = await make(`/v1/${list}`, { meeting: id, ...part })
    t.strictSame([record.meeting.id, record.ward, record.version], [id, haKhanh.ward, 1], list)
    t.strictSame(await read(`/v1/${list}/${record.id}`), record)
    t.equal(await version(), n + 2)
  }
  t.strictSame((await whole(id)).counts, { participants: 1, resolutions: 1, observations: 1, tasks: 1 })
  const second = await make('/v1/tasks', { meeting: id, text: 'Làm nữa' })
  t.strictSame((await whole(id)).tasks.map(({ text }: Draft) => text), ['Làm', 'Làm nữa'], 'at the end')
  await patch(`/v1/tasks/${second.id}`, { position: 0, text: 'Làm trước' })
  await patch(`/v1/tasks/${(await whole(id)).tasks.find(({ text }: Draft) => text === 'Làm').id}`, { position: 1 })
  t.strictSame((await whole(id)).tasks.map(({ text }: Draft) => text), ['Làm trước', 'Làm'])
})

t.test('a figure may stand without a meeting, in its ward', async t => {
  const figure = { ward: 'ha-khanh', indicator: 'jobs-created', period: '2022', value: 3, source, asReported: '3' }
  const record = await make('/v1/observations', figure)
  t.strictSame([record.ward, record.meeting], [haKhanh.ward, null])
  t.strictSame((await send('POST', '/v1/observations', { ...figure, ward: undefined })).body.errors,
    [{ pointer: '/ward', detail: 'is required where no meeting is given' }])
  t.strictSame((await send('POST', '/v1/observations', { ...figure, ward: 'tay-son', meeting: made.id })).body.errors,
    [{ pointer: '/ward', detail: 'is not that of the meeting' }])
  t.strictSame((await send('POST', '/v1/observations', { ...figure, ward: 'province:quang-ninh' })).body.errors,
    [{ pointer: '/ward', detail: 'is no ward' }])
  t.strictSame((await send('POST', '/v1/tasks', { ward: 'ha-khanh', text: 'x' })).body.errors,
    [{ pointer: '/meeting', detail: 'is required' }])
})

t.test('nothing that a system writes is lost or bent: every text as it came', async t => {
  const text = ' “Ngoặc kép”, \'nháy\', \\ và \n dòng mới\t; 1️⃣ 👍🏽 – % _ $1 ? :x '
  const task = await make('/v1/tasks', { meeting: made.id, text })
  t.equal((await read(`/v1/tasks/${task.id}`)).text, text)
})

t.test('a meeting may be large, and no larger', async t => {
  const large = {
    ward: 'ha-khanh',
    title: 'Lớn',
    type: 'giao-ban',
    heldOn: '2024-12-01',
    tasks: Array.from({ length: 2000 }, (_, at) => ({ text: `Việc ${at}` }))
  }
  const { id, counts } = await make('/v1/meetings', large)
  t.equal(counts.tasks, 2000)
  t.equal((await replace(`/v1/meetings/${id}`, large)).version, 1)
  t.equal((await replace(`/v1/meetings/${id}`, { ...large, tasks: large.tasks.slice(1) })).counts.tasks, 1999)
  t.strictSame((await send('POST', '/v1/meetings', { ...large, tasks: [...large.tasks, { text: 'x' }] })).body.errors,
    [{ pointer: '/tasks', detail: 'must not have more than 2000 items' }])
  for (const [body, status, type] of [
    ['{"ward":', 400, 'invalid-request'], ['[]', 400, 'invalid-body'], ['null', 400, 'invalid-body'],
    [' '.repeat(16 * 1024 * 1024 + 1), 413, 'payload-too-large']
  ] as const) {
    const answer = await register.ask('POST', '/v1/meetings',
      { ...bearer(ADMIN_KEY), 'content-type': 'application/json' }, body)
    t.strictSame([answer.status, answer.body.type], [status, `/problems/${type}`])
  }
})

t.test('a title composed otherwise is the same title', async t => {
  const title = 'Hội nghị tổng kết thử'
  const minimal = { ward: 'ha-khanh', type: 'giao-ban', heldOn: '2024-11-01' }
  const { id } = await make('/v1/meetings', { ...minimal, title: title.normalize('NFD') })
  t.equal((await read(`/v1/meetings/${id}`)).title, title)
  t.equal((await send('POST', '/v1/meetings', { ...minimal, title })).status, 409)
})
