/** Sends a request over HTTP and takes in the whole answer, decoded. Answers without an end are let go. */
import { Agent, request } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Sent } from './requests.js'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  /** Milliseconds until the last byte. */
  readonly took: number
  /** It has no end: only its beginning is there. */
  readonly isEndless: boolean
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync
}

/** How long (ms) the beginning of an answer without end is listened to. */
const LISTENED = 100

export class Client {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #port: number

  /** @param patience how long (ms) an answer may take before it counts as one that never comes */
  constructor (port: number, readonly patience: number) {
    this.#port = port
  }

  async send ({ method, address, headers, body }: Sent): Promise<Answer> {
    const since = performance.now()
    return await new Promise((resolve, reject) => {
      const asked = request({
        agent: this.#agent,
        host: '127.0.0.1',
        port: this.#port,
        method,
        path: address,
        headers: { ...headers, ...body === null ? {} : { 'content-length': String(body.length) } }
      })
      const late = setTimeout(() => { asked.destroy(new Error(`no answer within ${this.patience} ms`)) }, this.patience)
      asked.on('error', error => {
        clearTimeout(late)
        reject(error)
      })
      asked.on('response', response => {
        const { statusCode: status = 0, headers } = response
        const parts: Buffer[] = []
        const done = (isEndless: boolean) => {
          clearTimeout(late)
          const decode = decoders[headers['content-encoding'] ?? '']
          const whole = Buffer.concat(parts)
          resolve({
            status,
            headers,
            isEndless,
            took: performance.now() - since,
            body: decode === undefined || isEndless || whole.length === 0 ? whole : decode(whole)
          })
        }
        response.on('data', part => { parts.push(part) })
        response.on('error', reject)
        if (headers['content-type']?.startsWith('text/event-stream')) {
          setTimeout(() => {
            done(true)
            response.destroy()
          }, LISTENED)
        } else response.on('end', () => { done(false) })
      })
      asked.end(body ?? undefined)
    })
  }

  close (): void {
    this.#agent.destroy()
  }
}
