/** Ids of requests: taken from whoever asks, given where there is none, and the same in answer, problem and log. */
import t from 'tap'
import { Writable } from 'node:stream'
import { openRegister } from './helpers/register.js'

const lines: Array<Record<string, any>> = []
const stream = new Writable({
  write (chunk: Buffer, _encoding, done) {
    for (const line of String(chunk).split('\n').filter(line => line !== '')) lines.push(JSON.parse(line))
    done()
  }
})
const { app, get } = await openRegister(t, { logger: { level: 'info', stream } })
const base = await app.listen({ host: '127.0.0.1', port: 0 })

/** What every answer has on its own: an id that no other has. */
const NEW = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const idOf = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(base + path, { headers })).headers.get('x-request-id')

t.test('an id that comes with a request goes back with the answer, whoever answers', async t => {
  const path = '/v1/meetings?ward=tay-son&limit=7'
  const { headers: { etag } } = await get(path)
  const asked: Array<[string, Record<string, string>]> = [
    ['/v1/meetings?limit=3', {}],
    [path, {}],
    [path, { 'if-none-match': etag! }],
    ['/v1/wards?format=csv', {}],
    ['/v1/nothing', {}],
    ['/v1/meetings?limit=0', {}],
    ['/health/live', {}],
    ['/v1/%E0', {}]
  ]
  for (const [address, headers] of asked) {
    for (const id of ['a', 'Root=1-67891233-abcdef012345678912345678', 'x'.repeat(128)]) {
      t.equal(await idOf(address, { ...headers, 'x-request-id': id }), id, `${address} ${id}`)
    }
  }
})

t.test('one that cannot be repeated safely is left aside', async t => {
  for (const id of ['', 'x'.repeat(129), 'a b', 'a"b', '{}', 'a,b', 'é', '<script>']) {
    const { headers } = await get('/v1/wards', { 'x-request-id': id })
    t.match(headers['x-request-id'], NEW, id)
  }
})

t.test('each request without one gets its own', async t => {
  const ids = await Promise.all(Array.from({ length: 20 }, async () => await idOf('/v1/wards/tay-son')))
  for (const id of ids) t.match(id, NEW)
  t.equal(new Set(ids).size, ids.length)
})

t.test('a problem and the lines of the log bear it', async t => {
  const { headers, body } = await get('/v1/nothing', { 'x-request-id': 'clerk-7' })
  t.equal(headers['x-request-id'], 'clerk-7')
  t.equal(body.requestId, 'clerk-7')
  await idOf('/v1/wards/ha-khanh', { 'x-request-id': 'clerk-8' })
  await idOf('/v1/wards/ha-khanh', { 'x-request-id': 'clerk-9' })
  await new Promise(resolve => setTimeout(resolve, 100)) // lines of answers from memory are written many at a time
  const told = (id: string) => lines.filter(({ reqId }) => reqId === id)
    .map(({ msg, fromMemory = false, res }) => [msg, fromMemory, res?.statusCode])
  t.strictSame(told('clerk-7'), [['incoming request', false, undefined], ['request completed', false, 404]])
  t.strictSame(told('clerk-8'), [['incoming request', false, undefined], ['request completed', false, 200]])
  t.strictSame(told('clerk-9'), [['request completed', true, 200]])
})

t.test('pages of other origins may send and read it', async t => {
  const { headers } = await app.inject({
    method: 'OPTIONS',
    url: '/v1/wards',
    headers: {
      origin: 'https://ward.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-request-id'
    }
  })
  t.match(headers['access-control-allow-headers'], /X-Request-Id/)
  t.match((await get('/v1/wards', { origin: 'https://ward.example' })).headers['access-control-expose-headers'],
    /X-Request-Id/)
})
