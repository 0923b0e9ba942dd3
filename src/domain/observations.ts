/**
 * The words in which reported figures are told apart: how exactly a value was stated, whether it is a result
 * or a target, and what a check of the arithmetic can find.
 */
import type { Term } from './vocabulary.js'

export type Comparator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'approx'

/** How exactly a value was stated. */
export const comparators: ReadonlyArray<Term & { readonly code: Comparator }> = [
  { code: 'eq', name: 'đúng bằng', nameEn: 'exactly' },
  { code: 'gt', name: 'trên, hơn', nameEn: 'more than' },
  { code: 'gte', name: 'trở lên', nameEn: 'at least' },
  { code: 'lt', name: 'dưới, chưa đến', nameEn: 'less than' },
  { code: 'lte', name: 'không quá', nameEn: 'at most' },
  { code: 'approx', name: 'gần, khoảng', nameEn: 'about' }
]

export type ObservationKind = 'actual' | 'target'

/** Whether a figure is a result or something to be reached. */
export const observationKinds: ReadonlyArray<Term & { readonly code: ObservationKind }> = [
  { code: 'actual', name: 'kết quả', nameEn: 'result' },
  { code: 'target', name: 'chỉ tiêu', nameEn: 'target' }
]

export type FlagCode =
  'percent-mismatch' | 'sum-mismatch' | 'conflicting-reports' | 'share-above-100' |
  'percent-base-unstated' | 'number-missing' | 'target-wording'

/** What can be wrong or unusual about a figure. A flag never changes a value. */
export const flags: ReadonlyArray<Term & { readonly code: FlagCode }> = [
  {
    code: 'percent-mismatch',
    name: 'tỷ lệ không khớp giá trị và chỉ tiêu',
    nameEn: 'percent differs from value ÷ target'
  },
  { code: 'sum-mismatch', name: 'các phần cộng lại khác tổng', nameEn: 'parts do not sum to the stated total' },
  {
    code: 'conflicting-reports',
    name: 'cùng một số liệu, hai cách báo cáo',
    nameEn: 'the same figure reported differently'
  },
  { code: 'share-above-100', name: 'tỷ lệ trên 100 %', nameEn: 'a share above 100 %' },
  { code: 'percent-base-unstated', name: 'không nêu gốc của tỷ lệ', nameEn: 'what the percentage is of is not stated' },
  { code: 'number-missing', name: 'thiếu con số trong nguồn', nameEn: 'the number is missing in the source' },
  { code: 'target-wording', name: 'kết quả ghi như chỉ tiêu', nameEn: 'a result worded like a target' }
]
