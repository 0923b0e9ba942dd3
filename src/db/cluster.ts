/**
 * The schema on a Citus cluster. Ward-owned tables, those whose primary key begins with ward_id, are distributed by it
 * and lie together; shared records go to every node as reference tables; the rest (the log, the search, deliveries,
 * imports, answers) stays on the coordinator. What is what is read from the catalogue, so there is no list to forget.
 */
import { getTableName, sql } from 'drizzle-orm'
import { recordKinds } from '../domain/changes.js'
import type { Database } from './connect.js'
import { partsOf, tableOf } from './log.js'

export type Placement = 'reference' | 'distributed'

export interface Placed { readonly table: string, readonly placement: Placement }

/** The column by which wards are shared out. */
export const DISTRIBUTED_BY = 'ward_id'

/** The tables of records, of which those that are not ward-owned are shared. */
const recordTables = new Set(recordKinds.flatMap(kind =>
  [tableOf(kind).table, ...partsOf(kind).map(({ table }) => table)]).map(getTableName))

type Found = { table: string, wardOwned: boolean, refersTo: string[] }

/** All tables of the register that leave the coordinator, what is referred to before what refers to it. */
export async function placements (db: Database): Promise<Placed[]> {
  const { rows } = await db.execute<Found>(sql`
    select relation.relname as "table",
      coalesce(first.attname = ${DISTRIBUTED_BY}, false) as "wardOwned",
      array(select distinct other.relname::text from pg_constraint reference
        join pg_class other on other.oid = reference.confrelid
        where reference.conrelid = relation.oid and reference.contype = 'f'
        and reference.confrelid <> reference.conrelid) as "refersTo"
    from pg_class relation
    left join pg_constraint key on key.conrelid = relation.oid and key.contype = 'p'
    left join pg_attribute first on first.attrelid = relation.oid and first.attnum = key.conkey[1]
    where relation.relnamespace = current_schema::regnamespace and relation.relkind in ('r', 'p')
    order by relation.relname`)
  const open = rows.filter(({ table, wardOwned }) => wardOwned || recordTables.has(table))
    .sort((a, b) => Number(a.wardOwned) - Number(b.wardOwned))
  const placed: Placed[] = []
  while (open.length > 0) {
    const at = open.findIndex(({ refersTo }) => !refersTo.some(other => open.some(({ table }) => table === other)))
    if (at < 0) throw new Error(`${open.map(({ table }) => table).join(', ')} refer to each other in a circle`)
    const { table, wardOwned } = open.splice(at, 1)[0]!
    placed.push({ table, placement: wardOwned ? 'distributed' : 'reference' })
  }
  return placed
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * The statement that places a table.
 * @param group a distributed table with which it is to lie together; null for the first
 */
export const statementFor = ({ table, placement }: Placed, group: string | null): string =>
  placement === 'reference'
    ? `select create_reference_table(${literal(table)})`
    : `select create_distributed_table(${literal(table)}, ${literal(DISTRIBUTED_BY)}, ` +
      `colocate_with => ${literal(group ?? 'none')})`

/** Where the tables are that left the coordinator already; tables that Citus only knows of are not among them. */
async function present (db: Database): Promise<Map<string, Placement>> {
  const { rows } = await db.execute<{ table: string, method: string, model: string }>(sql`
    select relation.relname as "table", placed.partmethod::text as method, placed.repmodel::text as model
    from pg_dist_partition placed join pg_class relation on relation.oid = placed.logicalrelid
    where relation.relnamespace = current_schema::regnamespace`)
  const tables = new Map<string, Placement>()
  for (const { table, method, model } of rows) {
    if (method === 'h') tables.set(table, 'distributed')
    if (method === 'n' && model === 't') tables.set(table, 'reference')
  }
  return tables
}

/** Whether ward-owned tables are distributed in this database. */
export async function isDistributed (db: Database): Promise<boolean> {
  const { rows: [found] } = await db.execute<{ known: boolean }>(
    sql`select to_regclass('pg_dist_partition') is not null as known`)
  return found!.known && [...(await present(db)).values()].includes('distributed')
}

export class NoCluster extends Error {}

/** @throws NoCluster that says what is missing */
export async function demandCluster (db: Database): Promise<void> {
  const { rows: [found] } = await db.execute<{ version: string | null, available: boolean }>(sql`
    select (select extversion from pg_extension where extname = 'citus') as version,
      exists (select from pg_available_extensions where name = 'citus') as available`)
  if (found!.version === null) {
    throw new NoCluster(found!.available
      ? 'this database has no Citus: run CREATE EXTENSION citus in it and in the same database of every worker, and ' +
        'add the workers with citus_add_node; see SCALING.md'
      : 'this PostgreSQL has no Citus: DATABASE_URL must lead to the coordinator of a Citus cluster, where the ' +
        'package of Citus is installed on every node and shared_preload_libraries names citus; see SCALING.md')
  }
  if (Number.parseInt(found!.version) < 12) {
    throw new NoCluster(`Citus 12 or newer is needed; this is ${found!.version}`)
  }
  const { rows: [{ nodes } = { nodes: 0 }] } = await db.execute<{ nodes: number }>(sql`
    select count(*)::int as nodes from pg_dist_node where isactive and shouldhaveshards`)
  if (nodes === 0) throw new NoCluster('no node takes shards: add workers with citus_add_node on the coordinator')
}

export interface Step extends Placed {
  readonly statement: string
  /** Whether it had been done before. */
  readonly done: boolean
}

/**
 * Places all tables; what is in its place is left there, so that the same goes on where it was broken off.
 * @param dryRun only tells what would be done
 * @param told is told of each step, before it is done
 */
export async function distribute (db: Database, dryRun: boolean, told: (step: Step) => void): Promise<Step[]> {
  const [plan, there] = [await placements(db), await present(db)]
  const isDistributed = ({ table }: Placed) => there.get(table) === 'distributed'
  let group = plan.find(isDistributed)?.table ?? null
  const steps: Step[] = []
  for (const placed of plan) {
    const now = there.get(placed.table)
    if (now !== undefined && now !== placed.placement) {
      throw new Error(`${placed.table} is a ${now} table, not a ${placed.placement} one: undistribute it first`)
    }
    const step = { ...placed, statement: statementFor(placed, group), done: now !== undefined }
    steps.push(step)
    told(step)
    // One transaction for each, as Citus wants it: rows go to their shards with each step.
    if (!step.done && !dryRun) await db.execute(sql.raw(step.statement))
    if (placed.placement === 'distributed') group ??= placed.table
  }
  return steps
}
