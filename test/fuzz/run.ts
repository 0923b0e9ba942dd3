/**
 * Fuzzing from the OpenAPI document: `npm run fuzz -- --runs 5000 [--seed 1] [--concurrency 8] [--postgres]`. A
 * service with the built-in records is asked by HTTP for every operation, in ways that a client should ask and in ways
 * that it should not; each answer is judged. It fails with the request, shrunk, where an answer is wrong, and where
 * memory grows.
 */
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Test } from 'tap'
import { startPostgres } from '../helpers/postgres.js'
import { ADMIN_KEY, bearer, fill, openDatabase, serve } from '../helpers/register.js'
import { operationsOf, type Document } from './document.js'
import { judge } from './judge.js'
import { Memory } from './known.js'
import { asCurl, filledIn, requestsOf, type Draft, type Who } from './requests.js'
import { Client } from './send.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    concurrency: { type: 'string', default: '8' },
    only: { type: 'string', default: '' },
    postgres: { type: 'boolean', default: false }
  }
})
const [runs, seed, lanes] = [Number(values.runs), Number(values.seed), Number(values.concurrency)]

/** An answer may take so long (ms) on a machine that is busy with other things. */
const PATIENCE = 20_000
/** So many megabytes may come to stay between the first fifth of the requests and the last. */
const GROWTH = 48

const undone: Array<() => unknown> = []
const owner = { teardown: (undo: () => unknown) => { undone.push(undo) } } as unknown as Test
const say = (line: string) => { process.stdout.write(`${line}\n`) }

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const megabytes = (bytes: number) => Math.round(bytes / 1_048_576)
function memoryNow () {
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: megabytes(heapUsed), rss: megabytes(rss) }
}

/** The last lines of the log about errors, by the id of the request. */
const logged = new Map<string, string>()
const log = new Writable({
  write (line: Buffer, _, done) {
    const { reqId, err } = JSON.parse(line.toString()) as { reqId?: string, err?: { stack?: string } }
    if (reqId !== undefined && err?.stack !== undefined) logged.set(reqId, err.stack)
    if (logged.size > 200) logged.delete(logged.keys().next().value!)
    done()
  }
})

async function run (): Promise<number> {
  if (values.postgres) {
    const server = await startPostgres(['-c', 'fsync=off', '-c', 'full_page_writes=off'])
    undone.push(server.stop)
    process.env.TEST_DATABASE_URL = process.env.TEST_SERVER_URL = server.url
  }
  const opened = await openDatabase(owner)
  await fill(opened.db)
  const { app, ask } = await serve(owner, opened, {
    settings: { RATE_LIMIT: 'off', CACHE_SIZE: '8', LOG_LEVEL: 'error' },
    logger: { level: 'error', stream: log } as never
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  const client = new Client(port, PATIENCE)
  undone.push(() => { client.close() })

  const keys = new Map<Who, string>([['admin', ADMIN_KEY]])
  async function makeKey (who: Who, options: object): Promise<void> {
    const { body } = await ask('POST', '/v1/keys', bearer(ADMIN_KEY), { name: who, ...options })
    keys.set(who, body.key)
  }
  async function makeKeys (): Promise<void> {
    await makeKey('writer', { scopes: ['read', 'write'] })
    await makeKey('ward', { scopes: ['read', 'write'], wards: ['ha-khanh'] })
    await makeKey('reader', { scopes: ['read'] })
  }
  await makeKeys()

  const document = app.swagger() as unknown as Document
  const operations = operationsOf(document)
  const problem = [...operations[0]!.answers.get(400)!.values()][0]!
  const asked = operations.filter(({ id }) => values.only === '' || values.only.split(',').includes(id))
  const requests = fc.oneof(...asked.map(operation => requestsOf(operation, document.components.schemas)))
  const memory = new Memory()
  const statuses = new Map<number, number>()
  const times: number[] = []
  const found = new Map<string, number>()
  let count = 0
  let atFirst: ReturnType<typeof memoryNow> | undefined

  /** Sends a request and says what is wrong with the answer. */
  async function faultsOf (draft: Draft): Promise<{ faults: string[], told: string }> {
    const sent = filledIn(draft, memory, keys)
    const curl = asCurl(sent, `http://127.0.0.1:${port}`)
    try {
      const answer = await client.send(sent)
      const { status, headers, body } = answer
      count++
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (times.length < 100_000) times.push(answer.took)
      if (status < 300 && /[/+]json/.test(String(headers['content-type'])) && body.length > 0) {
        try {
          memory.learn(sent.address, headers, JSON.parse(body.toString()))
        } catch { /* it is judged next */ }
      }
      // A key can be revoked by whoever finds its id.
      if (status === 401 && ['writer', 'ward', 'reader'].includes(draft.who)) await makeKeys()
      const faults = judge(draft.operation, sent, answer, draft.tail !== '', problem)
      const requestId = /"requestId":"([^"]+)"/.exec(body.toString())?.[1] ?? ''
      const stack = logged.get(requestId) ?? ''
      const shown = body.subarray(0, 1500).toString()
      return { faults, told: [curl, `${status} ${JSON.stringify(headers)}`, shown, stack].join('\n') }
    } catch (error) {
      const what = error instanceof SyntaxError ? 'the body cannot be read' : 'no answer'
      return { faults: [`${what}: ${(error as Error).message}`], told: curl }
    } finally {
      if (atFirst === undefined && count >= runs / 5) atFirst = memoryNow()
    }
  }

  /** Faults that are told already are passed over, so that one of them does not hide others. */
  const property = fc.asyncProperty(requests, async draft => {
    const { faults, told } = await faultsOf(draft)
    const signature = faults.length === 0 ? '' : `${draft.operation.id}: ${faults[0]!.slice(0, 160)}`
    if (signature === '' || (found.get(signature) ?? 0) > 0) {
      if (signature !== '') found.set(signature, found.get(signature)! + 1)
      return
    }
    throw new Error(`${signature}\n${told}`)
  })

  async function lane (number: number): Promise<void> {
    for (let left = Math.ceil(runs / lanes), round = 0; left > 0; round++) {
      const { failed, numRuns, errorInstance } = await fc.check(property,
        { seed: seed + number + round * 1000, numRuns: left })
      left -= numRuns
      if (!failed) return
      const message = (errorInstance as Error).message
      found.set(message.split('\n')[0]!, 1)
      say(`\n--- seed ${seed}: ${message}`)
    }
  }

  const since = performance.now()
  say(`seed ${seed}, ${runs} requests of ${asked.length} operations, ${lanes} at once, on ${opened.engine}`)
  await Promise.all(Array.from({ length: lanes }, async (_, number) => { await lane(number) }))
  const seconds = (performance.now() - since) / 1000

  const atLast = memoryNow()
  times.sort((a, b) => a - b)
  const share = (part: number) => Math.round(times[Math.floor(times.length * part)] ?? 0)
  say(`\n${count} answers in ${Math.round(seconds)} s; ${share(0.5)} ms at the middle, ${share(0.99)} ms at 99 %, ` +
    `${share(0.9999)} ms at the longest`)
  say([...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`).join('  '))
  const growth = atLast.heap - (atFirst?.heap ?? atLast.heap)
  say(`heap ${atFirst?.heap} → ${atLast.heap} MB, resident ${atFirst?.rss} → ${atLast.rss} MB`)
  for (const [signature, times] of found) say(`${times} × ${signature}`)
  if (growth > GROWTH) say(`the heap has grown by ${growth} MB`)
  return found.size > 0 || growth > GROWTH ? 1 : 0
}

let code = 1
try {
  code = await run()
} finally {
  for (const undo of undone.reverse()) await undo()
}
process.exit(code)
