/**
 * Bodies: JSON in UTF-8, taken as it is written, and refused by JSON Pointer where it holds what no record can. They
 * are sent to /v1/keys, which any body would do for.
 */
import t, { type Test } from 'tap'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const { ask } = await openRegister(t, { empty: true })
const json = { ...bearer(ADMIN_KEY), 'content-type': 'application/json' }

const send = async (body: string | Buffer | undefined, headers: Record<string, string> = json) =>
  await ask('POST', '/v1/keys', headers, body)
const good = '{"name":"a","scopes":["read"]}'

async function refused (t: Test, body: string | Buffer, faults: Array<[pointer: string, detail: string]>) {
  const { status, body: { type, errors } } = await send(body)
  t.strictSame([status, type, errors],
    [400, '/problems/invalid-body', faults.map(([pointer, detail]) => ({ pointer, detail }))],
    String(body).slice(0, 80))
}

t.test('what is no JSON, or not in UTF-8, is malformed', async t => {
  const cases: ReadonlyArray<readonly [body: string | Buffer, detail: string]> = [
    ['', 'The body is empty, though its type is JSON.'],
    ['{"name":', 'The body is not JSON.'],
    ["{'name':'a'}", 'The body is not JSON.'],
    [`${good}}`, 'The body is not JSON.'],
    ['name=a', 'The body is not JSON.'],
    [Buffer.from('{"name":"Tây Sơn"}', 'latin1'), 'The body is not in UTF-8.'],
    [Buffer.from(good, 'utf16le'), 'The body is not JSON.']
  ]
  for (const [body, detail] of cases) {
    const answer = await send(body)
    t.match([answer.status, answer.body], [400, { type: '/problems/invalid-request', detail }], String(body))
  }
})

t.test('JSON is taken with a byte order mark, and with any charset that is said beside its type', async t => {
  t.equal((await send(`\uFEFF${good}`)).status, 201)
  t.equal((await send(good, { ...json, 'content-type': 'application/json; charset=utf-8' })).status, 201)
})

t.test('other types are refused, and so is no type', async t => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a',
    'application/xml', 'application/merge-patch+json', 'json', 'application/json-seq']) {
    const { status, body } = await send(good, { ...json, 'content-type': type })
    t.strictSame([status, body.type], [415, '/problems/unsupported-media-type'], type)
  }
})

t.test('a body that is missing or no object is told as the body', async t => {
  const without = await ask('POST', '/v1/keys', bearer(ADMIN_KEY))
  t.match([without.status, without.body], [400, {
    type: '/problems/invalid-body',
    detail: 'The body must be an object.',
    errors: [{ pointer: '', detail: 'must be an object' }]
  }])
  for (const body of ['[]', '"a"', '7', 'null', 'true']) await refused(t, body, [['', 'must be an object']])
})

t.test('nothing is taken for what it is not', async t => {
  await refused(t, '{"name":7,"scopes":["read"]}', [['/name', 'must be a text']])
  await refused(t, '{"name":"a","scopes":"read"}', [['/scopes', 'must be a list']])
  await refused(t, '{"name":null,"scopes":["read"]}', [['/name', 'must be a text']])
  await refused(t, '{"name":"a","scopes":["read"],"wards":""}', [['/wards', 'must be a list or null']])
})

t.test('unknown properties are pointed at, with the signs of a pointer escaped', async t => {
  await refused(t, '{"name":"a","scopes":["read"],"a/b~c":1}', [['/a~1b~0c', 'is not a property here']])
  await refused(t, '{"name":"a","scopes":["read"],"":1}', [['/', 'is not a property here']])
  await refused(t, '{"name":"a","scopes":["read"],"id":1,"hash":""}',
    [['/id', 'is not a property here'], ['/hash', 'is not a property here']])
})

t.test('names that reach beyond an object are refused, however deep', async t => {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const fault = 'is not a property here'
    await refused(t, `{"name":"a","scopes":["read"],"${name}":{"admin":true}}`, [[`/${name}`, fault]])
    await refused(t, `{"name":"a","scopes":[{"${name}":1}]}`, [[`/scopes/0/${name}`, fault]])
  }
  await refused(t, '{"name":"a","scopes":["read"],"\\u005f_proto__":{}}', [['/__proto__', 'is not a property here']])
  t.equal(({} as { admin?: true }).admin, undefined)
})

t.test('texts that no database can hold are pointed at', async t => {
  const fault = 'has a character that no record can have'
  await refused(t, '{"name":"a\\u0000","scopes":["read"]}', [['/name', fault]])
  await refused(t, '{"name":"a\\ud800","scopes":["read\\udc00"]}', [['/name', fault], ['/scopes/0', fault]])
  await refused(t, '{"name":"a","scopes":["read"],"a\\u0000b":1}', [['/a\uFFFDb', fault]])
  t.equal((await send('{"name":"\\ud83d\\ude00","scopes":["read"]}')).body.name, '😀')
})

t.test('numbers that would be rounded are refused', async t => {
  const fault = 'is too large to be kept exactly'
  for (const number of ['9007199254740993', '-1e300', '1e999']) {
    await refused(t, `{"name":${number},"scopes":["read"]}`, [['/name', fault]])
  }
})

t.test('endless nesting and endless faults are no matter', async t => {
  const depth = 200_000
  for (const [open, close] of [['[', ']'], ['{"a":', '}']] as const) {
    const { status, body } = await send(`${open.repeat(depth)}1${close.repeat(depth)}`.slice(0, 1_000_000))
    t.equal(status, 400, body.detail)
  }
  await refused(t, `${'['.repeat(33)}${']'.repeat(33)}`, [['/0'.repeat(32), 'is nested deeper than 32 levels']])
  const scopes = Array.from({ length: 50_000 }, (_, at) => at)
  const { status, body } = await send(JSON.stringify({ name: 'a', scopes }))
  t.equal(status, 400)
  t.equal(body.errors.length, 100)
  t.match(body.detail, /^\/scopes\/0 must be a text; .*\(\+\d+ more\)\.$/)
})

t.test('of a name that is given twice the last value counts', async t => {
  const { status, body } = await send('{"name":"first","name":"last","scopes":["read"]}')
  t.strictSame([status, body.name], [201, 'last'])
})

t.test('a body may have 1 MB', async t => {
  const filled = (size: number) => good + ' '.repeat(size - good.length)
  t.equal((await send(filled(1_048_576))).status, 201)
  t.match(await send(filled(1_048_577)), { status: 413, body: { type: '/problems/payload-too-large' } })
})

t.test('a body is refused where none is taken', async t => {
  const { body: { id } } = await send(good)
  t.match(await ask('POST', `/v1/keys/${id}/revoke`, json, '{"reason":"lost"}'),
    { status: 400, body: { type: '/problems/invalid-body', errors: [{ pointer: '', detail: 'is not taken here' }] } })
  const others = [['{', {}], ['a=b', { 'content-type': 'text/csv' }], [' '.repeat(1_048_577), {}]] as const
  for (const [body, headers] of others) {
    t.match(await ask('POST', `/v1/keys/${id}/revoke`, { ...json, ...headers }, body),
      { status: 400, body: { type: '/problems/invalid-body' } }, 'whatever it is')
  }
  t.equal((await ask('POST', `/v1/keys/${id}/revoke`, bearer(ADMIN_KEY))).status, 200)
})

t.test('who may not is told so before the body is read', async t => {
  for (const body of ['{', '{"name":7}', ' '.repeat(1_048_577)]) {
    t.equal((await send(body, { 'content-type': 'application/json' })).status, 401)
  }
  t.equal((await ask('POST', '/v1/vocabularies', json, '{')).status, 405, 'and which method is right, too')
})

t.test('faults are told in Vietnamese too', async t => {
  const { body } = await send('{"name":7,"scope":"a"}', { ...json, 'accept-language': 'vi' })
  t.strictSame(body.errors, [
    { pointer: '/scopes', detail: 'là bắt buộc' },
    { pointer: '/scope', detail: 'không phải là thuộc tính ở đây' },
    { pointer: '/name', detail: 'phải là văn bản' }
  ])
  t.equal(body.title, 'Nội dung gửi lên không hợp lệ')
})
