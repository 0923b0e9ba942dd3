/**
 * Runs the test suite on a real PostgreSQL: the one at TEST_DATABASE_URL, else one that it starts for the run.
 * Arguments are handed to tap.
 */
import { spawn } from 'node:child_process'
import { startPostgres } from './helpers/postgres.js'

const run = async (url: string): Promise<number> => await new Promise(resolve => {
  spawn('npx', ['tap', ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: url } })
    .on('exit', code => { resolve(code ?? 1) })
})

async function onOwnServer (): Promise<number> {
  // What a crash of the machine would lose is lost with the server anyway.
  const server = await startPostgres(['-c', 'fsync=off', '-c', 'full_page_writes=off'])
  try {
    return await run(server.url)
  } finally {
    await server.stop()
  }
}

const { TEST_DATABASE_URL } = process.env
process.exit(TEST_DATABASE_URL === undefined ? await onOwnServer() : await run(TEST_DATABASE_URL))
