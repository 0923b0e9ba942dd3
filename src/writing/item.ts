/**
 * A draft on its way into the register: what is to be written, what it turned out to be, and what is wrong with it. And
 * what all drafts of one transaction share.
 */
import type { Principal } from '../auth/principal.js'
import type { Database } from '../db/connect.js'
import type { Log, RecordKind, Snapshot } from '../db/log.js'
import type { Batch } from '../db/store.js'
import { invalidBody, type Fault, type Message, type Problem } from '../http/problems.js'
import { isTarget, type Reference, type References, type Referred, type Target } from './references.js'

/**
 * Whether the record must not be there yet, must be there, or may be either; what is only proposed stands back where
 * such a record is there under another id.
 */
export type Mode = 'create' | 'replace' | 'upsert' | 'propose'

/** What `If-Match` names: versions of the record, or any. */
export type Versions = readonly number[] | '*'

export class Item<D = unknown> {
  readonly draft: D
  /** Where the draft stands in what was sent. */
  readonly pointer: string
  readonly mode: Mode
  /** The versions one of which the sender believes to be the present one; null where that was not said. */
  readonly versions: Versions | null
  /** Whether its lists say only a part: what they do not name stays. */
  readonly adds: boolean
  id = ''
  /** Whether the id was made just now. */
  made = false
  /** The record as it is, where it is there. */
  before: Snapshot | undefined
  faults: Fault[] = []
  #problem: Problem | null = null

  constructor (draft: D, { pointer = '', mode = 'upsert', versions = null, adds = false }: {
    pointer?: string, mode?: Mode, versions?: Versions | null, adds?: boolean
  } = {}) {
    this.draft = draft
    this.pointer = pointer
    this.mode = mode
    this.versions = versions
    this.adds = adds
  }

  fault (path: string, detail: Message): void {
    this.faults.push({ pointer: `${this.pointer}${path}`, detail })
  }

  /** What is wrong with it as a whole; the first such thing counts. */
  refuse (problem: Problem): void {
    this.#problem ??= problem
  }

  /** Why it cannot be written; null while nothing speaks against it. */
  get problem (): Problem | null {
    return this.#problem ?? (this.faults.length === 0 ? null : invalidBody(this.faults))
  }

  get isGood (): boolean {
    return this.#problem === null && this.faults.length === 0
  }
}

/** What the drafts of one transaction share. */
export interface Work {
  readonly log: Log
  readonly tx: Database
  readonly refs: References
  readonly writer: Principal
}

/** How one kind of record is written. */
export interface Plan<D> {
  readonly kind: RecordKind
  /** Notes what a draft refers to. */
  want (draft: D, refs: References): void
  /** Finds the records that drafts without an id are about, by what identifies them: ids by item. */
  find (work: Work, items: ReadonlyArray<Item<D>>): Promise<Map<Item<D>, string>>
  /** The rows of drafts; those with a fault are left out. */
  rows (work: Work, items: ReadonlyArray<Item<D>>): Promise<Batch>
}

/** The record that a reference of a draft leads to; a fault where it leads nowhere. */
export function take (
  item: Item, refs: References, kind: Referred, reference: Reference | null | undefined, path: string
): Target | null {
  if (reference === null || reference === undefined) return null
  const found = refs.get(kind, reference)
  if (isTarget(found)) return found
  item.fault(path, found)
  return null
}

/** As take, for those of which only the id matters. */
export const takeId = (...given: Parameters<typeof take>): string | null => take(...given)?.id ?? null

export const say = (en: string, vi: string): Message => ({ en, vi })

/** Null is what a draft leaves out. */
export const withoutNulls = (draft: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null))

/** What is said of a text that bears a secrecy stamp. */
export const secret = say(
  'bears a secrecy stamp: state secrets have no place in the register',
  'có dấu chỉ độ mật: sổ không nhận bí mật nhà nước')
