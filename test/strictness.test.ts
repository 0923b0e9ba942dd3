/** Strictness: what is not understood is refused by name, in the language of the reader, and never ignored or cut. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { asking, readsOf, withQuery } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { get } = register
const operations = readsOf(register)
const lists = operations.filter(operation => operation.isList)

/** The problem of a parameter, whole but for the id of the request. */
const refusal = (instance: string, parameter: string, fault: string, detail: string) => ({
  type: '/problems/invalid-parameter',
  title: 'A parameter is not valid',
  status: 400,
  detail,
  instance,
  errors: [{ parameter, detail: fault }]
})

async function refused (address: string, headers: Record<string, string> = {}) {
  const { status, headers: { 'content-type': type }, body } = await get(address, headers)
  const { requestId, ...problem } = body
  return { status, type, identified: typeof requestId === 'string' && requestId !== '', problem }
}

const answer = (problem: object) =>
  ({ status: 400, type: 'application/problem+json; charset=utf-8', identified: true, problem })

t.test('an unknown parameter is refused at every address', async t => {
  for (const { id, address } of operations) {
    const url = asking(address, 'colour=red')
    t.strictSame(await refused(url),
      answer(refusal(url, 'colour', 'is not a parameter here', 'colour is not a parameter here.')), id)
  }
})

t.test('a parameter given twice is refused at every list, whichever it is', async t => {
  for (const { id, address, query } of lists) {
    for (const [name, example] of query) {
      const { status, body } = await get(withQuery(address, [[name, example], [name, example]]))
      t.strictSame([status, body.errors?.[0]?.parameter], [400, name], `${id} ${name}`)
    }
  }
})

t.test('a NUL in any parameter of any address is refused by name', async t => {
  for (const { id, address, query } of operations) {
    for (const name of query.keys()) {
      const { status, body } = await get(asking(address, `${name}=a%00b`))
      t.match([status, body.errors], [400, [{ parameter: name, detail: 'has a character that no record can have' }]],
        `${id} ${name}`)
    }
  }
})

t.test('a NUL in the path names no record', async t => {
  for (const { id, path, address } of operations.filter(({ path }) => path.includes('{'))) {
    const { status } = await get(path.replace(/\{\w+\}/, 'a%00b'))
    t.ok(status === 400 || status === 404, `${id} ${address}: ${status}`)
  }
})

t.test('a number without an end is refused wherever a number is asked for', async t => {
  for (const { id, address } of lists) {
    for (const number of ['1e400', '-1e400', 'Infinity']) {
      const { status, body } = await get(asking(address, `limit=${number}`))
      t.strictSame([status, body.errors?.[0]],
        [400, { parameter: 'limit', detail: 'must be a whole number' }], `${id} ${number}`)
    }
  }
  t.equal((await get('/v1/search?q=Infinity')).status, 200, 'and is a word elsewhere')
})

t.test('half a surrogate in a query is no failure of ours', async t => {
  for (const { id, address, query } of operations) {
    for (const name of query.keys()) {
      const { status } = await get(asking(address, `${name}=%ED%A0%80`))
      t.ok(status < 500, `${id} ${name}: ${status}`)
    }
  }
})

t.test('days and instants at the edges of the calendar are no failure of ours', async t => {
  const edges: Record<string, readonly string[]> = {
    date: ['0000-01-01', '0001-01-01', '9999-12-31'],
    instant: ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2016-12-31T23:59:60Z']
  }
  for (const { id, address, query } of lists) {
    for (const [name, example] of query) {
      const values = /T\d\d:/.test(example) ? edges.instant! : /^\d{4}-\d\d-\d\d$/.test(example) ? edges.date! : []
      for (const value of values) {
        const { status } = await get(withQuery(address, [[name, value]]))
        t.ok(status < 500, `${id} ${name}=${value}: ${status}`)
      }
    }
  }
})

const noPeriod = (code: string) =>
  `'${code}' is no period: write 2023, 2023-H1, 2023-Q3, 2023-07, 2023-9M or 2020/2025.`
const meetings = (query: string, parameter: string, fault: string, detail = `${parameter} ${fault}.`) =>
  ['/v1/meetings?' + query, parameter, fault, detail] as const
const unknown = (parameter: string, reference: string) =>
  `No ${parameter} is known as '${reference}': give an id, a slug or an official code.`

/** Addresses, the parameter that is wrong, what is wrong with it, and the sentence that says so. */
const wrong: Record<string, ReadonlyArray<readonly [string, string, string, string]>> = {
  'a bad limit': [
    meetings('limit=0', 'limit', 'must be at least 1'),
    meetings('limit=-1', 'limit', 'must be at least 1'),
    meetings('limit=201', 'limit', 'must be at most 200'),
    meetings('limit=abc', 'limit', 'must be a whole number'),
    meetings('limit=1.5', 'limit', 'must be a whole number'),
    meetings('limit=', 'limit', 'must be a whole number'),
    meetings('limit=null', 'limit', 'must be a whole number')
  ],
  'what is neither true nor false': [
    meetings('total=yes', 'total', 'must be true or false'),
    meetings('total=1', 'total', 'must be true or false'),
    meetings('lineage=', 'lineage', 'must be one of: true, whole, false')
  ],
  'a period that is none': [
    meetings('period=2025/2020', 'period', noPeriod('2025/2020'), noPeriod('2025/2020')),
    meetings('period=1066', 'period', noPeriod('1066'), noPeriod('1066')),
    meetings('reviews=2020/2099', 'reviews', noPeriod('2020/2099'), noPeriod('2020/2099'))
  ],
  'a range that is reversed': [
    meetings('from=2024-01-02&to=2024-01-01', 'from', 'from (2024-01-02) is after to (2024-01-01).',
      'from (2024-01-02) is after to (2024-01-01).'),
    ['/v1/resolutions?from=2024-01-02&to=2024-01-01', 'from', 'from (2024-01-02) is after to (2024-01-01).',
      'from (2024-01-02) is after to (2024-01-01).'],
    ['/v1/sources?publishedFrom=2024-01-02&publishedTo=2024-01-01', 'publishedFrom',
      'publishedFrom (2024-01-02) is after publishedTo (2024-01-01).',
      'publishedFrom (2024-01-02) is after publishedTo (2024-01-01).']
  ],
  'a day or an instant that does not exist': [
    meetings('from=2023-02-30', 'from', 'must be an ISO date such as 2023-07-12'),
    meetings('to=2023-2-3', 'to', 'must be an ISO date such as 2023-07-12'),
    meetings('from=yesterday', 'from', 'must be an ISO date such as 2023-07-12'),
    meetings('updatedSince=2026-01-05', 'updatedSince', 'must be an instant such as 2023-07-12T08:00:00Z'),
    meetings('updatedSince=2026-02-30T08:00:00Z', 'updatedSince', 'must be an instant such as 2023-07-12T08:00:00Z'),
    ['/v1/wards/tay-son?asOf=2023-02-30', 'asOf', 'must be an ISO date such as 2023-07-12',
      'asOf must be an ISO date such as 2023-07-12.']
  ],
  'an id that is none': [
    meetings('official=pham-duy-phong', 'official', 'must be a UUID'),
    meetings('organisation=7', 'organisation', 'must be a UUID')
  ],
  'a unit that nobody knows': [
    meetings('ward=hang-bac', 'ward', unknown('ward', 'hang-bac'), unknown('ward', 'hang-bac')),
    meetings('ward=tay-son,hang-bac', 'ward', unknown('ward', 'hang-bac'), unknown('ward', 'hang-bac')),
    meetings('ward=tay-son,', 'ward', unknown('ward', ''), unknown('ward', '')),
    meetings('ward=vinh', 'ward', unknown('ward', 'vinh'), unknown('ward', 'vinh')),
    meetings('ward=__proto__', 'ward', unknown('ward', '__proto__'), unknown('ward', '__proto__')),
    meetings('province=tam-diep', 'province', unknown('province', 'tam-diep'), unknown('province', 'tam-diep')),
    ['/v1/wards?parent=hang-bac', 'parent', unknown('parent', 'hang-bac'), unknown('parent', 'hang-bac')],
    ['/v1/wards?province=hang-bac', 'province', unknown('province', 'hang-bac'), unknown('province', 'hang-bac')]
  ],
  'a question without a word': [
    meetings('q=', 'q', 'must not be empty'),
    meetings('q=...%20–%20!', 'q', 'q has no letter or number to look for.', 'q has no letter or number to look for.'),
    meetings('q=%20%20', 'q', 'q has no letter or number to look for.', 'q has no letter or number to look for.'),
    ['/v1/tasks?assignee=..', 'assignee', 'assignee has no letter or number to look for.',
      'assignee has no letter or number to look for.']
  ],
  'a value that is too long': [
    meetings(`q=${'a'.repeat(201)}`, 'q', 'must not be longer than 200 characters'),
    meetings(`ward=${'a,'.repeat(1001)}`, 'ward', 'must not be longer than 2000 characters'),
    meetings(`cursor=${'a'.repeat(2001)}`, 'cursor', 'must not be longer than 2000 characters')
  ],
  'a word that is not one of those allowed': [
    meetings('format=xml', 'format', 'must be one of: json, csv, ndjson, xlsx'),
    meetings('sort=name', 'sort', 'must be one of: -heldOn, heldOn, -updatedAt, updatedAt'),
    meetings('status=none', 'status', 'must be one of: verified, unverified, any')
  ]
}

for (const [name, cases] of Object.entries(wrong)) {
  t.test(`${name} is refused by name`, async t => {
    for (const [address, parameter, fault, detail] of cases) {
      t.strictSame(await refused(encodeURI(decodeURI(address))),
        answer(refusal(encodeURI(decodeURI(address)), parameter, fault, detail)), address.slice(0, 80))
    }
  })
}

t.test('what does not fit its pattern is refused by name', async t => {
  const cases: Record<string, readonly string[]> = {
    period: ['2023-H3', '2023-Q5', '2023-13', '2023-00', '23', '2023-13M', '2023-0M', '2023 ', '2023-h1', '2023/25'],
    reviews: ['2023-H0'],
    plans: ['next'],
    type: ['so-ket,', 'So-ket', 'party'],
    include: ['colour', 'tasks,colour', '', 'tasks,,sources']
  }
  for (const [name, values] of Object.entries(cases)) {
    for (const value of values) {
      const { status, body } = await get(withQuery('/v1/meetings', [[name, value]]))
      t.strictSame([status, body.type, body.errors?.map(({ parameter }: { parameter: string }) => parameter)],
        [400, '/problems/invalid-parameter', [name]], `${name}=${value}`)
    }
  }
})

t.test('all faults of a request are told at once', async t => {
  const { body } = await get('/v1/meetings?colour=red&limit=0&from=2023-02-30')
  t.strictSame(body.errors.map(({ parameter }: { parameter: string }) => parameter).sort(), ['colour', 'from', 'limit'])
})

t.test('a reader of Vietnamese is told in Vietnamese', async t => {
  const vi = { 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.5' }
  const inVietnamese: ReadonlyArray<readonly [string, string, string, string]> = [
    ['/v1/meetings?colour=red', 'colour', 'không phải là tham số ở đây', 'colour không phải là tham số ở đây.'],
    ['/v1/meetings?limit=0', 'limit', 'phải từ 1 trở lên', 'limit phải từ 1 trở lên.'],
    ['/v1/meetings?limit=201', 'limit', 'không được quá 200', 'limit không được quá 200.'],
    ['/v1/meetings?limit=abc', 'limit', 'phải là số nguyên', 'limit phải là số nguyên.'],
    ['/v1/meetings?from=2023-02-30', 'from', 'phải là ngày dạng ISO, ví dụ 2023-07-12',
      'from phải là ngày dạng ISO, ví dụ 2023-07-12.'],
    ['/v1/meetings?format=xml', 'format', 'phải là một trong: json, csv, ndjson, xlsx',
      'format phải là một trong: json, csv, ndjson, xlsx.'],
    ['/v1/meetings?ward=hang-bac', 'ward',
      "Không có đơn vị nào là 'hang-bac': hãy cho id, tên rút gọn hoặc mã chính thức.",
      "Không có đơn vị nào là 'hang-bac': hãy cho id, tên rút gọn hoặc mã chính thức."]
  ]
  for (const [address, parameter, fault, detail] of inVietnamese) {
    t.strictSame(await refused(address, vi), answer({
      ...refusal(address, parameter, fault, detail), title: 'Tham số không hợp lệ'
    }), address)
    t.equal((await get(address, vi)).headers['content-language'], 'vi')
  }
})

t.test('a reader of any other language is told in English', async t => {
  for (const language of ['en', 'de, fr;q=0.5', '*', 'vi;q=0.1, en', 'vi;q=0']) {
    const { headers, body } = await get('/v1/meetings?limit=0', { 'accept-language': language })
    t.strictSame([headers['content-language'], body.title], ['en', 'A parameter is not valid'], language)
  }
})

t.test('an unknown ward is a 404 in a path, at every address that has one', async t => {
  for (const { id, path } of operations.filter(({ path }) => path.includes('{ward}'))) {
    const address = path.replace('{ward}', 'hang-bac')
    const { status, body } = await get(address)
    t.strictSame([status, body.type, body.detail],
      [404, '/problems/not-found', "No record is known as 'hang-bac'."], id)
  }
})

t.test('a record that nobody knows is a 404, at every address of one', async t => {
  for (const { id, path } of operations.filter(({ path }) => /\{(id|code|name)\}/.test(path))) {
    for (const reference of [builtInId('nothing', 'at all'), 'constructor', '1']) {
      const { status, body } = await get(path.replace(/\{\w+\}/, reference))
      t.strictSame([status, body.type], [404, '/problems/not-found'], `${id} ${reference}`)
    }
  }
})

/** A UUID as other systems write it. */
const urn = `urn:uuid:${builtInId('meeting', 'ha-khanh-2024-01-06')}`

t.test('an id with a prefix names no record in a path', async t => {
  for (const { id, path } of operations.filter(({ path }) => /\{(id|ward)\}/.test(path))) {
    const { status, body } = await get(path.replace(/\{\w+\}/, urn))
    t.strictSame([status, body.type], [404, '/problems/not-found'], id)
  }
})

t.test('an id with a prefix is refused by name in a parameter, at every list', async t => {
  const names = new Set<string>()
  for (const { id, address, query } of lists) {
    for (const [name] of [...query].filter(([, example]) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(example))) {
      const url = withQuery(address, [[name, urn]])
      t.strictSame(await refused(url), answer(refusal(url, name, 'must be a UUID', `${name} must be a UUID.`)), id)
      names.add(name)
    }
  }
  for (const name of ['official', 'meeting', 'organisation']) t.ok(names.has(name), name)
})

t.test('what is nearly the id of a document is taken for a symbol, and finds nothing', async t => {
  const asked = lists.filter(({ query }) => query.has('resolution'))
  t.ok(asked.length >= 2)
  for (const { id, address } of asked) {
    for (const resolution of ['aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaa-', '-'.repeat(36), 'a'.repeat(36), urn]) {
      const { status, body } = await get(withQuery(address, [['resolution', resolution]]))
      t.strictSame([status, body.data], [200, []], `${id} ${resolution}`)
    }
  }
})

t.test('an instant that is not whole or does not exist is refused by name, at every list', async t => {
  const fault = 'must be an instant such as 2023-07-12T08:00:00Z'
  for (const { id, address } of lists.filter(({ query }) => query.has('updatedSince'))) {
    for (const instant of ['2026-01-05T00:00:00+07', '2026-01-05T00:00:00', '2016-12-31T23:59:60Z',
      '0000-01-01T00:00:00Z', '2026-01-05T24:00:00Z', '2026-01-05 00:00:00Z']) {
      const url = withQuery(address, [['updatedSince', instant]])
      t.strictSame(await refused(url),
        answer(refusal(url, 'updatedSince', fault, `updatedSince ${fault}.`)), `${id} ${instant}`)
    }
  }
})
