/** The search over HTTP: all kinds of record by one question, ranked, with excerpts. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { officesFor } from '../auth/request.js'
import { SOURCE_TEXT } from '../db/entries.js'
import { excerptOf, highlightsIn } from '../domain/excerpts.js'
import { parseQuestion, type Question } from '../domain/questions.js'
import { listResponse, sendList } from '../http/list.js'
import { operation } from '../http/operation.js'
import { periodFrom, questionFrom, wardsFrom } from '../http/scope.js'
import {
  facetNames, searchMisspelled, searchRecords, type Facets, type Found, type SearchFilter
} from './queries.js'
import { components, listExtras, SearchQuery, SearchResult } from './schemas.js'

const folders: Readonly<Record<Found['kind'], string>> = {
  ward: 'wards',
  official: 'officials',
  organisation: 'organisations',
  resolution: 'resolutions',
  indicator: 'indicators',
  meeting: 'meetings',
  task: 'tasks',
  source: 'sources'
}

/** The text of a record that has most of a question, where its title has not all of it. */
function snippetOf ({ document: { title, names, fields }, text, licence }: Found, question: Question) {
  if (excerptOf(title, question)?.terms === question.terms.length) return null
  const ofSource = text === null ? [] : [{ property: SOURCE_TEXT, text }]
  let best: { property: string, text: string, start: number, end: number, terms: number } | null = null
  for (const field of [...ofSource, ...fields, ...names]) {
    const found = excerptOf(field.text, question)
    if (found !== null && found.terms > (best?.terms ?? 0)) best = { ...field, ...found }
  }
  if (best === null) return null
  const { property, start, end } = best
  const excerpt = property === SOURCE_TEXT && licence === null ? null : best.text.slice(start, end)
  return { property, text: excerpt, start, end, highlights: excerpt === null ? [] : highlightsIn(excerpt, question) }
}

/** What was found, as the API shows it. */
function resultOf (found: Found, question: Question | null, isMisspelled = false) {
  const { kind, id, type, status, day, document: { title }, ward, rank } = found
  return {
    kind,
    id,
    address: `/v1/${folders[kind]}/${id}`,
    title,
    titleHighlights: question === null ? [] : highlightsIn(title, question),
    ward,
    day,
    type,
    status,
    match: isMisspelled
      ? { spelling: 'misspelled' as const, words: 'all' as const, place: 'title' as const, adjacent: true }
      : rank && { spelling: rank.spelling, words: rank.words, place: rank.place, adjacent: rank.adjacent },
    snippet: question && snippetOf(found, question)
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/search', {
    schema: operation({
      operationId: 'searchRecords',
      tag: 'Search',
      summary: 'Records of all kinds by one question',
      description: 'Wards, officials, organisations, documents, indicators, meetings (with their figures and ' +
        'citations), tasks, and sources with their texts. Best first: as it was typed before other marks, all words ' +
        'before most of them, in the title before the text, side by side before apart; then by kind, newest first, ' +
        'and by id. Where nothing is found, a misspelled name is looked for, and `didYouMean` says which was. ' +
        'The present only: the past has no words.',
      querystring: SearchQuery,
      response: listResponse(SearchResult, 'What answers the question', listExtras)
    })
  }, async (request, reply) => {
    const { q, kind, period: code, status, facets: asked } = request.query
    const text = questionFrom(q)
    const question = text === undefined ? null : parseQuestion(text)
    const period = periodFrom('period', code)
    const filter: SearchFilter = {
      question,
      kinds: kind?.split(',') as SearchFilter['kinds'],
      wardIds: await wardsFrom(request, request.query, period),
      days: period,
      status,
      offices: officesFor(request)
    }
    const wanted = facetNames.filter(name => asked?.split(',').includes(name))
    let facets: Facets = {}
    let didYouMean: string | null = null
    const answer = await sendList(request, reply, SearchResult, async page => {
      const found = await searchRecords(app.databaseAt(request), filter, page, wanted)
      facets = found.facets
      if (found.rows.length > 0 || text === undefined || page.after !== null) {
        return { ...found, rows: found.rows.map(row => resultOf(row, question)) }
      }
      const like = await searchMisspelled(app.databaseAt(request), filter, text, page.limit)
      didYouMean = like[0]?.name ?? null
      const meant = like.length === 0 ? question : parseQuestion(like[0]!.name)
      return { ...found, rows: like.map(row => resultOf(row, meant, true)) }
    })
    return 'data' in answer ? { ...answer, didYouMean, ...asked === undefined ? {} : { facets } } : answer
  })
}

export default fp(routes, { name: 'search' })
