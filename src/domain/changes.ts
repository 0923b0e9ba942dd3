/** What the log speaks of: the kinds of record, and what can be done to one. */

/** What refers comes after what it refers to. */
export const recordKinds = [
  'unit', 'unit-change', 'organisation', 'official', 'resolution', 'indicator', 'source', 'meeting', 'participant',
  'citation', 'observation', 'task'
] as const

/** Logged too, but told to nobody: how the register is run. */
export const privateKinds = ['key', 'webhook', 'coverage-check'] as const

export const acts = ['created', 'updated', 'deleted', 'restored', 'redacted'] as const

/** A place in the log: behind an entry, by its number and when it was written; null before all entries. */
export interface Place { readonly seq: number, readonly at: Date | null }

/** Before the first entry. */
export const BEGINNING: Place = { seq: 0, at: null }
