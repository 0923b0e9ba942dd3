/**
 * What the service has told so far: ids by the address under which they were learnt, tags and cursors. From it a
 * request is filled in, so that what was made is changed, deleted and restored. Bounded, the oldest go.
 */
import { Known } from './values.js'

const MOST = 400
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export class Memory {
  readonly #told = new Map<string, string[]>()

  #note (kind: string, value: string): void {
    const told = this.#told.get(kind) ?? []
    this.#told.set(kind, told)
    if (told.includes(value)) return
    told.push(value)
    if (told.length > MOST) told.splice(Math.floor(told.length / 3), 1)
  }

  /** Takes in an answer: what it is of, under the address of its list, and all else that it names. */
  learn (address: string, headers: Record<string, unknown>, body: unknown): void {
    const path = address.split('?')[0]!
    const list = UUID.test(path.split('/').at(-1)!) ? path.slice(0, path.lastIndexOf('/')) : path
    const { data, page, id, slug, code } = (body ?? {}) as {
      data?: unknown, page?: { next?: unknown }, id?: unknown, slug?: unknown, code?: unknown
    }
    for (const record of Array.isArray(data) ? data.slice(0, 20) : [{ id, slug, code }]) {
      for (const name of ['id', 'slug', 'code'] as const) {
        const value = (record as Record<string, unknown> | null)?.[name]
        if (typeof value !== 'string') continue
        this.#note(list, value)
        if (name === 'id') this.#note('any', value)
      }
    }
    if (typeof page?.next === 'string') this.#note(`cursor ${path}`, page.next)
    if (typeof headers.etag === 'string') this.#note(`tag ${headers.location ?? path}`, headers.etag)
    if (typeof headers.location === 'string') this.#note('location', headers.location)
  }

  /** One of a kind; where none is known, something that looks like it. */
  find (kind: string, which: number): string {
    const told = this.#told.get(kind) ?? this.#told.get('any') ?? []
    return told.length === 0 ? '952e05ef-4a28-5832-9bee-5a374c078004' : told[which % told.length]!
  }

  /** A value with everything in it that is known. */
  fill (value: unknown): unknown {
    if (value instanceof Known) return this.find(value.kind, value.which)
    if (Array.isArray(value)) return value.map(part => this.fill(part))
    if (typeof value !== 'object' || value === null) return value
    const filled = {}
    for (const [name, part] of Object.entries(value)) {
      const value = this.fill(part)
      Object.defineProperty(filled, name, { value, enumerable: true, configurable: true, writable: true })
    }
    return filled
  }
}
