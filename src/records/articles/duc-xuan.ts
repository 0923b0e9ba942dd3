/**
 * The working session of the standing committee of Bắc Kạn city with the Party committee of phường Đức Xuân on
 * 13 April 2023, as the city's portal told it. Facts and figures are in our own words; every claim points at its
 * passage in the published text, which stays with its publisher.
 */
import type { ArticleRecord } from '../types.js'

const ward = { period: '2023', subject: 'phường Đức Xuân' }
const discussed = {
  setBy: 'Các đại biểu tham dự',
  setByOfficial: null,
  assignee: 'Đảng ủy phường Đức Xuân',
  period: null
}
const asked = {
  setBy: 'Cù Ngọc Cường (Bí thư Thành ủy)',
  setByOfficial: 'cu-ngoc-cuong',
  assignee: 'Đảng ủy phường Đức Xuân',
  period: null
}
const unnumbered = { resolution: null, candidates: [], issuedOnAsStated: null, agrees: true }

export const ducXuan: ArticleRecord = {
  key: 'duc-xuan-2023-04-13',
  source: {
    title: 'Ban Thường vụ Thành ủy làm việc với tập thể Đảng ủy phường Đức Xuân',
    publisher: 'Cổng thông tin điện tử thành phố Bắc Kạn',
    author: 'Minh Cường',
    publishedOn: null,
    url: 'https://backancity.gov.vn/ban-thuong-vu-thanh-uy-lam-viec-voi-tap-the-dang-uy-phuong-duc-xuan/',
    language: 'vi',
    sha256: '149dba58ddf3c9a8428e63d7113c7978e6c87c433484d9b2965557ab5935758c'
  },
  meeting: {
    ward: 'ward:duc-xuan',
    title: 'Ban Thường vụ Thành ủy Bắc Kạn làm việc với tập thể Đảng ủy phường Đức Xuân',
    type: 'lam-viec',
    alsoTypes: [],
    heldOn: '2023-04-13',
    endsOn: null,
    session: 'afternoon',
    host: 'ban-thuong-vu-thanh-uy-bac-kan',
    counterpart: 'dang-uy-phuong-duc-xuan',
    reviews: null,
    plans: null,
    summary: 'Ban Thường vụ Thành ủy Bắc Kạn làm việc với Đảng ủy phường Đức Xuân về công tác lãnh đạo, chỉ đạo; ' +
      'Bí thư Thành ủy Cù Ngọc Cường chủ trì và kết luận. Phường có 28 câu lạc bộ, đăng ký 33 mô hình “Dân vận khéo” ' +
      'năm 2023, lấy mô hình khu phố văn hóa, sáng, xanh, sạch, đẹp của Chi bộ 10B làm mẫu, và đẩy nhanh cải cách ' +
      'thủ tục, dịch vụ công trực tuyến. Quốc phòng, an ninh nhìn chung ổn định; các đại biểu nêu hạn chế và đề nghị.',
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
    at: [
      { property: 'session', span: [69, 74] },
      { property: 'heldOn', span: [75, 79] },
      { property: 'host', span: [81, 93] },
      { property: 'type', span: [94, 106] },
      { property: 'counterpart', span: [107, 138] },
      { property: 'chair', span: [140, 248] }
    ]
  },
  participants: [
    {
      official: 'cu-ngoc-cuong',
      capacity: 'chair',
      offices: [
        { title: 'Ủy viên BTV Tỉnh ủy', role: 'uv-btv', organisation: 'ban-thuong-vu-tinh-uy-bac-kan' },
        { title: 'Bí thư Thành ủy', role: 'bt', organisation: 'thanh-uy-bac-kan' },
        { title: 'Chủ tịch HĐND thành phố', role: 'ct-hdnd', organisation: 'hdnd-thanh-pho-bac-kan' }
      ],
      at: [
        [140, 248],
        [2170, 2294]
      ]
    },
    // She belongs to the hosting committee and is no guest; nothing is said of what she did.
    {
      official: 'trieu-thi-thu-hoai',
      capacity: 'attendee',
      offices: [
        { title: 'Phó Bí thư Thường trực Thành ủy', role: 'pbt-tt', organisation: 'thanh-uy-bac-kan' }
      ],
      at: [[275, 326]]
    }
  ],
  groups: [
    { name: 'Các Ủy viên Ban Thường vụ Thành ủy', at: [[328, 361]] },
    { name: 'Các phòng, ban chuyên môn của thành phố', at: [[363, 414]] },
    { name: 'Tập thể Đảng ủy phường Đức Xuân', at: [[107, 138]] }
  ],
  citations: [
    // All without number: none of them can be told from its namesakes. The conventions are no Party document.
    { ...unnumbered, asCited: 'Nghị quyết đại hội Đảng các cấp', issuerAsStated: null, at: [[452, 483]] },
    {
      ...unnumbered,
      asCited: 'Nghị quyết đại hội của phường và cấp trên',
      issuerAsStated: 'Đại hội Đảng bộ phường và cấp trên',
      at: [[2389, 2438]]
    },
    { ...unnumbered, asCited: 'Quy chế dân chủ cơ sở', issuerAsStated: null, at: [[1415, 1436]] },
    { ...unnumbered, asCited: 'Quy ước của tổ dân phố', issuerAsStated: null, at: [[930, 952]] }
  ],
  observations: [
    {
      ...ward,
      indicator: 'culture-and-sports-clubs',
      value: 28,
      measuredOn: '2023-04-13',
      asReported: '28 câu lạc bộ',
      at: [[865, 896]]
    },
    { ...ward, indicator: 'mass-mobilisation-models', value: 33, asReported: '33 mô hình đăng ký', at: [[1058, 1115]] },
    {
      ...ward,
      indicator: 'mass-mobilisation-models-exemplary',
      value: 1,
      asReported: '1 mô hình mẫu, của Chi bộ 10B, về khu phố văn hóa, sáng, xanh, sạch, đẹp',
      at: [[1167, 1212], [1356, 1399]]
    }
  ],
  tasks: [
    // From the discussion
    {
      ...discussed,
      text: 'Làm rõ tồn tại, hạn chế trong lãnh đạo, chỉ đạo của Đảng ủy phường',
      category: 'party',
      at: [[1660, 1700]]
    },
    {
      ...discussed,
      text: 'Bảo đảm tiến độ chỉ tiêu nghị quyết đại hội, công trình dự án, kinh tế - xã hội, quốc phòng - an ninh',
      category: null,
      at: [[1804, 1860]]
    },
    {
      ...discussed,
      text: 'Quy hoạch, bồi thường giải phóng mặt bằng',
      category: 'economy-budget',
      at: [[2007, 2071]]
    },
    { ...discussed, text: 'Đào tạo cán bộ, công chức', category: 'party', at: [[2073, 2115]] },
    { ...discussed, text: 'Chuyển đổi số, dịch vụ công', category: 'administration-digital', at: [[2117, 2166]] },

    // From the conclusion
    { ...asked, text: 'Xây dựng Đảng, hệ thống chính trị', category: 'party', at: [[2467, 2518]] },
    { ...asked, text: 'Nâng cao hiệu quả sinh hoạt chi bộ', category: 'party', at: [[2520, 2554]] },
    { ...asked, text: 'Phân công đảng viên phụ trách tổ dân phố', category: 'party', at: [[2575, 2619]] },
    { ...asked, text: 'Tuyên truyền chủ trương, chính sách', category: 'party', at: [[2621, 2693]] },
    { ...asked, text: 'Phối hợp điều chỉnh quy hoạch chung', category: 'environment-urban', at: [[2786, 2835]] },
    {
      ...asked,
      text: 'Giao ban Thường vụ Đảng ủy cuối tuần, triển khai việc đầu tuần',
      category: 'party',
      at: [[2849, 2904]]
    },
    {
      ...asked,
      text: 'Giám sát, phản biện của Ủy ban Mặt trận Tổ quốc phường',
      category: 'front-mass',
      at: [[2966, 3030]]
    },
    // The source prints “đất lưu”, probably for “đất lưu không”.
    {
      ...asked,
      text: 'Quản lý đất lưu [không] và các hành lang thoát hiểm, an toàn đường bộ',
      category: 'environment-urban',
      at: [[3058, 3132]]
    }
  ]
}
