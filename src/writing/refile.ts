/** How a meeting goes to another ward. */
import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { RecordKind } from '../db/log.js'
import { evidence, meetings, observations, tasks } from '../db/tables.js'
import { claimTables } from './claims.js'
import { figuresOf, type Checked } from './figures.js'
import type { Work } from './item.js'

/**
 * Files a meeting under another ward, with all that hangs on it: the same ids, other rows.
 * @returns its figures, as they were and as they are now
 */
export async function refile (work: Work, id: string, from: string, to: string): Promise<Checked[]> {
  const { log, tx } = work
  const figures = await figuresOf(work, eq(observations.meetingId, id))
  for (const [kind, table] of Object.entries(claimTables) as Array<[RecordKind, typeof tasks]>) {
    const rows = await tx.select({ id: table.id }).from(table)
      .where(and(eq(table.wardId, from), eq(table.meetingId, id)))
    await log.touch(kind, rows.map(row => row.id).sort())
  }
  const copy = async (table: PgTable, where: ReturnType<typeof sql>) => {
    const names = Object.values(getTableColumns(table))
      .filter(column => column.generated === undefined && column.name !== 'ward_id')
      .map(column => sql.identifier(column.name))
    const list = sql.join(names, sql`, `)
    await tx.execute(sql`
      insert into ${table} (ward_id, ${list}) select ${to}::uuid, ${list} from ${table} where ${where}`)
  }
  const of = sql`ward_id = ${from} and meeting_id = ${id}`
  await copy(meetings, sql`ward_id = ${from} and id = ${id}`)
  for (const table of Object.values(claimTables)) await copy(table, of)
  await tx.execute(sql`update ${evidence} set ward_id = ${to} where ${of}`)
  for (const table of Object.values(claimTables)) await tx.execute(sql`delete from ${table} where ${of}`)
  await tx.execute(sql`delete from ${meetings} where ward_id = ${from} and id = ${id}`)
  return [...figures, ...figures.map(figure => ({ ...figure, wardId: to }))]
}
