/** Webhooks over HTTP, for administrators; what sends is in delivery/. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import { v7 } from 'uuid'
import { authorOf } from '../auth/request.js'
import { Sender } from '../delivery/sender.js'
import { targetFrom } from '../delivery/target.js'
import type { Place } from '../domain/changes.js'
import { readPlace, toldAtPlace } from '../http/cursor.js'
import { listResponse, sendList } from '../http/list.js'
import { actResponse, createdResponse, noContent, operation, recordResponse } from '../http/operation.js'
import { ifMatch, versionsFrom } from '../http/preconditions.js'
import { badProperty, found, Problem } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { wardsOf } from '../http/scope.js'
import {
  createWebhook, deleteWebhook, getWebhook, listWebhooks, replay, rotateSecret, targetOf, updateWebhook
} from './queries.js'
import {
  components, NewWebhook, RotateQuery, Webhook, WebhookInput, webhookParams, WebhookPatch, WebhookQuery, WebhookReplay,
  WebhookTest
} from './schemas.js'

const versionsOf = ({ headers }: FastifyRequest) => versionsFrom(headers['if-match'])

/** @throws Problem where there is no such webhook, or another version than was named */
function current<T> (result: T | 'stale' | null, id: string): T {
  if (result !== 'stale') return found(result, id) as T
  throw new Problem('precondition-failed', {
    en: 'The webhook has another version than If-Match names.',
    vi: 'Webhook có phiên bản khác với If-Match.'
  })
}

const badAfter = () => badProperty('/after', {
  en: 'is no place in this log', vi: 'không phải là vị trí trong nhật ký này'
})

function placeFrom (text: string): Place {
  try {
    return readPlace(text)
  } catch {
    throw badAfter()
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  const sender = new Sender({ privateAddresses: app.config.WEBHOOK_PRIVATE_ADDRESSES })
  app.addHook('onClose', async () => { sender.close() })
  for (const component of components) app.addSchema(component)

  const guarded = { headers: Type.Object(ifMatch), problems: ['precondition-failed'] as const }

  /** What was given of a webhook, checked. */
  async function contentFrom ({ url, wards, ...rest }: { url?: string, wards?: string[] | null }) {
    return {
      ...rest,
      ...(wards === undefined
        ? {}
        : { wardIds: wards === null ? null : await wardsOf(app.units, wards, '/wards') }),
      ...(url === undefined ? {} : { url: await targetFrom(url, app.config) })
    }
  }

  app.get('/webhooks', {
    schema: operation({
      operationId: 'listWebhooks',
      tag: 'Webhooks',
      summary: 'Webhooks, the newest first',
      description: 'Also those that are not active. No secret is shown.',
      querystring: WebhookQuery,
      response: listResponse(Webhook, 'Webhooks')
    })
  }, async (request, reply) => await sendList(request, reply, Webhook, async page => {
    const list = await listWebhooks(app.db, request.query.updatedSince, page)
    return { ...list, rows: list.rows.map(toldAtPlace) }
  }))

  app.get('/webhooks/:id', {
    schema: operation({
      operationId: 'getWebhook',
      tag: 'Webhooks',
      summary: 'One webhook',
      description: 'How it is set up and how it is doing, without its secret.',
      params: webhookParams,
      response: recordResponse(Webhook, 'The webhook')
    })
  }, async ({ params: { id } }) => toldAtPlace(found(await getWebhook(app.db, id), id)))

  app.post('/webhooks', {
    schema: operation({
      operationId: 'createWebhook',
      tag: 'Webhooks',
      summary: 'Set up a webhook',
      description: 'It is told of what is written from now on; `replay` also sends what was written before. The ' +
        'answer shows the secret, this once: keep it. Names of persons are sent in full, whatever SHOW_OFFICES says.',
      body: ref(WebhookInput),
      response: createdResponse(NewWebhook, 'The webhook, with its secret')
    })
  }, async (request, reply) => {
    const content = { description: null, kinds: null, wardIds: null, active: true, ...await contentFrom(request.body) }
    const webhook = await createWebhook(app.db, content as typeof content & { url: string }, authorOf(request))
    return await reply.code(201)
      .header('location', `/v1/webhooks/${webhook.id}`)
      .header('cache-control', 'no-store')
      .send(toldAtPlace(webhook))
  })

  app.patch('/webhooks/:id', {
    schema: operation({
      ...guarded,
      operationId: 'updateWebhook',
      tag: 'Webhooks',
      summary: 'Change a webhook',
      description: 'A JSON merge patch (RFC 7396). Kinds and wards hold for what follows; what is among the ' +
        'deliveries already is still sent. `active: true` sets a stopped webhook going where it stopped, so that ' +
        'nothing is left out. `If-Match` is heeded where it is sent.',
      params: webhookParams,
      body: ref(WebhookPatch),
      response: recordResponse(Webhook, 'The webhook as it is now')
    })
  }, async request => {
    const { id } = request.params
    const change = await contentFrom(request.body)
    return toldAtPlace(current(await updateWebhook(app.db, id, change, versionsOf(request), authorOf(request)), id))
  })

  app.delete('/webhooks/:id', {
    schema: operation({
      ...guarded,
      operationId: 'deleteWebhook',
      tag: 'Webhooks',
      summary: 'Delete a webhook',
      description: 'With all that was still to be sent. `If-Match` is heeded where it is sent.',
      params: webhookParams,
      response: noContent('It is deleted')
    })
  }, async (request, reply) => {
    const { id } = request.params
    current(await deleteWebhook(app.db, id, versionsOf(request), authorOf(request)), id)
    return await reply.code(204).send()
  })

  app.post('/webhooks/:id/rotate-secret', {
    schema: operation({
      operationId: 'rotateWebhookSecret',
      tag: 'Webhooks',
      summary: 'Give a webhook a new secret',
      description: 'The answer shows it, this once. Until the grace is over, every event has a signature of the old ' +
        'secret beside that of the new one, so that the receiver can change over at any time.',
      params: webhookParams,
      querystring: RotateQuery,
      response: actResponse(NewWebhook, 'The webhook, with its new secret')
    })
  }, async (request, reply) => {
    const { id } = request.params
    const webhook = await rotateSecret(app.db, id, request.query.graceHours!, authorOf(request))
    return await reply.header('cache-control', 'no-store').send(toldAtPlace(found(webhook, id)))
  })

  app.post('/webhooks/:id/test', {
    schema: operation({
      operationId: 'testWebhook',
      tag: 'Webhooks',
      summary: 'Send a `ping` to a webhook, now',
      description: 'Also where it is not active. The answer tells what came of it; it is no delivery and not repeated.',
      params: webhookParams,
      response: actResponse(WebhookTest, 'What came of it')
    })
  }, async ({ params: { id } }) => {
    const target = found(await targetOf(app.db, id), id)
    const ping = v7()
    const body = JSON.stringify({ type: 'ping', timestamp: new Date(), data: { webhook: id } })
    const { arrived, status, error } = await sender.send({ ...target, id: ping, body })
    return { id: ping, arrived, status, error }
  })

  app.post('/webhooks/:id/replay', {
    schema: operation({
      operationId: 'replayWebhook',
      tag: 'Webhooks',
      summary: 'Send everything since a place in the change feed again',
      description: 'Under the filters that it has now, and under the same `webhook-id` as before. The place of the ' +
        'beginning is `bG9nIDA`.',
      params: webhookParams,
      body: ref(WebhookReplay),
      response: actResponse(Webhook, 'The webhook, set back')
    })
  }, async ({ params: { id }, body: { after } }) => {
    const webhook = await replay(app.db, id, placeFrom(after))
    if (webhook === 'unknown') throw badAfter()
    return toldAtPlace(found(webhook, id))
  })
}

export default fp(routes, { name: 'webhooks' })
