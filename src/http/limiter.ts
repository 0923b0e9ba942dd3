/**
 * How often one client may do something that is open to everybody: a bucket of tokens for each address, held in memory
 * by each instance. Networks of IPv6 are told apart by their first half, which is what one subscriber has.
 */
import { isIPv6 } from 'node:net'
import { Problem } from './problems.js'

interface Bucket { tokens: number, at: number }

/** As many buckets are kept before full ones are forgotten. */
const MOST_BUCKETS = 10_000

const clientOf = (ip: string) =>
  isIPv6(ip) && !ip.startsWith('::ffff:') ? ip.split(':').slice(0, 4).join(':') : ip

export const tooMany = (seconds: number, en: string, vi: string): Problem =>
  new Problem('too-many-requests', { en, vi }, { headers: { 'retry-after': String(seconds) } })

export class Limiter {
  readonly #size: number
  readonly #perSecond: number
  readonly #buckets = new Map<string, Bucket>()

  /** @param size how many at once, and how many in an hour */
  constructor (size: number) {
    this.#size = size
    this.#perSecond = size / 3600
  }

  #filled ({ tokens, at }: Bucket, now: number): number {
    return Math.min(this.#size, tokens + (now - at) / 1000 * this.#perSecond)
  }

  /** @throws Problem where the client has done it too often */
  take (ip: string, now = Date.now()): void {
    if (this.#buckets.size >= MOST_BUCKETS) {
      for (const [client, bucket] of this.#buckets) {
        if (this.#filled(bucket, now) >= this.#size) this.#buckets.delete(client)
      }
    }
    const client = clientOf(ip)
    const tokens = this.#filled(this.#buckets.get(client) ?? { tokens: this.#size, at: now }, now)
    if (tokens < 1) {
      throw tooMany(Math.ceil((1 - tokens) / this.#perSecond),
        `At most ${this.#size} an hour are taken from one address.`,
        `Mỗi địa chỉ chỉ được gửi tối đa ${this.#size} lần mỗi giờ.`)
    }
    this.#buckets.set(client, { tokens: tokens - 1, at: now })
  }
}
