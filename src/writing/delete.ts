/**
 * How records end, and how they come back: a deletion leaves a tombstone in the log, with its reason, from which the
 * record can be restored.
 */
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import { limitedKey } from '../auth/problems.js'
import { mayWriteShared } from '../auth/principal.js'
import type { Database } from '../db/connect.js'
import { exchanged } from '../db/exchange.js'
import { deletionOf, tableOf, type Content, type RecordKind, type Snapshot } from '../db/log.js'
import { remove } from '../db/store.js'
import {
  changes, citations, evidence, observations, participants, resolutionRelations, tasks, unitVersions, units
} from '../db/tables.js'
import { notFound, Problem } from '../http/problems.js'
import { claimTables, type ClaimKind } from './claims.js'
import { flagFigures, writeFlags } from './figures.js'
import { Item, type Work } from './item.js'
import { checkPresence, checkWard } from './save.js'

/** What refers to a record although no key of the database says so. */
const alsoUsedBy: Partial<Record<RecordKind, (id: string) => SQL[]>> = {
  organisation: id => [sql`select from ${participants} where ${participants.organisationIds} @> array[${id}]::uuid[]`],
  resolution: id => [
    sql`select from ${citations} where ${id}::uuid = any(${citations.candidateIds})`,
    sql`select from ${resolutionRelations} where ${resolutionRelations.toId} = ${id}`
  ],
  source: id => [
    sql`select from ${evidence} where ${evidence.sourceId} = ${id}`,
    sql`select from ${observations} where ${observations.sourceId} = ${id}`
  ],
  unit: id => [
    sql`select from ${unitVersions} where ${unitVersions.parentId} = ${id} and ${unitVersions.unitId} <> ${id}`,
    sql`select from ${units} where ${units.parentId} = ${id} or ${units.provinceId} = ${id}`
  ]
}

async function checkUse (tx: Database, kind: RecordKind, id: string): Promise<void> {
  for (const use of alsoUsedBy[kind]?.(id) ?? []) {
    const { rows: [row] } = await tx.execute(sql`select exists (${use}) as used`)
    if (row!.used === true) {
      throw new Problem('in-use', {
        en: 'Other records refer to it: change or delete those first.',
        vi: 'Còn bản ghi khác tham chiếu đến: hãy sửa hoặc xóa các bản ghi đó trước.'
      })
    }
  }
}

/** Deletes a record with all that hangs on it. The item has its id, and the version that the sender has seen. */
export async function deleteRecord (work: Work, kind: RecordKind, item: Item): Promise<Snapshot | undefined> {
  const { log, tx, writer } = work
  item.before = (await log.touch(kind, [item.id])).get(item.id)
  if (item.before === undefined) return undefined
  checkPresence(item)
  if (item.before.wardId !== null) checkWard(work, item, item.before.wardId)
  else if (!mayWriteShared(writer)) item.refuse(limitedKey())
  if (item.problem !== null) throw item.problem
  await checkUse(tx, kind, item.id)

  if (kind === 'meeting') {
    for (const [part, table] of Object.entries(claimTables) as Array<[ClaimKind, typeof tasks]>) {
      const rows = await tx.select({ id: table.id }).from(table)
        .where(and(eq(table.wardId, item.before.wardId!), eq(table.meetingId, item.id)))
      await dropFigures(work, part, rows.map(({ id }) => id))
    }
  }
  await dropFigures(work, kind, [item.id])
  return item.before
}

/** Deletes records; of figures, the flags of those that stay are told anew. */
async function dropFigures (work: Work, kind: RecordKind, ids: readonly string[]): Promise<void> {
  const changed = kind === 'observation' ? await flagFigures(work, [], new Set(ids), new Set()) : []
  await remove(work.log, kind, ids)
  await writeFlags(work, new Map([...changed].filter(([id]) => !ids.includes(id))))
}

const order: readonly RecordKind[] = ['participant', 'citation', 'observation', 'task']
const listOf: Partial<Record<RecordKind, string>> = {
  participant: 'participants', citation: 'citations', observation: 'observations', task: 'tasks'
}

/** The record that was deleted, as a draft: a meeting with all that was deleted with it. Null where none was. */
export async function draftOfDeleted (tx: Database, kind: RecordKind, id: string): Promise<object | null> {
  const deletion = await deletionOf(tx, kind, id)
  if (deletion?.content == null) return null
  const draft = exchanged(kind, deletion.content)
  if (kind !== 'meeting') return draft
  const rows = await tx.select({ kind: changes.kind, before: changes.before }).from(changes)
    .where(and(
      eq(changes.transaction, deletion.transaction), eq(changes.act, 'deleted'), inArray(changes.kind, [...order]),
      sql`${changes.before} ->> 'meeting_id' = ${id}`))
    .orderBy(changes.seq)
  const lists = Object.fromEntries(order.map(part => [listOf[part]!, rows
    .filter(row => row.kind === part)
    .map(row => exchanged(part, row.before as Content))
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map(({ ward, meeting, ...claim }) => claim)]))
  return { ...draft, ...lists }
}

/**
 * A record that was asked for.
 * @throws Problem that says whether there never was one, or how it ended by the time that is asked about
 */
export async function foundOrGone<T> (
  { server, query }: FastifyRequest, kind: RecordKind, id: string, record: T | null
): Promise<T> {
  if (record !== null) return record
  const { knownAt } = query as { knownAt?: string }
  throw await goneProblem(server.db, kind, id, knownAt) ?? notFound(id)
}

/** The instant and reason of a deletion, as a problem. */
export async function goneProblem (
  db: Database, kind: RecordKind, id: string, knownAt?: string
): Promise<Problem | null> {
  if (tableOf(kind).key.getSQLType() === 'uuid' && !/^[0-9a-f-]{36}$/i.test(id)) return null
  const deletion = await deletionOf(db, kind, id.toLowerCase())
  if (deletion === null || (knownAt !== undefined && new Date(knownAt) < deletion.at)) return null
  const { at, reason, redacted } = deletion
  return new Problem('gone', {
    en: `The record was ${redacted ? 'taken down' : 'deleted'} at ${at.toISOString()}` +
      `${reason === null ? '' : `: ${reason}`}.`,
    vi: `Bản ghi đã bị xóa lúc ${at.toISOString()}${reason === null ? '' : `: ${reason}`}.`
  })
}
