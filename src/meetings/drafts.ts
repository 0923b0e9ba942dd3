/** What can be written of meetings: a meeting whole, with all that hangs on it, or without. */
import { Type, type TSchema } from 'typebox'
import { citationExample, citationProperties } from '../citations/drafts.js'
import { builtInId } from '../domain/ids.js'
import { capacities, meetingTypes, sessions } from '../domain/meetings.js'
import {
  claim, draftDay, draftEvidence, draftId, draftInferred, draftOf, draftPeriod, draftPropertyEvidence, draftStatus,
  exampleOf, external, meetingReference, officialReference, optional, organisationReference, orNull, unitReference,
  wardOfClaim, words
} from '../http/drafts.js'
import { oneOf } from '../http/schemas.js'
import { observationExample, observationProperties } from '../observations/drafts.js'
import { taskExample, taskProperties } from '../tasks/drafts.js'

/** A participant inside the meeting, as an example: persons are no matter for examples. */
const participantExample = { group: 'Đảng viên khu phố thử nghiệm', capacity: 'attendee' }

/** A participant inside the meeting: a person, or a delegation without names. */
export const participantProperties = {
  id: draftId(builtInId('participant', 'ha-khanh-2024-01-06 tran-viet-hung')),
  official: orNull(officialReference('The person', 'tran-viet-hung')),
  group: orNull(words('A delegation that is named without persons', 'Đảng viên khu phố 2', 300)),
  capacity: optional(oneOf(capacities.map(capacity => capacity.code),
    'In what capacity: a code of the capacities vocabulary', 'attendee')),
  titles: optional(Type.Array(words('A title', 'Bí thư Đảng ủy', 300), {
    maxItems: 20,
    description: 'The titles under which the person was named',
    examples: [['Bí thư Đảng ủy', 'Chủ tịch HĐND phường']]
  })),
  organisations: optional(Type.Array(organisationReference('An organisation', 'dang-uy-phuong-ha-khanh'), {
    maxItems: 20, description: 'The organisations of those titles'
  })),
  evidence: draftEvidence,
  ...claim
}

export const ParticipantDraft = draftOf('ParticipantDraft', 'A participant to be written', {
  ward: wardOfClaim,
  meeting: meetingReference('The meeting'),
  ...participantProperties
}, { meeting: exampleOf.meeting, ...participantExample })

const hanging = (properties: Record<string, TSchema>, description: string) =>
  optional(Type.Array(Type.Object(properties, { additionalProperties: false }), {
    maxItems: 2000,
    description: `${description}. A list that is given replaces what is there; one that is not given leaves it as it is`
  }))

const type = oneOf(meetingTypes.map(type => type.code), 'Code of the meeting-types vocabulary', 'lam-viec')

export const MeetingDraft = draftOf('MeetingDraft', 'A meeting to be written, whole or without what hangs on it', {
  id: draftId(builtInId('meeting', 'ha-khanh-2024-01-06')),
  ward: unitReference('Its ward', 'ha-khanh'),
  title: words('Its title', 'Đảng ủy phường Hà Khánh làm việc với Chi bộ khu phố 2', 500),
  type,
  alsoTypes: optional(Type.Array(type, {
    maxItems: 10, uniqueItems: true, description: 'What else it was', examples: [['tong-ket']]
  })),
  heldOn: draftDay('Day on which it was held', '2024-01-06'),
  endsOn: orNull(draftDay('Last day, where it took several', '2024-01-07')),
  session: orNull(oneOf(sessions.map(session => session.code), 'Part of the day', 'morning')),
  host: orNull(organisationReference('The organisation that held it', 'dang-uy-phuong-ha-khanh')),
  counterpart: orNull(organisationReference('The other side of a working session', 'dang-uy-phuong-ha-khanh')),
  reviews: orNull(draftPeriod('The period that it looked back on', '2023')),
  plans: orNull(draftPeriod('The period that it planned for', '2024')),
  summary: orNull(words('What it was about, in our words', 'Đảng ủy phường nghe Chi bộ khu phố 2 báo cáo', 5000)),
  inferred: draftInferred,
  evidence: draftPropertyEvidence,
  status: draftStatus,
  ...external,
  participants: hanging(participantProperties, 'Who took part'),
  citations: hanging(citationProperties, 'The documents that were cited'),
  observations: hanging(observationProperties, 'The figures that were reported'),
  tasks: hanging(taskProperties, 'What was set to be done')
}, {
  ward: 'ha-khanh',
  title: 'Hội nghị thử nghiệm của Đảng ủy phường Hà Khánh',
  type: 'giao-ban',
  heldOn: '2024-05-04',
  session: 'morning',
  host: exampleOf.committee,
  reviews: '2024-04',
  plans: '2024-05',
  summary: 'Một bản ghi làm ví dụ',
  evidence: [{ property: 'heldOn', source: exampleOf.source, start: 120, end: 130 }],
  participants: [participantExample],
  citations: [citationExample],
  observations: [observationExample],
  tasks: [taskExample]
})
