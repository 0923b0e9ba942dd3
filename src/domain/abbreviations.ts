/**
 * Abbreviations that Vietnamese offices write without explaining them, with what they stand for. A question that has
 * the one also looks for the other.
 */
import { documentTypes } from './documents.js'
import { fold } from './text.js'

const written: ReadonlyArray<readonly [short: string, long: string]> = [
  ['UBND', 'Ủy ban nhân dân'],
  ['HĐND', 'Hội đồng nhân dân'],
  ['BTV', 'Ban Thường vụ'],
  ['BCH', 'Ban Chấp hành'],
  ['BCT', 'Bộ Chính trị'],
  ['BBT', 'Ban Bí thư'],
  ['MTTQ', 'Mặt trận Tổ quốc'],
  ['UBMTTQ', 'Ủy ban Mặt trận Tổ quốc'],
  ['UBKT', 'Ủy ban Kiểm tra'],
  ['GPMB', 'giải phóng mặt bằng'],
  ['TP', 'thành phố'],
  ['TX', 'thị xã'],
  ['TDP', 'tổ dân phố'],
  ['TW', 'Trung ương'],
  ['TƯ', 'Trung ương'],
  ['KT-XH', 'kinh tế - xã hội'],
  ['KTXH', 'kinh tế xã hội'],
  ['QP-AN', 'quốc phòng - an ninh'],
  ['QPAN', 'quốc phòng an ninh'],
  ['ANTT', 'an ninh trật tự'],
  ['ATGT', 'an toàn giao thông'],
  ['CCHC', 'cải cách hành chính'],
  ['CNTT', 'công nghệ thông tin'],
  ['PCCC', 'phòng cháy chữa cháy'],
  ['BHXH', 'bảo hiểm xã hội'],
  ['BHYT', 'bảo hiểm y tế'],
  ['NTM', 'nông thôn mới'],
  ['HTX', 'hợp tác xã'],
  ['NSNN', 'ngân sách nhà nước'],
  ['CCB', 'Cựu chiến binh'],
  ['LĐLĐ', 'Liên đoàn Lao động'],
  ['LHPN', 'Liên hiệp Phụ nữ'],
  ['TNCS', 'Thanh niên Cộng sản'],
  ['SXKD', 'sản xuất kinh doanh'],
  ['VH-XH', 'văn hóa - xã hội'],
  ['TDTT', 'thể dục thể thao'],
  ['VSMT', 'vệ sinh môi trường'],
  ['CT', 'chủ tịch'],
  ['BT', 'bí thư'],
  // No abbreviation, but the short word for it.
  ['họp', 'hội nghị']
]

/** Of one letter or two, which stand before a name only: P. Hà Khánh. */
const beforeNames: ReadonlyArray<readonly [short: string, long: string]> = [
  ['P', 'phường'], ['X', 'xã'], ['TT', 'thị trấn'], ['Q', 'quận'], ['H', 'huyện'], ['T', 'tỉnh']
]

/** Symbols that are other words too when their marks are left out. */
const ambiguous = new Set(['da', 'pa', 'ke', 'to'])

const symbols = documentTypes
  .map(({ symbol, name }): readonly [string, string] => [symbol, name])
  .filter(([symbol, name]) => fold(symbol) !== fold(name) && !ambiguous.has(fold(symbol)))

/** Folded symbols of document types: `nq21` is two words. */
export const documentSymbols: ReadonlySet<string> = new Set(symbols.map(([symbol]) => fold(symbol)))

/** Folded abbreviations that mean something only before a name. */
export const nameMarks: ReadonlySet<string> = new Set(beforeNames.map(([short]) => fold(short)))

const wordsOf = (text: string) => fold(text).split(' ')

/** By each form, folded, the other forms of it as rows of words: `ubnd` → uy ban nhan dan, and back. */
export const otherForms: ReadonlyMap<string, ReadonlyArray<readonly string[]>> = (() => {
  const forms = new Map<string, Map<string, string[]>>()
  for (const [short, long] of [...written, ...beforeNames, ...symbols]) {
    for (const [from, to] of [[short, long], [long, short]] as const) {
      const others = forms.get(fold(from)) ?? new Map<string, string[]>()
      forms.set(fold(from), others.set(fold(to), wordsOf(to)))
    }
  }
  return new Map([...forms].map(([form, others]) => [form, [...others.values()]]))
})()

/** As many words has the longest form. */
export const LONGEST_FORM = Math.max(...[...otherForms.keys()].map(form => form.split(' ').length))
