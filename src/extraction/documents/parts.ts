/**
 * What a citation says of its document, part by part. One form for whatever was cited, in prose or by itself, so that
 * one ranking of documents serves both.
 */
import { documentTypes, suffixOf, typesOfSymbol, type DocumentFamily } from '../../domain/documents.js'
import type { DocumentFinding } from '../findings.js'

export interface Reference {
  /** In the one spelling, `01-KL/TW`; null where number, type or suffix is not told. */
  readonly symbol: string | null
  readonly family: DocumentFamily | null
  /** Codes of the types that may be meant, that of the words first; none: any. */
  readonly types: readonly string[]
  /** The type that words name, where they do: `Quy định số 66-QĐ/TW`. */
  readonly said: string | null
  readonly number: number | null
  readonly suffix: string | null
  /** Of the symbol, or told beside it. */
  readonly year: number | null
  readonly issuedOn: string | null
  /** Who issued it, as it is written. */
  readonly issuer: string | null
  /** What it is about, or what it goes by. */
  readonly name: string | null
  readonly plenum: number | null
  readonly congress: number | null
  /** The part of the document that is meant: `khoản 2 Điều 5`. */
  readonly clause: string | null
  /** Words of which nothing was made. */
  readonly unread: readonly string[]
}

/** What was read of a document's numbering, by whichever way. */
export interface Numbering {
  readonly number: string | null
  /** As printed in a symbol. */
  readonly type: string | null
  /** Code of the type that words name. */
  readonly said: string | null
  readonly suffix: string | null
  readonly year: number | null
  readonly family: DocumentFamily | null
  /** The symbol as it was read. */
  readonly symbol: string | null
}

/** A programme of action is a programme, and its symbol says either. */
const ALIKE: Readonly<Record<string, readonly string[]>> = { CTr: ['CTrHĐ'], CTrHĐ: ['CTr'] }

/** The types that letters and words leave open, that of the words first. */
function typesOf ({ type, said, suffix, family }: Numbering): string[] {
  const printed = type === null ? [] : typesOfSymbol(type, family).map(({ code }) => code)
  // Of letters that no type prints there is no document.
  if (type !== null && printed.length === 0) printed.push(type)
  if (family === 'state' && type === null && /^QH\d/.test(suffix ?? '')) printed.push('Luật', 'NQ')
  if (family === 'state' && type === null && /^UBTVQH\d/.test(suffix ?? '')) printed.push('NQ')
  const all = printed.length === 0
    ? said === null ? [] : [said]
    : said !== null && printed.includes(said) ? [said, ...printed] : printed
  return [...new Set([...all, ...all.flatMap(code => ALIKE[code] ?? [])])]
}

const symbolFor = (code: string | undefined) => documentTypes.find(known => known.code === code)?.symbol

/** Number, type and suffix with the family's slash and dash; State symbols may have a year. */
function spell ({ number, type, suffix, year, family, symbol }: Numbering, types: readonly string[]): string | null {
  if (number === null || suffix === null) return null
  const count = number.replace(/^0+(?=\d)/, '').padStart(2, '0')
  if (family === 'state' && type === null) return symbol
  const letters = symbolFor(types[0]) ?? type
  if (letters === null || letters === undefined) return null
  if (family !== 'state') return `${count}-${letters}/${suffix}`
  return `${count}/${year !== null && symbol?.includes(`/${year}/`) === true ? `${year}/` : ''}${letters}-${suffix}`
}

/** The parts that number a document. */
export function partsOf (read: Numbering): Pick<Reference, 'symbol' | 'family' | 'types' | 'number' | 'suffix'> {
  const suffix = read.suffix === null ? null : read.family === 'state' ? read.suffix : suffixOf(read.suffix)
  const types = typesOf({ ...read, suffix })
  const families = [...new Set(types.flatMap(code => documentTypes.find(known => known.code === code)?.families ?? []))]
  return {
    symbol: spell({ ...read, suffix }, types),
    family: read.family ?? (families.length === 1 ? families[0]! : null),
    types,
    number: read.number === null ? null : Number(read.number),
    suffix
  }
}

/** The year that a State symbol has in it. */
export const yearIn = (symbol: string | null): number | null =>
  Number(/^\d+\/((?:19|20)\d\d)\//.exec(symbol ?? '')?.[1] ?? 0) || null

/** What a text says of a document that it cites. */
export function referenceOf (finding: DocumentFinding, said: string | null = null): Reference {
  const { symbol, type, number, issuer, issuedOn, issuedBy, title, state } = finding
  const year = yearIn(symbol)
  // Laws and letters print no type.
  const printed = state && symbol !== null && !symbol.includes(`${type}-`) ? null : type
  const family = state ? 'state' : symbol === null ? null : 'party'
  return {
    ...partsOf({ number, type: printed, said, suffix: issuer, year, family, symbol }),
    said,
    year,
    issuedOn,
    issuer: issuedBy,
    name: title,
    plenum: null,
    congress: null,
    clause: null,
    unread: []
  }
}
