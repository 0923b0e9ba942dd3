/**
 * Reporting periods as Vietnamese offices speak of them, and their codes: 2023, 2023-H1 (6 tháng đầu năm), 2023-Q3,
 * 2023-07, 2023-9M (9 tháng đầu năm) and 2020/2025 (nhiệm kỳ). One code for one span of time: three months of a year
 * are its first quarter, six its first half.
 */
import type { Term } from './vocabulary.js'

export interface Period {
  readonly code: string
  /** First day, ISO date. */
  readonly from: string
  /** Last day, ISO date. */
  readonly to: string
  /** Vietnamese label. */
  readonly label: string
}

/** What a period code may look like; the pattern of the API, checked further by parsePeriod. */
export const PERIOD_PATTERN = '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])|([1-9]|1[0-2])M)|/[0-9]{4})?$'

/** The forms of a period's code. */
export const periodForms: ReadonlyArray<Term & { readonly pattern: string, readonly example: string }> = [
  { code: 'year', name: 'năm', nameEn: 'year', pattern: 'YYYY', example: '2023' },
  {
    code: 'half-year',
    name: '6 tháng đầu năm, 6 tháng cuối năm',
    nameEn: 'half-year',
    pattern: 'YYYY-H1',
    example: '2023-H1'
  },
  { code: 'quarter', name: 'quý', nameEn: 'quarter', pattern: 'YYYY-Qn', example: '2023-Q3' },
  { code: 'month', name: 'tháng', nameEn: 'month', pattern: 'YYYY-MM', example: '2023-07' },
  { code: 'months', name: 'tháng đầu năm', nameEn: 'first months of a year', pattern: 'YYYY-nM', example: '2023-9M' },
  {
    code: 'term',
    name: 'nhiệm kỳ, giai đoạn',
    nameEn: 'term or span of years',
    pattern: 'YYYY/YYYY',
    example: '2020/2025'
  }
]

const FORM = new RegExp(PERIOD_PATTERN)
const ROMAN = ['I', 'II', 'III', 'IV']
const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
const firstDay = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}-01`

/**
 * Reads a period code. Terms run from the first day of their first year to the last day of their last.
 * @returns the period under its one code, or null where the text is none
 */
export function parsePeriod (text: string): Period | null {
  if (!FORM.test(text)) return null
  const year = Number(text.slice(0, 4))
  if (year < 1900 || year > 2199) return null
  const months = (code: string, first: number, last: number, label: string): Period =>
    ({ code, from: firstDay(year, first), to: lastDay(year, last), label })
  const form = text.slice(5)

  if (text.length === 4) return months(text, 1, 12, `năm ${year}`)
  if (form === 'H1') return months(text, 1, 6, `6 tháng đầu năm ${year}`)
  if (form === 'H2') return months(text, 7, 12, `6 tháng cuối năm ${year}`)
  if (form.startsWith('Q')) {
    const quarter = Number(form[1])
    return months(text, quarter * 3 - 2, quarter * 3, `quý ${ROMAN[quarter - 1]} năm ${year}`)
  }
  if (form.endsWith('M')) {
    const count = Number(form.slice(0, -1))
    const other = { 1: `${year}-01`, 3: `${year}-Q1`, 6: `${year}-H1`, 12: `${year}` }[count]
    return other === undefined ? months(text, 1, count, `${count} tháng đầu năm ${year}`) : parsePeriod(other)
  }
  if (text[4] === '-') return months(text, Number(form), Number(form), `tháng ${Number(form)} năm ${year}`)

  const end = Number(form)
  if (end <= year || end > year + 20) return null
  const word = end - year === 4 && year % 5 === 1 ? 'giai đoạn' : 'nhiệm kỳ'
  return { code: text, from: firstDay(year, 1), to: lastDay(end, 12), label: `${word} ${year}-${end}` }
}

/** As parsePeriod, for codes that the program itself wrote down. */
export function period (code: string): Period {
  const found = parsePeriod(code)
  if (found === null) throw new Error(`'${code}' is no period`)
  return found
}

/** All periods that lie within a year, by their one code. */
export const periodsWithin = (year: number): Period[] => [
  '', '-H1', '-H2', '-Q1', '-Q2', '-Q3', '-Q4', ...Array.from({ length: 11 }, (_, at) => `-${at + 1}M`),
  ...Array.from({ length: 12 }, (_, at) => `-${String(at + 1).padStart(2, '0')}`)
].map(form => period(`${year}${form}`))
  .filter(({ code }, at, all) => all.findIndex(other => other.code === code) === at)

/** The day that lies so many days after another; ISO dates. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** The form of a period's code: a code of `periodForms`. */
export function formOf ({ code }: Period): string {
  if (code.length === 4) return 'year'
  if (code[4] === '/') return 'term'
  if (code[5] === 'H') return 'half-year'
  if (code[5] === 'Q') return 'quarter'
  return code.endsWith('M') ? 'months' : 'month'
}

/** What a form has in a year, by the place in it; other forms do not follow one another. */
const parts: Readonly<Record<string, readonly string[]>> = {
  year: [''],
  'half-year': ['-H1', '-H2'],
  quarter: ['-Q1', '-Q2', '-Q3', '-Q4'],
  month: Array.from({ length: 12 }, (_, at) => `-${String(at + 1).padStart(2, '0')}`)
}

/**
 * The periods of one form from one to another, both inclusive; empty where the first comes after the last.
 * @returns null where they are not of one form, or of one whose periods do not follow one another (terms, first months)
 */
export function periodsBetween (first: Period, last: Period): Period[] | null {
  const form = parts[formOf(first)]
  if (form === undefined || formOf(first) !== formOf(last)) return null
  const years = Array.from({ length: Math.max(0, Number(last.to.slice(0, 4)) - Number(first.from.slice(0, 4)) + 1) },
    (_, at) => Number(first.from.slice(0, 4)) + at)
  return years.flatMap(year => form.map(part => period(`${year}${part}`)))
    .filter(({ from, to }) => from >= first.from && to <= last.to)
}

/** The order of time: by the last day, then the shorter one first. */
export const byTime = (a: Period, b: Period): number =>
  a.to < b.to ? -1 : a.to > b.to ? 1 : a.from > b.from ? -1 : a.from < b.from ? 1 : 0
