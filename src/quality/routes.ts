/** Quality over HTTP: the flags of figures, counted. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import type { Static } from 'typebox'
import { listResponse, pageOf, sendList } from '../http/list.js'
import { operation } from '../http/operation.js'
import { periodFrom, wardsFrom } from '../http/scope.js'
import { unknownIndicator } from '../http/series.js'
import { countFlags, unknownIndicators } from './queries.js'
import { components, QualityQuery, QualityRow, type Group } from './schemas.js'

type Row = Awaited<ReturnType<typeof countFlags>>[number]

/** The filters of the question that the list of figures has as well. */
const handedOn = ['ward', 'province', 'indicator', 'period', 'within', 'status'] as const

/** The list that shows what a row counts, as it is now; figures without a period are among all of its flag. */
function addressOf (row: Row, query: Static<typeof QualityQuery>, groupBy: Group | undefined): string {
  const search = new URLSearchParams({ flag: row.code })
  for (const name of handedOn) {
    const value = query[name]
    if (value !== undefined && (name !== 'status' || value !== 'verified')) search.set(name, value)
  }
  const counted = {
    ward: row.ward?.slug, province: row.province?.slug, indicator: row.indicator?.code, period: row.period?.code
  }
  if (groupBy !== undefined && counted[groupBy] != null) search.set(groupBy, counted[groupBy])
  return `/v1/observations?${search}`
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/quality', {
    schema: operation({
      operationId: 'countFlags',
      tag: 'Comparison',
      summary: 'What is wrong or unusual, counted',
      description: 'Each kind of flag with the number of figures that carry it, of wards and of sources, and the ' +
        'address of the list that shows them as they are now. `groupBy` counts for each ward, province, indicator ' +
        'or period. Those that occur most come first; what does not occur is not told. A figure with several flags ' +
        'is counted under each.',
      querystring: QualityQuery,
      response: listResponse(QualityRow, 'Kinds of flag')
    })
  }, async (request, reply) => {
    const { query } = request
    const [period, within] = [periodFrom('period', query.period), periodFrom('within', query.within)]
    const filter = {
      wardIds: await wardsFrom(request, query, period ?? within),
      indicators: query.indicator?.split(','),
      period,
      within,
      status: query.status ?? 'verified'
    }
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, QualityRow, async page => {
      const rows = await countFlags(db, filter, query.groupBy)
      return await pageOf(rows.map(row => ({ ...row, address: addressOf(row, query, query.groupBy) })))(page)
    }, async () => {
      // A code that the catalogue does not have is a mistake, not a figure that nothing is wrong with.
      const [unknown] = filter.indicators === undefined
        ? []
        : await unknownIndicators(app.databaseNow(request), filter.indicators)
      return unknown === undefined ? null : unknownIndicator(unknown)
    })
  })
}

export default fp(routes, { name: 'quality' })
