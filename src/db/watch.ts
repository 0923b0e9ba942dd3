/**
 * Waiting for the log to grow. Whoever waits is woken at once by a write of this process, and within a second by one
 * of another: all waiting readers share one look at the end of the log, which needs no connection of its own and works
 * behind a pooler, where LISTEN does not. While nobody waits, nothing is asked.
 */
import type { Database } from './connect.js'
import { newestPlace } from './feed.js'
import { logEvents } from './log.js'

const LOOK_EVERY = 1_000

interface Waiting { readonly after: number, readonly wake: () => void }

export class LogWatch {
  readonly #db: Database
  readonly #catchUp: () => Promise<void>
  readonly #waiting = new Set<Waiting>()
  #timer: NodeJS.Timeout | undefined
  #looking = false
  #again = false

  /** @param catchUp what is waited for before anybody is woken, so that it finds what it was woken for */
  constructor (db: Database, catchUp: () => Promise<void> = async () => {}) {
    this.#db = db
    this.#catchUp = catchUp
  }

  /** Waits until there is something after a place in the log, the time (ms) is over or the wait is called off. */
  async wait (after: number, time: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>(resolve => {
      const wake = () => {
        clearTimeout(timeout)
        signal.removeEventListener('abort', wake)
        this.#waiting.delete(waiting)
        if (this.#waiting.size === 0) this.#stop()
        resolve()
      }
      const waiting = { after, wake }
      const timeout = setTimeout(wake, time)
      signal.addEventListener('abort', wake)
      this.#waiting.add(waiting)
      if (this.#waiting.size === 1) this.#start()
    })
  }

  #start (): void {
    logEvents.on('appended', this.#look)
    this.#timer = setInterval(this.#look, LOOK_EVERY)
    this.#look() // what came between the reader's own look and this
  }

  #stop (): void {
    logEvents.off('appended', this.#look)
    clearInterval(this.#timer)
  }

  /** Looks at the end of the log, once for however many ask at the same time. */
  readonly #look = (): void => {
    this.#again = this.#looking
    if (this.#looking) return
    this.#looking = true
    newestPlace(this.#db)
      .then(async newest => {
        const woken = [...this.#waiting].filter(({ after }) => newest > after)
        if (woken.length > 0) await this.#catchUp()
        for (const { wake } of woken) wake()
      })
      .catch(() => { /* the database is away: the next look may find it */ })
      .finally(() => {
        this.#looking = false
        if (this.#again && this.#waiting.size > 0) this.#look()
      })
  }
}
