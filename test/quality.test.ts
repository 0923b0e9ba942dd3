/** Quality: flags by kind with their counts, altogether and grouped, each with the list that shows the figures. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { flags } from '../src/domain/observations.js'
import { writerOf, type Draft } from './helpers/drafts.js'
import { readCsv, readWorkbook } from './helpers/files.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { bytes, get, statementsOf } = register
const { make } = writerOf(register)

const rowOf = (code: string, figures: number, wards: number, sources: number, more: Draft = {}) => {
  const { name, nameEn } = flags.find(flag => flag.code === code)!
  return {
    code,
    name,
    nameEn,
    ward: null,
    province: null,
    indicator: null,
    period: null,
    figures,
    wards,
    sources,
    address: `/v1/observations?flag=${code}`,
    ...more
  }
}

t.test('each kind of flag that occurs, with its counts', async t => {
  const { status, body } = await get('/v1/quality?total=true')
  t.equal(status, 200)
  t.strictSame(body, {
    data: [
      rowOf('target-wording', 4, 1, 1),
      rowOf('percent-base-unstated', 3, 3, 3),
      rowOf('conflicting-reports', 2, 1, 1),
      rowOf('number-missing', 1, 1, 1),
      rowOf('percent-mismatch', 1, 1, 1),
      rowOf('sum-mismatch', 1, 1, 1)
    ],
    page: { limit: 20, next: null, total: 6 }
  })
})

t.test('the address of each row shows as many figures as it counts, however they are grouped', async t => {
  for (const query of ['', 'groupBy=ward', 'groupBy=province', 'groupBy=indicator', 'groupBy=period',
    'groupBy=indicator&ward=ha-khanh,tay-son', 'groupBy=ward&within=2020/2025&status=any']) {
    const { data } = (await get(`/v1/quality?${query}${query === '' ? '' : '&'}limit=200`)).body
    t.ok(data.length > 1, query)
    for (const { figures, address, period } of data) {
      if (query === 'groupBy=period' && period === null) continue
      const { page } = (await get(`${address}&total=true`)).body
      t.equal(page.total, figures, `${query}: ${address}`)
    }
  }
})

t.test('grouped by ward', async t => {
  const { body } = await get('/v1/quality?groupBy=ward&ward=tay-son')
  const ward = { id: builtInId('unit', 'ward:tay-son'), slug: 'tay-son', name: 'Phường Tây Sơn' }
  t.strictSame(body.data, ['percent-base-unstated', 'sum-mismatch'].map(code =>
    rowOf(code, 1, 1, 1, { ward, address: `/v1/observations?flag=${code}&ward=tay-son` })))
})

t.test('grouped by indicator and by period', async t => {
  const [indicator] = (await get('/v1/quality?groupBy=indicator&ward=tay-son')).body.data
  t.strictSame(indicator.indicator, { code: 'budget-revenue', name: 'Tổng thu ngân sách nhà nước trên địa bàn' })
  const { data } = (await get('/v1/quality?groupBy=period&indicator=budget-revenue')).body
  t.strictSame(data.map(({ period, figures }: Draft) => [period, figures]), [
    [{ code: '2021-H1', label: '6 tháng đầu năm 2021' }, 1], [{ code: '2023-H1', label: '6 tháng đầu năm 2023' }, 1],
    [{ code: '2021-H1', label: '6 tháng đầu năm 2021' }, 1]
  ])
})

t.test('a flag that comes up is counted at once, and not as it was known before', async t => {
  const source = await make('/v1/sources', { title: 'Báo cáo thử', text: 'Báo cáo thử' })
  await make('/v1/observations', {
    ward: 'tay-son',
    indicator: 'clean-water-share',
    period: '2022',
    source: source.id,
    place: 1,
    value: 104,
    asReported: 'thử'
  })
  const shares = async (query = '') => (await get(`/v1/quality?${query}`)).body.data
    .find(({ code }: Draft) => code === 'share-above-100')?.figures ?? 0
  t.equal(await shares(), 1)
  t.equal(await shares('status=unverified'), 0)
  t.equal(await shares('knownAt=2026-01-06T00:00:00Z'), 0)
})

t.test('as a table', async t => {
  const lines = readCsv((await get('/v1/quality?groupBy=province&format=csv')).body)
  t.strictSame([lines[0]!.code, lines[0]!['province.slug'], lines[0]!.figures], ['target-wording', 'quang-ninh', '4'])
  const { records } = await readWorkbook(await bytes('/v1/quality?format=xlsx'))
  t.strictSame([records.length, records[0]!.figures], [7, 4], 'with the one that came up')
  t.equal(await statementsOf(async () => await get('/v1/quality?groupBy=ward')), 1)
})

t.test('what is not understood is refused by name', async t => {
  for (const [query, parameter] of [['groupBy=colour', 'groupBy'], ['indicator=jobs', 'indicator'],
    ['ward=hang-bac', 'ward'], ['period=2023-H3', 'period'], ['flag=sum-mismatch', 'flag']] as const) {
    const { status, body } = await get(`/v1/quality?${query}`)
    t.strictSame([status, body.errors?.[0]?.parameter], [400, parameter], query)
  }
  t.equal((await get('/v1/observations?flag=colour')).status, 400)
  t.equal((await get('/v1/observations?flag=sum-mismatch&total=true')).body.page.total, 1)
})
