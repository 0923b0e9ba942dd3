/** Charts over HTTP: pictures of an indicator that other sites can embed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { formOf, periodForms, periodsBetween, type Period } from '../domain/periods.js'
import { operation } from '../http/operation.js'
import { codeParams } from '../http/parameters.js'
import { columnsFrom, demandColumns } from '../http/periods.js'
import { badParameter, notFound } from '../http/problems.js'
import { matrixFilterFrom, seriesFrom } from '../http/series.js'
import { indicatorExists, pointsOf, readFigures, toldIn } from './queries.js'
import { ChartQuery } from './schemas.js'

/** As many wards a chart has room for. */
const MOST = { line: 12, bar: 50 } as const

const tooManyWards = (kind: keyof typeof MOST) => badParameter('wards', {
  en: `A ${kind} chart has room for ${MOST[kind]} wards: name fewer.`,
  vi: `Biểu đồ ${kind === 'line' ? 'đường' : 'cột'} có chỗ cho ${MOST[kind]} phường: hãy nêu ít phường hơn.`
})

const mixed = () => badParameter('periods', {
  en: 'A chart has periods of one form, such as years: say which by granularity.',
  vi: 'Biểu đồ chỉ có một loại kỳ, ví dụ năm: hãy chọn bằng granularity.'
})

const onePeriod = (count: number) => badParameter('kind', {
  en: `A bar chart is of one period, and these are ${count}: name one in periods.`,
  vi: `Biểu đồ cột chỉ vẽ một kỳ mà ở đây có ${count} kỳ: hãy nêu một kỳ trong periods.`
})

/** Of periods that nobody named, those of the form that most are of; of forms that are as frequent, the longest. */
function ofOneForm (periods: readonly Period[]): Period[] {
  const ofForm = periodForms.map(({ code }) => periods.filter(period => formOf(period) === code))
  return ofForm.reduce((most, next) => next.length > most.length ? next : most)
}

/** With those between them, so that what is missing is a gap. */
function filled (periods: readonly Period[]): Period[] {
  const [first, last] = [periods[0], periods.at(-1)]
  return first === undefined ? [] : periodsBetween(first, last!) ?? [...periods]
}

const routes: FastifyPluginAsyncTypebox = async app => {
  app.get('/indicators/:code/chart.svg', {
    schema: operation({
      operationId: 'drawIndicator',
      tag: 'Comparison',
      summary: 'A chart of an indicator',
      description: 'SVG in Vietnamese, without scripts, to be embedded as it is: `<img src="…/chart.svg?wards=…">`. ' +
        'A line over periods for each ward, or a bar for each ward where there is one period. Plans are marks, ' +
        'hedged figures hollow, periods without a figure gaps; title and description tell all of it in words. The ' +
        'figures are those of `/v1/compare` under the same parameters; without `periods`, all of the form that most ' +
        'are of. ' +
        `At most ${MOST.line} lines or ${MOST.bar} bars. Where nothing was told, the picture says so.`,
      params: codeParams,
      querystring: ChartQuery,
      response: {
        200: {
          description: 'The chart',
          headers: {
            ETag: { type: 'string', description: 'Tag of this very picture' },
            Link: { type: 'string', description: 'The licence of the data (`rel="license"`)' }
          },
          content: { 'image/svg+xml': { schema: { type: 'string', description: 'SVG' } } }
        }
      }
    })
  }, async (request, reply) => {
    const { params: { code }, query } = request
    const named = columnsFrom(query)
    if (named !== null && new Set(named.map(formOf)).size > 1) throw mixed()
    const filter = await matrixFilterFrom(request, code, query, named)
    const series = seriesFrom(query)
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    const read = await readFigures(db, filter, MOST.bar)
    if (read.rows.length === 0 && !await indicatorExists(db, code)) throw notFound(code)

    const told = toldIn(read, series)
    const periods = named ?? filled(ofOneForm(told.filter(period =>
      query.granularity === undefined || formOf(period) === query.granularity)))
    demandColumns(periods.length)
    const kind = query.kind ?? (periods.length === 1 ? 'bar' : 'line')
    if (kind === 'bar' && periods.length > 1) throw onePeriod(periods.length)
    if (read.rows.length > MOST[kind]) throw tooManyWards(kind)

    // Drawn with what takes a while to load: whoever asks for no picture does not wait for it.
    const { draw } = await import('../drawing/chart.js')
    const { DATA_LICENCE, DATA_LICENCE_URL } = app.config
    reply.type('image/svg+xml; charset=utf-8')
      .header('link', `<${DATA_LICENCE_URL}>; rel="license"`)
      // A picture may stand in any page, also as a document of its own: nothing in it runs.
      .header('content-security-policy', "default-src 'none';sandbox")
    const [first] = read.rows
    return draw({
      kind,
      name: first?.indicator.name ?? code,
      unit: first?.indicator.unit ?? '',
      periods,
      lines: read.rows.map(row => ({ label: row.ward.name, points: pointsOf(row, periods, series) })),
      width: query.width ?? 800,
      height: query.height,
      licence: DATA_LICENCE
    })
  })
}

export default fp(routes, { name: 'charts' })
