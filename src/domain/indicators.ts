/**
 * The figures that wards report: one entry per indicator, with its unit, what sort of number it is, and the
 * wordings under which reports give it. A figure broken down (badges by years of membership) is one indicator
 * with a dimension, not several.
 */
import type { Term } from './vocabulary.js'

export type IndicatorCategory =
  'party' | 'economy-budget' | 'society' | 'environment-urban' | 'defence-security' | 'front-mass' |
  'administration-digital'

export const indicatorCategories: ReadonlyArray<Term & { readonly code: IndicatorCategory }> = [
  { code: 'party', name: 'Xây dựng Đảng', nameEn: 'Party building' },
  { code: 'economy-budget', name: 'Kinh tế - ngân sách', nameEn: 'economy and budget' },
  { code: 'society', name: 'Xã hội', nameEn: 'society' },
  { code: 'environment-urban', name: 'Môi trường - đô thị', nameEn: 'environment and urban management' },
  { code: 'defence-security', name: 'Quốc phòng - an ninh', nameEn: 'defence and security' },
  { code: 'front-mass', name: 'Mặt trận và đoàn thể', nameEn: 'Front and mass organisations' },
  { code: 'administration-digital', name: 'Cải cách hành chính - chuyển đổi số', nameEn: 'administration and digital' }
]

export type IndicatorKind = 'count' | 'amount' | 'rate' | 'ratio' | 'grade' | 'rank'

/** Flow: summed over a period. Stock: as it stands on a day. Event: belongs to one occasion. */
export type IndicatorNature = 'flow' | 'stock' | 'event'

export interface Indicator extends Term {
  /** VND for money, % for rates, else the counted noun; the first of `units`. */
  readonly unit: string
  /** Every unit in which the figure is reported. */
  readonly units: readonly string[]
  readonly category: IndicatorCategory
  readonly kind: IndicatorKind
  readonly nature: IndicatorNature
  /** Other wordings met in reports, besides the name. */
  readonly variants: readonly string[]
  /** Names of the dimensions by which it may be broken down. */
  readonly dimensions: readonly string[]
  /** Code of the total of which this is a part. */
  readonly partOf: string | null
}

/** Years of membership at which Party badges are awarded: the values of the dimension badgeYears. */
export const badgeYears: readonly number[] = [30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90]

const badgeWordings: readonly string[] = [
  'trao tặng, truy tặng Huy hiệu Đảng',
  'được trao tặng huy hiệu Đảng',
  ...badgeYears.flatMap(years => [`${years} năm tuổi Đảng`, `${years} tuổi đảng`, `Huy hiệu ${years} năm`])
]

type Measure =
  Pick<Indicator, 'kind' | 'nature'> &
  Partial<Pick<Indicator, 'dimensions' | 'partOf'>> &
  { readonly units: readonly [unit: string, ...others: string[]] }

type Row = readonly [label: Term, measure: Measure, variants?: readonly string[]]

const rows: Readonly<Record<IndicatorCategory, readonly Row[]>> = {
  party: [
    [{ code: 'party-members', name: 'Tổng số đảng viên', nameEn: 'Party members' },
      { units: ['người'], kind: 'count', nature: 'stock' }, ['đảng viên', 'toàn Đảng bộ có']],
    [{ code: 'party-members-full', name: 'Đảng viên chính thức', nameEn: 'full Party members' },
      { units: ['người'], kind: 'count', nature: 'stock', partOf: 'party-members' }, ['chính thức']],
    [{ code: 'party-members-probationary', name: 'Đảng viên dự bị', nameEn: 'probationary Party members' },
      { units: ['người'], kind: 'count', nature: 'stock', partOf: 'party-members' }, ['dự bị']],
    [{ code: 'party-cells', name: 'Chi bộ trực thuộc', nameEn: 'subordinate Party cells' },
      { units: ['chi bộ'], kind: 'count', nature: 'stock' }, ['chi bộ', 'tổ chức cơ sở đảng', 'TCCSĐ']],
    [{ code: 'party-members-admitted', name: 'Đảng viên mới kết nạp', nameEn: 'new members admitted' },
      { units: ['người'], kind: 'count', nature: 'flow' },
      ['kết nạp đảng viên', 'số lượng đảng viên được kết nạp', 'phát triển đảng viên']],
    [{ code: 'party-admission-files', name: 'Hồ sơ đề nghị kết nạp hoàn thiện', nameEn: 'admission files completed' },
      { units: ['hồ sơ'], kind: 'count', nature: 'flow' }, ['hoàn thiện hồ sơ đề nghị kết nạp']],
    [{
      code: 'party-candidates-vetted',
      name: 'Thẩm tra lý lịch người xin vào Đảng',
      nameEn: 'background checks of candidates'
    }, { units: ['người'], kind: 'count', nature: 'flow' }, ['thẩm tra lý lịch kết nạp Đảng quần chúng']],
    [{
      code: 'party-awareness-classes',
      name: 'Quần chúng học lớp nhận thức về Đảng',
      nameEn: 'candidates attending awareness classes'
    }, { units: ['người'], kind: 'count', nature: 'flow' }, ['lớp cảm tình Đảng', 'lớp bồi dưỡng nhận thức về Đảng']],
    [{
      code: 'party-members-confirmed',
      name: 'Đảng viên dự bị được công nhận chính thức',
      nameEn: 'probationary members confirmed'
    }, { units: ['người'], kind: 'count', nature: 'flow' }, ['chuyển đảng chính thức']],
    [{
      code: 'party-transfers',
      name: 'Giới thiệu, chuyển sinh hoạt đảng (tổng số)',
      nameEn: 'membership transfers processed'
    }, { units: ['người'], kind: 'count', nature: 'flow' }, ['thủ tục giới thiệu sinh hoạt Đảng']],
    [{ code: 'party-transfers-in', name: 'Tiếp nhận sinh hoạt đảng (chuyển đến)', nameEn: 'membership transfers in' },
      { units: ['người'], kind: 'count', nature: 'flow', partOf: 'party-transfers' }, ['tiếp nhận', 'chuyển đến']],
    [{ code: 'party-transfers-out', name: 'Chuyển sinh hoạt đảng (chuyển đi)', nameEn: 'membership transfers out' },
      { units: ['người'], kind: 'count', nature: 'flow', partOf: 'party-transfers' },
      ['chuyển sinh hoạt đảng', 'chuyển đi']],
    [{ code: 'party-cards-issued', name: 'Phát thẻ đảng viên', nameEn: 'Party cards issued' },
      { units: ['người'], kind: 'count', nature: 'flow' }, ['phát thẻ đảng']],
    [{ code: 'party-badges-awarded', name: 'Trao Huy hiệu Đảng', nameEn: 'Party badges awarded' },
      { units: ['người'], kind: 'count', nature: 'flow', dimensions: ['badgeYears'] }, badgeWordings],
    [{
      code: 'party-members-graded-good-share',
      name: 'Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên',
      nameEn: 'share of members graded good or better'
    }, { units: ['%'], kind: 'rate', nature: 'stock' },
    ['tỷ lệ đảng viên HTTNV', 'đảng viên đủ tư cách hoàn thành tốt nhiệm vụ']],
    [{
      code: 'party-members-graded-excellent',
      name: 'Đảng viên hoàn thành xuất sắc nhiệm vụ',
      nameEn: 'members graded excellent'
    }, { units: ['người'], kind: 'count', nature: 'flow' },
    ['HTXSNV', 'cá nhân được công nhận hoàn thành xuất sắc nhiệm vụ']],
    [{
      code: 'party-members-graded-excellent-exemplary',
      name: 'Cá nhân hoàn thành xuất sắc nhiệm vụ tiêu biểu',
      nameEn: 'exemplary individuals among those graded excellent'
    }, { units: ['người'], kind: 'count', nature: 'flow' }, ['HTXSNV tiêu biểu']],
    [{
      code: 'party-cells-graded-good-share',
      name: 'Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ trở lên',
      nameEn: 'share of cells graded good or better'
    }, { units: ['%'], kind: 'rate', nature: 'stock' },
    ['chi bộ đạt hoàn thành tốt nhiệm vụ', 'chi bộ trong sạch vững mạnh']],
    [{ code: 'party-cells-graded-good', name: 'Chi bộ hoàn thành tốt nhiệm vụ', nameEn: 'cells graded good' },
      { units: ['chi bộ'], kind: 'count', nature: 'flow' }],
    [{
      code: 'party-cells-graded-excellent',
      name: 'Chi bộ hoàn thành xuất sắc nhiệm vụ',
      nameEn: 'cells graded excellent'
    }, { units: ['chi bộ'], kind: 'count', nature: 'flow' }, ['chi bộ HTXSNV']],
    [{
      code: 'party-collectives-graded-excellent',
      name: 'Tập thể hoàn thành xuất sắc nhiệm vụ',
      nameEn: 'collectives graded excellent'
    }, { units: ['tập thể'], kind: 'count', nature: 'flow' }, ['tập thể được công nhận hoàn thành xuất sắc nhiệm vụ']],
    [{
      code: 'party-collectives-graded-excellent-exemplary',
      name: 'Tập thể hoàn thành xuất sắc nhiệm vụ tiêu biểu',
      nameEn: 'exemplary collectives among those graded excellent'
    }, { units: ['tập thể'], kind: 'count', nature: 'flow' }],
    [{
      code: 'party-organisation-grade',
      name: 'Xếp loại Đảng bộ phường',
      nameEn: 'grade of the ward Party organisation'
    }, { units: ['mức'], kind: 'grade', nature: 'stock' },
    ['Đảng bộ hoàn thành tốt nhiệm vụ', 'Đảng bộ trong sạch vững mạnh']],
    [{
      code: 'party-cell-attendance-share',
      name: 'Tỷ lệ đảng viên dự sinh hoạt chi bộ',
      nameEn: 'attendance at cell meetings'
    }, { units: ['%'], kind: 'rate', nature: 'stock' }, ['tỷ lệ tham gia sinh hoạt', 'chuyên cần']],
    [{
      code: 'party-resolution-study-share',
      name: 'Tỷ lệ đảng viên học tập, quán triệt nghị quyết',
      nameEn: 'share of members attending resolution study'
    }, { units: ['%'], kind: 'rate', nature: 'flow' }, ['học tập nghị quyết đạt']],
    [{ code: 'party-inspections', name: 'Cuộc kiểm tra', nameEn: 'Party inspections' },
      { units: ['cuộc'], kind: 'count', nature: 'flow' }, ['kiểm tra tổ chức đảng, đảng viên']],
    [{ code: 'party-supervisions', name: 'Cuộc giám sát', nameEn: 'Party supervisions' },
      { units: ['cuộc'], kind: 'count', nature: 'flow' }, ['giám sát chuyên đề']],
    [{ code: 'party-members-disciplined', name: 'Đảng viên bị thi hành kỷ luật', nameEn: 'members disciplined' },
      { units: ['người'], kind: 'count', nature: 'flow' }, ['khiển trách, cảnh cáo, khai trừ']],
    [{
      code: 'party-members-left',
      name: 'Đảng viên xin ra khỏi Đảng, xóa tên',
      nameEn: 'members who left or were struck off'
    }, { units: ['người'], kind: 'count', nature: 'flow' }, ['xóa tên', 'cho ra khỏi Đảng']],
    [{ code: 'resolution-targets-met', name: 'Chỉ tiêu nghị quyết đạt và vượt', nameEn: 'resolution targets met' },
      { units: ['chỉ tiêu'], kind: 'ratio', nature: 'stock' }, ['chỉ tiêu đạt và vượt']],
    [{ code: 'meeting-opinions', name: 'Ý kiến phát biểu tại hội nghị', nameEn: 'opinions voiced at the meeting' },
      { units: ['ý kiến'], kind: 'count', nature: 'flow' }, ['ý kiến phát biểu', 'tham luận']]
  ],
  'economy-budget': [
    [{
      code: 'budget-revenue',
      name: 'Tổng thu ngân sách nhà nước trên địa bàn',
      nameEn: 'state budget revenue in the ward'
    }, { units: ['VND'], kind: 'amount', nature: 'flow' },
    ['thu ngân sách', 'tổng thu NSNN', 'thu NS', 'Tổng thu ngân sách trên địa bàn']],
    [{
      code: 'budget-revenue-ward',
      name: 'Thu ngân sách phường trực tiếp thu, phường hưởng',
      nameEn: 'budget revenue collected by or due to the ward'
    }, { units: ['VND'], kind: 'amount', nature: 'flow' }, ['NS phường trực tiếp thu', 'thu ngân sách phường']],
    [{ code: 'budget-expenditure', name: 'Tổng chi ngân sách phường', nameEn: 'ward budget expenditure' },
      { units: ['VND'], kind: 'amount', nature: 'flow' }, ['tổng chi ngân sách', 'chi NS']],
    [{ code: 'land-use-revenue', name: 'Thu tiền sử dụng đất', nameEn: 'land-use fee revenue' },
      { units: ['VND'], kind: 'amount', nature: 'flow' }, ['tiền sử dụng đất', 'đấu giá QSDĐ']],
    [{ code: 'non-state-tax', name: 'Thu thuế ngoài quốc doanh', nameEn: 'tax from the non-state sector' },
      { units: ['VND'], kind: 'amount', nature: 'flow' }, ['thuế NQD', 'thu ngoài quốc doanh']],
    [{
      code: 'non-agricultural-land-tax',
      name: 'Thuế sử dụng đất phi nông nghiệp',
      nameEn: 'non-agricultural land tax'
    }, { units: ['VND'], kind: 'amount', nature: 'flow' }, ['thuế đất PNN']],
    [{
      code: 'funds-and-fees',
      name: 'Thu các quỹ, phí do dân đóng góp',
      nameEn: 'funds and fees collected from residents'
    }, { units: ['VND'], kind: 'amount', nature: 'flow' }, ['thu nộp các quỹ, phí']],
    [{ code: 'gross-output', name: 'Tổng giá trị sản xuất', nameEn: 'gross output' },
      { units: ['VND'], kind: 'amount', nature: 'flow' }, ['tổng GTSX', 'giá trị sản xuất']],
    [{ code: 'growth-rate', name: 'Tốc độ tăng giá trị sản xuất', nameEn: 'growth rate of output' },
      { units: ['%'], kind: 'rate', nature: 'flow' }, ['tốc độ tăng trưởng', 'tăng bình quân']],
    [{
      code: 'trade-and-services',
      name: 'Giá trị, doanh thu thương mại - dịch vụ',
      nameEn: 'value of trade and services'
    }, { units: ['VND'], kind: 'amount', nature: 'flow' }, ['doanh thu bán lẻ', 'TM-DV']],
    [{
      code: 'industry-output',
      name: 'Giá trị công nghiệp, tiểu thủ công nghiệp, xây dựng',
      nameEn: 'output of industry, handicraft and construction'
    }, { units: ['VND'], kind: 'amount', nature: 'flow' }, ['CN-TTCN-XD', 'CN-TTCN', 'công nghiệp - xây dựng']],
    [{
      code: 'agriculture-output',
      name: 'Giá trị, sản lượng nông - lâm - thủy sản',
      nameEn: 'output of agriculture, forestry and fishery'
    }, { units: ['VND', 'tấn', 'ha'], kind: 'amount', nature: 'flow' },
    ['sản lượng lương thực có hạt', 'diện tích gieo trồng', 'trồng rừng']],
    [{
      code: 'economic-structure',
      name: 'Cơ cấu kinh tế (tỷ trọng ngành)',
      nameEn: 'share of a sector in the economy'
    }, { units: ['%'], kind: 'rate', nature: 'stock' }, ['tỷ trọng dịch vụ']],
    [{ code: 'value-added-per-head', name: 'Giá trị gia tăng bình quân đầu người', nameEn: 'value added per head' },
      { units: ['VND/người/năm'], kind: 'amount', nature: 'flow' }, ['GTGT bình quân đầu người']],
    [{ code: 'income-per-head', name: 'Thu nhập bình quân đầu người', nameEn: 'income per head' },
      { units: ['VND/người/năm'], kind: 'amount', nature: 'flow' }, ['TNBQ đầu người']],
    [{ code: 'investment', name: 'Tổng vốn đầu tư trên địa bàn, giải ngân', nameEn: 'investment, disbursement' },
      { units: ['VND', '%'], kind: 'amount', nature: 'flow' }, ['giải ngân vốn đầu tư công']],
    [{ code: 'projects-completed', name: 'Dự án, công trình hoàn thành', nameEn: 'projects completed' },
      { units: ['dự án'], kind: 'ratio', nature: 'flow' }, ['dự án', 'công trình']],
    [{ code: 'land-clearance', name: 'Giải phóng mặt bằng', nameEn: 'land clearance' },
      { units: ['hộ', 'm2', 'phương án'], kind: 'count', nature: 'flow' }, ['GPMB', 'đền bù GPMB']],
    [{ code: 'land-donated', name: 'Diện tích đất nhân dân hiến', nameEn: 'land donated by residents' },
      { units: ['m2'], kind: 'amount', nature: 'flow' }, ['hiến đất mở đường']],
    [{ code: 'roads-upgraded', name: 'Đường, hẻm nâng cấp, bê tông hóa', nameEn: 'roads upgraded' },
      { units: ['m', 'km', 'tuyến'], kind: 'amount', nature: 'flow' }, ['bê tông hóa', 'nhựa hóa', 'mở rộng đường']],
    [{ code: 'businesses', name: 'Doanh nghiệp, hộ kinh doanh', nameEn: 'businesses, household businesses' },
      { units: ['đơn vị'], kind: 'count', nature: 'stock' }, ['hộ kinh doanh', 'DN thành lập mới']],
    [{
      code: 'land-certificates',
      name: 'Giấy chứng nhận quyền sử dụng đất đã cấp',
      nameEn: 'land certificates issued'
    }, { units: ['giấy'], kind: 'count', nature: 'flow' }, ['GCNQSDĐ', 'cấp mới giấy chứng nhận']],
    [{
      code: 'socio-economic-targets-met',
      name: 'Chỉ tiêu kinh tế - xã hội hoàn thành',
      nameEn: 'socio-economic targets met'
    }, { units: ['chỉ tiêu'], kind: 'ratio', nature: 'flow' }, ['chỉ tiêu KT-XH', 'chỉ tiêu kinh tế - xã hội']]
  ],
  society: [
    [{ code: 'population', name: 'Dân số, số hộ', nameEn: 'population, households' },
      { units: ['người', 'hộ'], kind: 'count', nature: 'stock' }, ['nhân khẩu', 'hộ dân']],
    [{
      code: 'population-growth',
      name: 'Tỷ lệ tăng dân số tự nhiên, giảm sinh',
      nameEn: 'natural increase, change of the birth rate'
    }, { units: ['%', '‰'], kind: 'rate', nature: 'flow' }, ['giảm tỷ suất sinh thô', 'sinh con thứ 3']],
    [{ code: 'poor-share', name: 'Tỷ lệ hộ nghèo', nameEn: 'share of poor households' },
      { units: ['%'], kind: 'rate', nature: 'stock' }, ['hộ nghèo', 'hộ nghèo đa chiều']],
    [{ code: 'poor-households', name: 'Số hộ nghèo', nameEn: 'poor households' },
      { units: ['hộ'], kind: 'count', nature: 'stock' }, ['không còn hộ nghèo']],
    [{ code: 'near-poor-share', name: 'Tỷ lệ hộ cận nghèo', nameEn: 'share of near-poor households' },
      { units: ['%'], kind: 'rate', nature: 'stock' }, ['hộ cận nghèo']],
    [{ code: 'near-poor-households', name: 'Số hộ cận nghèo', nameEn: 'near-poor households' },
      { units: ['hộ'], kind: 'count', nature: 'stock' }],
    [{ code: 'jobs-created', name: 'Giải quyết, giới thiệu việc làm mới', nameEn: 'jobs created or placed' },
      { units: ['người'], kind: 'count', nature: 'flow' }, ['tư vấn giới thiệu việc làm mới', 'giải quyết việc làm']],
    [{ code: 'trained-labour-share', name: 'Tỷ lệ lao động qua đào tạo', nameEn: 'share of trained labour' },
      { units: ['%'], kind: 'rate', nature: 'stock' }],
    [{ code: 'health-insurance-share', name: 'Tỷ lệ bao phủ bảo hiểm y tế', nameEn: 'health-insurance coverage' },
      { units: ['%'], kind: 'rate', nature: 'stock' }, ['BHYT', 'dân số tham gia bảo hiểm y tế']],
    [{
      code: 'social-insurance-voluntary',
      name: 'Tham gia bảo hiểm xã hội tự nguyện',
      nameEn: 'voluntary social insurance'
    }, { units: ['người', '%'], kind: 'count', nature: 'stock' }, ['BHXH tự nguyện']],
    [{
      code: 'child-malnutrition-share',
      name: 'Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng',
      nameEn: 'malnutrition under the age of 5'
    }, { units: ['%'], kind: 'rate', nature: 'stock' }, ['SDD nhẹ cân', 'thấp còi']],
    [{ code: 'vaccination-share', name: 'Tiêm chủng mở rộng, tiêm vắc-xin', nameEn: 'immunisation' },
      { units: ['%', 'mũi'], kind: 'rate', nature: 'flow' }, ['tiêm chủng đầy đủ', 'tiêm phòng']],
    [{ code: 'health-standard', name: 'Đạt chuẩn quốc gia về y tế', nameEn: 'national health standard met' },
      { units: ['đạt/không'], kind: 'grade', nature: 'stock' }, ['bộ tiêu chí quốc gia về y tế']],
    [{ code: 'cultural-families-share', name: 'Tỷ lệ gia đình văn hóa', nameEn: 'share of cultural families' },
      { units: ['%'], kind: 'rate', nature: 'flow' }, ['Gia đình văn hóa', 'GĐVH']],
    [{ code: 'cultural-groups-share', name: 'Tổ dân phố, khu phố văn hóa', nameEn: 'cultural residential groups' },
      { units: ['%', 'tổ dân phố'], kind: 'ratio', nature: 'flow' }, ['TDP văn hóa', 'khu phố văn hóa']],
    [{
      code: 'civilised-urban-ward',
      name: 'Phường đạt chuẩn văn minh đô thị',
      nameEn: 'title of civilised urban ward'
    }, { units: ['đạt/không'], kind: 'grade', nature: 'stock' }, ['phường văn minh đô thị', 'đô thị văn minh']],
    [{
      code: 'culture-and-sports-clubs',
      name: 'Câu lạc bộ văn hóa, văn nghệ, thể thao',
      nameEn: 'culture and sports clubs'
    }, { units: ['CLB'], kind: 'count', nature: 'stock' }, ['câu lạc bộ']],
    [{ code: 'school-standard', name: 'Trường đạt chuẩn quốc gia', nameEn: 'schools at the national standard' },
      { units: ['trường'], kind: 'ratio', nature: 'stock' }, ['trường CQG']],
    [{ code: 'enrolment-share', name: 'Tỷ lệ huy động trẻ ra lớp, phổ cập', nameEn: 'enrolment, universal education' },
      { units: ['%'], kind: 'rate', nature: 'flow' }, ['trẻ trong độ tuổi đến trường', 'tốt nghiệp THCS']],
    [{ code: 'social-support', name: 'Kinh phí hỗ trợ chính sách, an sinh', nameEn: 'spending on social support' },
      { units: ['VND'], kind: 'amount', nature: 'flow' },
      ['Quỹ “Đền ơn đáp nghĩa và an sinh xã hội”', 'chi trả trợ cấp']],
    [{ code: 'gratitude-fund', name: 'Thu Quỹ Đền ơn đáp nghĩa', nameEn: 'gratitude fund collected' },
      { units: ['VND'], kind: 'amount', nature: 'flow' }, ['ĐƠĐN']],
    [{ code: 'policy-gifts', name: 'Quà tặng người có công, hộ nghèo', nameEn: 'gifts to policy households' },
      { units: ['suất'], kind: 'count', nature: 'flow' }, ['suất quà']],
    [{
      code: 'charity-houses',
      name: 'Nhà tình nghĩa, đại đoàn kết xây, sửa',
      nameEn: 'charity houses built or repaired'
    }, { units: ['căn'], kind: 'count', nature: 'flow' }, ['nhà tình nghĩa', 'nhà đại đoàn kết']],
    [{ code: 'voter-turnout', name: 'Tỷ lệ cử tri đi bỏ phiếu', nameEn: 'voter turnout' },
      { units: ['%'], kind: 'rate', nature: 'event' }, ['cử tri tham gia bỏ phiếu']],
    [{ code: 'councillors-elected', name: 'Số đại biểu HĐND phường được bầu', nameEn: 'ward councillors elected' },
      { units: ['người'], kind: 'count', nature: 'event' }, ['bầu đủ đại biểu']]
  ],
  'environment-urban': [
    [{
      code: 'waste-collected-share',
      name: 'Tỷ lệ thu gom, xử lý rác thải sinh hoạt',
      nameEn: 'household waste collected and treated'
    }, { units: ['%'], kind: 'rate', nature: 'stock' }, ['thu gom rác']],
    [{ code: 'clean-water-share', name: 'Tỷ lệ dân dùng nước sạch, hợp vệ sinh', nameEn: 'access to clean water' },
      { units: ['%'], kind: 'rate', nature: 'stock' }, ['nước sạch', 'nước hợp vệ sinh']],
    [{ code: 'trees', name: 'Cây xanh trồng mới', nameEn: 'trees planted' },
      { units: ['cây'], kind: 'count', nature: 'flow' }, ['trồng cây']],
    [{ code: 'street-lighting', name: 'Tuyến phố, bóng điện chiếu sáng, trang trí', nameEn: 'street lighting' },
      { units: ['tuyến', 'bóng'], kind: 'count', nature: 'flow' }],
    [{
      code: 'urban-order-violations',
      name: 'Vi phạm trật tự đô thị, xây dựng đã xử lý',
      nameEn: 'urban-order violations handled'
    }, { units: ['vụ'], kind: 'count', nature: 'flow' }, ['xử phạt VPHC']],
    [{ code: 'clean-up-turnout', name: 'Lượt người, buổi ra quân vệ sinh môi trường', nameEn: 'clean-up turnout' },
      { units: ['lượt người', 'buổi'], kind: 'count', nature: 'flow' }, ['chỉnh trang đô thị']],
    [{ code: 'building-permits', name: 'Giấy phép xây dựng đã cấp', nameEn: 'building permits issued' },
      { units: ['giấy'], kind: 'count', nature: 'flow' }, ['GPXD']]
  ],
  'defence-security': [
    [{ code: 'conscription-quota', name: 'Giao quân, tuyển quân', nameEn: 'conscription quota met' },
      { units: ['%', 'người'], kind: 'ratio', nature: 'flow' }, ['giao quân', 'tuyển quân', 'gọi công dân nhập ngũ']],
    [{ code: 'militia-training', name: 'Huấn luyện dân quân tự vệ', nameEn: 'militia training' },
      { units: ['người', '%'], kind: 'rate', nature: 'flow' }, ['DQTV']],
    [{ code: 'criminal-cases', name: 'Vụ phạm pháp hình sự', nameEn: 'criminal cases' },
      { units: ['vụ'], kind: 'count', nature: 'flow' }, ['PPHS', 'tội phạm hình sự']],
    [{ code: 'crime-clear-up-share', name: 'Tỷ lệ khám phá án', nameEn: 'clear-up rate' },
      { units: ['%'], kind: 'rate', nature: 'flow' }, ['điều tra, khám phá']],
    [{ code: 'drug-cases', name: 'Vụ, đối tượng ma túy, tệ nạn', nameEn: 'drug cases' },
      { units: ['vụ', 'người'], kind: 'count', nature: 'flow' }],
    [{ code: 'traffic-accidents', name: 'Vụ tai nạn giao thông', nameEn: 'traffic accidents' },
      { units: ['vụ'], kind: 'count', nature: 'flow' }, ['TNGT']],
    [{ code: 'fires', name: 'Vụ cháy nổ', nameEn: 'fires' },
      { units: ['vụ'], kind: 'count', nature: 'flow' }, ['PCCC']],
    [{ code: 'fire-groups', name: 'Tổ liên gia an toàn PCCC', nameEn: 'fire-safe neighbourhood groups' },
      { units: ['tổ'], kind: 'count', nature: 'stock' }, ['tổ liên gia PCCC']],
    [{
      code: 'safe-residential-groups',
      name: 'Khu dân cư đạt chuẩn an toàn về an ninh trật tự',
      nameEn: 'residential groups meeting the security standard'
    }, { units: ['khu dân cư'], kind: 'ratio', nature: 'flow' }, ['an toàn về an ninh trật tự', 'an toàn về ANTT']],
    [{ code: 'petitions-settled', name: 'Đơn thư khiếu nại, tố cáo được giải quyết', nameEn: 'petitions settled' },
      { units: ['đơn'], kind: 'count', nature: 'flow' }, ['KNTC', 'tiếp công dân']]
  ],
  'front-mass': [
    [{
      code: 'mass-organisations-strong-share',
      name: 'Tổ chức chính trị - xã hội vững mạnh',
      nameEn: 'share of mass organisations graded strong'
    }, { units: ['%'], kind: 'rate', nature: 'stock' }, ['MTTQ và các đoàn thể đạt vững mạnh']],
    [{
      code: 'mass-mobilisation-models',
      name: 'Mô hình “Dân vận khéo” đăng ký',
      nameEn: '"skilful mass mobilisation" models registered'
    }, { units: ['mô hình'], kind: 'count', nature: 'flow' }, ['mô hình Dân vận khéo']],
    [{
      code: 'mass-mobilisation-models-exemplary',
      name: 'Mô hình “Dân vận khéo” tiêu biểu',
      nameEn: '"skilful mass mobilisation" models, exemplary'
    }, { units: ['mô hình'], kind: 'count', nature: 'flow' }, ['mô hình điển hình']],
    [{ code: 'poor-fund', name: 'Vận động Quỹ Vì người nghèo', nameEn: 'raised for the Fund for the Poor' },
      { units: ['VND'], kind: 'amount', nature: 'flow' }, ['Quỹ VNN', 'Quỹ Vì người nghèo']],
    [{ code: 'mass-organisation-members', name: 'Đoàn viên, hội viên', nameEn: 'members of mass organisations' },
      { units: ['người'], kind: 'count', nature: 'stock' }, ['kết nạp hội viên mới']],
    [{
      code: 'social-supervisions',
      name: 'Cuộc giám sát, phản biện xã hội',
      nameEn: 'social supervisions and criticisms'
    }, { units: ['cuộc'], kind: 'count', nature: 'flow' }, ['giám sát, phản biện của UBMTTQ']],
    [{ code: 'voter-petitions', name: 'Ý kiến, kiến nghị cử tri', nameEn: "voters' opinions and petitions" },
      { units: ['ý kiến'], kind: 'count', nature: 'flow' }, ['kiến nghị cử tri']],
    [{ code: 'dialogues', name: 'Cuộc đối thoại với nhân dân', nameEn: 'dialogues with residents' },
      { units: ['cuộc'], kind: 'count', nature: 'flow' }, ['đối thoại']],
    [{ code: 'contributions', name: 'Số tiền, ngày công nhân dân đóng góp', nameEn: "people's contributions" },
      { units: ['VND', 'công'], kind: 'amount', nature: 'flow' }, ['xã hội hóa', 'huy động']]
  ],
  'administration-digital': [
    [{
      code: 'administrative-files',
      name: 'Hồ sơ thủ tục hành chính tiếp nhận, giải quyết',
      nameEn: 'administrative files received or settled'
    }, { units: ['hồ sơ'], kind: 'count', nature: 'flow' }, ['hồ sơ TTHC', 'tiếp nhận hồ sơ', 'giải quyết TTHC']],
    [{
      code: 'on-time-share',
      name: 'Tỷ lệ giải quyết thủ tục hành chính đúng hạn',
      nameEn: 'share of administrative files settled on time'
    }, { units: ['%'], kind: 'rate', nature: 'flow' }, ['giải quyết TTHC đúng hạn', 'đúng và trước hạn']],
    [{ code: 'online-share', name: 'Tỷ lệ hồ sơ trực tuyến', nameEn: 'share of administrative files sent online' },
      { units: ['%'], kind: 'rate', nature: 'flow' }, ['DVC trực tuyến toàn trình', 'mức độ 3, 4']],
    [{ code: 'cashless-share', name: 'Thanh toán không dùng tiền mặt', nameEn: 'share of cashless payment' },
      { units: ['%'], kind: 'rate', nature: 'flow' }, ['TTKDTM']],
    [{ code: 'e-identity', name: 'Cài đặt, kích hoạt VNeID, CCCD', nameEn: 'e-ID activation' },
      { units: ['người', '%'], kind: 'count', nature: 'flow' }, ['định danh điện tử', 'Đề án 06']],
    [{ code: 'satisfaction-share', name: 'Mức độ hài lòng của người dân', nameEn: 'citizen satisfaction' },
      { units: ['%'], kind: 'rate', nature: 'flow' }, ['hài lòng']],
    [{
      code: 'administrative-rank',
      name: 'Xếp hạng cải cách hành chính, bộ chỉ số phục vụ',
      nameEn: 'administrative ranking'
    }, { units: ['thứ hạng'], kind: 'rank', nature: 'flow' }, ['xếp hạng CCHC', 'đứng thứ', 'xếp thứ']]
  ]
}

/** In the order of the categories. */
export const indicators: readonly Indicator[] = indicatorCategories.flatMap(category =>
  rows[category.code].map(([label, measure, variants = []]) => ({
    ...label,
    unit: measure.units[0],
    category: category.code,
    variants,
    dimensions: [],
    partOf: null,
    ...measure
  }))
)
