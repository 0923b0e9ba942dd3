/**
 * Measures the built service over HTTP on PostgreSQL beside its ceilings, in turns: cold (CACHE=off) against (b), a
 * bare Fastify with the shortest SQL, and (c), pgbench with that SQL; hot (CACHE=on) against (a), a bare Fastify that
 * answers the same bytes from memory, both with 200 and with 304. Refuses to run where (b) does not answer the same.
 */
import { openDatabase, described, serviceOn } from './database.js'
import { inTurns, turnOf, type Summary, type Turn } from './measure.js'
import { readOptions } from './options.js'
import { pgbench, pgbenchTurn } from './pgbench.js'
import { end, Helper, startService, type Server } from './processes.js'
import { questionsOf, readsOf, type Read } from './reads.js'
import { ratio, save, shown, type Row } from './results.js'
import { demandSame } from './same.js'

/** Addresses that a cache is asked for: few enough that it has them all. */
const HOT = 20
/**
 * Under so many connections all contenders are warmed up, for so long (s): V8 compiles for tens of thousands of
 * requests, and what it has compiled for a process that lies idle goes with the next collection of its memory.
 */
const WARMING = { connections: 16, seconds: 20, again: 1 } as const

type Name = 'cold' | 'ceiling' | 'pgbench' | 'hot' | 'bare' | 'tagged' | 'bareTagged'
type Measured = Partial<Record<Name, Summary>>

/** Who is compared with whom, and therefore asked in turns. */
const together: readonly Name[][] = [['cold', 'ceiling', 'pgbench'], ['hot', 'bare'], ['tagged', 'bareTagged']]

const options = readOptions('service')
if (pgbench === undefined) console.log('pgbench is missing (Debian: postgresql-contrib): its column stays empty')
const database = await openDatabase(options.database, options)
const environment = serviceOn(database.url, options)
const cold = await startService({ ...environment, CACHE: 'off' })
const hot = await startService({ ...environment, CACHE: 'on' })
const ceiling = new Helper(0, 'ceiling.ts', environment)
const bare = new Helper(0, 'memory.ts')
const loader = new Helper(1, 'load.ts')

/** The contenders of one read, all with the same addresses. */
async function contendersOf (read: Read): Promise<(connections: number) => Partial<Record<Name, Turn>>> {
  const questions = await questionsOf(database.client, read)
  const few = questions.slice(0, HOT).map(({ address }) => address)
  const servers: Record<'cold' | 'ceiling' | 'hot' | 'bare', Server> = {
    cold,
    hot,
    ceiling: { ...await ceiling.ask<Server>({ read: read.name, questions }), child: ceiling.child },
    bare: { ...await bare.ask<Server>({ service: hot.address, addresses: few }), child: bare.child }
  }
  await demandSame(read, questions, servers.cold.address, servers.ceiling.address)
  const all = questions.map(({ address }) => ({ path: address }))
  const kept = few.map(path => ({ path }))
  const tags = await Promise.all(few.map(async path => (await fetch(hot.address + path)).headers.get('etag')))
  const tagged = few.map((path, at) => ({ path, headers: { 'if-none-match': tags[at]! } }))
  return connections => ({
    cold: turnOf(loader, servers.cold, database, { requests: all, status: 200, connections }),
    ceiling: turnOf(loader, servers.ceiling, database, { requests: all, status: 200, connections }),
    ...(pgbench === undefined
      ? {}
      : { pgbench: pgbenchTurn(database, read, questions, Math.min(connections, options.pool)) }),
    hot: turnOf(loader, servers.hot, database, { requests: kept, status: 200, connections }),
    bare: turnOf(loader, servers.bare, null, { requests: kept, status: 200, connections }),
    ...(tags.includes(null)
      ? {}
      : {
          tagged: turnOf(loader, servers.hot, database, { requests: tagged, status: 304, connections }),
          bareTagged: turnOf(loader, servers.bare, null, { requests: tagged, status: 304, connections })
        })
  })
}

const all: Array<{ read: string, connections: number, measured: Measured }> = []
for (const read of readsOf(options.only)) {
  const contenders = await contendersOf(read)
  // What is asked ten times as often under many connections is to be as warm under one.
  for (const turn of Object.values(contenders(WARMING.connections))) await turn(WARMING.seconds)
  for (const connections of options.connections) {
    const measured: Measured = {}
    // What one connection asks is compiled otherwise than what sixteen do.
    const turns = Object.entries(contenders(connections)).map(([name, turn]): [string, Turn] => {
      return [name, async seconds => {
        if (name !== 'pgbench') await turn(WARMING.again)
        return await turn(seconds)
      }]
    })
    for (const names of together) {
      const some = turns.filter(([name]) => names.includes(name as Name))
      Object.assign(measured, await inTurns(Object.fromEntries(some), options))
    }
    all.push({ read: read.name, connections, measured })
    console.log(`${read.name}, ${connections} connections: ${Object.entries(measured).map(([name, { perSecond }]) =>
      `${name} ${Math.round(perSecond)}/s`).join(', ')}`)
  }
}

const ratios = all.map(({ read, connections, measured }): Row => {
  const { cold, ceiling, hot, bare } = measured as Required<Measured>
  return {
    read,
    connections,
    'cold ÷ (b)': ratio(cold.perSecond, ceiling.perSecond),
    'p99 cold ÷ (b)': ratio(cold.p99, ceiling.p99),
    'CPU cold ÷ (b)': ratio(cold.cpu! + (cold.databaseCpu ?? 0), ceiling.cpu! + (ceiling.databaseCpu ?? 0)),
    '(b) ÷ (c)': ratio(ceiling.perSecond, measured.pgbench?.perSecond),
    'cold ÷ (c)': ratio(cold.perSecond, measured.pgbench?.perSecond),
    'hot ÷ (a)': ratio(hot.perSecond, bare.perSecond),
    '304 ÷ bare 304': measured.tagged ? ratio(measured.tagged.perSecond, measured.bareTagged?.perSecond) : ''
  }
})
const names: Record<Name, string> = {
  cold: 'cold',
  ceiling: '(b) SQL',
  pgbench: '(c) pgbench',
  hot: 'hot',
  bare: '(a) memory',
  tagged: '304',
  bareTagged: 'bare 304'
}
const absolute = all.flatMap(({ read, connections, measured }) => Object.entries(measured).map(([name, of]): Row => ({
  read,
  connections,
  contender: names[name as Name],
  'requests/s': shown(of.perSecond),
  'spread, %': shown(of.spread),
  'p50, ms': shown(of.p50),
  'p99, ms': shown(of.p99),
  'CPU, µs': shown(of.cpu),
  'CPU of PostgreSQL, µs': shown(of.databaseCpu),
  'memory, MB': shown(of.memory)
})))
const tables = [{ title: 'Ratios', rows: ratios }, { title: 'Medians', rows: absolute }]
// What is asked by itself can have a place of its own.
const name = options.only?.length === 1 ? options.only[0]! : 'service'
save(name, tables, { options: { ...options, database: undefined }, all }, await described(database))
await end()
