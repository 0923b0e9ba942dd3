/** Profiles of wards over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { officesFor } from '../auth/request.js'
import { sendRecord, tabledResponse } from '../http/list.js'
import { operation } from '../http/operation.js'
import { wardParams } from '../http/parameters.js'
import { found, notFound } from '../http/problems.js'
import { goneProblem } from '../writing/delete.js'
import { getProfile } from './queries.js'
import { components, Profile, ProfileLine, ProfileQuery } from './schemas.js'

type Found = NonNullable<Awaited<ReturnType<typeof getProfile>>>

/** The lines of a profile as a table, in the order of its lists. */
function linesOf ({ ward, figures, officials, meetings, resolutions }: Found) {
  const line = { ward, value: null, unit: null, period: null }
  return [
    ...figures.map(({ indicator, text, value, valueText, unit, period, reportedOn, evidence }) => ({
      ...line,
      part: 'figure',
      code: indicator.code,
      name: indicator.name,
      text: text ?? valueText,
      value,
      unit,
      period,
      on: reportedOn,
      address: evidence
    })),
    ...officials.map(({ official, organisation, role, title, seenOn }) => ({
      ...line,
      part: 'official',
      code: role.code,
      name: official.name,
      text: `${title}, ${organisation.name}`,
      on: seenOn,
      address: `/v1/officials/${official.id}`
    })),
    ...meetings.map(({ id, title, type, heldOn, reviews }) => ({
      ...line,
      part: 'meeting',
      code: type.code,
      name: title,
      text: type.name,
      period: reviews,
      on: heldOn,
      address: `/v1/meetings/${id}`
    })),
    ...resolutions.map(({ id, symbol, title, issuer, issuedOn }) => ({
      ...line,
      part: 'resolution',
      code: symbol,
      name: title,
      text: issuer.name,
      on: issuedOn,
      address: `/v1/resolutions/${id}`
    }))
  ]
}

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
        'person has confirmed. Of a ward that is no more, as it was last. As a file: a line for each of these, in ' +
        'the same order, with what it is, what it says, its day and its address.',
      params: wardParams,
      querystring: ProfileQuery,
      response: tabledResponse(Profile, ProfileLine, 'The profile', 'The whole profile'),
      problems: ['gone']
    })
  }, async (request, reply) => {
    const { ward } = request.params
    const unit = (await app.units.find('ward', ward)).at(-1)
    if (unit === undefined) throw await goneProblem(app.db, 'unit', ward) ?? notFound(ward)
    const db = app.databaseAt(request, { wardIds: [unit.id] })
    const profile = found(await getProfile(db, unit.id, officesFor(request)), ward)
    return await sendRecord(request, reply, profile, { schema: ProfileLine, rowsOf: linesOf })
  })
}

export default fp(routes, { name: 'profiles' })
