/** Resolutions over HTTP: all, those cited in a ward, and one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Static } from 'typebox'
import { filterOf } from '../http/known-addresses.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { idParams, RecordQuery, wardParams } from '../http/parameters.js'
import { daysFrom, questionFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getResolution, getResolutionGraph, listResolutions, type ResolutionFilter } from './queries.js'
import {
  components, Resolution, ResolutionGraph, ResolutionGraphQuery, ResolutionQuery, WardResolutionQuery
} from './schemas.js'

async function filterFrom (
  request: FastifyRequest, query: Static<typeof ResolutionQuery>, path?: string
): Promise<ResolutionFilter> {
  const { symbol, type, family, issuer, level, from, to, status, updatedSince } = query
  daysFrom({ from, to })
  return {
    wardIds: await wardsFrom(request, { ...query, path }),
    symbol,
    types: type?.split(','),
    family,
    issuer,
    levels: level?.split(','),
    from,
    to,
    status,
    updatedSince,
    q: questionFrom(query.q)
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)
  const response = listResponse(Resolution, 'Resolutions')

  app.get('/resolutions', {
    schema: operation({
      operationId: 'listResolutions',
      tag: 'Resolutions',
      summary: 'Party and State documents that meetings cite',
      description: 'A symbol is no identity: numbers restart with every term or year, and several committees ' +
        'write the same suffix.',
      querystring: ResolutionQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterOf(request, async () => await filterFrom(request, request.query))
    const db = app.databaseAt(request)
    return await sendList(request, reply, Resolution, page => listResolutions(db, filter, page))
  })

  app.get('/wards/:ward/resolutions', {
    schema: operation({
      operationId: 'listWardResolutions',
      tag: 'Wards',
      summary: 'Documents that were cited at meetings of a ward',
      description: 'Each document once, however often it was cited; the citations say how.',
      params: wardParams,
      querystring: WardResolutionQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterOf(request, async () => await filterFrom(request, request.query, request.params.ward))
    const db = app.databaseAt(request)
    return await sendList(request, reply, Resolution, page => listResolutions(db, filter, page))
  })

  app.get('/resolutions/:id', {
    schema: operation({
      operationId: 'getResolution',
      tag: 'Resolutions',
      summary: 'One document',
      description: 'With what it continues, implements or replaces, and what does so to it.',
      params: idParams('resolution', '21-nq-tu-ha-long-2020'),
      querystring: RecordQuery,
      response: recordResponse(Resolution, 'The document'),
      problems: ['gone']
    })
  }, async request => {
    const { id } = request.params
    const record = await getResolution(app.databaseAt(request), id)
    return await foundOrGone(request, 'resolution', id, record)
  })

  app.get('/resolutions/:id/graph', {
    schema: operation({
      operationId: 'getResolutionGraph',
      tag: 'Resolutions',
      summary: 'What a document implements, continues or replaces, what came of it, and who carries it out where',
      description: 'Documents of Party and State, step by step in both directions, each once however many ways lead ' +
        'to it; and the wards at whose meetings the document was cited.',
      params: idParams('resolution', '21-nq-tu-ha-long-2020'),
      querystring: ResolutionGraphQuery,
      response: recordResponse(ResolutionGraph, 'The documents, what they do to each other, and where it was cited'),
      problems: ['gone']
    })
  }, async request => {
    const { params: { id }, query: { depth = 2, limit = 20, status = 'verified' } } = request
    const graph = await getResolutionGraph(app.databaseAt(request), id, { depth, limit, status })
    return await foundOrGone(request, 'resolution', id, graph)
  })

  writeRoutes(app, {
    kind: 'resolution',
    address: '/resolutions/:id',
    name: 'Resolution',
    noun: 'document',
    tag: 'Resolutions',
    params: idParams('resolution', '21-nq-tu-ha-long-2020'),
    record: Resolution,
    read: async (db, id) => await getResolution(db, id)
  })
}

export default fp(routes, { name: 'resolutions' })
