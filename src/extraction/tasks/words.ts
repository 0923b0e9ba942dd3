/** Words by which tasks are set, and those with which what is to be done begins. */
import { Phrases, phrases } from '../phrases.js'

/**
 * order: whoever says so sets a task. request: only a leader's, since residents and delegates ask as well. hand: with
 * somebody to whom it is handed. stress: only before a list or what must be done.
 */
export type Ordering = 'order' | 'request' | 'hand' | 'stress'

export const ORDERS = new Phrases<Ordering>([
  ...['yêu cầu', 'chỉ đạo yêu cầu', 'quán triệt yêu cầu', 'đề nghị yêu cầu'].map(words => [words, 'order'] as const),
  ...['đề nghị', 'lưu ý', 'gợi ý', 'mong muốn', 'đề nghị và yêu cầu', 'kêu gọi', 'định hướng', 'đôn đốc', 'nhắc nhở']
    .map(words => [words, 'request'] as const),
  ...['giao', 'giao cho', 'phân công', 'giao nhiệm vụ cho', 'giao trách nhiệm cho']
    .map(words => [words, 'hand'] as const),
  ...[
    'nhấn mạnh', 'chỉ đạo', 'chỉ rõ', 'nêu rõ', 'quán triệt', 'thống nhất', 'xác định', 'kết luận', 'chỉ ra',
    'khẳng định'
  ].map(words => [words, 'stress'] as const)
])

/** Before or after them, the same words name a thing: `hồ sơ đề nghị`, `đáp ứng yêu cầu`, `chỉ tiêu Thành ủy giao`. */
export const NOUN_BEFORE = new Set(`
  hồ sơ theo đơn văn bản trình ứng với các những đủ nhu đúng so bàn đáp tiêu mọi một nhiều giấy
  phiếu được bị lời bản để cao`.split(/\s+/))
const NOUN_AFTER = {
  giao: new Set('ban lưu thông ước dịch tiếp thừa cấu nộp hữu hưởng công kết đầu dự chỉ đạt năm kế'.split(/\s+/)),
  other: new Set('của đề thực mới cao về nhiệm đặt phát trong đối'.split(' '))
}

/** Whether the word after an ordering one makes a noun of both: `giao thông`, `yêu cầu nhiệm vụ`. */
export const isNounAfter = (verb: string, next: string): boolean =>
  verb === 'giao' ? NOUN_AFTER.giao.has(next) : NOUN_AFTER.other.has(next)

/** Who asks without setting tasks. */
export const ASKERS = phrases(
  'cử tri', 'người dân', 'nhân dân', 'đại biểu', 'bà con', 'hộ dân', 'các hộ', 'ý kiến', 'đảng viên', 'cho biết',
  'báo cáo', 'kiến nghị',
  'các đại biểu', 'hỏi', 'đề xuất', 'phản ánh', 'tham luận', 'cho hay'
)

/** What shows that a leader, or the meeting itself, speaks. */
export const LEADERS = phrases(
  'kết luận', 'phát biểu chỉ đạo', 'chỉ đạo hội nghị', 'bế mạc', 'phát biểu', 'thay mặt', 'hội nghị', 'đại hội',
  'ban thường vụ',
  'đảng ủy', 'ban chấp hành', 'ubnd', 'hđnd', 'thường trực', 'kỳ họp', 'buổi làm việc', 'chủ tọa', 'chủ trì',
  'bí thư', 'đoàn kiểm tra',
  'đoàn giám sát', 'chi bộ', 'cuộc họp', 'chủ tịch', 'phó bí thư', 'phó chủ tịch', 'trưởng ban', 'đồng thời',
  'chi ủy', 'cấp ủy'
)

/** With what a task begins; the value says whether it begins one after a comma as well. */
const openers = [
  'tăng cường', 'đẩy mạnh', 'tập trung', 'nâng cao', 'tiếp tục', 'chú trọng', 'quan tâm', 'rà soát', 'khắc phục',
  'phân công',
  'không để', 'chủ động', 'kịp thời', 'sớm', 'quyết liệt', 'công khai', 'phối hợp', 'duy trì', 'phấn đấu',
  'chuẩn bị', 'nghiêm túc',
  'trả lời', 'thường xuyên', 'đôn đốc', 'tích cực', 'phát huy', 'khẩn trương', 'tham mưu', 'huy động', 'kiên quyết',
  'siết chặt',
  'đổi mới', 'làm tốt', 'bố trí', 'niêm yết', 'giữ gìn', 'ưu tiên', 'tổng hợp', 'cần', 'phải', 'bám sát',
  'triển khai', 'bảo đảm',
  'tháo gỡ', 'xử lý', 'tuyên truyền', 'vận động', 'đa dạng', 'gương mẫu', 'không được', 'hạn chế', 'ngăn chặn',
  'phát hiện', 'nắm chắc',
  'nắm', 'chấn chỉnh', 'hoàn thiện', 'rút kinh nghiệm', 'giải trình', 'tiếp thu', 'lắp đặt', 'hướng dẫn', 'gửi'
]
const others = [
  'thực hiện', 'xây dựng', 'quán triệt', 'phát triển', 'đảm bảo', 'giải quyết', 'hoàn thành', 'báo cáo', 'củng cố',
  'giữ', 'giữ vững',
  'cải thiện', 'kiểm tra', 'giám sát', 'bàn giao', 'xem xét', 'đưa', 'phê bình', 'tổ chức', 'cấp', 'lãnh đạo',
  'chỉ đạo', 'căn cứ',
  'kết nạp', 'làm', 'thu', 'giảm', 'kéo giảm', 'đề ra', 'bám', 'lựa chọn', 'theo dõi', 'khai thác', 'quản lý',
  'bồi dưỡng', 'đào tạo', 'có',
  'đánh giá', 'cụ thể hóa', 'ban hành', 'ổn định', 'kiện toàn', 'chăm lo', 'chăm sóc', 'hỗ trợ', 'thúc đẩy',
  'khơi dậy', 'mở rộng', 'nhân rộng',
  'gắn', 'coi trọng', 'xác định', 'lấy', 'khuyến khích', 'đầu tư', 'nghiên cứu', 'đề xuất', 'đăng ký', 'thống nhất',
  'hoàn chỉnh',
  'phòng ngừa', 'phòng chống', 'phòng, chống', 'ứng phó', 'đấu tranh', 'giữ gìn', 'học tập', 'lồng ghép',
  'đồng hành', 'ứng dụng', 'tạo', 'khởi công',
  'lập', 'tham gia', 'tranh thủ', 'vượt', 'đạt', 'bổ sung', 'sắp xếp', 'cân đối', 'chi trả', 'dành', 'bảo vệ',
  'rà lại', 'sửa', 'xét', 'lắng nghe',
  'nêu cao', 'giao', 'tuyển', 'phân loại', 'thành lập', 'nêu gương', 'cải cách', 'phổ biến', 'chọn', 'đối thoại', 'tiếp'
]
export const ACTIONS = new Phrases<'opens' | 'goes-on'>([
  ...openers.map(words => [words, 'opens'] as const), ...others.map(words => [words, 'goes-on'] as const)
])

/** Who is told: groups that are no bodies. */
export const GROUPS = phrases(
  'các', 'từng', 'mỗi', 'toàn', 'cán bộ', 'đảng viên', 'cấp ủy', 'người đứng đầu', 'lãnh đạo', 'phường', 'xã',
  'thành phố', 'thị xã', 'tỉnh',
  'quận', 'huyện', 'khu phố', 'tổ dân phố', 'khối', 'địa phương', 'đơn vị', 'cơ quan', 'đồng chí', 'nhân dân',
  'thị trấn', 'đoàn thể',
  'công chức', 'đội', 'lực lượng', 'bí thư', 'phó chủ tịch', 'chủ tịch', 'đoàn viên', 'hội viên', 'ban ngành',
  'trạm y tế', 'nhà trường', 'chủ đầu tư'
)

/** At the start of a sentence that goes on. */
export const FURTHER = phrases(
  'trong đó', 'đồng thời', 'bên cạnh đó', 'cùng với đó', 'ngoài ra', 'mặt khác', 'song song với đó', 'đặc biệt',
  'trước mắt'
)

/** What a plan begins with: `Nhiệm vụ tháng 9:`, `6 tháng cuối năm, phường …`. */
export const PLANS = phrases(
  'nhiệm vụ', 'nhiệm vụ trọng tâm', 'phương hướng', 'thời gian tới', 'trong thời gian tới', 'cuối năm',
  'tháng cuối năm', 'năm tới', 'tháng tới',
  'quý tới', 'bước sang', 'giải pháp', 'nhiệm kỳ tới', 'từ nay đến cuối năm', 'những tháng còn lại',
  'những tháng cuối năm', 'giải pháp trọng tâm'
)
/** What a plan's sentence goes on with. */
export const PLANNING = phrases(
  'tiếp tục', 'tập trung', 'đẩy mạnh', 'tăng cường', 'phấn đấu', 'chú trọng', 'đề ra', 'xác định', 'sẽ', 'đặt ra',
  'quyết tâm', 'cần'
)
/** Results, not plans. */
export const RESULTS = phrases(
  'đã', 'đạt được', 'kết quả', 'qua đó', 'vừa qua', 'thời gian qua', 'năm qua', 'nghe báo cáo', 'đánh giá', 'thảo luận'
)
