/**
 * Loading the built-in records: loading again changes nothing and leaves no trace, what somebody corrected or deleted
 * is left alone, and what a new release says differently is brought up to date, with a version and an entry in the log.
 */
import { sql } from 'drizzle-orm'
import t from 'tap'
import { claimId } from './helpers/expected.js'
import { recorded, type RecordKind } from '../src/db/log.js'
import { migrate } from '../src/db/migrate.js'
import { builtInId } from '../src/domain/ids.js'
import { articles } from '../src/records/index.js'
import { ACTOR, loadFirst, loadRecords } from '../src/records/load.js'
import { recordBatches } from '../src/records/rows.js'
import { LOADED_AT, openDatabase } from './helpers/register.js'

const { db, pool } = await openDatabase(t)
await migrate(db)

const LATER = new Date('2026-02-01T00:00:00.000Z')
const first = await loadRecords(db, new Date(LOADED_AT))
const total = first.created

/** The log, without what differs from run to run. */
const log = async () => (await pool.query(
  'select at, actor, act, kind, record_id, version, before, after from changes order by seq')).rows
const one = async (query: string, id: string) => (await pool.query(query, [id])).rows[0]

const meeting = builtInId('meeting', 'ha-khanh-2024-01-06')
const task = (at: number) => claimId('task', 'ha-khanh-2024-01-06', at)

/** A write by somebody else, through the log as all writes are. */
const somebody = async (kind: RecordKind, id: string, statement: ReturnType<typeof sql>) => {
  await recorded(db, { actor: 'a clerk', reason: 'correction', at: LATER }, async log => {
    await log.touch(kind, [id])
    await log.tx.execute(statement)
  })
}

t.test('the first loading creates every record, and the log has one entry for each', async t => {
  t.ok(total > 300)
  t.strictSame(first, { created: total, updated: 0, unchanged: 0 })
  const entries = await log()
  t.equal(entries.length, total)
  t.ok(entries.every(entry => entry.actor === ACTOR && entry.act === 'created' && entry.version === 1 &&
    entry.before === null && entry.after !== null && entry.at.toISOString() === LOADED_AT))
  t.equal(new Set(entries.map(entry => `${entry.kind} ${entry.record_id}`)).size, total)
})

t.test('loading again changes nothing and appends nothing to the log', async t => {
  const before = await log()
  t.strictSame(await loadRecords(db, LATER), { created: 0, updated: 0, unchanged: total })
  t.strictSame(await log(), before)
  for (const table of ['units', 'organisations', 'officials', 'resolutions', 'indicators', 'sources',
    'meetings', 'participants', 'citations', 'observations', 'tasks']) {
    const { rows } = await pool.query(
      `select count(*)::int as moved from ${table} where version <> 1 or updated_at <> $1`, [LOADED_AT])
    t.strictSame(rows, [{ moved: 0 }], table)
  }
})

t.test('a register that was written to is not loaded as a first one', async t => {
  t.strictSame(await loadFirst(db, true, LATER), { created: 0, updated: 0, unchanged: 112 })
  t.equal((await log()).length, total)
})

t.test('a record that a new release tells differently is updated, with version 2 and an entry', async t => {
  const of = 'select title, version, created_at, updated_at from meetings where id = $1'
  const { title } = await one(of, meeting)
  // As an older release would have left it: nobody else has written to it.
  await pool.query("update meetings set title = 'Tên cũ' where id = $1", [meeting])
  const before = (await log()).length
  t.strictSame(await loadRecords(db, LATER), { created: 0, updated: 1, unchanged: total - 1 })
  t.strictSame(await one(of, meeting), { title, version: 2, created_at: new Date(LOADED_AT), updated_at: LATER })
  const [entry, ...more] = (await log()).slice(before)
  t.strictSame(more, [])
  t.match(entry, {
    at: LATER,
    actor: ACTOR,
    act: 'updated',
    kind: 'meeting',
    record_id: meeting,
    version: 2,
    before: { title: 'Tên cũ' },
    after: { title }
  })
  t.strictSame(await loadRecords(db, LATER), { created: 0, updated: 0, unchanged: total })
})

t.test('every property of every kind is brought up to date, also one that only some records have', async t => {
  const group = claimId('participant', 'ha-khanh-2024-01-06', 4)
  await pool.query("update participants set group_name = 'Tên cũ' where id = $1", [group])
  await pool.query("update citations set as_cited = 'Tên cũ' where id = $1",
    [claimId('citation', 'ha-khanh-2024-01-06', 1)])
  await pool.query("update appointments set title = 'Tên cũ' where official_id = $1",
    [builtInId('official', 'nguyen-thanh-binh')])
  t.match(await loadRecords(db, LATER), { updated: 4, unchanged: total - 4 })
  t.equal((await one('select group_name from participants where id = $1', group)).group_name, 'Đảng viên khu phố 2')
})

t.test('a passage that a new release places differently is a change of its claim, and so of the meeting', async t => {
  const { rowCount } = await pool.query('update evidence set end_at = end_at + 1 where task_id = $1', [task(3)])
  t.equal(rowCount, 1)
  t.match(await loadRecords(db, LATER), { updated: 2, unchanged: total - 2 })
  t.equal((await one('select version from tasks where id = $1', task(3))).version, 2)
  t.equal((await one('select end_at from evidence where task_id = $1', task(3))).end_at, 4599)
})

t.test('a record that somebody corrected is left as it is', async t => {
  await somebody('task', task(0), sql`update tasks set text = 'Đã sửa' where id = ${task(0)}`)
  const before = await log()
  t.match(before.slice(-2), [
    { actor: 'a clerk', act: 'updated', kind: 'meeting', record_id: meeting },
    { actor: 'a clerk', act: 'updated', version: 2, after: { text: 'Đã sửa' } }
  ])
  t.strictSame(await loadRecords(db, LATER), { created: 0, updated: 0, unchanged: total })
  t.strictSame(await one('select text, version from tasks where id = $1', task(0)), { text: 'Đã sửa', version: 2 })
  t.strictSame(await log(), before)
})

t.test('a meeting is brought up to date although somebody corrected what hangs on it', async t => {
  await pool.query("update meetings set title = 'Tên cũ' where id = $1", [meeting])
  t.match(await loadRecords(db, LATER), { updated: 1 })
  t.not((await one('select title from meetings where id = $1', meeting)).title, 'Tên cũ')
})

t.test('a record that somebody deleted stays deleted, with its passages', async t => {
  await somebody('task', task(1), sql`delete from tasks where id = ${task(1)}`)
  t.match((await log()).slice(-2), [
    { act: 'deleted', kind: 'task', version: 2, after: null }, { act: 'updated', kind: 'meeting', record_id: meeting }
  ])
  t.strictSame(await loadRecords(db, LATER), { created: 0, updated: 0, unchanged: total })
  t.equal(await one('select id from tasks where id = $1', task(1)), undefined)
  t.equal(await one('select id from evidence where task_id = $1', task(1)), undefined)
})

t.test('a meeting that somebody deleted stays deleted with all that hung on it, and loading goes on', async t => {
  const deleted = builtInId('meeting', 'duc-xuan-2023-04-13')
  const hanging = sql.raw(['participants', 'citations', 'observations', 'tasks'].map(table =>
    `${table[0]} as (delete from ${table} where meeting_id = '${deleted}')`).join(', '))
  await somebody('meeting', deleted, sql`with ${hanging} delete from meetings where id = ${deleted}`)
  const failure = await loadRecords(db, LATER).then(() => null, error => String(error.cause ?? error).slice(0, 200))
  t.equal(failure, null)
  t.equal(await one('select id from meetings where id = $1', deleted), undefined)
  t.equal(await one('select id from tasks where meeting_id = $1', deleted), undefined)
})

t.test('a write that changes nothing leaves no trace', async t => {
  const before = await log()
  await somebody('task', task(2), sql`update tasks set text = text where id = ${task(2)}`)
  t.strictSame(await log(), before)
})

t.test('two instances that start on an empty register load it once', async t => {
  const empty = await openDatabase(t)
  await migrate(empty.db)
  const outcomes = await Promise.all([loadFirst(empty.db, true), loadFirst(empty.db, true)])
  t.strictSame(outcomes.toSorted((a, b) => b.created - a.created), [
    { created: total, updated: 0, unchanged: 0 },
    { created: 0, updated: 0, unchanged: 112 }
  ])
  const { rows } = await empty.pool.query('select count(*)::int as entries from changes')
  t.strictSame(rows, [{ entries: total }])
})

t.test('a first start without the built-in records has the catalogue of indicators alone', async t => {
  const empty = await openDatabase(t)
  await migrate(empty.db)
  t.match(await loadFirst(empty.db, false), { created: 112 })
  const { rows } = await empty.pool.query('select kind, count(*)::int from changes group by kind')
  t.strictSame(rows, [{ kind: 'indicator', count: 112 }])
})

t.test('a register that is there already gets what is new in the catalogue, and nothing else', async t => {
  const { db, pool } = await openDatabase(t)
  await migrate(db)
  await loadFirst(db, false, new Date(LOADED_AT))
  await pool.query("delete from indicators where code = 'poor-fund'")
  await pool.query("delete from changes where kind = 'indicator' and record_id = 'poor-fund'")
  // As an operator would have added it.
  await pool.query(`insert into indicators (code, name, name_en, unit, category, kind, nature, words)
    values ('own', 'Của ta', 'our own', 'người', 'party', 'count', 'stock', 'cua ta')`)

  t.strictSame(await loadFirst(db, true, LATER), { created: 1, updated: 0, unchanged: 111 })
  const { rows } = await pool.query(
    'select at, actor, act, kind, record_id, version, before from changes where at = $1', [LATER])
  t.strictSame(rows, [
    { at: LATER, actor: ACTOR, act: 'created', kind: 'indicator', record_id: 'poor-fund', version: 1, before: null }
  ])
  t.strictSame((await pool.query('select count(*)::int as count from indicators')).rows, [{ count: 113 }])
  t.strictSame((await pool.query('select count(*)::int as count from meetings')).rows, [{ count: 0 }])
  t.strictSame(await loadFirst(db, true, LATER), { created: 0, updated: 0, unchanged: 112 })
})

const claimKinds = ['participant', 'citation', 'observation', 'task']
const claimIds = () => recordBatches().filter(({ kind }) => claimKinds.includes(kind))
  .flatMap(({ rows }) => rows.map(row => String(row.id)))

t.test('the id of a claim is made of what it is and where it stands, and no two are the same', async t => {
  const expected = articles.flatMap(({ key, participants, groups, citations, observations, tasks }) => [
    ...participants.map(({ official }) => builtInId('participant', `${key} ${official}`)),
    ...groups.map(({ name }) => builtInId('participant', `${key} ${name}`)),
    ...citations.map(({ at }) => builtInId('citation', `${key} ${at[0]![0]}`)),
    ...observations.map(({ indicator, at }) => builtInId('observation', `${key} ${indicator} ${at[0]![0]}`)),
    ...tasks.map(({ at }) => builtInId('task', `${key} ${at[0]![0]}`))
  ])
  t.strictSame(claimIds().toSorted(), expected.toSorted())
  t.equal(new Set(expected).size, expected.length)
})

t.test('a claim that a later release adds before the others changes the id of none', async t => {
  const before = claimIds()
  const [article] = articles
  const added = {
    participants: { ...article!.participants[0]!, official: 'somebody-new' },
    citations: { ...article!.citations[0]!, at: [[1, 2]] },
    observations: { ...article!.observations[0]!, at: [[1, 2]] },
    tasks: { ...article!.tasks[0]!, at: [[1, 2]] }
  }
  const lists = Object.entries(added)
    .map(([name, claim]) => [article![name as keyof typeof added] as unknown[], claim] as const)
  t.teardown(() => { for (const [list, claim] of lists) if (list[0] === claim) list.shift() })
  for (const [list, claim] of lists) list.unshift(claim)
  const after = claimIds()
  t.equal(after.length, before.length + 4)
  t.strictSame(before.filter(id => !after.includes(id)), [])
})
