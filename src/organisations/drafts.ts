/** What can be written of organisations. */
import { builtInId } from '../domain/ids.js'
import { levels, organisationKinds } from '../domain/organisations.js'
import {
  draftId, draftOf, draftStatus, exampleOf, organisationReference, orNull, unitReference, words
} from '../http/drafts.js'
import { oneOf } from '../http/schemas.js'

export const OrganisationDraft = draftOf('OrganisationDraft', 'An organisation to be written', {
  id: draftId(builtInId('organisation', 'dang-uy-phuong-ha-khanh')),
  name: words('Its name', 'Đảng ủy phường Hà Khánh', 300),
  shortName: orNull(words('Its name in short', 'HĐND phường Tây Sơn', 100)),
  kind: oneOf(organisationKinds.map(kind => kind.code), 'Code of the organisation-kinds vocabulary', 'c-bch'),
  level: oneOf(levels.map(level => level.code), 'Code of the levels vocabulary', 'x'),
  parent: orNull(organisationReference('The organisation above', 'thanh-uy-ha-long')),
  unit: orNull(unitReference('The unit whose body it is; null for central bodies', 'ha-khanh')),
  status: draftStatus
}, {
  name: 'Chi bộ thử nghiệm, phường Hà Khánh',
  shortName: 'Chi bộ thử nghiệm',
  kind: 'd-cb',
  level: 'd',
  parent: exampleOf.committee,
  unit: 'ha-khanh'
})
