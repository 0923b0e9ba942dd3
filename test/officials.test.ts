/** Officials: one person with several offices, lists by given name, and who was in which office on a day. */
import { sql } from 'drizzle-orm'
import t from 'tap'
import { recorded } from '../src/db/log.js'
import { builtInId } from '../src/domain/ids.js'
import { verified } from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const { connection, get } = await openRegister(t)

/** An office of Phạm Duy Phong. */
const office = (organisation: string, name: string, kind: string, role: [string, string, string], title: string) => ({
  id: builtInId('appointment', `pham-duy-phong ${organisation} ${role[0]}`),
  organisation: { id: builtInId('organisation', organisation), name, kind },
  role: { code: role[0], name: role[1], nameEn: role[2] },
  title,
  from: null,
  to: null,
  observedFrom: '2023-07-12',
  observedTo: '2023-07-12'
})

const phong = {
  id: builtInId('official', 'pham-duy-phong'),
  name: 'Phạm Duy Phong',
  appointments: [
    office('thanh-uy-tam-diep', 'Thành ủy Tam Điệp', 'c-bch',
      ['uv-bch', 'Ủy viên Ban Chấp hành Đảng bộ', 'member of the Party committee'], 'Thành ủy viên'),
    office('dang-uy-phuong-tay-son', 'Đảng ủy phường Tây Sơn', 'c-bch',
      ['bt', 'Bí thư', 'secretary of the Party committee'], 'Bí thư Đảng ủy'),
    office('hdnd-phuong-tay-son', 'Hội đồng nhân dân phường Tây Sơn', 'c-hdnd',
      ['ct-hdnd', 'Chủ tịch Hội đồng nhân dân', "chair of the People's Council"], 'Chủ tịch HĐND phường')
  ],
  ...verified
}

/** The names that a question finds, in order. */
async function found (question: Record<string, string>, address = '/v1/officials'): Promise<string[]> {
  const { status, body } = await get(`${address}?${new URLSearchParams(question)}`)
  return status === 200 ? body.data.map((official: { name: string }) => official.name) : [body.detail]
}

const organisation = (key: string) => builtInId('organisation', key)

t.test('one person with three offices in three organisations is one record', async t => {
  t.strictSame((await get('/v1/officials?q=pham+duy+phong')).body, { data: [phong], page: { limit: 20, next: null } })
  t.strictSame((await get(`/v1/officials/${phong.id}`)).body, phong)
})

t.test('all officials are listed by given name, then by the rest, as Vietnamese lists are', async t => {
  t.strictSame(await found({}), [
    'Nguyễn Thanh Bình', 'Phạm Quyết Chiến', 'Cù Ngọc Cường', 'Lê Thanh Giang', 'Nguyễn Đăng Giang',
    'Triệu Thị Thu Hoài', 'Trần Việt Hùng', 'Phạm Ngọc Lan', 'Đặng Văn Lê', 'Lê Thanh Long', 'Lê Thanh Mai',
    'Phạm Duy Phong', 'Trần Thị Thanh Thủy'
  ])
})

const nghiHoa = ['Lê Thanh Giang', 'Nguyễn Đăng Giang', 'Lê Thanh Mai']
const questions: Record<string, ReadonlyArray<readonly [Record<string, string>, readonly string[]]>> = {
  'words find a name in any order, with and without diacritics': [
    [{ q: 'trần việt hùng' }, ['Trần Việt Hùng']],
    [{ q: 'HUNG TRAN' }, ['Trần Việt Hùng']],
    [{ q: 'Trần Thị Thanh Thuỷ'.normalize('NFD') }, ['Trần Thị Thanh Thủy']],
    [{ q: 'lê tha' }, ['Lê Thanh Giang', 'Lê Thanh Long', 'Lê Thanh Mai']],
    [{ q: 'nguyễn văn an' }, []]
  ],
  'a ward is that of an organisation in which an office is held, not where a meeting was': [
    [{ ward: 'nghi-hoa' }, nghiHoa],
    [{ ward: '16726' }, nghiHoa],
    [{ ward: builtInId('unit', 'ward:nghi-hoa') }, nghiHoa],
    [{ ward: 'ha-khanh,tay-son' }, ['Nguyễn Thanh Bình', 'Trần Việt Hùng', 'Phạm Duy Phong']],
    [{ ward: 'duc-xuan' }, []],
    [{ ward: 'cua-lo' }, []],
    [{ ward: 'cua-lo', lineage: 'true' }, nghiHoa]
  ],
  'a code means who held it on the day': [
    [{ ward: '06649', asOf: '2024-01-06' }, ['Nguyễn Thanh Bình', 'Trần Việt Hùng']],
    [{ ward: '16732', asOf: '2023-12-19' }, []]
  ],
  'a province is that of such a ward': [
    [{ province: 'quang-ninh' }, ['Nguyễn Thanh Bình', 'Trần Việt Hùng']],
    [{ province: '40' }, nghiHoa],
    [{ province: 'bac-kan' }, []]
  ],
  'an organisation, or a role, several with commas': [
    [{ organisation: organisation('thanh-uy-tam-diep') }, ['Phạm Ngọc Lan', 'Phạm Duy Phong']],
    [{ organisation: organisation('thanh-uy-ha-long') }, []],
    [{ role: 'bt' }, ['Cù Ngọc Cường', 'Lê Thanh Giang', 'Trần Việt Hùng', 'Phạm Duy Phong']],
    [{ role: 'tb-dv,gd-ttct' }, ['Phạm Quyết Chiến', 'Đặng Văn Lê', 'Trần Thị Thanh Thủy']],
    [{ role: 'ct-ubnd' }, ['Nguyễn Đăng Giang', 'Trần Việt Hùng']]
  ],
  'ward, role, organisation and day speak of one and the same office': [
    [{ organisation: organisation('thanh-uy-tam-diep'), role: 'bt' }, []],
    [{ organisation: organisation('dang-uy-phuong-tay-son'), role: 'bt' }, ['Phạm Duy Phong']],
    [{ ward: 'nghi-hoa', role: 'pbt' }, ['Nguyễn Đăng Giang', 'Lê Thanh Mai']],
    [{ ward: 'nghi-hoa', role: 'uv-btv' }, []]
  ],
  'asOf is a day on which the office is known to have been held': [
    [{ asOf: '2024-01-06' }, ['Nguyễn Thanh Bình', 'Trần Việt Hùng']],
    [{ asOf: '2024-01-07' }, []],
    [{ asOf: '2024-01-05' }, []]
  ],
  'updatedSince is inclusive': [
    [{ updatedSince: '2026-01-05T08:00:00Z', q: 'phong' }, ['Phạm Duy Phong']],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, []]
  ]
}

for (const [name, cases] of Object.entries(questions)) {
  t.test(name, async t => {
    for (const [question, expected] of cases) {
      t.strictSame(await found(question), expected, JSON.stringify(question))
    }
  })
}

t.test('the officials of a ward are the same list, scoped', async t => {
  t.strictSame((await get('/v1/wards/tay-son/officials?total=true')).body,
    { data: [phong], page: { limit: 20, next: null, total: 1 } })
  t.strictSame(await found({}, '/v1/wards/nghi-hoa/officials'), nghiHoa)
  t.strictSame(await found({ role: 'bt' }, '/v1/wards/nghi-hoa/officials'), ['Lê Thanh Giang'])
  t.strictSame(await found({}, '/v1/wards/cua-lo/officials'), [])
  t.strictSame(await found({ lineage: 'true' }, '/v1/wards/cua-lo/officials'), nghiHoa)
  t.equal((await get('/v1/wards/hang-bac/officials')).status, 404)
})

t.test('an unknown official is a 404', async t => {
  const id = builtInId('official', 'nobody')
  t.match(await get(`/v1/officials/${id}`), { status: 404, body: { detail: `No record is known as '${id}'.` } })
  t.equal((await get('/v1/officials/pham-duy-phong')).status, 404)
})

// Last: these write, as another system would.
t.test('an office with stated dates holds from the first to the last, whatever was seen', async t => {
  await connection.pool.query("update appointments set from_on = '2020-06-01', to_on = '2025-06-30' where id = $1",
    [phong.appointments[1]!.id])
  const inOffice = async (asOf: string) => await found({ asOf, organisation: organisation('dang-uy-phuong-tay-son') })
  t.strictSame(await inOffice('2020-05-31'), [])
  t.strictSame(await inOffice('2020-06-01'), ['Phạm Duy Phong'])
  t.strictSame(await inOffice('2025-06-30'), ['Phạm Duy Phong'])
  t.strictSame(await inOffice('2025-07-01'), [])
})

t.test('a person who was merged into another is listed once, and the old id answers the other', async t => {
  const merged = builtInId('official', 'a namesake')
  await connection.pool.query(`insert into officials (id, name, sort_key, words, merged_into)
    values ($1, 'Phạm Duy Phong', 'x', 'pham duy phong', $2)`, [merged, phong.id])
  t.strictSame(await found({ q: 'pham duy phong' }), ['Phạm Duy Phong'])
  t.equal((await get(`/v1/officials/${merged}`)).body.id, phong.id)
  t.strictSame((await get(`/v1/officials/${merged}/meetings`)).body,
    (await get(`/v1/officials/${phong.id}/meetings`)).body)
})

const [, secretary] = phong.appointments
const partyCommittee = organisation('dang-uy-phuong-tay-son')
const inOffice = async (asOf: string) => (await found({ asOf, organisation: partyCommittee })).length === 1

type Days = ReadonlyArray<string | null>
/** The days of his office, days on which he is held to be in it, and days on which he is not. */
const terms: Record<string, readonly [days: Days, yes: readonly string[], no: readonly string[]]> = {
  'an office of which only the first day is stated is held on that day': [
    ['2020-06-01', null, null, null], ['2020-06-01'], ['2020-05-31', '2020-06-02']],
  'an office is held from its stated first day to the last sighting': [
    ['2020-06-01', null, '2023-07-12', '2024-02-01'],
    ['2020-06-01', '2022-01-01', '2023-07-12', '2024-02-01'], ['2020-05-31', '2024-02-02']],
  'an office is held from the first sighting to its stated last day': [
    [null, '2025-06-30', '2023-07-12', '2023-07-12'],
    ['2023-07-12', '2024-12-31', '2025-06-30'], ['2023-07-11', '2025-07-01']],
  'an office of which nothing is known but a sighting is held on that day': [
    [null, null, '2023-07-12', '2023-07-12'], ['2023-07-12'], ['2023-07-11', '2023-07-13']]
}

for (const [name, [days, yes, no]] of Object.entries(terms)) {
  t.test(name, async t => {
    await connection.pool.query(`update appointments set from_on = $1, to_on = $2, observed_from = $3, observed_to = $4
      where id = $5`, [...days, secretary!.id])
    for (const day of yes) t.equal(await inOffice(day), true, day)
    for (const day of no) t.equal(await inOffice(day), false, day)
  })
}

t.test('a person of two records has the meetings of both, under either id', async t => {
  const twin = builtInId('official', 'a twin')
  await connection.pool.query(`insert into officials (id, name, sort_key, words)
    values ($1, 'Phạm Duy Phong', 'x', 'pham duy phong')`, [twin])
  await connection.pool.query(`insert into participants (ward_id, id, meeting_id, official_id, capacity, position)
    values ($1, $2, $3, $4, 'attendee', 90)`, [builtInId('unit', 'ward:nghi-hoa'), builtInId('participant', 'a twin'),
    builtInId('meeting', 'nghi-hoa-2023-12-19'), twin])
  const meetingsOf = async (id: string) => (await get(`/v1/officials/${id}/meetings`)).body.data
    .map(({ ward }: { ward: { slug: string } }) => ward.slug)
  t.strictSame([await meetingsOf(twin), await meetingsOf(phong.id)], [['nghi-hoa'], ['tay-son']], 'before')

  await connection.pool.query('update officials set merged_into = $1 where id = $2', [phong.id, twin])
  for (const id of [twin, phong.id]) {
    t.strictSame(await meetingsOf(id), ['nghi-hoa', 'tay-son'], id)
    const { body } = await get(`/v1/meetings?official=${id}`)
    t.strictSame(body.data.length, 2, id)
  }
  t.strictSame((await get(`/v1/officials/${twin}`)).body, (await get(`/v1/officials/${phong.id}`)).body)
})

t.test('an office that changes is a change of the person: version and tag move, and followers see it', async t => {
  const at = new Date('2026-03-01T09:30:00.000Z')
  const followed = async () => await found({ updatedSince: at.toISOString() })
  const before = await get(`/v1/officials/${phong.id}`)
  t.strictSame(await followed(), [])
  await recorded(connection.db, { actor: 'a clerk', reason: 'promotion', at }, async log => {
    await log.touch('official', [phong.id])
    await log.tx.execute(sql`update appointments set title = 'Bí thư Đảng ủy phường' where id = ${secretary!.id}`)
  })
  const after = await get(`/v1/officials/${phong.id}`, { 'if-none-match': before.headers.etag! })
  t.equal(after.status, 200)
  t.strictSame(after.body, {
    ...before.body,
    appointments: before.body.appointments.map((office: typeof secretary) =>
      office!.id === secretary!.id ? { ...office, title: 'Bí thư Đảng ủy phường' } : office),
    version: before.body.version + 1,
    updatedAt: at.toISOString()
  })
  t.match(before.headers.etag, /^"1\./)
  t.match(after.headers.etag, /^"2\./)
  t.strictSame(await followed(), ['Phạm Duy Phong'])
})
