/** SHOW_OFFICES=leading: holders of the lowest offices are counted and their titles shown, but they are not named. */
import { sql } from 'drizzle-orm'
import t from 'tap'
import { recorded } from '../src/db/log.js'
import { builtInId } from '../src/domain/ids.js'
import { readWorkbook } from './helpers/files.js'
import { readsOf } from './helpers/operations.js'
import { bearer, openRegister } from './helpers/register.js'

const NAME = 'Nguyễn Thanh Bình' // secretary of a Party cell
const person = builtInId('official', 'nguyen-thanh-binh')
const meeting = builtInId('meeting', 'ha-khanh-2024-01-06')

t.test('by default all holders of an office are named', async t => {
  const { get } = await openRegister(t)
  t.equal((await get(`/v1/officials/${person}`)).body.name, NAME)
  t.match((await get('/v1/officials?q=nguyen thanh binh')).body.data, [{ id: person }])
  t.match((await get(`/v1/meetings/${meeting}?include=participants`)).body.participants,
    [{}, { official: { id: person, name: NAME }, titles: ['Bí thư chi bộ khu phố 2'] }])
})

t.test('with SHOW_OFFICES=leading only holders of leading offices are', async t => {
  const register = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
  const { get, bytes, connection } = register
  t.equal((await get(`/v1/officials/${person}`)).status, 404)
  t.equal((await get(`/v1/officials/${person}/meetings`)).status, 404)
  t.same((await get('/v1/officials?q=nguyen thanh binh')).body.data, [])
  t.same((await get(`/v1/meetings?official=${person}`)).body.data, [])
  t.equal((await get('/v1/officials?total=true')).body.page.total, 12)

  const { body } = await get(`/v1/meetings/${meeting}?include=participants`)
  t.equal(body.counts.participants, 2)
  const named = body.participants.map(({ official, titles }: Record<string, unknown>) => ({ official, titles }))
  t.same(named, [
    {
      official: { id: builtInId('official', 'tran-viet-hung'), name: 'Trần Việt Hùng' },
      titles: ['Bí thư', 'Chủ tịch UBND phường Hà Khánh']
    },
    { official: null, titles: ['Bí thư chi bộ khu phố 2'] }
  ])

  await connection.pool.query(`update tasks set set_by = $1, set_by_official_id = $2
    where id = (select id from tasks where meeting_id = $3 order by position limit 1)`,
  [`${NAME} (Bí thư chi bộ)`, person, meeting])
  await connection.pool.query("update participants set capacity = 'chair' where official_id = $1", [person])
  t.equal((await get(`/v1/meetings/${meeting}`)).body.chairs.length, 1)

  t.notMatch((await get('/v1/exports/snapshot.ndjson')).body, NAME)
  for (const { path, isList } of readsOf(register).filter(({ path }) => !path.includes('{'))) {
    for (const address of [path, `${path}?format=csv`, `${path}?format=ndjson`, `${path}?limit=200`]) {
      t.notMatch(JSON.stringify((await get(address)).body), NAME, address)
    }
    if (isList) {
      const { sheet } = await readWorkbook(await bytes(`${path}?format=xlsx`))
      t.notMatch(JSON.stringify(sheet.rows), NAME, `${path} as a workbook`)
    }
  }
  t.notMatch(JSON.stringify((await get(`/v1/meetings/${meeting}?include=participants,tasks`)).body), NAME)
})

t.test('whoever has a key sees all names, and no shared cache keeps what he or she saw', async t => {
  const { get, key } = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
  const holder = bearer(await key({ scopes: ['read'] }))
  const named: Record<string, (body: any) => unknown> = {
    [`/v1/officials/${person}`]: body => body.name === NAME,
    '/v1/officials?q=nguyen thanh binh': body => body.data?.[0]?.name === NAME,
    [`/v1/officials/${person}/meetings`]: body => body.data?.length === 1,
    [`/v1/meetings?official=${person}`]: body => body.data.length === 1,
    [`/v1/meetings/${meeting}?include=participants`]: body => JSON.stringify(body).includes(NAME),
    '/v1/meetings?ward=ha-khanh&include=participants': body => JSON.stringify(body).includes(NAME)
  }
  for (const [address, isNamed] of Object.entries(named)) {
    const [without, withKey] = [await get(address), await get(address, holder)]
    t.equal(Boolean(isNamed(without.body)), false, address)
    t.equal(Boolean(isNamed(withKey.body)), true, address)
    t.equal(withKey.headers['cache-control'], 'private, no-cache', address)
    for (const { headers } of [without, withKey]) t.match(headers.vary, /\bauthorization\b/, address)
    if (without.status === 200) t.equal(without.headers['cache-control'], 'no-cache', address)
    const again = await get(address, { ...holder, 'if-none-match': withKey.headers.etag! })
    t.strictSame([again.status, again.headers['cache-control']], [304, 'private, no-cache'], address)
  }
})

t.test('where nothing depends on the key, answers do not say so', async t => {
  const { get, key } = await openRegister(t)
  const { headers } = await get('/v1/officials', bearer(await key({ scopes: ['read'] })))
  t.strictSame([headers.vary, headers['cache-control']], ['accept', 'no-cache'])
})

t.test('nor are others named in what is told of changes', async t => {
  const { get, connection } = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
  const { rows: [{ id: task }] } = await connection.pool.query(
    'select id from tasks where meeting_id = $1 order by position limit 1', [meeting])
  await recorded(connection.db, { actor: 'a clerk', reason: null, at: new Date() }, async log => {
    await log.touch('task', [task])
    await log.tx.execute(sql`update tasks set set_by = ${`${NAME} (Bí thư chi bộ)`}, set_by_official_id = ${person}
      where id = ${task}`)
  })
  const { data } = (await get('/v1/changes?limit=1000')).body
  const of = (kind: string, id: string) =>
    data.filter((change: { kind: string, id: string }) => change.kind === kind && change.id === id).at(-1).record
  t.match(of('official', person), { id: person, name: null, appointments: [{ title: 'Bí thư chi bộ khu phố 2' }] })
  t.match(of('task', task), { setBy: null, setByOfficial: person })
  t.equal(of('official', builtInId('official', 'tran-viet-hung')).name, 'Trần Việt Hùng')
  t.notMatch(JSON.stringify(data), NAME)

  // An official who is no longer in the register is not known to hold a leading post.
  const { rows } = await connection.pool.query('select id from participants where official_id = $1', [person])
  await recorded(connection.db, { actor: 'a clerk', reason: null, at: new Date() }, async log => {
    await log.touch('task', [task])
    await log.touch('participant', rows.map(({ id }) => id))
    await log.tx.execute(sql`delete from tasks where id = ${task}`)
    await log.tx.execute(sql`delete from participants where official_id = ${person}`)
    await log.touch('official', [person])
    await log.tx.execute(sql`delete from appointments where official_id = ${person}`)
    await log.tx.execute(sql`delete from officials where id = ${person}`)
  })
  t.notMatch(JSON.stringify((await get('/v1/changes?limit=1000')).body), NAME)
})
