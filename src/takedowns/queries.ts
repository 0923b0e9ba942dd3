/** Takedowns from the database. */
import { eq } from 'drizzle-orm'
import { is } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { takedowns } from '../db/tables.js'

const orders = { '': ['-at', '-id'] } as const satisfies Orders<typeof takedowns>

const selectTakedowns = (db: Database, page: Page<typeof takedowns>) => db
  .select({
    id: page.id,
    kind: page.kind,
    recordId: page.recordId,
    reason: page.reason,
    actor: page.actor,
    at: page.at,
    changed: {
      records: page.records, entries: page.entries, answers: page.answers, corrections: page.corrections
    },
    key: page.key,
    total: page.total
  })
  .from(page)

/** One page of takedowns, the newest first. */
export const listTakedowns = (db: Database, kind: string | undefined, request: PageRequest) =>
  readPage(db, takedowns, is(takedowns.kind, kind), orders, request, page => selectTakedowns(db, page))

/** One takedown; null where there is none of this id. */
export async function getTakedown (db: Database, id: string) {
  return await readOne(db, takedowns, eq(takedowns.id, id), page => selectTakedowns(db, page))
}
