/** What a request may bring with it: JSON that a record can hold, and only where the operation takes a body. */
import fp from 'fastify-plugin'
import { impossibleIn, parseJson } from '../http/bodies.js'
import { invalidBody } from '../http/problems.js'

const NOTHING_TAKEN = { en: 'is not taken here', vi: 'không được nhận ở đây' }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Types of a body that the handler itself reads, as a stream. */
    streams?: readonly string[]
  }
}

export default fp(async app => {
  app.removeAllContentTypeParsers()
  const types = ['application/json', 'application/merge-patch+json']
  app.addContentTypeParser(types, { parseAs: 'buffer' }, async (_: unknown, bytes: Buffer) =>
    parseJson(bytes))

  app.addHook('preValidation', async ({ body, routeOptions: { schema, config } }) => {
    if (body === undefined || schema?.operationId === undefined || config.streams !== undefined) return
    if (schema.body === undefined) throw invalidBody([{ pointer: '', detail: NOTHING_TAKEN }])
    const faults = impossibleIn(body)
    if (faults.length > 0) throw invalidBody(faults)
  })
}, { name: 'bodies', dependencies: ['errors'] })
