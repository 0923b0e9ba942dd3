/**
 * Which meeting a draft is about: the one that it names, the one that a system calls so, or the one of the same ward,
 * day, type, host and title.
 */
import { sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { v7 } from 'uuid'
import { meetings } from '../db/tables.js'
import type { MeetingDraft } from '../meetings/drafts.js'
import type { Item, Work } from './item.js'
import { conflict } from './save.js'

type Draft = Static<typeof MeetingDraft>

/** What identifies a meeting, beside what its draft says. */
export interface Identity { readonly wardId: string, readonly hostId: string | null }

/** However a system composes its letters: the title is part of what a meeting is known by. */
export const titleOf = ({ draft }: Item<Draft>) => draft.title.normalize('NFC')

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
export async function identify (
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
