/** The ward and the meeting of a text: sentences of many newsrooms, and what must not be read from them. */
import t from 'tap'
import { extract } from '../../src/extraction/extract.js'

const PARTY = 'Đồng chí Bí thư Đảng ủy phường chủ trì hội nghị. '
const ward = (text: string) => {
  const { ward } = extract(text)
  return ward && [ward.kind, ward.name, ...ward.within.map(({ kind, name }) => `${kind} ${name}`)]
}

t.test('the ward that acts, with the units that it is said to lie in', async t => {
  const cases: Array<[string, string[] | null]> = [
    ['Sáng 3/4, Đảng ủy phường Hoa Sen tổ chức hội nghị.', ['phường', 'Hoa Sen']],
    ['Sáng 3/4, Đảng ủy phường Hoa Sen (TP. Thử Nghiệm) họp.', ['phường', 'Hoa Sen', 'thành phố Thử Nghiệm']],
    ['Chiều 3-4, Đảng ủy P.12, Q.Thử, TP.HCM họp.', ['phường', 'Phường 12', 'quận Thử', 'thành phố Hồ Chí Minh']],
    ['Đảng ủy Phường 03 tổng kết năm 2023', ['phường', 'Phường 3']],
    ['HỘI NGHỊ CỦA ĐẢNG ỦY PHƯỜNG HOA SEN HỌP BÀN', ['phường', 'Hoa Sen']],
    ['Đảng bộ thị trấn Hoa Sen tổ chức đại hội.', ['thị trấn', 'Hoa Sen']],
    ['Đảng ủy xã Hoa Sen, huyện Thử tổ chức hội nghị.', ['xã', 'Hoa Sen', 'huyện Thử']],
    // A person's name may follow at once; elsewhere the ward's name stands alone.
    [
      'Đảng ủy phường Hoa Sen họp. Bí thư Đảng ủy phường Hoa Sen Nguyễn Văn Thử chủ trì.',
      ['phường', 'Hoa Sen']
    ],
    ['Đại hội Đảng bộ phường Hoa Sen - Cây Đa. Phường Hoa Sen - Cây Đa mới lập.', ['phường', 'Hoa Sen - Cây Đa']],
    ['Đảng ủy phường Cầu Ông họp. Ông Nguyễn Văn Thử chủ trì.', ['phường', 'Cầu Ông']],
    ['Đảng ủy phường Hoa Sen Ông Nguyễn Văn Thử chủ trì.', ['phường', 'Hoa Sen']],
    // Named in passing: its bodies are the only ones that the text speaks of, and the title has its name.
    [
      'Hoa Sen làm việc khó\n\nÔng Nguyễn Văn Thử đến với phường Hoa Sen. Đảng ủy phường rất vui.',
      ['phường', 'Hoa Sen']
    ],
    ['Ông Nguyễn Văn Thử đến với phường Hoa Sen. Ai cũng rất vui.', null],
    ['Thị ủy và thị xã Hoa Sen tổ chức hội nghị.', null],
    ['Tuyến đường đi qua các phường Hoa Sen, Cây Đa và Giếng Nước đang được mở rộng.', null],
    ['Các tầng lớp xã hội tổ chức kỷ niệm.', null],
    ['', null]
  ]
  for (const [text, expected] of cases) t.same(ward(text), expected, text)
})

/** What is said of the meeting: day, last day, session, type, reviewed, planned. */
const meeting = (text: string) => {
  const { meeting } = extract(text)
  return meeting && [meeting.heldOn, meeting.endsOn, meeting.session, meeting.type, meeting.reviews, meeting.plans]
}

t.test('day, session, purpose and periods', async t => {
  const cases: Array<[string, unknown[]]> = [
    ['Sáng 12/7, Đảng ủy phường Hoa Sen sơ kết 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2023.',
      ['2023-07-12', null, 'morning', 'so-ket', '2023-H1', '2023-H2']],
    ['Chiều ngày 05-01-2024, Đảng bộ phường Hoa Sen tổng kết công tác năm 2023, bàn phương hướng năm 2024.',
      ['2024-01-05', null, 'afternoon', 'tong-ket', '2023', '2024']],
    // The day alone: the review of a year is held at its end or soon after.
    ['Sáng 05/01, Đảng bộ phường Hoa Sen tổng kết công tác năm 2023.',
      ['2024-01-05', null, 'morning', 'tong-ket', '2023', null]],
    ['Sáng 28.12, Đảng bộ phường Hoa Sen tổng kết công tác năm 2023, triển khai nhiệm vụ năm 2024.',
      ['2023-12-28', null, 'morning', 'tong-ket', '2023', '2024']],
    ['Ngày 4 tháng 4 năm 2024, Ban Thường vụ Thành ủy làm việc với Đảng ủy phường Hoa Sen về kết quả thực hiện ' +
      'nhiệm vụ quý I và nhiệm vụ trọng tâm quý II/2024.',
    ['2024-04-04', null, null, 'lam-viec', '2024-Q1', '2024-Q2']],
    ['Trong 2 ngày 30 và 31/7/2025, Đảng bộ phường Hoa Sen tổ chức Đại hội đại biểu lần thứ I, nhiệm kỳ 2025 ' +
      '- 2030. Nhiệm kỳ 2020 - 2025, phường phát triển khá.',
    ['2025-07-30', '2025-07-31', null, 'dai-hoi', '2020/2025', '2025/2030']],
    ['Trong hai ngày 30/6 và 01/7/2025, Đảng bộ phường Hoa Sen tổ chức Đại hội đại biểu, nhiệm kỳ 2025-2030.',
      ['2025-06-30', '2025-07-01', null, 'dai-hoi', null, '2025/2030']],
    ['Tối 03/10/2024, Chi bộ khu phố 5, phường Hoa Sen sinh hoạt thường kỳ, đánh giá kết quả tháng 9, bàn nhiệm vụ ' +
      'tháng 10.', ['2024-10-03', null, 'evening', 'sinh-hoat-chi-bo', '2024-09', '2024-10']],
    ['Vào hồi 14 giờ 30, ngày 08/5/2024, Ban Thường vụ Đảng ủy phường Hoa Sen họp phiên tháng 5.',
      ['2024-05-08', null, 'afternoon', 'ban-thuong-vu', null, null]],
    // Whoever meets in December plans the January that follows.
    ['Chiều 29/12/2023, Chi bộ 2, phường Hoa Sen họp chi bộ, đánh giá công tác tháng 12, bàn nhiệm vụ tháng 1.',
      ['2023-12-29', null, 'afternoon', 'sinh-hoat-chi-bo', '2023-12', '2024-01']],
    ['Đảng ủy phường Hoa Sen vừa tổ chức hội nghị sơ kết 9 tháng đầu năm, nhiệm vụ 3 tháng cuối năm 2025.',
      [null, null, null, 'so-ket', '2025-9M', '2025-Q4']],
    // A document's day is not the meeting's.
    ['Thực hiện Kế hoạch số 12-KH/TU, ngày 05/3/2024, sáng ngày 09/4/2024, Đoàn kiểm tra của Thành ủy làm việc với ' +
      'Đảng ủy phường Hoa Sen.', ['2024-04-09', null, 'morning', 'kiem-tra-giam-sat', null, null]],
    ['Sáng thứ Bảy, ngày 12/7/2025, Đảng ủy phường Hoa Sen họp giao ban.',
      ['2025-07-12', null, 'morning', 'giao-ban', null, null]],
    ['Chiều qua (12/7/2025), Đảng ủy phường Hoa Sen họp giao ban.',
      ['2025-07-12', null, 'afternoon', 'giao-ban', null, null]],
    ['Trong các ngày 12 và 13 tháng 7 năm 2025, Đảng bộ xã Hoa Sen tổ chức Đại hội đại biểu.',
      ['2025-07-12', '2025-07-13', null, 'dai-hoi', null, null]],
    ['Sáng nay (15/11/2023), Đảng ủy phường Hoa Sen tổ chức học tập, quán triệt nghị quyết năm 2023.',
      ['2023-11-15', null, 'morning', 'quan-triet', null, null]],
    // Days of history are none of the meeting.
    ['Nhân kỷ niệm 133 năm Ngày sinh Bác Hồ (19/5/1890 - 19/5/2023), ngày 17-5, Đảng ủy phường Hoa Sen tổ chức lễ ' +
      'trao Huy hiệu Đảng đợt 19-5 năm 2023.', ['2023-05-17', null, null, 'trao-huy-hieu', null, null]],
    // What was reported says of when it is, where the announcement does not.
    ['Tại cuộc làm việc sáng 15/11/2024, Bí thư Đảng ủy phường Hoa Sen nói. Qua 10 tháng, thu 5 tỷ đồng.',
      ['2024-11-15', null, 'morning', 'lam-viec', '2024-10M', null]],
    ['Chiều 31/8/2023, Ban Chấp hành Đảng bộ phường Hoa Sen họp. Đánh giá kết quả tháng 8, các ý kiến thống' +
      ' nhất cao. ' +
      'Nhiệm vụ tháng 9 là thu ngân sách.', ['2023-08-31', null, 'afternoon', 'ban-chap-hanh', '2023-08', '2023-09']],
    ['Sáng 15/11/2024, Thành ủy làm việc với Đảng ủy phường Hoa Sen. Trong 3 tháng, phường phải làm xong.',
      ['2024-11-15', null, 'morning', 'lam-viec', null, null]],
    ['Ngày 30-5-2025, UBND phường Hoa Sen họp thường kỳ, đánh giá tình hình tháng 5, triển khai nhiệm vụ tháng 6-2025.',
      ['2025-05-30', null, null, 'khac', '2025-05', '2025-06']],
    ['Chiều 28/11/2025, Đảng ủy phường Hoa Sen họp kiểm điểm kết quả 11 tháng năm 2025, bàn nhiệm vụ tháng cuối năm.',
      ['2025-11-28', null, 'afternoon', 'ban-chap-hanh', '2025-11M', '2025-12']],
    // A conference without a name, by what it reviews.
    ['Ngày 09/10/2023, Đảng ủy phường Hoa Sen tổ chức Hội nghị đánh giá kết quả 9 tháng, nhiệm vụ 3 tháng cuối năm.',
      ['2023-10-09', null, null, 'so-ket', '2023-9M', '2023-Q4']],
    ['Ngày 09/10/2023, Đảng ủy phường Hoa Sen tổ chức Hội nghị công tác cán bộ.',
      ['2023-10-09', null, null, 'khac', null, null]],
    // A year is closed at its end; what is older is something else.
    ['Sáng 28-12-2022, tại hội nghị tổng kết, Đảng ủy phường Hoa Sen báo cáo. Năm 2022 thu khá. Sang năm' +
      ' 2023 thu 5 tỷ.',
    ['2022-12-28', null, 'morning', 'tong-ket', '2022', '2023']],
    ['Sáng 28-12-2022, Đảng ủy phường Hoa Sen tổng kết 10 năm thực hiện Nghị quyết. Năm 2022 thu khá.',
      ['2022-12-28', null, 'morning', 'tong-ket', null, null]],
    // Six months reviewed in January are the last ones.
    ['Sáng 6/1, Đảng ủy phường Hoa Sen sơ kết 6 tháng vận hành. Từ ngày 01/7/2025 đến 31/12/2025, phường làm tốt.',
      ['2026-01-06', null, 'morning', 'so-ket', '2025-H2', null]]
  ]
  for (const [text, expected] of cases) t.same(meeting(text), expected, text)
})

t.test('the year that a day leaves out follows the posting, and says so', async t => {
  const { meeting } = extract('Phường Hoa Sen đối thoại với nhân dân\nĐăng ngày 24/10/2024\n' +
    'Sáng ngày 22/10, Đảng ủy phường Hoa Sen tổ chức hội nghị đối thoại.')
  t.equal(meeting?.heldOn, '2024-10-22')
  t.same(meeting?.inferred, [
    { property: 'heldOn', reason: 'Năm 2024 theo ngày đăng bài; bài chỉ ghi ngày 22/10' }
  ])
  t.equal(extract('Đảng ủy phường Hoa Sen\nĐăng ngày 03/01/2025\nSáng 30/12, Đảng ủy phường Hoa Sen họp giao ban.')
    .meeting?.heldOn, '2024-12-30', 'what is posted in January was held in December before')
  const bare = 'Sáng ngày 22/10, Đảng ủy phường Hoa Sen tổ chức hội nghị đối thoại.'
  t.equal(extract(bare).meeting?.heldOn, null)
  t.equal(extract(bare, { publishedOn: '2024-10-24' }).meeting?.heldOn, '2024-10-22', 'as it is known from elsewhere')
})

t.test('what is no meeting of a ward’s Party or council', async t => {
  const cases = [
    'Sáng 12/7/2023, phường Hoa Sen tổ chức giải bóng đá thiếu niên hè.',
    'UBND phường Hoa Sen thông báo lịch cấp phát hàng cứu trợ từ ngày 11/11/2025.',
    'Tuyến đường qua phường Hoa Sen sẽ thông xe ngày 02/9/2024.',
    'Sáng 12/7/2023, Tỉnh ủy tổ chức hội nghị sơ kết 6 tháng đầu năm 2023.',
    'Đảng ủy phường Hoa Sen\nHoa Sen, ngày 20 tháng 12 năm 2019\nBÁO CÁO\nTổng kết công tác năm 2019\nNăm 2019 tốt.',
    'Công ty Thử Nghiệm tại phường Hoa Sen họp đại cổ đông ngày 12/4/2024.'
  ]
  for (const text of cases) t.equal(meeting(text), null, text)
})

t.test('spans are passages of the text as it was given', async t => {
  const text = 'Sáng 12/7/2023, Đảng ủy phường Hoa Sen tổ chức hội nghị sơ kết. ' + PARTY
  for (const form of [text, text.normalize('NFD'), `\uFEFF${text}`, `Tiêu đề của bài viết thử nghiệm\r\n\r\n${text}`]) {
    const { ward, meeting } = extract(form)
    const passages = [ward!.span, ...meeting!.spans].map(({ start, end }) => form.slice(start, end).normalize('NFC'))
    t.same(passages, ['phường Hoa Sen', 'Sáng 12/7/2023', 'sơ kết'])
  }
})

t.test('a conference that is told by who chairs it, and what it plans for', async t => {
  t.same(meeting('Phường Hoa Sen giao việc\n\nHơn 100 cán bộ phường Hoa Sen, TP HCM hôm 8-1 đã ngồi lại. Chủ trì hội ' +
    'nghị triển khai nhiệm vụ năm 2025 của Đảng ủy phường Hoa Sen có bà Nguyễn Thị Thử, Bí thư Đảng ủy.'),
  ['2025-01-08', null, null, 'khac', null, '2025'])
  t.same(meeting('Phường Hoa Sen vui hội\n\nHôm 8-1, hội nghị của Đảng ủy phường Hoa Sen được nhắc đến.'), null)
})

t.test('what a heading plans for, where the meeting only told what it looked back on', async t => {
  const lead = 'Ngày 18/12/2023, Ban Chấp hành Đảng bộ phường Hoa Sen họp, đánh giá kết quả năm 2023.\n'
  t.same(meeting(`${lead}\nB. MỤC TIÊU, NHIỆM VỤ NĂM 2024\n1. Thu ngân sách đạt 12 tỷ đồng.`)?.[5], '2024')
  t.same(meeting(`${lead}\nB. NHIỆM VỤ NĂM 2022\n1. Thu ngân sách đạt 12 tỷ đồng.`)?.[5], null)
})

t.test('the day that minutes and bulletins tell', async t => {
  const minutes = (time: string) => `BIÊN BẢN\nHội nghị Ban Thường vụ Đảng ủy phường Hoa Sen\n\n${time}\n` +
    'Đồng chí Nguyễn Văn Thử - Bí thư Đảng ủy chủ trì.\n'
  t.same(meeting(minutes('- Thời gian: bắt đầu lúc 19 giờ 30 phút, ngày 04 tháng 6 năm 2024'))?.slice(0, 3),
    ['2024-06-04', null, 'evening'])
  t.same(meeting(minutes('Thời gian: ngày 05/3/2024'))?.[0], '2024-03-05')
  const radio = (day: string) => 'ĐÀI PHƯỜNG HOA SEN\nBản tin ngày 01/3/2024\n\n' +
    `Thưa bà con! ${day}, Đảng ủy phường Hoa Sen đã tổ chức hội nghị sơ kết quý I.\n`
  t.same(meeting(radio('Chiều hôm qua'))?.slice(0, 3), ['2024-02-29', null, 'afternoon'])
  t.same(meeting(radio('Sáng nay'))?.slice(0, 3), ['2024-03-01', null, 'morning'])
  t.same(meeting(radio('Vừa rồi'))?.[0], null)
})

t.test('what the headings of minutes and notices look back on and plan', async t => {
  const lead = 'Ngày 08/8/2022, Ban Chấp hành Đảng bộ phường Hoa Sen tổ chức hội nghị thường kỳ.\n\n'
  t.same(meeting(`${lead}1. Về kết quả tháng 7\nThu 2 tỷ đồng.\n2. Về nhiệm vụ tháng 8\nThu 3 tỷ đồng.`)?.slice(4),
    ['2022-07', '2022-08'])
  t.same(meeting(`${lead}1. Về nhiệm vụ tháng 7\nThu 2 tỷ đồng.`)?.slice(4), [null, null])
})

t.test('a report is no meeting; its figures are of the periods above it', async t => {
  const report = (title: string) => extract('ĐẢNG ỦY PHƯỜNG HOA SEN\nSố: 45-BC/ĐU\n\nBÁO CÁO\n' + title +
    '\n\nPhần I\nTÌNH HÌNH VÀ KẾT QUẢ\n1. Thu ngân sách 10 tỷ đồng.\n' +
    'Phần II\nNHIỆM VỤ\n1. Thu ngân sách đạt 2 tỷ đồng.\n')
  const of = (title: string) => report(title).indicators.map(({ period, kind }) => [period, kind])
  t.equal(report('kết quả công tác năm 2023').meeting, null)
  t.same(of('KẾT QUẢ CÔNG TÁC 9 THÁNG ĐẦU NĂM, NHIỆM VỤ\n3 THÁNG CUỐI NĂM 2023'),
    [['2023-9M', 'actual'], ['2023-Q4', 'target']])
  t.same(of('về việc trồng cây'), [[null, 'actual'], [null, 'target']])
})

t.test('two periods looked back on, and a council that sets the next year', async t => {
  t.same(meeting('Chiều 03/10/2024, Đảng ủy phường Hoa Sen họp giao ban, đánh giá kết quả tháng 9, quý III và ' +
    'triển khai nhiệm vụ tháng 10.')?.slice(4), ['2024-09', '2024-10'])
  const midYear = 'Hội nghị kiểm điểm giữa năm của Đảng ủy phường Hoa Sen diễn ra sáng 11/7/2023. ' +
    'Sáu tháng đầu năm toàn Đảng bộ có 6 đảng viên mới.'
  t.same(meeting(midYear)?.slice(3), ['so-ket', '2023-H1', null])
  t.same(meeting(`${midYear} Từ nay đến cuối năm phải thu 23 tỷ đồng.`)?.slice(3), ['so-ket', '2023-H1', '2023-H2'])
  const council = (year: number) => 'Ngày 22/12/2023, HĐND xã Hoa Sen khai mạc Kỳ họp thứ 11.\n\n' +
    `Kỳ họp thông qua nghị quyết về dự toán ngân sách năm ${year}.`
  t.same(meeting(council(2024))?.slice(4), ['2023', '2024'])
  t.same(meeting(council(2019))?.slice(4), [null, null])
})
