/** Profiles: the latest value of every indicator, who is in office, the last meetings, and what is carried out. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { writerOf, type Draft } from './helpers/drafts.js'
import { haKhanh } from './helpers/expected.js'
import { linesOf, readCsv, readWorkbook } from './helpers/files.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { app, get, statementsOf } = register
const { make, patch } = writerOf(register)

const profileOf = async (ward: string, query = ''): Promise<Draft> => {
  const { status, body } = await get(`/v1/wards/${ward}/profile${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}
const figureOf = ({ figures }: Draft, code: string): Draft =>
  figures.find(({ indicator }: Draft) => indicator.code === code)

const jobs = `/v1/observations/${builtInId('observation', 'ha-khanh-2024-01-06 jobs-created 1773')}`
const year = { code: '2023', from: '2023-01-01', to: '2023-12-31', label: 'năm 2023' }

t.test('a ward at a glance, by one statement', async t => {
  const profile = await profileOf('ha-khanh')
  t.strictSame(Object.keys(profile), ['ward', 'figures', 'officials', 'meetings', 'resolutions'])
  t.strictSame(profile.ward, haKhanh.ward)
  t.strictSame(figureOf(profile, 'jobs-created'), {
    indicator: {
      code: 'jobs-created',
      name: 'Giải quyết, giới thiệu việc làm mới',
      nameEn: 'jobs created or placed',
      unit: 'người',
      category: 'society'
    },
    period: year,
    measuredOn: null,
    value: 165,
    valueText: null,
    unit: 'người',
    text: '165 người',
    comparator: 'eq',
    estimate: false,
    target: 160,
    percentOfTarget: 103,
    flags: [],
    reportedOn: '2024-01-06',
    because: { code: 'only-report', name: 'chỉ có một báo cáo nêu', nameEn: 'the only report of it' },
    others: [],
    evidence: jobs
  })
  t.strictSame(profile.meetings, [{
    id: haKhanh.meeting.id,
    title: haKhanh.meeting.title,
    type: { code: 'lam-viec', name: 'Buổi làm việc', nameEn: 'working session' },
    heldOn: '2024-01-06',
    reviews: year,
    plans: { code: '2024', from: '2024-01-01', to: '2024-12-31', label: 'năm 2024' }
  }])
  t.strictSame(profile.resolutions.map(({ id, symbol, issuer, issuedOn, citations, citedOn }: Draft) =>
    [id, symbol, issuer.name, issuedOn, citations, citedOn]), [[
    builtInId('resolution', '21-nq-tu-ha-long-2020'), '21-NQ/TU', 'Ban Thường vụ Thành ủy Hạ Long', '2020-12-31', 3,
    '2024-01-06'
  ]])
  t.equal(await statementsOf(async () => await get('/v1/wards/ha-khanh/profile?format=json')), 1)
})

const columns = ['ward.id', 'ward.slug', 'ward.name', 'part', 'code', 'name', 'text', 'value', 'unit', 'period.code',
  'period.from', 'period.to', 'period.label', 'on', 'address']

/** What a file says of the built-in ward. */
async function linesOfHaKhanh () {
  const ward = [haKhanh.ward.id, 'ha-khanh', haKhanh.ward.name]
  const covers = ['2023', year.from, year.to, year.label]
  const { figures, officials } = await profileOf('ha-khanh')
  const lines: unknown[][] = [
    ...figures.map((figure: Draft) => [
      ...ward, 'figure', figure.indicator.code, figure.indicator.name, figure.text ?? figure.valueText, figure.value,
      figure.unit, ...figure.period === null ? [null, null, null, null] : Object.values(figure.period),
      figure.reportedOn, figure.evidence
    ]),
    ...officials.map(({ official, organisation, role, title, seenOn }: Draft) => [
      ...ward, 'official', role.code, official.name, `${title}, ${organisation.name}`, null, null, null, null, null,
      null, seenOn, `/v1/officials/${official.id}`
    ]),
    [...ward, 'meeting', 'lam-viec', haKhanh.meeting.title, 'Buổi làm việc', null, null, ...covers, '2024-01-06',
      `/v1/meetings/${haKhanh.meeting.id}`],
    [...ward, 'resolution', '21-NQ/TU', (await get('/v1/resolutions')).body.data.find(({ symbol }: Draft) =>
      symbol === '21-NQ/TU').title, 'Ban Thường vụ Thành ủy Hạ Long', null, null, null, null, null, null, '2020-12-31',
    `/v1/resolutions/${builtInId('resolution', '21-nq-tu-ha-long-2020')}`]
  ]
  return lines.map(line => Object.fromEntries(line.map((cell, index) => [columns[index]!, cell])))
}

t.test('a profile is also a file: a line for each of what it lists', async t => {
  const lines = await linesOfHaKhanh()
  t.ok(lines.length > 8)
  const csv = await get('/v1/wards/ha-khanh/profile?format=csv')
  t.equal(csv.headers['content-disposition'], 'attachment; filename="profile.csv"')
  const printed = lines.map(line =>
    Object.fromEntries(Object.entries(line).map(([name, cell]) => [name, cell === null ? '' : String(cell)])))
  t.strictSame(readCsv(csv.body), printed)
  const { records } = await readWorkbook((await app.inject('/v1/wards/ha-khanh/profile?format=xlsx')).rawPayload)
  t.strictSame(records.map(record => Object.fromEntries(Object.entries(record).map(([name, cell]) =>
    [name, cell instanceof Date ? cell.toISOString().slice(0, 10) : cell]))), lines)
  const ndjson = await get('/v1/wards/ha-khanh/profile', { accept: 'application/x-ndjson' })
  const [first] = linesOf(ndjson.body).map(line => JSON.parse(line))
  t.strictSame(first, {
    ward: haKhanh.ward,
    part: 'figure',
    code: lines[0]!.code,
    name: lines[0]!.name,
    text: lines[0]!.text,
    value: lines[0]!.value,
    unit: lines[0]!.unit,
    period: first.period,
    on: '2024-01-06',
    address: lines[0]!.address
  })
  t.equal(readCsv((await get('/v1/wards/cao-xanh/profile?format=csv')).body).length, 0)
  const refused = await get('/v1/wards/ha-khanh/profile', { accept: 'image/png' })
  t.strictSame([refused.status, refused.body.type], [406, '/problems/not-acceptable'])
})

t.test('every total that the ward told is there, by code; parts of it and classes are not', async t => {
  const { figures } = await profileOf('nghi-hoa')
  const codes = figures.map(({ indicator }: Draft) => indicator.code)
  t.strictSame(codes, [...new Set(codes)].sort())
  t.equal(figureOf({ figures }, 'party-badges-awarded').value, 13, 'and not the badges of a class')
  t.equal(figureOf(await profileOf('ha-khanh'), 'meeting-opinions'), undefined, 'nor what a cell told of itself')
})

t.test('the latest period stands for an indicator, and of those that end on one day the longest', async t => {
  const [one, two] = [await make('/v1/sources', { title: 'Một', text: 'Một', publishedOn: '2025-01-03' }),
    await make('/v1/sources', { title: 'Hai', text: 'Hai', publishedOn: '2025-02-03' })]
  let place = 0
  const told = async (period: string, value: number, source = one) => await make('/v1/observations', {
    ward: 'ha-khanh', indicator: 'jobs-created', period, value, source: source.id, place: place++, asReported: 'thử'
  })
  await told('2024-Q4', 40)
  await told('2024-12', 12)
  t.match(figureOf(await profileOf('ha-khanh'), 'jobs-created'), { value: 40, period: { code: '2024-Q4' } })
  const first = await told('2024', 170)
  const second = await told('2024', 172, two)
  t.match(figureOf(await profileOf('ha-khanh'), 'jobs-created'), {
    value: 172,
    period: { code: '2024' },
    because: { code: 'later-report' },
    others: [`/v1/observations/${first.id}`],
    flags: [{ code: 'conflicting-reports' }]
  })
  await patch(`/v1/observations/${second.id}`, { status: 'unverified' })
  t.match(figureOf(await profileOf('ha-khanh'), 'jobs-created'), { value: 170, others: [] },
    'what nobody confirmed is not there')
  t.equal(figureOf(await profileOf('ha-khanh', '?knownAt=2026-01-10T00:00:00Z'), 'jobs-created').value, 165)
})

/** Names and offices, in the order of the answer. */
const inOffice = ({ officials }: Draft) => officials.map(({ official, organisation, role }: Draft) =>
  [official.name, role.code, organisation.name])

t.test('who is in office: whoever was seen last in an office of one, all in others, none who has left', async t => {
  const before = inOffice(await profileOf('ha-khanh'))
  t.strictSame(before, [
    ['Nguyễn Thanh Bình', 'bt-cb', 'Chi bộ khu phố 2, phường Hà Khánh'],
    ['Trần Việt Hùng', 'bt', 'Đảng ủy phường Hà Khánh'],
    ['Trần Việt Hùng', 'ct-ubnd', 'Ủy ban nhân dân phường Hà Khánh']
  ])
  const organisation = builtInId('organisation', 'dang-uy-phuong-ha-khanh')
  const office = async (name: string, role: string, from: string, more: Draft = {}) => await make('/v1/officials', {
    name, appointments: [{ organisation, role, title: 'thử', from, ...more }]
  })
  await office('Nguyễn Văn Thử', 'bt', '2025-02-01')
  await office('Trần Thị Thử', 'pbt', '2023-02-01')
  await office('Lê Văn Thử', 'pbt', '2024-02-01')
  await office('Phạm Văn Thử', 'pbt', '2022-02-01', { to: '2023-01-31' })
  t.strictSame(inOffice(await profileOf('ha-khanh')), [
    before[0],
    ['Nguyễn Văn Thử', 'bt', 'Đảng ủy phường Hà Khánh'],
    ['Lê Văn Thử', 'pbt', 'Đảng ủy phường Hà Khánh'],
    ['Trần Thị Thử', 'pbt', 'Đảng ủy phường Hà Khánh'],
    before[2]
  ])
})

t.test('with SHOW_OFFICES=leading nobody of the lowest offices is named, unless to a key', async t => {
  const strict = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
  const names = async (headers = {}) =>
    inOffice((await strict.get('/v1/wards/ha-khanh/profile', headers)).body).map(([name]: string[]) => name)
  t.strictSame(await names(), ['Trần Việt Hùng', 'Trần Việt Hùng'])
  const key = await strict.key({ scopes: ['read'] })
  t.strictSame(await names({ authorization: `Bearer ${key}` }),
    ['Nguyễn Thanh Bình', 'Trần Việt Hùng', 'Trần Việt Hùng'])
})

t.test('the last five meetings, the newest first; documents that are out of force are not carried out', async t => {
  for (const day of [1, 2, 3, 4, 5, 6]) {
    await make('/v1/meetings', { ward: 'ha-khanh', title: `Thử ${day}`, type: 'giao-ban', heldOn: `2025-01-0${day}` })
  }
  t.strictSame((await profileOf('ha-khanh')).meetings.map(({ title }: Draft) => title),
    ['Thử 6', 'Thử 5', 'Thử 4', 'Thử 3', 'Thử 2'])
  await patch(`/v1/resolutions/${builtInId('resolution', '21-nq-tu-ha-long-2020')}`, { inForce: false })
  t.strictSame((await profileOf('ha-khanh')).resolutions, [])
})

t.test('a ward of which nothing is told has an empty profile; an unknown one none', async t => {
  t.match(await profileOf('cao-xanh'),
    { ward: { slug: 'cao-xanh' }, figures: [], officials: [], meetings: [], resolutions: [] })
  const { status, body } = await get('/v1/wards/hang-bac/profile')
  t.strictSame([status, body.type], [404, '/problems/not-found'])
  const { headers } = await get('/v1/wards/tay-son/profile')
  t.equal((await get('/v1/wards/tay-son/profile', { 'if-none-match': headers.etag! })).status, 304)
})
