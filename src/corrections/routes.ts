/** Requests for correction or removal over HTTP: sent by anybody within limits, answered by administrators. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { authorOf } from '../auth/request.js'
import { tooMany } from '../http/limiter.js'
import { listResponse, sendList } from '../http/list.js'
import { acceptedResponse, actResponse, operation, recordResponse } from '../http/operation.js'
import { badProperty, found, Problem } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import {
  answerCorrection, countOpen, createCorrection, forgetContacts, getCorrection, isKnown, listCorrections
} from './queries.js'
import {
  components, Correction, CorrectionAnswer, CorrectionInput, correctionParams, CorrectionQuery, CorrectionRequest
} from './schemas.js'

/** As many are taken from one address in an hour. */
const AN_HOUR = 5
/** As many may wait for an answer: in all, and about one record. */
const MOST_OPEN = 1000
const MOST_OF_ONE = 20

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)
  const limit = app.limits.byAddress({ name: 'corrections', points: AN_HOUR, seconds: 3600 }, {
    en: `At most ${AN_HOUR} an hour are taken from one address.`,
    vi: `Mỗi địa chỉ chỉ được gửi tối đa ${AN_HOUR} lần mỗi giờ.`
  })

  app.post('/corrections', {
    bodyLimit: 64 * 1024,
    schema: operation({
      operationId: 'createCorrection',
      tag: 'Corrections',
      summary: 'Ask for a correction or a removal',
      description: 'Open to everybody, without a key: a citizen, an office. The answer has the address at which to ' +
        `ask what became of it; nobody else knows it. At most ${AN_HOUR} an hour from one address.`,
      body: ref(CorrectionInput),
      response: acceptedResponse(Correction, 'The request, which an administrator will answer')
    })
  }, async (request, reply) => {
    const { kind, property = null, wanted, message, contact = null } = request.body
    const recordId = request.body.id.toLowerCase()
    limit(request)
    if (!await isKnown(app.db, kind, recordId)) {
      throw badProperty('/id', { en: 'is not known to the register', vi: 'không có trong sổ' })
    }
    const { all, same } = await countOpen(app.db, kind, recordId)
    if (app.config.RATE_LIMIT && (all >= MOST_OPEN || same >= MOST_OF_ONE)) {
      throw tooMany(3600, {
        en: 'Too many requests wait for an answer; try again later.',
        vi: 'Còn quá nhiều yêu cầu chờ trả lời; hãy thử lại sau.'
      })
    }
    const asked = await createCorrection(
      app.db, { kind, recordId, property, wanted, message, contact }, new Date())
    return await reply.code(202)
      .header('location', `/v1/corrections/${asked.id}`)
      .header('cache-control', 'no-store')
      .send(asked)
  })

  app.get('/corrections/:id', {
    schema: operation({
      operationId: 'getCorrection',
      tag: 'Corrections',
      summary: 'What became of a request for correction',
      description: 'For whoever knows its id, which is its sender. Without the message and without how to reach the ' +
        'sender.',
      params: correctionParams,
      response: recordResponse(Correction, 'The request and its answer')
    })
  }, async ({ params: { id } }, reply) => {
    const asked = found(await getCorrection(app.db, id), id)
    reply.header('cache-control', 'no-store')
    return asked
  })

  app.get('/corrections', {
    schema: operation({
      operationId: 'listCorrections',
      tag: 'Corrections',
      summary: 'Requests for correction or removal, the newest first',
      description: 'With their messages and, until 30 days after the answer, how to reach the senders.',
      querystring: CorrectionQuery,
      response: listResponse(CorrectionRequest, 'Requests')
    })
  }, async (request, reply) => {
    const { status, kind, updatedSince } = request.query
    return await sendList(request, reply, CorrectionRequest,
      async page => await listCorrections(app.db, { status, kind, updatedSince }, page))
  })

  app.post('/corrections/:id/answer', {
    schema: operation({
      operationId: 'answerCorrection',
      tag: 'Corrections',
      summary: 'Answer a request for correction',
      description: 'Once, with a reason, which the sender reads. The answer corrects and removes nothing by itself: ' +
        'change the record, or take it down.',
      params: correctionParams,
      body: ref(CorrectionAnswer),
      response: actResponse(CorrectionRequest, 'The request with its answer'),
      problems: ['conflict']
    })
  }, async request => {
    const { id } = request.params
    await forgetContacts(app.db)
    const { row, isAnswered } = found(await answerCorrection(app.db, id, request.body, authorOf(request)), id)
    if (!isAnswered) {
      throw new Problem('conflict', {
        en: `The request was ${row.status} at ${row.answeredAt!.toISOString()}.`,
        vi: `Yêu cầu đã được trả lời lúc ${row.answeredAt!.toISOString()}.`
      })
    }
    return row
  })
}

export default fp(routes, { name: 'corrections' })
