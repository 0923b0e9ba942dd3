/**
 * In which part of its life the process is: getting ready, serving, taking leave of load balancers, or closing. What is
 * not to be asked yet says so, and whoever is answered at the end is told to connect elsewhere.
 */
import type { FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { Problem } from '../http/problems.js'

/** `leaving`: everything is answered as before, but readiness is denied, so that nobody sends more. */
export type Phase = 'starting' | 'serving' | 'leaving' | 'closing'

export interface Life {
  phase: Phase
  /** Called off when the service closes: what could go on for ever ends then. */
  readonly ending: AbortSignal
  /** @throws Problem where the service is not to be sent requests */
  demandServing (): void
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered before the database is ready too. */
    atOnce?: boolean
  }
  interface FastifyInstance { life: Life }
}

/** How often connections are looked for that have become idle while the service closes (ms). */
const LOOK_EVERY = 50

export const starting = () => new Problem('unavailable', {
  en: 'The service is starting; try again shortly.', vi: 'Dịch vụ đang khởi động; hãy thử lại sau.'
}, { headers: { 'retry-after': '5' } })

export const stopping = () => new Problem('unavailable', {
  en: 'This instance is stopping; ask again and another will answer.',
  vi: 'Tiến trình này đang dừng; hãy hỏi lại, tiến trình khác sẽ trả lời.'
}, { headers: { 'retry-after': '5' } })

export default fp(async app => {
  const end = new AbortController()
  const life: Life = {
    phase: 'serving',
    ending: end.signal,
    demandServing () {
      if (life.phase === 'starting') throw starting()
      if (life.phase !== 'serving') throw stopping()
    }
  }
  app.decorate('life', life)

  const isGoing = () => life.phase === 'leaving' || life.phase === 'closing'
  const lastOnItsConnection = ({ raw }: FastifyReply) => {
    if (isGoing() && !raw.headersSent) raw.setHeader('connection', 'close')
  }
  app.addHook('onRequest', (request, reply, done) => {
    lastOnItsConnection(reply)
    if (life.phase === 'starting' && request.routeOptions.config?.atOnce !== true) throw starting()
    done()
  })
  // What was being answered when the end began.
  app.addHook('onSend', (_request, reply, payload, done) => {
    lastOnItsConnection(reply)
    done(null, payload)
  })

  let looking: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    life.phase = 'closing'
    end.abort()
    // The server itself closes only what is idle at this moment.
    looking = setInterval(() => { app.server.closeIdleConnections() }, LOOK_EVERY)
  })
  app.addHook('onClose', async () => { clearInterval(looking) })
}, { name: 'life' })
