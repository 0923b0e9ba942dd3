/** What can be written of officials and their offices. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { roles } from '../domain/roles.js'
import {
  draftDay, draftId, draftOf, draftStatus, exampleOf, officialReference, optional, organisationReference, orNull, words
} from '../http/drafts.js'
import { id, oneOf } from '../http/schemas.js'

/** What can be written of an office. */
export const appointment = {
  id: draftId(builtInId('appointment', 'pham-duy-phong dang-uy-phuong-tay-son bt')),
  organisation: organisationReference('Where the office is held', 'dang-uy-phuong-tay-son'),
  role: oneOf(roles.map(role => role.code), 'Code of the roles vocabulary', 'bt'),
  title: words('The office as it was written', 'Bí thư Đảng ủy', 300),
  from: orNull(draftDay('First day, where a source states it', '2020-06-01')),
  to: orNull(draftDay('Last day, where a source states it', '2025-06-30')),
  observedFrom: orNull(draftDay('First meeting that shows the person in office', '2023-07-12')),
  observedTo: orNull(draftDay('Last meeting that shows the person in office', '2023-07-12'))
}

export const OfficialMerge = Type.Object({
  into: id('Id of the record that is kept', builtInId('official', 'tran-viet-hung')),
  reason: words('How it is known that both are one person; it is kept in the log',
    'cùng một người, theo quyết định bổ nhiệm', 1000)
}, { $id: 'OfficialMerge', additionalProperties: false, description: 'The record that stands for this one, and why' })

export const OfficialDraft = draftOf('OfficialDraft', 'An official to be written', {
  id: draftId(builtInId('official', 'pham-duy-phong')),
  name: words('Name, in Vietnamese order', 'Phạm Duy Phong', 100),
  appointments: optional(Type.Array(Type.Object(appointment, { additionalProperties: false }), {
    maxItems: 200, description: 'Every office; the list is replaced as a whole'
  })),
  mergedInto: orNull(officialReference('The record of the same person that stands for this one', 'tran-viet-hung')),
  status: draftStatus
}, {
  name: 'Nguyễn Văn Thử',
  appointments: [{
    organisation: exampleOf.committee, role: 'pbt', title: 'Phó Bí thư Đảng ủy', from: '2024-01-01', to: '2024-12-31'
  }]
})
