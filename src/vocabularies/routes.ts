/** Vocabularies over HTTP. They are part of the service itself: no database is asked. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { listResponse, pageOf, sendList } from '../http/list.js'
import { operation } from '../http/operation.js'
import { TermLabel } from '../http/schemas.js'
import { Vocabulary, VocabularyQuery, vocabularyParams } from './schemas.js'
import { vocabularies } from './vocabularies.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Vocabulary)

  app.get('/vocabularies', {
    config: { keeps: 'fixed' },
    schema: operation({
      operationId: 'listVocabularies',
      tag: 'Vocabularies',
      summary: 'All vocabularies',
      description: 'Codes that records use, by the name of their vocabulary.',
      querystring: VocabularyQuery,
      response: listResponse(Vocabulary, 'Vocabularies')
    })
  }, async (request, reply) => {
    const all = Object.entries(vocabularies)
      .map(([name, { title, titleEn, terms }]) => ({ name, title, titleEn, count: terms.length }))
    return await sendList(request, reply, Vocabulary, pageOf(all))
  })

  app.get('/vocabularies/:name', {
    config: { keeps: 'fixed' },
    schema: operation({
      operationId: 'getVocabulary',
      tag: 'Vocabularies',
      summary: 'The terms of a vocabulary',
      description: 'Codes with their Vietnamese labels and English glosses.',
      params: vocabularyParams,
      querystring: VocabularyQuery,
      response: listResponse(TermLabel, 'Terms')
    })
  }, async (request, reply) => {
    const { terms } = vocabularies[request.params.name]
    return await sendList(request, reply, TermLabel,
      pageOf(terms.map(({ code, name, nameEn }) => ({ code, name, nameEn }))))
  })
}

export default fp(routes, { name: 'vocabularies' })
