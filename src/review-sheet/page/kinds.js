/** The kinds of finding: what they are called, the sign that tells them besides their colour, and their fields. */

/**
 * @typedef {object} Finding
 * @property {string} kind
 * @property {string} id
 * @property {'open' | 'accepted'} status
 * @property {string} label
 * @property {Record<string, any>} record
 * @property {Array<{ start: number, end: number, quote: string | null, confidence: number }>} passages
 */

/** @typedef {{ kind: string, label: string, reason: string, start: number, end: number }} Unplaced */

/**
 * @typedef {object} Review what the API answers
 * @property {{
 *   id: string, title: string, publisher: string | null, publishedOn: string | null, url: string | null
 * }} source
 * @property {'open' | 'closed'} state
 * @property {{ id: string, slug: string, name: string } | null} ward
 * @property {Array<{ id: string, slug: string, name: string }>} candidates
 * @property {{ id: string, title: string, heldOn: string } | null} meeting
 * @property {string | null} text
 * @property {Finding[]} findings
 * @property {Unplaced[]} unplaced
 */

/**
 * @typedef {object} Field
 * @property {string} name of the property
 * @property {import('./words.js').Word} [word] what it is called, where that is not its name
 * @property {'text' | 'long' | 'lines' | 'number' | 'day' | 'period' | 'yes' | 'term' | 'choice'} type
 * @property {string} [of] the vocabulary of a term; the list of a choice
 * @property {boolean} [required]
 * @property {boolean} [inLabel] the label of the finding says it already
 */

/** @type {Record<string, { sign: string, word: import('./words.js').Word, fields: Field[] }>} */
export const kinds = {
  meeting: {
    sign: '◆',
    word: 'kindMeeting',
    fields: [
      { name: 'title', type: 'text', required: true, inLabel: true },
      { name: 'type', type: 'term', of: 'meeting-types', required: true },
      { name: 'heldOn', type: 'day', required: true },
      { name: 'endsOn', type: 'day' },
      { name: 'session', type: 'term', of: 'sessions' },
      { name: 'reviews', type: 'period' },
      { name: 'plans', type: 'period' },
      { name: 'summary', type: 'long' }
    ]
  },
  participant: {
    sign: '●',
    word: 'kindParticipant',
    fields: [
      { name: 'official', type: 'choice', of: 'officials', inLabel: true },
      { name: 'group', type: 'text', inLabel: true },
      { name: 'capacity', type: 'term', of: 'capacities', required: true },
      { name: 'titles', type: 'lines', inLabel: true }
    ]
  },
  citation: {
    sign: '§',
    word: 'kindCitation',
    fields: [
      { name: 'resolution', type: 'choice', of: 'resolutions', inLabel: true },
      { name: 'asCited', type: 'text', required: true, inLabel: true },
      { name: 'issuerAsStated', type: 'text' },
      { name: 'issuedOnAsStated', type: 'day' }
    ]
  },
  observation: {
    sign: '#',
    word: 'kindObservation',
    fields: [
      { name: 'indicator', type: 'choice', of: 'indicators', required: true, inLabel: true },
      { name: 'value', type: 'number' },
      { name: 'target', type: 'number' },
      { name: 'percentOfTarget', type: 'number' },
      { name: 'changePercent', type: 'number' },
      { name: 'valueText', type: 'text' },
      { name: 'unit', type: 'text', inLabel: true },
      { name: 'kind', type: 'term', of: 'observation-kinds', required: true },
      { name: 'period', type: 'period' },
      { name: 'comparator', type: 'term', of: 'comparators', required: true },
      { name: 'estimate', type: 'yes' },
      { name: 'subject', type: 'text' },
      { name: 'asReported', type: 'text', required: true, inLabel: true }
    ]
  },
  task: {
    sign: '▸',
    word: 'kindTask',
    fields: [
      { name: 'text', word: 'taskText', type: 'long', required: true, inLabel: true },
      { name: 'assignee', type: 'text' },
      { name: 'setBy', type: 'text' },
      { name: 'period', word: 'taskPeriod', type: 'period' },
      { name: 'category', type: 'term', of: 'indicator-categories' }
    ]
  }
}

export const UNPLACED = { sign: '□', word: /** @type {const} */ ('kindUnplaced') }

/** Kinds in the order of the sheet. */
export const order = Object.keys(kinds)

/** @param {{ kind: string, id: string }} finding */
export const keyOf = ({ kind, id }) => `${kind} ${id}`

/** @param {Unplaced} unplaced */
export const keyOfUnplaced = ({ kind, start, end }) => `unplaced ${kind}-${start}-${end}`

/**
 * What is not placed yet: a figure that somebody has placed rests on the very passage.
 * @param {Review} review
 */
export function unplacedIn ({ findings, unplaced }) {
  const figures = new Set(findings.filter(({ kind }) => kind === 'observation')
    .flatMap(({ passages }) => passages.map(({ start, end }) => `${start}-${end}`)))
  return unplaced.filter(({ kind, start, end }) => kind !== 'indicator' || !figures.has(`${start}-${end}`))
}

/** How sure a finding is: as its least sure passage. @param {Finding} finding */
export const confidenceOf = ({ passages }) =>
  passages.length === 0 ? null : Math.min(...passages.map(({ confidence }) => confidence))

/** The fields of a finding: a delegation is no person, and a person no delegation. @param {Finding} finding */
export const fieldsOf = ({ kind, record }) => kinds[kind].fields.filter(({ name }) =>
  kind !== 'participant' || (name === 'group' ? record.group !== null : name !== 'official' || record.group === null))
