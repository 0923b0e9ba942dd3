/**
 * What the service counts and measures about itself, for Prometheus. Requests are noted as they are answered, from
 * memory too; what can be looked up (pool, cache, replicas) is looked up when somebody asks for the metrics. Names of
 * HTTP metrics are those of the OpenTelemetry conventions, all others begin with `so_phuong_`.
 */
import fp from 'fastify-plugin'
import { METHODS } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type pg from 'pg'
import { idleIn, waitingFor } from '../db/lanes.js'
import type { ProblemCode } from '../http/problems.js'
import { version } from '../version.js'

/** Bounds of the time that an answer took, in seconds: from memory (well below 1 ms) to the limit of statements. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** The client went away first; no status of HTTP. */
const CLIENT_CLOSED = 499

const methods = new Set(METHODS)

/** A value now, or one for each value of the label; null, or no entry, where it is not known. */
type Reading = number | null | Readonly<Record<string, number | null>>

interface Described {
  /** Without its prefix. */
  readonly name: string
  readonly help: string
  readonly label?: string
}

/** Metrics of the process itself: memory, processor, event loop, garbage; one for all that runs in it. */
let ofProcess: Registry | undefined

function processMetrics (): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

export class Metrics {
  readonly #registry = new Registry()
  readonly #requests: Histogram
  readonly #problems: Counter
  readonly #items: Counter
  readonly #attempts: Counter

  constructor () {
    const registers = [this.#registry]
    this.#requests = new Histogram({
      registers,
      name: 'http_server_request_duration_seconds',
      help: 'Time from a request to the end of its answer, by route',
      labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
      buckets: BUCKETS
    })
    const counter = (name: string, help: string, label: string) =>
      new Counter({ registers, name: `so_phuong_${name}`, help, labelNames: [label] })
    this.#problems = counter('problems_total', 'Problems that were answered, by their code in the catalogue', 'code')
    this.#items = counter('import_items_total', 'Items of imports but dry runs, by what was told of them', 'outcome')
    this.#attempts = counter('webhook_attempts_total', 'Requests to webhooks, by whether they arrived', 'outcome')
    this.gauge({ name: 'build_info', help: 'The version that runs', label: 'version' }, () => ({ [version]: 1 }))
  }

  /** The type of `text`. */
  get contentType (): string {
    return this.#registry.contentType
  }

  /**
   * Notes that a request was answered.
   * @param route its pattern; undefined where no route has the address
   */
  noteRequest (method: string, route: string | undefined, status: number, seconds: number): void {
    this.#requests.observe({
      http_request_method: methods.has(method) ? method : '_OTHER',
      http_route: route ?? '',
      http_response_status_code: status
    }, seconds)
  }

  noteProblem (code: ProblemCode): void {
    this.#problems.inc({ code })
  }

  noteItems (outcome: 'created' | 'updated' | 'unchanged' | 'failed', count: number): void {
    if (count > 0) this.#items.inc({ outcome }, count)
  }

  noteAttempt (arrived: boolean): void {
    this.#attempts.inc({ outcome: arrived ? 'arrived' : 'failed' })
  }

  /** Adds what is looked up each time that the metrics are asked for; what is not known then is left out. */
  gauge ({ name, help, label }: Described, read: () => Reading | Promise<Reading>): void {
    // eslint-disable-next-line no-new -- it belongs to the registry
    new Gauge({
      registers: [this.#registry],
      name: `so_phuong_${name}`,
      help,
      labelNames: label === undefined ? [] : [label],
      async collect () {
        const reading = await read()
        this.reset()
        if (label === undefined) this.remove()
        if (typeof reading === 'number') return this.set(reading)
        for (const [key, value] of Object.entries(reading ?? {})) if (value !== null) this.set({ [label!]: key }, value)
      }
    })
  }

  /** Adds what is counted elsewhere, by the values of a label. */
  counts ({ name, help, label }: Required<Described>, read: () => Readonly<Record<string, number>>): void {
    // eslint-disable-next-line no-new -- it belongs to the registry
    new Counter({
      registers: [this.#registry],
      name: `so_phuong_${name}`,
      help,
      labelNames: [label],
      collect () {
        this.reset()
        for (const [key, value] of Object.entries(read())) this.inc({ [label]: key }, value)
      }
    })
  }

  /** All metrics in the text format of Prometheus. */
  async text (): Promise<string> {
    return `${await this.#registry.metrics()}\n${await processMetrics().metrics()}`
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics
  }
  interface FastifyRequest {
    /** The problem that it was answered with. */
    problem: ProblemCode | null
  }
}

export default fp<{ pool: pg.Pool }>(async (app, { pool }) => {
  const metrics = new Metrics()
  app.decorate('metrics', metrics)
  app.decorateRequest('problem', null)
  let active = 0

  // The end of the answer as the socket sees it: whoever goes away before it is told apart, as proxies do.
  app.addHook('onRequest', (request, reply, done) => {
    active++
    reply.raw.once('close', () => {
      active--
      const { method, routeOptions: { url }, problem } = request
      const status = reply.raw.writableEnded ? reply.statusCode : CLIENT_CLOSED
      metrics.noteRequest(method, url, status, reply.elapsedTime / 1000)
      if (problem !== null) metrics.noteProblem(problem)
    })
    done()
  })

  metrics.gauge({ name: 'active_requests', help: 'Requests that are being answered' }, () => active)
  metrics.gauge({ name: 'pool_connections', help: 'Connections to the database, by state', label: 'state' },
    () => ({ idle: idleIn(pool), used: pool.totalCount - idleIn(pool) }))
  metrics.gauge({ name: 'pool_limit', help: 'Connections to the database that this process opens at most' },
    () => pool.options.max)
  metrics.gauge({ name: 'pool_waiting', help: 'Who waits for a connection to the database' }, () => waitingFor(pool))
}, { name: 'metrics' })
