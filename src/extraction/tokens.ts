/**
 * A text as a row of tokens: words (Vietnamese writes each syllable as one), numbers, marks and ends of lines. Tokens
 * keep their places in the text as it was given, whatever its Unicode form and line ends, so that whatever is read from
 * them can say where it stood. One pass, no backtracking.
 */
import { keyOf, traceOf } from './keys.js'

export type TokenKind = 'word' | 'number' | 'mark' | 'line'

export interface Token {
  readonly kind: TokenKind
  /** As written, in NFC; dashes as `-`, quotes as `"`. The end of a line is `\n`, of a paragraph `\n\n`. */
  readonly text: string
  /** As words are compared: lower case, one tone placement, i and y alike where they are (tỉ, tỷ). Marks are kept. */
  readonly key: string
  /** The trace of its key. */
  readonly trace: number
  /** Offsets in the text as given. */
  readonly start: number
  readonly end: number
  /** Whether space stands before it. */
  readonly spaced: boolean
  /** Whether a word starts with a capital letter. */
  readonly capital: boolean
}

const DASHES = /[‐‑‒–—−]/
const QUOTES = /[“”„″«»"]/
/** Signs that take no room: zero-width characters, byte order mark, soft hyphen. */
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF\u00AD]/

const enum Sort { Other, Letter, Digit, Space, Line, Invisible }

function sortOf (code: number, sign: string): Sort {
  if (code < 128) {
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return Sort.Letter
    if (code >= 48 && code <= 57) return Sort.Digit
    if (code === 10 || code === 13 || code === 11 || code === 12) return Sort.Line
    return code === 32 || code === 9 ? Sort.Space : Sort.Other
  }
  if (code === 0x2028 || code === 0x2029 || code === 0x85) return Sort.Line
  if (INVISIBLE.test(sign)) return Sort.Invisible
  if (/\s/u.test(sign)) return Sort.Space
  return /[\p{L}\p{M}]/u.test(sign) ? Sort.Letter : Sort.Other
}

const sorts = new Uint8Array(65_536).fill(255)
function sortAt (text: string, at: number): Sort {
  const code = text.charCodeAt(at)
  let sort = sorts[code]!
  if (sort === 255) {
    sort = code >= 0xD800 && code <= 0xDFFF ? Sort.Other : sortOf(code, text[at]!)
    sorts[code] = sort
  }
  return sort
}

type Word = Pick<Token, 'text' | 'key' | 'trace' | 'capital'>

/** Words seen, so that each is normalised once; Vietnamese has some seven thousand syllables. */
const words = new Map<string, Word>()
const MOST_WORDS = 50_000

function wordOf (written: string): Word {
  const known = words.get(written)
  if (known !== undefined) return known
  const text = written.replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, '').normalize('NFC')
  const key = keyOf(text)
  const word = { text, key, trace: traceOf(key), capital: /^\p{Lu}/u.test(text) }
  if (words.size >= MOST_WORDS) words.clear()
  // A slice would keep the whole text in memory.
  if (written.length <= 40) words.set(Buffer.from(written).toString(), word)
  return word
}

/** Reads the tokens of a text; time and memory grow with its length alone. */
export function tokensOf (text: string): Token[] {
  const tokens: Token[] = []
  const { length } = text
  let at = 0
  let spaced = true
  while (at < length) {
    const start = at
    const sort = sortAt(text, at)
    if (sort === Sort.Space || sort === Sort.Invisible) {
      if (sort === Sort.Space) spaced = true
      at++
      continue
    }
    if (sort === Sort.Line) {
      let breaks = 0
      for (let next = at; next < length; next++) {
        const following = sortAt(text, next)
        if (following === Sort.Line) {
          if (!(text[next] === '\n' && text[next - 1] === '\r')) breaks++
          at = next + 1
        } else if (following !== Sort.Space && following !== Sort.Invisible) break
        else at = next + 1
      }
      const mark = breaks > 1 ? '\n\n' : '\n'
      tokens.push({ kind: 'line', text: mark, key: mark, trace: traceOf(mark), start, end: at, spaced, capital: false })
      spaced = true
      continue
    }
    if (sort === Sort.Digit) {
      at++
      while (at < length) {
        if (sortAt(text, at) === Sort.Digit) at++
        else if (/[.,]/.test(text[at]!) && at + 1 < length && sortAt(text, at + 1) === Sort.Digit) at += 2
        else break
      }
      const number = text.slice(start, at)
      const trace = traceOf(number)
      tokens.push({ kind: 'number', text: number, key: number, trace, start, end: at, spaced, capital: false })
    } else if (sort === Sort.Letter) {
      at++
      while (at < length) {
        const following = sortAt(text, at)
        if (following === Sort.Letter || following === Sort.Invisible) at++
        else break
      }
      while (sortAt(text, at - 1) === Sort.Invisible) at--
      const { text: written, key, trace, capital } = wordOf(text.slice(start, at))
      tokens.push({ kind: 'word', text: written, key, trace, start, end: at, spaced, capital })
    } else {
      at += text.codePointAt(at)! > 0xFFFF ? 2 : 1
      const sign = text.slice(start, at)
      const mark = DASHES.test(sign) ? '-' : QUOTES.test(sign) ? '"' : sign === '’' || sign === '‘' ? "'" : sign
      tokens.push({ kind: 'mark', text: mark, key: mark, trace: traceOf(mark), start, end: at, spaced, capital: false })
    }
    spaced = false
  }
  return tokens
}
