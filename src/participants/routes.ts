/** Participants over HTTP: those of all meetings, and one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { officesFor } from '../auth/request.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { idParams, RecordQuery } from '../http/parameters.js'
import { wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getParticipant, listParticipants } from './queries.js'
import { Participation, ParticipationQuery } from './schemas.js'

const params = idParams('participant', 'ha-khanh-2024-01-06 tran-viet-hung')

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Participation)

  app.get('/participants', {
    schema: operation({
      operationId: 'listParticipants',
      tag: 'Meetings',
      summary: 'Who took part, meeting by meeting',
      description: 'Persons, and delegations that were named without persons.',
      querystring: ParticipationQuery,
      response: listResponse(Participation, 'Participants')
    })
  }, async (request, reply) => {
    const { meeting, official, capacity, updatedSince, status = 'verified' } = request.query
    const filter = {
      wardIds: await wardsFrom(request, request.query),
      meeting,
      official,
      capacity,
      updatedSince,
      view: { status, offices: officesFor(request) }
    }
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Participation, page => listParticipants(db, filter, page))
  })

  app.get('/participants/:id', {
    schema: operation({
      operationId: 'getParticipant',
      tag: 'Meetings',
      summary: 'One participant',
      description: 'With the passage in which the person was named.',
      params,
      querystring: RecordQuery,
      response: recordResponse(Participation, 'The participant'),
      problems: ['gone']
    })
  }, async request => {
    const { id } = request.params
    const db = app.databaseAt(request, { record: { kind: 'participant', id } })
    return await foundOrGone(request, 'participant', id, await getParticipant(db, id, officesFor(request)))
  })

  writeRoutes(app, {
    kind: 'participant',
    address: '/participants/:id',
    name: 'Participant',
    noun: 'participant',
    tag: 'Meetings',
    params,
    record: Participation,
    read: async (db, id) => await getParticipant(db, id, 'all')
  })
}

export default fp(routes, { name: 'participants' })
