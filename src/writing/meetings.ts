/**
 * How meetings are written: everything is planned, for many meetings at once, then the meetings that nothing speaks
 * against are written with all that hangs on them.
 */
import { inArray } from 'drizzle-orm'
import type { Static } from 'typebox'
import { put, remove, type Row } from '../db/store.js'
import { meetingTypes } from '../domain/meetings.js'
import { searchWords } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import type { MeetingDraft } from '../meetings/drafts.js'
import { checkTexts } from './bans.js'
import {
  checkExternal, claimPlans, claimTables, passageRows, periodOf, wantPassages, type ClaimKind
} from './claims.js'
import { writeFlags, type Checked } from './figures.js'
import { identify, titleOf } from './identity.js'
import { Item, say, take, type Work } from './item.js'
import type { Claim } from './matching.js'
import { unitOn, type Reference, type Target } from './references.js'
import { refile } from './refile.js'
import { flag, noteRepeated, planClaims, putClaims, type Planned } from './save-claims.js'
import { checkPresence, checkWard, statusOf } from './save.js'

type Draft = Static<typeof MeetingDraft>

/** The lists of a meeting, and the kinds of claim in them. */
const lists = [
  ['participants', 'participant'], ['citations', 'citation'], ['observations', 'observation'], ['tasks', 'task']
] as const satisfies ReadonlyArray<readonly [keyof Draft, ClaimKind]>

function want (work: Work, items: ReadonlyArray<Item<Draft>>): void {
  const { refs } = work
  // A figure may take the place of another that comes with it.
  const figures = items.flatMap(({ draft }) => draft.observations ?? [])
  refs.provide('observation', figures.flatMap(({ id }) => id === undefined ? [] : String(id)))
  for (const { draft } of items) {
    refs.want('unit', unitOn(draft.ward, draft.heldOn))
    refs.want('organisation', draft.host)
    refs.want('organisation', draft.counterpart)
    wantPassages(draft.evidence, refs)
    for (const [list, kind] of lists) for (const claim of draft[list] ?? []) claimPlans[kind].want(claim, refs)
  }
}

interface Sides { readonly ward: Target | null, readonly host: Target | null, readonly counterpart: Target | null }

function sidesOf (work: Work, item: Item<Draft>): Sides {
  const { draft } = item
  const at = (reference: Reference | null | undefined, path: string) =>
    take(item, work.refs, 'organisation', reference, path)
  const ward = take(item, work.refs, 'unit', unitOn(draft.ward, draft.heldOn), '/ward')
  if (ward !== null && ward.level !== 'ward') item.fault('/ward', say('is no ward', 'không phải là đơn vị cấp xã'))
  return { ward, host: at(draft.host, '/host'), counterpart: at(draft.counterpart, '/counterpart') }
}

function rowOf (work: Work, item: Item<Draft>, { ward, host, counterpart }: Sides): Row {
  const { draft } = item
  const type = term(meetingTypes, draft.type)
  if (draft.endsOn != null && draft.endsOn < draft.heldOn) {
    item.fault('/endsOn', say('is before heldOn', 'trước heldOn'))
  }
  checkExternal(item)
  return {
    wardId: ward?.id,
    id: item.id,
    status: statusOf(work, item, false),
    sourceSystem: draft.sourceSystem ?? null,
    externalId: draft.externalId ?? null,
    title: titleOf(item),
    type,
    alsoTypes: (draft.alsoTypes ?? []).map(code => term(meetingTypes, code)),
    heldOn: draft.heldOn,
    endsOn: draft.endsOn ?? null,
    session: draft.session ?? null,
    hostId: host?.id ?? null,
    counterpartId: counterpart?.id ?? null,
    reviews: periodOf(item, draft.reviews, '/reviews'),
    plans: periodOf(item, draft.plans, '/plans'),
    summary: draft.summary ?? null,
    inferred: draft.inferred ?? [],
    words: searchWords(draft.title, draft.summary, type.name, ward?.name, host?.name, counterpart?.name)
  }
}

/** Writes meetings with all that hangs on them; those with a problem are left out whole. */
export async function saveMeetings (work: Work, items: ReadonlyArray<Item<Draft>>): Promise<void> {
  const { log, tx, refs } = work
  want(work, items)
  await refs.load(tx)
  const sides = new Map(items.map(item => [item, sidesOf(work, item)]))
  await identify(work, items, new Map(items.flatMap(item => {
    const { ward, host } = sides.get(item)!
    return ward === null ? [] : [[item, { wardId: ward.id, hostId: host?.id ?? null }] as const]
  })))
  const made = new Set(items.filter(item => item.made).map(item => item.id))
  const before = await log.touch('meeting', items.map(item => item.id).sort(), made)
  const rows = items.map(item => {
    item.before = before.get(item.id)
    checkPresence(item)
    const side = sides.get(item)!
    if (side.ward !== null) checkWard(work, item, side.ward.id)
    const { participants, citations, observations, tasks, ...rest } = item.draft
    checkTexts(work, item, side.ward?.id ?? '', rest)
    return rowOf(work, item, side)
  })
  const passages = items.flatMap(item => passageRows(item, refs, null, {
    wardId: sides.get(item)!.ward?.id ?? '', meetingId: item.id
  }))
  const moved: Checked[] = []
  for (const item of items) {
    const to = sides.get(item)!.ward?.id
    if (item.isGood && item.before?.wardId != null && to !== undefined && to !== item.before.wardId) {
      moved.push(...await refile(work, item.id, item.before.wardId, to))
    }
  }

  const fresh = new Set(items.filter(item => item.before === undefined).map(item => item.id))
  const planned = new Map<ClaimKind, Planned>()
  for (const [list, kind] of lists) {
    const replaced = items.filter(({ draft }) => draft[list] !== undefined)
    if (replaced.length === 0) continue
    const claims = replaced.flatMap((owner): Claim[] => (owner.draft[list] ?? []).map((draft, at) => ({
      item: new Item(draft, { pointer: `${owner.pointer}/${list}/${at}` }),
      owner,
      wardId: sides.get(owner)!.ward?.id ?? '',
      meetingId: owner.id,
      at
    })))
    planned.set(kind, await planClaims(work, kind, claims, fresh, replaced.map(owner =>
      ({ wardId: sides.get(owner)!.ward?.id ?? '', meetingId: owner.id }))))
  }
  for (const plan of planned.values()) {
    noteRepeated(plan)
    for (const { item, owner } of plan.claims) {
      if (item.isGood) continue
      owner!.faults.push(...item.faults)
      if (item.problem!.code !== 'invalid-body') owner!.refuse(item.problem!)
    }
  }

  const good = new Set(items.filter(item => item.isGood).map(item => item.id))
  const goneOf = new Map([...planned].map(([kind, { gone }]) => [kind, gone]))
  const figures = planned.get('observation')
  const changed = await flag(work, figures, new Set(goneOf.get('observation') ?? []), fresh, moved)
  await put(log, {
    kind: 'meeting',
    rows: rows.filter(row => good.has(String(row.id))),
    parts: [{ name: 'evidence', rows: passages.filter(row => good.has(String(row.meetingId))) }]
  }, made)
  for (const [kind, plan] of planned) {
    await remove(log, kind, await ofGood(work, kind, plan.gone, good))
    await putClaims(work, plan)
  }
  await writeFlags(work, changed)
}

/** Claims that hang on meetings which are written. */
async function ofGood ({ tx }: Work, kind: ClaimKind, ids: readonly string[], good: ReadonlySet<string>) {
  if (ids.length === 0) return []
  const table = claimTables[kind]
  const rows = await tx.select({ id: table.id, meetingId: table.meetingId }).from(table)
    .where(inArray(table.id, [...ids]))
  return rows.filter(({ meetingId }) => meetingId !== null && good.has(meetingId)).map(({ id }) => id)
}
