/**
 * Keys: how they are made, what is kept of them, and whose key a request came with. The secret is shown once and never
 * stored; what is stored is its hash, which needs no salt since the secret is 32 random bytes.
 */
import { eq } from 'drizzle-orm'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Database } from '../db/connect.js'
import { apiKeys } from '../db/tables.js'
import type { Principal, Scope } from './principal.js'

const SECRET = /^sp_[\w-]{43}$/

/** A new secret: `sp_` and 32 random bytes. */
export const newSecret = (): string => `sp_${randomBytes(32).toString('base64url')}`

/** What is stored of a secret. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** By what people recognise a key in a list. */
export const prefixOf = (secret: string): string => secret.slice(0, 10)

/** Whether a secret is the key of the configuration. */
export const isAdminKey = (secret: string, adminKey: string | null): boolean =>
  adminKey !== null && timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hashOf(adminKey), 'hex'))

/** The holder of the key of the configuration. */
export const administrator: Principal = {
  actor: 'admin', keyId: null, name: 'ADMIN_KEY', scopes: new Set(['admin']), wardIds: null
}

/** A key as it was found: whose it is, and until when. */
export interface FoundKey {
  readonly principal: Principal
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
}

/** The key of a secret; null where there is none. */
export async function findKey (db: Database, secret: string): Promise<FoundKey | null> {
  if (!SECRET.test(secret)) return null
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hashOf(secret)))
  if (row === undefined) return null
  const { id, name, scopes, wardIds, ...dates } = row
  const principal = { actor: `key:${id}`, keyId: id, name, scopes: new Set(scopes as Scope[]), wardIds }
  return { principal, expiresAt: dates.expiresAt, revokedAt: dates.revokedAt, lastUsedAt: dates.lastUsedAt }
}

/** Notes that a key was used; no change of the key, so that its version stays. */
export async function noteUse (db: Database, keyId: string, at: Date): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, keyId))
}
