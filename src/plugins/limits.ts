/**
 * Limits on how much a client may ask: with a key by key, without by address. Every answer says what is left. Wrong
 * keys are counted before they are looked up. On PostgreSQL instances tell each other each second what they counted;
 * where that fails, each goes on by itself.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Principal } from '../auth/principal.js'
import { clientsBehind } from '../http/clients.js'
import { costOf, priceOf } from '../http/costs.js'
import { Allowance, policyField, standingField, tooMany, type Policy, type Standing } from '../http/limiter.js'
import { Problem, type Message } from '../http/problems.js'
import { SharedAllowances } from './shared-allowances.js'

/** Headers that tell of allowances. */
export const POLICY = 'ratelimit-policy'
export const STANDING = 'ratelimit'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a request costs of its client's allowance, in points; 0 is never limited. */
    cost?: number
  }
  interface FastifyInstance { limits: Limits }
}

export interface Limits {
  /**
   * Takes a point for an answer from memory.
   * @returns the headers that tell of it, names and values in turn; null where there is no point left
   */
  forMemory (request: IncomingMessage): readonly string[] | null
  /**
   * Looks the key of a request that has one up, unless too many wrong ones came from its address, and takes its points.
   * @throws Problem where there are none left
   */
  ofKey (request: FastifyRequest, reply: FastifyReply, find: () => Promise<Principal | null>):
  Promise<Principal | null>
  /** A limit of its own for one operation, by address: what it returns throws a Problem where it is reached. */
  byAddress (policy: Policy, said: Message): (request: FastifyRequest) => void
}

const WINDOW = 60
/** Wrong keys are counted for longer (s). */
const FAILURE_WINDOW = 600
/** As many keys that were right are known again, for as long (ms). */
const MOST_GOOD = 1_000
const GOOD_FOR = 600_000

const REACHED: Message = {
  en: 'The limit for this time is reached; RateLimit says when it begins anew.',
  vi: 'Đã đến giới hạn của khoảng thời gian này; RateLimit nêu khi nào tính lại.'
}
const WRONG_KEYS: Message = {
  en: 'Too many wrong keys came from this address.', vi: 'Địa chỉ này đã gửi quá nhiều khóa sai.'
}

const digestOf = (authorization: string) => createHash('sha256').update(authorization).digest('base64url')

const isWrongKey = (error: unknown) => error instanceof Problem && error.code === 'unauthorized'

const demand = ({ policy }: Allowance, standing: Standing, said: Message): void => {
  if (!standing.isOver) return
  throw tooMany(standing.seconds, said, { [POLICY]: policyField(policy), [STANDING]: standingField(policy, standing) })
}

/** Nothing is limited. */
const unlimited: Limits = {
  forMemory: () => [],
  ofKey: async (_request, _reply, find) => await find(),
  byAddress: () => () => {}
}

export default fp(async app => {
  const { RATE_LIMIT, RATE_LIMIT_ADDRESS, RATE_LIMIT_KEY, RATE_LIMIT_FAILURES, TRUST_PROXY } = app.config
  if (!RATE_LIMIT) {
    app.decorate('limits', unlimited)
    return
  }
  const shared = new SharedAllowances(app.engine === 'postgres' ? app.db : null, app.log)
  const open = (name: string, points: number, seconds: number) => shared.with(new Allowance({ name, points, seconds }))
  const byAddress = open('address', RATE_LIMIT_ADDRESS, WINDOW)
  const byKey = open('key', RATE_LIMIT_KEY, WINDOW)
  const failures = open('failures', RATE_LIMIT_FAILURES, FAILURE_WINDOW)
  const clientOf = clientsBehind(TRUST_PROXY)
  const addressField = policyField(byAddress.policy)
  app.addHook('onClose', async () => { await shared.close() })

  app.addHook('onRoute', route => {
    const [method] = [route.method].flat()
    route.config = { cost: costOf(method!, route.schema?.operationId), ...route.config }
  })

  /** Takes what a request costs, and has its answer say so. */
  function charge (request: FastifyRequest, reply: FastifyReply, allowance: Allowance, client: string) {
    const { cost = 1 } = request.routeOptions.config ?? {}
    const price = priceOf(cost, request.query as object, request.headers.accept)
    if (price === 0) return
    const standing = allowance.take(client, price)
    demand(allowance, standing, REACHED)
    reply.header(POLICY, policyField(allowance.policy)).header(STANDING, standingField(allowance.policy, standing))
  }

  // Where no key is looked at, the address counts, whatever was sent.
  app.addHook('onRequest', (request, reply, done) => {
    const { access = 'open' } = request.routeOptions.config ?? {}
    const hasKey = access !== 'open' && request.headers.authorization !== undefined
    // A page of another origin asks whether it may ask; it could not read that it may not.
    if (!hasKey && request.method !== 'OPTIONS') charge(request, reply, byAddress, clientOf(request.raw))
    done()
  })

  const good = new LRUCache<string, true>({ max: MOST_GOOD, ttl: GOOD_FOR })
  /** Keys that are being looked up and may be wrong, each counted once. */
  const doubted = new Map<string, number>()

  async function findDoubted (client: string, digest: string, find: () => Promise<Principal | null>) {
    const waiting = doubted.get(digest) ?? 0
    if (waiting === 0) demand(failures, failures.take(client, 1), WRONG_KEYS)
    doubted.set(digest, waiting + 1)
    let isWrong = false
    try {
      const principal = await find()
      good.set(digest, true)
      return principal
    } catch (error) {
      isWrong = isWrongKey(error)
      throw error
    } finally {
      // Given back by whoever took it.
      if (waiting === 0 && !isWrong) failures.giveBack(client, 1)
      const left = doubted.get(digest)! - 1
      if (left === 0) doubted.delete(digest)
      else doubted.set(digest, left)
    }
  }

  app.decorate('limits', {
    forMemory (request) {
      const standing = byAddress.take(clientOf(request), 1)
      return standing.isOver ? null : [POLICY, addressField, STANDING, standingField(byAddress.policy, standing)]
    },

    async ofKey (request, reply, find) {
      const digest = digestOf(request.headers.authorization!)
      let principal: Principal | null
      if (good.has(digest)) {
        principal = await find().catch((error: unknown) => {
          if (isWrongKey(error)) good.delete(digest)
          throw error
        })
      } else {
        principal = await findDoubted(clientOf(request.raw), digest, find)
      }
      if (principal !== null) charge(request, reply, byKey, principal.actor)
      return principal
    },

    byAddress ({ name, points, seconds }, said) {
      const allowance = open(name, points, seconds)
      return request => { demand(allowance, allowance.take(clientOf(request.raw), 1), said) }
    }
  })
}, { name: 'limits', dependencies: ['database', 'errors'] })
