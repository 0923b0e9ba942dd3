/**
 * Where a ward lies, on the day that a text speaks of: the ward that a name means, and the units above it. A name that
 * several wards bear is settled by the city or province that the text names, or not at all.
 */
import { sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { units, unitVersions } from '../db/tables.js'
import { unitKinds } from '../domain/units.js'
import { fold } from '../domain/text.js'
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
  from ${unitVersions} version inner join ${units} on ${units.id} = version.unit_id where ${where}`)).rows as never

/** The name without its kind, folded: `Phường Hà Khánh` and `Hà Khánh` are `ha khanh`. */
function bareName (name: string): string {
  const folded = fold(name)
  const kind = unitKinds.map(({ name }) => fold(name)).find(kind => folded.startsWith(`${kind} `))
  return kind === undefined || /^\d/.test(folded.slice(kind.length + 1)) ? folded : folded.slice(kind.length + 1)
}

const holds = ({ from, to }: Version, day: string | null) =>
  day === null || ((from ?? '') <= day && day <= (to ?? '9999'))

/** The version that held on a day; else the last one. */
function then (found: readonly Version[], id: string | null, day: string | null): Version | null {
  const of = found.filter(version => version.id === id)
  return of.find(version => holds(version, day)) ?? of.at(-1) ?? null
}

/**
 * The wards that a finding may mean, with where they lay on a day; one where it is certain.
 * @param day ISO date of the meeting; null where the text gives none
 */
export async function placesOf (db: Database, finding: WardFinding, day: string | null): Promise<Place[]> {
  const name = fold(finding.name)
  const named = (await versions(db, sql`${units.level} = 'ward' and ${units.id} in (
    select ${unitVersions.unitId} from ${unitVersions} where ${unitVersions.kind} = ${kindOf[finding.kind]})`))
    .filter(version => bareName(version.name) === name && version.kind === kindOf[finding.kind])
  const valid = named.filter(version => holds(version, day))
  const ids = [...new Set((valid.length > 0 ? valid : named).map(({ id }) => id))]
  const places = (await Promise.all(ids.map(async id => await placeOf(db, id, day)))).filter(place => place !== null)
  const above = finding.within.map(({ name }) => fold(name))
  const fits = places.filter(({ district, province }) => above.every(name =>
    [district, province].some(unit => unit !== null && bareName(unit.name) === name)))
  return above.length > 0 && fits.length > 0 ? fits : places
}

/** A ward, by its id, with what it lay in on a day. */
export async function placeOf (db: Database, wardId: string, day: string | null): Promise<Place | null> {
  const ward = then(await versions(db, sql`${units.id} = ${wardId}::uuid and ${units.level} = 'ward'`), wardId, day)
  if (ward === null) return null
  const upper = [ward.parentId, ward.provinceId].filter(id => id !== null)
  const found = upper.length === 0 ? [] : await versions(db, sql`${units.id} = any(${sql.param(upper)}::uuid[])`)
  const province = then(found, ward.provinceId, day)
  const parent = then(found, ward.parentId, day)
  return { ward, district: parent !== null && parent.id !== province?.id ? parent : null, province }
}
