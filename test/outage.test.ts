/**
 * What happens to the database happens to a service that goes on: servers that are killed, restarted, replaced by
 * their standby, set read-only or out of room, under load. Real servers, asked through the front door.
 */
import { once } from 'node:events'
import { rename, rm, symlink } from 'node:fs/promises'
import { createServer as createReceiver } from 'node:http'
import { connect as connectTo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { migrate } from '../src/db/migrate.js'
import { Sender } from '../src/delivery/sender.js'
import { Worker } from '../src/delivery/worker.js'
import { another } from './helpers/drafts.js'
import { startReplicated } from './helpers/postgres.js'
import { ADMIN_KEY, bearer, serve, type Answer } from './helpers/register.js'

t.setTimeout(240_000)
const { primary, replica, stop } = await startReplicated()
t.teardown(stop)
const admin = bearer(ADMIN_KEY)

/** An address that stays the same whichever server is behind it; those who are connected stay where they are. */
async function addressFor (first: { url: string }) {
  let behind = first
  const open = new Set<Socket>()
  const server = createServer(socket => {
    const { hostname, port } = new URL(behind.url)
    const other = connectTo(Number(port), hostname)
    for (const [one, end] of [[socket, other], [other, socket]] as const) {
      open.add(one)
      one.pipe(end)
      one.on('error', () => {}).on('close', () => {
        open.delete(one)
        end.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const url = new URL(first.url)
  url.port = String((server.address() as { port: number }).port)
  return { url: url.href, turnTo (other: { url: string }) { behind = other } }
}

/** The service on a database. */
async function instance (t: Test, url: string) {
  const settings = { DATABASE_URL: url, CACHE: 'off', WEBHOOK_PRIVATE_ADDRESSES: 'on' }
  const connection = await connect(readConfig(settings))
  const served = await serve(t, connection, { settings })
  t.teardown(async () => await connection.close())
  return { ...served, connection }
}
type Instance = Awaited<ReturnType<typeof instance>>

const post = async ({ ask }: Instance): Promise<Answer> =>
  await ask('POST', '/v1/indicators', admin, another('indicator'))
const codes = async ({ get }: Instance): Promise<string[]> => {
  const { body } = await get('/v1/indicators?format=ndjson')
  return String(body).trim().split('\n').filter(line => line !== '').map(line => JSON.parse(line).code)
}
const until = async (holds: () => Promise<boolean>) => { while (!await holds()) await wait(20) }

/** Reads and writes while something happens; whatever is not answered well must say when to ask again. */
async function underLoad (t: Test, asked: Instance, happens: () => Promise<unknown>) {
  const over = new AbortController()
  const acknowledged: string[] = []
  const statuses = new Set<number>()
  const take = ({ status, headers, body }: Answer) => {
    statuses.add(status)
    if (status < 400) return
    t.strictSame([status, headers['retry-after'], body.status], [503, '5', 503], JSON.stringify(body))
  }
  const workers = [
    ...[1, 2, 3].map(async () => {
      while (!over.signal.aborted) take(await asked.get('/v1/indicators?limit=200'))
    }),
    ...[1, 2].map(async () => {
      while (!over.signal.aborted) {
        const answer = await post(asked)
        take(answer)
        if (answer.status === 201) acknowledged.push(answer.body.code)
      }
    })
  ]
  await happens().finally(() => { over.abort() })
  await Promise.all(workers)
  return { acknowledged, statuses }
}

const main = await addressFor(primary)
const filling = await connect(readConfig({ DATABASE_URL: primary.url }))
await migrate(filling.db)
await filling.close()
const service = await instance(t, main.url)

t.test('a server that is killed and comes back is answered from within 5 s; nothing acknowledged is lost', async t => {
  const delivered = new Set<string>()
  const receiver = createReceiver((request, response) => {
    let body = ''
    request.on('data', chunk => { body += chunk }).on('end', () => {
      delivered.add(JSON.parse(body).data.id)
      response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const hook = `http://127.0.0.1:${(receiver.address() as { port: number }).port}/`
  const worker = new Worker({ db: service.connection.db, sender: new Sender({ privateAddresses: true }) })
  worker.start()
  t.equal((await service.ask('POST', '/v1/webhooks', admin, { url: hook, kinds: ['indicator'] })).status, 201)

  const written = new Set<string>()
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const { acknowledged, statuses } = await underLoad(t, service, async () => {
      await wait(300)
      await primary.kill(signal)
      await until(async () => (await post(service)).status === 503)
      await primary.start()
      const back = performance.now()
      await until(async () => (await post(service)).status === 201)
      t.ok(performance.now() - back < 5_000, signal)
    })
    t.strictSame([...statuses].sort(), [200, 201, 503], signal)
    for (const code of acknowledged) written.add(code)
  }
  const present = new Set(await codes(service))
  t.strictSame([...written].filter(code => !present.has(code)), [])
  await until(async () => [...present].every(code => delivered.has(code)))
  await worker.stop()
  receiver.closeAllConnections()
  receiver.close()
})

t.test('who waits for changes goes on waiting, and is told of what comes after', async t => {
  const { body: { page } } = await service.get('/v1/changes?after=latest')
  const waiting = service.get(`/v1/changes?after=${page.next}&wait=60`)
  await until(async () => (await primary.ask(
    "select from pg_stat_activity where application_name = 'so-phuong watch'")).length > 0)
  await primary.ask(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name like 'so-phuong%' and pid <> pg_backend_pid()`)
  await until(async () => (await post(service)).status === 201)
  const { status, body } = await waiting
  t.equal(status, 200)
  t.ok(body.data.length > 0)
})

t.test('a database that takes no writes says so, and is read; later it takes them again', async t => {
  await primary.ask('alter database postgres set default_transaction_read_only = on')
  await primary.ask(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'so-phuong' and pid <> pg_backend_pid()`)
  await until(async () => (await service.get('/v1/indicators')).status === 200)
  const { acknowledged, statuses } = await underLoad(t, service, async () => await wait(300))
  t.strictSame([acknowledged, [...statuses].sort()], [[], [200, 503]])
  const { status, body } = await post(service)
  t.match({ status, body }, { status: 503, body: { type: '/problems/read-only' } })
  t.equal((await service.get('/health/ready')).status, 200, 'it is ready for reads')

  await primary.ask(
    'begin; set transaction read write; alter database postgres reset default_transaction_read_only; commit')
  await until(async () => (await post(service)).status === 201)
  await underLoad(t, service, async () => await wait(300)).then(({ statuses }) => {
    t.strictSame([...statuses].sort(), [200, 201], 'connections that took no writes are gone')
  })
})

t.test('a disk without room is told; what fails leaves nothing, and it goes on when there is room', async t => {
  const [{ path }] = await primary.ask("select pg_relation_filepath('answers') as path")
  const file = join(primary.folder, path)
  await primary.kill('SIGINT')
  await rename(file, `${file}.aside`)
  await symlink('/dev/full', file) // takes nothing: ENOSPC, as a disk that is full
  await primary.start()
  const draft = another('indicator')
  const headers = { ...admin, 'idempotency-key': 'no-room' }
  await until(async () => (await service.get('/v1/indicators')).status === 200)
  const { status, headers: answered, body } = await service.ask('POST', '/v1/indicators', headers, draft)
  t.match({ status, body }, { status: 507, body: { type: '/problems/storage-full' } })
  t.equal(answered['retry-after'], '60')
  t.equal((await service.get(`/v1/indicators/${draft.code}`)).status, 404, 'nothing was written by half')
  t.equal((await post(service)).status, 201, 'what finds room is written')

  await primary.kill('SIGINT')
  await rm(file)
  await rename(`${file}.aside`, file)
  await primary.start()
  await until(async () => (await service.ask('POST', '/v1/indicators', headers, draft)).status === 201)
})

t.test('a standby that takes over at the same address is found by connections that were left behind', async t => {
  const before = await codes(service)
  const [{ lsn }] = await primary.ask('select pg_current_wal_flush_lsn() as lsn')
  await until(async () => (await replica.ask(`select pg_last_wal_replay_lsn() >= '${lsn}'::pg_lsn as has`))[0].has)

  // The address leads to the standby before that is promoted: it is read, and what is written is refused.
  main.turnTo(replica)
  await primary.ask(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name like 'so-phuong%' and pid <> pg_backend_pid()`)
  await until(async () => (await service.get('/v1/indicators')).status === 200)
  t.match(await post(service), { status: 503, body: { type: '/problems/read-only' } })
  t.strictSame((await codes(service)).toSorted(), before.toSorted())

  // And back, while the old primary is fenced off: connections to it are open and good for reads.
  main.turnTo(primary)
  await replica.ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'so-phuong%'")
  await until(async () => (await post(service)).status === 201)
  await underLoad(t, service, async () => await wait(200))
  await replica.ask('select pg_promote()')
  await primary.ask('alter system set default_transaction_read_only = on')
  await primary.ask('select pg_reload_conf()')
  await until(async () => (await primary.ask('show default_transaction_read_only'))[0]
    .default_transaction_read_only === 'on')
  main.turnTo(replica)
  await until(async () => (await post(service)).status === 201)
  const { acknowledged, statuses } = await underLoad(t, service, async () => await wait(300))
  t.strictSame([...statuses].sort(), [200, 201], 'no connection to the old primary is left')
  const present = (await replica.ask('select code from indicators')).map(({ code }) => code)
  t.strictSame(acknowledged.filter(code => !present.includes(code)), [])
})
