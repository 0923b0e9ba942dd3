/**
 * The contract of requests for correction or removal: what anybody may send, what the sender is told, and what
 * administrators see.
 */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { choiceParameter, orderParameters, queryOf, updatedSinceParameter } from '../http/parameters.js'
import { id, instantOf, nullable, oneOf, text, UUID_PATTERN, versionedProperties } from '../http/schemas.js'

const CORRECTION_ID = '9b2f4a54-6d0c-4c6e-8f13-5f0a7d2c1e90'

/** The kinds of record that can be complained of. */
export const correctedKinds = [
  'official', 'meeting', 'participant', 'citation', 'observation', 'task', 'source', 'resolution', 'organisation',
  'unit'
] as const

const kind = oneOf(correctedKinds, 'Kind of the record', 'official')
const wishes = ['correction', 'removal'] as const
const statuses = ['open', 'accepted', 'rejected'] as const
const RECORD_ID = builtInId('official', 'pham-duy-phong')

const common = {
  id: id('Id of the request: random, and known to its sender only. Keep it to ask what became of it', CORRECTION_ID),
  kind,
  recordId: id('Id of the record', RECORD_ID),
  property: nullable(text('The property in question', 'appointments')),
  wanted: oneOf(wishes, 'What is asked for', 'correction'),
  status: oneOf(statuses, 'Whether it was answered, and how', 'open'),
  answer: nullable(text('The answer, with its reason; null while it is open', 'đã đính chính theo văn bản bổ nhiệm')),
  answeredAt: nullable(instantOf('When it was answered'))
}

export const Correction = Type.Object({ ...common, createdAt: instantOf('When it was sent') }, {
  $id: 'Correction', description: 'A request for correction or removal, as its sender sees it'
})

export const CorrectionRequest = Type.Object({
  ...common,
  message: text('What the sender says', 'Tôi đã thôi giữ chức vụ này từ ngày 01/7/2024.'),
  contact: nullable(text('How to reach the sender; forgotten 30 days after the answer', 'vpdu@example.vn')),
  answeredBy: nullable(text('Whose key answered it', 'admin')),
  ...versionedProperties
}, { $id: 'CorrectionRequest', description: 'A request for correction or removal, as administrators see it' })

const words = (description: string, example: string, maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description, examples: [example] })

export const CorrectionInput = Type.Object({
  kind,
  id: Type.String({ pattern: UUID_PATTERN, description: 'Id of the record', examples: [RECORD_ID] }),
  property: Type.Optional(nullable(words('The property in question', 'appointments', 100))),
  wanted: oneOf(wishes, 'What is asked for', 'correction'),
  message: words('What is wrong and how it is known, or why it is to be removed',
    'Tôi đã thôi giữ chức vụ này từ ngày 01/7/2024.', 5000),
  contact: Type.Optional(nullable(words('How to reach you; seen by administrators only, and forgotten 30 days after ' +
    'the answer', 'vpdu@example.vn', 300)))
}, { $id: 'CorrectionInput', additionalProperties: false, description: 'What is to be corrected or removed, and why' })

export const CorrectionAnswer = Type.Object({
  outcome: oneOf(['accepted', 'rejected'] as const, 'How it is answered', 'accepted'),
  reason: words('The answer, which the sender reads', 'đã đính chính theo văn bản bổ nhiệm', 2000)
}, { $id: 'CorrectionAnswer', additionalProperties: false, description: 'The answer to a request' })

export const CorrectionQuery = queryOf({
  status: choiceParameter(statuses, 'Requests in this state', 'open'),
  kind: choiceParameter(correctedKinds, 'About records of this kind', 'official'),
  updatedSince: updatedSinceParameter,
  ...orderParameters(['-createdAt', 'createdAt', '-updatedAt', 'updatedAt'])
})

export const correctionParams = Type.Object({ id: id('Id of the request', CORRECTION_ID) })
export const components = [Correction, CorrectionRequest, CorrectionInput, CorrectionAnswer]
