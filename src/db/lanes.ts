/**
 * Short reads on few connections: each is sent while others before it are still under way, so that PostgreSQL goes from
 * one to the next without waiting until this process has heard of the last and asks again (the pipelining of its
 * protocol). A lane is a connection of the pool for as long as there is something to be sent on it, and for a moment
 * more, since to give it back and to ask for it anew costs as much as half a question. It goes back when others need
 * one.
 */
import pg from 'pg'
import type { BytesStatement } from './bytes.js'
import { cancel, ReaderGone, type Reader, type Running } from './reader.js'

/** So many are under way on one connection at most. */
const DEPTH = 4
/** A statement that usually takes longer (ms) has a connection of its own. */
const SHORT = 20
/** A lane whose statement takes longer (ms), against what is usual, takes no others behind it. */
const LONG = 100
/** A lane that nothing was sent on for so long (ms) goes back. */
const REST = 1_000

/** Whether a statement may go into a lane: one that the server knows and that has turned out to be short. */
export const isShort = ({ name, usual }: BytesStatement): boolean => name !== undefined && usual < SHORT

/** Notes how long a statement took (ms). */
export function noteTime (statement: BytesStatement, took: number): void {
  statement.usual = Number.isFinite(statement.usual) ? 0.8 * statement.usual + 0.2 * took : took
}

/** A question on its way: it waits for a lane, then behind others in it, until it is run. */
interface Job {
  readonly statement: BytesStatement
  readonly values: unknown[]
  readonly reader: Reader
  readonly resolve: (result: pg.QueryResult) => void
  readonly reject: (error: Error) => void
  /** Ends its waiting; null where it does not wait. */
  timer: NodeJS.Timeout | null
}

interface Lane {
  readonly client: Running & { pipeline: boolean }
  readonly release: (isSpoilt: boolean) => void
  /** What was sent; the first is being run. */
  readonly jobs: Job[]
  /** When the first began to be run; without any, since when it rests. */
  since: number
  /** It takes nothing more. */
  isClosing: boolean
  /** Its connection is not to be used again. */
  isSpoilt: boolean
}

function stopWaiting (job: Job | undefined): void {
  if (job === undefined || job.timer === null) return
  clearTimeout(job.timer)
  job.timer = null
}

/** Whether a connection is lost, or about to be; of other errors only their statement hears. */
const isOfConnection = (error: Error) =>
  !(error instanceof pg.DatabaseError) || ['FATAL', 'PANIC'].includes(error.severity ?? '')

/** The lanes of a pool: at most half of its connections. Those at rest are given back to whoever needs one. */
class Lanes {
  readonly #pool: pg.Pool
  readonly #most: number
  readonly #longestWait: number | undefined
  readonly #lanes = new Set<Lane>()
  readonly #waiting: Job[] = []
  #opening = 0
  /** How often all connections were given back: one that was asked for before goes back when it comes. */
  #round = 0
  /** Looks for lanes that have rested for long enough. */
  #look: NodeJS.Timeout | null = null

  constructor (pool: pg.Pool) {
    this.#pool = pool
    this.#most = Math.ceil(pool.options.max! / 2)
    this.#longestWait = pool.options.connectionTimeoutMillis
    const { connect, end } = pool
    pool.connect = (...given: any[]): any => {
      if (pool.idleCount === 0 && pool.totalCount >= pool.options.max!) this.#giveWay()
      return connect.apply(pool, given as never)
    }
    pool.end = (...given: any[]): any => {
      this.giveBack()
      return end.apply(pool, given as never)
    }
  }

  /** How many are at rest. */
  get restingCount (): number {
    return [...this.#lanes].filter(({ jobs }) => jobs.length === 0).length
  }

  /** Gives back all connections: those at rest now, others when what was sent on them is over. */
  giveBack (): void {
    this.#round++
    for (const lane of this.#lanes) {
      lane.isClosing = true
      if (lane.jobs.length === 0) this.#close(lane)
    }
  }

  /** Gives back one connection, if any is at rest. */
  #giveWay (): void {
    for (const lane of this.#lanes) {
      if (lane.jobs.length === 0) return this.#close(lane)
    }
  }

  /** Gives back what has rested for long enough, now and as long as there are lanes. */
  #lookForResting (): void {
    this.#look ??= setTimeout(() => {
      this.#look = null
      const before = performance.now() - REST
      for (const lane of this.#lanes) if (lane.jobs.length === 0 && lane.since < before) this.#close(lane)
      if (this.#lanes.size > 0) this.#lookForResting()
    }, REST).unref()
  }

  /** How many wait for a lane, beside the lanes that wait for a connection. */
  get waitingCount (): number {
    return Math.max(0, this.#waiting.length - this.#opening)
  }

  /** @throws ReaderGone where the reader has left before it was sent */
  ask (statement: BytesStatement, values: unknown[], reader: Reader): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const job: Job = { statement, values, reader, resolve, reject, timer: null }
      const lane = this.#laneFor()
      const isNext = lane !== undefined && this.#waiting.length === 0
      if (!isNext || lane.jobs.length > 0) this.#limitWait(job)
      if (isNext) this.#send(lane, job)
      else this.#waiting.push(job)
    })
  }

  /** The lane with the fewest jobs; undefined where one is being opened, or all are full. */
  #laneFor (): Lane | undefined {
    let found: Lane | undefined
    for (const lane of this.#lanes) {
      if (this.#takesMore(lane) && (found === undefined || lane.jobs.length < found.jobs.length)) found = lane
    }
    if (found?.jobs.length !== 0 && this.#lanes.size + this.#opening < this.#most) {
      this.#openLane()
      return undefined
    }
    return found
  }

  #takesMore ({ jobs, since, isClosing }: Lane): boolean {
    return !isClosing && jobs.length < DEPTH && (jobs.length === 0 || performance.now() - since < LONG)
  }

  /** Waiting ends as that for a connection of the pool does. */
  #limitWait (job: Job): void {
    if (!this.#longestWait) return
    job.timer = setTimeout(() => {
      const at = this.#waiting.indexOf(job)
      if (at >= 0) this.#waiting.splice(at, 1)
      job.reject(new Error('timeout exceeded when trying to connect'))
    }, this.#longestWait)
  }

  #openLane (): void {
    this.#opening++
    const round = this.#round
    this.#pool.connect((error, client, release) => {
      this.#opening--
      if (client !== undefined && round !== this.#round) {
        release()
        if (this.#waiting.length > 0) this.#openLane()
        return
      }
      if (error !== undefined || client === undefined) {
        // Other lanes go on with what waits; without any there is nobody to do so.
        if (this.#lanes.size + this.#opening === 0) this.#failAll(error!)
        return
      }
      const lost = () => {
        lane.isClosing = lane.isSpoilt = true
        if (lane.jobs.length === 0) this.#close(lane)
      }
      const lane: Lane = {
        client: Object.assign(client, { pipeline: true }) as never,
        release (isSpoilt) {
          client.off('error', lost).off('end', lost)
          release(isSpoilt)
        },
        jobs: [],
        since: 0,
        isClosing: false,
        isSpoilt: false
      }
      client.on('error', lost).on('end', lost)
      this.#lanes.add(lane)
      this.#goOn(lane)
      this.#lookForResting()
    })
  }

  #failAll (error: Error): void {
    for (const job of this.#waiting.splice(0)) {
      stopWaiting(job)
      job.reject(error)
    }
  }

  /** Gives a lane what waits, as far as it has room; without anything it rests, or closes where others need it. */
  #goOn (lane: Lane): void {
    if (this.#pool.waitingCount > this.#opening) lane.isClosing = true
    // What waits is left to lanes that are being opened, but for one.
    while (this.#waiting.length > 0 && this.#takesMore(lane) && (this.#opening === 0 || lane.jobs.length === 0)) {
      const job = this.#waiting.shift()!
      if (job.reader.isGone) {
        stopWaiting(job)
        job.reject(new ReaderGone())
      } else {
        this.#send(lane, job)
      }
    }
    if (lane.jobs.length > 0) return
    if (lane.isClosing) this.#close(lane)
    else lane.since = performance.now()
  }

  #close (lane: Lane): void {
    if (!this.#lanes.delete(lane)) return
    lane.client.pipeline = false
    lane.release(lane.isSpoilt)
    if (this.#waiting.length > 0 && this.#lanes.size + this.#opening < this.#most) this.#openLane()
  }

  #send (lane: Lane, job: Job): void {
    const { jobs, client } = lane
    if (jobs.push(job) === 1) {
      lane.since = performance.now()
      stopWaiting(job)
    }
    // It is over soon by itself, as a rule, and a new connection would have to learn all statements again. Nobody
    // else's statement is to be cancelled, nor any that comes after.
    let late: NodeJS.Timeout | undefined
    const over = job.reader.whileThere(() => {
      late = setTimeout(() => {
        if (jobs.length > 1 || jobs[0] !== job) return
        lane.isClosing = lane.isSpoilt = true
        cancel(client)
      }, LONG)
    })
    const told = (error: Error | null, result: pg.QueryResult) => {
      over()
      clearTimeout(late)
      this.#noteDone(lane, job, error)
      if (error === null) job.resolve(result)
      else job.reject(error)
    }
    client.query(job.statement as never, job.values as never, told as never)
  }

  /** A job is done: the first of its lane, after which the next one is run, or one that could not be sent. */
  #noteDone (lane: Lane, job: Job, error: Error | null): void {
    stopWaiting(job)
    const at = lane.jobs.indexOf(job)
    if (at < 0) return
    lane.jobs.splice(at, 1)
    if (at === 0) {
      const now = performance.now()
      noteTime(job.statement, now - lane.since)
      lane.since = now
      stopWaiting(lane.jobs[0])
    }
    if (error !== null && isOfConnection(error)) lane.isClosing = lane.isSpoilt = true
    this.#goOn(lane)
  }
}

const ofPools = new WeakMap<pg.Pool, Lanes>()

/** How many wait for a connection of a pool, or for a lane. */
export const waitingFor = (pool: pg.Pool): number => pool.waitingCount + (ofPools.get(pool)?.waitingCount ?? 0)

/** How many connections lie idle, in a pool or in its lanes. */
export const idleIn = (pool: pg.Pool): number => pool.idleCount + (ofPools.get(pool)?.restingCount ?? 0)

/** The lanes of a pool, which are the same for all who ask. */
export function lanesOf (pool: pg.Pool): Lanes {
  let lanes = ofPools.get(pool)
  if (lanes === undefined) ofPools.set(pool, lanes = new Lanes(pool))
  return lanes
}
