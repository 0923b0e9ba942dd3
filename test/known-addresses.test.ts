/** What an address means is remembered only for as long as it means that, and for those to whom it does. */
import t, { type Test } from 'tap'
import { writerOf } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const settings = { CACHE: 'off', SHOW_OFFICES: 'leading' }

async function open (t: Test) {
  const register = await openRegister(t, { settings })
  const titles = async (query: string) =>
    (await register.get(`/v1/meetings?${query}`)).body.data.map(({ title }: { title: string }) => title)
  return { ...register, ...writerOf(register), titles }
}

t.test('a code that goes to another ward leads there at once, and a new ward is in its province', async t => {
  const { make, patch, titles } = await open(t)
  const ward = async (name: string, code: string) => await make('/v1/wards', {
    versions: [{ name, kind: 'phuong', parent: 'district:ha-long', code }]
  })
  const meet = async (ward: string, title: string) =>
    await make('/v1/meetings', { ward, title, type: 'giao-ban', heldOn: '2031-01-05' })
  const inProvince = 'province=quang-ninh&period=2031'
  t.strictSame(await titles(inProvince), [])

  const one = await ward('Phường Thử Một', '98001')
  await meet(one.slug, 'Thử một')
  t.strictSame(await titles(inProvince), ['Thử một'])
  t.strictSame(await titles('ward=98001'), ['Thử một'])

  const two = await ward('Phường Thử Hai', '98002')
  await meet(two.slug, 'Thử hai')
  const changed = async (id: string, name: string, code: string) =>
    await patch(`/v1/wards/${id}`, { versions: [{ name, kind: 'phuong', parent: 'district:ha-long', code }] })
  await changed(one.id, 'Phường Thử Một', '98003')
  await changed(two.id, 'Phường Thử Hai', '98001')
  t.strictSame(await titles('ward=98001'), ['Thử hai'])
  t.strictSame(await titles('ward=98003'), ['Thử một'])
})

t.test('whoever may be shown all names is, and nobody after them', async t => {
  const { get, key } = await open(t)
  const authorization = `Bearer ${await key({ scopes: ['read'] })}`
  const names = async (headers = {}) =>
    (await get('/v1/officials?ward=ha-khanh', headers)).body.data.map(({ name }: { name: string }) => name)
  const leading = await names()
  const all = await names({ authorization })
  t.ok(all.length > leading.length)
  t.strictSame(await names(), leading)
  t.strictSame(await names({ authorization }), all)
})

t.test('the wards that lineage takes in are told each time', async t => {
  const { get } = await open(t)
  const first = (await get('/v1/meetings?ward=ha-khanh&lineage=true')).body
  t.ok(first.page.lineage.length > 0)
  t.strictSame((await get('/v1/meetings?ward=ha-khanh&lineage=true')).body, first)
})

t.test('a cursor is that of its list and filters, however often they were asked', async t => {
  const { get } = await open(t)
  const [list, other] = ['/v1/meetings?limit=1', '/v1/meetings?limit=1&sort=heldOn']
  const [first, again, sorted] = [await get(list), await get(list), await get(other)]
  t.equal(first.body.page.next, again.body.page.next)
  const second = await get(`${list}&cursor=${first.body.page.next}`)
  t.equal(second.status, 200)
  t.notSame(second.body.data, first.body.data)
  const wrong = await get(`${list}&cursor=${sorted.body.page.next}`)
  t.strictSame([wrong.status, wrong.body.type], [400, '/problems/invalid-cursor'])
})
