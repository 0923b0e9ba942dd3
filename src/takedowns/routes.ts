/** Takedowns over HTTP, for administrators. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { authorOf } from '../auth/request.js'
import type { Database } from '../db/connect.js'
import { Log } from '../db/log.js'
import { nameOf } from '../domain/names.js'
import { listResponse, sendList } from '../http/list.js'
import { createdResponse, operation, recordResponse } from '../http/operation.js'
import { badProperty, found } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { takeDown } from '../writing/redaction.js'
import type { Target } from '../writing/redaction-scope.js'
import { retried } from '../writing/write.js'
import { getTakedown, listTakedowns } from './queries.js'
import { Takedown, TakedownInput, takedownParams, TakedownQuery } from './schemas.js'

/** What can be taken down: a person or a stored text as a whole, and words where they are enough to know them by. */
function targetFrom (input: { kind: Target['kind'], id: string, words?: string }): Target {
  const { kind, id } = input
  const words = input.words ?? null
  const wholes = ['official', 'source']
  if (kind === 'official' && words !== null) {
    throw badProperty('/words', {
      en: 'is not for an official: every name of the person goes',
      vi: 'không dùng cho cán bộ: mọi tên của người đó đều xóa'
    })
  }
  if (words === null && !wholes.includes(kind)) {
    throw badProperty('/words', { en: 'is required for this kind', vi: 'là bắt buộc với loại này' })
  }
  const length = words === null ? 2 : nameOf(words).marked.length
  if (length < 2 || length > 10) {
    throw badProperty('/words', { en: 'must be two to ten words', vi: 'phải gồm từ hai đến mười chữ' })
  }
  return { kind, id: id.toLowerCase(), words }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of [Takedown, TakedownInput]) app.addSchema(component)

  app.post('/takedowns', {
    schema: operation({
      operationId: 'createTakedown',
      tag: 'Corrections',
      summary: 'Take down personal data, for good',
      description: 'A person (`kind: official`): the record and its offices go, the address answers 410 with the ' +
        'reason, whoever took part is there without a name, and every name of the person is masked in the ' +
        'meetings where he or she took part and in their sources. `words`: these words are masked in a record, its ' +
        'meeting and their sources. A source: its stored text goes. Everywhere at once: tables, search, the log, ' +
        'kept answers and requests for correction; followers see `redacted`. A write that would bring it back is ' +
        'refused (410). There is no way back.',
      body: ref(TakedownInput),
      response: createdResponse(Takedown, 'The takedown'),
      problems: ['gone']
    })
  }, async (request, reply) => {
    const target = targetFrom(request.body)
    const author = authorOf(request, request.body.reason)
    const takedown = await retried(async () => await app.db.transaction(async given => {
      const tx = given as Database
      return await getTakedown(tx, await takeDown(new Log(tx, author, { takesDown: true }), target))
    }))
    return await reply.code(201).header('location', `/v1/takedowns/${takedown!.id}`).send(takedown!)
  })

  app.get('/takedowns', {
    schema: operation({
      operationId: 'listTakedowns',
      tag: 'Corrections',
      summary: 'Takedowns, the newest first',
      description: 'What was taken down by kind and id, when, by whom and why. What it was is nowhere any more.',
      querystring: TakedownQuery,
      response: listResponse(Takedown, 'Takedowns')
    })
  }, async (request, reply) => {
    const { kind } = request.query
    return await sendList(request, reply, Takedown, async page => await listTakedowns(app.db, kind, page))
  })

  app.get('/takedowns/:id', {
    schema: operation({
      operationId: 'getTakedown',
      tag: 'Corrections',
      summary: 'One takedown',
      description: 'As it is listed.',
      params: takedownParams,
      response: recordResponse(Takedown, 'The takedown')
    })
  }, async ({ params: { id } }) => found(await getTakedown(app.db, id), id))
}

export default fp(routes, { name: 'takedowns' })
