/**
 * Tables that were pasted into a text: rows of cells with tabs, bars or wide gaps between them, under a row that names
 * the columns (`Chỉ tiêu | Đơn vị | Kế hoạch | Thực hiện | Tỷ lệ`). Lines without such a head are no table.
 */
import type { Article } from '../article.js'
import { yearAt } from '../dates.js'
import { periodAt, type PeriodFound } from '../periods.js'
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { keys } from './words.js'

/** Tokens from the first to before the second; empty where a cell holds nothing. */
export type Cell = readonly [first: number, end: number]

/** What a column tells of its row; `other` holds nothing that is read. */
export type ColumnKind = 'label' | 'unit' | 'plan' | 'actual' | 'share' | 'ratio' | 'change' | 'other'

export interface Column {
  readonly kind: ColumnKind
  /** The period that its head names. */
  readonly period: PeriodFound | null
  readonly head: Cell
}

export interface Table {
  /** From its head to after its last row. */
  readonly first: number
  readonly end: number
  readonly columns: readonly Column[]
  readonly rows: ReadonlyArray<readonly Cell[]>
}

/** No table of a report has more columns. */
const MOST_COLUMNS = 16
/** What a cell of a head says in no more words. */
const LONGEST_HEAD = 14

/** The tables of an article, in its order. */
export function tablesIn (article: Article): Table[] {
  const { tokens, blocks } = article
  const tables: Table[] = []
  let table: { first: number, end: number, columns: Column[], rows: Cell[][] } | null = null
  const close = () => {
    if (table !== null && table.rows.length > 0) tables.push(table)
    table = null
  }
  for (const { first, end } of blocks) {
    const cells = cellsOf(article, first, end)
    if (cells.length < 2) {
      // A line between rows that names a group of them is none of the table's end.
      if (table === null || end - first > LONGEST_HEAD || tokens[end - 1]!.text === '.' ||
        tokens[end - 1]!.text === ':') close()
      continue
    }
    const columns = columnsOf(tokens, cells)
    if (columns !== null) {
      close()
      table = { first, end, columns, rows: [] }
    } else if (table !== null) {
      table.rows.push(cells)
      table.end = end
    }
  }
  close()
  return tables
}

/** The cells of a line; one where it is none of a table. */
function cellsOf ({ text, tokens }: Article, first: number, end: number): Cell[] {
  const cells: Cell[] = []
  let start = first
  let barred = false
  const cut = (at: number, next: number) => {
    if (cells.length < MOST_COLUMNS) cells.push([start, at])
    start = next
  }
  for (let at = first; at < end; at++) {
    if (tokens[at]!.text === '|') {
      if (at > first) cut(at, at + 1)
      else start = at + 1
      barred = true
      continue
    }
    if (barred || at === first || !tokens[at]!.spaced) continue
    const from = tokens[at - 1]!.end
    let tabs = 0
    for (let sign = from; sign < tokens[at]!.start; sign++) if (text.charCodeAt(sign) === 9) tabs++
    if (tabs === 0 && tokens[at]!.start - from < 3) continue
    cut(at, at)
    for (; tabs > 1; tabs--) cut(at, at)
  }
  if (start < end) cut(end, end)
  return cells
}

const LABELS = phrases('chỉ tiêu', 'các chỉ tiêu', 'tên chỉ tiêu', 'nội dung', 'nội dung chỉ tiêu', 'danh mục',
  'tiêu chí', 'chỉ tiêu chủ yếu', 'một số chỉ tiêu', 'hạng mục', 'lĩnh vực', 'nhóm chỉ tiêu', 'mục tiêu', 'nhiệm vụ',
  'tên mục tiêu', 'chỉ số', 'các chỉ tiêu chủ yếu', 'nội dung công việc')
const UNITS = phrases('đơn vị', 'đơn vị tính', 'đvt', 'đv tính', 'đv')
const PLANS = phrases('kế hoạch', 'kh', 'dự toán', 'mục tiêu', 'chỉ tiêu', 'nghị quyết', 'nq', 'giao', 'tổng kế hoạch')
const ACTUALS = phrases('thực hiện', 'th', 'kết quả', 'ước thực hiện', 'ước th', 'ước đạt', 'đạt được', 'đã thực hiện',
  'ước kết quả', 'số lượng', 'giá trị', 'ước')
const RATIOS = phrases('tỷ lệ', 'đạt', 'hoàn thành', 'tiến độ', 'mức độ hoàn thành', 'so với kế hoạch', 'so kế hoạch',
  'so với kh', 'so kh', 'so với dự toán', 'th/kh', 'so sánh')
const EARLIER = phrases('cùng kỳ', 'ck', 'năm trước', 'năm ngoái', 'tháng trước', 'quý trước')
const GROWTH = keys('tăng giảm tăng/giảm +/-')

/** The columns that a row names; null where it is no head. */
function columnsOf (tokens: readonly Token[], cells: readonly Cell[]): Column[] | null {
  const kinds = new Set<ColumnKind>()
  const columns: Column[] = []
  for (const head of cells) {
    if (head[1] - head[0] > LONGEST_HEAD) return null
    const kind = kindOf(tokens, head, kinds)
    kinds.add(kind)
    columns.push({ kind, period: periodIn(tokens, head), head })
  }
  const tells = kinds.has('plan') || kinds.has('actual') || kinds.has('share')
  return kinds.has('label') && tells ? columns : null
}

function kindOf (tokens: readonly Token[], [first, end]: Cell, told: ReadonlySet<ColumnKind>): ColumnKind {
  if (first >= end) return 'other'
  const percent = tokens.slice(first, end).some(({ text }) => text === '%')
  const earlier = EARLIER.first(tokens, first, end) !== null
  const compared = tokens.slice(first, end).some(({ key }) => key === 'so')
  if (UNITS.at(tokens, first, end) !== null) return 'unit'
  const label = LABELS.at(tokens, first, end)
  if (!told.has('label') && label !== null && (label.end === end || tokens[label.end]!.text === '(')) return 'label'
  if (earlier || (compared && yearsIn(tokens, first, end))) {
    if (!percent && !compared) return 'other'
    return GROWTH.has(tokens[first]!.key) ? 'change' : 'ratio'
  }
  if (percent || RATIOS.at(tokens, first, end) !== null) return 'share'
  if (ACTUALS.at(tokens, first, end) !== null) return told.has('actual') ? 'other' : 'actual'
  if (PLANS.at(tokens, first, end) !== null) return told.has('plan') ? 'other' : 'plan'
  return 'other'
}

const yearsIn = (tokens: readonly Token[], first: number, end: number) => {
  for (let at = first; at < end; at++) if (yearAt(tokens, at) !== null) return true
  return false
}

/** `9 tháng`, `quý I/2024`, `năm 2023`, `2023`. */
function periodIn (tokens: readonly Token[], [first, end]: Cell): PeriodFound | null {
  for (let at = first; at < end; at++) {
    const period = periodAt(tokens, at, end)
    if (period !== null) return period
    const year = yearAt(tokens, at)
    if (year !== null) return { form: 'year', months: 0, year, lastYear: null, end: at + 1 }
  }
  return null
}
