/**
 * The keys of the identity provider: found by discovery, kept for a while, asked for anew when a token names one that
 * is not known. However many tokens come, the provider is asked rarely and by one at a time; what it answers is
 * bounded in time and size, and comes from nowhere but the addresses that it named.
 */
import { createLocalJWKSet, errors, type FlattenedJWSInput, type JWK, type JWSHeaderParameters } from 'jose'
import { isLoopback } from '../config.js'
import { version } from '../version.js'

/** So long keys are taken for the present ones (ms): a key that is withdrawn is refused after that. */
const FRESH_FOR = 10 * 60_000
/**
 * So long they are kept while the provider does not answer (ms). Tokens that it issued before live an hour as a rule;
 * keys kept for longer would only help whoever holds one that was withdrawn.
 */
const KEPT_FOR = 2 * 3_600_000
/** The provider is asked again no sooner than this (ms), whatever tokens come. */
const PAUSE = 30_000
/** The same as long as there are no keys at all. */
const PAUSE_WITHOUT_KEYS = 5_000
/** All that is asked at one time has to be answered within this (ms). */
const TIMEOUT = 5_000
const MOST_BYTES = 256 * 1024

/** Thrown where a token cannot be checked since the provider does not answer: nothing is said of the token. */
export class ProviderAwayError extends Error {}

interface Log {
  info (about: object, message: string): void
  warn (about: object, message: string): void
}

interface KeySet {
  readonly find: ReturnType<typeof createLocalJWKSet>
  readonly at: number
}

const isOver = (since: number, time: number) => Math.abs(Date.now() - since) >= time

/** Where a provider describes itself. */
export const discoveryOf = (issuer: string): string =>
  `${issuer.replace(/(?<!\/)\/+$/, '')}/.well-known/openid-configuration`

/** @throws Error where there is no answer, or none that is JSON within bounds */
async function readJson (url: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  const headers = { accept: 'application/json', 'user-agent': `so-phuong/${version}` }
  const response = await fetch(url, { headers, redirect: 'manual', signal })
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel()
    throw new Error(`${url} answered ${response.status}`)
  }
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    if ((size += part.length) > MOST_BYTES) throw new Error(`${url} answered more than ${MOST_BYTES / 1024} KB`)
    parts.push(part)
  }
  try {
    return Object(JSON.parse(Buffer.concat(parts).toString('utf8'))) as Record<string, unknown>
  } catch {
    throw new Error(`${url} answered no JSON`)
  }
}

/** The address of the keys, as the provider itself names it; never one that anybody on the way can change. */
function keysAddressOf (issuer: string, { issuer: named, jwks_uri: address }: Record<string, unknown>): string {
  if (named !== issuer) throw new Error(`the provider calls itself ${JSON.stringify(named)?.slice(0, 300)}`)
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null
  const isSafe = url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && isLoopback(url) && isLoopback(new URL(issuer)))
  if (!isSafe) throw new Error(`the provider names no safe address of keys: ${JSON.stringify(address)?.slice(0, 300)}`)
  return url!.href
}

/** What failed, and why: `fetch` tells that in its cause. */
function reasonOf (error: Error): string {
  const cause = error.cause as NodeJS.ErrnoException | undefined
  return [error.message, cause?.code ?? cause?.message].filter(part => part !== undefined && part !== '').join(': ')
}

export class Provider {
  readonly issuer: string
  readonly #log: Log
  #keys: KeySet | null = null
  #asking: Promise<void> | null = null
  /** When it was last asked; it may never have been. */
  #askedAt = -Infinity
  #isAway = false
  #request: AbortController | null = null
  #isClosed = false

  constructor (issuer: string, log: Log) {
    this.issuer = issuer
    this.#log = log
  }

  /**
   * The key with which a token says that it was signed.
   * @throws ProviderAwayError where that cannot be told now
   * @throws errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys where the provider has no such key, or several
   */
  async keyOf (header: JWSHeaderParameters, token: FlattenedJWSInput) {
    if (this.#keys === null || isOver(this.#keys.at, FRESH_FOR)) await this.refresh()
    if (this.#keys !== null && isOver(this.#keys.at, KEPT_FOR)) this.#keys = null
    const before = this.#keys
    if (before === null) throw new ProviderAwayError()
    try {
      return await before.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      // It may be a key that is newer than what is known.
      await this.refresh()
      if (this.#isAway) throw new ProviderAwayError()
      if (this.#keys === before) throw error
      return await this.#keys!.find(header, token)
    }
  }

  /** In how many seconds it is worth a try again. */
  get retryAfter (): number {
    return Math.ceil((this.#keys === null ? PAUSE_WITHOUT_KEYS : PAUSE) / 1000)
  }

  /** Asks the provider, unless that was done just now; whoever comes meanwhile waits for the same answer. */
  async refresh (): Promise<void> {
    if (this.#asking === null) {
      if (this.#isClosed || !isOver(this.#askedAt, this.#keys === null ? PAUSE_WITHOUT_KEYS : PAUSE)) return
      this.#askedAt = Date.now()
      this.#asking = this.#ask().finally(() => { this.#asking = null })
    }
    await this.#asking
  }

  async #ask (): Promise<void> {
    const request = this.#request = new AbortController()
    const timer = setTimeout(() => { request.abort(new Error(`no answer within ${TIMEOUT / 1000} s`)) }, TIMEOUT)
    try {
      const described = await readJson(discoveryOf(this.issuer), request.signal)
      const { keys } = await readJson(keysAddressOf(this.issuer, described), request.signal)
      if (!Array.isArray(keys)) throw new Error('the provider answered no set of keys')
      // Not everything that it uses keys for is known here, and no secret one is ever wanted.
      const known = keys.filter((key): key is JWK => ['RSA', 'EC', 'OKP'].includes((key as JWK | null)?.kty ?? ''))
      this.#keys = { find: createLocalJWKSet({ keys: known }), at: Date.now() }
      this.#isAway = false
      this.#log.info({ issuer: this.issuer, keys: known.length }, 'the identity provider has told its keys')
    } catch (error) {
      this.#isAway = true
      if (this.#isClosed) return
      this.#log.warn({ issuer: this.issuer, reason: reasonOf(error as Error) },
        'the identity provider has not told its keys')
    } finally {
      clearTimeout(timer)
      this.#request = null
    }
  }

  /** Breaks off what is being asked. */
  async close (): Promise<void> {
    this.#isClosed = true
    this.#request?.abort(new Error('closed'))
    await this.#asking
  }
}
