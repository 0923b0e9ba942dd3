/** Reviews over HTTP: the queue of texts that wait for people, and what they decide about each finding. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import { authorOf, demandWard, principalOf } from '../auth/request.js'
import type { Database } from '../db/connect.js'
import { Log } from '../db/log.js'
import { listResponse, sendList } from '../http/list.js'
import { actResponse, operation, recordResponse } from '../http/operation.js'
import { ifMatch, versionsFrom } from '../http/preconditions.js'
import { badProperty, found, invalidBody, notFound } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { wardsFrom } from '../http/scope.js'
import { accept, openOn, reject, type Decided } from '../intake/decide.js'
import { readAgain } from '../intake/intake.js'
import { Item, type Work } from '../writing/item.js'
import { checkPresence } from '../writing/save.js'
import { retried, workOf } from '../writing/write.js'
import { getReview, getReviewDetail, getText, listReviews, lockReview, settleReview } from './queries.js'
import {
  Acceptance, components, Correction, findingParams, Placement, Rejection, Review, ReviewDetail, reviewParams,
  ReviewQuery
} from './schemas.js'

type Row = NonNullable<Awaited<ReturnType<typeof getReview>>>

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  /** One act of a reviewer on a text that has not changed since they saw it. */
  async function decide (
    request: FastifyRequest, source: string, reason: string | null, act: (work: Work, row: Row) => Promise<void>
  ) {
    const author = authorOf(request, reason)
    await retried(async () => await app.db.transaction(async given => {
      const tx = given as Database
      const row = await seen(request, source, tx)
      const log = new Log(tx, author)
      await act(workOf(log, principalOf(request)), row)
      await log.close()
      await settleReview(tx, source, author.at)
    }))
    return found(await getReviewDetail(app.db, source), source)
  }

  /** The review, if it is at the version that the request names, and in a ward of its key. */
  async function seen (request: FastifyRequest, source: string, tx: Database): Promise<Row> {
    await lockReview(tx, source)
    const row = found(await getReview(tx, source), source)
    if (row.ward !== null) demandWard(request, row.ward.id)
    const item = new Item({}, { mode: 'replace', versions: versionsFrom(request.headers['if-match']) })
    item.id = source
    item.before = { wardId: row.ward?.id ?? null, version: row.version, content: {} }
    checkPresence(item)
    if (item.problem !== null) throw item.problem
    return row
  }

  /** The findings that a decision names; all that are open where it names none. */
  async function named ({ tx }: Work, row: Row, findings: readonly Decided[] | undefined): Promise<Decided[]> {
    const open = await openOn(tx, row.source.id, row.meeting?.id ?? null)
    if (findings === undefined) return open
    const known = new Set(open.map(({ kind, id }) => `${kind} ${id}`))
    const faults = findings.flatMap(({ kind, id }, at) => known.has(`${kind} ${id.toLowerCase()}`)
      ? []
      : [{
          pointer: `/findings/${at}`,
          detail: { en: 'is no open finding of this text', vi: 'không phải là kết quả đang chờ của bài này' }
        }])
    if (faults.length > 0) throw invalidBody(faults)
    const meant = new Set(findings.map(({ kind, id }) => `${kind} ${id.toLowerCase()}`))
    return open.filter(({ kind, id }) => meant.has(`${kind} ${id}`))
  }

  const common = { tag: 'Reviews', params: reviewParams, headers: Type.Object(ifMatch) } as const
  const problems = ['conflict', 'in-use', 'precondition-failed', 'precondition-required'] as const

  app.get('/reviews', {
    schema: operation({
      operationId: 'listReviews',
      tag: 'Reviews',
      summary: 'Texts that wait for people, the oldest first',
      description: 'Every text that was read and proposed something, with how many of its findings nobody has ' +
        'decided about. `sort=confidence` puts the least certain first.',
      querystring: ReviewQuery,
      response: listResponse(Review, 'Reviews')
    })
  }, async (request, reply) => {
    const { state = 'open', ward, lineage, minConfidence, maxConfidence, updatedSince } = request.query
    const wardIds = await wardsFrom(request, { ward, lineage })
    const limited = principalOf(request).wardIds
    const filter = {
      state,
      wardIds: limited === null ? wardIds : (wardIds ?? limited).filter(id => limited.includes(id)),
      minConfidence,
      maxConfidence,
      updatedSince
    }
    return await sendList(request, reply, Review, page => listReviews(app.db, filter, page))
  })

  app.get('/reviews/:source', {
    schema: operation({
      operationId: 'getReview',
      tag: 'Reviews',
      summary: 'One text, with all that it proposes',
      description: 'The text, where the register keeps it, and each finding with its passages. What was found and ' +
        'could not become a record stands apart, with the reason.',
      params: reviewParams,
      response: recordResponse(ReviewDetail, 'The review')
    })
  }, async (request, reply) => {
    const source = request.params.source.toLowerCase()
    const review = found(await getReviewDetail(app.db, source), source)
    if (review.ward !== null) demandWard(request, review.ward.id)
    reply.header('cache-control', 'private, no-cache')
    return review
  })

  app.post('/reviews/:source/accept', {
    schema: operation({
      ...common,
      operationId: 'acceptFindings',
      summary: 'Accept findings of a text, or all of them',
      description: 'They become `verified`, along with the persons, bodies and documents that they refer to; a claim ' +
        'brings its meeting along. With a key of some wards, what all wards share stays unverified.',
      body: ref(Acceptance),
      response: actResponse(ReviewDetail, 'The review as it is now'),
      problems
    })
  }, async request => {
    const { findings } = request.body as { findings?: Decided[] }
    return await decide(request, request.params.source.toLowerCase(), null, async (work, row) => {
      await accept(work, row.source.id, await named(work, row, findings))
    })
  })

  app.post('/reviews/:source/reject', {
    schema: operation({
      ...common,
      operationId: 'rejectFindings',
      summary: 'Reject findings of a text, or all of them',
      description: 'They are deleted, with the reason, and can be restored like any record; persons, bodies and ' +
        'documents that were only proposed with them go too. What rests on other texts as well only loses the ' +
        'passages of this one.',
      body: ref(Rejection),
      response: actResponse(ReviewDetail, 'The review as it is now'),
      problems
    })
  }, async request => {
    const { findings, reason } = request.body as { findings?: Decided[], reason: string }
    return await decide(request, request.params.source.toLowerCase(), reason, async (work, row) => {
      const decided = await named(work, row, findings)
      if (row.ward !== null) await reject(work, { source: row.source.id, wardId: row.ward.id }, decided)
    })
  })

  app.patch('/reviews/:source/findings/:kind/:id', {
    schema: operation({
      ...common,
      operationId: 'correctFinding',
      summary: 'Correct a finding, and accept it',
      description: 'A JSON merge patch (RFC 7396) on the record of the finding. Its passages, its meeting and its ' +
        'ward stay. `If-Match` names the review.',
      params: findingParams,
      body: ref(Correction),
      consumes: ['application/merge-patch+json', 'application/json'],
      response: actResponse(ReviewDetail, 'The review as it is now'),
      problems
    })
  }, async request => {
    const { source, kind, id } = request.params
    return await decide(request, source.toLowerCase(), null, async (work, row) => {
      const finding = { kind, id: id.toLowerCase() }
      const open = await openOn(work.tx, row.source.id, row.meeting?.id ?? null)
      if (!open.some(one => one.kind === kind && one.id === finding.id)) throw notFound(id)
      await accept(work, row.source.id, [finding], new Map([[finding.id, request.body as object]]))
    })
  })

  app.post('/reviews/:source/place', {
    schema: operation({
      ...common,
      operationId: 'placeReview',
      summary: 'Say which ward a text is about',
      description: 'Where its name alone did not tell. The text is read again, and what it says proposed.',
      body: ref(Placement),
      response: actResponse(ReviewDetail, 'The review as it is now'),
      problems
    })
  }, async request => {
    const { ward } = request.body as { ward: string }
    const [wardId] = await app.units.find('ward', ward)
    const unknown = { en: 'is no ward that is known', vi: 'không phải là đơn vị cấp xã đã biết' }
    if (wardId === undefined) throw badProperty('/ward', unknown)
    demandWard(request, wardId.id)
    return await decide(request, request.params.source.toLowerCase(), null, async (work, row) => {
      const text = await getText(work.tx, row.source.id)
      const why = row.ward !== null
        ? { en: 'is known of this text already', vi: 'của bài này đã rõ' }
        : { en: 'cannot be used: the register does not keep the text', vi: 'không dùng được: sổ không lưu văn bản' }
      if (row.ward !== null || text === null) throw badProperty('/ward', why)
      const { id: sourceId, publishedOn } = row.source
      await readAgain(work, { sourceId, text, publishedOn, wardId: wardId.id })
    })
  })
}

export default fp(routes, { name: 'reviews' })
