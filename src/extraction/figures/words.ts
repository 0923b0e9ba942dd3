/** Small words around figures, each list with one role; keys as tokens have them (src/extraction/keys.ts). */
import type { Comparator } from '../findings.js'
import { Phrases, phrases } from '../phrases.js'

/** A set of keys, written with spaces between them. */
export const keys = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(key => key !== ''))

/** Before a number: how exactly it is meant. */
export const hedges = new Phrases<Comparator>([
  ['trên', 'gt'], ['hơn', 'gt'], ['vượt', 'gt'], ['cao hơn', 'gt'], ['lớn hơn', 'gt'], ['nhiều hơn', 'gt'],
  ['vượt mức', 'gt'],
  ['ít nhất', 'gte'], ['tối thiểu', 'gte'], ['không dưới', 'gte'], ['không thấp hơn', 'gte'], ['không ít hơn', 'gte'],
  ['ít nhất là', 'gte'], ['thấp nhất', 'gte'],
  ['dưới', 'lt'], ['chưa đến', 'lt'], ['chưa tới', 'lt'], ['thấp hơn', 'lt'], ['nhỏ hơn', 'lt'], ['ít hơn', 'lt'],
  ['xuống dưới', 'lt'], ['chưa đầy', 'lt'],
  ['không quá', 'lte'], ['tối đa', 'lte'], ['không vượt quá', 'lte'], ['không vượt', 'lte'], ['nhiều nhất', 'lte'],
  ['cao nhất', 'lte'],
  ['gần', 'approx'], ['khoảng', 'approx'], ['xấp xỉ', 'approx'], ['ngót', 'approx'], ['chừng', 'approx'], ['cỡ',
    'approx'],
  ['tầm', 'approx'], ['trên dưới', 'approx'], ['ước khoảng', 'approx'], ['gần tới', 'approx'], ['ngót nghét', 'approx']
])

/** The longest hedge has three words. */
export const LONGEST_HEDGE = 3

/** After a percentage: a plan of which it is the share. */
export const planBases = phrases(
  'kế hoạch', 'kh', 'dự toán', 'dt', 'chỉ tiêu', 'nghị quyết', 'nq', 'mục tiêu', 'pháp lệnh', 'tiến độ', 'của kế hoạch',
  'so với kế hoạch', 'so với kh', 'so với dự toán', 'so với chỉ tiêu', 'so với nghị quyết', 'so với mục tiêu',
  'so với nq', 'so kế hoạch', 'so dự toán', 'so chỉ tiêu', 'so kh', 'so với dt', 'so với pháp lệnh', 'so nghị quyết',
  'so nq',
  'của dự toán', 'chỉ tiêu kế hoạch', 'kế hoạch vốn', 'so với chỉ tiêu', 'so với dự kiến', 'các chỉ tiêu', 'khối lượng',
  'so với yêu cầu', 'so mục tiêu', 'tổng kế hoạch', 'tổng dự toán', 'so với tổng kế hoạch', 'theo kế hoạch',
  'nhiệm vụ được giao',
  'chỉ tiêu được giao', 'dự toán được giao', 'kế hoạch được giao', 'mức dự toán', 'vốn kế hoạch', 'đề ra', 'giao'
)

/** After a percentage: an earlier time with which it compares. */
export const comparedTo = phrases(
  'so với', 'so cùng kỳ', 'cùng kỳ', 'so năm', 'so tháng', 'so quý', 'so với cùng kỳ', 'với cùng kỳ', 'so đầu',
  'của cùng kỳ', 'so với năm', 'sck', 'so ck', 'năm trước', 'so'
)

/** Words that join a figure to what it is of; they are no part of a label. */
export const joining = keys(`đạt bằng là còn được ước tăng giảm thêm khoảng hơn trên gần dưới từ mức lên xuống kéo
  chỉ cũng vượt chiếm có tức =
  cho với gồm tới đến ở mới đã đều và thì so cao thấp cả chưa riêng khi nhưng vẫn luôn hiện`)
/** The same of two words, each of which may be part of a label alone (`giao quân`, `tỷ phú`). */
export const joiningPairs = phrases('bình quân', 'thực hiện', 'tỷ lệ', 'tương đương', 'tương ứng', 'tổng cộng',
  'trung bình', 'ước tính', 'xảy ra', 'trong đó',
  'ghi nhận', 'tức là', 'hằng năm', 'hàng năm', 'mỗi năm')

/** Words which say that what follows is to be reached. */
export const directives = phrases(
  'phấn đấu', 'đặt mục tiêu', 'đặt ra mục tiêu', 'đề ra mục tiêu', 'đề ra chỉ tiêu', 'đặt chỉ tiêu', 'đặt ra chỉ tiêu',
  'đề nghị', 'yêu cầu',
  'lưu ý', 'đặt ra', 'xác định mục tiêu', 'với mục tiêu', 'mục tiêu đến', 'mục tiêu phấn đấu', 'sẽ', 'chỉ đạo',
  'dự kiến', 'mong muốn', 'cần', 'đăng ký thực hiện', 'quyết tâm', 'giao chỉ tiêu', 'nhiệm vụ đặt ra',
  'mục tiêu đặt ra', 'hướng tới', 'hướng đến',
  'mục tiêu tăng', 'mục tiêu giảm', 'mục tiêu đạt', 'mục tiêu kết nạp', 'mục tiêu thu', 'thời gian tới',
  'từ nay đến cuối năm', 'từ nay đến hết năm', 'năm tới', 'tháng tới',
  'quý tới', 'nhiệm kỳ mới', 'nhiệm kỳ tới', 'tới đây', 'chỉ tiêu đặt ra', 'chỉ tiêu đề ra là', 'quyết nghị', 'kỳ vọng',
  'chốt các con số', 'chốt chỉ tiêu', 'chốt các chỉ tiêu', 'với các chỉ tiêu', 'phải thu', 'phải đạt', 'phải kết nạp',
  'phải hoàn thành', 'phải giải ngân', 'phải giải quyết', 'phải giới thiệu', 'phải làm xong', 'phải khởi công'
)
