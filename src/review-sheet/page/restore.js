/** Brings back what was rejected, and first the persons, bodies and documents that went with it. */
import { ask, list, Refusal } from './api.js'

/** @typedef {{ kind: string, id: string }} Reference */

const properties = /** @type {const} */ ({
  official: 'official',
  resolution: 'resolution',
  organisations: 'organisation',
  organisation: 'organisation',
  host: 'organisation',
  counterpart: 'organisation',
  issuer: 'organisation',
  committee: 'organisation'
})

/**
 * What a record refers to among what all wards share.
 * @param {Record<string, any>} record
 * @returns {Reference[]}
 */
const referencesOf = record => [
  ...Object.entries(properties).flatMap(([name, kind]) =>
    [record[name] ?? []].flat().filter(id => typeof id === 'string').map(id => ({ kind, id }))),
  ...(record.appointments ?? []).flatMap(referencesOf)
]

/** What a record was before it was deleted. @param {Reference} reference */
async function recordOf ({ kind, id }) {
  const { data } = await list(`/v1/${kind}s/${id}/revisions`, { limit: 10 })
  return data.find((/** @type {any} */ { record }) => record !== null)?.record ?? {}
}

/**
 * Brings back one record. One that is there stays as it is.
 * @param {Reference} reference
 * @param {Array<Record<string, any>>} [records] it and what hangs on it, as they were
 */
export async function restore (reference, records) {
  const address = `/v1/${reference.kind}s/${reference.id}/restore`
  try {
    await ask('POST', address)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code !== 'reference-gone') throw refusal
    const references = (records ?? [await recordOf(reference)]).flatMap(referencesOf)
    const distinct = new Map(references.map(other => [other.id, other]))
    for (const other of distinct.values()) await restore(other)
    await ask('POST', address)
  }
}
