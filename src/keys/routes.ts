/** Keys over HTTP, for administrators. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { newKeyFrom } from '../auth/new-key.js'
import { authorOf } from '../auth/request.js'
import { listResponse, sendList } from '../http/list.js'
import { actResponse, createdResponse, operation, recordResponse } from '../http/operation.js'
import { found } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { createKey, getKey, listKeys, revokeKey } from './queries.js'
import { components, Key, KeyInput, keyParams, KeyQuery, NewKey } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/keys', {
    schema: operation({
      operationId: 'listKeys',
      tag: 'Keys',
      summary: 'Keys, the newest first',
      description: 'Also those that were revoked or have expired. No secret is shown, nor what is kept of it.',
      querystring: KeyQuery,
      response: listResponse(Key, 'Keys')
    })
  }, async (request, reply) => await sendList(request, reply, Key, async page => await listKeys(app.db, page)))

  app.get('/keys/:id', {
    schema: operation({
      operationId: 'getKey',
      tag: 'Keys',
      summary: 'One key',
      description: 'Without its secret.',
      params: keyParams,
      response: recordResponse(Key, 'The key')
    })
  }, async ({ params: { id } }) => found(await getKey(app.db, id), id))

  app.post('/keys', {
    schema: operation({
      operationId: 'createKey',
      tag: 'Keys',
      summary: 'Make a key',
      description: 'The answer shows the secret in `key`, this once: keep it. Only its hash is stored.',
      body: ref(KeyInput),
      response: createdResponse(NewKey, 'The key, with its secret')
    })
  }, async (request, reply) => {
    const author = authorOf(request)
    const key = await createKey(app.db, await newKeyFrom(app.units, request.body, author.at), author)
    return await reply.code(201)
      .header('location', `/v1/keys/${key.id}`)
      .header('cache-control', 'no-store')
      .send(key)
  })

  app.post('/keys/:id/revoke', {
    schema: operation({
      operationId: 'revokeKey',
      tag: 'Keys',
      summary: 'Revoke a key',
      description: 'It is refused from the next request on, and stays listed. Revoking it again changes nothing.',
      params: keyParams,
      response: actResponse(Key, 'The key, revoked')
    })
  }, async request => {
    const { id } = request.params
    return found(await revokeKey(app.db, id, authorOf(request)), id)
  })
}

export default fp(routes, { name: 'keys' })
