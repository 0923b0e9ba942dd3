/**
 * The label of a figure: what is counted, in the words of the text. From the words that lead to a figure, everything is
 * taken away that says when, who, whether and how exactly; what is left is a noun phrase, or a verb with its object.
 */
import type { Article } from '../article.js'
import { wordsOf } from '../article.js'
import { yearAt } from '../dates.js'
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import type { PeriodRead } from './reading.js'
import { keys } from './words.js'

/** A row of tokens: from the first to before the second. */
export type Range = readonly [first: number, end: number]

/** No label has more words on one side. */
const LONGEST_SIDE = 14

/** What leads into a clause and is no part of what is counted. */
const LEADS = phrases(
  'và', 'cùng', 'cùng với', 'cùng đó', 'cùng với đó', 'trong đó', 'đồng thời', 'nhất là', 'đặc biệt', 'đặc biệt là',
  'riêng',
  'cụ thể', 'cụ thể là', 'cụ thể như sau', 'như', 'gồm', 'bao gồm', 'ngoài ra', 'bên cạnh đó', 'theo đó',
  'theo báo cáo',
  'đến nay', 'tính đến nay', 'đến thời điểm này', 'hiện', 'hiện nay', 'hiện tại', 'tính đến', 'tính', 'đến', 'qua',
  'qua đó',
  'trong', 'tại', 'từ', 'cả', 'toàn', 'thì', 'là', 'có', 'còn', 'với', 'cho', 'để', 'nay', 'nâng', 'tổng cộng',
  'phường', 'xã', 'thị trấn', 'đảng bộ', 'đảng bộ phường', 'đảng ủy', 'đảng ủy phường', 'ubnd phường', 'ubnd',
  'hđnd phường', 'hđnd',
  'ủy ban nhân dân phường', 'ban thường vụ đảng ủy', 'ban chấp hành đảng bộ', 'toàn phường', 'toàn đảng bộ', 'toàn xã',
  'của phường',
  'địa phương', 'trên địa bàn', 'địa bàn', 'chính quyền', 'cấp ủy', 'ủy ban kiểm tra đảng ủy', 'lực lượng chức năng',
  'tổ dân phố', 'khu phố',
  'chi bộ', 'các chi bộ', 'đơn vị', 'ban chấp hành', 'các cấp', 'các ngành', 'mặt trận tổ quốc', 'mttq', 'người dân',
  'nhân dân',
  'đã', 'đang', 'sẽ', 'cần', 'phải', 'tiếp tục', 'phấn đấu', 'tập trung', 'chỉ', 'mới', 'vừa', 'cũng', 'đều', 'được',
  'luôn', 'phối hợp',
  'chủ động', 'kịp thời', 'tổ chức', 'triển khai', 'thực hiện', 'làm thủ tục', 'vẫn', 'đặt', 'đặt ra', 'đề ra',
  'thống nhất', 'sớm', 'cùng thời gian', 'nổi bật là', 'nổi bật', 'đáng chú ý', 'đáng chú ý là', 'chủ yếu',
  'tổng quát', 'cơ bản', 'đẩy mạnh', 'tăng cường', 'nỗ lực', 'quyết tâm', 'kết quả', 'tiến hành', 'ước', 'ước tính',
  'ước thực hiện', 'dự kiến',
  'trong năm', 'trong kỳ', 'trong tháng', 'trong quý', 'trong nhiệm kỳ', 'năm qua', 'thời gian qua', 'cuối năm',
  'đầu năm', 'cả năm', 'năm nay',
  'hằng năm', 'hàng năm', 'mỗi năm', 'bình quân', 'dịp này', 'nhân dịp này', 'đợt này', 'nửa năm qua', 'nhiệm kỳ qua',
  'từ đầu năm', 'đến cuối năm', 'năm',
  'duy trì', 'hiện có', 'số', 'về', 'nhằm', 'thêm', 'bằng', 'đạt', 'mục tiêu', 'chỉ tiêu', 'nhiệm vụ', 'giữ',
  'đảm bảo', 'bảo đảm', 'cũng như', 'song',
  'tổng số', 'qua rà soát', 'rà soát', 'kể cả', 'do', 'nhờ', 'vì vậy', 'do đó', 'đó', 'này', 'trước đó', 'sau đó',
  'các', 'những', 'một số',
  'phường đã', 'nhìn chung', 'đợt', 'thứ nhất', 'thứ hai', 'thứ ba', 'một là', 'hai là', 'ba là', 'nay là', 'đối với',
  'công tác', 'lĩnh vực', 'về'
)
/** Leads that are kept where nothing else stands before the counted noun: they say what is done. */
const KEPT_ALONE = phrases('thực hiện', 'tổ chức', 'triển khai', 'duy trì', 'bảo đảm', 'đảm bảo', 'giữ')

/** After them starts what is counted. */
const CUTS = phrases(
  'cho biết', 'cho thấy', 'nêu rõ', 'nhấn mạnh', 'khẳng định', 'báo cáo', 'phấn đấu', 'đặt mục tiêu', 'yêu cầu',
  'đề nghị', 'rằng', 'thông tin',
  'đã', 'sẽ', 'trong đó', 'cụ thể', 'cần', 'đặt ra', 'đề ra', 'kết quả là', 'nên', 'trong đó có', 'nhất trí',
  'thống nhất', 'giúp', 'đến nay', 'chỉ định', 'công bố'
)
const CITES = keys('của , về')

/** Noun phrases whose first words say what they are of. */
const HEADS = phrases('tỷ lệ', 'tổng', 'số', 'mức độ', 'tốc độ', 'giá trị', 'doanh thu', 'sản lượng', 'diện tích',
  'thu', 'chi', 'vốn')

/** Joining words at the end of what leads to a figure. */
const TRAILS = keys(`đạt được là còn có với cho ước khoảng trên hơn gần dưới từ mức tới đến gồm và ở xuống lên giảm
  tăng bằng
  vượt chiếm chỉ đã của về đó những các khi`)
const TRAILING = phrases('thực hiện', 'duy trì', 'xảy ra', 'ghi nhận', 'hiện có', 'hiện còn', 'đạt tỷ lệ', 'bình quân',
  'đạt mức', 'ước tính', 'trong đó',
  'tổng số', 'đối với', 'ít nhất', 'tối thiểu', 'tối đa', 'không quá', 'tổng cộng', 'trong số', 'mới đạt', 'bao gồm',
  'tương đương', 'trung bình', 'gồm có', 'phấn đấu', 'hằng năm', 'hàng năm')

/** The words that lead to a figure without what is no part of its label. */
export function leadOf (tokens: readonly Token[], from: number, to: number, periods: readonly PeriodRead[]): Range {
  let [first, end] = [from, to]
  end = trimmed(tokens, first, end)
  let cut = first
  for (let at = first; at < end; at++) {
    const found = CUTS.at(tokens, at, end)
    if (found !== null && found.end < end && (at === 0 || tokens[at - 1]!.key !== 'của')) cut = found.end
  }
  // What stands before a day or a symbol led to that.
  for (let at = cut; at + 1 < end; at++) {
    if (tokens[at]!.kind === 'number' && CITES.has(tokens[at + 1]!.key)) cut = at + 1
  }
  // `đến năm 2030 so với năm 2025 tăng 31,6 %`.
  for (let at = cut + 1; at + 1 < end; at++) {
    if (tokens[at]!.key === 'so' && tokens[at + 1]!.key === 'với') end = trimmed(tokens, cut, at)
  }
  first = stripped(tokens, cut, end, periods)
  if (first < end && tokens[first]!.key === 'của') first = end
  if (end - first > LONGEST_SIDE) {
    if (HEADS.at(tokens, first, end) !== null) end = first + LONGEST_SIDE
    else first = end - LONGEST_SIDE
  }
  if (first < end) return [first, end]
  // Nothing but a verb of doing.
  for (let at = from; at < end; at++) {
    const verb = KEPT_ALONE.at(tokens, at, end)
    if (verb?.end === end) return [at, end]
  }
  return [end, end]
}

function trimmed (tokens: readonly Token[], first: number, to: number): number {
  let end = to
  for (;;) {
    const start = Math.max(first, end - 2)
    const pair = end - start === 2 ? TRAILING.at(tokens, start, end) : null
    if (pair?.end === end) {
      end = start
      continue
    }
    if (end > first && (TRAILS.has(tokens[end - 1]!.key) || (tokens[end - 1]!.kind === 'mark' &&
      tokens[end - 1]!.text !== '"'))) {
      end--
      continue
    }
    return end
  }
}

function stripped (tokens: readonly Token[], from: number, end: number, periods: readonly PeriodRead[]): number {
  let first = from
  for (;;) {
    if (first >= end) return end
    const token = tokens[first]!
    if (token.kind === 'mark' && token.text !== '"') {
      first++
      continue
    }
    // `đến cuối năm 2024 còn`, `Chi bộ khu phố 4 có`.
    if (token.kind === 'number' && (first === end - 1 || yearAt(tokens, first) !== null)) {
      first++
      continue
    }
    const period = periods.find(period => period.first === first)
    if (period !== undefined && period.end <= end) {
      first = period.end
      continue
    }
    const lead = LEADS.at(tokens, first, end)
    if (lead === null || startsNoun(tokens, first, lead.end, end)) return first
    // `Trong tháng 8`: the period starts within the lead.
    const inner = periods.find(period => period.first > first && period.first < lead.end && period.end <= end)
    first = inner?.end ?? lead.end
  }
}

/** `chi bộ văn minh`, `thực hiện chi trả`: a lead that what follows needs. */
const NEEDS = phrases(
  'thu ngân sách', 'chi ngân sách', 'số hộ', 'số vụ', 'số người', 'số tiền', 'tổng số thu', 'công tác xã hội',
  'số lượng', 'làm đường', 'làm mới', 'đạt chuẩn',
  'có việc làm', 'tổng số tiền', 'số tiền', 'đặt chuẩn', 'người dân', 'cấp ủy viên', 'tổ chức chính trị',
  'tổ chức đảng', 'tổ chức cơ sở', 'tổ chức hội', 'tổ chức đoàn', 'nhân dân đóng góp', 'người dân hiến',
  'nhân dân hiến', 'ban chấp hành đảng bộ phường', 'ban chấp hành', 'chi bộ', 'tổ dân phố', 'khu phố'
)
function startsNoun (tokens: readonly Token[], first: number, leadEnd: number, end: number): boolean {
  const need = NEEDS.at(tokens, first, end)
  return need !== null && (need.end > leadEnd || (need.end === leadEnd && leadEnd < end && joins(tokens, leadEnd)))
}
/**
 * `tổ dân phố văn hóa`, `người dân hiến đất`, `Ban Chấp hành Đảng bộ`: what goes on with the noun, and no verb's
 * subject.
 */
const joins = (tokens: readonly Token[], at: number) => DESCRIBES.has(tokens[at]!.key)
const DESCRIBES = keys('văn được tham sử hiến đạt đóng hoàn xuất đảng hộ trực kiểu')

/** The words after a figure, without what stands at their ends. */
export function descriptionOf (tokens: readonly Token[], from: number, to: number): Range {
  let first = from
  let end = Math.min(to, from + LONGEST_SIDE)
  while (first < end && (tokens[first]!.key === 'trở' || (tokens[first]!.key === 'lên' &&
    tokens[first - 1]?.key === 'trở'))) first++
  end = describedTo(tokens, first, end)
  return [first, end]
}

const LAST = keys(`cùng với và của cho là có đạt được từ trên hơn gần dưới tới khoảng về bằng để trong khi theo vào
  tại ở`)
function describedTo (tokens: readonly Token[], first: number, to: number): number {
  let end = to
  while (end > first && (LAST.has(tokens[end - 1]!.key) || (tokens[end - 1]!.kind === 'mark' &&
    tokens[end - 1]!.text !== '"'))) end--
  return end
}

/** The words of several ranges as one label. */
export function labelOf (article: Pick<Article, 'tokens'>, ranges: readonly Range[]): string {
  let label = ''
  for (const [first, end] of ranges) {
    if (first < end) label += (label === '' ? '' : ' ') + wordsOf(article, first, end)
  }
  return label
}
