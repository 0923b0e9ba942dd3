/**
 * What is there of a ward in periods, as SQL: the same words for the matrix of coverage and for the empty cells of
 * comparisons.
 */
import { sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { REPORTING_DAYS, type Found } from '../domain/coverage.js'
import type { Period } from '../domain/periods.js'
import { coverageChecks, meetings, observations, reviews, sources, units } from './tables.js'

/** What is there of a ward in one period. */
export interface FoundIn extends Found { readonly period: string }

/** Periods as rows `asked` with `code`, `from_on` and `to_on`; given as JSON, so that they are found once. */
export const asRows = (json: SQL): SQL => sql`json_to_recordset(${json}) as asked(code text, from_on date, to_on date)`

/** Periods as the JSON that `asRows` takes. */
export const asJson = (periods: readonly Period[]): SQL =>
  sql`${JSON.stringify(periods.map(({ code, from, to }) => ({ code, from_on: from, to_on: to })))}::json`

/** Whether a unit existed on a day of `asked`. */
export const existsIn = (unit: { validFrom: AnyColumn, validTo: AnyColumn }): SQL =>
  sql`(coalesce(${unit.validFrom} <= asked.to_on, true) and coalesce(${unit.validTo} >= asked.from_on, true))`

/** Verified meetings that review the period `asked`. */
const reviewed = (wardId: AnyColumn) => sql`(select count(*)::int from ${meetings} where ${meetings.wardId} = ${wardId}
  and ${meetings.reviews} = asked.code and ${meetings.status} = 'verified')`

/** Verified results of the period `asked`; a plan is none. */
const told = (wardId: AnyColumn) => sql`(select count(*)::int from ${observations}
  where ${observations.wardId} = ${wardId} and ${observations.periodTo} = asked.to_on
  and ${observations.period} = asked.code and ${observations.kind} = 'actual'
  and ${observations.status} = 'verified' and ${observations.supersededBy} is null)`

/** Whether a source was published when the period `asked` was reported on. */
const isReporting = sql`${sources.publishedOn} between asked.to_on - ${sql.raw(String(REPORTING_DAYS.before))}
  and asked.to_on + ${sql.raw(String(REPORTING_DAYS.after))}`

/**
 * Meetings that were read and not confirmed yet, and texts that wait and tell no meeting of a period, published when
 * the period was reported on.
 */
const waiting = (wardId: AnyColumn) => sql`(select count(*)::int from ${meetings}
    where ${meetings.wardId} = ${wardId} and ${meetings.reviews} = asked.code and ${meetings.status} = 'unverified')
  + (select count(*)::int from ${reviews} inner join ${sources} on ${sources.id} = ${reviews.sourceId}
    left join ${meetings} on ${meetings.wardId} = ${reviews.wardId} and ${meetings.id} = ${reviews.meetingId}
    where ${reviews.wardId} = ${wardId} and ${reviews.state} = 'open' and ${meetings.reviews} is null
    and ${isReporting})`

/** When somebody last looked for a source of the period `asked` and found none. */
const checked = (wardId: AnyColumn) => sql`(select ${coverageChecks.checkedOn} from ${coverageChecks}
  where ${coverageChecks.wardId} = ${wardId} and ${coverageChecks.period} = asked.code)`

/** A list of `FoundIn` of a ward, one for each of the periods `asked`. */
export const foundIn = (ward: Record<'id' | 'validFrom' | 'validTo', AnyColumn>, asked: SQL): SQL<FoundIn[]> =>
  sql`(select coalesce(json_agg(json_build_object('period', asked.code, 'exists', ${existsIn(ward)},
    'meetings', ${reviewed(ward.id)}, 'figures', ${told(ward.id)}, 'unread', ${waiting(ward.id)},
    'checkedOn', ${checked(ward.id)}
  )), '[]'::json) from ${asRows(asked)})`

const codesOf = (periods: readonly Period[]) => sql`${sql.param(periods.map(({ code }) => code))}::text[]`
const endsOf = (periods: readonly Period[]) => sql`${sql.param(periods.map(({ to }) => to))}::date[]`

/**
 * The same over many wards at once, as `stateOf` tells it: rows `known` with the code of the period and the state.
 * @param rows which units are asked about
 */
export const statesIn = (periods: readonly Period[], rows: SQL | undefined): SQL => sql`
  with reported as (
    select ${observations.wardId} as ward_id, ${observations.period} as code from ${observations}
    where ${observations.periodTo} = any(${endsOf(periods)}) and ${observations.period} = any(${codesOf(periods)})
      and ${observations.kind} = 'actual' and ${observations.status} = 'verified'
      and ${observations.supersededBy} is null
    union select ${meetings.wardId}, ${meetings.reviews} from ${meetings}
    where ${meetings.reviews} = any(${codesOf(periods)}) and ${meetings.status} = 'verified'
  ), unread as (
    select ${meetings.wardId} as ward_id, ${meetings.reviews} as code from ${meetings}
    where ${meetings.reviews} = any(${codesOf(periods)}) and ${meetings.status} = 'unverified'
    union select ${reviews.wardId}, asked.code from ${reviews}
    inner join ${sources} on ${sources.id} = ${reviews.sourceId}
    left join ${meetings} on ${meetings.wardId} = ${reviews.wardId} and ${meetings.id} = ${reviews.meetingId}
    inner join ${asRows(asJson(periods))} on ${isReporting}
    where ${reviews.state} = 'open' and ${meetings.reviews} is null
  )
  select asked.code, case when reported.code is not null then 'reported' when unread.code is not null then 'unread'
    when not ${existsIn(units)} then 'not-existing'
    when ${coverageChecks.checkedOn} is not null then 'no-source' else 'unchecked' end as state
  from ${asRows(asJson(periods))} cross join ${units}
  left join reported on reported.ward_id = ${units.id} and reported.code = asked.code
  left join unread on unread.ward_id = ${units.id} and unread.code = asked.code
  left join ${coverageChecks} on ${coverageChecks.wardId} = ${units.id} and ${coverageChecks.period} = asked.code
  where ${rows}`
