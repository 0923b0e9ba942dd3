/**
 * JSON bodies before their schema sees them: read strictly as UTF-8, and refused where they hold what no record can
 * (NUL, half a surrogate pair, names that JavaScript reserves, numbers beyond exactness, endless nesting). Of a name
 * that is given twice in one object, the last value counts, as in every JSON parser.
 */
import { isStorable } from '../domain/text.js'
import { IMPOSSIBLE, pointerPart, UNKNOWN_PROPERTY } from './faults.js'
import { Problem, type Fault, type Message } from './problems.js'

const DEEPEST = 32
/** Names that reach beyond an object into what made it. */
const RESERVED = ['__proto__', 'constructor', 'prototype']

const unreadable = (en: string, vi: string) => new Problem('invalid-request', { en, vi })

/** @throws Problem where the bytes are no JSON in UTF-8 */
export function parseJson (bytes: Buffer): unknown {
  if (bytes.length === 0) {
    throw unreadable('The body is empty, though its type is JSON.', 'Nội dung trống dù có kiểu là JSON.')
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable('The body is not in UTF-8.', 'Nội dung không theo mã UTF-8.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('The body is not JSON.', 'Nội dung không phải là JSON.')
  }
}

const INEXACT: Message = { en: 'is too large to be kept exactly', vi: 'là số quá lớn, không giữ được chính xác' }
const TOO_DEEP: Message = { en: `is nested deeper than ${DEEPEST} levels`, vi: `lồng nhau quá ${DEEPEST} cấp` }

function faultOf (value: unknown): Message | null {
  if (typeof value === 'string') return isStorable(value) ? null : IMPOSSIBLE
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? INEXACT : null
}

/** What no record can hold, wherever it stands in a body; without recursion, since its depth is the sender's choice. */
export function impossibleIn (body: unknown): Fault[] {
  const faults: Fault[] = []
  const open: Array<{ value: unknown, pointer: string, depth: number }> = [{ value: body, pointer: '', depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer, depth } = next
    if (typeof value !== 'object' || value === null) {
      const detail = faultOf(value)
      if (detail !== null) faults.push({ pointer, detail })
      continue
    }
    if (depth === DEEPEST) return [{ pointer, detail: TOO_DEEP }]
    for (const [name, part] of Object.entries(value).reverse()) {
      const at = `${pointer}/${pointerPart(name)}`
      if (RESERVED.includes(name)) faults.push({ pointer: at, detail: UNKNOWN_PROPERTY })
      else if (!isStorable(name)) faults.push({ pointer: at.replace(/[\0\p{Surrogate}]/gu, '\uFFFD'), detail: IMPOSSIBLE })
      else open.push({ value: part, pointer: at, depth: depth + 1 })
    }
  }
  return faults
}
