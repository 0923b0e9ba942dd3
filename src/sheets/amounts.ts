/**
 * Numbers as Vietnamese write them: 1.234,5 and 49.687.000.000, 68,7 %, 49 tỷ 687 triệu đồng. They are read as
 * decimals, digit by digit. What two customs read differently is told, not guessed.
 */
import { fold } from '../domain/text.js'
import { fault, value, type RawCell, type Read } from './cells.js'

/** A number, as its digits with a decimal point. */
export interface Amount {
  readonly digits: string
  readonly isPercent: boolean
  /** Whether words such as tỷ or triệu have been counted in already. */
  readonly isScaled: boolean
}

const scales: Record<string, number> = { ty: 9, ti: 9, trieu: 6, nghin: 3, ngan: 3 }
const PART = /(\d+(?:[.,]\d+)*)\s*(tỷ|tỉ|triệu|nghìn|ngàn)?\s*/gu

/** Units of money in which reports are written, and the power of ten by which they count đồng. */
const moneys = new Map(Object.entries({
  vnd: 0,
  d: 0,
  dong: 0,
  'nghin dong': 3,
  'ngan dong': 3,
  '1000 dong': 3,
  '1 000 dong': 3,
  'trieu dong': 6,
  trieu: 6,
  'ty dong': 9,
  'ti dong': 9,
  ty: 9
}))

/** The power of ten by which a unit counts đồng; null where it is no unit of money. */
export const moneyScale = (unit: string): number | null => moneys.get(fold(unit)) ?? null

/** 15 digits are what a number of a spreadsheet or of JSON keeps. */
const rounded = (number: number): number => Number(number.toPrecision(15))

/** The number that digits are, moved by a power of ten without going through binary fractions. */
export const numberOf = (digits: string, power = 0): number =>
  rounded(digits.includes('e') ? Number(digits) * 10 ** power : Number(`${digits}e${power}`))

/** A written number as digits with a decimal point; null where it is none, undefined where it can mean two things. */
function digitsOf (text: string): string | null | undefined {
  if (/^\d+$/.test(text) || /^0\.\d+$/.test(text)) return text
  if (/^[1-9]\d{0,2},\d{3}$/.test(text)) return undefined
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return text.replaceAll('.', '').replace(',', '.')
  if (/^\d+,\d+$/.test(text)) return text.replace(',', '.')
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '')
  return /^\d+\.\d+$/.test(text) ? text : null
}

const noNumber = () => fault('is no number: write 1.234,5, without words such as “trên”',
  'không phải là số: hãy ghi 1.234,5, không kèm chữ như “trên”')

function readWritten (text: string): Read<Amount> {
  const [, sign, rest, percent] = /^([+\-−–]?)\s*(\d.*?)(%?)$/u.exec(text) ?? []
  if (rest === undefined) return noNumber()
  const bare = rest.trimEnd().replace(/(?<!\s)\s*(đồng|vnđ|vnd|đ)$/u, '').replace(/(?<=\d)\s(?=\d{3}(?!\d))/gu, '')
  const parts = [...bare.matchAll(PART)]
  const powers = parts.map(([, , word]) => word === undefined ? 0 : scales[fold(word)]!)
  const falling = powers.every((power, at) => at === 0 || power < powers[at - 1]!)
  if (parts.map(([part]) => part).join('') !== bare || !falling) return noNumber()

  const numbers = parts.map(([, digits]) => digitsOf(digits!))
  if (numbers.includes(undefined)) {
    return fault(`can mean two numbers: write ${parts[0]![1]!.replace(',', '')} or ${parts[0]![1]!}0`,
      `có thể hiểu theo hai cách: hãy ghi ${parts[0]![1]!.replace(',', '')} hoặc ${parts[0]![1]!}0`)
  }
  if (numbers.includes(null)) return noNumber()
  const isScaled = powers.some(power => power > 0)
  if (percent === '%' && isScaled) return noNumber()
  const digits = parts.length === 1 && !isScaled
    ? numbers[0]!
    : String(rounded(numbers.reduce((sum, number, at) => sum + numberOf(number!, powers[at]), 0)))
  const isNegative = sign !== '' && sign !== '+'
  return value({ digits: isNegative ? `-${digits}` : digits, isPercent: percent === '%', isScaled })
}

/** A number, or one that is written. What a cell shows as 68,7 % is kept as 0.687 and meant as 68.7. */
export function readAmount (cell: RawCell): Read<Amount> {
  if (cell.type === 'boolean') return noNumber()
  if (cell.type === 'text') return readWritten(cell.text.normalize('NFC').toLowerCase())
  if (cell.format === 'day') return fault('is a day, not a number', 'là ngày, không phải là số')
  const isPercent = cell.format === 'percent'
  const number = rounded(Number(cell.text))
  if (!Number.isFinite(number)) return noNumber()
  return value({ digits: String(isPercent ? rounded(number * 100) : number), isPercent, isScaled: false })
}

/** A number that is meant in per cent, with or without its sign. */
export function readPercent (cell: RawCell): Read<number> {
  const read = readAmount(cell)
  return 'fault' in read ? read : value(numberOf(read.value.digits))
}

/** A whole number. */
export function readWhole (cell: RawCell): Read<number> {
  const read = readAmount(cell)
  if ('fault' in read) return read
  const number = numberOf(read.value.digits)
  return Number.isInteger(number) && !read.value.isPercent
    ? value(number)
    : fault('must be a whole number', 'phải là số nguyên')
}
