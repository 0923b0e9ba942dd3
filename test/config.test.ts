/** Configuration: what holds by default, what each setting takes, and the one line that tells what is wrong. */
import t from 'tap'
import { ConfigError, readConfig, settingNames } from '../src/config.js'

t.test('without an environment the defaults hold', async t => {
  t.strictSame({ ...readConfig({}) }, {
    HOST: '127.0.0.1',
    PORT: 3000,
    DATABASE_URL: null,
    DATABASE_READ_URLS: null,
    DATABASE_READ_LAG: 5,
    DATABASE_POOL: 10,
    DATABASE_PREPARED: true,
    DATABASE_WAIT: 60,
    DATA_DIR: '.data',
    BUILT_IN: true,
    MIGRATE: true,
    ADMIN_KEY: null,
    READ_ACCESS: 'open',
    SHOW_OFFICES: 'all',
    CACHE: true,
    CACHE_SIZE: 64,
    FOLLOWERS: 500,
    WEBHOOK_PRIVATE_ADDRESSES: false,
    STOP_DELAY: 0,
    STOP_TIMEOUT: 10,
    METRICS_HOST: '127.0.0.1',
    METRICS_PORT: null,
    RATE_LIMIT: true,
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
  ['DATABASE_PREPARED', 'off', false],
  ['DATABASE_WAIT', '0', 0],
  ['STOP_DELAY', '300', 300],
  ['STOP_TIMEOUT', '1', 1],
  ['METRICS_HOST', '0.0.0.0', '0.0.0.0'],
  ['METRICS_PORT', '9464', 9464],
  ['BUILT_IN', 'off', false],
  ['MIGRATE', 'off', false],
  ['ADMIN_KEY', 'abcdefghij-0123456789=', 'abcdefghij-0123456789='],
  ['READ_ACCESS', 'key', 'key'],
  ['SHOW_OFFICES', 'leading', 'leading'],
  ['LOG_LEVEL', 'silent', 'silent'],
  ['PUBLIC_URL', 'https://register.example/', 'https://register.example']
]

t.test('each setting is read as what it is', async t => {
  for (const [name, text, value] of good) {
    t.equal((readConfig({ [name]: text }) as Record<string, unknown>)[name], value, `${name}=${text}`)
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
  ['DATABASE_READ_LAG', '0', 'a number of seconds from 1 to 3600'],
  ['DATABASE_POOL', '0', 'a number of connections from 1 to 500'],
  ['DATABASE_POOL', '501', 'a number of connections from 1 to 500'],
  ['DATABASE_PREPARED', 'yes', 'on or off'],
  ['DATABASE_WAIT', '1m', 'a number of seconds from 0 to 3600'],
  ['STOP_DELAY', '301', 'a number of seconds from 0 to 300'],
  ['STOP_TIMEOUT', '0', 'a number of seconds from 1 to 3600'],
  ['DATA_DIR', '  ', 'a folder'],
  ['BUILT_IN', 'yes', 'on or off'],
  ['MIGRATE', 'ON', 'on or off'],
  ['SHOW_OFFICES', 'some', 'all or leading'],
  ['WEBHOOK_PRIVATE_ADDRESSES', 'true', 'on or off'],
  ['CACHE', 'yes', 'on or off'],
  ['CACHE_SIZE', '0', 'a number of megabytes from 1 to 65536'],
  ['FOLLOWERS', '-1', 'a number of readers from 0 to 100000'],
  ['RATE_LIMIT', 'true', 'on or off'],
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
