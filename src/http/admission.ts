/**
 * How many requests are worked on at once. Whoever comes beyond that waits for a short time and is then sent away, so
 * that those who are let in are answered soon, however many come.
 */

/** Told once: whether it is let in. */
type Told = (isAdmitted: boolean) => void

interface Waiting { readonly told: Told, readonly until: number }

/** So many are sent away before those who were let in have their turn. */
const AT_ONCE = 50

export class Admission {
  readonly #longest: number
  /** In the order in which they came. */
  readonly #line: Waiting[] = []
  #free: number
  #timer: NodeJS.Timeout | undefined
  /** How many were sent away so far. */
  shed = 0

  /**
   * @param places how many are worked on at once
   * @param longest how long one waits at most (ms)
   */
  constructor (places: number, longest: number) {
    this.#free = places
    this.#longest = longest
  }

  /** How many wait. */
  get waiting (): number {
    return this.#line.length
  }

  /** Asks for a place; told at once where there is one. */
  enter (told: Told): void {
    if (this.#free > 0) {
      this.#free--
      told(true)
      return
    }
    this.#line.push({ told, until: performance.now() + this.#longest })
    this.#timer ??= setTimeout(this.#sendAway, this.#longest)
  }

  /**
   * Gives a place back, to whoever came last: while more come than can be answered, those are answered at once that are
   * answered at all. In turn, each would have waited to the last.
   */
  leave (): void {
    const last = this.#line.pop()
    if (last === undefined) this.#free++
    else last.told(true)
  }

  /** Leaves the line. */
  giveUp (told: Told): void {
    const at = this.#line.findIndex(waiting => waiting.told === told)
    if (at >= 0) this.#line.splice(at, 1)
  }

  /** Sends away those who have waited long enough. */
  readonly #sendAway = () => {
    this.#timer = undefined
    const now = performance.now()
    const first = this.#line.findIndex(({ until }) => until > now)
    const late = this.#line.splice(0, Math.min(first < 0 ? this.#line.length : first, AT_ONCE))
    this.shed += late.length
    for (const { told } of late) told(false)
    const [next] = this.#line
    if (next !== undefined) this.#timer ??= setTimeout(this.#sendAway, Math.max(0, next.until - now))
  }
}
