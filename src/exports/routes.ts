/** Exports of the whole register over HTTP. Lists are exported where they are, with `format`. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { Readable } from 'node:stream'
import { writePlace } from '../http/cursor.js'
import { operation } from '../http/operation.js'
import { readerOf } from '../http/reader.js'
import { version } from '../version.js'
import { kindOrder } from '../writing/import.js'
import { pointOf, recordsAt } from './queries.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  app.get('/exports/snapshot.ndjson', {
    schema: operation({
      operationId: 'getSnapshot',
      tag: 'Imports',
      summary: 'The whole register at one point',
      description: 'Lines of JSON. The first tells the point: `cursor` is where `/v1/changes?after=` goes on without ' +
        'a gap. The others are the records, as `/v1/imports` takes them: `{"kind": "meeting", "data": {…}}`, what ' +
        'refers after what it refers to, by id within a kind. What is written meanwhile is not in it. Imported into ' +
        'an empty register and taken again, it is the same but for the first line.',
      response: {
        200: {
          description: 'Lines of JSON: the point, then every record',
          headers: { Link: { type: 'string', description: 'The licence of the data (`rel="license"`)' } },
          content: {
            'application/x-ndjson': { schema: { type: 'string', description: 'One object a line' } }
          }
        }
      }
    })
  }, async (request, reply) => {
    const db = app.databaseAt(request)
    const point = await pointOf(db)
    const { DATA_LICENCE, DATA_LICENCE_URL } = app.config
    reply.type('application/x-ndjson; charset=utf-8')
      .header('link', `<${DATA_LICENCE_URL}>; rel="license"`)
      .header('content-disposition', 'attachment; filename="snapshot.ndjson"')
    if (request.method === 'HEAD') return await reply.send(Readable.from([]))
    const reader = readerOf(request)
    const snapshot = {
      cursor: writePlace(point),
      at: new Date().toISOString(),
      version,
      licence: { name: DATA_LICENCE, url: DATA_LICENCE_URL }
    }
    return await reply.send(Readable.from((async function * () {
      yield `${JSON.stringify({ snapshot })}\n`
      for (const kind of kindOrder) {
        for await (const records of recordsAt(db, kind, point, reader)) {
          yield records.map(data => `${JSON.stringify({ kind, data })}\n`).join('')
        }
      }
    })()))
  })
}

export default fp(routes, { name: 'exports' })
