/** Persons of history, whom texts name with the offices that they once held; they attend no meeting of a ward. */
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import type { Introduction } from './people.js'

const HISTORICAL = phrases(
  'Hồ Chí Minh', 'Tôn Đức Thắng', 'Trường Chinh', 'Lê Duẩn', 'Lê Hồng Phong', 'Hà Huy Tập', 'Nguyễn Văn Cừ', 'Trần Phú',
  'Phạm Văn Đồng', 'Võ Nguyên Giáp', 'Nguyễn Văn Linh', 'Đỗ Mười', 'Lê Khả Phiêu', 'Võ Văn Kiệt', 'Phan Văn Khải',
  'Võ Chí Công', 'Lê Đức Anh', 'Trần Đại Quang', 'Nguyễn Phú Trọng', 'Nguyễn Lương Bằng', 'Phùng Chí Kiên',
  'Hoàng Văn Thụ',
  'Nguyễn Chí Thanh', 'Lê Đức Thọ', 'Nguyễn Thị Minh Khai', 'Hoàng Quốc Việt', 'Huỳnh Thúc Kháng', 'Văn Tiến Dũng'
)
const OFFICES = phrases(
  'Tổng Bí thư', 'Chủ tịch', 'Chủ tịch nước', 'Đại tướng', 'Thủ tướng', 'cố Tổng Bí thư', 'cố Chủ tịch', 'Bí thư',
  'Phó Chủ tịch nước'
)

/** Whether somebody is named as a leader of old: `Chủ tịch Hồ Chí Minh`. */
export function isHistorical (tokens: readonly Token[], { first, end, from, titles }: Introduction): boolean {
  if (tokens[from - 1]?.key === 'cố') return true
  if (HISTORICAL.at(tokens, first, end)?.end !== end) return false
  return tokens[first]!.key === 'hồ' || OFFICES.at(tokens, titles[0]!.first, end) !== null
}
