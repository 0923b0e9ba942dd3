/** The claims that hang on a meeting, in the form in which they are also sent. */
import { eq } from 'drizzle-orm'
import { exchanged, type Exchanged } from '../db/exchange.js'
import { citations, participants, tasks } from '../db/tables.js'
import { withoutNulls, type Work } from '../writing/item.js'

const tables = { participant: participants, citation: citations, task: tasks } as const

/** The participants, citations and tasks of a meeting. */
export async function claimsAt (
  { log, tx }: Work, meetingId: string
): Promise<Record<keyof typeof tables, Exchanged[]>> {
  const found: Record<keyof typeof tables, Exchanged[]> = { participant: [], citation: [], task: [] }
  for (const kind of Object.keys(tables) as Array<keyof typeof tables>) {
    const table = tables[kind] as typeof tasks
    const ids = await tx.select({ id: table.id }).from(table).where(eq(table.meetingId, meetingId))
    const records = await log.touch(kind, ids.map(({ id }) => id).sort())
    found[kind] = [...records.values()].map(({ content }) => withoutNulls(exchanged(kind, content)))
  }
  return found
}
