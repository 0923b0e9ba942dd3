/**
 * Documents that go by where they were made: at a plenum of the Central Committee (`Trung ương 4 khóa XII`, `Hội nghị
 * lần thứ tư Ban Chấp hành Trung ương khóa XII`) or at a congress (`Đại hội XIII`). Neither number is the document's.
 */
import type { Token } from '../tokens.js'
import type { Range } from './context.js'

/** A number that was read, and the tokens that say it. */
export interface Counted extends Range { readonly count: number }

const WORDS = new Map(['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười']
  .map((word, n) => [word, n + 1] as const).concat([['một', 1], ['bốn', 4], ['lăm', 5], ['bẩy', 7]]))
const DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 }
const MOST = 30

/** `XII` → 12; null for what is no such number. */
function romanOf (written: string): number | null {
  if (!/^X{0,2}(IX|IV|V?I{0,3})$/.test(written)) return null
  const values = [...written].map(letter => DIGITS[letter]!)
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)
}

/** `4`, `IV`, `tư`, `mười một`. */
function countAt (tokens: readonly Token[], at: number, read = (text: string) => text): Counted | null {
  const token = tokens[at]
  // `năm` is five, and year.
  if (token === undefined || (token.key === 'năm' && tokens[at + 1]?.kind === 'number')) return null
  const value = token.kind === 'number'
    ? /^\d{1,2}$/.test(token.text) ? Number(token.text) : null
    : WORDS.get(token.key) ?? romanOf(read(token.text))
  if (value === null || value < 1 || value > MOST) return null
  const more = token.key === 'mười' ? WORDS.get(tokens[at + 1]?.key ?? '') : undefined
  return more === undefined || more > 9
    ? { first: at, end: at + 1, count: value }
    : { first: at, end: at + 2, count: value + more }
}

const isRow = (tokens: readonly Token[], at: number, keys: string) =>
  keys.split(' ').every((key, n) => tokens[at + n]?.key === key)

/** Where `Trung ương`, `BCH Trung ương Đảng` or `TƯ` ends; its start where none stands there. */
function centreEnd (tokens: readonly Token[], at: number): number {
  let next = at
  if (isRow(tokens, next, 'ban chấp hành')) next += 3
  else if (tokens[next]?.key === 'bch') next++
  if (isRow(tokens, next, 'trung ương')) next += 2
  else if (/^(BCH|NQ|KL|CT)?(TW|TƯ)$/iu.test(tokens[next]?.text ?? '')) next++
  else return at
  return tokens[next]?.key === 'đảng' ? next + 1 : next
}

/** The plenum of the Central Committee; null where none is named. */
export function plenumIn (tokens: readonly Token[]): Counted | null {
  for (let at = 0; at < tokens.length; at++) {
    const begins = isRow(tokens, at, 'hội nghị') ? at + 2 : at
    const centre = centreEnd(tokens, begins)
    const ordinal = isRow(tokens, centre, 'lần thứ') ? centre + 2 : centre
    if (centre === begins && !(begins > at && ordinal > centre)) continue
    const counted = countAt(tokens, ordinal)
    if (counted === null) continue
    const after = tokens[counted.end]
    // `Trung ương 4/2016`, `TW 12-NQ`: the number is of something else.
    if (after !== undefined && !after.spaced && (after.text === '/' || after.text === '-')) continue
    return { ...counted, first: at, end: Math.max(counted.end, centreEnd(tokens, counted.end)) }
  }
  return null
}

/** The congress whose term is meant: `khóa XII`, `Đại hội XIII`, `Đại hội Đảng bộ tỉnh lần thứ XIX`. */
export function congressIn (tokens: readonly Token[]): Counted | null {
  for (let at = 0; at < tokens.length; at++) {
    const counted = tokens[at]!.key === 'khóa' ? countAt(tokens, at + 1, text => text.toUpperCase()) : null
    if (counted !== null) return { ...counted, first: at }
    if (!isRow(tokens, at, 'đại hội')) continue
    for (let next = at + 2; next < Math.min(tokens.length, at + 14); next++) {
      const found = isRow(tokens, next, 'lần thứ')
        ? countAt(tokens, next + 2)
        : romanOf(tokens[next]!.text) === null ? null : countAt(tokens, next)
      if (found !== null) return { ...found, first: next }
    }
  }
  return null
}
