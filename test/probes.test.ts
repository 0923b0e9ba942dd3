/**
 * What somebody who wants to break in tries first: addresses that careless services have, a host that is not ours,
 * compressed bodies, lines smuggled into the log; and that the log, at its most talkative, has no secret.
 */
import t from 'tap'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const lines: string[] = []
const { ask, get, key } = await openRegister(t, {
  logger: { level: 'trace', stream: { write: (line: string) => { lines.push(line) } } } as never
})
const json = { 'content-type': 'application/json' }

const probed = [
  '/.git/config', '/.git/HEAD', '/.env', '/.data', '/.npmrc', '/package.json', '/admin', '/wp-login.php',
  '/server-status', '/metrics/../.env', '/%2e%2e/package.json', '/..%2f..%2fetc/passwd', '/docs/static/../package.json',
  '/docs/static/..%2fpackage.json', '/docs/static/%2e%2e/%2e%2e/package.json', '/docs/static/', '/docs/package.json',
  '/review/assets/..%2f..%2fapp.ts', '/review/assets/page.html', '/v1', '/v1/', '/v1/users',
  '/openapi', '/swagger.json', '/graphql', '/debug', '/node_modules/fastify/package.json', '/src/app.ts', '//etc/passwd'
]

t.test('what careless services have is not found, and nothing tells of what is behind', async t => {
  for (const url of probed) {
    const { status, headers, body } = await get(url)
    t.ok([400, 403, 404].includes(status), `${url}: ${status}`)
    t.notMatch(JSON.stringify(body).replaceAll(url, ''), /node_modules|\/src\/|at .+\.js:\d+|postgres|fastify|Index of/i, url)
    t.strictSame([headers.server, headers['x-powered-by']], [undefined, undefined], url)
  }
})

t.test('a host that is not ours is repeated nowhere', async t => {
  const host = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' }
  for (const url of ['/', '/docs', '/v1/meetings?limit=1', '/.well-known/api-catalog', '/openapi.json', '/nothing']) {
    for (const accept of ['application/json', 'text/html']) {
      const { headers, body } = await get(url, { ...host, accept })
      t.notMatch(JSON.stringify([headers, body]), /evil\.example|gopher/, `${url} ${accept}`)
    }
  }
})

t.test('nobody is sent elsewhere', async t => {
  const addresses = ['//evil.example', '//evil.example/docs', '/docs/static/index.html?//evil.example',
    '/\\evil.example']
  for (const url of addresses) {
    const { headers } = await get(url, { accept: 'text/html' })
    t.notMatch(headers.location ?? '', /^(https?:)?[/\\]{2}/, url)
  }
})

t.test('a compressed body is not unpacked', async t => {
  const { gzipSync } = await import('node:zlib')
  const bomb = gzipSync(Buffer.alloc(10_000_000, ' '))
  const { status } = await ask('POST', '/v1/keys',
    { ...bearer(ADMIN_KEY), ...json, 'content-encoding': 'gzip' }, bomb)
  t.ok([400, 413, 415].includes(status), String(status))
})

t.test('the log has no secret, and no line that a client has written', async t => {
  const secret = await key({ scopes: ['write'] })
  const told = { ...bearer(secret), cookie: 'session=hunter-cookie', 'proxy-authorization': 'Basic hunter-proxy' }
  await get('/v1/wards', told)
  await get('/v1/wards', bearer('sp_hunter-unknown'))
  await ask('POST', '/v1/keys', { ...bearer(ADMIN_KEY), ...json }, '{"name":"hunter-body","scopes":[')
  const { body } = await ask('POST', '/v1/webhooks', { ...bearer(ADMIN_KEY), ...json },
    { url: 'https://receiver.example/hook', kinds: ['meeting'] })
  await get('/nothing%0a{"level":60,"msg":"forged"}', { 'user-agent': 'a\tb' })
  const log = lines.join('')
  t.ok(lines.length > 5, 'there is a log')
  const secrets = [ADMIN_KEY, secret, body.secret, 'hunter-cookie', 'hunter-proxy', 'sp_hunter-unknown', 'hunter-body']
  for (const other of secrets.filter(Boolean)) t.notOk(log.includes(other), `${String(other).slice(0, 6)}…`)
  for (const line of lines) t.equal(line.trimEnd().split('\n').length, 1)
  t.notOk(lines.some(line => JSON.parse(line).msg === 'forged'))
})
