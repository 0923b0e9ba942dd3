/** Reported figures over HTTP: all, those of a ward or an indicator, and one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Static } from 'typebox'
import type { Database } from '../db/connect.js'
import { filterOf } from '../http/known-addresses.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { codeParams, idParams, RecordQuery, wardParams } from '../http/parameters.js'
import { badParameter, notFound } from '../http/problems.js'
import { periodFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getObservation, listObservations, unknownIndicators, type ObservationFilter } from './queries.js'
import { IndicatorObservationQuery, Observation, ObservationQuery, WardObservationQuery } from './schemas.js'

async function filterFrom (
  request: FastifyRequest, query: Static<typeof ObservationQuery>, path?: string
): Promise<ObservationFilter> {
  const period = periodFrom('period', query.period)
  const within = periodFrom('within', query.within)
  return {
    wardIds: await wardsFrom(request, { ...query, path }, period ?? within),
    indicators: query.indicator?.split(','),
    period,
    within,
    meeting: query.meeting,
    kind: query.kind,
    flagged: query.flagged,
    flags: query.flag?.split(','),
    status: query.status ?? 'verified',
    updatedSince: query.updatedSince
  }
}

/** A code that the catalogue does not have is a mistake, not a figure that nobody reported. */
async function indicatorFault (db: Database, codes: readonly string[] = []) {
  const [unknown] = codes.length === 0 ? [] : await unknownIndicators(db, codes)
  return unknown === undefined
    ? null
    : badParameter('indicator', {
      en: `No indicator is known as '${unknown}': see /v1/indicators.`,
      vi: `Không có chỉ tiêu nào là '${unknown}': xem /v1/indicators.`
    })
}

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Observation)
  const response = listResponse(Observation, 'Observations')

  app.get('/observations', {
    schema: operation({
      operationId: 'listObservations',
      tag: 'Observations',
      summary: 'Figures as they were reported',
      description: 'Each with its ward, meeting and passage. `period` is exactly that period, `within` any ' +
        'period inside another. A figure that a newer report of the same source replaced is left ' +
        'out.',
      querystring: ObservationQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterOf(request, async () => await filterFrom(request, request.query))
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Observation, page => listObservations(db, filter, page),
      () => indicatorFault(db, filter.indicators))
  })

  app.get('/wards/:ward/observations', {
    schema: operation({
      operationId: 'listWardObservations',
      tag: 'Wards',
      summary: 'Figures of a ward',
      description: 'As the list of all figures, of one ward.',
      params: wardParams,
      querystring: WardObservationQuery,
      response
    })
  }, async (request, reply) => {
    const filter = await filterOf(request, async () => await filterFrom(request, request.query, request.params.ward))
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Observation, page => listObservations(db, filter, page),
      () => indicatorFault(db, filter.indicators))
  })

  app.get('/indicators/:code/observations', {
    schema: operation({
      operationId: 'listIndicatorObservations',
      tag: 'Indicators',
      summary: 'Figures of an indicator',
      description: 'As the list of all figures, of one indicator.',
      params: codeParams,
      querystring: IndicatorObservationQuery,
      response
    })
  }, async (request, reply) => {
    const { code } = request.params
    const filter = await filterOf(request, async () => await filterFrom(request, { ...request.query, indicator: code }))
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Observation, page => listObservations(db, filter, page),
      async () => (await unknownIndicators(db, [code])).length === 0 ? null : notFound(code))
  })

  app.get('/observations/:id', {
    schema: operation({
      operationId: 'getObservation',
      tag: 'Observations',
      summary: 'One figure',
      description: 'Also where a newer report of the same source took its place.',
      params: idParams('observation', 'ha-khanh-2024-01-06 jobs-created 1773'),
      querystring: RecordQuery,
      response: recordResponse(Observation, 'The figure'),
      problems: ['gone']
    })
  }, async request => {
    const { id } = request.params
    const record = await getObservation(app.databaseAt(request, { record: { kind: 'observation', id } }), id)
    return await foundOrGone(request, 'observation', id, record)
  })

  writeRoutes(app, {
    kind: 'observation',
    address: '/observations/:id',
    name: 'Observation',
    noun: 'figure',
    tag: 'Observations',
    params: idParams('observation', 'ha-khanh-2024-01-06 jobs-created 1773'),
    record: Observation,
    read: async (db, id) => await getObservation(db, id)
  })
}

export default fp(routes, { name: 'observations' })
