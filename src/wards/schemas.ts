/** The contract of wards: what they are called, where they lie, when they existed and what became of them. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { unitChangeExtents, unitChangeKinds, unitKinds } from '../domain/units.js'
import {
  codesParameter, dayParameter, listParameters, q, queryOf, recordQueryOf, wordParameter
} from '../http/parameters.js'
import {
  day, id, Inference, listOf, nullable, oneOf, ref, refOrNull, text, versionedProperties
} from '../http/schemas.js'

const kinds = unitKinds.map(kind => kind.code)
const wardKinds = unitKinds.filter(kind => kind.level === 'ward').map(kind => kind.code)
const example = builtInId('unit', 'ward:ha-khanh')
const changeExample = builtInId('unit-change', 'ward:ha-khanh ward:cao-xanh-quang-ninh 2025-07-01')

const UnitLabel = Type.Object({
  id: id('Id of the unit', builtInId('unit', 'province:quang-ninh')),
  slug: text('Its name in addresses', 'quang-ninh'),
  name: text('Its name as printed', 'Tỉnh Quảng Ninh'),
  kind: oneOf(kinds, 'Code of the unit-kinds vocabulary', 'tinh')
}, { $id: 'UnitLabel', description: 'An administrative unit by its id, slug, name and kind' })

export const UnitVersion = Type.Object({
  name: text('Name as printed', 'Phường Hà Khánh'),
  kind: oneOf(kinds, 'Code of the unit-kinds vocabulary', 'phuong'),
  code: nullable(text('Official code of the statistics office', '06649')),
  parent: refOrNull(UnitLabel, 'The unit above'),
  validFrom: nullable(day('First day; null where unknown', '2024-12-01')),
  validTo: nullable(day('Last day; null while it lasts', '2025-06-30')),
  legalAct: nullable(text('The legal act that began it', '1243/NQ-UBTVQH15'))
}, { $id: 'UnitVersion', description: 'What a unit was for a time' })

const Succession = Type.Object({
  id: id('Id of the other unit', builtInId('unit', 'ward:cao-xanh-quang-ninh')),
  slug: text('Its name in addresses', 'cao-xanh-quang-ninh'),
  name: text('Its name as printed', 'Phường Cao Xanh'),
  kind: oneOf(kinds, 'Its kind: a code of the unit-kinds vocabulary', 'phuong'),
  change: oneOf(
    unitChangeKinds.map(kind => kind.code),
    'What happened: a code of the unit-change-kinds vocabulary',
    'merged'
  ),
  extent: oneOf(
    unitChangeExtents.map(extent => extent.code),
    'Whether the former unit went over as a whole or in part',
    'whole'
  ),
  effectiveOn: day('From which day', '2025-07-01'),
  legalBasis: nullable(text('The legal act', '1679/NQ-UBTVQH15'))
}, { $id: 'Succession', description: 'A unit that came of another, or that it came from' })

export const Ward = Type.Object({
  id: id('Id of the ward; it never changes', example),
  slug: text('Its name in addresses', 'ha-khanh'),
  name: text('Its name as printed', 'Phường Hà Khánh'),
  kind: oneOf(wardKinds, 'Code of the unit-kinds vocabulary', 'phuong'),
  code: nullable(text('Official code of the statistics office; codes are reused over time', '06649')),
  parent: refOrNull(UnitLabel, 'The unit above: city, town or district until 2025-06-30, the province since'),
  province: refOrNull(UnitLabel, 'The province'),
  inferred: listOf(Inference, 'What no source states outright'),
  validFrom: nullable(day('First day; null where unknown', '2025-07-01')),
  validTo: nullable(day('Last day; null while it exists', '2025-06-30')),
  successors: listOf(Succession, 'What became of it'),
  predecessors: listOf(Succession, 'What it came from'),
  versions: listOf(UnitVersion, 'What it was called, and where it lay, over time; oldest first'),
  ...versionedProperties
}, { $id: 'Ward', description: 'A ward, commune, township or special zone' })

export const Unit = Type.Object({
  ...Ward.properties, kind: oneOf(kinds, 'Code of the unit-kinds vocabulary', 'tinh')
}, { $id: 'Unit', description: 'An administrative unit of any level' })

export const UnitChange = Type.Object({
  id: id('Id of the change', changeExample),
  from: ref(UnitLabel),
  to: ref(UnitLabel),
  kind: oneOf(unitChangeKinds.map(kind => kind.code), 'Code of the unit-change-kinds vocabulary', 'merged'),
  extent: oneOf(unitChangeExtents.map(extent => extent.code), 'Whether it went over as a whole or in part', 'whole'),
  effectiveOn: day('From which day', '2025-07-01'),
  legalBasis: nullable(text('The legal act', '1679/NQ-UBTVQH15')),
  ...versionedProperties
}, { $id: 'UnitChange', description: 'Which unit became which' })

export const components = [UnitLabel, UnitVersion, Succession, Ward, Unit, UnitChange]

const asOf = dayParameter('As it was on this day', '2024-01-06')

export const WardQuery = queryOf({
  q: q('its names, slug or code', 'ha khanh'),
  code: wordParameter('Official code', '06649', 10),
  parent: wordParameter('The unit above: id, slug or code', 'ha-long', 100),
  province: wordParameter('Province by id, slug or code', 'quang-ninh', 100),
  kind: codesParameter(wardKinds, 'Kind', 'phuong'),
  asOf,
  ...listParameters(['name', '-updatedAt', 'updatedAt'])
})

export const WardRecordQuery = recordQueryOf({ asOf })

export const unitParams = Type.Object({
  unit: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The unit: its id, its slug, or its official code; where a ward and a unit above share the word, ' +
      'the ward is meant, unless the level stands before it (`province:quang-ninh`)',
    examples: ['province:quang-ninh']
  })
})

export const UnitQuery = queryOf({
  q: q('its names, slug or code', 'quang ninh'),
  level: codesParameter(['ward', 'district', 'province'], 'Level', 'province'),
  code: wordParameter('Official code', '22', 10),
  parent: wordParameter('The unit above: id, slug or code', 'quang-ninh', 100),
  kind: codesParameter(kinds, 'Kind', 'tinh'),
  asOf,
  ...listParameters(['name', '-updatedAt', 'updatedAt'])
})

export const unitChangeParams = Type.Object({ id: id('Id of the change', changeExample) })

export const UnitChangeQuery = queryOf({
  unit: wordParameter('A unit at either end: id, slug or code', 'ha-khanh', 120),
  from: dayParameter('Effective on this day or later', '2025-07-01'),
  to: dayParameter('Effective on this day or earlier', '2025-12-31'),
  ...listParameters(['-effectiveOn', 'effectiveOn', '-updatedAt', 'updatedAt'])
})
