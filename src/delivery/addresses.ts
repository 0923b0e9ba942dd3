/**
 * Where deliveries may go: to the internet over TLS, never into a private network, unless the configuration allows
 * that. A name is judged by every address that it resolves to, when the webhook is set up and again at each connection,
 * so that a name that leads elsewhere later does not get there.
 */
import ipaddr from 'ipaddr.js'
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'

/** An address that deliveries may not go to; the message names no address, since its reader may be probing. */
export class RefusedAddressError extends Error {
  constructor () {
    super('leads into a private network')
  }
}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

export const resolveName: Resolve = async host => await lookup(host, { all: true })

/** Public by their number, but answered by the machine's own provider. */
const providers = ['168.63.129.16']

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an IP address is one of the internet; what is reserved for anything else is not. */
export function isPublic (address: string): boolean {
  if (!ipaddr.isValid(address) || providers.includes(address)) return false
  const ip = ipaddr.process(address) // an IPv4 address in the clothes of IPv6 is judged as IPv4
  if (ip.range() !== 'unicast') return false
  return ip.kind() === 'ipv4' || (ip as ipaddr.IPv6).match(globalUnicast)
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1')

async function publicAddresses (host: string, resolve: Resolve): Promise<LookupAddress[]> {
  const found = await resolve(host)
  if (!found.every(({ address }) => isPublic(address))) throw new RefusedAddressError()
  return found
}

/**
 * Checks where an address leads now.
 * @throws RefusedAddressError, or what the resolver says of a name that does not exist
 */
export async function checkTarget (url: URL, resolve: Resolve = resolveName): Promise<void> {
  refuseNumber(url)
  if (isIP(hostOf(url)) === 0) await publicAddresses(hostOf(url), resolve)
}

/** A connection to a number asks no resolver, so it is judged before. */
export function refuseNumber (url: URL): void {
  const host = hostOf(url)
  if (isIP(host) !== 0 && !isPublic(host)) throw new RefusedAddressError()
}

/** Resolves for a connection; what it answers is what is connected to. */
export const guardedLookup = (resolve: Resolve): LookupFunction => (host, options, callback) => {
  publicAddresses(host, resolve).then(found => {
    const fitting = found.filter(({ family }) => !options.family || family === options.family)
    const [first] = fitting
    if (first === undefined) throw new Error('has no address')
    if (options.all === true) callback(null, fitting)
    else callback(null, first.address, first.family)
  }).catch((error: Error) => { callback(error, '', 0) })
}
