/**
 * Cursors: where the next page of a list begins, as a text that clients hand back unread. A cursor carries a digest of
 * its list and filters and is refused under others.
 */
import { createHash } from 'node:crypto'
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
export const told = <E extends { readonly seq: number }>({ seq, ...entry }: E) =>
  ({ cursor: writePlace(seq), ...entry })

/** A place in the log as a text: the same place is always the same text, under whichever filters. */
export const writePlace = (seq: number): string => Buffer.from(`log ${seq}`).toString('base64url')

export const badPlace = (parameter = 'after') => {
  const detail = {
    en: 'This is no place in this log: it is damaged, or of another or a newer register; start again without it.',
    vi: 'Đây không phải là vị trí trong nhật ký này: bị hỏng, hoặc của sổ khác hay mới hơn; hãy bắt đầu lại từ đầu.'
  }
  return new Problem('invalid-cursor', detail, { faults: [{ parameter, detail }] })
}

/** @throws Problem where the text is not one that `writePlace` writes */
export function readPlace (text: string, parameter?: string): number {
  const seq = Number(/^log (0|[1-9]\d{0,14})$/.exec(Buffer.from(text, 'base64url').toString())?.[1])
  if (Number.isNaN(seq) || writePlace(seq) !== text) throw badPlace(parameter)
  return seq
}
