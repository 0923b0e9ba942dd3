/**
 * Where the reviews of texts stand: open while a claim that rests on the text waits for people. Whatever is written of
 * such claims, by whichever door, is told here in the same transaction.
 */
import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import type { Acts, RecordKind } from '../db/log.js'
import { citations, evidence, meetings, observations, participants, reviews, tasks } from '../db/tables.js'

const claims = [
  [participants, evidence.participantId], [citations, evidence.citationId], [observations, evidence.observationId],
  [tasks, evidence.taskId]
] as const

const restsOn = sql`${evidence.sourceId} = ${reviews.sourceId}`

/** Whether something that rests on the text of a review is not confirmed. */
const isOpen = sql.join([
  ...claims.map(([table, column]) => sql`exists (select from ${evidence} inner join ${table}
    on ${table.wardId} = ${evidence.wardId} and ${table.id} = ${column}
    where ${restsOn} and ${table.status} = 'unverified')`),
  sql`exists (select from ${meetings} inner join ${evidence}
    on ${evidence.wardId} = ${meetings.wardId} and ${evidence.meetingId} = ${meetings.id}
    where ${restsOn} and ${evidence.property} is not null and ${meetings.wardId} = ${reviews.wardId}
      and ${meetings.id} = ${reviews.meetingId} and ${meetings.status} = 'unverified')`
], sql` or `)

/** Notes where reviews stand now: their version moves, since what they show has changed. */
export async function settle (tx: Database, which: SQL, at: Date): Promise<void> {
  const instant = sql`${at.toISOString()}::timestamptz`
  await tx.execute(sql`
    with now as (select source_id, ${isOpen} as open from ${reviews} where ${which})
    update ${reviews} set state = case when now.open then 'open' else 'closed' end,
      closed_at = case when now.open then null else coalesce(${reviews.closedAt}, ${instant}) end,
      version = ${reviews.version} + 1, updated_at = ${instant}
    from now where now.source_id = ${reviews.sourceId}`)
}

const kinds: readonly RecordKind[] = ['participant', 'citation', 'observation', 'task', 'meeting']
const uuids = (ids: readonly string[]) => sql`${sql.param([...ids])}::uuid[]`

/** Notes where the reviews stand now whose claims a transaction has changed. */
export async function settleChanged (tx: Database, acts: Acts, at: Date): Promise<void> {
  const changed = kinds.flatMap(kind => [...acts.get(kind) ?? []].filter(([, act]) => act !== 'created'))
  if (changed.every(([, act]) => act === 'redacted')) return
  const ids = changed.map(([id]) => id)
  const touched = [...acts.get('meeting')?.keys() ?? []]
  const restingOn = claims.map(([table, column]) => sql`select ${evidence.sourceId} from ${table} inner join ${evidence}
    on ${evidence.wardId} = ${table.wardId} and ${column} = ${table.id} where ${table.id} = any(${uuids(ids)})`)
  // Of what is deleted, only the meeting is left to tell.
  const telling = sql`select ${reviews.sourceId} from ${reviews} where ${reviews.meetingId} = any(${uuids(touched)})`
  await settle(tx, sql`${reviews.sourceId} in (${sql.join([...restingOn, telling], sql` union all `)})`, at)
}
