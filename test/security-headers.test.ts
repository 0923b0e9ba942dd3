/**
 * What every answer tells a browser not to do: data, pages, problems, answers from memory and those that are written
 * past Fastify; and who may read them from elsewhere.
 */
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { ADMIN_KEY, bearer, openRegister, serve } from './helpers/register.js'

const { app, connection } = await openRegister(t)
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const port = Number(new URL(address).port)

const DATA = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff'
}
const PAGE = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY'
}
const SECURITY = [
  ...Object.keys({ ...DATA, ...PAGE }), 'strict-transport-security', 'server', 'x-powered-by', 'origin-agent-cluster',
  'x-xss-protection', 'access-control-allow-credentials'
]
const policy = (more: Record<string, string> = {}) => Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  ...more
}).map(directive => directive.join(' ')).join(';')

/** The headers of an answer that are about security, none left out. */
const securityOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => SECURITY.includes(name)))

async function ask (url: string, init: RequestInit = {}, at = address) {
  const response = await fetch(`${at}${url}`, { redirect: 'manual', ...init })
  await response.arrayBuffer()
  return response
}

/** What comes back for bytes that are sent as they are. */
async function raw (bytes: string): Promise<{ status: number, headers: Headers, body: string }> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  const [head, body] = (await text(socket)).split('\r\n\r\n')
  const [first, ...lines] = head!.split('\r\n')
  const headers = new Headers(lines.map(line => line.split(/: (.*)/s).slice(0, 2) as [string, string]))
  return { status: Number(first!.split(' ')[1]), headers, body: body ?? '' }
}

/** Asked a few times, until the last answer is one from memory. */
async function fromMemory (t: Test, url: string, init: RequestInit = {}) {
  for (let times = 0; times < 3; times++) await ask(url, init)
  const { hits } = app.answers!.counters
  const answer = await ask(url, init)
  t.equal(app.answers!.counters.hits, hits + 1, `${url} is answered from memory`)
  return answer
}

t.test('every answer of data may be read from anywhere, and loads, runs and frames nothing', async t => {
  const json = { 'content-type': 'application/json' }
  const cases: ReadonlyArray<readonly [url: string, init: RequestInit, status: number]> = [
    ['/', {}, 200],
    ['/', { headers: { accept: 'text/html' } }, 302],
    ['/v1/meetings?ward=tay-son', {}, 200],
    ['/v1/meetings?format=csv', {}, 200],
    ['/v1/meetings?format=xlsx', {}, 200],
    ['/v1/indicators/budget-revenue/chart.svg?kind=pie', {}, 400],
    ['/openapi.json', {}, 200],
    ['/health/live', {}, 200],
    ['/v1/meetings', { method: 'HEAD' }, 200],
    ['/v1/meetings', { method: 'OPTIONS' }, 204],
    ['/v1/meetings', { method: 'DELETE' }, 405],
    ['/v1/meetings?period=2023-H3', {}, 400],
    ['/v1/keys', {}, 401],
    ['/v1/keys', { headers: bearer(ADMIN_KEY) }, 200],
    ['/v1/keys', { method: 'POST', headers: { ...bearer(ADMIN_KEY), ...json }, body: '{"name":1' }, 400],
    ['/nothing', {}, 404],
    ['/%zz', {}, 400],
    [`/v1/meetings/${'a'.repeat(300)}`, {}, 414]
  ]
  for (const [url, init, status] of cases) {
    const answer = await ask(url, init)
    t.strictSame([answer.status, securityOf(answer.headers)], [status, DATA], `${init.method ?? 'GET'} ${url}`)
  }
})

t.test('a picture may stand in any page, and nothing in it runs', async t => {
  const answer = await ask('/v1/indicators/budget-revenue/chart.svg')
  t.strictSame([answer.status, securityOf(answer.headers)],
    [200, { ...DATA, 'content-security-policy': "default-src 'none';sandbox" }])
})

t.test('answers from memory have them, and so does the answer that the client has it already', async t => {
  const kept = await fromMemory(t, '/v1/wards?limit=3')
  t.strictSame([kept.status, securityOf(kept.headers)], [200, DATA])
  const same = await fromMemory(t, '/v1/wards?limit=3', { headers: { 'if-none-match': kept.headers.get('etag')! } })
  t.strictSame([same.status, securityOf(same.headers)], [304, DATA])
  const openapi = await fromMemory(t, '/openapi.json')
  t.strictSame([openapi.status, securityOf(openapi.headers)], [200, DATA])
})

t.test('what is no HTTP is answered with them, too', async t => {
  const cases: ReadonlyArray<readonly [bytes: string, status: number, type: string]> = [
    ['NONSENSE\r\n\r\n', 400, '/problems/invalid-request'],
    [`GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431, '/problems/headers-too-large'],
    ['GET / HTTP/1.1\r\nhost: a\r\nx y: z\r\n\r\n', 400, '/problems/invalid-request']
  ]
  for (const [bytes, status, type] of cases) {
    const answer = await raw(bytes)
    t.strictSame([answer.status, securityOf(answer.headers)], [status, DATA], bytes.slice(0, 20))
    t.strictSame([JSON.parse(answer.body).type, answer.headers.get('cache-control')], [type, 'no-store'])
  }
})

t.test('pages load from this service alone, nothing inline, and share their window with nobody', async t => {
  const swagger = { ...PAGE, 'content-security-policy': policy({ 'img-src': "'self' data:" }) }
  for (const url of ['/docs', '/docs/', '/docs/static/swagger-ui-bundle.js', '/docs/static/oauth2-redirect.html']) {
    const answer = await ask(url)
    t.strictSame([answer.status, securityOf(answer.headers)], [200, swagger], url)
  }
  const sheet = {
    ...PAGE,
    'content-security-policy': policy({ 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" })
  }
  for (const url of ['/review', '/review/709215fd-9c34-84b7-857e-2beeab55df39', '/review/assets/main.js']) {
    const answer = await ask(url)
    t.strictSame([answer.status, securityOf(answer.headers)], [200, sheet], url)
  }
  const html = await (await fetch(`${address}/docs`)).text()
  t.notMatch(html, /<style|<script>|\son\w+=|\sstyle=|https?:/)
})

t.test('HTTPS is asked for where the public address has it, and Swagger UI may ask there', async t => {
  const cases = [
    ['https://register.example/base', 'max-age=31536000'],
    ['http://register.example/base', null]
  ] as const
  for (const [PUBLIC_URL, hsts] of cases) {
    const other = await serve(t, connection, { settings: { PUBLIC_URL } })
    const at = await other.app.listen({ host: '127.0.0.1', port: 0 })
    for (const url of ['/v1/wards?limit=1', '/nothing', '/docs', '/review']) {
      t.equal((await ask(url, {}, at)).headers.get('strict-transport-security'), hsts, `${PUBLIC_URL} ${url}`)
    }
    t.match((await ask('/docs', {}, at)).headers.get('content-security-policy'),
      `connect-src 'self' ${new URL(PUBLIC_URL).origin};`)
    await other.app.close()
  }
})

t.test('pages of every origin may ask, but with the cookies of none', async t => {
  for (const url of ['/v1/wards?limit=1', '/nothing', '/v1/keys']) {
    const { headers } = await ask(url, { headers: { origin: 'https://elsewhere.example' } })
    t.equal(headers.get('access-control-allow-origin'), '*', url)
    t.equal(headers.get('access-control-allow-credentials'), null, url)
    t.equal(headers.get('set-cookie'), null, url)
  }
})
