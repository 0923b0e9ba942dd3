/**
 * The figures of a table: one of each row, its result with what was planned beside it, or the plan where the table
 * tells no result. Units stand in a column of their own, after the label in brackets, or in the cell.
 */
import type { Comparator } from '../findings.js'
import type { Token } from '../tokens.js'
import { codeOf } from './context.js'
import { newDraft, type Reader } from './drafting.js'
import type { Draft } from './drafts.js'
import { nouns, type Noun } from './nouns.js'
import { numberOf, quantityAt, type Quantity } from './numbers.js'
import { periodOf } from './period-of.js'
import type { Cell, Column, ColumnKind, Table } from './tables.js'
import { hedges, keys } from './words.js'

/** In what a row is counted. */
interface Unit {
  readonly sort: Quantity['sort']
  readonly text: string | null
  readonly noun: Noun | null
  /** By what its numbers are multiplied. */
  readonly factor: number
}

interface Amount {
  readonly value: number
  readonly comparator: Comparator
  /** The unit that the cell names itself. */
  readonly unit: Unit | null
}

/** Reads the figures of a table into the drafts of its reader. */
export function readTable (reader: Reader, table: Table): void {
  for (const cells of table.rows) {
    const draft = draftOf(reader, table.columns, cells)
    if (draft !== null) reader.drafts.push(draft)
  }
}

function draftOf (reader: Reader, columns: readonly Column[], cells: readonly Cell[]): Draft | null {
  const { article: { tokens }, known: { meeting } } = reader
  const at = (kind: ColumnKind): Cell | null => {
    const column = columns.findIndex(column => column.kind === kind)
    const cell = cells[column]
    return cell === undefined || cell[0] >= cell[1] ? null : cell
  }
  const named = at('label')
  if (named === null) return null
  const { label, bracket } = labelOf(tokens, named)
  if (label[0] >= label[1]) return null
  const unitCell = at('unit') ?? bracket
  const unit = unitCell === null ? null : unitOf(tokens, unitCell)
  const [actual, plan, share] = [amountIn(tokens, at('actual'), unit), amountIn(tokens, at('plan'), unit),
    percentIn(tokens, at('share'))]
  if (actual === null && plan === null && share === null) return null
  // A table of results tells none where a cell is empty.
  const reports = columns.some(({ kind }) => kind === 'actual')
  if (reports && actual === null && share === null) return null
  const told = actual ?? (reports ? null : plan)
  const counted = told?.unit ?? unit ?? plan?.unit ?? { sort: 'count', text: null, noun: null, factor: 1 }
  const end = cells.at(-1)![1]
  const draft = newDraft(reader, { sort: counted.sort, noun: counted.noun, first: named[0], end })
  draft.lead = [label]
  draft.value = told?.value ?? null
  draft.unit = counted.text
  draft.comparator = told?.comparator ?? 'eq'
  draft.target = actual === null ? null : plan?.value ?? null
  draft.percentOfTarget = share
  const earlier = at('change') ?? at('ratio')
  const compared = percentIn(tokens, earlier)
  if (compared !== null) {
    draft.changePercent = Number((at('change') === null ? compared - 100 : compared).toPrecision(12))
  }
  draft.confidence = 0.85
  draft.kind = !reports && actual === null && share === null ? 'target' : 'actual'
  periodOf(reader, draft, named[0], named[0], named[0])
  const column = columns.find(({ kind, period }) => period !== null &&
    kind === (draft.kind === 'target' ? 'plan' : actual === null ? 'share' : 'actual'))
  const code = column === undefined ? null : codeOf(column.period!, meeting)
  if (code !== null) Object.assign(draft, { period: code, periodRead: true })
  return draft
}

/** A label without its number and without the unit in brackets at its end. */
function labelOf (tokens: readonly Token[], [first, end]: Cell): { label: Cell, bracket: Cell | null } {
  let start = first
  while (start < end && (tokens[start]!.kind !== 'word' || /^[.)-]$/.test(tokens[start + 1]?.text ?? '')) &&
    start - first < 4) start++
  if (tokens[end - 1]!.text !== ')') return { label: [start, end], bracket: null }
  let open = end - 1
  while (open > start && tokens[open]!.text !== '(') open--
  return open > start ? { label: [start, open], bracket: [open + 1, end - 1] } : { label: [start, end], bracket: null }
}

const SCALES = new Map([
  ['tỷ', 1e9], ['triệu', 1e6], ['tr', 1e6], ['trđ', 1e6], ['trđồng', 1e6], ['nghìn', 1e3], ['ngàn', 1e3], ['đồng', 1],
  ['đ', 1], ['vnđ', 1], ['vnd', 1]
])
const DONG = keys('đồng đ vnđ vnd trđ trđồng')
const MEASURES = keys('ha km m tấn tạ kg m2 m3 lít')

/** The unit that a cell names: `triệu đồng`, `tr.đ`, `%`, `ha`, `lao động`. */
function unitOf (tokens: readonly Token[], [first, end]: Cell): Unit | null {
  const words = tokens.slice(first, end)
  const head = words[0]!
  if (words.some(({ text }) => text === '%')) return { sort: 'percent', text: '%', noun: null, factor: 1 }
  const money = words.some(({ key }) => DONG.has(key)) || (SCALES.has(head.key) && (SCALES.get(head.key)! >= 1e6))
  if (money && !DONG_NAMES.has(words[1]?.key ?? '')) {
    const factor = words.reduce((product, { key }) => product * (SCALES.get(key) ?? 1), 1)
    return { sort: 'money', text: 'VND', noun: null, factor }
  }
  const factor = SCALES.get(head.key) ?? 1
  const from = factor > 1 ? first + 1 : first
  if (from >= end) return null
  const noun = nouns.at(tokens, from, end)
  if (noun !== null && noun.end === end) return { sort: 'count', text: noun.value.text, noun: noun.value, factor }
  const text = tokens.slice(from, end).map(({ text, spaced }, at) => (at > 0 && spaced ? ' ' : '') + text).join('')
    .toLowerCase()
  const measured = MEASURES.has(tokens[from]!.key)
  return { sort: measured ? 'measure' : 'count', text, noun: noun?.value ?? null, factor }
}
/** `đ/c` is no money. */
const DONG_NAMES = keys('/ chí')

/** The amount that a cell holds, in the unit of its row. */
function amountIn (tokens: readonly Token[], cell: Cell | null, unit: Unit | null): Amount | null {
  if (cell === null) return null
  const [first, end] = cell
  let comparator: Comparator = 'eq'
  for (let at = first; at < end; at++) {
    const hedge = hedges.at(tokens, at, end)
    if (hedge !== null) comparator = hedge.value
    const { text, kind } = tokens[at]!
    if (text === '>' || text === '≥') comparator = text === '≥' || tokens[at + 1]?.text === '=' ? 'gte' : 'gt'
    if (text === '<' || text === '≤') comparator = text === '≤' || tokens[at + 1]?.text === '=' ? 'lte' : 'lt'
    if (kind !== 'number') continue
    const quantity = quantityAt(tokens, at, end)
    const own = quantity !== null && quantity.unit !== null
    if (tokens.slice(at, end).some(({ key }, next) => key === 'trở' && tokens[at + next + 1]?.key === 'lên')) {
      comparator = 'gte'
    }
    if (own) {
      return {
        value: quantity.amount,
        comparator,
        unit: { sort: quantity.sort, text: quantity.unit, noun: quantity.noun, factor: 1 }
      }
    }
    const value = numberOf(text, unit === null || (unit.sort === 'count' && unit.factor === 1))
    return value === null ? null : { value: rounded(value * (unit?.factor ?? 1)), comparator, unit: null }
  }
  return null
}

const rounded = (value: number) => Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(12))

/** The percentage that a cell holds, whether or not it says `%`; a minus is kept. */
function percentIn (tokens: readonly Token[], cell: Cell | null): number | null {
  if (cell === null) return null
  for (let at = cell[0]; at < cell[1]; at++) {
    if (tokens[at]!.kind !== 'number') continue
    const value = numberOf(tokens[at]!.text, false)
    const before = at > cell[0] ? tokens[at - 1]!.key : ''
    return value === null ? null : before === '-' || before === 'giảm' ? -value : value
  }
  return null
}
