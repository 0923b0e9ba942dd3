/**
 * The working session of the Party committee of phường Hà Khánh with the Party cell of khu phố 2 on 6 January 2024,
 * as the ward's portal told it; the thirteen numbered results are those of the ward, not of the cell. Facts and figures
 * are in our own words; every claim points at its passage in the published text, which stays with its publisher.
 */
import type { ArticleRecord } from '../types.js'

const party = { period: '2023', subject: 'Đảng bộ phường Hà Khánh' }
const ward = { period: '2023', subject: 'phường Hà Khánh' }
const direction = {
  setBy: 'Ban Chấp hành Đảng bộ phường',
  setByOfficial: null,
  assignee: 'Đảng bộ và nhân dân phường Hà Khánh',
  period: '2024'
}
const asked = {
  setBy: 'Trần Việt Hùng (Bí thư, Chủ tịch UBND phường)',
  setByOfficial: 'tran-viet-hung',
  period: '2024'
}

export const haKhanh: ArticleRecord = {
  key: 'ha-khanh-2024-01-06',
  source: {
    title: 'Đổi mới phương thức làm việc, đẩy mạnh vai trò của Đảng trong việc lãnh đạo chỉ đạo, ' +
      'lắng nghe ý kiến đảng viên của Đảng bộ phường Hà Khánh',
    publisher: 'Cổng thông tin điện tử phường Hà Khánh, thành phố Hạ Long',
    author: 'Thu Hương',
    publishedOn: null,
    url: 'http://hakhanh.halongcity.gov.vn/doi-moi-phuong-thuc-lam-viec-day-manh-vai-tro-cua-dang-trong-viec-' +
      'lanh-dao-chi-dao-lang-nghe-y-kien-dang-vien-cua-dang-bo-phuong-ha-khanh-p13n53716.html',
    language: 'vi',
    sha256: '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c'
  },
  meeting: {
    ward: 'ward:ha-khanh',
    title: 'Đảng ủy phường Hà Khánh làm việc với Chi bộ khu phố 2 về kết quả năm 2023, nhiệm vụ trọng tâm năm 2024',
    type: 'lam-viec',
    alsoTypes: [],
    heldOn: '2024-01-06',
    endsOn: null,
    session: 'morning',
    host: 'dang-uy-phuong-ha-khanh',
    counterpart: 'chi-bo-khu-pho-2-ha-khanh',
    reviews: '2023',
    plans: '2024',
    summary: 'Đảng ủy phường Hà Khánh nghe Chi bộ khu phố 2 báo cáo kết quả năm 2023, trọng tâm năm 2024; tám ý kiến ' +
      'bàn về Nghị quyết 21-NQ/TU, giải phóng mặt bằng và thi đua khen thưởng. Bí thư, Chủ tịch UBND phường ' +
      'Trần Việt Hùng chủ trì, báo 13 kết quả năm 2023 và năm hướng nhiệm vụ năm 2024 của phường. Khu phố 2 được ' +
      'biểu dương về thi đua, thu quỹ và phí, văn nghệ, thể thao, phục vụ Tết; Chi bộ khu phố 2 không được danh hiệu ' +
      'hoàn thành xuất sắc nhiệm vụ năm 2023, với lý do số chỉ tiêu có hạn.',
    inferred: [
      {
        property: 'participants',
        reason: 'Chức danh “Bí thư” của Trần Việt Hùng không ghi tổ chức; hiểu là Bí thư Đảng ủy phường, ' +
          'cơ quan chủ trì cuộc họp.'
      },
      {
        property: 'citations',
        reason: 'Bài ghi “Thành ủy”, không nêu tên thành phố; 21-NQ/TU hiểu là của Hạ Long theo trang đăng bài ' +
          'và tên văn bản. “Nghị quyết 21” là tên gọi tắt đặt trong bài.'
      }
    ],
    at: [
      { property: 'session', span: [141, 145] },
      { property: 'heldOn', span: [146, 160] },
      { property: 'host', span: [162, 185] },
      { property: 'type', span: [189, 201] },
      { property: 'counterpart', span: [202, 218] },
      { property: 'reviews', span: [270, 278] },
      { property: 'plans', span: [314, 322] },
      { property: 'chair', span: [351, 431] }
    ]
  },
  participants: [
    // He chaired, told the ward's results and judged the cell's work.
    {
      official: 'tran-viet-hung',
      capacity: 'chair',
      offices: [
        { title: 'Bí thư', role: 'bt', organisation: 'dang-uy-phuong-ha-khanh' },
        { title: 'Chủ tịch UBND phường Hà Khánh', role: 'ct-ubnd', organisation: 'ubnd-phuong-ha-khanh' }
      ],
      at: [
        [351, 431],
        [1114, 1200],
        [4905, 4980]
      ]
    },
    {
      official: 'nguyen-thanh-binh',
      capacity: 'reporter',
      offices: [
        { title: 'Bí thư chi bộ khu phố 2', role: 'bt-cb', organisation: 'chi-bo-khu-pho-2-ha-khanh' }
      ],
      at: [[601, 653]]
    }
  ],
  groups: [
    { name: 'Ban Chấp hành, Ban Thường vụ Đảng ủy phường', at: [[435, 482]] },
    { name: 'Cán bộ, công chức phụ trách địa bàn', at: [[484, 531]] },
    { name: 'Đảng viên khu phố 2', at: [[535, 563]] },
    { name: 'Phó Chủ tịch phụ trách địa chính (không nêu tên)', at: [[5291, 5337]] }
  ],
  citations: [
    // Cited three times, each time with other particulars
    {
      resolution: '21-nq-tu-ha-long-2020',
      candidates: [],
      asCited: 'Nghị quyết 21-NQ/TU',
      issuerAsStated: null,
      issuedOnAsStated: null,
      agrees: true,
      at: [[890, 1051]]
    },
    {
      resolution: '21-nq-tu-ha-long-2020',
      candidates: [],
      asCited: 'Nghị quyết số 21-NQ/TU, ngày 31/12/2020',
      issuerAsStated: 'Ban Thường vụ Thành ủy',
      issuedOnAsStated: '2020-12-31',
      agrees: true,
      at: [[2099, 2165]]
    },
    {
      resolution: '21-nq-tu-ha-long-2020',
      candidates: [],
      asCited: 'Nghị quyết 21',
      issuerAsStated: null,
      issuedOnAsStated: null,
      agrees: true,
      at: [[5254, 5280]]
    },
    {
      resolution: null,
      candidates: [],
      asCited: 'Nghị quyết, Chương trình hành động đại hội Đảng các cấp 2020-2025',
      issuerAsStated: null,
      issuedOnAsStated: null,
      agrees: true,
      at: [[2438, 2535]]
    }
  ],
  observations: [
    // Results (1) to (5): Party building. Four of them read like targets that were copied as results.
    {
      ...party,
      indicator: 'party-members-graded-good-share',
      value: 95,
      comparator: 'gte',
      asReported: '(1) từ 95% trở lên',
      flags: [{ code: 'target-wording', message: '“95% trở lên” là cách ghi chỉ tiêu, không phải kết quả đo được.' }],
      at: [[1365, 1424]]
    },
    {
      ...party,
      indicator: 'party-members-admitted',
      value: 8,
      target: 8,
      percentOfTarget: 100,
      asReported: '(2) 8/8 đảng viên, 100%',
      at: [[1431, 1485]]
    },
    {
      ...party,
      indicator: 'party-cells-graded-good-share',
      value: 100,
      asReported: '(3) 100%',
      flags: [{ code: 'target-wording', message: 'Ghi như chỉ tiêu, không kèm số chi bộ.' }],
      at: [[1487, 1555]]
    },
    {
      ...ward,
      indicator: 'mass-organisations-strong-share',
      value: 100,
      asReported: '(4) 100%',
      flags: [{ code: 'target-wording', message: 'Ghi như chỉ tiêu, không kèm số tổ chức.' }],
      at: [[1557, 1610]]
    },
    {
      ...party,
      indicator: 'party-organisation-grade',
      value: null,
      valueText: 'Hoàn thành tốt nhiệm vụ',
      asReported: '(5) mức hoàn thành tốt nhiệm vụ',
      flags: [{ code: 'target-wording', message: 'Ghi như chỉ tiêu, không nêu cấp nào xếp loại.' }],
      at: [[1612, 1647]]
    },

    // Results (6) to (11): economy and society
    {
      ...ward,
      indicator: 'budget-revenue-ward',
      value: null,
      percentOfTarget: 110,
      estimate: true,
      asReported: '(6) ước 110%, không nêu số tiền',
      flags: [{ code: 'percent-base-unstated', message: 'Không nêu 110% là của kế hoạch hay dự toán nào.' }],
      at: [[1670, 1723]]
    },
    {
      ...ward,
      indicator: 'jobs-created',
      value: 165,
      target: 160,
      percentOfTarget: 103,
      asReported: '(7) 165/160 lao động, 103%',
      at: [[1773, 1798]]
    },
    { ...ward, indicator: 'health-insurance-share', value: 98.5, asReported: '(8) 98,5%', at: [[1800, 1841]] },
    {
      ...ward,
      indicator: 'poor-households',
      value: 0,
      asReported: '(9) không còn, theo chuẩn nghèo 2021-2025',
      at: [[1864, 1933]]
    },
    {
      ...ward,
      indicator: 'near-poor-households',
      value: 0,
      asReported: '(9) không còn, theo chuẩn nghèo 2021-2025',
      at: [[1864, 1933]]
    },
    {
      ...ward,
      indicator: 'child-malnutrition-share',
      value: 5,
      comparator: 'lt',
      asReported: '(10) dưới 5%',
      at: [[1935, 1999]]
    },
    {
      ...ward,
      indicator: 'projects-completed',
      value: 3,
      target: 3,
      asReported: '(11) 3/3 dự án hạ tầng khu dân cư theo 21-NQ/TU',
      at: [[2001, 2080]]
    },

    // Results (12) and (13): environment
    { ...ward, indicator: 'clean-water-share', value: 100, asReported: '(12) 100%', at: [[2182, 2249]] },
    { ...ward, indicator: 'waste-collected-share', value: 99, asReported: '(13) 99%', at: [[2251, 2305]] },

    // The meeting itself
    {
      indicator: 'meeting-opinions',
      value: 8,
      period: null,
      measuredOn: '2024-01-06',
      subject: 'Chi bộ khu phố 2',
      asReported: '8 ý kiến của đảng viên',
      at: [[802, 820]]
    }
  ],
  tasks: [
    // Directions of the ward for 2024
    {
      ...direction,
      text: '(1) Thực hiện nghị quyết, chương trình hành động đại hội Đảng các cấp 2020-2025',
      category: 'party',
      at: [[2414, 2472]]
    },
    {
      ...direction,
      text: '(2) Xây dựng, chỉnh đốn Đảng và hệ thống chính trị; cán bộ; kiểm tra, giám sát; ' +
        'phòng chống tham nhũng; Mặt trận Tổ quốc; dân vận; nhân sự đại hội',
      category: 'party',
      at: [[2537, 2605]]
    },
    {
      ...direction,
      text: '(3) Phát triển kinh tế - xã hội: nông, lâm, ngư nghiệp; ngân sách; quy hoạch; tài nguyên; ' +
        'môi trường; văn hóa; an sinh',
      category: 'economy-budget',
      at: [[3733, 3773]]
    },
    { ...direction, text: '(4) Quốc phòng, an ninh', category: 'defence-security', at: [[4556, 4599]] },
    {
      ...direction,
      text: '(5) Ba đột phá chiến lược: hạ tầng; cải cách hành chính và chuyển đổi số; nhân lực',
      category: null,
      at: [[4601, 4636]]
    },

    // What was asked for at the meeting
    {
      ...asked,
      text: 'Tổng hợp ý kiến khu phố về Nghị quyết 21, trả lời nhân dân bằng văn bản',
      assignee: 'Phó Chủ tịch phụ trách địa chính',
      category: 'economy-budget',
      at: [[5338, 5419]]
    },
    {
      ...asked,
      text: 'Vận động hiến đất mở rộng đường',
      assignee: 'Khu phố 2',
      category: 'economy-budget',
      at: [[5431, 5492]]
    },
    {
      ...asked,
      text: 'Phát huy mặt mạnh, thực hiện tốt nhiệm vụ năm 2024',
      assignee: 'Khu phố 2',
      category: null,
      at: [[6107, 6157]]
    }
  ]
}
