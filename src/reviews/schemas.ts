/** The contract of reviews: what texts proposed to the register, and what people decide about it. */
import { Type } from 'typebox'
import { builtInId, sourceId } from '../domain/ids.js'
import {
  choiceParameter, lineageParameter, orderParameters, queryOf, updatedSinceParameter, wardParameter
} from '../http/parameters.js'
import {
  count, day, id, instantOf, listOf, nullable, oneOf, ref, refOrNull, text, versionedProperties, WardLabel
} from '../http/schemas.js'

const SOURCE = sourceId('482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b')
const CLAIM = builtInId('observation', 'ha-khanh-2024-01-06 jobs-created 1773')

export const findingKinds = ['meeting', 'participant', 'citation', 'observation', 'task'] as const
export type FindingKind = typeof findingKinds[number]

const ReviewSource = Type.Object({
  id: id('Id of the source', SOURCE),
  title: text('Its title', 'Phường Nghi Hòa: Tổ chức Hội nghị tổng kết công tác Đảng năm 2023'),
  publisher: nullable(text('Who published it', 'Cổng thông tin điện tử thị xã Cửa Lò')),
  publishedOn: nullable(day('When it was published', '2023-12-19')),
  url: nullable(text('Where it was published', 'https://cualo.vn/'))
}, { $id: 'ReviewSource', description: 'The text that was read' })

const ReviewMeeting = Type.Object({
  id: id('Id of the meeting', builtInId('meeting', 'nghi-hoa-2023-12-19')),
  title: text('Its title', 'Hội nghị tổng kết công tác Đảng năm 2023'),
  heldOn: day('Day on which it was held', '2023-12-19')
}, { $id: 'ReviewMeeting', description: 'The meeting that the text reports' })

const OpenCounts = Type.Object({
  meetings: count('1 while the meeting itself is not confirmed', 1),
  participants: count('Participants', 5),
  citations: count('Citations', 1),
  observations: count('Figures', 15),
  tasks: count('Tasks', 7)
}, { $id: 'OpenCounts', description: 'How many findings of each kind nobody has decided about' })

const common = {
  source: ref(ReviewSource),
  state: oneOf(['open', 'closed'], 'Whether something is still to be decided', 'open'),
  ward: refOrNull(WardLabel, 'The ward that it is about; null while that is not certain'),
  candidates: listOf(WardLabel, 'Wards that may be meant, while that is not certain'),
  meeting: refOrNull(ReviewMeeting, 'The meeting that it reports; null where it reports none'),
  confidence: Type.Number({
    minimum: 0, maximum: 1, description: 'How sure the least sure of its findings is, 0 to 1', examples: [0.8]
  }),
  open: ref(OpenCounts),
  closedAt: nullable(instantOf('When the last finding was decided')),
  ...versionedProperties
}

export const Review = Type.Object(common, { $id: 'Review', description: 'A text that was read, in the queue' })

const Passage = Type.Object({
  start: count('Where it starts: UTF-16 code units of the text', 120),
  end: count('Where it ends, exclusive', 164),
  quote: nullable(text('The passage', 'Sáng 12/7')),
  property: nullable(text('The property of a meeting that it states', 'heldOn')),
  confidence: Type.Number({ minimum: 0, maximum: 1, description: 'How sure it is, 0 to 1', examples: [0.9] })
}, { $id: 'ReviewPassage', description: 'A passage of the text on which a finding rests' })

export const ReviewFinding = Type.Object({
  kind: oneOf(findingKinds, 'Kind of the record', 'observation'),
  id: id('Id of the record', CLAIM),
  status: oneOf(['open', 'accepted'], 'Whether a person has confirmed it', 'open'),
  label: text('It in one line, Vietnamese', 'Lao động được giải quyết việc làm: 165/160 lao động'),
  record: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'The record in the form in which it is also sent',
    examples: [{ indicator: 'jobs-created', value: 165 }]
  }),
  passages: listOf(Passage, 'Where the text says so')
}, { $id: 'ReviewFinding', description: 'A record that was proposed from the text' })

const Unplaced = Type.Object({
  kind: oneOf(['indicator', 'document', 'official', 'task'], 'Kind of the finding', 'indicator'),
  label: text('What was found', 'số tuyến đường tự quản'),
  reason: text('Why it is no record', 'Danh mục chưa có chỉ tiêu này.'),
  start: count('Where it starts', 120),
  end: count('Where it ends, exclusive', 164)
}, { $id: 'UnplacedFinding', description: 'A finding that could not become a record by itself' })

export const ReviewDetail = Type.Object({
  ...common,
  text: nullable(text('The text; null where the register does not keep it', 'Sáng 12/7, Đảng ủy phường …')),
  findings: listOf(ReviewFinding, 'What was proposed, in the order of the text'),
  unplaced: listOf(Unplaced, 'What was found and could not become a record; while the register keeps the text')
}, { $id: 'ReviewDetail', description: 'A text that was read, with all that it proposes' })

const chosen = Type.Optional(Type.Array(Type.Object({
  kind: oneOf(findingKinds, 'Kind of the record', 'observation'),
  id: id('Id of the record', CLAIM)
}, { additionalProperties: false }), {
  minItems: 1, maxItems: 2000, description: 'The findings; all that are open where none are named'
}))

export const Acceptance = Type.Object({ findings: chosen }, {
  $id: 'Acceptance', additionalProperties: false, description: 'What is accepted', examples: [{}]
})

export const Rejection = Type.Object({
  findings: chosen,
  reason: Type.String({
    minLength: 1, maxLength: 1000, pattern: '\\S', description: 'Why; it is kept in the log', examples: ['đọc sai']
  })
}, { $id: 'Rejection', additionalProperties: false, description: 'What is rejected, and why' })

export const Correction = Type.Unsafe<Record<string, unknown>>({
  $id: 'FindingCorrection',
  type: 'object',
  additionalProperties: true,
  description: 'A merge patch (RFC 7396) on the record of the finding; its passages stay',
  examples: [{ value: 166 }]
})

export const Placement = Type.Object({
  ward: Type.String({
    pattern: '^[0-9A-Za-z-]{1,100}$',
    description: 'The ward that the text is about: id, slug or official code',
    examples: ['nghi-hoa']
  })
}, { $id: 'Placement', additionalProperties: false, description: 'Which ward a text is about' })

const share = (description: string, example: number) => Type.Optional(Type.Number({
  minimum: 0, maximum: 1, description, examples: [example]
}))

export const ReviewQuery = queryOf({
  state: choiceParameter(['open', 'closed', 'any'] as const, 'Texts in this state; open where it is left out', 'open'),
  ward: wardParameter('About this ward: id, slug or official code; several with commas', 'nghi-hoa'),
  lineage: lineageParameter,
  minConfidence: share('The least sure finding is at least so sure', 0),
  maxConfidence: share('The least sure finding is at most so sure', 1),
  updatedSince: updatedSinceParameter,
  ...orderParameters(['createdAt', '-createdAt', 'confidence', '-confidence', '-updatedAt', 'updatedAt'])
})

export const reviewParams = Type.Object({ source: id('Id of the source', SOURCE) })
export const findingParams = Type.Object({
  source: id('Id of the source', SOURCE),
  kind: oneOf(findingKinds, 'Kind of the record', 'observation'),
  id: id('Id of the record', CLAIM)
})

export const components = [
  ReviewSource, ReviewMeeting, OpenCounts, Review, Passage, ReviewFinding, Unplaced, ReviewDetail, Acceptance,
  Rejection, Correction, Placement
]
