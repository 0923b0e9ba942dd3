/**
 * Following the log as it grows. Whoever follows is told what kinds of record, of which wards, were written: by this
 * process before the write is acknowledged, by another as soon as the database notifies of it, and at the latest with
 * the next look at the end of the log. That look is what is relied upon, several times a second while anybody asks: a
 * notification only hastens it. So nothing is missed where notifications do not come, behind a pooler in transaction
 * mode or on a connection that was lost without a word.
 */
import pg from 'pg'
import type { Connection } from './connect.js'
import { CHANNEL } from './log.js'

/** Records of a kind, of one ward or of none, were written. */
export interface Grown { readonly kind: string, readonly wardId: string | null }

/**
 * What the log has grown by.
 * @param grown null where that is not known, or too much to tell
 * @param place the end of the log now
 */
export type Follow = (grown: readonly Grown[] | null, place: number) => Promise<void> | void

/** What is known of the log counts for so long (ms). */
const FRESH = 900
/** After so long it is looked at again (ms), while anybody asks. */
const LOOK_AFTER = 300
/** A look that takes longer has failed (ms). */
const LOOK_TIMEOUT = 2_000
/** A request waits no longer than this for a look (ms). */
const PATIENCE = 250
/** How often the readers that wait look (ms). */
const LOOK_EVERY = 500
/** A connection that could not be made, or was lost, is made anew no sooner than this (ms). */
const RECONNECT_AFTER = 1_000
/** More entries than this are not told one by one. */
const MOST_TOLD = 2_000

interface Waiting { readonly after: number, readonly wake: () => void }

export class LogWatch {
  readonly #connection: Connection
  /** Nobody else writes into the database of the embedded engine. */
  readonly #isAlone: boolean
  readonly #followers = new Set<Follow>()
  readonly #waiting = new Set<Waiting>()
  #timer: NodeJS.Timeout | undefined
  /** The place up to which all is told; null before the first look. */
  #place: number | null = null
  /** When the entry at that place was written: the log may be another one, put back to an earlier state. */
  #placeAt: string | null = null
  /** When the last look began that found the log as it is known. */
  #confirmedAt = -Infinity
  #look: Promise<void> | null = null
  #next: Promise<void> | null = null
  #client: pg.Client | null = null
  #connectAt = 0
  #isClosed = false

  constructor (connection: Connection) {
    this.#connection = connection
    this.#isAlone = connection.engine === 'embedded'
    connection.afterWrites.add(this.#afterWrite)
  }

  /** Tells from now on what the log grows by, until the watch is closed. */
  follow (follow: Follow): void {
    this.#followers.add(follow)
  }

  /** The place in the log up to which all is told; null where none is known yet. */
  get place (): number | null {
    return this.#place
  }

  /** How long ago (s) the end of the log was seen; null where it never was, or where the last look failed. */
  get age (): number | null {
    if (this.#confirmedAt < 0) return null
    return this.#isAlone ? 0 : (performance.now() - this.#confirmedAt) / 1000
  }

  /** Whether all that was written a second ago has been told. Asking keeps it so. */
  isFresh (): boolean {
    if (this.#isAlone) {
      if (this.#confirmedAt > 0) return true
      this.#lookSilently()
      return false
    }
    const age = performance.now() - this.#confirmedAt
    if (age > LOOK_AFTER && this.#look === null) this.#lookSilently()
    return age < FRESH
  }

  /** Waits a little for a look that makes it fresh, where it is not. */
  async confirm (): Promise<void> {
    if (this.isFresh()) return
    let timeout: NodeJS.Timeout | undefined
    const patience = new Promise<void>(resolve => { timeout = setTimeout(resolve, PATIENCE) })
    await Promise.race([this.#look ?? this.look(), patience]).catch(() => {})
    clearTimeout(timeout)
  }

  /**
   * Looks at the end of the log, and tells what has come. All that was committed before the call has been told when it
   * ends; whoever calls while a look goes on shares the next one.
   */
  async look (): Promise<void> {
    if (this.#look !== null) {
      this.#next ??= this.#look.catch(() => {}).then(async () => {
        this.#next = null
        await this.look()
      })
      return await this.#next
    }
    this.#look = this.#lookOnce().finally(() => { this.#look = null })
    await this.#look
  }

  #lookSilently (): void {
    this.look().catch(() => { /* the database is away: nothing is fresh until a look finds it */ })
  }

  async #lookOnce (): Promise<void> {
    const began = performance.now()
    try {
      const { grown, newest, newestAt } = await this.#read()
      // Who is told finds it wherever it reads.
      if (newest !== this.#place) await this.#connection.replicas?.catchUp()
      if (newest !== this.#place || grown === null) for (const follow of this.#followers) await follow(grown, newest)
      this.#place = newest
      this.#placeAt = newestAt
      this.#confirmedAt = began
    } catch (error) {
      this.#confirmedAt = -Infinity
      throw error
    }
    for (const { after, wake } of [...this.#waiting]) if (this.#place > after) wake()
  }

  /** What came after the place that is known, and the end of the log, by one statement. */
  async #read (): Promise<{ grown: Grown[] | null, newest: number, newestAt: string | null }> {
    const { rows } = await this.#ask<{
      newest: string, newestAt: string | null, known: boolean, kind: string | null, wardId: string | null, count: string
    }>(`
      select newest, (select at::text from changes where seq = newest) as "newestAt",
        exists (select from changes where seq = $1 and at = $2::timestamptz) as known,
        kind, ward_id as "wardId", count
      from (select coalesce(max(seq), 0) as newest from changes) log
      left join (
        select kind, ward_id, count(*) as count from (
          select kind, ward_id from changes where seq > $1 order by seq limit ${MOST_TOLD}) fresh
        group by kind, ward_id
      ) grown on true`, [this.#place ?? Number.MAX_SAFE_INTEGER, this.#placeAt])
    const { newestAt, known } = rows[0]!
    const newest = Number(rows[0]!.newest)
    const count = rows.reduce((sum, row) => sum + Number(row.count ?? 0), 0)
    // A log without the entry that was the last is another one: the database was put back to an earlier state.
    const isAll = this.#place !== null && count < MOST_TOLD && (known || this.#place === 0)
    const grown = rows.flatMap(({ kind, wardId }) => kind === null ? [] : { kind, wardId })
    return { newest, newestAt, grown: isAll ? grown : null }
  }

  /** Asks on the connection of its own, else through the pool. */
  async #ask<R extends pg.QueryResultRow> (text: string, values: unknown[]): Promise<pg.QueryResult<R>> {
    if (this.#isAlone) return await this.#connection.pool.query<R>(text, values)
    const query = { text, values, query_timeout: LOOK_TIMEOUT } as pg.QueryConfig
    const client = this.#client
    if (client === null) {
      this.#connect()
      return await this.#connection.pool.query<R>(query)
    }
    try {
      return await client.query<R>(query)
    } catch (error) {
      this.#lose(client)
      throw error
    }
  }

  /** Makes the connection that is notified. Not waited for: until it is there, looks go through the pool. */
  #connect (): void {
    const now = performance.now()
    if (this.#isClosed || now < this.#connectAt) return
    this.#connectAt = now + RECONNECT_AFTER
    const options = this.#connection.pool.options as pg.ClientConfig
    const client = new pg.Client({ ...options, application_name: 'so-phuong watch' })
    client.on('error', () => { this.#lose(client) })
    client.on('end', () => { this.#lose(client) })
    client.on('notification', () => { this.#lookSilently() })
    client.connect()
      .then(async () => await client.query(`listen ${CHANNEL}`))
      .then(() => {
        if (this.#isClosed) return this.#lose(client)
        this.#client = client
        this.#lookSilently() // what came before it listened
      })
      .catch(() => { this.#lose(client) })
  }

  #lose (client: pg.Client): void {
    if (this.#client === client) this.#client = null
    // No farewell: where the network is gone, nobody would answer it.
    ;(client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy()
  }

  /** A write of this process is acknowledged when it has been told. */
  readonly #afterWrite = async (): Promise<void> => {
    if (this.#place === null && this.#look === null) return // nobody has asked yet
    // The write is done whether or not it can be told now: until it can, nothing counts as fresh.
    await this.look().catch(() => {})
  }

  /** Waits until there is something after a place in the log, the time (ms) is over or the wait is called off. */
  async wait (after: number, time: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>(resolve => {
      const wake = () => {
        clearTimeout(timeout)
        signal.removeEventListener('abort', wake)
        this.#waiting.delete(waiting)
        if (this.#waiting.size === 0) clearInterval(this.#timer)
        resolve()
      }
      const waiting = { after, wake }
      const timeout = setTimeout(wake, time)
      signal.addEventListener('abort', wake)
      this.#waiting.add(waiting)
      if (this.#waiting.size === 1) this.#timer = setInterval(() => { this.#lookSilently() }, LOOK_EVERY)
      this.#lookSilently() // what came between the reader's own look and this
    })
  }

  /** Ends its connection; nothing is told any more. */
  async close (): Promise<void> {
    this.#isClosed = true
    this.#connection.afterWrites.delete(this.#afterWrite)
    this.#followers.clear()
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => {})
  }
}
