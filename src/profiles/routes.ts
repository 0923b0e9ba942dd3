/** Profiles of wards over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { officesFor } from '../auth/request.js'
import { operation, recordResponse } from '../http/operation.js'
import { RecordQuery, wardParams } from '../http/parameters.js'
import { found, notFound } from '../http/problems.js'
import { goneProblem } from '../writing/delete.js'
import { getProfile } from './queries.js'
import { components, Profile } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/wards/:ward/profile', {
    schema: operation({
      operationId: 'getProfile',
      tag: 'Wards',
      summary: 'A ward at a glance',
      description: 'The latest value of every indicator, of the latest period and, of those that end on one day, the ' +
        'longest; who is in office: in an office that one person holds whoever was seen in it last, in others all ' +
        'whose end nobody has told; the last meetings; and the documents that are being carried out. Only what a ' +
        'person has confirmed. Of a ward that is no more, as it was last.',
      params: wardParams,
      querystring: RecordQuery,
      response: recordResponse(Profile, 'The profile')
    })
  }, async request => {
    const { ward } = request.params
    const unit = (await app.units.find('ward', ward)).at(-1)
    if (unit === undefined) throw await goneProblem(app.db, 'unit', ward) ?? notFound(ward)
    const db = app.databaseAt(request, { wardIds: [unit.id] })
    return found(await getProfile(db, unit.id, officesFor(request)), ward)
  })
}

export default fp(routes, { name: 'profiles' })
