/**
 * Measures the export of all figures as NDJSON beside COPY of the same JSON, in turns: rows a second and the service's
 * memory; then once more with a client that takes one megabyte a second, whose slowness must not raise it.
 */
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { described, openDatabase, serviceOn } from './database.js'
import { median } from './measure.js'
import { readOptions } from './options.js'
import { memoryOf } from './proc.js'
import { atEnd, end, startService } from './processes.js'
import { ratio, save, shown } from './results.js'
import { observationsOf } from './statements.js'
import { withWords } from './shapes.js'

const ADDRESS = '/v1/observations?format=ndjson'
const SLOW = { bytesPerSecond: 1_000_000, seconds: 20 }
const json = withWords(`select row_to_json(row) from (${
  observationsOf("(select * from observations where status = 'verified' and superseded_by is null)")}) row`)

const options = readOptions('export')
const database = await openDatabase(options.database, options)
const service = await startService({ ...serviceOn(database.url, options), CACHE: 'off' })
const copier = new pg.Client(database.url)
await copier.connect()
atEnd(async () => { await copier.end() })

interface Taken { readonly rows: number, readonly seconds: number, readonly memory: number }

/** The largest memory of the service while something is done. */
async function watched<T> (work: () => Promise<T>): Promise<T & { memory: number }> {
  let memory = 0
  const sample = () => { memory = Math.max(memory, memoryOf(service.child.pid!, 'VmRSS')) }
  const timer = setInterval(sample, 100)
  try {
    const done = await work()
    sample()
    return { ...done, memory }
  } finally {
    clearInterval(timer)
  }
}

const linesIn = (chunk: Buffer) => {
  let lines = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++
  return lines
}

async function drained (stream: AsyncIterable<Buffer>): Promise<{ rows: number, seconds: number }> {
  const startedAt = performance.now()
  let rows = 0
  for await (const chunk of stream) rows += linesIn(chunk)
  return { rows, seconds: (performance.now() - startedAt) / 1000 }
}

async function asked (): Promise<IncomingMessage> {
  const [answer] = await once(request(service.address + ADDRESS).end(), 'response') as [IncomingMessage]
  if (answer.statusCode !== 200) throw new Error(`${ADDRESS} is answered ${answer.statusCode}`)
  return answer
}

/** Takes so many bytes a second, and breaks off at the end. */
async function slowly (): Promise<{ rows: number, seconds: number }> {
  const answer = await asked()
  const startedAt = performance.now()
  const until = startedAt + SLOW.seconds * 1000
  let [rows, bytes] = [0, 0]
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    rows += linesIn(chunk)
    bytes += chunk.length
    const due = startedAt + 1000 * bytes / SLOW.bytesPerSecond
    await pause(Math.max(0, Math.min(due, until) - performance.now()))
    if (performance.now() >= until) break
  }
  answer.destroy()
  return { rows, seconds: (performance.now() - startedAt) / 1000 }
}

const before = memoryOf(service.child.pid!, 'VmRSS')
const [exports, copies]: [Taken[], Taken[]] = [[], []]
for (let round = 0; round < options.rounds; round++) {
  exports.push(await watched(async () => await drained(await asked())))
  copies.push(await watched(async () => await drained(copier.query(copyTo(`copy (${json}) to stdout`)))))
  console.log(`${shown(exports.at(-1)!.rows)} rows in ${shown(exports.at(-1)!.seconds)} s, ` +
    `COPY ${shown(copies.at(-1)!.rows)} in ${shown(copies.at(-1)!.seconds)} s`)
  if (exports.at(-1)!.rows !== copies.at(-1)!.rows) throw new Error('export and COPY differ in their number of rows')
}
const slow = await watched(slowly)
const rate = (of: readonly Taken[]) => median(of.map(({ rows, seconds }) => rows / seconds))
const most = (of: readonly Taken[]) => Math.max(...of.map(({ memory }) => memory))
const line = (name: string, rows: number, perSecond: number, memory: number | string) =>
  ({ name, rows, 'rows/s': shown(perSecond), 'share of COPY': ratio(perSecond, rate(copies)), 'memory, MB': memory })
save('export', [{
  title: `Export of all figures as NDJSON; the service began with ${before} MB`,
  rows: [
    line('service', exports[0]!.rows, rate(exports), most(exports)),
    line('COPY … TO STDOUT', copies[0]!.rows, rate(copies), ''),
    line(`service, a client that takes 1 MB/s for ${SLOW.seconds} s`, slow.rows, slow.rows / slow.seconds, slow.memory)
  ]
}], { before, exports, copies, slow }, await described(database))
await end()
