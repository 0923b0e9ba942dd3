/** The core query: meetings by ward and period, and everything that hangs on a meeting. */
import t from 'tap'
import { builtInId, sourceId } from '../src/domain/ids.js'
import { claimId, loaded, official, organisation, passageOf, verified, ward } from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { get } = register

const taySon = {
  id: builtInId('meeting', 'tay-son-2023-07-12'),
  ward: ward('tay-son', 'Phường Tây Sơn'),
  title: 'Hội nghị sơ kết công tác xây dựng Đảng, chính quyền 6 tháng đầu năm; ' +
    'triển khai nhiệm vụ 6 tháng cuối năm 2023',
  type: { code: 'so-ket', name: 'Hội nghị sơ kết', nameEn: 'interim review conference' },
  heldOn: '2023-07-12',
  endsOn: null,
  session: 'morning',
  alsoTypes: [],
  host: organisation('dang-uy-phuong-tay-son', 'Đảng ủy phường Tây Sơn'),
  counterpart: null,
  chairs: [],
  reviews: { code: '2023-H1', from: '2023-01-01', to: '2023-06-30', label: '6 tháng đầu năm 2023' },
  plans: { code: '2023-H2', from: '2023-07-01', to: '2023-12-31', label: '6 tháng cuối năm 2023' },
  counts: { participants: 2, resolutions: 4, observations: 13, tasks: 7 },
  ...verified
}

/** The wards whose meetings are found, in order: each of the five has one. */
async function found (question: Record<string, string>): Promise<string[]> {
  const { status, body } = await get(`/v1/meetings?${new URLSearchParams(question)}`)
  return status === 200 ? body.data.map((meeting: { ward: { slug: string } }) => meeting.ward.slug) : [body.detail]
}

const haKhanh = 'ha-khanh'
const nghiHoa = 'nghi-hoa'
const ducXuan = 'duc-xuan'
const phungChiKien = 'phung-chi-kien'
/** Newest first. */
const all = [haKhanh, nghiHoa, 'tay-son', ducXuan, phungChiKien]

t.test('a ward and a period find the meeting held within it', async t => {
  const { status, body } = await get('/v1/meetings?ward=tay-son&period=2023-H2')
  t.equal(status, 200)
  const [{ summary, inferred, ...meeting }] = body.data
  t.strictSame(meeting, taySon)
  t.match(summary, /314 đảng viên/)
  t.strictSame(inferred.map((inference: { property: string }) => inference.property), ['heldOn', 'participants'])
  t.strictSame(body.page, { limit: 20, next: null })
})

t.test('a period counts by the day on which the meeting was held, not by what it reviews', async t => {
  t.strictSame((await get('/v1/meetings?ward=tay-son&period=2023-H1')).body.data, [])
  t.strictSame(await found({ ward: 'tay-son', reviews: '2023-H1' }), ['tay-son'])
})

t.test('from and to are both inclusive', async t => {
  const { body } = await get('/v1/meetings?from=2023-01-01&to=2024-01-31&total=true')
  t.strictSame(body.data.map((meeting: { heldOn: string }) => meeting.heldOn),
    ['2024-01-06', '2023-12-19', '2023-07-12', '2023-04-13'])
  t.equal(body.page.total, 4)
  t.strictSame(await found({ from: '2023-07-12', to: '2023-07-12' }), ['tay-son'])
  t.strictSame(await found({ from: '2023-07-13', to: '2023-12-18' }), [])
})

t.test('a list takes one statement, with all that it includes', async t => {
  t.equal(await register.statementsOf(() => get('/v1/meetings?ward=tay-son&period=2023&total=true')), 1)
  const includes = 'participants,resolutions,observations,tasks,sources,evidence'
  t.equal(await register.statementsOf(() => get(`/v1/meetings?include=${includes}`)), 1)
})

/** Questions and the wards whose meetings answer them. */
const questions: Record<string, ReadonlyArray<readonly [Record<string, string>, readonly string[]]>> = {
  'without a filter all meetings are found, the newest first': [[{}, all]],
  'a ward is named by id, slug or code, several with commas': [
    [{ ward: builtInId('unit', 'ward:nghi-hoa') }, [nghiHoa]],
    [{ ward: builtInId('unit', 'ward:nghi-hoa').toUpperCase() }, [nghiHoa]],
    [{ ward: 'nghi-hoa' }, [nghiHoa]],
    [{ ward: '16726' }, [nghiHoa]],
    [{ ward: 'duc-xuan,06649, tay-son' }, [haKhanh, 'tay-son', ducXuan]],
    [{ ward: 'tay-son,tay-son' }, ['tay-son']],
    [{ ward: 'cao-xanh' }, []]
  ],
  'a code names who held it in the days asked about, else its present holder': [
    [{ ward: '01843', period: '2021' }, [phungChiKien]],
    [{ ward: '01843', from: '2025-06-30' }, []],
    [{ ward: '01843', to: '2025-06-30' }, [phungChiKien]],
    [{ ward: '01843' }, []],
    [{ ward: 'bac-kan' }, []],
    [{ ward: '01840', period: '2020/2025' }, [ducXuan]],
    [{ ward: '01840', period: '2026' }, []]
  ],
  'a code that nobody held in the days asked about is its last holder’s': [
    [{ ward: '14369', period: '2026' }, []],
    [{ ward: '14369', period: '2023' }, ['tay-son']],
    [{ ward: '14369,nghi-hoa', from: '2023-12-01' }, [nghiHoa]]
  ],
  'a province is named by slug or code, and has the wards that ever lay in it': [
    [{ province: 'quang-ninh' }, [haKhanh]],
    [{ province: '22' }, [haKhanh]],
    [{ province: builtInId('unit', 'province:quang-ninh') }, [haKhanh]],
    [{ province: 'bac-kan' }, [ducXuan, phungChiKien]],
    [{ province: '06' }, [ducXuan, phungChiKien]],
    [{ province: 'thai-nguyen' }, []],
    [{ province: 'quang-ninh', ward: 'ha-khanh,tay-son' }, [haKhanh]],
    [{ province: 'quang-ninh', ward: 'tay-son' }, []]
  ],
  'lineage adds what a ward came from and what came of it': [
    [{ ward: 'cao-xanh-quang-ninh' }, []],
    [{ ward: 'cao-xanh-quang-ninh', lineage: 'true' }, [haKhanh]],
    [{ ward: 'cao-xanh-quang-ninh', lineage: 'false' }, []],
    [{ ward: 'ha-khanh', lineage: 'true' }, [haKhanh]],
    // Both became part of one ward, but neither came from the other.
    [{ ward: 'cao-xanh', lineage: 'true' }, []],
    [{ ward: '01843', lineage: 'true' }, [phungChiKien]],
    [{ province: 'thai-nguyen', lineage: 'true' }, [ducXuan, phungChiKien]],
    [{ lineage: 'true' }, all]
  ],
  'a period has every form of a reporting period': [
    [{ period: '2023' }, [nghiHoa, 'tay-son', ducXuan]],
    [{ period: '2022' }, []],
    [{ period: '2023-H1' }, [ducXuan]],
    [{ period: '2021-H1' }, []],
    [{ period: '2023-Q3' }, ['tay-son']],
    [{ period: '2023-Q1' }, []],
    [{ period: '2023-07' }, ['tay-son']],
    [{ period: '2023-08' }, []],
    [{ period: '2023-9M' }, ['tay-son', ducXuan]],
    [{ period: '2023-4M' }, [ducXuan]],
    [{ period: '2023-3M' }, []],
    [{ period: '2020/2025' }, all],
    [{ period: '2015/2020' }, []]
  ],
  'a period and two days narrow each other': [
    [{ period: '2023', from: '2023-07-01' }, [nghiHoa, 'tay-son']],
    [{ period: '2023', to: '2023-07-12' }, ['tay-son', ducXuan]],
    [{ period: '2023-02', from: '2024-01-01' }, []]
  ],
  'reviews and plans are exactly the period, under any of its codes': [
    [{ reviews: '2023' }, [haKhanh, nghiHoa]],
    [{ reviews: '2023-12M' }, [haKhanh, nghiHoa]],
    [{ reviews: '2023-6M' }, ['tay-son']],
    [{ reviews: '2020/2025' }, []],
    [{ plans: '2024' }, [haKhanh, nghiHoa]],
    [{ plans: '2021-H2' }, [phungChiKien]],
    [{ plans: '2023' }, []],
    [{ reviews: '2021-H1', plans: '2021-H2' }, [phungChiKien]],
    [{ reviews: '2021-H1', plans: '2023-H2' }, []]
  ],
  'a type is the first one or one of the further ones, several with commas': [
    [{ type: 'so-ket' }, ['tay-son', phungChiKien]],
    [{ type: 'quan-triet' }, [phungChiKien]],
    [{ type: 'khen-thuong' }, [nghiHoa]],
    [{ type: 'so-ket,quan-triet,so-ket' }, ['tay-son', phungChiKien]],
    [{ type: 'quan-triet', ward: 'phung-chi-kien,tay-son' }, [phungChiKien]],
    [{ type: 'tong-ket,lam-viec' }, [haKhanh, nghiHoa, ducXuan]],
    [{ type: 'dai-hoi' }, []]
  ],
  'an official took part': [
    [{ official: builtInId('official', 'tran-viet-hung') }, [haKhanh]],
    [{ official: builtInId('official', 'cu-ngoc-cuong') }, [ducXuan]],
    [{ official: builtInId('official', 'nobody') }, []]
  ],
  'an organisation hosted, was the counterpart, or was represented by one of its officers': [
    [{ organisation: builtInId('organisation', 'dang-uy-phuong-ha-khanh') }, [haKhanh]],
    [{ organisation: builtInId('organisation', 'chi-bo-khu-pho-2-ha-khanh') }, [haKhanh]],
    [{ organisation: builtInId('organisation', 'dang-uy-phuong-duc-xuan') }, [ducXuan]],
    [{ organisation: builtInId('organisation', 'ban-to-chuc-thanh-uy-tam-diep') }, ['tay-son']],
    [{ organisation: builtInId('organisation', 'ban-thuong-vu-thanh-uy-bac-kan') }, [ducXuan, phungChiKien]],
    [{ organisation: builtInId('organisation', 'thanh-uy-ha-long') }, []]
  ],
  'a resolution was cited, by id or by symbol however it is spaced': [
    [{ resolution: builtInId('resolution', '21-nq-tu-ha-long-2020') }, [haKhanh]],
    [{ resolution: builtInId('resolution', '21-nq-tu-ha-long-2020').toUpperCase() }, [haKhanh]],
    [{ resolution: '21-NQ/TU' }, [haKhanh]],
    [{ resolution: ' 21 – NQ /  TU ' }, [haKhanh]],
    [{ resolution: '21-NQ/TƯ' }, []],
    [{ resolution: '21-nq/tu' }, []],
    [{ resolution: '05-CT/TW' }, [phungChiKien]],
    [{ resolution: '99-CT/TW' }, []]
  ],
  'updatedSince is inclusive, and an instant in any zone': [
    [{ updatedSince: '2026-01-05T08:00:00Z' }, all],
    [{ updatedSince: '2026-01-05T15:00:00+07:00' }, all],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, []],
    [{ updatedSince: '2026-01-05T15:00:01+07:00' }, []]
  ],
  'words are found with and without diacritics, in any case, the last one unfinished': [
    [{ q: 'Chi bộ khu phố 2 trọng tâm' }, [haKhanh]],
    [{ q: 'chi bo khu pho 2 trong tam' }, [haKhanh]],
    [{ q: 'Chi bộ khu phố 2 trọng tâm'.normalize('NFD').toUpperCase() }, [haKhanh]],
    [{ q: '2, phố khu! (trọng – tâm)' }, [haKhanh]],
    [{ q: 'Nghị quyết 21-NQ/TU' }, [haKhanh]],
    [{ q: 'huy hieu dang 314' }, ['tay-son']],
    [{ q: 'huy hieu dang 31' }, []],
    [{ q: '31 huy hieu dang' }, []],
    [{ q: 'làm vi' }, [haKhanh, ducXuan]],
    [{ q: 'khu phố 2 sân bay' }, []]
  ],
  'filters narrow each other': [
    [{ period: '2023', type: 'so-ket,lam-viec', q: 'đảng' }, ['tay-son', ducXuan]],
    [{ ward: 'ha-khanh', period: '2023' }, []],
    [{ ward: 'ha-khanh', official: builtInId('official', 'cu-ngoc-cuong') }, []]
  ],
  'lists are sorted both ways by day, and by the last change': [
    [{ sort: '-heldOn' }, all],
    [{ sort: 'heldOn' }, [...all].reverse()]
  ]
}

for (const [name, cases] of Object.entries(questions)) {
  t.test(name, async t => {
    for (const [question, expected] of cases) t.strictSame(await found(question), expected, JSON.stringify(question))
  })
}

t.test('records of one instant are sorted by id, and downwards in exactly the other order', async t => {
  const ids = async (sort: string) =>
    (await get(`/v1/meetings?sort=${sort}`)).body.data.map(({ id }: typeof taySon) => id)
  const up = await ids('updatedAt')
  t.strictSame(up, [...up].sort())
  t.equal(up.length, 5)
  t.strictSame(await ids('-updatedAt'), [...up].reverse())
})

// ── One meeting, whole ───────────────────────────────────────────────────────────────────────────────────────────

const source = {
  sha256: '149dba58ddf3c9a8428e63d7113c7978e6c87c433484d9b2965557ab5935758c',
  title: 'Ban Thường vụ Thành ủy làm việc với tập thể Đảng ủy phường Đức Xuân',
  publisher: 'Cổng thông tin điện tử thành phố Bắc Kạn',
  publishedOn: null,
  url: 'https://backancity.gov.vn/ban-thuong-vu-thanh-uy-lam-viec-voi-tap-the-dang-uy-phuong-duc-xuan/'
}
const passage = passageOf(source)
const ducXuanWard = ward('duc-xuan', 'Phường Đức Xuân')
const ducXuanMeeting = {
  id: builtInId('meeting', 'duc-xuan-2023-04-13'),
  title: 'Ban Thường vụ Thành ủy Bắc Kạn làm việc với tập thể Đảng ủy phường Đức Xuân',
  heldOn: '2023-04-13'
}
/** A claim made at that meeting. */
const claim = (kind: Parameters<typeof claimId>[0], at: number) =>
  ({ id: claimId(kind, 'duc-xuan-2023-04-13', at), ward: ducXuanWard, meeting: ducXuanMeeting })

const plain = {
  ...ducXuanMeeting,
  ward: ducXuanWard,
  type: { code: 'lam-viec', name: 'Buổi làm việc', nameEn: 'working session' },
  endsOn: null,
  session: 'afternoon',
  alsoTypes: [],
  host: organisation('ban-thuong-vu-thanh-uy-bac-kan', 'Ban Thường vụ Thành ủy Bắc Kạn'),
  counterpart: organisation('dang-uy-phuong-duc-xuan', 'Đảng ủy phường Đức Xuân'),
  chairs: [official('cu-ngoc-cuong', 'Cù Ngọc Cường')],
  reviews: null,
  plans: null,
  summary: 'Ban Thường vụ Thành ủy Bắc Kạn làm việc với Đảng ủy phường Đức Xuân về công tác lãnh đạo, chỉ đạo; ' +
    'Bí thư Thành ủy Cù Ngọc Cường chủ trì và kết luận. Phường có 28 câu lạc bộ, đăng ký 33 mô hình “Dân vận khéo” ' +
    'năm 2023, lấy mô hình khu phố văn hóa, sáng, xanh, sạch, đẹp của Chi bộ 10B làm mẫu, và đẩy nhanh cải cách ' +
    'thủ tục, dịch vụ công trực tuyến. Quốc phòng, an ninh nhìn chung ổn định; các đại biểu nêu hạn chế và đề nghị.',
  counts: { participants: 2, resolutions: 4, observations: 3, tasks: 13 },
  inferred: [
    {
      property: 'heldOn',
      reason: 'Bài chỉ ghi ngày và tháng (13/4); năm 2023 theo phong trào dân vận khéo năm 2023 nêu trong bài, ' +
        'khả năng cao nhưng chưa chắc chắn.'
    },
    {
      property: 'host',
      reason: 'Bài không nêu tên thành phố; đăng trên backancity.gov.vn, và Cù Ngọc Cường là Bí thư Thành ủy Bắc Kạn.'
    },
    {
      property: 'participants',
      reason: '“Tỉnh ủy”, “Thành ủy”, “thành phố” không ghi tên; hiểu là của Bắc Kạn theo cổng tin đăng bài.'
    }
  ],
  ...verified
}

const year = { code: '2023', from: '2023-01-01', to: '2023-12-31', label: 'năm 2023' }

const figure = (
  at: number, code: string, name: string, unit: string, value: number, measuredOn: string | null, asReported: string,
  evidence: object[]
) => ({
  ...claim('observation', at),
  indicator: { code, name, unit },
  period: year,
  subject: 'phường Đức Xuân',
  dimensions: {},
  kind: 'actual',
  value,
  valueText: null,
  target: null,
  percentOfTarget: null,
  changePercent: null,
  changeBasis: null,
  comparator: 'eq',
  estimate: false,
  measuredOn,
  asReported,
  flags: [],
  supersededBy: null,
  evidence,
  ...verified
})

const discussed = { setBy: 'Các đại biểu tham dự', setByOfficial: null }
const asked = { setBy: 'Cù Ngọc Cường (Bí thư Thành ủy)', setByOfficial: official('cu-ngoc-cuong', 'Cù Ngọc Cường') }
const tasks: ReadonlyArray<readonly [object, string, string | null, number, number]> = [
  [discussed, 'Làm rõ tồn tại, hạn chế trong lãnh đạo, chỉ đạo của Đảng ủy phường', 'party', 1660, 1700],
  [discussed, 'Bảo đảm tiến độ chỉ tiêu nghị quyết đại hội, công trình dự án, kinh tế - xã hội, ' +
    'quốc phòng - an ninh', null, 1804, 1860],
  [discussed, 'Quy hoạch, bồi thường giải phóng mặt bằng', 'economy-budget', 2007, 2071],
  [discussed, 'Đào tạo cán bộ, công chức', 'party', 2073, 2115],
  [discussed, 'Chuyển đổi số, dịch vụ công', 'administration-digital', 2117, 2166],
  [asked, 'Xây dựng Đảng, hệ thống chính trị', 'party', 2467, 2518],
  [asked, 'Nâng cao hiệu quả sinh hoạt chi bộ', 'party', 2520, 2554],
  [asked, 'Phân công đảng viên phụ trách tổ dân phố', 'party', 2575, 2619],
  [asked, 'Tuyên truyền chủ trương, chính sách', 'party', 2621, 2693],
  [asked, 'Phối hợp điều chỉnh quy hoạch chung', 'environment-urban', 2786, 2835],
  [asked, 'Giao ban Thường vụ Đảng ủy cuối tuần, triển khai việc đầu tuần', 'party', 2849, 2904],
  [asked, 'Giám sát, phản biện của Ủy ban Mặt trận Tổ quốc phường', 'front-mass', 2966, 3030],
  [asked, 'Quản lý đất lưu [không] và các hành lang thoát hiểm, an toàn đường bộ', 'environment-urban', 3058, 3132]
]

const citations: ReadonlyArray<readonly [string, string | null, number, number]> = [
  ['Nghị quyết đại hội Đảng các cấp', null, 452, 483],
  ['Nghị quyết đại hội của phường và cấp trên', 'Đại hội Đảng bộ phường và cấp trên', 2389, 2438],
  ['Quy chế dân chủ cơ sở', null, 1415, 1436],
  ['Quy ước của tổ dân phố', null, 930, 952]
]

/** What each include adds. */
const included: Record<string, object> = {
  participants: {
    participants: [
      {
        id: claimId('participant', 'duc-xuan-2023-04-13', 0),
        official: official('cu-ngoc-cuong', 'Cù Ngọc Cường'),
        capacity: 'chair',
        titles: ['Ủy viên BTV Tỉnh ủy', 'Bí thư Thành ủy', 'Chủ tịch HĐND thành phố'],
        evidence: [passage(140, 248), passage(2170, 2294)]
      },
      {
        id: claimId('participant', 'duc-xuan-2023-04-13', 1),
        official: official('trieu-thi-thu-hoai', 'Triệu Thị Thu Hoài'),
        capacity: 'attendee',
        titles: ['Phó Bí thư Thường trực Thành ủy'],
        evidence: [passage(275, 326)]
      }
    ],
    groups: [
      'Các Ủy viên Ban Thường vụ Thành ủy',
      'Các phòng, ban chuyên môn của thành phố',
      'Tập thể Đảng ủy phường Đức Xuân'
    ]
  },
  resolutions: {
    resolutions: citations.map(([asCited, issuerAsStated, start, end], at) => ({
      ...claim('citation', at),
      resolution: null,
      candidates: [],
      asCited,
      issuerAsStated,
      issuedOnAsStated: null,
      agrees: null,
      evidence: [passage(start, end)],
      ...verified
    }))
  },
  observations: {
    observations: [
      figure(0, 'culture-and-sports-clubs', 'Câu lạc bộ văn hóa, văn nghệ, thể thao', 'CLB', 28, '2023-04-13',
        '28 câu lạc bộ', [passage(865, 896)]),
      figure(1, 'mass-mobilisation-models', 'Mô hình “Dân vận khéo” đăng ký', 'mô hình', 33, null,
        '33 mô hình đăng ký', [passage(1058, 1115)]),
      figure(2, 'mass-mobilisation-models-exemplary', 'Mô hình “Dân vận khéo” tiêu biểu', 'mô hình', 1, null,
        '1 mô hình mẫu, của Chi bộ 10B, về khu phố văn hóa, sáng, xanh, sạch, đẹp',
        [passage(1167, 1212), passage(1356, 1399)])
    ]
  },
  tasks: {
    tasks: tasks.map(([by, text, category, start, end], at) => ({
      ...claim('task', at),
      ...by,
      text,
      assignee: 'Đảng ủy phường Đức Xuân',
      period: null,
      category,
      evidence: [passage(start, end)],
      ...verified
    }))
  },
  sources: {
    sources: [{
      ...source,
      id: sourceId(source.sha256),
      author: 'Minh Cường',
      language: 'vi',
      licence: null,
      hasText: false,
      ...loaded
    }]
  },
  evidence: {
    evidence: [
      passage(69, 74, 'session'),
      passage(75, 79, 'heldOn'),
      passage(81, 93, 'host'),
      passage(94, 106, 'type'),
      passage(107, 138, 'counterpart'),
      passage(140, 248, 'chair')
    ]
  }
}
const whole = Object.assign({ ...plain }, ...Object.values(included))
const names = Object.keys(included)

t.test('each include adds its own records and nothing else', async t => {
  t.strictSame((await get('/v1/meetings?ward=duc-xuan')).body, { data: [plain], page: { limit: 20, next: null } })
  for (const [name, records] of Object.entries(included)) {
    const { body } = await get(`/v1/meetings?ward=duc-xuan&include=${name}`)
    t.strictSame(body.data, [{ ...plain, ...records }], name)
  }
})

t.test('a meeting with all includes is the same in a list and alone', async t => {
  t.strictSame((await get(`/v1/meetings?ward=duc-xuan&include=${names.join(',')}`)).body.data, [whole])
  t.strictSame((await get(`/v1/meetings/${plain.id}?include=${names.join(',')}`)).body, whole)
  t.strictSame((await get(`/v1/meetings/${plain.id}?include=${names.reverse().join(',')}`)).body, whole)
  t.strictSame((await get(`/v1/meetings/${plain.id}?include=tasks,tasks`)).body, { ...plain, ...included.tasks })
  t.strictSame((await get(`/v1/meetings/${plain.id}`)).body, plain)
})

t.test('an include gives each meeting of a page what is its own', async t => {
  const { data } = (await get('/v1/meetings?include=participants,tasks,observations,resolutions,sources')).body
  for (const { counts, ward, participants, tasks, observations, resolutions, sources } of data) {
    t.strictSame({
      participants: participants.length,
      tasks: tasks.length,
      observations: observations.length,
      resolutions: resolutions.length
    }, counts, ward.slug)
    const claims: Array<{ ward: { slug: string } }> = [...tasks, ...observations, ...resolutions]
    t.strictSame([...new Set(claims.map(claim => claim.ward.slug))], [ward.slug])
    t.equal(sources.length, 1)
  }
})

t.test('an unknown meeting is a 404', async t => {
  const id = builtInId('meeting', 'none')
  t.match(await get(`/v1/meetings/${id}`), { status: 404, body: { detail: `No record is known as '${id}'.` } })
  t.equal((await get('/v1/meetings/tay-son')).status, 404)
})

// ── Scoped lists ─────────────────────────────────────────────────────────────────────────────────────────────────

t.test('the meetings of a ward are the same list, scoped', async t => {
  for (const reference of ['duc-xuan', plain.ward.id]) {
    const { body } = await get(`/v1/wards/${reference}/meetings`)
    t.strictSame(body, { data: [plain], page: { limit: 20, next: null } }, reference)
  }
  t.strictSame((await get('/v1/wards/01840/meetings')).body.data, [], 'the code is the present ward’s')
  t.strictSame((await get('/v1/wards/01840/meetings?period=2023')).body.data, [plain], 'in 2023 it was another’s')
  t.strictSame((await get('/v1/wards/duc-xuan/meetings?period=2024')).body.data, [])
  t.strictSame((await get('/v1/wards/duc-xuan-thai-nguyen/meetings')).body.data, [])
  t.strictSame((await get('/v1/wards/duc-xuan-thai-nguyen/meetings?lineage=true')).body.data, [plain])
  t.equal((await get('/v1/wards/hang-bac/meetings')).status, 404)
})

t.test('a code in the path that nobody held in the days asked about is its last holder’s', async t => {
  t.match(await get('/v1/wards/14369/meetings?period=2026'),
    { status: 200, body: { data: [], page: { limit: 20, next: null } } })
  t.strictSame((await get('/v1/wards/14369/meetings?period=2023-H2')).body.data.length, 1)
})

t.test('the meetings of an official are the same list, scoped', async t => {
  const id = builtInId('official', 'cu-ngoc-cuong')
  t.strictSame((await get(`/v1/officials/${id}/meetings?total=true`)).body,
    { data: [plain], page: { limit: 20, next: null, total: 1 } })
  t.strictSame((await get(`/v1/officials/${id}/meetings?ward=tay-son`)).body.data, [])
  t.strictSame((await get(`/v1/officials/${id}/meetings?ward=duc-xuan&include=evidence`)).body.data,
    [{ ...plain, ...included.evidence }])
})

t.test('an unknown official in the path is a 404, also as a table', async t => {
  const nobody = builtInId('official', 'nobody')
  t.match(await get(`/v1/officials/${nobody}/meetings`),
    { status: 404, body: { detail: `No record is known as '${nobody}'.` } })
  t.equal((await get(`/v1/officials/${nobody}/meetings?format=csv`)).status, 404)
  t.equal((await get('/v1/officials/pham-duy-phong/meetings')).status, 404)
})

// Last: these write.
t.test('unverified meetings and claims are seen by those who ask for them only', async t => {
  const { pool } = register.connection
  await pool.query("update tasks set status = 'unverified' where id = $1", [claimId('task', 'duc-xuan-2023-04-13', 0)])
  const counted = async (status: string) => {
    const { tasks, counts } = (await get(`/v1/meetings/${plain.id}?include=tasks&status=${status}`)).body
    return [counts.tasks, tasks.length]
  }
  t.strictSame(await counted('verified'), [12, 12])
  t.strictSame(await counted('unverified'), [1, 1])
  t.strictSame(await counted('any'), [13, 13])

  await pool.query("update meetings set status = 'unverified' where id = $1", [plain.id])
  const others = all.filter(slug => slug !== ducXuan)
  t.strictSame(await found({}), others)
  t.strictSame(await found({ status: 'verified' }), others)
  t.strictSame(await found({ status: 'unverified' }), [ducXuan])
  t.strictSame(await found({ status: 'any' }), all)
})

t.test('a meeting is not found by claims that nobody has confirmed, but by those who ask for them', async t => {
  const own = await openRegister(t)
  const slugs = async (question: Record<string, string>) => {
    const { body } = await own.get(`/v1/meetings?${new URLSearchParams(question)}`)
    return body.data.map((meeting: typeof taySon) => meeting.ward.slug)
  }
  const haKhanhMeeting = builtInId('meeting', 'ha-khanh-2024-01-06')
  const cited = builtInId('resolution', '21-nq-tu-ha-long-2020')
  const asked: ReadonlyArray<readonly [string, string]> = [
    ['resolution', cited],
    ['resolution', '21-NQ/TU'],
    ['official', builtInId('official', 'tran-viet-hung')],
    ['organisation', builtInId('organisation', 'ubnd-phuong-ha-khanh')]
  ]
  const scoped = async (status: string) =>
    (await own.get(`/v1/officials/${asked[2]![1]}/meetings?status=${status}`)).body.data.length
  const ofWard = async () => (await own.get('/v1/wards/ha-khanh/resolutions')).body.data
    .map(({ id }: { id: string }) => id)
  const { rows } = await own.connection.pool.query(
    'select 1 from participants where meeting_id = $1 and $2 = any(organisation_ids)', [haKhanhMeeting, asked[3]![1]])
  t.equal(rows.length, 1, 'one took part for the organisation')
  for (const [name, value] of asked) t.strictSame(await slugs({ [name]: value }), [haKhanh], `${name}=${value}`)
  t.ok((await ofWard()).includes(cited))

  for (const table of ['participants', 'citations']) {
    await own.connection.pool.query(`update ${table} set status = 'unverified' where meeting_id = $1`, [haKhanhMeeting])
  }
  for (const [name, value] of asked) {
    t.strictSame(await slugs({ [name]: value }), [], `${name}=${value}`)
    t.strictSame(await slugs({ [name]: value, status: 'verified' }), [], `${name}=${value} verified`)
    t.strictSame(await slugs({ [name]: value, status: 'any' }), [haKhanh], `${name}=${value} any`)
  }
  t.strictSame([await scoped('verified'), await scoped('any')], [0, 1])
  t.strictSame(await ofWard(), [])
})

t.test('a figure that a newer report replaced is left out of meetings and lists, and still answers', async t => {
  const own = await openRegister(t)
  const idOf = (at: number) => claimId('observation', 'tay-son-2023-07-12', at)
  const [old, newer] = [idOf(0), idOf(1)]
  const before = (await own.get(`/v1/observations/${old}`)).body
  t.equal(before.supersededBy, null)
  const { rowCount } = await own.connection.pool.query(
    'update observations set superseded_by = $1 where id = $2', [newer, old])
  t.equal(rowCount, 1)

  for (const status of ['verified', 'any']) {
    const query = `include=observations&status=${status}`
    const alone = (await own.get(`/v1/meetings/${taySon.id}?${query}`)).body
    t.equal(alone.counts.observations, 12, status)
    t.strictSame((await own.get(`/v1/meetings?ward=tay-son&${query}`)).body.data, [alone], status)
    const ids: string[] = alone.observations.map(({ id }: { id: string }) => id)
    t.strictSame([ids.length, ids.includes(old), ids.includes(newer)], [12, false, true], status)
    for (const address of ['/v1/observations?ward=tay-son&', '/v1/wards/tay-son/observations?',
      `/v1/observations?meeting=${taySon.id}&`,
      `/v1/indicators/${before.indicator.code}/observations?ward=tay-son&`]) {
      const { data, page } = (await own.get(`${address}status=${status}&total=true&limit=200`)).body
      t.notOk(data.some(({ id }: { id: string }) => id === old), address)
      t.equal(page.total, data.length, address)
    }
    t.equal((await own.get(`/v1/observations?ward=tay-son&status=${status}&total=true`)).body.page.total, 12)
  }
  t.strictSame(await own.get(`/v1/observations/${old}`).then(({ status, body }) => [status, body]),
    [200, { ...before, supersededBy: newer }])
})
