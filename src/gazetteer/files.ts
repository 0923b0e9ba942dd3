/**
 * The open data sets on administrative units, as they are published: lists of the units of three levels (until
 * 30 June 2025) or of two (since), and tables of what became of wards. A file is known by its headings or its
 * structure, not by its name. Read, all of them speak of the same things: units by level and code, and conversions.
 */
import { parse } from 'csv-parse/sync'
import { canonicalName, fold } from '../domain/text.js'
import type { UnitKind, UnitLevel } from '../domain/units.js'

/** A unit as a file lists it; codes are unique at each level at one time. */
export interface Listed {
  readonly level: UnitLevel
  readonly code: string
  readonly name: string
  readonly kind: UnitKind
  /** What it lies in: `district 370`. */
  readonly parent: string | null
}

/** By level and code. */
export const keyOf = ({ level, code }: Pick<Listed, 'level' | 'code'>): string => `${level} ${code}`

/** A former unit, wholly or in part, became a present one; a district without wards stands for itself. */
export interface Conversion {
  readonly from: string
  readonly to: string
  readonly part: boolean
}

/** What a file says of units: before the reform, after it, and what became of which. */
export interface UnitFile {
  readonly name: string
  /** What the file is, and under which licence it is published. */
  readonly format: Format
  /** Units of three levels. */
  readonly former: ReadonlyMap<string, Listed>
  /** Units of two levels. */
  readonly present: ReadonlyMap<string, Listed>
  readonly conversions: readonly Conversion[]
  /** Lines that say nothing that can be used, with the reason. */
  readonly faults: readonly string[]
}

/** A file that is none of the known ones, or is damaged. */
export class UnknownFile extends Error {}

interface Format { readonly title: string, readonly licence: string }

const formats = {
  list: {
    title: 'list of the statistics office, three levels',
    licence: 'a publication of the State; as republished by tranngocminhhieu/vietnamadminunits: MIT'
  },
  mapping: { title: 'former wards and what they became', licence: 'tranngocminhhieu/vietnamadminunits: MIT' },
  table: {
    title: 'conversion table of the statistics office',
    licence: 'a publication of the State; the repository sunshine-tech/VietnamProvinces is under GPL-3.0-or-later'
  },
  tree: { title: 'provinces with their wards', licence: 'thanglequoc/vietnamese-provinces-database: MIT' }
} as const satisfies Record<string, Format>

const KINDS: ReadonlyArray<readonly [word: string, kinds: Partial<Record<UnitLevel, UnitKind>>]> = [
  ['thanh pho', { province: 'thanh-pho-trung-uong', district: 'thanh-pho' }],
  ['tinh', { province: 'tinh' }],
  ['quan', { district: 'quan' }],
  ['huyen', { district: 'huyen' }],
  ['thi xa', { district: 'thi-xa' }],
  ['phuong', { ward: 'phuong' }],
  ['xa', { ward: 'xa' }],
  ['thi tran', { ward: 'thi-tran' }],
  ['dac khu', { ward: 'dac-khu' }]
]

/** The kind that a printed name begins with. */
const kindIn = (name: string, level: UnitLevel): UnitKind | undefined =>
  KINDS.find(([word, kinds]) => kinds[level] !== undefined && fold(name).startsWith(`${word} `))?.[1][level]

const DIGITS: Readonly<Record<UnitLevel, number>> = { province: 2, district: 3, ward: 5 }

/** A code with its leading zeros, also where a spreadsheet made a number of it (`1834.0`). */
function codeOf (text: string, level: UnitLevel): string | null {
  const digits = /^\s*(\d+)(?:\.0+)?\s*$/.exec(text)?.[1]
  return digits === undefined || digits.length > DIGITS[level] ? null : digits.padStart(DIGITS[level], '0')
}

/** Gathers what the lines of a file say. */
class Gatherer {
  readonly former = new Map<string, Listed>()
  readonly present = new Map<string, Listed>()
  readonly conversions = new Map<string, Conversion>()
  readonly faults: string[] = []
  readonly #place: (at: number) => string

  constructor (place: (at: number) => string) {
    this.#place = place
  }

  fault (at: number, what: string): null {
    this.faults.push(`${this.#place(at)}: ${what}`)
    return null
  }

  /** Notes a unit; its key, or null where it is none. */
  unit (
    at: number, where: Map<string, Listed>, level: UnitLevel, code: string, name: string, parent: string | null
  ): string | null {
    const known = codeOf(code, level)
    if (known === null) return this.fault(at, `'${code}' is no code of a ${level}`)
    const printed = canonicalName(name)
    const kind = kindIn(printed, level)
    if (kind === undefined) return this.fault(at, `'${name}' does not say what kind of ${level} it is`)
    const unit = { level, code: known, name: printed, kind, parent }
    const key = keyOf(unit)
    const before = where.get(key)
    if (before === undefined) where.set(key, unit)
    else if (before.name !== printed || before.parent !== parent) {
      this.fault(at, `${key} is ${printed} here and ${before.name} before`)
    }
    return key
  }

  conversion (from: string | null, to: string | null, part: boolean): void {
    if (from !== null && to !== null) this.conversions.set(`${from} ${to}`, { from, to, part })
  }
}

type Cells = (column: string) => string

/** What each kind of table is known by: its headings, folded, under the names that are used here. */
const headings = {
  mapping: {
    oldProvinceCode: ['provincecode'],
    oldProvince: ['province'],
    oldDistrictCode: ['districtcode'],
    oldDistrict: ['district'],
    oldWardCode: ['wardcode'],
    oldWard: ['ward'],
    divided: ['isdividedward'],
    newProvinceCode: ['newprovincecode'],
    newProvince: ['newprovince'],
    newWardCode: ['newwardcode'],
    newWard: ['newward']
  },
  table: {
    newProvince: ['tinh thanh pho', 'tinh thanh pho moi'],
    newWard: ['ten xa moi'],
    newWardCode: ['ma xa moi'],
    oldWard: ['ten xa cu'],
    oldWardCode: ['ma xa cu'],
    note: ['ghi chu'],
    oldDistrict: ['quan huyen', 'quan huyen cu'],
    oldProvince: ['tinh cu']
  },
  list: {
    province: ['tinh thanh pho', 'tinh'],
    provinceCode: ['ma tp', 'ma tinh'],
    district: ['quan huyen'],
    districtCode: ['ma qh', 'ma huyen'],
    ward: ['ten', 'phuong xa', 'xa phuong'],
    wardCode: ['ma', 'ma px', 'ma xa']
  }
} as const satisfies Record<string, Record<string, readonly string[]>>

type Table = keyof typeof headings

/** The columns of a line of headings, where it has all that a kind of table is known by. */
function columnsOf (kind: Table, line: readonly string[]): ReadonlyMap<string, number> | null {
  const folded = line.map(fold)
  const found = Object.entries(headings[kind])
    .map(([column, names]) => [column, folded.findIndex(heading => names.includes(heading as never))] as const)
  return found.every(([, at]) => at >= 0) ? new Map(found) : null
}

/** `Thành phố Hà Nội (01)`: a name with its code. */
function coded (text: string): readonly [code: string, name: string] {
  const [, name, code] = /^([^]*)\((\d+)\)$/.exec(text.trim()) ?? [null, text, '']
  return [code!, name!]
}

const readers: Record<Table, (into: Gatherer, at: number, cell: Cells) => void> = {
  list (into, at, cell) {
    const province = into.unit(at, into.former, 'province', cell('provinceCode'), cell('province'), null)
    const district = province &&
      into.unit(at, into.former, 'district', cell('districtCode'), cell('district'), province)
    // The districts of some islands have no wards.
    if (district === null || `${cell('wardCode')}${cell('ward')}`.trim() === '') return
    into.unit(at, into.former, 'ward', cell('wardCode'), cell('ward'), district)
  },

  mapping (into, at, cell) {
    const province = into.unit(at, into.former, 'province', cell('oldProvinceCode'), cell('oldProvince'), null)
    const district = province &&
      into.unit(at, into.former, 'district', cell('oldDistrictCode'), cell('oldDistrict'), province)
    const ward = cell('oldWardCode').trim() === ''
      ? district
      : district && into.unit(at, into.former, 'ward', cell('oldWardCode'), cell('oldWard'), district)
    const newProvince = into.unit(at, into.present, 'province', cell('newProvinceCode'), cell('newProvince'), null)
    const newWard = newProvince &&
      into.unit(at, into.present, 'ward', cell('newWardCode'), cell('newWard'), newProvince)
    into.conversion(province, newProvince, false)
    into.conversion(ward, newWard, fold(cell('divided')) === 'true')
  },

  table (into, at, cell) {
    if (cell('newWardCode').trim() === '') return // a title between the provinces
    const [provinceCode, provinceName] = coded(cell('oldProvince'))
    const [districtCode, districtName] = coded(cell('oldDistrict'))
    const [newCode, newName] = coded(cell('newProvince'))
    const province = into.unit(at, into.former, 'province', provinceCode, provinceName, null)
    const district = province && into.unit(at, into.former, 'district', districtCode, districtName, province)
    const ward = cell('oldWardCode').trim() === ''
      ? district
      : district && into.unit(at, into.former, 'ward', cell('oldWardCode'), cell('oldWard'), district)
    const newProvince = into.unit(at, into.present, 'province', newCode, newName, null)
    const newWard = newProvince &&
      into.unit(at, into.present, 'ward', cell('newWardCode'), cell('newWard'), newProvince)
    into.conversion(province, newProvince, false)
    into.conversion(ward, newWard, /mot phan/.test(fold(cell('note'))))
  }
}

function readTable (name: string, text: string): UnitFile {
  const lines = parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true }) as string[][]
  // The table of the statistics office has a line of titles above its headings.
  for (const [first, line] of lines.slice(0, 5).entries()) {
    for (const kind of Object.keys(headings) as Table[]) {
      const columns = columnsOf(kind, line)
      if (columns === null) continue
      const into = new Gatherer(at => `${name}:${at + 1}`)
      for (let at = first + 1; at < lines.length; at++) {
        readers[kind](into, at, column => lines[at]![columns.get(column)!] ?? '')
      }
      return { ...into, name, format: formats[kind], conversions: [...into.conversions.values()] }
    }
  }
  throw new UnknownFile(`${name} has the headings of no known list of units`)
}

interface Node {
  readonly Code?: unknown
  readonly FullName?: unknown
  readonly District?: readonly Node[]
  readonly Ward?: readonly Node[]
  readonly Wards?: readonly Node[]
}

/** Provinces with their wards; those of before the reform with their districts, and the wards in these. */
function readTree (name: string, text: string): UnitFile {
  let provinces: unknown
  try {
    provinces = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new UnknownFile(`${name} is no JSON`)
  }
  const isTree = Array.isArray(provinces) && provinces.length > 0 && (provinces as Node[]).every(node =>
    typeof node?.Code === 'string' && typeof node.FullName === 'string' && (node.Wards ?? node.District) !== undefined)
  if (!isTree) throw new UnknownFile(`${name} is no list of provinces with their wards`)
  const into = new Gatherer(at => `${name}, province ${at + 1}`)
  for (const [at, province] of (provinces as Node[]).entries()) {
    const where = province.Wards === undefined ? into.former : into.present
    const add = (level: UnitLevel, { Code, FullName }: Node, parent: string | null) =>
      into.unit(at, where, level, String(Code), String(FullName), parent)
    const above = add('province', province, null)
    if (above === null) continue
    for (const ward of province.Wards ?? []) add('ward', ward, above)
    for (const district of province.District ?? []) {
      const between = add('district', district, above)
      for (const ward of between === null ? [] : district.Ward ?? []) add('ward', ward, between)
    }
  }
  return { ...into, name, format: formats.tree, conversions: [] }
}

/**
 * Reads a file of units.
 * @throws UnknownFile where it is none of the known ones
 */
export function readUnitFile (name: string, text: string): UnitFile {
  if (text.includes('\uFFFD')) throw new UnknownFile(`${name} is not in UTF-8`)
  if (/^\uFEFF?\s*\[/.test(text)) return readTree(name, text)
  try {
    return readTable(name, text)
  } catch (error) {
    throw error instanceof UnknownFile ? error : new UnknownFile(`${name} is neither CSV nor JSON of a known kind`)
  }
}
