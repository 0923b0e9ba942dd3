/**
 * Traces by OpenTelemetry, where its standard variables ask for them: a span for each request, a child of that of
 * whoever asks (`traceparent`), and one for each statement in it, without its values. It must be started before what it
 * watches is loaded; where nobody asks, nothing of it is loaded.
 */
import { createRequire } from 'node:module'

/** One of these, set, asks for traces. */
const asking = [
  'OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'
]

interface Tracing {
  /** What a line of the log says of the span in which it is written. */
  readonly fields: () => object
  readonly stop: () => Promise<void>
}

let tracing: Tracing | undefined

/** Whether the environment asks for traces. */
const isAsked = (environment: NodeJS.ProcessEnv) =>
  asking.some(name => environment[name]) && environment.OTEL_TRACES_EXPORTER !== 'none' &&
  environment.OTEL_SDK_DISABLED?.toLowerCase() !== 'true'

/** Starts tracing, if that is asked for. */
export async function startTracing (environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (!isAsked(environment)) return
  const [{ trace }, { NodeSDK }, { FastifyOtelInstrumentation }, { PgInstrumentation }] = await Promise.all([
    import('@opentelemetry/api'), import('@opentelemetry/sdk-node'), import('@fastify/otel'),
    import('@opentelemetry/instrumentation-pg')
  ])
  const ofRequests = new FastifyOtelInstrumentation({
    registerOnInitialization: true,
    instrumentHooks: false,
    instrumentHandler: false,
    ignorePaths: ({ url }) => url.startsWith('/health/') || url === '/metrics',
    requestHook (span, request) {
      span.updateName(`${request.method} ${request.routeOptions.url ?? ''}`.trim())
      span.setAttributes({ 'url.path': request.url.split('?')[0]!, 'so_phuong.request_id': request.id })
    }
  })
  // Metrics have their own address and logs their own stream: of all that the SDK can do, it sends spans.
  const sdk = new NodeSDK({
    serviceName: environment.OTEL_SERVICE_NAME ?? 'so-phuong',
    instrumentations: [ofRequests, new PgInstrumentation({ requireParentSpan: true })],
    metricReaders: [],
    logRecordProcessors: []
  })
  sdk.start()
  createRequire(import.meta.url)('pg') // the first who loads it has it dressed, for all who come after
  tracing = {
    fields () {
      const { traceId, spanId } = trace.getActiveSpan()?.spanContext() ?? {}
      return traceId === undefined ? {} : { traceId, spanId }
    },
    stop: async () => await sdk.shutdown()
  }
}

/** What a line of the log says of the span in which it is written; nothing without tracing. */
export const traceFields = (): object => tracing?.fields() ?? {}

/** Sends what has not been sent yet, and ends. */
export async function stopTracing (): Promise<void> {
  await tracing?.stop().catch(() => { /* the collector is away */ })
}
