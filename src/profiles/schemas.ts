/** The contract of a ward's profile: its latest figures, who is in office, its last meetings, what it carries out. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { comparators, flags } from '../domain/observations.js'
import { formatParameter, recordQueryOf } from '../http/parameters.js'
import {
  count, day, id, listOf, Named, nullable, oneOf, PeriodLabel, ref, refOrNull, TermLabel, text, WardLabel
} from '../http/schemas.js'

const OBSERVATION = builtInId('observation', 'ha-khanh-2024-01-06 jobs-created 1773')
const address = `/v1/observations/${OBSERVATION}`
const number = (description: string, example: number) => nullable(Type.Number({ description, examples: [example] }))

const LatestFigure = Type.Object({
  indicator: Type.Object({
    code: text('Stable code', 'jobs-created'),
    name: text('Vietnamese name', 'Giải quyết, giới thiệu việc làm mới'),
    nameEn: text('English gloss', 'jobs created or placed'),
    unit: text('Unit of the values: VND, %, or the counted noun', 'người'),
    category: text('Field of work: a code of the indicator-categories vocabulary', 'society')
  }, { description: 'What was measured' }),
  period: refOrNull(PeriodLabel, 'The period that it covers; null where none was told'),
  measuredOn: nullable(day('Day on which a stock was measured', '2023-12-19')),
  value: number('The value, in the unit', 165),
  valueText: nullable(text('The value where it is a word, such as a grade', 'Hoàn thành tốt nhiệm vụ')),
  unit: text('Unit of the value', 'người'),
  text: nullable(text('The value as it is printed in Vietnamese, with its hedge', '165 người')),
  comparator: oneOf(comparators.map(term => term.code), 'How exactly the value was stated', 'eq'),
  estimate: Type.Boolean({ description: 'Whether it was called an estimate (ước)', examples: [false] }),
  target: number('What was to be reached, as stated beside the value', 160),
  percentOfTarget: number('Share of the target or plan in per cent, as stated', 103),
  flags: Type.Array(Type.Object({
    code: oneOf(flags.map(flag => flag.code), 'Code of the flag', 'sum-mismatch'),
    message: text('What was found', '11 ≠ 6 + 4')
  }), { description: 'What is wrong or unusual about it' }),
  reportedOn: nullable(day('Day of the meeting at which it was told, else of publication', '2024-01-06')),
  because: ref(TermLabel),
  others: Type.Array(Type.String(), {
    description: 'Addresses of what else was reported of the very same figure', examples: [[address]]
  }),
  evidence: text('Address of the observation with its passages', address)
}, {
  $id: 'LatestFigure',
  description: 'The latest total that the ward told of itself; `because` is why this report stands here: a code of ' +
    'the `choice-reasons` vocabulary'
})

const OfficeInProfile = Type.Object({
  id: id('Id of the appointment', 'a60c6ae6-3c4c-5b4d-9a56-0b8b4c7c3d11'),
  official: ref(Named),
  organisation: Type.Object({
    id: id('Id of the organisation', 'a60c6ae6-3c4c-5b4d-9a56-0b8b4c7c3d11'),
    name: text('Its name', 'Đảng ủy phường Hà Khánh'),
    kind: text('Code of its kind', 'x-du')
  }, { description: 'The organisation of the ward' }),
  role: ref(TermLabel),
  title: text('The office as it is printed', 'Bí thư Đảng ủy'),
  from: nullable(day('Since when, where a source states it', '2024-01-06')),
  seenOn: nullable(day('When the holder was last seen in office, or is known to have begun', '2024-01-06'))
}, { $id: 'OfficeInProfile', description: 'Who is in an office of the ward, as far as is known' })

const MeetingInProfile = Type.Object({
  id: id('Id of the meeting', builtInId('meeting', 'ha-khanh-2024-01-06')),
  title: text('Its title', 'Hội nghị tổng kết công tác Đảng năm 2023'),
  type: ref(TermLabel),
  heldOn: day('Day on which it was held', '2024-01-06'),
  reviews: refOrNull(PeriodLabel, 'The period that it reviewed'),
  plans: refOrNull(PeriodLabel, 'The period that it planned for')
}, { $id: 'MeetingInProfile', description: 'A meeting of the ward' })

const DocumentInProfile = Type.Object({
  id: id('Id of the document', builtInId('resolution', '21-nq-tu-ha-long-2020')),
  symbol: text('Its symbol', '21-NQ/TU'),
  title: text('Its title', 'Nghị quyết về xây dựng Đảng bộ'),
  issuer: ref(Named),
  issuedOn: nullable(day('When it was issued', '2020-12-31')),
  citations: count('How often the ward’s meetings cited it', 1),
  citedOn: day('When they last did', '2024-01-06')
}, { $id: 'DocumentInProfile', description: 'A document that the ward carries out' })

export const Profile = Type.Object({
  ward: ref(WardLabel),
  figures: listOf(LatestFigure, 'The latest value of every indicator, by code; no parts of the ward, no classes'),
  officials: listOf(OfficeInProfile, 'Offices in the ward’s own organisations that nobody is known to have left'),
  meetings: listOf(MeetingInProfile, 'The last five, the newest first'),
  resolutions: listOf(DocumentInProfile, 'Those cited at its meetings that are not known to be out of force or ' +
    'replaced, the last cited first; at most twenty')
}, { $id: 'Profile', description: 'A ward at a glance' })

/** What a line of a profile can be about, in the order of the lines. */
const parts = ['figure', 'official', 'meeting', 'resolution'] as const

/** A profile as a table. */
export const ProfileLine = Type.Object({
  ward: ref(WardLabel),
  part: oneOf(parts, 'What the line is about: a latest figure, who is in an office, a meeting or a document', 'figure'),
  code: text('Code of the indicator, the role or the type of meeting; symbol of the document', 'jobs-created'),
  name: text('Name of the indicator or the official; title of the meeting or the document',
    'Giải quyết, giới thiệu việc làm mới'),
  text: nullable(text('The figure as it is printed, the office, the type of meeting, or who issued the document',
    '165 người')),
  value: number('The value of a figure, in the unit', 165),
  unit: nullable(text('Unit of the value', 'người')),
  period: refOrNull(PeriodLabel, 'The period that the figure covers or the meeting reviewed'),
  on: nullable(day('When it was reported, seen, held or issued', '2024-01-06')),
  address: text('Address of the record, with its passages', address)
}, { $id: 'ProfileLine', description: 'A line of a ward’s profile as a table' })

/** What a profile can be asked. */
export const ProfileQuery = recordQueryOf({
  format: formatParameter('the profile', 'the whole profile as a file', 'line')
})

export const components = [LatestFigure, OfficeInProfile, MeetingInProfile, DocumentInProfile, Profile, ProfileLine]
