/**
 * The log: every write appends what the record was and what it became, with who did it and why; nothing else does.
 */
import { sql, type SQL } from 'drizzle-orm'
import t from 'tap'
import { recorded, type Act, type RecordKind } from '../src/db/log.js'
import { builtInId } from '../src/domain/ids.js'
import { claimId, haKhanh } from './helpers/expected.js'
import { LOADED_AT, openRegister } from './helpers/register.js'

const { connection: { db, pool }, get } = await openRegister(t)

const AT = new Date('2026-02-01T10:00:00.000Z')
const clerk = { actor: 'a clerk', reason: 'đính chính', at: AT }

const nghiHoa = builtInId('unit', 'ward:nghi-hoa')
const taySon = builtInId('unit', 'ward:tay-son')

/** The entries about a record, the oldest first; without those of the loading. */
const entriesOf = async (id: string) => (await pool.query(`select
  at, actor, reason, act, kind, record_id, ward_id, version, before, after
  from changes where record_id = $1 and at <> $2 order by seq`, [id, LOADED_AT])).rows

const length = async (): Promise<number> =>
  (await pool.query('select count(*)::int as count from changes')).rows[0].count

/** Statements, written as one change of one record; tells what the log says of it. */
async function write (kind: RecordKind, id: string, ...statements: SQL[]): Promise<Act | undefined> {
  const { acts } = await recorded(db, clerk, async log => {
    await log.touch(kind, [id])
    for (const statement of statements) await log.tx.execute(statement)
  })
  return acts.get(kind)?.get(id)
}

/** A meeting that nothing hangs on. */
const meeting = builtInId('meeting', 'test')
const insertMeeting = (wardId: string, title = 'Giao ban', id = meeting) => sql`insert into meetings
  (ward_id, id, title, type, held_on, words)
  values (${wardId}, ${id}, ${title}, 'giao-ban', '2026-01-31', 'giao ban')`
const content = (wardId: string, title = 'Giao ban') => ({
  id: meeting,
  parts: 0,
  plans: null,
  title,
  type: 'giao-ban',
  status: 'verified',
  ends_on: null,
  host_id: null,
  reviews: null,
  session: null,
  summary: null,
  ward_id: wardId,
  evidence: [],
  held_on: '2026-01-31',
  inferred: [],
  also_types: [],
  external_id: null,
  source_system: null,
  counterpart_id: null
})
const common = { at: AT, actor: 'a clerk', reason: 'đính chính', kind: 'meeting', record_id: meeting }
const rowsOfMeeting = async () =>
  (await pool.query('select ward_id, version, updated_at from meetings where id = $1', [meeting])).rows

const made = { ...common, act: 'created', ward_id: nghiHoa, version: 1, before: null, after: content(nghiHoa) }

t.test('a record that is made has an entry with all that it is', async t => {
  t.strictSame(await write('meeting', meeting, insertMeeting(nghiHoa)),
    'created')
  t.strictSame(await entriesOf(meeting), [made])
})

const renamed = {
  ...made, act: 'updated', version: 2, before: content(nghiHoa), after: content(nghiHoa, 'Giao ban tháng 1')
}

t.test('a record that is changed has an entry with what it was and what it became', async t => {
  t.strictSame(await write('meeting', meeting,
    sql`update meetings set title = 'Giao ban tháng 1' where id = ${meeting}`),
  'updated')
  t.strictSame(await entriesOf(meeting), [made, renamed])
  t.strictSame(await rowsOfMeeting(), [{ ward_id: nghiHoa, version: 2, updated_at: AT }])
  t.match((await get(`/v1/meetings/${meeting}`)).body, { title: 'Giao ban tháng 1', version: 2 })
})

const [gone, come] = [
  { ...renamed, act: 'deleted', version: 3, before: renamed.after, after: null },
  { ...renamed, act: 'created', ward_id: taySon, version: 3, before: null, after: content(taySon, 'Giao ban tháng 1') }
]

t.test('a record filed under another ward goes from the one and comes to the other, as one version', async t => {
  t.strictSame(await write('meeting', meeting,
    sql`delete from meetings where id = ${meeting}`, insertMeeting(taySon, 'Giao ban tháng 1')),
  'updated')
  t.strictSame(await entriesOf(meeting), [made, renamed, gone, come])
  t.strictSame(await rowsOfMeeting(), [{ ward_id: taySon, version: 3, updated_at: AT }])
  t.match((await get(`/v1/meetings/${meeting}`)).body, { ward: { slug: 'tay-son' }, version: 3 })
})

t.test('a record that is deleted has an entry with what it was, and goes on from there when it comes back', async t => {
  t.strictSame(await write('meeting', meeting, sql`delete from meetings where id = ${meeting}`),
    'deleted')
  const deleted = { ...come, act: 'deleted', version: 4, before: come.after, after: null }
  t.strictSame(await entriesOf(meeting), [made, renamed, gone, come, deleted])
  t.strictSame(await rowsOfMeeting(), [])
  t.equal((await get(`/v1/meetings/${meeting}`)).status, 410)

  t.strictSame(await write('meeting', meeting, insertMeeting(taySon)), 'restored')
  const restored = { ...deleted, act: 'restored', version: 5, before: null, after: content(taySon) }
  t.strictSame(await entriesOf(meeting), [made, renamed, gone, come, deleted, restored])
  t.strictSame(await rowsOfMeeting(), [{ ward_id: taySon, version: 5, updated_at: AT }])
  t.strictSame(await write('meeting', meeting, sql`delete from meetings where id = ${meeting}`), 'deleted')
})

const task = claimId('task', 'ha-khanh-2024-01-06', 0)

t.test('the rows that belong to a record are part of what it is', async t => {
  await write('task', task, sql`update evidence set end_at = end_at + 1 where task_id = ${task}`)
  const [{ before, after, ...entry }, ...more] = await entriesOf(task)
  t.strictSame(more, [])
  t.strictSame(entry, {
    ...common, act: 'updated', kind: 'task', record_id: task, ward_id: builtInId('unit', 'ward:ha-khanh'), version: 2
  })
  t.equal(after.evidence.length, before.evidence.length)
  t.strictSame(after.evidence[0].end_at, before.evidence[0].end_at + 1)
  t.strictSame({ ...after, evidence: [] }, { ...before, evidence: [] })
})

t.test('a meeting moves with what hangs on it', async t => {
  const { body: before } = await get(`/v1/meetings/${haKhanh.meeting.id}`)
  await write('task', task, sql`update tasks set category = 'society' where id = ${task}`)
  const { body: after } = await get(`/v1/meetings/${haKhanh.meeting.id}`)
  t.strictSame(after, { ...before, version: before.version + 1, updatedAt: AT.toISOString() })
  const entries = await entriesOf(haKhanh.meeting.id)
  const parts = entries.slice(-1).map(({ act, version, before, after }) => [act, version, before.parts, after.parts])
  t.strictSame(parts, [['updated', 3, 1, 2]])
})

t.test('shared records belong to no ward, and are known by their code where they have one', async t => {
  await write('indicator', 'poor-fund', sql`update indicators set name_en = 'fund' where code = 'poor-fund'`)
  t.match(await entriesOf('poor-fund'), [{
    act: 'updated', kind: 'indicator', record_id: 'poor-fund', ward_id: null, version: 2, after: { name_en: 'fund' }
  }])
})

t.test('ids are texts, and what the register works out itself is told of no record', async t => {
  const { rows } = await pool.query('select record_id, before, after from changes')
  t.ok(rows.length > 300)
  for (const { record_id: id, before, after } of rows) {
    t.type(id, 'string')
    const told = { ...before, ...after }
    t.equal(told.id ?? told.code, id, id)
    const own = Object.keys(told).filter(name => /words$|search$|^(ordered_on|version|created_at|updated_at)$/.test(name))
    t.strictSame(own, [], id)
  }
})

t.test('a write that changes nothing appends nothing, and moves no version', async t => {
  const before = await length()
  const { rows } = await pool.query('select version, updated_at from tasks where id = $1', [task])
  const statements = [
    sql`update tasks set text = text where id = ${task}`,
    sql`update tasks set words = 'khac' where id = ${task}`,
    sql`update evidence set end_at = end_at where task_id = ${task}`
  ]
  for (const statement of statements) {
    t.strictSame(await write('task', task, statement), undefined)
  }
  t.strictSame(await write('task', builtInId('task', 'none'), sql`select 1`),
    undefined)
  t.equal(await length(), before)
  t.strictSame((await pool.query('select version, updated_at from tasks where id = $1', [task])).rows, rows)
})

const never = builtInId('meeting', 'never')

t.test('a record made and deleted in one write leaves no trace', async t => {
  const before = await length()
  t.strictSame(await write('meeting', never, insertMeeting(nghiHoa), sql`delete from meetings where id = ${meeting}`),
    undefined)
  t.equal(await length(), before)
})

t.test('what is rolled back leaves nothing, neither in the record nor in the log', async t => {
  const before = await length()
  const failed = recorded(db, clerk, async log => {
    await log.touch('task', [task])
    await log.tx.execute(sql`update tasks set text = 'Đã sửa' where id = ${task}`)
    throw new Error('changed my mind')
  })
  await t.rejects(failed, { message: 'changed my mind' })
  await t.rejects(write('task', task, sql`update tasks set text = 'Đã sửa' where id = ${task}`,
    sql`update tasks set text = null where id = ${task}`))
  t.equal(await length(), before)
  t.strictSame((await pool.query("select version from tasks where text = 'Đã sửa'")).rows, [])
})
