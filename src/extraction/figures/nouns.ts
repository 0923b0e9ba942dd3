/**
 * The nouns that reports count, and what sort of thing each is: whether `5 …` is a figure at all, and which indicator
 * may take it, depends on the noun. A longer noun wins: `đồng chí` is no money, `hộ kinh doanh` no `hộ`.
 */
import { Phrases } from '../phrases.js'

/**
 * person, household, body, case (things that happen), thing, event (things that are held): figures where counted.
 * attendee: counted at meetings. opinion: voiced at meetings. paper: documents and what they hold. area: units of the
 * State. time: durations and ages. The last four are no figures of a ward.
 */
export type NounGroup =
  'person' | 'household' | 'body' | 'case' | 'thing' | 'event' | 'opinion' | 'attendee' | 'paper' | 'area' | 'time'

export interface Noun {
  /** As a unit: `đảng viên`. */
  readonly text: string
  readonly group: NounGroup
}

const groups: Readonly<Record<NounGroup, readonly string[]>> = {
  person: [
    'đảng viên', 'đồng chí', 'đ/c', 'đc', 'quần chúng', 'quần chúng ưu tú', 'cán bộ', 'cán bộ, đảng viên',
    'cán bộ, công chức', 'công chức', 'viên chức', 'người', 'lượt người', 'lao động', 'lượt lao động', 'người lao động',
    'hội viên', 'đoàn viên', 'đoàn viên, hội viên', 'thanh niên', 'học sinh', 'sinh viên', 'học viên', 'giáo viên',
    'cháu', 'trẻ', 'trẻ em', 'em', 'em học sinh', 'phụ nữ', 'nhân khẩu', 'khẩu', 'cá nhân', 'lượt khách', 'du khách',
    'lượt du khách', 'khách', 'đối tượng', 'công dân', 'lượt công dân', 'chiến sĩ', 'dân quân', 'tân binh', 'người dân',
    'lượt người dân', 'bệnh nhân', 'lượt bệnh nhân', 'thí sinh', 'người cao tuổi', 'cụ', 'cựu chiến binh',
    'thương binh',
    'người có công', 'cấp ủy viên', 'bí thư', 'bí thư chi bộ', 'lượt đảng viên', 'lượt hội viên', 'lượt học sinh',
    'nhân sự', 'nạn nhân', 'tình nguyện viên', 'lượt', 'cử tri', 'lượt cử tri', 'mẹ', 'tổ viên',
    'nam thanh niên', 'đoàn viên thanh niên', 'cá nhân tiêu biểu', 'con', 'lượt cán bộ', 'suất lao động', 'nông dân',
    'quân nhân', 'bộ đội', 'vận động viên', 'cộng tác viên', 'công nhân', 'nghệ nhân', 'người nghiện', 'doanh nhân',
    'chủ hộ', 'thợ', 'bác sĩ',
    'ngư dân', 'tiểu thương', 'thiếu nhi', 'nữ', 'nam', 'ủy viên', 'đại biểu hđnd', 'đại biểu hội đồng nhân dân',
    'các nhân', 'lượt đối tượng', 'học sinh nghèo'
  ],
  household: [
    'hộ', 'hộ dân', 'hộ gia đình', 'gia đình', 'hộ nghèo', 'hộ cận nghèo', 'hộ kinh doanh', 'hộ mới thoát nghèo',
    'lượt hộ', 'lượt hộ nghèo', 'hộ tái nghèo', 'hộ chính sách', 'gia đình chính sách', 'hộ kinh doanh cá thể',
    'lượt gia đình', 'hộ tiểu thương', 'hộ sản xuất kinh doanh', 'hộ sản xuất, kinh doanh'
  ],
  body: [
    'chi bộ', 'đảng bộ', 'đảng bộ bộ phận', 'tổ chức đảng', 'tổ chức cơ sở đảng', 'tccsđ', 'chi, đảng bộ',
    'chi đảng bộ',
    'đảng bộ, chi bộ', 'chi bộ, đảng bộ', 'chi ủy', 'tập thể', 'đơn vị', 'cơ quan', 'doanh nghiệp', 'dn', 'hợp tác xã',
    'htx', 'tổ hợp tác', 'cơ sở', 'cơ sở kinh doanh', 'cơ sở sản xuất', 'trường', 'trường học', 'nhà trường', 'tổ',
    'tổ dân phố', 'tdp', 'khu phố', 'khu dân cư', 'kdc', 'khối', 'khối phố', 'xóm', 'thôn', 'ấp', 'bản', 'buôn',
    'câu lạc bộ', 'clb',
    'đội', 'nhóm', 'tổ liên gia', 'chi hội', 'chi đoàn', 'hội', 'công ty', 'cửa hàng', 'tổ tự quản', 'tổ hòa giải',
    'tổ công nghệ số', 'tổ công nghệ số cộng đồng', 'đoàn thể', 'tổ chức', 'tổ chức cơ sở', 'làng nghề', 'trạm y tế',
    'tổ an ninh', 'tổ tiết kiệm', 'ban công tác mặt trận', 'tổ bảo vệ an ninh trật tự', 'tiểu khu', 'lượt tổ chức đảng',
    'tổ chức chính trị - xã hội', 'điểm trường', 'đầu mối', 'cơ quan, đơn vị', 'tổ chức, cá nhân'
  ],
  case: [
    'vụ', 'vụ việc', 'vụ án', 'trường hợp', 'ca', 'ca mắc', 'ca bệnh', 'lượt phương tiện', 'đám cháy', 'vi phạm',
    'lượt kiểm tra', 'tin báo', 'đơn', 'đơn thư', 'đơn, thư', 'kiến nghị', 'lượt kiến nghị', 'phản ánh',
    'phản ánh, kiến nghị',
    'kiến nghị, phản ánh', 'ý kiến, kiến nghị', 'ý kiến kiến nghị', 'ý kiến cử tri', 'điểm nóng', 'điểm', 'điểm đen',
    'chỗ'
  ],
  thing: [
    'mô hình', 'công trình', 'hạng mục', 'dự án', 'tuyến', 'tuyến đường', 'tuyến phố', 'tuyến hẻm', 'tuyến ngõ',
    'tuyến kiệt',
    'hẻm', 'ngõ', 'đoạn đường', 'con đường', 'căn', 'căn nhà', 'nhà', 'ngôi nhà', 'suất', 'suất quà', 'phần quà',
    'xuất quà', 'túi quà', 'quà', 'xe đạp', 'xe lăn', 'thẻ', 'thẻ bảo hiểm y tế', 'thẻ bhyt', 'camera', 'mắt camera',
    'bóng đèn',
    'bóng điện', 'bóng', 'đèn', 'trụ đèn', 'cột đèn', 'cây', 'cây xanh', 'giấy chứng nhận', 'giấy', 'giấy phép', 'gcn',
    'gcnqsdđ',
    'giấy phép xây dựng', 'hồ sơ', 'thủ tục', 'thủ tục hành chính', 'tthc', 'mái tôn', 'tụ điểm', 'tài khoản',
    'sản phẩm', 'cổng', 'băng rôn',
    'pa nô', 'panô', 'tin, bài', 'tin bài', 'bài viết', 'thửa', 'thửa đất', 'lô đất', 'phương án', 'chỉ tiêu',
    'mục tiêu',
    'tiêu chí', 'phương tiện', 'xe', 'xe máy', 'ô tô', 'đơn vị máu', 'túi máu', 'học bổng', 'suất học bổng', 'giải',
    'huy chương', 'huy chương vàng', 'danh hiệu', 'mũi', 'mũi tiêm', 'liều', 'liều vắc xin', 'liều vaccine', 'công',
    'ngày công', 'bộ bàn ghế', 'bộ', 'máy tính', 'thùng rác', 'thiết bị', 'bể', 'nhà văn hóa', 'nhà tình nghĩa',
    'điểm sinh hoạt',
    'nhà đại đoàn kết', 'nhà tình thương', 'khu vui chơi', 'sân chơi', 'phòng học', 'huy hiệu', 'huy hiệu đảng',
    'thẻ đảng',
    'con gia súc', 'con gia cầm', 'bình chữa cháy', 'sổ tiết kiệm', 'gian hàng', 'nhà tạm', 'nhà dột nát', 'nhà trọ',
    'phòng trọ', 'cơ sở nhà, đất', 'vườn', 'ao', 'cống', 'cầu', 'chữ ký số', 'lá cờ', 'cờ', 'mã qr', 'bằng khen',
    'giấy khen',
    'sáng kiến', 'phần việc', 'trụ sở', 'nhà sinh hoạt', 'nhà vệ sinh', 'máy', 'máy vi tính', 'tủ sách',
    'mái che', 'biển quảng cáo', 'biển hiệu', 'lô', 'kè', 'đập', 'trạm bơm', 'giếng', 'chợ', 'công viên', 'hồ', 'loa',
    'cụm loa', 'điện thoại', 'tờ rơi', 'cuốn sổ tay', 'áp phích', 'pano', 'bồn hoa', 'tranh bích họa', 'lồng bè', 'tàu',
    'tàu cá', 'bè', 'phao', 'công trình, phần việc', 'công trình, dự án', 'dự án, công trình', 'thẻ căn cước', 'cccd'
  ],
  event: [
    'kỳ sinh hoạt',
    'cuộc', 'lượt', 'buổi', 'lớp', 'lớp tập huấn', 'hội nghị', 'đợt', 'chuyến', 'phiên', 'giải đấu', 'hội thi',
    'chương trình văn nghệ',
    'buổi tuyên truyền', 'buổi ra quân', 'cuộc họp', 'cuộc kiểm tra', 'cuộc giám sát', 'cuộc đối thoại', 'đợt ra quân',
    'lượt ra quân', 'lượt tuyên truyền', 'lần ra quân', 'cuộc tiếp xúc', 'buổi đối thoại', 'hoạt động', 'phong trào'
  ],
  opinion: ['ý kiến', 'lượt ý kiến', 'ý kiển', 'ý kiến phát biểu', 'lượt ý kiến phát biểu', 'tham luận', 'câu hỏi',
    'ý kiến đóng góp'],
  attendee: ['đại biểu', 'điểm cầu', 'đại biểu chính thức', 'thành viên', 'khách mời'],
  paper: [
    'nghị quyết', 'chỉ thị', 'kết luận', 'kế hoạch', 'chương trình', 'quyết định', 'văn bản', 'công văn', 'báo cáo',
    'tờ trình', 'thông báo', 'hướng dẫn', 'chuyên đề', 'đề án', 'quy chế', 'quy định', 'nội dung', 'giải pháp',
    'nhiệm vụ',
    'nhóm nhiệm vụ', 'nhóm giải pháp', 'nhóm chỉ tiêu', 'đột phá', 'khâu đột phá', 'vấn đề', 'lĩnh vực', 'phần',
    'bước', 'mặt', 'bài',
    'trọng tâm', 'nhiệm vụ trọng tâm', 'nhiệm vụ, giải pháp', 'luật', 'nghị định', 'thông tư', 'dấu ấn', 'yếu tố',
    'nguyên tắc', 'bài học',
    'khóa', 'cấp', 'đầu việc', 'tầng', 'chương', 'điều', 'khoản', 'mục', 'phiếu', 'văn kiện', 'văn bản chỉ đạo',
    'điểm mới'
  ],
  area: [
    'phường', 'xã', 'phường, xã', 'xã, phường', 'thị trấn', 'quận', 'huyện', 'tỉnh', 'tỉnh, thành phố', 'thành phố',
    'sở', 'ban', 'phòng',
    'bên', 'đầu', 'miền', 'nước', 'cấp ủy', 'địa phương', 'đảng ủy'
  ],
  time: [
    'ngày', 'giờ', 'h', 'phút', 'giây', 'tháng', 'năm', 'tuần', 'quý', 'tuổi', 'thế kỷ', 'nhiệm kỳ', 'kỳ', 'lần',
    'khóa', 'niên khóa',
    'ngày đêm', 'tuổi đảng', 'năm tuổi đảng', 'mùa', 'vụ mùa', 'đời', 'thế hệ', 'độ c'
  ]
}

/** Short and mistaken spellings, as the units they stand for. */
const SPELLED: Readonly<Record<string, string>> = {
  'đ/c': 'đồng chí',
  đc: 'đồng chí',
  'các nhân': 'cá nhân',
  'ý kiển': 'ý kiến',
  'xuất quà': 'suất quà',
  'đại biểu hđnd': 'đại biểu',
  'đại biểu hội đồng nhân dân': 'đại biểu'
}

const entries = (Object.keys(groups) as NounGroup[]).flatMap(group =>
  groups[group].map(text => [text, { text: SPELLED[text] ?? text, group }] as const))

/** In the order of the groups: a noun of two groups is of the first. */
export const nouns = new Phrases<Noun>(entries)

const NO_FIGURE: ReadonlySet<NounGroup> = new Set(['attendee', 'paper', 'area', 'time'])

/** Whether a count of it is a figure. */
export const isCounted = ({ group }: Noun) => !NO_FIGURE.has(group)
