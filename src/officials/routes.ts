/** Officials over HTTP: all, those of a ward, and one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Static } from 'typebox'
import { officesFor } from '../auth/request.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { idParams, RecordQuery, wardParams } from '../http/parameters.js'
import { questionFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getOfficial, listOfficials, type OfficialFilter } from './queries.js'
import { Appointment, Official, OfficialQuery, WardOfficialQuery } from './schemas.js'

async function filterFrom (
  request: FastifyRequest, query: Static<typeof OfficialQuery>, path?: string
): Promise<OfficialFilter> {
  const { units } = request.server
  const { asOf, organisation, role, status, updatedSince } = query
  return {
    wardIds: await wardsFrom(units, { ...query, path }, asOf === undefined ? undefined : { from: asOf, to: asOf }),
    organisation,
    roles: role?.split(','),
    asOf,
    status,
    updatedSince,
    q: questionFrom(query.q),
    offices: officesFor(request)
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of [Appointment, Official]) app.addSchema(component)
  const response = listResponse(Official, 'Officials')

  app.get('/officials', {
    schema: operation({
      operationId: 'listOfficials',
      tag: 'Officials',
      summary: 'Officials, by given name as Vietnamese lists are',
      description: 'With every office that a source has shown. Filters on ward, organisation, role and day ' +
        'speak of one and the same office.',
      querystring: OfficialQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterFrom(request, request.query)
    const db = app.databaseAt(request)
    return await sendList(request, reply, Official, page => listOfficials(db, filter, page))
  })

  app.get('/wards/:ward/officials', {
    schema: operation({
      operationId: 'listWardOfficials',
      tag: 'Wards',
      summary: 'Officials of a ward: those who hold or held an office in its organisations',
      description: 'Guests from elsewhere who took part in a meeting are not among them; they are participants ' +
        'of the meeting.',
      params: wardParams,
      querystring: WardOfficialQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterFrom(request, request.query, request.params.ward)
    const db = app.databaseAt(request)
    return await sendList(request, reply, Official, page => listOfficials(db, filter, page))
  })

  app.get('/officials/:id', {
    schema: operation({
      operationId: 'getOfficial',
      tag: 'Officials',
      summary: 'One official',
      description: 'The id of a record that was merged into another answers that one.',
      params: idParams('official', 'pham-duy-phong'),
      querystring: RecordQuery,
      response: recordResponse(Official, 'The official')
    })
  }, async request => {
    const { id } = request.params
    const official = await getOfficial(app.databaseAt(request), id, officesFor(request))
    return await foundOrGone(app.db, 'official', id, official)
  })

  writeRoutes(app, {
    kind: 'official',
    address: '/officials/:id',
    name: 'Official',
    noun: 'official',
    tag: 'Officials',
    params: idParams('official', 'pham-duy-phong'),
    record: Official,
    read: async (db, id) => await getOfficial(db, id, 'all')
  })
}

export default fp(routes, { name: 'officials' })
