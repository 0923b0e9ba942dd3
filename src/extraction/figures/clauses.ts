/**
 * The words on both sides of a figure that belong to it. Between two figures of a sentence, what follows the first up
 * to a boundary describes the first (`13/14 chi bộ được xếp loại …, đạt`), what stands after the last boundary leads to
 * the second.
 */
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { keys } from './words.js'

const MARKS = keys(', ; : ( ) . ! ? … [ ] | • +')
/** `với` joins two figures, except within these. */
const WITH = keys('đối so gắn hợp cùng kèm phù tiếp')
/** A quoted name has no more words. */
const LONGEST_QUOTE = 16

/** Whether the words of a clause end at a token. */
function isBoundary (tokens: readonly Token[], at: number, floor: number): boolean {
  const { key, kind } = tokens[at]!
  if (kind === 'mark') {
    // `, ` within a number phrase never comes here; a dash only as a mark of a list.
    return MARKS.has(key)
  }
  if (key === 'với') return at <= floor || !WITH.has(tokens[at - 1]!.key) || tokens[at - 2]?.key === 'trường'
  return key === 'nhưng' || (key === 'trong' && tokens[at + 1]?.key === 'đó')
}

/**
 * Where the words that lead to a figure start.
 * @param floor the token after the figure before, or the start of the sentence
 * @param joined whether a figure stands before the floor, so that `và` joins two figures
 */
export function leadsFrom (tokens: readonly Token[], floor: number, first: number, joined: boolean): number {
  let and = -1
  for (let at = first - 1; at >= floor; at--) {
    const { key, text } = tokens[at]!
    if (text === '"') {
      const open = quoteBefore(tokens, at, floor)
      if (open >= floor) {
        at = open
        continue
      }
    }
    if (key === 'và' || (key === 'cùng' && tokens[at + 1]!.key !== 'kỳ')) {
      if (and < 0) and = at
    } else if (isBoundary(tokens, at, floor)) return at + 1
  }
  // No mark between the two figures: `và` is what joins them.
  return joined && and >= 0 ? and + 1 : floor
}

/** The quote that opens what a quote closes. */
function quoteBefore (tokens: readonly Token[], at: number, floor: number): number {
  for (let open = at - 1; open >= Math.max(floor, at - LONGEST_QUOTE); open--) {
    if (tokens[open]!.text === '"') return open
  }
  return -1
}

/** What stands before them says when or why, and is no part of a list. */
const NO_LIST = keys(`tại trong sau theo qua nhờ riêng đến dịp từ năm quý tháng ngoài bên hiện nhân vì do tuy song
  đồng cùng cũng ngày
  với về bước sang nhìn đặc cụ tính nửa đợt cả cuối đầu để khi nhiệm mới giai hội ông bà báo phát kết`)
/** The head of a noun phrase which a comma does not end: `Tỷ lệ người dân dùng nước sạch, hợp vệ sinh`. */
const LONG_HEADS = phrases('tỷ lệ', 'tổng', 'số', 'mức độ', 'tốc độ', 'giá trị', 'doanh thu', 'sản lượng', 'diện tích',
  'thu', 'kinh phí', 'vốn')
/** `trao tặng, truy tặng`. */
const SHORT_PART = 4

/**
 * Where the words that lead to a figure start when the comma before them only separates words of one list.
 * @param from the token after that comma
 */
export function beforeComma (tokens: readonly Token[], floor: number, from: number, joined: boolean): number {
  const comma = from - 1
  if (comma <= floor || tokens[comma]!.text !== ',') return from
  const start = leadsFrom(tokens, floor, comma, joined)
  // What follows a figure describes it.
  if (start >= comma || (joined && start === floor)) return from
  if (NO_LIST.has(tokens[start]!.key)) return from
  if (LONG_HEADS.at(tokens, start, comma) !== null) return start
  if (comma - start > SHORT_PART) return from
  for (let at = start; at < comma; at++) {
    if (tokens[at]!.kind !== 'word' || (tokens[at]!.capital && at > floor)) return from
  }
  return start
}

/** A figure follows: `đạt 92,9%`, `với số tiền`, `và 9`. */
const BEFORE_FIGURE = keys('trên hơn gần khoảng dưới tỷ mức tới từ ước bằng số tổng kinh trị')

/**
 * Where the words that describe a figure end.
 * @param limit the first token of the next figure, or the end of the sentence
 */
export function describesTo (tokens: readonly Token[], from: number, limit: number): number {
  let quoted = false
  for (let at = from; at < limit; at++) {
    const { key, text } = tokens[at]!
    if (text === '"') {
      quoted = quoted ? false : closes(tokens, at, limit)
      continue
    }
    if (quoted) continue
    if (isBoundary(tokens, at, from)) return at
    const next = at + 1 < limit ? tokens[at + 1]! : at + 1 === limit ? undefined : null
    const figureNext = next === undefined || next === null || next.kind === 'number' || BEFORE_FIGURE.has(next.key)
    if ((key === 'đạt' || key === 'bằng' || key === 'chiếm' || key === 'được') && figureNext) return at
    if ((key === 'tăng' || key === 'giảm') && (figureNext || tokens[at + 1]?.key === 'so')) return at
    if (key === 'cùng' && (tokens[at + 1]?.key === 'với' || tokens[at + 1]?.key === 'đông' || figureNext)) return at
    // `theo Quyết định số …`.
    if (key === 'trị' && tokens[at + 1]?.key === 'giá') return at
    if (key === 'theo' && at + 1 < limit && tokens[at + 1]!.capital) return at
    if (key === 'so' && (tokens[at + 1]?.key === 'với' || tokens[at + 1]?.key === 'cùng')) return at
    if (key === 'và' && limitNear(tokens, at, limit)) return at
  }
  return limit
}

function closes (tokens: readonly Token[], at: number, limit: number): boolean {
  for (let close = at + 1; close < Math.min(limit, at + LONGEST_QUOTE); close++) {
    if (tokens[close]!.text === '"') return true
  }
  return false
}

/** `và 37`, `và hơn 20`, `và tặng 5`: the next figure is near. */
const limitNear = (tokens: readonly Token[], at: number, limit: number) =>
  limit - at <= 4 && tokens[limit]?.kind === 'number'
