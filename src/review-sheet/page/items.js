/** All that can be selected on a sheet, in the order in which it is shown. */
import { keyOf, keyOfUnplaced, order, unplacedIn } from './kinds.js'

/** @typedef {import('./kinds.js').Finding} Finding */
/** @typedef {import('./kinds.js').Unplaced} Unplaced */

/**
 * @typedef {object} Item
 * @property {string} key
 * @property {string} kind
 * @property {'open' | 'accepted' | 'rejected' | 'unplaced'} state
 * @property {Finding | null} finding
 * @property {Unplaced | null} unplaced
 */

/** @param {Finding} finding */
const startOf = ({ passages }) => passages[0]?.start ?? 0

/**
 * The findings by kind, as the text tells them, those that were rejected among them; then what is not placed.
 * @param {import('./kinds.js').Review} review
 * @param {Finding[]} rejected
 * @returns {Item[]}
 */
export function itemsOf (review, rejected) {
  const all = [
    ...review.findings.map(finding => ({ finding, state: finding.status })),
    ...rejected.map(finding => ({ finding, state: /** @type {const} */ ('rejected') }))
  ].sort((a, b) => order.indexOf(a.finding.kind) - order.indexOf(b.finding.kind) ||
    startOf(a.finding) - startOf(b.finding) || (a.finding.id < b.finding.id ? -1 : 1))
  return [
    ...all.map(({ finding, state }) => ({ key: keyOf(finding), kind: finding.kind, state, finding, unplaced: null })),
    ...unplacedIn(review).map(unplaced => ({
      key: keyOfUnplaced(unplaced),
      kind: 'unplaced',
      state: /** @type {const} */ ('unplaced'),
      finding: null,
      unplaced
    }))
  ]
}
