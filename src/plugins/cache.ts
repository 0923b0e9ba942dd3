/**
 * Answers from memory. What anybody may read is kept in the bytes in which it was sent, under its address, format and
 * coding, and answered again without a look at the database, as long as the log says nothing of what it depends on.
 * Equal questions at one time are asked once. A request that comes with a key is never answered from here.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { accessOf } from '../auth/permissions.js'
import { Answers, type Kept } from '../cache/answers.js'
import { Dependencies, tagsTouchedBy } from '../cache/tags.js'
import { REQUEST_ID, requestIdOf } from '../http/request-id.js'
import { AccessLog, type LogStream } from './access-log.js'
import { POLICY, STANDING } from './limits.js'
import { plainTag, tagThatMatches } from './conditional.js'
import type { Front } from './server.js'

interface Asked {
  readonly key: string
  /** The place in the log that was known to be reached when the question came. */
  readonly since: number
  /** Ends the wait of those who asked the same meanwhile. */
  readonly settle: (kept: Kept | null) => void
}

interface Flight { readonly since: number, readonly answer: Promise<Kept | null> }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether answers are kept; `fixed`: they need no database. Left out, those of plain reads are. */
    keeps?: boolean | 'fixed'
  }
  interface FastifyRequest {
    /** The question, where its answer is going to be kept. */
    asked: Asked | null
  }
  interface FastifyInstance {
    /** What is kept; null with CACHE=off. */
    answers: Answers | null
  }
}

interface Options {
  readonly front: Front
  /** Where the log writes to, if that is known. */
  readonly logStream: LogStream | undefined
}

const MEGABYTE = 1_048_576
/** Nobody waits longer for the answer to another request (ms). */
const LONGEST_FLIGHT = 30_000
const DAY = 86_400_000

/** Headers that an answer may depend on: what they say is in the key, or such a request is not answered from here. */
const known = ['accept', 'accept-encoding', 'authorization']

const variesAsKnown = (vary: unknown) =>
  vary === undefined || String(vary).split(',').every(name => known.includes(name.trim().toLowerCase()))

/** Under what the answer to a request is kept; null where it is not one of those. */
function keyOf ({ method, url, headers }: IncomingMessage): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  // Whoever was told of a write by another process asks for a state that has it.
  if (headers.authorization !== undefined || headers['consistency-token'] !== undefined ||
    headers['x-no-compression'] !== undefined ||
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return null
  return `${url}\n${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}`
}

/** Headers as Node.js takes them, names and values in turn. */
const inTurn = (headers: Record<string, unknown>) =>
  Object.entries(headers).flatMap(([name, value]) => [name, String(value)])

/** The headers of the answer that the client has it already. */
function notModified (headers: Record<string, unknown>): Record<string, unknown> {
  const { 'content-type': _type, 'content-length': _length, 'content-encoding': coding, vary, ...others } = headers
  const names = String(vary ?? '').split(',').map(name => name.trim())
    .filter(name => name !== '' && (coding === undefined || name !== 'accept-encoding'))
  return { ...others, ...names.length === 0 ? {} : { vary: names.join(', ') } }
}

/** The headers of one answer alone, names and values in turn: its id, and what its client has left. */
const ownHeaders = ({ id }: FastifyRequest, reply: FastifyReply): string[] => [
  REQUEST_ID, id,
  ...[POLICY, STANDING].flatMap(name => reply.hasHeader(name) ? [name, String(reply.getHeader(name))] : [])
]

/**
 * Sends what is kept, or that the client has it; false where the bytes are not there.
 * @param more headers of this answer alone, names and values in turn
 */
function send (
  req: IncomingMessage, res: ServerResponse, more: readonly string[], kept: Kept, { counters }: Answers
): boolean {
  const asked = req.headers['if-none-match']
  if (asked !== undefined) {
    const same = asked === kept.etag ? asked : tagThatMatches(asked, plainTag(kept.etag))
    if (same !== undefined) {
      const headers = [...kept.notModified, ...more]
      headers[headers.indexOf('etag') + 1] = same
      counters.notModified++
      res.writeHead(304, headers).end()
      return true
    }
  }
  if (kept.bytes === null) return false
  res.writeHead(200, [...kept.headers, ...more]).end(req.method === 'HEAD' ? undefined : kept.bytes)
  return true
}

export default fp<Options>(async (app, { front, logStream }) => {
  const { CACHE, CACHE_SIZE, READ_ACCESS } = app.config
  const answers = CACHE && READ_ACCESS === 'open' ? new Answers(CACHE_SIZE * MEGABYTE) : null
  app.decorate('answers', answers)
  app.decorateRequest('asked', null)
  if (answers === null) return
  const { watch, limits } = app
  const { counters } = answers
  const flights = new Map<string, Flight>()
  let day = Math.floor(Date.now() / DAY)

  watch.follow((grown, place) => {
    if (grown === null) answers.dropAll(place)
    else answers.drop(tagsTouchedBy(grown), place)
  })
  /** What is kept under a key, if it is certain that it is still so. */
  function find (key: string): Kept | undefined {
    const kept = answers!.find(key)
    if (kept === undefined || !watch.isFresh()) return undefined
    // Some answers speak of today.
    const today = Math.floor(Date.now() / DAY)
    if (today === day) return kept
    day = today
    answers!.dropAll(watch.place!)
    return undefined
  }

  function answer (request: FastifyRequest, reply: FastifyReply, key: string): boolean {
    const kept = find(key)
    if (kept === undefined || !send(request.raw, reply.raw, ownHeaders(request, reply), kept, answers!)) return false
    counters.hits++
    return true
  }

  const accessLog = new AccessLog(app.log, logStream)
  app.addHook('onClose', async () => { accessLog.flush() })
  front.answerAtOnce = (req, res) => {
    if (app.life.phase !== 'serving') return false
    const key = keyOf(req)
    const began = performance.now()
    const kept = key === null ? undefined : find(key)
    if (kept === undefined || (kept.bytes === null && req.headers['if-none-match'] === undefined)) return false
    const standing = limits.forMemory(req)
    if (standing === null) return false
    const id = requestIdOf(req)
    if (!send(req, res, [REQUEST_ID, id, ...standing], kept, answers)) return false
    counters.hits++
    accessLog.note(req, id, res.statusCode)
    app.metrics.noteRequest(req.method!, kept.route, res.statusCode, (performance.now() - began) / 1000)
    return true
  }

  app.addHook('onRoute', route => {
    const { operationId } = route.schema ?? {}
    const isRead = [route.method].flat().every(method => method === 'GET' || method === 'HEAD')
    const keeps = route.config?.keeps ?? (operationId !== undefined && accessOf(operationId) === 'read')
    route.config = { ...route.config, keeps: isRead && keeps }
  })

  /** Begins a question to which others may wait for the answer. */
  function begin (request: FastifyRequest, key: string, since: number): void {
    counters.misses++
    let settle: (kept: Kept | null) => void = () => {}
    const answer = new Promise<Kept | null>(resolve => { settle = resolve })
    const flight = { since, answer }
    const timeout = setTimeout(() => { asked.settle(null) }, LONGEST_FLIGHT).unref()
    const asked: Asked = {
      key,
      since,
      settle (kept) {
        clearTimeout(timeout)
        if (flights.get(key) === flight) flights.delete(key)
        answers!.flights = flights.size
        settle(kept)
      }
    }
    flights.set(key, flight)
    answers!.flights = flights.size
    request.asked = asked
    request.dependsOn = new Dependencies()
  }

  /** Answers with what is there or is being made; else lets the question be asked. */
  async function meet (request: FastifyRequest, reply: FastifyReply, key: string): Promise<boolean> {
    const { raw } = request
    if (watch.place === null || (answers!.find(key) !== undefined && !watch.isFresh())) {
      counters.unsure++
      await watch.confirm()
      if (answer(request, reply, key)) return true
    }
    const { place } = watch
    if (place === null || raw.method === 'HEAD') return false
    const flight = flights.get(key)
    // What was written since it began might not be in its answer.
    if (flight?.since !== place || !watch.isFresh()) {
      begin(request, key, place)
      return false
    }
    const kept = await flight.answer
    if (kept === null || !send(raw, reply.raw, ownHeaders(request, reply), kept, answers!)) return false
    counters.shared++
    return true
  }

  app.addHook('onRequest', (request, reply, done) => {
    // Where there is no such address, nobody is to wait for an answer that is not going to be taken in.
    const { keeps } = request.routeOptions.config ?? {}
    const key = keeps === undefined || keeps === false ? null : keyOf(request.raw)
    if (key === null) return done()
    if (answer(request, reply, key)) {
      reply.hijack()
      return
    }
    meet(request, reply, key).then(isAnswered => {
      if (isAnswered) reply.hijack()
      else done()
    }, done)
  })

  // A record says of which ward it is only when it is there.
  app.addHook('preSerialization', ({ dependsOn }, _reply, payload, done) => {
    const { ward } = payload as { ward?: { id?: unknown } | null }
    if (dependsOn !== null && typeof ward?.id === 'string') dependsOn.noteWard(ward.id)
    done(null, payload)
  })
}, { name: 'cache', dependencies: ['life', 'database', 'metrics', 'limits'] })

/** What was answered, if it can be kept. */
function keptOf (request: FastifyRequest, reply: FastifyReply, bytes: Buffer | null): Kept | null {
  const { etag, 'cache-control': control, vary } = reply.getHeaders()
  if (typeof etag !== 'string' || control !== 'no-cache' || !variesAsKnown(vary)) return null
  const dependsOn = request.dependsOn!.tags(request.routeOptions.config.keeps === 'fixed')
  if (dependsOn === null) return null
  const { [REQUEST_ID]: _id, [POLICY]: _policy, [STANDING]: _standing, ...headers } = reply.getHeaders()
  const { url: route } = request.routeOptions
  return { etag, bytes, headers: inTurn(headers), notModified: inTurn(notModified(headers)), dependsOn, route }
}

/** Registered after everything else that touches an answer: takes it in as it is sent. */
export const keptAnswers = fp(async app => {
  const { answers } = app
  if (answers === null) return
  app.addHook('onRoute', route => {
    if (route.config?.keeps === false) return
    route.onSend = [route.onSend ?? [], async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      const { asked } = request
      if (asked === null) return payload
      let kept: Kept | null = null
      try {
        if (reply.statusCode === 304) kept = keptOf(request, reply, null)
        if (reply.statusCode !== 200 || !reply.hasHeader('etag')) return payload
        const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload as string)
        reply.header('content-length', bytes.length)
        kept = keptOf(request, reply, bytes)
        return bytes
      } finally {
        if (kept !== null) answers.keep(asked.key, kept, asked.since)
        asked.settle(kept)
      }
    }].flat()
  })
}, { name: 'kept-answers', dependencies: ['cache', 'tag-of-coding'] })
