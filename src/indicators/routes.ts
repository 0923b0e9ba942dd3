/** The catalogue of indicators over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { codeParams, RecordQuery } from '../http/parameters.js'
import { questionFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getIndicator, listIndicators } from './queries.js'
import { Indicator, IndicatorQuery } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Indicator)

  app.get('/indicators', {
    schema: operation({
      operationId: 'listIndicators',
      tag: 'Indicators',
      summary: 'The catalogue of indicators',
      description: 'What can be reported, with units and fields of work.',
      querystring: IndicatorQuery,
      response: listResponse(Indicator, 'Indicators')
    })
  }, async (request, reply) => {
    const { category, updatedSince, q } = request.query
    const filter = { categories: category?.split(','), updatedSince, q: questionFrom(q) }
    const db = app.databaseAt(request)
    return await sendList(request, reply, Indicator, page => listIndicators(db, filter, page))
  })

  app.get('/indicators/:code', {
    schema: operation({
      operationId: 'getIndicator',
      tag: 'Indicators',
      summary: 'One indicator',
      description: 'By its stable code.',
      params: codeParams,
      querystring: RecordQuery,
      response: recordResponse(Indicator, 'The indicator'),
      problems: ['gone']
    })
  }, async request => {
    const { code } = request.params
    const record = await getIndicator(app.databaseAt(request), code)
    return await foundOrGone(request, 'indicator', code, record)
  })

  writeRoutes(app, {
    kind: 'indicator',
    address: '/indicators/:code',
    name: 'Indicator',
    noun: 'indicator',
    tag: 'Indicators',
    params: codeParams,
    record: Indicator,
    read: async (db, code) => await getIndicator(db, code)
  })
}

export default fp(routes, { name: 'indicators' })
