/**
 * The texts of a bulk import: sources that are new are read before they are written, and what they say is proposed
 * after. A text that is there is left as it is, whatever is said of it now.
 */
import { inArray } from 'drizzle-orm'
import { sources } from '../db/tables.js'
import type { Texts } from '../writing/import.js'
import type { Item, Work } from '../writing/item.js'
import { idOfSource } from '../writing/shared.js'
import { takeInRead, type Intake } from './intake.js'
import { readTexts, type ReadText } from './reading.js'

interface Draft { readonly id?: string, readonly text?: string | null, readonly url?: string | null }

/** What is told of a text that was taken in. */
export interface Found {
  /** Slug of its ward; null where that is not certain. */
  readonly ward: string | null
  readonly meeting: string | null
  /** How many records of each kind were proposed. */
  readonly proposed: Intake['proposed']
}

export class ManyTexts implements Texts {
  readonly #read = new Map<string, ReadText>()
  readonly #found = new Map<string, Found>()

  async read (work: Work, items: readonly Item[]): Promise<Item[]> {
    const texts = new Map(items.flatMap(item => {
      const id = idOfSource(item.draft as never)
      return (item.draft as Draft).text == null || id === undefined ? [] : [[item, id] as const]
    }))
    const ids = [...new Set(texts.values())]
    const there = new Set(ids.length === 0
      ? []
      : (await work.tx.select({ id: sources.id }).from(sources).where(inArray(sources.id, ids))).map(({ id }) => id))
    const fresh = new Map([...texts].flatMap(([item, id]) =>
      there.has(id) ? [] : [[id, item.draft as Draft] as const]))
    const read = await readTexts(work, [...fresh].map(([sourceId, { text, url }]) =>
      ({ sourceId, text: String(text), url })))
    this.#read.clear()
    for (const text of read) this.#read.set(text.sourceId, text)
    const known = new Set(there)
    return items.filter(item => {
      const id = texts.get(item)
      if (id === undefined) return true
      item.id = id
      const problem = this.#read.get(id)?.problem ?? null
      if (problem !== null) item.refuse(problem)
      const isNew = !known.has(id)
      // The same text twice in one go.
      known.add(id)
      return isNew && problem === null
    })
  }

  async written (work: Work, items: readonly Item[]): Promise<void> {
    const texts = items.flatMap(({ isGood, id }) => isGood ? this.#read.get(id) ?? [] : [])
    if (texts.length === 0) return
    for (const { sourceId, place, meetingId, proposed } of await takeInRead(work, texts)) {
      this.#found.set(sourceId, { ward: place?.ward.slug ?? null, meeting: meetingId, proposed })
    }
  }

  /** What became of a text, told once. */
  found (sourceId: string | null): Found | null {
    const found = sourceId === null ? undefined : this.#found.get(sourceId)
    if (found === undefined) return null
    this.#found.delete(sourceId!)
    return found
  }
}
