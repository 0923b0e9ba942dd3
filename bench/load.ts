/**
 * The load, a process of its own: asked over and over, autocannon puts its connections at one server for some seconds,
 * each with all addresses in turn, begun at another one.
 */
import autocannon from 'autocannon'
import { createHistogram } from 'node:perf_hooks'

export interface Load {
  readonly url: string
  readonly requests: ReadonlyArray<{ readonly path: string, readonly headers?: Record<string, string> }>
  /** What every answer must have; anything else fails the run. */
  readonly status: number
  readonly connections: number
  readonly seconds: number
}

/** Times in milliseconds. */
export interface Answered {
  readonly requests: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

async function run ({ url, requests, status, connections, seconds }: Load): Promise<Answered | { error: string }> {
  const times = createHistogram() // microseconds; autocannon's own counts whole milliseconds
  let [begun, others] = [0, 0]
  const startedAt = performance.now()
  const { errors, timeouts } = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient (client) {
      const from = begun++ * 7 % requests.length
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)] as autocannon.Request[])
      client.on('response', (answered, _bytes, milliseconds) => {
        if (answered !== status) others++
        times.record(Math.max(1, Math.round(milliseconds * 1000)))
      })
    }
  })
  const taken = (performance.now() - startedAt) / 1000
  if (others + errors + timeouts > 0) {
    return { error: `${url}: ${others} answers were not ${status}, ${errors} errors, ${timeouts} timeouts` }
  }
  return {
    requests: times.count,
    perSecond: times.count / taken,
    p50: times.percentile(50) / 1000,
    p99: times.percentile(99) / 1000
  }
}

process.on('message', async (load: Load) => { process.send!(await run(load)) })
