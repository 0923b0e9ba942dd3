/**
 * Runs the test suite on a real PostgreSQL: the one at TEST_DATABASE_URL, else one that it starts for the run.
 * Arguments are handed to tap; without a file among them all run that open a register there.
 * With --pgbouncer a PgBouncer stands in between, for all but what tests do to the server itself (TEST_SERVER_URL).
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPgBouncer } from './helpers/pgbouncer.js'
import { startPostgres } from './helpers/postgres.js'

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.test.ts'))
  .map(name => join(folder, name)).filter(file => /open(Register|Database)\(|TEST_DATABASE_URL/.test(readFileSync(file, 'utf8')))
const pooled = process.argv.includes('--pgbouncer')
const given = process.argv.slice(2).filter(argument => argument !== '--pgbouncer')
const isFile = (argument: string) => argument.endsWith('.ts')
const TEST_FILES = (given.some(isFile) ? given.filter(isFile) : files).join(' ')
const asked = [...given.filter(argument => !isFile(argument)), join(folder, 'all.ts')]

const runAt = async (url: string, server = url): Promise<number> => await new Promise(resolve => {
  const env = { ...process.env, TEST_DATABASE_URL: url, TEST_SERVER_URL: server, TEST_FILES }
  spawn('npx', ['tap', ...asked], { stdio: 'inherit', env }).on('exit', code => { resolve(code ?? 1) })
})

async function run (url: string): Promise<number> {
  if (!pooled) return await runAt(url)
  const pooler = await startPgBouncer(url)
  try {
    return await runAt(pooler.url, url)
  } finally {
    await pooler.stop()
  }
}

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
