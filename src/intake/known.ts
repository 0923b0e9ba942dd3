/** What the register knows already of what a text speaks of: bodies, persons, documents, and the meeting itself. */
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import {
  appointments, indicators, meetings, officials, organisations, participants, resolutions
} from '../db/tables.js'
import { canonicalName } from '../domain/text.js'
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
  /** Organisations in which the person holds or held an office. */
  readonly organisations: readonly string[]
  /** Wards in whose meetings the person took part. */
  readonly wards: readonly string[]
}

export interface KnownResolution {
  readonly id: string
  readonly symbol: string
  readonly committeeId: string
  readonly issuerId: string
  readonly issuedOn: string | null
}

export interface KnownMeeting {
  readonly id: string
  readonly type: string
  readonly alsoTypes: ReadonlyArray<{ readonly code: string }>
  readonly session: string | null
}

export interface Known {
  readonly organisations: readonly KnownOrganisation[]
  readonly officials: readonly KnownOfficial[]
  readonly resolutions: readonly KnownResolution[]
  readonly meetings: readonly KnownMeeting[]
  /** Codes of the catalogue. */
  readonly indicators: readonly string[]
}

/** Looks up everything at once, in five statements whatever the text says. */
export async function knownOf (
  tx: Database, { officials: named, documents, meeting, indicators: figures }: Extraction, place: Place
): Promise<Known> {
  const unitIds = [place.ward, place.district, place.province].flatMap(unit => unit === null ? [] : unit.id)
  const names = [...new Set(named.map(({ name }) => canonicalName(name)))]
  const symbols = [...new Set(documents.flatMap(({ symbol }) => symbol ?? []))]
  const heldOn = meeting?.heldOn ?? null
  const codes = [...new Set(figures.flatMap(({ code }) => code ?? []))]
  return {
    organisations: await tx.select({
      id: organisations.id,
      name: organisations.name,
      shortName: organisations.shortName,
      kind: organisations.kind,
      unitId: organisations.unitId
    }).from(organisations).where(or(inArray(organisations.unitId, unitIds), isNull(organisations.unitId))),
    officials: names.length === 0
      ? []
      : await tx.select({
        id: officials.id,
        name: officials.name,
        organisations: sql<string[]>`array(select ${appointments.organisationId}::text from ${appointments}
          where ${appointments.officialId} = ${officials.id})`,
        wards: sql<string[]>`array(select distinct ${participants.wardId}::text from ${participants}
          where ${participants.officialId} = ${officials.id} and ${participants.wardId} = ${place.ward.id})`
      }).from(officials).where(and(inArray(officials.name, names), isNull(officials.mergedInto))),
    resolutions: symbols.length === 0
      ? []
      : await tx.select({
        id: resolutions.id,
        symbol: resolutions.symbol,
        committeeId: resolutions.committeeId,
        issuerId: resolutions.issuerId,
        issuedOn: resolutions.issuedOn
      }).from(resolutions).where(inArray(resolutions.symbol, symbols)),
    meetings: heldOn === null
      ? []
      : await tx.select({
        id: meetings.id, type: sql<string>`${meetings.type}`, alsoTypes: meetings.alsoTypes, session: meetings.session
      }).from(meetings).where(and(eq(meetings.wardId, place.ward.id), eq(meetings.heldOn, heldOn))) as KnownMeeting[],
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
