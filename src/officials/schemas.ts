/** The contract of officials: persons in public office, each with every office that a source has shown. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { roles } from '../domain/roles.js'
import {
  codesParameter, dayParameter, idParameter, lineageParameter, listParameters, q, queryOf, statusParameter,
  wardParameter, wordParameter
} from '../http/parameters.js'
import { day, id, listOf, nullable, oneOf, ref, TermLabel, text, versionedProperties } from '../http/schemas.js'

export const Appointment = Type.Object({
  id: id('Id of the appointment', builtInId('appointment', 'pham-duy-phong dang-uy-phuong-tay-son bt')),
  organisation: Type.Object({
    id: id('Id of the organisation', builtInId('organisation', 'dang-uy-phuong-tay-son')),
    name: text('Its name', 'Đảng ủy phường Tây Sơn'),
    kind: text('Code of the organisation-kinds vocabulary', 'c-bch')
  }, { description: 'Where the office is held' }),
  role: ref(TermLabel),
  title: text('The office as it was written', 'Bí thư Đảng ủy'),
  from: nullable(day('First day, where a source states it', '2020-06-01')),
  to: nullable(day('Last day, where a source states it', '2025-06-30')),
  observedFrom: nullable(day('First meeting that shows the person in office', '2023-07-12')),
  observedTo: nullable(day('Last meeting that shows the person in office', '2023-07-12'))
}, { $id: 'Appointment', description: 'An office that a person holds or held' })

export const Official = Type.Object({
  id: id('Id of the official', builtInId('official', 'pham-duy-phong')),
  name: text('Name, in Vietnamese order', 'Phạm Duy Phong'),
  appointments: listOf(Appointment, 'Every office, the highest organisation first'),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it; a proposal is unverified', 'verified'),
  ...versionedProperties
}, { $id: 'Official', description: 'A person in public office' })

const parameters = {
  q: q('the name', 'trần việt hùng'),
  organisation: idParameter(
    'Holds or held an office in this organisation (id)',
    builtInId('organisation', 'dang-uy-phuong-ha-khanh')
  ),
  role: codesParameter(roles.map(role => role.code), 'Holds or held this role: a code of the roles vocabulary', 'bt'),
  asOf: dayParameter('In that office on this day, as far as is known', '2024-01-06'),
  status: statusParameter,
  lineage: lineageParameter,
  ...listParameters(['name', '-updatedAt', 'updatedAt'])
}

export const OfficialQuery = queryOf({
  ward: wardParameter('Holds or held an office in an organisation of this ward: id, slug or code; several with commas'),
  province: wordParameter('Province by slug or official code: offices in its wards', 'quang-ninh', 100),
  ...parameters
})
export const WardOfficialQuery = queryOf(parameters)
