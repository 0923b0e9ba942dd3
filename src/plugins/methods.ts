/**
 * Tells "no such address" from "not with this method": an address that exists answers other methods with 405 and the
 * list of those that it has. Registered last, when all addresses are known.
 */
import type { HTTPMethods } from 'fastify'
import fp from 'fastify-plugin'
import { Problem } from '../http/problems.js'

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Notes the methods of each address as it is registered; must come before the routes. */
export const notedMethods = fp(async app => {
  const addresses = new Map<string, Set<string>>()
  app.decorate('knownMethods', addresses)
  app.addHook('onRoute', ({ url, method }) => {
    const known = addresses.get(url) ?? new Set()
    for (const name of [method].flat()) known.add(name)
    addresses.set(url, known)
  })
}, { name: 'noted-methods' })

declare module 'fastify' {
  interface FastifyInstance { knownMethods: Map<string, Set<string>> }
}

export default fp(async app => {
  for (const [url, known] of [...app.knownMethods]) {
    if (url.includes('*')) continue
    const allow = [...known, 'OPTIONS'].filter((method, at, all) => all.indexOf(method) === at).join(', ')
    const others = METHODS.filter(method => !known.has(method))
    app.route({
      url,
      method: others,
      schema: { hide: true },
      config: { access: 'open' },
      // Before the body is read: which body would be right is no question here.
      onRequest: async request => {
        throw new Problem('method-not-allowed', {
          en: `${request.method} is not allowed here; allowed are ${allow}.`,
          vi: `Không nhận ${request.method} ở đây; các phương thức được nhận: ${allow}.`
        }, { headers: { allow } })
      },
      handler: () => {}
    })
  }
}, { name: 'methods', dependencies: ['noted-methods', 'auth'] })
