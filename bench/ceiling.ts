/**
 * Ceiling (b): a bare Fastify that sends on what PostgreSQL answers to a prepared statement of bench/statements.ts.
 * It validates nothing, knows nothing of pages, tags or formats, and finds the values of each address in a map.
 */
import Fastify from 'fastify'
import pg from 'pg'
import { reads, type Question } from './reads.js'

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL!,
  max: Number(process.env.DATABASE_POOL),
  idleTimeoutMillis: 0,
  // Planned once for each connection: the plans are the same for all values.
  options: '-c plan_cache_mode=force_generic_plan'
})
const known = new Map<string, { type: string, query: pg.QueryArrayConfig }>()

const app = Fastify()
app.get('/*', async ({ url }, reply) => {
  const { type, query } = known.get(url)!
  const { rows } = await pool.query<[string]>(query)
  return await reply.type(type).send(rows[0]![0])
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })

process.on('message', (asked: { read: string, questions: Question[] }) => {
  const { name, statement: text, csv } = reads.find(read => read.name === asked.read)!
  const type = csv === true ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8'
  for (const { address, values } of asked.questions) {
    known.set(address, { type, query: { name, text, values: [...values], rowMode: 'array' } })
  }
  process.send!({ address })
})
