/**
 * Tells webhooks of changes: every process has one worker, and each webhook is served by one of them at a time. What
 * one receiver does is no matter of the others. A process that ends in between loses nothing: what was not noted as
 * delivered is sent again, under the same id.
 */
import { sql, type SQL } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import type { Database } from '../db/connect.js'
import { readEntries, type Entry, type Reader } from '../db/feed.js'
import { logEvents } from '../db/writes.js'
import { told } from '../http/cursor.js'
import { claim, due, forget, makeOut, note, noteFailing, noteWell, release, renew, stop, type Due } from './ledger.js'
import { AbandonedError, type Outcome, type Sender } from './sender.js'

/** How often it is looked for something to send (ms); a write of this process is seen at once. */
const LOOK_EVERY = 1_000
const FORGET_EVERY = 3_600_000
/** How many webhooks a process serves at once. */
const MOST_WEBHOOKS = 32
/** How many requests a receiver gets at once. */
const MOST_REQUESTS = 8

/** After as many attempts a delivery is dead. */
export const MOST_ATTEMPTS = 24
/** The first waits are short, the longest half a day: 24 attempts take three days on average. */
const FIRST_WAIT = 10_000
const LONGEST_WAIT = 12 * 3_600_000
/** A receiver that takes nothing is left alone no longer than this (ms), unless it asks for it. */
const LONGEST_PAUSE = 300_000
const LONGEST_PAUSE_ASKED = 3_600

/** Who sets up a webhook is an administrator, who may see all. */
const reader: Reader = { offices: 'all', actors: true }

/** Exponential backoff with full jitter (ms): anything up to a limit that doubles with each failure. */
export const backoff = (failures: number, longest: number, random: () => number): number =>
  Math.round(random() * Math.min(longest, FIRST_WAIT * 2 ** (failures - 1)))

/** What is sent of an entry (Standard Webhooks): the entry as in the change feed. */
export const eventOf = (entry: Entry): string =>
  JSON.stringify({ type: `${entry.kind}.${entry.act}`, timestamp: entry.at, data: told(entry) })

export interface WorkerOptions {
  readonly db: Database
  readonly sender: Pick<Sender, 'send' | 'close'>
  readonly log?: { warn (details: object, message: string): void }
  /** Told of each request to a webhook, whether it arrived. */
  readonly onAttempt?: (arrived: boolean) => void
  /** The present in SQL; the database's own clock without it, since those of several processes may differ. */
  readonly now?: () => SQL
  readonly random?: () => number
}

export class Worker {
  readonly #db: Database
  readonly #sender: WorkerOptions['sender']
  readonly #log: WorkerOptions['log']
  readonly #onAttempt: (arrived: boolean) => void
  readonly #now: () => SQL
  readonly #random: () => number
  /** What it holds webhooks by. */
  readonly #lease = randomUUID()
  readonly #serving = new Map<string, Promise<void>>()
  readonly #timers: NodeJS.Timeout[] = []
  #looking: Promise<void> | null = null
  #again = false
  #stopping = false

  constructor ({
    db, sender, log, onAttempt = () => {}, now = () => sql`now()`, random = Math.random
  }: WorkerOptions) {
    this.#db = db
    this.#sender = sender
    this.#log = log
    this.#onAttempt = onAttempt
    this.#now = now
    this.#random = random
  }

  /** Works from now on, until it is stopped. */
  start (): void {
    logEvents.on('appended', this.#wake)
    this.#timers.push(
      setInterval(this.#wake, LOOK_EVERY).unref(),
      setInterval(() => { this.forget().catch(this.#warn) }, FORGET_EVERY).unref())
    this.#wake()
  }

  /** Sends all that is due now, and ends when that is done. */
  async run (): Promise<void> {
    await this.#look()
    await Promise.all(this.#serving.values())
  }

  /** Forgets what is long done with. */
  async forget (): Promise<void> {
    await forget(this.#db, this.#now())
  }

  /**
   * Takes up nothing new, waits for what is being sent and breaks it off when the time (ms) is over: that is sent again
   * by whoever comes next. The sender is closed, the database left open.
   */
  async stop (time = 5_000): Promise<void> {
    this.#stopping = true
    logEvents.off('appended', this.#wake)
    for (const timer of this.#timers) clearInterval(timer)
    await this.#looking?.catch(() => {})
    const timer = setTimeout(() => { this.#sender.close() }, time)
    await Promise.all(this.#serving.values())
    clearTimeout(timer)
    this.#sender.close()
  }

  readonly #warn = (error: Error): void => { this.#log?.warn({ err: error }, 'webhooks') }

  readonly #wake = (): void => {
    this.#again = this.#looking !== null
    if (this.#looking !== null || this.#stopping) return
    this.#looking = this.#look().catch(this.#warn).finally(() => {
      this.#looking = null
      if (this.#again) this.#wake()
    })
  }

  /** Takes what webhooks have something to send, and serves each for itself. */
  async #look (): Promise<void> {
    const seen: string[] = []
    while (!this.#stopping && this.#serving.size < MOST_WEBHOOKS) {
      const id = await claim(this.#db, this.#lease, [...seen, ...this.#serving.keys()], this.#now())
      if (id === null) return
      seen.push(id)
      this.#serving.set(id, this.#serve(id).catch(this.#warn).finally(() => { this.#serving.delete(id) }))
    }
  }

  async #serve (id: string): Promise<void> {
    try {
      while (!this.#stopping && await this.#round(id)) { /* the next round */ }
    } finally {
      await release(this.#db, id, this.#lease)
    }
  }

  /** One round of a webhook. @returns whether there may be more to do now */
  async #round (id: string): Promise<boolean> {
    const webhook = await renew(this.#db, id, this.#lease, this.#now())
    if (webhook === null) return false
    const isFailing = webhook.failures > 0
    const waiting = await due(this.#db, id, MOST_REQUESTS, isFailing, this.#now())
    if (waiting.length < MOST_REQUESTS && await makeOut(this.#db, id, this.#now())) return true
    // A receiver that took nothing the last time gets one to try.
    const letters = isFailing ? waiting.slice(0, 1) : waiting
    if (letters.length === 0) return false
    const entries = new Map(
      (await readEntries(this.#db, letters.map(({ seq }) => seq), reader)).map(entry => [entry.seq, entry]))
    const outcomes = await Promise.all(letters.map(async letter =>
      await this.#deliver(letter, { ...webhook, id: letter.id, body: eventOf(entries.get(letter.seq)!) })))
    const sent = outcomes.filter(outcome => outcome !== null)
    if (sent.length === 0) return false
    if (sent.some(({ arrived }) => arrived)) {
      if (isFailing) await noteWell(this.#db, id)
      return true
    }
    await this.#fail(id, webhook.failures + 1, sent)
    return false
  }

  /** Sends and notes what came of it; null where it was broken off. */
  async #deliver (letter: Due, given: Parameters<Sender['send']>[0]): Promise<Outcome | null> {
    try {
      const outcome = await this.#sender.send(given)
      this.#onAttempt(outcome.arrived)
      const { status, error } = outcome
      const attempts = letter.attempts + 1
      const again = attempts >= MOST_ATTEMPTS ? null : backoff(attempts, LONGEST_WAIT, this.#random)
      await note(this.#db, letter.id, { status, error, again }, this.#now())
      return outcome
    } catch (error) {
      if (error instanceof AbandonedError) return null
      throw error
    }
  }

  async #fail (id: string, failures: number, outcomes: readonly Outcome[]): Promise<void> {
    const asked = Math.max(...outcomes.map(({ retryAfter }) => Math.min(retryAfter ?? 0, LONGEST_PAUSE_ASKED))) * 1000
    const pause = Math.max(asked, backoff(failures, LONGEST_PAUSE, this.#random))
    const over = await noteFailing(this.#db, id, pause, this.#now())
    const { status, error } = outcomes[0]!
    if (failures === 1) this.#log?.warn({ webhook: id, status, error }, 'a webhook takes nothing')
    const gone = outcomes.some(({ status }) => status === 410)
    if (!gone && !over) return
    await stop(this.#db, id, gone ? 'gone' : 'failing')
    this.#log?.warn({ webhook: id }, gone ? 'a webhook is gone and was stopped' : 'a webhook was stopped')
  }
}
