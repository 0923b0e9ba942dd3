/**
 * A whole import: items from a stream, chunk by chunk. After each chunk the place is kept up to which everything is
 * done, so that an import that was cut off goes on from there; what is written twice by that changes nothing. All or
 * nothing is one transaction, and a dry run one that is rolled back.
 */
import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Principal } from '../auth/principal.js'
import type { Database } from '../db/connect.js'
import { Log, type Acts } from '../db/log.js'
import { statisticsOf, type Statistics } from '../db/statistics.js'
import { importDeferred, importFailures, imports } from '../db/tables.js'
import { Problem } from '../http/problems.js'
import { settleChanged } from './waiting.js'
import {
  Importer, kindOrder, statusIn, undone, type ImportItem, type ItemResult, type Texts, type Waiting
} from './import.js'

export interface ImportOptions {
  readonly name: string | null
  readonly format: string
  readonly atomic: 'item' | 'all'
  readonly dryRun: boolean
  /** Items up to this one were imported before. */
  readonly from: number
  readonly reason: string | null
  /** What is done with the texts of sources; null: they are only kept. */
  readonly texts?: Texts | null
}

export interface Counts { created: number, updated: number, unchanged: number, failed: number }

/** What is told while an import goes on. */
export interface Progress extends Counts { readonly position: number }

export interface Listener {
  results (results: readonly ItemResult[]): Promise<void>
  progress (progress: Progress): Promise<void>
}

export interface Summary extends Progress {
  readonly id: string
  readonly atomic: 'item' | 'all'
  readonly dryRun: boolean
  /** Whether what is good is written; false for a dry run, and where all or nothing came to nothing. */
  readonly written: boolean
}

/** Items that are written at once; and as many characters of them at most. */
const CHUNK = 250
const CHUNK_CHARACTERS = 250_000
/** What is kept of failures; the rest is counted. */
const MOST_FAILURES = 10_000
/** All or nothing holds locks and remembers ids until the end. */
const MOST_AT_ONCE = 500_000

interface Sized { readonly item: ImportItem, readonly size: number }

/** Reads a chunk ahead, so that one is read and checked while the other is written. */
async function * ahead<T> (source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next()
  // A failure to read is told when its turn comes.
  next.catch(() => {})
  for (let { value, done } = await next; done !== true; { value, done } = await next) {
    next = source.next()
    next.catch(() => {})
    yield value as T
  }
}

async function * chunksOf (items: AsyncIterable<Sized>): AsyncGenerator<ImportItem[]> {
  let chunk: ImportItem[] = []
  let characters = 0
  for await (const { item, size } of items) {
    chunk.push(item)
    characters += size
    if (chunk.length < CHUNK && characters < CHUNK_CHARACTERS) continue
    yield chunk
    chunk = []
    characters = 0
  }
  if (chunk.length > 0) yield chunk
}

/** What is said of an item that bore what was taken down while it waited. */
const takenDown = new Problem('gone', {
  en: 'It bore what was taken down while it waited. Send it again where it is about somebody or something else.',
  vi: 'Mục này chứa nội dung đã bị xóa trong lúc chờ. Hãy gửi lại nếu nói về người hoặc việc khác.'
})

/** How a failure is kept: what is wrong, not with what. */
export const toldProblem = ({ code, detail, faults }: Problem) => ({
  type: `/problems/${code}`,
  detail,
  ...(faults.length === 0 ? {} : { errors: faults })
})

export class ImportRun {
  readonly id = v7()
  readonly #db: Database
  readonly #options: ImportOptions
  readonly #writer: Principal
  readonly #listener: Listener
  readonly #importer: Importer
  readonly #statistics: Statistics
  readonly #counts: Counts = { created: 0, updated: 0, unchanged: 0, failed: 0 }
  /** Up to where the items were looked at. */
  #position: number
  /** The first item that waits for another. */
  #firstWaiting = Infinity

  constructor (db: Database, options: ImportOptions, writer: Principal, listener: Listener) {
    this.#db = db
    this.#options = options
    this.#writer = writer
    this.#listener = listener
    this.#statistics = statisticsOf(db)
    this.#position = options.from
    const author = () => ({ actor: writer.actor, reason: options.reason, at: new Date() })
    this.#importer = new Importer(writer, author, options.texts ?? null)
  }

  /** Notes that the import begins. */
  async begin (): Promise<void> {
    const { name, format, atomic, dryRun, from } = this.#options
    const now = new Date()
    await this.#db.insert(imports).values({
      id: this.id,
      actor: this.#writer.actor,
      name,
      format,
      atomic,
      dryRun,
      state: 'running',
      position: from,
      startedAt: now,
      updatedAt: now
    })
  }

  /** Writes all items. @throws whatever reading them throws, after noting how far it came */
  async run (items: AsyncIterable<Sized>): Promise<Summary> {
    const { atomic, dryRun } = this.#options
    try {
      const written = dryRun || atomic === 'all' ? await this.#asOne(items) : await this.#inChunks(items)
      await this.#end(written || dryRun ? 'done' : 'failed')
      return { id: this.id, atomic, dryRun, written: written && !dryRun, position: this.#position, ...this.#counts }
    } catch (error) {
      await this.#end('interrupted').catch(() => {})
      throw error
    }
  }

  async #inChunks (items: AsyncIterable<Sized>): Promise<boolean> {
    for await (const chunk of ahead(chunksOf(items))) {
      const { results, records } = await this.#importer.write(this.#db, chunk, null, this.#more)
      await this.#tell(results, chunk.at(-1)!.position, this.#db)
      await this.#statistics.grown(this.#db, records)
    }
    await this.#retryWaiting(this.#db, null)
    await this.#listener.progress({ position: this.done, ...this.#counts })
    return true
  }

  /** Everything in one transaction, which a failure or a dry run undoes. */
  async #asOne (items: AsyncIterable<Sized>): Promise<boolean> {
    const { dryRun, reason } = this.#options
    const attempt = async (tx: Database) => {
      const log = new Log(tx, { actor: this.#writer.actor, reason, at: new Date() })
      const good: ItemResult[] = []
      const take = async (results: readonly ItemResult[]) => {
        const failed = results.filter(({ status }) => status === 'failed')
        good.push(...results.filter(({ status }) => status !== 'failed'))
        await this.#tell(failed, this.#position, null)
      }
      for await (const chunk of ahead(chunksOf(items))) {
        const { results } = await this.#importer.write(tx, chunk, log, this.#more)
        this.#position = chunk.at(-1)!.position
        await take(results)
        await this.#statistics.grown(tx as Database, chunk.length)
        await this.#listener.progress({ position: this.#position, ...this.#counts })
        if (good.length > MOST_AT_ONCE) {
          throw new Problem('payload-too-large', {
            en: `All or nothing, and dry runs, take ${MOST_AT_ONCE} items at most.`,
            vi: `Chế độ tất cả hoặc không, và chạy thử, nhận tối đa ${MOST_AT_ONCE} mục.`
          })
        }
      }
      await this.#retryWaiting(tx, { log, take })
      const isWhole = this.#counts.failed === 0
      const acts = isWhole || dryRun ? await log.close(isWhole && !dryRun) : undefined
      if (isWhole && acts !== undefined) await settleChanged(tx, acts, log.authorship.at)
      await this.#settle(good, acts)
      return isWhole
    }
    const isWhole = dryRun
      ? await undone(this.#db, attempt)
      : await this.#db.transaction(async tx => {
        const isWhole = await attempt(tx as Database)
        if (!isWhole) throw new NotWhole()
        return true
      }).catch(error => {
        if (error instanceof NotWhole) return false
        throw error
      })
    await this.#keepFailures(this.#failures, this.#db)
    return isWhole
  }

  /** Now that all are written, what became of each is known. */
  async #settle (good: readonly ItemResult[], acts: Acts | undefined): Promise<void> {
    const results = good.map(result => ({ ...result, status: statusIn(acts, result.kind, result.id!) }))
    for (const { status } of results) this.#counts[status]++
    if (acts !== undefined) await this.#listener.results(results)
  }

  readonly #failures: ItemResult[] = []

  /** Counts results, keeps failures, and tells both. */
  async #tell (results: readonly ItemResult[], position: number, db: Database | null): Promise<void> {
    for (const { status } of results) this.#counts[status]++
    this.#position = position
    const failed = results.filter(({ status }) => status === 'failed')
    if (db === null) this.#failures.push(...failed.slice(0, MOST_FAILURES - this.#failures.length))
    else await this.#keepFailures(failed, db)
    await this.#listener.results(results)
    if (db === null) return
    await db.update(imports)
      .set({ position: this.done, ...this.#counts, updatedAt: new Date() }).where(eq(imports.id, this.id))
    await this.#listener.progress({ position: this.done, ...this.#counts })
  }

  /** Up to where everything is done: what was looked at, but not what waits. */
  get done (): number {
    return Math.min(this.#position, this.#firstWaiting - 1)
  }

  async #keepFailures (failed: readonly ItemResult[], db: Database): Promise<void> {
    if (failed.length === 0 || this.#counts.failed - failed.length >= MOST_FAILURES) return
    await db.insert(importFailures).values(failed.map(({ position, place, kind, problem }) => ({
      importId: this.id, position, kind, problem: { place, ...toldProblem(problem!) }
    }))).onConflictDoNothing()
  }

  /** While more comes, items wait. They are kept in the transaction of the others, so that no takedown misses them. */
  readonly #more: Waiting = {
    last: false,
    keep: async (tx, waiting) => {
      if (waiting.length === 0) return
      this.#firstWaiting = Math.min(this.#firstWaiting, ...waiting.map(({ position }) => position))
      await tx.insert(importDeferred).values(waiting.map(({ position, place, kind, draft }) =>
        ({ importId: this.id, position, place, kind, draft })))
    }
  }

  /** What waits is tried again, kind after kind, as long as that brings some forward; then what is left has failed. */
  async #retryWaiting (
    db: Database, whole: { log: Log, take: (results: readonly ItemResult[]) => Promise<void> } | null
  ): Promise<void> {
    for (let last = false; ;) {
      let done = 0
      let left = 0
      for (const kind of kindOrder) {
        let after = 0
        for (;;) {
          const rows = await db.select().from(importDeferred)
            .where(and(eq(importDeferred.importId, this.id), eq(importDeferred.kind, kind),
              sql`${importDeferred.position} > ${after}`))
            .orderBy(asc(importDeferred.position)).limit(CHUNK)
          if (rows.length === 0) break
          after = rows.at(-1)!.position
          const items = rows.flatMap(({ position, place, draft }): ImportItem[] =>
            draft === null ? [] : [{ position, place, kind, draft, faults: [] }])
          const bare = rows.filter(({ draft }) => draft === null).map(({ position, place }): ItemResult =>
            ({ position, place, kind, id: null, status: 'failed', problem: takenDown }))
          const { results, waiting } = await this.#importer.write(db, items, whole?.log ?? null, { last })
          const waits = new Set(waiting.map(({ position }) => position))
          const gone = rows.map(({ position }) => position).filter(position => !waits.has(position))
          if (gone.length > 0) {
            await db.delete(importDeferred)
              .where(and(eq(importDeferred.importId, this.id), inArray(importDeferred.position, gone)))
          }
          done += gone.length
          left += waiting.length
          if (whole === null) await this.#tell([...bare, ...results], this.#position, db)
          else await whole.take(results)
        }
      }
      if (left === 0) {
        this.#firstWaiting = Infinity
        return
      }
      last = done === 0
    }
  }

  async #end (state: 'done' | 'failed' | 'interrupted'): Promise<void> {
    const now = new Date()
    await this.#db.delete(importDeferred).where(eq(importDeferred.importId, this.id))
    await this.#db.update(imports)
      .set({ state, position: this.done, ...this.#counts, updatedAt: now, endedAt: now })
      .where(eq(imports.id, this.id))
  }
}

/** Rolls back all or nothing. */
class NotWhole extends Error {}

/** An import that has not moved for so long has ended without saying so. */
const SILENT_MS = 24 * 3_600_000

/** Forgets what waits in imports that were cut off, and notes how they ended. */
export async function forgetCutOffImports (db: Database, now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - SILENT_MS)
  const cutOff = and(eq(imports.state, 'running'), lt(imports.updatedAt, before))
  await db.delete(importDeferred)
    .where(inArray(importDeferred.importId, db.select({ id: imports.id }).from(imports).where(cutOff)))
  await db.update(imports).set({ state: 'interrupted', endedAt: now }).where(cutOff)
}
