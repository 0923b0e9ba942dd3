/**
 * Turns the built-in records from the form in which people write them down into rows of the tables: keys become ids,
 * codes become terms and periods, words are folded, and the arithmetic of the figures is checked.
 */
import { checkFigures } from '../domain/figures.js'
import { builtInId, sourceId } from '../domain/ids.js'
import { indicators as catalogue } from '../domain/indicators.js'
import { documentTypes } from '../domain/documents.js'
import { meetingTypes } from '../domain/meetings.js'
import { period } from '../domain/periods.js'
import { roles } from '../domain/roles.js'
import { canonicalName, personSortKey, searchWords, sortKey } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import * as tables from '../db/tables.js'
import type { RecordKind } from '../db/log.js'
import type { Batch } from '../db/store.js'
import { articles, officials, organisations, resolutions, unitChanges, units } from './index.js'
import type { ArticleRecord, Span, UnitKey, UnitRecord } from './types.js'

type Row<T extends keyof typeof tables & string> =
  typeof tables[T] extends { $inferInsert: infer R } ? R : never

const idOfUnit = (key: UnitKey) => builtInId('unit', key)
const idOf = {
  organisation: (key: string) => builtInId('organisation', key),
  official: (key: string) => builtInId('official', key),
  resolution: (key: string) => builtInId('resolution', key),
  meeting: (article: ArticleRecord) => builtInId('meeting', article.key)
}

const slugOf = (key: UnitKey) => key.split(':')[1]!
const levelOf = (key: UnitKey) => key.split(':')[0] as 'province' | 'district' | 'ward'

function provinceOf (parent: UnitKey | null, on: string | null): UnitKey | null {
  if (parent === null) return null
  if (levelOf(parent) === 'province') return parent
  const above = units.find(unit => unit.key === parent)!
  const version = above.versions.findLast(({ validFrom }) => validFrom === null || on === null || validFrom <= on)
  return provinceOf((version ?? above.versions[0]!).parent, on)
}

const unitId = (key: UnitKey | null) => key === null ? null : idOfUnit(key)

function unitRow (unit: UnitRecord): Row<'units'> {
  const now = unit.versions.at(-1)!
  return {
    id: idOfUnit(unit.key),
    level: levelOf(unit.key),
    slug: slugOf(unit.key),
    name: now.name,
    // Wards are listed by their own name: Phường Tây Sơn under T.
    sortKey: sortKey(now.name.replace(/^(Phường|Xã|Thị trấn|Đặc khu|Thành phố|Thị xã|Quận|Huyện|Tỉnh) /, '')),
    kind: now.kind,
    code: now.code,
    parentId: unitId(now.parent),
    provinceId: unitId(provinceOf(now.parent, now.validTo)),
    validFrom: unit.versions[0]!.validFrom,
    validTo: now.validTo,
    inferred: [...unit.inferred],
    words: searchWords(now.name, slugOf(unit.key), now.code, ...unit.versions.map(version => version.name))
  }
}

const versionRows = (unit: UnitRecord): Array<Row<'unitVersions'>> => unit.versions.map((version, at) => ({
  id: builtInId('unit-version', `${unit.key} ${at}`),
  unitId: idOfUnit(unit.key),
  name: version.name,
  kind: version.kind,
  code: version.code,
  parentId: unitId(version.parent),
  provinceId: unitId(provinceOf(version.parent, version.validTo)),
  validFrom: version.validFrom,
  validTo: version.validTo,
  legalAct: version.legalAct
}))

type Claim = 'meetingId' | 'participantId' | 'citationId' | 'observationId' | 'taskId'

function passages (
  article: ArticleRecord, claim: Claim, claimId: string, spans: readonly Span[], property: string | null = null
) {
  return spans.map(([start, end]): Row<'evidence'> => ({
    wardId: idOfUnit(article.meeting.ward),
    id: builtInId('evidence', `${claimId} ${property ?? ''} ${start}-${end}`),
    sourceId: sourceId(article.source.sha256),
    meetingId: idOf.meeting(article),
    property,
    ...(claim === 'meetingId' ? {} : { [claim]: claimId }),
    start,
    end,
    method: 'manual',
    confidence: 1
  }))
}

function appointmentRows (): Array<Row<'appointments'>> {
  const found = new Map<string, Row<'appointments'>>()
  for (const article of articles) {
    for (const { official, offices } of article.participants) {
      for (const { organisation, role, title } of offices) {
        const key = `${official} ${organisation} ${role}`
        const on = article.meeting.heldOn
        const earlier = found.get(key)
        found.set(key, {
          id: builtInId('appointment', key),
          officialId: idOf.official(official),
          organisationId: idOf.organisation(organisation),
          role: term(roles, role),
          title,
          observedFrom: earlier?.observedFrom != null && earlier.observedFrom < on ? earlier.observedFrom : on,
          observedTo: earlier?.observedTo != null && earlier.observedTo > on ? earlier.observedTo : on
        })
      }
    }
  }
  return [...found.values()]
}

function meetingRow (article: ArticleRecord): Row<'meetings'> {
  const { meeting } = article
  const unit = units.find(unit => unit.key === meeting.ward)!
  const name = (key: string | null) => organisations.find(organisation => organisation.key === key)?.name
  return {
    wardId: idOfUnit(meeting.ward),
    id: idOf.meeting(article),
    title: meeting.title,
    type: term(meetingTypes, meeting.type),
    alsoTypes: meeting.alsoTypes.map(type => term(meetingTypes, type)),
    heldOn: meeting.heldOn,
    endsOn: meeting.endsOn,
    session: meeting.session,
    hostId: idOf.organisation(meeting.host),
    counterpartId: meeting.counterpart === null ? null : idOf.organisation(meeting.counterpart),
    reviews: meeting.reviews === null ? null : period(meeting.reviews),
    plans: meeting.plans === null ? null : period(meeting.plans),
    summary: meeting.summary,
    inferred: [...meeting.inferred],
    words: searchWords(meeting.title, meeting.summary, term(meetingTypes, meeting.type).name,
      unit.versions.at(-1)!.name, name(meeting.host), name(meeting.counterpart))
  }
}

/**
 * The claims of one article: rows and the passages on which they rest. Their ids are made from what they are and where
 * they stand, so that a claim added later changes no other's.
 */
function claimsOf (article: ArticleRecord) {
  const of = { wardId: idOfUnit(article.meeting.ward), meetingId: idOf.meeting(article) }
  const claim = (kind: string, ...content: Array<string | number>) =>
    builtInId(kind, [article.key, ...content].join(' '))
  const source = sourceId(article.source.sha256)

  const people = article.participants.map((participant, position) => ({
    row: {
      ...of,
      id: claim('participant', participant.official),
      officialId: idOf.official(participant.official),
      capacity: participant.capacity,
      titles: participant.offices.map(office => office.title),
      organisationIds: participant.offices.map(office => idOf.organisation(office.organisation)),
      position
    } satisfies Row<'participants'>,
    at: participant.at
  }))
  const groups = article.groups.map((group, index) => {
    const position = article.participants.length + index
    return {
      row: {
        ...of,
        id: claim('participant', group.name),
        officialId: null,
        groupName: group.name,
        capacity: 'attendee',
        titles: [],
        organisationIds: [],
        position
      } satisfies Row<'participants'>,
      at: group.at
    }
  })
  const cited = article.citations.map((citation, position) => ({
    row: {
      ...of,
      id: claim('citation', citation.at[0]![0]),
      resolutionId: citation.resolution === null ? null : idOf.resolution(citation.resolution),
      candidateIds: citation.candidates.map(idOf.resolution),
      asCited: citation.asCited,
      issuerAsStated: citation.issuerAsStated,
      issuedOnAsStated: citation.issuedOnAsStated,
      agrees: citation.resolution === null ? null : citation.agrees,
      position,
      words: searchWords(citation.asCited, citation.issuerAsStated)
    } satisfies Row<'citations'>,
    at: citation.at
  }))
  const figures = article.observations.map((observation, position) => {
    const covered = observation.period === null ? null : period(observation.period)
    return {
      row: {
        ...of,
        id: claim('observation', observation.indicator, observation.at[0]![0]),
        sourceId: source,
        place: observation.at[0]![0],
        indicator: observation.indicator,
        kind: observation.kind ?? 'actual',
        period: covered,
        periodFrom: covered?.from ?? observation.measuredOn!,
        periodTo: covered?.to ?? observation.measuredOn!,
        subject: observation.subject,
        dimensions: { ...observation.dimensions },
        value: observation.value,
        valueText: observation.valueText ?? null,
        target: observation.target ?? null,
        percentOfTarget: observation.percentOfTarget ?? null,
        changePercent: observation.changePercent ?? null,
        changeBasis: observation.changeBasis ?? null,
        comparator: observation.comparator ?? 'eq',
        estimate: observation.estimate ?? false,
        measuredOn: observation.measuredOn ?? null,
        asReported: observation.asReported,
        statedFlags: [...observation.flags ?? []],
        flags: [...observation.flags ?? []],
        position
      } satisfies Row<'observations'>,
      at: observation.at
    }
  })
  const set = article.tasks.map((task, position) => ({
    row: {
      ...of,
      id: claim('task', task.at[0]![0]),
      text: task.text,
      setBy: task.setBy,
      setByOfficialId: task.setByOfficial === null ? null : idOf.official(task.setByOfficial),
      assignee: task.assignee,
      assigneeWords: searchWords(task.assignee),
      period: task.period === null ? null : period(task.period),
      category: task.category,
      position,
      words: searchWords(task.text, task.assignee)
    } satisfies Row<'tasks'>,
    at: task.at
  }))
  checkFigures(figures.map(({ row }) => row), catalogue).forEach((found, at) => figures[at]!.row.flags.push(...found))
  return { people: [...people, ...groups], cited, figures, set }
}

/** One kind of claim, of all articles, as a batch. */
function claimBatch (
  kind: RecordKind,
  claim: Claim,
  claims: ReadonlyArray<{ article: ArticleRecord, row: { id: string }, at: readonly Span[] }>
): Batch {
  return {
    kind,
    rows: claims.map(({ row }) => row),
    parts: [{
      name: 'evidence',
      rows: claims.flatMap(({ article, row, at }) => passages(article, claim, row.id, at))
    }]
  }
}

/** The catalogue of indicators, which every register has. */
export function catalogueBatches (): Batch[] {
  return [{
    kind: 'indicator',
    rows: catalogue.map(({ code, name, nameEn, unit, category, kind, nature, dimensions, partOf, variants }) => ({
      code,
      name,
      nameEn,
      unit,
      category,
      kind,
      nature,
      dimensions: [...dimensions],
      partOf,
      words: searchWords(name, nameEn, code, ...variants)
    } satisfies Row<'indicators'>)),
    parts: []
  }]
}

/** All built-in records, in an order in which they can be written. */
export function recordBatches (): Batch[] {
  const claims = articles.map(article => ({ article, ...claimsOf(article) }))
  const all = <K extends 'people' | 'cited' | 'figures' | 'set'>(name: K) =>
    claims.flatMap(claim => claim[name].map(({ row, at }) => ({ article: claim.article, row, at })))
  return [
    {
      kind: 'unit',
      rows: units.map(unitRow),
      parts: [{ name: 'versions', rows: units.flatMap(versionRows) }]
    },
    {
      kind: 'unit-change',
      rows: unitChanges.map(change => ({
        id: builtInId('unit-change', `${change.from} ${change.to} ${change.effectiveOn}`),
        fromId: idOfUnit(change.from),
        toId: idOfUnit(change.to),
        kind: change.kind,
        extent: change.extent,
        effectiveOn: change.effectiveOn,
        legalBasis: change.legalBasis
      } satisfies Row<'unitChanges'>)),
      parts: []
    },
    {
      kind: 'organisation',
      rows: organisations.map(({ key, name, shortName, kind, level, parent, unit }) => ({
        id: idOf.organisation(key),
        name,
        sortKey: sortKey(name),
        shortName,
        kind,
        level,
        parentId: parent === null ? null : idOf.organisation(parent),
        unitId: unitId(unit),
        words: searchWords(name, shortName)
      } satisfies Row<'organisations'>)),
      parts: []
    },
    {
      kind: 'official',
      rows: officials.map(({ key, name }) => ({
        id: idOf.official(key), name: canonicalName(name), sortKey: personSortKey(name), words: searchWords(name)
      } satisfies Row<'officials'>)),
      parts: [{ name: 'appointments', rows: appointmentRows() }]
    },
    {
      kind: 'resolution',
      rows: resolutions.map(({ key, type, issuer, committee, relations, ...resolution }) => ({
        ...resolution,
        id: idOf.resolution(key),
        aliases: [...resolution.aliases],
        type: term(documentTypes, type),
        issuerId: idOf.organisation(issuer),
        committeeId: idOf.organisation(committee),
        words: searchWords(resolution.symbol, term(documentTypes, type).name, resolution.title, ...resolution.aliases)
      } satisfies Row<'resolutions'>)),
      parts: [{
        name: 'relations',
        rows: resolutions.flatMap(({ key, relations }) => relations.map(({ kind, to }) => ({
          fromId: idOf.resolution(key), toId: idOf.resolution(to), kind
        } satisfies Row<'resolutionRelations'>)))
      }]
    },
    {
      kind: 'source',
      rows: articles.map(({ source }) => ({
        ...source, id: sourceId(source.sha256), words: searchWords(source.title, source.publisher, source.author)
      } satisfies Row<'sources'>)),
      parts: []
    },
    {
      kind: 'meeting',
      rows: articles.map(meetingRow) as Array<Record<string, unknown>>,
      parts: [{
        name: 'evidence',
        rows: articles.flatMap(article => article.meeting.at.flatMap(({ property, span }) =>
          passages(article, 'meetingId', idOf.meeting(article), [span], property)))
      }]
    },
    claimBatch('participant', 'participantId', all('people')),
    claimBatch('citation', 'citationId', all('cited')),
    claimBatch('observation', 'observationId', all('figures')),
    claimBatch('task', 'taskId', all('set'))
  ]
}
