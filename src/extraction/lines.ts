/**
 * Lines that were broken for the width of a page or of a mail are put together again: their ends and the numbers of
 * pages between them are no tokens. A text is one of broken lines where several lines end in the middle of a sentence
 * near one width; lines of lists, of letterheads and of tables are never joined.
 */
import type { Token } from './tokens.js'

interface Line {
  /** Tokens from `first` to before `end`; at `end` stands the end of the line. */
  readonly first: number
  readonly end: number
  readonly length: number
  readonly indent: number
}

/** Lines are broken for no greater width, and hardly ever for a smaller one. */
const WIDEST = 140
const NARROWEST = 40
/** So many lines broken in the middle of a sentence make a text one of broken lines. */
const ENOUGH = 3
/** How much of the width a broken line fills at least, where words are not all of one width. */
const FILLED = 0.75
/** A line that fills so much of it and ends no sentence goes on, whatever follows. */
const NEARLY = 0.88

const ENDS = /^[.:;!?…]$/
const isLower = (token: Token) => token.kind === 'word' && !token.capital

/** The tokens of a text without the ends of lines that end nothing. */
export function unwrapped (text: string, tokens: readonly Token[]): readonly Token[] {
  const lines = linesOf(text, tokens)
  const width = widthOf(tokens, lines)
  if (width === null) return tokens
  const dropped = new Set<number>()
  for (let at = 0; at + 1 < lines.length; at++) {
    const line = lines[at]!
    let next = at + 1
    while (next + 1 < lines.length && isPageNumber(tokens, lines[next]!)) next++
    if (next > at + 1) {
      // Over the end of a page goes on what ends no sentence.
      const goesOn = !ENDS.test(tokens[line.end - 1]!.text) && isLower(tokens[lines[next]!.first]!)
      for (let token = goesOn ? line.end : line.end + 1; token < lines[next]!.first; token++) dropped.add(token)
      at = next - 1
    } else if (tokens[line.end]!.text === '\n' && goesOn(text, tokens, line, lines[next]!, width)) dropped.add(line.end)
  }
  return dropped.size === 0 ? tokens : tokens.filter((_, at) => !dropped.has(at))
}

function linesOf (text: string, tokens: readonly Token[]): Line[] {
  const lines: Line[] = []
  let first = 0
  for (let at = 0; at <= tokens.length; at++) {
    if (at < tokens.length && tokens[at]!.kind !== 'line') continue
    if (at > first) {
      const { start } = tokens[first]!
      const gap = first === 0 ? 0 : Math.max(tokens[first - 1]!.start, start - WIDEST)
      const before = text.slice(gap, start)
      const indent = before.length - 1 - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'))
      lines.push({ first, end: at, length: lengthOf(tokens, first, at), indent: Math.max(0, indent) })
    }
    first = at + 1
  }
  return lines
}

/** How many letters and spaces a row of tokens has, whatever the Unicode form. */
function lengthOf (tokens: readonly Token[], first: number, end: number): number {
  let length = 0
  for (let at = first; at < end; at++) length += tokens[at]!.text.length + Number(at > first && tokens[at]!.spaced)
  return length
}

/** The width for which lines were broken; null where they were not. */
function widthOf (tokens: readonly Token[], lines: readonly Line[]): number | null {
  const broken: number[] = []
  let sure = 0
  for (let at = 0; at + 1 < lines.length; at++) {
    const { end, length, indent } = lines[at]!
    if (length < NARROWEST || length + indent > WIDEST || tokens[end]!.text !== '\n') continue
    const next = lines[at + 1]!
    if (ENDS.test(tokens[end - 1]!.text)) continue
    const lower = isLower(tokens[next.first]!)
    if (lower) sure++
    if (lower || (tokens[next.first]!.kind === 'number' && !startsItem(tokens, next))) broken.push(length)
  }
  if (sure < 2 || broken.length < ENOUGH) return null
  const width = broken.reduce((widest, length) => Math.max(widest, length), 0)
  return broken.filter(length => length >= width * FILLED).length < ENOUGH ? null : width
}

/** Whether a line goes on in the next one: no room was left for its first word, or it is a sentence's. */
function goesOn (text: string, tokens: readonly Token[], line: Line, next: Line, width: number): boolean {
  if (line.length < width * FILLED || line.length > width * 1.3 || next.indent > line.indent + 1) return false
  if (startsItem(tokens, next) || hasColumns(text, tokens, line) || hasColumns(text, tokens, next)) return false
  const last = tokens[line.end - 1]!
  const ends = ENDS.test(last.text)
  if (last.text === ':' || last.text === ';' || isShouted(tokens, line)) return false
  if (!ends && (isLower(tokens[next.first]!) || line.length >= width * NEARLY)) return true
  let word = next.first + 1
  while (word < next.end && !tokens[word]!.spaced) word++
  return line.length + 1 + lengthOf(tokens, next.first, word) > width
}

const NUMERAL = /^(?:[ivx]{1,5}|[a-h])$/

/** `-`, `II.`, `1-`, `2.1.`, `a)`. */
function startsItem (tokens: readonly Token[], { first }: Line): boolean {
  const { kind, text, key } = tokens[first]!
  if (/^[-+*•(]$/.test(text)) return true
  return (kind === 'number' || NUMERAL.test(key)) && /^[.)/-]$/.test(tokens[first + 1]?.text ?? '') &&
    tokens[first + 1]!.spaced === false
}

/** Gaps between two columns of a letterhead or cells of a table. */
function hasColumns (text: string, tokens: readonly Token[], { first, end }: Line): boolean {
  for (let at = first; at < end; at++) {
    if (tokens[at]!.text === '|' || (at > first && tokens[at]!.start - tokens[at - 1]!.end > 2) ||
      (at > first && tokens[at]!.spaced && text[tokens[at - 1]!.end] === '\t')) return true
  }
  return false
}

const isShouted = (tokens: readonly Token[], { first, end }: Line) => {
  for (let at = first; at < end; at++) {
    if (tokens[at]!.kind === 'word' && tokens[at]!.text !== tokens[at]!.text.toUpperCase()) return false
  }
  return true
}

/** `2`, `- 2 -`, `Trang 2/5`. */
function isPageNumber (tokens: readonly Token[], { first, end }: Line): boolean {
  if (end - first > 4) return false
  let numbers = 0
  for (let at = first; at < end; at++) {
    const { kind, text, key } = tokens[at]!
    if (kind === 'number' && text.length <= 3) numbers++
    else if (!/^[-/|]$/.test(text) && key !== 'trang') return false
  }
  return numbers >= 1 && numbers <= 2
}
