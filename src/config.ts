/**
 * Configuration: the environment, read and checked once and then frozen. Every setting stands in the table below and in
 * the README; a bad value stops the start with one line that names it.
 */

export class ConfigError extends Error {}

const onOff = (value: string) => value === 'on' ? true : value === 'off' ? false : undefined
const oneOf = <const V extends string>(...values: V[]) => (value: string) => values.find(known => known === value)
const url = (...protocols: string[]) => (value: string) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : undefined
const urls = (...protocols: string[]) => (value: string) => {
  const read = value.split(',').map(one => url(...protocols)(one.trim()))
  return read.includes(undefined) ? undefined : read as string[]
}
/** An address that others are put behind. */
const base = (value: string) => url('http:', 'https:')(value)?.replace(/\/+$/, '')
const wholeNumber = (from: number, to: number) => (value: string) =>
  /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to ? Number(value) : undefined
/** What can be sent as a bearer token (RFC 6750), of some length. */
const bearer = (length: number) => (value: string) =>
  /^[\w.~+/-]+=*$/.test(value) && value.length >= length ? value : undefined
const words = (value: string) => value.trim() === '' ? undefined : value.trim()

/** Each setting: how its text is read (undefined where it is wrong), what is expected, and what holds without it. */
const settings = {
  HOST: [words, 'an address to listen on', '127.0.0.1'],
  PORT: [wholeNumber(0, 65535), 'a port number', '3000'],
  DATABASE_URL: [url('postgres:', 'postgresql:'), 'postgres://user:password@host:port/database', null],
  DATABASE_READ_URLS: [urls('postgres:', 'postgresql:'), 'postgres://… of replicas, with commas', null],
  DATABASE_READ_LAG: [wholeNumber(1, 3600), 'a number of seconds from 1 to 3600', '5'],
  DATABASE_POOL: [wholeNumber(1, 500), 'a number of connections from 1 to 500', '10'],
  DATABASE_PREPARED: [onOff, 'on or off', 'on'],
  DATABASE_WAIT: [wholeNumber(0, 3600), 'a number of seconds from 0 to 3600', '60'],
  DATA_DIR: [words, 'a folder', '.data'],
  BUILT_IN: [onOff, 'on or off', 'on'],
  MIGRATE: [onOff, 'on or off', 'on'],
  ADMIN_KEY: [bearer(20), 'at least 20 letters, digits or any of -._~+/', null],
  READ_ACCESS: [oneOf('open', 'key'), 'open or key', 'open'],
  SHOW_OFFICES: [oneOf('all', 'leading'), 'all or leading', 'all'],
  CACHE: [onOff, 'on or off', 'on'],
  CACHE_SIZE: [wholeNumber(1, 65_536), 'a number of megabytes from 1 to 65536', '64'],
  FOLLOWERS: [wholeNumber(0, 100_000), 'a number of readers from 0 to 100000', '500'],
  WEBHOOK_PRIVATE_ADDRESSES: [onOff, 'on or off', 'off'],
  STOP_DELAY: [wholeNumber(0, 300), 'a number of seconds from 0 to 300', '0'],
  STOP_TIMEOUT: [wholeNumber(1, 3600), 'a number of seconds from 1 to 3600', '10'],
  METRICS_PORT: [wholeNumber(0, 65535), 'a port number', null],
  METRICS_HOST: [words, 'an address to listen on', '127.0.0.1'],
  RATE_LIMIT: [onOff, 'on or off', 'on'],
  LOG_LEVEL: [
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'fatal, error, warn, info, debug, trace or silent', 'info'],
  PUBLIC_URL: [base, 'http://… or https://…', null],
  DATA_LICENCE: [words, 'the name of a licence', 'CC BY 4.0'],
  DATA_LICENCE_URL: [url('http:', 'https:'), 'http://… or https://…', 'https://creativecommons.org/licenses/by/4.0/']
} as const satisfies Record<string, readonly [(value: string) => unknown, string, string | null]>

type Settings = typeof settings
type Value<K extends keyof Settings> = Exclude<ReturnType<Settings[K][0]>, undefined>
export type Config = {
  readonly [K in keyof Settings]: Settings[K][2] extends null ? Value<K> | null : Value<K>
}

/** Settings whose value is repeated nowhere. */
const secrets = ['DATABASE_URL', 'DATABASE_READ_URLS', 'ADMIN_KEY']

/** The names of all settings, in the order of the README. */
export const settingNames = Object.keys(settings) as ReadonlyArray<keyof Settings>

/**
 * Reads the configuration.
 * @throws ConfigError that names the first bad setting
 */
export function readConfig (environment: Record<string, string | undefined> = process.env): Config {
  const read = Object.entries(settings).map(([name, [parse, expected, fallback]]) => {
    const text = environment[name] || fallback
    if (text === null) return [name, null]
    const value = parse(text)
    if (value === undefined) {
      const given = secrets.includes(name) ? 'not valid' : JSON.stringify(text)
      throw new ConfigError(`${name} is ${given}: expected ${expected}`)
    }
    return [name, value]
  })
  if (environment.DATABASE_READ_URLS && !environment.DATABASE_URL) {
    throw new ConfigError('DATABASE_READ_URLS is set without DATABASE_URL: expected the primary of those replicas')
  }
  return Object.freeze(Object.fromEntries(read)) as Config
}
