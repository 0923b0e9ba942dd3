/** The contract of organisations: Party, State and Front bodies. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { levels, organisationKinds } from '../domain/organisations.js'
import {
  codesParameter, lineageParameter, listParameters, q, queryOf, statusParameter, wardParameter, wordParameter
} from '../http/parameters.js'
import { id, Named, nullable, oneOf, refOrNull, text, versionedProperties, WardLabel } from '../http/schemas.js'

const kinds = organisationKinds.map(kind => kind.code)
const levelCodes = levels.map(level => level.code)

export const Organisation = Type.Object({
  id: id('Id of the organisation', builtInId('organisation', 'dang-uy-phuong-ha-khanh')),
  name: text('Its name', 'Đảng ủy phường Hà Khánh'),
  shortName: nullable(text('Its name in short', 'HĐND phường Tây Sơn')),
  kind: oneOf(kinds, 'Code of the organisation-kinds vocabulary', 'c-bch'),
  level: oneOf(levelCodes, 'Code of the levels vocabulary', 'x'),
  parent: refOrNull(Named, 'The organisation above'),
  ward: refOrNull(WardLabel, 'The ward whose body it is'),
  unit: refOrNull(WardLabel, 'The unit, of any level, whose body it is; null for central bodies'),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it; a proposal is unverified', 'verified'),
  ...versionedProperties
}, { $id: 'Organisation', description: 'A Party, State or Front body' })

export const OrganisationQuery = queryOf({
  q: q('its name', 'đảng ủy hà khánh'),
  kind: codesParameter(kinds, 'Kind', 'c-bch'),
  level: codesParameter(levelCodes, 'Level', 'x'),
  ward: wardParameter('Bodies of this ward: id, slug or official code; several with commas'),
  province: wordParameter('Bodies of the wards of a province: slug or official code', 'quang-ninh', 100),
  status: statusParameter,
  lineage: lineageParameter,
  ...listParameters(['name', '-updatedAt', 'updatedAt'])
})
