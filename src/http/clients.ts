/**
 * Who a client is that has no key: the address from which its connection comes or, where a trusted proxy says so, the
 * one in X-Forwarded-For. Networks of IPv6 are told apart by their first half, which is what one subscriber has.
 */
import proxyAddr from '@fastify/proxy-addr'
import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'
import type { IncomingMessage } from 'node:http'

/** Whom to believe: so many proxies before the service, or those at these addresses. */
export type TrustedProxies = number | readonly string[]

/** As many addresses are known by the name of their client. */
const MOST_NAMES = 10_000

/** The first half of an address of IPv6; of one that means IPv4, that; of what is no address, one name for all. */
function nameOf (address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const read = ipaddr.process(address)
  if (read.kind() === 'ipv4') return read.toString()
  return `${(read as ipaddr.IPv6).parts.slice(0, 4).map(part => part.toString(16)).join(':')}::/64`
}

/** Whether an address that handed a request on is believed; `hop` counts from the service. */
export const trusting = (proxies: TrustedProxies): (address: string, hop: number) => boolean =>
  typeof proxies === 'number' ? (_, hop) => hop < proxies : proxyAddr.compile([...proxies])

/** What tells of each request who its client is. */
export function clientsBehind (proxies: TrustedProxies): (request: IncomingMessage) => string {
  const names = new LRUCache<string, string>({ max: MOST_NAMES })
  const trusts = trusting(proxies)
  return request => {
    const address = request.headers['x-forwarded-for'] === undefined || proxies === 0
      ? request.socket.remoteAddress ?? ''
      : proxyAddr(request, trusts)
    const known = names.get(address)
    if (known !== undefined) return known
    const name = nameOf(address)
    names.set(address, name)
    return name
  }
}
