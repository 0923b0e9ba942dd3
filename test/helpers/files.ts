/**
 * Reads the files in which lists are sent: tables as records by the names of their columns.
 */
import { readXlsx } from 'hucre/xlsx'

export const BOM = '\uFEFF'

const byColumn = <C>([heading, ...rows]: C[][]): Array<Record<string, C>> =>
  rows.map(row => Object.fromEntries(heading!.map((name, at) => [name, row[at]!])))

/** Reads CSV as RFC 4180 has it; a line may contain line breaks inside quotes. */
export function readCsv (csv: string): Array<Record<string, string>> {
  const rows: string[][] = [[]]
  for (const [, cell, end] of csv.slice(BOM.length).matchAll(/("(?:[^"]|"")*"|[^,\r]*)(,|\r\n)/g)) {
    rows.at(-1)!.push(cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!)
    if (end !== ',') rows.push([])
  }
  return byColumn(rows.slice(0, -1))
}

/** The lines of NDJSON, each a record. */
export const linesOf = (text: string): string[] => text === '' ? [] : text.replace(/\n$/, '').split('\n')

/** The sheets of a workbook, and the records of the first. */
export async function readWorkbook (bytes: Uint8Array) {
  const { sheets, properties } = await readXlsx(bytes, { readStyles: true })
  const [records, about] = sheets
  return { sheets, properties, sheet: records!, about: about!.rows, records: byColumn(records!.rows) }
}
