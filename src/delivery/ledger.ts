/**
 * Deliveries in the database: they are made out from the log, claimed by one process at a time, and what came of each
 * is noted. No transaction is open while something is sent; a process holds a webhook by a lease that runs out.
 */
import { and, eq, ne, sql, type SQL } from 'drizzle-orm'
import { v5 } from 'uuid'
import { recordKinds, type Place } from '../domain/changes.js'
import type { Database } from '../db/connect.js'
import { recorded } from '../db/log.js'
import { changes, webhookDeliveries as deliveries, webhooks, webhookSecrets, webhookStates } from '../db/tables.js'

/** So many entries of the log are made out at once. */
const ENTRIES_AT_ONCE = 1_000
/** How long a process holds a webhook without saying that it goes on (s); longer than any request takes. */
export const LEASE = 60
/** How long what was done with is remembered (days). */
export const DELIVERED_KEPT = 7
export const DEAD_KEPT = 30
/** A webhook is stopped when nothing arrived for as long as this (days). */
export const GIVEN_UP_AFTER = 3

const seconds = (count: number) => sql`make_interval(secs => ${count})`
const uuids = (ids: readonly string[]) => sql`${sql.param([...ids])}::uuid[]`

/**
 * What a receiver knows a delivery by: the same entry for the same webhook always has the same id, and no other entry
 * has it, though it may come to the same number where the register is put back to an earlier state.
 */
export const deliveryId = (webhookId: string, { seq, at }: Place): string =>
  v5(`${seq} ${at?.toISOString()}`, webhookId)

/**
 * Takes a webhook that has something to send, for this process alone; also one that it could not let go of while the
 * database was away.
 * @param except those that the process is at already
 * @returns its id; null where none has
 */
export async function claim (
  db: Database, lease: string, except: readonly string[], now: SQL
): Promise<string | null> {
  const { rows: [row] } = await db.execute<{ id: string }>(sql`
    update webhook_states set lease = ${lease}, leased_until = ${now} + ${seconds(LEASE)}
    where webhook_id = (
      select state.webhook_id from webhook_states state join webhooks on webhooks.id = state.webhook_id
      where webhooks.active and state.webhook_id <> all(${uuids(except)})
        and (state.leased_until is null or state.leased_until < ${now} or state.lease = ${lease})
        and (state.paused_until is null or state.paused_until <= ${now})
        and (state.cursor < (select max(seq) from ${changes}) or exists (
          select from webhook_deliveries delivery where delivery.webhook_id = state.webhook_id
            and delivery.state = 'pending' and delivery.next_attempt_at <= ${now}))
      order by state.leased_until nulls first limit 1 for update of state skip locked)
    returning webhook_id as id`)
  return row?.id ?? null
}

export interface Claimed {
  readonly url: string
  /** What it is signed with, the newest first. */
  readonly secrets: string[]
  /** Rounds in which nothing arrived. */
  readonly failures: number
}

/** Goes on with a webhook; null where it is not this process's any more, or was stopped or deleted. */
export async function renew (db: Database, webhookId: string, lease: string, now: SQL): Promise<Claimed | null> {
  const { rows: [row] } = await db.execute<{ [K in keyof Claimed]: Claimed[K] }>(sql`
    update webhook_states state set leased_until = ${now} + ${seconds(LEASE)} from webhooks
    where webhooks.id = state.webhook_id and webhooks.active
      and state.webhook_id = ${webhookId} and state.lease = ${lease}
    returning webhooks.url, state.failures, (
      select json_agg(secret order by created_at desc) from webhook_secrets
      where webhook_id = state.webhook_id and (expires_at is null or expires_at > ${now})) as secrets`)
  return row ?? null
}

/** Lets go of a webhook. */
export async function release (db: Database, webhookId: string, lease: string): Promise<void> {
  await db.update(webhookStates).set({ lease: null, leasedUntil: null })
    .where(and(eq(webhookStates.webhookId, webhookId), eq(webhookStates.lease, lease)))
}

/**
 * Makes out deliveries of what follows in the log and moves the webhook's place, in one transaction: nothing is left
 * out and nothing made out twice. Where the place was set back, deliveries that are done with are made again.
 * @returns whether there was something in the log
 */
export async function makeOut (db: Database, webhookId: string, now: SQL): Promise<boolean> {
  return await db.transaction(async tx => {
    // Nobody who changes the webhook is waited for: the next round comes soon.
    const { rows: [webhook] } = await tx.execute<{ place: number, kinds: string[] | null, wards: string[] | null }>(sql`
      select state.cursor::float8 as place, webhooks.kinds, webhooks.ward_ids as wards
      from webhooks join webhook_states state on state.webhook_id = webhooks.id
      where webhooks.id = ${webhookId} and webhooks.active
      for key share of webhooks skip locked for no key update of state skip locked`)
    if (webhook === undefined) return false
    const entries = await tx
      .select({
        seq: changes.seq,
        at: changes.at,
        kind: changes.kind,
        act: changes.act,
        id: changes.recordId,
        ward: changes.wardId
      })
      .from(changes).where(sql`${changes.seq} > ${webhook.place}`).orderBy(changes.seq).limit(ENTRIES_AT_ONCE)
    const last = entries.at(-1)
    if (last === undefined) return false

    const { kinds, wards } = webhook
    const wanted = entries.filter(({ kind, ward }) =>
      (kinds ?? recordKinds as readonly string[]).includes(kind) &&
      (wards === null || (ward !== null && wards.includes(ward))))
    if (wanted.length > 0) {
      await tx.insert(deliveries).values(wanted.map(({ seq, at, kind, act, id }) => ({
        webhookId,
        seq,
        id: deliveryId(webhookId, { seq, at }),
        type: `${kind}.${act}`,
        recordId: id,
        nextAttemptAt: now,
        createdAt: now
      }))).onConflictDoUpdate({
        target: [deliveries.webhookId, deliveries.seq],
        set: { state: 'pending', attempts: 0, nextAttemptAt: now, deliveredAt: null },
        setWhere: ne(deliveries.state, 'pending')
      })
    }
    await tx.update(webhookStates).set({ cursor: last.seq }).where(eq(webhookStates.webhookId, webhookId))
    return true
  })
}

export interface Due { readonly seq: number, readonly id: string, readonly attempts: number }

/**
 * What is to be sent now, in the order of the log; of one record never a later entry before an earlier one.
 * @param freshFirst what was tried least comes first: it may be the event that fails, not the receiver
 */
export async function due (
  db: Database, webhookId: string, limit: number, freshFirst: boolean, now: SQL
): Promise<Due[]> {
  const { rows } = await db.execute<{ [K in keyof Due]: Due[K] }>(sql`
    select delivery.seq::float8 as seq, delivery.id, delivery.attempts from webhook_deliveries delivery
    where delivery.webhook_id = ${webhookId} and delivery.state = 'pending' and delivery.next_attempt_at <= ${now}
      and not exists (
        select from webhook_deliveries earlier where earlier.webhook_id = delivery.webhook_id
          and earlier.record_id = delivery.record_id and earlier.state = 'pending' and earlier.seq < delivery.seq)
    order by ${freshFirst ? sql`delivery.attempts,` : sql``} delivery.seq limit ${limit}`)
  return rows
}

/** What came of an attempt: the HTTP status, what went wrong, and when it is tried again. */
export interface Attempt {
  readonly status: number | null
  /** Null where it arrived. */
  readonly error: string | null
  /** In how many milliseconds it is tried again; null: never. */
  readonly again: number | null
}

/** Notes an attempt. What another process has brought to an end stays so. */
export async function note (db: Database, id: string, { status, error, again }: Attempt, now: SQL): Promise<void> {
  const arrived = error === null
  await db.update(deliveries).set({
    state: arrived ? 'delivered' : again === null ? 'dead' : 'pending',
    attempts: sql`${deliveries.attempts} + 1`,
    nextAttemptAt: arrived || again === null ? null : sql`${now} + ${seconds(again / 1000)}`,
    lastAttemptAt: now,
    lastStatus: status,
    lastError: error,
    ...(arrived ? { deliveredAt: now } : {})
  }).where(and(eq(deliveries.id, id), eq(deliveries.state, 'pending')))
}

/** Something arrived: the webhook is well. */
export async function noteWell (db: Database, webhookId: string): Promise<void> {
  await db.update(webhookStates).set({ failures: 0, failingSince: null, pausedUntil: null })
    .where(eq(webhookStates.webhookId, webhookId))
}

/**
 * Nothing arrived: the webhook is left alone for a while.
 * @returns whether that has been so for too long
 */
export async function noteFailing (db: Database, webhookId: string, pause: number, now: SQL): Promise<boolean> {
  const { rows: [row] } = await db.execute<{ over: boolean }>(sql`
    update webhook_states set failures = failures + 1, failing_since = coalesce(failing_since, ${now}),
      paused_until = ${now} + ${seconds(pause / 1000)}
    where webhook_id = ${webhookId}
    returning failing_since < ${now} - make_interval(days => ${GIVEN_UP_AFTER}) as over`)
  return row?.over === true
}

const reasons = {
  failing: `nothing arrived for ${GIVEN_UP_AFTER} days`,
  gone: 'the receiver answered 410 Gone'
}

/** Stops a webhook; what is pending stays so until it is set going again. */
export async function stop (db: Database, webhookId: string, why: keyof typeof reasons): Promise<void> {
  await recorded(db, { actor: 'webhooks', reason: reasons[why], at: new Date() }, async log => {
    await log.touch('webhook', [webhookId])
    await log.tx.update(webhooks).set({ active: false, stopped: why })
      .where(and(eq(webhooks.id, webhookId), eq(webhooks.active, true)))
  })
}

/** Forgets what is long done with, and secrets that sign no more. */
export async function forget (db: Database, now: SQL): Promise<void> {
  await db.delete(deliveries).where(sql`${deliveries.state} <> 'pending' and ${deliveries.lastAttemptAt} < ${now} -
    make_interval(days => case ${deliveries.state} when 'dead' then ${DEAD_KEPT}::int else ${DELIVERED_KEPT}::int end)`)
  await db.delete(webhookSecrets).where(sql`${webhookSecrets.expiresAt} <= ${now}`)
}
