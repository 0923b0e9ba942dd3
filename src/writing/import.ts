/**
 * Many drafts of mixed kinds, chunk by chunk: each chunk in a transaction, kind after kind, so that records can refer
 * to each other. What refers to something that has not come yet is put aside and tried again at the end; what the
 * database refuses as a chunk is written one by one.
 */
import type { Principal } from '../auth/principal.js'
import type { Database } from '../db/connect.js'
import { Log, type Acts, type Authorship, type RecordKind } from '../db/log.js'
import { canonicalName } from '../domain/text.js'
import { invalidBody, Problem, type Fault } from '../http/problems.js'
import { Item, type Work } from './item.js'
import { References, unknown, type Referred } from './references.js'
import type { DraftKind } from './validate.js'
import { settleChanged } from './waiting.js'
import { databaseError, retried, save, workOf } from './write.js'

/** One item of an import, as it was read. */
export interface ImportItem {
  /** Its number, from 1. */
  readonly position: number
  /** Where it stands for whoever wrote it: a cell of a sheet; null where the position says it. */
  readonly place: string | null
  readonly kind: DraftKind
  readonly draft: object
  /** What was wrong with it before it was looked at. */
  readonly faults: readonly Fault[]
}

export interface ItemResult {
  readonly position: number
  readonly place: string | null
  readonly kind: DraftKind
  /** Null where it failed. */
  readonly id: string | null
  readonly status: 'created' | 'updated' | 'unchanged' | 'failed'
  readonly problem: Problem | null
}

/** Kinds in the order in which they can be written: what refers comes after what it refers to. */
export const kindOrder: readonly DraftKind[] = [
  'unit', 'unit-change', 'organisation', 'official', 'indicator', 'resolution', 'source', 'meeting', 'participant',
  'citation', 'observation', 'task'
]

/** As many references are remembered from chunk to chunk. */
const MOST_REFERENCES = 10_000
/** Kinds whose records refer to others of the kind, perhaps in circles. */
const circular: readonly DraftKind[] = ['organisation', 'official', 'resolution', 'indicator', 'observation']

/** Undoes the transaction of a dry run, and brings out what it found. */
class Undone<T> extends Error {
  readonly result: T
  constructor (result: T) {
    super('undone')
    this.result = result
  }
}

/** Runs work in a transaction that is rolled back whatever it does. */
export async function undone<T> (db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  try {
    return await db.transaction(async tx => { throw new Undone(await work(tx as Database)) })
  } catch (error) {
    if (error instanceof Undone) return error.result as T
    throw error
  }
}

interface Outcome {
  readonly item: ImportItem
  readonly written: Item | null
  readonly problem: Problem | null
  readonly acts?: Acts | undefined
}

const onlyUnknown = ({ faults }: Item) => faults.length > 0 && faults.every(({ detail }) => detail === unknown)

/** Whether an item may succeed when others have come. */
export const canWait = ({ written }: { written: Item | null }): boolean => written !== null && onlyUnknown(written)

/** Whether more comes that an item could wait for, and what keeps those that wait, in the transaction of the others. */
export interface Waiting {
  readonly last: boolean
  readonly keep?: (tx: Database, items: readonly ImportItem[]) => Promise<void>
}

/** What is done with the texts of sources, around their writing. */
export interface Texts {
  /** Before: those that are to be written; what may not be is refused. */
  read (work: Work, items: readonly Item[]): Promise<Item[]>
  written (work: Work, items: readonly Item[]): Promise<void>
}

export class Importer {
  readonly #writer: Principal
  readonly #author: () => Authorship
  readonly #texts: Texts | null
  #refs = new References()

  constructor (writer: Principal, author: () => Authorship, texts: Texts | null = null) {
    this.#texts = texts
    this.#writer = writer
    this.#author = author
  }

  /**
   * Writes a chunk.
   * @param db the database, or the transaction of the whole import
   * @param log the log of the whole import; without it each chunk is a transaction with a log of its own
   * @returns what became of each item, the items that wait, and how many records were written (of a text, those that
   *   were read in it too)
   */
  async write (
    db: Database, items: readonly ImportItem[], log: Log | null, wait: Waiting
  ): Promise<{ results: ItemResult[], waiting: ImportItem[], records: number }> {
    if (this.#refs.size > MOST_REFERENCES) this.#refs = new References()
    const bad = items.filter(({ faults }) => faults.length > 0)
      .map((item): Outcome => ({ item, written: null, problem: invalidBody(item.faults) }))
    const outcomes = [...bad, ...await this.#all(db, items.filter(({ faults }) => faults.length === 0), log, wait)]
    const waiting = new Set(wait.last ? [] : outcomes.filter(canWait).map(({ item }) => item))
    return {
      results: outcomes.filter(({ item }) => !waiting.has(item)).map(outcome => resultOf(outcome))
        .sort((a, b) => a.position - b.position),
      waiting: [...waiting],
      records: [...new Set(outcomes.map(({ acts }) => acts))]
        .flatMap(acts => [...acts?.values() ?? []]).reduce((sum, { size }) => sum + size, 0)
    }
  }

  /** Writes items in one transaction; where the database refuses them, halves show which it refuses. */
  async #all (db: Database, items: readonly ImportItem[], log: Log | null, wait: Waiting): Promise<Outcome[]> {
    if (items.length === 0) return []
    try {
      return await retried(async () => {
        try {
          return await this.#inTransaction(db, items, log, wait)
        } catch (error) {
          this.#refs = new References()
          throw error
        }
      })
    } catch (error) {
      if (items.length === 1 && error instanceof Problem) return [{ item: items[0]!, written: null, problem: error }]
      if (items.length === 1 || databaseError(error) === null) throw error
    }
    const inOrder = [...items].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind))
    const half = Math.ceil(items.length / 2)
    const first = await this.#all(db, inOrder.slice(0, half), log, wait)
    return [...first, ...await this.#all(db, inOrder.slice(half), log, wait)]
  }

  async #inTransaction (
    db: Database, items: readonly ImportItem[], whole: Log | null, { last, keep }: Waiting
  ): Promise<Outcome[]> {
    return await db.transaction(async tx => {
      // In the transaction of the whole import this is a savepoint, and the log is that of the whole.
      const log = whole ?? new Log(tx as Database, this.#author())
      const mark = whole?.mark()
      try {
        const outcomes = await this.#inOrder(log, items)
        if (!last) await keep?.(tx as Database, outcomes.filter(canWait).map(({ item }) => item))
        const acts = whole === null ? await log.close() : undefined
        // Texts that are taken in confirm nothing and take nothing away.
        if (acts !== undefined && this.#texts === null) await settleChanged(tx as Database, acts, log.authorship.at)
        return outcomes.map(outcome => ({ ...outcome, acts }))
      } catch (error) {
        if (mark !== undefined) whole!.backTo(mark)
        throw error
      }
    })
  }

  async #inOrder (log: Log, items: readonly ImportItem[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const kind of kindOrder) {
      const some = items.filter(item => item.kind === kind)
      if (some.length === 0) continue
      this.#refs.forget()
      if (circular.includes(kind)) {
        this.#refs.provide(kind as Referred, some.flatMap(({ draft }) => idIn(draft)))
      }
      for (const round of kind === 'official' ? roundsOf(some) : [some]) {
        // A row of a sheet tells one office, not all of them.
        const written = round.map(({ draft, place }) => new Item(draft, { adds: place !== null }))
        const work = workOf(log, this.#writer, this.#refs)
        const texts = kind === 'source' ? this.#texts : null
        const some = await texts?.read(work, written) ?? written
        if (some.length > 0) await save(work, kind, some)
        await texts?.written(work, some)
        outcomes.push(...round.map((item, n) => ({ item, written: written[n]!, problem: written[n]!.problem })))
      }
      if (circular.includes(kind)) this.#refs.forget(kind)
    }
    return outcomes
  }
}

/** Items of one name one after the other: whether they are one person is told by what is there already. */
function roundsOf (items: readonly ImportItem[]): ImportItem[][] {
  const rounds: ImportItem[][] = []
  const times = new Map<string, number>()
  for (const item of items) {
    const name = canonicalName(String((item.draft as { name?: unknown }).name))
    const round = times.get(name) ?? 0
    times.set(name, round + 1)
    rounds[round] = [...rounds[round] ?? [], item]
  }
  return rounds
}

const idIn = (draft: object) => {
  const { id, code } = draft as { id?: string, code?: string }
  return id ?? code ?? []
}

function resultOf ({ item, written, problem, acts }: Outcome): ItemResult {
  const { position, place, kind } = item
  if (problem !== null || written === null) return { position, place, kind, id: null, status: 'failed', problem }
  return { position, place, kind, id: written.id, status: statusIn(acts, kind, written.id), problem: null }
}

/** What the log says that was done to a record. */
export function statusIn (acts: Acts | undefined, kind: RecordKind, id: string): 'created' | 'updated' | 'unchanged' {
  const act = acts?.get(kind)?.get(id)
  return act === undefined ? 'unchanged' : act === 'created' || act === 'restored' ? 'created' : 'updated'
}
