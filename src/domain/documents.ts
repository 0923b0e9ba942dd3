/**
 * The documents that are cited: their types, the suffixes that say who issued them, and how one document
 * bears on another. A symbol such as 21-NQ/TU is a number, a type's symbol and a suffix; neither part alone
 * identifies anything, since Quyết định and Quy định share QĐ and several committees write TU.
 */
import type { LevelCode } from './organisations.js'
import type { Term } from './vocabulary.js'

export type DocumentFamily = 'party' | 'state'

export interface DocumentType extends Term {
  /** As printed in a document's symbol; two types may print the same. Laws print none: the word stands for it. */
  readonly symbol: string
  readonly families: readonly DocumentFamily[]
  /** Other ways in which the symbol is written. */
  readonly variants: readonly string[]
}

const party: readonly DocumentFamily[] = ['party']
const state: readonly DocumentFamily[] = ['state']
const both: readonly DocumentFamily[] = ['party', 'state']

export const documentTypes: readonly DocumentType[] = [
  { code: 'NQ', symbol: 'NQ', name: 'Nghị quyết', nameEn: 'resolution', families: both, variants: ['N.Q', 'nq'] },
  { code: 'CT', symbol: 'CT', name: 'Chỉ thị', nameEn: 'directive', families: both, variants: [] },
  { code: 'KL', symbol: 'KL', name: 'Kết luận', nameEn: 'conclusion', families: party, variants: [] },
  { code: 'QĐ', symbol: 'QĐ', name: 'Quyết định', nameEn: 'decision', families: both, variants: [] },
  { code: 'QĐi', symbol: 'QĐ', name: 'Quy định', nameEn: 'regulation', families: party, variants: ['QĐi', 'QyĐ'] },
  {
    code: 'QĐNS',
    symbol: 'QĐNS',
    name: 'Quyết định nhân sự',
    nameEn: 'personnel decision',
    families: party,
    variants: []
  },
  { code: 'QC', symbol: 'QC', name: 'Quy chế', nameEn: 'working rules', families: party, variants: [] },
  { code: 'QTr', symbol: 'QTr', name: 'Quy trình', nameEn: 'procedure', families: party, variants: [] },
  { code: 'TT', symbol: 'TT', name: 'Thông tri', nameEn: 'Party circular', families: party, variants: [] },
  { code: 'HD', symbol: 'HD', name: 'Hướng dẫn', nameEn: 'guidance', families: both, variants: [] },
  { code: 'TB', symbol: 'TB', name: 'Thông báo', nameEn: 'notice', families: both, variants: [] },
  { code: 'TC', symbol: 'TC', name: 'Thông cáo', nameEn: 'communiqué', families: party, variants: [] },
  { code: 'TBo', symbol: 'TBo', name: 'Tuyên bố', nameEn: 'declaration', families: party, variants: [] },
  { code: 'LKG', symbol: 'LKG', name: 'Lời kêu gọi', nameEn: 'appeal', families: party, variants: [] },
  { code: 'BC', symbol: 'BC', name: 'Báo cáo', nameEn: 'report', families: both, variants: [] },
  { code: 'KH', symbol: 'KH', name: 'Kế hoạch', nameEn: 'plan', families: both, variants: [] },
  { code: 'QH', symbol: 'QH', name: 'Quy hoạch', nameEn: 'cadre planning', families: party, variants: [] },
  { code: 'CTr', symbol: 'CTr', name: 'Chương trình', nameEn: 'programme', families: both, variants: ['Ctr', 'CTR'] },
  {
    code: 'CTrHĐ',
    symbol: 'CTrHĐ',
    name: 'Chương trình hành động',
    nameEn: 'action programme',
    families: party,
    variants: ['CTHĐ', 'CTHD', 'CTrHD']
  },
  { code: 'ĐA', symbol: 'ĐA', name: 'Đề án', nameEn: 'scheme', families: both, variants: [] },
  { code: 'PA', symbol: 'PA', name: 'Phương án', nameEn: 'plan, option', families: both, variants: [] },
  { code: 'DA', symbol: 'DA', name: 'Dự án', nameEn: 'project', families: both, variants: [] },
  { code: 'TTr', symbol: 'TTr', name: 'Tờ trình', nameEn: 'submission', families: both, variants: [] },
  { code: 'CV', symbol: 'CV', name: 'Công văn', nameEn: 'official letter', families: both, variants: [] },
  { code: 'BB', symbol: 'BB', name: 'Biên bản', nameEn: 'minutes', families: both, variants: [] },
  { code: 'BS', symbol: 'BS', name: 'Bản sao', nameEn: 'certified copy', families: party, variants: [] },
  { code: 'CL', symbol: 'CL', name: 'Chiến lược', nameEn: 'strategy', families: party, variants: [] },
  { code: 'NĐ', symbol: 'NĐ', name: 'Nghị định', nameEn: 'decree', families: state, variants: [] },
  { code: 'TTư', symbol: 'TT', name: 'Thông tư', nameEn: 'ministerial circular', families: state, variants: [] },
  { code: 'Luật', symbol: 'Luật', name: 'Luật', nameEn: 'law', families: state, variants: [] }
]

/** The part of a Party symbol after the slash; the code is the suffix itself, and never folded: TƯ is not TU. */
export interface IssuerSuffix extends Term {
  /** Null where the suffix alone does not tell the level. */
  readonly level: LevelCode | null
  readonly aliases: readonly string[]
}

type SuffixRow = readonly [label: Term, level: LevelCode | null, aliases?: readonly string[]]

const committees: readonly SuffixRow[] = [
  [{ code: 'TW', name: 'Trung ương', nameEn: 'Central Committee, Politburo, Secretariat' },
    'tw', ['TƯ', 'T.Ư', 'T.W', 'Tw']],
  [{ code: 'TU', name: 'tỉnh ủy, thành ủy, thị ủy', nameEn: 'provincial, city or town Party committee' },
    null, ['Tu', 'T.U']],
  [{ code: 'ThU', name: 'thị ủy', nameEn: 'town Party committee' }, 'h', ['TXU', 'TxU', 'Th.U']],
  [{ code: 'HU', name: 'huyện ủy', nameEn: 'rural district Party committee' }, 'h'],
  [{ code: 'QU', name: 'quận ủy', nameEn: 'urban district Party committee' }, 'h'],
  [{ code: 'ĐU', name: 'đảng ủy', nameEn: 'ward, commune or agency Party committee' }, 'x', ['DU']],
  [{ code: 'ĐUK', name: 'đảng ủy khối', nameEn: 'Party committee of a bloc' }, 't', ['ĐUKCCQ', 'ĐUKDN']],
  [{ code: 'CB', name: 'chi bộ', nameEn: 'Party cell' }, 'd', ['CU']],
  [{ code: 'ĐH', name: 'đại hội đảng bộ', nameEn: 'Party congress' }, null]
]

const centralBodies: readonly SuffixRow[] = [
  [{ code: 'BTCTW', name: 'Ban Tổ chức Trung ương', nameEn: 'Central Organisation Commission' }, 'tw'],
  [{ code: 'BTGTW', name: 'Ban Tuyên giáo Trung ương', nameEn: 'Central Propaganda Commission' }, 'tw'],
  [{ code: 'BDVTW', name: 'Ban Dân vận Trung ương', nameEn: 'Central Mass Mobilisation Commission' }, 'tw'],
  [{ code: 'BNCTW', name: 'Ban Nội chính Trung ương', nameEn: 'Central Internal Affairs Commission' }, 'tw'],
  [{ code: 'UBKTTW', name: 'Ủy ban Kiểm tra Trung ương', nameEn: 'Central Inspection Commission' }, 'tw'],
  [{ code: 'VPTW', name: 'Văn phòng Trung ương Đảng', nameEn: 'Office of the Central Committee' }, 'tw']
]

const staffBodies: readonly Term[] = [
  { code: 'BTC', name: 'Ban Tổ chức', nameEn: 'organisation department' },
  { code: 'BTG', name: 'Ban Tuyên giáo', nameEn: 'propaganda department' },
  { code: 'BDV', name: 'Ban Dân vận', nameEn: 'mass-mobilisation department' },
  { code: 'UBKT', name: 'Ủy ban Kiểm tra', nameEn: 'inspection committee' },
  { code: 'VP', name: 'Văn phòng', nameEn: 'office' }
]

/** A staff body writes its own initials and then the suffix of its committee. */
const bodiesOf = (committee: Term, level: LevelCode | null): SuffixRow[] => staffBodies.map(body => [{
  code: body.code + committee.code,
  name: `${body.name} ${committee.name}`,
  nameEn: `${body.nameEn} of a ${committee.nameEn}`
}, level])

const others: readonly SuffixRow[] = [
  [{ code: 'TWĐTN', name: 'Trung ương Đoàn', nameEn: 'Central Committee of the Youth Union' }, 'tw'],
  [{ code: 'TWĐTN-VP', name: 'Văn phòng Trung ương Đoàn', nameEn: 'central office of the Youth Union' }, 'tw'],
  [{ code: 'ĐTN', name: 'Đoàn TNCS Hồ Chí Minh', nameEn: 'Youth Union' }, null],
  [{ code: 'MTTW-BTT', name: 'Ban Thường trực Ủy ban MTTQ Trung ương', nameEn: 'board of the central Front committee' },
    'tw'],
  [{ code: 'MTTQ-BTT', name: 'Ban Thường trực Ủy ban MTTQ', nameEn: 'board of a Front committee' }, null]
]

/** Committees first, then their staff bodies, then the Youth Union and the Front. */
export const issuerSuffixes: readonly IssuerSuffix[] = [
  ...committees,
  ...centralBodies,
  ...bodiesOf({ code: 'TU', name: 'Tỉnh ủy, Thành ủy', nameEn: 'provincial or city committee' }, null),
  ...bodiesOf({ code: 'HU', name: 'Huyện ủy', nameEn: 'rural district committee' }, 'h'),
  ...bodiesOf({ code: 'QU', name: 'Quận ủy', nameEn: 'district committee' }, 'h'),
  ...bodiesOf({ code: 'ĐU', name: 'Đảng ủy', nameEn: 'ward, commune or agency committee' }, 'x'),
  ...others
].map(([label, level, aliases = []]) => ({ ...label, level, aliases }))

/**
 * Whether a committee of this level numbers documents under a suffix, as far as the suffix tells: TU is written from
 * the province down to the town, ĐU by every committee below the centre that bears that name.
 */
export function canWrite (suffix: string, level: LevelCode): boolean {
  const known = issuerSuffixes.find(({ code, aliases }) => code === suffix || aliases.includes(suffix))
  if (known === undefined) return true
  if (known.code === 'TU') return level === 't' || level === 'h'
  return known.level === 'x' ? level !== 'tw' : known.level === null || known.level === level
}

export type DocumentRelationCode =
  'continues' | 'continued-by' | 'implements' | 'implemented-by' | 'replaces' | 'replaced-by'

/** How one document bears on another, and how the same bond reads from the other end. */
export interface DocumentRelation extends Term {
  readonly code: DocumentRelationCode
  readonly inverse: DocumentRelationCode
}

export const documentRelations: readonly DocumentRelation[] = [
  { code: 'continues', name: 'tiếp tục thực hiện', nameEn: 'continues', inverse: 'continued-by' },
  { code: 'continued-by', name: 'được tiếp tục bởi', nameEn: 'continued by', inverse: 'continues' },
  { code: 'implements', name: 'thực hiện', nameEn: 'implements', inverse: 'implemented-by' },
  { code: 'implemented-by', name: 'được thực hiện bởi', nameEn: 'implemented by', inverse: 'implements' },
  { code: 'replaces', name: 'thay thế', nameEn: 'replaces', inverse: 'replaced-by' },
  { code: 'replaced-by', name: 'được thay thế bởi', nameEn: 'replaced by', inverse: 'replaces' }
]

/** What a symbol says of its document. */
export interface SymbolParts {
  readonly family: DocumentFamily
  readonly number: number
  /** Types that print this symbol in this family: one, or several, or none that is known. */
  readonly types: readonly DocumentType[]
  /** Only symbols of State documents may tell it: 15/2020/NĐ-CP. */
  readonly year: number | null
  readonly suffix: string
}

/** Letters of a type as they are compared: people write CTr as CTR and ctr, NQ as N.Q. */
const letters = (type: string) => type.replaceAll('.', '').toUpperCase()

/** Types that print these letters: QĐ is of Quyết định and Quy định; case and full stops do not matter. */
export function typesOfSymbol (type: string, family: DocumentFamily | null): DocumentType[] {
  const written = letters(type)
  return documentTypes.filter(({ families, symbol, variants }) => (family === null || families.includes(family)) &&
    [symbol, ...variants].some(known => letters(known) === written))
}

/**
 * Reads a symbol in its one spelling: `21-NQ/TU` is of the Party, `12/NQ-HĐND` and `15/2020/NĐ-CP` of the State.
 * @returns null where it is written in neither way
 */
export function partsOfSymbol (symbol: string): SymbolParts | null {
  const party = /^(\d{1,5})-([^/-]+)\/(.+)$/u.exec(symbol)
  const state = /^(\d{1,5})(?:\/(\d{4}))?\/([^/-]+)-(.+)$/u.exec(symbol)
  if (party === null && state === null) return null
  const family = party !== null ? 'party' : 'state'
  const [number, year, type, suffix] = party !== null
    ? [party[1], undefined, party[2], party[3]]
    : [state![1], state![2], state![3], state![4]]
  return {
    family,
    number: Number(number),
    types: typesOfSymbol(type!, family),
    year: year === undefined ? null : Number(year),
    suffix: suffix!
  }
}

/**
 * The term of a committee in which a day lies. National congresses met in 2006, 2011, 2016 …, those below in 2005,
 * 2010, 2015 …; in such a year only the congress itself divides the terms.
 * @returns null where the day is in a year of congress
 */
export function termOfDay (level: LevelCode, day: string): string | null {
  const year = Number(day.slice(0, 4))
  const offset = level === 'tw' ? 1 : 0
  const into = (year - offset) % 5
  return into === 0 ? null : `${year - into}/${year - into + 5}`
}

/** Congresses of the whole Party, from the sixth on, met every five years: that of 2021 was the thirteenth. */
export const termOfCongress = (congress: number): string | null => congress < 6 || congress > 30
  ? null
  : `${2021 + (congress - 13) * 5}/${2026 + (congress - 13) * 5}`

/** The suffix as the register keeps it, from how it is written: TƯ and T.Ư are TW, never TU. */
export function suffixOf (written: string): string {
  const plain = letters(written)
  return issuerSuffixes.find(({ code, aliases }) => [code, ...aliases].some(known => letters(known) === plain))?.code ??
    written
}
