/**
 * The whole register at one point, read from the log: what the last entry up to that point says of each record. Nothing
 * is held open while a reader takes it in, however long that takes, and however much is written meanwhile.
 */
import { and, desc, eq, gt, lte } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import type { Exchanged } from '../db/exchange.js'
import { entryColumns, newestPlace, recordOf, type Reader } from '../db/feed.js'
import type { Place } from '../domain/changes.js'
import { changes } from '../db/tables.js'
import type { RecordKind } from '../db/log.js'

const AT_ONCE = 500

/** The end of the log: the point at which a snapshot is taken. */
export const pointOf = async (db: Database): Promise<Place> => await newestPlace(db)

/**
 * The records of a kind at a point, by id.
 * @param point a place in the log
 */
export async function * recordsAt (
  db: Database, kind: RecordKind, { seq }: Place, reader: Reader
): AsyncGenerator<Exchanged[]> {
  let after: string | null = null
  for (;;) {
    const rows: Array<Parameters<typeof recordOf>[0] & { id: string }> = await db
      .selectDistinctOn([changes.recordId], entryColumns(changes, reader)).from(changes)
      .where(and(
        eq(changes.kind, kind), lte(changes.seq, seq), after === null ? undefined : gt(changes.recordId, after)))
      .orderBy(changes.recordId, desc(changes.seq))
      .limit(AT_ONCE)
    if (rows.length === 0) return
    after = rows.at(-1)!.id
    yield rows.map(recordOf).filter(record => record !== null)
  }
}
