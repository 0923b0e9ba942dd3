/** The contract of appointments as records of their own: an office, whose it is, and the version of that official. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { dayParameter, pageParameters, recordQueryOf } from '../http/parameters.js'
import { id, oneOf, text, versionedProperties } from '../http/schemas.js'
import { Appointment } from '../officials/schemas.js'

const official = builtInId('official', 'pham-duy-phong')
const appointment = builtInId('appointment', 'pham-duy-phong dang-uy-phuong-tay-son bt')

export const Office = Type.Object({
  ...Appointment.properties,
  official: Type.Object({ id: id('Id of the official', official), name: text('The name', 'Phạm Duy Phong') }, {
    description: 'Who holds or held it'
  }),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed the official', 'verified'),
  ...versionedProperties
}, {
  $id: 'OfficialAppointment',
  description: 'An appointment with its official; version and instants are those of the official, of whom it is a part'
})

export const officeListParams = Type.Object({ id: id('Id of the official', official) })

export const officeParams = Type.Object({
  id: id('Id of the official', official), appointment: id('Id of the appointment', appointment)
})

export const OfficeQuery = recordQueryOf({
  asOf: dayParameter('Held on this day, as far as is known', '2023-07-12'), ...pageParameters
})
