/** What the metrics tell of the register itself: how far the log is, and what waits for webhooks. */
import { sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'

export interface RegisterState {
  /** The end of the log. */
  readonly position: number
  /** By how many entries the active webhook that is furthest behind has not got to the end of the log. */
  readonly behind: number
  /** Deliveries to active webhooks that wait, and for how many seconds the oldest of them has waited. */
  readonly pending: number
  readonly oldest: number
  /** Deliveries that were given up, as long as they are remembered. */
  readonly dead: number
  /** Webhooks that the service stopped itself. */
  readonly stopped: number
}

/** Asks for all of it with one statement. */
export async function registerState (db: Database): Promise<RegisterState> {
  const { rows: [state] } = await db.execute<{ [K in keyof RegisterState]: RegisterState[K] }>(sql`
    with log as (select coalesce(max(seq), 0) as position from changes)
    select log.position::float8 as position,
      coalesce((select log.position - min(state.cursor) from webhook_states state
        join webhooks on webhooks.id = state.webhook_id where webhooks.active), 0)::float8 as behind,
      pending.count::float8 as pending, coalesce(extract(epoch from now() - pending.since), 0)::float8 as oldest,
      (select count(*) from webhook_deliveries where state = 'dead')::float8 as dead,
      (select count(*) from webhooks where stopped is not null)::float8 as stopped
    from log, (
      select count(*), min(delivery.created_at) as since from webhook_deliveries delivery
      join webhooks on webhooks.id = delivery.webhook_id where webhooks.active and delivery.state = 'pending') pending`)
  return state!
}
