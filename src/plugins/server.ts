/**
 * The server before Fastify: what is kept in memory is answered here, and who cannot be answered in time is sent away,
 * without routing, hooks or objects for the request. Everything else goes on as if nobody had looked, with the headers
 * that every answer has.
 */
import type { FastifyServerFactory } from 'fastify'
import {
  createServer, ServerResponse, type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders,
  type ServerOptions
} from 'node:http'
import type { Socket } from 'node:net'
import type { Headers } from './secure-headers.js'

/** What is asked before Fastify. */
export interface Front {
  /** Answers a request; false where that is left to Fastify. */
  answerAtOnce: (req: IncomingMessage, res: ServerResponse) => boolean
  /** Lets a request in, now or when its turn comes, or answers that it is not let in. */
  admit: (req: IncomingMessage, res: ServerResponse, letIn: () => void) => void
  /** Connections on which an import comes, for as long as it takes. */
  readonly imports: WeakSet<Socket>
}

/** Whether a request sends an import, of any length. */
export const isImport = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && url.startsWith('/v1/imports')

/** A front that answers nothing and lets everybody in. */
export const openFront = (): Front =>
  ({ answerAtOnce: () => false, admit: (_req, _res, letIn) => { letIn() }, imports: new WeakSet() })

/** A request whose headers take longer is answered 408; looked at so often (ms). */
const HEADERS_TIMEOUT = 15_000
const LOOK_EVERY = 5_000

interface ServerLimits {
  /** How many connections may be open at once; others are closed as they come. */
  readonly connections: number
  /** A request whose last byte comes later (ms) is answered 408, unless it is an import. */
  readonly bodyTimeout: number
  /** Headers of every answer that does not come from memory; what is kept there has them. */
  readonly headers: Headers
}

/** Headers as Node.js takes them: by their names, or names and values in turn. */
type Given = OutgoingHttpHeaders | OutgoingHttpHeader[]

/**
 * Answers that have the headers of every answer, whoever writes them, unless they say otherwise under the same name.
 * (Headers that are set one by one beforehand cost more: Node.js then looks at those of the answer twice.)
 */
function responseWith (always: Headers): typeof ServerResponse {
  const all = Object.entries(always)
  function whole (given: Given = {}): OutgoingHttpHeader[] {
    const headers = Array.isArray(given) ? [...given] : []
    if (!Array.isArray(given)) for (const name in given) headers.push(name, given[name]!)
    for (const [name, value] of all) if (!headers.includes(name)) headers.push(name, value)
    return headers
  }
  return class <R extends IncomingMessage> extends ServerResponse<R> {
    override writeHead (status: number, reason?: string | Given, headers?: Given): this {
      return typeof reason === 'string'
        ? super.writeHead(status, reason, whole(headers))
        : super.writeHead(status, whole(reason))
    }
  }
}

/** A server as Fastify makes it by itself, behind a front. */
export const serverOf = (front: Front, { connections, bodyTimeout, headers }: ServerLimits): FastifyServerFactory => (
  handler, options
) => {
  const { http = {}, keepAliveTimeout, connectionTimeout } = options as {
    http?: ServerOptions, keepAliveTimeout: number, connectionTimeout: number
  }
  const limits = {
    headersTimeout: Math.min(HEADERS_TIMEOUT, bodyTimeout), connectionsCheckingInterval: LOOK_EVERY
  }
  // Whoever names no host is told so by the catalogue, not by Node.js.
  const server = createServer({
    ...limits, ...http, requireHostHeader: false, ServerResponse: responseWith(headers)
  }, (req, res) => {
    if (req.headers.host !== undefined && front.answerAtOnce(req, res)) return
    if (isImport(req)) {
      front.imports.add(req.socket)
      res.once('close', () => { front.imports.delete(req.socket) })
    }
    front.admit(req, res, () => { handler(req, res) })
  })
  server.keepAliveTimeout = keepAliveTimeout
  server.maxConnections = connections
  server.requestTimeout = bodyTimeout
  server.setTimeout(connectionTimeout)
  return server
}
