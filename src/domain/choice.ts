/**
 * Which of several reports of one figure stands in a cell of a matrix, and why. The rule is the order of `reasons`: the
 * first on which two reports differ decides. No report is changed by it, and those that are not chosen stay beside it.
 */
import { fold } from './text.js'
import type { Term } from './vocabulary.js'

export type ReasonCode =
  'only-report' | 'same-value' | 'verified' | 'has-number' | 'unit' | 'result' | 'later-report' | 'exact' | 'first'

/** Why a report was chosen before others; those that compare reports in the order in which they are asked. */
export const reasons: ReadonlyArray<Term & { readonly code: ReasonCode }> = [
  { code: 'only-report', name: 'chỉ có một báo cáo nêu', nameEn: 'the only report of it' },
  { code: 'same-value', name: 'các báo cáo nêu như nhau', nameEn: 'all reports tell the same value' },
  { code: 'verified', name: 'đã được người duyệt', nameEn: 'confirmed by a person' },
  { code: 'has-number', name: 'có nêu con số', nameEn: 'tells a number' },
  { code: 'unit', name: 'đúng đơn vị tính của chỉ tiêu', nameEn: 'told in the unit of the indicator' },
  { code: 'result', name: 'là kết quả, không phải ước', nameEn: 'a result, not an estimate' },
  { code: 'later-report', name: 'được báo cáo sau', nameEn: 'reported later' },
  { code: 'exact', name: 'nêu đúng con số, không phải trên, dưới hay khoảng', nameEn: 'told exactly, not as a bound' },
  { code: 'first', name: 'đứng trước trong nguồn', nameEn: 'stands first in its source' }
]

/** What the rule asks of a report. */
export interface Report {
  readonly id: string
  readonly status: string
  readonly value: number | null
  readonly valueText: string | null
  /** Null: that of the indicator. */
  readonly unit: string | null
  readonly estimate: boolean
  readonly comparator: string
  /** Day of the meeting at which it was told, else of publication, else of measurement; null where none is known. */
  readonly reportedOn: string | null
  readonly place: number
}

type Criterion = (report: Report) => number | string

/** What each reason asks; the smaller comes first. */
const criteria: ReadonlyArray<readonly [ReasonCode, Criterion]> = [
  ['verified', ({ status }) => status === 'verified' ? 0 : 1],
  ['has-number', ({ value, valueText }) => value !== null ? 0 : valueText !== null ? 1 : 2],
  ['unit', ({ unit }) => unit === null ? 0 : 1],
  ['result', ({ estimate }) => estimate ? 1 : 0],
  // ISO days as numbers, so that a later one is less.
  ['later-report', ({ reportedOn }) => -Number((reportedOn ?? '0').replaceAll('-', ''))],
  ['exact', ({ comparator }) => comparator === 'eq' ? 0 : 1],
  ['first', ({ place }) => place]
]

const reasonOf = (code: ReasonCode) => {
  const { name, nameEn } = reasons.find(reason => reason.code === code)!
  return { code, name, nameEn }
}

const saysTheSame = (a: Report, b: Report) => a.value === b.value && a.valueText === b.valueText &&
  a.unit === b.unit && a.comparator === b.comparator && a.estimate === b.estimate

/** On what two reports differ first. */
function difference (a: Report, b: Report): readonly [ReasonCode, number] {
  for (const [code, of] of criteria) {
    if (of(a) !== of(b)) return [code, of(a) < of(b) ? -1 : 1]
  }
  return ['first', a.id < b.id ? -1 : 1]
}

export interface Choice<R extends Report> {
  readonly chosen: R
  readonly because: Term
  /** The others, the next best first, each with the reason for which the chosen one comes before it. */
  readonly others: ReadonlyArray<{ readonly report: R, readonly because: Term }>
}

/** Chooses among reports of one figure; null where there are none. */
export function choose<R extends Report> (reports: readonly R[]): Choice<R> | null {
  const [chosen, ...rest] = reports.toSorted((a, b) => difference(a, b)[1])
  if (chosen === undefined) return null
  const others = rest.map(report => ({
    report,
    because: reasonOf(saysTheSame(chosen, report) ? 'same-value' : difference(chosen, report)[0])
  }))
  const differing = others.find(({ because }) => because.code !== 'same-value')
  return { chosen, because: (differing ?? others[0])?.because ?? reasonOf('only-report'), others }
}

/** Bodies of a ward whose figures are the ward's own. */
const bodies = ['', 'dang bo ', 'dang uy ', 'hdnd ', 'ubnd ', 'hoi dong nhan dan ', 'uy ban nhan dan ']

/** Whether a figure is the ward's: no other subject is told than the ward itself or its Party organisation. */
export const isOfWard = (subject: string | null, names: readonly string[]): boolean => subject === null ||
  names.some(name => bodies.some(body => fold(subject) === body + fold(name)))
