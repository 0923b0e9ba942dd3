/**
 * Partner systems that write, follow and crash: two writers, a follower and a receiver of webhooks against server
 * processes that are killed and started again. At the end the follower's copy is the register, everything that was
 * acknowledged is there, nothing twice, no meeting by half, and no event was lost. SEED repeats a run, ROUNDS sets how
 * many acts the writers do.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer as createReceiver } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import t from 'tap'
import { ADMIN_KEY, bearer } from './helpers/register.js'

const onPostgres = process.env.TEST_DATABASE_URL
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const ROUNDS = Number(process.env.ROUNDS ?? (onPostgres === undefined ? 60 : 1000))
const SECONDS = 80

/** Numbers that follow from a seed (mulberry32). */
function random (seed: number) {
  let state = seed
  return () => {
    state = state + 0x6D2B79F5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
  }
}

const freePort = async (): Promise<number> => await new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => { resolve(port) })
  })
})

const root = fileURLToPath(new URL('..', import.meta.url))
const admin = bearer(ADMIN_KEY)
const json = { ...admin, 'content-type': 'application/json' }

/** A server process that can be killed and comes back at the same address. */
class Server {
  readonly #environment: NodeJS.ProcessEnv
  #child: ChildProcess | null = null
  readonly address: string

  constructor (port: number, environment: NodeJS.ProcessEnv) {
    this.address = `http://127.0.0.1:${port}`
    this.#environment = {
      ...process.env,
      ...environment,
      PORT: String(port),
      ADMIN_KEY,
      LOG_LEVEL: 'fatal',
      WEBHOOK_PRIVATE_ADDRESSES: 'on'
    }
  }

  async start (): Promise<void> {
    this.#child = spawn(process.execPath, ['--import=tsx', 'src/cli.ts', 'serve'],
      { cwd: root, env: this.#environment, stdio: 'ignore' })
    for (let tries = 0; tries < 600; tries++) {
      if (await fetch(`${this.address}/health/ready`).then(({ ok }) => ok, () => false)) return
      await wait(100)
    }
    throw new Error('the server does not start')
  }

  async kill (): Promise<void> {
    const child = this.#child!
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}

interface Wanted { title: string, tasks: string[], values: number[] }
/** What a writer knows of a meeting: what it last had acknowledged, and whether it was deleted. */
interface Held { id: string, external: string, state: Wanted | null }

const url = async () => {
  if (onPostgres === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'so-phuong-simulation-'))
    t.teardown(async () => await rm(folder, { recursive: true, force: true }))
    return { DATA_DIR: folder }
  }
  const name = `simulation_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(onPostgres)
  await client.connect()
  await client.query(`create database ${name}`)
  t.teardown(async () => {
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  })
  const url = new URL(onPostgres)
  url.pathname = `/${name}`
  return { DATABASE_URL: url.href }
}

t.setTimeout(600_000)
t.comment(`SEED=${SEED} ROUNDS=${ROUNDS}`)
process.stderr.write(`simulation: SEED=${SEED} ROUNDS=${ROUNDS}\n`)

const environment = await url()
const servers: Server[] = []
for (let n = 0; n < (onPostgres === undefined ? 1 : 2); n++) servers.push(new Server(await freePort(), environment))
t.teardown(async () => { for (const server of servers) await server.kill() })
for (const server of servers) await server.start()

/** Gives up after a time, whether or not what is waited for notices. */
async function within<T> (milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const over = new AbortController()
  const late = wait(milliseconds, undefined, { signal: over.signal }).then(() => {
    controller.abort()
    throw new Error('out of patience')
  })
  late.catch(() => {})
  try {
    return await Promise.race([work(controller.signal), late])
  } finally {
    over.abort()
  }
}

/** Asks some server until one answers; a client that loses patience does not know what became of its request. */
async function ask (
  next: () => number, method: string, path: string, headers: Record<string, string>, body?: string, patient = false
): Promise<{ status: number, etag: string | null, body: any }> {
  for (;;) {
    const server = servers[Math.floor(next() * servers.length)]!
    const patience = patient || next() < 0.9 ? 30_000 : Math.floor(next() * 40)
    try {
      const { answer, text } = await within(patience, async signal => {
        const answer = await fetch(server.address + path, {
          method, headers, signal, ...(body === undefined ? {} : { body })
        })
        return { answer, text: await answer.text() }
      })
      const isJson = /[/+]json(;|$)/.test(answer.headers.get('content-type') ?? '')
      if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status} ${text.slice(0, 300)}`)
      return { status: answer.status, etag: answer.headers.get('etag'), body: isJson ? JSON.parse(text) : text }
    } catch (error) {
      const { message } = error as Error
      if (/^5\d\d/.test(message) && !/^503/.test(message)) throw error
      await wait(20)
    }
  }
}

/** The source that all figures rest on. */
const source = { sha256: 'a'.repeat(64) }
await ask(() => 0, 'POST', '/v1/sources', json, JSON.stringify({ title: 'Bài thử', ...source }), true)
await ask(() => 0, 'POST', '/v1/imports', { ...admin, 'content-type': 'application/x-ndjson' }, [
  { kind: 'unit', data: { slug: 'tinh-thu', versions: [{ name: 'Tỉnh Thử', kind: 'tinh' }] } },
  ...[0, 1, 2].map(n => ({
    kind: 'unit',
    data: {
      slug: `phuong-thu-${n}`,
      versions: [{ name: `Phường Thử ${n}`, kind: 'phuong', parent: 'province:tinh-thu' }]
    }
  }))
].map(line => JSON.stringify(line)).join('\n'), true)

const draftOf = (external: string, ward: number, { title, tasks, values }: Wanted) => ({
  ward: `phuong-thu-${ward}`,
  title,
  type: 'giao-ban',
  heldOn: '2024-03-01',
  sourceSystem: 'partner',
  externalId: external,
  tasks: tasks.map(text => ({ text })),
  observations: values.map((value, place) =>
    ({ indicator: 'jobs-created', period: '2024', subject: external, value, asReported: String(value), place, source }))
})

let acts = 0
const writing = { isOver: false }
const deadline = Date.now() + SECONDS * 1000

/** A partner system that writes: its own meetings, as whole as they come, until all acts are done. */
async function writer (name: string, seed: number): Promise<Held[]> {
  const next = random(seed)
  const held: Held[] = []
  const pick = (most: number) => Math.floor(next() * most)
  const wanted = (external: string): Wanted => ({
    title: `${external} ${pick(1e9)}`,
    tasks: Array.from({ length: pick(4) }, (_, at) => `Việc ${at} ${pick(1e6)}`),
    values: Array.from({ length: pick(4) }, () => pick(1000))
  })
  const patched = ({ title, tasks, values }: Wanted, external: string) => {
    const { ward, sourceSystem, externalId, type, heldOn, ...rest } = draftOf(external, 0, { title, tasks, values })
    return JSON.stringify(rest)
  }

  async function create () {
    const external = `${name}-${held.length}-${pick(1e9)}`
    const state = wanted(external)
    const headers = { ...json, 'idempotency-key': external }
    const body = JSON.stringify(draftOf(external, pick(3), state))
    let answer = await ask(next, 'POST', '/v1/meetings', headers, body)
    while (answer.body.type === '/problems/request-in-progress') {
      await wait(50)
      answer = await ask(next, 'POST', '/v1/meetings', headers, body)
    }
    if (answer.status !== 201) throw new Error(JSON.stringify(answer))
    held.push({ id: answer.body.id, external, state })
  }

  async function importSome () {
    const made = Array.from({ length: 1 + pick(5) }, () => {
      const external = `${name}-i${held.length}-${pick(1e9)}`
      return { external, ward: pick(3), state: wanted(external) }
    })
    const lines = made.map(({ external, ward, state }) =>
      JSON.stringify({ kind: 'meeting', data: draftOf(external, ward, state) })).join('\n')
    for (;;) {
      const { body } = await ask(next, 'POST', '/v1/imports?results=all',
        { ...admin, 'content-type': 'application/x-ndjson' }, lines)
      const told = String(body).trimEnd().split('\n').map(line => JSON.parse(line))
      const { summary } = told.at(-1)
      if (summary === undefined) continue // cut off: sent again
      if (summary.failed > 0) throw new Error(String(body))
      for (const { position, id } of told.filter(line => line.id !== undefined && line.position !== undefined)) {
        held.push({ id, external: made[position - 1]!.external, state: made[position - 1]!.state })
      }
      return
    }
  }

  async function update (meeting: Held) {
    const state = wanted(meeting.external)
    for (;;) {
      const seen = await ask(next, 'GET', `/v1/meetings/${meeting.id}`, admin)
      // What an earlier attempt did, whose answer did not come.
      if (seen.body.title === state.title) break
      const answer = await ask(next, 'PATCH', `/v1/meetings/${meeting.id}`,
        { ...json, 'if-match': seen.etag! }, patched(state, meeting.external))
      if (answer.status === 200) break
      if (answer.status !== 412) throw new Error(JSON.stringify(answer))
    }
    meeting.state = state
  }

  async function drop (meeting: Held) {
    for (;;) {
      const seen = await ask(next, 'GET', `/v1/meetings/${meeting.id}`, admin)
      if (seen.status === 410) break
      const answer = await ask(next, 'DELETE', `/v1/meetings/${meeting.id}?reason=thu`,
        { ...admin, 'if-match': seen.etag! })
      if ([204, 410].includes(answer.status)) break
      if (answer.status !== 412) throw new Error(JSON.stringify(answer))
    }
    meeting.state = null
  }

  while (acts < ROUNDS && Date.now() < deadline) {
    acts++
    const present = held.filter(({ state }) => state !== null)
    const meeting = present[pick(present.length)]
    const dice = next()
    if (meeting === undefined || dice < 0.3) await create()
    else if (dice < 0.4) await importSome()
    else if (dice < 0.85) await update(meeting)
    else await drop(meeting)
  }
  return held
}

/** A record at one of its versions. */
const eventOf = ({ kind, id, version, act }: { kind: string, id: string, version: number, act: string }) =>
  `${kind} ${id} ${version} ${act}`

/** A system that is told of meetings: it fails, hangs up and forgets what it has not answered yet. */
async function receiver (seed: number) {
  const next = random(seed)
  const bodies = new Map<string, string>()
  const faults: string[] = []
  let isReliable = false
  const server = createReceiver((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const dice = isReliable ? 1 : next()
      if (dice < 0.05) return request.socket.destroy()
      if (dice < 0.1) return response.writeHead(503).end()
      const body = Buffer.concat(chunks).toString()
      const id = String(request.headers['webhook-id'])
      if (bodies.has(id) && bodies.get(id) !== body) faults.push(`${id} was another event before`)
      bodies.set(id, body)
      // It has stored the event, and crashes before it says so: the event comes again.
      return dice < 0.15 ? request.socket.destroy() : response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as { port: number }
  const { status, body } = await ask(() => 0, 'POST', '/v1/webhooks', json,
    JSON.stringify({ url: `http://127.0.0.1:${port}/`, kinds: ['meeting'] }), true)
  if (status !== 201) throw new Error(JSON.stringify(body))
  const events = () => [...bodies.values()].map(event => eventOf(JSON.parse(event).data))
  return {
    faults,
    events,
    /** From now on it takes everything; waits until it has so many events. */
    async complete (count: number) {
      isReliable = true
      for (let tries = 0; tries < 1200 && new Set(events()).size < count; tries++) await wait(100)
    }
  }
}

/** A system that keeps a copy: after a crash it goes on from what it has stored, the copy and its place together. */
async function follower (seed: number) {
  const next = random(seed)
  const faults: string[] = []
  const meetings = new Set<string>()
  let stored = { cursor: '', records: new Map<string, any>(), versions: new Map<string, number>() }
  for (;;) {
    const query = stored.cursor === '' ? '' : `&after=${stored.cursor}`
    const { body } = await ask(next, 'GET', `/v1/changes?limit=50&wait=1${query}`, admin)
    if (next() < 0.1) continue // crashed before it had stored the page
    const records = new Map(stored.records)
    const versions = new Map(stored.versions)
    for (const { kind, id, act, version, record } of body.data) {
      const key = `${kind} ${id}`
      const before = versions.get(key) ?? 0
      if (version !== before + 1) faults.push(`${key} ${act}: version ${version} after ${before}`)
      versions.set(key, version)
      if (kind === 'meeting') meetings.add(eventOf({ kind, id, version, act }))
      if (record === null) records.delete(key)
      else records.set(key, record)
    }
    stored = { cursor: body.page.next, records, versions }
    if (writing.isOver && !body.page.more && body.data.length === 0) return { ...stored, faults, meetings }
  }
}

async function chaos (seed: number): Promise<number> {
  const next = random(seed)
  let kills = 0
  while (!writing.isOver) {
    // However fast the writers are, they meet one kill.
    const isFirst = kills === 0
    await wait(isFirst ? 20 : 2_000 + next() * 4_000)
    if (writing.isOver) break
    if (isFirst && acts < 10) continue
    const server = servers[Math.floor(next() * servers.length)]!
    await server.kill()
    kills++
    await server.start()
  }
  return kills
}

/** What happened before anybody was told. */
const first = await ask(() => 0, 'GET', '/v1/changes?kind=meeting&limit=200', admin, undefined, true)
const earlier = new Set<string>(first.body.data.map(eventOf))
const told = await receiver(SEED + 5)
const following = follower(SEED + 1)
const killing = chaos(SEED + 2)
const held = (await Promise.all([writer('a', SEED + 3), writer('b', SEED + 4)])).flat()
writing.isOver = true
const kills = await killing
const copy = await following
const toTell = [...copy.meetings].filter(event => !earlier.has(event))
await told.complete(toTell.length)
const patiently = async (path: string) => await ask(() => 0, 'GET', path, admin, undefined, true)

t.test('the follower saw each change once, and no record went backwards', async t => {
  t.comment(`${acts} acts, ${kills} kills of a server, ${copy.versions.size} records followed`)
  process.stderr.write(`simulation: ${acts} acts, ${kills} kills, ${copy.versions.size} records followed\n`)
  t.ok(kills > 0)
  t.strictSame(copy.faults, [])
})

t.test('its copy is the register', async t => {
  const { body } = await patiently('/v1/exports/snapshot.ndjson')
  const [, ...lines] = String(body).trimEnd().split('\n').map(line => JSON.parse(line))
  const register = new Map(lines.map(({ kind, data }) => [`${kind} ${data.id ?? data.code}`, data]))
  t.equal(copy.records.size, register.size)
  for (const [key, data] of register) t.strictSame(copy.records.get(key), data, key)
})

t.test('everything that was acknowledged is there, whole, and nothing twice', async t => {
  for (const { id, external, state } of held) {
    const { status, body } = await patiently(`/v1/meetings/${id}?include=tasks,observations`)
    if (state === null) {
      t.equal(status, 410, external)
      continue
    }
    t.equal(status, 200, external)
    t.strictSame({
      title: body.title,
      tasks: body.tasks.map(({ text }: { text: string }) => text),
      values: body.observations.map(({ value }: { value: number }) => value)
    }, state, external)
  }
  const meetings = [...copy.records].filter(([key]) => key.startsWith('meeting ')).map(([, record]) => record)
  const externals = meetings.map(({ externalId }) => externalId).filter(id => id !== null)
  t.equal(new Set(externals).size, externals.length, 'no meeting is there twice')
  const present = held.filter(({ state }) => state !== null).map(({ external }) => external)
  t.strictSame(externals.toSorted(), present.toSorted())
})

t.test('who is told of meetings was told of every change, and of nothing else', async t => {
  const events = told.events()
  t.strictSame(events.toSorted(), toTell.toSorted())
  t.strictSame(told.faults, [])
})
