/** The contract of bulk imports: what is sent, what is answered line by line, and what is kept of it. */
import { Type } from 'typebox'
import { choiceParameter, flagParameter, orderParameters, queryOf, wordParameter } from '../http/parameters.js'
import { reasonParameter } from '../http/preconditions.js'
import { count, id, instantOf, nullable, oneOf, text } from '../http/schemas.js'
import { drafts, type DraftKind } from '../writing/validate.js'

const example = '019a8f5e-7b1c-7c3a-9d10-3f2b6a1c0d4e'
const kinds = Object.keys(drafts) as DraftKind[]

export const formats = ['ndjson', 'csv', 'xlsx'] as const

export const Import = Type.Object({
  id: id('Id of the import', example),
  name: nullable(text('What the sender calls it', 'hop-2024.ndjson')),
  format: oneOf(formats, 'What was sent', 'ndjson'),
  atomic: oneOf(['item', 'all'], 'Whether each item counts for itself, or all or none are written', 'item'),
  dryRun: Type.Boolean({ description: 'Whether it was only tried', examples: [false] }),
  state: oneOf(['running', 'done', 'failed', 'interrupted'],
    'Whether it goes on, came to its end, was undone as a whole, or was cut off', 'done'),
  position: count('The item up to which everything is done: where to go on with `from`', 20000),
  created: count('Records that are new', 19990),
  updated: count('Records that are changed', 8),
  unchanged: count('Records that were so already', 0),
  failed: count('Items that could not be written', 2),
  startedAt: instantOf('When it began (RFC 3339, UTC)'),
  updatedAt: instantOf('When it last came forward (RFC 3339, UTC)'),
  endedAt: nullable(instantOf('When it ended (RFC 3339, UTC)'))
}, { $id: 'Import', description: 'A bulk import, and how far it came' })

export const ImportFailure = Type.Object({
  position: count('Number of the item, from 1', 17),
  place: nullable(text('Where it stands in a spreadsheet', 'Hội nghị!A17')),
  kind: nullable(oneOf(kinds, 'Kind of the record', 'meeting')),
  type: text('Address of the problem in the catalogue', '/problems/invalid-body'),
  detail: text('What is wrong', '/host is not known to the register.'),
  errors: Type.Array(Type.Object({
    pointer: text('JSON Pointer into the item', '/host'),
    detail: text('What is wrong there', 'is not known to the register')
  }), { description: 'What is wrong, one by one' })
}, { $id: 'ImportFailure', description: 'An item of an import that could not be written' })

export const components = [Import, ImportFailure]

export const ImportOptions = queryOf({
  atomic: choiceParameter(['item', 'all'], '`item` (default): what is good is written; `all`: all or nothing', 'item'),
  dryRun: flagParameter('`true`: tell what would become of each item, and write nothing', true),
  kind: choiceParameter(kinds, 'What all lines are, where they are bare drafts', 'meeting'),
  name: wordParameter('What you call it, such as the name of the file', 'hop-2024.ndjson'),
  from: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 1_000_000_000,
    default: 0,
    description: 'Pass over items up to this one: the `position` at which an import was cut off',
    examples: [0]
  })),
  sourceSystem: wordParameter('Under what name the codes of a spreadsheet are kept', 'bang-tinh', 100),
  extract: flagParameter('`true`: texts of sources are also read, and what they say proposed, as `POST /v1/sources` ' +
    'does; a text that is there is left as it is', true),
  results: choiceParameter(['failed', 'all'], 'Of which items a line is answered', 'failed'),
  reason: reasonParameter
})

export const importParams = Type.Object({ id: id('Id of the import', example) })

export const ImportQuery = queryOf({
  state: choiceParameter(['running', 'done', 'failed', 'interrupted'], 'In this state only', 'interrupted'),
  ...orderParameters(['-startedAt', 'startedAt'])
})

export const ImportFailureQuery = queryOf(orderParameters(['position']))
