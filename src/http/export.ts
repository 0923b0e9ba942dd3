/**
 * Lists as files: the whole filtered result in one of the formats, read in chunks by key, so that memory does not grow
 * with it and no cursor of the database stays open while the client reads.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { Type, type TSchema } from 'typebox'
import { bytesOf, JsonText } from '../db/json.js'
import type { PageOf, PageRequest } from '../db/keyset.js'
import { csvOf } from './csv.js'
import { mediaTypeOf, mediaTypesOf, type FileFormat } from './formats.js'
import { badParameter } from './problems.js'
import { listOf } from './schemas.js'
import { SHEET_ROWS } from './sheet.js'
import { cellsOf, columnsOf } from './table.js'
import { xlsxOf } from './xlsx.js'

const CHUNK = 500

type Serialise = (list: readonly unknown[]) => string
type Read<T> = (page: PageRequest) => Promise<PageOf<T>>

/** How the records of a list become rows of a table: those of a matrix become one for each cell. */
export interface Table<T> {
  /** The schema of a row, which gives the table its columns. */
  readonly schema: TSchema
  rowsOf (record: T): readonly unknown[]
}

/** The header that files have. */
export const fileHeader = {
  'Content-Disposition': { type: 'string', description: 'The name of the file; not with JSON' }
}

/**
 * The contents of an answer as files, by media type.
 * @param whole what they hold
 * @param unit what stands in one line
 */
export const fileContents = (schema: TSchema, whole: string, unit: string) => ({
  [mediaTypeOf('csv')]: { schema: Type.String({ description: `${whole}, one line a ${unit}` }) },
  ...Object.fromEntries(mediaTypesOf('ndjson').map(type =>
    [type, { schema: listOf(schema, `${whole}, one line of JSON a ${unit}`) }])),
  [mediaTypeOf('xlsx')]: {
    schema: Type.Unsafe({ description: `${whole} as an Excel workbook`, contentMediaType: mediaTypeOf('xlsx') })
  }
})

/** A list that is being sent, and what is known of it. */
interface Sending {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly table: Table<never>
  readonly name: string
  readonly chunks: AsyncGenerator<readonly unknown[]>
}

async function * mapped<A, B> (items: AsyncIterable<A>, change: (item: A) => B) {
  for await (const item of items) yield change(item)
}

function tableOf ({ request, table, chunks }: Sending) {
  const columns = columnsOf(table.schema, id => request.server.getSchema(id))
  const rowsOf = (record: unknown) => {
    const parsed = record instanceof JsonText ? record.parse() : record
    return table.rowsOf(parsed as never).map(row => cellsOf(columns, row))
  }
  return { columns, rows: mapped(chunks, records => records.flatMap(rowsOf)) }
}

/** How each format is written. */
const writers: Record<FileFormat, (sending: Sending) => Readable> = {
  csv (sending) {
    const { columns, rows } = tableOf(sending)
    return Readable.from(csvOf(columns, rows))
  },

  // By the serialiser of the list itself, so that a line has the very bytes that the record has there.
  ndjson ({ reply, chunks }) {
    const serialise = reply.getSerializationFunction('200', mediaTypeOf('ndjson')) as unknown as Serialise
    const writtenOf = (record: unknown) =>
      record instanceof JsonText ? record : new JsonText(serialise([record]).slice(1, -1))
    const linesOf = (records: readonly unknown[]) =>
      records.length === 0 ? '' : bytesOf(records.map(writtenOf), { between: '\n', after: '\n' })
    return Readable.from(mapped(chunks, linesOf))
  },

  xlsx (sending) {
    const { columns, rows } = tableOf(sending)
    const { request, name } = sending
    const { DATA_LICENCE, DATA_LICENCE_URL, PUBLIC_URL } = request.server.config
    return xlsxOf(columns, rows, {
      name,
      licence: DATA_LICENCE,
      licenceUrl: DATA_LICENCE_URL,
      address: `${PUBLIC_URL ?? ''}${request.url}`,
      askedAt: new Date()
    })
  }
}

/** The last word of the address, or what stands for it. */
function nameOf ({ routeOptions, params }: FastifyRequest): string {
  const last = routeOptions.url!.split('/').at(-1)!
  return last.startsWith(':') ? (params as Record<string, string>)[last.slice(1)]! : last
}

const tooMany = (total: number) => badParameter('format', {
  en: `A sheet has room for ${SHEET_ROWS - 1} records and ${total} were found: ask for fewer, or for csv or ndjson.`,
  vi: `Trang tính chứa được ${SHEET_ROWS - 1} bản ghi mà kết quả có ${total}: hãy lọc bớt, hoặc dùng csv hay ndjson.`
})

/**
 * Sends the whole result as a file. What fails before the first byte is a problem; a failure after that breaks the
 * connection off, so that nobody takes a part for the whole.
 */
export async function sendFile<T> (
  request: FastifyRequest, reply: FastifyReply, table: Table<T>, format: FileFormat, type: string, sort: string,
  read: Read<T>
) {
  const first = await read({ sort, limit: CHUNK, total: format === 'xlsx', after: null })
  if (first.total !== null && first.total >= SHEET_ROWS) throw tooMany(first.total)
  const name = nameOf(request)
  const parameters = format === 'xlsx' ? '' : `; charset=utf-8${format === 'csv' ? '; header=present' : ''}`
  reply.type(type + parameters)
  reply.header('content-disposition', `attachment; filename="${name}.${format}"`)
  if (request.method === 'HEAD') return reply.send(Readable.from([])) // as long as the file would be: who knows

  // While one chunk is written, the database already finds the next.
  async function * chunks () {
    for (let { rows, next } = first; ;) {
      const isOver = next === null || reply.raw.destroyed // nobody is there any more
      const following = isOver ? null : read({ sort, limit: CHUNK, total: false, after: next })
      following?.catch(() => { /* told when its turn comes */ })
      yield rows
      if (following === null) return
      ({ rows, next } = await following)
    }
  }
  return reply.send(writers[format]({ request, reply, table: table as Table<never>, name, chunks: chunks() }))
}
