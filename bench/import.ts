/**
 * Measures a bulk import over HTTP against COPY: the same rows (records, passages, log and entries of the search) into
 * the same tables with the same indexes and references, on the same PostgreSQL in the same run. MEETINGS sets how many
 * meetings, each with ten figures and their passages. Prints the rows per second of both, their ratio, and the most
 * memory that the server took.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startPostgres } from '../test/helpers/postgres.js'
import { memoryOf } from './proc.js'

const MEETINGS = Number(process.env.MEETINGS ?? 20_000)
const FIGURES = 10
const WARDS = 200
const KEY = 'bench-key-'.repeat(3)
const root = fileURLToPath(new URL('..', import.meta.url))

const indicators = [
  'jobs-created', 'party-members', 'budget-revenue', 'poor-fund', 'budget-expenditure', 'party-members-admitted'
]
const digest = (n: number) => createHash('sha256').update(`source ${n}`).digest('hex')
const day = (n: number) => new Date(Date.UTC(2015, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)

function * setUp () {
  yield { kind: 'unit', data: { slug: 'tinh-thu', versions: [{ name: 'Tỉnh Thử', kind: 'tinh' }] } }
  for (let n = 0; n < WARDS; n++) {
    const slug = `phuong-thu-${n}`
    yield { kind: 'unit', data: { slug, versions: [{ name: `Phường Thử ${n}`, kind: 'phuong', parent: 'tinh-thu' }] } }
    yield { kind: 'organisation', data: { name: `Đảng ủy phường Thử ${n}`, kind: 'c-bch', level: 'x', unit: slug } }
  }
  for (let n = 0; n < MEETINGS; n++) yield { kind: 'source', data: { title: `Bài thử ${n}`, sha256: digest(n) } }
}

function * meetings () {
  for (let n = 0; n < MEETINGS; n++) {
    const source = { sha256: digest(n) }
    yield {
      kind: 'meeting',
      data: {
        ward: `phuong-thu-${n % WARDS}`,
        title: `Hội nghị giao ban công tác lần thứ ${n}`,
        type: 'giao-ban',
        heldOn: day(n / 8),
        host: { name: `Đảng ủy phường Thử ${n % WARDS}` },
        sourceSystem: 'bench',
        externalId: String(n),
        observations: Array.from({ length: FIGURES }, (_, at) => ({
          indicator: indicators[at % indicators.length],
          period: `${2015 + n % 9}`,
          subject: `Đơn vị ${at}`,
          value: 100 + at,
          asReported: `${100 + at} theo báo cáo`,
          evidence: [{ source, start: at * 100, end: at * 100 + 40 }]
        }))
      }
    }
  }
}

const lines = (items: Iterable<object>) => Readable.from((function * () {
  let text = ''
  for (const item of items) {
    text += `${JSON.stringify(item)}\n`
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield text
})())

const server = await startPostgres()
const admin = new pg.Client(server.url)
await admin.connect()
const tables = ['meetings', 'observations', 'evidence', 'changes', 'search_entries']

async function database (name: string) {
  await admin.query(`create database ${name}`)
  const url = server.url.replace(/\/postgres$/, `/${name}`)
  const client = new pg.Client(url)
  await client.connect()
  return { url, client }
}

async function serve (url: string) {
  const child = spawn('node', [join(root, 'dist/cli.js'), 'serve'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: url, ADMIN_KEY: KEY, PORT: '0', LOG_LEVEL: 'info' }
  })
  for await (const chunk of child.stdout) {
    const address = /http:\/\/[^\s"]+(?=\/docs)/.exec(String(chunk))?.[0]
    if (address !== undefined) {
      child.stdout.resume()
      return { child, address }
    }
  }
  throw new Error('the service did not start')
}

async function send (address: string, items: Iterable<object>): Promise<Record<string, number>> {
  const answer = await fetch(`${address}/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(lines(items)) as ReadableStream,
    duplex: 'half'
  } as RequestInit)
  const text = await answer.text()
  const last = JSON.parse(text.trimEnd().split('\n').at(-1)!)
  if (last.summary?.failed !== 0) throw new Error(text.slice(0, 2000))
  return last.summary
}

const columnsOf = async (client: pg.Client, table: string) => (await client.query(`
  select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as list from information_schema.columns
  where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER'`, [table])).rows[0].list as string

const ours = await database('ours')
const { child, address } = await serve(ours.url)
await send(address, setUp())
const { rows: [{ seq }] } = await ours.client.query('select max(seq) as seq from changes')
await ours.client.query('vacuum analyze')

let start = performance.now()
await send(address, meetings())
const importSeconds = (performance.now() - start) / 1000
const peak = memoryOf(child.pid!, 'VmHWM')
child.kill('SIGTERM')
await once(child, 'exit')

// The same rows by COPY, from files of the server, into a second database that has the rest.
const theirs = await database('theirs')
const migrated = await serve(theirs.url)
migrated.child.kill('SIGTERM')
await once(migrated.child, 'exit')
const folder = (await admin.query('show data_directory')).rows[0].data_directory as string
let count = 0
const shared = ['units', 'unit_versions', 'organisations', 'sources']
await theirs.client.query('truncate indicators cascade')
for (const table of ['indicators', ...shared, ...tables]) {
  const columns = await columnsOf(ours.client, table)
  const which = table === 'changes'
    ? `where seq > ${seq}`
    : table === 'search_entries' ? "where kind = 'meeting'" : ''
  await ours.client.query(`copy (select ${columns} from ${table} ${which}) to '${folder}/bench-${table}'`)
}
async function copy (table: string): Promise<number> {
  const columns = await columnsOf(theirs.client, table)
  return (await theirs.client.query(`copy ${table} (${columns}) from '${folder}/bench-${table}'`)).rowCount!
}
for (const table of ['indicators', ...shared]) await copy(table)
await theirs.client.query('vacuum analyze')
start = performance.now()
for (const table of tables) count += await copy(table)
const copySeconds = (performance.now() - start) / 1000

const [importRate, copyRate] = [count / importSeconds, count / copySeconds]
console.table({
  import: { rows: count, seconds: importSeconds.toFixed(1), 'rows/s': Math.round(importRate) },
  COPY: { rows: count, seconds: copySeconds.toFixed(1), 'rows/s': Math.round(copyRate) }
})
console.log(`ratio ${(importRate / copyRate).toFixed(3)}, server's memory at most ${peak} MB`)
await ours.client.end()
await theirs.client.end()
await admin.end()
await server.stop()
