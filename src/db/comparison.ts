/**
 * Figures of one indicator as a matrix of wards and periods, by one statement: every report of each cell, and where
 * there is none, what is known of the ward in the period. Tables and pictures are made from it.
 */
import { and, between, eq, gte, inArray, lte, sql, type SQL } from 'drizzle-orm'
import type { Flag } from './tables.js'
import type { Period } from '../domain/periods.js'
import { hasStatus, inWards, isCurrent, type Status } from './conditions.js'
import type { Database } from './connect.js'
import { asJson, asRows, existsIn, foundIn, type FoundIn } from './coverage.js'
import { jsonList } from './json.js'
import { readPage, type Orders, type PageOf, type PageRequest } from './keyset.js'
import { indicators, meetings, observations, sources, units, unitVersions } from './tables.js'
import type { Comparator } from '../domain/observations.js'

/** Which part of the matrix. */
export interface MatrixFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  /**
   * Which of these wards have a row: all; those that existed in one of the periods; or those that told a figure.
   */
  readonly rows: 'all' | 'existing' | 'telling'
  readonly indicator: string
  /** Null: every period of which one of the wards told a figure. */
  readonly periods: readonly Period[] | null
  /** Where no periods are given: only those that begin and end on these days. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly status: Status
}

/** A figure as the cells need it. */
export interface FigureRow {
  id: string
  kind: 'actual' | 'target'
  period: Period
  subject: string | null
  dimensions: Record<string, string | number>
  unit: string | null
  value: number | null
  valueText: string | null
  target: number | null
  percentOfTarget: number | null
  comparator: Comparator
  estimate: boolean
  measuredOn: string | null
  flags: Flag[]
  status: 'verified' | 'unverified'
  place: number
  meeting: { id: string, title: string, heldOn: string } | null
  source: { id: string, title: string, publisher: string | null, publishedOn: string | null, url: string | null } | null
}

/** A row of the matrix, before its cells are made. */
export interface MatrixRow {
  ward: { id: string, slug: string, name: string }
  /** The names that the ward bears or bore. */
  names: string[]
  indicator: { code: string, name: string, nameEn: string, unit: string }
  figures: FigureRow[]
  found: FoundIn[]
}

type FigureColumns = Pick<typeof observations, Exclude<keyof FigureRow, 'meeting' | 'source'>>

const orders = { name: ['sortKey', 'id'], '-name': ['-sortKey', '-id'] } as const satisfies Orders<typeof units>

/** A figure with its meeting and source, which must be joined. */
export const figureShape = (of: FigureColumns) => ({
  id: of.id,
  kind: of.kind,
  period: of.period,
  subject: of.subject,
  dimensions: of.dimensions,
  unit: of.unit,
  value: of.value,
  valueText: of.valueText,
  target: of.target,
  percentOfTarget: of.percentOfTarget,
  comparator: of.comparator,
  estimate: of.estimate,
  measuredOn: of.measuredOn,
  flags: of.flags,
  status: of.status,
  place: of.place,
  meeting: { id: meetings.id, title: meetings.title, heldOn: meetings.heldOn },
  source: {
    id: sources.id,
    title: sources.title,
    publisher: sources.publisher,
    publishedOn: sources.publishedOn,
    url: sources.url
  }
})

/** Figures of the indicator that may stand in a cell, whosever they are. */
const figuresOf = ({ indicator, status, periods, from, to }: MatrixFilter): SQL | undefined => and(
  eq(observations.indicator, indicator),
  sql`${observations.period} is not null`,
  hasStatus(observations.status, status),
  isCurrent(observations),
  periods === null
    ? and(
      from === undefined ? undefined : gte(observations.periodFrom, from),
      to === undefined ? undefined : lte(observations.periodTo, to))
    : and(
      sql`${observations.period} = any(${sql.param(periods.map(({ code }) => code))}::text[])`,
      // For the index of a ward's figures.
      between(observations.periodTo, lowest(periods), highest(periods))))

const lowest = (periods: readonly Period[]) => periods.map(({ to }) => to).sort()[0] ?? '9999-12-31'
const highest = (periods: readonly Period[]) => periods.map(({ to }) => to).sort().at(-1) ?? '0001-01-01'

/** The periods of the columns as JSON, found once whatever asks for them. */
const columnsOf = (filter: MatrixFilter): SQL => filter.periods !== null
  ? asJson(filter.periods)
  : sql`(select json_agg(told) from (
      select distinct ${observations.period} as code, ${observations.periodFrom} as from_on,
        ${observations.periodTo} as to_on
      from ${observations} where ${and(inWards(observations.wardId, filter.wardIds), figuresOf(filter))}) as told)`

function rowsOf (filter: MatrixFilter): SQL | undefined {
  const has = {
    all: undefined,
    existing: sql`exists (select from ${asRows(columnsOf(filter))} where ${existsIn(units)})`,
    telling: inArray(units.id, sql`(select ${observations.wardId} from ${observations} where ${figuresOf(filter)})`)
  }
  // The indicator is joined here too, so that one that nobody knows has no rows.
  return and(
    eq(units.level, 'ward'),
    inWards(units.id, filter.wardIds),
    has[filter.rows],
    sql`exists (select from ${indicators} where ${eq(indicators.code, filter.indicator)})`)
}

/** One page of the matrix. */
export function readMatrix (db: Database, filter: MatrixFilter, request: PageRequest): Promise<PageOf<MatrixRow>> {
  return readPage(db, units, rowsOf(filter), orders, request, page => {
    const figures = db
      .select({
        list: jsonList<FigureRow>(figureShape(observations), { order: sql`${observations.id}` }).as('figures')
      })
      .from(observations)
      .leftJoin(meetings, and(eq(meetings.wardId, observations.wardId), eq(meetings.id, observations.meetingId)))
      .leftJoin(sources, eq(sources.id, observations.sourceId))
      .where(and(eq(observations.wardId, page.id), figuresOf(filter)))
      .as('figure')
    const names = db
      .select({ list: sql<string[]>`coalesce(json_agg(distinct ${unitVersions.name}), '[]'::json)`.as('names') })
      .from(unitVersions).where(eq(unitVersions.unitId, page.id)).as('named')
    return db
      .select({
        ward: { id: page.id, slug: page.slug, name: page.name },
        names: names.list,
        indicator: {
          code: indicators.code, name: indicators.name, nameEn: indicators.nameEn, unit: indicators.unit
        },
        figures: figures.list,
        found: foundIn(page, columnsOf(filter)).as('found') as unknown as SQL<FoundIn[]>,
        key: page.key,
        total: page.total
      })
      .from(page)
      .innerJoin(indicators, eq(indicators.code, filter.indicator))
      .leftJoinLateral(figures, sql`true`)
      .leftJoinLateral(names, sql`true`)
  })
}

/** Whether the catalogue has an indicator. */
export async function indicatorExists (db: Database, code: string): Promise<boolean> {
  return (await db.select({ code: indicators.code }).from(indicators).where(eq(indicators.code, code))).length > 0
}
