/** The contract of the catalogue of indicators. */
import { Type } from 'typebox'
import { indicatorCategories, indicators } from '../domain/indicators.js'
import { codesParameter, listParameters, q, queryOf } from '../http/parameters.js'
import { nullable, oneOf, text, versionedProperties } from '../http/schemas.js'

const categories = indicatorCategories.map(category => category.code)

export const Indicator = Type.Object({
  code: text('Stable code', 'jobs-created'),
  name: text('Vietnamese name', indicators.find(indicator => indicator.code === 'jobs-created')!.name),
  nameEn: text('English gloss', 'jobs created / placed'),
  unit: text('Unit of the values: VND, %, or the counted noun', 'người'),
  category: oneOf(categories, 'Field of work: a code of the indicator-categories vocabulary', 'society'),
  kind: oneOf(['count', 'amount', 'rate', 'ratio', 'grade', 'rank'], 'What sort of value it has', 'count'),
  nature: oneOf(['flow', 'stock', 'event'], 'Counted over a period, measured on a day, or at an event', 'flow'),
  dimensions: Type.Array(Type.String(), { description: 'What it may be broken down by', examples: [['badgeYears']] }),
  partOf: nullable(text('Code of the total that it is a part of', 'party-members')),
  ...versionedProperties
}, { $id: 'Indicator', description: 'What can be reported' })

export const IndicatorQuery = queryOf({
  q: q('its names and the words by which it is told', 'việc làm'),
  category: codesParameter(categories, 'Field of work', 'society'),
  ...listParameters(['code', '-updatedAt', 'updatedAt'])
})
