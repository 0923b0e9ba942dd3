/**
 * What instances tell each other of their clients' allowances: points by client and window, in a table that a crash may
 * empty. No request waits for it: each instance counts by itself and tells the sum now and then, in one statement.
 */
import { sql } from 'drizzle-orm'
import type { Database } from './connect.js'

/** Points that one instance has counted of a client since it last told. */
export interface Share {
  /** Policy and client, such as `address:203.0.113.7`. */
  readonly name: string
  readonly points: number
  /** Milliseconds until the window ends. */
  readonly left: number
}

/** The client of a share, as all instances together have counted it. */
export interface Shared { readonly name: string, readonly points: number, readonly left: number }

/**
 * Adds shares to what all have counted. A window that runs already keeps its end, by the clock of the database.
 * @returns for each share, what all have counted by now
 */
export async function tellShares (db: Database, shares: readonly Share[]): Promise<Shared[]> {
  // In one order, so that instances that tell at one time wait for each other instead of both.
  const sorted = [...shares].sort((a, b) => a.name < b.name ? -1 : 1)
  const { rows } = await db.execute<{ name: string, points: number, left: number }>(sql`
    insert into allowances as known (name, points, ends_at)
    select name, points, now() + millis * interval '1 millisecond'
    from unnest(${sql.param(sorted.map(({ name }) => name))}::text[],
      ${sql.param(sorted.map(({ points }) => points))}::int[],
      ${sql.param(sorted.map(({ left }) => Math.ceil(left)))}::int[]) as told (name, points, millis)
    on conflict (name) do update set
      points = excluded.points + case when known.ends_at > now() then known.points else 0 end,
      ends_at = case when known.ends_at > now() then known.ends_at else excluded.ends_at end
    returning name, points, (extract(epoch from ends_at - now()) * 1000)::int as left`)
  return rows
}

/** Forgets windows that are over; those that another instance is just clearing away are its business. */
export async function forgetShares (db: Database): Promise<void> {
  await db.execute(sql`delete from allowances where name in
    (select name from allowances where ends_at <= now() for update skip locked)`)
}
