/** Participants from the database, one statement a page. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { selectParticipations } from '../db/claims.js'
import { changedSince, hasStatus, inWards, is, isPerson, mayBeNamed, ofMeeting, type View } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, type Orders, type PageRequest } from '../db/keyset.js'
import { officials, participants } from '../db/tables.js'

export interface ParticipationFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly meeting?: string | undefined
  readonly official?: string | undefined
  readonly capacity?: string | undefined
  readonly updatedSince?: string | undefined
  readonly view: View
}

const orders = {
  meeting: ['wardId', 'meetingId', 'position', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof participants>

function conditionOf (filter: ParticipationFilter): SQL | undefined {
  const { wardIds, meeting, official, capacity, updatedSince, view } = filter
  return and(
    inWards(participants.wardId, wardIds),
    ofMeeting(participants, meeting),
    official === undefined
      ? undefined
      : sql`${participants.officialId} in
          (select ${officials.id} from ${officials} where ${and(isPerson(official), mayBeNamed(view.offices))})`,
    is(participants.capacity, capacity),
    hasStatus(participants.status, view.status),
    changedSince(participants.updatedAt, updatedSince)
  )
}

/** One page of participants. */
export const listParticipants = (db: Database, filter: ParticipationFilter, request: PageRequest) =>
  readPage(db, participants, conditionOf(filter), orders, request,
    (page, db) => selectParticipations(db, page, filter.view.offices), filter.view.offices, filter.wardIds)

/** One participant; null where there is none of this id. */
export async function getParticipant (db: Database, id: string, offices: View['offices']) {
  const found = await readOne(db, participants, eq(participants.id, id),
    (page, db) => selectParticipations(db, page, offices), offices)
  return found?.parse() ?? null
}
