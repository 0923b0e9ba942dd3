/**
 * Sends a file to a running service and reads the lines that it answers meanwhile. Both go on at the same time, which
 * `fetch` does not promise.
 */
import { createReadStream } from 'node:fs'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface Upload {
  readonly url: URL
  readonly path: string
  readonly bytes: number
  readonly headers: Readonly<Record<string, string>>
  /** Told how many more bytes went out. */
  readonly sent: (bytes: number) => void
  readonly signal: AbortSignal
}

/** The service was not reached, or said no. */
export class NotImported extends Error {}

/** What a service says that does not import: the detail of its problem, with each fault. */
async function refusal (response: IncomingMessage): Promise<NotImported> {
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) {
    body += chunk
    if (body.length > 100_000) break
  }
  let said = body.slice(0, 200)
  try {
    const { title, detail } = JSON.parse(body)
    said = detail ?? title
  } catch {}
  return new NotImported(`${response.statusCode}: ${said}`)
}

async function * linesOf (response: IncomingMessage): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield * lines
  }
  yield rest
}

/** The lines of the answer, each an object; ends early with an error where the connection is lost. */
export async function * upload (file: Upload): AsyncGenerator<Record<string, unknown>> {
  const { url, path, bytes, headers, sent, signal } = file
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST', signal, headers: { ...headers, 'content-length': bytes }
  })
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('error', reject)
  })
  const count = new Transform({
    transform (chunk: Buffer, _, done) {
      sent(chunk.length)
      done(null, chunk)
    }
  })
  // A service that answers before it has read all may close the way in; what it says counts, not that.
  const body = pipeline(createReadStream(path, { end: Math.max(0, bytes - 1) }), count, request).catch(() => {})
  try {
    const answer = await response
    if (answer.statusCode !== 200) throw await refusal(answer)
    for await (const line of linesOf(answer)) {
      if (line.trim() !== '') yield JSON.parse(line)
    }
  } finally {
    request.destroy()
    await body
  }
}
