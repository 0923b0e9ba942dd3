/** The contract of participants: who took part in a meeting, each as a record of its own. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { capacities } from '../domain/meetings.js'
import {
  choiceParameter, idParameter, lineageParameter, listParameters, queryOf, statusParameter, wardParameter
} from '../http/parameters.js'
import {
  Evidence, id, listOf, MeetingLabel, Named, nullable, oneOf, ref, refOrNull, text, versionedProperties, WardLabel
} from '../http/schemas.js'

const capacityCodes = capacities.map(capacity => capacity.code)

export const Participation = Type.Object({
  id: id('Id of the record', builtInId('participant', 'ha-khanh-2024-01-06 tran-viet-hung')),
  ward: ref(WardLabel),
  meeting: ref(MeetingLabel),
  official: refOrNull(Named, 'The person; null for a delegation, and where holders of lower offices are not named'),
  group: nullable(text('A delegation that was named without persons', 'Đảng viên khu phố 2')),
  capacity: oneOf(capacityCodes, 'In what capacity: a code of the capacities vocabulary', 'chair'),
  titles: Type.Array(Type.String(), {
    description: 'The titles under which the person was named', examples: [['Bí thư', 'Chủ tịch UBND phường Hà Khánh']]
  }),
  evidence: listOf(Evidence, 'The passages on which it rests'),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  ...versionedProperties
}, { $id: 'Participation', description: 'That a person or a delegation took part in a meeting' })

export const ParticipationQuery = queryOf({
  ward: wardParameter(),
  meeting: idParameter('Took part in this meeting (id)', builtInId('meeting', 'ha-khanh-2024-01-06')),
  official: idParameter('This person (id)', builtInId('official', 'tran-viet-hung')),
  capacity: choiceParameter(capacityCodes, 'In this capacity only', 'chair'),
  status: statusParameter,
  lineage: lineageParameter,
  ...listParameters(['meeting', '-updatedAt', 'updatedAt'])
})
