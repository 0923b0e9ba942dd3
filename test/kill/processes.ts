/** What is killed: the built service, and a PostgreSQL that keeps what it has said is written. Both come back. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../helpers/postgres.js'
import { ADMIN_KEY } from '../helpers/register.js'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Runs a verb of the executable to its end. */
export async function runVerb (verb: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const [code] = await once(spawn(process.execPath, [cli, verb],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] }), 'exit')
  if (code !== 0) throw new Error(`so-phuong ${verb} ended with ${String(code)}`)
}

/** The service as it is run, at one address; its environment says on which database. */
export class Service {
  readonly address: string
  readonly #environment: NodeJS.ProcessEnv
  #child: ChildProcess | null = null
  #log = ''

  static async on (environment: NodeJS.ProcessEnv): Promise<Service> {
    return new Service(await freePort(), environment)
  }

  private constructor (port: number, environment: NodeJS.ProcessEnv) {
    this.address = `http://127.0.0.1:${port}`
    this.#environment = {
      ...process.env,
      ...environment,
      HOST: '127.0.0.1',
      PORT: String(port),
      ADMIN_KEY,
      LOG_LEVEL: 'error',
      RATE_LIMIT: 'off',
      WEBHOOK_PRIVATE_ADDRESSES: 'on'
    }
  }

  /** What the log says of a request that failed. */
  said (requestId: string | undefined): string {
    const line = this.#log.split('\n').find(line => requestId !== undefined && line.includes(requestId))
    if (line === undefined) return ''
    return String((JSON.parse(line) as { err?: { stack?: string } }).err?.stack).slice(0, 1_500)
  }

  /** Starts it, and again where it gives up because its database is not there. */
  async start (): Promise<void> {
    for (;;) {
      this.#child = spawn(process.execPath, [cli, 'serve'],
        { env: this.#environment, stdio: ['ignore', 'pipe', 'ignore'] })
      this.#child.stdout!.on('data', (chunk: Buffer) => { this.#log += chunk.toString() })
      if (await this.ready()) return
    }
  }

  /** Waits until it is ready; false where it ended. */
  async ready (): Promise<boolean> {
    for (;;) {
      if (this.#child === null || this.#child.exitCode !== null) return false
      const answer = await fetch(`${this.address}/health/ready`, { signal: AbortSignal.timeout(2_000) })
        .catch(() => null)
      if (answer?.ok === true) return true
      await wait(50)
    }
  }

  get isRunning (): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  async kill (signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}
