/**
 * Which claims are there already: found again by what a system calls them, by where they stand in their sources, or by
 * what they say; and which go because a list does not have them.
 */
import { and, inArray } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Row } from '../db/store.js'
import { evidence, tasks } from '../db/tables.js'
import { claimColumns, claimPlans, claimTables, placesOf, type ClaimKind } from './claims.js'
import { by } from '../domain/figures.js'
import type { Item, Work } from './item.js'

/** A claim on its way, and the meeting that it was sent with. */
export interface Claim {
  readonly item: Item<any>
  readonly owner: Item<any> | null
  readonly wardId: string
  readonly meetingId: string | null
  /** Its place in the list that it came in. */
  readonly at: number | null
}

/** A claim that is there, as far as it takes to find it again. */
export interface Known {
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
export interface MeetingPlace { readonly wardId: string, readonly meetingId: string }

/** The claims of a kind that hang on meetings. */
export async function claimsOf ({ tx }: Work, kind: ClaimKind, places: readonly MeetingPlace[]): Promise<Known[]> {
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
export function match (
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
export function leaving (missed: readonly Known[]): string[] {
  const gone = new Set<string | null>([null])
  for (let size = 0; size !== gone.size;) {
    size = gone.size
    for (const { id, supersededBy } of missed) if (gone.has(supersededBy)) gone.add(id)
  }
  return [...gone].filter(id => id !== null)
}
