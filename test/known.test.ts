/**
 * knownAt: the register as it held its records at an instant. Every list and every record is asked what it was before
 * much was changed, and answers what it answered then.
 */
import { sql } from 'drizzle-orm'
import t from 'tap'
import { recorded } from '../src/db/log.js'
import { builtInId } from '../src/domain/ids.js'
import { claimId, haKhanh } from './helpers/expected.js'
import { operationsOf, withQuery } from './helpers/operations.js'
import { LOADED_AT, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { connection: { db }, get, statementsOf } = register
const operations = operationsOf(register).filter(({ query }) => query.has('knownAt'))
const lists = operations.filter(({ isList }) => isList)

const BETWEEN = '2026-01-20T00:00:00Z'
const CHANGED_AT = '2026-02-01T10:00:00.000Z'
const ids = {
  meeting: haKhanh.meeting.id,
  task: claimId('task', 'ha-khanh-2024-01-06', 0),
  citation: claimId('citation', 'ha-khanh-2024-01-06', 0),
  observation: claimId('observation', 'ha-khanh-2024-01-06', 0),
  participant: claimId('participant', 'ha-khanh-2024-01-06', 0),
  official: builtInId('official', 'tran-viet-hung'),
  organisation: builtInId('organisation', 'dang-uy-phuong-ha-khanh'),
  resolution: builtInId('resolution', '21-nq-tu-ha-long-2020'),
  made: builtInId('meeting', 'made by a test')
}

/** Filters that go with an instant: those that look for words do not, and a cursor belongs to its question. */
const usable = ([name]: readonly [string, string]) => !['q', 'assignee', 'cursor', 'knownAt', 'format'].includes(name)

/** Every question that is compared: each address under each of its filters and orders. */
const questions = operations.flatMap(({ address, query, sorts }) => [
  address,
  ...[...query].filter(usable).map(filter => withQuery(address, [filter])),
  ...sorts.filter(sort => sort !== '' && query.has('sort')).map(sort => withQuery(address, [['sort', sort]])),
  ...query.has('limit') ? [withQuery(address, [['format', 'csv']])] : [],
  ...query.has('lineage') ? [withQuery(address, [['lineage', 'true']])] : [],
  ...query.has('ward') ? [withQuery(address, [['ward', 'tay-son,ha-khanh']])] : [],
  // Of wards, only those persons, documents and sources are read that their records refer to.
  ...query.has('ward')
    ? [...query].filter(([name]) => ['official', 'resolution', 'organisation', 'meeting', 'resolved'].includes(name))
        .map(filter => withQuery(address, [['ward', 'ha-khanh'], filter]))
    : []
])
const then = (address: string, knownAt = BETWEEN) => `${address}${address.includes('?') ? '&' : '?'}knownAt=${knownAt}`

/** An answer without cursors, which belong to their question. */
const answerOf = async (address: string) => {
  const { status, body } = await get(address)
  if (body.page?.next != null) body.page.next = 'more'
  return { status, body: body.requestId === undefined ? body : body.type }
}

const recall = async () =>
  new Map(await Promise.all(questions.map(async address => [address, await answerOf(address)] as const)))
const before = await recall()

await recorded(db, { actor: 'a clerk', reason: null, at: new Date(CHANGED_AT) }, async log => {
  await log.touch('resolution', [ids.resolution])
  await log.touch('official', [ids.official])
  await log.touch('organisation', [ids.organisation])
  await log.touch('indicator', ['jobs-created'])
  await log.touch('unit', [haKhanh.ward.id])
  await log.touch('meeting', [ids.meeting, ids.made])
  for (const kind of ['task', 'citation', 'observation', 'participant'] as const) await log.touch(kind, [ids[kind]])
  const { rows: sources } = await log.tx.execute<{ id: string }>(sql`select id from sources`)
  await log.touch('source', sources.map(({ id }) => id))
  for (const statement of [
    sql`update units set name = 'Phường Khác', sort_key = 'zz', valid_to = '2025-12-31' where id = ${haKhanh.ward.id}`,
    sql`update unit_versions set legal_act = 'khác' where unit_id = ${haKhanh.ward.id}`,
    sql`update organisations set name = 'Tổ chức khác', sort_key = 'zz' where id = ${ids.organisation}`,
    sql`update officials set name = 'Nguyễn Văn Thử', sort_key = 'zz' where id = ${ids.official}`,
    sql`update appointments set title = 'Chức danh khác', role = 'pbt' where official_id = ${ids.official}`,
    sql`update resolutions set issued_on = null, title = 'Văn bản khác' where id = ${ids.resolution}`,
    sql`delete from resolution_relations where from_id = ${ids.resolution}`,
    sql`update indicators set name = 'Chỉ tiêu khác', category = 'party' where code = 'jobs-created'`,
    sql`update sources set title = 'Nguồn khác', published_on = '2026-01-31'`,
    sql`update meetings set title = 'Hội nghị khác', held_on = '2020-02-02', reviews = '2019'
      where id = ${ids.meeting}`,
    sql`delete from evidence where meeting_id = ${ids.meeting} and property is not null`,
    sql`delete from evidence where task_id = ${ids.task} or participant_id = ${ids.participant}`,
    sql`delete from tasks where id = ${ids.task}`,
    sql`delete from participants where id = ${ids.participant}`,
    sql`update citations set as_cited = 'văn bản khác', agrees = false where id = ${ids.citation}`,
    sql`update observations set value = 1, flags = '[]', period = '2022', period_from = '2022-01-01',
      period_to = '2022-12-31' where id = ${ids.observation}`,
    sql`insert into meetings (ward_id, id, title, type, held_on, words, created_at, updated_at)
      values (${haKhanh.ward.id}, ${ids.made}, 'Giao ban', 'giao-ban', '2026-01-31', 'a', ${CHANGED_AT}, ${CHANGED_AT})`
  ]) await log.tx.execute(statement)
})

t.test('what was changed is answered as it is now', async t => {
  const now = await recall()
  const changed = operations.filter(({ address }) =>
    JSON.stringify(now.get(address)) !== JSON.stringify(before.get(address))).map(({ id }) => id)
  // The official of the example is another, and the first page of the catalogue ends before the indicator.
  t.strictSame(operations.map(({ id }) => id).filter(id => !changed.includes(id)), [
    'getUnit', 'getOfficial', 'listAppointments', 'getAppointment', 'listIndicators'
  ])
})

t.test('and with knownAt as it was then: every list under every filter and order, and every record', async t => {
  t.ok(questions.length > 150)
  for (const address of questions) t.strictSame(await answerOf(then(address)), before.get(address), address)
})

t.test('at the very instant of a change it is known', async t => {
  t.match((await get(`/v1/meetings/${ids.meeting}?knownAt=${CHANGED_AT}`)).body, { title: 'Hội nghị khác' })
  t.match((await get(`/v1/meetings/${ids.meeting}?knownAt=2026-02-01T09:59:59.999Z`)).body,
    { title: haKhanh.meeting.title, version: 1, createdAt: LOADED_AT, updatedAt: LOADED_AT })
  t.match((await get(`/v1/meetings/${ids.meeting}?knownAt=2026-02-01T17:00:00%2B07:00`)).body,
    { title: 'Hội nghị khác', version: 2, createdAt: LOADED_AT, updatedAt: CHANGED_AT })
})

t.test('an instant that is to come is the present', async t => {
  const now = await recall()
  for (const address of questions) {
    t.strictSame(await answerOf(then(address, '2999-12-31T23:59:59Z')), now.get(address), address)
  }
})

t.test('before the first entry nothing is known', async t => {
  for (const { id, address, isList } of operations) {
    const { status, body } = await get(then(address, '2026-01-05T07:59:59.999Z'))
    const isOfRecord = !isList || (status === 404 && /\/(officials|resolutions|indicators)\//.test(address))
    if (isOfRecord) t.equal(status, 404, id)
    else t.strictSame([status, body.data, body.page.next], [200, [], null], id)
  }
})

t.test('includes, pages and tags go on as they are', async t => {
  const include = 'participants,resolutions,observations,tasks,sources,evidence'
  const address = `/v1/meetings/${ids.meeting}?knownAt=${BETWEEN}&include=${include}`
  const { body, headers } = await get(address)
  t.equal(body.participants.length, 2)
  t.equal(body.evidence.length > 0, true)
  t.equal((await get(address, { 'if-none-match': headers.etag! })).status, 304)

  const first = (await get(`/v1/meetings?knownAt=${BETWEEN}&limit=3`)).body
  const second = (await get(`/v1/meetings?knownAt=${BETWEEN}&limit=3&cursor=${first.page.next}`)).body
  const whole = before.get('/v1/meetings')!.body.data
  t.strictSame([...first.data, ...second.data], whole)
  t.equal((await get(`/v1/meetings?limit=3&cursor=${first.page.next}`)).status, 400, 'a cursor belongs to its instant')
})

t.test('a record filed under another ward was where it was', async t => {
  const taySon = builtInId('unit', 'ward:tay-son')
  await recorded(db, { actor: 'a clerk', reason: null, at: new Date('2026-03-01T00:00:00Z') }, async log => {
    await log.touch('meeting', [ids.made])
    await log.tx.execute(sql`update meetings set ward_id = ${taySon} where id = ${ids.made}`)
  })
  const found = async (ward: string, knownAt: string) =>
    (await get(`/v1/meetings?ward=${ward}&type=giao-ban&knownAt=${knownAt}`)).body.data.map(({ id }: any) => id)
  t.strictSame(await found('ha-khanh', '2026-02-15T00:00:00Z'), [ids.made])
  t.strictSame(await found('tay-son', '2026-02-15T00:00:00Z'), [])
  t.strictSame(await found('ha-khanh', '2026-03-01T00:00:00Z'), [])
  t.strictSame(await found('tay-son', '2026-03-01T00:00:00Z'), [ids.made])
  const wardAt = async (knownAt: string) => (await get(`/v1/meetings/${ids.made}?knownAt=${knownAt}`)).body.ward.slug
  t.strictSame([await wardAt('2026-02-15T00:00:00Z'), await wardAt('2026-03-15T00:00:00Z')], ['ha-khanh', 'tay-son'])
})

t.test('a list takes one statement, as now', async t => {
  for (const { id, address } of lists) {
    t.equal(await statementsOf(async () => await get(then(address))), 1, id)
  }
})

t.test('words are not in the log: a question for them does not go with an instant', async t => {
  for (const { id, address, query } of operations) {
    for (const name of ['q', 'assignee'].filter(name => query.has(name))) {
      const { status, body } = await get(then(`${address}?${name}=a`))
      t.match([status, body.errors], [400, [{
        parameter: name,
        detail: `${name} looks for words, which the register keeps only of the present: it does not go with knownAt.`
      }]], id)
    }
  }
})

t.test('what is no instant is refused', async t => {
  for (const { id, address } of operations) {
    for (const knownAt of ['2026-01-20', 'yesterday', '', '2026-02-30T00:00:00Z', '2026-01-20T00:00:00']) {
      const { status, body } = await get(`${address}?knownAt=${knownAt}`)
      t.match([status, body.errors], [400, [{ parameter: 'knownAt' }]], `${id} ${knownAt}`)
    }
  }
})

t.test('with SHOW_OFFICES=leading, whoever may not be named now was not named then', async t => {
  const { get, connection } = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
  const person = builtInId('official', 'nguyen-thanh-binh')
  const write = async (at: string, role: string) =>
    await recorded(connection.db, { actor: 'a clerk', reason: null, at: new Date(at) }, async log => {
      await log.touch('official', [person])
      await log.tx.execute(sql`update appointments set role = ${role} where official_id = ${person}`)
    })
  const { rows: [{ role }] } = await connection.pool.query(
    'select role from appointments where official_id = $1', [person])
  await write('2026-02-01T00:00:00Z', 'bt') // by mistake
  t.equal((await get(`/v1/officials/${person}?knownAt=2026-02-02T00:00:00Z`)).status, 200)
  await write('2026-03-01T00:00:00Z', role)
  for (const { address } of operations) {
    for (const knownAt of [BETWEEN, '2026-02-02T00:00:00Z', '2026-03-02T00:00:00Z']) {
      t.notMatch(JSON.stringify((await get(then(address, knownAt))).body), 'Nguyễn Thanh Bình', address)
    }
  }
  t.equal((await get(`/v1/officials/${person}?knownAt=2026-02-02T00:00:00Z`)).status, 404)
})
