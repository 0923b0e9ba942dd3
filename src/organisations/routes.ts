/** Organisations over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { idParams, RecordQuery } from '../http/parameters.js'
import { questionFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getOrganisation, listOrganisations } from './queries.js'
import { Organisation, OrganisationQuery } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Organisation)

  app.get('/organisations', {
    schema: operation({
      operationId: 'listOrganisations',
      tag: 'Organisations',
      summary: 'Organisations, in the order of Vietnamese lists',
      description: 'Central bodies, and those of provinces, districts, wards and residential groups.',
      querystring: OrganisationQuery,
      response: listResponse(Organisation, 'Organisations')
    })
  }, async (request, reply) => {
    const { kind, level, status, updatedSince, q } = request.query
    const filter = {
      wardIds: await wardsFrom(request, request.query),
      kinds: kind?.split(','),
      levels: level?.split(','),
      status,
      updatedSince,
      q: questionFrom(q)
    }
    const db = app.databaseAt(request)
    return await sendList(request, reply, Organisation, page => listOrganisations(db, filter, page))
  })

  app.get('/organisations/:id', {
    schema: operation({
      operationId: 'getOrganisation',
      tag: 'Organisations',
      summary: 'One organisation',
      description: 'With the organisation above it and the unit whose body it is.',
      params: idParams('organisation', 'dang-uy-phuong-ha-khanh'),
      querystring: RecordQuery,
      response: recordResponse(Organisation, 'The organisation'),
      problems: ['gone']
    })
  }, async request => {
    const { id } = request.params
    const record = await getOrganisation(app.databaseAt(request), id)
    return await foundOrGone(request, 'organisation', id, record)
  })

  writeRoutes(app, {
    kind: 'organisation',
    address: '/organisations/:id',
    name: 'Organisation',
    noun: 'organisation',
    tag: 'Organisations',
    params: idParams('organisation', 'dang-uy-phuong-ha-khanh'),
    record: Organisation,
    read: async (db, id) => await getOrganisation(db, id)
  })
}

export default fp(routes, { name: 'organisations' })
