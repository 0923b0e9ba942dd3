/**
 * The words for administrative units: what kinds there are and at which level each stands, and what can happen
 * to a unit over time. The district level was abolished on 1 July 2025; its kinds stay, for records before that day.
 */
import { fold } from './text.js'
import type { Term } from './vocabulary.js'

export type UnitLevel = 'province' | 'district' | 'ward'

export type UnitKind =
  'tinh' | 'thanh-pho-trung-uong' |
  'quan' | 'huyen' | 'thi-xa' | 'thanh-pho' |
  'phuong' | 'xa' | 'thi-tran' | 'dac-khu'

export interface UnitKindTerm extends Term {
  readonly code: UnitKind
  readonly level: UnitLevel
}

/** Kinds of unit, highest level first. */
export const unitKinds: readonly UnitKindTerm[] = [
  { code: 'tinh', name: 'Tỉnh', nameEn: 'province', level: 'province' },
  {
    code: 'thanh-pho-trung-uong',
    name: 'Thành phố trực thuộc Trung ương',
    nameEn: 'centrally-run city',
    level: 'province'
  },
  { code: 'quan', name: 'Quận', nameEn: 'urban district', level: 'district' },
  { code: 'huyen', name: 'Huyện', nameEn: 'rural district', level: 'district' },
  { code: 'thi-xa', name: 'Thị xã', nameEn: 'town', level: 'district' },
  { code: 'thanh-pho', name: 'Thành phố thuộc tỉnh', nameEn: 'city in a province', level: 'district' },
  { code: 'phuong', name: 'Phường', nameEn: 'ward', level: 'ward' },
  { code: 'xa', name: 'Xã', nameEn: 'commune', level: 'ward' },
  { code: 'thi-tran', name: 'Thị trấn', nameEn: 'township', level: 'ward' },
  { code: 'dac-khu', name: 'Đặc khu', nameEn: 'special zone', level: 'ward' }
]

export type UnitChangeKind = 'merged' | 'split' | 'renamed' | 'transferred'

/** What can happen to a unit. */
export const unitChangeKinds: ReadonlyArray<Term & { readonly code: UnitChangeKind }> = [
  { code: 'merged', name: 'sáp nhập', nameEn: 'merged' },
  { code: 'split', name: 'chia tách', nameEn: 'split' },
  { code: 'renamed', name: 'đổi tên', nameEn: 'renamed' },
  { code: 'transferred', name: 'điều chuyển', nameEn: 'transferred to another parent' }
]

export type UnitChangeExtent = 'whole' | 'part'

/** How much of the unit a change concerned. */
export const unitChangeExtents: ReadonlyArray<Term & { readonly code: UnitChangeExtent }> = [
  { code: 'whole', name: 'toàn bộ', nameEn: 'whole' },
  { code: 'part', name: 'một phần', nameEn: 'part' }
]

const KINDS = /^(thanh pho|thi xa|thi tran|dac khu|tinh|quan|huyen|phuong|xa) (?!\d)/

/** The name without its kind, folded: `Phường Hà Khánh` and `Hà Khánh` are `ha khanh`; `Phường 12` keeps its word. */
export const bareName = (name: string): string => fold(name).replace(KINDS, '')
