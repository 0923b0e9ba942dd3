/**
 * What an answer kept in memory depends on, and what an entry of the log touches, in the same words. A statement names
 * its tables, and a table holds records of certain kinds; a question that is limited to wards depends on the
 * ward-owned records of these wards only. Whatever cannot be told this way depends on everything.
 */
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { privateKinds, recordKinds } from '../domain/changes.js'
import type { Scope } from '../db/known.js'
import { partsOf, tableOf, type RecordKind } from '../db/log.js'
import type { Grown } from '../db/watch.js'
import * as tables from '../db/tables.js'

/** Touched by every entry that any reader may be told of. */
export const EVERYTHING = '*'

/** With more wards than this a question counts as one of the whole country. */
const MOST_WARDS = 20

/** Kinds of the log that are in no answer. */
const untold: readonly string[] = ['key', 'webhook']

const kindsOfTable = new Map<string, RecordKind[]>()
for (const kind of [...recordKinds, ...privateKinds].filter(kind => !untold.includes(kind))) {
  for (const { table } of [tableOf(kind), ...partsOf(kind)]) {
    const name = getTableName(table)
    kindsOfTable.set(name, [...kindsOfTable.get(name) ?? [], kind])
  }
}

/** Tables that are made from the log or from all that is logged. */
const ofEverything: readonly string[] = [tables.changes, tables.searchEntries, tables.searchVersions].map(getTableName)

const all = Object.values(tables).filter(table => is(table, PgTable)).map(table => table as unknown as PgTable)
const columns = new Set(all.flatMap(table => Object.values(getTableColumns(table)).map(({ name }) => name)))

/** Where a table bears the name of a column too, it is one only where rows are taken from it. */
const namedIn = all.map(getTableName).map(name => [name, columns.has(name)
  ? new RegExp(`\\b(?:from|join)\\s+"?${name}\\b`, 'i')
  : new RegExp(`\\b${name}\\b`)] as const)

type Named = readonly RecordKind[] | typeof EVERYTHING | null

/** The kinds of record in whose tables a statement looks; null where the log does not tell of one of them. */
function kindsIn (statement: string): Named {
  const found = namedIn.filter(([, pattern]) => pattern.test(statement)).map(([name]) => name)
  if (found.some(name => !kindsOfTable.has(name) && !ofEverything.includes(name))) return null
  if (found.some(name => ofEverything.includes(name))) return EVERYTHING
  return [...new Set(found.flatMap(name => kindsOfTable.get(name)!))]
}

/** Statements that were seen before; the same few come again and again. */
const seen = new Map<string, Named>()
const MOST_SEEN = 2_000

function kindsOf (statement: string): Named {
  const known = seen.get(statement)
  if (known !== undefined) return known
  const kinds = kindsIn(statement)
  if (seen.size >= MOST_SEEN) seen.clear()
  seen.set(statement, kinds)
  return kinds
}

const isWardOwned = (kind: RecordKind) => tableOf(kind).keys.length > 1

const ofWard = (kind: string, wardId: string) => `${kind} ${wardId}`

/** What the answer to one request depends on, noted while it is made. */
export class Dependencies {
  readonly #tags = new Set<string>()
  /** Kinds of what is of the same ward as the record that was asked for. */
  readonly #ofRecord = new Set<RecordKind>()
  #isKnown = true
  #isNoted = false

  /** Notes a statement that was asked for the answer. */
  note (statement: string, { wardIds = null, record }: Scope): void {
    this.#isNoted = true
    const kinds = kindsOf(statement)
    if (kinds === null) this.#isKnown = false
    else if (kinds === EVERYTHING) this.noteEverything()
    else for (const kind of kinds) this.#noteKind(kind, wardIds, record !== undefined)
  }

  #noteKind (kind: RecordKind, wardIds: readonly string[] | null, isOfRecord: boolean): void {
    if (!isWardOwned(kind)) this.#tags.add(kind)
    else if (isOfRecord) this.#ofRecord.add(kind)
    else if (wardIds === null || wardIds.length > MOST_WARDS) this.#tags.add(kind)
    else for (const wardId of wardIds) this.#tags.add(ofWard(kind, wardId))
  }

  noteEverything (): void {
    this.#isNoted = true
    this.#tags.add(EVERYTHING)
  }

  /** Notes of which ward the record is that was asked for. */
  noteWard (wardId: string): void {
    for (const kind of this.#ofRecord) this.#tags.add(ofWard(kind, wardId))
    this.#ofRecord.clear()
  }

  /**
   * The tags of the answer; null where it cannot be said what it depends on.
   * @param isFixed whether it needs no database
   */
  tags (isFixed: boolean): string[] | null {
    if (!this.#isKnown || (!this.#isNoted && !isFixed)) return null
    // Wards in addresses and answers come from the units held in memory.
    return [...new Set(['unit', 'unit-change', ...this.#tags, ...this.#ofRecord])]
  }
}

/** What entries of the log touch: the records of a kind, in all answers and in those of a ward. */
export const tagsTouchedBy = (grown: readonly Grown[]): Set<string> =>
  new Set(grown.filter(({ kind }) => !untold.includes(kind)).flatMap(({ kind, wardId }) =>
    [EVERYTHING, kind, ...wardId === null ? [] : [ofWard(kind, wardId)]]))
