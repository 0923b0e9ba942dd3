/** The service as a process of its own, on a database of its own, for tests that stop or kill it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Test } from 'tap'
import { ADMIN_KEY } from './register.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Environment = Readonly<Record<string, string>>

/** An empty database, as the service is told of it: a folder, or a database of the server; gone when the test ends. */
export async function ownDatabase (t: Test): Promise<Environment> {
  const { TEST_DATABASE_URL, TEST_SERVER_URL = TEST_DATABASE_URL } = process.env
  if (TEST_DATABASE_URL === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'so-phuong-service-'))
    t.teardown(async () => await rm(folder, { recursive: true, force: true }))
    return { DATA_DIR: folder }
  }
  const name = `service_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(TEST_SERVER_URL)
  await client.connect()
  await client.query(`create database ${name}`)
  t.teardown(async () => {
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  })
  const url = new URL(TEST_DATABASE_URL)
  url.pathname = `/${name}`
  return { DATABASE_URL: url.href }
}

/** How a process ended. */
export interface Ending { readonly code: number | null, readonly signal: string | null }

/** Runs a verb to its end. */
export async function runVerb (environment: Environment, ...args: string[]) {
  const service = new Service(environment, args)
  return { ...await service.launch().ended, out: service.out, err: service.err }
}

/** A process of the service, which can be ended and started again with the same settings. */
export class Service {
  readonly #environment: Environment
  readonly #args: readonly string[]
  child: ChildProcess | null = null
  ended: Promise<Ending> = Promise.resolve({ code: null, signal: null })
  /** What it printed since it was started, on standard output and on the other. */
  out = ''
  err = ''

  constructor (environment: Environment, args: readonly string[] = ['serve']) {
    this.#environment = environment
    this.#args = args
  }

  get address (): string {
    return `http://127.0.0.1:${this.#environment.PORT}`
  }

  /** Starts it, and waits for nothing. */
  launch (more: Environment = {}): this {
    const { PATH, HOME } = process.env
    const env = { PATH, HOME, ADMIN_KEY, LOG_LEVEL: 'info', ...this.#environment, ...more }
    const child = spawn(process.execPath, ['--import=tsx', 'src/cli.ts', ...this.#args], { cwd: root, env })
    this.child = child
    this.out = this.err = ''
    child.stdout.setEncoding('utf8').on('data', text => { this.out += text })
    child.stderr.setEncoding('utf8').on('data', text => { this.err += text })
    this.ended = once(child, 'close').then(([code, signal]) => ({ code, signal }))
    return this
  }

  /** Starts it, and waits until it is ready. */
  async start (more: Environment = {}): Promise<void> {
    this.launch(more)
    while (await this.status('/health/ready') !== 200) {
      if (this.child!.exitCode !== null) throw new Error(`the service does not start: ${this.out}${this.err}`)
      await wait(50)
    }
  }

  /** The status of an answer; null where there is none. */
  async status (path: string): Promise<number | null> {
    return await fetch(this.address + path).then(async answer => {
      await answer.arrayBuffer()
      return answer.status
    }, () => null)
  }

  signal (name: NodeJS.Signals): void {
    this.child!.kill(name)
  }

  /** Sends a signal and waits for the end. */
  async end (name: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    if (this.child !== null && this.child.exitCode === null && this.child.signalCode === null) this.signal(name)
    return await this.ended
  }

  /** The lines of its log, from a level on. */
  log (level = 0): any[] {
    return this.out.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line))
      .filter(line => line.level >= level)
  }
}
