/** Figures in sentences of reports: what is counted, in which unit, of when, and what is no figure at all. */
import t, { type Test } from 'tap'
import { readArticle } from '../../src/extraction/article.js'
import { extract } from '../../src/extraction/extract.js'
import { findIndicators } from '../../src/extraction/indicators.js'
import type { IndicatorFinding, MeetingFinding, WardFinding } from '../../src/extraction/findings.js'

const ward: WardFinding =
  { name: 'Thử Nghiệm', kind: 'phường', within: [], span: { start: 0, end: 1 }, confidence: 1, inferred: [] }
const meetingOf = (reviews: string | null, plans: string | null, type = 'so-ket'): MeetingFinding => ({
  heldOn: '2024-07-05',
  endsOn: null,
  session: null,
  type,
  reviews,
  plans,
  title: null,
  spans: [],
  confidence: 1,
  inferred: []
})
const halfYear = meetingOf('2024-H1', '2024-H2')

function find (text: string, meeting: MeetingFinding | null = halfYear): IndicatorFinding[] {
  return findIndicators(readArticle(text), { ward, meeting, documents: [], officials: [] })
}

/** A figure on one line: what says the usual (an exact result of the period reviewed) is left out. */
function line (figure: IndicatorFinding, meeting: MeetingFinding | null): string {
  const { label, code, value, valueText, unit, target, percentOfTarget, changePercent, comparator, estimate } = figure
  const years = figure.dimensions.badgeYears
  return [
    `${label} = ${value ?? valueText ?? '?'}${target === null ? '' : `/${target}`} ${unit ?? '-'}`,
    code,
    percentOfTarget === null ? null : `${percentOfTarget} % of plan`,
    changePercent === null ? null : `change ${changePercent} %`,
    comparator === 'eq' ? null : comparator,
    estimate ? 'estimate' : null,
    figure.period === meeting?.reviews ? null : String(figure.period),
    figure.kind === 'target' ? 'target' : null,
    years === undefined ? null : `${years} years`
  ].filter(part => part !== null).join(' | ')
}

type Case = readonly [text: string, ...figures: string[]]
function check (t: Test, cases: readonly Case[], meeting: MeetingFinding | null = halfYear): void {
  for (const [text, ...figures] of cases) {
    t.strictSame(find(text, meeting).map(figure => line(figure, meeting)), figures, text)
  }
}

t.test('numbers and their units', async t => check(t, [
  ['Tổng thu ngân sách ước đạt trên 12 tỷ 345 triệu đồng.',
    'Tổng thu ngân sách = 12345000000 VND | budget-revenue | gt | estimate'],
  ['Chi ngân sách phường 8.254,817 triệu đồng.', 'Chi ngân sách phường = 8254817000 VND | budget-expenditure'],
  ['Vận động Quỹ “Vì người nghèo” được 18.700.000đ.', 'Vận động Quỹ "Vì người nghèo" = 18700000 VND | poor-fund'],
  ['Thu ngân sách được 6.5 tỉ đồng.', 'Thu ngân sách = 6500000000 VND | budget-revenue'],
  ['Giải ngân 9,45 tỷ đồng/52,5 tỷ đồng, đạt 18%.',
    'Giải ngân = 9450000000/52500000000 VND | investment | 18 % of plan'],
  ['Người dân hiến 1.240m2 đất.', 'Người dân hiến đất = 1240 m2 | land-donated'],
  ['Tổng lượt khách đạt trên 2,5 triệu.', 'Tổng lượt khách = 2500000 lượt khách | gt'],
  ['Phường đón gần 2,1 triệu lượt khách.', 'đón lượt khách = 2100000 lượt khách | approx'],
  ['Thu nhập bình quân đầu người đạt 92 triệu đồng/người/năm.',
    'Thu nhập bình quân đầu người = 92000000 VND | income-per-head'],
  ['Kết nạp 05 đ/c.', 'Kết nạp đ/c = 5 đồng chí | party-members-admitted'],
  ['Kết nạp hai đảng viên mới.', 'Kết nạp đảng viên mới = 2 đảng viên | party-members-admitted'],
  ['Phường tiếp nhận 1,130 hồ sơ.', 'tiếp nhận hồ sơ = 1130 hồ sơ | administrative-files'],
  ['Tỷ lệ tăng dân số tự nhiên 0,01%o.', 'Tỷ lệ tăng dân số tự nhiên = 0.01 ‰ | population-growth']
]))

t.test('shares of a plan and changes', async t => check(t, [
  ['Thu ngân sách đạt 12 tỷ đồng, bằng 102,4% dự toán thành phố giao, tăng 11,6% so với cùng kỳ năm 2023.',
    'Thu ngân sách = 12000000000 VND | budget-revenue | 102.4 % of plan | change 11.6 %'],
  ['Thu ngân sách vượt 12% kế hoạch.', 'Thu ngân sách = ? VND | budget-revenue | 112 % of plan'],
  ['Chi ngân sách bằng 168% so với cùng kỳ.', 'Chi ngân sách = ? VND | budget-expenditure | change 68 %'],
  ['Phạm pháp hình sự xảy ra 14 vụ, giảm 3 % so với cùng kỳ.',
    'Phạm pháp hình sự vụ = 14 vụ | criminal-cases | change -3 %'],
  ['Phạm pháp hình sự xảy ra 5 vụ, giảm 3 vụ so với tháng trước.',
    'Phạm pháp hình sự vụ = 5 vụ | criminal-cases'],
  ['Kết nạp 14 đảng viên mới (116,7% chỉ tiêu).',
    'Kết nạp đảng viên mới = 14 đảng viên | party-members-admitted | 116.7 % of plan'],
  ['Kết nạp đảng viên mới chỉ đạt 75% chỉ tiêu (6/8 đồng chí).',
    'Kết nạp đảng viên mới = 6/8 đồng chí | party-members-admitted | 75 % of plan'],
  ['Tư vấn việc làm cho 165/160 lao động đạt 103%.',
    'Tư vấn việc làm lao động = 165/160 lao động | jobs-created | 103 % of plan'],
  ['Kết nạp 6 đảng viên (chỉ tiêu giao là 8).', 'Kết nạp đảng viên = 6/8 đảng viên | party-members-admitted'],
  ['Tỷ lệ hộ nghèo giảm từ 0,9% năm 2020 xuống còn 0,46%.', 'Tỷ lệ hộ nghèo = 0.46 % | poor-share'],
  ['Giải quyết đúng hạn 12.398 hồ sơ, tỷ lệ 99,94%.',
    'Giải quyết đúng hạn hồ sơ = 12398 hồ sơ | administrative-files',
    'Giải quyết đúng hạn hồ sơ = 99.94 % | on-time-share'],
  ['96,3% đảng viên tham gia học tập nghị quyết.',
    'đảng viên tham gia học tập nghị quyết = 96.3 % | party-resolution-study-share']
]))

t.test('what is counted', async t => check(t, [
  ['Đảng bộ phường có 31 chi bộ, 1.508 đảng viên.',
    'chi bộ = 31 chi bộ | party-cells', 'đảng viên = 1508 đảng viên | party-members'],
  ['Chi bộ giám sát 4 tổ chức đảng và 9 đảng viên.',
    'giám sát tổ chức đảng = 4 tổ chức đảng', 'giám sát đảng viên = 9 đảng viên'],
  ['Có 01 tập thể, 08 cá nhân được công nhận hoàn thành xuất sắc nhiệm vụ.',
    'tập thể được công nhận hoàn thành xuất sắc nhiệm vụ = 1 tập thể | party-collectives-graded-excellent',
    'cá nhân được công nhận hoàn thành xuất sắc nhiệm vụ = 8 cá nhân | party-members-graded-excellent'],
  ['Có 12/14 chi bộ hoàn thành tốt nhiệm vụ trở lên, đạt 85,7%.',
    'chi bộ hoàn thành tốt nhiệm vụ trở lên = 12/14 chi bộ | party-cells-graded-good | 85.7 % of plan'],
  ['Phường xây mới 01 và sửa chữa 02 căn nhà tình thương.',
    'xây mới căn nhà = 1 căn nhà | charity-houses',
    'sửa chữa căn nhà tình thương = 2 căn nhà | charity-houses'],
  ['Xử phạt 37 trường hợp lấn chiếm lề đường với số tiền 42.500.000 đồng.',
    'Xử phạt trường hợp lấn chiếm lề đường = 37 trường hợp | urban-order-violations',
    'số tiền Xử phạt trường hợp lấn chiếm lề đường = 42500000 VND'],
  ['Phường không còn hộ nghèo, hộ cận nghèo.',
    'hộ nghèo = 0 hộ | poor-households', 'hộ cận nghèo = 0 hộ | near-poor-households'],
  ['Tặng quà cho 37 hộ nghèo.', 'Tặng quà hộ nghèo = 37 hộ nghèo'],
  ['Số đảng viên mới kết nạp là 25.', 'đảng viên mới kết nạp = 25 - | party-members-admitted'],
  ['Đảng bộ được xếp loại hoàn thành tốt nhiệm vụ.',
    'Đảng bộ được xếp loại hoàn thành tốt nhiệm vụ = hoàn thành tốt nhiệm vụ mức | party-organisation-grade']
]))

t.test('bounds', async t => check(t, [
  ['Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ đạt 95% trở lên.',
    'Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ = 95 % | party-members-graded-good-share | gte'],
  ['Có 85% các chi bộ đạt hoàn thành tốt nhiệm vụ trở lên.',
    'chi bộ đạt hoàn thành tốt nhiệm vụ trở lên = 85 % | party-cells-graded-good-share'],
  ['Tỷ lệ nợ thuế không quá 5%.', 'Tỷ lệ nợ thuế = 5 % | lte'],
  ['Hộ vi phạm còn dưới 10 hộ.', 'Hộ vi phạm hộ = 10 hộ | lt'],
  ['Đảng bộ đạt và vượt 15/16 chỉ tiêu.', 'chỉ tiêu = 15/16 chỉ tiêu | resolution-targets-met'],
  ['Phường lắp ít nhất 4 camera.', 'lắp camera = 4 camera | gte']
]))

t.test('badges by years of membership', async t => check(t, [
  ['Dịp này có 9 đảng viên nhận Huy hiệu Đảng, trong đó 65 năm tuổi Đảng có 01 đ/c; 4 đ/c nhận Huy hiệu 50 năm; ' +
    '30 năm: 4 đ/c.',
  'đảng viên nhận Huy hiệu Đảng = 9 đảng viên | party-badges-awarded | 2024',
  'Huy hiệu Đảng 65 năm tuổi Đảng đ/c = 1 đồng chí | party-badges-awarded | 2024 | 65 years',
  'Huy hiệu Đảng 50 năm đ/c = 4 đồng chí | party-badges-awarded | 2024 | 50 years',
  'Huy hiệu Đảng 30 năm đ/c = 4 đồng chí | party-badges-awarded | 2024 | 30 years']
]))

t.test('aims and their periods', async t => check(t, [
  ['Sáu tháng cuối năm, Đảng bộ phấn đấu thu ngân sách cả năm đạt 11 tỷ đồng trở lên; kết nạp thêm 5 đảng viên.',
    'thu ngân sách cả năm = 11000000000 VND | budget-revenue | gte | 2024 | target',
    'kết nạp thêm đảng viên = 5 đảng viên | party-members-admitted | 2024-H2 | target'],
  ['Năm 2025, phường đặt mục tiêu tổng giá trị sản xuất tăng 12%.',
    'tổng giá trị sản xuất = ? VND | gross-output | change 12 % | 2025 | target'],
  ['Đồng chí đề nghị phường kéo giảm 5% số vụ phạm pháp hình sự.',
    'số vụ phạm pháp hình sự = ? vụ | criminal-cases | change -5 % | 2024-H2 | target'],
  ['Phường nỗ lực phấn đấu, thu ngân sách đạt 82% chỉ tiêu năm 2024; kết nạp 5 đảng viên.',
    'thu ngân sách = ? VND | budget-revenue | 82 % of plan',
    'kết nạp đảng viên = 5 đảng viên | party-members-admitted'],
  ['Đảng ủy hoàn thiện 5 hồ sơ đề nghị kết nạp Đảng, kết nạp 3 đảng viên.',
    'hoàn thiện hồ sơ đề nghị kết nạp Đảng = 5 hồ sơ | party-admission-files',
    'kết nạp đảng viên = 3 đảng viên | party-members-admitted'],
  ['Đoàn đề nghị làm rõ 2 công trình chậm tiến độ.', 'làm rõ công trình chậm tiến độ = 2 công trình']
]))

t.test('parts of a report', async t => {
  const text = `Sáng 5/7, Đảng ủy phường Thử Nghiệm sơ kết công tác.
I. Kết quả 6 tháng đầu năm
1. Kinh tế: thu ngân sách 12,5 tỷ đồng, đạt 52% KH.
II. NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM
1. Kinh tế
- Giải quyết việc làm cho 120 lao động.
2. Xây dựng Đảng
- Kết nạp 05 đ/c.
Dịp này, Đảng ủy tặng giấy khen cho 5 tập thể.`
  t.strictSame(find(text).map(figure => line(figure, halfYear)), [
    'thu ngân sách = 12500000000 VND | budget-revenue | 52 % of plan',
    'Giải quyết việc làm lao động = 120 lao động | jobs-created | 2024-H2 | target',
    'Kết nạp đ/c = 5 đồng chí | party-members-admitted | 2024-H2 | target',
    'tặng giấy khen tập thể = 5 tập thể'
  ])
})

t.test('a meeting that reviews no period', async t => check(t, [
  ['Năm 2023, phường giải quyết 28/31 kiến nghị; cấp 76 giấy chứng nhận. ' +
    'Trong 9 tháng đầu năm 2024, cấp 50 giấy phép.',
  'giải quyết kiến nghị = 28/31 kiến nghị | voter-petitions | 2023',
  'cấp giấy chứng nhận = 76 giấy chứng nhận | land-certificates | 2023',
  'cấp giấy phép = 50 giấy phép | 2024-9M'],
  ['Đảng bộ có 20 chi bộ.', 'chi bộ = 20 chi bộ | party-cells | 2024']
], meetingOf(null, null, 'doi-thoai')))

t.test('no figures', async t => check(t, [
  ['Ngày 30/6, Chi bộ khu phố 5 họp tại hẻm 84.'],
  ['Nghị quyết số 21-NQ/TU ngày 31/12/2020 và Nghị quyết 68 được quán triệt.'],
  ['Phường xếp hạng 3/16 về cải cách hành chính, đứng thứ 4/37.'],
  ['Bà Lê Thị Thử, 71 tuổi, đảng viên 50 năm tuổi Đảng.'],
  ['Kỷ niệm 94 năm Ngày thành lập Đảng (3/2/1930 - 3/2/2024).'],
  ['Có 48/52 đảng viên dự họp.'],
  ['Hội nghị thông qua 3 nghị quyết, 12 kế hoạch.'],
  ['Tuyến đường dài 2,4 km.'],
  ['Toàn thành phố có 25 trường học.'],
  ['Phường Mẫu Khác kết nạp 30 đảng viên.'],
  ['Đường dây nóng trực 24/24 giờ, 24/7.'],
  ['Điện thoại: 0257 000 0000.'],
  ['(6) Tăng cường công tác dân vận.'],
  ['Các tổ dân phố có dưới 200 hộ được sáp nhập.'],
  ['Mỗi suất trị giá 500.000 đồng.'],
  ['Quy ước của 5 tuổi, trong 2 ngày, lúc 7 giờ 30.'],
  ['Nghị quyết Trung ương 8 khóa XII nhiệm kỳ 2020-2025.'],
  ['Đối tượng ưu tiên: hộ có nhà tốc mái từ 50% trở lên.'],
  [`${'1'.repeat(10_000)} hộ`]
]))

t.test('passages, doubles, flags and headlines', async t => {
  const text = 'Có 04 chi bộ hoàn thành xuất sắc nhiệm vụ. Đảng ủy khen 04 chi bộ hoàn thành xuất sắc nhiệm vụ.'
  const [cells, ...others] = find(text)
  t.equal(others.length, 0, 'one figure, told twice')
  t.strictSame(cells!.spans.map(({ start, end }) => text.slice(start, end)),
    ['04 chi bộ hoàn thành xuất sắc nhiệm vụ', 'khen 04 chi bộ hoàn thành xuất sắc nhiệm vụ'])
  t.strictSame(find('Thu ngân sách đạt 5 tỷ đồng, đạt 79%.')[0]!.flags, ['percent-base-unstated'])
  t.strictSame(find('Giải ngân 10/20 tỷ đồng, đạt 60%.')[0]!.flags, ['percent-mismatch'])
  const headline = 'Phường Thử Nghiệm thu ngân sách hơn 500 tỷ đồng\nSáng 5/7, phường họp.\n' +
    'Theo báo cáo, thu ngân sách trên địa bàn phường đạt 523 tỷ đồng; công tác an sinh được quan tâm, đời sống Nhân ' +
    'dân ổn định, quốc phòng, an ninh được giữ vững, không có điểm nóng trên địa bàn, các chi bộ sinh hoạt nền nếp.'
  t.strictSame(find(headline).map(({ value }) => value), [523_000_000_000])
  t.strictSame(findIndicators(readArticle(text), { ward: null, meeting: null, documents: [], officials: [] }), [])
})

t.test('what the meeting finder finds is used', async t => {
  const { indicators } = extract('Đảng ủy phường Thử Nghiệm sơ kết 6 tháng đầu năm\n\n' +
    'Sáng 5/7/2024, Đảng ủy phường Thử Nghiệm tổ chức hội nghị sơ kết công tác 6 tháng đầu năm, triển khai nhiệm vụ ' +
    '6 tháng cuối năm 2024.\nToàn phường kết nạp 12 đảng viên.\nSáu tháng cuối năm, phấn đấu kết nạp 9 đảng viên.')
  t.strictSame(indicators.map(({ value, period, kind }) => [value, period, kind]),
    [[12, '2024-H1', 'actual'], [9, '2024-H2', 'target']])
})

t.test('what a change compares with may stand between its verb and its percentage', async t => check(t, [
  ['Thu ngân sách được 12 tỷ đồng, cao hơn cùng kỳ năm ngoái 12,3%.',
    'Thu ngân sách = 12000000000 VND | budget-revenue | change 12.3 %'],
  ['Phạm pháp hình sự xảy ra 9 vụ, giảm so với cùng kỳ năm 2023 18%.',
    'Phạm pháp hình sự vụ = 9 vụ | criminal-cases | change -18 %'],
  ['Thu ngân sách vượt dự toán giao 5%.', 'Thu ngân sách = ? VND | budget-revenue | 105 % of plan'],
  ['Tỷ lệ hộ nghèo cùng kỳ 5%.', 'Tỷ lệ hộ nghèo cùng kỳ = 5 % | poor-share']
]))

t.test('what is told respectively', async t => check(t, [
  ['Có 95 doanh nghiệp và 402 hộ kinh doanh được cấp phép mới, lần lượt tăng 18,8% và giảm 6,1% so với cùng kỳ.',
    'doanh nghiệp được cấp phép mới = 95 doanh nghiệp | businesses | change 18.8 %',
    'hộ kinh doanh được cấp phép mới = 402 hộ kinh doanh | businesses | change -6.1 %'],
  ['Thu ngân sách 12 tỷ đồng, chi ngân sách 8 tỷ đồng, lần lượt đạt 102% và 98% kế hoạch.',
    'Thu ngân sách = 12000000000 VND | budget-revenue | 102 % of plan',
    'chi ngân sách = 8000000000 VND | budget-expenditure | 98 % of plan']
]))

t.test('of how many', async t => check(t, [
  ['Kết nạp được 13 đảng viên trên tổng số 15 đảng viên theo kế hoạch.',
    'Kết nạp đảng viên theo kế hoạch = 13/15 đảng viên | party-members-admitted'],
  ['Giải quyết việc làm mới: 405 lao động/KH 400 lao động (đạt 101,25%).',
    'Giải quyết việc làm mới lao động = 405/400 lao động | jobs-created | 101.25 % of plan'],
  ['Số trường đạt chuẩn quốc gia: 04/04.', 'trường đạt chuẩn quốc gia = 4/4 -'],
  ['Họp ngày: 04/04.']
]))

t.test('numbers of names, and clauses that start with what they count', async t => check(t, [
  ['Tổ dân phố Hoa Sen 2 phản ánh 3 đoạn mương bị bồi lấp.',
    'Hoa Sen 2 phản ánh đoạn mương bị bồi lấp = 3 -'],
  ['Tỷ lệ tiêm vắc xin phòng Covid-19 đạt 87%.',
    'Tỷ lệ tiêm vắc xin phòng Covid-19 = 87 % | vaccination-share'],
  ['Phường tiếp nhận 1.508 hồ sơ; hồ sơ trễ hạn là 11.',
    'tiếp nhận hồ sơ = 1508 hồ sơ | administrative-files', 'hồ sơ trễ hạn = 11 -'],
  ['Phường thu ngân sách 3 tỷ đồng; phấn đấu giảm 12 hộ nghèo.',
    'thu ngân sách = 3000000000 VND | budget-revenue',
    'hộ nghèo = 12 hộ nghèo | poor-households | 2024-H2 | target']
]))

t.test('months of the year to date', async t => {
  const visit = { ...meetingOf(null, null, 'gap-mat'), heldOn: '2024-11-15' }
  check(t, [
    ['Thu ngân sách 10 tháng đạt 5 tỷ đồng.', 'Thu ngân sách 10 tháng = 5000000000 VND | budget-revenue | 2024-10M'],
    ['10 tháng qua, phường kết nạp 13 đảng viên.',
      'kết nạp đảng viên = 13 đảng viên | party-members-admitted | 2024-10M'],
    // So many months are no part of the year.
    ['Qua 4 tháng, mô hình có 13 hộ tham gia.', 'mô hình hộ tham gia = 13 hộ | 2024']
  ], visit)
})

t.test('a plan, and what was reached of it', async t => check(t, [
  ['Thu ngân sách: Kế hoạch 28,5 tỷ đồng; thực hiện 24,1 tỷ đồng; đạt 84,6%.',
    'Thu ngân sách = 24100000000/28500000000 VND | budget-revenue | 84.6 % of plan'],
  ['Bao phủ BHYT: chỉ tiêu 96%, thực hiện 95,4%.', 'Bao phủ BHYT = 95.4/96 % | health-insurance-share'],
  ['Xây dựng kế hoạch 2 tỷ đồng, giải ngân 1 tỷ đồng.', 'Xây dựng kế hoạch = 2000000000 VND',
    'giải ngân = 1000000000 VND | investment'],
  ['Thu thuế đạt 7 tỷ 850 triệu đồng, tỉ lệ 31,4%.', 'Thu thuế = 7850000000 VND | 31.4 % of plan'],
  ['Hộ nghèo còn 27 hộ (0,4%).', 'Hộ nghèo hộ = 27 hộ | poor-households', 'Hộ nghèo hộ = 0.4 % | poor-share']
]))

t.test('years on both sides of a change, and of the same thing twice', async t => check(t, [
  ['Giá trị sản xuất tăng từ 7.120 tỷ đồng năm 2023 lên 7.968 tỷ đồng.',
    'Giá trị sản xuất = 7120000000000 VND | gross-output | 2023', 'Giá trị sản xuất = 7968000000000 VND |' +
      ' gross-output'],
  ['Thu quỹ năm 2023 đạt 96% kế hoạch; quý I năm 2024 đạt 41%.',
    'Thu quỹ năm 2023 = ? VND | 96 % of plan | 2023', 'Thu quỹ năm 2023 = ? VND | 41 % of plan | 2024-Q1']
]))

t.test('plans beside what was done, and yearly means', async t => check(t, [
  ['Vốn đã thanh toán 38,4 tỷ đồng trên kế hoạch 52 tỷ đồng.', 'thanh toán = 38400000000/52000000000 VND'],
  ['Chi ngân sách: 11.920/12.000 triệu đồng = 99,3%.',
    'Chi ngân sách = 11920000000/12000000000 VND | budget-expenditure | 99.3 % of plan'],
  ['Phường phát triển 914 đảng viên, bình quân mỗi năm 183 đảng viên.',
    'phát triển đảng viên = 914 đảng viên | party-members-admitted',
    'phát triển đảng viên = 183 đảng viên | party-members-admitted'],
  ['Bản tin phát mỗi ngày 2 buổi.'],
  ['Đồng chí Bí thư chủ trì; cùng dự có 22 bí thư chi bộ.']
]))

t.test('the name after an office is no other ward', async t => {
  const lead = 'Sáng 5/7/2024, Đảng ủy phường Hoa Sen sơ kết 6 tháng đầu năm 2024. '
  const figures = (text: string) => extract(lead + text).indicators.map(({ value }) => value)
  t.same(figures('Bí thư Đảng ủy phường Tô Thị Thử yêu cầu tuyển 12 công chức.'), [12])
  t.same(figures('Phường Cây Đa tuyển 12 công chức.'), [])
})

t.test('wholes apart from their parts, bounds of plans, what a share is of', async t => check(t, [
  ['Phường giải ngân 18,6 tỷ đồng vốn đầu tư công trong tổng số 29 tỷ đồng.',
    'giải ngân = 18600000000/29000000000 VND | investment'],
  ['Giải ngân 18,6 tỷ đồng; thu phí trong tổng số 29 tỷ đồng.', 'Giải ngân = 18600000000 VND | investment',
    'thu phí trong = 29000000000 VND'],
  ['Kết nạp: 02 đảng viên/KH 01.', 'Kết nạp đảng viên = 2/1 đảng viên | party-members-admitted'],
  ['Phấn đấu kết nạp từ 10 đảng viên mới.',
    'kết nạp đảng viên mới = 10 đảng viên | party-members-admitted | gte | 2024-H2 | target'],
  ['Phường kết nạp từ 10 đảng viên mới.', 'kết nạp đảng viên mới = 10 đảng viên | party-members-admitted'],
  ['Có 3.015/3.120 hộ đạt danh hiệu gia đình văn hóa, chiếm 96,6%.',
    'hộ đạt danh hiệu gia đình văn hóa = 3015/3120 hộ | 96.6 % of plan'],
  ['Thu ngân sách đạt 100% dự toán, tương ứng 63 tỷ đồng.',
    'Thu ngân sách = 63000000000 VND | budget-revenue | 100 % of plan'],
  ['Tại phường 41.200 lượt khách lưu trú.', 'lượt khách lưu trú = 41200 lượt khách'],
  ['Người trong độ tuổi từ 40 trở lên đều dự.']
]))

t.test('parts in brackets count what stands before; a share with = is none of a plan', async t => check(t, [
  ['Chi bộ có 57 đảng viên (nữ 21, miễn sinh hoạt 9).', 'đảng viên = 57 đảng viên | party-members',
    'nữ = 21 đảng viên', 'miễn sinh hoạt = 9 đảng viên'],
  ['Hoàn thành xuất sắc nhiệm vụ: 9 đồng chí = 18,8%.',
    'Hoàn thành xuất sắc nhiệm vụ đồng chí = 9 đồng chí | party-members-graded-excellent',
    'Hoàn thành xuất sắc nhiệm vụ đồng chí = 18.8 %'],
  ['Phường có 57 tổ (2023).', 'tổ = 57 tổ']
]))

t.test('a line that heads a list of aims, and parts within parts', async t => {
  const kinds = (text: string) => find(text, meetingOf('2024', '2025'))
    .map(({ value, kind, period }) => `${value} ${kind} ${period}`)
  const list = 'Năm 2025, phường phấn đấu:\n- Kết nạp 15 đảng viên;\n- Thu 63 tỷ đồng.\n\n'
  t.same(kinds(`${list}Năm qua, phường thu 61 tỷ đồng.`),
    ['15 target 2025', '63000000000 target 2025', '61000000000 actual 2024'])
  const part = 'B. MỤC TIÊU NĂM 2025\n1. Chỉ tiêu kinh tế\n- Thu 63 tỷ đồng.\n'
  t.same(kinds(`${part}2. Nhiệm vụ, giải pháp\n- Trồng 300 cây.`),
    ['63000000000 target 2025', '300 target 2025'])
})

t.test('what must be reached, and by when', async t => check(t, [
  ['Nửa năm còn lại phải thu hơn 23 tỷ đồng.',
    'Nửa năm còn lại phải thu = 23000000000 VND | gt | 2024-H2 | target'],
  ['Kết nạp 13 đảng viên trong tổng số 26 đảng viên phải kết nạp; có 5 chi bộ sinh hoạt tốt.',
    'Kết nạp đảng viên phải kết nạp = 13/26 đảng viên | party-members-admitted', 'chi bộ sinh hoạt tốt = 5 chi bộ'],
  ['Hạn cuối là 31/7.']
]))
