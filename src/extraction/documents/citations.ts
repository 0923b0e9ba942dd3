/** Every place where a text cites a numbered document, by its symbol or by its number alone. */
import { type Article, type Block } from '../article.js'
import type { Token } from '../tokens.js'
import { bodyAt, contextAt, type Context, type Range } from './context.js'
import { invertedAt, symbolAt, type Symbol } from './symbols.js'
import { AFTER_NUMBER, CENTRAL, KINDS, NUMBER_WORDS, STATE_BODIES, type Kind } from './words.js'

/** One place that cites one document. */
export interface Citation extends Range {
  readonly symbol: string | null
  readonly type: string
  readonly number: string
  readonly issuer: string | null
  readonly state: boolean
  readonly issuedOn: string | null
  readonly issuedBy: Range | null
  readonly title: Range | null
  /** Whether it goes on a row that one word begins: `Nghị quyết số 57-NQ/TW, 59-NQ/TW`. */
  readonly rowed: boolean
  /** Whether the Centre issued it or somebody below; null where nothing says. */
  readonly level: 'centre' | 'below' | null
  /** How sure: see documents.ts. */
  readonly confidence: number
}

/** A word for documents, and where it stands; a row of symbols goes on after it. */
interface Word { readonly kind: Kind, readonly first: number, readonly end: number, readonly number: boolean }

/** The citations of one line or sentence, in its order. */
export function citationsIn (
  { tokens }: Pick<Article, 'tokens'>, { first, end }: Pick<Block, 'first' | 'end'>
): Citation[] {
  const found: Citation[] = []
  let word: Word | null = null
  let at = first
  while (at < end) {
    const token = tokens[at]!
    if (token.kind === 'number') {
      const read: Reading | null = bySymbol(tokens, at, end, word, found) ?? byNumber(tokens, at, end, word, found)
      if (read !== null) {
        at = read.end
        if (word !== null) word = { kind: word.kind, first: word.first, end: at, number: true }
        continue
      }
      if (word !== null && at > word.end) word = null
      at++
      continue
    }
    if (token.kind === 'word') {
      const inverted = invertedAt(tokens, at, end)
      if (inverted !== null) {
        found.push(cite(tokens, inverted, word?.kind ?? null, at, end, 0.8))
        at = inverted.end
        continue
      }
      const kind = KINDS.at(tokens, at, end)
      if (kind !== null) {
        word = { kind: kind.value, first: at, end: kind.end, number: false }
        at = kind.end
        continue
      }
    }
    // A row goes on over commas and và; số and a colon stand before a number.
    const joins = token.text === ',' || token.key === 'và' || token.text === ';'
    const goes = NUMBER_WORDS.has(token.key) || (joins && word?.number === true)
    if (word !== null && !goes) word = null
    at++
  }
  return share(found, tokens)
}

interface Reading { readonly end: number }

/** `21-NQ/TU`, with the numbers before it that share its tail: `18, 19-NQ/TW`. */
function bySymbol (
  tokens: readonly Token[], at: number, end: number, word: Word | null, found: Citation[]
): Reading | null {
  const pair = /^(\d{1,4}),(\d{1,4})$/.exec(tokens[at]!.text)
  const symbol = pair === null ? symbolAt(tokens, at, end) : pairAt(tokens, at, end, pair[2]!)
  if (symbol === null) return null
  const row = numbersBefore(tokens, at, word)
  for (const number of [...row, ...(pair === null ? [] : [{ text: pair[1]!, at }])]) {
    const other = { ...symbol, symbol: number.text + symbol.tail, number: number.text }
    found.push({
      ...cite(tokens, other, word?.kind ?? null, number.at, end, 0.85),
      first: number.at,
      end: number.at + 1
    })
  }
  const first = word !== null && !word.number && row.length === 0 && pair === null ? word.first : at
  found.push(cite(tokens, symbol, word?.kind ?? null, first, end, word === null ? 0.93 : 0.98))
  return { end: symbol.end }
}

/** A symbol of which the number was read together with one before it: `18,19-NQ/TW`. */
function pairAt (tokens: readonly Token[], at: number, end: number, number: string): Symbol | null {
  const parted = tokens.slice(at, at + 12).map((token, n) => n === 0 ? { ...token, text: number } : token)
  const symbol = symbolAt(parted, 0, Math.min(12, end - at))
  return symbol === null ? null : { ...symbol, end: symbol.end + at }
}

/** Numbers right before a symbol, since a word for documents: `Nghị quyết 18, 19-NQ/TW`. */
function numbersBefore (
  tokens: readonly Token[], at: number, word: Word | null
): Array<{ readonly text: string, readonly at: number }> {
  const row: Array<{ readonly text: string, readonly at: number }> = []
  if (word === null) return row
  for (let next = at - 2; next >= word.first && next > at - 20; next -= 2) {
    const joint = tokens[next + 1]!
    const token = tokens[next]!
    if ((joint.text !== ',' && joint.key !== 'và') || token.kind !== 'number' || !/^\d{1,4}$/.test(token.text)) break
    // The number of the symbol before is none that shares.
    if (tokens[next - 1]?.text === '/' || tokens[next - 1]?.text === '-') break
    row.unshift({ text: token.text, at: next })
  }
  return row
}

/** `Nghị quyết 68 của Bộ Chính trị`, `Quyết định số 217 và 218 của Bộ Chính trị`. */
function byNumber (
  tokens: readonly Token[], at: number, end: number, word: Word | null, found: Citation[]
): Reading | null {
  const token = tokens[at]!
  if (word === null || !/^\d{1,4}$/.test(token.text)) return null
  const next = tokens[at + 1]
  const last = at + 1 >= end
  const numbered = tokens[at - 1]!.key === 'số' || (tokens[at - 1]!.text === ':' && tokens[at - 2]?.key === 'số')
  // `06/CP`: the issuer after a slash.
  const government = next?.text === '/' && /^(CP|TTg)$/.test(tokens[at + 2]?.text ?? '') && at + 2 < end
  if (!last && !government && !AFTER_NUMBER.has(next!.key)) return null
  if (!last && next!.text === '-' && tokens[at + 2] !== undefined && !tokens[at + 2]!.spaced) return null
  if (!numbered && /^(19|20)\d\d$/.test(token.text)) return null
  // `, 68` goes on a row only where a symbol or another number follows.
  const row = word.number
  const context = contextAt(tokens, government ? at + 3 : at + 1, end)
  const issued = context.issuedBy !== null
  if (row && !issued && !sharesTail(tokens, at, end)) return null
  if (!row && !numbered && !issued && !government && word.kind.number === 'named') return null
  // Figures follow words such as kết luận too: `Kết luận 3 vụ`; a date does as well.
  if (!numbered && !issued && !government && !tokens[word.first]!.capital) return null
  if (sharesTail(tokens, at, end)) return { end: at + 1 }
  const state = word.kind.state || government || (context.issuedBy !== null &&
    STATE_BODIES.at(tokens, context.issuedBy.first, context.issuedBy.end) !== null)
  found.push({
    first: row ? at : word.first,
    end: Math.max(context.end, at + 1),
    symbol: null,
    type: word.kind.type,
    number: token.text,
    issuer: null,
    state,
    issuedOn: context.issuedOn,
    issuedBy: context.issuedBy,
    title: context.title,
    rowed: row,
    level: levelOf(tokens, context.issuedBy, null),
    confidence: issued ? 0.85 : numbered ? 0.75 : 0.6
  })
  return { end: at + 1 }
}

/** Whether a row of numbers leads to a symbol whose tail they share. */
function sharesTail (tokens: readonly Token[], at: number, end: number): boolean {
  for (let next = at; next < Math.min(end, at + 16); next += 2) {
    if (tokens[next]!.kind !== 'number') return false
    if (next > at && symbolAt(tokens, next, end) !== null) return true
    const joint = tokens[next + 1]
    if (joint === undefined || (joint.text !== ',' && joint.key !== 'và')) return false
  }
  return false
}

function cite (
  tokens: readonly Token[], symbol: Symbol, kind: Kind | null, first: number, end: number, confidence: number
): Citation {
  const context: Context = contextAt(tokens, symbol.end, end)
  const type = symbol.type ?? kind?.type ?? (symbol.issuer.startsWith('QH') ? 'Luật' : 'NQ')
  return {
    first,
    end: context.end,
    symbol: symbol.symbol,
    type,
    number: symbol.number,
    issuer: symbol.issuer,
    state: symbol.state,
    issuedOn: context.issuedOn,
    issuedBy: context.issuedBy ?? subjectBefore(tokens, first),
    title: context.title,
    rowed: tokens[first]!.kind === 'number',
    level: levelOf(tokens, context.issuedBy, symbol),
    confidence: symbol.regular ? confidence : Math.min(confidence, 0.75)
  }
}

function levelOf (tokens: readonly Token[], body: Range | null, symbol: Symbol | null): Citation['level'] {
  if (symbol !== null && !symbol.state) return symbol.issuer.endsWith('TW') ? 'centre' : 'below'
  if (body === null) return null
  for (let at = body.first; at < body.end; at++) if (CENTRAL.at(tokens, at, body.end) !== null) return 'centre'
  return STATE_BODIES.at(tokens, body.first, body.end) !== null ? null : 'below'
}

/** Who `đã ban hành Chương trình hành động số 05-CTr/ĐU`. */
function subjectBefore (tokens: readonly Token[], first: number): Range | null {
  let verb = first - 1
  if (tokens[verb]?.key !== 'hành' || tokens[verb - 1]?.key !== 'ban') return null
  verb--
  while (verb > 0 && /^(đã|vừa|cũng|sẽ|kịp|thời|mới)$/.test(tokens[verb - 1]!.key)) verb--
  for (let start = Math.max(0, verb - 8); start < verb; start++) {
    const body = bodyAt(tokens, start, verb)
    if (body !== null && body.end === verb) return body
  }
  return null
}

/** Symbols side by side, of which only the last says who issued them: `57-NQ/TW, 59-NQ/TW của Bộ Chính trị`. */
function share (found: Citation[], tokens: readonly Token[]): Citation[] {
  for (let n = found.length - 2; n >= 0; n--) {
    const [one, next] = [found[n]!, found[n + 1]!]
    if (one.issuedBy !== null || next.issuedBy === null || one.issuer !== next.issuer) continue
    if (one.issuedOn !== null && !next.rowed) continue
    const end = Math.max(one.end, one.title?.end ?? 0)
    if (next.first - end <= 4 && isRow(tokens, end, next.first)) found[n] = { ...one, issuedBy: next.issuedBy }
  }
  return found
}

function isRow (tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const { key, text } = tokens[at]!
    if (text !== ',' && key !== 'và' && key !== 'số' && text !== ';' && key !== 'các') return false
  }
  return true
}
