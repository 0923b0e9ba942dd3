/**
 * Coverage: what is there of each ward in each period, told apart from what waits, what was looked for in vain and what
 * nobody has looked for; and the notes of those who looked.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import type { Draft } from './helpers/drafts.js'
import { haKhanh } from './helpers/expected.js'
import { readCsv, readWorkbook } from './helpers/files.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'
import { article, textsOf } from './helpers/texts.js'

const register = await openRegister(t)
const { ask, bytes, get, key, statementsOf } = register
const { take, decide } = textsOf(register)
const admin = bearer(ADMIN_KEY)

const states = {
  reported: { code: 'reported', name: 'đã có báo cáo', nameEn: 'reported' },
  'no-source': { code: 'no-source', name: 'đã tìm, không có nguồn', nameEn: 'looked for, no source' },
  unchecked: { code: 'unchecked', name: 'chưa kiểm tra', nameEn: 'not yet checked' }
}
const half = { code: '2023-H1', from: '2023-01-01', to: '2023-06-30', label: '6 tháng đầu năm 2023' }
const year = { code: '2023', from: '2023-01-01', to: '2023-12-31', label: 'năm 2023' }
const nothing = { meetings: 0, figures: 0, unread: 0, checkedOn: null }

t.test('a row for each ward, a cell for each period with its state', async t => {
  const { status, body } = await get('/v1/coverage?period=2023,2023-H1&ward=tay-son,ha-khanh')
  t.equal(status, 200)
  t.strictSame(body, {
    data: [{
      ward: haKhanh.ward,
      cells: [
        { period: half, state: states.unchecked, ...nothing },
        { period: year, state: states.reported, ...nothing, meetings: 1, figures: 14 }
      ]
    }, {
      ward: { id: builtInId('unit', 'ward:tay-son'), slug: 'tay-son', name: 'Phường Tây Sơn' },
      cells: [
        { period: half, state: states.reported, ...nothing, meetings: 1, figures: 13 },
        { period: year, state: states.unchecked, ...nothing }
      ]
    }],
    page: { limit: 20, next: null }
  })
})

/** The state of each period of each ward. */
const summary = async (query: string) => Object.fromEntries((await get(`/v1/coverage?${query}`)).body.data
  .map(({ ward, cells }: Draft) =>
    [ward.slug, Object.fromEntries(cells.map(({ period, state }: Draft) => [period.code, state.code]))]))

t.test('a province has the wards that existed in one of the periods; a ward that is named has its row', async t => {
  const found = await summary('province=quang-ninh&period=2023,2026&limit=200')
  t.strictSame(found['ha-khanh'], { 2023: 'reported', 2026: 'not-existing' })
  t.strictSame(found['cao-xanh-quang-ninh'], { 2023: 'not-existing', 2026: 'unchecked' })
  t.notOk('ha-khanh' in await summary('province=quang-ninh&period=2026&limit=200'))
  t.strictSame(await summary('ward=ha-khanh&period=2026'), { 'ha-khanh': { 2026: 'not-existing' } })
})

t.test('plans alone are no report of their period', async t => {
  t.strictSame(await summary('ward=ha-khanh&period=2024'), { 'ha-khanh': { 2024: 'unchecked' } })
})

t.test('without a period: the last year that has ended', async t => {
  const { body } = await get('/v1/coverage?limit=1')
  t.strictSame(body.data[0].cells.map(({ period }: Draft) => period.code), [String(new Date().getFullYear() - 1)])
})

t.test('a text that waits is told until it is decided about', async t => {
  const id = await take(article())
  t.strictSame(await summary('ward=ha-khanh&period=2024-H1,2024'),
    { 'ha-khanh': { '2024-H1': 'unread', 2024: 'unchecked' } })
  t.equal((await decide(id, 'accept', {})).status, 200)
  t.strictSame(await summary('ward=ha-khanh&period=2024-H1'), { 'ha-khanh': { '2024-H1': 'reported' } })
})

t.test('a text that tells no period counts for those that were reported on when it was published', async t => {
  const text = article({ day: 20 }).replaceAll('sơ kết công tác 6 tháng đầu năm', 'thường kỳ')
    .replace(', triển khai nhiệm vụ 6 tháng cuối năm 2024', '')
  const { status, body } = await ask('POST', '/v1/sources', admin, {
    title: 'Bài thử', publishedOn: '2022-01-15', text
  })
  t.equal(status, 201)
  const { open, meeting } = (await get(`/v1/reviews/${body.id}`, admin)).body
  t.ok(open.observations > 0, meeting?.title)
  t.strictSame(await summary('ward=ha-khanh&period=2020..2022,2021-Q4,2022-01,2022-Q1'), {
    'ha-khanh': {
      2020: 'unchecked',
      '2021-Q4': 'unread',
      2021: 'unread',
      '2022-01': 'unread',
      '2022-Q1': 'unchecked',
      2022: 'unchecked'
    }
  })
})

// ── Notes of those who looked ────────────────────────────────────────────────────────────────────────────────────

const nineteen = { code: '2019', from: '2019-01-01', to: '2019-12-31', label: 'năm 2019' }
const place = '/v1/wards/duc-xuan/coverage/2019'

t.test('who looked in vain says so, and it is told apart from what nobody looked for', async t => {
  const before = await get(place)
  t.strictSame([before.status, before.body],
    [200, { period: nineteen, state: states.unchecked, ...nothing }])
  const put = await ask('PUT', place, admin, { checkedOn: '2026-01-05' })
  t.strictSame([put.status, put.body], [200, { ...before.body, state: states['no-source'], checkedOn: '2026-01-05' }])
  t.strictSame((await get(place)).body, put.body)
  t.strictSame(await summary('ward=duc-xuan&period=2018..2020'),
    { 'duc-xuan': { 2018: 'unchecked', 2019: 'no-source', 2020: 'unchecked' } })
  const compared = await get('/v1/compare?wards=duc-xuan&periods=2019')
  t.equal(compared.body.data[0].cells[0].missing.code, 'no-source', 'the empty cells of comparisons know it')
})

t.test('it moves to another day, goes into the log with its author, and changes nothing told again', async t => {
  const { pool } = register.connection
  const log = async () => (await pool.query(
    "select act, version, actor from changes where kind = 'coverage-check' order by seq")).rows
  const first = await log()
  t.match(first, [{ act: 'created', version: 1, actor: String }])
  await ask('PUT', place, admin, { checkedOn: '2026-01-05' })
  t.strictSame(await log(), first)
  t.equal((await ask('PUT', place, admin, { checkedOn: '2026-01-06' })).body.checkedOn, '2026-01-06')
  t.match(await log(), [{ act: 'created' }, { act: 'updated', version: 2 }])
  t.equal((await ask('DELETE', place, admin)).status, 204)
  t.equal((await ask('DELETE', place, admin)).status, 204, 'again nothing happens')
  t.equal((await get(place)).body.state.code, 'unchecked')
  t.match(await log(), [{ act: 'created' }, { act: 'updated' }, { act: 'deleted' }])
  const today = new Date().toISOString().slice(0, 10)
  t.equal((await ask('PUT', place, admin, {})).body.checkedOn, today)
  const { body } = await get('/v1/changes')
  t.notOk(body.data.some(({ kind }: Draft) => kind === 'coverage-check'), 'which is nobody else’s business')
})

t.test('only who may write the ward', async t => {
  const [here, elsewhere, reader] = [
    await key({ scopes: ['write'], wards: ['duc-xuan'] }), await key({ scopes: ['write'], wards: ['tay-son'] }),
    await key({ scopes: ['read'] })
  ]
  for (const [secret, status] of [[here, 200], [elsewhere, 403], [reader, 403]] as const) {
    t.equal((await ask('PUT', place, bearer(secret), { checkedOn: '2026-01-05' })).status, status)
  }
  t.equal((await ask('PUT', place, {}, {})).status, 401)
  t.equal((await ask('DELETE', place, bearer(elsewhere))).status, 403)
})

t.test('a ward whose periods somebody noted is not deleted', async t => {
  const { body: { id } } = await ask('POST', '/v1/wards', admin, {
    versions: [{ name: 'Phường Thử Nghiệm', kind: 'phuong', parent: 'province:quang-ninh' }]
  })
  await ask('PUT', `/v1/wards/${id}/coverage/2019`, admin, {})
  const remove = async () => await ask('DELETE', `/v1/wards/${id}?reason=a`, { ...admin, 'if-match': '*' })
  const refused = await remove()
  t.strictSame([refused.status, refused.body.type], [409, '/problems/in-use'])
  await ask('DELETE', `/v1/wards/${id}/coverage/2019`, admin)
  t.equal((await remove()).status, 204)
})

t.test('a report outranks the note, and the note outlasts it', async t => {
  const { body } = await ask('PUT', '/v1/wards/ha-khanh/coverage/2023', admin, { checkedOn: '2026-01-05' })
  t.strictSame([body.state.code, body.checkedOn], ['reported', '2026-01-05'])
})

t.test('terms have a slash in their code', async t => {
  const { status, body } = await get('/v1/wards/ha-khanh/coverage/2020%2F2025')
  t.strictSame([status, body.period.code], [200, '2020/2025'])
})

// ── Totals, files and mistakes ───────────────────────────────────────────────────────────────────────────────────

t.test('totals count the wards of the matrix by their state', async t => {
  const { body } = await get('/v1/coverage/totals?period=2019,2023&total=true')
  const { data } = (await get('/v1/coverage?period=2019,2023&limit=200')).body
  const stateOf = (at: number) => (code: string) =>
    data.filter(({ cells }: Draft) => cells[at].state.code === code).length
  const counted = (at: number) => ({
    wards: data.length,
    reported: stateOf(at)('reported'),
    unread: stateOf(at)('unread'),
    noSource: stateOf(at)('no-source'),
    unchecked: stateOf(at)('unchecked'),
    notExisting: stateOf(at)('not-existing')
  })
  t.strictSame(body, {
    data: [
      {
        code: '2019',
        period: nineteen,
        ...counted(0)
      },
      { code: '2023', period: year, ...counted(1) }
    ],
    page: { limit: 20, next: null, total: 2 }
  })
  t.strictSame([body.data[0].noSource, body.data[1].reported], [1, 3])
  t.equal(await statementsOf(async () => await get('/v1/coverage/totals?period=2019,2023')), 1)
})

t.test('a file has one line for each cell', async t => {
  const query = 'ward=tay-son,ha-khanh&period=2023,2023-H1'
  const lines = readCsv((await get(`/v1/coverage?${query}&format=csv`)).body)
    .map(line => [line['ward.slug'], line['period.code'], line['state.code'], line.figures])
  t.strictSame(lines, [
    ['ha-khanh', '2023-H1', 'unchecked', '0'], ['ha-khanh', '2023', 'reported', '14'],
    ['tay-son', '2023-H1', 'reported', '13'], ['tay-son', '2023', 'unchecked', '0']
  ])
  const { records } = await readWorkbook(await bytes(`/v1/coverage?${query}&format=xlsx`))
  t.strictSame(records.map(record => record['state.name']),
    ['chưa kiểm tra', 'đã có báo cáo', 'đã có báo cáo', 'chưa kiểm tra'])
})

t.test('what is not understood is refused by name', async t => {
  for (const [query, parameter] of [['period=2023-H3', 'period'], ['period=2000..2099', 'period'],
    ['ward=hang-bac', 'ward'], ['province=tam-diep', 'province'], ['state=unread', 'state']] as const) {
    const { status, body } = await get(`/v1/coverage?${query}`)
    t.strictSame([status, body.errors?.[0]?.parameter], [400, parameter], query)
  }
  for (const address of ['/v1/wards/hang-bac/coverage/2023', '/v1/wards/ha-khanh/coverage/2023-H3']) {
    t.equal((await get(address)).status, 404, address)
  }
  for (const [body, pointer] of [[{ checkedOn: '2999-01-01' }, '/checkedOn'],
    [{ checkedOn: '2023-02-30' }, '/checkedOn'], [{ checkedOn: '0000-01-01' }, '/checkedOn'],
    [{ note: 'a' }, '/note']] as const) {
    const answer = await ask('PUT', place, admin, body)
    t.strictSame([answer.status, answer.body.errors?.[0]?.pointer], [400, pointer], JSON.stringify(body))
  }
})
