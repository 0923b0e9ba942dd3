/** Deliveries to webhooks over HTTP, for administrators; webhooks themselves are in webhooks/. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { toldAtPlace } from '../http/cursor.js'
import { listResponse, sendList } from '../http/list.js'
import { actResponse, operation } from '../http/operation.js'
import { found, notFound } from '../http/problems.js'
import { webhookParams } from '../webhooks/schemas.js'
import { listDeliveries, redeliver, webhookExists } from './queries.js'
import { Delivery, deliveryParams, DeliveryQuery } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Delivery)

  app.get('/webhooks/:id/deliveries', {
    schema: operation({
      operationId: 'listWebhookDeliveries',
      tag: 'Webhooks',
      summary: 'What was sent to a webhook, or is to be',
      description: 'The newest event first. What was delivered is remembered for 7 days, what is dead for 30.',
      params: webhookParams,
      querystring: DeliveryQuery,
      response: listResponse(Delivery, 'Deliveries')
    })
  }, async (request, reply) => {
    const { id } = request.params
    const states = request.query.state?.split(',')
    return await sendList(request, reply, Delivery, async page => {
      const list = await listDeliveries(app.db, id, states, page)
      return { ...list, rows: list.rows.map(toldAtPlace) }
    }, async () => await webhookExists(app.db, id) ? null : notFound(id))
  })

  app.post('/webhooks/:id/deliveries/:delivery/redeliver', {
    schema: operation({
      operationId: 'redeliverToWebhook',
      tag: 'Webhooks',
      summary: 'Send one event again',
      description: 'Under the same `webhook-id`; a dead one has all its attempts again. Where the record has changed ' +
        'since, the receiver gets an older version after a newer one: `data.version` tells.',
      params: deliveryParams,
      response: actResponse(Delivery, 'The delivery, pending')
    })
  }, async ({ params: { id, delivery } }) => toldAtPlace(found(await redeliver(app.db, id, delivery), delivery)))
}

export default fp(routes, { name: 'deliveries' })
