/**
 * The words of offices: what rank opens a title, which words name bodies and units, what stands before persons' names,
 * and what ends a title. A new wording is a new row here.
 */
import { Phrases, phrases } from '../phrases.js'

/** What a title begins with, as far as it decides the code of the office: codes.ts. */
export type Rank =
  'secretary' | 'deputy-secretary' | 'standing-deputy-secretary' | 'member' | 'standing-member' | 'committee-member' |
  'alternate' | 'cell-member' | 'chair' | 'deputy-chair' | 'inspector' | 'deputy-inspector' | 'head' | 'deputy-head' |
  'director' | 'deputy-director' | 'chief' | 'deputy-chief' | 'group-head' | 'principal' | 'commander' |
  'political-officer' | 'council-deputy' | 'assembly-deputy' | 'rapporteur' | 'other'

export interface Head {
  readonly rank: Rank
  /** Words of the rank alone, after which the body begins: `Trưởng` of `Trưởng Ban`. */
  readonly words: number
  /**
   * none: no body follows. closed: bodies of the vocabulary and units only. open: any words until a mark or a verb.
   * required: as open, and without a body it is no office.
   */
  readonly takes: 'none' | 'closed' | 'open' | 'required'
  /** Only after a person's name: `Thường vụ Thành ủy` alone is the body. */
  readonly afterName: boolean
  /** The body that the word itself names: `Thành ủy` of `Thành ủy viên`. */
  readonly body: string | null
  /** The code of the office, where the word alone tells it: `TBTC`. */
  readonly code: string | null
}

type Row = readonly [rank: Rank, takes: Head['takes'], list: readonly string[], more?: Partial<Head>]

/** `|` stands where the body begins, when the first word of the body tells the office: `Trưởng | Công an`. */
const heads: readonly Row[] = [
  ['secretary', 'closed', ['Bí thư', 'Bí thư Thứ nhất', 'BT', 'Tổng Bí thư', 'Bí thư thường trực']],
  ['deputy-secretary', 'closed', [
    'Phó Bí thư', 'PBT', 'Phó BT', 'P. Bí thư', 'P.Bí thư', 'Phó Bí thư phụ trách', 'Phó Bí thư chuyên trách'
  ]],
  ['standing-deputy-secretary', 'closed', [
    'Phó Bí thư Thường trực', 'PBT Thường trực', 'PBTTT', 'PBT TT', 'Phó Bí thư TT', 'Phó BT Thường trực',
    'Phó Bí thư - Thường trực', 'Phó Bí thư (Thường trực)', 'Thường trực Ban Bí thư'
  ]],
  ['standing-member', 'closed', [
    'UVBTV', 'UV BTV', 'UV.BTV', 'UVTV', 'UV TV', 'UV.TV', 'TVTU', 'TVĐU', 'TVQU', 'TVHU', 'Ủy viên Thường vụ',
    'UV Thường vụ', 'UV Ban Thường vụ', 'UVBTVTU', 'UVBTV TU', 'UVBTVĐU', 'Ủy viên TV', 'UVTVTU'
  ], { body: 'Ban Thường vụ' }],
  ['standing-member', 'closed', ['| Thường vụ'], { afterName: true }],
  ['member', 'required', ['Ủy viên', 'UV', 'Phó Ủy viên', 'Ủy viên chuyên trách', 'Ủy viên Thường trực']],
  ['committee-member', 'none', ['Thành ủy viên'], { body: 'Thành ủy' }],
  ['committee-member', 'none', ['Tỉnh ủy viên'], { body: 'Tỉnh ủy' }],
  ['committee-member', 'none', ['Thị ủy viên'], { body: 'Thị ủy' }],
  ['committee-member', 'none', ['Huyện ủy viên'], { body: 'Huyện ủy' }],
  ['committee-member', 'none', ['Quận ủy viên'], { body: 'Quận ủy' }],
  ['committee-member', 'closed', ['Đảng ủy viên'], { body: 'Đảng ủy' }],
  ['committee-member', 'none', ['TUV', 'ThUV', 'Th.UV', 'T.UV']],
  ['committee-member', 'none', ['HUV'], { body: 'Huyện ủy' }],
  ['committee-member', 'none', ['QUV'], { body: 'Quận ủy' }],
  ['committee-member', 'closed', ['ĐUV', 'Đ.UV'], { body: 'Đảng ủy' }],
  ['committee-member', 'closed', ['UVBCH', 'UV BCH', 'UV.BCH', 'UV Ban Chấp hành', 'cấp ủy viên']],
  ['alternate', 'closed', ['Ủy viên dự khuyết']],
  ['cell-member', 'closed', ['Chi ủy viên', 'CUV']],
  ['chair', 'closed', ['Chủ tịch', 'Quyền Chủ tịch', 'Q. Chủ tịch']],
  ['deputy-chair', 'closed', [
    'Phó Chủ tịch', 'Phó Chủ tịch Thường trực', 'P. Chủ tịch', 'P.Chủ tịch', 'Phó CT', 'Phó Chủ tịch phụ trách'
  ]],
  ['chair', 'required', [
    'CT | UBND', 'CT | HĐND', 'CT | MTTQ', 'CT | UBMTTQ', 'CT | UBMTTQVN', 'CT. | UBND', 'CT. | HĐND', 'CT | Hội',
    'CT. | UBMTTQ', 'CT. | UBMTTQVN'
  ]],
  ['deputy-chair', 'required', ['PCT', 'PCT.', 'PCT TT', 'PCT Thường trực']],
  ['inspector', 'closed', ['Chủ nhiệm', 'CN | UBKT']],
  ['deputy-inspector', 'closed', ['Phó Chủ nhiệm', 'Phó Chủ nhiệm Thường trực', 'PCN | UBKT']],
  ['head', 'open', [
    'Trưởng | Ban', 'Trưởng | Công an', 'Trưởng | CA', 'Trưởng | Khối', 'Trưởng | phòng', 'Trưởng | khoa',
    'Trưởng | đoàn', 'Trưởng | trạm', 'Trưởng | khu phố', 'Trưởng | khu', 'Trưởng | KP', 'Trưởng | khóm',
    'Trưởng | thôn', 'Trưởng | ấp', 'Trưởng | bản', 'Trưởng | buôn', 'Trưởng | làng', 'Trưởng | xóm',
    'Trưởng | tiểu ban', 'Trưởng | ngành', 'Trưởng | đồn', 'Trưởng | bộ phận', 'Trưởng | chi nhánh',
    'Trưởng | Văn phòng', 'Trưởng | tổ', 'Trưởng | cụm', 'Trưởng | BTC', 'Trưởng | BTG', 'Trưởng | BDV',
    'Trưởng | BXDĐ',
    'Trưởng | Tổ dân phố', 'Trưởng | KDC', 'Trưởng | khu dân cư', 'Quyền Trưởng | Ban', 'Quyền Trưởng | phòng',
    'Trưởng | liên', 'Trưởng | nhóm', 'Trưởng | đại diện', 'Trưởng | BQL', 'Trưởng | điểm'
  ]],
  ['deputy-head', 'open', [
    'Phó Trưởng | Ban', 'Phó | Ban', 'Phó | BTC', 'Phó | BTG', 'Phó | BDV', 'Phó Trưởng | BTC', 'Phó Trưởng | BTG',
    'Phó Trưởng | BDV', 'Phó Ban Thường trực', 'Phó Trưởng Ban Thường trực', 'Phó Trưởng | Công an',
    'Phó Trưởng | CA', 'Phó | Công an', 'Phó Trưởng | phòng', 'Phó | phòng', 'Phó Trưởng | khoa',
    'Phó Trưởng | đoàn', 'Phó | đoàn', 'Phó Trưởng | khối', 'Phó Trưởng | khu phố', 'Phó | khu phố',
    'Phó Trưởng | thôn', 'Phó | thôn', 'Phó | ấp', 'Phó Trưởng | ấp', 'Phó Trưởng | trạm', 'Phó Trưởng | tiểu ban',
    'Phó Trưởng phòng phụ trách', 'Phó Trưởng | đồn', 'Phó Trưởng | khu', 'Phó Trưởng | bộ phận', 'Phó | khối',
    'Phó Trưởng | bản', 'Phó | bản', 'Phó Trưởng | khóm', 'Phó Trưởng | Văn phòng'
  ]],
  ['secretary', 'none', ['BTTU', 'BTĐU', 'BTQU', 'BTHU'], { code: 'bt' }],
  ['secretary', 'closed', ['BTCB'], { code: 'bt-cb' }],
  ['deputy-secretary', 'closed', ['PBTCB'], { code: 'pbt-cb' }],
  ['head', 'closed', ['TBTC'], { code: 'tb-tc' }],
  ['head', 'closed', ['TBTG'], { code: 'tb-tg' }],
  ['head', 'closed', ['TBDV'], { code: 'tb-dv' }],
  ['deputy-head', 'closed', ['PTBTC'], { code: 'ptb-tc' }],
  ['deputy-head', 'closed', ['PTBDV'], { code: 'ptb-dv' }],
  ['inspector', 'closed', ['CNUBKT'], { code: 'cn-ubkt' }],
  ['group-head', 'closed', ['TTTDP'], { code: 'tt-tdp' }],
  ['director', 'open', ['Giám đốc', 'GĐ', 'Tổng Giám đốc', 'Quyền Giám đốc']],
  ['deputy-director', 'open', ['Phó Giám đốc', 'PGĐ', 'Phó GĐ', 'Phó Tổng Giám đốc', 'Phó Giám đốc phụ trách']],
  ['chief', 'open', ['Chánh | Văn phòng', 'CVP']],
  ['deputy-chief', 'open', ['Phó Chánh | Văn phòng', 'Phó | Văn phòng', 'PCVP']],
  ['group-head', 'open', [
    'Tổ trưởng', 'Khối trưởng', 'Khóm trưởng', 'Thôn trưởng', 'Ấp trưởng', 'Trưởng | TDP', 'Xóm trưởng'
  ]],
  ['principal', 'open', ['Hiệu trưởng']],
  ['commander', 'open', ['Chỉ huy trưởng', 'CHT', 'CHT.']],
  ['political-officer', 'open', ['Chính trị viên']],
  ['political-officer', 'required', [
    'CTV | Ban CHQS', 'CTV | BCHQS', 'CTV | Ban Chỉ huy', 'CTV | BCH Quân sự', 'CTV | BCH quân sự'
  ]],
  ['council-deputy', 'closed', ['Đại biểu | HĐND', 'ĐB | HĐND', 'Đại biểu | Hội đồng nhân dân']],
  ['assembly-deputy', 'closed', ['Đại biểu | Quốc hội', 'ĐBQH', 'ĐB | Quốc hội']],
  ['rapporteur', 'open', ['Báo cáo viên']],
  ['other', 'open', [
    'Tổ phó', 'Phó Tổ trưởng', 'Khối phó', 'Phó Hiệu trưởng', 'Phó Hiệu trưởng phụ trách', 'Viện trưởng',
    'Phó Viện trưởng', 'Chánh | Thanh tra',
    'Phó Chánh | Thanh tra', 'Chánh | án', 'Phó Chánh | án', 'Chi cục trưởng', 'Phó Chi cục trưởng', 'Cục trưởng',
    'Phó Cục trưởng', 'Vụ trưởng', 'Phó Vụ trưởng', 'Hạt trưởng', 'Phó Hạt trưởng', 'Bộ trưởng', 'Thứ trưởng',
    'Thủ tướng', 'Phó Thủ tướng', 'Tư lệnh', 'Phó Tư lệnh', 'Chính ủy', 'Phó Chính ủy', 'Chỉ huy phó',
    'Phó Chỉ huy trưởng', 'Chính trị viên phó', 'Phó Chính trị viên', 'Đồn trưởng', 'Phó Đồn trưởng', 'Đội trưởng',
    'Đội phó', 'Phó Đội trưởng', 'Đại đội trưởng', 'Tổng Biên tập', 'Phó Tổng Biên tập', 'Kế toán trưởng',
    'Trạm trưởng',
    'Phó Trạm trưởng', 'Trưởng | CAP', 'Trưởng trạm Y tế', 'Tổng Thư ký', 'Phó Tổng Thư ký', 'Tham mưu trưởng',
    'Chỉ huy trưởng công trường', 'Chủ tịch Hội đồng quản trị', 'Chủ tịch HĐQT', 'Chủ tịch Hội đồng thành viên',
    'Phó Tham mưu trưởng', 'Trung đoàn trưởng', 'Tiểu đoàn trưởng', 'Kiểm toán trưởng', 'Tổng Kiểm toán',
    'Thủ trưởng', 'Phó Thủ trưởng', 'Hội trưởng', 'Phó Trạm', 'Trưởng | Đài', 'Trưởng | Trung tâm',
    'Phó | Trung tâm', 'Chi hội trưởng', 'Chi hội phó', 'Phân đội trưởng'
  ]],
  ['other', 'required', ['Thư ký']]
]

const headOf = ([rank, takes, , more]: Row, words: number): Head =>
  ({ rank, takes, words, afterName: false, body: null, code: null, ...more })

/** What opens the title of an office. */
export const HEADS = new Phrases<Head>(heads.flatMap(row => row[2].map(written => {
  const [rank] = written.split('|') as [string]
  const phrase = written.replace('|', '').trim()
  return [phrase, headOf(row, written.includes('|') ? countOf(rank) : countOf(phrase))] as const
})))

function countOf (words: string): number {
  return (words.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []).length
}

/** Words before a title that are part of it. */
export const FORMER = new Set(['nguyên', 'cựu'])
export const ACTING = new Set(['quyền', 'q'])

/** How a body's name may go on: with units alone, with another department's after `và` or a dash, or with any words. */
export type Openness = 'closed' | 'joined' | 'open'

const closedBodies = [
  'Đảng ủy', 'Thành ủy', 'Tỉnh ủy', 'Thị ủy', 'Huyện ủy', 'Quận ủy', 'Đảng bộ', 'Chi bộ', 'Chi ủy', 'Đảng ủy bộ phận',
  'Đảng ủy cơ sở', 'Đảng ủy UBND', 'Đảng ủy các cơ quan Đảng', 'Đảng ủy Quân sự', 'Đảng ủy Công an', 'Đảng đoàn',
  'Ban Cán sự đảng', 'Ban Thường vụ', 'Ban Chấp hành', 'BTV', 'BCH', 'BCH Đảng bộ', 'Ban Chấp hành Đảng bộ',
  'Ban Thường trực', 'Thường trực', 'Thường vụ', 'TT', 'Trung ương', 'Trung ương Đảng', 'TW', 'T.Ư', 'TƯ', 'TPHCM',
  'TP.HCM', 'TP HCM', 'TW Đảng',
  'T.Ư Đảng', 'Bộ Chính trị', 'Ban Bí thư', 'BCHTW', 'Trung ương Đoàn', 'Chính phủ', 'Quốc hội', 'nước',
  'HĐND', 'Hội đồng nhân dân', 'UBND', 'Ủy ban nhân dân', 'UB', 'UB.MTTQ', 'UB MTTQ', 'UBMTTQ', 'UBMTTQVN', 'MTTQ',
  'MTTQVN', 'Ủy ban MTTQ', 'Ủy ban Mặt trận Tổ quốc', 'Ủy ban Mặt trận Tổ quốc Việt Nam', 'Ủy ban MTTQ Việt Nam',
  'UBMTTQ Việt Nam', 'UB.MTTQ Việt Nam', 'UB MTTQ Việt Nam', 'MTTQ Việt Nam', 'Mặt trận Tổ quốc', 'Ủy ban Mặt trận',
  'Mặt trận Tổ quốc Việt Nam', 'Mặt trận', 'UB.MTTQVN', 'UB MTTQVN', 'Ủy ban MTTQVN', 'UBMT', 'UBMTTQ VN', 'MTTQ VN',
  'Ủy ban kiểm tra', 'UBKT', 'Ủy ban Kiểm tra Đảng ủy', 'Ban Tổ chức', 'Ban Tuyên giáo', 'Ban Tuyên giáo và Dân vận',
  'Ban Dân vận', 'Ban Nội chính', 'Ban Xây dựng Đảng', 'Khối Dân vận', 'Ban Tổ chức - Kiểm tra', 'BTC', 'BTG', 'BDV',
  'Ban Pháp chế', 'Ban Kinh tế - Xã hội', 'Ban Kinh tế - Ngân sách', 'Ban Văn hóa - Xã hội', 'Ban Kinh tế Ngân sách',
  'Ban Văn hóa Xã hội', 'Ban Kinh tế Xã hội', 'Ban Đô thị', 'Ban Dân tộc', 'Công an', 'CA', 'CAP',
  'Đoàn Thanh niên', 'Đoàn TN', 'ĐTN', 'Đoàn', 'Đoàn TNCS Hồ Chí Minh', 'Đoàn Thanh niên Cộng sản Hồ Chí Minh',
  'Đoàn TNCS HCM', 'Thành đoàn', 'Tỉnh đoàn', 'Thị đoàn', 'Huyện đoàn', 'Quận đoàn', 'Chi đoàn', 'Đoàn Phường',
  'Hội Liên hiệp Phụ nữ', 'Hội LHPN', 'Hội LHPN Việt Nam', 'Hội Liên hiệp Phụ nữ Việt Nam', 'HPN', 'Hội Phụ nữ',
  'Hội Nông dân', 'Hội Nông dân Việt Nam', 'HND', 'Hội ND', 'Hội Cựu chiến binh', 'Hội CCB', 'CCB', 'Hội CCB Việt Nam',
  'Hội Cựu chiến binh Việt Nam', 'Công đoàn', 'Công đoàn cơ sở', 'Liên đoàn Lao động', 'LĐLĐ', 'CĐCS',
  'Hội Người cao tuổi', 'Hội NCT', 'Hội Chữ thập đỏ', 'Hội CTĐ', 'Hội Khuyến học', 'Hội Cựu TNXP', 'Hội Đông y',
  'Hội Cựu Thanh niên xung phong', 'Hội Liên hiệp Thanh niên', 'Hội LHTN', 'Hội LHTN Việt Nam', 'Hội Cựu giáo chức',
  'Hội Liên hiệp Thanh niên Việt Nam', 'Hội Luật gia', 'Hội Nạn nhân chất độc da cam', 'Hội Người mù', 'Liên minh HTX',
  'Hội Cựu Công an nhân dân', 'Hội Liên hiệp Văn học nghệ thuật', 'Liên hiệp các tổ chức hữu nghị',
  'Ban CHQS', 'BCHQS', 'Ban Chỉ huy Quân sự', 'Bộ Chỉ huy Quân sự', 'Bộ CHQS', 'BCH Quân sự', 'Quân sự',
  'Ban Công tác Mặt trận', 'Ban CTMT', 'Trạm Y tế', 'Trung tâm Chính trị', 'Trung tâm bồi dưỡng chính trị', 'TTCT',
  'TTBDCT', 'Trung tâm BDCT', 'Tòa án nhân dân', 'TAND', 'Viện Kiểm sát nhân dân', 'VKSND', 'Văn phòng HĐND và UBND',
  'Văn phòng HĐND - UBND', 'Văn phòng UBND', 'Văn phòng Đảng ủy', 'Văn phòng Thành ủy', 'Văn phòng Tỉnh ủy',
  'Văn phòng Huyện ủy', 'Văn phòng Quận ủy', 'Văn phòng Thị ủy', 'Văn phòng Đoàn ĐBQH và HĐND', 'Văn phòng Cấp ủy',
  'Đoàn kiểm tra', 'Đoàn giám sát', 'Đoàn công tác', 'Đoàn ĐBQH', 'Đoàn đại biểu Quốc hội', 'Tổ công tác', 'Đoàn',
  'tổ đảng viên', 'chi hội', 'Ban Chủ nhiệm', 'Ban Thanh tra nhân dân', 'Hội đồng',
  'Đảng ủy Khối các cơ quan', 'Đảng ủy Khối các cơ quan và doanh nghiệp', 'Đảng ủy Khối doanh nghiệp', 'cấp ủy'
]

/** Names of departments, which others may be joined to: `Sở Xây dựng và Giao thông`. */
const departments = [
  'Tài nguyên và Môi trường', 'Nông nghiệp và Môi trường', 'Nông nghiệp và Phát triển nông thôn',
  'Tài chính - Kế hoạch', 'Lao động - Thương binh và Xã hội', 'Lao động, Thương binh và Xã hội',
  'Văn hóa, Thể thao và Du lịch', 'Văn hóa và Thông tin', 'Giáo dục và Đào tạo', 'Khoa học và Công nghệ',
  'Kế hoạch và Đầu tư', 'Thông tin và Truyền thông', 'Tuyên giáo và Dân vận', 'Quản lý đô thị', 'Nội vụ',
  'Văn hóa - Xã hội',
  'Kinh tế, Hạ tầng và Đô thị', 'Kinh tế', 'Kinh tế và Hạ tầng', 'Xây dựng', 'Tư pháp', 'Y tế', 'Văn hóa', 'Tài chính',
  'Phục vụ hành chính công', 'xã hội', 'Tổ chức', 'Tổ chức cán bộ', 'Hành chính', 'Tổ chức - Hành chính',
  'Dân tộc và Tôn giáo', 'Dân tộc - Tôn giáo', 'Tuyên giáo - Dân vận'
]

/** Bodies that have a name of their own after them: `Ban Quản lý dự án đầu tư xây dựng khu vực`. */
const openBodies = [
  'Ban Chỉ đạo',
  'Ban', 'Phòng', 'Sở', 'Trung tâm', 'Công ty', 'Trường', 'Viện', 'Chi cục', 'Cục', 'Vụ', 'Văn phòng', 'Hội',
  'Liên đoàn',
  'Đội', 'Khoa', 'Bộ', 'Ngân hàng', 'Kho bạc', 'Bệnh viện', 'Bảo hiểm', 'BHXH', 'Ủy ban', 'Tiểu ban', 'Khối',
  'Hợp tác xã',
  'HTX', 'Đài', 'Báo', 'Tổ', 'Liên minh', 'Liên hiệp', 'Hạt', 'Đồn', 'Trạm', 'Xí nghiệp', 'Tập đoàn', 'Tổng Công ty',
  'Quỹ', 'Nhà', 'Ban Quản lý', 'BQL', 'Điện lực', 'Bưu điện', 'Thuế', 'Kho', 'Học viện', 'Câu lạc bộ', 'CLB', 'Nhóm',
  'Bộ phận', 'Cơ quan', 'Doanh nghiệp', 'Hải quan', 'Lữ đoàn', 'Khu công nghiệp', 'Khu kinh tế', 'Làng nghề',
  'Khu di tích', 'Khu đô thị', 'Trung đoàn', 'Tiểu đoàn', 'Quân khu'
]

export const BODIES = new Phrases<Openness>([
  ...closedBodies.map(body => [body, 'closed'] as const),
  ...departments.map(body => [body, 'joined'] as const),
  ...openBodies.map(body => [body, 'open'] as const)
])

/** unit: a place follows or the word stands alone. named: what follows is a number or a name, not of a person. */
export type UnitSort = 'unit' | 'local' | 'named'

const units: ReadonlyArray<readonly [UnitSort, readonly string[]]> = [
  ['unit', [
    'phường', 'xã', 'thị trấn', 'đặc khu', 'quận', 'huyện', 'thị xã', 'thành phố', 'tỉnh', 'TP', 'TP.', 'Tp.', 'TX',
    'TX.',
    'P.', 'Q.', 'H.', 'T.', 'TT.', 'cấp tỉnh', 'cấp thành phố', 'cấp huyện', 'cấp xã', 'cấp phường', 'P', 'Q'
  ]],
  ['local', [
    'khu phố', 'tổ dân phố', 'TDP', 'KP', 'KP.', 'khối phố', 'khối', 'khóm', 'thôn', 'ấp', 'bản', 'buôn', 'làng', 'xóm',
    'khu dân cư', 'KDC', 'khu', 'tổ', 'phố', 'số', 'liên khu', 'tiểu khu', 'khu vực', 'khóa', 'cụm', 'chi bộ'
  ]],
  ['named', ['Tiểu học', 'THCS', 'THPT', 'TH', 'Mầm non', 'Mẫu giáo', 'TH&THCS', 'chùa', 'đường', 'chợ', 'giáo xứ']]
]

export const UNITS = new Phrases<UnitSort>(units.flatMap(([sort, list]) => list.map(unit => [unit, sort] as const)))

/** Provinces and cities, before and since 2025, so that they are not taken for persons. */
export const PLACES = phrases(
  'An Giang', 'Bà Rịa', 'Vũng Tàu', 'Bà Rịa - Vũng Tàu', 'Bắc Giang', 'Bắc Kạn', 'Bạc Liêu', 'Bắc Ninh', 'Bến Tre',
  'Bình Định', 'Bình Dương', 'Bình Phước', 'Bình Thuận', 'Cà Mau', 'Cần Thơ', 'Cao Bằng', 'Đà Nẵng', 'Đắk Lắk',
  'Đắk Nông', 'Điện Biên', 'Điện Biên Phủ', 'Đồng Nai', 'Đồng Tháp', 'Gia Lai', 'Hà Giang', 'Hà Nam', 'Hà Nội',
  'Hà Tĩnh', 'Hải Dương', 'Hải Phòng', 'Hậu Giang', 'Hòa Bình', 'Hưng Yên', 'Khánh Hòa', 'Kiên Giang', 'Kon Tum',
  'Lai Châu', 'Lâm Đồng', 'Lạng Sơn', 'Lào Cai', 'Long An', 'Nam Định', 'Nghệ An', 'Ninh Bình', 'Ninh Thuận',
  'Phú Thọ', 'Phú Yên', 'Quảng Bình', 'Quảng Nam', 'Quảng Ngãi', 'Quảng Ninh', 'Quảng Trị', 'Sóc Trăng', 'Sơn La',
  'Tây Ninh', 'Thái Bình', 'Thái Nguyên', 'Thanh Hóa', 'Thừa Thiên Huế', 'Thừa Thiên - Huế', 'Huế', 'Tiền Giang',
  'Hồ Chí Minh', 'HCM', 'Trà Vinh', 'Tuyên Quang', 'Vĩnh Long', 'Vĩnh Phúc', 'Yên Bái', 'Vinh', 'Đà Lạt', 'Hạ Long',
  'Uông Bí', 'Cẩm Phả', 'Móng Cái', 'Thủ Đức', 'Biên Hòa', 'Thủ Dầu Một', 'Dĩ An', 'Thuận An', 'Quy Nhơn', 'Nha Trang',
  'Cam Ranh', 'Phan Thiết', 'Phan Rang', 'Phan Rang - Tháp Chàm', 'Tuy Hòa', 'Hội An', 'Tam Kỳ', 'Đông Hà', 'Đồng Hới',
  'Sầm Sơn', 'Tam Điệp', 'Hoa Lư', 'Phủ Lý', 'Việt Trì', 'Long Xuyên', 'Châu Đốc', 'Rạch Giá', 'Hà Tiên', 'Phú Quốc',
  'Mỹ Tho', 'Gò Công', 'Sa Đéc', 'Cao Lãnh', 'Hồng Ngự', 'Tân An', 'Vị Thanh', 'Ngã Bảy', 'Pleiku', 'Buôn Ma Thuột',
  'Buôn Hồ', 'Gia Nghĩa', 'Bảo Lộc', 'Đồng Xoài', 'Từ Sơn', 'Chí Linh', 'Sông Công', 'Phổ Yên', 'Bỉm Sơn', 'Thái Hòa',
  'Cửa Lò', 'Hoàng Mai', 'Hồng Lĩnh', 'Kỳ Anh', 'Tân Uyên', 'Bến Cát', 'Long Khánh', 'Phúc Yên', 'Vĩnh Yên',
  'Việt Nam', 'Tổ quốc'
)

/** What stands before persons' names; the value says whether several follow. */
const one = [
  'đồng chí', 'đ/c', 'đ/c.', 'đc', 'đ/chí', 'đ.c', 'đ. c', 'ông', 'bà', 'anh', 'chị', 'cô', 'chú', 'cụ', 'bác', 'em',
  'TS', 'TS.', 'Th.S',
  'ThS',
  'ThS.', 'Ths.', 'Thạc sỹ', 'Tiến sỹ', 'PGS.TS', 'PGS', 'PGS.', 'GS', 'GS.', 'GS.TS', 'BS', 'BS.', 'Bác sỹ', 'BS.CKI',
  'BS.CKII', 'BSCKI', 'BSCKII', 'Kỹ sư', 'KS', 'KS.', 'Luật sư', 'Đại tá', 'Thượng tá', 'Trung tá', 'Thiếu tá',
  'Đại úy', 'Thượng úy', 'Trung úy', 'Thiếu úy', 'Đại tướng', 'Thượng tướng', 'Trung tướng', 'Thiếu tướng',
  'Chuẩn đô đốc', 'Nhà giáo', 'Nhà giáo ưu tú', 'Thượng tọa', 'Hòa thượng', 'Đại đức', 'Linh mục', 'Mục sư', 'Ni sư',
  'CVCC', 'CN', 'ĐC', 'Thầy giáo', 'Cô giáo', 'thầy', 'Thượng tá QNCN', 'Đại úy QNCN', 'Doanh nhân', 'Nghệ nhân',
  'Anh hùng Lao động', 'Anh hùng LLVT nhân dân', 'Kiến trúc sư', 'KTS', 'DS.CKI', 'Dược sỹ', 'đồng chí:', 'Th.s.'
]
const several = [
  'các đồng chí', 'các đ/c', 'các ông', 'các bà', 'các ông, bà', 'các ông bà', 'các anh', 'các chị', 'các đồng chí:',
  'các vị', 'các cụ', 'quý ông bà', 'ông, bà', 'ông/bà', 'ông (bà)', 'hai đồng chí', 'ba đồng chí', 'các anh chị',
  'các đ/c:', '02 đồng chí', '03 đồng chí', 'những đồng chí', 'các đc', 'các đồng chí lãnh đạo', 'các ông/bà',
  'các thầy cô', 'các thầy', 'các cô'
]

export const HONORIFICS = new Phrases<'one' | 'several'>([
  ...several.map(words => [words, 'several'] as const), ...one.map(words => [words, 'one'] as const)
])

/** Words at which the name of a body ends, however open it is: what holders do, and what joins clauses. */
export const ENDINGS = phrases(
  'chủ trì', 'đồng chủ trì', 'chủ tọa', 'điều hành', 'đến dự', 'dự', 'tham dự', 'cùng dự', 'về dự', 'tới dự', 'có mặt',
  'phát biểu', 'báo cáo', 'trình bày', 'thông qua', 'nhấn mạnh', 'cho biết', 'cho rằng', 'cho hay', 'khẳng định',
  'yêu cầu',
  'đề nghị', 'ghi nhận', 'biểu dương', 'đánh giá', 'kết luận', 'chỉ đạo', 'lưu ý', 'trao', 'tặng', 'thay mặt',
  'đại diện',
  'đã', 'đang', 'sẽ', 'cùng', 'với', 'và', 'là', 'làm', 'có', 'được', 'bị', 'cho', 'về', 'tại', 'trong', 'khi', 'để',
  'do',
  'của', 'từ', 'đến', 'trực tiếp', 'truyền đạt', 'quán triệt', 'giới thiệu', 'triển khai', 'phổ biến', 'công bố', 'đọc',
  'nêu', 'nêu rõ', 'bày tỏ', 'chia sẻ', 'chúc mừng', 'chúc', 'cảm ơn', 'tiếp thu', 'giải trình', 'trả lời', 'giao',
  'kiến nghị',
  'đề xuất', 'hỏi', 'thông tin', 'thông báo', 'nói', 'kêu gọi', 'mong muốn', 'mong', 'khai mạc', 'bế mạc', 'thăm',
  'dâng',
  'động viên', 'gợi ý', 'hướng dẫn', 'phân tích', 'làm rõ', 'ký', 'ban hành', 'tổ chức', 'tiếp tục', 'giữ', 'thôi',
  'nghỉ',
  'nhận', 'bàn', 'thống nhất', 'tham luận', 'thảo luận', 'tặng hoa', 'dẫn đầu', 'làm việc', 'tiếp', 'gặp', 'đối thoại',
  'cũng', 'vừa', 'còn', 'nhiệm kỳ', 'sau', 'trước', 'ngay', 'theo', 'như', 'nhằm', 'hiện', 'nay', 'bởi', 'qua',
  'phụ trách',
  'kiểm tra thực tế', 'điểm lại', 'tóm tắt', 'thừa ủy quyền', 'quyết định', 'mong rằng', 'tin tưởng', 'đăng ký', 'xin',
  'khen', 'nhìn nhận', 'nhận định', 'thẳng thắn', 'phấn khởi', 'tâm đắc', 'hứa', 'cam kết', 'tuyên bố', 'giải đáp',
  'lắng nghe', 'tham gia', 'gửi', 'dành', 'tham quan', 'lần lượt', 'tập trung', 'chỉ ra', 'vui mừng', 'xúc động',
  'đồng tình',
  'trăn trở', 'băn khoăn', 'kết nạp', 'tri ân', 'ôn lại', 'đồng thời', 'kiêm', 'cùng với', 'cùng toàn thể',
  'bên cạnh', 'ủng hộ',
  'nguyên', 'khuyến khích', 'đôn đốc', 'phát động', 'hoan nghênh', 'đồng ý', 'đưa', 'tiếp nhận', 'điểm', 'tổng hợp',
  'quan tâm',
  'thẩm tra', 'thay', 'vắng', 'lên', 'ra', 'vào', 'tuy nhiên', 'nhưng', 'song', 'vì', 'thì', 'mà', 'này', 'các',
  'những', 'mỗi'
)

/** Words of bodies' names that begin as an ending does. */
export const CONTINUES = phrases(
  'thực hiện', 'dự án', 'dự phòng', 'giao thông', 'giao dịch', 'có công', 'tiếp công dân', 'tiếp dân', 'từ thiện',
  'thông tin',
  'được mùa',
  'cho vay', 'trong nước', 'đại diện Hội', 'đăng ký đất đai', 'trước bạ', 'kiểm tra', 'giám sát', 'qua đêm', 'trao đổi'
)

/** Words that end a row of capitals where everything is in capitals: no person's name has them. */
export const CAPITAL_ENDINGS = phrases(
  'chủ trì', 'đồng chí', 'đến dự', 'tham dự', 'cùng dự', 'phát biểu', 'báo cáo', 'trình bày', 'nhấn mạnh',
  'làm việc', 'trao',
  'thăm', 'tại', 'của', 'với', 'và', 'là', 'dự', 'được', 'giữ chức', 'đảng ủy', 'phường', 'xã', 'thành phố', 'ubnd',
  'hđnd',
  'tiếp xúc', 'kiểm tra', 'chúc', 'tặng', 'đối thoại', 'gặp mặt', 'các', 'về', 'cho', 'tiếp', 'trong', 'cùng', 'đã',
  'ông', 'bà'
)
