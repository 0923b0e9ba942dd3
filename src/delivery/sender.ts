/**
 * Sends one delivery by HTTP and tells what came of it. Redirects are not followed, of the answer only the status is
 * looked at, TLS is verified, and a request has its time.
 */
import { Agent as HttpAgent, request as overHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as overHttps } from 'node:https'
import { version } from '../version.js'
import { guardedLookup, RefusedAddressError, refuseNumber, resolveName, type Resolve } from './addresses.js'
import { signedHeaders } from './signature.js'

export interface Letter {
  readonly url: string
  readonly id: string
  readonly body: string
  readonly secrets: readonly string[]
}

export interface Outcome {
  /** Whether it arrived: 2xx. */
  readonly arrived: boolean
  /** Null where there was no answer. */
  readonly status: number | null
  /** Why it did not arrive, in short. */
  readonly error: string | null
  /** How long the receiver wants to be left alone, in seconds. */
  readonly retryAfter: number | null
}

export interface SenderOptions {
  /** Whether it may go to private networks, and without TLS. */
  readonly privateAddresses: boolean
  /** How long a request may take, in milliseconds. */
  readonly timeout?: number
  readonly resolve?: Resolve
}

/** Thrown where the sender was closed before there was an answer: it may have arrived or not. */
export class AbandonedError extends Error {}

const TIMEOUT = 10_000
/** So much of an answer is read for the sake of the connection; where there is more, the connection is dropped. */
const MOST_READ = 64 * 1024

/** What went wrong with a connection, in a few words. */
function wordsOf (error: NodeJS.ErrnoException): string {
  if (error instanceof RefusedAddressError) return error.message
  const known: Record<string, string> = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection broken',
    ENOTFOUND: 'no such host',
    EAI_AGAIN: 'the name could not be looked up',
    EHOSTUNREACH: 'host unreachable',
    ENETUNREACH: 'network unreachable'
  }
  return known[error.code ?? ''] ?? (error.code ?? error.message).slice(0, 100)
}

function secondsOf (header: string | undefined): number | null {
  const seconds = /^\d{1,9}$/.test(header ?? '') ? Number(header) : (Date.parse(header ?? '') - Date.now()) / 1000
  return Number.isNaN(seconds) ? null : Math.max(0, seconds)
}

/** Reads to the end so that the connection can be used again, within bounds. */
function drain (response: IncomingMessage, time: number): void {
  let read = 0
  const timer = setTimeout(() => { response.destroy() }, time)
  response.once('close', () => { clearTimeout(timer) })
  response.on('data', (chunk: Buffer) => { if ((read += chunk.length) > MOST_READ) response.destroy() })
  response.on('error', () => {})
}

export class Sender {
  readonly #options: SenderOptions
  readonly #timeout: number
  readonly #agents = {
    'http:': new HttpAgent({ keepAlive: true, maxFreeSockets: 4 }),
    'https:': new HttpsAgent({ keepAlive: true, maxFreeSockets: 4 })
  }

  readonly #open = new Set<ClientRequest>()
  #closed = false

  constructor (options: SenderOptions) {
    this.#options = options
    this.#timeout = options.timeout ?? TIMEOUT
  }

  /** @throws AbandonedError where the sender is closed meanwhile; every other fault is an outcome */
  async send (letter: Letter): Promise<Outcome> {
    const url = new URL(letter.url)
    const { privateAddresses } = this.#options
    try {
      if (!privateAddresses) {
        // What was allowed when the webhook was set up may not be any more.
        if (url.protocol !== 'https:') throw new Error('no TLS')
        refuseNumber(url)
      }
      const response = await this.#post(url, letter)
      const { statusCode: status = 0, headers } = response
      const arrived = status >= 200 && status < 300
      return {
        arrived,
        status,
        error: arrived ? null : `answered ${status}`,
        retryAfter: arrived ? null : secondsOf(headers['retry-after'])
      }
    } catch (error) {
      if (this.#closed) throw new AbandonedError()
      return { arrived: false, status: null, error: wordsOf(error as Error), retryAfter: null }
    }
  }

  /** Breaks off what is being sent and closes all connections. */
  close (): void {
    this.#closed = true
    for (const request of this.#open) request.destroy(new AbandonedError())
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  async #post (url: URL, letter: Letter, again = false): Promise<IncomingMessage> {
    if (this.#closed) throw new AbandonedError()
    const { privateAddresses, resolve = resolveName } = this.#options
    const body = Buffer.from(letter.body)
    const options = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'user-agent': `so-phuong/${version}`,
        ...signedHeaders(letter.secrets, letter.id, new Date(), letter.body)
      },
      ...(privateAddresses ? {} : { lookup: guardedLookup(resolve) })
    }
    const request = url.protocol === 'https:'
      ? overHttps(url, { ...options, agent: this.#agents['https:'] })
      : overHttp(url, { ...options, agent: this.#agents['http:'] })
    this.#open.add(request)
    const timer = setTimeout(() => {
      request.destroy(new Error(`no answer within ${this.#timeout / 1000} s`))
    }, this.#timeout)
    try {
      return await new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', response => {
          drain(response, this.#timeout)
          resolve(response)
        })
        // Also what comes after the answer, such as its end by the timer.
        request.on('error', reject)
        request.end(body)
      })
    } catch (error) {
      // A connection that was kept open may have been closed by the other side at this very moment.
      const stale = request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET'
      if (!stale || again) throw error
      return await this.#post(url, letter, true)
    } finally {
      clearTimeout(timer)
      this.#open.delete(request)
    }
  }
}
