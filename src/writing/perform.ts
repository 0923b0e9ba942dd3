/**
 * One write of a request: in a transaction of its own, with what it is then answered, kept where the sender asked so.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authorOf, principalOf } from '../auth/request.js'
import type { Database } from '../db/connect.js'
import { Log, type Act, type RecordKind } from '../db/log.js'
import { answeredBefore, fingerprintOf, keepAnswer, type Answer, type RepeatableRequest } from './answers.js'
import { loadBans } from './bans.js'
import type { Item, Work } from './item.js'
import { settleChanged } from './waiting.js'
import { retried, workOf } from './write.js'

interface Written { readonly answer: Answer, readonly again: boolean }

interface Asked {
  readonly request: FastifyRequest
  /** What a repeated request is told by; null where it did not ask for that. */
  readonly repeatable: RepeatableRequest | null
  /** Writes and tells which record it wrote. */
  readonly write: (work: Work) => Promise<Item>
}

/** How a record that was written is answered; what was done to it is undefined where nothing changed. */
export type AnswerOf = (tx: Database, item: Item, act: Act | undefined) => Promise<Answer>

export const headerOf = (request: FastifyRequest, name: string) => request.headers[name] as string | undefined
export const reasonOf = (request: FastifyRequest) => (request.query as { reason?: string }).reason ?? null

/** One act in its transaction: what it wrote, as it is then answered, and the answer kept where the sender asked. */
export async function perform (
  app: FastifyInstance, kind: RecordKind, answerOf: AnswerOf, { request, repeatable, write }: Asked
): Promise<Written> {
  const author = authorOf(request, reasonOf(request))
  const written = await retried(async () => await app.db.transaction(async (given): Promise<Written> => {
    const tx = given as Database
    const before = repeatable === null ? null : await answeredBefore(tx, repeatable)
    if (before !== null) return { answer: before, again: true }
    const log = new Log(tx, author)
    const work = workOf(log, principalOf(request))
    await loadBans(work)
    const item = await write(work)
    if (item.problem !== null) throw item.problem
    const acts = await log.close()
    await settleChanged(tx, acts, author.at)
    const answer = await answerOf(tx, item, acts.get(kind)?.get(item.id))
    if (repeatable !== null) await keepAnswer(tx, repeatable, answer, author.at)
    return { answer, again: false }
  }))
  if (!written.again && kind.startsWith('unit')) await app.units.load()
  return written
}

/** Sends what a write is answered. */
export function send (reply: FastifyReply, { answer, again }: Written) {
  if (answer.status === 201 && answer.location !== null) reply.header('location', answer.location)
  if (again) reply.header('idempotency-replayed', 'true')
  return reply.code(answer.status).send(answer.body)
}

/** What a request is told by when it comes again; null where it does not ask for that. */
export function repeatableOf (request: FastifyRequest): RepeatableRequest | null {
  const key = headerOf(request, 'idempotency-key')
  if (key === undefined) return null
  const { actor } = principalOf(request)
  return { actor, key, fingerprint: fingerprintOf(request.method, request.url, request.body) }
}
