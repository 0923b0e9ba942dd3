/**
 * How much one client may ask within a time: an allowance of points for each, counted here without waiting for anybody,
 * so that it costs an answer from memory next to nothing. What others counted of the same client is added when they
 * have told (db/allowances.ts).
 */
import { Problem, type Message } from './problems.js'

/** So many points in so many seconds, which begin with the first request. */
export interface Policy {
  /** Lower-case letters; stands in the headers. */
  readonly name: string
  readonly points: number
  readonly seconds: number
}

/** Where a client stands after a request. */
export interface Standing {
  readonly isOver: boolean
  readonly left: number
  /** Whole seconds until all points are there again. */
  readonly seconds: number
}

/** What has been counted here and not been told to others yet; the rest of the window in milliseconds. */
export interface Untold { readonly client: string, readonly points: number, readonly left: number }

interface Account {
  /** Points that all have been told of. */
  told: number
  /** Points that were counted here since. */
  untold: number
  endsAt: number
}

/** As many clients are kept; then the one that came first is forgotten, whose window is likely to end first. */
const MOST_CLIENTS = 100_000

export class Allowance {
  readonly policy: Policy
  readonly #accounts = new Map<string, Account>()

  constructor (policy: Policy) {
    this.policy = policy
  }

  #accountOf (client: string, now: number): Account {
    const known = this.#accounts.get(client)
    if (known !== undefined && known.endsAt > now) return known
    const account = { told: 0, untold: 0, endsAt: now + this.policy.seconds * 1000 }
    // Set anew, so that those whose windows end first come first.
    this.#accounts.delete(client)
    if (this.#accounts.size >= MOST_CLIENTS) this.#accounts.delete(this.#accounts.keys().next().value!)
    this.#accounts.set(client, account)
    return account
  }

  /** Takes points, or none where there are not enough left. */
  take (client: string, points: number, now = Date.now()): Standing {
    const account = this.#accountOf(client, now)
    const seconds = Math.ceil((account.endsAt - now) / 1000)
    const left = this.policy.points - account.told - account.untold
    // What costs more than all points can still be had once in a window.
    const price = Math.min(points, this.policy.points)
    if (price > left) return { isOver: true, left: Math.max(0, left), seconds }
    account.untold += price
    return { isOver: false, left: left - price, seconds }
  }

  /** Gives points back that were taken in advance. */
  giveBack (client: string, points: number): void {
    const account = this.#accounts.get(client)
    if (account !== undefined) account.untold -= points
  }

  /** Forgets clients whose windows are over. */
  prune (now = Date.now()): void {
    for (const [client, { endsAt }] of this.#accounts) {
      if (endsAt <= now) this.#accounts.delete(client)
    }
  }

  /** What others have not been told of. */
  untold (now = Date.now()): Untold[] {
    const found: Untold[] = []
    for (const [client, { untold: points, endsAt }] of this.#accounts) {
      if (points !== 0 && endsAt > now) found.push({ client, points, left: endsAt - now })
    }
    return found
  }

  /**
   * Notes what all together have counted, after others were told.
   * @param told how much of what was counted here is part of that
   * @param left milliseconds until the window ends that all share
   */
  note (client: string, told: number, all: number, left: number, now = Date.now()): void {
    const account = this.#accounts.get(client)
    if (account === undefined || left <= 0) return
    account.untold -= told
    account.told = all
    account.endsAt = now + left
  }
}

/** The policies as a header tells them (draft-ietf-httpapi-ratelimit-headers). */
export const policyField = ({ name, points, seconds }: Policy): string => `"${name}";q=${points};w=${seconds}`

/** Where a client stands, as a header tells it. */
export const standingField = ({ name }: Policy, { left, seconds }: Standing): string =>
  `"${name}";r=${left};t=${seconds}`

/** Too many requests, and when to come again. */
export const tooMany = (seconds: number, detail: Message, headers: Record<string, string> = {}): Problem =>
  new Problem('too-many-requests', detail, { headers: { ...headers, 'retry-after': String(seconds) } })
