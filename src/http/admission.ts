/**
 * How many requests are worked on at once. Whoever comes beyond that waits for its turn. A few wait in a short line,
 * each in its order; where more wait, the last that came is next, and who has waited for a moment is sent away, so
 * that those who are let in are answered soon, however many come.
 */

/** Told once: whether it is let in. */
type Told = (isAdmitted: boolean) => void

interface Waiting { readonly told: Told, readonly since: number }

interface Limits {
  /** How many are worked on at once. */
  readonly places: number
  /** So many that wait are no crowd. */
  readonly few: number
  /** How long one waits at most in a crowd, and among few (ms). */
  readonly wait: { readonly crowd: number, readonly few: number }
}

/** So many are sent away before those who were let in have their turn. */
const AT_ONCE = 50
/** How often it is looked for those who have waited too long (ms). */
const LOOK_EVERY = 20

export class Admission {
  readonly #few: number
  readonly #wait: Limits['wait']
  /** In the order in which they came. */
  readonly #line: Waiting[] = []
  #free: number
  #turn: NodeJS.Immediate | undefined
  #look: NodeJS.Timeout | undefined
  /** How many were sent away so far. */
  shed = 0

  constructor ({ places, few, wait }: Limits) {
    this.#free = places
    this.#few = few
    this.#wait = wait
  }

  /** How many wait. */
  get waiting (): number {
    return this.#line.length
  }

  /** Asks for a place; told at once where there is one. */
  enter (told: Told): void {
    if (this.#free > 0 && this.#line.length === 0) {
      this.#free--
      told(true)
      return
    }
    this.#line.push({ told, since: performance.now() })
    this.#look ??= setTimeout(this.#sendAway, LOOK_EVERY)
  }

  /** Gives a place back. */
  leave (): void {
    this.#free++
    this.#letNextIn()
  }

  /** Leaves the line. */
  giveUp (told: Told): void {
    const at = this.#line.findIndex(waiting => waiting.told === told)
    if (at >= 0) this.#line.splice(at, 1)
  }

  /**
   * Lets one in, in each turn of the loop. A turn also accepts one connection: were all free places given away at once,
   * turns would take long, and new clients wait before they are seen. Of a crowd it is the last that came: those are
   * answered at once that are answered at all, while in their order each would have waited to the last.
   */
  #letNextIn (): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined
      if (this.#free === 0) return
      const next = this.#line.length > this.#few ? this.#line.pop() : this.#line.shift()
      if (next === undefined) return
      this.#free--
      next.told(true)
      this.#letNextIn()
    })
  }

  /** Whether so many wait after one who has waited since then that it is sent away. */
  #isLate (since: number, waiting: number, now: number): boolean {
    return now - since >= (waiting > this.#few ? this.#wait.crowd : this.#wait.few)
  }

  /** Sends away those who have waited long enough. */
  readonly #sendAway = () => {
    const [line, now] = [this.#line, performance.now()]
    let late = 0
    while (late < Math.min(line.length, AT_ONCE) && this.#isLate(line[late]!.since, line.length - late, now)) late++
    this.shed += late
    for (const { told } of line.splice(0, late)) told(false)
    this.#look = line.length === 0 ? undefined : setTimeout(this.#sendAway, late === AT_ONCE ? 0 : LOOK_EVERY)
  }
}
