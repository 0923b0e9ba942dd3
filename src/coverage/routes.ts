/** Coverage over HTTP: wards × periods, how many are in which state, and the checks that found no source. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Static } from 'typebox'
import { authorOf, demandWard } from '../auth/request.js'
import { REPORTING_DAYS } from '../domain/coverage.js'
import { parsePeriod, period, type Period } from '../domain/periods.js'
import { listResponse, pageOf, sendList } from '../http/list.js'
import { actResponse, noContent, operation, recordResponse } from '../http/operation.js'
import { periodsFrom } from '../http/periods.js'
import { badProperty, notFound } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { wardsFrom } from '../http/scope.js'
import { spanOf } from '../http/series.js'
import { checkCoverage, countCoverage, getCoverage, listCoverage, uncheckCoverage } from './queries.js'
import {
  components, Coverage, CoverageCell, CoverageCheck, CoverageLine, coverageParams, CoverageQuery, CoverageTotal,
  CoverageTotalQuery
} from './schemas.js'

const today = () => new Date().toISOString().slice(0, 10)
const lastYear = () => [period(String(new Date().getFullYear() - 1))]

const definitions = 'In this order: `reported`, where a confirmed meeting reviewed exactly this period or a ' +
  'confirmed result was told of it; `unread`, where a meeting of the period waits to be confirmed, or a text about ' +
  `the ward that tells no period, published from ${REPORTING_DAYS.before} days before the end of the period to ` +
  `${REPORTING_DAYS.after} days after it; \`not-existing\`, where the ward did not exist on any day of the period; ` +
  '`no-source`, where somebody noted to have looked in vain; else `unchecked`.'

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  async function filterFrom (request: FastifyRequest, query: Static<typeof CoverageTotalQuery>) {
    const periods = periodsFrom('period', query.period) ?? lastYear()
    return { wardIds: await wardsFrom(request, query, spanOf(periods)), named: query.ward !== undefined, periods }
  }

  /** The ward and the period in the path. */
  async function placeOf (params: { ward: string, period: string }): Promise<{ wardId: string, at: Period }> {
    const at = parsePeriod(params.period)
    const unit = (await app.units.find('ward', params.ward, at ?? undefined)).at(-1)
    if (unit === undefined) throw notFound(params.ward)
    if (at === null) throw notFound(params.period)
    return { wardId: unit.id, at }
  }

  app.get('/coverage', {
    schema: operation({
      operationId: 'listCoverage',
      tag: 'Comparison',
      summary: 'What is there, and what is missing: wards × periods',
      description: `A row for each ward, a cell for each period, with its state. ${definitions} Pages are of wards; ` +
        'files have one line for each cell.',
      querystring: CoverageQuery,
      response: listResponse(Coverage, 'Rows of the matrix')
    })
  }, async (request, reply) => {
    const filter = await filterFrom(request, request.query)
    const db = app.databaseAt(request)
    return await sendList(request, reply, Coverage, page => listCoverage(db, filter, page), undefined, {
      schema: CoverageLine,
      rowsOf: ({ ward, cells }) => cells.map(cell => ({ ward, ...cell }))
    })
  })

  app.get('/coverage/totals', {
    schema: operation({
      operationId: 'countCoverage',
      tag: 'Comparison',
      summary: 'How many wards are in which state',
      description: 'Of the same wards and periods as the matrix, one line for each period.',
      querystring: CoverageTotalQuery,
      response: listResponse(CoverageTotal, 'Totals')
    })
  }, async (request, reply) => {
    const filter = await filterFrom(request, request.query)
    return await sendList(request, reply, CoverageTotal, async page =>
      await pageOf(await countCoverage(app.databaseAt(request), filter))(page))
  })

  const params = coverageParams

  app.get('/wards/:ward/coverage/:period', {
    schema: operation({
      operationId: 'getCoverage',
      tag: 'Comparison',
      summary: 'What is known of a ward in a period',
      description: definitions,
      params,
      response: recordResponse(CoverageCell, 'The cell of the matrix')
    })
  }, async request => {
    const { wardId, at } = await placeOf(request.params)
    return await getCoverage(app.databaseAt(request), wardId, at)
  })

  app.put('/wards/:ward/coverage/:period', {
    schema: operation({
      operationId: 'checkCoverage',
      tag: 'Comparison',
      summary: 'Note that a source was looked for in vain',
      description: 'One note for each ward and period; it moves to the day that is told, and stays where a source ' +
        'turns up later. It goes into the log with its author. Told again, it changes nothing.',
      params,
      body: ref(CoverageCheck),
      response: actResponse(CoverageCell, 'The cell of the matrix')
    })
  }, async request => {
    const { wardId, at } = await placeOf(request.params)
    demandWard(request, wardId)
    const { checkedOn = today() } = request.body
    if (checkedOn > today()) throw badProperty('/checkedOn', { en: 'is yet to come', vi: 'chưa đến' })
    await checkCoverage(app.db, wardId, at, checkedOn, authorOf(request))
    return await getCoverage(app.db, wardId, at)
  })

  app.delete('/wards/:ward/coverage/:period', {
    schema: operation({
      operationId: 'uncheckCoverage',
      tag: 'Comparison',
      summary: 'Take such a note away',
      description: 'Nothing happens where there is none.',
      params,
      response: noContent('There is no such note')
    })
  }, async (request, reply) => {
    const { wardId, at } = await placeOf(request.params)
    demandWard(request, wardId)
    await uncheckCoverage(app.db, wardId, at, authorOf(request))
    return await reply.code(204).send()
  })
}

export default fp(routes, { name: 'coverage' })
