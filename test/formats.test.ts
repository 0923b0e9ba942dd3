/**
 * Lists as files: the whole filtered result as CSV that Excel shows in Vietnamese and does not run, as a workbook or as
 * lines of JSON, whichever way it was asked for.
 */
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { claimId } from './helpers/expected.js'
import { builtInId } from '../src/domain/ids.js'
import { BOM, linesOf, readCsv, readWorkbook } from './helpers/files.js'
import { readsOf, withQuery } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { app, ask, bytes, connection, get } = register
// The search has more records than a page: test/search/ asks it.
const lists = readsOf(register).filter(({ isList, id }) => isList && id !== 'searchRecords')

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const types = {
  csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson; charset=utf-8', xlsx: XLSX
}
const files = ['csv', 'ndjson', 'xlsx'] as const

/** What tells the rows of a list's table from each other: its column, and what stands in it. */
function identitiesOf (data: Array<Record<string, any>>): { identity: string, expected: unknown[] } {
  // A matrix has a row of its table for each cell.
  if ('cells' in data[0]!) {
    const expected = data.flatMap(({ cells }) => cells.map(({ period }: any) => period.code))
    return { identity: 'period.code', expected }
  }
  const identity = ['id', 'code'].find(name => name in data[0]!) ?? 'name'
  return { identity, expected: data.map(row => row[identity]) }
}

/** The ids of the records of a file, or what stands for an id. */
async function idsIn (address: string, format: typeof files[number], identity: string): Promise<unknown[]> {
  const file = await bytes(`${address}${address.includes('?') ? '&' : '?'}format=${format}`)
  const records: Array<Record<string, unknown>> = format === 'csv'
    ? readCsv(file.toString())
    : format === 'xlsx' ? (await readWorkbook(file)).records : linesOf(file.toString()).map(line => JSON.parse(line))
  return records.map(record => record[identity])
}

t.test('every list has the same records in every format, in the same order, and as many as its total', async t => {
  for (const { id, address } of lists) {
    const { data, page } = (await get(`${address}?limit=200&total=true`)).body
    t.ok(page.total > 0, id)
    const { identity, expected } = identitiesOf(data)
    for (const format of files.filter(format => format !== 'ndjson' || !identity.includes('.'))) {
      const { status, headers } = await get(`${address}?format=${format}`)
      t.strictSame([status, headers['content-type']], [200, types[format]], `${id} ${format}`)
      t.match(headers['content-disposition'], new RegExp(`^attachment; filename="[a-z-]+\\.${format}"$`), id)
      t.match(headers.link, /^<https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/>; rel="license"$/, id)
      const found = await idsIn(address, format, identity)
      if (!identity.includes('.')) t.equal(found.length, page.total, `${id} ${format}`)
      t.strictSame(found, expected, `${id} ${format}`)
    }
  }
})

t.test('the file of a vocabulary has its name', async t => {
  const { headers } = await get('/v1/vocabularies/meeting-types?format=xlsx')
  t.equal(headers['content-disposition'], 'attachment; filename="meeting-types.xlsx"')
})

t.test('every list declares its formats', async t => {
  for (const { id, responses } of lists) {
    t.strictSame(Object.keys(responses['200']!.content!),
      ['application/json', 'text/csv', 'application/x-ndjson', 'application/jsonl', XLSX], id)
  }
})

t.test('every list is also a table: a heading, one line a record, in the order of the list', async t => {
  for (const { id, address } of lists) {
    const { status, headers, body } = await get(`${address}?format=csv`)
    t.equal(status, 200, id)
    t.equal(headers['content-type'], 'text/csv; charset=utf-8; header=present', id)
    t.match(headers['content-disposition'], /^attachment; filename="[a-z-]+\.csv"$/, id)
    t.match(headers.link, /<https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/?>; rel="license"/, id)
    t.ok(body.startsWith(BOM), `${id} begins with a byte order mark`)
    t.ok(body.endsWith('\r\n'))
    const { data } = (await get(`${address}?limit=200`)).body
    const { identity, expected } = identitiesOf(data)
    t.strictSame(readCsv(body).map(record => record[identity]), expected, id)
  }
})

t.test('a record is one line whose columns are its properties', async t => {
  const [meeting] = readCsv((await get('/v1/meetings?ward=ha-khanh&format=csv')).body)
  const expected = (await get('/v1/meetings?ward=ha-khanh')).body.data[0]
  t.match(meeting, {
    id: expected.id,
    'ward.id': expected.ward.id,
    'ward.slug': 'ha-khanh',
    'ward.name': 'Phường Hà Khánh',
    title: expected.title,
    'type.code': 'lam-viec',
    heldOn: '2024-01-06',
    endsOn: '',
    alsoTypes: '',
    'counterpart.name': 'Chi bộ khu phố 2, phường Hà Khánh',
    chairs: 'Trần Việt Hùng',
    'reviews.code': '2023',
    'plans.label': 'năm 2024',
    summary: expected.summary,
    'counts.observations': '15',
    version: '1',
    updatedAt: '2026-01-05T08:00:00.000Z'
  })
})

t.test('a table has the properties of the contract, and nothing that the service keeps for itself', async t => {
  for (const address of ['/v1/officials', '/v1/meetings']) {
    const { body } = await get(`${address}?format=csv`)
    for (const name of ['tier', 'organisationKind', 'variants', 'abbreviations']) {
      t.notOk(body.includes(name), `${address} ${name}`)
    }
  }
})

t.test('a list of objects is one cell of JSON, whole as in the record', async t => {
  const cells = [
    ['/v1/wards', 'versions'], ['/v1/wards', 'successors'], ['/v1/wards', 'inferred'],
    ['/v1/observations', 'evidence'], ['/v1/observations', 'flags'],
    ['/v1/officials', 'appointments'], ['/v1/meetings', 'inferred']
  ] as const
  for (const [address, column] of cells) {
    const records: Array<Record<string, unknown>> = (await get(`${address}?limit=200`)).body.data
    const rows = readCsv((await get(`${address}?format=csv`)).body)
    t.ok(rows.some(row => row[column] !== ''), `${address} has some ${column}`)
    t.strictSame(rows.map(row => row[column] === '' ? [] : JSON.parse(row[column]!)),
      records.map(record => record[column]), `${address} ${column}`)
  }
})

t.test('numbers, truth values and what is unknown are written plainly', async t => {
  const figures = readCsv((await get('/v1/observations?ward=tay-son&format=csv')).body)
  t.match(figures.find(figure => figure['indicator.code'] === 'budget-revenue'), {
    value: '49687000000', percentOfTarget: '790.2', target: '', estimate: 'true', dimensions: '{}', valueText: ''
  })
})

t.test('filters and order hold for the table, and it has all records whatever the limit', async t => {
  const rows = readCsv((await get('/v1/meetings?period=2023&sort=heldOn&limit=1&format=csv')).body)
  t.strictSame(rows.map(row => row.heldOn), ['2023-04-13', '2023-07-12', '2023-12-19'])
  const none = (await get('/v1/meetings?ward=cao-xanh&format=csv')).body
  t.equal(none.split('\r\n').length, 2, 'nothing but the heading')
})

t.test('a table is asked for by the Accept header as well, and the parameter decides', async t => {
  const type = async (address: string, accept: string) => (await get(address, { accept })).headers['content-type']
  const [json, csv] = ['application/json; charset=utf-8', 'text/csv; charset=utf-8; header=present']
  t.equal(await type('/v1/meetings', 'text/csv'), csv)
  t.equal(await type('/v1/meetings', 'text/csv;q=0.5, application/json;q=0.1'), csv)
  t.equal(await type('/v1/meetings', 'text/csv;q=0.5, application/json'), json)
  t.equal(await type('/v1/meetings', '*/*'), json)
  t.equal(await type('/v1/meetings', 'text/html, */*;q=0.1'), json)
  t.equal(await type('/v1/meetings?format=json', 'text/csv'), json)
  t.equal(await type('/v1/meetings?format=csv', 'application/json'), csv)
  t.equal((await get('/v1/meetings', { accept: 'text/csv' })).body, (await get('/v1/meetings?format=csv')).body)
})

t.test('every format has a media type to ask with', async t => {
  const cases = [
    ['application/x-ndjson', 'application/x-ndjson; charset=utf-8'],
    ['application/jsonl', 'application/jsonl; charset=utf-8'],
    ['application/jsonl, application/x-ndjson;q=0.5', 'application/jsonl; charset=utf-8'],
    [XLSX, XLSX],
    [`${XLSX}, application/json;q=0.9`, XLSX],
    ['application/*', 'application/json; charset=utf-8']
  ]
  for (const [accept, type] of cases) {
    t.equal((await get('/v1/meetings', { accept: accept! })).headers['content-type'], type, accept!)
  }
  t.equal((await get('/v1/meetings', { accept: 'application/jsonl' })).body,
    (await get('/v1/meetings?format=ndjson')).body)
})

t.test('a line of NDJSON has the very bytes of the record in the list', async t => {
  for (const { address, query } of lists) {
    const included = query.has('include') ? [withQuery(address, [['include', query.get('include')!]])] : []
    for (const url of [address, ...included]) {
      const list = (await bytes(`${url}${url === address ? '?' : '&'}limit=200`)).toString()
      const lines = (await bytes(`${url}${url === address ? '?' : '&'}format=ndjson`)).toString()
      t.ok(lines.endsWith('}\n'), url)
      t.ok(list.startsWith(`{"data":[${linesOf(lines).join(',')}],"page":`), url)
    }
  }
})

t.test('nothing found is an empty file', async t => {
  t.equal((await get('/v1/meetings?ward=cao-xanh&format=ndjson')).body, '')
  const { sheet, about } = await readWorkbook(await bytes('/v1/meetings?ward=cao-xanh&format=xlsx'))
  t.equal(sheet.rows.length, 1, 'nothing but the heading')
  t.equal(about.length, 5)
})

t.test('a format that is not there is a 406, at every list', async t => {
  for (const { id, address } of lists) {
    const { status, body } = await get(address, { accept: 'image/png' })
    t.strictSame([status, body.type], [406, '/problems/not-acceptable'], id)
  }
})

t.test('HEAD of a file has its headers and no body', async t => {
  for (const format of files) {
    const [head, whole] = await Promise.all(['HEAD', 'GET'].map(method => ask(method, `/v1/tasks?format=${format}`)))
    t.equal(head!.status, 200)
    t.equal(head!.body, '')
    for (const name of ['content-type', 'content-disposition', 'link', 'vary']) {
      t.equal(head!.headers[name], whole!.headers[name], name)
    }
  }
})

t.test('HEAD of a table says neither a tag nor a length of nothing', async t => {
  for (const { id, address } of lists) {
    for (const format of files) {
      const { status, headers } = await ask('HEAD', `${address}?format=${format}`)
      t.strictSame([status, headers.etag], [200, undefined], id)
      t.not(headers['content-length'], '0', id)
    }
  }
})

t.test('a table is always sent whole, whatever tag the client has', async t => {
  const { etag } = (await get('/v1/meetings')).headers
  for (const method of ['HEAD', 'GET']) {
    for (const asked of ['*', etag!, `W/${etag}`, '"47DEQpj8HBSa-_TImW-5JC"']) {
      for (const format of files) {
        const { status, headers } = await ask(method, `/v1/meetings?format=${format}`, { 'if-none-match': asked })
        t.strictSame([status, headers.etag], [200, undefined], `${method} ${asked} ${format}`)
      }
    }
  }
})

t.test('a table has no room for included records, and no file has pages', async t => {
  const cursor = (await get('/v1/meetings?limit=1')).body.page.next
  const refused = [['csv', 'include', 'tasks'], ['xlsx', 'include', 'tasks'],
    ...files.map(format => [format, 'cursor', cursor])]
  for (const [format, name, value] of refused) {
    const { status, body } = await get(`/v1/meetings?format=${format}&${name}=${value}`)
    t.strictSame([status, body.type, body.errors[0].parameter], [400, '/problems/invalid-parameter', name], format)
    t.match(body.detail, format)
  }
})

t.test('neither limit nor total changes a file', async t => {
  const whole = (await get('/v1/tasks?format=ndjson')).body
  t.equal((await get('/v1/tasks?format=ndjson&limit=1&total=true')).body, whole)
  t.equal((await readWorkbook(await bytes('/v1/tasks?format=xlsx&limit=1'))).records.length, linesOf(whole).length)
})

t.test('what is wrong with a question is a problem, not a file', async t => {
  for (const format of files) {
    for (const wrong of ['limit=0', 'ward=hang-bac', 'colour=red']) {
      const { status, headers } = await get(`/v1/meetings?format=${format}&${wrong}`, { accept: types[format] })
      t.strictSame([status, headers['content-type']], [400, 'application/problem+json; charset=utf-8'])
    }
    t.equal((await get(`/v1/wards/hang-bac/meetings?format=${format}`)).status, 404)
  }
})

t.test('long files are compressed, but not a workbook, which is compressed already', async t => {
  for (const [format, coding] of [['csv', 'gzip'], ['ndjson', 'gzip'], ['xlsx', undefined]] as const) {
    const url = `/v1/observations?format=${format}`
    const { headers, rawPayload } = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    t.equal(headers['content-encoding'], coding, format)
    if (coding !== undefined) t.same(gunzipSync(rawPayload), await bytes(url), format)
    else t.equal((await readWorkbook(rawPayload)).records.length, 55)
  }
})

// Last: these write, as another system would.

const taskId = (at: number) => claimId('task', 'ha-khanh-2024-01-06', at)
const setText = async (at: number, text: string) => {
  await connection.pool.query('update tasks set text = $1 where id = $2', [text, taskId(at)])
}

t.test('cells that a spreadsheet would run are made harmless, others stay as they are', async t => {
  const cells: ReadonlyArray<readonly [string, string]> = [
    ['=HYPERLINK("http://example.org","x")', '\'=HYPERLINK("http://example.org","x")'],
    ['+84 123', "'+84 123"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['Một dòng\nhai dòng, có "ngoặc"', 'Một dòng\nhai dòng, có "ngoặc"'],
    ['1 = 1', '1 = 1'],
    ['Phường Nghi Hòa, thị xã Cửa Lò – “Đền ơn đáp nghĩa”', 'Phường Nghi Hòa, thị xã Cửa Lò – “Đền ơn đáp nghĩa”']
  ]
  for (const [at, [text]] of cells.entries()) await setText(at, text)
  const rows = readCsv((await get('/v1/tasks?ward=ha-khanh&format=csv')).body)
  t.strictSame(rows.map(row => row.text), cells.map(([, cell]) => cell))
  const lines = linesOf((await get('/v1/tasks?ward=ha-khanh&format=ndjson')).body)
  t.strictSame(lines.map(line => JSON.parse(line).text), cells.map(([text]) => text), 'JSON is no spreadsheet')
})

t.test('labels are joined by semicolons', async t => {
  const { rowCount } = await connection.pool.query("update participants set capacity = 'chair' where id = any($1)",
    [[0, 1].map(at => claimId('participant', 'ha-khanh-2024-01-06', at))])
  t.equal(rowCount, 2)
  const { chairs } = (await get('/v1/meetings?ward=ha-khanh')).body.data[0]
  t.equal(chairs.length, 2)
  const [meeting] = readCsv((await get('/v1/meetings?ward=ha-khanh&format=csv')).body)
  t.equal(meeting!.chairs, chairs.map(({ name }: { name: string }) => name).join('; '))
})

t.test('negative numbers are numbers', async t => {
  await connection.pool.query('update observations set change_percent = -12.5, value = -3 where id = $1',
    [claimId('observation', 'ha-khanh-2024-01-06', 6)])
  const [figure] = readCsv((await get('/v1/observations?indicator=jobs-created&format=csv')).body)
  t.strictSame([figure!.value, figure!.changePercent], ['-3', '-12.5'])
})

t.test('a long list is whole and in order, chunk by chunk', async t => {
  await connection.pool.query(`insert into tasks (ward_id, id, meeting_id, text, position, words)
    select $1, gen_random_uuid(), $2, 'Việc số ' || n, n, 'viec so ' || n from generate_series(100, 1300) n`,
  [builtInId('unit', 'ward:tay-son'), builtInId('meeting', 'tay-son-2023-07-12')])
  const expected = Array.from({ length: 1201 }, (_, at) => `Việc số ${at + 100}`)
  for (const format of files) {
    let texts: unknown[] = []
    const statements = await register.statementsOf(async () => {
      texts = (await idsIn('/v1/tasks?ward=tay-son', format, 'text'))
    })
    t.equal(texts.length, 7 + 1201)
    t.strictSame(texts.slice(7), expected, format)
    t.equal(statements, 3, 'one statement for each five hundred')
  }
})
