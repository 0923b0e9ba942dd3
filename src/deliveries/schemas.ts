/** The contract of deliveries: what was sent to a webhook, or is to be, and what came of it. */
import { Type } from 'typebox'
import { writePlace } from '../http/cursor.js'
import { codesParameter, orderParameters, pageParameters, queryOf } from '../http/parameters.js'
import { count, id, instantOf, nullable, oneOf, text } from '../http/schemas.js'
import { DELIVERY_ID, WEBHOOK_ID } from '../webhooks/schemas.js'

const states = ['pending', 'delivered', 'dead'] as const

export const Delivery = Type.Object({
  id: id('The `webhook-id`: the same however often it is sent', DELIVERY_ID),
  cursor: text('Place of the entry in the change feed', writePlace({ seq: 845, at: new Date('2026-01-05T08:00:00Z') })),
  type: text('What happened: kind and act', 'meeting.created'),
  record: text('Id of the record; of indicators, the code', WEBHOOK_ID),
  state: oneOf(states, '`pending`: still to be sent; `delivered`; `dead`: given up after 24 attempts', 'delivered'),
  attempts: count('How often it was tried', 1),
  nextAttemptAt: nullable(instantOf('When it is tried next, after all earlier events of the record; null: not')),
  lastAttemptAt: nullable(instantOf('When it was tried last; null: never')),
  lastStatus: nullable(Type.Integer({ description: 'The status of the last answer; null: none', examples: [204] })),
  lastError: nullable(text('Why it did not arrive the last time; null where it did', 'answered 500')),
  deliveredAt: nullable(instantOf('When it arrived; null: not yet')),
  createdAt: instantOf('When it was made out')
}, { $id: 'WebhookDelivery', description: 'One event for one webhook' })

export const deliveryParams = Type.Object({
  id: id('Id of the webhook', WEBHOOK_ID), delivery: id('Id of the delivery', DELIVERY_ID)
})

export const DeliveryQuery = queryOf({
  state: codesParameter(states, 'What became of them', 'pending,dead'),
  ...orderParameters(['-cursor', 'cursor']),
  ...pageParameters
})
