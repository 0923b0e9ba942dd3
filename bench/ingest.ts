/**
 * Measures an archive on its way into the register: files are read, sent, read for records and written into PostgreSQL,
 * client, service and database on this machine. ARTICLES sets how many, each of 2,500 characters. Prints articles a
 * second, and the same once more with everything there already.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../test/helpers/postgres.js'
import { articleOf, wardName, WARDS } from './articles.js'
import { cpuOf, cpuOfAll, memoryOf, postmasterOf } from './proc.js'

const ARTICLES = Number(process.env.ARTICLES ?? 3000)
const CHARACTERS = 2500
const KEY = 'bench-key-'.repeat(3)
const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'dist/cli.js')

const folder = mkdtempSync(join(tmpdir(), 'ingest-'))
for (let n = 0; n < ARTICLES; n++) {
  const year = join(folder, String(2020 + n % 5))
  mkdirSync(year, { recursive: true })
  writeFileSync(join(year, `${n}.txt`), articleOf(n, CHARACTERS))
}

const server = await startPostgres()
const service = spawn('node', [...process.env.PROFILE === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir=/tmp'],
  cli, 'serve'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, DATABASE_URL: server.url, ADMIN_KEY: KEY, PORT: '0', LOG_LEVEL: 'info' }
})
let address = ''
for await (const chunk of service.stdout) {
  address = /http:\/\/[^\s"]+(?=\/docs)/.exec(String(chunk))?.[0] ?? ''
  if (address !== '') break
}
const stdout = service.stdout
stdout.resume()

function end (reason: string): never {
  service.kill('SIGKILL')
  throw new Error(reason)
}

const units = [
  { slug: 'tinh-thu', versions: [{ name: 'Tỉnh Thử', kind: 'tinh' }] },
  ...Array.from({ length: WARDS }, (_, n) => ({
    slug: `thu-${n}`, versions: [{ name: `Phường ${wardName(n)}`, kind: 'phuong', parent: 'tinh-thu' }]
  }))
]
const made = await fetch(`${address}/v1/imports`, {
  method: 'POST',
  headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' },
  body: units.map(data => JSON.stringify({ kind: 'unit', data })).join('\n')
})
if (/"failed":[1-9]/.test(await made.text())) end('the wards could not be made')

const ingest = async () => {
  const run = promisify(execFile)
  const { stdout } = await run('node', [cli, 'ingest', folder, '--url', address, '--key', KEY, '--json'],
    { maxBuffer: 100_000_000 }).catch((error: { stdout: string, message: string }) => {
    if (error.stdout === '') end(error.message)
    return error
  })
  return JSON.parse(stdout)
}
const client = new pg.Client(server.url)
await client.connect()
const postmaster = (await postmasterOf(client))!
/** What the service, and what the database has used so far: other work on the machine does not change it. */
const cpu = () => ({ service: cpuOf(service.pid!), database: cpuOfAll(postmaster) })

const before = cpu()
const first = await ingest()
const after = cpu()
const again = await ingest()
const told = ({ files, created, unchanged, failed, seconds }: Record<string, number>) =>
  ({ files, created, unchanged, failed, seconds, 'articles/s': Math.round(files! / seconds!) })
console.table({ new: told(first), again: told(again) })
const { wards, meetings, found, unplaced } = first
console.table({ found: { wards, meetings, unplaced, ...found } })
const { rows: [{ size }] } = await client.query('select pg_size_pretty(pg_database_size(current_database())) as size')
const each = (seconds: number) => `${(1000 * seconds / ARTICLES).toFixed(1)} ms`
console.log(`CPU for each article: service ${each(after.service - before.service)}, ` +
  `database ${each(after.database - before.database)}`)
console.log(`the database has ${size}, the service took at most ${memoryOf(service.pid!, 'VmHWM')} MB`)
await client.end()
service.kill('SIGTERM')
await once(service, 'exit')
await server.stop()
rmSync(folder, { recursive: true })
