/**
 * What all lists share: the page that a request asks for, the links to the next one, and the whole result as a file.
 * A handler says how its rows are read; this answers them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type TSchema } from 'typebox'
import { bytesOf, JsonText } from '../db/json.js'
import { KeyError, type PageOf, type PageRequest } from '../db/keyset.js'
import { badCursor, readCursor, writeCursor } from './cursor.js'
import { fileContents, fileHeader, sendFile, type Table } from './export.js'
import { formatOf, type FileFormat, type Format } from './formats.js'
import { addressIn, digestFor } from './known-addresses.js'
import { recordResponse } from './operation.js'
import { badParameter, type Problem } from './problems.js'
import { listOf, Page, ref } from './schemas.js'
import { lineageTold } from './scope.js'

/**
 * The answers of a list: a page of records, or all of them as a file.
 * @param more what the answer in JSON has beside its page
 */
export function listResponse (schema: TSchema, description: string, more: Record<string, TSchema> = {}) {
  return {
    200: {
      description,
      headers: {
        Link: {
          type: 'string',
          description: 'The next page (`rel="next"`) and the licence of the data (`rel="license"`)'
        },
        ETag: { type: 'string', description: 'Tag of this very answer, for `If-None-Match`; JSON only' },
        ...fileHeader
      },
      content: {
        'application/json': {
          schema: Type.Object({ data: listOf(schema, 'The records of this page'), page: ref(Page), ...more })
        },
        ...fileContents(schema, 'The whole filtered result', 'record')
      }
    }
  }
}

/**
 * The answers of a record that is also to be had as a table.
 * @param line what stands in a line of the table
 * @param whole what the table holds
 */
export function tabledResponse (schema: TSchema, line: TSchema, description: string, whole: string) {
  const { headers, content } = recordResponse(schema, description)[200]
  return {
    200: {
      description,
      headers: { ...headers, ...fileHeader },
      content: { ...content, ...fileContents(line, whole, 'line') }
    }
  }
}

interface ListQuery {
  limit?: number, cursor?: string, total?: boolean, sort?: string, format?: Format, include?: string
}

type Read<T> = (page: PageRequest) => Promise<PageOf<T>>

/** Asked where nothing is found: whether the question itself was about something that does not exist. */
type WhenEmpty = () => Promise<Problem | null>

/**
 * Answers a list.
 * @param schema the record's schema, which gives the table its columns
 * @param read reads one page
 * @param whenEmpty asked where nothing is found; the problem that it tells is the answer
 * @param table how a record becomes rows of a table; one row without it
 */
export async function sendList<T> (
  request: FastifyRequest, reply: FastifyReply, schema: TSchema, read: Read<T>, whenEmpty?: WhenEmpty,
  table: Table<T> = { schema, rowsOf: record => [record] }
) {
  const query = request.query as ListQuery
  const page: PageRequest = {
    sort: query.sort ?? '',
    limit: query.limit!,
    total: query.total === true,
    after: query.cursor === undefined ? null : readCursor(query.cursor, digestFor(request))
  }
  reply.header('vary', 'accept')
  const licence = licenceOf(request)
  const readFrom = firstReading(read, whenEmpty)
  const { format, type } = askedFormat(request)
  if (format !== 'json') {
    refuse(query, format)
    return await sendFile(request, reply.header('link', licence), table, format, type, page.sort, readFrom)
  }
  const { rows, next, total } = await readFrom({ ...page, joined: true })
  const cursor = next === null ? null : writeCursor(digestFor(request), next)
  const links = [licence]
  if (cursor !== null) {
    links.unshift(`<${request.server.config.PUBLIC_URL ?? ''}${addressIn(request).page}${cursor}>; rel="next"`)
  }
  reply.header('link', links.join(', '))
  const told = { limit: page.limit, next: cursor, ...(total === null ? {} : { total }), ...lineageTold(request) }
  const written = rows.filter(row => row instanceof JsonText)
  if (written.length === 0) return { data: rows, page: told }
  // What the database wrote as JSON goes out as it is.
  reply.type('application/json; charset=utf-8')
  const after = `],"page":${JSON.stringify(told)}}`
  return bytesOf(written, { before: '{"data":[', between: ',', after })
}

const licenceOf = ({ server }: FastifyRequest) => `<${server.config.DATA_LICENCE_URL}>; rel="license"`

/** The format that is asked for. The parameter has a default, so that only the address tells whether it was given. */
function askedFormat (request: FastifyRequest) {
  const { format } = request.query as ListQuery
  const isGiven = format !== 'json' || addressIn(request).given.has('format')
  return formatOf(request, isGiven ? format : undefined)
}

/**
 * Answers a record that is also to be had as a table.
 * @param table the lines that it becomes there
 */
export async function sendRecord<T> (request: FastifyRequest, reply: FastifyReply, record: T, table: Table<T>) {
  reply.header('vary', 'accept')
  const { format, type } = askedFormat(request)
  if (format === 'json') return record
  const lines = { schema: table.schema, rowsOf: (line: unknown) => [line] }
  return await sendFile(
    request, reply.header('link', licenceOf(request)), lines, format, type, '', pageOf(table.rowsOf(record)))
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

/** What a file has no room for: it is always the whole result, and a table has no lists of records in its rows. */
function refuse (query: ListQuery, format: FileFormat) {
  if (query.cursor !== undefined) {
    throw badParameter('cursor', {
      en: `As ${format}, a list is always the whole filtered result: cursor is not for it.`,
      vi: `Ở dạng ${format}, danh sách luôn là toàn bộ kết quả đã lọc: không dùng cursor.`
    })
  }
  if (query.include !== undefined && format !== 'ndjson') {
    throw badParameter('include', {
      en: `A table has no room for included records: include is for json and ndjson, not for ${format}.`,
      vi: `Bảng không có chỗ cho bản ghi kèm theo: include dùng cho json và ndjson, không dùng cho ${format}.`
    })
  }
}

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
