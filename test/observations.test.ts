/**
 * Figures as they were reported: values, targets and percentages stand as the source has them, with what arithmetic
 * finds about them beside.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { claimId, haKhanh, haKhanhPassage, verified, years } from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const { get } = await openRegister(t)

type Question = Record<string, string>
interface Figure {
  ward: { slug: string }
  indicator: { code: string }
  period: { code: string } | null
  value: number | null
  dimensions: Record<string, unknown>
  flags: Array<{ code: string, message: string }>
}

/** The figures that a question finds, in order. */
async function found (question: Question, address = '/v1/observations'): Promise<Figure[]> {
  const { status, body } = await get(`${address}?${new URLSearchParams({ limit: '200', ...question })}`)
  if (status !== 200) throw new Error(body.detail)
  return body.data
}

const count = async (question: Question, address?: string) => (await found(question, address)).length
const codes = (figures: Figure[]) => figures.map(({ indicator }) => indicator.code)

const party = { subject: 'Đảng bộ phường Hà Khánh' }
const ofWard = { subject: 'phường Hà Khánh' }
const worded = (message: string) => ({ flags: [{ code: 'target-wording', message }] })

/** The thirteen results that the ward told, as fifteen figures. */
const reported: ReadonlyArray<readonly [code: string, name: string, unit: string, told: string, start: number,
  end: number, properties: object]> = [
    ['party-members-graded-good-share', 'Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên', '%',
      '(1) từ 95% trở lên', 1365, 1424, {
        ...party,
        value: 95,
        comparator: 'gte',
        ...worded('“95% trở lên” là cách ghi chỉ tiêu, không phải kết quả đo được.')
      }],
    ['party-members-admitted', 'Đảng viên mới kết nạp', 'người', '(2) 8/8 đảng viên, 100%', 1431, 1485,
      { ...party, value: 8, target: 8, percentOfTarget: 100 }],
    ['party-cells-graded-good-share', 'Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ trở lên', '%', '(3) 100%', 1487, 1555,
      { ...party, value: 100, ...worded('Ghi như chỉ tiêu, không kèm số chi bộ.') }],
    ['mass-organisations-strong-share', 'Tổ chức chính trị - xã hội vững mạnh', '%', '(4) 100%', 1557, 1610,
      { ...ofWard, value: 100, ...worded('Ghi như chỉ tiêu, không kèm số tổ chức.') }],
    ['party-organisation-grade', 'Xếp loại Đảng bộ phường', 'mức', '(5) mức hoàn thành tốt nhiệm vụ', 1612, 1647,
      {
        ...party,
        value: null,
        valueText: 'Hoàn thành tốt nhiệm vụ',
        ...worded('Ghi như chỉ tiêu, không nêu cấp nào xếp loại.')
      }],
    ['budget-revenue-ward', 'Thu ngân sách phường trực tiếp thu, phường hưởng', 'VND',
      '(6) ước 110%, không nêu số tiền', 1670, 1723, {
        ...ofWard,
        value: null,
        percentOfTarget: 110,
        estimate: true,
        flags: [{ code: 'percent-base-unstated', message: 'Không nêu 110% là của kế hoạch hay dự toán nào.' }]
      }],
    ['jobs-created', 'Giải quyết, giới thiệu việc làm mới', 'người', '(7) 165/160 lao động, 103%', 1773, 1798,
      { ...ofWard, value: 165, target: 160, percentOfTarget: 103 }],
    ['health-insurance-share', 'Tỷ lệ bao phủ bảo hiểm y tế', '%', '(8) 98,5%', 1800, 1841,
      { ...ofWard, value: 98.5 }],
    ['poor-households', 'Số hộ nghèo', 'hộ', '(9) không còn, theo chuẩn nghèo 2021-2025', 1864, 1933,
      { ...ofWard, value: 0 }],
    ['near-poor-households', 'Số hộ cận nghèo', 'hộ', '(9) không còn, theo chuẩn nghèo 2021-2025', 1864, 1933,
      { ...ofWard, value: 0 }],
    ['child-malnutrition-share', 'Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng', '%', '(10) dưới 5%', 1935, 1999,
      { ...ofWard, value: 5, comparator: 'lt' }],
    ['projects-completed', 'Dự án, công trình hoàn thành', 'dự án',
      '(11) 3/3 dự án hạ tầng khu dân cư theo 21-NQ/TU', 2001, 2080, { ...ofWard, value: 3, target: 3 }],
    ['clean-water-share', 'Tỷ lệ dân dùng nước sạch, hợp vệ sinh', '%', '(12) 100%', 2182, 2249,
      { ...ofWard, value: 100 }],
    ['waste-collected-share', 'Tỷ lệ thu gom, xử lý rác thải sinh hoạt', '%', '(13) 99%', 2251, 2305,
      { ...ofWard, value: 99 }],
    ['meeting-opinions', 'Ý kiến phát biểu tại hội nghị', 'ý kiến', '8 ý kiến của đảng viên', 802, 820,
      { subject: 'Chi bộ khu phố 2', period: null, measuredOn: '2024-01-06', value: 8 }]
  ]

const figures = reported.map(([code, name, unit, asReported, start, end, properties], at) => ({
  id: claimId('observation', 'ha-khanh-2024-01-06', at),
  ...haKhanh,
  indicator: { code, name, unit },
  period: years[2023],
  dimensions: {},
  kind: 'actual',
  valueText: null,
  target: null,
  percentOfTarget: null,
  changePercent: null,
  changeBasis: null,
  comparator: 'eq',
  estimate: false,
  measuredOn: null,
  asReported,
  flags: [],
  supersededBy: null,
  evidence: [haKhanhPassage(start, end)],
  ...verified,
  ...properties
}))
const jobs = figures[6]!
const of2023 = figures.slice(0, 14)

t.test('the figures of a ward and year are answered whole, in the order in which they are read', async t => {
  const { body } = await get('/v1/observations?ward=ha-khanh&period=2023&total=true')
  t.strictSame(body, { data: of2023, page: { limit: 20, next: null, total: 14 } })
  t.strictSame((await get('/v1/wards/ha-khanh/observations?period=2023')).body.data, of2023)
})

t.test('a figure alone is the same as in a list', async t => {
  t.strictSame((await get(`/v1/observations/${jobs.id}`)).body, jobs)
  t.strictSame((await get('/v1/indicators/jobs-created/observations?period=2023')).body,
    { data: [jobs], page: { limit: 20, next: null } })
  t.strictSame((await get('/v1/observations?indicator=jobs-created')).body.data, [jobs])
})

t.test('a figure without a period stands at the day of its measurement', async t => {
  t.strictSame((await get('/v1/observations?ward=ha-khanh&limit=1')).body.data, [figures[14]])
  t.strictSame((await get('/v1/observations?ward=ha-khanh&within=2024')).body.data, [figures[14]])
  t.equal(await count({ ward: 'ha-khanh', period: '2024' }), 0)
})

t.test('165 of 160 at 103 % is what it says, and rounds', async t => {
  const [{ value, target, percentOfTarget, flags }] = (await get('/v1/observations?indicator=jobs-created')).body.data
  t.strictSame({ value, target, percentOfTarget, flags }, { value: 165, target: 160, percentOfTarget: 103, flags: [] })
})

t.test('badges are a total and six classes by years of membership', async t => {
  const rows = await found({ ward: 'nghi-hoa', indicator: 'party-badges-awarded' })
  t.strictSame(rows.map(({ dimensions, value }) => [dimensions, value]), [
    [{}, 13],
    [{ badgeYears: 65 }, 1],
    [{ badgeYears: 55 }, 5],
    [{ badgeYears: 50 }, 2],
    [{ badgeYears: 45 }, 1],
    [{ badgeYears: 40 }, 3],
    [{ badgeYears: 30 }, 1]
  ])
  t.strictSame(rows.flatMap(({ flags }) => flags), [], 'they sum to the total')
})

t.test('an estimate of money keeps its đồng, its hedge and its percentage', async t => {
  const [budget] = (await get('/v1/observations?ward=tay-son&indicator=budget-revenue')).body.data
  t.match(budget, {
    indicator: { unit: 'VND' },
    period: { code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
    value: 49_687_000_000,
    percentOfTarget: 790.2,
    comparator: 'gt',
    estimate: true,
    target: null,
    flags: [{ code: 'percent-base-unstated' }]
  })
  const [output] = (await get('/v1/observations?indicator=gross-output')).body.data
  t.match(output, {
    value: 798_000_000_000, percentOfTarget: 93.6, changePercent: 12.9, changeBasis: '2022', comparator: 'gt'
  })
})

t.test('what arithmetic finds is a flag, and changes no value', async t => {
  const [transfers] = await found({ ward: 'tay-son', indicator: 'party-transfers' })
  t.equal(transfers!.value, 11)
  t.strictSame(transfers!.flags, [{ code: 'sum-mismatch', message: '11 ≠ 6 + 4' }])

  const [revenue] = await found({ ward: 'phung-chi-kien', indicator: 'budget-revenue', kind: 'actual' })
  t.equal(revenue!.value, 6_000_000_000)
  t.strictSame(revenue!.flags.map(({ code }) => code), ['percent-base-unstated', 'percent-mismatch'])
  t.equal(revenue!.flags[1]!.message, '6.000.000.000 ÷ 7.420.000.000 = 80,9 %, nguồn nêu 68,7 %')

  const [cells] = await found({ ward: 'nghi-hoa', indicator: 'party-cells-graded-good' })
  t.equal(cells!.value, null, 'a number that the source leaves out is not filled in')
  t.strictSame(cells!.flags.map(({ code }) => code), ['number-missing'])
})

/** How many figures a question finds. */
const counts: Record<string, ReadonlyArray<readonly [Question, number]>> = {
  'all verified figures of the five meetings are found': [
    [{}, 55],
    [{ status: 'any' }, 55],
    [{ status: 'unverified' }, 0]
  ],
  'a ward, several, a province, a lineage': [
    [{ ward: 'duc-xuan' }, 3],
    [{ ward: 'duc-xuan,06649' }, 18],
    [{ ward: 'cao-xanh' }, 0],
    [{ ward: 'cao-xanh-quang-ninh', lineage: 'true' }, 15],
    [{ ward: 'cao-xanh-quang-ninh' }, 0],
    [{ province: 'bac-kan' }, 9],
    [{ province: '22' }, 15],
    [{ province: 'thai-nguyen' }, 0]
  ],
  'a code of a ward means its holder in the period': [
    [{ ward: '01843', period: '2021-H1' }, 1],
    [{ ward: '01843', within: '2021' }, 5],
    [{ ward: '01843' }, 0]
  ],
  'a period is exactly that one': [
    [{ ward: 'phung-chi-kien', period: '2021' }, 4],
    [{ ward: 'phung-chi-kien', period: '2021-H1' }, 1],
    [{ ward: 'phung-chi-kien', period: '2021-6M' }, 1],
    [{ ward: 'phung-chi-kien', period: '2021-Q1' }, 0],
    [{ ward: 'phung-chi-kien', period: '2021/2026' }, 1]
  ],
  'within is any period inside': [
    [{ ward: 'phung-chi-kien', within: '2021' }, 5],
    [{ ward: 'phung-chi-kien', within: '2021-H1' }, 1],
    [{ ward: 'phung-chi-kien', within: '2021-H2' }, 0],
    [{ ward: 'phung-chi-kien', within: '2020/2026' }, 6],
    [{ ward: 'phung-chi-kien', within: '2020/2025' }, 5]
  ],
  'indicators, several with commas': [
    [{ indicator: 'budget-revenue' }, 4],
    [{ indicator: 'budget-revenue,jobs-created' }, 5],
    [{ indicator: 'budget-revenue', ward: 'duc-xuan' }, 0]
  ],
  'results or targets': [
    [{ ward: 'phung-chi-kien', kind: 'actual' }, 3],
    [{ ward: 'phung-chi-kien', kind: 'target' }, 3],
    [{ ward: 'ha-khanh', kind: 'target' }, 0]
  ],
  'with a flag or without': [
    [{ flagged: 'true' }, 11],
    [{ flagged: 'false' }, 44],
    [{ ward: 'duc-xuan', flagged: 'true' }, 0],
    [{ ward: 'tay-son', flagged: 'true' }, 2]
  ],
  'a meeting at which they were reported': [
    [{ meeting: haKhanh.meeting.id }, 15],
    [{ meeting: builtInId('meeting', 'none') }, 0]
  ],
  'updatedSince is inclusive': [
    [{ updatedSince: '2026-01-05T08:00:00Z', ward: 'duc-xuan' }, 3],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, 0]
  ]
}

for (const [name, cases] of Object.entries(counts)) {
  t.test(name, async t => {
    for (const [question, expected] of cases) t.equal(await count(question), expected, JSON.stringify(question))
  })
}

t.test('the newest period comes first or last, and within it figures stand in the order of their source', async t => {
  const days = (figures: Figure[]) => figures.map(({ period }) => period!.code)
  t.strictSame(days(await found({ ward: 'phung-chi-kien' })), ['2021/2026', '2021', '2021', '2021', '2021', '2021-H1'])
  const order = codes(await found({ ward: 'phung-chi-kien', period: '2021' }))
  t.strictSame(order, ['budget-revenue', 'voter-turnout', 'party-cells-graded-good-share', 'party-organisation-grade'])
  const upwards = await found({ ward: 'phung-chi-kien', sort: 'period' })
  t.strictSame(days(upwards), ['2021-H1', '2021', '2021', '2021', '2021', '2021/2026'])
  t.strictSame(codes(upwards).slice(1, 5), order)
})

t.test('the figures of an indicator are the same list, scoped', async t => {
  const address = '/v1/indicators/budget-revenue/observations'
  t.strictSame((await found({}, address)).map(figure => [figure.ward.slug, figure.period!.code, figure.value]), [
    ['nghi-hoa', '2023', 8_628_000_000],
    ['tay-son', '2023-H1', 49_687_000_000],
    ['phung-chi-kien', '2021', 7_420_000_000],
    ['phung-chi-kien', '2021-H1', 6_000_000_000]
  ])
  t.equal(await count({ province: 'bac-kan' }, address), 2)
  t.equal(await count({ ward: 'nghi-hoa', period: '2023-H1' }, address), 0)
})

t.test('an indicator that nobody reported is an empty list, an unknown one a 404', async t => {
  t.strictSame((await get('/v1/indicators/poor-fund/observations')).body, { data: [], page: { limit: 20, next: null } })
  t.match(await get('/v1/indicators/happiness/observations'),
    { status: 404, body: { detail: "No record is known as 'happiness'." } })
})

t.test('the figures of a ward are the same list, scoped', async t => {
  t.equal(await count({}, '/v1/wards/nghi-hoa/observations'), 18)
  t.equal(await count({ flagged: 'true', indicator: 'party-transfers' }, '/v1/wards/tay-son/observations'), 1)
  t.equal(await count({ period: '2021' }, '/v1/wards/01843/observations'), 4)
  t.equal(await count({}, '/v1/wards/01843/observations'), 0)
  t.equal((await get('/v1/wards/hang-bac/observations')).status, 404)
})

t.test('an unknown figure is a 404', async t => {
  t.equal((await get(`/v1/observations/${builtInId('observation', 'none')}`)).status, 404)
  t.equal((await get('/v1/observations/7')).status, 404)
})
