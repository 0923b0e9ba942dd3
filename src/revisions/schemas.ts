/** The contract of revisions: what a record was, version by version. */
import { Type } from 'typebox'
import { entryProperties } from '../changes/schemas.js'
import { pageParameters, queryOf } from '../http/parameters.js'

const { at, act, actor, reason, record } = entryProperties

export const Revision = Type.Object({
  version: Type.Integer({ minimum: 1, description: 'The version that the record became', examples: [1] }),
  at,
  act,
  actor,
  reason,
  record
}, { $id: 'Revision', description: 'What a record became, when and why' })

export const RevisionQuery = queryOf({
  sort: Type.Optional(Type.Unsafe<'-version' | 'version'>({
    type: 'string',
    enum: ['-version', 'version'],
    default: '-version',
    description: 'Order: newest first, or with `version` oldest first',
    examples: ['-version']
  })),
  ...pageParameters
})
