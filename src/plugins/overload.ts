/**
 * What happens when more is asked than can be answered: a bounded number of requests is at the database at once, others
 * wait a moment for their turn and are then answered 503, as all are while the process itself cannot follow. Health
 * answers throughout, and what is in memory is answered before. The embedded engine has few users and sheds nothing.
 */
import underPressure from '@fastify/under-pressure'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { OutgoingHttpHeaders } from 'node:http'
import { getHeapStatistics } from 'node:v8'
import { Admission } from '../http/admission.js'
import { isFree } from '../http/costs.js'
import { Problem } from '../http/problems.js'
import { problemAnswer } from './errors.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Gives back its place at the database, once; null where it has none. */
    leavePlace: (() => void) | null
  }
  interface FastifyContextConfig {
    /** Whether it asks the database and waits for its turn. */
    waits?: boolean
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

/**
 * Sends a request away past all that makes an answer: it costs a tenth of that, and those who are let in need the time.
 */
function sendAway (request: FastifyRequest, reply: FastifyReply): void {
  request.problem = 'overloaded'
  request.asked?.settle(null)
  reply.hijack()
  const { headers, body } = problemAnswer(request, new Overloaded())
  reply.raw.writeHead(503, { ...reply.getHeaders(), ...headers } as OutgoingHttpHeaders).end(body)
}

export default fp(async app => {
  const { DATABASE_POOL, DATABASE_READ_URLS, LOAD_SHEDDING, QUEUE_WAIT } = app.config
  app.decorateRequest('leavePlace', null)
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
    const isLimited = operationId !== undefined && !isFree(operationId)
    // An upload takes as long as its sender does.
    const waits = isLimited && route.config?.streams === undefined
    const pressureHandler = operationId !== undefined && isFree(operationId) ? { pressureHandler: () => {} } : {}
    route.config = { waits, ...pressureHandler, ...route.config }
  })

  await app.register(underPressure, {
    maxEventLoopDelay: LATE,
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * FULL,
    customError: Overloaded as never
  })

  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config?.waits !== true) {
      done()
      return
    }
    let [isIn, isOver] = [false, false]
    const told = (isAdmitted: boolean) => {
      isIn = isAdmitted
      if (isAdmitted) done()
      else sendAway(request, reply)
    }
    request.leavePlace = () => {
      if (isOver) return
      isOver = true
      if (isIn) admission.leave()
      else admission.giveUp(told)
    }
    reply.raw.once('close', request.leavePlace)
    admission.enter(told)
  })

  // What is sent piece by piece takes as long as its reader does.
  app.addHook('onSend', (request, _reply, payload, done) => {
    request.leavePlace?.()
    done(null, payload)
  })
}, { name: 'overload', dependencies: ['database', 'errors', 'cache'] })
