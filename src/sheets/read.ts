/**
 * Reads spreadsheets for an import: what a CSV file or an Excel workbook says, as drafts of records, one after the
 * other in constant memory, and what is wrong with it, cell by cell. Nothing is guessed and nothing is left out in
 * silence.
 */
import { open } from 'node:fs/promises'
import { spool, type Bytes } from '../http/spool.js'
import { say } from './cells.js'
import { formNamed, headingKey } from './columns.js'
import { csvRows } from './csv.js'
import { SheetError } from './error.js'
import { Reading, sheetLimits, type SheetItem, type SheetOptions } from './reading.js'
import type { CellPlace } from './rows.js'
import { openWorkbook } from './xlsx.js'

export { SheetError } from './error.js'
export type { CellFault, CellPlace } from './rows.js'
export type { SheetKind } from './columns.js'
export { sheetLimits, type SheetItem, type SheetOptions } from './reading.js'

/** The cell at which a fault of the draft stands, by its JSON Pointer; that of what it lies in, where it has none. */
export function cellAt (item: SheetItem, pointer: string): CellPlace {
  const parts = pointer.split('/')
  for (let length = parts.length; length > 1; length--) {
    const place = item.places[parts.slice(0, length).join('/')]
    if (place !== undefined) return place
  }
  return { column: null, cell: null }
}

/** Sheets of the template that are no records. */
const OWN_SHEETS = new Set(['Hướng dẫn', 'Danh mục'].map(headingKey))
const ORDER = ['meeting', 'official', undefined, 'observation']

async function * workbook (reading: Reading, path: string, options: SheetOptions): AsyncGenerator<SheetItem> {
  const { sheets, close } = await openWorkbook(path, options.limits?.unpacked ?? sheetLimits.unpacked)
  try {
    const visible = sheets.filter(({ name, isHidden }) => !isHidden && !OWN_SHEETS.has(headingKey(name)))
    // What others refer to comes first.
    const ordered = visible.map(sheet => ({ sheet, kind: formNamed(sheet.name)?.kind }))
      .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    for (const { sheet, kind } of ordered) yield * reading.sheet(sheet.name, kind ?? options.kind, sheet.rows())
  } finally {
    close()
  }
}

/** What a file is that is no workbook of today. */
const OLD_EXCEL = Buffer.from([0xD0, 0xCF, 0x11, 0xE0])

async function refuseOldExcel (path: string): Promise<void> {
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
  await file.close()
  if (!buffer.equals(OLD_EXCEL)) return
  throw new SheetError(say('The file is an old workbook (.xls), or has a password: save it as .xlsx, without one.',
    'Tệp là sổ Excel kiểu cũ (.xls) hoặc có mật khẩu: hãy lưu dưới dạng .xlsx, không đặt mật khẩu.'))
}

/**
 * Reads a file. Meetings come first, then officials, then figures, whatever the order of the sheets; before the first
 * figure that names no source comes the file itself as a source.
 * @throws SheetError where the file cannot be read, or cannot be read further
 */
export async function * readSheets (input: Bytes, options: SheetOptions): AsyncGenerator<SheetItem, void, undefined> {
  const limit = options.limits?.bytes ?? sheetLimits.bytes
  const file = await spool(input, bytes => {
    if (bytes <= limit) return
    const most = Math.floor(limit / 1024 / 1024)
    throw new SheetError(say(`The file is larger than ${most} MB.`, `Tệp lớn hơn ${most} MB.`))
  })
  try {
    await refuseOldExcel(file.path)
    const reading = new Reading(options, file)
    if (options.format === 'xlsx') yield * workbook(reading, file.path, options)
    else yield * reading.sheet(null, options.kind, csvRows(file.path))
  } finally {
    await file.remove()
  }
}
