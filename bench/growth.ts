/**
 * Measures by how much each read slows down as the country grows: the same service, CACHE=off, on a small and on a
 * large PostgreSQL, in turns, one connection, with addresses whose answers are equally large in both. The time of
 * ceiling (b) on both is measured beside it.
 */
import { described, openDatabase, serviceOn, type TestDatabase } from './database.js'
import { inTurns, turnOf } from './measure.js'
import { readOptions } from './options.js'
import { end, Helper, startService, type Server } from './processes.js'
import { questionsOf, readsOf, type Read } from './reads.js'
import { ratio, save, shown, type Row } from './results.js'
import { demandSame } from './same.js'

const options = readOptions('growth')
if (options.databaseSmall === undefined || options.database === undefined) {
  throw new Error('growth is measured between two databases: --database-small and --database')
}
const loader = new Helper(1, 'load.ts')

/** The service and the ceiling on one database. */
async function sideOf (url: string) {
  const database = await openDatabase(url, options)
  const environment = serviceOn(url, options)
  return {
    database,
    service: await startService({ ...environment, CACHE: 'off' }),
    ceiling: new Helper(0, 'ceiling.ts', environment)
  }
}

async function turnsOf (read: Read, { database, service, ceiling }: {
  database: TestDatabase, service: Server, ceiling: Helper
}) {
  const questions = await questionsOf(database.client, read)
  const { address } = await ceiling.ask<Server>({ read: read.name, questions })
  await demandSame(read, questions, service.address, address)
  const load = { requests: questions.map(({ address }) => ({ path: address })), status: 200, connections: 1 }
  return {
    service: turnOf(loader, service, database, load),
    ceiling: turnOf(loader, { address, child: ceiling.child }, database, load)
  }
}

const [small, large] = [await sideOf(options.databaseSmall), await sideOf(options.database)]
const all = []
for (const read of readsOf(options.only)) {
  const [ours, theirs] = [await turnsOf(read, small), await turnsOf(read, large)]
  const measured = await inTurns({
    small: ours.service, large: theirs.service, smallCeiling: ours.ceiling, largeCeiling: theirs.ceiling
  }, options)
  all.push({ read: read.name, measured })
  console.log(`${read.name}: × ${ratio(measured.large.p50, measured.small.p50)}`)
}

const rows = all.map(({ read, measured: { small, large, smallCeiling, largeCeiling } }): Row => ({
  read,
  'small, p50 ms': shown(small.p50),
  'large, p50 ms': shown(large.p50),
  growth: ratio(large.p50, small.p50),
  'growth of (b)': ratio(largeCeiling.p50, smallCeiling.p50),
  'growth of CPU': ratio(large.cpu! + (large.databaseCpu ?? 0), small.cpu! + (small.databaseCpu ?? 0))
}))
const { database: holds, PostgreSQL } = await described(large.database)
save('growth', [{ title: 'Growth, one connection, CACHE=off', rows }], { all }, {
  PostgreSQL: PostgreSQL!, small: (await described(small.database)).database!, large: holds!
})
await end()
