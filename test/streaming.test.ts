/**
 * Files while they are sent: a client that goes away ends the reading, and a failure breaks the connection off, so that
 * nobody takes a part for the whole.
 */
import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { openRegister } from './helpers/register.js'
import { intercept } from './helpers/statements.js'

const { app, connection, get } = await openRegister(t)
await connection.pool.query(`insert into tasks (ward_id, id, meeting_id, text, position, words)
  select $1, gen_random_uuid(), $2, 'Việc số ' || n || repeat(' ' || md5(n::text), 20), n, 'viec so ' || n
  from generate_series(100, 4100) n`,
[builtInId('unit', 'ward:tay-son'), builtInId('meeting', 'tay-son-2023-07-12')])
const base = await app.listen({ host: '127.0.0.1', port: 0 })

const CHUNKS = 9 // statements that the whole list takes
const formats = ['csv', 'ndjson', 'xlsx'] as const
const query = connection.pool.query.bind(connection.pool) as (...args: unknown[]) => Promise<unknown>

/** What happens when the list is read for the so-many-th time; tells how often it has been read. */
function onReading (at: number, act: (send: () => Promise<unknown>) => Promise<unknown>) {
  const reading = { count: 0 }
  intercept(connection.pool, async (send, text) => {
    if (!/from "tasks"/.test(text)) return await send()
    return ++reading.count === at ? await act(send) : await send()
  })
  return reading
}

const ask = (format: string, coding: string) => new Promise<IncomingMessage>((resolve, reject) => {
  http.get(`${base}/v1/tasks?ward=tay-son&format=${format}`, { agent: false, headers: { 'accept-encoding': coding } },
    resolve).on('error', reject)
})

const closed = async (stream: IncomingMessage | ServerResponse) => await new Promise(resolve => {
  stream.on('error', () => { /* a connection that breaks is what these tests are about */ }).once('close', resolve)
})

/** Reads to the end. */
async function ending (response: IncomingMessage): Promise<'whole' | 'broken'> {
  await closed(response.resume())
  return response.complete ? 'whole' : 'broken'
}

for (const format of formats) {
  for (const coding of ['identity', 'gzip']) {
    t.test(`${format}, ${coding}: sent whole, it ends as it should`, async t => {
      const reading = onReading(0, async send => await send())
      t.equal(await ending(await ask(format, coding)), 'whole')
      t.equal(reading.count, CHUNKS)
    })

    t.test(`${format}, ${coding}: a failure of the database breaks the connection off`, async t => {
      const reading = onReading(4, async () => await query('select 1 / 0'))
      const response = await ask(format, coding)
      t.equal(response.statusCode, 200)
      t.equal(await ending(response), 'broken')
      t.equal(reading.count, 4)
      t.equal((await get('/v1/indicators?limit=1')).status, 200, 'the service goes on')
    })

    t.test(`${format}, ${coding}: a failure before the first byte is a problem`, async t => {
      onReading(1, async () => await query('select 1 / 0'))
      const response = await ask(format, coding)
      t.strictSame([response.statusCode, response.headers['content-type'], response.headers['content-disposition']],
        [500, 'application/problem+json; charset=utf-8', undefined])
      t.equal(await ending(response), 'whole')
    })

    t.test(`${format}, ${coding}: nothing more is read once the client is gone`, async t => {
      const answering = once(app.server, 'request') as Promise<[unknown, ServerResponse]>
      const reading = onReading(4, async send => {
        const [, sending] = await answering
        const gone = closed(sending)
        ;(await asked).destroy()
        await gone
        return await send()
      })
      const asked = ask(format, coding)
      await closed((await asked).resume())
      // Were more to be read, it would be by then: a chunk takes a few milliseconds.
      for (let at = 0; at < CHUNKS; at++) {
        await setTimeout(20)
        await get('/v1/indicators?limit=1')
      }
      t.equal(reading.count, 4)
    })
  }
}
