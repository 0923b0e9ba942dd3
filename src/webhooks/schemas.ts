/** The contract of webhooks: who is told of which changes, and what is sent. */
import { Type } from 'typebox'
import { Change } from '../changes/schemas.js'
import { BEGINNING, recordKinds } from '../domain/changes.js'
import { writePlace } from '../http/cursor.js'
import { orderParameters, queryOf, updatedSinceParameter } from '../http/parameters.js'
import {
  count, id, instantOf, nullable, oneOf, ref, text, versionedProperties, WardLabel
} from '../http/schemas.js'

export const WEBHOOK_ID = '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21'
export const DELIVERY_ID = '2f6b4a1e-8d0b-5f4c-9a53-3f0d5b2e7b11'
const URL = 'https://example.org/hooks/so-phuong'
const DESCRIPTION = 'Cổng thông tin điện tử phường'
const SECRET = 'whsec_…'
const optional = Type.Optional

const kindsOf = (more: object = {}) => Type.Array(oneOf(recordKinds, 'A kind of record', 'meeting'), {
  uniqueItems: true,
  description: 'The kinds of record that it is told of; null: all',
  examples: [['meeting', 'observation']],
  ...more
})

const properties = {
  id: id('Id of the webhook', WEBHOOK_ID),
  url: text('Where events are sent', URL),
  description: nullable(text('What it is for', DESCRIPTION)),
  kinds: nullable(kindsOf()),
  wards: Type.Unsafe<Array<{ id: string, slug: string, name: string }> | null>({
    type: ['array', 'null'],
    items: { $ref: `${(WardLabel as { $id?: string }).$id}#` },
    description: 'The wards whose records it is told of; null: every ward, and shared records'
  }),
  active: Type.Boolean({ description: 'Whether anything is sent', examples: [true] }),
  stopped: nullable(oneOf(['failing', 'gone'],
    'Why the register stopped it: nothing arrived for three days, or the receiver answered 410; null where it did not',
    'failing')),
  cursor: text('Its place in the change feed: what stands before it was sent or is among the deliveries',
    writePlace(BEGINNING)),
  failingSince: nullable(instantOf('Since when nothing arrived; null where something does')),
  pausedUntil: nullable(instantOf('Until when it is left alone, since nothing arrived; null where it is not')),
  deliveries: Type.Object({
    pending: count('How many are still to be sent', 0),
    dead: count('How many were given up', 0)
  }, { description: 'How many deliveries wait, and how many were given up' }),
  secretChangedAt: instantOf('When its secret was made'),
  ...versionedProperties
}

export const Webhook = Type.Object(properties, { $id: 'Webhook', description: 'A webhook, without its secret' })

export const NewWebhook = Type.Object({
  secret: text('What to verify signatures with, shown this once: nobody can read it again', SECRET),
  ...properties
}, { $id: 'NewWebhook', description: 'A webhook with a secret that was just made' })

const input = {
  url: Type.String({
    minLength: 1,
    maxLength: 2000,
    description: 'Where events are sent: https, and no private network, unless the register allows that',
    examples: [URL]
  }),
  description: optional(nullable(Type.String({
    minLength: 1, maxLength: 500, description: 'What it is for', examples: [DESCRIPTION]
  }))),
  kinds: optional(nullable(kindsOf({ minItems: 1 }))),
  wards: optional(nullable(Type.Array(Type.String({
    minLength: 1, maxLength: 100, description: 'A ward: id, slug or official code', examples: ['tay-son']
  }), {
    minItems: 1,
    maxItems: 1000,
    description: 'The wards whose records it is told of, shared records not among them; without it, or null: every ' +
      'ward, and shared records',
    examples: [['tay-son']]
  }))),
  active: optional(Type.Boolean({ description: 'Whether anything is sent; true without it', examples: [true] }))
}

export const WebhookInput = Type.Object(input, {
  $id: 'WebhookInput', additionalProperties: false, description: 'A new webhook'
})

export const WebhookPatch = Type.Object({ ...input, url: optional(input.url) }, {
  $id: 'WebhookPatch',
  additionalProperties: false,
  minProperties: 1,
  description: 'Only what changes; null takes away (RFC 7396)'
})

export const WebhookTest = Type.Object({
  id: id('The `webhook-id` that was sent', DELIVERY_ID),
  arrived: Type.Boolean({ description: 'Whether the receiver answered with 2xx', examples: [true] }),
  status: nullable(Type.Integer({ description: 'The status that it answered; null: no answer', examples: [204] })),
  error: nullable(text('Why it did not arrive; null where it did', 'connection refused'))
}, { $id: 'WebhookTest', description: 'What came of an event that was sent to try a webhook' })

export const WebhookReplay = Type.Object({
  after: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'A place in the change feed: the `cursor` of a delivery or an entry, or `page.next`',
    examples: [writePlace(BEGINNING)]
  })
}, { $id: 'WebhookReplay', additionalProperties: false, description: 'From where on everything is sent again' })

export const WebhookEvent = Type.Object({
  type: text('What happened: kind and act. `ping` only tries the webhook', 'meeting.created'),
  timestamp: instantOf('When it happened (RFC 3339, UTC)'),
  data: ref(Change)
}, { $id: 'WebhookEvent', description: 'What is sent to a webhook: an entry of the change feed, in an envelope' })

export const components = [
  Webhook, NewWebhook, WebhookInput, WebhookPatch, WebhookTest, WebhookReplay, WebhookEvent
]

export const WebhookQuery = queryOf({
  updatedSince: updatedSinceParameter,
  ...orderParameters(['-createdAt', 'createdAt', '-updatedAt', 'updatedAt'])
})

export const webhookParams = Type.Object({ id: id('Id of the webhook', WEBHOOK_ID) })

export const RotateQuery = queryOf({
  graceHours: optional(Type.Integer({
    minimum: 0,
    maximum: 168,
    default: 24,
    description: 'For how many hours the old secret signs beside the new one; 0: not at all, where it became known',
    examples: [24]
  }))
})
