/**
 * Starting on a PostgreSQL that is not there yet: the service listens and says so, and goes on by itself when the
 * server comes; what waiting cannot mend ends the start at once, with one line.
 */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import t from 'tap'
import { freePort, startReplicated } from './helpers/postgres.js'
import { runVerb, Service } from './helpers/service.js'

t.setTimeout(120_000)
const PORT = String(await freePort())
const { primary, stop } = await startReplicated({ replicas: 0 })
t.teardown(stop)
const { url } = primary

/** A server of PostgreSQL's protocol that says one thing to whoever connects. */
async function speaking (answer: (socket: Socket, message: Buffer, isFirst: boolean) => void) {
  const server = createServer(socket => {
    let isFirst = true
    socket.on('data', message => {
      answer(socket, message, isFirst)
      isFirst = false
    }).on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close() })
  return `postgres://somebody@127.0.0.1:${(server.address() as { port: number }).port}/register`
}

const message = (type: string, ...parts: Array<string | Buffer>): Buffer => {
  const body = Buffer.concat(parts.map(part => Buffer.from(part as string)))
  const head = Buffer.alloc(5, type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const number = (value: number, bytes: 2 | 4) => {
  const buffer = Buffer.alloc(bytes)
  if (bytes === 2) buffer.writeInt16BE(value)
  else buffer.writeInt32BE(value)
  return buffer
}

t.test('it listens, is alive and not ready, and is ready when the database is', async t => {
  await primary.kill('SIGINT')
  const service = new Service({ DATABASE_URL: url, PORT })
  t.teardown(async () => await service.end('SIGKILL'))
  service.launch()
  while (await service.status('/health/live') === null) { /* not yet */ }
  t.equal(await service.status('/health/live'), 200)
  for (const path of ['/health/ready', '/v1/meetings', '/', '/nowhere']) {
    const answer = await fetch(service.address + path)
    const { requestId, ...problem } = await answer.json() as any
    t.equal(answer.headers.get('retry-after'), '5')
    t.strictSame(problem, {
      type: '/problems/unavailable',
      title: 'The service is not ready',
      status: 503,
      detail: 'The service is starting; try again shortly.',
      instance: path
    })
  }
  t.match(service.log(40).map(({ msg }) => msg), [/^waiting for the database: connect ECONNREFUSED/],
    'it is said once, not at every attempt')
  await primary.start()
  while (await service.status('/health/ready') !== 200) { /* not yet */ }
  t.equal(await service.status('/v1/meetings'), 200)
  t.strictSame(await service.end(), { code: 0, signal: null })
})

t.test('one that waits can be stopped', async t => {
  const service = new Service({ DATABASE_URL: `postgres://somebody@127.0.0.1:${await freePort()}/register`, PORT })
  service.launch()
  while (await service.status('/health/live') !== 200) { /* not yet */ }
  t.strictSame(await service.end(), { code: 0, signal: null })
  t.equal(service.err, '')
})

const starting = await speaking((socket, _message, isFirst) => {
  if (isFirst) {
    socket.end(message('E', 'SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0'))
  }
})

/** As PostgreSQL 14 answers: who connects is let in, and each question for the version gets it. */
const old = await speaking((socket, asked, isFirst) => {
  const ready = message('Z', 'I')
  if (isFirst) socket.write(Buffer.concat([message('R', number(0, 4)), ready]))
  else if (asked[0] === 'Q'.charCodeAt(0)) {
    const column = (name: string) => Buffer.concat([Buffer.from(`${name}\0`), number(0, 4), number(0, 2), number(25, 4),
      number(-1, 2), number(-1, 4), number(0, 2)])
    const value = (text: string) => Buffer.concat([number(text.length, 4), Buffer.from(text)])
    socket.write(Buffer.concat([
      message('T', number(2, 2), column('number'), column('version')),
      message('D', number(2, 2), value('140011'), value('14.11')), message('C', 'SELECT 1\0'), ready
    ]))
  }
})

t.test('what cannot be waited for, or not any longer, is said in one line', async t => {
  const wrong = new URL(url)
  wrong.password = 'wrong'
  const absent = new URL(url)
  absent.pathname = '/nothing'
  const cases: ReadonlyArray<readonly [url: string, said: string]> = [
    [wrong.href, 'the database cannot be used: password authentication failed for user "postgres"'],
    [absent.href, 'the database cannot be used: database "nothing" does not exist'],
    [old, 'the database is PostgreSQL 14.11: 15 or newer is needed'],
    [starting, 'the database did not answer within 1 s: the database system is starting up'],
    ['postgres://nowhere.invalid/register',
      'the database did not answer within 1 s: getaddrinfo ENOTFOUND nowhere.invalid']
  ]
  for (const [DATABASE_URL, said] of cases) {
    const { code, out, err } = await runVerb(
      { DATABASE_URL, PORT, START_TIMEOUT: '1', LOG_LEVEL: 'error' }, 'serve')
    t.strictSame([code, out, err.replace('EAI_AGAIN', 'ENOTFOUND')], [1, '', `so-phuong: ${said}\n`])
  }
})

t.test('verbs wait too, and say so', async t => {
  const { code, err } = await runVerb({ DATABASE_URL: starting, START_TIMEOUT: '1' }, 'migrate')
  t.strictSame([code, err], [1, 'so-phuong: waiting for the database: the database system is starting up\n' +
    'so-phuong: the database did not answer within 1 s: the database system is starting up\n'])
})
