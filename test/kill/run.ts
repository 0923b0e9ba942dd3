/**
 * Kill tests: `npm run kill -- [--service 30] [--postgres 10] [--embedded 10] [--short]`. The built service is killed
 * with SIGKILL under a load, and so is its PostgreSQL, which flushes what it writes; nothing acknowledged may be lost,
 * nothing be there by half or twice, and whoever follows must be told of everything. Then the same on the embedded
 * database. It tells how long the service took to answer again, and fails with what was not as it should be.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startKillable, type Server } from '../helpers/postgres.js'
import { Partners } from './partners.js'
import { runVerb, Service } from './processes.js'

const { values } = parseArgs({
  options: {
    service: { type: 'string', default: '30' },
    postgres: { type: 'string', default: '10' },
    embedded: { type: 'string', default: '10' },
    short: { type: 'boolean', default: false }
  }
})
const count = (given: string, inShort: number) => values.short ? inShort : Number(given)

/** No later than this (ms) after the database is back, the service answers again. */
const RECOVERY = 5_000
/** Whoever was killed held the webhooks for a minute. */
const LEASE = 60_000

const say = (line: string) => { process.stdout.write(`${line}\n`) }
const undone: Array<() => unknown> = []
const spread = (times: number[]) => {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => `${((sorted[Math.floor((sorted.length - 1) * part)] ?? 0) / 1000).toFixed(1)} s`
  return `least ${at(0)}, median ${at(0.5)}, most ${at(1)} (${times.length})`
}
const timed = async (act: () => Promise<unknown>) => {
  const since = performance.now()
  await act()
  return performance.now() - since
}
const meanwhile = async () => { await wait(values.short ? 700 + Math.random() * 800 : 1_000 + Math.random() * 2_000) }

/** Kills the service so many times. @returns how long (ms) each start took until it was ready */
async function killService (service: Service, times: number): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    await meanwhile()
    await service.kill()
    took.push(await timed(async () => { await service.start() }))
  }
  return took
}

/** Kills the database so many times. @returns how long (ms) the service took to answer after it was back */
async function killDatabase (server: Server, service: Service, partners: Partners, times: number): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    await meanwhile()
    await server.kill('SIGKILL')
    await wait(Math.random() * 1_000)
    await server.start()
    const back = performance.now()
    while (partners.answeredAt < back && service.isRunning) await wait(5)
    took.push(partners.answeredAt - back)
    if (!service.isRunning) {
      partners.faults.push('the service ended when its database did')
      await service.start()
    }
  }
  return took
}

/** A run: the load, what is killed meanwhile, and what is there afterwards. */
async function run (service: Service, kill: (partners: Partners) => Promise<void>, lapse?: () => Promise<unknown>) {
  await service.start()
  const partners = new Partners(service.address)
  const place = await partners.place()
  undone.push(await partners.receive())
  const load = [partners.writer('a'), partners.writer('b'), partners.importer('i'), partners.reader()]
  let isWritten = false
  const follower = partners.follow(place, () => isWritten)
  await kill(partners)
  partners.isOver = true
  await Promise.all(load)
  isWritten = true
  const followed = await follower
  await partners.compare()

  const all = await partners.follow(place, () => true)
  if (JSON.stringify(followed) !== JSON.stringify(all)) {
    partners.faults.push(`the follower has ${followed.length} events of ${all.length}, or in another order`)
  }
  await lapse?.()
  // As long as more comes, the receiver is being told.
  for (let [until, last] = [0, -1]; partners.told.size < all.length; await wait(200)) {
    if (partners.told.size > last) [until, last] = [performance.now() + LEASE + 30_000, partners.told.size]
    if (performance.now() > until) break
  }
  const missed = all.filter(({ cursor }) => !partners.told.has(cursor))
  if (missed.length > 0) partners.faults.push(`the receiver misses ${missed.length} of ${all.length} events`)
  if (partners.received.size !== partners.told.size) partners.faults.push('the receiver has an event under two ids')

  await service.kill('SIGTERM')
  say(`${partners.held.size} meetings acknowledged, ${all.length} events; answers by status (0: none): ` +
    [...partners.statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`).join(', '))
  for (const fault of partners.faults.slice(0, 20)) {
    say(`FAULT ${fault}\n${service.said(/"requestId":"([^"]+)"/.exec(fault)?.[1])}`)
  }
  return partners.faults.length
}

async function onPostgres (kills: number, failures: number): Promise<number> {
  const { server, stop } = await startKillable()
  undone.push(stop)
  const service = await Service.on({ DATABASE_URL: server.url })
  undone.push(async () => { await service.kill() })
  await runVerb('load', { DATABASE_URL: server.url })
  return await run(service, async partners => {
    say(`killed, the service was ready again: ${spread(await killService(service, kills))}`)
    const back = await killDatabase(server, service, partners, failures)
    say(`with its database back, it answered again: ${spread(back)}`)
    const late = back.filter(time => time > RECOVERY).length
    if (late > 0) partners.faults.push(`${late} times it took longer than ${RECOVERY / 1000} s`)
  }, values.short
    ? async () => await server.ask("update webhook_states set leased_until = now() - interval '1 second'")
    : undefined)
}

async function onEmbedded (kills: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-kill-'))
  undone.push(async () => { await rm(folder, { recursive: true, force: true }) })
  const service = await Service.on({ DATA_DIR: folder })
  undone.push(async () => { await service.kill() })
  return await run(service, async () => {
    say(`killed on the embedded database, it was ready again: ${spread(await killService(service, kills))}`)
  })
}

let code = 1
try {
  const faults = await onPostgres(count(values.service, 4), count(values.postgres, 2)) +
    (values.short || values.embedded === '0' ? 0 : await onEmbedded(Number(values.embedded)))
  say(faults === 0 ? 'nothing lost, halved or doubled' : `${faults} faults`)
  code = faults === 0 ? 0 : 1
} finally {
  for (const undo of undone.reverse()) await undo()
}
process.exit(code)
