/**
 * Where a ward lies, on the day that a text speaks of: the ward that a name means, and the units above it. A name that
 * several wards bear is settled by the city or province that the text names, else by that whose site published it, or
 * not at all.
 */
import { sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { units, unitVersions } from '../db/tables.js'
import { by } from '../domain/figures.js'
import { canonicalName, fold } from '../domain/text.js'
import { bareName } from '../domain/units.js'
import type { WardFinding } from '../extraction/findings.js'

/** A unit as it was on a day. */
export interface PlaceUnit {
  readonly id: string
  readonly slug: string
  /** With its kind: `Phường Hà Khánh`. */
  readonly name: string
  readonly kind: string
}

/** A ward and what it lies in; no district since July 2025. */
export interface Place {
  readonly ward: PlaceUnit
  readonly district: PlaceUnit | null
  readonly province: PlaceUnit | null
}

interface Version extends PlaceUnit {
  readonly parentId: string | null
  readonly provinceId: string | null
  readonly from: string | null
  readonly to: string | null
}

const kindOf: Readonly<Record<WardFinding['kind'], string>> = {
  phường: 'phuong', xã: 'xa', 'thị trấn': 'thi-tran', 'đặc khu': 'dac-khu'
}

const versions = async (db: Database, where: ReturnType<typeof sql>): Promise<Version[]> => (await db.execute(sql`
  select ${units.id}, ${units.slug}, version.name, version.kind, version.parent_id as "parentId",
    version.province_id as "provinceId", version.valid_from::text as "from", version.valid_to::text as "to"
  from ${unitVersions} version inner join ${units} on ${units.id} = version.unit_id where ${where}
  order by ${units.slug}, version.valid_from nulls first`)).rows as never

const holds = ({ from, to }: Version, day: string | null) =>
  day === null || ((from ?? '') <= day && day <= (to ?? '9999'))

/** Versions of units by what they are asked by. */
interface Known {
  readonly byId: ReadonlyMap<string, readonly Version[]>
  /** By kind and bare name. */
  readonly byName: ReadonlyMap<string, readonly Version[]>
}

/** The version that held on a day; else the last one. */
function then ({ byId }: Known, id: string | null, day: string | null): Version | null {
  const of = id === null ? [] : byId.get(id) ?? []
  return of.find(version => holds(version, day)) ?? of.at(-1) ?? null
}

/** A text's word for its ward, or a person's. */
export interface Asked {
  readonly finding: WardFinding | null
  /** The ward, where it is known. */
  readonly wardId: string | undefined
  /** ISO date of the meeting; null where the text gives none. */
  readonly day: string | null
  /** Where the text was published. */
  readonly url?: string | null | undefined
}

/** What stands before the name in a part of a host. */
const BEFORE = ['', 'tp', 'tx', 'thanhpho', 'thixa', 'quan', 'huyen', 'phuong', 'xa']

/** Whether a part of a host stands for a unit: `tamdiep` and `halongcity` for a city, `hakhanh` for a ward. */
function isHostOf (label: string, { name }: PlaceUnit): boolean {
  const bare = bareName(name).replaceAll(' ', '')
  return BEFORE.some(before => [`${before}${bare}`, `${before}${bare}city`].includes(label))
}

/** Of places of one name, those whose city (else whose province) the host of the text stands for; all where none is. */
function byHost (places: readonly Place[], url: string | null | undefined): Place[] {
  if (places.length < 2 || url == null || !URL.canParse(url)) return [...places]
  const labels = new URL(url).hostname.toLowerCase().replaceAll('-', '').split('.')
  for (const level of ['district', 'province'] as const) {
    const fits = places.filter(place => place[level] !== null && labels.some(label => isHostOf(label, place[level]!)))
    if (fits.length > 0) return fits
  }
  return [...places]
}

/** All versions of the wards that may be meant, and of what they lay in: two statements, however many texts ask. */
async function versionsFor (db: Database, asked: readonly Asked[]): Promise<Version[]> {
  const names = asked.flatMap(({ finding, wardId }) =>
    finding === null || wardId !== undefined ? [] : fold(finding.name))
  const ids = asked.flatMap(({ wardId }) => wardId ?? [])
  const words = [...new Set(names)].filter(name => name !== '')
    .map(name => `(${name.split(' ').map(word => `'${word}'`).join(' & ')})`).join(' | ')
  if (words === '' && ids.length === 0) return []
  const wards = await versions(db, sql`${units.level} = 'ward' and (${units.id} = any(${sql.param(ids)}::uuid[])
    ${words === '' ? sql`` : sql`or ${units.search} @@ ${words}::tsquery`})`)
  const upper = [...new Set(wards.flatMap(({ parentId, provinceId }) => [parentId ?? [], provinceId ?? []].flat()))]
  const above = upper.length === 0
    ? []
    : await versions(db, sql`${units.id} = any(${sql.param(upper)}::uuid[])`)
  return [...wards, ...above]
}

/** A ward with what it lay in on a day. */
function placeOf (known: Known, wardId: string, day: string | null): Place | null {
  const ward = then(known, wardId, day)
  if (ward === null) return null
  const province = then(known, ward.provinceId, day)
  const parent = then(known, ward.parentId, day)
  return { ward, district: parent !== null && parent.id !== province?.id ? parent : null, province }
}

/** The wards that a name means; where some bear it to the letter, those. */
function named ({ byName }: Known, finding: WardFinding): readonly Version[] {
  const fits = byName.get(`${kindOf[finding.kind]} ${fold(finding.name)}`) ?? []
  const exact = canonicalName(finding.name).toLowerCase()
  const precise = fits.filter(({ name }) => canonicalName(name).toLowerCase().endsWith(exact))
  return precise.length > 0 ? precise : fits
}

function meant (known: Known, { finding, wardId, day, url }: Asked): Place[] {
  const found = finding === null ? [] : named(known, finding)
  const valid = found.filter(version => holds(version, day))
  const ids = wardId !== undefined
    ? [wardId]
    : [...new Set((valid.length > 0 ? valid : found).map(({ id }) => id))]
  const places = ids.map(id => placeOf(known, id, day)).filter(place => place !== null)
  if (finding === null || wardId !== undefined) return places
  const { within } = finding
  const fits = places.filter(({ district, province }) => within.every(({ kind, name }) =>
    [district, province].some(unit => unit !== null &&
      (bareName(unit.name) === bareName(name) || fold(unit.name) === fold(`${kind} ${name}`)))))
  return byHost(within.length > 0 && fits.length > 0 ? fits : places, url)
}

/** The wards that texts may mean, with where they lay on the day; one where it is certain. */
export async function placesOf (db: Database, asked: readonly Asked[]): Promise<Place[][]> {
  const versions = await versionsFor(db, asked)
  const known = {
    byId: by(versions, ({ id }) => id), byName: by(versions, ({ kind, name }) => `${kind} ${bareName(name)}`)
  }
  return asked.map(one => meant(known, one))
}
