/**
 * Readers, who may leave before they are answered: what PostgreSQL still runs for them is then cancelled.
 */
import { connect } from 'node:net'
import type pg from 'pg'

/** What a request to cancel begins with, as the protocol has it: its length, and a number instead of a version. */
const CANCEL = [16, 80_877_102] as const
/**
 * No process has a larger number. What a pooler gives instead is drawn from all that fit into 32 bits, and it is not
 * asked: PgBouncer 1.18 ends, with all of its connections, when somebody cancels and leaves.
 */
const LARGEST_PROCESS = 4_194_304
/** Whoever is asked to cancel answers nothing; longer than this it is not waited for (ms). */
const LONGEST = 5_000

/** A connection on which something is run. */
export interface Running extends pg.PoolClient {
  readonly host: string
  readonly port: number
  readonly processID: number | null
  readonly secretKey: number | null
}

/**
 * Asks the server to cancel what a connection is running: a word of its own on a connection of its own, as the protocol
 * has it, so that it needs no free one of the pool. It says nothing but which, so it goes without TLS; where a server
 * does not hear that, and behind a pooler, the time limit of statements ends it.
 */
export function cancel ({ host, port, processID, secretKey }: Running): void {
  if (processID === null || secretKey === null || processID <= 0 || processID > LARGEST_PROCESS) return
  const words = new DataView(new ArrayBuffer(CANCEL[0]))
  for (const [at, word] of [...CANCEL, processID, secretKey].entries()) words.setInt32(at * 4, word)
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
  socket.setTimeout(LONGEST, () => { socket.destroy() })
  socket.on('error', () => { socket.destroy() })
  socket.end(new Uint8Array(words.buffer))
}

/** What a reader is answered that is not there any more. */
export class ReaderGone extends Error {
  readonly code = 'ECONNRESET'
}

/** Who reads an answer, and may leave. As AbortSignal, at a tenth of its cost: every read has one. */
export class Reader {
  #isGone = false
  readonly #running = new Set<() => void>()

  get isGone (): boolean {
    return this.#isGone
  }

  /** Says that they have left; what runs for them is stopped. */
  leave (): void {
    this.#isGone = true
    for (const stop of this.#running) stop()
    this.#running.clear()
  }

  /** Has something stopped when they leave. @returns called when it is over */
  whileThere (stop: () => void): () => void {
    this.#running.add(stop)
    return () => { this.#running.delete(stop) }
  }
}
