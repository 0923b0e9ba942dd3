/**
 * Counts that are no figures of the ward: who attended, what was issued, what one household got, how long a road is,
 * what
 * the city or another ward did.
 */
import { phrases } from '../phrases.js'
import { tokensOf } from '../tokens.js'
import { nouns } from './nouns.js'
import type { Place, Reader } from './drafting.js'
import type { Range } from './labels.js'
import type { Quantity } from './numbers.js'
import { keys } from './words.js'

const ATTENDS = phrases('dự', 'tham dự', 'dự họp', 'có mặt', 'vắng', 'vắng mặt', 'về dự', 'đến dự', 'dự sinh hoạt',
  'dự hội nghị', 'tham dự hội nghị',
  'tham gia hội nghị', 'tham gia cuộc họp', 'tham gia sinh hoạt', 'tham gia đại hội', 'dự đại hội', 'tham gia buổi')
const NO_ATTENDANCE = phrases('dự án', 'dự toán', 'dự bị', 'dự kiến', 'dự thảo')
const INVITES = phrases('sự tham gia của', 'sự tham dự của', 'sự có mặt của', 'cùng sự', 'với sự')
/** A sentence that tells who came. */
const GUESTS = phrases('dự', 'tham dự', 'về dự', 'đến dự', 'tới dự', 'cùng dự', 'dự có', 'tham dự có', 'cùng tham dự',
  'có mặt', 'dự hội nghị', 'tham gia')
const SIZES = keys('dài rộng cao sâu ngang dày cách kính khoảng')
const EACH = keys('mỗi từng')
const PER_ONE = keys('hộ căn suất em cháu sinh trường nhà bộ đồng')

/** Whether a quantity is no figure. */
export function isNoFigure (
  { article: { tokens }, known, sentence, announced, badges, number }: Reader, quantity: Quantity,
  { from, joint, description }: Pick<Place, 'from' | 'joint'> & { readonly description: Range }
): boolean {
  for (let at = from; at < quantity.first; at++) {
    if (EACH.has(tokens[at]!.key) && !isSpread(tokens, at + 1, quantity.first, sentence.end)) return true
  }
  // `các tổ dân phố có dưới 200 hộ` says which of them.
  if (joint.comparator !== null && tokens[joint.start]!.key === 'có' &&
    someBodies(tokens, joint.start, sentence.first)) return true
  // `lứa tuổi từ 40 trở lên`.
  if (quantity.noun === null && quantity.sort === 'count' && joint.start > sentence.first &&
    tokens[joint.start - 1]!.key === 'tuổi') return true
  const before = quantity.first > sentence.first ? tokens[quantity.first - 1]!.key : ''
  const second = quantity.first - 1 > sentence.first ? tokens[quantity.first - 2]!.key : ''
  if (quantity.sort === 'measure') {
    return /^k?m$/.test(quantity.unit ?? '') && (SIZES.has(before) ||
    SIZES.has(second)) && !isTotal(tokens, from, quantity.first)
  }
  if (quantity.sort === 'money') {
    // `50 triệu đồng/căn`.
    return tokens[quantity.end - 2]?.text === '/' && PER_ONE.has(tokens[quantity.end - 1]!.key)
  }
  if (quantity.noun?.group === 'person' || quantity.noun?.group === 'household') {
    // At a meeting for study, who came is what was to be reached.
    if (known.meeting?.type === 'quan-triet' && quantity.of !== null) return false
    if (announced && !badges && !representsOthers(tokens, from, quantity.first)) return true
    const end = Math.min(description[1], description[0] + 8)
    const attends = ATTENDS.first(tokens, description[0], end)
    if (attends !== null && attends.start - description[0] <= 4 && tokens[attends.start - 1]!.key !== 'vinh' &&
      NO_ATTENDANCE.at(tokens, attends.start, description[1]) === null) return true
    const clause = clauseOf(tokens, sentence.first, quantity.first)
    if (GUESTS.at(tokens, clause, quantity.first) !== null) return true
    if (INVITES.first(tokens, Math.max(sentence.first, from - 4), quantity.first) !== null) return true
    // `Có 29/31 đảng viên tham gia.`
    if (number < 12 && quantity.of !== null && description[1] - description[0] === 2 &&
      tokens[description[0]]!.key === 'tham' &&
      tokens[description[0] + 1]!.key === 'gia') return true
  }
  return false
}

/** The token after the last semicolon before another. */
function clauseOf (tokens: Reader['article']['tokens'], first: number, to: number): number {
  for (let at = to - 1; at > Math.max(first, to - 40); at--) if (tokens[at]!.text === ';') return at + 1
  return first
}

/** `mỗi năm kết nạp 55 đảng viên`, `mỗi chi bộ giới thiệu 01 quần chúng`: asked of the ward as a whole. */
function isSpread (tokens: Reader['article']['tokens'], at: number, to: number, end: number): boolean {
  const noun = nouns.at(tokens, at, end)
  return noun !== null && (noun.end < to || noun.value.text === 'năm') &&
    (noun.value.group === 'time' || noun.value.group === 'body')
}

/** Whether several bodies, and not the ward's own, stand before a token. */
function someBodies (tokens: Reader['article']['tokens'], to: number, floor: number): boolean {
  const from = Math.max(floor, to - 6)
  const noun = nouns.first(tokens, from, to)
  if (noun?.value.group !== 'body') return false
  const before = tokens[noun.start - 1]
  return before !== undefined && (before.kind === 'number' || before.key === 'các' || before.key === 'những')
}

const isTotal = (tokens: Reader['article']['tokens'], from: number, to: number) => {
  for (let at = from; at < to; at++) if (tokens[at]!.key === 'tổng') return true
  return false
}

const REPRESENTS = phrases('đại diện cho', 'đại diện', 'thay mặt', 'thay mặt cho', 'hiện có', 'gồm')
const representsOthers = (tokens: Reader['article']['tokens'], from: number, to: number) => REPRESENTS.first(tokens,
  from, to) !== null

/** Units above the ward, where they are said to have or to do something. */
const ABOVE = phrases('toàn thành phố', 'toàn tỉnh', 'toàn quận', 'toàn huyện', 'toàn thị xã', 'toàn quốc', 'cả nước',
  'trên địa bàn thành phố', 'trên địa bàn tỉnh',
  'trên địa bàn quận', 'trên địa bàn huyện', 'trên địa bàn thị xã', 'đảng bộ thành phố', 'đảng bộ tỉnh',
  'đảng bộ quận', 'đảng bộ thị xã', 'toàn đảng bộ thành phố',
  'thành phố có', 'tỉnh có', 'quận có', 'huyện có', 'bình quân chung của', 'bình quân của thành phố', 'của cả nước',
  'của toàn tỉnh')
const HERE = phrases('phường', 'toàn phường', 'xã', 'đảng bộ phường', 'trên địa bàn phường', 'địa phương', 'chi bộ')

/** Whether a figure is said of a unit above the ward, or of another ward. */
export function ofOthers (
  { article: { tokens }, sentence, known }: Reader, from: number, quantity: Quantity, description: Range
): boolean {
  let start = quantity.first
  while (start > Math.max(sentence.first, quantity.first - 40) && tokens[start - 1]!.text !== ';') start--
  const above = ABOVE.first(tokens, start, quantity.first)
  if (above !== null && HERE.first(tokens, above.end, quantity.first) === null) return true
  return named(tokens, Math.max(sentence.first, Math.min(from, quantity.first - 12)), quantity.first, known) ||
    named(tokens, description[0], description[1], known)
}

let firstName = ''
let firstKey = ''
/** The key of a name's first word. */
function firstWord (name: string): string {
  if (name !== firstName) {
    firstName = name
    firstKey = tokensOf(name)[0]?.key ?? ''
  }
  return firstKey
}

const people = new WeakMap<Reader['known']['officials'], ReadonlySet<string>>()

/** `Chủ tịch HĐND phường Tô Văn Thử`: what follows is the name of somebody, and of no ward. */
function isPerson (tokens: Reader['article']['tokens'], at: number, { officials }: Reader['known']): boolean {
  let names = people.get(officials)
  if (names === undefined) {
    names = new Set(officials.map(({ name }) => name.split(' ').slice(0, 2).join(' ')))
    people.set(officials, names)
  }
  return names.has(`${tokens[at]!.text} ${tokens[at + 1]?.text}`)
}

/** `phường Lam Sơn` where the text is of another. */
function named (tokens: Reader['article']['tokens'], first: number, end: number, known: Reader['known']): boolean {
  const { ward } = known
  for (let at = first; at + 1 < end; at++) {
    const { key } = tokens[at]!
    if ((key !== 'phường' && key !== 'xã') || !tokens[at + 1]!.capital || tokens[at - 1]?.key === 'thị') continue
    const { text, key: name } = tokens[at + 1]!
    if (text === text.toUpperCase() && text.length > 1) continue
    if (ward !== null && name !== firstWord(ward.name) && !isPerson(tokens, at + 1, known)) return true
  }
  return false
}
