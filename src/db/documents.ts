/**
 * What the search knows of records: what each kind is called and what is said in it, with the property in which it
 * stands. Entries are made from it, and excerpts are cut from it when a record is found.
 */
import { and, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import { documentTypes } from '../domain/documents.js'
import { meetingTypes } from '../domain/meetings.js'
import {
  appointments, citations, indicators, meetings, observations, officials, organisations, resolutions, sources, tasks,
  units
} from './tables.js'

/** Kinds of entry, in the order in which they stand where a question fits several alike. */
export const entryKinds = [
  'ward', 'official', 'organisation', 'resolution', 'indicator', 'meeting', 'task', 'source'
] as const
export type EntryKind = typeof entryKinds[number]

/** A record as the search sees it. */
export interface Told {
  readonly kind: EntryKind
  readonly id: string
  readonly wardId: string | null
  readonly type: string | null
  readonly status: 'verified' | 'unverified'
  readonly day: string | null
  readonly orderedOn: string
  readonly title: string
  /** Other names, which count as much as the title. */
  readonly names: ReadonlyArray<{ readonly property: string, readonly text: string | null }>
  readonly fields: ReadonlyArray<{ readonly property: string, readonly text: string | null }>
}

const FIRST_DAY = '0001-01-01'
const LAST_DAY = '9999-12-31'

/** A list of texts as JSON; those that are null are left out when it is read. */
const fields = (...of: ReadonlyArray<readonly [property: string, text: SQL]>) => of.length === 0
  ? sql`'[]'::jsonb`
  : sql`jsonb_build_array(${sql.join(of.map(([property, text]) =>
    sql`jsonb_build_object('property', ${sql.raw(`'${property}'`)}, 'text', ${text})`), sql`, `)})`

/** Texts of other rows, each a field. */
const fieldsOf = (property: string, text: SQL, from: SQL, order: SQL) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('property', ${sql.raw(`'${property}'`)}, 'text', ${text}) order by ${order})
  ${from}), '[]'::jsonb)`

const nameOf = (table: typeof units | typeof organisations, id: AnyPgColumn) =>
  sql`(select named.name from ${table} named where named.id = ${id})`

/** Labels of a vocabulary by code. */
const labelOf = (column: SQL, terms: ReadonlyArray<{ code: string, name: string }>) =>
  sql`(${JSON.stringify(Object.fromEntries(terms.map(({ code, name }) => [code, name])))}::jsonb ->> ${column})`

/** As a day is said, so that a question may say it. */
const said = (day: SQL) => sql`to_char(${day}, '"ngày "FMDD" tháng "FMMM" năm "YYYY')`

type Column = Exclude<keyof Told, 'kind' | 'id'>

/** Where records of a kind stand, and what of them the search takes. */
interface Rows {
  readonly table: PgTable
  readonly id: AnyPgColumn
  /** What is joined to it. */
  readonly joined?: SQL
  /** Which rows have an entry. */
  readonly where?: SQL
  readonly columns: Readonly<Record<Column, SQL>>
}

const nothing = sql`null::text`
const verified = sql`'verified'`

/** What is confirmed no less than the meeting is said in its entry. */
const isAsSure = (status: SQL) => sql`(${status} = 'verified' or ${meetings.status} = 'unverified')`

export const rowsOf: Readonly<Record<EntryKind, Rows>> = {
  ward: {
    table: units,
    id: units.id,
    where: sql`${units.level} = 'ward'`,
    columns: {
      wardId: sql`${units.id}`,
      type: sql`${units.kind}`,
      status: verified,
      day: sql`null::date`,
      orderedOn: sql`coalesce(${units.validTo}, ${LAST_DAY}::date)`,
      title: sql`${units.name}`,
      names: sql`${fields(
        ['code', sql`${units.code}`],
        ['parent', nameOf(units, units.parentId)],
        ['province', nameOf(units, units.provinceId)])} || ${fieldsOf('name', sql`name`, sql`from (
        select distinct name from unit_versions where unit_id = ${units.id} and name <> ${units.name}) earlier`,
        sql`name`)}`,
      fields: fields()
    }
  },
  official: {
    table: officials,
    id: officials.id,
    where: sql`${officials.mergedInto} is null`,
    columns: {
      wardId: sql`null::uuid`,
      type: nothing,
      status: sql`${officials.status}`,
      day: sql`null::date`,
      orderedOn: sql`coalesce((select max(coalesce(to_on, observed_to, from_on)) from ${appointments}
        where ${appointments.officialId} = ${officials.id}), ${FIRST_DAY}::date)`,
      title: sql`${officials.name}`,
      names: fieldsOf('name', sql`merged.name`,
        sql`from officials merged where merged.merged_into = ${officials.id}`, sql`merged.name`),
      fields: fieldsOf('appointments', sql`${appointments.title} || ', ' || ${organisations.name}`,
        sql`from ${appointments} inner join ${organisations} on ${organisations.id} = ${appointments.organisationId}
          where ${appointments.officialId} = ${officials.id}`, sql`${organisations.sortKey}, ${appointments.id}`)
    }
  },
  organisation: {
    table: organisations,
    joined: sql`left join ${units} on ${units.id} = ${organisations.unitId} and ${units.level} = 'ward'`,
    id: organisations.id,
    columns: {
      wardId: sql`${units.id}`,
      type: sql`${organisations.kind}`,
      status: sql`${organisations.status}`,
      day: sql`null::date`,
      orderedOn: sql`${LAST_DAY}::date`,
      title: sql`${organisations.name}`,
      names: fields(['shortName', sql`${organisations.shortName}`]),
      fields: fields(['parent', nameOf(organisations, organisations.parentId)])
    }
  },
  resolution: {
    table: resolutions,
    id: resolutions.id,
    columns: {
      wardId: sql`null::uuid`,
      type: sql`${resolutions.type}`,
      status: sql`${resolutions.status}`,
      day: sql`${resolutions.issuedOn}`,
      orderedOn: sql`${resolutions.orderedOn}`,
      title: sql`${resolutions.title}`,
      names: sql`${fields(
        ['symbol', sql`${labelOf(sql`${resolutions.type}`, documentTypes)} || ' ' || ${resolutions.symbol}`])}
        || ${fieldsOf('aliases', sql`alias`, sql`from unnest(${resolutions.aliases}) alias`, sql`alias`)}`,
      fields: fields(
        ['issuer', nameOf(organisations, resolutions.issuerId)],
        ['committee', nameOf(organisations, resolutions.committeeId)],
        ['issuedOn', said(sql`${resolutions.issuedOn}`)],
        ['term', sql`coalesce(${resolutions.term}, ${resolutions.year}::text)`])
    }
  },
  indicator: {
    table: indicators,
    id: indicators.code,
    columns: {
      wardId: sql`null::uuid`,
      type: sql`${indicators.category}`,
      status: verified,
      day: sql`null::date`,
      orderedOn: sql`${LAST_DAY}::date`,
      title: sql`${indicators.name}`,
      names: fields(['code', sql`${indicators.code}`], ['nameEn', sql`${indicators.nameEn}`]),
      fields: fields(['unit', sql`${indicators.unit}`])
    }
  },
  meeting: {
    table: meetings,
    joined: sql`inner join ${units} on ${units.id} = ${meetings.wardId}`,
    id: meetings.id,
    columns: {
      wardId: sql`${meetings.wardId}`,
      type: sql`${meetings.type}`,
      status: sql`${meetings.status}`,
      day: sql`${meetings.heldOn}`,
      orderedOn: sql`${meetings.heldOn}`,
      title: sql`${meetings.title}`,
      names: fields(
        ['type', labelOf(sql`${meetings.type}`, meetingTypes)],
        ['ward', sql`${units.name}`],
        ['heldOn', said(sql`${meetings.heldOn}`)]),
      fields: sql`${fields(
        ['summary', sql`${meetings.summary}`],
        ['host', nameOf(organisations, meetings.hostId)],
        ['counterpart', nameOf(organisations, meetings.counterpartId)])}
        || ${fieldsOf('observations', sql`${indicators.name} || ': ' || ${observations.asReported}`,
          sql`from ${observations} inner join ${indicators} on ${indicators.code} = ${observations.indicator}
            where ${observations.wardId} = ${meetings.wardId} and ${observations.meetingId} = ${meetings.id}
            and ${observations.supersededBy} is null and ${isAsSure(sql`${observations.status}`)}`,
          sql`${observations.position}, ${observations.id}`)}
        || ${fieldsOf('citations', sql`${citations.asCited}`,
          sql`from ${citations} where ${citations.wardId} = ${meetings.wardId}
            and ${citations.meetingId} = ${meetings.id} and ${isAsSure(sql`${citations.status}`)}`,
          sql`${citations.position}, ${citations.id}`)}`
    }
  },
  task: {
    table: tasks,
    joined: sql`inner join ${meetings} on ${meetings.wardId} = ${tasks.wardId} and ${meetings.id} = ${tasks.meetingId}
      inner join ${units} on ${units.id} = ${tasks.wardId}`,
    id: tasks.id,
    columns: {
      wardId: sql`${tasks.wardId}`,
      type: sql`${tasks.category}`,
      status: sql`${tasks.status}`,
      day: sql`${meetings.heldOn}`,
      orderedOn: sql`${meetings.heldOn}`,
      title: sql`${tasks.text}`,
      names: fields(),
      fields: fields(['assignee', sql`${tasks.assignee}`], ['ward', sql`${units.name}`])
    }
  },
  source: {
    table: sources,
    id: sources.id,
    columns: {
      wardId: sql`null::uuid`,
      type: nothing,
      status: verified,
      day: sql`${sources.publishedOn}`,
      orderedOn: sql`coalesce(${sources.publishedOn}, ${FIRST_DAY}::date)`,
      title: sql`${sources.title}`,
      names: fields(['publisher', sql`${sources.publisher}`], ['author', sql`${sources.author}`]),
      fields: fields(['text', sql`${sources.text}`], ['publishedOn', said(sql`${sources.publishedOn}`)])
    }
  }
}

/** Records of a kind, as JSON with the properties of `Told`. */
export function selectTold (kind: EntryKind, ids: readonly string[]): SQL {
  const { table, joined = sql``, id, where, columns } = rowsOf[kind]
  const properties = Object.entries(columns).map(([name, value]) => sql`${sql.raw(`'${name}'`)}, ${value}`)
  const list = sql`${sql.param([...ids])}::${sql.raw(kind === 'indicator' ? 'text' : 'uuid')}[]`
  return sql`select jsonb_build_object('kind', ${sql.raw(`'${kind}'`)}, 'id', ${id},
    ${sql.join(properties, sql`, `)}) as told
    from ${table} ${joined} where ${and(sql`${id} = any(${list})`, where)}`
}
