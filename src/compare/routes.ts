/** Comparisons over HTTP: one indicator as a matrix of wards and periods. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { listResponse, sendList } from '../http/list.js'
import { operation } from '../http/operation.js'
import { columnsFrom, demandColumns } from '../http/periods.js'
import { matrixFilterFrom, seriesFrom, unknownIndicator } from '../http/series.js'
import { compare, indicatorExists } from './queries.js'
import { Comparison, ComparisonCell, CompareQuery, components, DEFAULT_INDICATOR } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/compare', {
    schema: operation({
      operationId: 'compareWards',
      tag: 'Comparison',
      summary: 'One indicator, wards × periods',
      description: 'A row for each ward, a cell for each period, with the figure that was reported of exactly this ' +
        'period, its hedge, its plan and the share of it, its flags and the address of its evidence. Nothing is ' +
        'added up. Where reports differ all are listed, and the choice is explained: what a person confirmed comes ' +
        'before what was only read, a number before a word, the indicator’s unit before another, a result before an ' +
        'estimate, a later report before an earlier one, an exact number before a bound. An empty cell says why. ' +
        'Pages are of wards, in the order of Vietnamese lists; files have one line for each cell. Without wards and ' +
        'province: all wards that told such a figure.',
      querystring: CompareQuery,
      response: listResponse(Comparison, 'Rows of the matrix')
    })
  }, async (request, reply) => {
    const { query } = request
    const indicator = query.indicator ?? DEFAULT_INDICATOR
    const filter = await matrixFilterFrom(request, indicator, query, columnsFrom(query))
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    const wanted = { granularity: query.granularity, series: seriesFrom(query) }
    return await sendList(request, reply, Comparison, async request => {
      const page = await compare(db, filter, wanted, request)
      demandColumns(page.rows[0]?.cells.length ?? 0)
      return page
    },
    async () => await indicatorExists(app.databaseNow(request), indicator) ? null : unknownIndicator(indicator),
    {
      schema: ComparisonCell,
      rowsOf: ({ ward, indicator, cells }) => cells.map(cell => ({ ward, indicator, ...cell }))
    })
  })
}

export default fp(routes, { name: 'compare' })
