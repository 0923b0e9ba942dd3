/** Citations in, documents out: many are read and ranked with one statement. */
import type { Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readReference, type Reference } from '../extraction/reference.js'
import { candidatesFor } from './candidates.js'
import { rank, type Resolved, type Setting } from './rank.js'

/** A citation, and where and when it was made. */
export interface Cited extends Setting { readonly ref: string }

export interface ReadAndResolved extends Resolved { readonly reference: Reference }

/** Reads citations and ranks the documents that each may mean. */
export async function resolveAll (
  db: Database, cited: readonly Cited[], status: Status
): Promise<ReadAndResolved[]> {
  const references = cited.map(({ ref }) => readReference(ref))
  const found = await candidatesFor(db, references.map((reference, at) => {
    const { place, issuer } = cited[at]!
    return { reference, units: place === null ? null : new Set([...place.now, ...place.before]), issuer }
  }), status)
  return references.map((reference, at) => ({ reference, ...rank(reference, cited[at]!, found[at]!) }))
}
