/**
 * The allowances of one instance, told to the others through the database once a second while there is something to
 * tell. An instance that cannot write, or has lost its database, counts for itself and tries again later.
 */
import type { FastifyBaseLogger } from 'fastify'
import { forgetShares, tellShares, type Share } from '../db/allowances.js'
import type { Database } from '../db/connect.js'
import type { Allowance } from '../http/limiter.js'

/** How often others are told, and how long it is left after that failed (ms). */
const TELL_EVERY = 1_000
const TRY_AGAIN_AFTER = 15_000
/** How often windows that are over are forgotten, here and in the table (ms). */
const FORGET_EVERY = 60_000
/** As many are told at once; the rest a second later. */
const MOST_TOLD = 5_000

export class SharedAllowances {
  readonly #db: Database | null
  readonly #log: FastifyBaseLogger
  readonly #allowances = new Map<string, Allowance>()
  readonly #timer: NodeJS.Timeout
  #telling: Promise<void> | null = null
  #notBefore = 0
  #forgetAt = Date.now() + FORGET_EVERY

  /** @param db where instances meet; null where there is one alone */
  constructor (db: Database | null, log: FastifyBaseLogger) {
    this.#db = db
    this.#log = log
    this.#timer = setInterval(() => { this.#tick() }, TELL_EVERY).unref()
  }

  with (allowance: Allowance): Allowance {
    this.#allowances.set(allowance.policy.name, allowance)
    return allowance
  }

  /** Stops, after what is being told; what has not been told is lost. */
  async close (): Promise<void> {
    clearInterval(this.#timer)
    await this.#telling
  }

  #tick (): void {
    const now = Date.now()
    const isDue = now >= this.#forgetAt
    if (isDue) {
      this.#forgetAt = now + FORGET_EVERY
      for (const allowance of this.#allowances.values()) allowance.prune(now)
    }
    if (this.#db === null || this.#telling !== null || now < this.#notBefore) return
    this.#telling = this.#tell(this.#db, isDue)
      .catch((error: unknown) => {
        this.#notBefore = Date.now() + TRY_AGAIN_AFTER
        this.#log.warn(error, 'limits are counted by this instance alone')
      })
      .finally(() => { this.#telling = null })
  }

  async #tell (db: Database, isDue: boolean): Promise<void> {
    const told = new Map<string, { allowance: Allowance, client: string, points: number }>()
    const shares: Share[] = []
    for (const [policy, allowance] of this.#allowances) {
      for (const { client, points, left } of allowance.untold().slice(0, MOST_TOLD - shares.length)) {
        const name = `${policy}:${client}`
        told.set(name, { allowance, client, points })
        shares.push({ name, points, left })
      }
    }
    for (const { name, points, left } of shares.length === 0 ? [] : await tellShares(db, shares)) {
      const { allowance, client, points: ours } = told.get(name)!
      allowance.note(client, ours, points, left)
    }
    if (isDue) await forgetShares(db)
  }
}
