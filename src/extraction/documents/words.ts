/** Words for documents and for those who issue them, and what may follow a bare number. */
import { Phrases, phrases } from '../phrases.js'

export interface Kind {
  /** As printed in a symbol: Quyết định and Quy định share QĐ. */
  readonly type: string
  /** Only the State issues it. */
  readonly state: boolean
  /** alone: `Nghị quyết 68` is enough. named: with số or with who issued it. */
  readonly number: 'alone' | 'named'
}

const kind = (type: string, number: Kind['number'], state = false): Kind => ({ type, number, state })

/** Words before a number or a symbol. */
export const KINDS = new Phrases<Kind>([
  ['Nghị quyết', kind('NQ', 'alone')], ['NQ', kind('NQ', 'alone')],
  ['Chỉ thị', kind('CT', 'alone')], ['CT', kind('CT', 'named')],
  ['Kết luận', kind('KL', 'alone')], ['KL', kind('KL', 'alone')],
  ['Quyết định', kind('QĐ', 'alone')], ['QĐ', kind('QĐ', 'named')],
  ['Quy định', kind('QĐ', 'alone')],
  ['Quy chế', kind('QC', 'named')],
  ['Quy trình', kind('QTr', 'named')],
  ['Thông tri', kind('TT', 'alone')],
  ['Hướng dẫn', kind('HD', 'alone')],
  ['Thông báo', kind('TB', 'named')], ['Thông báo kết luận', kind('TB', 'named')],
  ['Thông cáo', kind('TC', 'named')],
  ['Báo cáo', kind('BC', 'named')],
  ['Kế hoạch', kind('KH', 'named')],
  ['Chương trình', kind('CTr', 'named')], ['Chương trình hành động', kind('CTr', 'named')],
  ['Chương trình công tác', kind('CTr', 'named')],
  ['Đề án', kind('ĐA', 'alone')],
  ['Phương án', kind('PA', 'named')],
  ['Dự án', kind('DA', 'named')],
  ['Tờ trình', kind('TTr', 'named')],
  ['Công văn', kind('CV', 'named')],
  ['Biên bản', kind('BB', 'named')],
  ['Chiến lược', kind('CL', 'named')],
  ['Nghị định', kind('NĐ', 'alone', true)], ['NĐ', kind('NĐ', 'alone', true)],
  ['Thông tư', kind('TT', 'alone', true)],
  ['Thông tư liên tịch', kind('TTLT', 'alone', true)],
  ['Công điện', kind('CĐ', 'named', true)],
  ['Luật', kind('Luật', 'named', true)],
  ['Pháp lệnh', kind('PL', 'named', true)]
])

/** Between a word for a document and its number. */
export const NUMBER_WORDS = new Set(['số', ':', '.', 'các'])

/** What may follow a bare number, so that it numbers a document and counts nothing. */
export const AFTER_NUMBER = new Set(`
  của về ngày và do được đã tại vào ra gắn cũng là trên theo cho với đến có trong để khi thì mà hoặc
  cùng vẫn đang sẽ nhằm nêu quy yêu chưa còn như từ trước sau , . ; : ) ( " - ! ?
`.trim().split(/\s+/))

/** What a document is about ends before these. */
export const AFTER_TITLE = phrases(
  'được', 'để', 'bằng', 'gắn với', 'đã', 'là', 'bám sát', 'đến 100', 'đạt', 'góp phần', 'nhằm', 'tới', 'đến toàn thể',
  'cho cán bộ', 'cho toàn thể', 'đến cán bộ', 'và các văn bản', 'làm căn cứ', 'vào thực tiễn', 'đến từng'
)

/** Who issues documents without being named by a body: at the start of what stands after `của`. */
export const ISSUING_OFFICES = phrases(
  'Thủ tướng Chính phủ', 'Thủ tướng', 'Chủ tịch nước', 'Bộ trưởng', 'Chủ tịch UBND', 'Chủ tịch Ủy ban nhân dân',
  'Thường trực Tỉnh ủy', 'Thường trực Thành ủy', 'Thường trực Thị ủy', 'Thường trực Huyện ủy', 'Thường trực Quận ủy',
  'Thường trực Đảng ủy', 'Thường trực HĐND', 'Tổng Bí thư'
)

/** Bodies of the Centre, of which several issue one document together. */
export const CENTRAL = phrases(
  'Bộ Chính trị', 'Ban Bí thư', 'Ban Chấp hành Trung ương', 'BCH Trung ương', 'Trung ương', 'BCT', 'BBT',
  'Ban Chấp hành TW',
  'Ban Bí thư Trung ương', 'Ban Tổ chức Trung ương', 'Ban Tuyên giáo Trung ương', 'Ủy ban Kiểm tra Trung ương'
)

/** Bodies of the State. */
export const STATE_BODIES = phrases(
  'Chính phủ', 'Thủ tướng', 'Quốc hội', 'Ủy ban Thường vụ Quốc hội', 'UBTVQH', 'UBTV Quốc hội', 'HĐND',
  'Hội đồng nhân dân',
  'UBND', 'Ủy ban nhân dân', 'Chủ tịch UBND', 'Chủ tịch Ủy ban nhân dân', 'Chủ tịch nước', 'Bộ trưởng', 'Bộ Nội vụ',
  'Bộ Tài chính', 'Bộ Y tế', 'Bộ Công an', 'Bộ Quốc phòng', 'Bộ Giáo dục', 'Bộ Xây dựng', 'Bộ Tư pháp', 'Bộ Văn hóa',
  'Sở'
)
