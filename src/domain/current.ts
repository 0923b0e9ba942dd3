/**
 * What holds at present, as far as the register knows: the latest figure of each indicator, and who is in office.
 */
import { choose, isOfWard, type Choice, type Report } from './choice.js'
import { roles } from './roles.js'

/** A figure as it is told; without a period it is of a day. */
export interface Latest extends Omit<Report, 'reportedOn'> {
  readonly kind: 'actual' | 'target'
  readonly indicator: { readonly code: string }
  readonly period: { readonly code: string, readonly from: string, readonly to: string } | null
  readonly subject: string | null
  readonly dimensions: Readonly<Record<string, string | number>>
  readonly target: number | null
  readonly percentOfTarget: number | null
  readonly measuredOn: string | null
  readonly meeting: { readonly heldOn: string } | null
  readonly source: { readonly publishedOn: string | null } | null
}

const endOf = ({ period, measuredOn }: Latest) => period?.to ?? measuredOn ?? ''
const startOf = ({ period, measuredOn }: Latest) => period?.from ?? measuredOn ?? ''

/** The latest period first; of those that end on one day the longest. */
const newest = (a: Latest, b: Latest) =>
  endOf(a) > endOf(b) ? -1 : endOf(a) < endOf(b) ? 1 : startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0

/** The latest total that a ward told of itself, for each indicator, in the order of their codes. */
export function latestOf<F extends Latest> (
  figures: readonly F[], names: readonly string[]
): Array<Choice<F & Report>> {
  const own = figures.filter(({ kind, subject, dimensions }) =>
    kind === 'actual' && Object.keys(dimensions).length === 0 && isOfWard(subject, names))
  const codes = [...new Set(own.map(({ indicator }) => indicator.code))].sort()
  return codes.map(code => {
    const told = own.filter(({ indicator }) => indicator.code === code).sort(newest)
    const latest = told.filter(figure => newest(figure, told[0]!) === 0)
    return choose(latest.map(figure => ({
      ...figure, reportedOn: figure.meeting?.heldOn ?? figure.source?.publishedOn ?? figure.measuredOn
    })))!
  })
}

/** Offices that several persons hold at a time. */
const shared = /^(Phó (?!.*Thường trực)|Ủy viên|Đại biểu|Chi ủy viên|Báo cáo viên|Hiệu trưởng|Chức danh khác)/

/** Offices that one person holds: whoever was seen in one last is in it. */
export const singleRoles: readonly string[] = roles.filter(({ name }) => !shared.test(name)).map(({ code }) => code)
