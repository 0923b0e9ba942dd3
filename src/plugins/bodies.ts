/** What a request may bring with it: JSON that a record can hold, and only where the operation takes a body. */
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { impossibleIn, parseJson } from '../http/bodies.js'
import { invalidBody, Problem } from '../http/problems.js'

/** RFC 7396. */
const MERGE_PATCH = 'application/merge-patch+json'
const ONLY_PATCHES = {
  en: `Only PATCH takes ${MERGE_PATCH}.`, vi: `Chỉ PATCH nhận ${MERGE_PATCH}.`
}
/** Methods of which a body is not read. */
const BODILESS = ['GET', 'HEAD', 'OPTIONS']
const NOTHING_TAKEN = { en: 'is not taken here', vi: 'không được nhận ở đây' }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Types of a body that the handler itself reads, as a stream. */
    streams?: readonly string[]
    /** Types of files that are read in the stead of a body of JSON. */
    files?: readonly string[]
  }
}

export default fp(async app => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: unknown, bytes: Buffer) =>
    parseJson(bytes))
  app.addContentTypeParser(MERGE_PATCH, { parseAs: 'buffer' }, async ({ method }: FastifyRequest, bytes: Buffer) => {
    if (method !== 'PATCH') throw new Problem('unsupported-media-type', ONLY_PATCHES)
    return parseJson(bytes)
  })

  // Before it is parsed: of which type and size it is makes no difference.
  app.addHook('onRequest', async ({ headers, method, routeOptions: { schema, config } }) => {
    if (schema?.operationId === undefined || schema.body !== undefined || config.streams !== undefined) return
    const isSent = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
    if (isSent && !BODILESS.includes(method)) throw invalidBody([{ pointer: '', detail: NOTHING_TAKEN }])
  })

  app.addHook('preValidation', async ({ body, routeOptions: { schema, config } }) => {
    if (body === undefined || schema?.operationId === undefined || config.streams !== undefined) return
    const faults = impossibleIn(body)
    if (faults.length > 0) throw invalidBody(faults)
  })
}, { name: 'bodies', dependencies: ['errors'] })
