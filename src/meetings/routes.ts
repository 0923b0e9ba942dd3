/** Meetings over HTTP: the core query, the same of one ward or one official, and one meeting. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Static } from 'typebox'
import { officesFor } from '../auth/request.js'
import { filterOf } from '../http/known-addresses.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { idParams, includesOf, wardParams } from '../http/parameters.js'
import { notFound } from '../http/problems.js'
import { daysFrom, periodFrom, questionFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getMeeting, listMeetings, officialExists, type MeetingFilter, type MeetingInclude } from './queries.js'
import {
  Meeting, MeetingQuery, MeetingRecordQuery, OfficialMeetingQuery, Participant, WardMeetingQuery
} from './schemas.js'

type Query = Static<typeof MeetingQuery>

/** What a query asks for, with wards as ids and periods as days. */
async function filterFrom (request: FastifyRequest, query: Query, path?: string): Promise<MeetingFilter> {
  const days = daysFrom({ period: periodFrom('period', query.period), from: query.from, to: query.to })
  return {
    wardIds: await wardsFrom(request, { ...query, path }, days),
    days,
    reviews: periodFrom('reviews', query.reviews),
    plans: periodFrom('plans', query.plans),
    types: query.type?.split(','),
    official: query.official,
    organisation: query.organisation,
    resolution: query.resolution,
    view: { status: query.status ?? 'verified', offices: officesFor(request) },
    updatedSince: query.updatedSince,
    q: questionFrom(query.q)
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of [Participant, Meeting]) app.addSchema(component)
  const response = listResponse(Meeting, 'Meetings')

  app.get('/meetings', {
    schema: operation({
      operationId: 'listMeetings',
      tag: 'Meetings',
      summary: 'Meetings by ward and period: the core query',
      description: 'Filters narrow each other. A period or a span of days counts by the day on which the ' +
        'meeting was held; `reviews` and `plans` by what it was about. `include` adds related ' +
        'records to each meeting.',
      querystring: MeetingQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterOf(request, async () => await filterFrom(request, request.query))
    const includes = includesOf<MeetingInclude>(request.query.include)
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Meeting, page => listMeetings(db, filter, page, includes))
  })

  app.get('/wards/:ward/meetings', {
    schema: operation({
      operationId: 'listWardMeetings',
      tag: 'Wards',
      summary: 'Meetings of a ward',
      description: 'As the list of all meetings, of one ward. A code that was reused names whoever held it in ' +
        'the days asked about.',
      params: wardParams,
      querystring: WardMeetingQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterOf(request, async () => await filterFrom(request, request.query, request.params.ward))
    const includes = includesOf<MeetingInclude>(request.query.include)
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Meeting, page => listMeetings(db, filter, page, includes))
  })

  app.get('/officials/:id/meetings', {
    schema: operation({
      operationId: 'listOfficialMeetings',
      tag: 'Officials',
      summary: 'Meetings in which an official took part',
      description: 'As the list of all meetings, where the official was named as a participant.',
      params: idParams('official', 'tran-viet-hung'),
      querystring: OfficialMeetingQuery,
      response
    })
  }, async (request, reply) => {
    const { id } = request.params
    const filter = await filterOf(request, async () => await filterFrom(request, { ...request.query, official: id }))
    const includes = includesOf<MeetingInclude>(request.query.include)
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Meeting, page => listMeetings(db, filter, page, includes),
      async () => await officialExists(db, id, officesFor(request)) ? null : notFound(id))
  })

  app.get('/meetings/:id', {
    schema: operation({
      operationId: 'getMeeting',
      tag: 'Meetings',
      summary: 'One meeting',
      description: 'With `include` also the records that hang on it.',
      params: idParams('meeting', 'ha-khanh-2024-01-06'),
      querystring: MeetingRecordQuery,
      response: recordResponse(Meeting, 'The meeting'),
      problems: ['gone']
    })
  }, async request => {
    const { params, query } = request
    const db = app.databaseAt(request, { record: { kind: 'meeting', id: params.id } })
    const view = { status: query.status ?? 'verified', offices: officesFor(request) }
    const meeting = await getMeeting(db, params.id, includesOf(query.include), view)
    return await foundOrGone(request, 'meeting', params.id, meeting)
  })

  writeRoutes(app, {
    kind: 'meeting',
    address: '/meetings/:id',
    name: 'Meeting',
    noun: 'meeting',
    tag: 'Meetings',
    params: idParams('meeting', 'ha-khanh-2024-01-06'),
    record: Meeting,
    read: async (db, id) => await getMeeting(db, id, new Set(), { status: 'any', offices: 'all' })
  })
}

export default fp(routes, { name: 'meetings' })
