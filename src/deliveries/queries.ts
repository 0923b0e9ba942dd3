/** What was sent to webhooks, or is to be, from the database; what makes it out and sends it is in delivery/. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { writtenAt } from '../db/feed.js'
import { readPage, type Orders, type PageRequest } from '../db/keyset.js'
import { webhookDeliveries as deliveries, webhooks, webhookStates } from '../db/tables.js'

const orders = { '-cursor': ['-seq'], cursor: ['seq'] } as const satisfies Orders<typeof deliveries>

/** What is shown of deliveries: of the table, or of a page of it. */
const columnsOf = (rows: Pick<typeof deliveries, keyof typeof deliveries['_']['columns']>) => ({
  seq: rows.seq,
  entryAt: writtenAt(rows.seq),
  id: rows.id,
  type: rows.type,
  record: rows.recordId,
  state: rows.state,
  attempts: rows.attempts,
  nextAttemptAt: rows.nextAttemptAt,
  lastAttemptAt: rows.lastAttemptAt,
  lastStatus: rows.lastStatus,
  lastError: rows.lastError,
  deliveredAt: rows.deliveredAt,
  createdAt: rows.createdAt
})

/** One page of what was sent to a webhook, or is to be. */
export async function listDeliveries (
  db: Database, webhookId: string, states: readonly string[] | undefined, request: PageRequest
) {
  const where = and(eq(deliveries.webhookId, webhookId), states && inArray(deliveries.state, states as ['pending']))
  return await readPage(db, deliveries, where, orders, request, page =>
    db.select({ ...columnsOf(page), key: page.key, total: page.total }).from(page))
}

/** Sends a delivery again, under its id. @returns null where there is none of this id */
export async function redeliver (db: Database, webhookId: string, id: string) {
  return await db.transaction(async tx => {
    const [row] = await tx.update(deliveries)
      .set({ state: 'pending', attempts: 0, nextAttemptAt: sql`now()`, deliveredAt: null })
      .where(and(eq(deliveries.webhookId, webhookId), eq(deliveries.id, id))).returning(columnsOf(deliveries))
    await tx.update(webhookStates).set({ pausedUntil: null }).where(eq(webhookStates.webhookId, webhookId))
    return row ?? null
  })
}

/** Whether there is a webhook of this id; asked only where it has no deliveries. */
export async function webhookExists (db: Database, id: string): Promise<boolean> {
  return (await db.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.id, id))).length > 0
}
