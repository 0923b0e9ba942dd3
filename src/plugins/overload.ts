/**
 * What happens when more is asked than can be answered: as many requests are at the database at once as it has
 * connections, others wait for their turn, and those of a crowd are answered 503 after a moment, as all are while the
 * process itself cannot follow. Health answers throughout, and what is in memory is answered before.
 */
import underPressure from '@fastify/under-pressure'
import fp from 'fastify-plugin'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getHeapStatistics } from 'node:v8'
import { Admission } from '../http/admission.js'
import { isFree } from '../http/costs.js'
import { Problem } from '../http/problems.js'
import { requestIdOf } from '../http/request-id.js'
import { problemAnswer } from './errors.js'
import { isImport, type Front } from './server.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Gives back the place that a request has at the database, if it has one: it asks nothing more. */
    leavePlace (res: ServerResponse): void
  }
}

/** So many that wait for each connection are no crowd: a page asks several questions at once. */
const FEW_FOR_EACH = 3
/** A process whose timers are so late (ms), or whose heap is so full, takes nothing new. */
const LATE = 1_000
const FULL = 0.9
/** How often it is said how many were sent away (ms). */
const TELL_EVERY = 5_000

const AGAIN_AFTER = '2'

/** One for all who are sent away: what is said does not depend on who asks, and making it anew takes time. */
const overloaded = new Problem('overloaded', {
  en: 'More is asked at this moment than can be answered in time; try again shortly.',
  vi: 'Lúc này có nhiều yêu cầu hơn mức trả lời kịp; hãy thử lại sau giây lát.'
}, { headers: { 'retry-after': AGAIN_AFTER } })

/** Whether a request waits for its turn: whatever asks the database; an upload takes as long as its sender does. */
const takesPlace = (req: IncomingMessage) =>
  (req.url ?? '').startsWith('/v1/') && req.method !== 'OPTIONS' && !isImport(req)

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The place of one request, which is taken, left, and taken again. */
class Place {
  readonly #admission: Admission
  /** Leaves it, or the line for it; null where there is neither. */
  #leave: (() => void) | null = null

  constructor (admission: Admission) {
    this.#admission = admission
  }

  /** Asks for it. */
  take (told: (isAdmitted: boolean) => void): void {
    const answer = (isAdmitted: boolean) => {
      this.#leave = isAdmitted ? () => { this.#admission.leave() } : null
      told(isAdmitted)
    }
    this.#leave = () => { this.#admission.giveUp(answer) }
    this.#admission.enter(answer)
  }

  leave (): void {
    this.#leave?.()
    this.#leave = null
  }
}

export default fp<{ front: Front }>(async (app, { front }) => {
  const { DATABASE_POOL, DATABASE_READ_URLS, DATABASE_WAIT, LOAD_SHEDDING, QUEUE_WAIT } = app.config
  const places = new WeakMap<ServerResponse, Place>()
  app.decorate('leavePlace', res => { places.get(res)?.leave() })
  if (!LOAD_SHEDDING) return
  const connections = DATABASE_POOL * (1 + (DATABASE_READ_URLS?.length ?? 0))
  const admission = new Admission({
    places: connections,
    few: connections * FEW_FOR_EACH,
    wait: { crowd: QUEUE_WAIT, few: DATABASE_WAIT * 1000 }
  })
  app.metrics.gauge({ name: 'waiting_requests', help: 'Requests that wait for their turn' }, () => admission.waiting)

  let told = 0
  const tell = setInterval(() => {
    if (admission.shed > told) app.log.warn({ shed: admission.shed - told, waiting: admission.waiting }, 'overloaded')
    told = admission.shed
  }, TELL_EVERY).unref()
  app.addHook('onClose', async () => { clearInterval(tell) })

  app.addHook('onRoute', route => {
    const { operationId } = route.schema ?? {}
    if (operationId === undefined || !isFree(operationId)) return
    route.config = { ...{ pressureHandler: () => {} }, ...route.config }
  })

  // The embedded engine works in this process and holds it up by itself.
  if (app.engine === 'postgres') {
    await app.register(underPressure, {
      maxEventLoopDelay: LATE,
      maxHeapUsedBytes: getHeapStatistics().heap_size_limit * FULL,
      customError: function () { return overloaded } as never
    })
  }

  function sendAway (req: IncomingMessage, res: ServerResponse): void {
    const [url, method] = [req.url!, req.method!]
    const { status, headers, body } = problemAnswer({ raw: req, url, id: requestIdOf(req) }, overloaded)
    res.writeHead(status, { ...headers, 'access-control-allow-origin': '*' }).end(method === 'HEAD' ? undefined : body)
    app.metrics.noteRequest(method, undefined, status, QUEUE_WAIT / 1000)
    app.metrics.noteProblem('overloaded')
  }

  front.admit = (req, res, letIn) => {
    if (!takesPlace(req)) return letIn()
    const place = new Place(admission)
    places.set(res, place)
    res.once('close', () => { place.leave() })
    place.take(isAdmitted => {
      if (isAdmitted) letIn()
      else sendAway(req, res)
    })
  }

  // A body takes as long as its sender does, who could otherwise hold all places by sending slowly.
  app.addHook('preParsing', (request, reply, _payload, done) => {
    if (hasBody(request.raw)) app.leavePlace(reply.raw)
    done()
  })
  app.addHook('preValidation', (request, reply, done) => {
    const place = hasBody(request.raw) ? places.get(reply.raw) : undefined
    if (place === undefined || reply.raw.destroyed) return done()
    place.take(isAdmitted => { done(isAdmitted ? undefined : overloaded) })
  })

  // What is sent piece by piece takes as long as its reader does.
  app.addHook('onSend', (_request, reply, payload, done) => {
    app.leavePlace(reply.raw)
    done(null, payload)
  })
}, { name: 'overload', dependencies: ['database', 'errors', 'metrics'] })
