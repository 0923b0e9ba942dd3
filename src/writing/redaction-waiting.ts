/**
 * Items of imports that wait for others: of one that bears what is taken down nothing is kept, whoever it may be about,
 * since what it refers to is not known yet. Its import tells that it failed.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { importDeferred, sources } from '../db/tables.js'
import { occurrencesOf } from '../domain/names.js'
import type { Scope } from './redaction-scope.js'

const AT_ONCE = 500

/** Empties the items that bear the words, or that refer to the source whose text is taken down as a whole. */
export async function redactWaiting (tx: Database, { names, target }: Scope): Promise<void> {
  const [source] = names.length > 0
    ? []
    : await tx.select({ sha256: sources.sha256 }).from(sources).where(eq(sources.id, target.id))
  const isSource = (text: string) => names.length === 0 && [target.id, source?.sha256].includes(text.toLowerCase())
  const bears = (value: unknown): boolean => typeof value === 'string'
    ? isSource(value) || occurrencesOf(value, names).length > 0
    : typeof value === 'object' && value !== null &&
      Object.entries(value).some(([name, part]) => bears(name) || bears(part))
  const { importId, position } = importDeferred
  for (let last: typeof importDeferred.$inferSelect | undefined; ;) {
    const rows = await tx.select().from(importDeferred)
      .where(last && sql`(${importId}, ${position}) > (${last.importId}, ${last.position})`)
      .orderBy(importId, position).limit(AT_ONCE)
    for (const row of rows) {
      if (!bears(row.draft)) continue
      await tx.update(importDeferred).set({ draft: sql`'null'::jsonb` })
        .where(and(eq(importId, row.importId), eq(position, row.position)))
    }
    if (rows.length < AT_ONCE) return
    last = rows.at(-1)!
  }
}
