/**
 * What people decide about proposals: accepted, corrected, rejected. Decisions are writes like any other, in the log
 * under who made them; a claim that is accepted brings along what it refers to and nobody has confirmed yet.
 */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { exchanged, type Exchanged } from '../db/exchange.js'
import { citations, evidence, meetings, participants, reviews, sources } from '../db/tables.js'
import { extract } from '../extraction/extract.js'
import { canonicalName } from '../domain/text.js'
import { invalidBody, type Problem } from '../http/problems.js'
import { deleteRecord } from '../writing/delete.js'
import { Item, withoutNulls, type Work } from '../writing/item.js'
import { merged } from '../writing/patch.js'
import { draftFaults, type DraftKind } from '../writing/validate.js'
import { databaseError, save } from '../writing/write.js'
import { officesOf } from './bodies.js'
import { knownOf, organisationOf } from './known.js'
import { placeOf } from './places.js'

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

/** Confirms shared records that nobody has confirmed yet. */
async function confirmShared (
  work: Work, kind: 'organisation' | 'official' | 'resolution', ids: readonly string[]
): Promise<void> {
  const open = [...(await records(work, kind, ids)).values()].filter(isOpen)
  await write(work, kind, open.map(verified))
}

const text = (value: unknown) => typeof value === 'string' ? [value] : []
const texts = (value: unknown) => Array.isArray(value) ? value.flatMap(text) : []

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
  }
}

function corrected (
  record: Exchanged, patch: object | undefined, source: string, by: string, kind: ClaimKind
): Exchanged {
  if (patch === undefined) return confirmed(record, source, by)
  const changed = withoutNulls(merged(record, patch) as Record<string, unknown>)
  const faults = draftFaults(kind, changed)
  if (faults.length > 0) throw invalidBody(faults)
  return confirmed({ ...changed, evidence: changed.evidence ?? record.evidence }, source, by)
}

/**
 * Confirms the persons who took part; offices that the text names and the register has not yet are added to theirs, and
 * the days on which they were seen in office reach to the meeting.
 */
async function confirmOfficials (work: Work, source: string, drafts: readonly Exchanged[]): Promise<void> {
  const ids = drafts.flatMap(({ official }) => text(official))
  const people = await records(work, 'official', ids)
  const [row] = await work.tx.select({ text: sources.text, wardId: reviews.wardId }).from(sources)
    .innerJoin(reviews, eq(reviews.sourceId, sources.id)).where(eq(sources.id, source))
  const extraction = row?.text == null ? null : extract(row.text)
  const day = extraction?.meeting?.heldOn ?? null
  const place = row?.wardId == null ? null : await placeOf(work.tx, row.wardId, day)
  const known = place === null || extraction === null ? null : await knownOf(work.tx, extraction, place)
  await write(work, 'official', [...people.values()].map(person => {
    const finding = extraction?.officials.find(({ name }) => canonicalName(name) === person.name)
    if (finding === undefined || place === null || known === null || day === null) return verified(person)
    const offices = officesOf(place, finding).flatMap(({ role, title, body }) => {
      const organisation = organisationOf(known.organisations, body)?.id
      return organisation === undefined ? [] : [{ organisation, role, title }]
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

/** Rejects records: they are deleted, and what was proposed with them and nothing refers to any more. */
export async function reject (work: Work, decided: readonly Decided[]): Promise<void> {
  const shared = { official: new Set<string>(), resolution: new Set<string>() }
  for (const kind of ['participant', 'citation'] as const) {
    const found = await records(work, kind, decided.filter(one => one.kind === kind).map(({ id }) => id))
    for (const { official, resolution } of found.values()) {
      for (const id of text(official)) shared.official.add(id)
      for (const id of text(resolution)) shared.resolution.add(id)
    }
  }
  for (const kind of [...ORDER].reverse()) {
    for (const { id } of decided.filter(one => one.kind === kind)) {
      const item = new Item({}, { mode: 'replace', versions: '*' })
      item.id = id
      await deleteRecord(work, kind, item)
    }
  }
  for (const [kind, ids] of Object.entries(shared) as Array<['official' | 'resolution', Set<string>]>) {
    const open = [...await records(work, kind, [...ids])].filter(([, record]) => isOpen(record)).map(([id]) => id)
    for (const id of open) await dropUnused(work, kind, id)
  }
}

/** Deletes a proposed record, unless something refers to it. */
async function dropUnused (work: Work, kind: 'official' | 'resolution', id: string): Promise<void> {
  const { tx } = work
  const [used] = kind === 'official'
    ? await tx.select({ id: participants.id }).from(participants).where(eq(participants.officialId, id)).limit(1)
    : await tx.select({ id: citations.id }).from(citations).where(eq(citations.resolutionId, id)).limit(1)
  if (used !== undefined) return
  const mark = work.log.mark()
  try {
    await tx.transaction(async () => {
      const item = new Item({}, { mode: 'replace', versions: '*' })
      item.id = id
      await deleteRecord(work, kind, item)
    })
  } catch (error) {
    // Something else refers to it: it stays, and waits for people of its own.
    work.log.backTo(mark)
    if (databaseError(error) === null && !(error instanceof Error && error.name === 'Problem')) throw error
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
      .where(and(eq(meetings.id, meetingId), eq(meetings.status, 'unverified')))
  return [...meeting === undefined ? [] : [{ kind: 'meeting' as const, id: meeting.id }], ...rows]
}

/** Notes where a review stands after a decision. */
export async function settle (tx: Database, source: string, meetingId: string | null, at: Date): Promise<void> {
  const left = await openOn(tx, source, meetingId)
  await tx.update(reviews).set({
    state: left.length === 0 ? 'closed' : 'open',
    closedAt: left.length === 0 ? at : null,
    version: sql`${reviews.version} + 1`,
    updatedAt: at
  }).where(inArray(reviews.sourceId, [source]))
}
