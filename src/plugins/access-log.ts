/**
 * The lines of the log about requests that are answered from memory: one each, in the form of all others, but written
 * many at a time. By itself a line would take half as long as the answer.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { hostname } from 'node:os'
import type { Logger } from 'pino'

/** Where lines of a log go. */
export interface LogStream { write (lines: string): void }

/** Lines wait no longer than this (ms), and are no more than so many letters. */
const WAIT = 50
const MOST = 65_536

const INFO = 30
const HEAD = `{"level":${INFO},"time":`
const PROCESS = `,"pid":${process.pid},"hostname":${JSON.stringify(hostname())},"reqId":"`

export class AccessLog {
  readonly #log: FastifyBaseLogger
  readonly #stream: LogStream | undefined
  readonly #isOn: boolean
  #lines = ''
  #timer: NodeJS.Timeout | undefined

  /** @param stream where the log writes to; where it is not known, each line goes through the log */
  constructor (log: FastifyBaseLogger, stream: LogStream | undefined) {
    this.#log = log
    this.#stream = stream
    this.#isOn = (log as Partial<Logger>).isLevelEnabled?.('info') === true
  }

  /** Notes that a request was answered. */
  note ({ method, url, headers: { host }, socket }: IncomingMessage, id: string, statusCode: number): void {
    if (!this.#isOn) return
    if (this.#stream === undefined) {
      const req = { method, url, host, ip: socket.remoteAddress, socket }
      this.#log.info({ reqId: id, req, res: { statusCode }, fromMemory: true }, 'request completed')
      return
    }
    this.#lines += `${HEAD}${Date.now()}${PROCESS}${id}","req":{"method":"${method!}","url":` +
      `${JSON.stringify(url)},"host":${JSON.stringify(host ?? '')},"remoteAddress":"${socket.remoteAddress ?? ''}",` +
      `"remotePort":${socket.remotePort ?? 0}},"res":{"statusCode":${statusCode}},"fromMemory":true,` +
      '"msg":"request completed"}\n'
    if (this.#lines.length > MOST) this.flush()
    else this.#timer ??= setTimeout(() => { this.flush() }, WAIT).unref()
  }

  /** Writes what waits. */
  flush (): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#lines !== '') this.#stream?.write(this.#lines)
    this.#lines = ''
  }
}
