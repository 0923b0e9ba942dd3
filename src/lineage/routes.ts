/** The lineage of a ward over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { operation, recordResponse } from '../http/operation.js'
import { wardParams } from '../http/parameters.js'
import { found, notFound } from '../http/problems.js'
import { goneProblem } from '../writing/delete.js'
import { getWardLineage } from './queries.js'
import { components, WardLineage, WardLineageQuery } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/wards/:ward/lineage', {
    schema: operation({
      operationId: 'getWardLineage',
      tag: 'Wards',
      summary: 'What became of a ward, as a graph',
      description: 'The units that it came from and those that came of it, over any number of changes, with the day ' +
        'and the legal act of each. New names and other units above are told too: from the unit to itself. What ' +
        'else became of a predecessor is in that unit’s own lineage.',
      params: wardParams,
      querystring: WardLineageQuery,
      response: recordResponse(WardLineage, 'The graph'),
      problems: ['gone']
    })
  }, async request => {
    const { params, query } = request
    const unit = (await app.units.find('ward', params.ward)).at(-1)
    if (unit === undefined) throw await goneProblem(app.db, 'unit', params.ward) ?? notFound(params.ward)
    const { direction = 'both', depth = 20 } = query
    return found(await getWardLineage(app.databaseAt(request), unit.id, { direction, depth }), params.ward)
  })
}

export default fp(routes, { name: 'lineage' })
