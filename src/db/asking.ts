/**
 * How single statements are asked for a reader. What waits for a connection when they leave is not sent. Writes are not
 * asked this way: what was begun is finished, whoever listens.
 */
import type pg from 'pg'
import type { BytesStatement } from './bytes.js'
import { isShort, lanesOf, noteTime } from './lanes.js'
import { cancel, ReaderGone, type Reader, type Running } from './reader.js'

/** What runs single statements: a pool, or the reads of a request. */
export type Asked = Pick<pg.Pool, 'query'>

type Statement = pg.QueryConfig & Partial<BytesStatement>
const isOfBytes = (statement: Statement): statement is BytesStatement => statement.isBytes === true

/**
 * Asks on a connection of its own, which goes to whoever waits next before the rows that it brought are looked at, as
 * the pool's own `query` does: so PostgreSQL works while this process writes the answer.
 */
function askAlone (
  pool: pg.Pool, statement: Statement, values: unknown[], reader: Reader
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client, release) => {
      if (error !== undefined || client === undefined) return reject(error ?? new ReaderGone())
      if (reader.isGone) {
        release()
        return reject(new ReaderGone())
      }
      const began = performance.now()
      const over = reader.whileThere(() => { cancel(client as Running) })
      // With values of their own, as pg takes them; its types know only texts so.
      client.query(statement as never, values, (error: Error | null, result: pg.QueryResult) => {
        over()
        // A cancellation that comes late must not meet somebody else's statement.
        release(reader.isGone)
        if (error !== null) return reject(error)
        if (isOfBytes(statement)) noteTime(statement, performance.now() - began)
        resolve(result)
      })
    })
  })
}

/**
 * A pool as one reader asks it: short statements in its lanes, all others each on a connection of its own.
 * @throws ReaderGone from every statement from when the reader leaves
 */
export function askedFor (reader: Reader, pool: pg.Pool): Asked {
  const query = (statement: Statement, values: unknown[]) => {
    if (reader.isGone) return Promise.reject(new ReaderGone())
    return isOfBytes(statement) && isShort(statement)
      ? lanesOf(pool).ask(statement, values, reader)
      : askAlone(pool, statement, values, reader)
  }
  return { query } as Asked
}
