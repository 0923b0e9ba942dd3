/**
 * The embedded database: PGlite in a folder, spoken to through an ordinary pg.Pool of one connection. PGlite would let
 * a second process open the folder and ruin it, so a lock file says who has it. It does not fsync: a power cut can
 * cost the last writes, a killed process does not.
 */
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { lockFolder } from './lock.js'

/**
 * Dresses a PGlite as a pool. PGlite itself is left for the caller to close. Each client gets a connection object of
 * its own: the pool replaces a client after an error, and the end of the old one must not reach the new one.
 * @param connectionTimeoutMillis how long the one connection is waited for; 0 for ever
 */
export function poolOf (pglite: PGlite, connectionTimeoutMillis = 0): pg.Pool {
  class Client extends pg.Client {
    constructor () {
      const config = createPgConfig(pglite)
      const { connection } = config
      const parse = connection.parse.bind(connection)
      // What pg calls types are parsers of results here, not types of parameters.
      connection.parse = ({ types, ...query }) => parse(query)
      super({ ...config } as pg.ClientConfig)
    }
  }
  return new pg.Pool({ Client: Client as never, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis })
}

/**
 * Opens the folder, making it where it is not there (about 5 s; an existing one takes less than 1 s).
 * @throws FolderInUseError where another process has it
 */
export async function openEmbedded (
  folder: string, connectionTimeoutMillis?: number
): Promise<{ pool: pg.Pool, close: () => Promise<void> }> {
  await mkdir(folder, { recursive: true })
  const unlock = await lockFolder(folder)
  try {
    const pglite = await PGlite.create(join(folder, 'pgdata'))
    return {
      pool: poolOf(pglite, connectionTimeoutMillis),
      async close () {
        await pglite.close()
        await unlock()
      }
    }
  } catch (error) {
    await unlock()
    throw error
  }
}
