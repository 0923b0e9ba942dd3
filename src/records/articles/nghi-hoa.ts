/**
 * The year-end conference of the Party committee of phường Nghi Hòa on 19 December 2023, with its awards, as the
 * portal of Cửa Lò told it. Facts and figures are in our own words; every claim points at its passage in the
 * published text, which stays with its publisher.
 */
import type { ArticleRecord } from '../types.js'

const party = { period: '2023', subject: 'Đảng bộ phường Nghi Hòa' }
const ward = { period: '2023', subject: 'phường Nghi Hòa' }
const asked = {
  setBy: 'Lê Thanh Long (Phó Bí thư Thường trực Thị ủy)',
  setByOfficial: 'le-thanh-long',
  assignee: 'Đảng ủy phường Nghi Hòa; UBND, các ngành, đoàn thể',
  period: '2024'
}
const unnumbered = { resolution: null, candidates: [], issuedOnAsStated: null, agrees: true }

export const nghiHoa: ArticleRecord = {
  key: 'nghi-hoa-2023-12-19',
  source: {
    title: 'Phường Nghi Hòa: Tổ chức Hội nghị tổng kết công tác Đảng năm 2023, ' +
      'triển khai phương hướng nhiệm vụ năm 2024',
    publisher: 'Cổng thông tin điện tử thị xã Cửa Lò',
    author: 'Phan Thành - Duy Quý',
    publishedOn: '2023-12-19',
    url: 'https://cualo.vn/phuong-nghi-hoa-to-chuc-hoi-nghi-tong-ket-cong-tac-dang-nam-2023-' +
      'trien-khai-phuong-huong-nhiem-vu-nam-2024/',
    language: 'vi',
    sha256: '482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b'
  },
  meeting: {
    ward: 'ward:nghi-hoa',
    title: 'Hội nghị tổng kết công tác Đảng năm 2023 và triển khai phương hướng nhiệm vụ năm 2024',
    type: 'tong-ket',
    alsoTypes: ['khen-thuong'],
    heldOn: '2023-12-19',
    endsOn: null,
    session: 'afternoon',
    host: 'dang-uy-phuong-nghi-hoa',
    counterpart: null,
    reviews: '2023',
    plans: '2024',
    summary: 'Đảng ủy phường Nghi Hòa tổng kết công tác Đảng năm 2023, bàn nhiệm vụ năm 2024, khen thưởng 4 chi bộ, ' +
      'công nhận tập thể, cá nhân hoàn thành xuất sắc nhiệm vụ; trong năm 13 đảng viên nhận Huy hiệu Đảng. Năm 2023 ' +
      'phường kiện toàn chức danh Bí thư Đảng ủy, Chủ tịch HĐND và Chủ tịch UBND (bài không nêu tên), sắp xếp cán bộ ' +
      'theo 10-NQ/TU, mở hội thi tìm hiểu tư tưởng, đạo đức, phong cách Hồ Chí Minh và đối thoại với nhân dân. ' +
      'An sinh xã hội được chú ý, quốc phòng, an ninh và trật tự được bảo đảm.',
    inferred: [
      {
        property: 'participants',
        reason: 'Chức danh “UVBTV” và “Trưởng Ban Tuyên giáo” của Trần Thị Thanh Thủy không ghi tổ chức; hiểu là của ' +
          'Thị ủy Cửa Lò, theo chức danh thị xã đi kèm và người nêu ngay trước.'
      },
      {
        property: 'citations',
        reason: 'Bài ghi “Đảng bộ Tỉnh”, không nêu tên tỉnh; 10-NQ/TU hiểu là của Nghệ An vì phường thuộc Cửa Lò.'
      }
    ],
    at: [
      { property: 'session', span: [132, 137] },
      { property: 'heldOn', span: [138, 153] },
      { property: 'host', span: [155, 178] },
      { property: 'type', span: [190, 207] },
      { property: 'reviews', span: [208, 230] },
      { property: 'plans', span: [258, 275] },
      { property: 'alsoTypes', span: [3308, 3356] }
    ]
  },
  participants: [
    // From the town
    {
      official: 'le-thanh-long',
      capacity: 'speaker',
      offices: [
        { title: 'Phó Bí thư Thường trực Thị ủy', role: 'pbt-tt', organisation: 'thi-uy-cua-lo' },
        { title: 'Chủ tịch HĐND thị xã', role: 'ct-hdnd', organisation: 'hdnd-thi-xa-cua-lo' }
      ],
      at: [
        [303, 379],
        [3793, 3897]
      ]
    },
    // One phrase names both guests as attending and directing.
    {
      official: 'tran-thi-thanh-thuy',
      capacity: 'speaker',
      offices: [
        { title: 'UVBTV', role: 'uv-btv', organisation: 'ban-thuong-vu-thi-uy-cua-lo' },
        { title: 'Trưởng Ban Tuyên giáo', role: 'tb-tg', organisation: 'ban-tuyen-giao-thi-uy-cua-lo' },
        {
          title: 'Giám đốc trung tâm Chính trị thị xã',
          role: 'gd-ttct',
          organisation: 'trung-tam-chinh-tri-thi-xa-cua-lo'
        }
      ],
      at: [[381, 468]]
    },

    // From the ward
    {
      official: 'le-thanh-giang',
      capacity: 'attendee',
      offices: [
        { title: 'Bí thư Đảng ủy', role: 'bt', organisation: 'dang-uy-phuong-nghi-hoa' },
        { title: 'Chủ tịch HĐND phường', role: 'ct-hdnd', organisation: 'hdnd-phuong-nghi-hoa' }
      ],
      at: [[515, 567]]
    },
    {
      official: 'le-thanh-mai',
      capacity: 'attendee',
      offices: [
        { title: 'Phó Bí thư Đảng ủy', role: 'pbt', organisation: 'dang-uy-phuong-nghi-hoa' }
      ],
      at: [[570, 602]]
    },
    {
      official: 'nguyen-dang-giang',
      capacity: 'attendee',
      offices: [
        { title: 'Phó Bí thư Đảng ủy', role: 'pbt', organisation: 'dang-uy-phuong-nghi-hoa' },
        { title: 'Chủ tịch UBND phường', role: 'ct-ubnd', organisation: 'ubnd-phuong-nghi-hoa' }
      ],
      at: [[604, 663]]
    }
  ],
  groups: [
    { name: 'Ủy viên Ban Chấp hành Đảng bộ', at: [[669, 701]] },
    { name: 'HĐND, UBND, Ủy ban Mặt trận Tổ quốc phường', at: [[703, 721]] },
    { name: 'Trưởng các ban, ngành, đoàn thể, công chức phường', at: [[736, 784]] },
    { name: 'Bí thư, Phó Bí thư, cấp ủy viên 8 chi bộ trực thuộc', at: [[786, 838]] },
    { name: 'Đảng viên trong Đảng bộ', at: [[844, 881]] }
  ],
  citations: [
    // The executive committee of the provincial Party organisation is Tỉnh ủy under its longer name: one organisation.
    {
      resolution: '10-nq-tu-nghe-an-2023',
      candidates: [],
      asCited: 'Nghị quyết số 10-NQ/TU, ngày 05/7/2023',
      issuerAsStated: 'Ban Chấp hành Đảng bộ Tỉnh',
      issuedOnAsStated: '2023-07-05',
      agrees: true,
      at: [[2041, 2110]]
    },
    {
      ...unnumbered,
      asCited: 'Nghị quyết, kết luận của cấp trên học tập năm 2023',
      issuerAsStated: 'Trung ương, Tỉnh ủy và Thị ủy',
      at: [[1763, 1821]]
    },
    { ...unnumbered, asCited: 'Nghị quyết của phường', issuerAsStated: 'Đảng ủy, HĐND phường', at: [[2361, 2401]] },
    { ...unnumbered, asCited: 'Đề án nếp sống văn hóa, văn minh đô thị', issuerAsStated: null, at: [[4329, 4414]] }
  ],
  observations: [
    // Party badges: two batches counted together, 2 September and 7 November 2023
    {
      ...party,
      indicator: 'party-badges-awarded',
      value: 13,
      asReported: '13 người, gộp hai đợt 2/9 và 7/11/2023',
      at: [[949, 989]]
    },
    {
      ...party,
      indicator: 'party-badges-awarded',
      dimensions: { badgeYears: 65 },
      value: 1,
      asReported: '65 năm: 1 người, đợt 2/9 và 7/11',
      at: [[1000, 1041]]
    },
    {
      ...party,
      indicator: 'party-badges-awarded',
      dimensions: { badgeYears: 55 },
      value: 5,
      asReported: '55 năm: 5 người, đợt 2/9 và 7/11',
      at: [[1043, 1074]]
    },
    {
      ...party,
      indicator: 'party-badges-awarded',
      dimensions: { badgeYears: 50 },
      value: 2,
      asReported: '50 năm: 2 người, đợt 2/9 và 7/11',
      at: [[1076, 1107]]
    },
    {
      ...party,
      indicator: 'party-badges-awarded',
      dimensions: { badgeYears: 45 },
      value: 1,
      asReported: '45 năm: 1 người, đợt 2/9 và 7/11',
      at: [[1109, 1140]]
    },
    {
      ...party,
      indicator: 'party-badges-awarded',
      dimensions: { badgeYears: 40 },
      value: 3,
      asReported: '40 năm: 3 người, đợt 2/9 và 7/11',
      at: [[1142, 1173]]
    },
    {
      ...party,
      indicator: 'party-badges-awarded',
      dimensions: { badgeYears: 30 },
      value: 1,
      asReported: '30 năm: 1 người, đợt 2/9 và 7/11',
      at: [[1177, 1204]]
    },
    {
      ...party,
      indicator: 'party-cells',
      value: 8,
      measuredOn: '2023-12-19',
      asReported: '8 chi bộ trực thuộc',
      at: [[818, 838]]
    },

    // Economy and budget
    {
      ...ward,
      indicator: 'socio-economic-targets-met',
      value: 26,
      target: 30,
      asReported: '26/30 chỉ tiêu theo nghị quyết HĐND',
      at: [[2482, 2559]]
    },
    {
      ...ward,
      indicator: 'gross-output',
      value: 798_000_000_000,
      percentOfTarget: 93.6,
      changePercent: 12.9,
      changeBasis: '2022',
      comparator: 'gt',
      estimate: true,
      asReported: 'ước hơn 798 tỷ đồng, 93,6% kế hoạch, tăng 12,9% so với 2022',
      at: [[2567, 2661]]
    },
    {
      ...ward,
      indicator: 'value-added-per-head',
      value: 86_300_000,
      estimate: true,
      asReported: 'ước 86,3 triệu đồng/người/năm',
      at: [[2663, 2733]]
    },
    {
      ...ward,
      indicator: 'budget-revenue',
      value: 8_628_000_000,
      percentOfTarget: 39,
      comparator: 'gt',
      estimate: true,
      asReported: 'ước hơn 8 tỷ 628 triệu đồng, 39% kế hoạch',
      at: [[2735, 2806]]
    },

    // Grades of the year
    {
      ...party,
      indicator: 'party-cells-graded-good',
      value: null,
      asReported: 'không ghi số chi bộ',
      flags: [{ code: 'number-missing', message: 'Thiếu con số trước chữ “chi bộ”; không điền thay.' }],
      at: [[3186, 3234]]
    },
    {
      ...party,
      indicator: 'party-cells-graded-excellent',
      value: 4,
      asReported: '4 chi bộ',
      flags: [
        {
          code: 'conflicting-reports',
          message: 'Đoạn sau chỉ ghi 1 tập thể cùng mức này; có thể hai nơi đếm khác đối tượng.'
        }
      ],
      at: [[3245, 3292], [3347, 3394]]
    },
    {
      ...party,
      indicator: 'party-collectives-graded-excellent-exemplary',
      value: 1,
      asReported: '1 tập thể tiêu biểu',
      at: [[4653, 4729]]
    },
    {
      ...party,
      indicator: 'party-members-graded-excellent-exemplary',
      value: 8,
      asReported: '8 cá nhân tiêu biểu',
      at: [[4665, 4729]]
    },
    {
      ...party,
      indicator: 'party-collectives-graded-excellent',
      value: 1,
      asReported: '1 tập thể',
      flags: [
        {
          code: 'conflicting-reports',
          message: 'Đoạn trước ghi 4 chi bộ cùng mức này; có thể hai nơi đếm khác đối tượng.'
        }
      ],
      at: [[4731, 4809]]
    },
    { ...party, indicator: 'party-members-graded-excellent', value: 37, asReported: '37 cá nhân', at: [[4745, 4809]] }
  ],
  tasks: [
    { ...asked, text: 'Sớm khắc phục hạn chế, tồn tại mà báo cáo nêu', category: null, at: [[4097, 4171]] },
    { ...asked, text: 'Các nội dung đột phá', category: null, at: [[4173, 4212]] },
    {
      ...asked,
      text: 'Mặt trận Tổ quốc, đoàn thể theo sát giao ước thi đua cấp trên',
      category: 'front-mass',
      at: [[4214, 4268]]
    },
    {
      ...asked,
      text: 'Mô hình hay; Đề án nếp sống văn hóa, văn minh đô thị',
      category: 'society',
      at: [[4270, 4334], [4329, 4414]]
    },
    {
      ...asked,
      text: 'Xây dựng Đảng, hệ thống chính trị; trách nhiệm của cán bộ, đảng viên',
      category: 'party',
      at: [[4416, 4470]]
    }
  ]
}
