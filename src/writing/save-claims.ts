/**
 * How claims are written, one by one or with their meeting: first everything is planned, for many claims at once, then
 * those that nothing speaks against are written.
 */
import { inArray } from 'drizzle-orm'
import { put, type Row } from '../db/store.js'
import { observations } from '../db/tables.js'
import { Problem } from '../http/problems.js'
import { checkTexts } from './bans.js'
import { claimColumns, claimPlans, passageRows, type ClaimKind } from './claims.js'
import { flagFigures, writeFlags, type Checked } from './figures.js'
import { say, take, type Item, type Work } from './item.js'
import { claimsOf, leaving, match, type Claim, type MeetingPlace } from './matching.js'
import { checkPresence, checkWard, conflict, statusOf } from './save.js'
import { twinsOf } from './twins.js'

/** Claims of one kind that are to be written. */
export interface Planned {
  readonly kind: ClaimKind
  readonly claims: readonly Claim[]
  readonly rows: readonly Row[]
  readonly passages: readonly Row[]
  /** Those that go because their list does not have them. */
  readonly gone: readonly string[]
}

const elsewhere = ({ id, pointer }: Item) => new Problem('conflict', say(
  `The record ${id} is there already, at another meeting.`, `Đã có bản ghi ${id}, thuộc hội nghị khác.`
), { faults: [{ pointer: `${pointer}/id`, detail: say('belongs to another meeting', 'thuộc hội nghị khác') }] })

/** Plans the claims of one kind: ids, rows and passages. What their drafts lack is noted with them. */
export async function planClaims (
  work: Work, kind: ClaimKind, claims: readonly Claim[], fresh: ReadonlySet<string>, replaced: readonly MeetingPlace[]
): Promise<Planned> {
  const meant = claims.flatMap(({ wardId, meetingId }) => meetingId === null ? [] : { wardId, meetingId })
  const known = await claimsOf(work, kind, [...meant, ...replaced].filter(({ wardId, meetingId }) =>
    wardId !== '' && !fresh.has(meetingId)))
  const last = new Map<string, number>()
  for (const { meetingId, position } of known) {
    if (meetingId !== null) last.set(meetingId, Math.max(last.get(meetingId) ?? -1, position))
  }
  const drafted = claims.map(({ item, wardId, meetingId, at }) => {
    const next = (meetingId === null ? -1 : last.get(meetingId) ?? -1) + 1
    const position = item.draft.position ?? at ?? next
    if (at === null && meetingId !== null) last.set(meetingId, Math.max(next, position))
    return claimPlans[kind].row(work, item, { wardId, meetingId, position })
  })
  const left = match(work, claims, drafted, known, kind)
  const made = new Set(claims.filter(({ item }) => item.made).map(({ item }) => item.id))
  const before = await work.log.touch(kind, claims.map(({ item }) => item.id).sort(), made)
  const places = new Map(known.map(({ id, position }) => [id, position]))
  const rows = claims.map(({ item, wardId, meetingId, owner, at }, n): Row => {
    item.before = before.get(item.id)
    checkPresence(item)
    checkWard(work, item, wardId)
    checkTexts(work, item, wardId)
    if (owner !== null && item.before !== undefined && item.before.content.meeting_id !== meetingId) {
      item.refuse(elsewhere(item))
    }
    const position = item.draft.position ?? at ?? places.get(item.id) ?? drafted[n]!.position
    return { ...drafted[n], position, id: item.id, status: statusOf(work, item, false) }
  })
  if (kind === 'observation') await checkSuperseding(work, claims, rows)
  const passages = claims.flatMap(({ item, wardId, meetingId }) =>
    passageRows(item, work.refs, kind, { wardId, meetingId }))
  const again = new Set(replaced.map(({ meetingId }) => meetingId))
  const gone = leaving(left.filter(({ meetingId }) => meetingId !== null && again.has(meetingId)))
  await checkTwins(work, kind, claims, rows, gone, fresh)
  return {
    kind,
    claims,
    rows,
    passages,
    gone
  }
}

/** Claims that are there under another id, but for those that are just being written or taken away. */
async function checkTwins (
  work: Work, kind: ClaimKind, claims: readonly Claim[], rows: readonly Row[], gone: readonly string[],
  fresh: ReadonlySet<string>
): Promise<void> {
  // Where it is not known which ward is meant, it is not known either which claims are its own.
  const good = rows.map((row, n) => ({ row, item: claims[n]!.item })).filter(({ row, item }) =>
    item.isGood && row.wardId !== '')
  const twins = await twinsOf(work, kind, good.map(({ row }) => row), fresh)
  const leaving = new Set([...gone, ...rows.map(({ id }) => String(id))])
  for (const [n, id] of twins) if (!leaving.has(id)) good[n]!.item.refuse(conflict(id, good[n]!.item.pointer))
}

/** What takes the place of a figure is another figure of its ward. */
async function checkSuperseding ({ tx }: Work, claims: readonly Claim[], rows: readonly Row[]): Promise<void> {
  const named = rows.flatMap(({ supersededBy }) => supersededBy == null ? [] : String(supersededBy).toLowerCase())
  if (named.length === 0) return
  const there = await tx.select({ id: observations.id, wardId: observations.wardId }).from(observations)
    .where(inArray(observations.id, named))
  const known = new Set([...there, ...rows].map(({ wardId, id }) => `${String(wardId)} ${String(id)}`))
  rows.forEach(({ id, wardId, supersededBy }, n) => {
    if (supersededBy == null) return
    const other = String(supersededBy).toLowerCase()
    if (other !== id && known.has(`${String(wardId)} ${other}`)) return
    claims[n]!.item.fault('/supersededBy', other === id
      ? say('is the figure itself', 'là chính số liệu này')
      : say('is no figure of this ward', 'không phải là số liệu của phường này'))
  })
}

/** Whether nothing speaks against a claim, nor against the meeting that it came with. */
const isWritten = ({ item, owner }: Claim) => item.isGood && owner?.isGood !== false

/** Writes planned claims, without those that something speaks against. */
export async function putClaims (work: Work, { kind, claims, rows, passages }: Planned): Promise<void> {
  const bad = new Set(claims.filter(claim => !isWritten(claim)).map(({ item }) => item.id))
  const column = claimColumns[kind]
  await put(work.log, {
    kind,
    rows: rows.filter(row => !bad.has(String(row.id))),
    parts: [{ name: 'evidence', rows: passages.filter(row => !bad.has(String(row[column]))) }]
  }, new Set(claims.filter(({ item }) => item.made).map(({ item }) => item.id)))
}

/** The flags of planned figures, and of those that are there. */
export async function flag (
  work: Work, planned: Planned | undefined, gone: ReadonlySet<string>, fresh: ReadonlySet<string>,
  moved: readonly Checked[] = []
) {
  const good = planned?.rows.filter((_, n) => isWritten(planned.claims[n]!)) ?? []
  return await flagFigures(work, good, gone, fresh, moved)
}

/** The same record twice in one list; a person takes part once, and a figure stands at its place once. */
export function noteRepeated ({ kind, claims, rows }: Planned): void {
  const seen = new Set<string>()
  claims.forEach(({ item, meetingId }, at) => {
    if (!item.isGood) return // of a claim that refers to nothing, nothing else can be told
    const keys = [`${meetingId} ${item.id}`]
    if (claimPlans[kind].isOnce(rows[at]!)) keys.push(`${meetingId} ${claimPlans[kind].key(rows[at]!)}`)
    if (keys.some(key => seen.has(key))) {
      item.fault('', say('is the same as one before it in the list', 'trùng với một mục ở trên trong danh sách'))
    }
    for (const key of keys) seen.add(key)
  })
}

/** Writes claims one by one, each at its meeting; those with a problem are left out. */
export async function saveClaims (work: Work, kind: ClaimKind, items: ReadonlyArray<Item<any>>): Promise<void> {
  const { log, tx, refs } = work
  for (const { draft } of items) {
    refs.want('meeting', draft.meeting)
    refs.want('unit', draft.ward)
    claimPlans[kind].want(draft, refs)
  }
  await refs.load(tx)
  const claims = items.map((item): Claim => {
    const { draft } = item
    const meeting = take(item, refs, 'meeting', draft.meeting, '/meeting')
    const ward = take(item, refs, 'unit', draft.ward, '/ward')
    if (draft.meeting == null && draft.ward == null) {
      item.fault('/ward', say('is required where no meeting is given', 'là bắt buộc khi không có hội nghị'))
    }
    if (ward !== null && ward.level !== 'ward') item.fault('/ward', say('is no ward', 'không phải là đơn vị cấp xã'))
    if (ward !== null && meeting !== null && ward.id !== meeting.wardId) {
      item.fault('/ward', say('is not that of the meeting', 'không phải phường của hội nghị'))
    }
    return { item, owner: null, wardId: meeting?.wardId ?? ward?.id ?? '', meetingId: meeting?.id ?? null, at: null }
  }).filter(({ item }) => item.isGood)
  if (claims.length === 0) return
  await log.touch('meeting', [...new Set(claims.flatMap(({ meetingId }) => meetingId ?? []))].sort())
  const planned = await planClaims(work, kind, claims, new Set(), [])
  for (const { item } of claims) {
    if (item.mode === 'create' && item.before !== undefined) item.refuse(conflict(item.id))
  }
  const changed = await flag(work, kind === 'observation' ? planned : undefined, new Set(), new Set())
  await putClaims(work, planned)
  await writeFlags(work, changed)
}
