/**
 * The words for meetings: what kind one is, at what time of day it was held, and in what capacity a person
 * took part. A meeting with a second purpose keeps its first-named type; the others are told beside it.
 */
import type { Term } from './vocabulary.js'

export interface MeetingType extends Term {
  /** Wordings in reports and titles, besides the name. */
  readonly variants: readonly string[]
}

const types: ReadonlyArray<readonly [label: Term, variants: readonly string[]]> = [
  [{ code: 'so-ket', name: 'Hội nghị sơ kết', nameEn: 'interim review conference' },
    ['sơ kết đánh giá', 'sơ kết công tác Đảng', 'sơ kết 6 tháng', 'sơ kết quý']],
  [{ code: 'tong-ket', name: 'Hội nghị tổng kết', nameEn: 'year-end review conference' },
    ['tổng kết công tác Đảng năm', 'tổng kết năm']],
  [{ code: 'lam-viec', name: 'Buổi làm việc', nameEn: 'working session' },
    ['làm việc với', 'làm việc với tập thể Đảng ủy', 'làm việc với chi bộ']],
  [{ code: 'ban-chap-hanh', name: 'Hội nghị Ban Chấp hành Đảng bộ', nameEn: 'Party committee plenum' }, [
    'hội nghị BCH Đảng bộ', 'hội nghị lần thứ', 'hội nghị BCH mở rộng', 'hội nghị Đảng ủy tháng',
    'hội nghị bất thường', 'hội nghị đột xuất', 'hội nghị chuyên đề'
  ]],
  [{ code: 'ban-thuong-vu', name: 'Hội nghị Ban Thường vụ', nameEn: 'standing committee meeting' },
    ['họp Ban Thường vụ', 'họp BTV Đảng ủy']],
  [{ code: 'giao-ban', name: 'Giao ban', nameEn: 'briefing' },
    ['họp giao ban', 'giao ban Thường vụ', 'hội nghị trực báo', 'giao ban bí thư chi bộ']],
  [{ code: 'sinh-hoat-chi-bo', name: 'Sinh hoạt chi bộ', nameEn: 'Party-cell meeting' },
    ['họp chi bộ', 'sinh hoạt định kỳ', 'sinh hoạt thường kỳ', 'sinh hoạt chuyên đề']],
  [{ code: 'dai-hoi', name: 'Đại hội Đảng bộ', nameEn: 'Party congress' }, [
    'đại hội đại biểu', 'đại hội toàn thể', 'đại hội đại biểu Đảng bộ phường lần thứ', 'đại hội điểm',
    'phiên trù bị', 'phiên chính thức'
  ]],
  [{ code: 'quan-triet', name: 'Hội nghị học tập, quán triệt, triển khai', nameEn: 'study conference' },
    ['quán triệt', 'học tập nghị quyết', 'triển khai nghị quyết', 'tuyên truyền nghị quyết đại hội']],
  [{ code: 'doi-thoai', name: 'Hội nghị đối thoại với nhân dân', nameEn: 'dialogue with residents' },
    ['đối thoại', 'hội nghị đối thoại trực tiếp', 'tiếp xúc, đối thoại']],
  [{ code: 'trao-huy-hieu', name: 'Lễ trao Huy hiệu Đảng', nameEn: 'Party-badge ceremony' },
    ['trao Huy hiệu Đảng', 'trao tặng, truy tặng Huy hiệu Đảng']],
  [{ code: 'kiem-tra-giam-sat', name: 'Kiểm tra, giám sát của Đảng', nameEn: 'Party inspection, supervision' },
    ['kiểm tra', 'giám sát', 'giám sát chuyên đề', 'kiểm tra khi có dấu hiệu vi phạm']],
  [{ code: 'gap-mat', name: 'Họp mặt, lễ kỷ niệm', nameEn: 'gathering, commemoration' },
    ['gặp mặt', 'họp mặt kỷ niệm', 'kỷ niệm ngày thành lập Đảng', 'ngày truyền thống']],
  [{ code: 'hdnd', name: 'Kỳ họp Hội đồng nhân dân', nameEn: "People's Council session" },
    ['kỳ họp HĐND', 'kỳ họp thứ', 'kỳ họp thường lệ', 'kỳ họp bất thường', 'kỳ họp chuyên đề']],
  [{ code: 'so-ket-giua-nhiem-ky', name: 'Hội nghị sơ kết giữa nhiệm kỳ', nameEn: 'mid-term review' },
    ['sơ kết giữa nhiệm kỳ', 'kiểm điểm giữa nhiệm kỳ']],
  [{
    code: 'tong-ket-van-ban',
    name: 'Hội nghị tổng kết việc thực hiện văn bản',
    nameEn: 'review of carrying out a document'
  }, ['tổng kết 10 năm thực hiện', 'sơ kết 2 năm thực hiện']],
  [{ code: 'dai-hoi-chi-bo', name: 'Đại hội chi bộ', nameEn: 'Party-cell congress' }, []],
  [{ code: 'kiem-diem', name: 'Hội nghị kiểm điểm, đánh giá, xếp loại', nameEn: 'self-review and grading' },
    ['kiểm điểm cuối năm', 'đánh giá xếp loại', 'kiểm điểm tập thể, cá nhân']],
  [{ code: 'tiep-xuc-cu-tri', name: 'Hội nghị tiếp xúc cử tri', nameEn: 'voter-contact meeting' },
    ['tiếp xúc cử tri', 'TXCT']],
  [{ code: 'hop-ubnd', name: 'Họp Ủy ban nhân dân', nameEn: "People's Committee meeting" },
    ['họp UBND', 'phiên họp UBND', 'phiên họp thường kỳ UBND']],
  [{ code: 'hoi-nghi-nhan-dan', name: 'Hội nghị nhân dân', nameEn: "residents' meeting" },
    ['họp dân', 'họp tổ dân phố']],
  [{ code: 'hoi-nghi-mttq', name: 'Hội nghị Ủy ban MTTQ', nameEn: 'Front committee conference' },
    ['hội nghị UBMTTQ', 'tổng kết công tác Mặt trận']],
  [{ code: 'dai-hoi-mttq-doan-the', name: 'Đại hội MTTQ, đoàn thể', nameEn: 'Front or mass-organisation congress' },
    ['đại hội đại biểu MTTQ']],
  [{ code: 'ngay-hoi-dai-doan-ket', name: 'Ngày hội Đại đoàn kết toàn dân tộc', nameEn: 'national unity day' },
    ['ngày hội đại đoàn kết']],
  [{ code: 'ket-nap-dang-vien', name: 'Lễ kết nạp đảng viên', nameEn: 'admission ceremony' },
    ['trao quyết định kết nạp']],
  [{ code: 'cong-bo-quyet-dinh', name: 'Công bố quyết định', nameEn: 'announcement of decisions' },
    ['trao quyết định', 'điều động, chỉ định', 'sáp nhập chi bộ', 'hợp nhất văn phòng']],
  [{ code: 'toa-dam', name: 'Tọa đàm, hội thảo', nameEn: 'seminar' }, ['tọa đàm', 'hội thảo']],
  [{ code: 'hoi-thi', name: 'Hội thi, cuộc thi', nameEn: 'contest' }, ['hội thi', 'cuộc thi tìm hiểu']],
  [{ code: 'tap-huan', name: 'Tập huấn, bồi dưỡng', nameEn: 'training' },
    ['tập huấn', 'lớp bồi dưỡng', 'lớp nhận thức về Đảng', 'lớp đảng viên mới']],
  [{ code: 'ra-quan', name: 'Ra quân, phát động, ký kết giao ước thi đua', nameEn: 'launch, emulation pledge' },
    ['ra quân', 'lễ phát động', 'ký kết giao ước thi đua']],
  [{ code: 'dien-tap', name: 'Diễn tập', nameEn: 'defence drill' }, []],
  [{ code: 'bau-cu', name: 'Bầu cử', nameEn: 'election' },
    ['bầu cử đại biểu Quốc hội', 'bầu cử đại biểu HĐND', 'bầu trưởng khu phố']],
  [{ code: 'tiep-cong-dan', name: 'Tiếp công dân', nameEn: 'citizen reception' }, ['tiếp dân định kỳ']],
  [{ code: 'khao-sat', name: 'Kiểm tra thực địa, khảo sát', nameEn: 'site visit' },
    ['kiểm tra thực địa', 'khảo sát', 'kiểm tra công tác']],
  [{ code: 'tham-hoi', name: 'Thăm hỏi, tặng quà', nameEn: 'visit and gifts' },
    ['thăm, tặng quà', 'thăm hỏi gia đình chính sách']],
  [{ code: 'khen-thuong', name: 'Trao khen thưởng, công nhận danh hiệu', nameEn: 'award, recognition' },
    ['trao khen thưởng', 'biểu dương, khen thưởng', 'công nhận hoàn thành xuất sắc nhiệm vụ']],
  [{ code: 'khac', name: 'Khác', nameEn: 'other' }, []]
]

/** The commonest types first, `khac` last. */
export const meetingTypes: readonly MeetingType[] = types.map(([label, variants]) => ({ ...label, variants }))

export type Session = 'morning' | 'afternoon' | 'evening'

/** Time of day. */
export const sessions: ReadonlyArray<Term & { readonly code: Session }> = [
  { code: 'morning', name: 'sáng', nameEn: 'morning' },
  { code: 'afternoon', name: 'chiều', nameEn: 'afternoon' },
  { code: 'evening', name: 'tối', nameEn: 'evening' }
]

export type Capacity = 'chair' | 'speaker' | 'reporter' | 'guest' | 'host' | 'attendee' | 'concluding'

/** In what capacity a person took part. */
export const capacities: ReadonlyArray<Term & { readonly code: Capacity }> = [
  { code: 'chair', name: 'chủ trì', nameEn: 'chaired' },
  { code: 'speaker', name: 'phát biểu', nameEn: 'spoke' },
  { code: 'reporter', name: 'báo cáo', nameEn: 'reported' },
  { code: 'guest', name: 'đại biểu, khách mời', nameEn: 'delegate, guest' },
  { code: 'host', name: 'đơn vị tổ chức', nameEn: 'for the host' },
  { code: 'attendee', name: 'tham dự', nameEn: 'attended' },
  { code: 'concluding', name: 'phát biểu kết luận', nameEn: 'concluded' }
]
