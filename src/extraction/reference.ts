/**
 * A citation by itself, as people type it: `21 – NQ/ TU`, `CT05`, `NQ/TU 21`, `754/QĐTU`, `Nghị quyết Trung ương 4
 * khóa XII`. What prose may not be read for (a bare `NQ 21` could count anything there) is read here, since nothing
 * else is meant; whatever prose is read for is read by the same rules.
 */
import { documentTypes, type DocumentFamily } from '../domain/documents.js'
import { wordsOf } from './article.js'
import { dateAt, isoDate, yearAt } from './dates.js'
import { citationsIn, type Citation } from './documents/citations.js'
import { congressIn, plenumIn } from './documents/congress.js'
import { bodyAt, contextAt, type Range } from './documents/context.js'
import { partsOf, yearIn, type Numbering, type Reference } from './documents/parts.js'
import { isParty, STATE_SUFFIX, suffixAt, typeAt } from './documents/symbols.js'
import { CENTRAL, KINDS, STATE_BODIES } from './documents/words.js'
import { Phrases } from './phrases.js'
import { tokensOf, type Token } from './tokens.js'

export type { Reference } from './documents/parts.js'

const TYPE_NAMES = new Phrases(documentTypes.map(({ name, code }) => [name, code] as const))
const OLD_STATE_SUFFIX = /^(CP|TTg|HĐBT|BT|CTN)$/u
const CLAUSES = new Set(['điểm', 'khoản', 'điều', 'mục', 'chương', 'phần'])
/** Words that join the parts, of which nothing is to be made. */
const GLUE = new Set(`
  số : . , ; ( ) " - / ngày tháng năm của về việc và ban hành bởi do theo thực hiện văn bản các khóa hội nghị lần thứ
`.trim().split(/\s+/))

const isGlue = ({ kind, key }: Token) => kind === 'mark' || GLUE.has(key)

/** Words of tokens, one after the other, that nothing was made of so far. */
class Rest {
  readonly tokens: readonly Token[]
  readonly #taken: boolean[]

  constructor (tokens: readonly Token[]) {
    this.tokens = tokens
    this.#taken = tokens.map(() => false)
  }

  take ({ first, end }: Range): void {
    this.#taken.fill(true, first, end)
  }

  isFree (at: number): boolean {
    return at < this.tokens.length && !this.#taken[at]
  }

  /** All words left over from a token on, without what leads to them. */
  words (from: number): string | null {
    const free = this.tokens.flatMap((_, at) => at >= from && this.isFree(at) ? at : [])
    const first = free.findIndex(at => !/^(về|việc|của|số|[^\p{L}\p{N}])$/u.test(this.tokens[at]!.key))
    const words = first < 0 ? [] : free.slice(first).map(at => this.tokens[at]!)
    return words.every(isGlue) ? null : wordsOf({ tokens: words }, 0, words.length).replace(/(?<![\s,.;:()])[\s,.;:()]+$/u, '')
  }

  /** The words left over, in groups; glue alone is none. */
  groups (from = 0): string[] {
    const groups: string[] = []
    for (let at = from; at < this.tokens.length; at++) {
      if (!this.isFree(at) || isGlue(this.tokens[at]!)) continue
      let end = at + 1
      for (let next = end; this.isFree(next) && !/^[.,;:()"]$/.test(this.tokens[next]!.text); next++) {
        if (!isGlue(this.tokens[next]!)) end = next + 1
      }
      groups.push(wordsOf(this, at, end))
      at = end - 1
    }
    return groups
  }
}

/** A numbering as it stands somewhere. */
interface Placed extends Range { readonly read: Numbering }

/** `QĐTU`, `NQTW`: type and suffix in one word. */
function gluedAt (token: Token | undefined): { readonly type: string, readonly suffix: string } | null {
  if (token?.kind !== 'word' || token.text.length > 12) return null
  for (let cut = 2; cut <= token.text.length - 2; cut++) {
    const type = typeAt([{ ...token, text: token.text.slice(0, cut) }], 0, 1)
    const suffix = token.text.slice(cut)
    if (type !== null && (isParty(suffix) || OLD_STATE_SUFFIX.test(suffix)) && typeAt([token], 0, 1) === null) {
      return { type, suffix }
    }
  }
  return null
}

const isSuffix = (suffix: string) => isParty(suffix) || STATE_SUFFIX.test(suffix.toUpperCase())
const familyOf = (suffix: string | null): DocumentFamily | null =>
  suffix === null ? null : isParty(suffix) ? 'party' : 'state'

/** After marks and spaces. */
function after (tokens: readonly Token[], at: number, marks: RegExp): number {
  let next = at
  while (next < tokens.length && marks.test(tokens[next]!.key)) next++
  return next
}

/** A number with type and suffix about it, in any order and with anything between them. */
function looseAt (tokens: readonly Token[], at: number): Placed | null {
  const { length } = tokens
  if (tokens[at]?.kind !== 'number' || !/^\d{1,5}$/.test(tokens[at]!.text)) return null
  const number = tokens[at]!.text
  let first = at
  while (first > 0 && /^(số|:|\.|-)$/.test(tokens[first - 1]!.key)) first--
  // Before it: `NQ 21`, `NQ TU 21`, `NQTW 04`.
  let type: string | null = first > 0 ? typeAt(tokens, first - 1, length) : null
  let suffix: string | null = null
  if (type !== null) first--
  else if (first > 0) {
    const glued = gluedAt(tokens[first - 1])
    const before = first > 1 && /^[/-]$/.test(tokens[first - 2]!.text) ? first - 3 : first - 2
    const word = tokens[first - 1]!
    if (glued !== null) {
      ({ type, suffix } = glued)
      first--
    } else if (before >= 0 && word.kind === 'word' && isParty(word.text) && typeAt(tokens, before, length) !== null) {
      type = typeAt(tokens, before, length)
      suffix = word.text
      first = before
    }
  }
  // After it: `21 NQ TU`, `21/TU`, `754/QĐTU`, `69-CP`.
  let end = at + 1
  let next = after(tokens, end, /^[-/]$/)
  const glued = suffix === null ? gluedAt(tokens[next]) : null
  if (glued !== null) {
    type = glued.type
    suffix = glued.suffix
    end = next + 1
  } else {
    const own = typeAt(tokens, next, length)
    if (own !== null && type === null) {
      type = own
      end = next + 1
      next = after(tokens, end, /^[-/]$/)
    }
    const found = suffix === null ? suffixAt(tokens, next, length) : null
    if (found !== null && isSuffix(found.text) && (type !== null || next > at + 1)) {
      suffix = found.text
      end = found.end
    }
  }
  const dated = tokens[end]?.text === '/' ? yearAt(tokens, end + 1) : null
  return {
    first,
    end: dated === null ? end : end + 2,
    read: { number, type, said: null, suffix, year: dated, family: familyOf(suffix), symbol: null }
  }
}

/** `khoản 2 Điều 5`. */
function clauseIn (tokens: readonly Token[]): Range | null {
  const isPart = (at: number) => CLAUSES.has(tokens[at]?.key ?? '') && tokens[at + 1] !== undefined &&
    (tokens[at + 1]!.kind === 'number' || /^([IVX]+|[a-zđ])$/u.test(tokens[at + 1]!.text))
  const first = tokens.findIndex((_, at) => isPart(at))
  if (first < 0) return null
  let end = first + 2
  for (let next = end; next < tokens.length; next = end) {
    if (tokens[next]!.text === ',') next++
    if (!isPart(next)) break
    end = next + 2
  }
  return { first, end }
}

/** What was read of a citation by the rules of prose. */
const numberingOf = ({ symbol, type, number, issuer, state }: Citation): Numbering => ({
  number,
  type: state && symbol !== null && !symbol.includes(`${type}-`) && !symbol.includes(`${type}/`) ? null : type,
  said: null,
  suffix: issuer,
  year: yearIn(symbol),
  family: state ? 'state' : symbol === null ? null : 'party',
  symbol
})

/** The numbering, where there is one: first as prose is read, then by what may be typed besides. */
function numberingIn (rest: Rest, isPlenum: boolean): (Placed & { readonly citation: Citation | null }) | null {
  const { tokens } = rest
  const cited = citationsIn({ tokens }, { first: 0, end: tokens.length })
  const citation = cited.find(({ symbol }) => symbol !== null) ?? (isPlenum ? undefined : cited[0])
  if (citation?.symbol != null) return { ...citation, read: numberingOf(citation), citation }
  const loose = tokens.flatMap((_, at) => rest.isFree(at) ? looseAt(tokens, at) ?? [] : [])
  const whole = loose.find(({ read }) => read.type !== null && read.suffix !== null)
  if (whole !== undefined) return { ...whole, citation: null }
  if (citation !== undefined && rest.isFree(citation.first)) {
    return { ...citation, read: numberingOf(citation), citation }
  }
  const typed = loose.find(({ read }) => read.type !== null || read.suffix !== null) ??
    loose.find(({ first }) => first > 0 && KINDS.first(tokens, 0, first)?.end === first) ??
    (tokens.length === 1 || loose[0]?.first === 0 ? loose[0] : undefined)
  return isPlenum || typed === undefined ? null : { ...typed, citation: null }
}

const typed = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ')
  // Full stops between the letters of an abbreviation.
  .replace(/(?<!\p{L})(N\.Q|Th?\.[ƯWU])(?!\p{L})/gu, letters => letters.replace('.', ''))
  // The letter for the number: O5-CT/TW.
  .replace(/(?<![\p{L}\p{N}])[oO](?=\d)/gu, '0').replace(/(?<=\d)[oO](?=[\s\d/-])/gu, '0')

/** Reads one citation; of what names no document, no part is told. */
export function readReference (text: string): Reference {
  const tokens = tokensOf(typed(text)).filter(({ kind }) => kind !== 'line')
  const rest = new Rest(tokens)
  const clause = clauseIn(tokens)
  if (clause !== null) rest.take(clause)
  const plenum = plenumIn(tokens)
  const congress = congressIn(tokens)
  for (const found of [plenum, congress]) if (found !== null) rest.take(found)
  const numbered = numberingIn(rest, plenum !== null)
  const word = TYPE_NAMES.first(tokens, clause?.end ?? 0, tokens.length)
  const kind = KINDS.first(tokens, clause?.end ?? 0, numbered?.first ?? tokens.length)
  if (numbered !== null) rest.take(numbered)
  const named = word !== null && (numbered === null || word.start < numbered.end) ? word : null
  for (const found of [named, kind]) if (found !== null) rest.take({ first: found.start, end: found.end })

  const told = numbered?.end ?? plenum?.end ?? named?.end ?? 0
  const context = numbered?.citation ?? contextAt(tokens, told, tokens.length)
  if (numbered?.citation == null && context.issuedOn !== null) rest.take({ first: told, end: context.end })
  const suffix = numbered?.read.suffix ?? freeSuffix(rest)
  const issuer = context.issuedBy ?? freeBody(rest)
  const title = context.title !== null && context.title !== issuer ? context.title : null
  for (const found of [issuer, title]) if (found !== null) rest.take(found)
  const issuedOn = context.issuedOn ?? freeDay(rest)
  const year = numbered?.read.year ?? freeYear(rest)
  const said = named?.value ?? null
  const letters = numbered?.read.type ?? (named === null
    ? kind?.value.type ?? gluedAt(tokens[plenum?.first ?? -1])?.type ?? freeType(rest)
    : null)
  const parts = partsOf({
    number: null, suffix, year, family: familyOf(suffix), symbol: null, ...numbered?.read, type: letters, said
  })
  const isNamed = numbered === null && plenum === null && title === null && parts.types.length > 0
  return {
    ...parts,
    family: parts.family ?? familyOfBody(tokens, issuer) ?? (plenum === null ? null : 'party'),
    said,
    year,
    issuedOn,
    issuer: issuer === null ? null : wordsOf(rest, issuer.first, issuer.end),
    name: title !== null
      ? wordsOf(rest, title.first, title.end)
      : isNamed ? rest.words(named?.end ?? 0) : null,
    plenum: plenum?.count ?? null,
    congress: congress?.count ?? null,
    clause: clause === null ? null : wordsOf(rest, clause.first, clause.end),
    unread: isNamed ? [] : rest.groups()
  }
}

/** A body that no `của` leads to: `Nghị quyết 21 Thành ủy`. */
function freeBody (rest: Rest): Range | null {
  const { tokens } = rest
  for (let at = 0; at < tokens.length; at++) {
    if (!rest.isFree(at)) continue
    const body = bodyAt(tokens, at, tokens.length)
    if (body === null || !/^\p{Lu}/u.test(tokens[at]!.text)) continue
    let end = body.first
    while (end < body.end && rest.isFree(end)) end++
    return { first: body.first, end }
  }
  return null
}

function freeDay (rest: Rest): string | null {
  for (const at of rest.tokens.keys()) {
    const date = rest.isFree(at) ? dateAt(rest.tokens, at, rest.tokens.length) : null
    if (date?.year == null) continue
    rest.take({ first: at, end: date.end })
    return isoDate(date.year, date.month, date.day)
  }
  return null
}

function freeYear (rest: Rest): number | null {
  for (const at of rest.tokens.keys()) {
    const year = rest.isFree(at) ? yearAt(rest.tokens, at) : null
    if (year === null) continue
    rest.take({ first: at, end: at + 1 })
    return year
  }
  return null
}

/** Letters of a type that nothing else claims. */
function freeType (rest: Rest): string | null {
  const at = rest.tokens.findIndex((token, n) => rest.isFree(n) && token.text === token.text.toUpperCase() &&
    typeAt(rest.tokens, n, rest.tokens.length) !== null)
  if (at < 0) return null
  rest.take({ first: at, end: at + 1 })
  return typeAt(rest.tokens, at, rest.tokens.length)
}

/** A suffix by itself: `T.Ư`. */
function freeSuffix (rest: Rest): string | null {
  for (const at of rest.tokens.keys()) {
    const found = rest.isFree(at) ? suffixAt(rest.tokens, at, rest.tokens.length) : null
    if (found === null || !isParty(found.text) || found.text !== found.text.toUpperCase()) continue
    rest.take({ first: at, end: found.end })
    return found.text
  }
  return null
}

function familyOfBody (tokens: readonly Token[], body: Range | null): DocumentFamily | null {
  if (body === null) return null
  if (STATE_BODIES.first(tokens, body.first, body.end) !== null) return 'state'
  const party = CENTRAL.first(tokens, body.first, body.end) !== null ||
    tokens.slice(body.first, body.end).some(({ key }, n) => key === 'ủy' || (key === 'đảng' && n > 0))
  return party ? 'party' : null
}
