/** All vocabularies by the names under which they are served. */
import { reasons } from '../domain/choice.js'
import { coverageStates, gaps } from '../domain/coverage.js'
import { documentRelations, documentTypes, issuerSuffixes } from '../domain/documents.js'
import { indicatorCategories } from '../domain/indicators.js'
import { capacities, meetingTypes, sessions } from '../domain/meetings.js'
import { comparators, flags, observationKinds } from '../domain/observations.js'
import { levels, organisationKinds } from '../domain/organisations.js'
import { periodForms } from '../domain/periods.js'
import { roles } from '../domain/roles.js'
import { unitChangeExtents, unitChangeKinds, unitKinds } from '../domain/units.js'
import type { Term } from '../domain/vocabulary.js'

interface Listed { readonly title: string, readonly titleEn: string, readonly terms: readonly Term[] }

export const vocabularies = {
  'document-types': { title: 'Loại văn bản', titleEn: 'Types of document', terms: documentTypes },
  'issuer-suffixes': { title: 'Ký hiệu cơ quan ban hành', titleEn: 'Suffixes of issuers', terms: issuerSuffixes },
  'document-relations': {
    title: 'Quan hệ giữa các văn bản', titleEn: 'Relations of documents', terms: documentRelations
  },
  roles: { title: 'Chức danh', titleEn: 'Roles', terms: roles },
  'organisation-kinds': { title: 'Loại tổ chức', titleEn: 'Kinds of organisation', terms: organisationKinds },
  levels: { title: 'Cấp', titleEn: 'Levels', terms: levels },
  'meeting-types': { title: 'Loại hội nghị', titleEn: 'Types of meeting', terms: meetingTypes },
  sessions: { title: 'Buổi', titleEn: 'Parts of the day', terms: sessions },
  capacities: { title: 'Tư cách tham dự', titleEn: 'Capacities of participants', terms: capacities },
  'indicator-categories': { title: 'Lĩnh vực', titleEn: 'Fields of work', terms: indicatorCategories },
  comparators: { title: 'Cách so sánh', titleEn: 'Comparators', terms: comparators },
  'observation-kinds': { title: 'Kết quả hoặc chỉ tiêu', titleEn: 'Results and targets', terms: observationKinds },
  flags: { title: 'Điểm cần lưu ý của số liệu', titleEn: 'Flags of figures', terms: flags },
  'choice-reasons': { title: 'Lý do chọn báo cáo', titleEn: 'Why a report was chosen before others', terms: reasons },
  'coverage-states': {
    title: 'Tình trạng báo cáo của kỳ', titleEn: 'States of a ward in a period', terms: coverageStates
  },
  gaps: { title: 'Lý do ô trống', titleEn: 'Why a figure is not there', terms: gaps },
  periods: { title: 'Kỳ báo cáo', titleEn: 'Forms of reporting periods', terms: periodForms },
  'unit-kinds': { title: 'Loại đơn vị hành chính', titleEn: 'Kinds of administrative unit', terms: unitKinds },
  'unit-change-kinds': {
    title: 'Hình thức sắp xếp đơn vị', titleEn: 'Kinds of change of units', terms: unitChangeKinds
  },
  'unit-change-extents': { title: 'Mức độ nhập', titleEn: 'Extents of change of units', terms: unitChangeExtents }
} as const satisfies Record<string, Listed>
