/**
 * Those who wait for changes: each is woken when the log grows, lets go when its client does or the service stops, and
 * they are no more than the configuration allows.
 */
import type { FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { Problem } from '../http/problems.js'

/** One reader that waits. */
export interface Follower {
  /** Called off when the client has gone or the service stops. */
  readonly signal: AbortSignal
  /** Waits until the log has something after a place, or the time (ms) is over. */
  wait (after: number, time: number): Promise<void>
  /** Makes room for another. */
  leave (): void
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Those who wait now. */
    followers: { readonly size: number }
    /**
     * Takes in a reader; it is let go with its answer at the latest.
     * @throws Problem where too many wait already
     */
    follow (reply: FastifyReply): Follower
  }
}

export default fp(async app => {
  const present = new Set<AbortController>()

  app.decorate('followers', present)
  app.decorate('follow', (reply: FastifyReply): Follower => {
    if (present.size >= app.config.FOLLOWERS) {
      throw new Problem('too-many-followers', {
        en: 'As many readers wait for changes as this process takes: ask without waiting, or again later.',
        vi: 'Số bên đang chờ thay đổi đã đến giới hạn: hãy hỏi mà không chờ, hoặc thử lại sau.'
      }, { headers: { 'retry-after': '30' } })
    }
    // Who waits for changes asks nothing of the database meanwhile.
    app.leavePlace(reply.raw)
    const controller = new AbortController()
    const { signal } = controller
    present.add(controller)
    if (app.life.ending.aborted) controller.abort()
    const leave = () => { present.delete(controller) }
    reply.raw.once('close', () => {
      leave()
      controller.abort()
    })
    return { signal, leave, wait: async (after, time) => await app.watch.wait(after, time, signal) }
  })

  app.life.ending.addEventListener('abort', () => {
    for (const controller of present) controller.abort()
  })
}, { name: 'followers', dependencies: ['life', 'database'] })
