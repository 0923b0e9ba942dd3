/**
 * Conditional requests: every JSON answer of a record or list has a strong ETag of its bytes, and a client that has
 * them already is told so (304). A single record's tag begins with its version, so that a writer can say which version
 * it means. A compressed answer is another representation and has another tag.
 */
import type { onSendHookHandler } from 'fastify'
import fp from 'fastify-plugin'
import { hash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { JsonText } from '../db/json.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Version of the single record that is being answered. */
    recordVersion: number | null
  }
}

const coded = /-(br|gzip|deflate)"$/

const isStream = (payload: unknown): payload is NodeJS.ReadableStream =>
  typeof (payload as { pipe?: unknown } | null)?.pipe === 'function'

/** A tag without its coding: that of the answer as it was before it was compressed. */
export const plainTag = (tag: string): string => tag.replace(coded, '"')

/**
 * The tag under which a client has an answer already, as it said it; undefined where it has another one or none.
 * @param tag the plain tag of the answer
 */
export function tagThatMatches (ifNoneMatch: string | undefined, tag: string): string | undefined {
  const asked = ifNoneMatch?.split(',').map(other => other.trim().replace(/^W\//, ''))
  const same = asked?.find(other => other === '*' || plainTag(other) === tag)
  return same === '*' ? tag : same
}

/** Fastify takes bytes as well as texts; its types do not say so. */
const writtenOf = ({ written }: JsonText) => written as string

export default fp(async app => {
  app.decorateRequest('recordVersion', null)

  app.addHook('preSerialization', (request, reply, payload, done) => {
    const { version } = payload as { version?: unknown }
    if (reply.statusCode < 300 && typeof version === 'number') request.recordVersion = version
    // What the database wrote as JSON goes out as it is.
    if (payload instanceof JsonText) reply.serializer(writtenOf)
    done(null, payload)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    const isWhole = typeof payload === 'string' || Buffer.isBuffer(payload)
    if (reply.statusCode >= 300 || !isWhole || reply.hasHeader('etag')) return done(null, payload)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    // What a write answers is the record, whose tag the next write needs.
    if (!isRead && request.recordVersion === null) return done(null, payload)
    // Encoded once, for the tag and for the way out.
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
    const digest = hash('sha256', bytes, 'base64url').slice(0, 22)
    const tag = request.recordVersion === null ? `"${digest}"` : `"${request.recordVersion}.${digest}"`
    reply.header('etag', tag)
    if (!isRead) return done(null, bytes)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache')

    const same = tagThatMatches(request.headers['if-none-match'], tag)
    if (same === undefined) return done(null, bytes)
    reply.code(304).header('etag', same).removeHeader('content-type')
    // No body at all. Of null Fastify cannot tell the length that it says of an answer to HEAD.
    done(null, request.method === 'HEAD' ? '' : null)
  })
}, { name: 'conditional' })

/**
 * Registered after compression: the tag of a compressed answer says how it was coded, and what has a tag is sent as a
 * whole, also where it was compressed piece by piece. Compression works route by route, so this does too, behind it.
 */
export const tagOfCoding = fp(async app => {
  app.addHook('onRoute', route => {
    const nameCoding: onSendHookHandler = (_request, reply, payload, done) => {
      // What is not sent has no length.
      if (reply.statusCode === 304) reply.removeHeader('content-length')
      const coding = reply.getHeader('content-encoding')
      const tag = reply.getHeader('etag')
      if (typeof coding !== 'string' || typeof tag !== 'string' || coded.test(tag)) return done(null, payload)
      reply.header('etag', tag.replace(/"$/, `-${coding}"`))
      if (!isStream(payload)) return done(null, payload)
      buffer(payload).then(whole => { done(null, whole) }, done)
    }
    route.onSend = [route.onSend ?? [], nameCoding].flat()
  })
}, { name: 'tag-of-coding', dependencies: ['conditional', '@fastify/compress'] })
