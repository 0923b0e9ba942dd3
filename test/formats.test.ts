/**
 * Lists as tables: the whole filtered result as CSV that Excel shows in Vietnamese and does not run, whichever way it
 * was asked for.
 */
import t from 'tap'
import { claimId } from './helpers/expected.js'
import { builtInId } from '../src/domain/ids.js'
import { readsOf } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask, connection, get } = register
const lists = readsOf(register).filter(operation => operation.isList)

const BOM = '\uFEFF'

/** Reads CSV as RFC 4180 has it; a line may contain line breaks inside quotes. */
function parse (csv: string): Array<Record<string, string>> {
  const rows: string[][] = [['']]
  let quoted = false
  for (const [sign] of csv.slice(BOM.length).matchAll(/""|"|\r\n|,|[^",\r]+|\r/g)) {
    const row = rows.at(-1)!
    if (sign === '"') quoted = !quoted
    else if (sign === '""' && !quoted) continue // an empty quoted cell
    else if (sign === ',' && !quoted) row.push('')
    else if (sign === '\r\n' && !quoted) rows.push([''])
    else row[row.length - 1] += sign === '""' ? '"' : sign
  }
  const [heading, ...records] = rows.slice(0, -1)
  return records.map(record => Object.fromEntries(heading!.map((name, at) => [name, record[at]!])))
}

t.test('every list is also a table: a heading, one line a record, in the order of the list', async t => {
  for (const { id, address } of lists) {
    const { status, headers, body } = await get(`${address}?format=csv`)
    t.equal(status, 200, id)
    t.equal(headers['content-type'], 'text/csv; charset=utf-8; header=present', id)
    t.match(headers['content-disposition'], /^attachment; filename="[a-z{}:]+\.csv"$/, id)
    t.match(headers.link, /<https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/?>; rel="license"/, id)
    t.ok(body.startsWith(BOM), `${id} begins with a byte order mark`)
    t.ok(body.endsWith('\r\n'))
    const { data } = (await get(`${address}?limit=200`)).body
    const identity = 'id' in data[0] ? 'id' : 'code' in data[0] ? 'code' : 'name'
    const expected = data.map((row: Record<string, string>) => row[identity])
    t.strictSame(parse(body).map(record => record[identity]), expected, id)
  }
})

t.test('a record is one line whose columns are its properties', async t => {
  const [meeting] = parse((await get('/v1/meetings?ward=ha-khanh&format=csv')).body)
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
    const rows = parse((await get(`${address}?format=csv`)).body)
    t.ok(rows.some(row => row[column] !== ''), `${address} has some ${column}`)
    t.strictSame(rows.map(row => row[column] === '' ? [] : JSON.parse(row[column]!)),
      records.map(record => record[column]), `${address} ${column}`)
  }
})

t.test('numbers, truth values and what is unknown are written plainly', async t => {
  const figures = parse((await get('/v1/observations?ward=tay-son&format=csv')).body)
  t.match(figures.find(figure => figure['indicator.code'] === 'budget-revenue'), {
    value: '49687000000', percentOfTarget: '790.2', target: '', estimate: 'true', dimensions: '{}', valueText: ''
  })
})

t.test('filters and order hold for the table, and it has all records whatever the limit', async t => {
  const rows = parse((await get('/v1/meetings?period=2023&sort=heldOn&limit=1&format=csv')).body)
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

t.test('a format that is not there is a 406, at every list', async t => {
  for (const { id, address } of lists) {
    const { status, body } = await get(address, { accept: 'image/png' })
    t.strictSame([status, body.type], [406, '/problems/not-acceptable'], id)
  }
})

t.test('HEAD of a table has its headers and no body', async t => {
  const [head, whole] = [await ask('HEAD', '/v1/tasks?format=csv'), await get('/v1/tasks?format=csv')]
  t.equal(head.status, 200)
  t.equal(head.body, '')
  for (const name of ['content-type', 'content-disposition', 'link', 'vary']) {
    t.equal(head.headers[name], whole.headers[name], name)
  }
})

t.test('HEAD of a table says neither a tag nor a length of nothing', async t => {
  for (const { id, address } of lists) {
    const { status, headers } = await ask('HEAD', `${address}?format=csv`)
    t.strictSame([status, headers.etag], [200, undefined], id)
    t.not(headers['content-length'], '0', id)
  }
})

t.test('a table is always sent whole, whatever tag the client has', async t => {
  const { etag } = (await get('/v1/meetings')).headers
  for (const method of ['HEAD', 'GET']) {
    for (const asked of ['*', etag!, `W/${etag}`, '"47DEQpj8HBSa-_TImW-5JC"']) {
      const { status, headers } = await ask(method, '/v1/meetings?format=csv', { 'if-none-match': asked })
      t.strictSame([status, headers.etag], [200, undefined], `${method} ${asked}`)
    }
  }
})

t.test('a table has no room for included records, and no pages', async t => {
  const cursor = (await get('/v1/meetings?limit=1')).body.page.next
  for (const [name, value] of [['include', 'tasks'], ['cursor', cursor]]) {
    const { status, body } = await get(`/v1/meetings?format=csv&${name}=${value}`)
    t.strictSame([status, body.type, body.errors[0].parameter], [400, '/problems/invalid-parameter', name])
  }
})

t.test('what is wrong with a question is a problem, not a table', async t => {
  for (const address of ['/v1/meetings?format=csv&limit=0', '/v1/meetings?format=csv&ward=hang-bac']) {
    const { status, headers } = await get(address, { accept: 'text/csv' })
    t.strictSame([status, headers['content-type']], [400, 'application/problem+json; charset=utf-8'])
  }
  t.equal((await get('/v1/wards/hang-bac/meetings?format=csv')).status, 404)
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
  const rows = parse((await get('/v1/tasks?ward=ha-khanh&format=csv')).body)
  t.strictSame(rows.map(row => row.text), cells.map(([, cell]) => cell))
})

t.test('labels are joined by semicolons', async t => {
  const { rowCount } = await connection.pool.query("update participants set capacity = 'chair' where id = any($1)",
    [[0, 1].map(at => claimId('participant', 'ha-khanh-2024-01-06', at))])
  t.equal(rowCount, 2)
  const { chairs } = (await get('/v1/meetings?ward=ha-khanh')).body.data[0]
  t.equal(chairs.length, 2)
  const [meeting] = parse((await get('/v1/meetings?ward=ha-khanh&format=csv')).body)
  t.equal(meeting!.chairs, chairs.map(({ name }: { name: string }) => name).join('; '))
})

t.test('negative numbers are numbers', async t => {
  await connection.pool.query('update observations set change_percent = -12.5, value = -3 where id = $1',
    [claimId('observation', 'ha-khanh-2024-01-06', 6)])
  const [figure] = parse((await get('/v1/observations?indicator=jobs-created&format=csv')).body)
  t.strictSame([figure!.value, figure!.changePercent], ['-3', '-12.5'])
})

t.test('a long list is whole and in order, chunk by chunk', async t => {
  await connection.pool.query(`insert into tasks (ward_id, id, meeting_id, text, position, words)
    select $1, gen_random_uuid(), $2, 'Việc số ' || n, n, 'viec so ' || n from generate_series(100, 1300) n`,
  [builtInId('unit', 'ward:tay-son'), builtInId('meeting', 'tay-son-2023-07-12')])
  let rows: Array<Record<string, string>> = []
  const statements = await register.statementsOf(async () => {
    rows = parse((await get('/v1/tasks?ward=tay-son&format=csv')).body)
  })
  t.equal(rows.length, 7 + 1201)
  t.strictSame(rows.slice(7).map(row => row.text), Array.from({ length: 1201 }, (_, at) => `Việc số ${at + 100}`))
  t.equal(new Set(rows.map(row => row.id)).size, rows.length)
  t.equal(statements, 3, 'one statement for each five hundred')
})
