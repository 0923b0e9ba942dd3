/** Acts that go out one after the other, and what they are about while they are on their way. */

export class Turns {
  /** @type {Promise<void>} */ #last = Promise.resolve()
  /** Goes up when what still waits is void. */
  #round = 0
  /** @type {Map<string, number>} */ #busy = new Map()
  #changed

  /** @param {() => void} changed is told whenever something sets out or comes back */
  constructor (changed) {
    this.#changed = changed
  }

  /** Whether an act about something is on its way. @param {string} key */
  isBusy (key) {
    return this.#busy.has(key)
  }

  /**
   * Does something when its turn comes. What fails voids what was to follow: nobody has seen what is there now.
   * @param {string[]} keys what it is about
   * @param {() => Promise<void>} act
   * @param {(error: unknown) => Promise<void>} failed
   */
  async take (keys, act, failed) {
    const round = this.#round
    this.#count(keys, 1)
    this.#last = this.#last.then(async () => {
      if (round !== this.#round) return
      try {
        await act()
      } catch (error) {
        this.#round++
        await failed(error)
      }
    }).finally(() => this.#count(keys, -1))
    await this.#last
  }

  /** @param {string[]} keys @param {1 | -1} step */
  #count (keys, step) {
    for (const key of keys) {
      const count = (this.#busy.get(key) ?? 0) + step
      if (count === 0) this.#busy.delete(key)
      else this.#busy.set(key, count)
    }
    this.#changed()
  }
}
