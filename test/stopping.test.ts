/**
 * How the service ends: what was begun is finished or handed over, nothing new is taken, the exit code tells whether
 * all was in order; and what keeps it from starting is said in one line.
 */
import { once } from 'node:events'
import { Agent, createServer, get as getOver, request as requestOver, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { exampleOf } from './helpers/drafts.js'
import { freePort } from './helpers/postgres.js'
import { ADMIN_KEY, bearer } from './helpers/register.js'
import { ownDatabase, runVerb, Service } from './helpers/service.js'

t.setTimeout(120_000)
const admin = bearer(ADMIN_KEY)
const PORT = String(await freePort())
const environment = { ...await ownDatabase(t), PORT, WEBHOOK_PRIVATE_ADDRESSES: 'on', BUILT_IN: 'off' }
const service = new Service(environment)
t.teardown(async () => await service.end('SIGKILL'))
const { address } = service

const lines = (body: string): any[] => body.trimEnd().split('\n').map(line => JSON.parse(line))
const ask = async (method: string, path: string, body?: object | string) => await fetch(address + path, {
  method,
  headers: { ...admin, 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' },
  body: typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body)
})
const indicator = (n: number) => ({
  kind: 'indicator',
  data: { ...exampleOf('indicator'), code: `stop-${n}` }
})
const ndjson = (items: object[]) => items.map(item => `${JSON.stringify(item)}\n`).join('')

/** Opens an answer and leaves it unread. */
const open = async (path: string, agent?: Agent): Promise<IncomingMessage> => await new Promise((resolve, reject) => {
  getOver(address + path, { agent }, resolve).on('error', reject)
})

/** What webhooks send: the ids, and whether they are answered. */
const received: string[] = []
let answers = false
const receiver = createServer((request, response) => {
  received.push(String(request.headers['webhook-id']))
  if (answers) response.writeHead(204).end()
}).listen(0, '127.0.0.1')
await once(receiver, 'listening')
t.teardown(() => {
  receiver.closeAllConnections()
  receiver.close()
})
const hook = `http://127.0.0.1:${(receiver.address() as { port: number }).port}/`

/** An import of which so much has been sent and written, and more is to come. */
async function beginImport (sent: string) {
  const request = requestOver(`${address}/v1/imports?name=half`, {
    method: 'POST', headers: { ...admin, 'content-type': 'application/x-ndjson' }
  })
  request.write(sent)
  const [response] = await once(request, 'response') as [IncomingMessage]
  const whole = text(response)
  return { request, whole }
}

const importedTo = async (position: number) => {
  for (;;) {
    const { data: [last] } = await (await ask('GET', '/v1/imports')).json() as { data: any[] }
    if (last.position >= position) return last
    await wait(20)
  }
}

t.test('what was begun is finished or handed over, and the exit code is 0', async t => {
  await service.start({ STOP_TIMEOUT: '20' })
  // So much that no buffer in between holds an export.
  const sources = Array.from({ length: 120 }, (_, n) => ({
    kind: 'source', data: { title: `Báo cáo ${n}`, publisher: 'Nơi thử', text: `Đoạn ${n} `.repeat(12_000) }
  }))
  const loaded = lines(await (await ask('POST', '/v1/imports', ndjson(sources))).text())
  t.match(loaded.at(-1), { summary: { created: 120, failed: 0 } })
  const snapshot = await (await ask('GET', '/v1/exports/snapshot.ndjson')).text()

  const agent = new Agent({ keepAlive: true })
  t.equal((await open('/health/live', agent).then(async answer => {
    await text(answer)
    return answer
  })).statusCode, 200)
  const reading = await open('/v1/exports/snapshot.ndjson')
  const events = await open('/v1/changes?after=latest&format=event-stream')
  const streamed = text(events)
  const many = Array.from({ length: 600 }, (_, n) => indicator(n))
  const half = await beginImport(ndjson(many.slice(0, 260)))
  await importedTo(250)
  t.equal((await ask('POST', '/v1/webhooks', { url: hook, kinds: ['indicator'] })).status, 201)
  t.equal((await ask('POST', '/v1/indicators', indicator(1000).data)).status, 201)
  while (received.length === 0) await wait(20)
  const waiting = ask('GET', '/v1/changes?after=latest&wait=60')
  while (service.log().filter(({ req }) => req?.url.endsWith('wait=60')).length === 0) await wait(20)

  service.signal('SIGTERM')
  const waited = await waiting
  t.strictSame([waited.status, (await waited.json() as any).data], [200, []], 'who waits for changes is answered')
  t.equal(waited.headers.get('connection'), 'close')
  t.match(await streamed, /^retry: /, 'a stream of events ends in order')
  const answered = lines(await half.whole)
  t.strictSame(answered.at(-1), { interrupted: { position: 250 } }, 'an import says how far it came')
  half.request.destroy()
  while (await service.status('/health/live') !== null) await wait(20)
  t.equal(service.child!.exitCode, null, 'nobody new is let in, and the export goes on')
  const whole = await text(reading)
  t.equal(lines(whole).length, lines(snapshot).length, 'an export is read to its end')
  t.strictSame(lines(whole).slice(1, 50), lines(snapshot).slice(1, 50))
  t.strictSame(await service.ended, { code: 0, signal: null })
  t.strictSame(service.log(50), [])
  t.equal(service.err, '')
  agent.destroy()
})

t.test('what was handed over goes on with the next process', async t => {
  answers = true
  const [first] = received.splice(0)
  await service.start()
  while (received.length === 0) await wait(20)
  t.equal(received[0], first, 'the delivery that was broken off comes again under its id')
  const { data: [cut] } = await (await ask('GET', '/v1/imports')).json() as { data: any[] }
  t.match(cut, { name: 'half', state: 'interrupted', position: 250, created: 250 })
  const rest = await ask('POST', '/v1/imports?from=250', ndjson(Array.from({ length: 600 }, (_, n) => indicator(n))))
  t.match(lines(await rest.text()).at(-1), { summary: { created: 350, unchanged: 0, failed: 0 } })
})

t.test('a second signal ends it at once', async t => {
  await service.end()
  await service.start({ STOP_DELAY: '300', STOP_TIMEOUT: '300' })
  service.signal('SIGINT')
  while (await service.status('/health/ready') !== 503) await wait(20)
  t.strictSame(await service.end('SIGINT'), { code: 1, signal: null })
})

t.test('for the time of STOP_DELAY it answers, but is not ready', async t => {
  await service.start({ STOP_DELAY: '2' })
  service.signal('SIGTERM')
  while (await service.status('/health/ready') !== 503) await wait(20)
  const ready = await ask('GET', '/health/ready')
  const { requestId, ...problem } = await ready.json() as any
  t.strictSame(problem, {
    type: '/problems/unavailable',
    title: 'The service is not ready',
    status: 503,
    detail: 'This instance is stopping; ask again and another will answer.',
    instance: '/health/ready'
  })
  for (const path of ['/v1/vocabularies', '/v1/indicators', '/health/live']) {
    const { status, headers } = await ask('GET', path)
    t.strictSame([status, headers.get('connection')], [200, 'close'], path)
  }
  t.strictSame(await service.ended, { code: 0, signal: null })
})

t.test('past STOP_TIMEOUT what is left is broken off, and the exit code tells', async t => {
  await service.start({ STOP_TIMEOUT: '1' })
  const reading = await open('/v1/exports/snapshot.ndjson')
  t.strictSame(await service.end(), { code: 1, signal: null })
  t.match(service.log(50).map(({ msg }) => msg), ['not all that was begun was over in time: it is broken off'])
  await t.rejects(text(reading), 'its reader cannot take it for whole')
})

t.test('a mistake that nobody caught is in the log, and ends the process in order', async t => {
  const mistake = "process.on('SIGUSR1', () => { Promise.reject(new Error('a mistake')) })"
  await service.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(mistake)}` })
  t.strictSame(await service.end('SIGUSR1'), { code: 1, signal: null })
  t.match(service.log(60), [{ level: 60, err: { message: 'a mistake' } }])
})

t.test('what keeps it from starting is said in one line, and the exit code is 1', async t => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const cases: ReadonlyArray<readonly [settings: Record<string, string>, said: RegExp]> = [
    [{ PORT: String(port) }, /^so-phuong: .*EADDRINUSE.* 127\.0\.0\.1:\d+\n$/],
    [{ HOST: 'nowhere.invalid' }, /^so-phuong: .*nowhere\.invalid\n$/],
    [{ PORT: 'http' }, /^so-phuong: PORT is "http": expected a port number\n$/]
  ]
  for (const [settings, said] of cases) {
    const { code, err } = await runVerb({ ...environment, ...settings }, 'serve')
    t.strictSame([code, said.test(err)], [1, true], err)
  }
  other.close()
})
