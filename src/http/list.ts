/**
 * What all lists share: the page that a request asks for, the links to the next one, and the whole result as a table.
 * A handler says how its rows are read; this answers them.
 */
import accepts from 'accepts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { Type, type TSchema } from 'typebox'
import { KeyError, type PageOf, type PageRequest } from '../db/keyset.js'
import { columnsOf, csvLines } from './csv.js'
import { addressOf, badCursor, digestOf, readCursor, writeCursor } from './cursor.js'
import { badParameter, Problem } from './problems.js'
import { listOf, Page, ref } from './schemas.js'

const EXPORT_CHUNK = 500

/** The answers of a list: a page of records, or the table. */
export function listResponse (schema: TSchema, description: string) {
  return {
    200: {
      description,
      headers: {
        Link: {
          type: 'string',
          description: 'The next page (`rel="next"`) and the licence of the data (`rel="license"`)'
        },
        ETag: { type: 'string', description: 'Tag of this very answer, for `If-None-Match`' }
      },
      content: {
        'application/json': {
          schema: Type.Object({ data: listOf(schema, 'The records of this page'), page: ref(Page) })
        },
        'text/csv': { schema: Type.String({ description: 'The whole filtered result, one line a record' }) }
      }
    }
  }
}

interface ListQuery {
  limit?: number, cursor?: string, total?: boolean, sort?: string, format?: 'json' | 'csv', include?: string
}

/** An address in two: only the first question mark parts it. */
function partsOf (url: string) {
  const [path] = url.split('?', 1) as [string]
  return { path, search: new URLSearchParams(url.slice(path.length + 1)) }
}

/** Whether a table is asked for: by parameter, else by the Accept header. */
function wantsTable (request: FastifyRequest, query: ListQuery): boolean {
  if (partsOf(request.url).search.has('format')) return query.format === 'csv'
  const type = accepts(request.raw).type(['application/json', 'text/csv'])
  if (type === false) {
    throw new Problem('not-acceptable', {
      en: 'This list is answered as application/json or text/csv.',
      vi: 'Danh sách này được trả lời dưới dạng application/json hoặc text/csv.'
    })
  }
  return type === 'text/csv'
}

type Read<T> = (page: PageRequest) => Promise<PageOf<T>>

/** Asked where nothing is found: whether the question itself was about something that does not exist. */
type WhenEmpty = () => Promise<Problem | null>

/**
 * Answers a list.
 * @param schema the record's schema, which gives the table its columns
 * @param read reads one page
 * @param whenEmpty asked where nothing is found; the problem that it tells is the answer
 */
export async function sendList<T> (
  request: FastifyRequest, reply: FastifyReply, schema: TSchema, read: Read<T>, whenEmpty?: WhenEmpty
) {
  const query = request.query as ListQuery
  const digest = digestOf(addressOf(request.routeOptions.url!, request.params), { ...query })
  const page: PageRequest = {
    sort: query.sort ?? '',
    limit: query.limit!,
    total: query.total === true,
    after: query.cursor === undefined ? null : readCursor(query.cursor, digest)
  }
  reply.header('vary', 'accept')
  const { DATA_LICENCE_URL } = request.server.config
  const licence = `<${DATA_LICENCE_URL}>; rel="license"`
  const readFrom = firstReading(read, whenEmpty)
  if (wantsTable(request, query)) {
    for (const parameter of ['include', 'cursor'] as const) {
      if (query[parameter] !== undefined) throw notForTables(parameter)
    }
    return await sendTable(request, reply.header('link', licence), schema, page.sort, readFrom)
  }
  const { rows, next, total } = await readFrom(page)
  const links = [licence]
  if (next !== null) {
    const { path, search } = partsOf(request.url)
    search.set('cursor', writeCursor(digest, next))
    links.unshift(`<${request.server.config.PUBLIC_URL ?? ''}${path}?${search}>; rel="next"`)
  }
  reply.header('link', links.join(', '))
  return {
    data: rows,
    page: {
      limit: page.limit,
      next: next === null ? null : writeCursor(digest, next),
      ...(total === null ? {} : { total })
    }
  }
}

/** Reads pages of a list that is held in memory. */
export const pageOf = <T>(rows: readonly T[]) => async ({ after, limit, total }: PageRequest): Promise<PageOf<T>> => {
  if (after !== null && !(after.length === 1 && /^\d{1,6}$/.test(after[0]!))) throw new KeyError()
  const start = Number(after?.[0] ?? 0)
  const end = start + limit
  return {
    rows: rows.slice(start, end),
    next: end < rows.length ? [String(end)] : null,
    total: total ? rows.length : null
  }
}

const notForTables = (parameter: string) => badParameter(parameter, {
  en: `A table is always the whole filtered result, without included records: ${parameter} is not for it.`,
  vi: `Bảng luôn là toàn bộ kết quả đã lọc, không có bản ghi kèm theo: không dùng ${parameter} cho bảng.`
})

/** As read, but a key that fits no order is a bad cursor, and a list of a record that does not exist is not found. */
const firstReading = <T>(read: Read<T>, whenEmpty: WhenEmpty | undefined): Read<T> => async page => {
  try {
    const found = await read(page)
    const problem = found.rows.length === 0 ? await whenEmpty?.() : null
    if (problem != null) throw problem
    return found
  } catch (error) {
    throw error instanceof KeyError ? badCursor() : error
  }
}

/** The whole result from the start, in chunks by key: no cursor of the database stays open while the client reads. */
async function sendTable<T> (
  request: FastifyRequest, reply: FastifyReply, schema: TSchema, sort: string, read: Read<T>
) {
  const chunk = async (after: readonly string[] | null) =>
    await read({ sort, limit: EXPORT_CHUNK, total: false, after })
  const first = await chunk(null) // before the first byte, so that a failure is still answered as a problem
  const name = request.routeOptions.url!.split('/').at(-1)!
  reply.type('text/csv; charset=utf-8; header=present')
  reply.header('content-disposition', `attachment; filename="${name}.csv"`)
  if (request.method === 'HEAD') return reply.send(Readable.from([])) // as long as the table would be: who knows
  const columns = columnsOf(schema, id => request.server.getSchema(id))
  return reply.send(Readable.from(async function * () {
    let { rows, next } = first
    yield csvLines(columns, rows, true)
    while (next !== null) {
      ({ rows, next } = await chunk(next))
      yield csvLines(columns, rows, false)
    }
  }()))
}
