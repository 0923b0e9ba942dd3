/**
 * Conditional requests and what surrounds an answer: strong tags, 304, HEAD, compression, CORS. A client that has an
 * answer already is told so, and a tag never stands for two different answers.
 */
import t from 'tap'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { builtInId } from '../src/domain/ids.js'
import { writerOf } from './helpers/drafts.js'
import { readsOf } from './helpers/operations.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { app, ask, get } = register
const { patch } = writerOf(register)
/** How far behind the service is changes from one question to the next. */
const operations = readsOf(register).filter(({ id }) => id !== 'getReadiness')
const meeting = `/v1/meetings/${builtInId('meeting', 'ha-khanh-2024-01-06')}`

/** Large enough to be compressed. */
const list = '/v1/meetings'

t.test('every answer has a strong tag, and with it is not sent again', async t => {
  for (const { id, address } of operations) {
    const { status, headers, body } = await get(address)
    t.equal(status, 200, id)
    t.match(headers.etag, /^"[\w.-]+"$/, id)
    t.equal(headers['cache-control'], 'no-cache', id)
    const again = await get(address, { 'if-none-match': headers.etag! })
    t.strictSame([again.status, again.body, again.headers.etag, again.headers['content-type']],
      [304, '', headers.etag, undefined], id)
    t.notSame(body, '')
  }
})

t.test('other answers have other tags', async t => {
  const addresses = [list, `${list}?limit=1`, `${list}?ward=tay-son`, `${list}?total=true`, `${list}?include=tasks`,
    `${list}?ward=ha-khanh`, meeting, `${meeting}?include=tasks`]
  const tags = await Promise.all(addresses.map(async address => (await get(address)).headers.etag))
  t.equal(new Set(tags).size, addresses.length)
  t.equal((await get(list)).headers.etag, tags[0], 'the same answer has the same tag')
  t.equal((await get(list, { 'if-none-match': tags[1]! })).status, 200, 'another answer’s tag is no match')
})

t.test('If-None-Match takes a list of tags, weak ones and the star', async t => {
  const tag = (await get(meeting)).headers.etag!
  for (const asked of [tag, `W/${tag}`, `"other", ${tag}`, `"a","b",W/${tag}`, '*']) {
    const { status, headers } = await get(meeting, { 'if-none-match': asked })
    t.strictSame([status, headers.etag], [304, tag], asked)
  }
  for (const asked of ['"other"', '', 'W/"other", "another"', tag.replaceAll('"', '')]) {
    t.equal((await get(meeting, { 'if-none-match': asked })).status, 200, asked)
  }
})

t.test('a problem has no tag and is never a 304', async t => {
  for (const address of ['/v1/wards/hang-bac', '/v1/meetings?limit=0', '/v1/nothing']) {
    const { status, headers } = await get(address, { 'if-none-match': '*' })
    t.ok(status >= 400, address)
    t.equal(headers.etag, undefined)
  }
})

t.test('HEAD is GET without the body', async t => {
  for (const { id, address } of operations) {
    const [head, whole] = [await ask('HEAD', address), await get(address)]
    t.equal(head.body, '', id)
    const { date: _date, 'x-request-id': _id, ...headers } = head.headers
    const { date: _other, 'x-request-id': _otherId, ...expected } = whole.headers
    t.strictSame([head.status, headers], [whole.status, expected], id)
  }
  const tag = (await get(meeting)).headers.etag!
  t.equal((await ask('HEAD', meeting, { 'if-none-match': tag })).status, 304)
  t.equal((await ask('HEAD', '/v1/wards/hang-bac')).status, 404)
})

t.test('HEAD tells a client that it has the answer as GET does, whether that is kept or not', async t => {
  for (const { id, address } of operations) {
    for (const key of [{}, bearer(ADMIN_KEY)]) {
      const { headers: { etag } } = await get(address, key)
      const asked = { ...key, 'if-none-match': etag! }
      const [head, whole] = [await ask('HEAD', address, asked), await get(address, asked)]
      const { date: _date, 'x-request-id': _id, ...headers } = head.headers
      const { date: _other, 'x-request-id': _otherId, ...expected } = whole.headers
      t.strictSame([head.status, head.body, headers], [304, '', expected], id)
    }
  }
})

const raw = async (url: string, headers: Record<string, string>, method = 'GET') =>
  await app.inject({ method: method as 'GET', url, headers })

t.test('a large answer is compressed as the client prefers, under a tag of its own that revalidates', async t => {
  const plain = await get(list)
  const codings = [['gzip', gunzipSync], ['br', brotliDecompressSync]] as const
  const tags = [plain.headers.etag]
  for (const [coding, decode] of codings) {
    const response = await raw(list, { 'accept-encoding': coding })
    t.equal(response.headers['content-encoding'], coding)
    t.strictSame(JSON.parse(decode(response.rawPayload).toString()), plain.body, coding)
    const tag = String(response.headers.etag)
    t.match(tag, /^"[\w.-]+"$/)
    tags.push(tag)
    const again = await raw(list, { 'accept-encoding': coding, 'if-none-match': tag })
    t.strictSame([again.statusCode, again.payload, again.headers.etag], [304, '', tag], coding)
  }
  t.equal(new Set(tags).size, 3)
  t.equal((await raw(list, { 'accept-encoding': 'br, gzip' })).headers['content-encoding'], 'br')
  t.equal((await raw(list, { 'accept-encoding': 'identity' })).headers['content-encoding'], undefined)
  const small = await raw('/health/live', { 'accept-encoding': 'br' })
  t.equal(small.headers['content-encoding'], undefined, 'a small answer is not worth it')
})

t.test('Vary names what an answer depends on', async t => {
  const vary = async (url: string, headers: Record<string, string> = {}) =>
    String((await raw(url, headers)).headers.vary).toLowerCase()
  t.match(await vary(list), /\baccept\b/)
  t.match(await vary(list, { 'accept-encoding': 'gzip' }), /accept-encoding/)
  t.match(await vary(list, { 'accept-encoding': 'gzip' }), /\baccept\b(?!-)/)
  t.match(await vary('/v1/wards/hang-bac'), /accept-language/)
})

// ── CORS ─────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('a page of any origin may read answers and the headers that it needs', async t => {
  for (const address of [list, meeting, '/v1/wards/hang-bac', '/v1/meetings?limit=0', '/openapi.json']) {
    const { headers } = await get(address, { origin: 'https://example.org' })
    t.equal(headers['access-control-allow-origin'], '*', address)
    t.match(headers['access-control-expose-headers'], /ETag, Link/, address)
    t.equal(headers['access-control-allow-credentials'], undefined)
  }
})

t.test('a preflight is answered for a day', async t => {
  const { status, headers, body } = await ask('OPTIONS', list, {
    origin: 'https://example.org',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'if-none-match, accept-language'
  })
  t.strictSame([status, body], [204, ''])
  t.equal(headers['access-control-allow-origin'], '*')
  t.match(headers['access-control-allow-methods'], /\bGET\b/)
  t.match(headers['access-control-allow-headers'], /\bIf-None-Match\b/)
  t.equal(headers['access-control-max-age'], '86400')
})

t.test('OPTIONS without a preflight is answered too', async t => {
  const { status, body } = await ask('OPTIONS', list)
  t.strictSame([status, body], [204, ''])
})

// Last: this writes, as another system would.
t.test('the tag of a single record begins with its version, and changes when the record changes', async t => {
  const tagOf = async () => (await get(meeting)).headers.etag!
  const first = await tagOf()
  t.match(first, /^"1\./)
  const ofList = (await get(list)).headers.etag!
  await patch(meeting, { title: 'Đổi tên' })
  const second = await tagOf()
  t.match(second, /^"2\./)
  t.equal((await get(meeting, { 'if-none-match': first })).status, 200)
  t.equal((await get(meeting, { 'if-none-match': second })).status, 304)
  t.equal((await get(list, { 'if-none-match': ofList })).status, 200, 'the list has changed with it')
  t.match((await get(`${meeting}?include=tasks`)).headers.etag, /^"2\./)
})
