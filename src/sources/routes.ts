/** Sources over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { matchText, quoteAgrees, sha256Of } from '../domain/verification.js'
import { fileTypes, readingOf, takeFiles } from '../http/files.js'
import { listResponse, sendList } from '../http/list.js'
import { actResponse, operation, recordResponse } from '../http/operation.js'
import { RecordQuery, sourceParams } from '../http/parameters.js'
import { badParameter } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { daysFrom, questionFrom, wardsFrom } from '../http/scope.js'
import { takeIn } from '../intake/intake.js'
import type { Reading } from '../inputs/read.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { withoutNulls } from '../writing/item.js'
import { getPassages, getSource, listSources } from './queries.js'
import {
  extractParameters, fileParameters, Source, SourceQuery, TextInput, Verification, verificationComponents,
  type ExtractQuery
} from './schemas.js'

/** As many characters before and behind a passage are shown. */
const AROUND = 60

/** As much of a first line serves as a title. */
const LONGEST_TITLE = 300
const LONGEST_URL = 2000

/** A file as the draft of a source. */
const draftOf = ({ title, publishedOn, url, text }: Reading) => withoutNulls({
  title: (title ?? /\S.*/.exec(text)?.[0] ?? '').trim().slice(0, LONGEST_TITLE),
  publishedOn,
  url: url !== null && url.length > LONGEST_URL ? null : url,
  text
})

const onlyOfFiles = (name: string) => badParameter(name, {
  en: `${name} goes with a file: in JSON it is a property.`, vi: `${name} đi cùng tệp: trong JSON là thuộc tính.`
})

/** Puts what the parameters say of a file into its draft. */
function describe (request: FastifyRequest): void {
  const query = request.query as Record<string, unknown>
  const given = Object.keys(fileParameters).filter(name => query[name] !== undefined)
  if (readingOf(request) === null && given.length > 0) throw onlyOfFiles(given[0]!)
  Object.assign(request.body as object, Object.fromEntries(given.map(name => [name, query[name]])))
}

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
      wardIds: await wardsFrom(request, request.query),
      meeting,
      sha256,
      publishedFrom,
      publishedTo,
      updatedSince,
      q: questionFrom(q)
    }
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
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
      response: recordResponse(Source, 'The source'),
      problems: ['gone']
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
      await foundOrGone(request, 'source', id, await getPassages(app.databaseAt(request), id))
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

  await app.register(async plain => {
    takeFiles(plain, draftOf)
    writeRoutes(plain, {
      kind: 'source',
      address: '/sources/:id',
      name: 'Source',
      noun: 'source',
      tag: 'Sources',
      params: sourceParams,
      record: Source,
      read: async (db, id) => await getSource(db, id),
      making: {
        query: { ...extractParameters, ...fileParameters },
        files: fileTypes,
        description: 'A text is also read: the ward, the meeting, the officials, documents, figures and tasks that ' +
          'it tells of become records that are `unverified`, each with the passages on which it rests, linked to ' +
          'what the register knows. A meeting that is there already gets what the text adds to it. ' +
          '`GET /v1/reviews/{source}` shows them for people to confirm. A file (plain text, a web page, a Word ' +
          'document, a PDF) can be sent in the stead of JSON: its text is kept, and what is to be said of it stands ' +
          'in the parameters.',
        async prepare (request) {
          describe(request)
          const { extract = true, ward } = request.query as ExtractQuery
          const [wardId] = ward === undefined ? [] : (await wardsFrom(request, { ward }))!
          return { extract, wardId }
        },
        async then (work, { id, draft }, prepared) {
          const { extract, wardId } = prepared as { extract: boolean, wardId: string | undefined }
          const { text, url, publishedOn } = draft as Partial<Record<'text' | 'url' | 'publishedOn', string | null>>
          if (text != null && extract) await takeIn(work, { sourceId: id, text, url, publishedOn, wardId })
        }
      }
    })
  })
}

export default fp(routes, { name: 'sources' })
