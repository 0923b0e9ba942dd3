/**
 * How claims are selected: participants, citations, observations and tasks, each with its ward, its meeting and the
 * passages on which it rests. They are answered in lists of their own and inside meetings, in one and the same shape.
 */
import { and, eq, sql, type AnyColumn } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { mayBeNamed, type Offices } from './conditions.js'
import type { Database } from './connect.js'
import { jsonList, jsonObject, jsonRow } from './json.js'
import { selectionOf, type Page } from './keyset.js'
import {
  citations, evidence, indicators, meetings, observations, officials, organisations, participants, resolutions, sources,
  tasks, units
} from './tables.js'

export interface NamedRow { id: string, name: string }

/** A passage as the API shows it. */
export interface EvidenceRow {
  source: { id: string, title: string, publisher: string | null, publishedOn: string | null, url: string | null }
  property: string | null
  start: number
  end: number
  quote: string | null
  method: 'manual' | 'extracted'
  confidence: number
}

/** The properties of a passage; sources must be joined. */
export const evidenceShape = {
  source: {
    id: sources.id,
    title: sources.title,
    publisher: sources.publisher,
    publishedOn: sources.publishedOn,
    url: sources.url
  },
  property: evidence.property,
  start: evidence.start,
  end: evidence.end,
  quote: evidence.quote,
  method: evidence.method,
  confidence: evidence.confidence
}

/** A source as the API shows it. */
const sourceColumns = (from: typeof sources) => ({
  id: from.id,
  title: from.title,
  publisher: from.publisher,
  author: from.author,
  publishedOn: from.publishedOn,
  url: from.url,
  language: from.language,
  sha256: from.sha256,
  licence: from.licence,
  hasText: sql<boolean>`${from.text} is not null`,
  version: from.version,
  createdAt: from.createdAt,
  updatedAt: from.updatedAt
})

export const selectSources = (db: Database, page: Page<typeof sources>) =>
  db.select(selectionOf(page, sourceColumns(page))).from(page)

/** A lateral subquery of one row: the passages of one claim, in the order of the text. */
function passagesOf (db: Database, claimId: AnyColumn, of: { wardId: AnyColumn, id: AnyColumn }) {
  return db
    .select({ list: jsonList<EvidenceRow>(evidenceShape, { order: sql`${evidence.start}` }).as('passages') })
    .from(evidence)
    .innerJoin(sources, eq(sources.id, evidence.sourceId))
    .where(and(eq(evidence.wardId, of.wardId), eq(claimId, of.id)))
    .as('claim')
}

/** The ward of a record, as other records show it. */
export const wardOf = ({ wardId }: { wardId: AnyColumn }) =>
  jsonRow(units, { id: units.id, slug: units.slug, name: units.name }, eq(units.id, wardId))

/** The meeting of a claim. */
const meetingOf = (claim: { wardId: AnyColumn, meetingId: AnyColumn }) =>
  jsonRow(meetings, { id: meetings.id, title: meetings.title, heldOn: meetings.heldOn },
    and(eq(meetings.wardId, claim.wardId), eq(meetings.id, claim.meetingId))!)

/** A document as other records show it. */
const resolutionShape = (
  document: Record<'id' | 'symbol' | 'title' | 'issuedOn', AnyColumn>, issuer: Record<'id' | 'name', AnyColumn>
) => ({
  id: document.id,
  symbol: document.symbol,
  title: document.title,
  issuer: { id: issuer.id, name: issuer.name },
  issuedOn: document.issuedOn
})

export interface ResolutionRow { id: string, symbol: string, title: string, issuer: NamedRow, issuedOn: string | null }

/** Persons as the meeting in which they took part shows them. */
export function selectParticipants (db: Database, page: Page<typeof participants>, offices: Offices) {
  const passages = passagesOf(db, evidence.participantId, page)
  return db
    .select(selectionOf(page, {
      id: page.id,
      official: { id: officials.id, name: officials.name },
      capacity: page.capacity,
      titles: page.titles,
      evidence: passages.list
    }))
    .from(page)
    .leftJoin(officials, and(eq(officials.id, page.officialId), mayBeNamed(offices)))
    .leftJoinLateral(passages, sql`true`)
}

/** Participants as records of their own. */
export function selectParticipations (db: Database, page: Page<typeof participants>, offices: Offices) {
  const passages = passagesOf(db, evidence.participantId, page)
  return db
    .select(selectionOf(page, {
      id: page.id,
      ward: wardOf(page),
      meeting: meetingOf(page),
      official: { id: officials.id, name: officials.name },
      group: page.groupName,
      capacity: page.capacity,
      titles: page.titles,
      evidence: passages.list,
      status: page.status,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoin(officials, and(eq(officials.id, page.officialId), mayBeNamed(offices)))
    .leftJoinLateral(passages, sql`true`)
}

export function selectCitations (db: Database, page: Page<typeof citations>) {
  const passages = passagesOf(db, evidence.citationId, page)
  const issuer = alias(organisations, 'issuer')
  const candidate = alias(resolutions, 'candidate')
  const candidateIssuer = alias(organisations, 'candidate_issuer')
  const candidates = db
    .select({
      list: jsonList<ResolutionRow>(resolutionShape(candidate, candidateIssuer), {
        order: sql`array_position(${page.candidateIds}, ${candidate.id})`
      }).as('candidates')
    })
    .from(candidate)
    .innerJoin(candidateIssuer, eq(candidateIssuer.id, candidate.issuerId))
    .where(sql`${candidate.id} = any(${page.candidateIds})`)
    .as('candidates')
  return db
    .select(selectionOf(page, {
      id: page.id,
      ward: wardOf(page),
      meeting: meetingOf(page),
      resolution: jsonObject<ResolutionRow>(resolutionShape(resolutions, issuer)),
      candidates: candidates.list,
      asCited: page.asCited,
      issuerAsStated: page.issuerAsStated,
      issuedOnAsStated: page.issuedOnAsStated,
      agrees: page.agrees,
      evidence: passages.list,
      status: page.status,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoin(resolutions, eq(resolutions.id, page.resolutionId))
    .leftJoin(issuer, eq(issuer.id, resolutions.issuerId))
    .leftJoinLateral(candidates, sql`true`)
    .leftJoinLateral(passages, sql`true`)
}

export function selectObservations (db: Database, page: Page<typeof observations>) {
  const passages = passagesOf(db, evidence.observationId, page)
  return db
    .select(selectionOf(page, {
      id: page.id,
      ward: wardOf(page),
      meeting: meetingOf(page),
      indicator: jsonRow(indicators, {
        code: indicators.code, name: indicators.name, unit: sql<string>`coalesce(${page.unit}, ${indicators.unit})`
      }, eq(indicators.code, page.indicator)),
      period: page.period,
      subject: page.subject,
      dimensions: page.dimensions,
      kind: page.kind,
      value: page.value,
      valueText: page.valueText,
      target: page.target,
      percentOfTarget: page.percentOfTarget,
      changePercent: page.changePercent,
      changeBasis: page.changeBasis,
      comparator: page.comparator,
      estimate: page.estimate,
      measuredOn: page.measuredOn,
      asReported: page.asReported,
      flags: page.flags,
      supersededBy: page.supersededBy,
      evidence: passages.list,
      status: page.status,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoinLateral(passages, sql`true`)
}

export function selectTasks (db: Database, page: Page<typeof tasks>, offices: Offices) {
  const passages = passagesOf(db, evidence.taskId, page)
  return db
    .select(selectionOf(page, {
      id: page.id,
      ward: wardOf(page),
      meeting: meetingOf(page),
      text: page.text,
      // Who is not to be named is not to be named here either.
      setBy: sql<string | null>`case when ${page.setByOfficialId} is null or ${officials.id} is not null
        then ${page.setBy} end`,
      setByOfficial: { id: officials.id, name: officials.name },
      assignee: page.assignee,
      period: page.period,
      category: page.category,
      evidence: passages.list,
      status: page.status,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoin(officials, and(eq(officials.id, page.setByOfficialId), mayBeNamed(offices)))
    .leftJoinLateral(passages, sql`true`)
}
