/**
 * Configuration: the environment, read and checked once and then frozen. Every setting stands in the table below and in
 * the README; a bad value stops the start with one line that names it. Secrets may lie in files instead.
 */
import { scopes, type Scope } from './auth/principal.js'
import ipaddr from 'ipaddr.js'
import { readFileSync } from 'node:fs'

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
const base = (value: string) => url('http:', 'https:')(value)?.replace(/(?<!\/)\/+$/, '')
const wholeNumber = (from: number, to: number) => (value: string) =>
  /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to ? Number(value) : undefined
/** So many proxies, or their addresses and networks. */
const proxies = (value: string) => {
  if (/^\d+$/.test(value)) return wholeNumber(0, 20)(value)
  const named = value.split(',').map(one => one.trim())
  const isKnown = (one: string) => ['loopback', 'linklocal', 'uniquelocal'].includes(one) ||
    ipaddr.isValid(one) || ipaddr.isValidCIDR(one)
  return named.every(isKnown) ? named : undefined
}
/** What can be sent as a bearer token (RFC 6750), of some length. */
const bearer = (length: number) => (value: string) =>
  /^[\w.~+/-]+=*$/.test(value) && value.length >= length ? value : undefined
const words = (value: string) => value.trim() === '' ? undefined : value.trim()
const list = (value: string) => {
  const read = value.split(',').map(one => one.trim())
  return read.includes('') ? undefined : read
}

/** Whether an address stays on this machine, so that nobody else reads along without TLS. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/** The name of an identity provider, kept to the letter: tokens bear it as it is. It stands in the log of writes. */
const issuer = (value: string) => {
  if (!URL.canParse(value) || /[\s?#@]/.test(value) || value.length > 255) return undefined
  const { protocol } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(new URL(value))) ? value : undefined
}

/** Where a claim stands in a token: names with dots between them; as a JSON Pointer where names have dots. */
const claim = (value: string) => /^(\/\S+|[^\s./]+(\.[^\s./]+)*)$/.test(value) ? value : undefined

/** Which value of a claim gives which scope. */
const given = (value: string) => {
  const read = value.split(',').map(one => {
    const [, value, name] = /^([^\s=]+)=(\w+)$/.exec(one.trim()) ?? []
    const scope = scopes.find(scope => scope === name)
    return value === undefined || scope === undefined ? undefined : [value, scope] as const
  })
  return read.includes(undefined) ? undefined : read as Array<readonly [value: string, scope: Scope]>
}

/** Each setting: how its text is read (undefined where it is wrong), what is expected, and what holds without it. */
const settings = {
  HOST: [words, 'an address to listen on', '127.0.0.1'],
  PORT: [wholeNumber(0, 65535), 'a port number', '3000'],
  DATABASE_URL: [url('postgres:', 'postgresql:'), 'postgres://user:password@host:port/database', null],
  DATABASE_READ_URLS: [urls('postgres:', 'postgresql:'), 'postgres://… of replicas, with commas', null],
  DATABASE_URL_FILE: [words, 'a file', null],
  DATABASE_READ_URLS_FILE: [words, 'a file', null],
  DATABASE_READ_LAG: [wholeNumber(1, 3600), 'a number of seconds from 1 to 3600', '5'],
  DATABASE_POOL: [wholeNumber(1, 500), 'a number of connections from 1 to 500', '10'],
  DATABASE_WAIT: [wholeNumber(1, 600), 'a number of seconds from 1 to 600', '10'],
  DATABASE_PREPARED: [onOff, 'on or off', 'on'],
  DATA_DIR: [words, 'a folder', '.data'],
  BUILT_IN: [onOff, 'on or off', 'on'],
  MIGRATE: [onOff, 'on or off', 'on'],
  ADMIN_KEY: [bearer(20), 'at least 20 letters, digits or any of -._~+/', null],
  ADMIN_KEY_FILE: [words, 'a file', null],
  READ_ACCESS: [oneOf('open', 'key'), 'open or key', 'open'],
  OIDC_ISSUER: [issuer, 'https://… (http://… on this machine only) without ?, # and @', null],
  OIDC_AUDIENCE: [list, 'what tokens are meant for, several with commas', null],
  OIDC_SCOPES_CLAIM: [claim, 'a claim such as scope, realm_access.roles or /a.b/roles', 'scope'],
  OIDC_SCOPES: [
    given, `value=scope, several with commas, with the scopes ${scopes.join(', ')}`,
    scopes.map(scope => `so-phuong:${scope}=${scope}`).join(',')],
  OIDC_WARDS_CLAIM: [claim, 'a claim such as wards, phuong.ma or /a.b/wards', 'wards'],
  OIDC_CLOCK_SKEW: [wholeNumber(0, 300), 'a number of seconds from 0 to 300', '60'],
  OIDC_MAX_AGE: [wholeNumber(60, 604_800), 'a number of seconds from 60 to 604800', '86400'],
  SHOW_OFFICES: [oneOf('all', 'leading'), 'all or leading', 'all'],
  CACHE: [onOff, 'on or off', 'on'],
  CACHE_SIZE: [wholeNumber(1, 65_536), 'a number of megabytes from 1 to 65536', '64'],
  FOLLOWERS: [wholeNumber(0, 100_000), 'a number of readers from 0 to 100000', '500'],
  WEBHOOK_PRIVATE_ADDRESSES: [onOff, 'on or off', 'off'],
  START_TIMEOUT: [wholeNumber(0, 3600), 'a number of seconds from 0 to 3600', '60'],
  STOP_DELAY: [wholeNumber(0, 300), 'a number of seconds from 0 to 300', '0'],
  STOP_TIMEOUT: [wholeNumber(1, 3600), 'a number of seconds from 1 to 3600', '10'],
  METRICS_PORT: [wholeNumber(0, 65535), 'a port number', null],
  METRICS_HOST: [words, 'an address to listen on', '127.0.0.1'],
  CONNECTIONS: [wholeNumber(1, 1_000_000), 'a number of connections from 1 to 1000000', '5000'],
  BODY_TIMEOUT: [wholeNumber(1, 3600), 'a number of seconds from 1 to 3600', '300'],
  LOAD_SHEDDING: [onOff, 'on or off', 'on'],
  QUEUE_WAIT: [wholeNumber(1, 60_000), 'a number of milliseconds from 1 to 60000', '500'],
  TRUST_PROXY: [proxies, 'a number of proxies from 0 to 20, or addresses and networks with commas', '0'],
  RATE_LIMIT: [onOff, 'on or off', 'on'],
  RATE_LIMIT_ADDRESS: [wholeNumber(1, 10_000_000), 'a number of points from 1 to 10000000', '6000'],
  RATE_LIMIT_KEY: [wholeNumber(1, 10_000_000), 'a number of points from 1 to 10000000', '60000'],
  RATE_LIMIT_FAILURES: [wholeNumber(1, 10_000_000), 'a number of wrong keys from 1 to 10000000', '100'],
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

/** Settings whose value is repeated nowhere, and can be given as a file (`…_FILE`), as Docker and Kubernetes do. */
const secrets = ['DATABASE_URL', 'DATABASE_READ_URLS', 'ADMIN_KEY'] as const

/** The names of all settings, in the order of the README. */
export const settingNames = Object.keys(settings) as ReadonlyArray<keyof Settings>

type Environment = Readonly<Record<string, string | undefined>>

/** The secret in a file, without the newline at its end. */
function secretIn (file: string, setting: string): string {
  let secret: string
  try {
    secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw new ConfigError(`${setting} names ${file}, which cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
  // Left empty it would pass for a setting that is not given.
  if (secret === '') throw new ConfigError(`${setting} names ${file}, which is empty`)
  return secret
}

/** The environment with the secrets that it leaves to files. */
function withSecrets (environment: Environment): Environment {
  const files = secrets.flatMap(name => {
    const file = environment[`${name}_FILE`]?.trim()
    if (file === undefined || file === '') return []
    if (environment[name]) throw new ConfigError(`${name} and ${name}_FILE are both set: expected one of them`)
    return [[name, secretIn(file, `${name}_FILE`)]]
  })
  return { ...environment, ...Object.fromEntries(files) }
}

/**
 * Reads the configuration.
 * @throws ConfigError that names the first bad setting
 */
export function readConfig (given: Environment = process.env): Config {
  const environment = withSecrets(given)
  const read = Object.entries(settings).map(([name, [parse, expected, fallback]]) => {
    const text = environment[name] || fallback
    if (text === null) return [name, null]
    const value = parse(text)
    if (value === undefined) {
      const said = secrets.some(secret => secret === name) ? 'not valid' : JSON.stringify(text)
      throw new ConfigError(`${name} is ${said}: expected ${expected}`)
    }
    return [name, value]
  })
  if (environment.DATABASE_READ_URLS && !environment.DATABASE_URL) {
    throw new ConfigError('DATABASE_READ_URLS is set without DATABASE_URL: expected the primary of those replicas')
  }
  if (environment.OIDC_ISSUER && !environment.OIDC_AUDIENCE) {
    throw new ConfigError('OIDC_ISSUER is set without OIDC_AUDIENCE: expected what its tokens for this service are for')
  }
  if (environment.OIDC_AUDIENCE && !environment.OIDC_ISSUER) {
    throw new ConfigError('OIDC_AUDIENCE is set without OIDC_ISSUER: expected the identity provider of those tokens')
  }
  return Object.freeze(Object.fromEntries(read)) as Config
}
