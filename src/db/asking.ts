/**
 * Reads whose reader may leave: what is still running for it is cancelled in PostgreSQL, and what waits for a
 * connection is not sent. Writes are not asked this way: what was begun is finished, whoever listens.
 */
import { connect } from 'node:net'
import type pg from 'pg'

/** What runs single statements: a pool, or the reads of a request. */
export type Asked = Pick<pg.Pool, 'query'>

/** What a request to cancel begins with, as the protocol has it: its length, and a number instead of a version. */
const CANCEL = [16, 80_877_102] as const
/**
 * No process has a larger number. What a pooler gives instead is drawn from all that fit into 32 bits, and it is not
 * asked: PgBouncer 1.18 ends, with all of its connections, when somebody cancels and leaves.
 */
const LARGEST_PROCESS = 4_194_304
/** Whoever is asked to cancel answers nothing; longer than this it is not waited for (ms). */
const LONGEST = 5_000

interface Running extends pg.PoolClient {
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
function cancel ({ host, port, processID, secretKey }: Running): void {
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

/**
 * A pool as one reader asks it. A connection goes to whoever waits next before the rows that it brought are looked at,
 * as the pool's own `query` does: so PostgreSQL works while this process writes the answer.
 * @param gone called off when the reader leaves
 * @throws ReaderGone from every statement from then on
 */
export function whileThere (pool: pg.Pool, gone: AbortSignal): Asked {
  const query = async (statement: pg.QueryConfig, values: unknown[]) =>
    await new Promise<pg.QueryResult>((resolve, reject) => {
      if (gone.aborted) return reject(new ReaderGone())
      pool.connect((error, client, release) => {
        if (error !== undefined || client === undefined) return reject(error ?? new ReaderGone())
        if (gone.aborted) {
          release()
          return reject(new ReaderGone())
        }
        const stop = () => { cancel(client as Running) }
        gone.addEventListener('abort', stop, { once: true })
        // With values of their own, as pg takes them; its types know only texts so.
        client.query(statement as never, values, (error: Error | null, result: pg.QueryResult) => {
          gone.removeEventListener('abort', stop)
          // A cancellation that comes late must not meet somebody else's statement.
          release(gone.aborted)
          if (error !== null) reject(error)
          else resolve(result)
        })
      })
    })
  return { query } as Asked
}
