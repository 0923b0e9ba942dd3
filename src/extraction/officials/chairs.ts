/**
 * Of whom a text says that they chaired: `X, Bí thư … chủ trì hội nghị`, `Chủ trì hội nghị có X; Y`, `dưới sự chủ trì
 * của X`, `X và Y đồng chủ trì`. Bodies that are to lead some work (`giao UBND chủ trì, phối hợp`) chair nothing.
 */
import { Phrases, phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import type { Place } from './mentions.js'

/** together: of all who are named in the row. meeting: only with a meeting as its object. */
const CHAIRS = new Phrases<'one' | 'together' | 'meeting'>([
  ['chủ trì', 'one'], ['chủ tọa', 'one'], ['làm chủ tọa', 'one'], ['làm chủ trì', 'one'], ['điều hành', 'meeting'],
  ['chủ trì và điều hành', 'one'], ['chủ trì và chỉ đạo', 'one'], ['chủ trì, điều hành', 'one'],
  ['chủ trì, chỉ đạo', 'one'],
  ['đồng chủ trì', 'together'], ['cùng chủ trì', 'together'], ['đồng chủ tọa', 'together'],
  ['cùng chủ tọa', 'together'],
  ['cùng đồng chủ trì', 'together'], ['cùng điều hành', 'meeting']
])

/** What is chaired. */
const MEETINGS = phrases(
  'hội nghị', 'cuộc họp', 'buổi họp', 'phiên họp', 'kỳ họp', 'họp', 'buổi làm việc', 'cuộc làm việc', 'đại hội',
  'đối thoại',
  'buổi đối thoại', 'tọa đàm', 'buổi tọa đàm', 'lễ', 'buổi lễ', 'hội thảo', 'phiên', 'buổi', 'cuộc', 'chương trình',
  'giao ban',
  'buổi giao ban', 'sinh hoạt', 'buổi sinh hoạt', 'thảo luận', 'phần thảo luận', 'gặp mặt', 'tiếp xúc',
  'tiếp công dân', 'điểm cầu',
  'tại', 'kiểm điểm', 'chất vấn', 'phần', 'ngày hội', 'diễn đàn', 'kỳ sinh hoạt', 'lớp'
)

/** After chủ trì, work rather than a meeting. */
const WORK = phrases(
  ', phối hợp', 'phối hợp', 'xây dựng', 'thực hiện', 'tham mưu', 'triển khai', 'rà soát', 'cùng với các',
  'soạn thảo', 'thẩm định',
  'và phối hợp', 'giải quyết', 'đề tài', 'nhiệm vụ', 'hướng dẫn', 'tổng hợp', 'theo dõi', 'nghiên cứu', 'đề án', 'dự án'
)

/** Between a person and chủ trì. */
const BEFORE_CHAIRING = new Set(`
  , - đã trực tiếp là người cùng và tham dự đến về chỉ đạo phát biểu khai mạc tới được phân công sẽ đại
  diện lãnh vinh ) giao thay mặt ban thường vụ của thành tỉnh đảng quận huyện ủy
`.trim().split(/\s+/))
const LONGEST_GAP = 9

/** Between persons of one row. */
const ROW = new Set([',', ';', 'và', 'cùng', 'với', '-', '+', '/', ')', 'đồng', 'thời'])

/** Between `chủ trì hội nghị` and those who did. */
const INTRODUCES = new Set(['có', 'gồm', 'là', ':', 'của', 'do', '-'])
const LONGEST_OBJECT = 16

/** What shows that a row is of guests, of whom only the last may have chaired. */
const GUESTS = new Set(['có', 'gồm', 'dự', 'mời', 'đón'])

export interface Chairs {
  /** Indexes of places whose persons chaired. */
  readonly chairs: readonly number[]
  /** Whether the sentence ends in `Chủ trì hội nghị có:`, so that the lines after it name those who did. */
  readonly open: boolean
}

/** Who chaired, by one sentence. */
export function chairsIn (
  tokens: readonly Token[], { first, end }: { readonly first: number, readonly end: number }, places: readonly Place[]
): Chairs {
  const chairs: number[] = []
  let open = false
  let next = 0
  for (let at = first; at < end; at++) {
    while (next < places.length && places[next]!.lead < at) next++
    // Within a place, words are of its titles.
    if (next > 0 && at < places[next - 1]!.end) {
      at = places[next - 1]!.end - 1
      continue
    }
    const verb = tokens[at]!.kind === 'word' ? CHAIRS.at(tokens, at, end) : null
    if (verb === null) continue
    const object = MEETINGS.at(tokens, verb.end, end)
    if (WORK.at(tokens, verb.end, end) !== null || (verb.value === 'meeting' && object === null)) {
      at = verb.end - 1
      continue
    }
    const before = next - 1
    if (before >= 0 && isSubject(tokens, places[before]!.end, at)) {
      for (const chair of rowBefore(tokens, places, before, verb.value === 'together', first)) chairs.push(chair)
    } else {
      const after = rowAfter(tokens, places, next, verb.end)
      for (const chair of after) chairs.push(chair)
      open = after.length === 0 && tokens[end - 1]!.text === ':' && end - verb.end <= LONGEST_OBJECT
    }
    at = verb.end - 1
  }
  return { chairs, open }
}

function isSubject (tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > LONGEST_GAP) return false
  for (let at = asideEnd(tokens, from); at < to; at++) if (!BEFORE_CHAIRING.has(tokens[at]!.key)) return false
  return true
}

/** After `(bìa phải)`. */
function asideEnd (tokens: readonly Token[], at: number): number {
  if (tokens[at]?.text !== '(') return at
  for (let next = at + 1; next < at + 8; next++) if (tokens[next]?.text === ')') return next + 1
  return at
}

/** Whether two places stand in one row. */
function joined (tokens: readonly Token[], left: Place, right: Place): boolean {
  const from = asideEnd(tokens, left.end)
  if (right.lead - from > 4) return false
  for (let at = from; at < right.lead; at++) if (!ROW.has(tokens[at]!.key)) return false
  return true
}

/** The persons of a row before the verb who are its subject. */
function rowBefore (
  tokens: readonly Token[], places: readonly Place[], last: number, together: boolean, first: number
): number[] {
  let start = last
  while (start > 0 && joined(tokens, places[start - 1]!, places[start]!)) start--
  const before = tokens[places[start]!.lead - 1]
  const guests = places[start]!.lead > first && before !== undefined && before.text !== ':' &&
    GUESTS.has(before.key)
  if (guests && !together) return [last]
  return Array.from({ length: last - start + 1 }, (_, n) => start + n)
}

/** The persons of a row after `chủ trì hội nghị có`. */
function rowAfter (
  tokens: readonly Token[], places: readonly Place[], next: number, from: number
): number[] {
  const first = places[next]
  if (first === undefined || first.lead - from > LONGEST_OBJECT) return []
  const before = tokens[first.lead - 1]!
  const introduces = first.lead === from || INTRODUCES.has(before.key)
  // `Chủ trì hội nghị, đồng chí X yêu cầu …`
  if (!introduces && before.text !== ',') return []
  for (let at = from; at < first.lead - 1; at++) if (/^[;.]$/.test(tokens[at]!.text) && tokens[at]!.spaced) return []
  const row = [next]
  if (!introduces) return row
  for (let at = next + 1; at < places.length && joined(tokens, places[at - 1]!, places[at]!); at++) row.push(at)
  return row
}
