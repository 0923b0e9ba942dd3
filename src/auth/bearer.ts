/**
 * Binds the service to an identity provider, where the configuration names one: its tokens are taken beside keys, and
 * whoever is refused is told where they come from (RFC 9728).
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.js'
import { Provider } from './provider.js'
import { Tokens } from './tokens.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** What checks access tokens; null where no identity provider is named. */
    tokens: Tokens | null
  }
}

/** Where clients find out which identity provider gives tokens. */
export const RESOURCE_METADATA = '/.well-known/oauth-protected-resource'

/** The address at which clients see the service; where no setting says it, as this one asked for it. */
function baseOf ({ protocol, host, server: { config: { PUBLIC_URL } } }: FastifyRequest): string {
  return PUBLIC_URL ?? `${protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`
}

/** What clients have to know to get a token (RFC 9728); null where the service takes none. */
export function resourceMetadata (request: FastifyRequest) {
  const { OIDC_ISSUER, OIDC_SCOPES }: Config = request.server.config
  if (OIDC_ISSUER === null) return null
  const base = baseOf(request)
  return {
    resource: base,
    resource_name: 'Sổ Phường',
    authorization_servers: [OIDC_ISSUER],
    scopes_supported: [...new Set(OIDC_SCOPES.map(([value]) => value))],
    bearer_methods_supported: ['header'],
    resource_documentation: `${base}/docs`
  }
}

/** Lets an application take tokens, as its configuration says. */
export function takeTokens (app: FastifyInstance): void {
  const { config, log } = app
  if (config.OIDC_ISSUER === null) {
    app.decorate('tokens', null)
    return
  }
  const provider = new Provider(config.OIDC_ISSUER, log)
  app.decorate('tokens', new Tokens(config, app.units, provider, error => { log.warn(error) }))
  // Nothing waits for it: without its provider the service is there, and its keys are good.
  app.addHook('onReady', done => {
    provider.refresh().then(undefined, error => { log.error(error) })
    done()
  })
  app.addHook('onClose', async () => { await provider.close() })
  app.addHook('onSend', (request, reply, payload, done) => {
    const challenge = reply.getHeader('www-authenticate')
    if (challenge === undefined) return done(null, payload)
    const metadata = `${baseOf(request)}${RESOURCE_METADATA}`
    reply.header('www-authenticate', `${String(challenge)}, resource_metadata="${metadata}"`)
    done(null, payload)
  })
}
