/**
 * Keeps what tests ask and what is answered, where RECORD_ANSWERS names a folder: `npm run prism` then holds all of it
 * against the OpenAPI document. Each process writes a file of its own, an exchange on each line.
 */
import { appendFileSync, mkdirSync } from 'node:fs'
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { buildApp } from '../../src/app.js'

export interface Exchange {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Its body as base64, without content coding. */
  readonly answer: { readonly status: number, readonly headers: OutgoingHttpHeaders, readonly body: string }
}

const folder = process.env.RECORD_ANSWERS

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync
}

function keep (
  request: Omit<Exchange, 'answer'>, status: number, all: OutgoingHttpHeaders, bytes: Buffer
): void {
  const { 'content-encoding': coding, 'content-length': _length, 'transfer-encoding': _chunked, ...headers } = all
  const decode = decoders[String(coding)]
  const body = (bytes.length === 0 || decode === undefined ? bytes : decode(bytes)).toString('base64')
  const exchange: Exchange = { ...request, answer: { status, headers, body } }
  appendFileSync(join(folder!, `${process.pid}.ndjson`), `${JSON.stringify(exchange)}\n`)
}

/** Headers from their names and values in turn. */
const fromPairs = (pairs: readonly string[]): OutgoingHttpHeaders => Object.fromEntries(
  pairs.flatMap((name, at) => at % 2 === 0 ? [[name.toLowerCase(), pairs[at + 1]]] : []))

/** Keeps what is answered over sockets; what has no end is left out. */
function recordSocket (req: IncomingMessage, res: ServerResponse): void {
  const parts: Buffer[] = []
  for (const name of ['write', 'end'] as const) {
    const send = res[name].bind(res) as (...given: unknown[]) => never
    res[name] = ((...given: unknown[]) => {
      const [part] = given
      if (typeof part === 'string' || part instanceof Uint8Array) parts.push(Buffer.from(part as string))
      return send(...given)
    }) as never
  }
  // What is written at once is not among the headers that were set.
  let written: OutgoingHttpHeaders = {}
  const writeHead = res.writeHead.bind(res) as (...given: unknown[]) => never
  res.writeHead = ((...given: unknown[]) => {
    const last = given.at(-1)
    if (Array.isArray(last)) written = fromPairs(last as string[])
    else if (typeof last === 'object') written = last as OutgoingHttpHeaders
    return writeHead(...given)
  }) as never
  const { method, url, headers } = req
  res.once('finish', () => {
    const all = { ...res.getHeaders(), ...written }
    keep({ method: method!, url: url!, headers }, res.statusCode, all, Buffer.concat(parts))
  })
}

/** Keeps all that an application answers from now on. */
export function recordAnswers (app: Awaited<ReturnType<typeof buildApp>>): void {
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  app.server.prependListener('request', recordSocket)
  const inject = app.inject.bind(app) as unknown as (options: object) => ReturnType<typeof app.inject>
  app.inject = (async (options: object) => {
    const answer = await inject(options) as unknown as Awaited<ReturnType<typeof inject>>
    const { req, res } = answer.raw as { req: IncomingMessage, res: ServerResponse }
    const { method, url, headers } = req
    keep({ method: method!, url: url!, headers }, res.statusCode, answer.headers, answer.rawPayload)
    return answer
  }) as never
}
