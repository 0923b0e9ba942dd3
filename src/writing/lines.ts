/**
 * Lines of JSON as items of an import: `{"kind": "meeting", "data": {…}}`, one a line, read without ever holding more
 * than a line. What is wrong with a line is wrong with its item; the others go on.
 */
import type { Readable } from 'node:stream'
import { impossibleIn } from '../http/bodies.js'
import type { Fault } from '../http/problems.js'
import type { ImportItem } from './import.js'
import { say } from './item.js'
import { draftFaults, drafts, type DraftKind } from './validate.js'

/** No draft is longer, in bytes. */
const LONGEST_LINE = 16 * 1024 * 1024

const NEWLINE = 10
const CARRIAGE_RETURN = 13

/** The lines of a stream as bytes, without their ends; null for one that is too long. */
async function * linesOf (stream: Readable): AsyncGenerator<Buffer | null> {
  let parts: Buffer[] = []
  let length = 0
  let tooLong = false
  const take = (end: Buffer) => {
    const line = parts.length === 0 ? end : Buffer.concat([...parts, end])
    const skipped = tooLong
    parts = []
    length = 0
    tooLong = false
    if (skipped) return null
    return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield take(chunk.subarray(start, end))
      start = end + 1
    }
    const rest = chunk.subarray(start)
    length += rest.length
    if (length > LONGEST_LINE) tooLong = true
    // Not kept where it is too long; copied, since a part of a chunk would keep the whole.
    if (tooLong) parts = []
    else if (rest.length > 0) parts.push(Buffer.from(rest))
  }
  if (length > 0) yield take(Buffer.alloc(0))
}

const notJson = say('is not JSON in UTF-8', 'không phải là JSON mã UTF-8')
const notItem = say('must be {"kind": …, "data": {…}}', 'phải có dạng {"kind": …, "data": {…}}')
const longLine = say(`is longer than ${LONGEST_LINE / 1024 / 1024} MB`, `dài quá ${LONGEST_LINE / 1024 / 1024} MB`)

const isKind = (kind: unknown): kind is DraftKind => typeof kind === 'string' && Object.hasOwn(drafts, kind)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const decoder = new TextDecoder('utf-8', { fatal: true })

function parsed (line: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(line))
  } catch {
    return undefined
  }
}

interface Read { readonly kind: DraftKind, readonly draft: object, readonly faults: Fault[] }

/** What a line says; null where it is not for the register: empty, or the header of a snapshot. */
function itemIn (line: Buffer | null, kind: DraftKind | undefined): Read | null {
  const wrong = (detail: Fault['detail'], pointer = ''): Read =>
    ({ kind: kind ?? 'meeting', draft: {}, faults: [{ pointer, detail }] })
  if (line === null) return wrong(longLine)
  if (line.length === 0) return null
  const value = parsed(line)
  if (value === undefined) return wrong(notJson)
  if (!isObject(value)) return wrong(notItem)
  if (Object.hasOwn(value, 'snapshot')) return null
  if (kind !== undefined) return checked(kind, value)
  const { kind: given, data, ...more } = value
  if (!isKind(given)) {
    const kinds = Object.keys(drafts).join(', ')
    return wrong(say(`must be one of: ${kinds}`, `phải là một trong: ${kinds}`), '/kind')
  }
  if (!isObject(data) || Object.keys(more).length > 0) return wrong(notItem)
  return checked(given, data)
}

function checked (kind: DraftKind, draft: object): Read {
  const impossible = impossibleIn(draft)
  return { kind, draft, faults: impossible.length > 0 ? impossible : draftFaults(kind, draft) }
}

/**
 * The items of a stream.
 * @param from lines up to this one are passed over
 * @param kind what all lines are, where they are bare drafts
 */
export async function * itemsOfLines (
  stream: Readable, from: number, kind?: DraftKind
): AsyncGenerator<{ item: ImportItem, size: number }> {
  let position = 0
  for await (const line of linesOf(stream)) {
    position++
    if (position <= from) continue
    const read = itemIn(line, kind)
    if (read !== null) yield { item: { position, place: null, ...read }, size: line?.length ?? 0 }
  }
}
