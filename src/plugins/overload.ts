/**
 * What happens when more is asked than can be answered: a bounded number of requests is at the database at once, others
 * wait a moment for their turn and are then answered 503, as all are while the process itself cannot follow. Health
 * answers throughout, and what is in memory is answered before. The embedded engine has few users and sheds nothing.
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
import type { Front } from './server.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Gives back the place that a request has at the database, if it has one: it asks nothing more. */
    leavePlace (res: ServerResponse): void
  }
}

/** So many requests are worked on for each connection of the pool, so that none is idle between two statements. */
const PER_CONNECTION = 4
/** A process whose timers are so late (ms), or whose heap is so full, takes nothing new. */
const LATE = 1_000
const FULL = 0.9
/** How often it is said how many were sent away (ms). */
const TELL_EVERY = 5_000

const AGAIN_AFTER = '2'

class Overloaded extends Problem {
  constructor () {
    super('overloaded', {
      en: 'More is asked at this moment than can be answered in time; try again shortly.',
      vi: 'Lúc này có nhiều yêu cầu hơn mức trả lời kịp; hãy thử lại sau giây lát.'
    }, { headers: { 'retry-after': AGAIN_AFTER } })
  }
}

/** Whether a request waits for its turn: whatever asks the database; an upload takes as long as its sender does. */
const takesPlace = ({ method, url = '' }: IncomingMessage) =>
  url.startsWith('/v1/') && method !== 'OPTIONS' && !(method === 'POST' && url.startsWith('/v1/imports'))

export default fp<{ front: Front }>(async (app, { front }) => {
  const { DATABASE_POOL, DATABASE_READ_URLS, LOAD_SHEDDING, QUEUE_WAIT } = app.config
  const places = new WeakMap<ServerResponse, () => void>()
  app.decorate('leavePlace', res => { places.get(res)?.() })
  if (!LOAD_SHEDDING || app.engine === 'embedded') return
  const pools = 1 + (DATABASE_READ_URLS?.length ?? 0)
  const admission = new Admission(DATABASE_POOL * pools * PER_CONNECTION, QUEUE_WAIT)

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

  await app.register(underPressure, {
    maxEventLoopDelay: LATE,
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * FULL,
    customError: Overloaded as never
  })

  function sendAway (req: IncomingMessage, res: ServerResponse): void {
    const [url, method] = [req.url!, req.method!]
    const { status, headers, body } = problemAnswer({ raw: req, url, id: requestIdOf(req) }, new Overloaded())
    res.writeHead(status, { ...headers, 'access-control-allow-origin': '*' }).end(method === 'HEAD' ? undefined : body)
    app.metrics.noteRequest(method, undefined, status, QUEUE_WAIT / 1000)
    app.metrics.noteProblem('overloaded')
  }

  front.admit = (req, res, letIn) => {
    if (!takesPlace(req)) return letIn()
    let [isIn, isOver] = [false, false]
    const told = (isAdmitted: boolean) => {
      isIn = isAdmitted
      if (isAdmitted) letIn()
      else sendAway(req, res)
    }
    const leave = () => {
      if (isOver) return
      isOver = true
      if (isIn) admission.leave()
      else admission.giveUp(told)
    }
    places.set(res, leave)
    res.once('close', leave)
    admission.enter(told)
  }

  // What is sent piece by piece takes as long as its reader does.
  app.addHook('onSend', (_request, reply, payload, done) => {
    app.leavePlace(reply.raw)
    done(null, payload)
  })
}, { name: 'overload', dependencies: ['database', 'errors', 'metrics'] })
