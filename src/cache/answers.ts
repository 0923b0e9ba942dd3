/**
 * Answers in the bytes in which they are sent, bounded by their size: those that were not asked for longest go first.
 * Each bears the tags of what it depends on and goes when one of them is touched. An answer that was being made
 * meanwhile is not taken in: what it was made from may be older than what touched it.
 */
import { LRUCache } from 'lru-cache'

/** An answer as it is sent. */
export interface Kept {
  /** Its strong tag; that of the bytes, so with their coding. */
  readonly etag: string
  /** Null where it was only ever told that the client has it. */
  readonly bytes: Buffer | null
  /** Names and values of headers in turn, as Node.js takes them. */
  readonly headers: string[]
  readonly notModified: string[]
  readonly dependsOn: readonly string[]
  /** The pattern of the route that made it. */
  readonly route: string | undefined
}

export interface Counters {
  /** Answered from memory, with the bytes or without them (304). */
  hits: number
  notModified: number
  /** Asked of the database. */
  misses: number
  /** Answered with what another request was waiting for. */
  shared: number
  /** Asked of the database since it was not certain that what is kept is still so. */
  unsure: number
  /** Taken in; not taken in since it had changed meanwhile; gone since what it depends on changed. */
  kept: number
  outdated: number
  dropped: number
}

/** What an answer takes in memory beside its bytes, about. */
const OVERHEAD = 1_500
const TAG = 150

const sizeOf = ({ bytes, dependsOn }: Kept, key: string): number =>
  (bytes?.length ?? 0) + 2 * key.length + OVERHEAD + TAG * dependsOn.length

/** No single answer takes more than this part of the whole. */
const LARGEST = 1 / 16

export class Answers {
  readonly #kept: LRUCache<string, Kept>
  readonly #byTag = new Map<string, Set<string>>()
  /** Where in the log each tag was touched last. */
  readonly #touched = new Map<string, number>()
  #allTouched = 0
  /** Questions that are being asked, to whose answers others may wait. */
  flights = 0
  readonly counters: Counters = {
    hits: 0, notModified: 0, misses: 0, shared: 0, unsure: 0, kept: 0, outdated: 0, dropped: 0
  }

  /** @param size how many bytes all answers may take together */
  constructor (size: number) {
    this.#kept = new LRUCache<string, Kept>({
      maxSize: size,
      maxEntrySize: Math.floor(size * LARGEST),
      sizeCalculation: sizeOf,
      dispose: (kept, key) => { this.#forget(kept, key) }
    })
  }

  /** How many bytes the answers take. */
  get bytes (): number {
    return this.#kept.calculatedSize
  }

  get entries (): number {
    return this.#kept.size
  }

  find (key: string): Kept | undefined {
    return this.#kept.get(key)
  }

  /**
   * Takes an answer in.
   * @param since the place in the log that was known to be reached before the answer was begun
   */
  keep (key: string, kept: Kept, since: number): void {
    const isOutdated = this.#allTouched > since || kept.dependsOn.some(tag => (this.#touched.get(tag) ?? 0) > since)
    if (isOutdated) {
      this.counters.outdated++
      return
    }
    this.#kept.set(key, kept)
    if (!this.#kept.has(key)) return // too large
    this.counters.kept++
    for (const tag of kept.dependsOn) {
      const keys = this.#byTag.get(tag)
      if (keys === undefined) this.#byTag.set(tag, new Set([key]))
      else keys.add(key)
    }
  }

  #forget ({ dependsOn }: Kept, key: string): void {
    for (const tag of dependsOn) {
      const keys = this.#byTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) this.#byTag.delete(tag)
    }
  }

  /**
   * Drops what depends on any of these tags.
   * @param place the place in the log up to which they were touched
   */
  drop (tags: ReadonlySet<string>, place: number): void {
    for (const tag of tags) {
      this.#touched.set(tag, place)
      for (const key of [...this.#byTag.get(tag) ?? []]) {
        this.#kept.delete(key)
        this.counters.dropped++
      }
    }
  }

  /** Drops all answers. */
  dropAll (place: number): void {
    this.#allTouched = place
    this.#touched.clear()
    this.counters.dropped += this.#kept.size
    this.#kept.clear()
  }
}
