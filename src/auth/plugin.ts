/**
 * Finds the key or access token behind each request, before anything else is looked at, and lets it pass or not as the
 * table of permissions says. One that is not good is refused also where none is needed, so that its holder notices.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { administrator, findKey, isAdminKey, noteUse } from './keys.js'
import { takeTokens } from './bearer.js'
import { accessOf, permissions, type Access } from './permissions.js'
import { may, mayWriteShared, type Principal } from './principal.js'
import { expiredKey, limitedKey, missingScope, noBearer, noKey, revokedKey, unknownKey } from './problems.js'
import { isToken } from './tokens.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose key or token it came with; null without one, and where none is looked at. */
    principal: Principal | null
  }
  interface FastifyContextConfig {
    /** What a route needs; set from the table of permissions by its operationId. */
    access?: Access
  }
}

/** How often the use of a key is noted, in milliseconds. */
const NOTED_EVERY = 60_000

const isReading = (method: string) => ['GET', 'HEAD', 'OPTIONS'].includes(method)

/** @throws Error where a route that needs its line in the table has none */
function accessOfRoute (method: string, url: string, operationId: string | undefined): Access {
  if (operationId !== undefined) {
    if (!isReading(method) && !Object.hasOwn(permissions, operationId)) {
      throw new Error(`${method} ${url}: ${operationId} has no line in the table of permissions`)
    }
    return accessOf(operationId)
  }
  if (!isReading(method) || url.startsWith('/v1')) throw new Error(`${method} ${url} has no operationId`)
  return 'open'
}

function check (principal: Principal | null, access: Exclude<Access, 'open'>, readsNeedKey: boolean): void {
  if (access === 'read') {
    if (!readsNeedKey) return
    if (principal === null) throw noKey()
    if (!may(principal, 'read')) throw missingScope('read')
    return
  }
  if (principal === null) throw noKey()
  if (!may(principal, access.scope)) throw missingScope(access.scope)
  if (access.on === 'service' && !mayWriteShared(principal)) throw limitedKey()
}

function addTo (reply: FastifyReply, header: string, value: string) {
  const present = reply.getHeader(header)
  reply.header(header, present === undefined ? value : `${String(present)}, ${value}`)
}

export default fp(async app => {
  const { ADMIN_KEY, READ_ACCESS, SHOW_OFFICES } = app.config
  const operations = new Set<string>()
  const noted = new Map<string, number>()
  app.decorateRequest('principal', null)
  takeTokens(app)

  app.addHook('onRoute', route => {
    const { schema, url } = route
    if (schema?.operationId !== undefined) operations.add(schema.operationId)
    if (route.config?.access !== undefined) return
    const [access] = [route.method].flat().map(method => accessOfRoute(method, url, schema?.operationId))
    route.config = { ...route.config, access: access! }
  })
  app.addHook('onReady', async () => {
    const idle = Object.keys(permissions).filter(operationId => !operations.has(operationId))
    if (idle.length > 0) throw new Error(`no operation is called ${idle.join(', ')}: see the table of permissions`)
  })

  async function note (request: FastifyRequest, keyId: string, lastUsedAt: Date | null, now: Date) {
    if (now.getTime() - Math.max(lastUsedAt?.getTime() ?? 0, noted.get(keyId) ?? 0) < NOTED_EVERY) return
    noted.set(keyId, now.getTime())
    // Whether it can be noted is no matter of the request: the role of the database may be one that only reads.
    await noteUse(app.db, keyId, now).catch(error => { request.log.warn(error) })
  }

  async function principalBehind (request: FastifyRequest): Promise<Principal | null> {
    const secret = /^bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization!)?.[1]
    if (secret === undefined) throw noBearer()
    if (isAdminKey(secret, ADMIN_KEY)) return administrator
    if (app.tokens !== null && isToken(secret)) return await app.tokens.principalOf(secret)
    // What a replica does not know may be new.
    if (app.replicas !== null && request.routeOptions.config.access === 'read') request.reads = app.reading(request)
    const known = request.reads === null ? null : await findKey(request.reads.db, secret)
    const key = known ?? await findKey(app.db, secret)
    if (key === null) throw unknownKey()
    const now = new Date()
    if (key.revokedAt !== null) throw revokedKey(key.revokedAt)
    if (key.expiresAt !== null && key.expiresAt <= now) throw expiredKey(key.expiresAt)
    await note(request, key.principal.keyId!, key.lastUsedAt, now)
    return key.principal
  }

  app.addHook('onRequest', (request, reply, done) => {
    const access = request.routeOptions.config?.access ?? 'open'
    if (access === 'open') return done()
    const pass = (principal: Principal | null) => {
      request.principal = principal
      check(principal, access, READ_ACCESS === 'key')
    }
    if (request.headers.authorization === undefined) {
      pass(null)
      return done()
    }
    app.limits.ofKey(request, reply, async () => await principalBehind(request))
      .then(pass).then(() => { done() }, done)
  })

  // Answers that depend on the key are kept by their reader alone.
  const readsDepend = READ_ACCESS === 'key' || SHOW_OFFICES === 'leading'
  app.addHook('onSend', (request, reply, payload, done) => {
    const access = request.routeOptions.config?.access ?? 'open'
    if (access === 'open' || (access === 'read' && !readsDepend)) return done(null, payload)
    addTo(reply, 'vary', 'authorization')
    const isPrivate = request.principal !== null && !reply.hasHeader('cache-control')
    if (isPrivate) reply.header('cache-control', 'private, no-cache')
    done(null, payload)
  })
}, { name: 'auth', dependencies: ['database', 'errors', 'limits'] })
