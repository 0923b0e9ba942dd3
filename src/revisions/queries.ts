/** Revisions of a record from the log, one statement a page; also of records that are no more. */
import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { entryColumns, recordOf, type Reader } from '../db/feed.js'
import { readPage, type Orders, type PageRequest } from '../db/keyset.js'
import type { RecordKind } from '../db/log.js'
import { changes } from '../db/tables.js'

const orders = { '-version': ['-seq'], version: ['seq'] } as const satisfies Orders<typeof changes>

/** What a record is known by in the log. */
export interface Subject { readonly kind: RecordKind, readonly id: string }

/** One page of what a record was. Units are told only where they are wards. */
export async function listRevisions (db: Database, { kind, id }: Subject, request: PageRequest, reader: Reader) {
  const isAnswered = kind === 'unit'
    ? sql`coalesce(${changes.after}, ${changes.before}) ->> 'level' = 'ward'`
    : undefined
  const where = and(eq(changes.kind, kind), eq(changes.recordId, id), isAnswered)
  const page = await readPage(db, changes, where, orders, request, page => db
    .select({ ...entryColumns(page, reader), key: page.key, total: page.total }).from(page))
  return {
    ...page,
    rows: page.rows.map(({ content, unnamed, version, at, act, actor, reason }) =>
      ({ version, at, act, actor, reason, record: recordOf({ kind, content, unnamed }) }))
  }
}
