/**
 * Titles of offices as they are written: a rank, then the body in which it is held, several parted by commas, dashes
 * or kiêm. Each is one office; where a title ends decides what the text has said of the person.
 */
import type { Token } from '../tokens.js'
import { isUpper, knownAt, nameAt, placeEnd, type Known } from './names.js'
import {
  ACTING, BODIES, CONTINUES, ENDINGS, FORMER, HEADS, HONORIFICS, UNITS, type Head, type Openness
} from './vocabulary.js'

/** One office, as tokens. */
export interface Title {
  readonly first: number
  readonly end: number
  /** Where its rank begins: `Bí thư` of `nguyên Bí thư`. */
  readonly rank: number
  readonly head: Head
  /** Where the words of its body begin; `end` where there are none. */
  readonly body: number
  readonly former: boolean
  /** Whether it is sure that its last words are a place and no person's name. */
  readonly sure: boolean
}

/** The longest titles have some twenty words. */
const LONGEST_TITLE = 24
/** Words that say that a title is of many persons: `bí thư các chi bộ`. */
const MANY = new Set(['các', 'những', 'nhiều', 'toàn', 'một', 'số', 'mỗi', 'từng'])

/**
 * The title that begins at a token, or null.
 * @param owned whether it follows its person's name, so that all its capitals are the body's
 */
export function titleAt (
  tokens: readonly Token[], at: number, end: number, owned: boolean, known: Known
): Title | null {
  // A text may be cut off behind a name.
  if (at >= end) return null
  let rank = at
  const former = FORMER.has(tokens[at]!.key)
  if (former || (ACTING.has(tokens[at]!.key) && tokens[at]!.text.length > 1)) rank++
  const found = rank < end ? HEADS.at(tokens, rank, end) : null
  if (found === null || (found.value.afterName && !owned) || isOfBody(tokens, rank)) return null
  const head = found.value
  const body = rank + head.words
  const limit = Math.min(end, at + LONGEST_TITLE)
  if (head.takes === 'none') {
    return { first: at, end: found.end, rank, head, body: found.end, former, sure: true }
  }
  const next = tokens[found.end]
  if (next !== undefined && found.end < end && (MANY.has(next.key) || isCount(tokens, found.end, end))) return null
  const { end: stop, sure } = bodyEnd(tokens, body, limit, head.takes !== 'closed', owned, known)
  if (head.takes === 'required' && stop <= body) return null
  return { first: at, end: Math.max(termStart(tokens, body, stop), found.end), rank, head, body, former, sure }
}

/** `Chủ tịch UBND phường khóa V`: the term is none of the title's words. */
function termStart (tokens: readonly Token[], from: number, end: number): number {
  for (let at = from + 1; at < end; at++) if (tokens[at]!.key === 'khóa') return at
  return end
}

/** `Ban Bí thư`, `Đoàn Chủ tịch`, `Ban Giám đốc` are bodies, not offices. */
function isOfBody (tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.key
  if (before !== 'ban' && before !== 'đoàn') return false
  const key = tokens[at]!.key
  return key === 'bí' || key === 'chủ' || key === 'giám'
}

/** `bí thư 12 chi bộ` is of many. */
function isCount (tokens: readonly Token[], at: number, end: number): boolean {
  return tokens[at]!.kind === 'number' && at + 1 < end && tokens[at + 1]!.kind === 'word' && !tokens[at + 1]!.capital &&
    (BODIES.at(tokens, at + 1, end) !== null || UNITS.at(tokens, at + 1, end) !== null)
}

/**
 * Where the words of a body end.
 * @param opens whether its name may go on with any words, as a department does
 * @param owned whether all its capitals are its own
 */
export function bodyEnd (
  tokens: readonly Token[], at: number, end: number, opens: boolean, owned: boolean, known: Known
): { readonly end: number, readonly sure: boolean } {
  let state: Openness = opens ? 'open' : 'closed'
  let sure = true
  let next = at
  while (next < end) {
    const token = tokens[next]!
    if (token.kind === 'number') {
      if (next === at) break
      next++
      // `10B`, `5A`.
      const letter = next < end ? tokens[next]! : null
      if (letter?.kind === 'word' && !letter.spaced && letter.text.length === 1) next++
      state = 'closed'
      continue
    }
    if (token.kind !== 'word') {
      const joined = joinAt(tokens, next, end, state, known)
      if (joined < 0) break
      next = joined
      continue
    }
    if (next > at && HEADS.at(tokens, next, end) !== null && !isBodyWord(tokens, next, end)) break
    if (next > at && state === 'closed' && isVerb(tokens, next, end)) break
    const body = BODIES.at(tokens, next, end)
    const unit = UNITS.at(tokens, next, end)
    // A long name of a department may begin with the word of a unit, and the other way round.
    if (body !== null && (unit === null || body.end >= unit.end)) {
      if (body.value === 'open' && state === 'closed' && !token.capital && next > at) break
      if (HONORIFICS.at(tokens, next, end) !== null && HONORIFICS.at(tokens, next, end)!.end > body.end) break
      next = body.end
      state = body.value
      if (next < end && tokens[next]!.capital && state === 'closed' && !startsBody(tokens, next, end)) {
        const place = placeEnd(tokens, next, end, owned, known)
        sure &&= place.sure
        next = place.end
        if (place.person) break
      }
      continue
    }
    if (unit !== null) {
      next = unit.end
      if (next < end && tokens[next]!.capital && !startsBody(tokens, next, end)) {
        if (unit.value === 'named' || tokens[next - 1]!.key === 'trường') {
          const stop = placeEnd(tokens, next, Math.min(end, next + 3), true, known).end
          next = owned ? placeEnd(tokens, next, end, true, known).end : stop
        } else {
          const place = placeEnd(tokens, next, end, owned, known)
          sure &&= place.sure
          next = place.end
          if (place.person) break
        }
      }
      state = 'closed'
      continue
    }
    if (token.capital) {
      if (endsAt(tokens, next, end)) break
      if (!owned && nameAt(tokens, next, end, false, known) > 0) break
      if (state === 'closed' && !owned) break
      next++
      // The further syllables of a word of which the first has the capital: `Nội chính`.
      if (state === 'closed' && !opens) state = 'joined'
      continue
    }
    if (CONTINUES.at(tokens, next, end) !== null && state === 'open') {
      next = CONTINUES.at(tokens, next, end)!.end
      continue
    }
    if (token.key === 'và' && state !== 'closed') {
      const joined = joinAt(tokens, next, end, state, known)
      if (joined < 0) break
      next = joined
      continue
    }
    if (state === 'closed' || ENDINGS.at(tokens, next, end) !== null || HONORIFICS.at(tokens, next, end) !== null) break
    if (state === 'joined' && !tokens[next - 1]!.capital) break
    next++
  }
  return { end: next, sure }
}

/** Whether a body ends at a word: only lower case, and what is wholly in capitals, can be a verb. */
function endsAt (tokens: readonly Token[], at: number, end: number): boolean {
  const ending = ENDINGS.at(tokens, at, end)
  return ending !== null && (!tokens[at]!.capital || isUpper(tokens[at]!))
}

/** Where a place's name could stand, a verb of several words is one whatever its letters: `phường Báo cáo …`. */
function isVerb (tokens: readonly Token[], at: number, end: number): boolean {
  const ending = ENDINGS.at(tokens, at, end)
  return ending !== null && ending.end > at + 1
}

/** Whether a word with a capital begins a body or a unit rather than a name. */
const startsBody = (tokens: readonly Token[], at: number, end: number) =>
  endsAt(tokens, at, end) || isVerb(tokens, at, end) ||
  [BODIES, UNITS, HEADS].some(words => words.at(tokens, at, end) !== null)

/** `Thường trực HĐND` and `Thường vụ Thành ủy` go on a title as well as they begin one. */
const isBodyWord = (tokens: readonly Token[], at: number, end: number) =>
  HEADS.at(tokens, at, end)!.value.afterName

/** A dash or `và` within a department's name, before a capital that is no person's: the token after it, or -1. */
function joinAt (tokens: readonly Token[], at: number, end: number, state: Openness, known: Known): number {
  const mark = tokens[at]!.text
  if (mark === '.' && tokens[at - 1]!.kind === 'word' && at + 1 < end && !tokens[at + 1]!.spaced) return at + 1
  if (mark === '-' && at + 1 < end && tokens[at + 1]!.capital && tokens[at - 1]!.capital) {
    // `phường Xuân Hương - Đà Lạt`
    for (let from = at - 1; from >= at - 3 && from >= 0; from--) {
      const stop = knownAt(known.places, tokens, from, end)
      if (stop > at) return stop
    }
  }
  if (state === 'closed' || (mark !== '-' && mark !== 'và' && mark !== '&' && mark !== ',')) return -1
  if (mark === ',' && !listsOn(tokens, at + 1, end)) return -1
  const next = at + 1
  if (next >= end || !tokens[next]!.capital || HONORIFICS.at(tokens, next, end) !== null) return -1
  if (HEADS.at(tokens, next, end) !== null || nameAt(tokens, next, end, false, known) > 0) return -1
  return next
}

/** `Sở Văn hóa, Thể thao và Du lịch`: after a comma a few words, và and a capital. */
function listsOn (tokens: readonly Token[], at: number, end: number): boolean {
  for (let next = at; next < Math.min(end - 1, at + 6); next++) {
    if (tokens[next]!.kind !== 'word') return false
    if (tokens[next]!.key === 'và') return next > at && tokens[next + 1]!.capital
  }
  return false
}

/** Several offices of one person. */
export interface Titles {
  readonly list: readonly Title[]
  readonly end: number
}

/** Words that join offices of one person. */
const JOINS = new Set(['kiêm', 'và'])
const JOIN_MARKS = new Set([',', '-', '/', '+', '&'])

/** The offices that begin at a token, one after another; null where none does. */
export function titlesAt (
  tokens: readonly Token[], at: number, end: number, owned: boolean, known: Known
): Titles | null {
  const first = titleAt(tokens, at, end, owned, known)
  if (first === null) return null
  const list = [first]
  for (;;) {
    const last = list.at(-1)!
    const start = joinEnd(tokens, last.end, end)
    if (start < 0) break
    const next = titleAt(tokens, start, end, owned, known)
    if (next === null) {
      // `Bí thư Đảng ủy; bí thư, phó bí thư các chi bộ`: the second is of many, as the third.
      const many = HEADS.at(tokens, start, end) !== null
      if (many && list.length > 1 && last.body >= last.end && !tokens[last.rank]!.capital) list.pop()
      break
    }
    // `Bí thư Đảng ủy, Thường vụ Đảng ủy phường`: after another office, that is a body.
    if (next.head.afterName) break
    list.push(next)
  }
  return { list, end: list.at(-1)!.end }
}

/** After what joins two offices; -1 where nothing does. */
function joinEnd (tokens: readonly Token[], at: number, end: number): number {
  let next = at
  if (next < end && JOIN_MARKS.has(tokens[next]!.text)) next++
  while (next < end && next < at + 4 &&
    (JOINS.has(tokens[next]!.key) || /^(đồng|thời|hiện|nay|là|giữ|chức)$/.test(tokens[next]!.key))) next++
  return next < end && (next > at || tokens[next]!.capital) ? next : -1
}
