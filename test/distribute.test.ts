/**
 * The schema on a Citus cluster: what Citus asks of tables that are distributed is held against the migrated catalogue,
 * and the verb against a stand-in for the functions of Citus. On what has no Citus the verb says what is missing.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { readConfig } from '../src/config.js'
import { DISTRIBUTED_BY, demandCluster, distribute, placements, type Placement } from '../src/db/cluster.js'
import { connect } from '../src/db/connect.js'
import { noteCluster } from '../src/db/locks.js'
import { migrate } from '../src/db/migrate.js'
import { startPostgres } from './helpers/postgres.js'
import { ADMIN_KEY, bearer, fill, openDatabase, serve } from './helpers/register.js'

const { db } = await openDatabase(t)
await migrate(db)
const plan = await placements(db)
const placed = new Map<string, Placement>(plan.map(({ table, placement }) => [table, placement]))
const server = await startPostgres()
t.teardown(server.stop)

t.test('ward-owned tables are distributed, shared records are on every node, the rest stays', async t => {
  const tables = (placement: Placement) =>
    plan.filter(one => one.placement === placement).map(({ table }) => table).sort()
  t.strictSame(tables('distributed'), [
    'citations', 'coverage_checks', 'evidence', 'meetings', 'observations', 'participants', 'tasks'
  ])
  t.strictSame(tables('reference'), [
    'appointments', 'indicators', 'officials', 'organisations', 'resolution_relations', 'resolutions', 'sources',
    'unit_changes', 'unit_versions', 'units'
  ])
  for (const table of ['changes', 'search_entries', 'webhook_deliveries']) t.notOk(placed.has(table), table)
})

interface Key { name: string, table: string, columns: string[] }

t.test('what is unique in a distributed table says of which ward', async t => {
  const { rows } = await db.execute<Key & Record<string, unknown>>(sql`
    select index.relname as name, relation.relname as "table",
      array(select attname::text from pg_attribute
        where attrelid = relation.oid and attnum = any(pg_index.indkey)) as columns
    from pg_index join pg_class index on index.oid = indexrelid join pg_class relation on relation.oid = indrelid
    where relation.relnamespace = current_schema::regnamespace and (indisunique or indisexclusion)`)
  const unique = rows.filter(({ table }) => placed.get(table) === 'distributed')
  t.ok(unique.length > 10)
  for (const { name, columns } of unique) t.ok(columns.includes(DISTRIBUTED_BY), name)
})

t.test('references go to the same ward or to what is on every node, and never from there to a ward', async t => {
  const { rows } = await db.execute<{
    name: string, table: string, other: string, here: string[], there: string[], clears: boolean
  }>(sql`
    select conname as name, relation.relname as "table", other.relname as other, confdeltype in ('n', 'd') as clears,
      array(select attname::text from unnest(conkey) with ordinality as k (n, at)
        join pg_attribute on attrelid = conrelid and attnum = n order by at) as here,
      array(select attname::text from unnest(confkey) with ordinality as k (n, at)
        join pg_attribute on attrelid = confrelid and attnum = n order by at) as there
    from pg_constraint join pg_class relation on relation.oid = conrelid join pg_class other on other.oid = confrelid
    where contype = 'f' and relation.relnamespace = current_schema::regnamespace`)
  t.ok(rows.length > 30)
  for (const { name, table, other, here, there, clears } of rows) {
    const [from, to] = [placed.get(table), placed.get(other)]
    if (from === 'distributed' && to === 'distributed') {
      const at = here.indexOf(DISTRIBUTED_BY)
      t.ok(at >= 0 && there[at] === DISTRIBUTED_BY, `${name}: within a ward`)
      t.notOk(clears, `${name}: does not clear the ward`)
    } else if (from === 'distributed') {
      t.equal(to, 'reference', `${name}: to every node`)
      t.notOk(clears && here.includes(DISTRIBUTED_BY), name)
    } else {
      t.not(to, 'distributed', `${name}: to no ward`)
      if (from === 'reference') t.equal(to, 'reference', `${name}: among what is on every node`)
    }
  }
})

t.test('no triggers, rules, sequences, policies, heirs or partitions, and a ward in every row', async t => {
  const { rows } = await db.execute<{ table: string, what: string[] }>(sql`
    select relation.relname as "table", array_remove(array[
      case when exists (select from pg_trigger where tgrelid = relation.oid and not tgisinternal) then 'trigger' end,
      case when exists (select from pg_rewrite where ev_class = relation.oid) then 'rule' end,
      case when relrowsecurity then 'policy' end,
      case when relpersistence <> 'p' or relkind <> 'r' or relispartition then 'no plain table' end,
      case when exists (select from pg_inherits where relation.oid in (inhparent, inhrelid)) then 'heir' end,
      case when exists (select from pg_attribute
        where attrelid = relation.oid and attidentity <> '') then 'identity' end,
      case when exists (select from pg_attrdef where adrelid = relation.oid
        and pg_get_expr(adbin, adrelid) like '%nextval%') then 'sequence' end,
      case when exists (select from pg_attribute where attrelid = relation.oid
        and attname = ${DISTRIBUTED_BY} and (not attnotnull or attgenerated <> '')) then 'no ward' end
    ], null) as what
    from pg_class relation where relnamespace = current_schema::regnamespace and relkind in ('r', 'p')`)
  const kept = rows.filter(({ table }) => placed.has(table))
  t.equal(kept.length, plan.length)
  t.strictSame(kept.filter(({ what }) => what.length > 0), [])
})

t.test('without Citus the verb says what is missing', async t => {
  type Said = [code: number, out: string, err: string]
  const run = async (environment: Record<string, string>) => await new Promise<Said>(resolve => {
    const { PATH, HOME } = process.env
    const options = {
      cwd: fileURLToPath(new URL('..', import.meta.url)), env: { PATH, HOME, ...environment } as NodeJS.ProcessEnv
    }
    const command = ['--import=tsx', 'src/cli.ts', 'distribute', '--dry-run']
    execFile(process.execPath, command, options, (error, out, err) => {
      resolve([Number(error?.code ?? 0), out, err])
    })
  })
  t.strictSame(await run({ DATABASE_URL: server.url }), [1, '',
    'so-phuong: this PostgreSQL has no Citus: DATABASE_URL must lead to the coordinator of a Citus cluster, where ' +
    'the package of Citus is installed on every node and shared_preload_libraries names citus; see SCALING.md\n'])
  t.strictSame(await run({}), [1, '',
    'so-phuong: the embedded database cannot be distributed: DATABASE_URL must lead to the coordinator of a Citus ' +
    'cluster\n'])
  await t.rejects(demandCluster(db), /this PostgreSQL has no Citus/)
})

t.test('where rows cannot be locked their names are, and writers still take turns', async t => {
  const statements: string[] = []
  const config = readConfig({ DATABASE_URL: server.url })
  const connection = await connect(config, statement => { statements.push(statement) })
  await migrate(connection.db)
  await fill(connection.db)
  const { ask, get } = await serve(t, connection)
  t.teardown(async () => await connection.close())
  noteCluster(true)
  t.teardown(() => { noteCluster(false) })
  statements.length = 0
  const { body: { data: [{ id, version }] } } = await get('/v1/tasks')
  const headers = { ...bearer(ADMIN_KEY), 'if-match': '*' }
  const written = await Promise.all(Array.from({ length: 12 }, async (_, n) =>
    await ask('PATCH', `/v1/tasks/${id}`, headers, { text: `Nhiệm vụ thử ${n}` })))
  t.strictSame([...new Set(written.map(({ status }) => status))], [200])
  t.strictSame(written.map(({ body }) => body.version).sort((a, b) => a - b), written.map((_, n) => version + n + 1))
  const locking = statements.filter(statement => /for (update|share)/.test(statement))
  t.strictSame(locking.filter(statement => /"(tasks|meetings|observations|citations)"/.test(statement)), [])
  t.ok(statements.some(statement => statement.includes('citus.multi_shard_modify_mode')))
})

t.test('lists of one ward say the ward of every table, so that one node answers them', async t => {
  const statements: string[] = []
  const config = readConfig({ DATABASE_URL: server.url })
  const connection = await connect(config, statement => { statements.push(statement) })
  const { get } = await serve(t, connection)
  t.teardown(async () => await connection.close())
  const include = 'include=participants,resolutions,observations,tasks,sources,evidence'
  for (const list of [`meetings?${include}&`, 'observations?', 'citations?', 'tasks?', 'participants?']) {
    statements.length = 0
    const { body } = await get(`/v1/${list}ward=tay-son`)
    t.ok(body.data.length > 0, list)
    t.ok(statements.some(statement => statement.includes('lateral')), list)
    t.strictSame(statements.filter(statement => /= "(page|part)"\."ward_id"/.test(statement)), [], list)
  }
})

t.test('each table is placed once, in an order that keys allow; what was broken off goes on', async t => {
  // Citus notes what it was told, and fails once on the way.
  for (const statement of [
    'create table pg_dist_partition (logicalrelid regclass, partmethod "char", repmodel "char")',
    'create table told (at serial, statement text)',
    `create function create_reference_table(name text) returns void language sql as $$
      insert into told (statement) values ('reference ' || name);
      insert into pg_dist_partition values (name::regclass, 'n', 't') $$`,
    `create function create_distributed_table(name text, by text, colocate_with text)
      returns void language plpgsql as $$ begin
        if name = 'tasks' and not exists (select from told where statement = 'mended') then
          raise exception 'a node is away';
        end if;
        insert into told (statement) values (name || ' by ' || by || ' with ' || colocate_with);
        insert into pg_dist_partition values (name::regclass, 'h', 's');
      end $$`
  ]) await db.execute(sql.raw(statement))
  const told = async () => (await db.execute<{ statement: string }>(sql`select statement from told order by at`))
    .rows.map(({ statement }) => statement)

  const dry = await distribute(db, true, () => {})
  t.strictSame(await told(), [], 'a dry run changes nothing')
  t.equal(dry.find(({ table }) => table === 'evidence')!.statement,
    "select create_distributed_table('evidence', 'ward_id', colocate_with => 'coverage_checks')")

  await t.rejects(distribute(db, false, () => {}), { cause: { message: 'a node is away' } })
  const before = await told()
  await db.execute(sql`insert into told (statement) values ('mended')`)
  const steps = await distribute(db, false, () => {})
  const all = (await told()).filter(statement => statement !== 'mended')
  t.strictSame(all.slice(0, before.length), before)
  t.strictSame(all, [
    'reference indicators', 'reference officials', 'reference sources', 'reference units', 'reference organisations',
    'reference appointments', 'reference resolutions', 'reference resolution_relations', 'reference unit_changes',
    'reference unit_versions', 'coverage_checks by ward_id with none', 'meetings by ward_id with coverage_checks',
    'citations by ward_id with coverage_checks', 'observations by ward_id with coverage_checks',
    'participants by ward_id with coverage_checks', 'tasks by ward_id with coverage_checks',
    'evidence by ward_id with coverage_checks'
  ])
  t.strictSame(steps.filter(({ done }) => done).length, before.length)
  t.strictSame((await distribute(db, false, () => {})).filter(({ done }) => !done), [], 'nothing is left to do')

  await db.execute(sql`update pg_dist_partition set partmethod = 'h' where logicalrelid = 'units'::regclass`)
  await t.rejects(distribute(db, false, () => {}),
    { message: 'units is a distributed table, not a reference one: undistribute it first' })
})
