/**
 * The XML of a spreadsheet's sheet, chunk by chunk (ECMA-376, SpreadsheetML). Texts stand in their cells as texts, so
 * that nothing is run as a formula; numbers, truth values and days are what they are.
 */
import { style } from './styles.js'
import type { Cell, Column } from './table.js'

/** How many rows a sheet of Excel has, and how many characters one of its cells holds. */
export const SHEET_ROWS = 1_048_576
const CELL_LENGTH = 32_767
const CUT = ' … [Excel: 32767 ký tự / characters; đầy đủ ở CSV / in full in CSV]'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text in XML. Signs that XML has not are written as Excel does (`_x000B_`), and so is what looks like that. */
export const xml = (text: string): string => text
  .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  // eslint-disable-next-line no-control-regex
  .replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g, sign =>
    `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
  .replace(/[&<>"]/g, sign => entities[sign]!)

/** What a cell can hold of a text; a cut is told in the cell itself. */
function fitted (text: string): string {
  if (text.length <= CELL_LENGTH) return text
  return text.slice(0, CELL_LENGTH - CUT.length).replace(/[\uD800-\uDBFF]$/, '') + CUT
}

/** A day as Excel counts it; null before March 1900, where its calendar is wrong. */
function serialOf (day: string): number | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN
  return time >= Date.UTC(1900, 2, 1) ? time / 86_400_000 + 25_569 : null
}

/** The letters of a column, by its place from 0: A, B, … Z, AA. */
export const lettersOf = (at: number): string =>
  (at < 26 ? '' : lettersOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + at % 26)

function textXml (place: string, text: string, format?: number): string {
  const quoted = /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? style.text : undefined
  const styled = format ?? quoted
  return `<c r="${place}" t="inlineStr"${styled === undefined ? '' : ` s="${styled}"`}>` +
    `<is><t xml:space="preserve">${xml(fitted(text))}</t></is></c>`
}

function cellXml (place: string, value: Cell, isDay: boolean): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
  const serial = isDay ? serialOf(value) : null
  return serial === null ? textXml(place, value) : `<c r="${place}" s="${style.day}"><v>${serial}</v></c>`
}

/** Wide enough for its heading and, within reason, for what the first rows have. */
function widthOf (column: Column, at: number, rows: readonly Cell[][]): number {
  const longest = rows.reduce((most, row) => Math.max(most, String(row[at] ?? '').length), column.name.length + 3)
  return Math.min(Math.max(longest + 1, 9), 60)
}

/** All before the first record: a heading that stays in sight, and the widths of the columns. */
function opening (columns: readonly Column[], rows: readonly Cell[][]): string {
  const widths = columns.map((column, at) =>
    `<col min="${at + 1}" max="${at + 1}" width="${widthOf(column, at, rows)}" customWidth="1"/>`)
  const heading = columns.map(({ name }, at) => textXml(`${lettersOf(at)}1`, name, style.heading))
  return '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" ' +
    'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${heading.join('')}</row>`
}

/** Where the heading and the records of a sheet stand, when so many rows were written. */
export const rangeOf = (columns: readonly Column[], rows: number): string =>
  `$A$1:$${lettersOf(columns.length - 1)}$${rows}`

/**
 * Writes a table as a sheet.
 * @param written told how many rows there are, when all are
 */
export async function * sheetOf (
  columns: readonly Column[], chunks: AsyncIterable<readonly Cell[][]>, written: (rows: number) => void
) {
  const letters = columns.map((_, at) => lettersOf(at))
  let row = 0
  for await (const rows of chunks) {
    let part = ''
    if (row === 0) {
      part = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + opening(columns, rows)
      row = 1
    }
    for (const cells of rows) {
      row++
      if (row > SHEET_ROWS) throw new Error('more rows than a sheet has: records were added while it was written')
      part += `<row r="${row}">${cells.map((cell, at) =>
        cellXml(letters[at]! + row, cell, columns[at]!.isDay)).join('')}</row>`
    }
    yield Buffer.from(part)
  }
  written(row)
  yield Buffer.from(`</sheetData><autoFilter ref="${rangeOf(columns, row).replaceAll('$', '')}"/></worksheet>`)
}

/** A small sheet of names and values. */
export function smallSheetOf (pairs: ReadonlyArray<readonly [name: string, value: string]>): string {
  const rows = pairs.map(([name, value], at) =>
    `<row r="${at + 1}">${textXml(`A${at + 1}`, name, style.heading)}${textXml(`B${at + 1}`, value)}</row>`)
  return '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols>' +
    '<col min="1" max="1" width="28" customWidth="1"/><col min="2" max="2" width="60" customWidth="1"/></cols>' +
    `<sheetData>${rows.join('')}</sheetData></worksheet>`
}
