/**
 * From the rows of a sheet to what stands in them, column by column: which row has the headings, which kind of records
 * the sheet has, what each cell says, and what is wrong with it, by its place (`D7`).
 */
import { lettersOf } from '../http/sheet.js'
import type { Message } from '../http/problems.js'
import { cellFault, say, shown, spoken, type RawCell } from './cells.js'
import {
  columnOf, EXAMPLE_WARD, formOf, headingKey, hintOf, sheetForms, type SheetColumn, type SheetKind
} from './columns.js'
import type { Row } from './csv.js'

/** A cell, as people find it. */
export interface CellPlace {
  /** Heading of its column; null for what belongs to no column. */
  readonly column: string | null
  /** `D7`; null for what belongs to no cell. */
  readonly cell: string | null
}

/** What is wrong, and where. */
export interface CellFault extends CellPlace { readonly message: Message }

/** What a cell says. */
export interface Entry extends CellPlace {
  readonly value: unknown
  /** As it was written. */
  readonly text: string
}

/** A row of which the cells have been read. */
export interface ReadRow {
  readonly number: number
  /** By the properties of the columns. */
  readonly entries: Map<string, Entry>
  readonly faults: CellFault[]
  place (property: string): CellPlace
}

/** A row of headings: columns by their places; null for columns that are for people only. */
export interface Heading {
  readonly kind: SheetKind
  readonly row: number
  readonly columns: ReadonlyMap<number, SheetColumn | null>
  readonly faults: readonly CellFault[]
}

const placed = (cells: Row['cells']) =>
  [...cells.entries()].filter((entry): entry is [number, RawCell] => entry[1] !== undefined)

export const isEmpty = (row: Row): boolean => row.cells.every(cell => cell === undefined)

/** How many of the row's cells are headings of a kind of sheet. */
const known = (kind: SheetKind, row: Row) =>
  new Set(placed(row.cells).map(([, cell]) => columnOf(kind, cell.text)).filter(column => column != null)).size

function headingFaults (kind: SheetKind, row: Row, columns: Heading['columns'], hasWard: boolean): CellFault[] {
  const seen = new Set<SheetColumn>()
  const faults = placed(row.cells).flatMap(([at, { text }]): CellFault[] => {
    const place = { column: text, cell: `${lettersOf(at)}${row.number}` }
    const column = columns.get(at)
    if (column === undefined) {
      const message = say('is not a column here: correct the heading, or take the column away',
        'không phải là cột ở đây: hãy sửa tiêu đề cột, hoặc bỏ cột này')
      return [{ ...place, message }]
    }
    if (column === null || !seen.has(column)) {
      if (column !== null) seen.add(column)
      return []
    }
    return [{ ...place, message: say('stands there twice', 'bị lặp') }]
  })
  const missing = formOf(kind).columns.filter(column =>
    column.required && !seen.has(column) && !(hasWard && column.property === 'ward'))
  return [...faults, ...missing.map(({ heading }) =>
    ({ column: heading, cell: null, message: say('is missing among the headings', 'còn thiếu trong hàng tiêu đề') }))]
}

/**
 * The headings, where a row has them: at least two that are known.
 * @param kind the kind of records where it is known; else that of which most headings are there
 * @param hasWard whether the ward is told otherwise
 */
export function headingOf (row: Row, kind: SheetKind | undefined, hasWard: boolean): Heading | null {
  const kinds = kind === undefined ? sheetForms.map(form => form.kind) : [kind]
  const counts = kinds.map(kind => known(kind, row))
  const most = Math.max(...counts)
  if (most < 2) return null
  const found = kinds[counts.indexOf(most)]!
  const columns = new Map(placed(row.cells).flatMap(([at, cell]) => {
    const column = columnOf(found, cell.text)
    return column === undefined ? [] : [[at, column] as const]
  }))
  return { kind: found, row: row.number, columns, faults: headingFaults(found, row, columns, hasWard) }
}

/** Whether a row is one of the template's own: its hints, or an example. */
function isOwn (heading: Heading, cells: ReadonlyArray<[number, RawCell]>): boolean {
  const columns = cells.map(([at, cell]) => [heading.columns.get(at), cell] as const)
  const isHints = columns.every(([column, cell]) =>
    column != null && headingKey(hintOf(column)) === headingKey(cell.text))
  return isHints || columns.some(([column, cell]) =>
    column?.property === 'ward' && headingKey(cell.text) === headingKey(EXAMPLE_WARD))
}

/** Reads the cells of a row; null for a row that is no record. */
export function readRow (heading: Heading, row: Row): ReadRow | null {
  const cells = placed(row.cells)
  if (cells.length === 0 || isOwn(heading, cells)) return null
  const placeAt = (at: number): string => `${lettersOf(at)}${row.number}`
  const places = new Map([...heading.columns].flatMap(([at, column]) =>
    column === null ? [] : [[column.property, { column: column.heading, cell: placeAt(at) }] as const]))
  const entries = new Map<string, Entry>()
  const faults: CellFault[] = []
  for (const [at, cell] of cells) {
    const column = heading.columns.get(at)
    if (column === null) continue
    const place = { column: column?.heading ?? null, cell: placeAt(at) }
    if (column === undefined) {
      faults.push({ ...place, message: say('stands under no heading', 'không nằm dưới tiêu đề cột nào') })
      continue
    }
    const broken = cellFault(cell)
    const read = broken === null ? column.read(cell) : { fault: broken }
    if ('fault' in read) faults.push({ ...place, message: read.fault })
    else {
      const text = column.entry === 'number' ? spoken(cell) : shown(cell)
      entries.set(column.property, { ...place, value: read.value, text })
    }
  }
  return {
    number: row.number,
    entries,
    faults,
    place: property => places.get(property) ??
      { column: formOf(heading.kind).columns.find(column => column.property === property)?.heading ?? null, cell: null }
  }
}
