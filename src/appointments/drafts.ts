/** What can be written of a single appointment. */
import { draftOf, exampleOf } from '../http/drafts.js'
import { appointment } from '../officials/drafts.js'

export const AppointmentDraft = draftOf('AppointmentDraft', 'An office to be written', appointment, {
  organisation: exampleOf.committee, role: 'pbt', title: 'Phó Bí thư Đảng ủy', from: '2024-01-01', to: '2024-12-31'
})
