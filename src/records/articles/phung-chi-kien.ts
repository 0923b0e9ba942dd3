/**
 * The half-year conference of the Party committee of phường Phùng Chí Kiên on 7 July 2021, with a second part that
 * made two conclusions of the centre known, as the portal of Bắc Kạn city told it. Facts and figures are in our own
 * words; every claim points at its passage in the published text, which stays with its publisher.
 */
import type { ArticleRecord } from '../types.js'

const party = { period: '2021', subject: 'Đảng bộ phường Phùng Chí Kiên' }
const direction = {
  setBy: 'Đảng ủy phường (phương hướng)',
  setByOfficial: null,
  assignee: 'phường Phùng Chí Kiên',
  period: '2021-H2'
}

export const phungChiKien: ArticleRecord = {
  key: 'phung-chi-kien-2021-07-07',
  source: {
    title: 'Đảng ủy phường Phùng Chí Kiên sơ kết công tác Đảng 6 tháng đầu năm 2021',
    publisher: 'Cổng thông tin điện tử thành phố Bắc Kạn',
    author: 'Đặng Tuyết',
    publishedOn: null,
    url: 'https://backancity.gov.vn/dang-uy-phuong-phung-chi-kien-so-ket-cong-tac-dang-6-thang-dau-nam-2021/',
    language: 'vi',
    sha256: 'a42451c8cf6cd6941e03fc1cce77b10ef094fe24ed338e4b2879af1cee856d36'
  },
  meeting: {
    ward: 'ward:phung-chi-kien',
    title: 'Hội nghị sơ kết công tác Đảng 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2021',
    type: 'so-ket',
    alsoTypes: ['quan-triet'],
    heldOn: '2021-07-07',
    endsOn: null,
    session: 'afternoon',
    host: 'dang-uy-phuong-phung-chi-kien',
    counterpart: null,
    reviews: '2021-H1',
    plans: '2021-H2',
    summary: 'Đảng ủy phường Phùng Chí Kiên đánh giá công tác Đảng nửa đầu năm 2021, nêu phương hướng nửa cuối năm ' +
      'và phổ biến hai kết luận 01-KL/TW và 02-KL/TW. Trong kỳ, phường hoàn thành bầu cử Quốc hội khóa XV ' +
      'và HĐND các cấp nhiệm kỳ 2021-2026, đủ 21 đại biểu HĐND phường. Kinh doanh, dịch vụ và an ninh trật tự ' +
      'được nhận định là ổn định.',
    inferred: [
      { property: 'heldOn', reason: 'Bài chỉ ghi ngày và tháng (07/7); năm 2021 lấy từ tiêu đề.' }
    ],
    at: [
      { property: 'session', span: [73, 78] },
      { property: 'heldOn', span: [79, 88] },
      { property: 'host', span: [90, 119] },
      { property: 'type', span: [141, 170] },
      { property: 'reviews', span: [51, 71] },
      { property: 'plans', span: [222, 243] },
      { property: 'alsoTypes', span: [2780, 2817] }
    ]
  },
  participants: [
    {
      official: 'dang-van-le',
      capacity: 'guest',
      offices: [
        { title: 'Ủy viên BTV Thành ủy', role: 'uv-btv', organisation: 'ban-thuong-vu-thanh-uy-bac-kan' },
        { title: 'Trưởng Ban dân vận Thành ủy', role: 'tb-dv', organisation: 'ban-dan-van-thanh-uy-bac-kan' },
        { title: 'Chủ tịch UB.MTTQ thành phố', role: 'ct-mttq', organisation: 'mttq-thanh-pho-bac-kan' }
      ],
      at: [[265, 356]]
    },
    {
      official: 'pham-quyet-chien',
      capacity: 'guest',
      offices: [
        { title: 'Ủy viên BTV Thành ủy', role: 'uv-btv', organisation: 'ban-thuong-vu-thanh-uy-bac-kan' },
        { title: 'Trưởng Ban tuyên giáo Thành ủy', role: 'tb-tg', organisation: 'ban-tuyen-giao-thanh-uy-bac-kan' },
        {
          title: 'Giám đốc Trung tâm bồi dưỡng chính trị thành phố Bắc Kạn',
          role: 'gd-ttct',
          organisation: 'trung-tam-chinh-tri-thanh-pho-bac-kan'
        }
      ],
      at: [[358, 487]]
    }
  ],
  groups: [
    { name: 'Các đại biểu', at: [[2780, 2817]] },
    { name: 'Các chi bộ (được Đảng ủy chỉ đạo)', at: [[1400, 1431]] }
  ],
  citations: [
    {
      resolution: '22-nq-tw-2008',
      candidates: [],
      asCited: 'Nghị quyết số 22-NQ/TW ngày 02/02/2008',
      issuerAsStated: 'Ban Chấp hành Trung ương Đảng',
      issuedOnAsStated: '2008-02-02',
      agrees: true,
      at: [[1453, 1525]]
    },
    {
      resolution: '10-ct-tw-2007',
      candidates: [],
      asCited: 'Chỉ thị số 10-CT/TW ngày 30/03/2007',
      issuerAsStated: 'Ban Bí thư Trung ương Đảng',
      issuedOnAsStated: '2007-03-30',
      agrees: true,
      at: [[1638, 1704]]
    },
    // Bộ Chính trị issued it, as the article itself says further down.
    {
      resolution: '01-kl-tw-2021',
      candidates: [],
      asCited: 'Kết luận số 01-KL/TW ngày 18/5/2021',
      issuerAsStated: 'Ban Chấp hành Trung ương',
      issuedOnAsStated: '2021-05-18',
      agrees: false,
      at: [[1759, 1823]]
    },
    {
      resolution: '05-ct-tw-2016',
      candidates: [],
      asCited: 'Chỉ thị số 05-CT/TW',
      issuerAsStated: 'Bộ Chính trị',
      issuedOnAsStated: null,
      agrees: true,
      at: [[1846, 1882]]
    },
    {
      resolution: '01-kl-tw-2021',
      candidates: [],
      asCited: 'Kết luận số 01-KL/TW ngày 18/5/2021',
      issuerAsStated: 'Bộ Chính trị',
      issuedOnAsStated: '2021-05-18',
      agrees: true,
      at: [[2840, 2892]]
    },
    {
      resolution: '05-ct-tw-2016',
      candidates: [],
      asCited: 'Chỉ thị số 05-CT/TW',
      issuerAsStated: 'Bộ Chính trị',
      issuedOnAsStated: null,
      agrees: true,
      at: [[2915, 3027]]
    },
    // The list that it stands in is announced as conclusions of Bộ Chính trị; the item names its own issuer, rightly.
    {
      resolution: '02-kl-tw-2021',
      candidates: [],
      asCited: 'Kết luận số 02',
      issuerAsStated: 'Ban Bí thư',
      issuedOnAsStated: null,
      agrees: true,
      at: [[3029, 3058]]
    },
    {
      resolution: '47-ct-tw-2015',
      candidates: [],
      asCited: 'Chỉ thị số 47-CT/TW',
      issuerAsStated: 'Ban Bí thư',
      issuedOnAsStated: null,
      agrees: true,
      at: [[3081, 3115]]
    },
    {
      resolution: null,
      candidates: [],
      asCited: 'Nghị quyết về cải cách hành chính 2021-2025',
      issuerAsStated: null,
      issuedOnAsStated: null,
      agrees: true,
      at: [[2518, 2581]]
    }
  ],
  observations: [
    // Budget
    {
      indicator: 'budget-revenue',
      value: 6_000_000_000,
      percentOfTarget: 68.7,
      comparator: 'approx',
      period: '2021-H1',
      measuredOn: '2021-06-30',
      subject: 'phường Phùng Chí Kiên',
      asReported: 'gần 6 tỷ đồng đến hết tháng 6/2021, 68,7% kế hoạch',
      flags: [
        {
          code: 'percent-base-unstated',
          message: 'Không rõ kế hoạch nào: 68,7% ứng với khoảng 8,7 tỷ đồng, còn chỉ tiêu giao là 7,42 tỷ đồng.'
        }
      ],
      at: [[1071, 1123]]
    },
    // Named among the tasks of the second half; an assigned revenue target is one of the whole year.
    {
      indicator: 'budget-revenue',
      kind: 'target',
      value: 7_420_000_000,
      period: '2021',
      subject: 'phường Phùng Chí Kiên',
      asReported: 'chỉ tiêu giao 7 tỷ 420 triệu đồng',
      at: [[2375, 2435]]
    },

    // Election
    {
      indicator: 'voter-turnout',
      value: 100,
      period: '2021',
      subject: 'phường Phùng Chí Kiên',
      asReported: '100% cử tri đi bầu',
      at: [[2136, 2175]]
    },
    {
      indicator: 'councillors-elected',
      value: 21,
      target: 21,
      period: '2021/2026',
      subject: 'HĐND phường Phùng Chí Kiên',
      asReported: 'đủ 21 đại biểu',
      at: [[2185, 2215]]
    },

    // Grades to be reached
    {
      ...party,
      indicator: 'party-cells-graded-good-share',
      kind: 'target',
      value: 85,
      asReported: '85% chi bộ xếp loại tốt hoặc cao hơn',
      at: [[2718, 2768]]
    },
    {
      ...party,
      indicator: 'party-organisation-grade',
      kind: 'target',
      value: null,
      valueText: 'trong sạch vững mạnh',
      asReported: 'Đảng bộ trong sạch vững mạnh',
      at: [[2675, 2716]]
    }
  ],
  tasks: [
    {
      ...direction,
      text: 'Vận động nhân dân làm kinh tế, kinh doanh, dịch vụ',
      category: 'economy-budget',
      at: [[2263, 2338]]
    },
    {
      ...direction,
      text: 'Kiểm tra nguồn thu, đạt chỉ tiêu thu ngân sách',
      category: 'economy-budget',
      at: [[2340, 2373], [2375, 2435]]
    },
    {
      ...direction,
      text: 'Đạt và vượt chỉ tiêu y tế, dân số, chính sách xã hội',
      category: 'society',
      at: [[2437, 2506]]
    },
    {
      ...direction,
      text: 'Thực hiện nghị quyết về cải cách hành chính 2021-2025',
      category: 'administration-digital',
      at: [[2508, 2560]]
    },
    {
      ...direction,
      text: 'Giáo dục chính trị tư tưởng, quán triệt chỉ thị, nghị quyết',
      category: 'party',
      at: [[2583, 2673]]
    },
    {
      ...direction,
      text: 'Đảng bộ trong sạch vững mạnh; 85% chi bộ hoàn thành tốt nhiệm vụ trở lên',
      category: 'party',
      at: [[2675, 2716], [2718, 2768]]
    }
  ]
}
