/**
 * Comparisons: one indicator as a matrix of wards and periods. Each cell has only what was reported of exactly its
 * period; where reports differ the rule chooses and says why; an empty cell says why as well.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { writerOf, type Draft } from './helpers/drafts.js'
import { haKhanh, haKhanhPassage } from './helpers/expected.js'
import { readCsv, readWorkbook } from './helpers/files.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { bytes, get, statementsOf } = register
const { make, patch } = writerOf(register)

const text = async (text: string, publishedOn?: string) =>
  await make('/v1/sources', { title: text, text, ...publishedOn === undefined ? {} : { publishedOn } })
const sources = {
  early: await text('Báo cáo thử đầu', '2025-01-03'), late: await text('Báo cáo thử sau', '2025-02-03')
}

const term = (code: string, name: string, nameEn: string) => ({ code, name, nameEn })
const only = term('only-report', 'chỉ có một báo cáo nêu', 'the only report of it')
const unchecked = term('unchecked', 'chưa kiểm tra', 'not yet checked')
const year = (code: string) => ({ code, from: `${code}-01-01`, to: `${code}-12-31`, label: `năm ${code}` })
const empty = (period: object, missing = unchecked) =>
  ({ period, figure: null, plan: null, share: null, because: null, others: [], missing })

const jobs = builtInId('observation', 'ha-khanh-2024-01-06 jobs-created 1773')
const { source } = haKhanhPassage(0, 1)

t.test('a row for each ward, a cell for each period, with value, plan, share and its evidence', async t => {
  const { status, body } = await get('/v1/compare?indicator=jobs-created&wards=ha-khanh,tay-son&periods=2022..2023')
  t.equal(status, 200)
  const indicator = {
    code: 'jobs-created',
    name: 'Giải quyết, giới thiệu việc làm mới',
    nameEn: 'jobs created or placed',
    unit: 'người'
  }
  t.strictSame(body, {
    data: [{
      ward: haKhanh.ward,
      indicator,
      cells: [empty(year('2022')), {
        period: year('2023'),
        figure: {
          value: 165,
          valueText: null,
          unit: 'người',
          text: '165 người',
          comparator: 'eq',
          estimate: false,
          flags: [],
          status: 'verified',
          reportedOn: '2024-01-06',
          meeting: haKhanh.meeting,
          source,
          observation: jobs,
          evidence: `/v1/observations/${jobs}`
        },
        plan: {
          value: 160, text: '160 người', comparator: 'eq', origin: 'stated', evidence: `/v1/observations/${jobs}`
        },
        share: { percent: 103, origin: 'reported' },
        because: only,
        others: [],
        missing: null
      }],
      otherSeries: []
    }, {
      ward: { id: builtInId('unit', 'ward:tay-son'), slug: 'tay-son', name: 'Phường Tây Sơn' },
      indicator,
      cells: [empty(year('2022')), empty(year('2023'))],
      otherSeries: []
    }],
    page: { limit: 20, next: null }
  })
  const observation = await get(body.data[0].cells[1].figure.evidence)
  t.equal(observation.body.evidence[0].start, 1773, 'the address leads to the passage')
})

/** The printed value of each cell of each row, or why it is empty. */
const summary = async (query: string) => {
  const { status, body } = await get(`/v1/compare?${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return Object.fromEntries(body.data.map(({ ward, cells }: Draft) => [ward.slug, Object.fromEntries(
    cells.map(({ period, figure, missing }: Draft) =>
      [period.code, figure?.text ?? figure?.valueText ?? missing?.code ?? null]))]))
}

t.test('without wards and periods: who told such a figure, and all periods of which one was told', async t => {
  t.strictSame(await summary('indicator=budget-revenue'), {
    'nghi-hoa': { '2021-H1': 'unchecked', 2021: 'unchecked', '2023-H1': 'unchecked', 2023: 'ước trên 8,628 tỷ đồng' },
    'phung-chi-kien': {
      '2021-H1': 'khoảng 6 tỷ đồng', 2021: 'not-in-report', '2023-H1': 'unchecked', 2023: 'unchecked'
    },
    'tay-son': { '2021-H1': 'unchecked', 2021: 'unchecked', '2023-H1': 'ước trên 49,687 tỷ đồng', 2023: 'unchecked' }
  })
  t.strictSame(await summary(''), await summary('indicator=budget-revenue'), 'which is what it is without an indicator')
  t.strictSame(await summary('granularity=half-year&wards=tay-son'),
    { 'tay-son': { '2023-H1': 'ước trên 49,687 tỷ đồng' } })
  t.strictSame(await summary('wards=tay-son,nghi-hoa&from=2023-01-01&to=2023-12-31'), {
    'nghi-hoa': { '2023-H1': 'unchecked', 2023: 'ước trên 8,628 tỷ đồng' },
    'tay-son': { '2023-H1': 'ước trên 49,687 tỷ đồng', 2023: 'unchecked' }
  })
  t.strictSame(Object.keys(await summary('sort=-name')), ['tay-son', 'phung-chi-kien', 'nghi-hoa'])
})

t.test('a plan that was told without a result stands in its cell', async t => {
  const { body } = await get('/v1/compare?wards=phung-chi-kien&periods=2021')
  t.match(body.data[0].cells, [{
    figure: null,
    plan: { value: 7420000000, text: '7,42 tỷ đồng', origin: 'reported' },
    share: null,
    because: null,
    missing: { code: 'not-in-report' }
  }])
})

t.test('a province has a row for each ward that existed in one of the periods', async t => {
  const before = await summary('province=quang-ninh&periods=2023&limit=200')
  t.strictSame([before['ha-khanh'], before['cao-xanh']], [{ 2023: 'not-in-report' }, { 2023: 'unchecked' }])
  const after = await summary('province=quang-ninh&periods=2026&limit=200')
  t.notOk('ha-khanh' in after, 'Hà Khánh ended in 2025')
  t.ok('cao-xanh-quang-ninh' in after)
  t.strictSame(await summary('wards=ha-khanh&periods=2026'), { 'ha-khanh': { 2026: 'not-existing' } },
    'a ward that is named has its row')
})

t.test('a report of the period that does not tell the figure is told apart from no report', async t => {
  t.strictSame(await summary('indicator=jobs-created&wards=nghi-hoa,duc-xuan&periods=2023,2020'), {
    'duc-xuan': { 2020: 'unchecked', 2023: 'not-in-report' }, 'nghi-hoa': { 2020: 'unchecked', 2023: 'not-in-report' }
  })
})

t.test('classes and parts of the ward are series of their own', async t => {
  const { body } = await get('/v1/compare?indicator=party-badges-awarded&wards=nghi-hoa')
  t.equal(body.data[0].cells[0].figure.value, 13)
  t.strictSame(
    body.data[0].otherSeries.map(({ subject, dimensions, periods }: Draft) => [subject, dimensions, periods]),
    [30, 40, 45, 50, 55, 65].map(badgeYears => ['Đảng bộ phường Nghi Hòa', { badgeYears }, ['2023']]))
  t.strictSame(await summary('indicator=party-badges-awarded&wards=nghi-hoa&dimensions=badgeYears:55'),
    { 'nghi-hoa': { 2023: '5 người' } })
  t.strictSame(await summary('indicator=party-badges-awarded&wards=nghi-hoa&subject=Chi%20b%E1%BB%99%201'),
    { 'nghi-hoa': { 2023: 'not-in-report' } })
})

t.test('words stand where a figure has no number, and a share where only that was told', async t => {
  t.strictSame(await summary('indicator=party-organisation-grade&wards=ha-khanh&periods=2023'),
    { 'ha-khanh': { 2023: 'Hoàn thành tốt nhiệm vụ' } })
  const { body } = await get('/v1/compare?indicator=budget-revenue-ward&wards=ha-khanh')
  t.match(body.data[0].cells[0], { figure: { value: null, text: null }, share: { percent: 110, origin: 'reported' } })
})

// ── Reports that differ ──────────────────────────────────────────────────────────────────────────────────────────

let place = 0
/** A figure of Tây Sơn that a source tells. */
const told = async (source: keyof typeof sources, period: string, changes: Draft) => await make('/v1/observations', {
  ward: 'tay-son',
  indicator: 'jobs-created',
  period,
  source: sources[source].id,
  place: place++,
  asReported: 'thử',
  ...changes
})
const cellOf = async (period: string, query = '') =>
  (await get(`/v1/compare?indicator=jobs-created&wards=tay-son&periods=${period}${query}`)).body.data[0].cells[0]
/** What a cell shows, why, and what else there is. */
const choiceOf = ({ figure, because, others }: Draft) =>
  [figure.text, because.code, others.map((other: Draft) => [other.text, other.because.code])]

t.test('of two reports the later one stands in the cell, and both are listed', async t => {
  const first = await told('early', '2015', { value: 10, target: 20 })
  const second = await told('late', '2015', { value: 12 })
  const cell = await cellOf('2015')
  t.strictSame(choiceOf(cell), ['12 người', 'later-report', [['10 người', 'later-report']]])
  t.strictSame(cell.others[0], {
    value: 10,
    valueText: null,
    unit: 'người',
    text: '10 người',
    comparator: 'eq',
    estimate: false,
    flags: [{ code: 'conflicting-reports', message: 'nguồn khác nêu 12, nguồn này 10' }],
    status: 'verified',
    reportedOn: '2025-01-03',
    meeting: null,
    source: {
      id: sources.early.id, title: 'Báo cáo thử đầu', publisher: null, publishedOn: '2025-01-03', url: null
    },
    observation: first.id,
    evidence: `/v1/observations/${first.id}`,
    because: term('later-report', 'được báo cáo sau', 'reported later')
  })
  t.equal(cell.figure.observation, second.id)
  t.strictSame([cell.plan, cell.share], [null, null], 'the plan beside the other report is not that of this one')
})

t.test('the rule goes by its order', async t => {
  const cases: ReadonlyArray<readonly [string, Draft, Draft, string, string]> = [
    // The first is of the earlier source, and comes first all the same.
    ['verified', { value: 1 }, { value: 2, status: 'unverified' }, '1 người', '2 người'],
    ['has-number', { value: 1 }, { valueText: 'nhiều' }, '1 người', ''],
    ['unit', { value: 1 }, { value: 2, unit: 'lượt' }, '1 người', '2 lượt'],
    ['result', { value: 1 }, { value: 2, estimate: true }, '1 người', 'ước 2 người'],
    ['same-value', { value: 1 }, { value: 1 }, '1 người', '1 người']
  ]
  let year = 2000
  for (const [reason, early, late, chosen, other] of cases) {
    const period = String(year++)
    await told('early', period, early)
    const { id, status } = await told('late', period, late)
    if (late.status !== undefined && late.status !== status) await patch(`/v1/observations/${id}`, late)
    t.strictSame(choiceOf(await cellOf(period, '&status=any')),
      [chosen, reason, [[other === '' ? null : other, reason]]], reason)
  }
  await told('early', '2014', { value: 3, comparator: 'approx' })
  await told('early', '2014', { value: 4 })
  await told('early', '2014', { value: 5 })
  t.strictSame(choiceOf(await cellOf('2014')),
    ['4 người', 'first', [['5 người', 'first'], ['khoảng 3 người', 'exact']]], 'within one source')
})

t.test('what nobody confirmed is not there unless it is asked for', async t => {
  const { id } = await told('early', '2016', { value: 7 })
  await patch(`/v1/observations/${id}`, { status: 'unverified' })
  t.match(await cellOf('2016'), { figure: null, missing: { code: 'unchecked' } })
  t.match(await cellOf('2016', '&status=unverified'), { figure: { value: 7, status: 'unverified' }, missing: null })
})

t.test('a plan told as a figure of its own gives a share, one that a newer report replaced gives none', async t => {
  await told('early', '2017', { value: 90 })
  const plan = await told('late', '2017', { value: 120, kind: 'target' })
  t.match(await cellOf('2017'), {
    plan: { value: 120, origin: 'reported', evidence: `/v1/observations/${plan.id}` },
    share: { percent: 75, origin: 'computed' },
    because: { code: 'only-report' }
  })
  const newer = await told('late', '2017', { value: 100, kind: 'target' })
  await patch(`/v1/observations/${plan.id}`, { supersededBy: newer.id })
  t.match(await cellOf('2017'), { plan: { value: 100 }, share: { percent: 90, origin: 'computed' } })
})

t.test('figures of months are not added up', async t => {
  for (const [month, value] of [['2018-01', 1], ['2018-02', 2], ['2018-03', 3]] as const) {
    await told('early', month, { value })
  }
  t.strictSame(await summary('indicator=jobs-created&wards=tay-son&periods=2018-01..2018-03,2018-Q1'), {
    'tay-son': { '2018-01': '1 người', '2018-02': '2 người', '2018-03': '3 người', '2018-Q1': 'unchecked' }
  })
})

// ── Files, pages and mistakes ────────────────────────────────────────────────────────────────────────────────────

t.test('a file has one line for each cell', async t => {
  const query = 'indicator=jobs-created&wards=ha-khanh,nghi-hoa&periods=2022,2023'
  const rows = readCsv((await get(`/v1/compare?${query}&format=csv`)).body)
  const cells = rows.map(row => [row['ward.slug'], row['period.code'], row['figure.value'], row['plan.value'],
    row['share.percent'], row['figure.evidence'], row['missing.code']])
  t.strictSame(cells, [
    ['ha-khanh', '2022', '', '', '', '', 'unchecked'],
    ['ha-khanh', '2023', '165', '160', '103', `/v1/observations/${jobs}`, ''],
    ['nghi-hoa', '2022', '', '', '', '', 'unchecked'],
    ['nghi-hoa', '2023', '', '', '', '', 'not-in-report']
  ])
  const { records } = await readWorkbook(await bytes(`/v1/compare?${query}&format=xlsx`))
  t.strictSame(records.map(record => [record['ward.slug'], record['period.code'], record['figure.value']]),
    cells.map(([slug, period, value]) => [slug, period, value === '' ? null : Number(value)]))
})

t.test('pages are of wards, and each costs one statement', async t => {
  const query = '/v1/compare?province=quang-ninh&periods=2021..2025'
  const [first] = (await get(`${query}&limit=1`)).body.data
  t.equal(first.cells.length, 5)
  const whole = (await get(`${query}&limit=200&total=true`)).body
  t.equal(whole.page.total, whole.data.length)
  t.equal(await statementsOf(async () => await get(`${query}&limit=200&total=true`)), 1)
})

t.test('what is not understood is refused by name', async t => {
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    ['indicator=jobs', 'indicator', "No indicator is known as 'jobs': see /v1/indicators."],
    ['wards=hang-bac', 'wards', "No ward is known as 'hang-bac': give an id, a slug or an official code."],
    ['ward=ha-khanh', 'ward', 'ward is not a parameter here.'],
    ['periods=2023-H3', 'periods',
      "'2023-H3' is no period: write 2023, 2023-H1, 2023-Q3, 2023-07, 2023-9M or 2020/2025."],
    ['periods=2025..2021', 'periods', '2025..2021 runs backwards: 2025 is after 2021.'],
    ['periods=2021..2023-H1', 'periods',
      '2021..2023-H1 is no range: both ends must be years, halves, quarters or months alike.'],
    ['periods=1950..2025', 'periods', '76 periods are too many: a matrix has 60 at most. Name fewer.'],
    ['from=2024-01-01&to=2023-01-01', 'from', 'from (2024-01-01) is after to (2023-01-01).'],
    ['granularity=week', 'granularity', 'granularity must be one of: year, half-year, quarter, month, months, term.'],
    ['limit=201', 'limit', 'limit must be at most 200.']
  ]
  for (const [query, parameter, detail] of cases) {
    const { status, body } = await get(`/v1/compare?${query}`)
    t.strictSame([status, body.type, body.errors?.[0]?.parameter, body.detail],
      [400, '/problems/invalid-parameter', parameter, detail], query)
  }
  const { body } = await get('/v1/compare?periods=1950..2025', { 'accept-language': 'vi' })
  t.equal(body.detail, '76 kỳ là quá nhiều: một bảng có nhiều nhất 60 kỳ. Hãy nêu ít kỳ hơn.')
  t.equal((await get('/v1/compare?dimensions=55')).status, 400)
})

t.test('wards by code, and the register as it was', async t => {
  t.strictSame(await summary('wards=01843&periods=2021-H1'), { 'phung-chi-kien': { '2021-H1': 'khoảng 6 tỷ đồng' } })
  t.strictSame(await summary('indicator=jobs-created&wards=tay-son&periods=2017&knownAt=2026-01-10T00:00:00Z'),
    { 'tay-son': { 2017: 'unchecked' } })
})
