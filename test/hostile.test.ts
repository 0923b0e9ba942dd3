/**
 * Raw HTTP from clients that are broken, slow, rude or gone: on bare sockets, since clients of any library would not
 * send it. Each is answered as the catalogue says or cut off, and the service goes on as if nothing had been.
 */
import { connect, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { idleIn } from '../src/db/lanes.js'
import { ADMIN_KEY, openRegister, serve } from './helpers/register.js'

const { app, connection, get } = await openRegister(t)
const { pool } = connection
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo

const HOST = 'Host: 127.0.0.1\r\n'
const KEY = `Authorization: Bearer ${ADMIN_KEY}\r\n`
const JSON_TYPE = 'Content-Type: application/json\r\n'

/** All that comes back until the other side ends, or as much is answered as is expected, and nothing after it. */
async function answerTo (parts: ReadonlyArray<string | Buffer>, expected = 1): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  let last = performance.now()
  socket.on('data', chunk => {
    text += chunk.toString('latin1')
    last = performance.now()
  }).on('error', () => { /* it was cut off, and is closed */ })
  await once(socket, 'connect')
  for (const part of parts) if (!socket.destroyed) socket.write(part)
  const patience = () => statusesOf(text).length < expected ? 10_000 : 60
  while (!socket.closed && performance.now() - last < patience()) await wait(10)
  socket.destroy()
  return text
}

const statusesOf = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
const request = (line: string, headers = '', body = '') => `${line} HTTP/1.1\r\n${HOST}${headers}\r\n${body}`

/** The service is as it was: it answers, and holds no connection to the database. */
async function unharmed (t: Test) {
  t.equal((await get('/health/ready')).status, 200)
  for (let tries = 0; tries < 200 && idleIn(pool) < pool.totalCount; tries++) await wait(10)
  t.equal(idleIn(pool), pool.totalCount, 'no connection is held')
  t.equal(pool.waitingCount, 0)
}

const meetings = '/v1/meetings?limit=1'
const draft = JSON.stringify({ ward: 'ha-khanh', title: 'Cắt ngang', type: 'giao-ban', heldOn: '2024-03-01' })
const post = (headers: string, body: string) => request('POST /v1/meetings', KEY + JSON_TYPE + headers, body)

/** What is sent, and the statuses of what is answered; an empty list: cut off without a word. */
const cases: ReadonlyArray<readonly [string, string | Buffer, readonly number[]]> = [
  ['a line that is no request', 'hello\r\n\r\n', [400]],
  ['bytes of another protocol', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), [400]],
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
  ['a method in lower case', request(`get ${meetings}`), [400]],
  ['an invented method', request(`FETCH ${meetings}`), [400]],
  ['TRACE', request(`TRACE ${meetings}`), [404]],
  ['PROPFIND', request(`PROPFIND ${meetings}`), [404]],
  ['a version that is none', `GET ${meetings} HTTP/9.9\r\n${HOST}\r\n`, [400]],
  ['no Host', `GET ${meetings} HTTP/1.1\r\n\r\n`, [400]],
  ['HTTP/1.0 without Host', `GET ${meetings} HTTP/1.0\r\n\r\n`, [200]],
  ['an absolute address', request(`GET http://127.0.0.1${meetings}`), [200]],
  ['NUL in the path', request('GET /v1/wards/a\0b'), [400]],
  ['NUL in a header', request(`GET ${meetings}`, 'X-A: a\0b\r\n'), [400]],
  ['a space before the colon', request(`GET ${meetings}`, 'X-A : b\r\n'), [400]],
  ['a folded header', request(`GET ${meetings}`, 'X-A: b\r\n folded\r\n'), [400]],
  ['headers of 100 KB', request(`GET ${meetings}`, `X-A: ${'a'.repeat(100_000)}\r\n`), [431]],
  ['100,000 parameters', request(`GET /v1/meetings?${'a&'.repeat(100_000)}`), [431]],
  ['as many parameters as the headers hold', request(`GET /v1/meetings?${'a&'.repeat(7_000)}`), [400]],
  ['two lengths', post('Content-Length: 1\r\nContent-Length: 2\r\n', '{}'), [400]],
  ['a length that is none', post('Content-Length: 1e1\r\n', '{}'), [400]],
  ['a length below nothing', post('Content-Length: -1\r\n', '{}'), [400]],
  ['a length and chunks', post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), [400]],
  ['chunks in a spelling of their own', post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'), [400]],
  ['a chunk whose size is none', post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'), [400]],
  ['a chunk of endless size', post('Transfer-Encoding: chunked\r\n', `${'F'.repeat(17)}\r\n`), [400]],
  ['another expectation', post('Expect: miracles\r\nContent-Length: 2\r\n', '{}'), [417]],
  ['an upgrade to WebSocket', request(`GET ${meetings}`, 'Connection: Upgrade\r\nUpgrade: websocket\r\n'), [200]],
  ['an upgrade to HTTP/2', request(`GET ${meetings}`,
    'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'), [200]],
  ['CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n', []]
]

for (const [name, sent, expected] of cases) {
  t.test(`${name} is answered ${expected.length === 0 ? 'with the end' : expected.join(', ')}`, async t => {
    const text = await answerTo([sent], expected.length || 1)
    t.strictSame(statusesOf(text), expected, text.slice(0, 300))
    if ([400, 404, 431].includes(expected[0]!)) t.match(text, /application\/problem\+json/, text.slice(0, 300))
    t.notMatch(text, /node_modules|\.[jt]s:\d/)
    await unharmed(t)
  })
}

t.test('requests one behind the other are answered in their order', async t => {
  const text = await answerTo([[1, 2, 3].map(limit => request(`GET /v1/wards?limit=${limit}`)).join('') +
    request('GET /v1/nothing') + request(`GET ${meetings}`)], 5)
  t.strictSame(statusesOf(text), [200, 200, 200, 404, 200])
  t.strictSame([...text.matchAll(/"limit":(\d)/g)].map(([, limit]) => limit), ['1', '2', '3', '1'])
})

t.test('what hides behind a refused request is not a request', async t => {
  const hidden = request('DELETE /v1/meetings/x', KEY)
  const text = await answerTo([post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${hidden}`)])
  t.strictSame(statusesOf(text), [400])
})

t.test('a client that waits for leave to send gets it', async t => {
  const length = Buffer.byteLength(draft)
  const text = await answerTo([post(`Expect: 100-continue\r\nContent-Length: ${length}\r\n`, ''), draft], 2)
  t.strictSame(statusesOf(text), [100, 201])
})

t.test('headers and bodies that come byte by byte hold nobody else up', async t => {
  const sockets: Socket[] = []
  for (let n = 0; n < 50; n++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    sockets.push(socket)
    socket.write(n % 2 === 0 ? 'GET /v1/meet' : post('Content-Length: 5000\r\n', '{'))
  }
  for (let n = 0; n < 5; n++) {
    for (const socket of sockets) socket.write(' ')
    t.equal(statusesOf(await answerTo([request(`GET ${meetings}`)]))[0], 200)
  }
  await unharmed(t)
  for (const socket of sockets) socket.destroy()
  t.ok(app.server.headersTimeout > 0 && app.server.headersTimeout <= 60_000, 'headers have a time')
})

const count = async () =>
  JSON.parse((await answerTo([request('GET /v1/meetings?ward=ha-khanh&status=any&total=true&limit=1', KEY)]))
    .split('\r\n\r\n')[1]!).page.total

t.test('an upload that is broken off writes nothing', async t => {
  const before = await count()
  const lines = Array.from({ length: 50 }, (_, n) =>
    JSON.stringify({ kind: 'meeting', data: { ...JSON.parse(draft), title: `Cắt ngang ${n}` } })).join('\n')
  const whole = Buffer.byteLength(lines) + 1000
  for (const sent of [
    post('Content-Length: 5000\r\n', draft),
    post('Transfer-Encoding: chunked\r\n', `${Buffer.byteLength(draft).toString(16)}\r\n${draft}\r\n`),
    request('POST /v1/imports?atomic=all',
      `${KEY}Content-Type: application/x-ndjson\r\nContent-Length: ${whole}\r\n`, lines)
  ]) {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await once(socket, 'connect')
    socket.write(sent)
    await wait(200)
    socket.destroy()
  }
  await unharmed(t)
  t.equal(await count(), before)
})

t.test('a client that stops reading a large answer and goes leaves nothing behind', async t => {
  for (const path of ['/v1/exports/snapshot.ndjson', '/v1/units?format=ndjson', '/v1/changes?format=event-stream']) {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await once(socket, 'connect')
    socket.write(request(`GET ${path}`, KEY))
    await once(socket, 'data')
    socket.pause()
    await wait(100)
    t.equal((await get('/health/ready')).status, 200, 'others are answered meanwhile')
    socket.destroy()
    await unharmed(t)
  }
})

t.test('a body that does not come to its end is given up, an import may take as long as it takes', async t => {
  const { app: hasty } = await serve(t, connection, { settings: { BODY_TIMEOUT: '1' } })
  await hasty.listen({ host: '127.0.0.1', port: 0 })
  const open = (begin: string) => {
    const socket = connect((hasty.server.address() as AddressInfo).port, '127.0.0.1')
    const told = { socket, text: '' }
    socket.on('data', chunk => { told.text += chunk.toString() }).write(begin)
    return told
  }
  const line = JSON.stringify({ kind: 'meeting', data: JSON.parse(draft) })
  const imported = open(request('POST /v1/imports?dryRun=true',
    `${KEY}Content-Type: application/x-ndjson\r\nContent-Length: ${Buffer.byteLength(line)}\r\nConnection: close\r\n`,
    line.slice(0, 10)))
  const written = open(post(`Content-Length: ${Buffer.byteLength(draft)}\r\n`, draft.slice(0, 10)))
  await once(written.socket, 'close')
  t.strictSame(statusesOf(written.text), [408])
  t.match(written.text, /^connection: close\r$/m)
  t.equal(imported.socket.destroyed, false)
  imported.socket.write(line.slice(10))
  await once(imported.socket, 'close')
  t.strictSame(statusesOf(imported.text), [200])
  t.match(imported.text, /"summary":.*"failed":0/)
  await unharmed(t)
})
