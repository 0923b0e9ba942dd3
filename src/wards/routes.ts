/** Wards over HTTP. What hangs on a ward (meetings, officials, …) is answered by the slice that it belongs to. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { wardParams } from '../http/parameters.js'
import { found, notFound } from '../http/problems.js'
import { parentsFrom, provinceFrom, questionFrom } from '../http/scope.js'
import { getWard, listWards } from './queries.js'
import { components, Ward, WardQuery, WardRecordQuery } from './schemas.js'

const onDay = (day: string | undefined) => day === undefined ? undefined : { from: day, to: day }

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/wards', {
    schema: operation({
      operationId: 'listWards',
      tag: 'Wards',
      summary: 'Wards, in the order of Vietnamese lists',
      description: 'Wards of all times: also those that were merged, with what became of them. `asOf` gives ' +
        'those that existed on a day, as they were then.',
      querystring: WardQuery,
      response: listResponse(Ward, 'Wards')
    })
  }, async (request, reply) => {
    const { code, asOf, updatedSince, kind, ...query } = request.query
    const filter = {
      q: questionFrom(query.q),
      code,
      parents: await parentsFrom(app.units, query.parent, onDay(asOf)),
      province: await provinceFrom(app.units, query.province, onDay(asOf)),
      kinds: kind?.split(','),
      asOf,
      updatedSince
    }
    const db = app.databaseAt(request)
    return await sendList(request, reply, Ward, page => listWards(db, filter, page))
  })

  app.get('/wards/:ward', {
    schema: operation({
      operationId: 'getWard',
      tag: 'Wards',
      summary: 'One ward, by id, slug or official code',
      description: 'A code that was reused names the ward that held it on the day of `asOf`, else its present holder.',
      params: wardParams,
      querystring: WardRecordQuery,
      response: recordResponse(Ward, 'The ward')
    })
  }, async request => {
    const { params, query } = request
    const unit = (await app.units.find('ward', params.ward, onDay(query.asOf))).at(-1)
    if (unit === undefined) throw notFound(params.ward)
    return found(await getWard(app.databaseAt(request), unit.id, query.asOf), params.ward)
  })
}

export default fp(routes, { name: 'wards' })
