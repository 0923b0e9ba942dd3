/** Traces: the real process sends them to a collector that the standard variables name, and to nobody otherwise. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'

interface Span { name: string, traceId: string, spanId: string, parentSpanId?: string, attributes: any[] }

const root = fileURLToPath(new URL('..', import.meta.url))
const DATA_DIR = await mkdtemp(join(tmpdir(), 'so-phuong-tracing-'))
t.teardown(async () => await rm(DATA_DIR, { recursive: true }))

const spans: Span[] = []
const collector = createServer((req, res) => {
  json(req).then((body: any) => {
    for (const { scopeSpans } of body.resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans)
    res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }, () => { res.writeHead(400).end() })
}).listen(0, '127.0.0.1')
await once(collector, 'listening')
t.teardown(() => { collector.close().closeAllConnections() })

const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** Starts the service, asks it while it runs, stops it, and tells the lines of its log. */
async function running (settings: Record<string, string>, ask: (base: string) => Promise<unknown>): Promise<any[]> {
  const { PATH, HOME } = process.env
  const child: ChildProcess = spawn(process.execPath, ['--import=tsx', 'src/cli.ts', 'serve'], {
    cwd: root, env: { PATH, HOME, DATA_DIR, PORT: '0', ...settings }, stdio: ['ignore', 'pipe', 'inherit']
  })
  const lines: any[] = []
  const exit = once(child, 'exit')
  for await (const line of createInterface(child.stdout!)) {
    lines.push(JSON.parse(line))
    const base = /^Swagger UI: (.*)\/docs$/.exec(lines.at(-1).msg)?.[1]
    if (base !== undefined) ask(base).finally(() => { child.kill('SIGTERM') }).catch(t.fail)
  }
  t.equal((await exit)[0], 0)
  return lines
}

const PARENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }

async function ask (base: string) {
  const headers = { traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`, 'x-request-id': 'traced-1' }
  const url = `${base}/v1/officials?q=Ph%E1%BA%A1m+Duy&ward=tay-son`
  t.equal((await fetch(url, { headers })).status, 200)
  t.equal((await fetch(`${base}/health/live`)).status, 200)
}

t.test('a request is a span of whoever asks, its statements are spans of it, and its log names them', async t => {
  const { port } = collector.address() as AddressInfo
  const lines = await running({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json'
  }, ask)
  const request = spans.find(({ name }) => name === 'GET /v1/officials')!
  t.match(request, { traceId: PARENT.traceId, parentSpanId: PARENT.spanId })
  t.match(attributesOf(request), {
    'http.request.method': 'GET',
    'http.route': '/v1/officials',
    'url.path': '/v1/officials',
    'so_phuong.request_id': 'traced-1'
  })
  const statements = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId)
  t.ok(statements.some(span => /from "officials"/.test(attributesOf(span)['db.query.text'])))
  t.notMatch(JSON.stringify(spans), /ph[aạ]m|phạm/i, 'no value of a question leaves')
  t.strictSame(spans.filter(({ name }) => name.includes('/health')), [])
  const { traceId, spanId } = lines.find(({ reqId, res }) => reqId === 'traced-1' && res !== undefined)
  t.strictSame([traceId, spanId], [request.traceId, request.spanId])
})

t.test('without the variables, or with `none`, nothing is sent and the log names no spans', async t => {
  const { port } = collector.address() as AddressInfo
  spans.length = 0
  const cases: Array<Record<string, string>> = [{}, {
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json'
  }]
  for (const settings of cases) {
    const lines = await running(settings, ask)
    t.ok(lines.some(({ reqId }) => reqId === 'traced-1'))
    t.strictSame(lines.filter(({ traceId }) => traceId !== undefined), [])
  }
  t.strictSame(spans, [])
})
