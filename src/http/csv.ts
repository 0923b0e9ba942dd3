/**
 * Tables as CSV, in UTF-8 with a byte order mark so that Excel shows Vietnamese, with cells that a spreadsheet would
 * run as formulas made harmless.
 */
import { stringify } from 'csv-stringify/sync'
import type { Cell, Column } from './table.js'

/** The text of a table: its heading, then one line for each row. */
export async function * csvOf (columns: readonly Column[], chunks: AsyncIterable<readonly Cell[][]>) {
  let first = true
  for await (const rows of chunks) {
    yield stringify(first ? [columns.map(({ name }) => name), ...rows] : [...rows], {
      bom: first,
      record_delimiter: 'windows',
      escape_formulas: true,
      cast: {
        number: value => ({ value: String(value), escape_formulas: false }),
        boolean: value => String(value)
      }
    })
    first = false
  }
}
