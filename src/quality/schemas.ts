/** The contract of quality: how many figures carry which flag, and where to see them. */
import { Type } from 'typebox'
import { flags } from '../domain/observations.js'
import {
  choiceParameter, knownAt, lineageParameter, pageParameters, periodParameter, queryOf, statusParameter, wardParameter,
  wordParameter
} from '../http/parameters.js'
import { count, oneOf, refOrNull, text, WardLabel } from '../http/schemas.js'

export const groups = ['ward', 'province', 'indicator', 'period'] as const
export type Group = typeof groups[number]

const QualityIndicator = Type.Object({
  code: text('Stable code', 'party-transfers'),
  name: text('Vietnamese name', 'Đảng viên chuyển sinh hoạt Đảng')
}, { $id: 'QualityIndicator', description: 'An indicator by its code and name' })

const QualityPeriod = Type.Object({
  code: text('Code of the period', '2023-H1'),
  label: text('Vietnamese label', '6 tháng đầu năm 2023')
}, { $id: 'QualityPeriod', description: 'A period by its code and label' })

export const QualityRow = Type.Object({
  code: oneOf(flags.map(flag => flag.code), 'Code of the flag', 'sum-mismatch'),
  name: text('Vietnamese label', 'các phần cộng lại khác tổng'),
  nameEn: text('English gloss', 'parts do not sum to the stated total'),
  ward: refOrNull(WardLabel, 'The ward, with `groupBy=ward`'),
  province: refOrNull(WardLabel, 'The province in which the wards lie, with `groupBy=province`'),
  indicator: refOrNull(QualityIndicator, 'The indicator, with `groupBy=indicator`'),
  period: refOrNull(QualityPeriod, 'The period, with `groupBy=period`; null also for figures without one'),
  figures: count('How many figures carry the flag', 1),
  wards: count('In how many wards', 1),
  sources: count('From how many sources', 1),
  address: text('The list that shows these figures', '/v1/observations?flag=sum-mismatch')
}, { $id: 'QualityRow', description: 'A kind of flag, and how often it was raised' })

export const QualityQuery = queryOf({
  groupBy: choiceParameter(groups, 'Counted for each of these; altogether where it is left out', 'ward'),
  ward: wardParameter(),
  lineage: lineageParameter,
  province: wordParameter('Province by slug or official code', 'quang-ninh', 100),
  indicator: wordParameter('Code of an indicator; several with commas', 'budget-revenue-ward', 2000),
  period: periodParameter('Exactly this period', '2023'),
  within: periodParameter('Any period inside this one', '2020/2025'),
  status: statusParameter,
  knownAt,
  ...pageParameters
})

export const components = [QualityIndicator, QualityPeriod, QualityRow]
