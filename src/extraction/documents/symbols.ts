/**
 * Symbols of documents as tokens: `21-NQ/TU` of the Party, `12/NQ-HĐND`, `34/2016/NĐ-CP` and `193/2025/QH15` of the
 * State, in the spellings that are met: spaces, any dash, none, a slash and a dash changed about, TƯ for TW.
 */
import { documentTypes, issuerSuffixes } from '../../domain/documents.js'
import type { Token } from '../tokens.js'

/** A symbol where it stands. */
export interface Symbol {
  /** In the one spelling: `21-NQ/TU`. */
  readonly symbol: string
  /** As printed in it: NQ, CTr; of laws null, since they print none. */
  readonly type: string | null
  readonly number: string
  readonly issuer: string
  readonly state: boolean
  readonly end: number
  /** Whether its slash and dash stand as the rules of its family want them. */
  readonly regular: boolean
  /** What follows its number, for numbers that share it: `18, 19-NQ/TW`. */
  readonly tail: string
}

/** Symbols of types by how they are compared, with how they are printed. */
const TYPES = new Map<string, string>([
  ...documentTypes.filter(({ code }) => code !== 'Luật').flatMap(({ symbol, variants }) =>
    [symbol, ...variants.filter(variant => !variant.includes('.'))].map(word => [word.toUpperCase(), symbol] as const)),
  ['QĐI', 'QĐi'], ['QYĐ', 'QĐi'], ['CĐ', 'CĐ'], ['TTLT', 'TTLT'], ['CTHĐ', 'CTrHĐ'], ['CTRHĐ', 'CTrHĐ'], ['L', 'L'],
  ['LCT', 'LCT'], ['PL', 'PL'], ['TM', 'TM'], ['CTR', 'CTr'], ['TTR', 'TTr']
])

const PARTY_SUFFIXES = new Map(issuerSuffixes.flatMap(({ code, aliases }) =>
  [code, ...aliases].map(word => [word.replace(/\./g, '').toUpperCase(), code] as const)))
const PARTY_ENDING = /(TW|TƯ|TU|HU|QU|ĐU|ĐUK|ĐTN|TVU|XU)$/u
export const STATE_SUFFIX = /^(HĐND|UBND|UBHC|TTG|CP|CTN|QH|UBTVQH|SXD|SNV|B[A-ZĐ]{1,5}|VPCP|VPUBND|HĐBC|S[A-ZĐ]{2,6}|TANDTC|VKSTC|NHNN)/u

/** The symbol that begins with a number at a token; null where none does. */
export function symbolAt (tokens: readonly Token[], at: number, end: number): Symbol | null {
  const number = tokens[at]!
  if (number.kind !== 'number' || !/^\d{1,5}$/.test(number.text)) return null
  let next = at + 1
  if (next >= end) return null
  const first = tokens[next]!.text
  const second = next + 1 < end ? tokens[next + 1]! : null
  if (first === '/' && second?.kind === 'number' && /^(19|20)\d\d$/.test(second.text)) {
    return datedSymbol(tokens, at, end, number.text, second.text)
  }
  if (first === '-' || first === '/') next++
  const type = typeAt(tokens, next, end)
  if (type === null) return first === '/' ? letterAt(tokens, at, end) : null
  const joint = tokens[next + 1]?.text
  if ((joint !== '/' && joint !== '-') || next + 2 >= end) return null
  const suffix = suffixAt(tokens, next + 2, end)
  if (suffix === null) return null
  // Without a dash before it, or with a dash after it, the type must be what it seems.
  const party = isParty(suffix.text)
  const state = !party && (first === '/' || STATE_SUFFIX.test(suffix.text.toUpperCase()))
  const regular = state ? first === '/' && joint === '-' : first !== '/' && joint === '/'
  if (!party && !state && (joint === '-' || first !== '-')) return null
  return state
    ? printed({ number: number.text, tail: `${first === '-' ? '-' : '/'}${type}${joint}${suffix.text}` },
      { type, issuer: suffix.text, state, end: suffix.end, regular })
    : printed({ number: number.text, tail: `-${type.toUpperCase()}/${partySuffix(suffix.text)}` },
      { type, issuer: partySuffix(suffix.text), state, end: suffix.end, regular })
}

function printed (
  { number, tail }: { readonly number: string, readonly tail: string },
  rest: Pick<Symbol, 'type' | 'issuer' | 'state' | 'end' | 'regular'>
): Symbol {
  return { symbol: number + tail, number, tail, ...rest }
}

/** `34/2016/NĐ-CP`, `193/2025/QH15`. */
function datedSymbol (
  tokens: readonly Token[], at: number, end: number, number: string, year: string
): Symbol | null {
  if (tokens[at + 3]?.text !== '/' || at + 4 >= end) return null
  const type = typeAt(tokens, at + 4, end)
  if (type !== null && tokens[at + 5]?.text === '-' && at + 6 < end) {
    const suffix = suffixAt(tokens, at + 6, end)
    if (suffix === null) return null
    return printed({ number, tail: `/${year}/${type}-${suffix.text}` },
      { type, issuer: suffix.text, state: true, end: suffix.end, regular: true })
  }
  const body = suffixAt(tokens, at + 4, end)
  if (body === null || !/^(UBTVQH|QH)\d{1,2}$/.test(body.text)) return null
  return printed({ number, tail: `/${year}/${body.text}` },
    { type: null, issuer: body.text, state: true, end: body.end, regular: true })
}

/** Letters of the State print no type: `474/UBND-VP`. */
function letterAt (tokens: readonly Token[], at: number, end: number): Symbol | null {
  const body = suffixAt(tokens, at + 2, end)
  if (body === null || !STATE_SUFFIX.test(body.text) || !body.text.includes('-')) return null
  const [issuer] = body.text.split('-') as [string]
  return printed({ number: tokens[at]!.text, tail: `/${body.text}` },
    { type: 'CV', issuer, state: true, end: body.end, regular: true })
}

/** `NQ/TU 21`, `NQ/TU số 21`. */
export function invertedAt (tokens: readonly Token[], at: number, end: number): Symbol | null {
  if (tokens[at + 1]?.text !== '/' || at + 2 >= end) return null
  const type = typeAt(tokens, at, end)
  if (type === null) return null
  const suffix = suffixAt(tokens, at + 2, end)
  if (suffix === null || !isParty(suffix.text)) return null
  const number = tokens[suffix.end]?.key === 'số' ? suffix.end + 1 : suffix.end
  if (number >= end || !/^\d{1,5}$/.test(tokens[number]!.text)) return null
  return printed({ number: tokens[number]!.text, tail: `-${type.toUpperCase()}/${partySuffix(suffix.text)}` },
    { type, issuer: partySuffix(suffix.text), state: false, end: number + 1, regular: false })
}

/** The letters of a type as they are printed; null where none stand there. */
export function typeAt (tokens: readonly Token[], at: number, end: number): string | null {
  const token = tokens[at]
  return token === undefined || at >= end || token.kind !== 'word' || token.text.length > 5
    ? null
    : TYPES.get(token.text.toUpperCase()) ?? null
}

/** What says who issued: `TU`, `T.Ư`, `UBTVQH15`, `TWĐTN-VP`. */
export function suffixAt (
  tokens: readonly Token[], at: number, end: number
): { readonly text: string, readonly end: number } | null {
  const first = tokens[at]
  if (first?.kind !== 'word' || first.text.length > 12) return null
  let text = first.text
  let next = at + 1
  // `T.Ư`, `T.W`
  if (text.length === 1 && tokens[next]?.text === '.' && tokens[next + 1]?.kind === 'word' &&
    tokens[next + 1]!.text.length === 1 && !tokens[next + 1]!.spaced && next + 1 < end) {
    text += tokens[next + 1]!.text
    next += 2
  }
  while (next < end && !tokens[next]!.spaced && text.length < 24) {
    const token = tokens[next]!
    const after = tokens[next + 1]
    if (token.kind === 'number' && /^\d{1,2}$/.test(token.text)) {
      text += token.text
      next++
    } else if (token.text === '-' && after?.kind === 'word' && !after.spaced && after.capital && next + 1 < end) {
      text += '-' + after.text
      next += 2
    } else break
  }
  if (text.length < 2 || !(/^\p{Lu}/u.test(text) || isParty(text))) return null
  return { text, end: next }
}

/** Whether a suffix is one of the Party's bodies, and how it is printed. */
export function isParty (suffix: string): boolean {
  const upper = suffix.toUpperCase()
  return PARTY_SUFFIXES.has(upper) || (PARTY_ENDING.test(upper) && upper.length <= 12) || /^(CB|ĐB|CU)\d*/u.test(upper) ||
    upper.startsWith('TWĐTN') || upper.startsWith('MTT')
}

/** The suffix as the Party prints it. */
export function partySuffix (suffix: string): string {
  const upper = suffix.toUpperCase()
  return PARTY_SUFFIXES.get(upper) ?? upper.replace(/TƯ$/u, 'TW')
}
