/**
 * Measures what a crowd does to the built service on PostgreSQL: 2,000 connections that stay open for a minute and ask
 * without a pause, after a few that warm it up, with CACHE=on and off. Who is let in, who is sent away, how long both
 * take, and the memory.
 */
import type { Crowd, Outcome } from './crowd-load.js'
import { described, openDatabase, serviceOn } from './database.js'
import { readOptions } from './options.js'
import { forgetPeak, memoryOf } from './proc.js'
import { end, Helper, startService, stop } from './processes.js'
import { questionsOf, readsOf } from './reads.js'
import { save, shown, type Row } from './results.js'

const CONNECTIONS = 2_000
const SECONDS = 60
const WARM_UP = 3

const options = readOptions('crowd')
const database = await openDatabase(options.database, options)
const [core] = readsOf(['core'])
const paths = (await questionsOf(database.client, core!)).map(({ address }) => address)
const loader = new Helper(1, 'crowd-load.ts')

async function measured (CACHE: 'on' | 'off') {
  const service = await startService({ ...serviceOn(database.url, options), CACHE, LOAD_SHEDDING: 'on' })
  const pid = service.child.pid!
  const crowd: Crowd = { url: service.address, paths, connections: CONNECTIONS, seconds: SECONDS }
  await loader.ask<Outcome>({ ...crowd, connections: 8, seconds: WARM_UP })
  forgetPeak(pid)
  const outcome = await loader.ask<Outcome>(crowd)
  const health = (await fetch(`${service.address}/health/ready`)).status
  const memory = memoryOf(pid, 'VmHWM')
  await stop(service.child)
  return { CACHE, ...outcome, memory, health }
}

const all = [await measured('off'), await measured('on')]
const rows = all.map(({ CACHE, accepted, shed, others, memory }): Row => ({
  CACHE,
  'accepted/s': shown(accepted.requests / SECONDS),
  'p50, ms': shown(accepted.p50),
  'p99, ms': shown(accepted.p99),
  'shed/s': shown(shed.requests / SECONDS),
  'p50 of 503, ms': shown(shed.p50),
  'p99 of 503, ms': shown(shed.p99),
  'most of 503, ms': shown(shed.most),
  neither: others,
  'memory, MB': memory
}))
save('crowd', [{ title: `${CONNECTIONS} connections for ${SECONDS} s`, rows }], { all }, await described(database))
await end()
