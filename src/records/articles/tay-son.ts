/**
 * The half-year conference of the Party committee of phường Tây Sơn on 12 July 2023, as the portal of Tam Điệp told it.
 * Facts and figures are in our own words; every claim points at its passage in the published text, which stays
 * with its publisher.
 */
import type { ArticleRecord } from '../types.js'

const party = { period: '2023-H1', subject: 'Đảng bộ phường Tây Sơn' }
const ward = { period: '2023-H1', subject: 'phường Tây Sơn' }
const asked = {
  setBy: 'Phạm Duy Phong (Bí thư Đảng ủy)',
  setByOfficial: 'pham-duy-phong',
  assignee: 'Các ngành, Mặt trận, hội, đoàn thể, chi bộ trực thuộc',
  period: '2023-H2'
}
const unnumbered = { resolution: null, candidates: [], issuedOnAsStated: null, agrees: true }

export const taySon: ArticleRecord = {
  key: 'tay-son-2023-07-12',
  source: {
    title: 'Hội nghị sơ kết công tác xây dựng Đảng, chính quyền 6 tháng đầu năm; ' +
      'triển khai nhiệm vụ 6 tháng cuối năm 2023',
    publisher: 'Cổng thông tin điện tử thành phố Tam Điệp',
    author: 'Hoàng Bình',
    publishedOn: null,
    url: 'https://tamdiep.ninhbinh.gov.vn/vi/chinh-tri-kinh-te/dang-uy-phuong-tay-son-to-chuc-hoi-nghi-so-ket-' +
      'cong-tac-xay-dung-dang-chinh-quyen-6-thang-dau-nam-trien-khai-nhiem-vu-cong-tac-6-thang-cuoi-nam-2023-1329.html',
    language: 'vi',
    sha256: 'f1a509875ce1ca4b5436d6c77219bb3d56675e2c2f0ed04bca0d3476a81d130a'
  },
  meeting: {
    ward: 'ward:tay-son',
    title: 'Hội nghị sơ kết công tác xây dựng Đảng, chính quyền 6 tháng đầu năm; ' +
      'triển khai nhiệm vụ 6 tháng cuối năm 2023',
    type: 'so-ket',
    alsoTypes: [],
    heldOn: '2023-07-12',
    endsOn: null,
    session: 'morning',
    host: 'dang-uy-phuong-tay-son',
    counterpart: null,
    reviews: '2023-H1',
    plans: '2023-H2',
    summary: 'Đảng ủy phường Tây Sơn nhìn lại công tác xây dựng Đảng và chính quyền nửa đầu năm 2023, bàn nhiệm vụ ' +
      'nửa cuối năm; Bí thư Đảng ủy Phạm Duy Phong kết luận và nêu sáu nhóm nhiệm vụ. Phường có 314 đảng viên, ' +
      '8 người được trao hoặc truy tặng Huy hiệu Đảng, thu ngân sách ước trên 49,687 tỷ đồng. Kinh tế tăng trưởng ' +
      'khá, thương mại và dịch vụ tiến bộ; quốc phòng mạnh thêm, an ninh và trật tự ổn định.',
    inferred: [
      { property: 'heldOn', reason: 'Bài chỉ ghi ngày và tháng (12/7); năm 2023 lấy từ kỳ công tác nêu ở cùng câu.' },
      { property: 'participants', reason: '“Thành ủy” không ghi tên; hiểu là của Tam Điệp theo cổng tin đăng bài.' }
    ],
    at: [
      { property: 'session', span: [0, 4] },
      { property: 'heldOn', span: [5, 9] },
      { property: 'host', span: [11, 33] },
      { property: 'type', span: [42, 57] },
      { property: 'reviews', span: [94, 109] },
      { property: 'plans', span: [140, 161] }
    ]
  },
  participants: [
    {
      official: 'pham-ngoc-lan',
      capacity: 'guest',
      offices: [
        { title: 'Thành ủy viên', role: 'uv-bch', organisation: 'thanh-uy-tam-diep' },
        { title: 'Phó trưởng Ban Tổ chức Thành ủy', role: 'ptb-tc', organisation: 'ban-to-chuc-thanh-uy-tam-diep' }
      ],
      at: [[193, 263]]
    },
    {
      official: 'pham-duy-phong',
      capacity: 'concluding',
      offices: [
        { title: 'Thành ủy viên', role: 'uv-bch', organisation: 'thanh-uy-tam-diep' },
        { title: 'Bí thư Đảng ủy', role: 'bt', organisation: 'dang-uy-phuong-tay-son' },
        { title: 'Chủ tịch HĐND phường', role: 'ct-hdnd', organisation: 'hdnd-phuong-tay-son' }
      ],
      at: [
        [265, 341],
        [3633, 3737],
        [3739, 3798]
      ]
    }
  ],
  groups: [
    { name: 'Đại biểu Ban Dân vận Thành ủy', at: [[352, 372]] },
    { name: 'Đại biểu Ban Tuyên giáo Thành ủy', at: [[374, 397]] },
    { name: 'Đại biểu Phòng Nội vụ thành phố', at: [[399, 421]] },
    { name: 'Ban Chấp hành Đảng bộ phường', at: [[423, 470]] },
    { name: 'Thường trực HĐND, UBND, Ủy ban Mặt trận Tổ quốc phường', at: [[472, 519]] },
    { name: 'Trưởng, phó các đoàn thể chính trị - xã hội phường', at: [[521, 569]] },
    { name: 'Cán bộ, công chức phường', at: [[571, 594]] },
    { name: 'Đại diện các chi bộ tổ dân phố, trường học', at: [[601, 663]] }
  ],
  citations: [
    // All without number: none of them can be told from its namesakes.
    { ...unnumbered, asCited: 'Chương trình làm việc toàn khóa', issuerAsStated: null, at: [[673, 704]] },
    {
      ...unnumbered,
      asCited: 'Chương trình hành động thực hiện nghị quyết đại hội Đảng các cấp 2020-2025',
      issuerAsStated: null,
      at: [[706, 789]]
    },
    {
      ...unnumbered,
      asCited: 'Nghị quyết hằng tháng của Đảng ủy phường',
      issuerAsStated: 'Đảng ủy, Ban Thường vụ Đảng ủy',
      at: [[791, 847]]
    },
    { ...unnumbered, asCited: 'Phương án đền bù giải phóng mặt bằng', issuerAsStated: null, at: [[1025, 1074]] }
  ],
  observations: [
    // Transfers: 6 and 4 do not make 11; all three stand as reported.
    { ...party, indicator: 'party-transfers', value: 11, asReported: '11 đảng viên', at: [[1232, 1274]] },
    { ...party, indicator: 'party-transfers-in', value: 6, asReported: 'tiếp nhận 6', at: [[1285, 1305]] },
    { ...party, indicator: 'party-transfers-out', value: 4, asReported: 'chuyển đi 4', at: [[1307, 1339]] },

    // Members
    { ...party, indicator: 'party-cards-issued', value: 5, asReported: '5 thẻ đảng viên', at: [[1341, 1370]] },
    { ...party, indicator: 'party-candidates-vetted', value: 10, asReported: '10 quần chúng', at: [[1372, 1415]] },
    {
      ...party,
      indicator: 'party-badges-awarded',
      value: 8,
      asReported: '8 Huy hiệu Đảng, gồm cả truy tặng, không chia theo năm tuổi Đảng',
      at: [[1473, 1502]]
    },
    { ...party, indicator: 'party-members-admitted', value: 3, asReported: '3 đảng viên mới', at: [[1525, 1552]] },
    { ...party, indicator: 'party-admission-files', value: 1, asReported: '1 hồ sơ hoàn thiện', at: [[1554, 1594]] },
    {
      ...party,
      indicator: 'party-members',
      value: 314,
      measuredOn: '2023-07-12',
      asReported: 'hiện có 314 đảng viên',
      at: [[1596, 1632]]
    },
    {
      ...party,
      indicator: 'party-members-full',
      value: 311,
      measuredOn: '2023-07-12',
      asReported: '311 chính thức',
      at: [[1646, 1670]]
    },
    {
      ...party,
      indicator: 'party-members-probationary',
      value: 3,
      measuredOn: '2023-07-12',
      asReported: '3 dự bị',
      at: [[1674, 1692]]
    },

    // Money
    {
      ...ward,
      indicator: 'budget-revenue',
      value: 49_687_000_000,
      percentOfTarget: 790.2,
      comparator: 'gt',
      estimate: true,
      asReported: 'ước trên 49 tỷ 687 triệu đồng, 790,2%',
      flags: [{ code: 'percent-base-unstated', message: 'Không nêu 790,2% là của kế hoạch hay dự toán nào.' }],
      at: [[2507, 2552]]
    },
    {
      ...ward,
      indicator: 'social-support',
      value: 18_700_000,
      asReported: '18.700.000 đồng từ Quỹ “Đền ơn đáp nghĩa và an sinh xã hội” của phường',
      at: [[3144, 3216]]
    }
  ],
  tasks: [
    {
      ...asked,
      text: 'Chỉnh đốn Đảng, xây dựng chính quyền và hệ thống chính trị vững mạnh',
      category: 'party',
      at: [[3935, 4027]]
    },
    { ...asked, text: 'Xây dựng đội ngũ cán bộ, công chức', category: 'party', at: [[4029, 4094]] },
    {
      ...asked,
      text: 'Kinh tế, y tế, giáo dục, văn hóa, an sinh và đời sống nhân dân',
      category: 'society',
      at: [[4142, 4225]]
    },
    {
      ...asked,
      text: 'Cải cách hành chính, chuyển đổi số, chính quyền điện tử',
      category: 'administration-digital',
      at: [[4281, 4373]]
    },
    { ...asked, text: 'Phòng chống tham nhũng, tiêu cực', category: 'party', at: [[4375, 4427]] },
    { ...asked, text: 'Quốc phòng, an ninh', category: 'defence-security', at: [[4429, 4466]] },
    {
      text: 'Hoàn thành chỉ tiêu kế hoạch năm 2023',
      setBy: 'Các đại biểu (thảo luận)',
      setByOfficial: null,
      assignee: null,
      period: '2023-H2',
      category: null,
      at: [[3594, 3631]]
    }
  ]
}
