/**
 * Lists as Excel workbooks: cells are what they mean, texts are never run, the licence is inside, and what a sheet
 * cannot hold is told.
 */
import Fastify from 'fastify'
import t from 'tap'
import { readConfig } from '../src/config.js'
import { pageOf, sendList } from '../src/http/list.js'
import { TermLabel } from '../src/http/schemas.js'
import errors from '../src/plugins/errors.js'
import { claimId } from './helpers/expected.js'
import { readCsv, readWorkbook } from './helpers/files.js'
import { readsOf } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { bytes, connection, get } = register
const day = (date: string) => new Date(`${date}T00:00:00Z`)

t.test('a record is one row, with numbers, truth values and days as such', async t => {
  const { records } = await readWorkbook(await bytes('/v1/meetings?ward=ha-khanh&format=xlsx'))
  const expected = (await get('/v1/meetings?ward=ha-khanh')).body.data[0]
  t.equal(records.length, 1)
  t.same(records[0], {
    id: expected.id,
    'ward.id': expected.ward.id,
    'ward.slug': 'ha-khanh',
    'ward.name': 'Phường Hà Khánh',
    title: expected.title,
    'type.code': 'lam-viec',
    'type.name': 'Buổi làm việc',
    'type.nameEn': 'working session',
    heldOn: day('2024-01-06'),
    endsOn: null,
    session: 'morning',
    alsoTypes: null,
    'host.id': expected.host.id,
    'host.name': 'Đảng ủy phường Hà Khánh',
    'counterpart.id': expected.counterpart.id,
    'counterpart.name': 'Chi bộ khu phố 2, phường Hà Khánh',
    chairs: 'Trần Việt Hùng',
    'reviews.code': '2023',
    'reviews.from': day('2023-01-01'),
    'reviews.to': day('2023-12-31'),
    'reviews.label': 'năm 2023',
    'plans.code': '2024',
    'plans.from': day('2024-01-01'),
    'plans.to': day('2024-12-31'),
    'plans.label': 'năm 2024',
    summary: expected.summary,
    status: 'verified',
    'counts.participants': 2,
    'counts.resolutions': 4,
    'counts.observations': 15,
    'counts.tasks': 8,
    inferred: records[0]!.inferred,
    version: 1,
    createdAt: '2026-01-05T08:00:00.000Z',
    updatedAt: '2026-01-05T08:00:00.000Z'
  })
  t.same(JSON.parse(String(records[0]!.inferred)), expected.inferred)

  const figures = await readWorkbook(await bytes('/v1/observations?ward=tay-son&format=xlsx'))
  t.match(figures.records.find(figure => figure['indicator.code'] === 'budget-revenue'), {
    value: 49687000000, percentOfTarget: 790.2, target: null, estimate: true, dimensions: '{}', valueText: null
  })
})

t.test('the cells of every list are those of its CSV', async t => {
  for (const { id, address, isList } of readsOf(register)) {
    if (!isList) continue
    const { sheet, records } = await readWorkbook(await bytes(`${address}?format=xlsx`))
    const csv = readCsv((await get(`${address}?format=csv`)).body)
    t.same(sheet.rows[0], Object.keys(csv[0]!), `${id}: columns`)
    const texts = records.map(record => Object.fromEntries(Object.entries(record).map(([name, value]) =>
      [name, value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '')])))
    t.same(texts, csv, id)
  }
})

t.test('the heading stays in sight, columns can be filtered and are wide enough', async t => {
  const { sheet } = await readWorkbook(await bytes('/v1/meetings?format=xlsx'))
  t.equal(sheet.name, 'meetings')
  t.match(sheet.freezePane, { rows: 1 })
  t.equal(sheet.autoFilter?.range, 'A1:AI6')
  t.equal(sheet.cells?.get('0,0')?.style?.font?.bold, true)
  const width = (name: string) => sheet.columns?.[sheet.rows[0]!.indexOf(name)]?.width ?? 0
  t.ok(width('id') >= 36, 'an id is seen whole')
  t.ok(width('heldOn') >= 10 && width('heldOn') < 20)
  t.equal(width('summary'), 60, 'a long text does not push all else away')
  const held = sheet.cells?.get(`1,${sheet.rows[0]!.indexOf('heldOn')}`)
  t.equal(held?.style?.numFmt?.replaceAll('\\', ''), 'yyyy-mm-dd')
})

t.test('the licence and the question are in the workbook', async t => {
  const address = '/v1/meetings?ward=tay-son&q=nguy%C3%AAn&format=xlsx'
  const { sheets, about, properties } = await readWorkbook(await bytes(address))
  t.same(sheets.map(({ name }) => name), ['meetings', 'Giấy phép'])
  const askedAt = about[2]![1]
  t.equal(new Date(String(askedAt)).toISOString(), askedAt)
  t.same(about, [
    ['Nguồn / Source', 'Sổ Phường'],
    ['Truy vấn / Query', address],
    ['Thời điểm / Asked at', askedAt],
    ['Giấy phép / Licence', 'CC BY 4.0'],
    ['Địa chỉ giấy phép / Licence URL', 'https://creativecommons.org/licenses/by/4.0/']
  ])
  t.match(properties, {
    title: 'Sổ Phường: meetings',
    creator: 'Sổ Phường',
    description: 'CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)'
  })
})

t.test('the licence is that of the operator, and the address the one that clients use', async t => {
  const other = await openRegister(t, {
    empty: true,
    settings: {
      PUBLIC_URL: 'https://so-phuong.example.vn',
      DATA_LICENCE: 'Of the <Ủy ban> & "others"',
      DATA_LICENCE_URL: 'https://example.vn/l?a=1&b=2'
    }
  })
  const { about, records } = await readWorkbook(await other.bytes('/v1/tasks?format=xlsx&q=a%26b'))
  t.same(records, [])
  t.same([1, 3, 4].map(row => about[row]![1]), [
    'https://so-phuong.example.vn/v1/tasks?format=xlsx&q=a%26b', 'Of the <Ủy ban> & "others"',
    'https://example.vn/l?a=1&b=2'
  ])
})

const terms = (count: number, name: string) =>
  pageOf(Array.from({ length: count }, () => ({ code: 'a', name, nameEn: '' })))

t.test('more records than a sheet has rows are a problem before the first byte', async t => {
  const app = Fastify()
  app.decorate('config', readConfig({}))
  await app.register(errors)
  app.addSchema(TermLabel)
  app.get('/:count', async (request, reply) => {
    const { count } = request.params as { count: string }
    return await sendList(request, reply, TermLabel, terms(Number(count), 'A'))
  })
  t.teardown(async () => await app.close())
  const { statusCode, body } = await app.inject('/1048576?format=xlsx')
  t.equal(statusCode, 400)
  t.match(JSON.parse(body), {
    type: '/problems/invalid-parameter',
    detail: 'A sheet has room for 1048575 records and 1048576 were found: ask for fewer, or for csv or ndjson.',
    errors: [{ parameter: 'format' }]
  })
  t.equal((await app.inject({ method: 'HEAD', url: '/1048576?format=xlsx' })).statusCode, 400)
  t.equal((await app.inject({ method: 'HEAD', url: '/1048575?format=xlsx' })).statusCode, 200)
})

// Last: these write, as another system would.

const setText = async (at: number, text: string) => {
  await connection.pool.query('update tasks set text = $1 where id = $2',
    [text, claimId('task', 'ha-khanh-2024-01-06', at)])
}
const textsOf = async () => (await readWorkbook(await bytes('/v1/tasks?ward=ha-khanh&format=xlsx')))

t.test('texts are texts, whatever they begin with and contain', async t => {
  const texts = [
    '=1+1', '+84 123', '-1+1', '@SUM(A1)', '\t=1', ' Một dòng\nhai dòng, có "ngoặc" & <dấu> ',
    'Phường Nghi Hòa – “Đền ơn đáp nghĩa” 😀 _x0041_ \u000B', '2024-01-06'
  ]
  for (const [at, text] of texts.entries()) await setText(at, text)
  const { sheet, records } = await textsOf()
  t.same(records.map(({ text }) => text), texts)
  const column = sheet.rows[0]!.indexOf('text')
  for (const row of texts.keys()) {
    const cell = sheet.cells?.get(`${row + 1},${column}`)
    t.equal(cell?.formula, undefined)
  }
})

t.test('a text that is longer than a cell is cut, and says so', async t => {
  const mark = ' … [Excel: 32767 ký tự / characters; đầy đủ ở CSV / in full in CSV]'
  const room = 32_767 - mark.length
  await setText(0, 'ă'.repeat(32_767))
  await setText(1, 'ă'.repeat(32_768))
  await setText(2, 'ă'.repeat(room - 1) + '😀'.repeat(100))
  const [whole, cut, pair] = (await textsOf()).records
  t.ok(whole!.text === 'ă'.repeat(32_767), 'what fits is whole')
  t.ok(cut!.text === 'ă'.repeat(room) + mark)
  t.ok(pair!.text === 'ă'.repeat(room - 1) + mark, 'no sign is cut in two')
  const csv = readCsv((await get('/v1/tasks?ward=ha-khanh&format=csv')).body)
  t.equal(csv[1]!.text!.length, 32_768)
})

t.test('days that the calendar of Excel has wrong are texts', async t => {
  const held = async (date: string) => {
    await connection.pool.query(
      'update meetings set held_on = $1 where id = (select min(id::text)::uuid from meetings)', [date])
    const { records } = await readWorkbook(await bytes(`/v1/meetings?from=${date}&to=${date}&format=xlsx`))
    return records.map(({ heldOn }) => heldOn)
  }
  t.same(await held('1900-02-28'), ['1900-02-28'])
  t.same(await held('1900-03-01'), [day('1900-03-01')])
  t.same(await held('9999-12-31'), [day('9999-12-31')])
})
