/** Bulk imports over HTTP: a stream comes in, a stream of lines goes out while it is written. */
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { PassThrough, type Readable } from 'node:stream'
import { may } from '../auth/principal.js'
import { principalOf } from '../auth/request.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { badProperty, found } from '../http/problems.js'
import { spooled } from '../http/spool.js'
import { readUntil } from '../http/until.js'
import { ManyTexts } from '../intake/many.js'
import { languageOf } from '../plugins/errors.js'
import { stopping } from '../plugins/life.js'
import type { Metrics } from '../plugins/metrics.js'
import { ImportRun, toldProblem, type Listener, type Progress } from '../writing/imports.js'
import type { ItemResult } from '../writing/import.js'
import { itemsOfSheets } from '../sheets/items.js'
import { templateWorkbook } from '../sheets/template.js'
import { itemsOfLines } from '../writing/lines.js'
import type { DraftKind } from '../writing/validate.js'
import { getImport, listImportFailures, listImports } from './queries.js'
import {
  components, Import, ImportFailure, ImportFailureQuery, ImportOptions, importParams, ImportQuery
} from './schemas.js'

/** The types that are taken, and what each is. */
const types: Readonly<Record<string, string>> = {
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx'
}

const sheetKinds = ['meeting', 'official', 'observation'] as const

/** As many failures are told in the answer; all that are kept are at /v1/imports/{id}/failures. */
const MOST_TOLD = 1000

/** Whose imports a reader sees; undefined: everybody's. */
const actorFor = (request: FastifyRequest) => {
  const principal = principalOf(request)
  return may(principal, 'admin') ? undefined : principal.actor
}

/** Writes lines of JSON, and waits where the reader is slower. */
function linesTo (stream: PassThrough) {
  return async (line: object) => {
    if (stream.destroyed || stream.write(`${JSON.stringify(line)}\n`)) return
    await new Promise<void>(resolve => {
      const go = () => {
        stream.off('drain', go).off('close', go)
        resolve()
      }
      stream.on('drain', go).on('close', go)
    })
  }
}

/** Counts what came since the progress before. */
function noteItems (metrics: Metrics, progress: Progress, before: Progress | null) {
  for (const outcome of ['created', 'updated', 'unchanged', 'failed'] as const) {
    metrics.noteItems(outcome, progress[outcome] - (before?.[outcome] ?? 0))
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  await app.register(async plain => {
    const scope = plain.withTypeProvider<TypeBoxTypeProvider>()
    // The body is read by the handler, item by item; nothing else is taken.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(Object.keys(types), (_request, payload, done) => done(null, payload))

    scope.post('/imports', {
      config: { streams: Object.keys(types) },
      compress: false,
      schema: operation({
        operationId: 'importRecords',
        tag: 'Imports',
        summary: 'Import many records at once',
        description: 'One record a line: `{"kind": "meeting", "data": {…}}`, in any order: what a line refers to may ' +
          'come later. Spreadsheets (CSV, Excel) are taken too, as the template has them. Of any length; nothing ' +
          'is held in memory. What is there already by its id, its ids in the sending system or its identity is ' +
          'updated, so that sending it again changes nothing. The answer is lines of JSON too: the import, each item ' +
          'that failed (all with `results=all`), the progress after each chunk, and a summary. An import that was ' +
          'cut off goes on with `from`, the `position` of the last progress; where the service stops, the last line ' +
          'is `interrupted` and tells it too.',
        querystring: ImportOptions,
        response: {
          200: {
            description: 'Lines of JSON: `import`, items, `progress`, and at the end `summary`; `interrupted` where ' +
              'the service stops meanwhile',
            content: {
              'application/x-ndjson': { schema: { type: 'string', description: 'One object a line' } }
            }
          }
        },
        problems: ['unsupported-media-type']
      })
    }, async (request, reply) => {
      const {
        atomic = 'item', dryRun = false, kind, name = null, from = 0, results = 'failed', reason, sourceSystem,
        extract = false
      } = request.query
      if (request.body === undefined) throw badProperty('', { en: 'is required', vi: 'là bắt buộc' })
      const texts = extract ? new ManyTexts() : null
      const format = types[request.headers['content-type']!.split(';')[0]!.trim().toLowerCase()]!
      const answer = new PassThrough()
      const tell = linesTo(answer)
      const language = languageOf(request)
      let told = 0
      let noted: Progress | null = null
      const listener: Listener = {
        async results (items) {
          for (const item of items) {
            const failed = item.status === 'failed'
            const found = texts?.found(item.id) ?? null
            if (failed ? told++ < MOST_TOLD : results === 'all') {
              await tell({ ...lineOf(item, language), ...found === null ? {} : { found } })
            }
          }
        },
        async progress (progress) {
          if (!dryRun) noteItems(app.metrics, progress, noted)
          noted = progress
          await tell({ progress })
        }
      }
      // An import goes on where it was left: it does not keep a service from stopping.
      const body = readUntil(app.life.ending, request.body as Readable, stopping)
      const run = new ImportRun(app.db, {
        name, format, atomic, dryRun, from, reason: reason ?? null, texts
      }, principalOf(request), listener)
      // Before the first byte of the answer, so that a file which cannot be read is answered as a problem.
      const sheets = format === 'ndjson'
        ? null
        : await itemsOfSheets(body, from, {
          format: format as 'csv' | 'xlsx',
          name: name ?? `import.${format}`,
          kind: sheetKinds.find(known => known === kind),
          sourceSystem,
          findWards: word => app.units.named(word)
        })
      await run.begin()

      const lines = async (stream: Readable) => await run.run(itemsOfLines(stream, from, kind as DraftKind | undefined))
      // A transaction does not wait for a slow sender: all or nothing is first taken in, as a spreadsheet always is.
      const finished = sheets !== null
        ? run.run(sheets)
        : dryRun || atomic === 'all' ? spooled(body, lines) : lines(body)
      finished.then(async summary => {
        await app.units.load()
        await tell({ summary })
        answer.end()
      }).catch(async (error: Error) => {
        request.log.warn(error)
        if (!app.life.ending.aborted) return answer.destroy(error)
        await tell({ interrupted: { position: run.done } })
        answer.end()
        // What the sender still sends is not waited for.
        reply.raw.once('finish', () => { request.raw.socket.end() })
      })
      await tell({ import: { id: run.id, atomic, dryRun, format, name, from } })
      return await reply.type('application/x-ndjson; charset=utf-8')
        .header('location', `${app.prefix}/imports/${run.id}`)
        .header('x-accel-buffering', 'no')
        .header('cache-control', 'no-store')
        .send(answer)
    })
  })

  app.get('/imports/template.xlsx', {
    schema: operation({
      operationId: 'getImportTemplate',
      tag: 'Imports',
      summary: 'A workbook to fill in',
      description: 'Sheets for meetings, officials and figures, with Vietnamese headings, hints and lists to choose ' +
        'from, and a guide. Filled in, it is sent to `/v1/imports` as it is.',
      response: {
        200: {
          description: 'The workbook',
          content: {
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
              schema: { type: 'string', format: 'binary' }
            }
          }
        }
      }
    })
  }, async (_, reply) => await reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', 'attachment; filename="mau-nhap.xlsx"')
    .send(await templateWorkbook()))

  app.get('/imports', {
    schema: operation({
      operationId: 'listImports',
      tag: 'Imports',
      summary: 'Imports, the newest first',
      description: 'Those of the own key; administrators see all.',
      querystring: ImportQuery,
      response: listResponse(Import, 'Imports')
    })
  }, async (request, reply) => {
    const filter = { actor: actorFor(request), state: request.query.state }
    return await sendList(request, reply, Import, page => listImports(app.db, filter, page))
  })

  app.get('/imports/:id', {
    schema: operation({
      operationId: 'getImport',
      tag: 'Imports',
      summary: 'One import: how far it came',
      description: 'Also while it goes on.',
      params: importParams,
      response: recordResponse(Import, 'The import')
    })
  }, async request => {
    const { id } = request.params
    return found(await getImport(app.db, id, actorFor(request)), id)
  })

  app.get('/imports/:id/failures', {
    schema: operation({
      operationId: 'listImportFailures',
      tag: 'Imports',
      summary: 'The items of an import that could not be written',
      description: 'The first ten thousand, with what is wrong; not the items themselves, which the sender has.',
      params: importParams,
      querystring: ImportFailureQuery,
      response: listResponse(ImportFailure, 'Items that failed')
    })
  }, async (request, reply) => {
    const { id } = request.params
    found(await getImport(app.db, id, actorFor(request)), id)
    const language = languageOf(request)
    return await sendList(request, reply, ImportFailure, page => listImportFailures(app.db, id, language, page))
  })
}

/** What is told of an item. */
function lineOf ({ position, place, kind, id, status, problem }: ItemResult, language: 'en' | 'vi') {
  const item = { position, ...(place === null ? {} : { place }), kind, id, status }
  if (problem === null) return item
  const { type, detail, errors = [] } = toldProblem(problem)
  return {
    ...item,
    type,
    detail: detail[language],
    errors: errors.map(fault => ({ pointer: fault.pointer, detail: fault.detail[language] }))
  }
}

export default fp(routes, { name: 'imports' })
