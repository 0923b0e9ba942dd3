/**
 * Access tokens of the identity provider (RFC 9068, RFC 6750): what makes one good, and whom it speaks for. Whatever
 * is wrong with one is told to its holder without a word of what stands in it.
 */
import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyResult } from 'jose'
import type { Config } from '../config.js'
import type { UnitDirectory } from '../db/directory.js'
import { isStorable } from '../domain/text.js'
import { Problem } from '../http/problems.js'
import { scopesOf, valuesOf, wardIdsOf } from './claims.js'
import { may, type Principal } from './principal.js'
import { expiredToken, providerAway, unreadableClaim, unusableToken, type TokenFault } from './problems.js'
import { ProviderAwayError, type Provider } from './provider.js'

/** Signatures that only the provider can make: none is made with a secret that this side would have to know. */
const ALGORITHMS = [
  'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'
]

/** Keycloak and Entra ID write access tokens as plain `JWT`. */
const TYPES = ['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt']

/** As long as OpenID Connect lets a subject be. */
const LONGEST_SUBJECT = 255

/** Whether what was sent is a token by its form: three parts with dots between them. No key has a dot. */
export const isToken = (secret: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(secret)

/** Whether a token of no declared kind was made for the client to know its user by, or for something else again. */
function isForAnotherUse ({ protectedHeader, payload }: JWTVerifyResult): boolean {
  if (protectedHeader.typ!.toLowerCase().includes('at+jwt')) return false
  // Keycloak says it in a claim; older versions of it put the nonce into access tokens too.
  if (payload.typ !== undefined) return payload.typ !== 'Bearer'
  return ['nonce', 'at_hash', 'c_hash', 's_hash'].some(claim => Object.hasOwn(payload, claim))
}

const faultsOfClaims: Readonly<Record<string, TokenFault>> = {
  iss: 'issuer', aud: 'audience', nbf: 'not-yet', iat: 'issued-later'
}

/** What is said of a token, from what jose says of it; undefined where that is no matter of the token. */
function problemOf (error: unknown): Problem | undefined {
  if (error instanceof errors.JWTExpired) {
    return error.claim === 'exp' ? expiredToken(error.payload.exp!) : unusableToken('age')
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const fault = error.reason === 'check_failed' ? faultsOfClaims[error.claim] : undefined
    return fault === undefined ? unreadableClaim(error.claim) : unusableToken(fault)
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return unusableToken('algorithm')
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return unusableToken('key')
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return unusableToken('signature')
  return error instanceof errors.JOSEError ? unusableToken('form') : undefined
}

export class Tokens {
  readonly #config: Config
  readonly #units: UnitDirectory
  readonly #provider: Provider
  readonly #warn: (error: unknown) => void

  /** @param warn is told what is wrong with the provider's keys */
  constructor (config: Config, units: UnitDirectory, provider: Provider, warn: (error: unknown) => void) {
    this.#config = config
    this.#units = units
    this.#provider = provider
    this.#warn = warn
  }

  /**
   * Whom a token speaks for.
   * @throws Problem where it is not good, or cannot be checked now
   */
  async principalOf (token: string): Promise<Principal> {
    const { OIDC_SCOPES_CLAIM, OIDC_SCOPES, OIDC_WARDS_CLAIM } = this.#config
    const claims = await this.#claimsOf(token)
    const { sub } = claims
    if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT || !isStorable(sub)) {
      throw unreadableClaim('sub')
    }
    const read = (claim: string): string[] => {
      const values = valuesOf(claims, claim)
      if (values === null) throw unreadableClaim(claim)
      return values
    }
    const principal = {
      actor: `token:${this.#provider.issuer}#${sub}`,
      keyId: null,
      // Stands in records that it confirms, so it names no person.
      name: new URL(this.#provider.issuer).host.slice(0, 200),
      scopes: scopesOf(read(OIDC_SCOPES_CLAIM), OIDC_SCOPES),
      wardIds: null
    }
    // As with keys: whoever administers the register is limited to no ward.
    if (may(principal, 'admin')) return principal
    return { ...principal, wardIds: await wardIdsOf(this.#units, read(OIDC_WARDS_CLAIM)) }
  }

  async #claimsOf (token: string): Promise<JWTPayload> {
    const { OIDC_AUDIENCE, OIDC_CLOCK_SKEW, OIDC_MAX_AGE } = this.#config
    const { issuer } = this.#provider
    try {
      const verified = await jwtVerify(token, async (header, parts) => {
        // Before the provider is asked for anything.
        if (!TYPES.includes(String(header.typ).toLowerCase())) throw unusableToken('type')
        if (decodeJwt(token).iss !== issuer) throw unusableToken('issuer')
        return await this.#provider.keyOf(header, parts)
      }, {
        algorithms: ALGORITHMS,
        issuer,
        audience: OIDC_AUDIENCE!,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: OIDC_CLOCK_SKEW,
        maxTokenAge: OIDC_MAX_AGE,
        currentDate: new Date(Date.now())
      })
      if (isForAnotherUse(verified)) throw unusableToken('type')
      // Whoever sends it would have to prove that he holds a key, and nobody here could check that.
      if (verified.payload.cnf !== undefined) throw unusableToken('bound')
      return verified.payload
    } catch (error) {
      if (error instanceof Problem) throw error
      if (error instanceof ProviderAwayError) throw providerAway(this.#provider.retryAfter)
      const problem = problemOf(error)
      if (problem !== undefined) throw problem
      // A key of the provider that cannot be used, such as one that is too short: a matter for whoever runs it.
      this.#warn(error)
      throw unusableToken('key')
    }
  }
}
