/** The profile of a ward from the database, by one statement: figures, offices, meetings and documents. */
import { and, desc, eq, getTableColumns, isNull, or, sql, type SQL } from 'drizzle-orm'
import { hasStatus, isCurrent, mayBeNamed, type Offices } from '../db/conditions.js'
import { figureShape, type FigureRow } from '../db/comparison.js'
import type { Database } from '../db/connect.js'
import { jsonList } from '../db/json.js'
import { readOne, type Page } from '../db/keyset.js'
import {
  appointments, citations, indicators, meetings, observations, officials, organisations, resolutions, sources, units,
  unitVersions
} from '../db/tables.js'
import { figureText } from '../domain/amounts.js'
import { latestOf, singleRoles } from '../domain/current.js'
import type { Period } from '../domain/periods.js'
import type { Term } from '../domain/vocabulary.js'

type Wards = Page<typeof units>
interface Named { id: string, name: string }

interface ToldFigure extends Omit<FigureRow, 'period'> {
  period: Period | null
  indicator: { code: string, name: string, nameEn: string, unit: string, category: string }
}

/** How many meetings and documents a profile shows. */
const MOST = { meetings: 5, resolutions: 20 } as const

/** The latest figures of each series: of an indicator, its subjects and classes. */
function figuresOf (db: Database, ward: Wards) {
  const series = sql`${observations.indicator}, ${observations.subject}, ${observations.dimensions}`
  const told = db.select({
    ...getTableColumns(observations),
    age: sql<number>`dense_rank() over (partition by ${series} order by ${observations.periodTo} desc)`.as('age')
  }).from(observations)
    .where(and(
      eq(observations.wardId, ward.id), hasStatus(observations.status, 'verified'), isCurrent(observations),
      eq(observations.kind, 'actual')))
    .as('told')
  const of = told as unknown as typeof observations
  return db
    .select({
      list: jsonList<ToldFigure>({
        ...figureShape(of),
        indicator: {
          code: indicators.code,
          name: indicators.name,
          nameEn: indicators.nameEn,
          unit: indicators.unit,
          category: indicators.category
        }
      }, { order: sql`${of.id}` }).as('figures')
    })
    .from(told)
    .innerJoin(indicators, eq(indicators.code, of.indicator))
    .leftJoin(meetings, and(eq(meetings.wardId, of.wardId), eq(meetings.id, of.meetingId)))
    .leftJoin(sources, eq(sources.id, of.sourceId))
    .where(eq(told.age, 1))
    .as('figure')
}

interface OfficeRow {
  id: string
  official: Named
  organisation: Named & { kind: string }
  role: Term
  title: string
  from: string | null
  seenOn: string | null
}

/** Offices in the organisations of the ward that nobody is known to have left or to have taken over. */
function officesOf (db: Database, ward: Wards, offices: Offices) {
  const seenOn = sql<string | null>`greatest(${appointments.observedTo}, ${appointments.from})`
  const single = sql`${appointments.role} = any(${sql.param([...singleRoles])}::text[])`
  const held = db.select({
    id: appointments.id,
    officialId: appointments.officialId,
    organisationId: appointments.organisationId,
    role: appointments.role,
    title: appointments.title,
    from: appointments.from,
    seenOn: sql<string | null>`${seenOn}`.as('seen_on'),
    isTaken: sql<boolean>`${single} and rank() over (partition by ${appointments.organisationId}, ${appointments.role}
      order by ${seenOn} desc nulls last) > 1`.as('is_taken'),
    hasEnded: sql<boolean>`${appointments.to} is not null`.as('has_ended')
  }).from(appointments)
    .innerJoin(organisations, eq(organisations.id, appointments.organisationId))
    .where(eq(organisations.unitId, ward.id))
    .as('held')
  return db
    .select({
      list: jsonList<OfficeRow>({
        id: held.id,
        official: { id: officials.id, name: officials.name },
        organisation: { id: organisations.id, name: organisations.name, kind: organisations.kind },
        role: held.role,
        title: held.title,
        from: held.from,
        seenOn: sql`${held.seenOn}`
      }, { order: sql`${organisations.sortKey}, ${held.role}, ${officials.sortKey}, ${held.id}` }).as('offices')
    })
    .from(held)
    .innerJoin(organisations, eq(organisations.id, held.organisationId))
    .innerJoin(officials, and(
      eq(officials.id, held.officialId), isNull(officials.mergedInto), hasStatus(officials.status, 'verified'),
      mayBeNamed(offices)))
    .where(sql`not ${held.isTaken} and not ${held.hasEnded}`)
    .as('office')
}

interface MeetingRow {
  id: string
  title: string
  type: Term
  heldOn: string
  reviews: Period | null
  plans: Period | null
}

const ofWard = (table: typeof meetings | typeof citations, ward: Wards) =>
  and(eq(table.wardId, ward.id), hasStatus(table.status, 'verified'))

/** The last meetings, the newest first. */
function meetingsOf (db: Database, ward: Wards) {
  const last = db.select().from(meetings).where(ofWard(meetings, ward))
    .orderBy(desc(meetings.heldOn), desc(meetings.id)).limit(MOST.meetings).as('last')
  return db
    .select({
      list: jsonList<MeetingRow>({
        id: last.id,
        title: last.title,
        type: last.type,
        heldOn: last.heldOn,
        reviews: last.reviews,
        plans: last.plans
      }, { order: sql`${last.heldOn} desc, ${last.id} desc` }).as('meetings')
    })
    .from(last).as('meeting')
}

interface DocumentRow {
  id: string
  symbol: string
  title: string
  issuer: Named
  issuedOn: string | null
  citations: number
  citedOn: string
}

/** Documents that were cited at the ward's meetings and are not known to be out of force or replaced. */
function resolutionsOf (db: Database, ward: Wards) {
  const cited = db.select({
    id: citations.resolutionId,
    count: sql<number>`count(*)::int`.as('count'),
    on: sql<string>`max(${meetings.heldOn})`.as('cited_on')
  }).from(citations)
    .innerJoin(meetings, and(eq(meetings.wardId, citations.wardId), eq(meetings.id, citations.meetingId)))
    .where(and(ofWard(citations, ward), hasStatus(meetings.status, 'verified')))
    .groupBy(citations.resolutionId).as('cited')
  const carried = db.select({
    id: resolutions.id,
    symbol: resolutions.symbol,
    title: resolutions.title,
    issuerId: resolutions.issuerId,
    issuedOn: resolutions.issuedOn,
    count: cited.count,
    on: cited.on
  }).from(cited)
    .innerJoin(resolutions, eq(resolutions.id, cited.id))
    .where(and(
      isNull(resolutions.replacedById),
      or(isNull(resolutions.inForce), eq(resolutions.inForce, true)) as SQL))
    .orderBy(sql`${cited.on} desc, ${resolutions.orderedOn} desc, ${resolutions.id}`)
    .limit(MOST.resolutions).as('carried')
  return db
    .select({
      list: jsonList<DocumentRow>({
        id: carried.id,
        symbol: carried.symbol,
        title: carried.title,
        issuer: { id: organisations.id, name: organisations.name },
        issuedOn: carried.issuedOn,
        citations: sql`${carried.count}`,
        citedOn: sql`${carried.on}`
      }, { order: sql`${carried.on} desc, ${carried.issuedOn} desc nulls last, ${carried.id}` }).as('resolutions')
    })
    .from(carried).innerJoin(organisations, eq(organisations.id, carried.issuerId)).as('document')
}

function shownFigure ({ chosen, because, others }: ReturnType<typeof latestOf<ToldFigure>>[number]) {
  const { indicator, value, unit } = chosen
  return {
    indicator,
    period: chosen.period,
    measuredOn: chosen.measuredOn,
    value,
    valueText: chosen.valueText,
    unit: unit ?? indicator.unit,
    text: value === null ? null : figureText(value, unit ?? indicator.unit, chosen),
    comparator: chosen.comparator,
    estimate: chosen.estimate,
    target: chosen.target,
    percentOfTarget: chosen.percentOfTarget,
    flags: chosen.flags,
    reportedOn: chosen.reportedOn,
    because,
    others: others.map(({ report }) => `/v1/observations/${report.id}`),
    evidence: `/v1/observations/${chosen.id}`
  }
}

/** The profile of a ward; null where there is none of this id. */
export async function getProfile (db: Database, id: string, offices: Offices) {
  const row = await readOne(db, units, eq(units.id, id), page => {
    const names = db
      .select({ list: sql<string[]>`coalesce(json_agg(distinct ${unitVersions.name}), '[]'::json)`.as('names') })
      .from(unitVersions).where(eq(unitVersions.unitId, page.id)).as('named')
    const [figure, office] = [figuresOf(db, page), officesOf(db, page, offices)]
    const [meeting, document] = [meetingsOf(db, page), resolutionsOf(db, page)]
    return db
      .select({
        ward: { id: page.id, slug: page.slug, name: page.name },
        names: names.list,
        figures: figure.list,
        officials: office.list,
        meetings: meeting.list,
        resolutions: document.list,
        key: page.key,
        total: page.total
      })
      .from(page)
      .leftJoinLateral(names, sql`true`)
      .leftJoinLateral(figure, sql`true`)
      .leftJoinLateral(office, sql`true`)
      .leftJoinLateral(meeting, sql`true`)
      .leftJoinLateral(document, sql`true`)
  })
  if (row === null) return null
  const { names, ...profile } = row
  return { ...profile, figures: latestOf(row.figures, names).map(shownFigure) }
}
