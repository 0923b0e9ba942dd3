/** Wards: what they were on a day, what became of them, and the codes and names that were given a second time. */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { loaded } from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const { get } = await openRegister(t)

const unit = (key: string, name: string, kind: string) =>
  ({ id: builtInId('unit', key), slug: key.slice(key.indexOf(':') + 1), name, kind })
const phuong = (slug: string, name: string) => unit(`ward:${slug}`, `Phường ${name}`, 'phuong')
const ngheAn = unit('province:nghe-an', 'Tỉnh Nghệ An', 'tinh')
const cuaLo = unit('district:cua-lo', 'Thị xã Cửa Lò', 'thi-xa')
const vinh = unit('district:vinh', 'Thành phố Vinh', 'thanh-pho')
const thaiNguyen = unit('province:thai-nguyen', 'Tỉnh Thái Nguyên', 'tinh')

/** A ward that became part of another, or that another came of, on the day of the reform. */
const merged = (other: object, legalBasis: string) =>
  ({ ...other, change: 'merged', extent: 'whole', effectiveOn: '2025-07-01', legalBasis })

const tables = 'bảng chuyển đổi đơn vị hành chính năm 2025 đã công bố; hai bộ dữ liệu cho cùng kết quả'
const fromTables = (property: string) => ({ property, reason: `Theo ${tables}.` })

const nghiHoa = {
  ...phuong('nghi-hoa', 'Nghi Hòa'),
  code: '16726',
  parent: vinh,
  province: ngheAn,
  inferred: [
    {
      property: 'parent',
      reason: 'Bài chỉ nêu “Thị ủy”, “thị xã”; cả nước chỉ có một phường Nghi Hòa và cualo.vn là cổng tin Cửa Lò. ' +
        'Từ 01/12/2024 Cửa Lò nhập vào Vinh theo 1243/NQ-UBTVQH15.'
    },
    { property: 'province', reason: 'Bài chỉ nêu “Đảng bộ Tỉnh”; Cửa Lò thuộc tỉnh Nghệ An.' },
    { property: 'code', reason: 'Bài không nêu mã; 16726 theo danh mục của cơ quan thống kê.' },
    { property: 'validTo', reason: `Nhập vào phường Cửa Lò từ 01/7/2025, theo ${tables}.` },
    { property: 'successors', reason: `Nhập toàn bộ vào phường Cửa Lò, theo ${tables}.` }
  ],
  validFrom: null,
  validTo: '2025-06-30',
  successors: [merged(phuong('cua-lo', 'Cửa Lò'), '1678/NQ-UBTVQH15')],
  predecessors: [],
  versions: [
    {
      name: 'Phường Nghi Hòa',
      kind: 'phuong',
      code: '16726',
      parent: cuaLo,
      validFrom: null,
      validTo: '2024-11-30',
      legalAct: null
    },
    {
      name: 'Phường Nghi Hòa',
      kind: 'phuong',
      code: '16726',
      parent: vinh,
      validFrom: '2024-12-01',
      validTo: '2025-06-30',
      legalAct: '1243/NQ-UBTVQH15'
    }
  ],
  ...loaded
}

const laterDucXuan = {
  ...phuong('duc-xuan-thai-nguyen', 'Đức Xuân'),
  code: '01840',
  parent: thaiNguyen,
  province: thaiNguyen,
  inferred: [fromTables('code'), fromTables('validFrom')],
  validFrom: '2025-07-01',
  validTo: null,
  successors: [],
  predecessors: [
    merged(phuong('duc-xuan', 'Đức Xuân'), '1683/NQ-UBTVQH15'),
    merged(phuong('huyen-tung', 'Huyền Tụng'), '1683/NQ-UBTVQH15'),
    merged(phuong('nguyen-thi-minh-khai', 'Nguyễn Thị Minh Khai'), '1683/NQ-UBTVQH15')
  ],
  versions: [{
    name: 'Phường Đức Xuân',
    kind: 'phuong',
    code: '01840',
    parent: thaiNguyen,
    validFrom: '2025-07-01',
    validTo: null,
    legalAct: '1683/NQ-UBTVQH15'
  }],
  ...loaded
}

/** The slugs of the wards that a question finds, in order. */
async function found (question: Record<string, string>): Promise<string[]> {
  const { status, body } = await get(`/v1/wards?${new URLSearchParams({ limit: '200', ...question })}`)
  return status === 200 ? body.data.map((ward: { slug: string }) => ward.slug) : [body.detail]
}

t.test('a ward is answered whole, by id, slug or code', async t => {
  for (const reference of ['nghi-hoa', nghiHoa.id, '16726']) {
    t.strictSame((await get(`/v1/wards/${reference}`)).body, nghiHoa, reference)
  }
  t.strictSame((await get('/v1/wards?q=nghi+hòa')).body, { data: [nghiHoa], page: { limit: 20, next: null } })
})

t.test('asOf shows where a ward lay on a day, to the day', async t => {
  const parentOn = async (day: string) => (await get(`/v1/wards/nghi-hoa?asOf=${day}`)).body
  t.strictSame(await parentOn('2023-12-19'), { ...nghiHoa, parent: cuaLo })
  t.strictSame(await parentOn('2024-11-30'), { ...nghiHoa, parent: cuaLo })
  t.strictSame(await parentOn('2024-12-01'), nghiHoa)
  t.strictSame(await parentOn('2025-01-01'), nghiHoa)
  t.strictSame(await parentOn('2025-06-30'), nghiHoa)
})

t.test('on a day on which a ward did not exist it is a 404', async t => {
  for (const [reference, day] of [['nghi-hoa', '2025-07-01'], ['cua-lo', '2025-06-30'], ['16726', '2025-07-01']]) {
    t.match(await get(`/v1/wards/${reference}?asOf=${day}`),
      { status: 404, body: { detail: `No record is known as '${reference}'.` } })
  }
})

t.test('a code that was reused names its present holder, and with asOf the holder of that day', async t => {
  t.strictSame((await get('/v1/wards/01840')).body, laterDucXuan)
  const slugOf = async (address: string) => (await get(address)).body.slug
  t.equal(await slugOf('/v1/wards/01840?asOf=2025-06-30'), 'duc-xuan')
  t.equal(await slugOf('/v1/wards/01840?asOf=2025-07-01'), 'duc-xuan-thai-nguyen')
  t.equal(await slugOf('/v1/wards/01843'), 'bac-kan')
  t.equal(await slugOf('/v1/wards/01843?asOf=2021-07-07'), 'phung-chi-kien')
  t.equal(await slugOf('/v1/wards/01837'), 'song-cau', 'a code that nobody holds now names its last holder')
})

t.test('two wards of one name have slugs of their own', async t => {
  t.strictSame(await found({ q: 'phường đức xuân' }), ['duc-xuan', 'duc-xuan-thai-nguyen'])
  t.equal((await get('/v1/wards/duc-xuan')).body.validTo, '2025-06-30')
  t.equal((await get('/v1/wards/duc-xuan-thai-nguyen')).body.validFrom, '2025-07-01')
})

t.test('predecessors are complete, in the order of Vietnamese lists', async t => {
  const predecessors = async (slug: string) =>
    (await get(`/v1/wards/${slug}`)).body.predecessors.map((ward: { slug: string }) => ward.slug)
  t.strictSame(await predecessors('cua-lo'),
    ['nghi-hai', 'nghi-hoa', 'nghi-huong', 'nghi-tan', 'nghi-thu', 'nghi-thuy', 'thu-thuy'])
  t.strictSame(await predecessors('bac-kan'), ['nong-thuong', 'phung-chi-kien', 'song-cau', 'xuat-hoa'])
  t.strictSame(await predecessors('tam-diep'), ['bac-son', 'quang-son', 'tay-son'])
  t.strictSame(await predecessors('cao-xanh-quang-ninh'), ['cao-xanh', 'ha-khanh'])
  t.strictSame(await predecessors('ha-khanh'), [])
})

t.test('what no source states outright is marked as inferred, with its reason', async t => {
  for (const slug of ['tay-son', 'phung-chi-kien', 'nghi-hoa', 'duc-xuan', 'ha-khanh']) {
    const inferred: Array<{ property: string, reason: string }> = (await get(`/v1/wards/${slug}`)).body.inferred
    for (const property of ['province', 'code', 'validTo', 'successors']) {
      t.match(inferred.find(inference => inference.property === property), { reason: /\S/ }, `${slug} ${property}`)
    }
  }
})

t.test('wards are listed by their own names, as Vietnamese lists are', async t => {
  const { body } = await get('/v1/wards?limit=200&total=true')
  t.strictSame(body.data.map((ward: { name: string }) => ward.name.replace(/^(Phường|Xã) /, '')), [
    'Bắc Kạn', 'Bắc Sơn', 'Cao Xanh', 'Cao Xanh', 'Cửa Lò', 'Đức Xuân', 'Đức Xuân', 'Hà Khánh', 'Huyền Tụng',
    'Nghi Hải', 'Nghi Hòa', 'Nghi Hương', 'Nghi Tân', 'Nghi Thu', 'Nghi Thủy', 'Nguyễn Thị Minh Khai',
    'Nông Thượng', 'Phùng Chí Kiên', 'Quang Sơn', 'Sông Cầu', 'Tam Điệp', 'Tây Sơn', 'Thu Thủy', 'Xuất Hóa'
  ])
  t.equal(body.page.total, 24)
})

const questions: Record<string, ReadonlyArray<readonly [Record<string, string>, readonly string[]]>> = {
  'words find a ward by name, slug or code, with and without diacritics': [
    [{ q: 'ha khanh' }, ['ha-khanh']],
    [{ q: 'HÀ KHÁNH' }, ['ha-khanh']],
    [{ q: 'Nghi Hoà' }, ['nghi-hoa']],
    [{ q: 'Nghi Hòa'.normalize('NFD') }, ['nghi-hoa']],
    [{ q: 'xã quang' }, ['quang-son']],
    [{ q: '16726' }, ['nghi-hoa']],
    [{ q: 'hàng bạc' }, []]
  ],
  'a code finds every ward whose code it is or was last, with asOf the holder of the day': [
    [{ code: '16732' }, ['cua-lo', 'nghi-huong']],
    [{ code: '16732', asOf: '2024-06-01' }, ['nghi-huong']],
    [{ code: '16732', asOf: '2026-01-01' }, ['cua-lo']],
    [{ code: '99999' }, []]
  ],
  'a parent is a district or a province, as it was on the day': [
    [{ parent: 'ha-long' }, ['cao-xanh', 'ha-khanh']],
    [{ parent: '193' }, ['cao-xanh', 'ha-khanh']],
    [{ parent: 'quang-ninh' }, ['cao-xanh-quang-ninh']],
    [{ parent: 'cua-lo' }, []],
    [{ parent: 'cua-lo', asOf: '2024-11-30', kind: 'phuong' },
      ['nghi-hai', 'nghi-hoa', 'nghi-huong', 'nghi-tan', 'nghi-thu', 'nghi-thuy', 'thu-thuy']],
    [{ parent: 'cua-lo', asOf: '2024-12-01' }, []],
    [{ parent: 'vinh', asOf: '2024-11-30' }, []],
    [{ parent: 'vinh', asOf: '2024-12-01', q: 'nghi hòa' }, ['nghi-hoa']]
  ],
  'a parent whose slug a district and a province share means both': [
    [{ parent: 'bac-kan', q: 'đức xuân' }, ['duc-xuan']],
    [{ parent: builtInId('unit', 'district:bac-kan'), q: 'đức xuân' }, ['duc-xuan']],
    [{ parent: builtInId('unit', 'province:bac-kan'), q: 'đức xuân' }, []]
  ],
  'a province is where a ward lay last, or on the day': [
    [{ province: 'quang-ninh' }, ['cao-xanh', 'cao-xanh-quang-ninh', 'ha-khanh']],
    [{ province: '22', asOf: '2024-01-06' }, ['cao-xanh', 'ha-khanh']],
    [{ province: 'quang-ninh', asOf: '2026-01-01' }, ['cao-xanh-quang-ninh']],
    [{ province: 'thai-nguyen' }, ['bac-kan', 'duc-xuan-thai-nguyen']],
    [{ province: 'thai-nguyen', asOf: '2025-06-30' }, []]
  ],
  'kinds, several with commas': [
    [{ kind: 'xa' }, ['nong-thuong', 'quang-son']],
    [{ kind: 'xa,phuong', parent: 'tam-diep' }, ['bac-son', 'quang-son', 'tay-son']],
    [{ kind: 'dac-khu' }, []]
  ],
  'asOf leaves out wards that did not exist': [
    [{ asOf: '2025-06-30', q: 'cao xanh' }, ['cao-xanh']],
    [{ asOf: '2025-07-01', q: 'cao xanh' }, ['cao-xanh-quang-ninh']]
  ],
  'updatedSince is inclusive': [
    [{ updatedSince: '2026-01-05T08:00:00Z', kind: 'xa' }, ['nong-thuong', 'quang-son']],
    [{ updatedSince: '2026-01-05T08:00:01Z' }, []]
  ]
}

for (const [name, cases] of Object.entries(questions)) {
  t.test(name, async t => {
    for (const [question, expected] of cases) {
      t.strictSame((await found(question)).sort(), [...expected].sort(), JSON.stringify(question))
    }
  })
}

t.test('no unit is named by what has a line break', async t => {
  for (const reference of ['a%0Ab', 'province:a%0D%0Ab', '%0A']) {
    t.equal((await get(`/v1/units/${reference}`)).status, 404)
  }
})

t.test('an unknown ward, or the slug of a unit of another level, is a 404', async t => {
  for (const reference of ['hang-bac', 'vinh', 'quang-ninh', builtInId('unit', 'district:vinh'), '00000']) {
    t.match(await get(`/v1/wards/${reference}`),
      { status: 404, body: { detail: `No record is known as '${reference}'.` } })
  }
})
