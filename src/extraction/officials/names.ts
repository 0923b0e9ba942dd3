/**
 * Persons' names in running text: rows of capitals that begin with a family name or stand after a word such as
 * đồng chí. Where a place's name and a person's meet (`phường Phú Diễn Đàm Thị Hương Lam`), what the text says
 * elsewhere parts them, and else the family name.
 */
import type { Token } from '../tokens.js'
import { CAPITAL_ENDINGS, HEADS, HONORIFICS, PLACES, UNITS } from './vocabulary.js'
import { isCommonSurname, isSurname } from './surnames.js'

/** Names have two to five syllables, and rows of capitals are not read further than a place and a name. */
const LONGEST_NAME = 5
const LONGEST_ROW = 9

/** Words with a capital that no name has as its second syllable, where only their first is written with one. */
const NOT_NAMES = new Set([
  'ban', 'hội', 'ủy', 'đảng', 'ubnd', 'hđnd', 'mttq', 'công', 'phường', 'đồng', 'nghị', 'chỉ', 'kết', 'quyết', 'thông'
])

/** Letters that stand before an apostrophe in names of the Tây Nguyên: K'Brôi, H'Hen, Y'Thịnh. */
const isPrefix = (token: Token) => token.text.length <= 2

/** Where a row of words with capitals ends: at lower case, a mark, the title of an office. */
export function rowEnd (tokens: readonly Token[], at: number, end: number): number {
  const upper = isUpper(tokens[at]!)
  const most = Math.min(end, at + LONGEST_ROW)
  let next = at
  while (next < most) {
    const token = tokens[next]!
    if (token.kind !== 'word' || !token.capital || (next > at && !token.spaced)) break
    if (next > at && HEADS.at(tokens, next, end) !== null && !isGiven(tokens, next, end)) break
    if (next > at && upper && isUpper(token) && CAPITAL_ENDINGS.at(tokens, next, end) !== null) break
    if (next > at && upper && !isUpper(token)) break
    next++
    if (isPrefix(token) && next + 1 < end && tokens[next]!.text === "'" && !tokens[next]!.spaced &&
      tokens[next + 1]!.kind === 'word' && (!tokens[next + 1]!.spaced || tokens[next + 1]!.capital)) next += 2
  }
  return next
}

/** Short words that are offices' abbreviations only in capitals: `Ct`, `Bt` are none, nor is a name's syllable. */
const isGiven = (tokens: readonly Token[], at: number, end: number) =>
  UNITS.at(tokens, at, end) !== null && !isUpper(tokens[at]!)

export const isUpper = (token: Token): boolean => token.text.length > 1 && token.text === token.text.toUpperCase()

/** Syllables of a row: apostrophes join. */
function syllables (tokens: readonly Token[], first: number, end: number): number {
  let count = 0
  for (let at = first; at < end; at++) {
    if (tokens[at]!.kind === 'word' && (at === first || tokens[at]!.spaced)) count++
  }
  return count
}

/** What a text says of its own names: those that stand after đồng chí and the like, and those of units. */
export interface Known {
  /** First syllables of persons' names, with the names. */
  readonly persons: ReadonlyMap<string, readonly string[][]>
  readonly places: ReadonlyMap<string, readonly string[][]>
}

/** The longest known name at a token; the token after it, or -1. */
export function knownAt (
  names: ReadonlyMap<string, readonly string[][]>, tokens: readonly Token[], at: number, end: number
): number {
  let longest = -1
  for (const name of names.get(tokens[at]!.key) ?? []) {
    if (at + name.length <= end && at + name.length > longest &&
      name.every((key, n) => tokens[at + n]!.key === key && tokens[at + n]!.capital)) longest = at + name.length
  }
  return longest
}

/**
 * The person's name that begins at a token: the token after it, or -1.
 * @param honoured whether đồng chí or the like stands before it, so that any family name will do
 */
export function nameAt (
  tokens: readonly Token[], at: number, end: number, honoured: boolean, known: Known
): number {
  const token = tokens[at]
  if (token === undefined || token.kind !== 'word' || !token.capital) return -1
  if (HEADS.at(tokens, at, end) !== null) return -1
  const stop = rowEnd(tokens, at, end)
  const count = syllables(tokens, at, stop)
  if (count < 2 || (!honoured && !isSurname(token.key))) return -1
  if (NOT_NAMES.has(token.key) && tokens[at + 1] !== undefined && !isUpper(token)) {
    if (token.key !== 'công' && token.key !== 'đồng' && token.key !== 'nghị') return -1
  }
  if (!honoured && PLACES.at(tokens, at, stop)?.end === stop) return -1
  const known2 = knownAt(known.persons, tokens, at, stop)
  if (known2 > 0 && count > LONGEST_NAME) return known2
  if (count > LONGEST_NAME + 1) return -1
  if (count > LONGEST_NAME && !honoured) return -1
  return stop
}

/** A place's name: the token after it, which is the first where there is none, and whether a person's name follows. */
export interface Place {
  readonly end: number
  readonly person: boolean
  /** Whether more than a guess parts the two. */
  readonly sure: boolean
}

/**
 * How far a place's name goes after phường, Thành ủy and the like, when a person's name may follow it.
 * @param owned whether these words belong to a person named before, so that no other's name can follow
 */
export function placeEnd (
  tokens: readonly Token[], at: number, end: number, owned: boolean, known: Known
): Place {
  const stop = rowEnd(tokens, at, end)
  const count = stop - at
  if (count === 0) return { end: at, person: false, sure: true }
  const place = Math.max(PLACES.at(tokens, at, stop)?.end ?? -1, knownAt(known.places, tokens, at, end))
  if (owned) return { end: Math.max(place, stop), person: false, sure: true }
  const person = (from: number) => stop - from >= 2 && stop - from <= LONGEST_NAME && isSurname(tokens[from]!.key)
  const common = (from: number) => person(from) && isCommonSurname(tokens[from]!.key)
  const until = (from: number, sure: boolean): Place => ({ end: from, person: from < stop, sure })
  for (let from = at; from < stop - 1; from++) {
    if (knownAt(known.persons, tokens, from, stop) === stop) return until(from, true)
  }
  if (place > 0 && (place >= stop || person(place))) return until(place, true)
  if (count < 4) return common(at) ? until(at, count === 3) : until(stop, false)
  if (/^(thị|văn)$/.test(tokens[at + 1]!.key) && person(at)) return until(at, true)
  // `phường Lê Lợi Trần Văn A`, but `thành phố Lương Trần Minh Thử`.
  if (common(at) && !(common(at + 2) && count > 4)) return until(at, true)
  const length = [2, 1, 3].find(length => common(at + length))
  return length !== undefined ? until(at + length, false) : until(person(at) ? at : stop, false)
}

/** Names that the text shows clearly, read once before the persons. */
export function knownNames (
  tokens: readonly Token[], ranges: ReadonlyArray<{ readonly first: number, readonly end: number }>
): Known {
  const persons = new Map<string, string[][]>()
  const places = new Map<string, string[][]>()
  const add = (names: Map<string, string[][]>, first: number, end: number) => {
    const name = tokens.slice(first, end).map(({ key }) => key)
    const list = names.get(name[0]!)
    if (list === undefined) names.set(name[0]!, [name])
    else if (list.length < 20 && !list.some(other => other.join(' ') === name.join(' '))) list.push(name)
  }
  for (const { first, end } of ranges) {
    let title = -100
    for (let at = first; at < end; at++) {
      const token = tokens[at]!
      if (token.kind !== 'word') {
        if (token.text !== '.') title = -100
        continue
      }
      if (HEADS.at(tokens, at, end) !== null) title = at
      const honorific = HONORIFICS.at(tokens, at, end)
      if (honorific !== null) {
        const stop = honorific.end < end && tokens[honorific.end]!.capital ? rowEnd(tokens, honorific.end, end) : -1
        const count = stop - honorific.end
        if (count >= 2 && count <= LONGEST_NAME && isSurname(tokens[honorific.end]!.key)) {
          add(persons, honorific.end, stop)
          at = stop - 1
        }
        continue
      }
      const unit = UNITS.at(tokens, at, end)
      if (unit?.value !== 'unit' || unit.end >= end || !tokens[unit.end]!.capital) continue
      const stop = rowEnd(tokens, unit.end, end)
      const count = stop - unit.end
      if (count >= 1 && count <= 3 && at - title > 8) add(places, unit.end, stop)
      const dash = tokens[stop]
      if (dash?.text === '-' && stop + 1 < end && tokens[stop + 1]!.capital && count <= 2 && at - title > 8) {
        const tail = rowEnd(tokens, stop + 1, end)
        if (tail - stop - 1 === 2 && HEADS.at(tokens, stop + 1, end) === null) add(places, unit.end, tail)
      }
    }
  }
  return { persons, places }
}
