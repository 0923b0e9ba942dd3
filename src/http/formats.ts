/**
 * The formats of a list: how each is asked for, by its name or by the Accept header, and under which media type it is
 * answered. JSON is one page; all others are the whole filtered result as a file.
 */
import accepts from 'accepts'
import type { FastifyRequest } from 'fastify'
import { Problem } from './problems.js'

/** Media types by the names of their formats. NDJSON has none that is registered: the first is the most used one. */
const mediaTypes = {
  json: ['application/json'],
  csv: ['text/csv'],
  ndjson: ['application/x-ndjson', 'application/jsonl'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']
} as const satisfies Record<string, readonly [string, ...string[]]>

export type Format = keyof typeof mediaTypes
/** A format in which a list is sent whole. */
export type FileFormat = Exclude<Format, 'json'>

export const formatNames = Object.keys(mediaTypes) as readonly Format[]

/** The media type that a format is answered with, where the client names no other. */
export const mediaTypeOf = (format: Format): string => mediaTypes[format][0]

/** All media types that a format is answered with. */
export const mediaTypesOf = (format: Format): readonly string[] => mediaTypes[format]

/** A format, and the media type that the client knows it by. */
export interface Chosen { readonly format: Format, readonly type: string }

/** The format that is asked for: by the parameter, else by the Accept header. */
export function formatOf (request: FastifyRequest, parameter: Format | undefined): Chosen {
  if (parameter !== undefined) return { format: parameter, type: mediaTypeOf(parameter) }
  const { accept } = request.headers
  if (accept === undefined || accept === '*/*') return { format: 'json', type: mediaTypeOf('json') }
  const known = formatNames.flatMap(format => mediaTypes[format].map(type => ({ format, type })))
  const type = accepts(request.raw).type(known.map(({ type }) => type))
  const chosen = known.find(other => other.type === type)
  if (chosen !== undefined) return chosen
  const names = formatNames.map(mediaTypeOf)
  const [all, last] = [names.slice(0, -1).join(', '), names.at(-1)]
  throw new Problem('not-acceptable', {
    en: `This is answered as ${all} or ${last}.`,
    vi: `Nội dung này được trả lời dưới dạng ${all} hoặc ${last}.`
  })
}
