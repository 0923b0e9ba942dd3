/** Sources over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { RecordQuery, sourceParams } from '../http/parameters.js'
import { daysFrom, questionFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getSource, listSources } from './queries.js'
import { Source, SourceQuery } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Source)

  app.get('/sources', {
    schema: operation({
      operationId: 'listSources',
      tag: 'Sources',
      summary: 'The published texts on which all claims rest',
      description: 'Titles and addresses; the texts stay with their publishers unless their licence allows ' +
        'otherwise.',
      querystring: SourceQuery,
      response: listResponse(Source, 'Sources')
    })
  }, async (request, reply) => {
    const { meeting, sha256, publishedFrom, publishedTo, updatedSince, q } = request.query
    daysFrom({ from: publishedFrom, to: publishedTo }, ['publishedFrom', 'publishedTo'])
    const filter = {
      wardIds: await wardsFrom(app.units, request.query),
      meeting,
      sha256,
      publishedFrom,
      publishedTo,
      updatedSince,
      q: questionFrom(q)
    }
    const db = app.databaseAt(request)
    return await sendList(request, reply, Source, page => listSources(db, filter, page))
  })

  app.get('/sources/:id', {
    schema: operation({
      operationId: 'getSource',
      tag: 'Sources',
      summary: 'One source',
      description: 'By its id, which is made from its text: one text is one source.',
      params: sourceParams,
      querystring: RecordQuery,
      response: recordResponse(Source, 'The source')
    })
  }, async request => {
    const { id } = request.params
    const record = await getSource(app.databaseAt(request), id)
    return await foundOrGone(app.db, 'source', id, record)
  })

  writeRoutes(app, {
    kind: 'source',
    address: '/sources/:id',
    name: 'Source',
    noun: 'source',
    tag: 'Sources',
    params: sourceParams,
    record: Source,
    read: async (db, id) => await getSource(db, id)
  })
}

export default fp(routes, { name: 'sources' })
