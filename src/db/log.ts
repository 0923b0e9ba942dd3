/**
 * The one place that records a write. A change of records runs through `logged`: what was before and after is read in
 * the same transaction, and where they differ the version moves and an entry is appended. A write that changes nothing
 * leaves no trace.
 */
import { eq, inArray, sql, type AnyColumn } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from './connect.js'
import {
  apiKeys, appointments, changes, citations, evidence, indicators, meetings, observations, officials, organisations,
  participants, resolutionRelations, resolutions, sources, tasks, unitChanges, units, unitVersions
} from './tables.js'

/** Rows of another table that belong to a record: by the column that points at it, and which of them. */
interface Part { readonly table: PgTable, readonly of: AnyColumn, readonly only?: AnyColumn }

interface Kind {
  readonly table: PgTable
  readonly key: AnyColumn
  readonly wardId?: AnyColumn
  readonly parts: Record<string, Part>
}

/** The kinds of record that are logged, with the rows that make up each. */
const kinds = {
  unit: { table: units, key: units.id, parts: { versions: { table: unitVersions, of: unitVersions.unitId } } },
  'unit-change': { table: unitChanges, key: unitChanges.id, parts: {} },
  organisation: { table: organisations, key: organisations.id, parts: {} },
  official: {
    table: officials,
    key: officials.id,
    parts: { appointments: { table: appointments, of: appointments.officialId } }
  },
  resolution: {
    table: resolutions,
    key: resolutions.id,
    parts: { relations: { table: resolutionRelations, of: resolutionRelations.fromId } }
  },
  /** Not for the public: whoever answers the log leaves these entries out for all but administrators. */
  key: { table: apiKeys, key: apiKeys.id, parts: {} },
  indicator: { table: indicators, key: indicators.code, parts: {} },
  source: { table: sources, key: sources.id, parts: {} },
  meeting: {
    table: meetings,
    key: meetings.id,
    wardId: meetings.wardId,
    parts: { evidence: { table: evidence, of: evidence.meetingId, only: evidence.property } }
  },
  participant: {
    table: participants,
    key: participants.id,
    wardId: participants.wardId,
    parts: { evidence: { table: evidence, of: evidence.participantId } }
  },
  citation: {
    table: citations,
    key: citations.id,
    wardId: citations.wardId,
    parts: { evidence: { table: evidence, of: evidence.citationId } }
  },
  observation: {
    table: observations,
    key: observations.id,
    wardId: observations.wardId,
    parts: { evidence: { table: evidence, of: evidence.observationId } }
  },
  task: {
    table: tasks,
    key: tasks.id,
    wardId: tasks.wardId,
    parts: { evidence: { table: evidence, of: evidence.taskId } }
  }
} as const satisfies Record<string, Kind>

export type RecordKind = keyof typeof kinds

/** Who writes, why, and at what instant. */
export interface Authorship { readonly actor: string, readonly reason: string | null, readonly at: Date }

interface Snapshot { wardId: string | null, version: number, content: unknown }

const kindOf = (kind: RecordKind): Kind => kinds[kind]

/** The table of a kind, the column of the record's id, and the columns of its primary key. */
export function tableOf (kind: RecordKind) {
  const { table, key, wardId } = kindOf(kind)
  return { table, key, keys: wardId === undefined ? [key] : [wardId, key] }
}

/** The rows of other tables that belong to records of a kind. */
export const partsOf = (kind: RecordKind) =>
  Object.entries(kindOf(kind).parts).map(([name, part]) => ({ name, ...part }))

/** Columns that are no content of a record: what the register works out itself, its bookkeeping, and what is secret. */
const NO_CONTENT = sql`'{words,search,ordered_on,assignee_words,assignee_search,version,created_at,updated_at,
  hash,last_used_at}'::text[]`

async function snapshot (tx: Database, kind: RecordKind, ids: readonly string[]): Promise<Map<string, Snapshot>> {
  const { table, key, wardId, parts } = kindOf(kind)
  const whole = Object.entries(parts).map(([name, { table: rows, of, only }]) => sql`
    || jsonb_build_object(${sql.raw(`'${name}'`)}, (
      select coalesce(jsonb_agg(to_jsonb(${rows}) - ${NO_CONTENT} order by to_jsonb(${rows})::text), '[]') from ${rows}
      where ${of} = ${key} ${only === undefined ? sql`` : sql`and ${only} is not null`}))`)
  const { rows } = await tx.execute<{ id: string, ward_id: string | null, version: number, content: unknown }>(sql`
    select ${key} as id, ${wardId ?? sql`null`} as ward_id, version,
      (to_jsonb(${table}) - ${NO_CONTENT}) ${sql.join(whole)} as content
    from ${table} where ${key} = any(${sql.param([...ids])}::${sql.raw(key.getSQLType())}[])`)
  return new Map(rows.map(({ id, ward_id: wardId, version, content }) => [id, { wardId, version, content }]))
}

/** How many records a write made, changed and left as they were. */
export interface Outcome { created: number, updated: number, deleted: number, unchanged: number }

/**
 * Runs a write of some records of one kind and records what it did.
 * @param ids the records that the write may touch
 * @param write touches their rows; versions and instants are not its business
 */
export async function logged (
  tx: Database, kind: RecordKind, ids: readonly string[], { actor, reason, at }: Authorship, write: () => Promise<void>
): Promise<Outcome> {
  const { table, key } = kindOf(kind)
  const before = await snapshot(tx, kind, ids)
  await write()
  const after = await snapshot(tx, kind, ids)

  const outcome: Outcome = { created: 0, updated: 0, deleted: 0, unchanged: 0 }
  const entries: Array<typeof changes.$inferInsert> = []
  const moved = new Map<number, string[]>()
  for (const id of ids) {
    const [was, now] = [before.get(id), after.get(id)]
    if (was === undefined && now === undefined) continue
    const refiled = was !== undefined && now !== undefined && was.wardId !== now.wardId
    if (!refiled && isDeepStrictEqual(was?.content, now?.content)) {
      outcome.unchanged++
      continue
    }
    const version = (was?.version ?? 0) + 1
    const entry = { at, actor, reason, kind, recordId: id, version }
    const told = (act: 'created' | 'updated' | 'deleted', wardId: string | null, before: unknown, after: unknown) =>
      entries.push({ ...entry, act, wardId, before: before ?? null, after: after ?? null })
    if (refiled) {
      // Filed under another ward: whoever follows the old ward sees it go, whoever follows the new one sees it come.
      told('deleted', was.wardId, was.content, null)
      told('created', now.wardId, null, now.content)
      outcome.updated++
    } else {
      const act = was === undefined ? 'created' : now === undefined ? 'deleted' : 'updated'
      told(act, (now ?? was)!.wardId, was?.content, now?.content)
      outcome[act]++
    }
    if (was !== undefined && now !== undefined) moved.set(version, [...moved.get(version) ?? [], id])
  }
  for (const [version, some] of moved) {
    await tx.update(table).set({ version, updatedAt: at } as object).where(inArray(key, some))
  }
  for (let from = 0; from < entries.length; from += 500) {
    await tx.insert(changes).values(entries.slice(from, from + 500))
  }
  return outcome
}

/** Who wrote each record last, by its id; records that nobody ever wrote are not in it. */
export async function lastActors (
  tx: Database, kind: RecordKind, ids: readonly string[]
): Promise<Map<string, string>> {
  const rows = await tx.selectDistinctOn([changes.recordId], { id: changes.recordId, actor: changes.actor })
    .from(changes).where(sql`${eq(changes.kind, kind)} and ${inArray(changes.recordId, [...ids])}`)
    .orderBy(changes.recordId, sql`${changes.seq} desc`)
  return new Map(rows.map(({ id, actor }) => [id, actor]))
}
