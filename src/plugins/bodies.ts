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

  // What is not read needs nothing that could unpack it.
  app.addHook('onRoute', route => {
    if ([route.method].flat().every(method => BODILESS.includes(method))) route.decompress = false
  })

  // Before it is parsed: of which type and size it is makes no difference.
  app.addHook('onRequest', ({ headers, method, routeOptions: { schema, config } }, _reply, done) => {
    if (schema?.operationId === undefined || schema.body !== undefined || config.streams !== undefined) return done()
    const isSent = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
    if (isSent && !BODILESS.includes(method)) throw invalidBody([{ pointer: '', detail: NOTHING_TAKEN }])
    done()
  })

  app.addHook('preValidation', ({ body, routeOptions: { schema, config } }, _reply, done) => {
    if (body === undefined || schema?.operationId === undefined || config.streams !== undefined) return done()
    const faults = impossibleIn(body)
    if (faults.length > 0) throw invalidBody(faults)
    done()
  })
}, { name: 'bodies', dependencies: ['errors'] })
