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

interface Draft {
  readonly id?: string
  readonly text?: string | null
  readonly url?: string | null
  readonly publishedOn?: string | null
}

/** What is told of a text that was taken in. */
export interface Found {
  /** Slug of its ward; null where that is not certain. */
  readonly ward: string | null
  readonly meeting: string | null
  /** How many records of each kind were proposed. */
  readonly proposed: Intake['proposed']
}

export class ManyTexts implements Texts {
  /** What drafts say: those that are tried again are not read again. */
  readonly #read = new WeakMap<object, ReadText>()
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
    const fresh = new Map<string, Draft>()
    for (const [{ draft }, id] of texts) if (!there.has(id) && !fresh.has(id)) fresh.set(id, draft as Draft)
    const read = await readTexts(work, [...fresh].map(([sourceId, draft]) => ({
      sourceId,
      text: String(draft.text),
      url: draft.url,
      publishedOn: draft.publishedOn,
      extraction: this.#read.get(draft)?.extraction
    })))
    for (const text of read) this.#read.set(fresh.get(text.sourceId)!, text)
    const problems = new Map(read.map(({ sourceId, problem }) => [sourceId, problem]))
    const known = new Set(there)
    return items.filter(item => {
      const id = texts.get(item)
      if (id === undefined) return true
      item.id = id
      const problem = problems.get(id) ?? null
      if (problem !== null) item.refuse(problem)
      const isNew = !known.has(id)
      // The same text twice in one go.
      known.add(id)
      return isNew && problem === null
    })
  }

  async written (work: Work, items: readonly Item[]): Promise<void> {
    const texts = items.flatMap(({ isGood, draft }) => isGood ? this.#read.get(draft as Draft) ?? [] : [])
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
