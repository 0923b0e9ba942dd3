/** The smaller resources: organisations, tasks, sources, the catalogue of indicators and the vocabularies. */
import t from 'tap'
import { builtInId, sourceId } from '../src/domain/ids.js'
import {
  claimId, haKhanh, haKhanhPassage, loaded, official, organisation, verified, years
} from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const { get } = await openRegister(t)

type Question = Record<string, string>
type Cases = ReadonlyArray<readonly [Question, readonly string[]]>

const page = { limit: 20, next: null }

/** One property of the records that a question finds, in order. */
const asker = (address: string, property: string) => async (question: Question): Promise<string[]> => {
  const { status, body } = await get(`${address}?${new URLSearchParams({ limit: '200', ...question })}`)
  return status === 200 ? body.data.map((record: Record<string, string>) => record[property]) : [body.detail]
}

function testQuestions (address: string, property: string, questions: Record<string, Cases>) {
  const found = asker(address, property)
  for (const [name, cases] of Object.entries(questions)) {
    t.test(name, async t => {
      for (const [question, expected] of cases) t.strictSame(await found(question), expected, JSON.stringify(question))
    })
  }
}

// ── Organisations ────────────────────────────────────────────────────────────────────────────────────────────────

const cell = {
  ...organisation('chi-bo-khu-pho-2-ha-khanh', 'Chi bộ khu phố 2, phường Hà Khánh'),
  shortName: 'Chi bộ khu phố 2',
  kind: 'd-cb',
  level: 'd',
  parent: organisation('dang-uy-phuong-ha-khanh', 'Đảng ủy phường Hà Khánh'),
  ward: haKhanh.ward,
  unit: haKhanh.ward,
  ...verified
}
const city = {
  ...organisation('thanh-uy-bac-kan', 'Thành ủy Bắc Kạn'),
  shortName: null,
  kind: 'c-bch',
  level: 'h',
  parent: organisation('tinh-uy-bac-kan', 'Tỉnh ủy Bắc Kạn'),
  ward: null,
  unit: { id: builtInId('unit', 'district:bac-kan'), slug: 'bac-kan', name: 'Thành phố Bắc Kạn' },
  ...verified
}
const centre = {
  ...organisation('ban-chap-hanh-trung-uong', 'Ban Chấp hành Trung ương Đảng'),
  shortName: 'Trung ương',
  kind: 'tw-bch',
  level: 'tw',
  parent: null,
  ward: null,
  unit: null,
  ...verified
}

t.test('an organisation is answered whole, whatever unit it is of', async t => {
  for (const whole of [cell, city, centre]) {
    t.strictSame((await get(`/v1/organisations/${whole.id}`)).body, whole, whole.name)
  }
  t.strictSame((await get('/v1/organisations?q=chi+bo+khu+pho')).body, { data: [cell], page })
  const id = builtInId('organisation', 'none')
  t.match(await get(`/v1/organisations/${id}`), { status: 404, body: { detail: `No record is known as '${id}'.` } })
})

t.test('organisations are listed as Vietnamese lists are', async t => {
  const { body } = await get('/v1/organisations?limit=4&total=true')
  t.strictSame(body.data.map(({ name }: typeof cell) => name), [
    'Ban Bí thư Trung ương Đảng', 'Ban Chấp hành Trung ương Đảng', 'Ban Dân vận Thành ủy Bắc Kạn',
    'Ban Thường vụ Thành ủy Bắc Kạn'
  ])
  t.equal(body.page.total, 32)
})

const ofNghiHoa = ['Đảng ủy phường Nghi Hòa', 'Hội đồng nhân dân phường Nghi Hòa', 'Ủy ban nhân dân phường Nghi Hòa']
testQuestions('/v1/organisations', 'name', {
  'an organisation is found by its words, also those of its short name': [
    [{ q: 'đảng ủy hà khánh' }, ['Đảng ủy phường Hà Khánh']],
    [{ q: 'HDND tay son' }, ['Hội đồng nhân dân phường Tây Sơn']],
    [{ q: 'sân bay' }, []]
  ],
  'organisations by kind and level, several with commas': [
    [{ kind: 'tw-bct' }, ['Bộ Chính trị']],
    [{ kind: 'c-ttct,tw-bct' }, ['Bộ Chính trị', 'Trung tâm bồi dưỡng chính trị thành phố Bắc Kạn',
      'Trung tâm Chính trị thị xã Cửa Lò']],
    [{ kind: 'c-dtn' }, []],
    [{ level: 'd' }, [cell.name]],
    [{ level: 't', kind: 'c-bch' }, ['Tỉnh ủy Bắc Kạn', 'Tỉnh ủy Nghệ An']],
    [{ level: 'd', kind: 'c-bch' }, []]
  ],
  'organisations of a ward, a province, a lineage': [
    [{ ward: 'nghi-hoa' }, ofNghiHoa],
    [{ ward: '16726' }, ofNghiHoa],
    [{ ward: 'duc-xuan,phung-chi-kien' }, ['Đảng ủy phường Đức Xuân', 'Đảng ủy phường Phùng Chí Kiên']],
    [{ ward: 'cua-lo' }, []],
    [{ ward: 'cua-lo', lineage: 'true' }, ofNghiHoa],
    [{ province: 'nghe-an' }, ofNghiHoa],
    [{ province: '19' }, []]
  ],
  'organisations that changed since an instant': [
    [{ updatedSince: '2026-01-05T08:00:00Z', level: 'd' }, [cell.name]],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, []]
  ]
})

// ── Tasks ────────────────────────────────────────────────────────────────────────────────────────────────────────

const committee = {
  setBy: 'Ban Chấp hành Đảng bộ phường',
  setByOfficial: null,
  assignee: 'Đảng bộ và nhân dân phường Hà Khánh'
}
const secretary = {
  setBy: 'Trần Việt Hùng (Bí thư, Chủ tịch UBND phường)',
  setByOfficial: official('tran-viet-hung', 'Trần Việt Hùng')
}
const tasks = ([
  [{ ...committee, category: 'party' },
    '(1) Thực hiện nghị quyết, chương trình hành động đại hội Đảng các cấp 2020-2025', 2414, 2472],
  [{ ...committee, category: 'party' },
    '(2) Xây dựng, chỉnh đốn Đảng và hệ thống chính trị; cán bộ; kiểm tra, giám sát; ' +
    'phòng chống tham nhũng; Mặt trận Tổ quốc; dân vận; nhân sự đại hội', 2537, 2605],
  [{ ...committee, category: 'economy-budget' },
    '(3) Phát triển kinh tế - xã hội: nông, lâm, ngư nghiệp; ngân sách; quy hoạch; tài nguyên; ' +
    'môi trường; văn hóa; an sinh', 3733, 3773],
  [{ ...committee, category: 'defence-security' }, '(4) Quốc phòng, an ninh', 4556, 4599],
  [{ ...committee, category: null },
    '(5) Ba đột phá chiến lược: hạ tầng; cải cách hành chính và chuyển đổi số; nhân lực', 4601, 4636],
  [{ ...secretary, assignee: 'Phó Chủ tịch phụ trách địa chính', category: 'economy-budget' },
    'Tổng hợp ý kiến khu phố về Nghị quyết 21, trả lời nhân dân bằng văn bản', 5338, 5419],
  [{ ...secretary, assignee: 'Khu phố 2', category: 'economy-budget' }, 'Vận động hiến đất mở rộng đường', 5431, 5492],
  [{ ...secretary, assignee: 'Khu phố 2', category: null },
    'Phát huy mặt mạnh, thực hiện tốt nhiệm vụ năm 2024', 6107, 6157]
] as const).map(([by, text, start, end], at) => ({
  id: claimId('task', 'ha-khanh-2024-01-06', at),
  ...haKhanh,
  text,
  ...by,
  period: years[2024],
  evidence: [haKhanhPassage(start, end)],
  ...verified
}))

t.test('tasks of a meeting come in the order of its record, each with its passage', async t => {
  t.strictSame((await get('/v1/tasks?ward=ha-khanh&total=true')).body, { data: tasks, page: { ...page, total: 8 } })
  for (const task of tasks) t.strictSame((await get(`/v1/tasks/${task.id}`)).body, task, task.text)
  t.equal((await get(`/v1/tasks/${builtInId('task', 'none')}`)).status, 404)
})

const [forTheQuarter1, forTheQuarter2] = [tasks[6]!.text, tasks[7]!.text]
testQuestions('/v1/tasks', 'text', {
  'tasks are found by their words and those of the assignee, not by who set them': [
    [{ q: 'hiến đất' }, [forTheQuarter1]],
    [{ q: 'hien dat' }, [forTheQuarter1]],
    [{ q: 'khu phố đất hiến' }, [forTheQuarter1]],
    [{ q: 'trần việt hùng' }, []],
    [{ q: 'sân bay' }, []]
  ],
  'tasks are found by words of their assignee alone': [
    [{ assignee: 'khu pho' }, [forTheQuarter1, forTheQuarter2]],
    [{ assignee: 'Phó Chủ tịch' }, [tasks[5]!.text]],
    [{ assignee: 'Trần Việt Hùng' }, []]
  ],
  'tasks by period, category and meeting': [
    [{ period: '2024', ward: 'ha-khanh', category: 'defence-security' }, [tasks[3]!.text]],
    [{ period: '2024-H1' }, []],
    [{ period: '2024', category: 'front-mass' }, ['Mặt trận Tổ quốc, đoàn thể theo sát giao ước thi đua cấp trên']],
    [{ meeting: haKhanh.meeting.id }, tasks.map(task => task.text)],
    [{ meeting: builtInId('meeting', 'none') }, []],
    [{ category: 'defence-security,front-mass', ward: 'ha-khanh,tay-son' }, ['Quốc phòng, an ninh', tasks[3]!.text]]
  ],
  'tasks of a province, a lineage, a code': [
    [{ province: '22', category: 'defence-security' }, [tasks[3]!.text]],
    [{ province: 'thai-nguyen' }, []],
    [{ ward: 'cao-xanh-quang-ninh' }, []],
    [{ ward: 'cao-xanh-quang-ninh', lineage: 'true', assignee: 'khu phố' }, [forTheQuarter1, forTheQuarter2]],
    [{ ward: '06649', assignee: 'khu phố' }, [forTheQuarter1, forTheQuarter2]]
  ],
  'tasks by status and change': [
    [{ assignee: 'khu phố', status: 'any' }, [forTheQuarter1, forTheQuarter2]],
    [{ status: 'unverified' }, []],
    [{ assignee: 'khu phố', updatedSince: '2026-01-05T08:00:00Z' }, [forTheQuarter1, forTheQuarter2]],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, []]
  ]
})

// ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────────────

const sha256 = '482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b'
const source = {
  id: sourceId(sha256),
  title: 'Phường Nghi Hòa: Tổ chức Hội nghị tổng kết công tác Đảng năm 2023, ' +
    'triển khai phương hướng nhiệm vụ năm 2024',
  publisher: 'Cổng thông tin điện tử thị xã Cửa Lò',
  author: 'Phan Thành - Duy Quý',
  publishedOn: '2023-12-19',
  url: 'https://cualo.vn/phuong-nghi-hoa-to-chuc-hoi-nghi-tong-ket-cong-tac-dang-nam-2023-' +
    'trien-khai-phuong-huong-nhiem-vu-nam-2024/',
  language: 'vi',
  sha256,
  licence: null,
  hasText: false,
  ...loaded
}

t.test('a source is answered whole, and its id is made of its text', async t => {
  t.equal(source.id, '482f45cb-0db4-8bf4-83b1-2b80e7bea31a')
  t.strictSame((await get(`/v1/sources/${source.id}`)).body, source)
  t.strictSame((await get('/v1/sources?ward=nghi-hoa')).body, { data: [source], page })
  t.equal((await get(`/v1/sources/${builtInId('source', 'none')}`)).status, 404)
})

testQuestions('/v1/sources', 'author', {
  'sources by what they speak of': [
    [{ ward: 'nghi-hoa' }, [source.author]],
    [{ ward: 'cua-lo' }, []],
    [{ ward: 'cua-lo', lineage: 'true' }, [source.author]],
    [{ meeting: haKhanh.meeting.id }, ['Thu Hương']],
    [{ meeting: builtInId('meeting', 'none') }, []],
    [{ meeting: haKhanh.meeting.id, ward: 'nghi-hoa' }, []]
  ],
  'sources by their words, digest and day': [
    [{ q: 'phan thanh' }, [source.author]],
    [{ q: 'cổng thông tin thị xã cửa lò' }, [source.author]],
    [{ q: 'sân bay' }, []],
    [{ sha256 }, [source.author]],
    [{ sha256: sha256.toUpperCase() }, [source.author]],
    [{ sha256: '0'.repeat(64) }, []],
    [{ publishedFrom: '2023-12-19', publishedTo: '2023-12-19' }, [source.author]],
    [{ publishedFrom: '2023-12-20' }, []],
    [{ publishedTo: '2023-12-18' }, []]
  ],
  'sources by change': [
    [{ updatedSince: '2026-01-05T08:00:00Z', ward: 'nghi-hoa' }, [source.author]],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, []]
  ]
})

// ── Indicators ───────────────────────────────────────────────────────────────────────────────────────────────────

t.test('an indicator is answered whole', async t => {
  const badges = {
    code: 'party-badges-awarded',
    name: 'Trao Huy hiệu Đảng',
    nameEn: 'Party badges awarded',
    unit: 'người',
    category: 'party',
    kind: 'count',
    nature: 'flow',
    dimensions: ['badgeYears'],
    partOf: null,
    ...loaded
  }
  t.strictSame((await get('/v1/indicators/party-badges-awarded')).body, badges)
  t.equal((await get('/v1/indicators/party-members-full')).body.partOf, 'party-members')
  t.match(await get('/v1/indicators/happiness'),
    { status: 404, body: { detail: "No record is known as 'happiness'." } })
})

testQuestions('/v1/indicators', 'code', {
  'indicators are found by name, gloss, code and the words by which they are told': [
    [{ q: 'việc làm mới' }, ['jobs-created']],
    [{ q: 'jobs created' }, ['jobs-created']],
    [{ q: 'jobs-created' }, ['jobs-created']],
    [{ q: 'tu van gioi thieu' }, ['jobs-created']],
    [{ q: 'huy hiệu 55 nă' }, ['party-badges-awarded']],
    [{ q: 'sân bay' }, []]
  ],
  'indicators by change': [
    [{ updatedSince: '2026-01-05T08:00:00Z', q: 'jobs-created' }, ['jobs-created']],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, []]
  ]
})

t.test('the catalogue has 112 indicators in seven fields, sorted by code', async t => {
  const { data, page } = (await get('/v1/indicators?limit=200&total=true')).body
  const codes: string[] = data.map(({ code }: { code: string }) => code)
  t.equal(page.total, 112)
  t.strictSame(codes, [...codes].sort())
  const total = async (category: string) =>
    (await get(`/v1/indicators?category=${category}&total=true`)).body.page.total
  t.equal(await total('environment-urban'), 7)
  t.equal(await total('environment-urban,society'), 32)
})

// ── Vocabularies ─────────────────────────────────────────────────────────────────────────────────────────────────

t.test('all vocabularies are listed with the number of their terms, which is right', async t => {
  const { data } = (await get('/v1/vocabularies')).body
  t.strictSame(data.map(({ name }: { name: string }) => name), [
    'document-types', 'issuer-suffixes', 'document-relations', 'roles', 'organisation-kinds', 'levels',
    'meeting-types', 'sessions', 'capacities', 'indicator-categories', 'comparators', 'observation-kinds', 'flags',
    'choice-reasons', 'coverage-states', 'gaps', 'periods', 'unit-kinds', 'unit-change-kinds', 'unit-change-extents'
  ])
  t.strictSame(data[0], { name: 'document-types', title: 'Loại văn bản', titleEn: 'Types of document', count: 30 })
  for (const { name, count } of data) {
    const { body } = await get(`/v1/vocabularies/${name}?limit=200&total=true`)
    t.equal(body.page.total, count, name)
    t.equal(body.data.length, count, name)
  }
})

t.test('a vocabulary is its terms, in their own order', async t => {
  t.strictSame((await get('/v1/vocabularies/comparators')).body, {
    data: [
      { code: 'eq', name: 'đúng bằng', nameEn: 'exactly' },
      { code: 'gt', name: 'trên, hơn', nameEn: 'more than' },
      { code: 'gte', name: 'trở lên', nameEn: 'at least' },
      { code: 'lt', name: 'dưới, chưa đến', nameEn: 'less than' },
      { code: 'lte', name: 'không quá', nameEn: 'at most' },
      { code: 'approx', name: 'gần, khoảng', nameEn: 'about' }
    ],
    page
  })
  t.equal((await get('/v1/vocabularies/colours')).status, 404)
})

t.test('the contract’s meeting types and document types are terms of their vocabularies', async t => {
  const codes = async (name: string) => (await get(`/v1/vocabularies/${name}?limit=200`)).body.data
    .map(({ code }: { code: string }) => code)
  const meetingTypes = await codes('meeting-types')
  t.strictSame(['so-ket', 'tong-ket', 'lam-viec', 'ban-chap-hanh', 'ban-thuong-vu', 'giao-ban', 'sinh-hoat-chi-bo',
    'dai-hoi', 'quan-triet', 'doi-thoai', 'trao-huy-hieu', 'kiem-tra-giam-sat', 'gap-mat', 'hdnd', 'khac']
    .filter(code => !meetingTypes.includes(code)), [])
  const documentTypes = await codes('document-types')
  t.strictSame(['NQ', 'CT', 'KL', 'ĐA', 'DA'].filter(code => !documentTypes.includes(code)), [])
})
