/** The service itself: its document, health, where machines find it, and the documentation for people. */
import { readdirSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { version } from '../src/version.js'
import { openDatabase, openRegister } from './helpers/register.js'

const { app, connection, get } = await openRegister(t)

t.test('the root says in short what this is, under what licence, and where to go on', async t => {
  const { status, body } = await get('/')
  t.equal(status, 200)
  const { links, description, ...rest } = body
  t.strictSame(rest, {
    name: 'Sổ Phường',
    version,
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }
  })
  t.match(description, /ward/)
  t.ok(Object.keys(links).length > 10)
  for (const [name, address] of Object.entries(links)) {
    t.equal((await get(String(address))).status, 200, `${name}: ${address}`)
  }
})

t.test('a browser is sent to the documentation, others are not', async t => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
  t.match(await get('/', { accept: browser }), { status: 302, headers: { location: '/docs' } })
  for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.5']) {
    t.equal((await get('/', { accept })).status, 200, accept)
  }
})

t.test('it is alive and ready', async t => {
  t.strictSame((await get('/health/live')).body, { status: 'live' })
  const { migrations, lag, ...ready } = (await get('/health/ready')).body
  t.strictSame(ready, { status: 'ready', database: connection.engine })
  const applied = readdirSync('migrations').filter(name => name.endsWith('.sql')).length
  t.strictSame(migrations, { applied, pending: 0 })
  t.strictSame(Object.keys(lag), ['feed', 'replicas'])
  t.strictSame(lag.replicas, [])
})

t.test('on a database whose schema is not up to date it is alive but not ready', async t => {
  const fresh = await buildApp({
    config: readConfig({ LOG_LEVEL: 'silent' }), connection: await openDatabase(t)
  })
  t.teardown(async () => await fresh.close())
  t.equal((await fresh.inject('/health/live')).statusCode, 200)
  const response = await fresh.inject('/health/ready')
  t.equal(response.statusCode, 503)
  const { requestId, ...problem } = response.json()
  t.strictSame(problem, {
    type: '/problems/unavailable',
    title: 'The service is not ready',
    status: 503,
    detail: 'The schema of the database is not up to date: run so-phuong migrate.',
    instance: '/health/ready'
  })
})

t.test('the API catalogue leads machines to the description, as RFC 9727 has it', async t => {
  const { status, headers, body } = await get('/.well-known/api-catalog')
  t.equal(status, 200)
  t.match(headers['content-type'], /^application\/linkset\+json; ?profile="https:\/\/www\.rfc-editor\.org\/info\/rfc9727"/)
  t.match(headers.link, /rel="api-catalog"/)
  t.equal(body.linkset.length, 1)
  const { anchor, ...relations } = body.linkset[0]
  t.equal(anchor, '/v1')
  t.strictSame(Object.keys(relations).sort(), ['license', 'service-desc', 'service-doc', 'service-meta', 'status'])
  for (const [relation, targets] of Object.entries(relations) as Array<[string, Array<{ href: string }>]>) {
    for (const { href } of targets.filter(({ href }) => href.startsWith('/'))) {
      t.equal((await get(href)).status, 200, `${relation} ${href}`)
    }
  }
})

t.test('with a public address the catalogue and the description name it', async t => {
  const elsewhere = await buildApp({
    config: readConfig({ LOG_LEVEL: 'silent', PUBLIC_URL: 'https://register.example/' }), connection
  })
  t.teardown(async () => await elsewhere.close())
  const { linkset: [{ anchor }] } = (await elsewhere.inject('/.well-known/api-catalog')).json()
  t.equal(anchor, 'https://register.example/v1')
  t.equal((await elsewhere.inject('/openapi.json')).json().servers[0].url, 'https://register.example')
})

t.test('the OpenAPI document is served as JSON and as YAML, and both say the same', async t => {
  const json = await get('/openapi.json')
  t.equal(json.status, 200)
  t.equal(json.body.openapi, '3.1.0')
  const yaml = await get('/openapi.yaml')
  t.match(yaml.headers['content-type'], /^application\/yaml/)
  t.strictSame(parse(yaml.body), json.body)
})

t.test('the documentation is there, with all that it loads', async t => {
  const { status, headers, body } = await get('/docs')
  t.equal(status, 200)
  t.match(headers['content-type'], /^text\/html/)
  t.match(body, /Sổ Phường/)
  const loaded = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!)
  t.ok(loaded.length > 3)
  for (const address of loaded) {
    t.equal((await app.inject(new URL(address, 'http://register/docs').pathname)).statusCode, 200, address)
  }
})

t.test('addresses may end with a slash', async t => {
  t.equal((await get('/v1/wards/tay-son/')).status, 200)
  t.equal((await get('/v1/meetings/?limit=1')).status, 200)
})
