/**
 * The server before Fastify: what is kept in memory is answered here, without routing, hooks or objects for the
 * request. Everything else goes on as if nobody had looked, with the headers that every answer has.
 */
import type { FastifyServerFactory } from 'fastify'
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http'
import type { Headers } from './secure-headers.js'

/** What is asked before Fastify. */
export interface Front {
  /** Answers a request; false where that is left to Fastify. */
  answerAtOnce: (req: IncomingMessage, res: ServerResponse) => boolean
}

/**
 * A server as Fastify makes it by itself, behind a front.
 * @param headers of every answer that does not come from memory; what is kept there has them
 */
export const serverOf = (front: Front, headers: Headers): FastifyServerFactory => (handler, options) => {
  const always = Object.entries(headers)
  const { http = {}, keepAliveTimeout, requestTimeout, connectionTimeout } = options as {
    http?: ServerOptions, keepAliveTimeout: number, requestTimeout: number, connectionTimeout: number
  }
  const server = createServer(http, (req, res) => {
    if (front.answerAtOnce(req, res)) return
    for (const [name, value] of always) res.setHeader(name, value)
    handler(req, res)
  })
  server.keepAliveTimeout = keepAliveTimeout
  server.requestTimeout = requestTimeout
  server.setTimeout(connectionTimeout)
  return server
}
