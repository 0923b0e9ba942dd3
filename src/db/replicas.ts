/**
 * Streaming replicas that take reads. One rule keeps what they answer right: this process knows a place in the server's
 * log (LSN) up to which somebody has been told of a write, and asks a replica only where it has replayed as far as
 * that, else the primary. What a replica fails at by itself is asked of the primary.
 */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { askedFor, type Asked } from './asking.js'
import { bytesClient } from './bytes.js'
import type { Reader } from './reader.js'

/** How often every server is asked how far it is, in milliseconds; also when a read needs to know. */
const LOOK_EVERY = 250

/** A server that has not said so within this time is lost, until it says so again. */
const LOST_AFTER = 2_000

/** A read that needs a replica to be further than it was waits no longer than this for the answer. */
const READ_WAITS = 50

/**
 * How far the primary is: all that anybody can have seen of it lies before. What is committed is flushed, unless the
 * server was told not to wait for that.
 */
const END_OF_LOG = `case current_setting('synchronous_commit') when 'off' then pg_current_wal_insert_lsn()
  else pg_current_wal_flush_lsn() end as lsn`

/** How far a replica is; one that was made a primary is none any more. The number tells whose replica it is. */
const STATE = `select pg_is_in_recovery() as follows, pg_last_wal_replay_lsn() as lsn,
  (select system_identifier::text from pg_control_system()) as system`

const placeOf = (lsn: string): bigint => {
  const [high, low] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** Trouble of the server itself: lost connections, recovery in the way, a schema or role that has not come yet. */
const OWN_TROUBLE = /^(08|25006|28|3D000|40|42501|42703|42883|42P01|53|57P|58|XX)/

/** What no server said was said of the way to it. */
const isOwnTrouble = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || OWN_TROUBLE.test(error.code ?? '')

type Statement = [config: pg.QueryConfig, values?: any[]]
type Notice = (lsn: string) => void

/**
 * A connection to the primary that tells, before whoever committed is told, up to where the log must be replayed. What
 * is written by single statements, without a transaction, is read on the primary only.
 */
export function tellingClient (notice: Notice): typeof pg.Client {
  return class extends pg.Client {
    override query (...given: any[]): any {
      const [statement] = given
      const ask = (...asked: any[]): any => super.query(...asked as [string])
      if ((typeof statement === 'string' ? statement : statement?.text) !== 'commit') return ask(...given)
      // One message with two statements costs no way to the server and back, and passes a pooler as one.
      return ask(`commit; select ${END_OF_LOG}`).then(([committed, end]: pg.QueryResult[]) => {
        notice(end!.rows[0].lsn)
        return committed
      })
    }
  }
}

/**
 * A connection that nobody needed for so long (ms) is given up. A new one has to learn all statements again, each of
 * which takes PostgreSQL many times as long as to run it.
 */
const IDLE_FOR = 300_000

/** A pool whose lost connections are no matter: it opens others when they are needed. */
export function poolOf (options: pg.PoolConfig): pg.Pool {
  const Client = bytesClient(options.Client)
  const pool = new pg.Pool({ idleTimeoutMillis: IDLE_FOR, ...options, Client } as pg.PoolConfig)
  pool.on('error', () => {})
  // The pool itself listens only while a connection is idle; in a transaction one is often between two statements.
  pool.on('connect', client => { client.on('error', () => {}) })
  return pool
}

const askedBy = (pool: pg.Pool, reader: Reader | undefined): Asked =>
  reader === undefined ? pool : askedFor(reader, pool)

class Replica {
  readonly #pool: pg.Pool
  /** A connection of its own, so that looking never waits behind reads. */
  readonly #looks: pg.Pool
  readonly #running = new Set<(reason: Error) => void>()
  #looking: Promise<void> | null = null
  /** Up to where it has replayed; null where it is lost, or no replica. */
  reached: bigint | null = null
  /** Whose replica it is. */
  system: string | null = null

  constructor (options: pg.PoolConfig) {
    this.#pool = poolOf(options)
    this.#looks = poolOf({ ...options, max: 1, connectionTimeoutMillis: LOST_AFTER, query_timeout: LOST_AFTER })
  }

  /** Asks how far it is, once for however many want to know. */
  async look (): Promise<void> {
    this.#looking ??= this.#looks.query<{ follows: boolean, lsn: string | null, system: string }>(STATE)
      .then(({ rows: [row] }) => {
        this.system = row!.system
        this.reached = row!.follows && row!.lsn !== null ? placeOf(row!.lsn) : null
      }, () => { this.lose() })
      .finally(() => { this.#looking = null })
    await this.#looking
  }

  /** Takes no reads, and gives up those that it has, until it says again how far it is. */
  lose (): void {
    this.reached = null
    for (const giveUp of this.#running) giveUp(new Error('the replica is lost'))
  }

  async query (statement: Statement, reader?: Reader): Promise<pg.QueryResult> {
    return await new Promise((resolve, reject) => {
      this.#running.add(reject)
      const over = () => { this.#running.delete(reject) }
      askedBy(this.#pool, reader).query(...statement).then(resolve, reject).finally(over)
    })
  }

  async close (): Promise<void> {
    await Promise.all([this.#pool.end(), this.#looks.end()])
  }
}

/** Where the primary was, and when this process learnt it. */
interface End { readonly at: number, readonly lsn: bigint }

interface Options {
  readonly urls: readonly string[]
  /** For the pool of each replica. */
  readonly pool: pg.PoolConfig
  /** By how many milliseconds a replica may be behind and still be asked. */
  readonly lag: number
}

export class Replicas {
  readonly #primary: pg.Pool
  readonly #replicas: readonly Replica[]
  readonly #lag: number
  readonly #timer: NodeJS.Timeout
  readonly #ends: End[] = []
  /** Every read sees what lies before; null until the primary has answered for the first time. */
  #seen: bigint | null = null
  #system: string | null = null
  #catching: Promise<void> | null = null
  /** Reads stay with one replica as long as it is good; processes begin with different ones. */
  #preferred: number

  constructor (primary: pg.Pool, { urls, pool, lag }: Options) {
    this.#primary = primary
    this.#lag = lag
    this.#replicas = urls.map(connectionString => new Replica({ ...pool, connectionString }))
    this.#preferred = Math.floor(Math.random() * urls.length)
    this.#timer = setInterval(this.#look, LOOK_EVERY)
    this.#timer.unref()
    this.#look()
  }

  /** A place up to which all is seen that anybody was told of by this process; null where there is none yet. */
  get seen (): bigint | null {
    return this.#seen
  }

  /** Notes that somebody is told of a write: what is read from now on includes it. */
  readonly notice: Notice = lsn => {
    const place = placeOf(lsn)
    if (this.#seen === null || place > this.#seen) this.#seen = place
  }

  /**
   * Makes all that is committed by now, by whichever process, part of what is read from now on. Whoever learns of a
   * write of another process waits for this before it acts on it: wakes who follows, or drops what it keeps of it.
   */
  async catchUp (): Promise<void> {
    this.notice(await this.#askPrimary())
  }

  async #askPrimary (): Promise<string> {
    const { rows: [row] } = await this.#primary.query<{ lsn: string, system: string }>(
      `select ${END_OF_LOG}, (select system_identifier::text from pg_control_system()) as system`)
    this.#system = row!.system
    return row!.lsn
  }

  readonly #look = (): void => {
    this.#replicas.forEach(async replica => await replica.look())
    this.#catching ??= this.#lookAtPrimary().catch(() => { /* it is away: what is known goes on to hold */ })
      .finally(() => { this.#catching = null })
  }

  async #lookAtPrimary (): Promise<void> {
    const before = this.#seen
    const lsn = await this.#askPrimary()
    const place = placeOf(lsn)
    if (before === null) this.notice(lsn)
    // It was behind what it had acknowledged: another server took its place and has not all of it.
    if (before !== null && place < before && this.#seen === before) {
      this.#seen = place
      this.#ends.length = 0
    }
    const now = Date.now()
    if (this.#ends.at(-1)?.lsn !== place) this.#ends.push({ at: now, lsn: place })
    while (this.#ends.length > 1 && this.#ends[1]!.at < now - this.#lag) this.#ends.shift()
  }

  /**
   * By how many milliseconds it is behind this primary; null where it is lost, or follows another. No clock of another
   * machine has a say in that.
   */
  #behind ({ reached, system }: Replica): number | null {
    if (reached === null || system !== this.#system) return null
    const missed = this.#ends.find(({ lsn }) => lsn > reached)
    return missed === undefined ? 0 : Date.now() - missed.at
  }

  #isFit (replica: Replica): boolean {
    const behind = this.#behind(replica)
    return behind !== null && behind <= this.#lag
  }

  /** Of each replica, in the order of the configuration: by how many seconds it is behind, and whether it is asked. */
  get states (): ReadonlyArray<{ lag: number | null, inUse: boolean }> {
    return this.#replicas.map(replica => {
      const behind = this.#behind(replica)
      return { lag: behind === null ? null : behind / 1000, inUse: this.#isFit(replica) }
    })
  }

  #fitFrom (place: bigint): Replica | null {
    for (let n = 0; n < this.#replicas.length; n++) {
      const at = (this.#preferred + n) % this.#replicas.length
      const replica = this.#replicas[at]!
      if (!this.#isFit(replica) || replica.reached! < place) continue
      this.#preferred = at
      return replica
    }
    return null
  }

  /** A replica that has replayed all that must be seen; null where there is none. */
  async #choose (atLeast: bigint): Promise<Replica | null> {
    if (this.#seen === null) return null
    const place = atLeast > this.#seen ? atLeast : this.#seen
    const found = this.#fitFrom(place)
    if (found !== null) return found
    const promising = this.#replicas.filter(replica => this.#isFit(replica))
    if (promising.length === 0) return null
    await Promise.race([Promise.all(promising.map(async replica => await replica.look())), wait(READ_WAITS)])
    return this.#fitFrom(place)
  }

  /**
   * Where the statements of one request are read: all on one server, so that no statement sees an older state than the
   * one before; when that fails, on the primary.
   * @param atLeast a place that the reader was told of by another process
   * @param reader what runs for them is cancelled when they leave
   */
  reads (atLeast = 0n, reader?: Reader): Asked {
    const primary = askedBy(this.#primary, reader)
    let server: Promise<Replica | null> | null = null
    const query = async (...statement: Statement) => {
      server ??= this.#choose(atLeast)
      const replica = await server
      if (replica === null) return await primary.query(...statement)
      try {
        return await replica.query(statement, reader)
      } catch (error) {
        if (!isOwnTrouble(error)) throw error
        server = Promise.resolve(null)
        return await primary.query(...statement)
      }
    }
    return { query } as Asked
  }

  async close (): Promise<void> {
    clearInterval(this.#timer)
    await this.#catching
    await Promise.all(this.#replicas.map(async replica => await replica.close()))
  }
}
