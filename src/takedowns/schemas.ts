/** The contract of takedowns: what was removed for good, why, and how much of it there was, without what it was. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { targetKinds } from '../domain/takedowns.js'
import { choiceParameter, pageParameters, queryOf } from '../http/parameters.js'
import { count, id, instantOf, oneOf, text, UUID_PATTERN } from '../http/schemas.js'

const TAKEDOWN_ID = '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21'
const OFFICIAL_ID = builtInId('official', 'pham-duy-phong')

const kind = oneOf(targetKinds, 'Kind of the record', 'official')
const reason = 'yêu cầu của chủ thể dữ liệu'

export const Takedown = Type.Object({
  id: id('Id of the takedown', TAKEDOWN_ID),
  kind,
  recordId: id('Id of the record', OFFICIAL_ID),
  reason: text('Why; told to everybody who asks for the record', reason),
  actor: text('Whose key it was', 'admin'),
  at: instantOf('When'),
  changed: Type.Object({
    records: count('Records that were changed or removed', 4),
    entries: count('Entries of the log that were rewritten', 6),
    answers: count('Kept answers to repeated requests that were forgotten', 0),
    corrections: count('Requests for correction that were rewritten', 1)
  }, { description: 'In how many places it was' })
}, { $id: 'Takedown', description: 'A takedown, without what was taken down' })

export const TakedownInput = Type.Object({
  kind,
  id: Type.String({ pattern: UUID_PATTERN, description: 'Id of the record', examples: [OFFICIAL_ID] }),
  words: Type.Optional(Type.String({
    minLength: 3,
    maxLength: 200,
    pattern: '\\S',
    description: 'What is to go, such as the name of a private person, in two to ten words: it is masked in the ' +
      'record, in all that belongs to its meeting and in their sources. Not for an official, all of whose names go; ' +
      'a source without it loses its stored text and the quotations from it',
    examples: ['Nguyễn Văn Thử']
  })),
  reason: Type.String({
    minLength: 1,
    maxLength: 1000,
    pattern: '\\S',
    description: 'Why; told to everybody who asks for the record, so it must not contain what is taken down',
    examples: [reason]
  })
}, { $id: 'TakedownInput', additionalProperties: false, description: 'What is to be taken down, and why' })

export const TakedownQuery = queryOf({
  kind: choiceParameter(targetKinds, 'Takedowns of records of this kind', 'official'),
  ...pageParameters
})

export const takedownParams = Type.Object({ id: id('Id of the takedown', TAKEDOWN_ID) })
