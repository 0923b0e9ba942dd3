/**
 * The processes of a benchmark: each contender is one of its own, on one core, the load on another. All of them, and
 * all folders, are gone at the end, also after an error or a signal.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../test/helpers/postgres.js'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const cli = join(root, 'dist/cli.js')

const undone: Array<() => unknown> = []
/** Says what is to be undone at the end, the last first. */
export const atEnd = (undo: () => unknown): void => { undone.push(undo) }
let ending = false
/** Undoes everything and ends the program. */
export async function end (code = 0): Promise<void> {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(1), 20_000).unref()
  for (const undo of undone.splice(0).reverse()) await Promise.resolve().then(undo).catch(console.error)
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { end(130) })
process.on('uncaughtException', error => {
  // What fails while all of it ends fails because of that.
  if (!ending) console.error(error)
  end(1)
})

const [folders, children] = [new Set<string>(), new Set<ChildProcess>()]
// Also where the program is cut off.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
/** Says that a folder is to go with the program. */
export function removeAtEnd (folder: string): string {
  folders.add(folder)
  return folder
}

const hasTaskset = existsSync('/usr/bin/taskset') && availableParallelism() > 1
type Core = 0 | 1 | 'any'
/** Contenders run on the first core, the load on the second. */
const pinned = (core: Core, command: string[]) =>
  hasTaskset && core !== 'any' ? ['taskset', '-c', String(core), ...command] : command

function kept (child: ChildProcess): ChildProcess {
  children.add(child)
  atEnd(async () => { await stop(child) })
  return child
}

/** Ends a process and waits until it is gone. */
export async function stop (child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 12_000)
  await once(child, 'exit')
  clearTimeout(late)
  children.delete(child)
}

/** Starts a command on a core, or wherever there is room. */
export function start (core: Core, command: string[], env: Record<string, string> = {}): ChildProcess {
  const [file, ...words] = pinned(core, command)
  return kept(spawn(file!, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } }))
}

/** A file of bench/ as a process that is sent messages and answers each. */
export class Helper {
  readonly child: ChildProcess
  readonly #gone: Promise<never>

  constructor (core: 0 | 1, file: string, env: Record<string, string> = {}) {
    const [execPath, ...execArgv] = pinned(core, [process.execPath, '--import=tsx'])
    this.child = kept(fork(join(root, 'bench', file), { execPath, execArgv, env: { ...process.env, ...env } }))
    this.#gone = once(this.child, 'exit').then(() => { throw new Error(`${file} ended too early`) })
    this.#gone.catch(() => { /* told to whoever asks */ })
  }

  async ask<A> (message: object): Promise<A> {
    const answer = new Promise<A>(resolve => { this.child.once('message', resolve) })
    this.child.send(message)
    return await Promise.race([answer, this.#gone])
  }
}

/** What answers HTTP: its address and the process behind it. */
export interface Server { readonly address: string, readonly child: ChildProcess }

/** Waits until a service is ready. */
export async function ready (address: string, child: ChildProcess, every = 20): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('the service did not start')
    const answer = await fetch(`${address}/health/ready`).catch(() => null)
    if (answer?.ok === true) return
    await pause(every)
  }
}

/** Starts the built service. */
export async function startService (env: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const child = start(0, [process.execPath, cli, 'serve'],
    { HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', RATE_LIMIT: 'off', LOAD_SHEDDING: 'off', ...env })
  child.stdout?.resume()
  const address = `http://127.0.0.1:${port}`
  await ready(address, child)
  return { address, child }
}
