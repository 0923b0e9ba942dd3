/**
 * Holds all that the test suite was answered against the OpenAPI document, with a judge that is not ours: Prism's proxy
 * with `--errors`, in front of a server that answers as the service did.
 *
 *     RECORD_ANSWERS=folder npm test
 *     npm run prism -- folder
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, readdirSync } from 'node:fs'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../helpers/postgres.js'
import type { Exchange } from '../helpers/recorded.js'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('name the folder that RECORD_ANSWERS named')

const root = fileURLToPath(new URL('../..', import.meta.url))
const bearing = 'x-exchange'
/** So long addresses (bytes) are passed on: tests ask longer ones than the service takes. */
const LONGEST = 262_144

/** What is under way, by number: the server behind the proxies answers it. */
const underWay = new Map<string, Exchange>()
const upstream = createServer({ maxHeaderSize: LONGEST }, (req, res) => {
  const exchange = underWay.get(String(req.headers[bearing]))
  req.resume()
  if (exchange === undefined) return res.writeHead(404).end() // asked whether the proxy is there
  const { status, headers, body } = exchange.answer
  res.writeHead(status, headers).end(Buffer.from(body, 'base64'))
}).listen(0, '127.0.0.1')
await once(upstream, 'listening')

async function startProxy (): Promise<number> {
  const port = await freePort()
  const target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const proxy = spawn(process.execPath, [`--max-http-header-size=${LONGEST}`, join(root, 'node_modules/.bin/prism'),
    'proxy', join(root, 'openapi/openapi.json'), target, '--errors', '--validate-request=false', '--port', String(port),
    '--verboseLevel', 'silent'], { stdio: ['ignore', 'ignore', 'inherit'] })
  process.on('exit', () => { proxy.kill('SIGKILL') })
  for (;;) {
    if (proxy.exitCode !== null) throw new Error('the proxy did not start')
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
    if (answer !== null) return port
    await wait(100)
  }
}

interface Verdict { readonly status: number, readonly type: string, readonly body: string }

/** What the proxy answers. */
async function through (port: number, number: string, { method, url, headers }: Exchange): Promise<Verdict> {
  const asked = request({
    host: '127.0.0.1',
    port,
    method,
    // The service takes a slash at the end for none; to the proxy it is another address.
    path: url.replace(/\/(?=$|\?)/, ''),
    // What was sent is not judged, and whether a key was needed is the service's to say.
    headers: { accept: headers.accept ?? '*/*', authorization: 'Bearer a-key', [bearing]: number }
  }).end()
  const [response] = await once(asked, 'response') as [IncomingMessage]
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part)
  return {
    status: response.statusCode!,
    type: String(response.headers['content-type']),
    body: Buffer.concat(parts).toString()
  }
}

/** Problems of which it cannot be said which operation was meant. */
const OF_NO_OPERATION = [400, 404, 405, 414, 431, 503]
/** What is no part of the API that the document describes. */
const PAGES = /^\/(docs|review|openapi\.|\.well-known\/|[?#]|$)/

const faults = new Map<string, { count: number, example: string }>()
const counts = { judged: 0, sequences: 0, nowhere: 0 }

/** Notes what is wrong, equal faults together. */
function note (fault: string, { method, url, answer }: Exchange): void {
  const known = faults.get(fault)
  if (known !== undefined) known.count++
  else faults.set(fault, { count: 1, example: `${method} ${url.slice(0, 200)} → ${answer.status}` })
}

async function judge (port: number, number: string, exchange: Exchange): Promise<void> {
  const { status, type, body } = await through(port, number, exchange)
  if (!type.includes('problem+json') || !body.includes('https://stoplight.io/prism/errors')) {
    if (status === exchange.answer.status) counts.judged++
    else note(`the proxy answers ${status}`, exchange)
    return
  }
  const problem = JSON.parse(body) as { type: string, validation?: Array<{ location: string[], message: string }> }
  if (/#NO_(PATH|METHOD)_MATCHED/.test(problem.type)) {
    if (OF_NO_OPERATION.includes(exchange.answer.status)) counts.nowhere++
    else note('no operation', exchange)
    return
  }
  // Prism knows no sequences of JSON: it takes them for a text. `npm run fuzz` judges them line by line.
  const isSequence = /x-ndjson|jsonl/.test(String(exchange.answer.headers['content-type']))
  const asArray = 'Response body must be array'
  if (isSequence && problem.validation?.every(({ message }) => message === asArray) === true) {
    counts.sequences++
    return
  }
  for (const { location, message } of problem.validation ?? [{ location: [], message: body }]) {
    note(`${location.join('.').replace(/\.\d+(?=\.|$)/g, '.n')}: ${message}`, exchange)
  }
}

const ports = await Promise.all(Array.from({ length: availableParallelism() }, startProxy))
let number = 0
const UNDER_WAY = 4 * ports.length
const running = new Set<Promise<void>>()
for (const file of readdirSync(folder).filter(name => name.endsWith('.ndjson'))) {
  for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
    const exchange = JSON.parse(line) as Exchange
    // The document names neither: HEAD is answered as GET without a body, OPTIONS by CORS.
    if (exchange.method === 'HEAD' || exchange.method === 'OPTIONS' || PAGES.test(exchange.url)) continue
    const own = String(number++)
    underWay.set(own, exchange)
    const judged: Promise<void> = judge(ports[number % ports.length]!, own, exchange)
      .catch((error: Error) => { note(`the proxy cannot be asked: ${error.message}`, exchange) })
      .finally(() => { running.delete(judged); underWay.delete(own) })
    running.add(judged)
    if (running.size >= UNDER_WAY) await Promise.race(running)
  }
}
await Promise.all(running)

for (const [fault, { count, example }] of faults) console.log(`${count} × ${fault}\n    ${example}`)
const { judged, sequences, nowhere } = counts
console.log(`${judged} answers are as declared, ${faults.size} faults; ` +
  `${sequences} sequences of JSON, ${nowhere} to no operation`)
process.exit(faults.size === 0 && judged > 0 ? 0 : 1)
