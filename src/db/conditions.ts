/**
 * Conditions that many lists share. Each is undefined where its filter is not given, so that it can be handed to
 * Drizzle's `and` as it is.
 */
import { and, eq, gte, isNull, lte, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { wordsQuery } from '../domain/lexemes.js'
import { parseQuestion } from '../domain/questions.js'
import { roles } from '../domain/roles.js'
import { normaliseSymbol } from '../domain/symbols.js'
import { appointments, citations, meetings, officials, resolutions } from './tables.js'

/** One of several values, where the filter is given; however many there are, the statement is the same. */
export const among = (column: AnyColumn, values: readonly string[] | undefined): SQL | undefined =>
  values === undefined
    ? undefined
    : values.length === 1
      ? eq(column, values[0])
      : sql`${column} = any(${sql.param([...values])}::${sql.raw(column.getSQLType())}[])`

/** Rows of these wards; null means the whole country. */
export const inWards = (column: AnyColumn, wardIds: readonly string[] | null): SQL | undefined =>
  among(column, wardIds ?? undefined)

/**
 * Rows that hang on a meeting, where the filter is given. They lie in its ward, by which they are ordered: without it
 * they would be looked for in all wards.
 */
export function ofMeeting (table: { wardId: AnyColumn, meetingId: AnyColumn }, meeting: string | undefined) {
  if (meeting === undefined) return undefined
  const ward = sql`(select ${meetings.wardId} from ${meetings} where ${meetings.id} = ${meeting})`
  return and(eq(table.wardId, ward), eq(table.meetingId, meeting))
}

/** Rows whose ids are found first, all of them and once: for a few, whatever the order is in which rows are wanted. */
export const foundFirst = (id: AnyColumn, ids: SQL): SQL => sql`${id} = any(array(${ids}))`

/** Rows that have all words of a question, or what abbreviations among them stand for; the last may be unfinished. */
export const hasWords = (search: AnyColumn, question: string | undefined): SQL | undefined =>
  question === undefined ? undefined : sql`${search} @@ ${wordsQuery(parseQuestion(question))}::tsquery`

/** Rows that changed at or after an instant. */
export const changedSince = (updatedAt: AnyColumn, instant: string | undefined): SQL | undefined =>
  instant === undefined ? undefined : gte(updatedAt, new Date(instant))

export type Status = 'verified' | 'unverified' | 'any'

/** Whose names are shown: all officials', or only those of holders of leading posts at ward level and above. */
export type Offices = 'all' | 'leading'

/** What of the records a reader is shown. */
export interface View { readonly status: Status, readonly offices: Offices }

const leadingRoles = roles.filter(role => role.tier === 'A').map(role => role.code)

/** Whether the official of an id holds or held a leading post. */
export const isLeading = (officialId: AnyColumn | SQL): SQL =>
  sql`exists (select from ${appointments} where ${appointments.officialId} = ${officialId}
    and ${appointments.role} in (${sql.join(leadingRoles.map(role => sql`${role}`), sql`, `)}))`

/** Officials whose name may be shown. */
export const mayBeNamed = (offices: Offices): SQL | undefined => offices === 'all'
  ? undefined
  : isLeading(sql`coalesce(${officials.mergedInto}, ${officials.id})`)

/** Confirmed rows, unconfirmed ones, or both. */
export const hasStatus = (column: AnyColumn, status: Status | undefined): SQL | undefined =>
  status === 'any' ? undefined : eq(column, status ?? 'verified')

/** Rows that no newer report took the place of; where rows know no such thing, all. */
export const isCurrent = (table: object): SQL | undefined =>
  'supersededBy' in table ? isNull(table.supersededBy as AnyColumn) : undefined

/** The records of one person: the one of this id, what it was merged into, and what was merged into that. */
export function isPerson (id: string): SQL {
  const kept = sql`(select coalesce(merged_into, id) from officials where id = ${id})`
  return sql`(${officials.id} = ${kept} or ${officials.mergedInto} = ${kept})`
}

/** Figures with a flag; as it stands in the index of these. */
export const isFlagged = (flags: AnyColumn): SQL => sql`${flags} <> '[]'::jsonb`

/** Citations of a document, by its id or its symbol. */
export function cites (resolution: string): SQL {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(resolution)) return sql`${citations.resolutionId} = ${resolution}`
  return sql`${citations.resolutionId} in
    (select ${resolutions.id} from ${resolutions} where ${resolutions.symbol} = ${normaliseSymbol(resolution)})`
}

/**
 * In office on a day, as far as is known: from the stated or first seen day to the stated last one, else to the last
 * one on which the person was seen in office (or is known to have begun).
 */
export const inOfficeOn = (day: string): SQL | undefined => and(
  lte(sql`least(${appointments.from}, ${appointments.observedFrom})`, day),
  gte(sql`coalesce(${appointments.to}, greatest(${appointments.observedTo}, ${appointments.from}))`, day))

/** Equality, where the filter is given. */
export const is = (column: AnyColumn, value: unknown): SQL | undefined =>
  value === undefined ? undefined : eq(column, value)
