/** Requests for correction in the database; how to reach their senders stands apart and is forgotten in time. */
import { and, eq, sql } from 'drizzle-orm'
import { v4 } from 'uuid'
import { changedSince, is } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { tableOf, type RecordKind } from '../db/log.js'
import { changes, correctionContacts, corrections } from '../db/tables.js'

/** For how long after the answer a sender can be reached. */
const REACHABLE_DAYS = 30

const orders = {
  '-createdAt': ['-createdAt', '-id'],
  createdAt: ['createdAt', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof corrections>

export interface CorrectionFilter {
  readonly status?: string | undefined
  readonly kind?: string | undefined
  readonly updatedSince?: string | undefined
}

const publicColumns = (from: typeof corrections) => ({
  id: from.id,
  kind: from.kind,
  recordId: from.recordId,
  property: from.property,
  wanted: from.wanted,
  status: from.status,
  answer: from.answer,
  answeredAt: from.answeredAt
})

const expired = (answeredAt: typeof corrections.answeredAt) =>
  sql`${answeredAt} < now() - make_interval(days => ${REACHABLE_DAYS})`

const selectCorrections = (db: Database, page: Page<typeof corrections>) => db
  .select({
    ...publicColumns(page),
    message: page.message,
    contact: correctionContacts.contact,
    answeredBy: page.answeredBy,
    version: page.version,
    createdAt: page.createdAt,
    updatedAt: page.updatedAt,
    key: page.key,
    total: page.total
  })
  .from(page)
  .leftJoin(correctionContacts, and(
    eq(correctionContacts.correctionId, page.id), sql`${expired(page.answeredAt)} is not true`))

/** One page of requests, as administrators see them. */
export const listCorrections = (db: Database, { status, kind, updatedSince }: CorrectionFilter, request: PageRequest) =>
  readPage(db, corrections, and(
    is(corrections.status, status), is(corrections.kind, kind), changedSince(corrections.updatedAt, updatedSince)
  ), orders, request, page => selectCorrections(db, page))

/** One request as its sender sees it; null where there is none of this id. */
export async function getCorrection (db: Database, id: string) {
  const [found] = await db.select({ ...publicColumns(corrections), createdAt: corrections.createdAt })
    .from(corrections).where(eq(corrections.id, id))
  return found ?? null
}

/** Whether there is, or was, such a record. */
export async function isKnown (db: Database, kind: RecordKind, id: string): Promise<boolean> {
  const { table, key } = tableOf(kind)
  const { rows: [row] } = await db.execute<{ known: boolean }>(sql`
    select exists (select from ${table} where ${key} = ${id}) or exists (
      select from ${changes} where ${changes.kind} = ${kind} and ${changes.recordId} = ${id}) as known`)
  return row!.known
}

/** How many requests wait for an answer: in all, and about one record. */
export async function countOpen (db: Database, kind: string, id: string): Promise<{ all: number, same: number }> {
  const [row] = await db.select({
    all: sql<number>`count(*)::int`,
    same: sql<number>`(count(*) filter (where ${corrections.kind} = ${kind} and ${corrections.recordId} = ${id}))::int`
  }).from(corrections).where(eq(corrections.status, 'open'))
  return row!
}

export interface CorrectionContent {
  readonly kind: string
  readonly recordId: string
  readonly property: string | null
  readonly wanted: 'correction' | 'removal'
  readonly message: string
  readonly contact: string | null
}

/** Takes a request in. Its id is random, since it is all that its sender is known by. */
export async function createCorrection (db: Database, { contact, ...content }: CorrectionContent, at: Date) {
  const id = v4()
  await db.transaction(async tx => {
    await tx.insert(corrections).values({ ...content, id, createdAt: at, updatedAt: at })
    if (contact !== null) await tx.insert(correctionContacts).values({ correctionId: id, contact })
  })
  return (await getCorrection(db, id))!
}

export interface Answer { readonly outcome: 'accepted' | 'rejected', readonly reason: string }

/** Answers a request that is open. @returns the request as it is then, and whether this answered it; null: none */
export async function answerCorrection (
  db: Database, id: string, { outcome, reason }: Answer, { actor, at }: { actor: string, at: Date }
) {
  const answered = await db.update(corrections)
    .set({
      status: outcome,
      answer: reason,
      answeredAt: at,
      answeredBy: actor,
      updatedAt: at,
      version: sql`${corrections.version} + 1`
    })
    .where(and(eq(corrections.id, id), eq(corrections.status, 'open'))).returning({ id: corrections.id })
  const row = await readOne(db, corrections, eq(corrections.id, id), page => selectCorrections(db, page))
  return row === null ? null : { row, isAnswered: answered.length === 1 }
}

/** Forgets how to reach the senders of requests that were answered long ago. */
export async function forgetContacts (db: Database): Promise<void> {
  await db.delete(correctionContacts).where(sql`${correctionContacts.correctionId} in
    (select ${corrections.id} from ${corrections} where ${expired(corrections.answeredAt)})`)
}
