/**
 * Draws that come out the same whenever they begin with the same number. Each ward begins with a number of its own, so
 * that a larger country holds the smaller one unchanged.
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

export class Draw {
  readonly #source: { next: () => number }

  constructor (seed: number, place: number) {
    this.#source = xoroshiro128plus(Math.imul(seed, 0x9E3779B1) ^ Math.imul(place + 1, 0x85EBCA6B))
  }

  /** 32 bits. */
  #bits (): number {
    return this.#source.next() >>> 0
  }

  /** From 0 to 1, without the end. */
  share (): number {
    return this.#bits() / 0x1_0000_0000
  }

  /** A whole number, both ends included. */
  int (from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1))
  }

  /** Whether something happens that does so with this probability. */
  happens (probability: number): boolean {
    return this.share() < probability
  }

  one<T> (of: readonly T[]): T {
    return of[this.int(0, of.length - 1)]!
  }

  /** One of several; the first are drawn far more often than the last. */
  oneOfSkewed<T> (of: readonly T[]): T {
    return of[Math.floor(of.length * this.share() ** 3)]!
  }

  /** All of them in an order of its own. */
  shuffled<T> (of: readonly T[]): T[] {
    const left = [...of]
    for (let at = left.length - 1; at > 0; at--) {
      const other = this.int(0, at)
      ;[left[at], left[other]] = [left[other]!, left[at]!]
    }
    return left
  }

  /** A number about 1, half of which are below it: sizes of wards, of which few are large. */
  size (spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.share())) * Math.cos(2 * Math.PI * this.share())
    return Math.exp(spread * normal)
  }

  /** A UUID of version 7 that was made at an instant, in milliseconds. */
  id (at: number): string {
    const time = hex(at, 12)
    const [a, b, c] = [this.#bits(), this.#bits(), this.#bits()]
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(a & 0xfff, 3)}-` +
      `${hex(0x8000 | (a >>> 12 & 0x3fff), 4)}-${hex(b, 8)}${hex(c & 0xffff, 4)}`
  }
}
