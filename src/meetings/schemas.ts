/** The contract of meetings, and of the core query: which meetings, of which wards, when. */
import { Type } from 'typebox'
import { Citation } from '../citations/schemas.js'
import { builtInId } from '../domain/ids.js'
import { capacities, meetingTypes, sessions } from '../domain/meetings.js'
import {
  codesParameter, dayParameter, idParameter, includeParameter, lineageParameter, listParameters, periodParameter, q,
  queryOf, recordQueryOf, statusParameter, wardParameter, wordParameter
} from '../http/parameters.js'
import {
  count, day, Evidence, id, Inference, listOf, Named, nullable, oneOf, PeriodLabel, ref, refOrNull, TermLabel, text,
  versionedProperties, WardLabel
} from '../http/schemas.js'
import { Observation } from '../observations/schemas.js'
import { Source } from '../sources/schemas.js'
import { Task } from '../tasks/schemas.js'

const example = builtInId('meeting', 'ha-khanh-2024-01-06')

export const Participant = Type.Object({
  id: id('Id of the record that the person took part', builtInId('participant', 'ha-khanh-2024-01-06 tran-viet-hung')),
  official: refOrNull(Named, 'The person; null where holders of lower offices are not named (`SHOW_OFFICES`)'),
  capacity: oneOf(
    capacities.map(capacity => capacity.code),
    'In what capacity: a code of the capacities vocabulary',
    'chair'
  ),
  titles: Type.Array(Type.String(), {
    description: 'The titles under which the person was named', examples: [['Bí thư', 'Chủ tịch UBND phường Hà Khánh']]
  }),
  evidence: listOf(Evidence, 'The passages on which it rests')
}, { $id: 'Participant', description: 'A person who took part in a meeting' })

export const Meeting = Type.Object({
  id: id('Id of the meeting', example),
  ward: ref(WardLabel),
  title: text('Its title', 'Đảng ủy phường Hà Khánh làm việc với Chi bộ khu phố 2'),
  type: ref(TermLabel),
  heldOn: day('Day on which it was held', '2024-01-06'),
  endsOn: nullable(day('Last day, where it took several', '2023-07-13')),
  session: nullable(oneOf(sessions.map(session => session.code), 'Part of the day', 'morning')),
  alsoTypes: listOf(TermLabel, 'What else it was'),
  host: refOrNull(Named, 'The organisation that held it'),
  counterpart: refOrNull(Named, 'The other side of a working session'),
  chairs: listOf(Named, 'Who chaired it'),
  reviews: refOrNull(PeriodLabel, 'The period that it looked back on'),
  plans: refOrNull(PeriodLabel, 'The period that it planned for'),
  summary: nullable(text('What it was about, in our words', 'Đảng ủy phường Hà Khánh nghe Chi bộ khu phố 2 báo cáo')),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  counts: Type.Object({
    participants: count('Persons named', 2),
    resolutions: count('Citations of documents', 4),
    observations: count('Reported figures', 15),
    tasks: count('Tasks', 8)
  }, { description: 'How many records hang on it, of the status that was asked for' }),
  inferred: listOf(Inference, 'What no source states outright'),
  ...versionedProperties,
  participants: Type.Optional(listOf(Participant, 'With `include=participants`: who took part')),
  groups: Type.Optional(Type.Array(Type.String(), {
    description: 'With `include=participants`: delegations without names', examples: [['đảng viên khu phố 2']]
  })),
  resolutions: Type.Optional(
    listOf(Citation, 'With `include=resolutions`: the documents cited, each as it was stated')
  ),
  observations: Type.Optional(listOf(Observation, 'With `include=observations`: the figures reported')),
  tasks: Type.Optional(listOf(Task, 'With `include=tasks`: what was set to be done')),
  sources: Type.Optional(listOf(Source, 'With `include=sources`: the sources of all its claims')),
  evidence: Type.Optional(listOf(Evidence, 'With `include=evidence`: the passages that state its own properties'))
}, { $id: 'Meeting', description: 'A meeting of a ward' })

const include = includeParameter(['participants', 'resolutions', 'observations', 'tasks', 'sources', 'evidence'])

const parameters = {
  period: periodParameter('Held within', '2024'),
  from: dayParameter('Held on this day or later', '2024-01-01'),
  to: dayParameter('Held on this day or earlier', '2024-01-31'),
  reviews: periodParameter('Looks back on exactly this period', '2023'),
  plans: periodParameter('Plans for exactly this period', '2024'),
  type: codesParameter(meetingTypes.map(type => type.code), 'Type, or one of its further types', 'lam-viec'),
  organisation: idParameter(
    'Hosted, was the counterpart or took part (id)',
    builtInId('organisation', 'dang-uy-phuong-ha-khanh')
  ),
  resolution: wordParameter('Was cited: id, or symbol such as `21-NQ/TU`', '21-NQ/TU', 100),
  status: statusParameter,
  lineage: lineageParameter,
  q: q('its title, summary, ward and organisations', 'khu phố 2'),
  include,
  ...listParameters(['-heldOn', 'heldOn', '-updatedAt', 'updatedAt'])
}
const official = idParameter('Took part (id)', builtInId('official', 'tran-viet-hung'))
const ward = wardParameter()
const province = wordParameter('Province by slug or official code', 'quang-ninh', 100)

export const MeetingQuery = queryOf({ ward, province, ...parameters, official })
export const WardMeetingQuery = queryOf({ ...parameters, official })
export const OfficialMeetingQuery = queryOf({ ward, province, ...parameters })
export const MeetingRecordQuery = recordQueryOf({ include, status: statusParameter })
