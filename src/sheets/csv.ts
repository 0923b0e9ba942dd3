/**
 * The rows of a CSV file, in UTF-8 with or without a byte order mark, with commas, semicolons or tabs: whichever the
 * file has most of in its first lines. Rows are counted as a spreadsheet counts them.
 */
import { CsvError, parse } from 'csv-parse'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { say, type RawCell } from './cells.js'
import { SheetError } from './error.js'

/** A row of a sheet; cells that are empty are not there. */
export interface Row {
  /** As a spreadsheet counts, from 1. */
  readonly number: number
  readonly cells: ReadonlyArray<RawCell | undefined>
}

const DELIMITERS = [',', ';', '\t']
/** No row of a clerk is longer; a quote that is never closed would swallow the file. */
const RECORD_LENGTH = 2_000_000

const notUtf8 = () => new SheetError(say(
  'The file is not in UTF-8. In Excel, save it as “CSV UTF-8 (Comma delimited)”.',
  'Tệp không dùng bảng mã UTF-8. Trong Excel, hãy lưu dưới dạng “CSV UTF-8 (Comma delimited)”.'))

async function beginningOf (path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What separates the cells: as Excel's own first line says (`sep=;`), else the likeliest by the first lines. */
function delimiterOf (beginning: string): { delimiter: string, isTold: boolean } {
  const told = /^\uFEFF?"?sep=([,;\t])"?\r?\n/i.exec(beginning)?.[1]
  if (told !== undefined) return { delimiter: told, isTold: true }
  const lines = beginning.replace(/"(?:[^"]|"")*("|$)/g, '').split(/\r\n|\r|\n/).slice(0, 25)
  const counts = DELIMITERS.map(delimiter =>
    Math.max(...lines.map(line => line.split(delimiter).length - 1)))
  return { delimiter: DELIMITERS[counts.indexOf(Math.max(...counts))]!, isTold: false }
}

async function * textOf (chunks: AsyncIterable<Uint8Array>) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw error instanceof TypeError ? notUtf8() : error
  }
}

const said = (error: CsvError): SheetError => {
  const line = typeof error.lines === 'number' ? error.lines : null
  const [at, o] = line === null ? ['', ''] : [` at line ${line}`, ` ở dòng ${line}`]
  return new SheetError(say(`The file is no good CSV${at}: a quotation mark is not closed, or is misplaced.`,
    `Tệp CSV có lỗi${o}: dấu ngoặc kép không được đóng hoặc đặt sai chỗ.`), line)
}

const cellOf = (text: string): RawCell | undefined => {
  const trimmed = text.normalize('NFC').trim()
  return trimmed === '' ? undefined : { type: 'text', text: trimmed }
}

/** The rows of a file, one after the other. */
export async function * csvRows (path: string): AsyncGenerator<Row, void, undefined> {
  const beginning = await beginningOf(path)
  if (beginning.subarray(0, 2).equals(Buffer.from([0xFF, 0xFE])) || beginning[0] === 0xFE || beginning.includes(0)) {
    throw notUtf8()
  }
  const { delimiter, isTold } = delimiterOf(beginning.toString())
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: RECORD_LENGTH
  })
  pipeline(createReadStream(path), textOf, parser, () => {})
  let number = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number++
      if (isTold && number === 1) continue
      yield { number, cells: record.map(cellOf) }
    }
  } catch (error) {
    throw error instanceof CsvError ? said(error) : error
  } finally {
    parser.destroy()
  }
}
