/** Configuration: what holds by default, what each setting takes, and the one line that tells what is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError, readConfig, settingNames } from '../src/config.js'

t.test('without an environment the defaults hold', async t => {
  t.strictSame({ ...readConfig({}) }, {
    HOST: '127.0.0.1',
    PORT: 3000,
    DATABASE_URL: null,
    DATABASE_READ_URLS: null,
    DATABASE_URL_FILE: null,
    DATABASE_READ_URLS_FILE: null,
    DATABASE_READ_LAG: 5,
    DATABASE_POOL: 10,
    DATABASE_WAIT: 10,
    DATABASE_PREPARED: true,
    DATA_DIR: '.data',
    BUILT_IN: true,
    MIGRATE: true,
    ADMIN_KEY: null,
    ADMIN_KEY_FILE: null,
    READ_ACCESS: 'open',
    OIDC_ISSUER: null,
    OIDC_AUDIENCE: null,
    OIDC_SCOPES_CLAIM: 'scope',
    OIDC_SCOPES: [
      ['so-phuong:read', 'read'], ['so-phuong:write', 'write'], ['so-phuong:review', 'review'],
      ['so-phuong:metrics', 'metrics'], ['so-phuong:admin', 'admin']
    ],
    OIDC_WARDS_CLAIM: 'wards',
    OIDC_CLOCK_SKEW: 60,
    OIDC_MAX_AGE: 86_400,
    SHOW_OFFICES: 'all',
    CACHE: true,
    CACHE_SIZE: 64,
    FOLLOWERS: 500,
    WEBHOOK_PRIVATE_ADDRESSES: false,
    START_TIMEOUT: 60,
    STOP_DELAY: 0,
    STOP_TIMEOUT: 10,
    METRICS_HOST: '127.0.0.1',
    METRICS_PORT: null,
    CONNECTIONS: 5000,
    BODY_TIMEOUT: 300,
    LOAD_SHEDDING: true,
    QUEUE_WAIT: 500,
    TRUST_PROXY: 0,
    RATE_LIMIT: true,
    RATE_LIMIT_ADDRESS: 6000,
    RATE_LIMIT_KEY: 60_000,
    RATE_LIMIT_FAILURES: 100,
    LOG_LEVEL: 'info',
    PUBLIC_URL: null,
    DATA_LICENCE: 'CC BY 4.0',
    DATA_LICENCE_URL: 'https://creativecommons.org/licenses/by/4.0/'
  })
})

t.test('an empty setting is one that is not given', async t => {
  t.strictSame(readConfig(Object.fromEntries(settingNames.map(name => [name, '']))), readConfig({}))
})

t.test('the configuration is frozen', async t => {
  const config = readConfig({})
  t.ok(Object.isFrozen(config))
  t.throws(() => { (config as { PORT: number }).PORT = 1 }, TypeError)
})

t.test('other variables of the environment are left alone', async t => {
  t.strictSame(readConfig({ PATH: '/bin', PORTS: 'x' }), readConfig({}))
})

const good: ReadonlyArray<readonly [name: string, text: string, value: unknown]> = [
  ['HOST', '0.0.0.0', '0.0.0.0'],
  ['HOST', ' ::1 ', '::1'],
  ['PORT', '0', 0],
  ['PORT', '65535', 65535],
  ['DATABASE_URL', 'postgres://u:p@h:5432/d', 'postgres://u:p@h:5432/d'],
  ['DATABASE_URL', 'postgresql://h/d?sslmode=require', 'postgresql://h/d?sslmode=require'],
  ['DATABASE_READ_LAG', '3600', 3600],
  ['DATABASE_POOL', '500', 500],
  ['DATABASE_WAIT', '600', 600],
  ['DATABASE_PREPARED', 'off', false],
  ['START_TIMEOUT', '0', 0],
  ['STOP_DELAY', '300', 300],
  ['STOP_TIMEOUT', '1', 1],
  ['METRICS_HOST', '0.0.0.0', '0.0.0.0'],
  ['METRICS_PORT', '9464', 9464],
  ['BUILT_IN', 'off', false],
  ['MIGRATE', 'off', false],
  ['ADMIN_KEY', 'abcdefghij-0123456789=', 'abcdefghij-0123456789='],
  ['READ_ACCESS', 'key', 'key'],
  ['OIDC_SCOPES_CLAIM', 'realm_access.roles', 'realm_access.roles'],
  ['OIDC_WARDS_CLAIM', '/https:~1~1id.example~1wards', '/https:~1~1id.example~1wards'],
  ['OIDC_CLOCK_SKEW', '0', 0],
  ['OIDC_MAX_AGE', '3600', 3600],
  ['SHOW_OFFICES', 'leading', 'leading'],
  ['CONNECTIONS', '1', 1],
  ['BODY_TIMEOUT', '1', 1],
  ['LOAD_SHEDDING', 'off', false],
  ['QUEUE_WAIT', '60000', 60_000],
  ['TRUST_PROXY', '2', 2],
  ['RATE_LIMIT_ADDRESS', '1', 1],
  ['RATE_LIMIT_KEY', '10000000', 10_000_000],
  ['RATE_LIMIT_FAILURES', '5', 5],
  ['LOG_LEVEL', 'silent', 'silent'],
  ['PUBLIC_URL', 'https://register.example/', 'https://register.example']
]

t.test('each setting is read as what it is', async t => {
  for (const [name, text, value] of good) {
    t.strictSame((readConfig({ [name]: text }) as Record<string, unknown>)[name], value, `${name}=${text}`)
  }
})

const bad: ReadonlyArray<readonly [name: string, text: string, expected: string]> = [
  ['HOST', ' ', 'an address to listen on'],
  ['PORT', 'http', 'a port number'],
  ['PORT', '65536', 'a port number'],
  ['PORT', '-1', 'a port number'],
  ['PORT', '3000.5', 'a port number'],
  ['PORT', '3e3', 'a port number'],
  ['METRICS_HOST', ' ', 'an address to listen on'],
  ['METRICS_PORT', 'on', 'a port number'],
  ['DATABASE_URL', 'mysql://h/d', 'postgres://user:password@host:port/database'],
  ['ADMIN_KEY', 'abcdefghij-01234567', 'at least 20 letters, digits or any of -._~+/'],
  ['ADMIN_KEY', 'khóa của người quản trị', 'at least 20 letters, digits or any of -._~+/'],
  ['READ_ACCESS', 'closed', 'open or key'],
  ['DATABASE_URL', 'localhost', 'postgres://user:password@host:port/database'],
  ['DATABASE_READ_URLS', 'postgres://h/d,', 'postgres://… of replicas, with commas'],
  ['DATABASE_READ_URLS', 'postgres://h/d,mysql://h/d', 'postgres://… of replicas, with commas'],
  ['DATABASE_URL_FILE', '  ', 'a file'],
  ['DATABASE_READ_URLS_FILE', '  ', 'a file'],
  ['ADMIN_KEY_FILE', '  ', 'a file'],
  ['DATABASE_READ_LAG', '0', 'a number of seconds from 1 to 3600'],
  ['DATABASE_POOL', '0', 'a number of connections from 1 to 500'],
  ['DATABASE_POOL', '501', 'a number of connections from 1 to 500'],
  ['DATABASE_WAIT', '0', 'a number of seconds from 1 to 600'],
  ['DATABASE_PREPARED', 'yes', 'on or off'],
  ['START_TIMEOUT', '1m', 'a number of seconds from 0 to 3600'],
  ['STOP_DELAY', '301', 'a number of seconds from 0 to 300'],
  ['STOP_TIMEOUT', '0', 'a number of seconds from 1 to 3600'],
  ['DATA_DIR', '  ', 'a folder'],
  ['BUILT_IN', 'yes', 'on or off'],
  ['MIGRATE', 'ON', 'on or off'],
  ...[
    'id.example', 'http://id.example', 'https://id.example?realm=a', 'https://id.example#a', 'https://a:b@id.example',
    'https://id.example/a b', 'http://localhost.example', 'http://127.0.0.1.example', 'ftp://localhost',
    `https://id.example/${'a'.repeat(255)}`
  ].map(text =>
    ['OIDC_ISSUER', text, 'https://… (http://… on this machine only) without ?, # and @'] as const),
  ['OIDC_AUDIENCE', 'so-phuong,', 'what tokens are meant for, several with commas'],
  ['OIDC_SCOPES_CLAIM', 'realm_access..roles', 'a claim such as scope, realm_access.roles or /a.b/roles'],
  ['OIDC_SCOPES_CLAIM', 'a b', 'a claim such as scope, realm_access.roles or /a.b/roles'],
  ...['write', '=write', 'a=', 'a=owner', 'a=write,', 'a b=write'].map(text =>
    ['OIDC_SCOPES', text,
      'value=scope, several with commas, with the scopes read, write, review, metrics, admin'] as const),
  ['OIDC_WARDS_CLAIM', '/', 'a claim such as wards, phuong.ma or /a.b/wards'],
  ['OIDC_CLOCK_SKEW', '301', 'a number of seconds from 0 to 300'],
  ['OIDC_MAX_AGE', '0', 'a number of seconds from 60 to 604800'],
  ['SHOW_OFFICES', 'some', 'all or leading'],
  ['WEBHOOK_PRIVATE_ADDRESSES', 'true', 'on or off'],
  ['CACHE', 'yes', 'on or off'],
  ['CACHE_SIZE', '0', 'a number of megabytes from 1 to 65536'],
  ['FOLLOWERS', '-1', 'a number of readers from 0 to 100000'],
  ['RATE_LIMIT', 'true', 'on or off'],
  ['CONNECTIONS', '0', 'a number of connections from 1 to 1000000'],
  ['BODY_TIMEOUT', '0', 'a number of seconds from 1 to 3600'],
  ['LOAD_SHEDDING', 'yes', 'on or off'],
  ['QUEUE_WAIT', '0', 'a number of milliseconds from 1 to 60000'],
  ['TRUST_PROXY', '21', 'a number of proxies from 0 to 20, or addresses and networks with commas'],
  ['TRUST_PROXY', 'proxy.example', 'a number of proxies from 0 to 20, or addresses and networks with commas'],
  ['TRUST_PROXY', '10.0.0.0/33', 'a number of proxies from 0 to 20, or addresses and networks with commas'],
  ['RATE_LIMIT_ADDRESS', '0', 'a number of points from 1 to 10000000'],
  ['RATE_LIMIT_KEY', 'many', 'a number of points from 1 to 10000000'],
  ['RATE_LIMIT_FAILURES', '0', 'a number of wrong keys from 1 to 10000000'],
  ['LOG_LEVEL', 'loud', 'fatal, error, warn, info, debug, trace or silent'],
  ['PUBLIC_URL', 'register.example', 'http://… or https://…'],
  ['PUBLIC_URL', 'ftp://register.example', 'http://… or https://…'],
  ['DATA_LICENCE', ' ', 'the name of a licence'],
  ['DATA_LICENCE_URL', 'CC BY', 'http://… or https://…']
]

/** A value that may hold a password is not repeated. */
const secrets = ['DATABASE_URL', 'DATABASE_READ_URLS', 'ADMIN_KEY']
const told = (name: string, text: string) => secrets.includes(name) ? 'not valid' : JSON.stringify(text)

t.test('a bad value stops the start with one line that names the setting and what is expected', async t => {
  for (const [name, text, expected] of bad) {
    t.throws(() => readConfig({ [name]: text }),
      new ConfigError(`${name} is ${told(name, text)}: expected ${expected}`),
      `${name}=${text}`)
  }
  t.strictSame(settingNames.filter(name => !bad.some(([other]) => other === name)), [], 'every setting can be wrong')
})

t.test('proxies are told by their addresses and networks too', async t => {
  t.strictSame(readConfig({ TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::1' }).TRUST_PROXY,
    ['loopback', '10.0.0.0/8', 'fd00::1'])
})

t.test('replicas have a primary', async t => {
  const DATABASE_READ_URLS = 'postgres://h1/d, postgres://h2/d'
  t.strictSame(readConfig({ DATABASE_URL: 'postgres://h/d', DATABASE_READ_URLS }).DATABASE_READ_URLS,
    ['postgres://h1/d', 'postgres://h2/d'])
  t.throws(() => readConfig({ DATABASE_READ_URLS }),
    new ConfigError('DATABASE_READ_URLS is set without DATABASE_URL: expected the primary of those replicas'))
})

t.test('a password is not repeated when the rest of the address is wrong', async t => {
  try {
    readConfig({ DATABASE_URL: 'mysql://user:hunter2@host/database' })
    t.fail('it is refused')
  } catch (error) {
    t.notMatch((error as Error).message, /hunter2/)
  }
})

t.test('an identity provider has an audience, and an audience its provider', async t => {
  const [OIDC_ISSUER, OIDC_AUDIENCE] = ['https://id.example/realms/phuong/', 'so-phuong, api://so-phuong']
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = readConfig({ OIDC_ISSUER, OIDC_AUDIENCE })
  t.strictSame([issuer, audience], [OIDC_ISSUER, ['so-phuong', 'api://so-phuong']], 'an issuer is kept to the letter')
  for (const loopback of ['http://localhost:8080/a', 'http://127.0.0.1', 'http://[::1]:1/']) {
    t.equal(readConfig({ OIDC_ISSUER: loopback, OIDC_AUDIENCE }).OIDC_ISSUER, loopback)
  }
  t.throws(() => readConfig({ OIDC_ISSUER }), new ConfigError(
    'OIDC_ISSUER is set without OIDC_AUDIENCE: expected what its tokens for this service are for'))
  t.throws(() => readConfig({ OIDC_AUDIENCE }), new ConfigError(
    'OIDC_AUDIENCE is set without OIDC_ISSUER: expected the identity provider of those tokens'))
})

t.test('several values may give one scope, and one value several', async t => {
  t.strictSame(readConfig({ OIDC_SCOPES: 'a=write, a=review,b=write' }).OIDC_SCOPES,
    [['a', 'write'], ['a', 'review'], ['b', 'write']])
})

t.test('a secret may lie in a file, whose last newline is none of it', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'so-phuong-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const fileOf = (text: string) => {
    writeFileSync(join(folder, 'secret'), text)
    return join(folder, 'secret')
  }
  const key = 'abcdefghij-0123456789'
  for (const text of [key, `${key}\n`, `${key}\r\n`]) {
    t.match(readConfig({ ADMIN_KEY_FILE: fileOf(text) }), { ADMIN_KEY: key, ADMIN_KEY_FILE: join(folder, 'secret') })
  }
  const DATABASE_URL = 'postgres://u:p@h/d'
  t.equal(readConfig({ DATABASE_URL_FILE: fileOf(`${DATABASE_URL}\n`) }).DATABASE_URL, DATABASE_URL)
  t.strictSame(readConfig({ DATABASE_URL, DATABASE_READ_URLS_FILE: fileOf('postgres://r1/d,postgres://r2/d\n') })
    .DATABASE_READ_URLS, ['postgres://r1/d', 'postgres://r2/d'])

  const refused = (environment: Record<string, string>, message: string) => {
    t.throws(() => readConfig(environment), new ConfigError(message), message)
  }
  refused({ ADMIN_KEY: key, ADMIN_KEY_FILE: fileOf(key) },
    'ADMIN_KEY and ADMIN_KEY_FILE are both set: expected one of them')
  for (const text of ['', '\n']) {
    refused({ ADMIN_KEY_FILE: fileOf(text) }, `ADMIN_KEY_FILE names ${join(folder, 'secret')}, which is empty`)
  }
  // The content is repeated nowhere, also where it is wrong.
  refused({ ADMIN_KEY_FILE: fileOf(`${key}\n${key}`) },
    'ADMIN_KEY is not valid: expected at least 20 letters, digits or any of -._~+/')
  refused({ DATABASE_URL_FILE: join(folder, 'none') },
    `DATABASE_URL_FILE names ${join(folder, 'none')}, which cannot be read: ENOENT`)
  refused({ DATABASE_URL_FILE: folder }, `DATABASE_URL_FILE names ${folder}, which cannot be read: EISDIR`)
  refused({ DATABASE_READ_URLS_FILE: fileOf('postgres://r1/d') },
    'DATABASE_READ_URLS is set without DATABASE_URL: expected the primary of those replicas')
})
