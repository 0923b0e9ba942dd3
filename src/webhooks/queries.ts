/** Webhooks in the database: what is shown of them, their making and changing, and from where on they are told. */
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { changedSince } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { knowsPlace, newestPlace, writtenAt } from '../db/feed.js'
import { jsonList } from '../db/json.js'
import { readOne, readPage, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { recorded, type Authorship } from '../db/log.js'
import { units, webhookDeliveries as deliveries, webhooks, webhookSecrets, webhookStates } from '../db/tables.js'
import type { Place } from '../domain/changes.js'
import { newSecret } from '../delivery/signature.js'

const orders = {
  '-createdAt': ['-createdAt', '-id'],
  createdAt: ['createdAt', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof webhooks>

interface WardRow { id: string, slug: string, name: string }

function selectWebhooks (db: Database, page: Page<typeof webhooks>) {
  const wards = db
    .select({
      list: jsonList<WardRow>(
        { id: units.id, slug: units.slug, name: units.name }, { order: sql`${units.sortKey}, ${units.id}` }).as('wards')
    })
    .from(units)
    .where(sql`${units.id} = any(${page.wardIds})`)
    .as('wards')
  const counted = (state: string) => sql<number>`(select count(*)::int from ${deliveries}
    where ${deliveries.webhookId} = ${page.id} and ${deliveries.state} = ${state})`
  return db
    .select({
      id: page.id,
      url: page.url,
      description: page.description,
      kinds: page.kinds,
      limited: sql<boolean>`${page.wardIds} is not null`,
      wards: wards.list,
      active: page.active,
      stopped: page.stopped,
      seq: webhookStates.cursor,
      entryAt: writtenAt(webhookStates.cursor),
      failingSince: webhookStates.failingSince,
      pausedUntil: webhookStates.pausedUntil,
      pending: counted('pending'),
      dead: counted('dead'),
      secretChangedAt: page.secretChangedAt,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt,
      key: page.key,
      total: page.total
    })
    .from(page)
    .innerJoin(webhookStates, eq(webhookStates.webhookId, page.id))
    .leftJoinLateral(wards, sql`true`)
}

/** No list of wards means every ward. */
const shown = <R extends { limited: boolean, wards: WardRow[] | null, pending: number, dead: number }>(row: R) => {
  const { limited, wards, pending, dead, ...rest } = row
  return { ...rest, wards: limited ? wards : null, deliveries: { pending, dead } }
}

/** One page of webhooks. */
export async function listWebhooks (db: Database, updatedSince: string | undefined, request: PageRequest) {
  const where = changedSince(webhooks.updatedAt, updatedSince)
  const page = await readPage(db, webhooks, where, orders, request, page => selectWebhooks(db, page))
  return { ...page, rows: page.rows.map(shown) }
}

/** One webhook; null where there is none of this id. */
export async function getWebhook (db: Database, id: string) {
  const row = await readOne(db, webhooks, eq(webhooks.id, id), page => selectWebhooks(db, page))
  return row === null ? null : shown(row)
}

export interface WebhookContent {
  readonly url: string
  readonly description: string | null
  /** Null: every kind. */
  readonly kinds: readonly string[] | null
  /** Null: every ward, and shared records. */
  readonly wardIds: readonly string[] | null
  readonly active: boolean
}

const columnsOf = ({ kinds, wardIds, ...content }: Partial<WebhookContent>) => ({
  ...content,
  ...(kinds === undefined ? {} : { kinds: kinds === null ? null : [...kinds] }),
  ...(wardIds === undefined ? {} : { wardIds: wardIds === null ? null : [...wardIds] })
})

/** Makes a webhook, which is told of what is written from now on. @returns it with its secret */
export async function createWebhook (db: Database, content: WebhookContent, author: Authorship) {
  const secret = newSecret()
  const id = v7()
  const { at } = author
  await recorded(db, author, async log => {
    await log.touch('webhook', [id], new Set([id]))
    await log.tx.insert(webhooks).values({
      ...content, ...columnsOf(content), id, secretChangedAt: at, createdAt: at, updatedAt: at
    } as typeof webhooks.$inferInsert)
    await log.tx.insert(webhookSecrets).values({ webhookId: id, secret, createdAt: at })
    await log.tx.insert(webhookStates).values({ webhookId: id, cursor: (await newestPlace(log.tx)).seq })
  })
  return { secret, ...(await getWebhook(db, id))! }
}

/** Whether a webhook is of a version that was named, where one was. */
export type Versions = readonly number[] | '*' | null
const isStale = (version: number, versions: Versions) =>
  versions !== null && versions !== '*' && !versions.includes(version)

/** Nothing failed yet: it is tried at once. */
const well = { failures: 0, failingSince: null, pausedUntil: null }

/**
 * Changes a webhook; set going, it goes on where it stopped. Deliveries that were made out stay what they are.
 * @returns null where there is none of this id, `stale` where it has another version than was named
 */
export async function updateWebhook (
  db: Database, id: string, change: Partial<WebhookContent>, versions: Versions, author: Authorship
) {
  const { result } = await recorded(db, author, async log => {
    const before = (await log.touch('webhook', [id])).get(id)
    if (before === undefined) return null
    if (isStale(before.version, versions)) return 'stale'
    const going = change.active === true ? { stopped: null } : {}
    await log.tx.update(webhooks).set({ ...columnsOf(change), ...going }).where(eq(webhooks.id, id))
    if (change.active === true || change.url !== undefined) {
      await log.tx.update(webhookStates).set(well).where(eq(webhookStates.webhookId, id))
    }
    return 'changed'
  })
  return result === 'changed' ? await getWebhook(db, id) : result
}

/** Deletes a webhook with all that was to be sent. @returns whether it was there, or stale */
export async function deleteWebhook (
  db: Database, id: string, versions: Versions, author: Authorship
): Promise<'deleted' | 'stale' | null> {
  const { result } = await recorded(db, author, async log => {
    const before = (await log.touch('webhook', [id])).get(id)
    if (before === undefined) return null
    if (isStale(before.version, versions)) return 'stale'
    await log.tx.delete(webhooks).where(eq(webhooks.id, id))
    return 'deleted'
  })
  return result
}

/**
 * Gives a webhook a new secret; the old one signs beside it for some hours.
 * @returns it with the new secret; null where there is none of this id
 */
export async function rotateSecret (db: Database, id: string, graceHours: number, author: Authorship) {
  const secret = newSecret()
  const { at } = author
  const until = new Date(at.getTime() + graceHours * 3_600_000)
  const { result: done } = await recorded(db, author, async log => {
    if (!(await log.touch('webhook', [id])).has(id)) return false
    const { webhookId, expiresAt } = webhookSecrets
    if (graceHours === 0) await log.tx.delete(webhookSecrets).where(eq(webhookId, id))
    await log.tx.update(webhookSecrets).set({ expiresAt: until })
      .where(and(eq(webhookId, id), or(isNull(expiresAt), gt(expiresAt, until))))
    await log.tx.insert(webhookSecrets).values({ webhookId: id, secret, createdAt: at })
    await log.tx.update(webhooks).set({ secretChangedAt: at }).where(eq(webhooks.id, id))
    return true
  })
  return done ? { secret, ...(await getWebhook(db, id))! } : null
}

/** Where to send, and what to sign with; null where there is none of this id. */
export async function targetOf (db: Database, id: string): Promise<{ url: string, secrets: string[] } | null> {
  const rows = await db.select({ url: webhooks.url, secret: webhookSecrets.secret })
    .from(webhooks).innerJoin(webhookSecrets, eq(webhookSecrets.webhookId, webhooks.id))
    .where(and(eq(webhooks.id, id), or(isNull(webhookSecrets.expiresAt), gt(webhookSecrets.expiresAt, sql`now()`))))
    .orderBy(desc(webhookSecrets.createdAt))
  const [first] = rows
  return first === undefined ? null : { url: first.url, secrets: rows.map(({ secret }) => secret) }
}

/**
 * Sets a webhook back to a place in the log: everything after it is sent again.
 * @returns null where there is none of this id, `unknown` where the log has no such place
 */
export async function replay (db: Database, id: string, after: Place) {
  if (!await knowsPlace(db, after)) return 'unknown'
  await db.update(webhookStates).set({ cursor: sql`least(${webhookStates.cursor}, ${after.seq})`, ...well })
    .where(eq(webhookStates.webhookId, id))
  return await getWebhook(db, id)
}
