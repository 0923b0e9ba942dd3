/**
 * The load of a crowd, a process of its own: as many connections as it is told stay open for a time, and each asks
 * anew as soon as it is answered, whatever the answer is.
 */
import autocannon from 'autocannon'
import { createHistogram } from 'node:perf_hooks'

/** Making ready 2,000 clients is to take a moment only: what they wait for it would count as the service's time. */
const PATHS_EACH = 5

export interface Crowd {
  readonly url: string
  readonly paths: readonly string[]
  readonly connections: number
  readonly seconds: number
}

/** Times in milliseconds. */
export interface Group { readonly requests: number, readonly p50: number, readonly p99: number, readonly most: number }

export interface Outcome {
  readonly accepted: Group
  readonly shed: Group
  /** Other answers, and none at all. */
  readonly others: number
}

async function run ({ url, paths, connections, seconds }: Crowd): Promise<Outcome> {
  const [accepted, shed] = [createHistogram(), createHistogram()] // microseconds
  let [begun, others] = [0, 0]
  const { errors, timeouts } = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient (client) {
      const from = begun++ * 7 % paths.length
      const own = [...paths.slice(from), ...paths.slice(0, from)].slice(0, PATHS_EACH)
      client.setRequests(own.map(path => ({ path })))
      client.on('response', (status, _bytes, milliseconds) => {
        const times = status === 200 ? accepted : status === 503 ? shed : null
        if (times === null) others++
        else times.record(Math.max(1, Math.round(milliseconds * 1000)))
      })
    }
  })
  const group = (times: typeof accepted): Group => ({
    requests: times.count,
    p50: times.percentile(50) / 1000,
    p99: times.percentile(99) / 1000,
    most: times.count === 0 ? 0 : times.max / 1000
  })
  return { accepted: group(accepted), shed: group(shed), others: others + errors + timeouts }
}

process.on('message', async (crowd: Crowd) => { process.send!(await run(crowd)) })
