/**
 * What the register knows of a ward in a period: whether it is reported, waits to be read, was looked for in vain, or
 * nobody has looked yet; and why a cell of a matrix is empty.
 */
import type { Term } from './vocabulary.js'

export type CoverageState = 'reported' | 'unread' | 'no-source' | 'unchecked' | 'not-existing'

/** The states of a ward in a period, each where none before it holds. */
export const coverageStates: ReadonlyArray<Term & { readonly code: CoverageState }> = [
  { code: 'reported', name: 'đã có báo cáo', nameEn: 'reported' },
  { code: 'unread', name: 'đã có nguồn, chưa duyệt', nameEn: 'source found but unread' },
  { code: 'no-source', name: 'đã tìm, không có nguồn', nameEn: 'looked for, no source' },
  { code: 'unchecked', name: 'chưa kiểm tra', nameEn: 'not yet checked' },
  { code: 'not-existing', name: 'đơn vị không tồn tại trong kỳ', nameEn: 'the ward did not exist in the period' }
]

export type GapCode = 'not-in-report' | Exclude<CoverageState, 'reported'>

/** Why a figure is not there. */
export const gaps: ReadonlyArray<Term & { readonly code: GapCode }> = [
  { code: 'not-in-report', name: 'báo cáo của kỳ không nêu', nameEn: 'the report of the period does not tell it' },
  ...coverageStates.filter((state): state is Term & { code: Exclude<CoverageState, 'reported'> } =>
    state.code !== 'reported')
]

/** What is there of a ward in a period. */
export interface Found {
  readonly exists: boolean
  readonly meetings: number
  readonly figures: number
  readonly unread: number
  /** When somebody last looked for a source and found none. */
  readonly checkedOn: string | null
}

/** The state that follows from what is there. */
export function stateOf ({ exists, meetings, figures, unread, checkedOn }: Found): CoverageState {
  if (meetings + figures > 0) return 'reported'
  if (unread > 0) return 'unread'
  if (!exists) return 'not-existing'
  return checkedOn !== null ? 'no-source' : 'unchecked'
}

/** The days around the end of a period in which a text about it is published, where it does not say its period. */
export const REPORTING_DAYS = { before: 31, after: 60 } as const
