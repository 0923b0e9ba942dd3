/**
 * Which organisation the words of an office or of an issuer mean, in a text about one ward: `Thành ủy` is that of the
 * city in which the ward lies, `HĐND phường` the ward's council. Names are those under which the register keeps them.
 */
import { organisationKinds, type LevelCode } from '../domain/organisations.js'
import { roles } from '../domain/roles.js'
import { fold } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import type { OfficialFinding, RoleFinding } from '../extraction/findings.js'
import type { Place, PlaceUnit } from './places.js'

/** An organisation as a draft says it. */
export interface Body {
  readonly name: string
  readonly shortName: string | null
  readonly kind: string
  readonly level: LevelCode
  /** Slug of the unit whose body it is, behind its level; null for central bodies. */
  readonly unit: string | null
  readonly unitId: string | null
}

/** What a Party committee is called, by the kind of its unit. */
const COMMITTEES: Readonly<Record<string, string>> = {
  tinh: 'Tỉnh ủy',
  'thanh-pho-trung-uong': 'Thành ủy',
  'thanh-pho': 'Thành ủy',
  'thi-xa': 'Thị ủy',
  quan: 'Quận ủy',
  huyen: 'Huyện ủy'
}

const ABBREVIATED: Readonly<Record<string, string>> = { 'c-hdnd': 'HĐND', 'c-ubnd': 'UBND', 'c-mttq': 'Ủy ban MTTQ' }

/** Bodies of the Party committee itself, which carry its name. */
const OF_COMMITTEE = ['c-btv', 'c-tt', 'c-btc', 'c-btg', 'c-bdv', 'c-btgdv', 'c-ubkt', 'c-vp', 'x-bxdd']

const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

/** A unit's name without its kind, as committees carry it. */
const bare = ({ name }: PlaceUnit) => name.replace(/^(Thành phố|Thị xã|Quận|Huyện|Tỉnh)\s+/u, '')

function committeeOf (unit: PlaceUnit): string {
  const word = COMMITTEES[unit.kind]
  return word === undefined ? `Đảng ủy ${lower(unit.name)}` : `${word} ${bare(unit)}`
}

/** The unit at a level; before July 2025 a centrally-run city stands for the city of a ward without district. */
function unitAt ({ ward, district, province }: Place, level: LevelCode): { unit: PlaceUnit, level: LevelCode } | null {
  if (level === 'x' || level === 'd') return { unit: ward, level }
  if (level === 'h' && district !== null) return { unit: district, level: 'h' }
  return province === null || level === 'tw' ? null : { unit: province, level: 't' }
}

const prefix: Readonly<Record<string, string>> = { x: 'ward', d: 'ward', h: 'district', t: 'province' }

/** A body of a kind at a level; null where the unit is not known. */
export function bodyOf (place: Place, kind: string, level: LevelCode, cell: string | null = null): Body | null {
  if (level === 'tw') return central(kind)
  const at = unitAt(place, level)
  if (at === null) return null
  const { unit } = at
  const label = term(organisationKinds, kind).name
  const own = { kind, level: at.level, unit: `${prefix[at.level]}:${unit.slug}`, unitId: unit.id }
  if (kind === 'c-bch') return { ...own, name: committeeOf(unit), shortName: null }
  if (OF_COMMITTEE.includes(kind)) return { ...own, name: `${label} ${committeeOf(unit)}`, shortName: null }
  if (at.level === 'd') {
    return cell === null ? null : { ...own, name: `${cell}, ${lower(unit.name)}`, shortName: cell }
  }
  const short = ABBREVIATED[kind]
  // `Công an phường` has the word for the unit in its name already.
  const name = label.endsWith(' phường') ? `${label.slice(0, -7)} ${lower(unit.name)}` : `${label} ${lower(unit.name)}`
  return { ...own, name, shortName: short === undefined ? null : `${short} ${lower(unit.name)}` }
}

const central = (kind: string): Body =>
  ({ kind, name: term(organisationKinds, kind).name, shortName: null, level: 'tw', unit: null, unitId: null })

/** Words that tell the level of a body, the first that fits. */
const LEVELS: ReadonlyArray<readonly [level: LevelCode, words: RegExp]> = [
  ['tw', /(?<!\p{L})(Trung ương|TW|TƯ|Bộ Chính trị|Ban Bí thư)(?!\p{L})/iu],
  ['t', /(?<!\p{L})(Tỉnh ủy|Tỉnh ủy viên|tỉnh)(?!\p{L})/iu],
  ['h', /(?<!\p{L})(Thành ủy|Thị ủy|Quận ủy|Huyện ủy|thành phố|thị xã|quận|huyện|TP|TX|TUV|QUV|HUV|ThUV)(?!\p{L})/iu],
  ['d', /(?<!\p{L})(chi bộ|chi ủy|tổ dân phố|khu phố|khối|khóm|TDP|KP|thôn|ấp|bản)(?!\p{L})/iu],
  ['x', /(?<!\p{L})(phường|xã|thị trấn|Đảng ủy|ĐUV|P\.)/iu]
]

/** The level that words tell; null where they tell none. */
export function levelIn (words: string): LevelCode | null {
  const plain = words.normalize('NFC').replace(/uỷ/gu, 'ủy').replace(/Uỷ/gu, 'Ủy')
  return LEVELS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}

/** The cell or residential group that a title names: `Bí thư Chi bộ khu phố 2` → `Chi bộ khu phố 2`. */
function cellIn (title: string, kind: string): string | null {
  const words = kind === 'd-cb' || kind === 'd-cu'
    ? /chi bộ.*/iu
    : /(tổ dân phố|khu phố|khối|khóm|thôn|ấp|bản|TDP|KP).*/iu
  const cell = words.exec(title.normalize('NFC'))?.[0]
  return cell === undefined ? null : cell.charAt(0).toUpperCase() + cell.slice(1)
}

/** An office and where it is held. */
export interface Office {
  readonly title: string
  readonly role: string
  readonly body: Body
}

/**
 * The offices of a person whose organisation can be told. An office that does not name its level is held where the
 * person's other offices are (`UVBTV, Trưởng Ban Dân vận Thành ủy`), else in the ward.
 */
export function officesOf (place: Place, { roles: found }: Pick<OfficialFinding, 'roles'>): Office[] {
  const levels = found.map(role => levelOf(role))
  const known = levels.filter(level => level !== null && level !== 'd')
  return found.flatMap((role, at): Office[] => {
    if (role.code === null || /^nguyên(?!\p{L})/iu.test(role.title)) return []
    const { organisationKind } = term(roles, role.code)
    if (organisationKind === null) return []
    const own = organisationKinds.find(({ code }) => code === organisationKind)!
    const level = own.levels.length === 1 ? own.levels[0]! : levels[at] ?? nearest(levels, at) ?? known[0] ?? 'x'
    const body = bodyOf(place, organisationKind, level, cellIn(role.title, organisationKind))
    return body === null ? [] : [{ title: role.title, role: role.code, body }]
  })
}

const levelOf = ({ title, body }: RoleFinding) => levelIn(title) ?? (body === null ? null : levelIn(body))

/** The level of the next office, else of the one before. */
const nearest = (levels: ReadonlyArray<LevelCode | null>, at: number): LevelCode | null =>
  levels.slice(at + 1).find(level => level !== null) ?? levels.slice(0, at).findLast(level => level !== null) ?? null

/** Whether two names are the same to a reader: `HĐND` is not, but tone placement and case are. */
export const sameName = (a: string, b: string): boolean => fold(a) === fold(b)
