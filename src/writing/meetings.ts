/**
 * How meetings are written, whole or part by part: first everything is planned, for many meetings at once, then the
 * meetings that nothing speaks against are written with all that hangs on them.
 */
import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Static } from 'typebox'
import { v7 } from 'uuid'
import type { RecordKind } from '../db/log.js'
import { put, remove, type Row } from '../db/store.js'
import { citations, evidence, meetings, observations, participants, tasks } from '../db/tables.js'
import { meetingTypes } from '../domain/meetings.js'
import { searchWords } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import { Problem } from '../http/problems.js'
import type { MeetingDraft } from '../meetings/drafts.js'
import { checkTexts } from './bans.js'
import {
  checkExternal, claimColumns, claimPlans, passageRows, periodOf, placesOf, wantPassages, type ClaimKind
} from './claims.js'
import { by, figuresOf, flagFigures, writeFlags, type Checked } from './figures.js'
import { Item, say, take, type Work } from './item.js'
import { unitOn, type Reference, type Target } from './references.js'
import { checkPresence, checkWard, conflict, statusOf } from './save.js'
import { twinsOf } from './twins.js'

type Draft = Static<typeof MeetingDraft>

/** The lists of a meeting, and the kinds of claim in them. */
const lists = [
  ['participants', 'participant'], ['citations', 'citation'], ['observations', 'observation'], ['tasks', 'task']
] as const satisfies ReadonlyArray<readonly [keyof Draft, ClaimKind]>

const claimTables = { participant: participants, citation: citations, observation: observations, task: tasks }

/** A claim on its way, and the meeting that it was sent with. */
interface Claim {
  readonly item: Item<any>
  readonly owner: Item<Draft> | null
  readonly wardId: string
  readonly meetingId: string | null
  /** Its place in the list that it came in. */
  readonly at: number | null
}

interface Identity { wardId: string, hostId: string | null }

// ── Which meeting it is ──────────────────────────────────────────────────────────────────────────────────────────

/** However a system composes its letters: the title is part of what a meeting is known by. */
const titleOf = ({ draft }: Item<Draft>) => draft.title.normalize('NFC')

interface Found {
  readonly n: number
  readonly id: string
  readonly by: 'external' | 'identity'
  readonly system: string | null
}

/** The meetings that drafts are about, by the ids of the sending system and by what identifies a meeting. */
async function findMeetings (
  { tx }: Work, items: ReadonlyArray<Item<Draft>>, identities: ReadonlyMap<Item<Draft>, Identity>
): Promise<Found[]> {
  const keys = items.flatMap((item, n) => {
    const of = identities.get(item)
    return of === undefined
      ? []
      : [{
          n,
          ward: of.wardId,
          system: item.draft.sourceSystem ?? null,
          external: item.draft.externalId ?? null,
          held: item.draft.heldOn,
          type: item.draft.type,
          host: of.hostId,
          title: titleOf(item)
        }]
  })
  if (keys.length === 0) return []
  const { rows } = await tx.execute(sql`
    with key as materialized (select * from json_to_recordset(${JSON.stringify(keys)}::json) as key(
      n int, ward uuid, system text, external text, held date, type text, host uuid, title text))
    select key.n, meetings.id, 'external' as by, meetings.source_system as system
    from key inner join ${meetings} on meetings.ward_id = key.ward
      and meetings.source_system = key.system and meetings.external_id = key.external
    union all
    select key.n, meetings.id, 'identity', meetings.source_system
    from key inner join ${meetings} on meetings.ward_id = key.ward and meetings.held_on = key.held
      and meetings.type = key.type and meetings.host_id is not distinct from key.host and meetings.title = key.title`)
  return rows as unknown as Found[]
}

/** Decides which record each draft is about, and makes ids for new ones. */
async function identify (
  work: Work, items: ReadonlyArray<Item<Draft>>, identities: ReadonlyMap<Item<Draft>, Identity>
): Promise<void> {
  const found = await findMeetings(work, items, identities)
  items.forEach((item, n) => {
    const external = found.find(row => row.n === n && row.by === 'external')
    const same = found.find(row => row.n === n && row.by === 'identity')
    const wanted = item.draft.id?.toLowerCase()
    const there = external ?? same
    const isOther = (other: Found | undefined) => other !== undefined && other.id !== (wanted ?? there?.id)
    if (isOther(external)) item.refuse(conflict(external!.id))
    if (isOther(same)) item.refuse(conflict(same!.id))
    // The same meeting, which another system has sent under an id of its own.
    if (external === undefined && item.draft.externalId != null && same?.system != null && wanted === undefined) {
      item.refuse(conflict(same.id))
    }
    item.id = wanted ?? there?.id ?? v7()
    item.made = wanted === undefined && there === undefined
  })
}

// ── Claims ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A claim that is there, as far as it takes to find it again. */
interface Known {
  readonly id: string
  readonly key: string
  readonly meetingId: string | null
  readonly position: number
  readonly external: string | null
  /** Where it stands in its sources, of what a meeting may have several times. */
  readonly passages: readonly string[]
  /** The figure that took its place. */
  readonly supersededBy: string | null
}

const externalOf = (row: { sourceSystem?: string | null, externalId?: string | null }) =>
  row.externalId == null ? null : `${row.sourceSystem} ${row.externalId}`

/** Where a meeting is found. */
interface Place { readonly wardId: string, readonly meetingId: string }

/** The claims of a kind that hang on meetings. */
async function claimsOf ({ tx }: Work, kind: ClaimKind, places: readonly Place[]): Promise<Known[]> {
  if (places.length === 0) return []
  const hangsOn = (table: typeof tasks | typeof evidence) => and(
    inArray(table.wardId, [...new Set(places.map(({ wardId }) => wardId))]),
    inArray(table.meetingId, [...new Set(places.map(({ meetingId }) => meetingId))]))
  const table = claimTables[kind] as typeof tasks
  const { key, isOnce } = claimPlans[kind]
  const rows = await tx.select().from(table).where(hangsOn(table)).orderBy(table.position)
  const several = rows.filter(row => !isOnce(row)).map(({ id }) => id)
  const column = evidence[claimColumns[kind]]
  const passages = several.length === 0
    ? []
    : await tx.select({ claim: column, source: evidence.sourceId, start: evidence.start, end: evidence.end })
      .from(evidence).where(and(hangsOn(evidence), inArray(column, several)))
  const passagesOf = by(passages, ({ claim }) => claim!)
  return rows.map(row => ({
    id: row.id,
    key: key(row),
    meetingId: row.meetingId,
    position: row.position,
    external: externalOf(row),
    passages: (passagesOf.get(row.id) ?? []).map(({ source, start, end }) => `${source} ${start} ${end}`),
    supersededBy: (row as { supersededBy?: string | null }).supersededBy ?? null
  }))
}

const meet = (some: readonly string[], others: readonly string[]) => some.some(passage => others.includes(passage))

/**
 * Gives each claim its id: the one that it brings, else that of the same claim at its meeting. What a meeting may have
 * several times in the same words is told apart by its passages; only in a whole list, of which each stands for one
 * that is there, do the words suffice.
 * @param known the claims that are there
 * @returns the claims that are there and were not found again
 */
function match (
  { refs }: Work, claims: readonly Claim[], rows: readonly Row[], known: readonly Known[], kind: ClaimKind
): Known[] {
  const left = new Map(known.map(claim => [claim.id, claim]))
  const at = by(known, ({ meetingId }) => String(meetingId))
  // First those that name an id, so that no other takes their place.
  const wanted = claims.filter(({ item }) => item.draft.id !== undefined)
  for (const { item } of wanted) {
    item.id = item.draft.id.toLowerCase()
    left.delete(item.id)
  }
  let unknown = claims.flatMap(({ item, meetingId, owner }, n) => item.draft.id !== undefined
    ? []
    : [{
        item,
        meetingId,
        isListed: owner !== null,
        external: externalOf(item.draft),
        key: claimPlans[kind].key(rows[n]!),
        passages: claimPlans[kind].isOnce(rows[n]!) ? [] : placesOf(item.draft.evidence, refs)
      }])
  type Unknown = typeof unknown[number]
  const isSame = (one: Unknown, other: Known) =>
    one.key === other.key && (one.external === null || other.external === null)
  const ways: ReadonlyArray<(one: Unknown, other: Known) => boolean> = [
    (one, other) => one.external !== null && one.external === other.external,
    (one, other) => isSame(one, other) && meet(one.passages, other.passages),
    (one, other) => isSame(one, other) &&
      (one.isListed || one.passages.length === 0 || other.passages.length === 0)
  ]
  for (const isOne of ways) {
    unknown = unknown.filter(one => {
      const found = at.get(String(one.meetingId))?.find(other => left.has(other.id) && isOne(one, other))
      if (found === undefined) return true
      left.delete(found.id)
      one.item.id = found.id
      return false
    })
  }
  for (const { item } of unknown) {
    item.id = v7()
    item.made = true
  }
  return [...left.values()]
}

/** What goes because a list does not have it; superseded figures are shown in no list, and go with their successors. */
function leaving (missed: readonly Known[]): string[] {
  const gone = new Set<string | null>([null])
  for (let size = 0; size !== gone.size;) {
    size = gone.size
    for (const { id, supersededBy } of missed) if (gone.has(supersededBy)) gone.add(id)
  }
  return [...gone].filter(id => id !== null)
}

interface Planned { readonly kind: ClaimKind, readonly claims: readonly Claim[], rows: Row[], passages: Row[] }

const elsewhere = ({ id, pointer }: Item) => new Problem('conflict', say(
  `The record ${id} is there already, at another meeting.`, `Đã có bản ghi ${id}, thuộc hội nghị khác.`
), { faults: [{ pointer: `${pointer}/id`, detail: say('belongs to another meeting', 'thuộc hội nghị khác') }] })

/** Plans the claims of one kind: ids, rows and passages. What their drafts lack is noted with them. */
async function planClaims (
  work: Work, kind: ClaimKind, claims: readonly Claim[], fresh: ReadonlySet<string>, replaced: readonly Place[]
): Promise<Planned & { gone: string[] }> {
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
  await checkTwins(work, kind, claims, rows, gone)
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
  work: Work, kind: ClaimKind, claims: readonly Claim[], rows: readonly Row[], gone: readonly string[]
): Promise<void> {
  const good = rows.map((row, n) => ({ row, item: claims[n]!.item })).filter(({ item }) => item.isGood)
  const twins = await twinsOf(work, kind, good.map(({ row }) => row))
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
async function putClaims (work: Work, { kind, claims, rows, passages }: Planned): Promise<void> {
  const bad = new Set(claims.filter(claim => !isWritten(claim)).map(({ item }) => item.id))
  const column = claimColumns[kind]
  await put(work.log, {
    kind,
    rows: rows.filter(row => !bad.has(String(row.id))),
    parts: [{ name: 'evidence', rows: passages.filter(row => !bad.has(String(row[column]))) }]
  }, new Set(claims.filter(({ item }) => item.made).map(({ item }) => item.id)))
}

/** The flags of planned figures, and of those that are there. */
async function flag (
  work: Work, planned: Planned | undefined, gone: ReadonlySet<string>, fresh: ReadonlySet<string>,
  moved: readonly Checked[] = []
) {
  const good = planned?.rows.filter((_, n) => isWritten(planned.claims[n]!)) ?? []
  return await flagFigures(work, good, gone, fresh, moved)
}

// ── Meetings ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Files a meeting under another ward, with all that hangs on it: the same ids, other rows.
 * @returns its figures, as they were and as they are now
 */
async function refile (work: Work, id: string, from: string, to: string): Promise<Checked[]> {
  const { log, tx } = work
  const figures = await figuresOf(work, eq(observations.meetingId, id))
  for (const [kind, table] of Object.entries(claimTables) as Array<[RecordKind, typeof tasks]>) {
    const rows = await tx.select({ id: table.id }).from(table)
      .where(and(eq(table.wardId, from), eq(table.meetingId, id)))
    await log.touch(kind, rows.map(row => row.id).sort())
  }
  const copy = async (table: PgTable, where: ReturnType<typeof sql>) => {
    const names = Object.values(getTableColumns(table))
      .filter(column => column.generated === undefined && column.name !== 'ward_id')
      .map(column => sql.identifier(column.name))
    const list = sql.join(names, sql`, `)
    await tx.execute(sql`
      insert into ${table} (ward_id, ${list}) select ${to}::uuid, ${list} from ${table} where ${where}`)
  }
  const of = sql`ward_id = ${from} and meeting_id = ${id}`
  await copy(meetings, sql`ward_id = ${from} and id = ${id}`)
  for (const table of Object.values(claimTables)) await copy(table, of)
  await tx.execute(sql`update ${evidence} set ward_id = ${to} where ${of}`)
  for (const table of Object.values(claimTables)) await tx.execute(sql`delete from ${table} where ${of}`)
  await tx.execute(sql`delete from ${meetings} where ward_id = ${from} and id = ${id}`)
  return [...figures, ...figures.map(figure => ({ ...figure, wardId: to }))]
}

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
  const planned = new Map<ClaimKind, Planned & { gone: string[] }>()
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

/** The same record twice in one list; a person takes part once, and a figure stands at its place once. */
function noteRepeated ({ kind, claims, rows }: Planned): void {
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
