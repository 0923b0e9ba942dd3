/**
 * Requests that are repeated: the answer to a request with an `Idempotency-Key` is kept in the transaction of what it
 * did, so that there is never the one without the other.
 */
import { and, eq, lt, sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Database } from '../db/connect.js'
import { locks } from '../db/locks.js'
import { answers } from '../db/tables.js'
import { Problem } from '../http/problems.js'

export interface Answer {
  readonly status: number
  readonly recordId: string
  readonly location: string | null
  readonly body: unknown
}

/** What a request is told by: who sent it, the key that it came with, and all that it asks. */
export interface RepeatableRequest { readonly actor: string, readonly key: string, readonly fingerprint: string }

/** For how long answers are kept. */
const KEPT_DAYS = 7

export const fingerprintOf = (method: string, url: string, body: unknown): string =>
  createHash('sha256').update(JSON.stringify([method, url, body])).digest('base64url')

/**
 * The answer that the request was given before; null where it is the first.
 * @throws Problem where the key came with another request, or the first is still being answered
 */
export async function answeredBefore (tx: Database, request: RepeatableRequest): Promise<Answer | null> {
  const { rows: [lock] } = await tx.execute(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`${request.actor} ${request.key}`}, ${locks.answers})) as held`)
  if (lock!.held !== true) {
    throw new Problem('request-in-progress', {
      en: 'A request with this Idempotency-Key is still being answered; try again shortly.',
      vi: 'Yêu cầu với Idempotency-Key này đang được xử lý; hãy thử lại sau.'
    }, { headers: { 'retry-after': '1' } })
  }
  const [found] = await tx.select().from(answers)
    .where(and(eq(answers.actor, request.actor), eq(answers.key, request.key)))
  if (found === undefined) return null
  if (found.fingerprint !== request.fingerprint) {
    throw new Problem('idempotency-key-reused', {
      en: 'This Idempotency-Key came with another request before: use a new one for each act.',
      vi: 'Idempotency-Key này đã dùng cho yêu cầu khác: hãy dùng khóa mới cho mỗi việc.'
    })
  }
  return found
}

/** Keeps an answer. */
export async function keepAnswer (
  tx: Database, { actor, key, fingerprint }: RepeatableRequest, answer: Answer, at: Date
): Promise<void> {
  await tx.insert(answers).values({ actor, key, fingerprint, at, ...answer })
}

/** Forgets answers that are too old to be asked for. */
export async function forgetAnswers (db: Database, now = new Date()): Promise<void> {
  await db.delete(answers).where(lt(answers.at, new Date(now.getTime() - KEPT_DAYS * 86_400_000)))
}
