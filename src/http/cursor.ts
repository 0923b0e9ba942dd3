/**
 * Cursors: where the next page of a list begins, as a text that clients hand back unread. A cursor carries a digest of
 * its list and filters and is refused under others.
 */
import { createHash } from 'node:crypto'
import { BEGINNING, type Place } from '../domain/changes.js'
import { Problem } from './problems.js'

const VERSION = 1

/** A list by the pattern of its address and what stands in it. */
export const addressOf = (pattern: string, params: unknown): string => `${pattern} ${JSON.stringify(params)}`

/** What a cursor is bound to: the address of the list and all that selects or orders its records. */
export function digestOf (address: string, query: Readonly<Record<string, unknown>>): string {
  const bound = Object.entries(query)
    .filter(([name]) => !['cursor', 'limit', 'total', 'format', 'include'].includes(name))
  return createHash('sha256').update(JSON.stringify([address, bound.sort()])).digest('base64url').slice(0, 12)
}

export function writeCursor (digest: string, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([VERSION, digest, ...key])).toString('base64url')
}

export const badCursor = () => {
  const detail = {
    en: 'The cursor is damaged or was given for other filters or another order; start again without it.',
    vi: 'Con trỏ bị hỏng hoặc được cấp cho bộ lọc hay thứ tự khác; hãy bắt đầu lại không có con trỏ.'
  }
  return new Problem('invalid-cursor', detail, { faults: [{ parameter: 'cursor', detail }] })
}

/**
 * @returns the key of the last row of the page before
 * @throws Problem where the cursor is not one of this list under these filters
 */
export function readCursor (cursor: string, digest: string): string[] {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw badCursor()
  }
  const isCursor = Array.isArray(parts) &&
    parts.every((part, at) => at === 0 ? typeof part === 'number' : typeof part === 'string')
  if (!isCursor) throw badCursor()
  const [version, bound, ...key] = parts as [number, string, ...string[]]
  if (version !== VERSION || bound !== digest) throw badCursor()
  return key
}

/** An entry of the log as it is told: its place as a text comes first. */
export const told = <E extends { readonly seq: number, readonly at: Date }>({ seq, ...entry }: E) =>
  ({ cursor: writePlace({ seq, at: entry.at }), ...entry })

/** What is at a place in the log, as it is told. */
export const toldAtPlace = <E extends { readonly seq: number, readonly entryAt: Date | null }>(
  { seq, entryAt, ...rest }: E
) => ({ cursor: writePlace({ seq, at: entryAt }), ...rest })

/**
 * A place in the log as a text: the same place is always the same text, under whichever filters. It says when its entry
 * was written, so that a log that went another way from an earlier point on is not taken for the same.
 */
export const writePlace = ({ seq, at }: Place): string =>
  Buffer.from(at === null ? `log ${seq}` : `log ${seq} ${at.getTime().toString(36)}`).toString('base64url')

/** The log does not have a place any more, or not yet, that it once gave out. */
export const placeGone = () => new Problem('place-gone', {
  en: 'The log has no such entry: the register was put back to an earlier state, or this is a place in another one. ' +
    'Take a snapshot and go on from there.',
  vi: 'Nhật ký không có mục này: sổ đã được khôi phục về trạng thái trước, hoặc đây là vị trí của sổ khác. ' +
    'Hãy lấy lại toàn bộ dữ liệu rồi đi tiếp từ đó.'
})

export const badPlace = (parameter = 'after') => {
  const detail = {
    en: 'This is no place in a log: it is damaged; start again without it.',
    vi: 'Đây không phải là vị trí trong nhật ký: đã bị hỏng; hãy bắt đầu lại từ đầu.'
  }
  return new Problem('invalid-cursor', detail, { faults: [{ parameter, detail }] })
}

/** @throws Problem where the text is not one that `writePlace` writes */
export function readPlace (text: string, parameter?: string): Place {
  const [, seq, at] = /^log (?:0|([1-9]\d{0,14}) ([1-9a-z][0-9a-z]{0,8}))$/
    .exec(Buffer.from(text, 'base64url').toString()) ?? []
  const place = seq === undefined ? BEGINNING : { seq: Number(seq), at: new Date(parseInt(at!, 36)) }
  if (writePlace(place) !== text) throw badPlace(parameter)
  return place
}
