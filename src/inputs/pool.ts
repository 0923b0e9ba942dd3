/**
 * A few threads in which parsers run, kept for a while for the next file. A file that takes too long or too much memory
 * costs its thread, and nothing else.
 */
import { Worker } from 'node:worker_threads'
import { fileOfPackage, isBuilt } from '../files.js'
import type { Message } from '../http/problems.js'
import { damaged, isOurs, tooComplex, tooSlow, UnreadableInput, type UnreadableCode } from './error.js'
import type { Document, InputFormat, Limits } from './reading.js'

export interface Job {
  readonly kind: Exclude<InputFormat, 'text'>
  /** Text for HTML, bytes for all others. */
  readonly content: string | Uint8Array
  readonly unpacked: number
  readonly pages: number
}

export type Answer = { readonly document: Document } | { readonly failure: 'range' | 'other', readonly cause: string } |
  { readonly code: UnreadableCode, readonly detail: Message }

const THREADS = 2
/** Threads without work end after this time. */
const IDLE = 10_000
/** How often the memory of a working thread is looked at. */
const LOOK = 50
/** As large as the heap of a thread may grow; buffers lie outside of it. */
const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 }

/**
 * The worker, as built. As source it is TypeScript, for which a thread needs the loader of its own
 * that tests and the benchmark have: on Node.js 20 it does not inherit that of the process.
 */
function startWorker (): Worker {
  // The settings of the service are not the parsers'; what they print comes to an end in the thread.
  const options = { resourceLimits: HEAP, stdout: true, stderr: true, env: {} }
  if (isBuilt) return new Worker(fileOfPackage('./worker.js'), options)
  const file = JSON.stringify(fileOfPackage('./inputs/worker.ts').href)
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${file}) })`
  return new Worker(code, { ...options, eval: true })
}

interface Idle { readonly worker: Worker, readonly timer: NodeJS.Timeout, readonly end: () => void }
const idle: Idle[] = []
const waiting: Array<() => void> = []
let working = 0

async function turn (): Promise<void> {
  if (working >= THREADS) await new Promise<void>(resolve => { waiting.push(resolve) })
  else working++
}

function idleOrNew (): Worker {
  const kept = idle.pop()
  if (kept === undefined) return startWorker()
  clearTimeout(kept.timer)
  kept.worker.off('error', kept.end)
  kept.worker.ref()
  return kept.worker
}

/** Lets the next file have its turn, and keeps the thread for it, if there is one left. */
function giveBack (worker: Worker | null): void {
  if (worker !== null) {
    const end = () => {
      idle.splice(idle.findIndex(kept => kept.worker === worker), 1)
      worker.terminate().catch(() => {})
    }
    worker.once('error', end)
    // A thread at rest keeps no process alive.
    worker.unref()
    idle.push({ worker, timer: setTimeout(end, IDLE).unref(), end })
  }
  const next = waiting.shift()
  if (next === undefined) working--
  else next()
}

function refusal (kind: Job['kind'], answer: Exclude<Answer, { readonly document: Document }>): UnreadableInput {
  if ('code' in answer) return new UnreadableInput(answer.code, answer.detail)
  return answer.failure === 'range' ? tooComplex() : damaged(kind.toUpperCase(), answer.cause)
}

/** Has a thread do a job, and ends the thread when it passes a limit. */
async function work (worker: Worker, job: Job, { milliseconds, memory }: Limits): Promise<Answer> {
  const before = process.memoryUsage.rss()
  return await new Promise<Answer>((resolve, reject) => {
    const settle = (how: () => void) => () => {
      clearTimeout(timer)
      clearInterval(look)
      worker.off('message', answered).off('error', failed).off('exit', ended)
      how()
    }
    const answered = (answer: Answer) => { settle(() => { resolve(answer) })() }
    const failed = (error: NodeJS.ErrnoException) => {
      settle(() => { reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooComplex() : error) })()
    }
    const ended = settle(() => { reject(tooComplex()) })
    const timer = setTimeout(settle(() => { reject(tooSlow(milliseconds)) }), milliseconds)
    const look = setInterval(() => { if (process.memoryUsage.rss() - before > memory) ended() }, LOOK)
    worker.on('message', answered).on('error', failed).on('exit', ended)
    worker.postMessage(job, typeof job.content === 'string' ? [] : [job.content.buffer as ArrayBuffer])
  })
}

/**
 * Reads a file in a thread.
 * @throws UnreadableInput for what the parser refuses, and for what passes a limit
 */
export async function readInThread (kind: Job['kind'], content: string | Buffer, limits: Limits): Promise<Document> {
  // A copy of its own: of a buffer that is part of a larger one, the whole would be copied.
  const job = { ...limits, kind, content: typeof content === 'string' ? content : new Uint8Array(content) }
  await turn()
  let worker: Worker | null = null
  let answer: Answer
  try {
    worker = idleOrNew()
    answer = await work(worker, job, limits)
  } catch (error) {
    worker?.terminate().catch(() => {})
    giveBack(null)
    // What a parser throws into the void is the file's fault; what Node.js says of its modules is not.
    throw error instanceof UnreadableInput || isOurs(error) ? error : damaged(kind.toUpperCase(), error)
  }
  giveBack(worker)
  if ('document' in answer) return answer.document
  throw refusal(kind, answer)
}
