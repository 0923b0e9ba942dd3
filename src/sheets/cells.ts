/**
 * What stands in a cell, and how it is read as what it means: days, periods, words of a vocabulary, yes and no. What
 * cannot be read for certain is told, never guessed.
 */
import { parsePeriod } from '../domain/periods.js'
import { fold, isStorable } from '../domain/text.js'
import type { Term } from '../domain/vocabulary.js'
import type { Message } from '../http/problems.js'

/** How many characters a cell of Excel holds; longer ones are refused in CSV too. */
const CELL_LENGTH = 32_767

/** A cell that is not empty. */
export interface RawCell {
  readonly type: 'text' | 'number' | 'boolean' | 'error'
  /** What was written; of numbers, all digits with a decimal point, whatever the cell shows of them. */
  readonly text: string
  /** The day that a number is in this workbook's calendar, as an ISO date; null where it is none. */
  readonly day?: string | null
  /** What the format of the cell makes of a number. */
  readonly format?: 'day' | 'percent' | undefined
}

export type Read<T> = { readonly value: T } | { readonly fault: Message }

export const say = (en: string, vi: string): Message => ({ en, vi })
export const value = <T>(value: T): Read<T> => ({ value })
export const fault = (en: string, vi: string): { fault: Message } => ({ fault: say(en, vi) })

/** Why a cell cannot be read at all; null where nothing speaks against it. */
export function cellFault ({ type, text }: RawCell): Message | null {
  if (type === 'error') return say(`has an error of the spreadsheet: ${text}`, `bị lỗi bảng tính: ${text}`)
  if (text.length > CELL_LENGTH) {
    return say(`must not be longer than ${CELL_LENGTH} characters`, `không được dài quá ${CELL_LENGTH} ký tự`)
  }
  return isStorable(text) ? null : say('has a character that no record can have', 'có ký tự mà không bản ghi nào có')
}

const slashed = (day: string) => day.split('-').reverse().join('/')

/** What a person sees in the cell. */
export const shown = (cell: RawCell): string =>
  cell.type === 'number' && cell.format === 'day' && cell.day != null ? slashed(cell.day) : cell.text

/** A number as Vietnamese write it; of all else, what a person sees. */
export function spoken (cell: RawCell): string {
  if (cell.type !== 'number' || cell.format === 'day') return shown(cell)
  const number = Number(cell.text) * (cell.format === 'percent' ? 100 : 1)
  const text = Number(number.toPrecision(15)).toLocaleString('vi-VN', { maximumFractionDigits: 15 })
  return cell.format === 'percent' ? `${text} %` : text
}

export const readText = (cell: RawCell): Read<string> => value(shown(cell))

const exists = (day: string) =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day) && day >= '1900' && day < '2200'

const noDay = () => fault('is no day: write 12/07/2023', 'không phải là ngày: hãy ghi 12/07/2023')

/** A day: 12/07/2023 (day first), 2023-07-12, or what a spreadsheet keeps as a day. */
export function readDay (cell: RawCell): Read<string> {
  if (cell.type === 'number') return cell.day != null && exists(cell.day) ? value(cell.day) : noDay()
  const text = cell.text.replace(/[T ]0?0:00(:00(\.0+)?)?Z?$/, '')
  const [, iso] = /^(\d{4}-\d\d-\d\d)$/.exec(text) ?? []
  const [, date, month, year] = /^(?:ngày )?(\d\d?)(?:[/.-]| tháng )(\d\d?)(?:[/.-]| năm )(\d{4})$/i.exec(text) ?? []
  const day = iso ?? (year === undefined ? '' : `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`)
  return exists(day) ? value(day) : noDay()
}

const COUNTS: Record<string, string> = { ba: '3', sau: '6', chin: '9' }
const ROMAN: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4' }

/** How periods are written, without marks and signs, and the codes that they mean. */
const wordings: ReadonlyArray<readonly [RegExp, (...parts: string[]) => string]> = [
  [/^(?:ca )?(?:nam )?(\d{4})$/, year => year],
  [/^(?:06|6|sau) thang cuoi nam (\d{4})$/, year => `${year}-H2`],
  [/^nua (dau|cuoi) nam (\d{4})$/, (half, year) => `${year}-H${half === 'dau' ? 1 : 2}`],
  [/^(?:quy|q) ?(iv|i{1,3}|[1-4]) (?:nam )?(\d{4})$/, (quarter, year) => `${year}-Q${ROMAN[quarter] ?? quarter}`],
  [/^(\d\d?|ba|sau|chin) thang (?:dau )?(?:nam )?(\d{4})$/, (count, year) =>
    `${year}-${Number(COUNTS[count] ?? count)}M`],
  [/^(?:thang )?(\d\d?) (?:nam )?(\d{4})$/, (month, year) => `${year}-${month.padStart(2, '0')}`],
  [/^(?:nhiem ky |giai doan )?(\d{4}) (\d{4})$/, (from, to) => `${from}/${to}`]
]

/** The code of a period, as a code or in the words of reports; null where it is none. */
export function periodCode (text: string): string | null {
  const found = parsePeriod(text.toUpperCase())
  if (found !== null) return found.code
  const words = fold(text)
  for (const [wording, code] of wordings) {
    const [, ...parts] = wording.exec(words) ?? []
    if (parts.length > 0) return parsePeriod(code(...parts))?.code ?? null
  }
  return null
}

/** A period. A spreadsheet makes a day of `7/2023`: the first of a month is that month. */
export function readPeriod (cell: RawCell): Read<string> {
  const text = cell.format === 'day' && cell.day?.endsWith('-01') === true ? cell.day.slice(0, 7) : cell.text
  const code = periodCode(text)
  return code === null
    ? fault('is no period: write 2023, 2023-H1 or “6 tháng đầu năm 2023”, with the year',
      'không phải là kỳ: hãy ghi 2023, 2023-H1 hoặc “6 tháng đầu năm 2023”, có cả năm')
    : value(code)
}

const answers = new Map([
  ...['co', 'x', 'dung', 'yes', 'y', 'true', '1'].map(word => [word, true] as const),
  ...['khong', 'sai', 'no', 'n', 'false', '0'].map(word => [word, false] as const)
])

export function readYesNo (cell: RawCell): Read<boolean> {
  const found = answers.get(fold(cell.text))
  return found === undefined ? fault('must be “có” or “không”', 'phải là “có” hoặc “không”') : value(found)
}

/** A vocabulary in which words are looked up, by what readers of Vietnamese call its terms. */
export interface Lexicon {
  readonly terms: readonly Term[]
  find (text: string): string | null
}

type Worded = Term & { readonly variants?: readonly string[], readonly abbreviations?: readonly string[] }

/** Codes and names come first; another wording counts where only one term has it. */
export function lexiconOf (terms: readonly Worded[]): Lexicon {
  const codes = new Map<string, string | null>()
  const enter = (word: string, code: string) => {
    const key = fold(word)
    if (key !== '') codes.set(key, codes.has(key) && codes.get(key) !== code ? null : code)
  }
  for (const { name, variants = [], abbreviations = [], code } of terms) {
    for (const word of [...variants, ...abbreviations, ...name.split(', ')]) enter(word, code)
  }
  for (const of of ['nameEn', 'name', 'code'] as const) {
    for (const term of terms) codes.set(fold(term[of]), term.code)
  }
  return { terms, find: text => codes.get(fold(text)) ?? null }
}

/** A word of a vocabulary, by code or label, with or without marks. */
export const readTerm = (lexicon: Lexicon) => (cell: RawCell): Read<string> => {
  const code = lexicon.find(cell.text)
  if (code !== null) return value(code)
  const some = lexicon.terms.slice(0, 5).map(({ name }) => name).join('; ')
  const list = lexicon.terms.length > 5 ? `${some}; …` : some
  return fault(`is not in the list: ${list}`, `không có trong danh mục: ${list}`)
}

/** Several words of a vocabulary, with semicolons. */
export const readTerms = (lexicon: Lexicon) => (cell: RawCell): Read<string[]> => {
  const read = cell.text.split(';').map(text => text.trim()).filter(text => text !== '')
    .map(text => readTerm(lexicon)({ type: 'text', text }))
  const wrong = read.find(part => 'fault' in part)
  return wrong ?? value([...new Set(read.map(part => (part as { value: string }).value))])
}
