/** Extraction over HTTP: a text goes in, what is found in it comes out, and nothing is kept. */
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { extract } from '../extraction/extract.js'
import { fileProblems, fileTypes, readingOf, takeFiles } from '../http/files.js'
import { actResponse, operation } from '../http/operation.js'
import { ref } from '../http/schemas.js'
import { placesOf, type Place } from '../intake/places.js'
import { dayOf } from '../intake/reading.js'
import { languageOf } from '../plugins/errors.js'
import { components, Extraction, ExtractionInput } from './schemas.js'

const labelOf = ({ ward: { id, slug, name } }: Place) => ({ id, slug, name })

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  await app.register(async plain => {
    const scope = plain.withTypeProvider<TypeBoxTypeProvider>()
    takeFiles(scope, ({ text, publishedOn }) => ({ text, publishedOn }))

    scope.post('/extractions', {
      bodyLimit: 4 * 1024 * 1024,
      config: { files: fileTypes },
      schema: operation({
        operationId: 'extractText',
        tag: 'Sources',
        summary: 'Read a text, and keep nothing',
        description: 'What the register would propose if the text were sent to `/v1/sources`: the ward, the meeting, ' +
          'persons, documents, figures and tasks, each with its passages. The text comes as JSON, or as a file: ' +
          'plain text, a web page, a Word document or a PDF.',
        body: ref(ExtractionInput),
        response: actResponse(Extraction, 'What was found'),
        problems: fileProblems
      })
    }, async (request, reply) => {
      const { ward, ...findings } = extract(request.body.text, request.body)
      const asked = { finding: ward, wardId: undefined, day: dayOf({ ward, ...findings }) }
      const [places = []] = ward === null ? [] : await placesOf(app.db, [asked])
      const [place, ...others] = places
      const reading = readingOf(request)
      const language = languageOf(request)
      reply.header('cache-control', 'no-store')
      return {
        ward: ward === null
          ? null
          : {
              ...ward,
              ward: place === undefined || others.length > 0 ? null : labelOf(place),
              candidates: others.length === 0 ? [] : places.map(labelOf)
            },
        ...findings,
        input: reading === null
          ? null
          : { ...reading, notes: reading.notes.map(({ code, detail }) => ({ code, detail: detail[language] })) }
      } as never
    })
  })
}

export default fp(routes, { name: 'extractions' })
