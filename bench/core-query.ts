/**
 * Measures the core query against its ceiling: a bare Fastify that answers the same bytes from memory, in the same run,
 * in turns. Runs on the embedded database, or on PostgreSQL where DATABASE_URL is set (an empty database: the built-in
 * records are loaded into it). Prints a table; ratios, not milliseconds, are what compares between machines.
 */
import autocannon from 'autocannon'
import Fastify from 'fastify'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { migrate } from '../src/db/migrate.js'
import { loadRecords } from '../src/records/load.js'

const QUESTION = '/v1/meetings?ward=ha-khanh&period=2024'
const ROUNDS = 3
const SECONDS = 3

const folder = await mkdtemp(join(tmpdir(), 'so-phuong-bench-'))
const config = readConfig({ ...process.env, DATA_DIR: folder, LOG_LEVEL: 'silent' })
const connection = await connect(config)
await migrate(connection.db)
await loadRecords(connection.db)
const app = await buildApp({ config, connection })
const address = await app.listen({ host: '127.0.0.1', port: 0 })

const bytes = await (await fetch(address + QUESTION)).text()
const bare = Fastify()
  .get('/v1/meetings', async (_, reply) => reply.type('application/json; charset=utf-8').send(bytes))
const bareAddress = await bare.listen({ host: '127.0.0.1', port: 0 })

const contenders = { 'core query': address, 'bare Fastify, same bytes': bareAddress }
const rates: Record<string, number[]> = {}
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, base] of Object.entries(contenders)) {
    const { requests, non2xx } = await autocannon({ url: base + QUESTION, connections: 16, duration: SECONDS })
    if (non2xx > 0) throw new Error(`${non2xx} requests to ${name} failed`)
    if (round > 0) (rates[name] ??= []).push(requests.average) // the first round only warms up
  }
}
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
const ceiling = median(rates['bare Fastify, same bytes']!)
console.log(`engine ${connection.engine}, 16 connections, ${SECONDS} s × ${ROUNDS} rounds, median`)
console.table(Object.entries(rates).map(([name, values]) => ({
  name, 'requests/s': Math.round(median(values)), 'share of ceiling': (median(values) / ceiling).toFixed(3)
})))

await app.close()
await bare.close()
await connection.close()
await rm(folder, { recursive: true, force: true })
