/** Sources over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { matchText, quoteAgrees, sha256Of } from '../domain/verification.js'
import { listResponse, sendList } from '../http/list.js'
import { actResponse, operation, recordResponse } from '../http/operation.js'
import { RecordQuery, sourceParams } from '../http/parameters.js'
import { ref } from '../http/schemas.js'
import { daysFrom, questionFrom, wardsFrom } from '../http/scope.js'
import { takeIn } from '../intake/intake.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getPassages, getSource, listSources } from './queries.js'
import {
  extractParameters, Source, SourceQuery, TextInput, Verification, verificationComponents, type ExtractQuery
} from './schemas.js'

/** As many characters before and behind a passage are shown. */
const AROUND = 60

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of [Source, ...verificationComponents]) app.addSchema(component)

  app.get('/sources', {
    schema: operation({
      operationId: 'listSources',
      tag: 'Sources',
      summary: 'The published texts on which all claims rest',
      description: 'Titles and addresses; the texts stay with their publishers unless their licence allows ' +
        'otherwise.',
      querystring: SourceQuery,
      response: listResponse(Source, 'Sources')
    })
  }, async (request, reply) => {
    const { meeting, sha256, publishedFrom, publishedTo, updatedSince, q } = request.query
    daysFrom({ from: publishedFrom, to: publishedTo }, ['publishedFrom', 'publishedTo'])
    const filter = {
      wardIds: await wardsFrom(app.units, request.query),
      meeting,
      sha256,
      publishedFrom,
      publishedTo,
      updatedSince,
      q: questionFrom(q)
    }
    const db = app.databaseAt(request)
    return await sendList(request, reply, Source, page => listSources(db, filter, page))
  })

  app.get('/sources/:id', {
    schema: operation({
      operationId: 'getSource',
      tag: 'Sources',
      summary: 'One source',
      description: 'By its id, which is made from its text: one text is one source.',
      params: sourceParams,
      querystring: RecordQuery,
      response: recordResponse(Source, 'The source')
    })
  }, async request => {
    const { id } = request.params
    const record = await getSource(app.databaseAt(request), id)
    return await foundOrGone(request, 'source', id, record)
  })

  app.post('/sources/:id/verify', {
    bodyLimit: 4 * 1024 * 1024,
    schema: operation({
      operationId: 'verifySource',
      tag: 'Sources',
      summary: 'Hold a text against a source',
      description: 'The register need not keep texts to be checked: whoever has the published text sends it and ' +
        'learns whether it is the one that was read, and what stands at every passage on which a confirmed record ' +
        'rests. Nothing of it is kept.',
      params: sourceParams,
      body: ref(TextInput),
      response: actResponse(Verification, 'Whether it is that text, and the passages'),
      problems: ['gone']
    })
  }, async request => {
    const { params: { id }, body: { text } } = request
    const { sha256: expected, total, passages } =
      await foundOrGone(request, 'source', id, await getPassages(app.db, id))
    const match = matchText(text, expected)
    const cut = (start: number, end: number) => match?.text.slice(Math.max(0, start), end) ?? null
    return {
      source: id.toLowerCase(),
      matches: match !== null,
      as: match?.as ?? null,
      sha256: sha256Of(text),
      expected,
      quotes: passages.map(({ quote, ...passage }) => {
        const { start, end } = passage
        const there = cut(start, end)
        return {
          ...passage,
          quote: there,
          before: cut(start - AROUND, start),
          after: cut(end, end + AROUND),
          agrees: quote === null || there === null ? null : quoteAgrees(quote, there)
        }
      }),
      total
    }
  })

  writeRoutes(app, {
    kind: 'source',
    address: '/sources/:id',
    name: 'Source',
    noun: 'source',
    tag: 'Sources',
    params: sourceParams,
    record: Source,
    read: async (db, id) => await getSource(db, id),
    making: {
      query: extractParameters,
      description: 'A text is also read: the ward, the meeting, the officials, documents, figures and tasks that it ' +
        'tells of become records that are `unverified`, each with the passages on which it rests, linked to what the ' +
        'register knows. A meeting that is there already gets what the text adds to it. `GET /v1/reviews/{source}` ' +
        'shows them for people to confirm.',
      async prepare (request) {
        const { extract = true, ward } = request.query as ExtractQuery
        const [wardId] = ward === undefined ? [] : (await wardsFrom(app.units, { ward }))!
        return { extract, wardId }
      },
      async then (work, { id, draft }, prepared) {
        const { extract, wardId } = prepared as { extract: boolean, wardId: string | undefined }
        const { text } = draft as { text?: string | null }
        if (text != null && extract) await takeIn(work, { sourceId: id, text, wardId })
      }
    }
  })
}

export default fp(routes, { name: 'sources' })
