/**
 * What people decide about proposals: accepted, corrected, rejected. Decisions are writes like any other, in the log
 * under who made them; a claim that is accepted brings along what it refers to and nobody has confirmed yet.
 */
import { and, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { exchanged, type Exchanged } from '../db/exchange.js'
import { citations, evidence, meetings, organisations, participants, reviews, sources } from '../db/tables.js'
import { claimsAt } from './claims.js'
import { extract } from '../extraction/extract.js'
import { canonicalName } from '../domain/text.js'
import { invalidBody, Problem } from '../http/problems.js'
import { deleteRecord } from '../writing/delete.js'
import { Item, withoutNulls, type Work } from '../writing/item.js'
import { merged } from '../writing/patch.js'
import { draftFaults, type DraftKind } from '../writing/validate.js'
import { databaseError, save } from '../writing/write.js'
import { officesOf } from './bodies.js'
import { knownOf, organisationOf } from './known.js'
import { placesOf } from './places.js'

export type ClaimKind = 'meeting' | 'participant' | 'citation' | 'observation' | 'task'

/** A record that is decided about. */
export interface Decided { readonly kind: ClaimKind, readonly id: string }

/** What is decided first: claims hang on their meeting. */
const ORDER: readonly ClaimKind[] = ['meeting', 'participant', 'citation', 'observation', 'task']

/** The records as they are, by id, in the form in which they are sent. */
async function records ({ log }: Work, kind: DraftKind, ids: readonly string[]): Promise<Map<string, Exchanged>> {
  const found = await log.touch(kind, [...new Set(ids)].sort())
  return new Map([...found].map(([id, { content }]) => [id, withoutNulls(exchanged(kind, content))]))
}

/** @throws Problem where one of them cannot be written */
async function write (work: Work, kind: DraftKind, drafts: readonly object[]): Promise<void> {
  if (drafts.length === 0) return
  const items = drafts.map(draft => new Item(draft))
  for (const item of items) item.faults.push(...draftFaults(kind, item.draft))
  work.refs.forget()
  await save(work, kind, items.filter(({ isGood }) => isGood))
  const problem = items.map(({ problem }) => problem).find((problem): problem is Problem => problem !== null)
  if (problem !== undefined) throw problem
}

const confirmed = (record: Exchanged, source: string, by: string): Exchanged => ({
  ...record,
  status: 'verified',
  evidence: (record.evidence as Array<{ source: string, confirmedBy?: string | null }>).map(passage =>
    withoutNulls(passage.source === source ? { ...passage, confirmedBy: by } : passage))
})

const verified = (record: Exchanged): Exchanged => ({ ...record, status: 'verified' })
const isOpen = ({ status }: Exchanged) => status === 'unverified'

const text = (value: unknown) => typeof value === 'string' ? [value] : []
const texts = (value: unknown) => Array.isArray(value) ? value.flatMap(text) : []

type Shared = 'official' | 'resolution' | 'organisation'

/** The bodies that a shared record is of: itself, those that issued a document, those in which a person holds office */
const bodiesOf: Readonly<Record<Shared, (record: Exchanged) => string[]>> = {
  organisation: ({ id }) => text(id),
  official: ({ appointments }) => (appointments as Appointment[]).map(({ organisation }) => organisation),
  resolution: ({ issuer, committee }) => [...text(issuer), ...text(committee)]
}

/** Of bodies those that a key may speak for: all, or those of its wards. */
async function ownBodies ({ tx, writer: { wardIds } }: Work, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (wardIds === null) return new Set(ids)
  const rows = await tx.select({ id: organisations.id }).from(organisations)
    .where(and(inArray(organisations.id, [...new Set(ids)]), inArray(organisations.unitId, [...wardIds])))
  return new Set(rows.map(({ id }) => id))
}

/** Of shared records those that a key may confirm: all, or what is its wards' alone. */
async function own (work: Work, kind: Shared, records: readonly Exchanged[]): Promise<Exchanged[]> {
  const bodies = await ownBodies(work, records.flatMap(bodiesOf[kind]))
  return records.filter(record => {
    const of = bodiesOf[kind](record)
    return of.length > 0 && of.every(id => bodies.has(id))
  })
}

/** As whoever decides, and also about what wards share. */
const freely = (work: Work): Work => ({ ...work, writer: { ...work.writer, wardIds: null } })

/** Confirms shared records that nobody has confirmed yet, as far as the key may. */
async function confirmShared (work: Work, kind: 'organisation' | 'resolution', ids: readonly string[]): Promise<void> {
  const open = [...(await records(work, kind, ids)).values()].filter(isOpen)
  await write(freely(work), kind, (await own(work, kind, open)).map(verified))
}

/**
 * Accepts records that rest on a source, with the meeting on which they hang.
 * @param corrections what is changed of one of them, by id
 */
export async function accept (
  work: Work, source: string, decided: readonly Decided[], corrections: ReadonlyMap<string, object> = new Map()
): Promise<void> {
  const by = work.writer.name
  const touched = new Set<string>()
  const meetingIds = new Set(decided.filter(({ kind }) => kind === 'meeting').map(({ id }) => id))
  const claims = new Map<ClaimKind, Map<string, Exchanged>>()
  for (const kind of ORDER.slice(1)) {
    const found = await records(work, kind, decided.filter(one => one.kind === kind).map(({ id }) => id))
    claims.set(kind, found)
    for (const { meeting } of found.values()) for (const id of text(meeting)) touched.add(id)
  }
  // What a claim says, it says of a meeting that there was.
  const there = await records(work, 'meeting', [...meetingIds, ...touched])
  const heard = [...there].filter(([id, record]) => meetingIds.has(id) || isOpen(record))
  await confirmShared(work, 'organisation', heard.flatMap(([, { host, counterpart }]) =>
    [...text(host), ...text(counterpart)]))
  await write(work, 'meeting', heard.map(([id, record]) =>
    corrected(record, corrections.get(id), source, by, 'meeting')))

  for (const kind of ORDER.slice(1)) {
    const found = claims.get(kind)!
    const drafts = [...found].map(([id, record]) => corrected(record, corrections.get(id), source, by, kind))
    if (kind === 'participant') {
      await confirmShared(work, 'organisation', drafts.flatMap(({ organisations }) => texts(organisations)))
      await confirmOfficials(work, source, drafts)
    }
    if (kind === 'citation') {
      const ids = drafts.flatMap(({ resolution }) => text(resolution))
      const documents = await records(work, 'resolution', ids)
      await confirmShared(work, 'organisation', [...documents.values()].flatMap(({ issuer, committee }) =>
        [...text(issuer), ...text(committee)]))
      await confirmShared(work, 'resolution', ids)
    }
    await write(work, kind, drafts)
    // What a correction does not refer to any more.
    await dropUnused(work, [...found.values()].filter(({ id }) => corrections.has(String(id))))
  }
}

const fixed = { en: 'cannot be changed', vi: 'không được sửa' }

function corrected (
  record: Exchanged, patch: object | undefined, source: string, by: string, kind: ClaimKind
): Exchanged {
  if (patch === undefined) return confirmed(record, source, by)
  const moved = ['id', 'status', 'evidence', ...kind === 'meeting' ? [] : ['meeting', 'ward']]
    .filter(property => Object.hasOwn(patch, property))
  if (moved.length > 0) throw invalidBody(moved.map(property => ({ pointer: `/${property}`, detail: fixed })))
  const changed = withoutNulls(merged(record, patch) as Record<string, unknown>)
  const faults = draftFaults(kind, changed)
  if (faults.length > 0) throw invalidBody(faults)
  return confirmed(changed, source, by)
}

/**
 * Confirms the persons who took part; offices that the text names and the register has not yet are added to theirs, and
 * the days on which they were seen in office reach to the meeting.
 */
async function confirmOfficials (work: Work, source: string, drafts: readonly Exchanged[]): Promise<void> {
  const ids = drafts.flatMap(({ official }) => text(official))
  const people = await own(work, 'official', [...(await records(work, 'official', ids)).values()])
  if (people.length === 0) return
  const [row] = await work.tx
    .select({ text: sources.text, publishedOn: sources.publishedOn, wardId: reviews.wardId })
    .from(sources).innerJoin(reviews, eq(reviews.sourceId, sources.id)).where(eq(sources.id, source))
  const extraction = row?.text == null ? null : extract(row.text, row)
  const day = extraction?.meeting?.heldOn ?? null
  const asked = { finding: null, wardId: row?.wardId ?? undefined, day }
  const [place = null] = asked.wardId === undefined ? [] : (await placesOf(work.tx, [asked]))[0]!
  const known = place === null || extraction === null ? null : await knownOf(work.tx, [{ extraction, place }])
  const bodies = await ownBodies(work, known?.organisations.map(({ id }) => id) ?? [])
  await write(freely(work), 'official', people.map(person => {
    const finding = extraction?.officials.find(({ name }) => canonicalName(name) === person.name)
    if (finding === undefined || place === null || known === null || day === null) return verified(person)
    const offices = officesOf(place, finding).flatMap(({ role, title, body }) => {
      const organisation = organisationOf(known.organisations, body)?.id
      return organisation === undefined || !bodies.has(organisation) ? [] : [{ organisation, role, title }]
    })
    return { ...verified(person), appointments: withOffices(person.appointments as Appointment[], offices, day) }
  }))
}

interface Appointment {
  readonly organisation: string
  readonly role: string
  readonly title: string
  readonly observedFrom?: string | null
  readonly observedTo?: string | null
}

/** Appointments with the offices in which a person was seen on a day. */
function withOffices (
  appointments: readonly Appointment[], offices: ReadonlyArray<Pick<Appointment, 'organisation' | 'role' | 'title'>>,
  day: string
): object[] {
  const same = (a: Pick<Appointment, 'organisation' | 'role'>, b: typeof a) =>
    a.organisation === b.organisation && a.role === b.role
  const seen = appointments.map(office => offices.some(other => same(office, other))
    ? {
        ...office,
        observedFrom: office.observedFrom != null && office.observedFrom < day ? office.observedFrom : day,
        observedTo: office.observedTo != null && office.observedTo > day ? office.observedTo : day
      }
    : office)
  const added = offices.filter(office => !appointments.some(other => same(office, other)))
    .map(office => ({ ...office, observedFrom: day, observedTo: day }))
  return [...seen, ...added].map(office => withoutNulls(office as never))
}

/** The records that rest on other texts too, among some that rest on one. */
async function resting (
  { tx }: Work, source: string, wardId: string, decided: readonly Decided[]
): Promise<ReadonlySet<string>> {
  const rows = await tx.selectDistinct({
    id: sql<string>`coalesce(${evidence.participantId}, ${evidence.citationId}, ${evidence.observationId},
      ${evidence.taskId}, ${evidence.meetingId})`
  }).from(evidence).where(and(eq(evidence.wardId, wardId), ne(evidence.sourceId, source), sql`
    (${evidence.participantId} = any(${sql.param(idsOf(decided, 'participant'))}::uuid[])
    or ${evidence.citationId} = any(${sql.param(idsOf(decided, 'citation'))}::uuid[])
    or ${evidence.observationId} = any(${sql.param(idsOf(decided, 'observation'))}::uuid[])
    or ${evidence.taskId} = any(${sql.param(idsOf(decided, 'task'))}::uuid[]))`))
  // A meeting stays as long as anything that is told of it rests on another text.
  const held = await tx.selectDistinct({ id: evidence.meetingId }).from(evidence).where(and(
    eq(evidence.wardId, wardId), ne(evidence.sourceId, source),
    inArray(evidence.meetingId, [...idsOf(decided, 'meeting')])))
  return new Set([...rows, ...held].flatMap(({ id }) => id ?? []))
}

const idsOf = (decided: readonly Decided[], kind: ClaimKind) =>
  decided.filter(one => one.kind === kind).map(({ id }) => id)

/**
 * Rejects what a text says: records that rest on it alone are deleted, with what was proposed along with them and
 * nothing refers to any more; records that rest on other texts too only lose the passages of this one.
 */
export async function reject (
  work: Work, { source, wardId }: { readonly source: string, readonly wardId: string }, decided: readonly Decided[]
): Promise<void> {
  const others = await resting(work, source, wardId, decided)
  const dropped: Exchanged[] = []
  for (const kind of [...ORDER].reverse()) {
    const found = await records(work, kind, idsOf(decided, kind))
    const kept = [...found].filter(([id]) => others.has(id)).map(([, record]) => record)
    await write(work, kind, kept.map(record => ({
      ...record, evidence: (record.evidence as Array<{ source: string }>).filter(passage => passage.source !== source)
    })))
    for (const [id, record] of found) {
      if (others.has(id)) continue
      dropped.push(record)
      if (kind === 'meeting') dropped.push(...Object.values(await claimsAt(work, id)).flat())
      await drop(work, kind, id)
    }
  }
  await dropUnused(work, dropped)
}

async function drop (work: Work, kind: DraftKind, id: string): Promise<void> {
  const item = new Item({}, { mode: 'replace', versions: '*' })
  item.id = id
  await deleteRecord(work, kind, item)
}

/** What records refer to of what all wards share. */
function sharedBy (records: readonly Exchanged[]): Record<Shared, string[]> {
  return {
    official: records.flatMap(({ official, setByOfficial }) => [...text(official), ...text(setByOfficial)]),
    resolution: records.flatMap(({ resolution }) => text(resolution)),
    organisation: records.flatMap(({ host, counterpart, organisations, issuer, committee, appointments }) => [
      ...[host, counterpart, issuer, committee].flatMap(text), ...texts(organisations),
      ...(appointments as Appointment[] | undefined ?? []).map(({ organisation }) => organisation)
    ])
  }
}

/**
 * Deletes what some records referred to, was only proposed with them and nothing refers to any more. It goes with its
 * claims, whoever decides about those.
 */
async function dropUnused (work: Work, referring: readonly Exchanged[]): Promise<void> {
  const all = [...referring]
  for (const kind of ['official', 'resolution', 'organisation'] as const) {
    const open = [...await records(work, kind, sharedBy(all)[kind])].filter(([, record]) => isOpen(record))
    for (const [id, record] of open) if (await dropIfUnused(freely(work), kind, id)) all.push(record)
  }
}

/** Whether it was deleted: what something refers to stays, and waits for people of its own. */
async function dropIfUnused (work: Work, kind: Shared, id: string): Promise<boolean> {
  const { tx } = work
  const [used] = kind === 'official'
    ? await tx.select({ id: participants.id }).from(participants).where(eq(participants.officialId, id)).limit(1)
    : await tx.select({ id: citations.id }).from(citations).where(eq(citations.resolutionId, id)).limit(1)
  if (used !== undefined) return false
  const mark = work.log.mark()
  try {
    await tx.transaction(async () => { await drop(work, kind, id) })
    return true
  } catch (error) {
    work.log.backTo(mark)
    if (databaseError(error) === null && !(error instanceof Problem)) throw error
    return false
  }
}

/** Everything that a text proposed and nobody has decided about. */
export async function openOn (tx: Database, source: string, meetingId: string | null): Promise<Decided[]> {
  const { rows } = await tx.execute<{ kind: ClaimKind, id: string }>(sql`
    ${sql.join(([
      ['participant', evidence.participantId], ['citation', evidence.citationId],
      ['observation', evidence.observationId], ['task', evidence.taskId]
    ] as const).map(([kind, column]) => sql`
      select distinct ${kind}::text as kind, ${column} as id from ${evidence}
      inner join ${sql.identifier(`${kind}s`)} claim on claim.ward_id = ${evidence.wardId} and claim.id = ${column}
      where ${evidence.sourceId} = ${source} and claim.status = 'unverified'`), sql` union all `)}`)
  const [meeting] = meetingId === null
    ? []
    : await tx.select({ id: meetings.id }).from(meetings)
      .innerJoin(evidence, and(eq(evidence.wardId, meetings.wardId), eq(evidence.meetingId, meetings.id),
        eq(evidence.sourceId, source), isNotNull(evidence.property)))
      .where(and(eq(meetings.id, meetingId), eq(meetings.status, 'unverified'))).limit(1)
  return [...meeting === undefined ? [] : [{ kind: 'meeting' as const, id: meeting.id }], ...rows]
}
