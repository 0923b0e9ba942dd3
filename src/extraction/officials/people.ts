/**
 * Who is named with an office, sentence by sentence: a name and then its offices, offices and then the name, names to
 * which one office is given together. Each reading is a function of its own below.
 */
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { isUpper, knownAt, nameAt, rowEnd, type Known } from './names.js'
import { titleAt, titlesAt, type Title, type Titles } from './titles.js'
import { HEADS, HONORIFICS } from './vocabulary.js'

/** One passage that names a person with offices. */
export interface Introduction {
  /** The name, as tokens. */
  readonly first: number
  readonly end: number
  readonly titles: readonly Title[]
  /** The whole passage, offices included. */
  readonly from: number
  readonly to: number
  /** How sure: see officials.ts. */
  readonly confidence: number
}

interface Range { readonly first: number, readonly end: number }

/** Names read and not yet given an office, which one after them may be given to together. */
interface Pending extends Range { readonly lead: number }

/** Words between a name and the office that somebody is elected to. */
const TAKES_OFFICE = phrases(
  'giữ chức', 'giữ chức vụ', 'giữ các chức vụ', 'giữ chức danh', 'giữ các chức danh', 'giữ cương vị',
  'đảm nhiệm chức vụ',
  'đảm nhận chức vụ', 'đảm nhiệm', 'đảm nhận', 'làm', 'là', 'chức danh', 'chức vụ', 'chức', 'vào chức vụ',
  'giữ nhiệm vụ',
  'trên cương vị', 'nhận nhiệm vụ', 'với cương vị', 'với vai trò', 'trúng cử', 'đắc cử', 'tái cử', 'tái đắc cử',
  'trúng cử chức danh', 'tái đắc cử chức danh',
  'trúng cử chức vụ', 'đắc cử chức danh', 'tái cử chức', 'tái cử chức danh', 'tái cử chức vụ', 'trên cương vị là',
  'với cương vị là',
  'giữ vai trò', 'giữ'
)
const BEFORE_TAKING = new Set(`
  được bầu tiếp tục tái cử đắc trúng tín nhiệm chỉ định bổ nhiệm phê chuẩn đã cũng điều động phân
  công giao chuẩn y luân chuyển về đến hiện đang nay vừa thôi kiện toàn giới thiệu để thay thống nhất lại đại hội hội
  nghị nhận
  mới quyết đều cùng lần lượt phường bổ sung vinh dự chính thức cao tuyệt đối ban chấp hành khóa mãn khóa kỳ họp phân
  đồng thời từng trước đây vốn`
  .split(/\s+/))
const LONGEST_TAKING = 12

/** What tells which of those in a picture a person is, and when they were born. */
const LONGEST_ASIDE = 10

export function introductionsIn (
  tokens: readonly Token[], { first, end }: Range, known: Known
): Introduction[] {
  const found: Introduction[] = []
  let pending: Pending[] = []
  let several = false
  /** After what was read as a name or an office. */
  let read = first
  let at = first
  while (at < end) {
    const token = tokens[at]!
    if (token.kind !== 'word' && token.kind !== 'number') {
      if (token.text === ';' || token.text === '.') pending = []
      at++
      continue
    }
    const lead = at
    let honoured = false
    for (;;) {
      const honorific = HONORIFICS.at(tokens, at, end)
      if (honorific === null) break
      several ||= honorific.value === 'several'
      honoured = true
      at = honorific.end
      if (at < end && /^[:.]$/.test(tokens[at]!.text)) at++
      if (at >= end) break
    }
    if (at >= end) break
    if (!honoured && tokens[at]!.capital && isPlace(tokens, at) && HEADS.at(tokens, at, end) === null) {
      at = Math.max(rowEnd(tokens, at, end), at + 1)
      pending = []
      continue
    }
    // In the midst of a row of capitals no name begins.
    const named = tokens[at]!.capital && (honoured || at === read || !goesOn(tokens, at))
    const sure = named ? nameAt(tokens, at, end, honoured, known) : -1
    // Of a family name that is not known, a place in a row and the offices after it speak for a person.
    const rare = named && sure < 0 && !honoured && (several || inRow(tokens, at, first))
    const name = rare ? nameAt(tokens, at, end, true, known) : sure
    if (name > 0) {
      const introduction = afterName(tokens, { lead, first: at, end: name }, end, honoured, known, pending, several)
        .map(introduced => rare ? { ...introduced, confidence: 0.7 } : introduced)
      if (introduction.length === 0 && rare) {
        at = name
      } else if (introduction.length === 0) {
        pending = follows(tokens, pending, lead)
          ? [...pending.slice(-7), { lead, first: at, end: name }]
          : [{ lead, first: at, end: name }]
        at = name
      } else {
        found.push(...introduction)
        pending = []
        at = Math.max(name, introduction.at(-1)!.to)
      }
      read = at
      continue
    }
    const titles = titlesAt(tokens, at, end, false, known)
    if (titles !== null) {
      const introduction = afterTitles(tokens, titles, lead, { first, end }, known, several || isMany(tokens, lead))
      const last = found.at(-1)
      const adds = last !== undefined && last.first > last.titles[0]!.first && lead === last.to + 1 &&
        /^[,-]$/.test(tokens[last.to]!.text)
      if (introduction.length === 0 && adds) {
        // `Bí thư Đảng ủy X, Chủ tịch HĐND phường`: offices on both sides of a name.
        found[found.length - 1] = { ...last, titles: [...last.titles, ...titles.list], to: titles.end }
      } else found.push(...introduction)
      pending = []
      at = introduction.length === 0 ? titles.end : Math.max(titles.end, introduction.at(-1)!.to)
      read = at
      several = false
      continue
    }
    at = Math.max(at, lead + 1)
    if (!honoured) pending = endsRow(token) ? pending : []
  }
  return found
}

const goesOn = (tokens: readonly Token[], at: number) => {
  const before = tokens[at - 1]
  return before?.kind === 'word' && before.capital && !isUpper(before)
}

/** After a mark of a row, or after words that bring persons in. */
const inRow = (tokens: readonly Token[], at: number, first: number) =>
  at === first || /^([;:-]|có|gồm|là|và|do|bởi|cùng)$/.test(tokens[at - 1]!.key)

/** `đường Tô Ngọc Vân`, `phường Lê Lợi`, `Trường THCS Nguyễn Du`: not persons. */
const PLACE_WORDS = new Set(`
  đường phố phường xã quận huyện tỉnh trường thcs thpt học trấn chợ cầu hồ sông đền chùa đình quỹ
  giải viên khu thôn ấp bản xóm làng tượng hẻm ngõ ngách kiệt kênh rạch vịnh đảo núi đèo khóm hầm bến rạp làng tư
  tưởng gương
  chúc cụm thương p q tổ ty hàng sạn quán tàu hiệu tên tập`.split(/\s+/))

function isPlace (tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  if (before === undefined || before.kind === 'line') return false
  if (before.text === '.' && !tokens[at]!.spaced && /^(tp|p|q|tx|h|tt)$/.test(tokens[at - 2]?.key ?? '')) return true
  return PLACE_WORDS.has(before.key) || before.key === 'tp' || (before.text === '.' && tokens[at - 2]?.key === 'tp')
}

/** Whether a pending row of names goes on here: only commas, và and words of honour between. */
function follows (tokens: readonly Token[], pending: readonly Pending[], lead: number): boolean {
  const last = pending.at(-1)
  if (last === undefined || lead - last.end > 3) return false
  for (let at = last.end; at < lead; at++) if (!endsRow(tokens[at]!)) return false
  return true
}

const endsRow = (token: Token) =>
  token.text === ',' || token.key === 'và' || token.key === 'cùng' || token.key === 'với' || token.text === '/'

/** `các Phó Chủ tịch`, `hai Phó Bí thư`. */
const isMany = (tokens: readonly Token[], at: number) =>
  /^(các|hai|ba|những|02|03|2|3)$/.test(tokens[at - 1]?.key ?? '')

/** What stands between a name and its offices: an aside in brackets, a year of birth. The token after it. */
function asideEnd (tokens: readonly Token[], at: number, end: number): number {
  if (tokens[at]?.text === '(') {
    for (let next = at + 1; next < Math.min(end, at + LONGEST_ASIDE); next++) {
      if (tokens[next]!.text === ')') return next + 1
    }
    return at
  }
  if (tokens[at]?.text === ',' && (tokens[at + 1]?.key === 'sinh' || tokens[at + 1]?.kind === 'number')) {
    for (let next = at + 1; next < Math.min(end, at + LONGEST_ASIDE); next++) {
      if (/^[,;-]$/.test(tokens[next]!.text)) return next
      if (tokens[next]!.kind === 'mark' && tokens[next]!.text !== '/') return at
    }
  }
  return at
}

/** The offices after a name: `X, Bí thư …`, `X - Bí thư …`, `X (Bí thư …)`, `X giữ chức Bí thư …`. */
function afterName (
  tokens: readonly Token[], name: Pending, end: number, honoured: boolean, known: Known,
  pending: readonly Pending[], several: boolean
): Introduction[] {
  const sureness = honoured ? 0.95 : 0.9
  for (const at of [name.end, asideEnd(tokens, name.end, end)]) {
    if (at >= end) continue
    const mark = tokens[at]!.text
    const marked = mark === ',' || mark === '-' || mark === ':' || mark === '('
    const read = titlesAt(tokens, marked ? at + 1 : at, end, true, known)
    const titles = read !== null && marked ? ownTitles(tokens, read, end, known) : read
    if (titles === null) continue
    const one = introduce(name, withNext(tokens, titles, end, known), sureness)
    // `các đồng chí A, B - Phó Bí thư`: one office for both.
    const shared = mark === '-' && several && follows(tokens, pending, name.lead) && titles.list.length === 1
      ? pending.filter(other => name.lead - other.end <= 24)
      : []
    return [...shared.map(other => introduce(other, titles, 0.6)), one]
  }
  const taken = takingEnd(tokens, name.end, end)
  if (taken < 0) return []
  const titles = titlesAt(tokens, taken, end, true, known)
  if (titles === null) return []
  const rest = follows(tokens, pending, name.lead) ? pending : []
  return [...rest.map(other => introduce(other, titles, sureness - 0.05)), introduce(name, titles, sureness - 0.05)]
}

/** `X, Chủ tịch UBMTTQ phường, được bầu giữ chức vụ Chủ tịch UBND phường`: what somebody was and what they become. */
function withNext (tokens: readonly Token[], titles: Titles, end: number, known: Known): Titles {
  const taken = takingEnd(tokens, asideEnd(tokens, titles.end, end), end)
  if (taken < 0 || !/^(chức|vụ|danh|nhiệm)$/.test(tokens[taken - 1]!.key)) return titles
  const next = titlesAt(tokens, taken, end, true, known)
  return next === null ? titles : { list: [...titles.list, ...next.list], end: next.end }
}

/** A title after a comma which a name follows at once is the next person's: `X, Phó Bí thư Y`. */
function ownTitles (tokens: readonly Token[], titles: Titles, end: number, known: Known): Titles | null {
  const last = titles.list.at(-1)!
  const loose = titleAt(tokens, last.first, end, false, known)
  if (loose === null || loose.end >= end) return titles
  const honorific = HONORIFICS.at(tokens, loose.end, end)
  const next = honorific?.end ?? loose.end
  if (next >= end || nameAt(tokens, next, end, honorific !== null, known) < 0) return titles
  if (honorific === null && knownAt(known.persons, tokens, next, end) < 0) return titles
  const list = titles.list.slice(0, -1)
  return list.length === 0 ? null : { list, end: list.at(-1)!.end }
}

/** After words such as `được bầu giữ chức`, where an office begins; -1 where it does not. */
function takingEnd (tokens: readonly Token[], at: number, end: number): number {
  const stop = Math.min(end, at + LONGEST_TAKING)
  for (let next = at; next < stop; next++) {
    const taken = TAKES_OFFICE.at(tokens, next, end)
    if (taken !== null) return taken.end < end && tokens[taken.end]!.text === ':' ? taken.end + 1 : taken.end
    if (!BEFORE_TAKING.has(tokens[next]!.key) && tokens[next]!.text !== ',') return -1
  }
  return -1
}

function introduce (name: Pending, titles: Titles, confidence: number): Introduction {
  const sure = titles.list.every(title => title.sure)
  return {
    first: name.first,
    end: name.end,
    titles: titles.list,
    from: Math.min(name.first, titles.list[0]!.first),
    to: Math.max(name.end, titles.end),
    confidence: Math.round((sure ? confidence : confidence - 0.15) * 100) / 100
  }
}

/** Marks and words between offices and the names of those who hold them. */
const BEFORE_NAMES = phrases(
  ':', 'gồm', 'là', 'gồm có', 'gồm:', 'là:', ', gồm', 'gồm các đồng chí', 'cho', 'đối với', 'do', 'của'
)

/** The persons after offices: `Bí thư Đảng ủy X`, `Bí thư Đảng ủy là X`, `các Phó Bí thư: X, Y`. */
function afterTitles (
  tokens: readonly Token[], titles: Titles, lead: number, { first, end }: Range, known: Known, several: boolean
): Introduction[] {
  let at = asideEnd(tokens, titles.end, end)
  let loose = false
  let given = false
  const mark = tokens[at]?.text
  if (mark === '-' || mark === ',' || mark === '(') {
    at++
    loose = true
  } else {
    const words = at < end ? BEFORE_NAMES.at(tokens, at, end) : null
    if (words !== null) {
      // `chức danh Phó Chủ tịch … đối với đồng chí X, Bí thư …`
      given = words.value === 'đối với' || words.value === 'cho'
      at = words.end
      loose = true
    }
  }
  const found: Introduction[] = []
  for (;;) {
    const start = at
    let honoured = false
    while (at < end) {
      const honorific = HONORIFICS.at(tokens, at, end)
      if (honorific === null) break
      honoured = true
      several ||= honorific.value === 'several'
      at = honorific.end
      if (at < end && tokens[at]!.text === ':') at++
    }
    // A comma before a name without đồng chí parts two clauses.
    if (loose && !honoured && mark === ',') return found
    const name = at < end && (at > start || tokens[at]!.spaced || loose) ? nameAt(tokens, at, end, honoured, known) : -1
    if (name < 0) return found
    const range = { lead, first: at, end: name }
    const next = tokens[name]
    // Who has offices of their own after the name holds those, not the ones before; a dash alone adds to them.
    const marked = name < end && (next!.text === ',' || next!.text === '-' || next!.text === '(')
    const own = marked ? titlesAt(tokens, name + 1, end, true, known) : null
    // So does one that opens the sentence: `Báo cáo viên Tỉnh ủy, đồng chí X - Giám đốc Sở …`.
    const adds = !loose || given || (lead === first && mark === ',')
    if (own !== null && !adds && ownTitles(tokens, own, end, known) !== null) return found
    const both = own !== null && adds && (given || next!.text !== ',') ? [...titles.list, ...own.list] : titles.list
    const sureness = honoured ? 0.9 : 0.85
    found.push(introduce(range, { list: both, end: both === titles.list ? titles.end : own!.end },
      found.length > 0 ? 0.7 : loose ? sureness - 0.1 : sureness))
    if (!several || both !== titles.list || name >= end || !endsRow(next!)) return found
    at = name + 1
    loose = true
  }
}
