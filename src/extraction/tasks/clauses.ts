/** One order or plan taken apart: who is told, and what is to be done, one clause for each thing. */
import { HEADS, BODIES, UNITS } from '../officials/vocabulary.js'
import type { Token } from '../tokens.js'
import { ACTIONS, GROUPS } from './words.js'

export interface Clause {
  readonly first: number
  readonly end: number
  /** Who is to do it, as tokens; null where nobody is named. */
  readonly assignee: { readonly first: number, readonly end: number } | null
}

const LONGEST_ASSIGNEE = 26
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
      const action = ACTIONS.at(tokens, next, end)
      const opens = action?.value === 'opens' && at - first >= SHORTEST
      if (!opens && (other === null || !isBody(tokens, other.first, end))) continue
    }
    cut(at)
    depth = 0
    first = next
    if (other !== null) {
      assignee = other
      first = other.end
    }
    at = Math.max(at, first - 1)
  }
  cut(end)
  return clauses
}

/** Words that begin a clause without being of it. */
const LEADING = /^(cần|phải|là|và|:|-|,|đồng|thời|hãy|\+|•|\*)$/

function trimmed (tokens: readonly Token[], from: number, to: number): { first: number, end: number } | null {
  let first = from
  let end = to
  while (first < end && LEADING.test(tokens[first]!.key)) first++
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
  for (let next = first + 1; next < Math.min(end, first + LONGEST_ASSIGNEE); next++) {
    const token = tokens[next]!
    if (/^[;.:"]$/.test(token.text)) return token.text === ':' ? { first, end: next } : null
    const inBody = BODIES.at(tokens, next, end)
    const action = ACTIONS.at(tokens, next, end)
    // What begins with a capital is of a name: `Ủy ban Kiểm tra`.
    if (action !== null && !token.capital && (inBody === null || inBody.end < action.end)) {
      return tokens[next - 1]!.text === ',' ? { first, end: next - 1 } : { first, end: next }
    }
    if (inBody !== null) next = inBody.end - 1
  }
  return null
}

const isBody = (tokens: readonly Token[], at: number, end: number) =>
  BODIES.at(tokens, at, end) !== null || (tokens[at]!.key === 'mttq') || tokens[at]!.key === 'các' ||
  UNITS.at(tokens, at, end)?.value === 'unit' || (HEADS.at(tokens, at, end) !== null)
