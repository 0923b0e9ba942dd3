/** One order or plan taken apart: who is told, and what is to be done, one clause for each thing. */
import { HEADS, BODIES, UNITS } from '../officials/vocabulary.js'
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { ACTIONS, GROUPS } from './words.js'

/** Who is to do something, as tokens. */
export interface Told { readonly first: number, readonly end: number }

export interface Clause {
  readonly first: number
  readonly end: number
  /** Null where nobody is named. */
  readonly assignee: Told | null
}

const LONGEST_ASSIGNEE = 26
/** After `các`, who can be told something. */
const GROUPED = phrases(
  'chi', 'đảng bộ', 'ban', 'ngành', 'đoàn thể', 'khu phố', 'tổ', 'đơn vị', 'cơ quan', 'cấp', 'phòng', 'hội',
  'đồng chí', 'địa phương',
  'thành viên', 'phường', 'xã', 'trường', 'lực lượng', 'tổ chức đảng', 'cán bộ', 'đảng ủy', 'công chức', 'khối',
  'khóm', 'thôn', 'ấp'
)
/** After these, the word for an action is a noun: `các hoạt động`, `công tác vận động`. */
const NOUN_MAKERS = /^(các|những|tác|động|việc|sự|trào|nghị|chế|ban|hội|các|của|từng)$/
/** A clause of fewer words goes on: `củng cố, giữ vững quốc phòng`. */
const SHORTEST = 4

/** The clauses between two tokens; whoever is told first is told on, until another is. */
export function clausesIn (tokens: readonly Token[], from: number, end: number, told: Clause['assignee']): Clause[] {
  const clauses: Clause[] = []
  let assignee = told
  let first = from
  let depth = 0
  const cut = (at: number) => {
    const clause = trimmed(tokens, first, at)
    if (clause !== null) clauses.push({ ...clause, assignee })
  }
  const named = assigneeAt(tokens, first, end)
  if (named !== null) {
    assignee = named
    first = named.end
  }
  for (let at = first; at < end; at++) {
    const token = tokens[at]!
    if (token.text === '(' || token.text === '"') depth = token.text === '"' ? (depth === 2 ? 0 : 2) : 1
    if (token.text === ')') depth = 0
    const numbered = token.text === '(' && tokens[at + 1]?.kind === 'number' && tokens[at + 2]?.text === ')'
    if (token.text !== ';' && !numbered && (token.text !== ',' || depth > 0)) continue
    let next = at + 1
    if (numbered) next = at + 3
    else if (tokens[next]?.key === 'đồng' && tokens[next + 1]?.key === 'thời') next += 2
    if (next >= end) continue
    const other = assigneeAt(tokens, next, end)
    if (token.text === ',') {
      const action = ACTIONS.at(tokens, timeEnd(tokens, next, end), end)
      const opens = action?.value === 'opens' && at - first >= SHORTEST
      // Only where somebody was told: bodies in a row are no new ones.
      if (!opens && (assignee === null || other === null || !isBody(tokens, other.first, end))) continue
    }
    cut(at)
    depth = 0
    first = next
    if (other !== null && (token.text !== ',' || assignee !== null)) {
      assignee = other
      first = other.end
    }
    at = Math.max(at, first - 1)
  }
  cut(end)
  return clauses
}

/** After `năm 2019`, `quý II`, `trong tháng 6`. */
function timeEnd (tokens: readonly Token[], at: number, end: number): number {
  let next = at
  if (tokens[next]?.key === 'trong' || tokens[next]?.key === 'riêng') next++
  if (next + 2 >= end || !/^(năm|quý|tháng)$/.test(tokens[next]!.key)) return at
  next += 2
  if (tokens[next]?.text === '/' && tokens[next + 1]?.kind === 'number') next += 2
  return next
}

/** Words that begin a clause without being of it. */
const LEADING = /^(cần|phải|là|và|:|-|,|hãy|\+|•|\*)$/

function trimmed (tokens: readonly Token[], from: number, to: number): { first: number, end: number } | null {
  let first = from
  let end = to
  while (first < end && LEADING.test(tokens[first]!.key)) first++
  if (tokens[first]?.key === 'đồng' && tokens[first + 1]?.key === 'thời') first += 2
  while (end > first && /^[.,;:/…!]$/.test(tokens[end - 1]!.text)) end--
  return end - first >= 2 ? { first, end } : null
}

/** Who is told at a place, when something to do follows: `các chi bộ rà soát`, `UBND phường trả lời`. */
export function assigneeAt (tokens: readonly Token[], at: number, end: number): Clause['assignee'] {
  let first = at
  while (first < end && first < at + 2 && /^(cho|đối|với|đồng|:)$/.test(tokens[first]!.key)) {
    if (tokens[first]!.key === 'đồng' && tokens[first + 1]?.key === 'chí') break
    first++
  }
  if (first >= end || tokens[first]!.kind !== 'word') return null
  if (!isBody(tokens, first, end) && GROUPS.at(tokens, first, end) === null) return null
  const verb = ACTIONS.at(tokens, first, end)
  for (let next = first + 1; next < Math.min(end, first + LONGEST_ASSIGNEE); next++) {
    const token = tokens[next]!
    if (/^[;.:"]$/.test(token.text)) return token.text === ':' ? { first, end: next } : null
    const inBody = BODIES.at(tokens, next, end)
    const action = ACTIONS.at(tokens, next, end)
    // What begins with a capital is of a name: `Ủy ban Kiểm tra`.
    const acts = action !== null && !token.capital && !NOUN_MAKERS.test(tokens[next - 1]!.key)
    if (acts && (inBody === null || inBody.end < action.end)) {
      // `lãnh đạo thực hiện` is to be done; `lãnh đạo phường` is told.
      if (verb !== null && verb.end >= next) return null
      return tokens[next - 1]!.text === ',' ? { first, end: next - 1 } : { first, end: next }
    }
    if (inBody !== null) next = inBody.end - 1
  }
  return null
}

/** Bodies that are written without a capital too, and no other words are: `đoàn kết` is no Đoàn. */
const LOWER_BODIES = /^(chi|đảng|cấp|ban|thường|mttq|các|đồng)$/

function isBody (tokens: readonly Token[], at: number, end: number): boolean {
  const { key, capital } = tokens[at]!
  if (key === 'mttq' || (key === 'đồng' && tokens[at + 1]?.key === 'chí')) return true
  if (key === 'các') return at + 1 < end && (GROUPED.at(tokens, at + 1, end) !== null)
  const body = BODIES.at(tokens, at, end)?.value
  return (body !== undefined && body !== 'joined' && (capital || (body === 'closed' && LOWER_BODIES.test(key)))) ||
    UNITS.at(tokens, at, end)?.value === 'unit' || HEADS.at(tokens, at, end) !== null
}

/** Whether somebody is named in particular rather than as one of a group: an office, a body. */
export const isNamed = (tokens: readonly Token[], { first, end }: Told): boolean =>
  isBody(tokens, first, end) || tokens[first]!.capital
