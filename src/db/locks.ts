/**
 * Locks that instances take among each other, for the length of a transaction, so that a pooler in between is no
 * matter.
 */
import { sql } from 'drizzle-orm'
import type { Database } from './connect.js'

/**
 * Some stand for many locks: one for each key of a repeatable request; for each name of a person in each body, each
 * name of a body, each number of a document; for the figures of each ward and period; for what texts propose of each
 * day in each ward; for each id that is written; for each ward and period that is checked; on a cluster for records.
 */
export const locks = {
  migrate: 7_301_001,
  load: 7_301_002,
  log: 7_301_003,
  answers: 7_301_004,
  names: 7_301_005,
  figures: 7_301_006,
  ids: 7_301_007,
  proposals: 7_301_008,
  takedown: 7_301_009,
  search: 7_301_010,
  coverage: 7_301_011,
  records: 7_301_012
} as const

/** Waits, however long, until no other instance holds the lock; it is given back with the transaction. */
export async function takeLock (tx: Database, lock: 'migrate' | 'load' | 'takedown' | 'search'): Promise<void> {
  await tx.execute(sql`set local statement_timeout = 0`)
  await tx.execute(sql`select pg_advisory_xact_lock(${locks[lock]})`)
}

/** Waits for the locks of a kind that stand for these keys, always in one order. */
export async function takeLocks (
  tx: Database, kind: 'names' | 'figures' | 'proposals' | 'records', keys: readonly string[]
): Promise<void> {
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(key, ${sql.raw(String(locks[kind]))}))
    from (select distinct key from unnest(${sql.param([...new Set(keys)])}::text[]) as key order by key) as keys`)
}

/** Whether ward-owned rows lie on a Citus cluster, where one statement cannot lock those of several wards. */
let onCluster = false

export const isOnCluster = (): boolean => onCluster

/** Notes whether this process works on a cluster; before it writes. */
export function noteCluster (found: boolean): void {
  onCluster = found
}

/** Keeps others from writing ward-owned records until the transaction ends, where their rows cannot be locked. */
export async function lockByName (tx: Database, kind: string, ids: readonly string[]): Promise<void> {
  await takeLocks(tx, 'records', ids.map(id => `${kind} ${id}`))
}
