/** Citations over HTTP: all, and those of a document. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Static } from 'typebox'
import { filterOf } from '../http/known-addresses.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { idParams, RecordQuery } from '../http/parameters.js'
import { notFound } from '../http/problems.js'
import { questionFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getCitation, listCitations, resolutionExists, type CitationFilter } from './queries.js'
import { Citation, CitationQuery, components, ResolutionCitationQuery } from './schemas.js'

async function filterFrom (request: FastifyRequest, query: Static<typeof CitationQuery>): Promise<CitationFilter> {
  const { resolution, resolved, meeting, agrees, status, updatedSince, q } = query
  return {
    wardIds: await wardsFrom(request, query),
    resolution,
    resolved,
    meeting,
    agrees,
    status: status ?? 'verified',
    updatedSince,
    q: questionFrom(q)
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)
  const response = listResponse(Citation, 'Citations')

  app.get('/citations', {
    schema: operation({
      operationId: 'listCitations',
      tag: 'Resolutions',
      summary: 'How documents were named at meetings, each as it was stated',
      description: 'One for each naming: a document that was named twice has two, and what was stated may ' +
        'disagree with the document’s record.',
      querystring: CitationQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterOf(request, async () => await filterFrom(request, request.query))
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Citation, page => listCitations(db, filter, page))
  })

  app.get('/resolutions/:id/citations', {
    schema: operation({
      operationId: 'listResolutionCitations',
      tag: 'Resolutions',
      summary: 'Where a document was cited, and how',
      description: 'With ward, meeting and passage of each.',
      params: idParams('resolution', '21-nq-tu-ha-long-2020'),
      querystring: ResolutionCitationQuery,
      response
    })
  }, async (request, reply) => {
    const { id } = request.params
    const filter = await filterOf(request, async () => await filterFrom(request, { ...request.query, resolution: id }))
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Citation, page => listCitations(db, filter, page),
      async () => await resolutionExists(db, id) ? null : notFound(id))
  })

  app.get('/citations/:id', {
    schema: operation({
      operationId: 'getCitation',
      tag: 'Resolutions',
      summary: 'One citation',
      description: 'With the passage in which the document was named.',
      params: idParams('citation', 'ha-khanh-2024-01-06 890'),
      querystring: RecordQuery,
      response: recordResponse(Citation, 'The citation'),
      problems: ['gone']
    })
  }, async request => {
    const { id } = request.params
    const record = await getCitation(app.databaseAt(request, { record: { kind: 'citation', id } }), id)
    return await foundOrGone(request, 'citation', id, record)
  })

  writeRoutes(app, {
    kind: 'citation',
    address: '/citations/:id',
    name: 'Citation',
    noun: 'citation',
    tag: 'Resolutions',
    params: idParams('citation', 'ha-khanh-2024-01-06 890'),
    record: Citation,
    read: async (db, id) => await getCitation(db, id)
  })
}

export default fp(routes, { name: 'citations' })
