/**
 * What the register knows already of what texts speak of: bodies, persons, documents, and the meetings themselves. What
 * one text proposes, the next one knows.
 */
import { and, inArray, isNull, or, sql } from 'drizzle-orm'
import { candidatesFor, type Candidate } from '../citing/candidates.js'
import type { Database } from '../db/connect.js'
import {
  appointments, indicators, meetings, officials, organisations, participants
} from '../db/tables.js'
import { canonicalName } from '../domain/text.js'
import { referenceOf } from '../extraction/documents/parts.js'
import type { Extraction } from '../extraction/findings.js'
import { sameName, type Body } from './bodies.js'
import type { Place } from './places.js'

export interface KnownOrganisation {
  readonly id: string
  readonly name: string
  readonly shortName: string | null
  readonly kind: string
  readonly unitId: string | null
}

export interface KnownOfficial {
  readonly id: string
  readonly name: string
  /** Organisations of these wards and above in which the person holds or held an office. */
  readonly organisations: readonly string[]
  /** Wards in whose meetings the person took part. */
  readonly wards: readonly string[]
}

export interface KnownMeeting {
  readonly id: string
  readonly wardId: string
  readonly heldOn: string
  readonly title: string
  readonly hostId: string | null
  readonly counterpartId: string | null
  readonly type: string
  readonly alsoTypes: ReadonlyArray<{ readonly code: string }>
  readonly session: string | null
}

export interface Known {
  readonly organisations: KnownOrganisation[]
  readonly officials: KnownOfficial[]
  readonly resolutions: Candidate[]
  readonly meetings: readonly KnownMeeting[]
  /** Codes of the catalogue. */
  readonly indicators: string[]
}

/** A text whose ward is known. */
export interface Placed { readonly extraction: Extraction, readonly place: Place }

/** The units about a ward, as the resolver takes them. */
export const surroundingsOf = ({ ward, district, province }: Place) => ({
  now: new Set([ward, district, province].flatMap(unit => unit === null ? [] : unit.id)), before: new Set<string>()
})

const each = <T>(values: readonly T[]): T[] => [...new Set(values)]

/**
 * Who bears the names and has to do with the wards: by an office in one of the bodies, or by a meeting there. Under a
 * name that was merged into another record, that other one is meant.
 */
async function bearersOf (
  tx: Database, names: readonly string[], wardIds: readonly string[], bodies: readonly string[]
): Promise<KnownOfficial[]> {
  const kept = sql`coalesce(${officials.mergedInto}, ${officials.id})`
  const known = tx.select({
    id: sql<string>`${kept}`.as('kept'),
    name: officials.name,
    organisations: sql<string[]>`array(select office.organisation_id::text from ${appointments} office
      where office.official_id = ${kept} and office.organisation_id = any(${sql.param(bodies)}::uuid[]))`.as('bodies'),
    wards: sql<string[]>`array(select distinct seen.ward_id::text from ${participants} seen
      where seen.official_id = ${kept} and seen.ward_id = any(${sql.param(wardIds)}::uuid[]))`.as('wards')
  }).from(officials).where(inArray(officials.name, [...names])).as('known')
  return await tx.select().from(known).where(sql`${known.organisations} <> '{}' or ${known.wards} <> '{}'`)
}

/** Looks up everything at once, in five statements whatever the texts say. */
export async function knownOf (tx: Database, texts: readonly Placed[]): Promise<Known> {
  const wardIds = each(texts.map(({ place }) => place.ward.id))
  const unitIds = each(texts.flatMap(({ place: { ward, district, province } }) =>
    [ward, district, province].flatMap(unit => unit === null ? [] : unit.id)))
  const extractions = texts.map(({ extraction }) => extraction)
  const names = each(extractions.flatMap(({ officials }) => officials.map(({ name }) => canonicalName(name))))
  const cited = texts.flatMap(({ extraction, place }) => extraction.documents.map(finding =>
    ({ reference: referenceOf(finding), units: surroundingsOf(place).now })))
  const days = each(extractions.flatMap(({ meeting }) => meeting?.heldOn ?? []))
  const codes = each(extractions.flatMap(({ indicators }) => indicators.flatMap(({ code }) => code ?? [])))
  const bodies = await tx.select({
    id: organisations.id,
    name: organisations.name,
    shortName: organisations.shortName,
    kind: organisations.kind,
    unitId: organisations.unitId
  }).from(organisations).where(or(inArray(organisations.unitId, unitIds), isNull(organisations.unitId)))
  return {
    organisations: bodies,
    officials: names.length === 0 ? [] : await bearersOf(tx, names, wardIds, bodies.map(({ id }) => id)),
    resolutions: [...new Map((await candidatesFor(tx, cited)).flat().map(found => [found.id, found])).values()],
    meetings: days.length === 0
      ? []
      : await tx.select({
        id: meetings.id,
        wardId: meetings.wardId,
        heldOn: meetings.heldOn,
        title: meetings.title,
        hostId: meetings.hostId,
        counterpartId: meetings.counterpartId,
        type: sql<string>`${meetings.type}`,
        alsoTypes: meetings.alsoTypes,
        session: meetings.session
      }).from(meetings)
        .where(and(inArray(meetings.wardId, wardIds), inArray(meetings.heldOn, days))) as KnownMeeting[],
    indicators: codes.length === 0
      ? []
      : (await tx.select({ code: indicators.code }).from(indicators).where(inArray(indicators.code, codes)))
          .map(({ code }) => code)
  }
}

/** The organisation that a body is: by name, else the only one of its kind in its unit. */
export function organisationOf (known: readonly KnownOrganisation[], body: Body): KnownOrganisation | undefined {
  const there = known.filter(({ kind, unitId }) => kind === body.kind && unitId === body.unitId)
  return there.find(({ name, shortName }) => sameName(name, body.name) ||
    (shortName !== null && body.shortName !== null && sameName(shortName, body.shortName))) ??
    (there.length === 1 && body.level !== 'd' ? there[0] : undefined)
}
