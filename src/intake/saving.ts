/**
 * How proposals are written: many of a kind at once, each for itself. What a claim lacks speaks against that claim
 * only; what a text says of a meeting that is there is added to it.
 */
import { exchanged, type Exchanged } from '../db/exchange.js'
import { fold } from '../domain/text.js'
import type { Fault } from '../http/problems.js'
import { Item, withoutNulls, type Mode, type Work } from '../writing/item.js'
import { draftFaults, type DraftKind } from '../writing/validate.js'
import { save } from '../writing/write.js'
import { claimsAt } from './claims.js'

type Draft = Record<string, unknown>

/** The claims that come with a meeting. */
export interface Lists {
  readonly participants: readonly Draft[]
  readonly citations: readonly Draft[]
  readonly observations: readonly Draft[]
  readonly tasks: readonly Draft[]
}

/** How many records of each kind were written. */
export type Counts = Readonly<Partial<Record<DraftKind, number>>>

export interface MeetingToSave {
  readonly sourceId: string
  readonly facts: Draft
  readonly lists: Lists
}

const LISTS = ['participants', 'citations', 'observations', 'tasks'] as const

/** The places of a list that faults point at. */
const placesIn = (list: string, faults: readonly Fault[]) => new Set(faults.flatMap(({ pointer }) =>
  new RegExp(`^/${list}/(\\d+)(/|$)`).exec(pointer ?? '')?.[1] ?? []).map(Number))

/** Saves drafts of a kind; what speaks against one is its own matter. */
export async function saveAll (
  work: Work, kind: DraftKind, drafts: readonly object[], mode: Mode = 'upsert'
): Promise<Item[]> {
  const items = drafts.map(draft => new Item(draft, { mode }))
  for (const item of items) item.faults.push(...draftFaults(kind, item.draft))
  const good = items.filter(({ isGood }) => isGood)
  // What was written since may be what these refer to.
  work.refs.forget()
  // A part of a total may come along with it.
  if (kind === 'indicator') work.refs.provide(kind, good.map(({ draft }) => (draft as { code: string }).code))
  if (good.length > 0) await save(work, kind, good)
  return items
}

export const goodOf = (items: readonly Item[]) => items.filter(({ isGood }) => isGood).length

/** Lists without the claims that something speaks against; null where it speaks against none of them. */
function without (lists: Lists, faults: readonly Fault[]): Lists | null {
  const bad = Object.fromEntries(LISTS.map(list => [list, placesIn(list, faults)]))
  if (LISTS.every(list => bad[list]!.size === 0)) return null
  return Object.fromEntries(LISTS.map(list =>
    [list, lists[list].filter((_, place) => !bad[list]!.has(place))])) as unknown as Lists
}

const countsOf = ({ participants, citations, observations, tasks }: Lists): Counts => ({
  meeting: 1,
  participant: participants.length,
  citation: citations.length,
  observation: observations.length,
  task: tasks.length
})

/** What became of a meeting that a text tells of; null where something speaks against it as a whole. */
export type Saved = { readonly id: string, readonly counts: Counts } | null

/** Saves new meetings with their claims; claims that something speaks against are left out. */
export async function saveMeetings (work: Work, meetings: readonly MeetingToSave[]): Promise<Saved[]> {
  const saved: Saved[] = meetings.map(() => null)
  let left = meetings.map(({ facts, lists, sourceId }, at) => ({ at, facts, lists, sourceId }))
  while (left.length > 0) {
    const items = await saveAll(work, 'meeting', left.map(({ facts, lists }) => ({ ...facts, ...lists })), 'create')
    const again: typeof left = []
    for (const [n, { at, facts, lists, sourceId }] of left.entries()) {
      const item = items[n]!
      const rest = without(lists, item.faults)
      if (item.isGood) saved[at] = { id: item.id, counts: countsOf(lists) }
      else if (rest !== null) again.push({ at, facts, lists: rest, sourceId })
      // It is there after all, by what identifies a meeting.
      else if (item.before !== undefined) saved[at] = await addTo(work, item.id, { facts, lists, sourceId })
    }
    left = again
  }
  return saved
}

/** Joins what a new text says to a record that is there: its passages are added, nothing else changes. */
function joined (there: Exchanged, passages: readonly object[], sourceId: string): Exchanged {
  const evidence = there.evidence as Array<{ source: string }>
  return { ...there, evidence: [...evidence.filter(({ source }) => source !== sourceId), ...passages] }
}

/** What makes two claims at one meeting the same, whatever text they rest on; figures are told by each text anew. */
const sameness: Readonly<Record<'participant' | 'citation' | 'task', (claim: Draft) => string>> = {
  participant: ({ official, group, titles }) => String(official ?? group ?? titles),
  citation: ({ resolution, asCited }) => typeof resolution === 'string' ? resolution : fold(String(asCited)),
  task: ({ text }) => fold(String(text))
}

/** Adds what a text says to the meeting that it reports again. */
export async function addTo (
  work: Work, meetingId: string, { facts, lists, sourceId }: MeetingToSave
): Promise<Saved> {
  const content = (await work.log.touch('meeting', [meetingId])).get(meetingId)!.content
  const there = withoutNulls(joined(exchanged('meeting', content), facts.evidence as object[], sourceId))
  const missing = Object.fromEntries(['endsOn', 'session', 'reviews', 'plans', 'counterpart']
    .filter(property => there[property] === undefined && facts[property] !== undefined)
    .map(property => [property, facts[property]]))
  await saveAll(work, 'meeting', [{ ...there, ...missing }])

  const claims = await claimsAt(work, meetingId)
  const counts: Partial<Record<DraftKind, number>> = {}
  for (const [kind, list] of [
    ['participant', lists.participants], ['citation', lists.citations], ['task', lists.tasks]
  ] as const) {
    const known = new Map(claims[kind].map(claim => [sameness[kind](claim), claim]))
    const again = list.flatMap((draft): object[] => {
      const same = known.get(sameness[kind](draft))
      return same === undefined ? [] : [joined(same, draft.evidence as object[], sourceId)]
    })
    const fresh = list.filter(draft => !known.has(sameness[kind](draft)))
    const items = await saveAll(work, kind, [...again, ...fresh.map(draft => ({ ...draft, meeting: meetingId }))])
    counts[kind] = goodOf(items.slice(again.length))
  }
  const figures = lists.observations.map(draft => ({ ...draft, meeting: meetingId }))
  counts.observation = goodOf(await saveAll(work, 'observation', figures))
  return { id: meetingId, counts }
}
