/**
 * An identity provider for tests: it describes itself over HTTP, shows its keys, signs tokens, counts who asks and can
 * be made to answer badly.
 */
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export const AUDIENCE = 'so-phuong'

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey']
export interface IssuerKey { readonly kid: string, readonly alg: string, readonly jwk: JWK, readonly signs: SigningKey }

export interface TokenOptions {
  /** Which key signs it; the first one where nothing is said. */
  readonly key?: IssuerKey
  /** Fields of the header beside `alg`, `kid` and `typ`; undefined takes one away. */
  readonly header?: Record<string, unknown>
}

/** Makes a key of the provider; `shown` says what is published of it beside the key itself. */
export async function newKey (kid: string, alg = 'ES256', shown: JWK = {}): Promise<IssuerKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, alg, jwk: { ...await exportJWK(publicKey), kid, alg, use: 'sig', ...shown }, signs: privateKey }
}

/** Seconds since 1970, so many from now. */
export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds

type Handler = (request: IncomingMessage, response: ServerResponse) => void

interface State {
  keys: JWK[]
  /** What it says of itself beside what it must. */
  described: Record<string, unknown>
  discovery: Handler | null
  sets: Handler | null
  /** Answers at all other addresses. */
  others: Handler | null
}

const json = (response: ServerResponse, body: unknown, status = 200) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Starts a provider; it is gone when the test ends. */
export async function openIssuer (t: Test) {
  const first = await newKey('first')
  const asked = { discovery: 0, keys: 0 }
  const state: State = { keys: [first.jwk], described: {}, discovery: null, sets: null, others: null }
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    const isDiscovery = request.url === '/realms/phuong/.well-known/openid-configuration'
    if (!isDiscovery && request.url !== '/realms/phuong/keys') {
      if (state.others === null) json(response, {}, 404)
      else state.others(request, response)
      return
    }
    asked[isDiscovery ? 'discovery' : 'keys']++
    const handler = isDiscovery ? state.discovery : state.sets
    if (handler !== null) return handler(request, response)
    json(response, isDiscovery ? { issuer, jwks_uri: `${issuer}/keys`, ...state.described } : { keys: state.keys })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}/realms/phuong`

  async function close () {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  t.teardown(close)

  /** Claims of a good token. */
  const claims = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    iss: issuer, aud: AUDIENCE, sub: 'mau-1', iat: inSeconds(0), exp: inSeconds(300), ...more
  })

  /** Signs a token; claims that are undefined are left out. */
  async function token (more: Record<string, unknown> = {}, { key = first, header = {} }: TokenOptions = {}) {
    return await new SignJWT(JSON.parse(JSON.stringify(claims(more))))
      .setProtectedHeader(JSON.parse(JSON.stringify({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })))
      .sign(key.signs)
  }

  return {
    issuer,
    port,
    first,
    /** How often it was asked for what. */
    asked,
    /** What it answers; handlers take the place of its answers. */
    state,
    claims,
    token,
    close,
    /** Comes back at the same address. */
    async reopen () {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    /** Settings of a service that takes its tokens, and as many wrong ones from one address as a test sends. */
    settings: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: AUDIENCE, RATE_LIMIT: 'off' }
  }
}

export type Issuer = Awaited<ReturnType<typeof openIssuer>>
