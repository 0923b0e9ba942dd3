/** What can be written of the catalogue of indicators. */
import { Type } from 'typebox'
import { indicatorCategories } from '../domain/indicators.js'
import { draftOf, optional, orNull, words } from '../http/drafts.js'
import { oneOf } from '../http/schemas.js'

const code = (description: string, example: string) => Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 100, description, examples: [example]
})

export const IndicatorDraft = draftOf('IndicatorDraft', 'An indicator to be written', {
  code: optional(code('Stable code', 'jobs-created')),
  name: words('Vietnamese name', 'Giải quyết / giới thiệu việc làm mới', 300),
  nameEn: words('English gloss', 'jobs created / placed', 300),
  unit: words('Unit of the values: VND, %, or the counted noun', 'người', 50),
  category: oneOf(indicatorCategories.map(category => category.code),
    'Field of work: a code of the indicator-categories vocabulary', 'society'),
  kind: oneOf(['count', 'amount', 'rate', 'ratio', 'grade', 'rank'], 'What sort of value it has', 'count'),
  nature: oneOf(['flow', 'stock', 'event'], 'Counted over a period, measured on a day, or at an event', 'flow'),
  dimensions: optional(Type.Array(words('A dimension', 'badgeYears', 50), {
    maxItems: 20, description: 'What it may be broken down by', examples: [['badgeYears']]
  })),
  partOf: orNull(code('Code of the total that it is a part of', 'party-members'))
}, {
  code: 'example-count',
  name: 'Chỉ tiêu thử nghiệm',
  nameEn: 'an example',
  unit: 'lượt',
  category: 'society',
  kind: 'count',
  nature: 'flow'
})
