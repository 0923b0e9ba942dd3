/** What the claims of an access token say in the words of the register: which scopes, and which wards. */
import type { JWTPayload } from 'jose'
import type { UnitDirectory } from '../db/directory.js'
import type { Scope } from './principal.js'

/** The value of the claim of wards that means all of them. */
export const EVERY_WARD = '*'

/** The names on the way to a claim: between dots, or those of a JSON Pointer (RFC 6901). */
const stepsTo = (path: string): string[] => path.startsWith('/')
  ? path.slice(1).split('/').map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  : path.split('.')

/**
 * The values of a claim: a list of texts, or a text with spaces, as `scope` is written (RFC 8693).
 * @param path as OIDC_SCOPES_CLAIM and OIDC_WARDS_CLAIM are written
 * @returns none where the claim is not there; null where it is something else
 */
export function valuesOf (claims: JWTPayload, path: string): string[] | null {
  let value: unknown = claims
  for (const step of stepsTo(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return []
    value = (value as Record<string, unknown>)[step]
  }
  if (value === null) return []
  if (typeof value === 'string') return value.split(/\s+/).filter(one => one !== '')
  return Array.isArray(value) && value.every(one => typeof one === 'string') ? value : null
}

/** The scopes that values of a claim give; those that are not known give nothing. */
export const scopesOf = (values: readonly string[], given: ReadonlyArray<readonly [string, Scope]>): Set<Scope> =>
  new Set(given.filter(([value]) => values.includes(value)).map(([, scope]) => scope))

/**
 * The wards that values of a claim name, by id, slug or official code. What is not known names none: a provider may
 * speak of wards of which this register is not.
 * @returns ids; null for every ward
 */
export async function wardIdsOf (units: UnitDirectory, values: readonly string[]): Promise<string[] | null> {
  if (values.includes(EVERY_WARD)) return null
  const found = await Promise.all(values.map(async value => (await units.find('ward', value)).at(-1)?.id))
  return [...new Set(found.filter(id => id !== undefined))]
}
