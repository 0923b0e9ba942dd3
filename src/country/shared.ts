/**
 * What the wards of an invented country share: provinces, central and provincial bodies, and the documents that these
 * issue. Names of units and persons bear the words Thử and Mẫu, so that nobody takes them for real ones.
 */
import { documentTypes } from '../domain/documents.js'
import { organisationKinds } from '../domain/organisations.js'
import { searchWords, sortKey } from '../domain/text.js'
import { ownName } from '../writing/units.js'
import { term } from '../domain/vocabulary.js'
import type { Copy } from './copy.js'
import { Draw } from './draw.js'

/** A span of years, the last of which is no more in it. */
export type Years = readonly [first: number, end: number]

/** The instant at which a country's shared records were made. */
export const FOUNDED = Date.UTC(2015, 0, 5, 1)

export interface Body { readonly id: string, readonly name: string }
export interface Document { readonly id: string, readonly symbol: string, readonly issuedOn: string }

export interface Province {
  readonly id: string
  readonly name: string
  readonly committee: Body
  /** Those that are cited most stand first. */
  readonly documents: readonly Document[]
}

export interface Shared {
  readonly provinces: readonly Province[]
  readonly central: readonly Document[]
}

const PROVINCES = 34
/** Documents of one committee in a term. */
const CENTRAL_DOCUMENTS = 60
const PROVINCIAL_DOCUMENTS = 40

export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

/** What every record has that was made at an instant and is as it was. */
export const stamp = (at: number) => ({ version: 1, created_at: new Date(at), updated_at: new Date(at) })

interface Unit {
  readonly id: string
  readonly level: 'province' | 'ward'
  readonly slug: string
  readonly name: string
  readonly kind: string
  readonly parent: string | null
}

export function addUnit (copy: Copy, draw: Draw, { id, level, slug, name, kind, parent }: Unit): void {
  const place = { parent_id: parent, province_id: parent }
  copy.add('units', {
    id,
    level,
    slug,
    name,
    sort_key: sortKey(ownName(name)),
    kind,
    ...place,
    words: searchWords(name, slug),
    ...stamp(FOUNDED)
  })
  copy.add('unit_versions', { id: draw.id(FOUNDED), unit_id: id, name, kind, ...place })
}

interface Organisation {
  readonly name: string
  readonly shortName?: string
  readonly kind: string
  readonly level: string
  readonly unit?: string
  readonly parent?: string
}

export function addBody (copy: Copy, draw: Draw, { name, shortName, kind, level, unit, parent }: Organisation): Body {
  const id = draw.id(FOUNDED)
  copy.add('organisations', {
    id,
    name,
    sort_key: sortKey(name),
    short_name: shortName ?? null,
    kind,
    level,
    parent_id: parent ?? null,
    unit_id: unit ?? null,
    status: 'verified',
    words: searchWords(name, shortName),
    ...stamp(FOUNDED)
  })
  return { id, name }
}

/** The first years of the terms that a span of years touches. */
export function termsIn ([first, end]: Years): number[] {
  const terms = []
  for (let year = 2010; year < end; year += 5) if (year + 5 > first) terms.push(year)
  return terms
}

interface Register {
  readonly committee: Body
  readonly suffix: 'TW' | 'TU' | 'ĐU'
  readonly about: string
  readonly size: number
}

const TYPES = ['NQ', 'CT', 'KL', 'QĐ', 'CTr'] as const
const SUBJECTS = ['phát triển kinh tế', 'xây dựng tổ chức đảng', 'chuyển đổi số', 'cải cách hành chính',
  'giảm nghèo bền vững', 'bảo đảm quốc phòng, an ninh', 'chỉnh trang đô thị', 'công tác dân vận']

/** The documents of one committee in the terms that a span of years touches. */
export function addDocuments (
  copy: Copy, draw: Draw, { committee, suffix, about, size }: Register, years: Years
): Document[] {
  const offset = suffix === 'TW' ? 1 : 0
  const documents: Document[] = []
  for (const begun of termsIn(years)) {
    const numbers = new Map<string, number>()
    for (let n = 0; n < size; n++) {
      const type = draw.oneOfSkewed(TYPES)
      const number = (numbers.get(type) ?? 0) + 1
      numbers.set(type, number)
      const day = dayOf(Date.UTC(begun + offset + 1 + Math.floor(4 * n / size), draw.int(0, 11), draw.int(1, 28)))
      const symbol = `${String(number).padStart(2, '0')}-${type}/${suffix}`
      const title = `${term(documentTypes, type).name} về ${draw.one(SUBJECTS)} ${about}`
      const id = draw.id(Date.parse(day))
      copy.add('resolutions', {
        id,
        family: 'party',
        symbol,
        type,
        number,
        suffix,
        issuer_id: committee.id,
        committee_id: committee.id,
        issued_on: day,
        term: `${begun + offset}/${begun + offset + 5}`,
        title,
        status: 'verified',
        words: searchWords(symbol, term(documentTypes, type).name, title),
        ...stamp(Date.parse(day))
      })
      documents.push({ id, symbol, issuedOn: day })
    }
  }
  return documents
}

/** Adds what all wards share. */
export function addShared (copy: Copy, seed: number, years: Years): Shared {
  const draw = new Draw(seed, -2)
  const committee = addBody(copy, draw, { name: term(organisationKinds, 'tw-bch').name, kind: 'tw-bch', level: 'tw' })
  const central = addDocuments(copy, draw,
    { committee, suffix: 'TW', about: 'trên cả nước', size: CENTRAL_DOCUMENTS }, years)
  const provinces = Array.from({ length: PROVINCES }, (_, n): Province => {
    const number = String(n + 1).padStart(2, '0')
    const id = draw.id(FOUNDED)
    const name = `Tỉnh Thử ${number}`
    addUnit(copy, draw, { id, level: 'province', slug: `tinh-thu-${number}`, name, kind: 'tinh', parent: null })
    const committee = addBody(copy, draw, { name: `Tỉnh ủy Thử ${number}`, kind: 'c-bch', level: 't', unit: id })
    const documents = addDocuments(copy, draw,
      { committee, suffix: 'TU', about: `của ${name}`, size: PROVINCIAL_DOCUMENTS }, years)
    return { id, name, committee, documents }
  })
  return { provinces, central }
}
