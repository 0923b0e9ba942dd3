/**
 * What a meeting is for, from the words of its title and of the sentence that reports it. The first-named purpose
 * counts where there are two. Words that only sometimes name a purpose (`kiểm tra`, `làm việc`) count in phrases that
 * do.
 */
import { Phrases, phrases } from '../phrases.js'

/** Types of which wordings are known here; codes of src/domain/meetings.ts. */
const WORDINGS: ReadonlyArray<readonly [code: string, ...wordings: readonly string[]]> = [
  ['so-ket', 'sơ kết', 'sơ, tổng kết', 'kiểm điểm giữa nhiệm kỳ', 'kiểm điểm giữa năm',
    'đánh giá giữa năm', 'hội nghị giữa năm'],
  ['tong-ket', 'tổng kết'],
  ['lam-viec', 'làm việc với', 'buổi làm việc', 'làm việc tại', 'làm việc cùng', 'kiểm tra, làm việc',
    'cuộc làm việc'],
  [
    'ban-chap-hanh', 'hội nghị ban chấp hành', 'hội nghị bch', 'họp ban chấp hành', 'kỳ họp ban chấp hành',
    'hội nghị đảng ủy', 'hội nghị lần thứ', 'hội nghị thường kỳ', 'hội nghị bất thường', 'họp bch', 'hội nghị cấp ủy',
    'phiên họp ban chấp hành', 'họp đảng ủy', 'hội nghị thường lệ', 'hội nghị định kỳ'
  ],
  [
    'ban-thuong-vu', 'hội nghị ban thường vụ', 'họp ban thường vụ', 'họp btv', 'hội nghị btv',
    'phiên họp ban thường vụ', 'họp thường vụ'
  ],
  ['giao-ban', 'giao ban', 'trực báo'],
  [
    'sinh-hoat-chi-bo', 'sinh hoạt chi bộ', 'sinh hoạt thường kỳ', 'sinh hoạt định kỳ', 'sinh hoạt chuyên đề',
    'họp chi bộ', 'họp thường kỳ', 'sinh hoạt tháng', 'sinh hoạt đảng', 'buổi sinh hoạt', 'họp định kỳ'
  ],
  ['dai-hoi', 'đại hội đại biểu', 'đại hội đảng bộ', 'đại hội chi bộ', 'đại hội đảng viên', 'đại hội toàn thể',
    'tổ chức đại hội', 'đại hội lần thứ', 'phiên trù bị', 'phiên chính thức', 'khai mạc đại hội', 'bế mạc đại hội',
    'đại hội'],
  [
    'quan-triet', 'quán triệt', 'học tập', 'triển khai nghị quyết', 'triển khai các nghị quyết', 'triển khai chỉ thị',
    'triển khai kết luận', 'triển khai thực hiện nghị quyết', 'triển khai thực hiện chỉ thị', 'thông báo nhanh',
    'triển khai các văn bản', 'phổ biến nghị quyết', 'nghiên cứu, học tập', 'tuyên truyền nghị quyết',
    'triển khai kế hoạch học tập', 'thông báo kết quả hội nghị', 'truyền đạt nghị quyết'
  ],
  ['doi-thoai', 'đối thoại', 'tiếp xúc, đối thoại'],
  [
    'trao-huy-hieu', 'trao huy hiệu', 'trao tặng huy hiệu', 'trao tặng, truy tặng huy hiệu', 'lễ trao huy hiệu',
    'trao, truy tặng huy hiệu', 'tặng huy hiệu', 'nhận huy hiệu', 'vinh danh đảng viên'
  ],
  [
    'kiem-tra-giam-sat', 'đoàn kiểm tra', 'đoàn giám sát', 'kiểm tra đối với', 'giám sát đối với', 'giám sát chuyên đề',
    'kiểm tra việc', 'giám sát việc', 'kiểm tra ban thường vụ', 'giám sát ban thường vụ', 'kiểm tra đảng ủy',
    'giám sát đảng ủy', 'công bố quyết định kiểm tra', 'công bố quyết định giám sát', 'công bố kế hoạch kiểm tra',
    'công bố kế hoạch giám sát', 'kiểm tra, giám sát đối với', 'kiểm tra tổ chức đảng', 'giám sát tổ chức đảng',
    'thông qua dự thảo báo cáo kết quả kiểm tra', 'thông qua dự thảo báo cáo kết quả giám sát', 'kiểm tra chi bộ',
    'kiểm tra khi có dấu hiệu vi phạm', 'kết luận kiểm tra', 'kết luận giám sát', 'kiểm tra đảng bộ', 'giám sát chi bộ',
    'giám sát đảng bộ', 'kiểm tra công tác'
  ],
  ['gap-mat', 'gặp mặt', 'họp mặt', 'lễ kỷ niệm', 'tổ chức kỷ niệm', 'gặp gỡ', 'tọa đàm kỷ niệm'],
  ['hdnd', 'kỳ họp', 'họp hđnd', 'kỳ họp hđnd', 'kỳ họp thứ', 'phiên họp hđnd'],
  // What follows has no code of its own in the vocabulary of extraction.
  [
    'khac', 'tiếp xúc cử tri', 'tọa đàm', 'hội thảo', 'tập huấn', 'công bố quyết định', 'trao quyết định',
    'lễ kết nạp', 'kết nạp đảng viên', 'hội nghị nhân dân', 'hội nghị chuyên đề', 'bồi dưỡng nghiệp vụ',
    'đánh giá, xếp loại', 'kiểm điểm', 'ký kết giao ước', 'phát động', 'khen thưởng', 'hội thi', 'ngày hội'
  ]
]

/** Wordings of the types of meetings. */
export const meetingTypes = new Phrases(
  WORDINGS.flatMap(([code, ...wordings]) => wordings.map(wording => [wording, code] as const)))

/** Wordings that contain one of the others and name no purpose. */
export const noPurpose = phrases(
  'phương thức làm việc', 'nghị quyết đại hội', 'nghị quyết đại hội đại biểu', 'văn kiện đại hội',
  'trước đại hội', 'sau đại hội', 'chào mừng đại hội', 'hướng tới đại hội', 'chuẩn bị đại hội',
  'chuẩn bị cho đại hội', 'ủy ban kiểm tra', 'công tác kiểm tra', 'học tập và làm theo', 'đẩy mạnh học tập',
  'việc học tập', 'tổng kết, trao giải', 'nhiệm kỳ đại hội', 'thực hiện nghị quyết đại hội',
  'hội đồng nhân dân', 'tinh thần đại hội', 'tiến tới đại hội', 'phục vụ đại hội', 'trung tâm học tập',
  'quỹ khuyến học', 'ban tổ chức đại hội', 'tiểu ban', 'cuộc đối thoại trên',
  'kiểm điểm kết quả', 'kiểm điểm tình hình', 'kiểm điểm việc thực hiện', 'kiểm điểm công tác'
)
