/**
 * From a label to the indicator it names. A wording counts only where its unit fits: `tỷ lệ hộ nghèo 0,3 %` is a share,
 * `37 hộ nghèo` a number of households, `tặng quà 37 hộ nghèo` neither.
 */
import { indicators, type Indicator } from '../../domain/indicators.js'
import { tokensOf, type Token } from '../tokens.js'
import type { Quantity } from './numbers.js'
import { keys } from './words.js'
import { wordings } from './wordings.js'

/** Variants that are too wide to say anything alone: src/domain has them for people who search. */
const TOO_WIDE: ReadonlySet<string> = new Set([
  'đảng viên', 'chính thức', 'dự bị', 'chi bộ', 'tiếp nhận', 'chuyển đến', 'chuyển đi', 'toàn Đảng bộ có', 'đối thoại',
  'huy động', 'tham luận',
  'công trình', 'dự án', 'PCCC', 'tiếp công dân', 'đứng thứ', 'xếp thứ', 'HTXSNV', 'câu lạc bộ', 'tăng bình quân',
  'BHYT', 'hộ nghèo', 'hộ cận nghèo',
  'tập thể được công nhận hoàn thành xuất sắc nhiệm vụ', 'Tập thể hoàn thành xuất sắc nhiệm vụ', 'tổ chức cơ sở đảng',
  'TCCSĐ', 'TM-DV', 'hộ dân', 'nhân khẩu', 'ý kiến phát biểu', 'kết nạp hội viên mới', 'tiêm phòng',
  'công nghiệp - xây dựng',
  'giám sát chuyên đề', 'chỉnh trang đô thị', 'hộ kinh doanh', 'giao quân', 'nước sạch', 'chuyển sinh hoạt đảng',
  'hài lòng', 'xã hội hóa',
  'mô hình điển hình', 'Đề án 06', 'tốt nghiệp THCS', 'chuyên cần', 'giải quyết TTHC', 'thu gom rác',
  'an toàn về an ninh trật tự', 'học tập nghị quyết đạt',
  'Số hộ nghèo', 'Số hộ cận nghèo', 'không còn hộ nghèo', 'thu ngân sách', 'giá trị sản xuất', 'gọi công dân nhập ngũ',
  'cá nhân được công nhận hoàn thành xuất sắc nhiệm vụ',
  'tiếp nhận hồ sơ', 'kết nạp đảng viên', 'tuyển quân', 'Chi bộ trực thuộc', 'khiển trách, cảnh cáo, khai trừ',
  'chi bộ đạt hoàn thành tốt nhiệm vụ', 'chi bộ HTXSNV'
])

interface Row {
  readonly indicator: Indicator
  /** Ids of phrases. */
  readonly all: readonly number[]
  readonly none: readonly number[]
  readonly alone: boolean
  /** How many words it asks for. */
  readonly words: number
}

interface Node { readonly next: Map<string, Node>, id: number }
const root: Node = { next: new Map(), id: -1 }
const lengths: number[] = []

function idOf (phrase: string): number {
  let node = root
  const tokens = tokensOf(phrase)
  for (const { key } of tokens) {
    let next = node.next.get(key)
    if (next === undefined) node.next.set(key, next = { next: new Map(), id: -1 })
    node = next
  }
  if (node.id < 0) {
    node.id = lengths.length
    lengths.push(tokens.length)
  }
  return node.id
}

const wordsOfPhrase = new Map<number, ReadonlySet<string>>()
const byCode = new Map(indicators.map(indicator => [indicator.code, indicator]))
/** Rows by the first phrase they ask for. */
const rowsOf: Row[][] = []

function add (indicator: Indicator, all: readonly string[], none: readonly string[], alone: boolean): void {
  const ids = all.map(idOf)
  const words = ids.reduce((sum, id) => sum + lengths[id]!, 0)
  const row: Row = { indicator, all: ids, none: none.map(idOf), alone, words }
  const first = ids[0]!
  rowsOf[first] = [...rowsOf[first] ?? [], row]
}
for (const { code, all, none = [], alone = false } of wordings) {
  const indicator = byCode.get(code)
  if (indicator === undefined) throw new Error(`'${code}' is no indicator`)
  add(indicator, all, none, alone)
  if (alone) wordsOfPhrase.set(idOf(all[0]!), new Set(tokensOf(all[0]!).map(({ key }) => key)))
}
for (const indicator of indicators) {
  for (const phrase of [indicator.name, ...indicator.variants]) {
    if (!TOO_WIDE.has(phrase)) add(indicator, [phrase], [], false)
  }
}

/** What a label with `alone` may say beside: who has it, and that it has. */
const NEUTRAL = keys(`đảng bộ phường xã toàn hiện có nay tổng số cộng sinh hoạt tại trực thuộc các của chi với cơ sở
  ở đến hơn đang
  trên địa bàn đại diện cho gồm bao dân gia đình người khẩu và viên tổ chức trong đó thành phần đồng chí lập hết
  tháng năm quý được`)

const EQUAL_UNITS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(Object.entries({
  hộ: 'hộ|hộ dân|hộ gia đình|gia đình|hộ nghèo|hộ cận nghèo|lượt hộ',
  'chi bộ': 'chi bộ|tổ chức đảng|chi, đảng bộ|chi đảng bộ|đảng bộ, chi bộ|chi bộ, đảng bộ|' +
    'tổ chức cơ sở đảng|tccsđ|đảng bộ',
  'đơn vị': 'đơn vị|doanh nghiệp|hộ kinh doanh|dn|hộ|hợp tác xã|cơ sở|hộ kinh doanh cá thể|công ty|' +
    'hộ sản xuất, kinh doanh',
  căn: 'căn|căn nhà|nhà|ngôi nhà|nhà tình nghĩa|nhà tình thương|nhà đại đoàn kết|nhà tạm',
  giấy: 'giấy|giấy chứng nhận|giấy phép|gcn|gcnqsdđ|giấy phép xây dựng|trường hợp|hồ sơ',
  suất: 'suất|suất quà|phần quà|quà|túi quà|xuất quà',
  CLB: 'câu lạc bộ|clb',
  vụ: 'vụ|vụ việc|trường hợp|vụ án|ca|vi phạm|đám cháy',
  đơn: 'đơn|đơn thư|vụ việc|đơn, thư|vụ',
  cuộc: 'cuộc|cuộc kiểm tra|cuộc giám sát|cuộc đối thoại|buổi|hội nghị|buổi đối thoại',
  tuyến: 'tuyến|tuyến đường|tuyến hẻm|tuyến phố|tuyến ngõ|hẻm|ngõ|tuyến kiệt|con đường',
  'ý kiến': 'ý kiến|lượt ý kiến|kiến nghị|ý kiển|ý kiến phát biểu|lượt ý kiến phát biểu|ý kiến, kiến nghị|' +
    'kiến nghị, phản ánh|phản ánh, kiến nghị|ý kiến kiến nghị|ý kiến cử tri|tham luận|phản ánh|lượt kiến nghị',
  'chỉ tiêu': 'chỉ tiêu|mục tiêu|tiêu chí',
  'dự án': 'dự án|công trình|hạng mục|công trình, dự án|dự án, công trình',
  'tổ dân phố': 'tổ dân phố|khu phố|khu dân cư|khối|tdp|thôn|khối phố|kdc|xóm|ấp|bản',
  'khu dân cư': 'khu dân cư|tổ dân phố|khu phố|khối|thôn|tdp|khối phố|kdc',
  trường: 'trường|trường học|nhà trường',
  tổ: 'tổ|tổ liên gia',
  bóng: 'bóng|bóng đèn|bóng điện|đèn|trụ đèn|cột đèn',
  cây: 'cây|cây xanh',
  buổi: 'buổi|đợt|lượt|buổi ra quân|đợt ra quân',
  'lượt người': 'lượt người|người|lượt',
  mũi: 'mũi|liều|mũi tiêm|liều vắc xin',
  công: 'công|ngày công',
  'tập thể': 'tập thể'
}).map(([unit, list]) => [unit, new Set(list.split('|'))]))

function fits (
  { units, kind }: Indicator, { sort, unit, noun }: Pick<Quantity, 'sort' | 'unit' | 'noun'>, valueless: boolean
): boolean {
  if (valueless && (kind === 'amount' || kind === 'count' || kind === 'ratio')) return true
  for (const each of units) {
    switch (sort) {
      case 'money': if (each.startsWith('VND')) return true; break
      case 'percent': if (each === '%' || each === unit) return true; break
      case 'measure': if (each === unit) return true; break
      default:
        if (each === 'người' && (noun === null || noun.group === 'person')) return true
        if (each === unit || (unit !== null && (EQUAL_UNITS[each]?.has(unit) ?? false))) return true
    }
  }
  return false
}

const seen = new Uint32Array(lengths.length)
let generation = 0

/**
 * The indicator that a label names; null where none fits.
 * @param label its tokens
 * @param valueless only a share or a change was stated, so that the unit says nothing
 */
export function indicatorOf (
  label: readonly Token[], quantity: Pick<Quantity, 'sort' | 'unit' | 'noun'>, valueless: boolean
): Indicator | null {
  generation = (generation + 1) >>> 0
  const found: number[] = []
  for (let at = 0; at < label.length; at++) {
    let node: Node | undefined = root
    for (let next = at; next < label.length; next++) {
      node = node.next.get(label[next]!.key)
      // A quote may stand within a name: Quỹ "Vì người nghèo".
      if (node === undefined) break
      if (node.id >= 0 && seen[node.id] !== generation) {
        seen[node.id] = generation
        found.push(node.id)
      }
    }
  }
  let best: Row | null = null
  for (const id of found) {
    for (const row of rowsOf[id] ?? []) {
      if (best !== null && row.words <= best.words) continue
      if (row.all.some(id => seen[id] !== generation) || row.none.some(id => seen[id] === generation)) continue
      if (!fits(row.indicator, quantity, valueless)) continue
      if (row.alone && !saysNothingElse(label, row.all[0]!)) continue
      best = row
    }
  }
  return best?.indicator ?? null
}

/** Whether all words beside a phrase only say who has what. */
function saysNothingElse (label: readonly Token[], phrase: number): boolean {
  const words = wordsOfPhrase.get(phrase)!
  return label.every(({ key, kind }) => kind !== 'word' || NEUTRAL.has(key) || words.has(key))
}
