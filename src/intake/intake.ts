/**
 * A text into the register: read, linked to what is known, and written as records that nobody has confirmed yet, in the
 * transaction that writes the source. What one of them lacks speaks against that one only; the rest is written.
 */
import type { Database } from '../db/connect.js'
import { exchanged, type Exchanged } from '../db/exchange.js'
import { fold } from '../domain/text.js'
import { extract } from '../extraction/extract.js'
import type { Extraction, WardFinding } from '../extraction/findings.js'
import type { Fault } from '../http/problems.js'
import { Item, withoutNulls, type Work } from '../writing/item.js'
import { checkWard } from '../writing/save.js'
import { draftFaults, type DraftKind } from '../writing/validate.js'
import { save } from '../writing/write.js'
import { claimsAt } from './claims.js'
import { knownOf } from './known.js'
import { placeOf, placesOf, type Place } from './places.js'
import { Proposer, type Proposal, type Reading } from './proposal.js'

/** What became of a text. */
export interface Intake {
  readonly extraction: Extraction
  /** The ward that it is about; null where the text tells none, or none that the register knows for certain. */
  readonly place: Place | null
  /** Wards that may be meant. */
  readonly candidates: readonly Place[]
  readonly meetingId: string | null
  /** How many records of each kind were proposed. */
  readonly proposed: Readonly<Partial<Record<DraftKind, number>>>
}

export interface TextToRead {
  readonly sourceId: string
  readonly text: string
  readonly quotes: boolean
  /** The ward, where a person says it. */
  readonly wardId?: string | undefined
}

/** The ward of a text, as far as the register can tell. */
async function placeIn (tx: Database, ward: WardFinding | null, day: string | null, wardId?: string) {
  if (wardId !== undefined) {
    const place = await placeOf(tx, wardId, day)
    return { place, candidates: [] }
  }
  const candidates = ward === null ? [] : await placesOf(tx, ward, day)
  return candidates.length === 1 ? { place: candidates[0]!, candidates: [] } : { place: null, candidates }
}

/** The places of a list that faults point at. */
const at = (list: string, faults: readonly Fault[]) => new Set(faults.flatMap(({ pointer }) =>
  new RegExp(`^/${list}/(\\d+)(/|$)`).exec(pointer ?? '')?.[1] ?? []).map(Number))

const LISTS = ['participants', 'citations', 'observations', 'tasks'] as const
type Lists = Pick<Proposal, typeof LISTS[number]>

/** Saves drafts of a kind; what speaks against one is its own matter. */
async function saveAll (work: Work, kind: DraftKind, drafts: readonly object[]): Promise<Item[]> {
  const items = drafts.map(draft => new Item(draft))
  for (const item of items) item.faults.push(...draftFaults(kind, item.draft))
  const good = items.filter(({ isGood }) => isGood)
  // What was written since may be what these refer to.
  work.refs.forget()
  if (good.length > 0) await save(work, kind, good)
  return items
}

const saveOne = async (work: Work, kind: DraftKind, draft: object): Promise<Item> =>
  (await saveAll(work, kind, [draft]))[0]!

const goodOf = (items: readonly Item[]) => items.filter(({ isGood }) => isGood).length

/** Saves a meeting with its claims; claims that something speaks against are left out, and the rest is tried again. */
async function saveMeeting (work: Work, facts: Record<string, unknown>, lists: Lists): Promise<Item> {
  let left = lists
  for (;;) {
    const item = await saveOne(work, 'meeting', { ...facts, ...left })
    const bad = Object.fromEntries(LISTS.map(list => [list, at(list, item.faults)]))
    if (item.isGood || LISTS.every(list => bad[list]!.size === 0)) return item
    left = Object.fromEntries(LISTS.map(list =>
      [list, left[list].filter((_, place) => !bad[list]!.has(place))])) as unknown as Lists
  }
}

/** Joins what a new text says to a claim that is there: its passages are added, nothing else changes. */
function joined (there: Exchanged, passages: readonly object[], sourceId: string): Exchanged {
  const evidence = there.evidence as Array<{ source: string }>
  return { ...there, evidence: [...evidence.filter(({ source }) => source !== sourceId), ...passages] }
}

/** Adds a text to the meeting that it reports again. */
async function addTo (
  work: Work, meetingId: string, facts: Record<string, unknown>, lists: Lists, sourceId: string
): Promise<Partial<Record<DraftKind, number>>> {
  const content = (await work.log.touch('meeting', [meetingId])).get(meetingId)!.content
  const there = withoutNulls(joined(exchanged('meeting', content), facts.evidence as object[], sourceId))
  const missing = Object.fromEntries(['endsOn', 'session', 'reviews', 'plans', 'counterpart']
    .filter(property => there[property] === undefined && facts[property] !== undefined)
    .map(property => [property, facts[property]]))
  await saveOne(work, 'meeting', { ...there, ...missing })

  const claims = await claimsAt(work, meetingId)
  const counts: Partial<Record<DraftKind, number>> = {}
  const add = async (kind: DraftKind, fresh: readonly object[], again: readonly object[] = []) => {
    const items = await saveAll(work, kind, [...again, ...fresh.map(draft => ({ ...draft, meeting: meetingId }))])
    counts[kind] = goodOf(items.slice(again.length))
  }
  for (const [kind, list, about] of [
    ['participant', lists.participants, 'official'], ['citation', lists.citations, 'resolution']
  ] as const) {
    const sameAs = (draft: Exchanged) => draft[about] === undefined
      ? undefined
      : claims[kind].find(claim => claim[about] === draft[about])
    await add(kind, list.filter(draft => sameAs(draft) === undefined), list.flatMap((draft): object[] => {
      const same = sameAs(draft)
      return same === undefined ? [] : [joined(same, draft.evidence as object[], sourceId)]
    }))
  }
  await add('observation', lists.observations)
  await add('task', lists.tasks.filter(draft =>
    !claims.task.some(({ text }) => fold(String(text)) === fold(String(draft.text)))))
  return counts
}

/** Reads a text and proposes what it says; see the head of this file. */
export async function takeIn (work: Work, { sourceId, text, quotes, wardId }: TextToRead): Promise<Intake> {
  const extraction = extract(text)
  const { tx } = work
  const heldOn = extraction.meeting?.heldOn ?? null
  const { place, candidates } = await placeIn(tx, extraction.ward, heldOn, wardId)
  if (place === null) return { extraction, place, candidates, meetingId: null, proposed: {} }

  const allowed = new Item({})
  checkWard(work, allowed, place.ward.id)
  if (allowed.problem !== null) throw allowed.problem

  const reading: Reading = { sourceId, text, quotes }
  const proposer = new Proposer(extraction, reading, place, await knownOf(tx, extraction, place))
  const { shared, meeting, facts, ...lists } = proposer.propose()
  const proposed: Partial<Record<DraftKind, number>> = {}
  for (const kind of ['organisation', 'official', 'resolution', 'indicator'] as const) {
    const drafts = shared.filter(draft => draft.kind === kind).map(({ draft }) => draft)
    if (drafts.length > 0) proposed[kind] = goodOf(await saveAll(work, kind, drafts))
  }
  if (facts === null) {
    const ward = place.ward.id
    proposed.observation = goodOf(await saveAll(work, 'observation',
      lists.observations.map(draft => ({ ...draft, ward }))))
    return { extraction, place, candidates, meetingId: null, proposed }
  }
  if (meeting !== null) {
    const added = await addTo(work, meeting.id, facts, lists, sourceId)
    return { extraction, place, candidates, meetingId: meeting.id, proposed: { ...proposed, ...added } }
  }
  const item = await saveMeeting(work, facts, lists)
  if (!item.isGood) return { extraction, place, candidates, meetingId: null, proposed }
  const written = item.draft as Lists
  return {
    extraction,
    place,
    candidates,
    meetingId: item.id,
    proposed: {
      ...proposed,
      meeting: 1,
      participant: written.participants.length,
      citation: written.citations.length,
      observation: written.observations.length,
      task: written.tasks.length
    }
  }
}
