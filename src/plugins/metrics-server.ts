/** The metrics on a port of their own, without a key: for a network that only those who watch the service can reach. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from './metrics.js'

/** Whoever scrapes sends a few lines; nobody keeps a connection busy with less (ms). */
const REQUEST_TIMEOUT = 10_000

/**
 * Serves `/metrics` and nothing else, until the server is closed.
 * @throws Error where the address cannot be listened on
 */
export async function serveMetrics (metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT }, (req, res) => {
    req.resume()
    if (req.url?.split('?')[0] !== '/metrics') return res.writeHead(404).end()
    if (req.method !== 'GET' && req.method !== 'HEAD') return res.writeHead(405, { allow: 'GET, HEAD' }).end()
    metrics.text().then(text => {
      res.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
        .end(req.method === 'HEAD' ? undefined : text)
    }, () => { res.writeHead(500).end() })
  })
  server.listen({ host, port })
  await once(server, 'listening')
  return server
}

/** Where it listens. */
export function addressOf (server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/metrics`
}
