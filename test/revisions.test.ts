/** Revisions: what a record was, version by version, newest first; also of records that are no more. */
import { sql, type SQL } from 'drizzle-orm'
import t from 'tap'
import { recorded, type RecordKind } from '../src/db/log.js'
import { builtInId } from '../src/domain/ids.js'
import { claimId, haKhanh } from './helpers/expected.js'
import { LOADED_AT, openRegister } from './helpers/register.js'

const { connection: { db }, get } = await openRegister(t)

const AT = '2026-02-01T10:00:00.000Z'
const write = async (kind: RecordKind, id: string, ...statements: SQL[]) =>
  await recorded(db, { actor: 'a clerk', reason: 'đính chính', at: new Date(AT) }, async log => {
    await log.touch(kind, [id])
    for (const statement of statements) await log.tx.execute(statement)
  })
const page = { limit: 20, next: null }
const written = { at: AT, actor: null, reason: 'đính chính' }
const loaded = { version: 1, at: LOADED_AT, act: 'created', actor: null, reason: null }

const organisation = builtInId('organisation', 'dang-uy-phuong-ha-khanh')
const addresses = [
  `/v1/meetings/${haKhanh.meeting.id}`, '/v1/wards/ha-khanh', `/v1/wards/${haKhanh.ward.id}`,
  `/v1/officials/${builtInId('official', 'tran-viet-hung')}`, `/v1/organisations/${organisation}`,
  `/v1/resolutions/${builtInId('resolution', '21-nq-tu-ha-long-2020')}`, '/v1/indicators/jobs-created',
  `/v1/citations/${claimId('citation', 'ha-khanh-2024-01-06', 0)}`,
  `/v1/observations/${claimId('observation', 'ha-khanh-2024-01-06', 0)}`,
  `/v1/tasks/${claimId('task', 'ha-khanh-2024-01-06', 0)}`,
  '/v1/sources/482f45cb-0db4-8bf4-83b1-2b80e7bea31a'
]

t.test('every kind of record has its revisions, in the form of the feed', async t => {
  const { data } = (await get('/v1/changes?limit=1000')).body
  for (const address of addresses) {
    const record = (await get(address)).body
    const { status, body } = await get(`${address}/revisions`)
    const change = data.find(({ id }: { id: string }) => id === (record.id ?? record.code))
    t.strictSame([status, body], [200, { data: [{ ...loaded, record: change.record }], page }], address)
  }
})

t.test('each address is written out', async t => {
  const id = builtInId('nothing', 'of the kind')
  for (const address of [`/v1/participants/${id}/revisions`, `/v1/unit-changes/${id}/revisions`,
    `/v1/meetings/${id}/revisions`, `/v1/officials/${id}/revisions`,
    `/v1/organisations/${id}/revisions`, `/v1/resolutions/${id}/revisions`, `/v1/citations/${id}/revisions`,
    `/v1/observations/${id}/revisions`, `/v1/tasks/${id}/revisions`, `/v1/sources/${id}/revisions`,
    '/v1/indicators/happiness/revisions', '/v1/wards/hang-bac/revisions', `/v1/wards/${id}/revisions`,
    `/v1/wards/${builtInId('unit', 'district:vinh')}/revisions`]) {
    const { status, body } = await get(address)
    t.strictSame([status, body.type], [404, '/problems/not-found'], address)
  }
})

t.test('newest first, each with what the record became, also when it is no more', async t => {
  const id = builtInId('organisation', 'made by a test')
  await write('organisation', id, sql`insert into organisations (id, name, sort_key, kind, level, words)
    values (${id}, 'Ban thử', 'a', 'c-bch', 'x', 'ban thu')`)
  await write('organisation', id, sql`update organisations set short_name = 'Ban' where id = ${id}`)
  await write('organisation', id, sql`delete from organisations where id = ${id}`)
  const record = {
    id,
    name: 'Ban thử',
    shortName: null as string | null,
    kind: 'c-bch',
    level: 'x',
    parent: null,
    unit: null,
    status: 'verified'
  }
  const data = [
    { version: 3, act: 'deleted', ...written, record: null },
    { version: 2, act: 'updated', ...written, record: { ...record, shortName: 'Ban' } },
    { version: 1, act: 'created', ...written, record }
  ]
  const address = `/v1/organisations/${id}/revisions`
  t.equal((await get(`/v1/organisations/${id}`)).status, 404)
  t.same((await get(address)).body, { data, page })
  t.same((await get(`${address}?sort=version&total=true`)).body,
    { data: data.toReversed(), page: { ...page, total: 3 } })

  const first = (await get(`${address}?limit=2`)).body
  t.same(first.data, data.slice(0, 2))
  t.same((await get(`${address}?limit=2&cursor=${first.page.next}`)).body.data, data.slice(2))
  t.equal((await get(`${address}?sort=version&cursor=${first.page.next}`)).status, 400, 'a cursor belongs to its order')
})

t.test('as a table, a record is one cell', async t => {
  const { body } = await get(`/v1/organisations/${organisation}/revisions?format=csv`)
  t.match(body, /^\uFEFFversion,at,act,actor,reason,record\r\n1,2026-01-05T08:00:00.000Z,created,,,"\{""id"":/)
})

t.test('a ward that is no more is known by its id', async t => {
  const id = builtInId('unit', 'ward:made by a test')
  await write('unit', id, sql`insert into units
    (id, level, slug, name, sort_key, kind, parent_id, province_id, words)
    select ${id}, 'ward', 'thu', 'Phường Thử', 'thu', 'phuong', parent_id, province_id, 'phuong thu'
    from units where id = ${haKhanh.ward.id}`)
  await write('unit', id, sql`delete from units where id = ${id}`)
  t.match((await get(`/v1/wards/${id.toUpperCase()}/revisions`)).body.data,
    [{ act: 'deleted', record: null }, { act: 'created', record: { id, slug: 'thu' } }])
})

t.test('with SHOW_OFFICES=leading nobody is named whom the lists do not name', async t => {
  const { get } = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
  const revisionsOf = async (key: string) =>
    (await get(`/v1/officials/${builtInId('official', key)}/revisions`)).body.data
  t.match(await revisionsOf('nguyen-thanh-binh'), [{ record: { name: null } }])
  t.match(await revisionsOf('tran-viet-hung'), [{ record: { name: 'Trần Việt Hùng' } }])
})
