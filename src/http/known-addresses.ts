/**
 * What is known of addresses that come again: what their question is in terms of the database, the digest that their
 * cursors bear, and what stands in them. All is worked out once. No answer is kept here.
 */
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { officesFor } from '../auth/request.js'
import type { UnitDirectory } from '../db/directory.js'
import { addressOf, digestOf } from './cursor.js'

interface Known {
  digest?: string
  written?: Written
  /** Good as long as the units are what they were. */
  question?: { readonly filter: object, readonly units: number }
}

/** An address as it is written. */
interface Written {
  /** Parameters that it gives. */
  readonly given: ReadonlySet<string>
  /** The address of another page of the same list, up to where its cursor goes. */
  readonly page: string
}

/** Only the first question mark parts an address in two. */
function writtenIn (url: string): Written {
  const [path] = url.split('?', 1) as [string]
  const search = new URLSearchParams(url.slice(path.length + 1))
  const given = new Set(search.keys())
  search.delete('cursor')
  return { given, page: `${path}?${search.size === 0 ? '' : `${search}&`}cursor=` }
}

/** So many addresses are known, none of which is longer. */
const MOST = 2_000
const LONGEST = 500

const ofRegisters = new WeakMap<UnitDirectory, LRUCache<string, Known>>()

function knownOf (request: FastifyRequest): Known {
  const { url, server: { units } } = request
  if (url.length > LONGEST) return {}
  let addresses = ofRegisters.get(units)
  if (addresses === undefined) ofRegisters.set(units, addresses = new LRUCache({ max: MOST }))
  const key = `${officesFor(request)} ${url}`
  let known = addresses.get(key)
  if (known === undefined) addresses.set(key, known = {})
  return known
}

/**
 * The filter of a request.
 * @param make works it out from the address alone, from what units there are and from whose names its reader is shown
 */
export function filterOf<F extends object> (request: FastifyRequest, make: () => Promise<F>): F | Promise<F> {
  const known = knownOf(request)
  const { state } = request.server.units
  return known.question?.units === state ? known.question.filter as F : made(request, make, known, state)
}

async function made<F extends object> (
  request: FastifyRequest, make: () => Promise<F>, known: Known, units: number
): Promise<F> {
  const filter = await make()
  // What lineage takes in is also told with the answer, each time.
  const { lineage } = request.query as { lineage?: string }
  if (lineage === undefined) known.question = { filter, units }
  return filter
}

/** What stands in the address of a request. */
export function addressIn (request: FastifyRequest): Written {
  const known = knownOf(request)
  known.written ??= writtenIn(request.url)
  return known.written
}

/** The digest of a request's list and filters, for its cursors. */
export function digestFor (request: FastifyRequest): string {
  const known = knownOf(request)
  const { routeOptions, params, query } = request
  known.digest ??= digestOf(addressOf(routeOptions.url!, params), { ...query as Record<string, unknown> })
  return known.digest
}
