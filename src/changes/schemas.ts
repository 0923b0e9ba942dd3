/** The contract of the change feed: one entry of the log, and where a page of it stands. */
import { Type } from 'typebox'
import { acts, BEGINNING, recordKinds } from '../domain/changes.js'
import { builtInId } from '../domain/ids.js'
import { writePlace } from '../http/cursor.js'
import { codesParameter, lineageParameter, queryOf, wardParameter } from '../http/parameters.js'
import { count, id, instantOf, Lineage, listOf, nullable, oneOf, text } from '../http/schemas.js'

const place = writePlace({ seq: 845, at: new Date('2026-01-05T08:00:00Z') })

/** What each entry of the log says, in the feed and among the revisions of a record. */
export const entryProperties = {
  at: instantOf('When it was written (RFC 3339, UTC)'),
  act: oneOf(acts, 'What was done to the record', 'created'),
  actor: nullable(text('Who wrote it; null for whoever may not see that', 'so-phuong')),
  reason: nullable(text('Why, where whoever wrote it said so', 'đính chính')),
  record: Type.Unsafe<Record<string, unknown> | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    description: 'What the record became, in the exchange form: references are ids and codes, and what the register ' +
      'works out itself is left out. Null where it was deleted',
    examples: [{ id: builtInId('organisation', 'dang-uy-phuong-ha-khanh'), name: 'Đảng ủy phường Hà Khánh' }]
  })
}

const { at, act, actor, reason, record } = entryProperties

export const Change = Type.Object({
  cursor: text('Its place in the log: as `after`, it asks for what comes after', place),
  at,
  act,
  kind: oneOf(recordKinds, 'The kind of record', 'meeting'),
  id: text('Id of the record; of indicators, the code', builtInId('meeting', 'ha-khanh-2024-01-06')),
  ward: nullable(id('Id of the ward that it belongs to; null for shared records', builtInId('unit', 'ward:ha-khanh'))),
  version: Type.Integer({ minimum: 1, description: 'The version that it became', examples: [1] }),
  actor,
  reason,
  transaction: text('The same for all that was written in one act, which lies together', '845'),
  record
}, { $id: 'Change', description: 'One entry of the log: what became of a record' })

export const FeedPage = Type.Object({
  limit: count('How many entries a page holds at most', 100),
  next: text('What to give as `after` to go on; never null, since more may always come', place),
  more: Type.Boolean({ description: 'Whether more has happened already', examples: [false] }),
  lineage: Type.Optional(listOf(Lineage, 'The wards that `lineage` takes in; only where it is asked for'))
}, { $id: 'FeedPage', description: 'Where this page of the feed ends' })

export const ChangeQuery = queryOf({
  after: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Go on after this place: `page.next`, or the `cursor` of an entry. Without it, the feed starts at ' +
      'the beginning; `latest` gives no entry, only the place where the log ends now. A place is bound to no ' +
      'filter, so filters may change from one question to the next',
    examples: [writePlace(BEGINNING)]
  })),
  kind: codesParameter(recordKinds, 'Kinds of record', 'meeting,observation'),
  ward: wardParameter('Records of this ward, by id, slug or official code; several with commas. Shared records ' +
    '(units, organisations, officials, resolutions, indicators, sources) belong to no ward and are left out'),
  lineage: lineageParameter,
  limit: Type.Optional(Type.Integer({
    minimum: 1, maximum: 1000, default: 100, description: 'How many entries a page holds at most', examples: [100]
  })),
  wait: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 60,
    default: 0,
    description: 'Where there is nothing yet, wait for it as long as this, in seconds',
    examples: [5]
  })),
  format: Type.Optional(Type.Unsafe<'json' | 'event-stream'>({
    type: 'string',
    enum: ['json', 'event-stream'],
    default: 'json',
    description: '`event-stream`: Server-Sent Events without end (as does `Accept: text/event-stream`)',
    examples: ['json']
  }))
})
