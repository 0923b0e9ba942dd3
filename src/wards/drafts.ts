/** What can be written of administrative units, and of what became of them. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { unitChangeExtents, unitChangeKinds, unitKinds } from '../domain/units.js'
import { draftDay, draftId, draftInferred, draftOf, optional, orNull, unitReference, words } from '../http/drafts.js'
import { oneOf } from '../http/schemas.js'

const version = Type.Object({
  name: words('Its name as printed', 'Phường Hà Khánh', 200),
  kind: oneOf(unitKinds.map(kind => kind.code), 'Code of the unit-kinds vocabulary; it tells the level', 'phuong'),
  code: orNull(Type.String({
    pattern: '^[0-9]{2,10}$', description: 'Official code of the statistics office', examples: ['06649']
  })),
  parent: orNull(unitReference('The unit above; null for provinces', 'district:ha-long')),
  validFrom: orNull(draftDay('First day of the version; null where unknown', '2024-12-01')),
  validTo: orNull(draftDay('Last day of the version; null while it holds', '2025-06-30')),
  legalAct: orNull(words('The legal act that began it', '1243/NQ-UBTVQH15', 200))
}, { additionalProperties: false })

export const UnitDraft = draftOf('UnitDraft', 'A unit to be written', {
  id: draftId(builtInId('unit', 'ward:ha-khanh')),
  slug: optional(Type.String({
    pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    maxLength: 100,
    description: 'Its name in addresses; made of its name where none is given',
    examples: ['ha-khanh']
  })),
  inferred: draftInferred,
  versions: Type.Array(version, {
    minItems: 1,
    maxItems: 100,
    description: 'What it was called and where it lay over time, oldest first, without gaps; the last is the present'
  })
}, {
  inferred: [{ property: 'validFrom', reason: 'Đơn vị làm ví dụ' }],
  versions: [{
    name: 'Phường Thử Nghiệm', kind: 'phuong', code: '99901', parent: 'province:quang-ninh', validFrom: '2026-01-01'
  }]
})

export const UnitChangeDraft = draftOf('UnitChangeDraft', 'A change of units to be written: what became which', {
  id: draftId(builtInId('unit-change', 'ward:ha-khanh ward:cao-xanh-quang-ninh 2025-07-01')),
  from: unitReference('The former unit', 'ha-khanh'),
  to: unitReference('What it became', 'cao-xanh-quang-ninh'),
  kind: oneOf(unitChangeKinds.map(kind => kind.code), 'Code of the unit-change-kinds vocabulary', 'merged'),
  extent: oneOf(unitChangeExtents.map(extent => extent.code), 'Whether it went over as a whole or in part', 'whole'),
  effectiveOn: draftDay('From which day', '2025-07-01'),
  legalBasis: orNull(words('The legal act', '1679/NQ-UBTVQH15', 200))
}, {
  from: 'tay-son', to: 'ha-khanh', kind: 'transferred', extent: 'part', effectiveOn: '2026-01-01', legalBasis: 'ví dụ'
})
