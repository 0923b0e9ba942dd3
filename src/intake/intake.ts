/**
 * Texts into the register: read, linked to what is known, and written as records that nobody has confirmed yet, in the
 * transaction that writes their sources. Many texts take as many statements as one.
 */
import { eq } from 'drizzle-orm'
import { takeLocks } from '../db/locks.js'
import { reviews } from '../db/tables.js'
import type { Extraction } from '../extraction/findings.js'
import type { Work } from '../writing/item.js'
import { knownOf, type Placed } from './known.js'
import { Proposer, type Proposal } from './proposal.js'
import { dayOf, readTexts, type ReadText, type TextToRead } from './reading.js'
import { addTo, goodOf, saveAll, saveMeetings, type Counts } from './saving.js'

/** What became of a text. */
export interface Intake extends ReadText {
  readonly meetingId: string | null
  /** How many records of each kind were proposed. */
  readonly proposed: Counts
}

type Became = Pick<Intake, 'meetingId' | 'proposed'>
type PlacedText = ReadText & Placed

/** Texts in rounds: of two on the same day in the same ward, the second may report the meeting of the first. */
function roundsOf (texts: readonly PlacedText[]): PlacedText[][] {
  const rounds: PlacedText[][] = []
  const times = new Map<string, number>()
  for (const text of texts) {
    const key = `${text.place.ward.id} ${dayOf(text.extraction) ?? text.sourceId}`
    const round = times.get(key) ?? 0
    times.set(key, round + 1)
    rounds[round] = [...rounds[round] ?? [], text]
  }
  return rounds
}

/** Proposes what texts of one round say. */
async function propose (work: Work, texts: readonly PlacedText[]): Promise<Became[]> {
  const known = await knownOf(work.tx, texts)
  const proposals = texts.map(({ extraction, place, sourceId, text }): Proposal =>
    new Proposer(extraction, { sourceId, text }, place, known).propose())
  const shared = proposals.flatMap(proposal => proposal.shared)
  for (const kind of ['organisation', 'official', 'resolution', 'indicator'] as const) {
    const drafts = shared.filter(draft => draft.kind === kind).map(({ draft }) => draft)
    if (drafts.length > 0) await saveAll(work, kind, drafts, 'propose')
  }
  const told = proposals.map(({ facts, meeting, participants, citations, observations, tasks }, at) => ({
    at, meeting, facts, lists: { participants, citations, observations, tasks }, sourceId: texts[at]!.sourceId
  }))
  const came: Became[] = texts.map(() => ({ meetingId: null, proposed: {} }))

  const fresh = told.flatMap(({ facts, meeting, ...one }) =>
    facts === null || meeting !== null ? [] : [{ ...one, facts }])
  const saved = await saveMeetings(work, fresh)
  fresh.forEach(({ at }, n) => {
    const { id = null, counts = {} } = saved[n] ?? {}
    came[at] = { meetingId: id, proposed: counts }
  })
  for (const { at, facts, meeting, ...one } of told) {
    if (facts === null || meeting === null) continue
    const added = await addTo(work, meeting.id, { ...one, facts })
    came[at] = { meetingId: meeting.id, proposed: added?.counts ?? {} }
  }
  const alone = told.filter(({ facts, lists }) => facts === null && lists.observations.length > 0)
  const items = await saveAll(work, 'observation', alone.flatMap(({ at, lists }) =>
    lists.observations.map(draft => ({ ...draft, ward: texts[at]!.place.ward.id }))))
  let from = 0
  for (const { at, lists: { observations } } of alone) {
    came[at] = { meetingId: null, proposed: { observation: goodOf(items.slice(from, from += observations.length)) } }
  }
  return came
}

async function proposeAll (work: Work, texts: readonly ReadText[]): Promise<Intake[]> {
  const became = new Map<string, Became>()
  const placed = texts.filter((text): text is PlacedText => text.place !== null)
  // Of two texts about one meeting that are read at the same time, the second has to find what the first has proposed.
  await takeLocks(work.tx, 'proposals', placed.map(({ place, extraction }) => `${place.ward.id} ${dayOf(extraction)}`))
  for (const round of roundsOf(placed)) {
    const came = await propose(work, round)
    round.forEach(({ sourceId }, at) => became.set(sourceId, came[at]!))
  }
  return texts.map(text => ({ ...text, ...became.get(text.sourceId) ?? { meetingId: null, proposed: {} } }))
}

/** The least sure of all findings. */
const leastSure = ({ ward, meeting, officials, documents, indicators, tasks }: Extraction) => Math.min(1, ...[
  ...ward === null ? [] : [ward], ...meeting === null ? [] : [meeting],
  ...officials, ...documents, ...indicators, ...tasks
].map(({ confidence }) => confidence))

/** Whether a text says anything that people could look at. */
const saysSomething = ({ extraction: { meeting, indicators }, place, candidates, extraction }: ReadText) =>
  (extraction.ward !== null || place !== null || candidates.length > 0) && (meeting !== null || indicators.length > 0)

/** Proposes what texts say that were read, and puts them into the queue. Their sources are written. */
export async function takeInRead (work: Work, texts: readonly ReadText[]): Promise<Intake[]> {
  const intakes = await proposeAll(work, texts)
  const { at } = work.log.authorship
  const waiting = intakes.filter(saysSomething)
  if (waiting.length > 0) {
    await work.tx.insert(reviews).values(waiting.map(({ sourceId, extraction, place, candidates, meetingId }) => ({
      sourceId,
      wardId: place?.ward.id ?? null,
      candidateIds: candidates.map(({ ward }) => ward.id),
      meetingId,
      confidence: leastSure(extraction),
      createdAt: at,
      updatedAt: at
    })))
  }
  return intakes
}

/**
 * Reads a text, proposes what it says, and puts it into the queue.
 * @throws Problem where the key may not write in its ward
 */
export async function takeIn (work: Work, text: TextToRead): Promise<void> {
  const [read] = await readTexts(work, [text])
  if (read!.problem !== null) throw read!.problem
  await takeInRead(work, [read!])
}

/** Reads a text again, now that a person has said which ward it is about. */
export async function readAgain (work: Work, text: TextToRead & { readonly wardId: string }): Promise<void> {
  const [read] = await readTexts(work, [text])
  if (read!.problem !== null) throw read!.problem
  const [{ meetingId }] = await proposeAll(work, [read!]) as [Intake]
  await work.tx.update(reviews)
    .set({ wardId: text.wardId, candidateIds: [], meetingId })
    .where(eq(reviews.sourceId, text.sourceId))
}
