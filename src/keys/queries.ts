/** Keys in the database: what is shown of them, and their making and revoking, which go into the log. */
import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { hashOf, newSecret, prefixOf } from '../auth/keys.js'
import type { Scope } from '../auth/principal.js'
import type { Database } from '../db/connect.js'
import { jsonList } from '../db/json.js'
import { readOne, readPage, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { recorded, type Authorship } from '../db/log.js'
import { apiKeys, units } from '../db/tables.js'

const orders = {
  '-createdAt': ['-createdAt', '-id'],
  createdAt: ['createdAt', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof apiKeys>

interface WardRow { id: string, slug: string, name: string }

function selectKeys (db: Database, page: Page<typeof apiKeys>) {
  const wards = db
    .select({
      list: jsonList<WardRow>(
        { id: units.id, slug: units.slug, name: units.name }, { order: sql`${units.sortKey}, ${units.id}` }).as('wards')
    })
    .from(units)
    .where(sql`${units.id} = any(${page.wardIds})`)
    .as('wards')
  return db
    .select({
      id: page.id,
      name: page.name,
      prefix: page.prefix,
      scopes: sql<Scope[]>`${page.scopes}`,
      limited: sql<boolean>`${page.wardIds} is not null`,
      wards: wards.list,
      expiresAt: page.expiresAt,
      revokedAt: page.revokedAt,
      lastUsedAt: page.lastUsedAt,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt,
      key: page.key,
      total: page.total
    })
    .from(page)
    .leftJoinLateral(wards, sql`true`)
}

/** No list of wards means every ward; that is not the same as an empty one. */
const shown = <R extends { limited: boolean, wards: WardRow[] | null }>({ limited, wards, ...row }: R) =>
  ({ ...row, wards: limited ? wards : null })

/** One page of keys; those that were revoked or have expired are among them. */
export async function listKeys (db: Database, request: PageRequest) {
  const page = await readPage(db, apiKeys, undefined, orders, request, page => selectKeys(db, page))
  return { ...page, rows: page.rows.map(shown) }
}

/** One key; null where there is none of this id. */
export async function getKey (db: Database, id: string) {
  const row = await readOne(db, apiKeys, eq(apiKeys.id, id), page => selectKeys(db, page))
  return row === null ? null : shown(row)
}

export interface KeyContent {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Null: every ward. */
  readonly wardIds: readonly string[] | null
  readonly expiresAt: Date | null
}

/** Makes a key. @returns the key with its secret, which nobody can read again */
export async function createKey (db: Database, { name, scopes, wardIds, expiresAt }: KeyContent, author: Authorship) {
  const secret = newSecret()
  const id = v7()
  await recorded(db, author, async log => {
    await log.touch('key', [id], new Set([id]))
    await log.tx.insert(apiKeys).values({
      id,
      name,
      hash: hashOf(secret),
      prefix: prefixOf(secret),
      scopes: [...scopes],
      wardIds: wardIds === null ? null : [...wardIds],
      expiresAt,
      createdAt: author.at,
      updatedAt: author.at
    })
  })
  return { key: secret, ...(await getKey(db, id))! }
}

/** Revokes a key, once: it keeps the instant of the first time. @returns null where there is none of this id */
export async function revokeKey (db: Database, id: string, author: Authorship) {
  await recorded(db, author, async log => {
    await log.touch('key', [id])
    await log.tx.update(apiKeys)
      .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${author.at.toISOString()})` })
      .where(eq(apiKeys.id, id))
  })
  return await getKey(db, id)
}
