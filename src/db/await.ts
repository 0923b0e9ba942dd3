/**
 * Waits for a PostgreSQL that is not there yet: still starting, not yet known by its name, or behind a network that
 * comes up later. What waiting cannot mend (a wrong password, no such database, a server that is too old) is said at
 * once.
 */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from './connect.js'
import { troubleOf } from './trouble.js'

/** Waits double from the first to the longest (ms); in between it is said once in a while that it is waited for. */
const FIRST_WAIT = 100
const LONGEST_WAIT = 2_000
const SAY_EVERY = 15_000
/** One attempt takes no longer (ms). */
const ATTEMPT = 5_000

const OLDEST = 15

/** The database cannot be used as it is; the message is for whoever starts the service. */
export class DatabaseError extends Error {}

/** What an attempt failed at, in a few words; several addresses of one name fail together. */
function wordsOf (error: Error & { code?: string, errors?: Error[] }): string {
  return error.message || error.errors?.map(wordsOf).join(', ') || error.code || error.name
}

export interface Patience {
  /** How long to wait at most, in seconds. */
  readonly seconds: number
  /** Told that it is waited for, and why. */
  readonly say: (message: string) => void
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Ends when the server answers; the embedded engine is there already.
 * @throws DatabaseError where it does not, or cannot be used
 */
export async function awaitDatabase (
  { engine, pool: { options } }: Pick<Connection, 'engine' | 'pool'>, { seconds, say, signal }: Patience
): Promise<void> {
  if (engine === 'embedded') return
  const until = performance.now() + seconds * 1000
  let sayAt = -Infinity
  for (let pause = FIRST_WAIT; ; pause = Math.min(2 * pause, LONGEST_WAIT)) {
    try {
      return await look(options)
    } catch (error) {
      const why = wordsOf(error as Error)
      if (error instanceof DatabaseError) throw error
      if (troubleOf(error) !== 'away') throw new DatabaseError(`the database cannot be used: ${why}`)
      const now = performance.now()
      if (now + pause > until) throw new DatabaseError(`the database did not answer within ${seconds} s: ${why}`)
      if (now >= sayAt) {
        say(`waiting for the database: ${why}`)
        sayAt = now + SAY_EVERY
      }
    }
    await wait(pause, undefined, signal === undefined ? {} : { signal })
  }
}

async function look (options: pg.PoolConfig): Promise<void> {
  // Not through the pool, whose attempts may take longer.
  const client = new pg.Client({ ...options, connectionTimeoutMillis: ATTEMPT, query_timeout: ATTEMPT })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows: [row] } = await client.query<{ number: string, version: string }>(`select
      current_setting('server_version_num') as number, current_setting('server_version') as version`)
    if (Number(row!.number) >= OLDEST * 10_000) return
    throw new DatabaseError(`the database is PostgreSQL ${row!.version}: ${OLDEST} or newer is needed`)
  } finally {
    client.end().catch(() => {})
  }
}
