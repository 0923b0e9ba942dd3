/** Words to choose from: the vocabularies of the register, its indicators, and records that are searched for. */
import { ask, list } from './api.js'
import { nameOf } from './words.js'

/** @typedef {{ code: string, name: string, nameEn: string, unit?: string }} Term */

const NAMES = [
  'meeting-types', 'sessions', 'capacities', 'observation-kinds', 'comparators', 'indicator-categories', 'flags'
]

/** @type {Map<string, Term[]>} */
const known = new Map()

/** Fetches the vocabularies and the indicators, once. */
export async function loadVocabularies () {
  if (known.size > 0) return
  const [indicators, ...lists] = await Promise.all([
    allIndicators(), ...NAMES.map(async name => (await list(`/v1/vocabularies/${name}`)).data)
  ])
  NAMES.forEach((name, at) => known.set(name, lists[at]))
  known.set('indicators', indicators)
}

/** @returns {Promise<Term[]>} */
async function allIndicators () {
  const all = []
  for (let cursor = null; ;) {
    const { data, page } = await list('/v1/indicators', { limit: 200, cursor })
    all.push(...data)
    cursor = page.next
    if (cursor === null) return all
  }
}

/** @param {string} name */
export const termsOf = name => known.get(name) ?? []

/** What a code is called; the code itself where it is not known. @param {string} name @param {string} code */
export function termName (name, code) {
  const term = termsOf(name).find(term => term.code === code)
  return term === undefined ? code : nameOf(term)
}

/** A unit as it is said: money is kept under its code. @param {string | null | undefined} unit */
export const spoken = unit => unit === 'VND' ? 'đồng' : unit ?? null

/** @param {string} code */
export const unitOf = code => termsOf('indicators').find(term => term.code === code)?.unit ?? null

/** @typedef {{ id: string, label: string }} Choice */

/** @type {Record<string, (record: any) => Choice>} */
const shown = {
  indicators: ({ code, unit, ...names }) => ({ id: code, label: `${nameOf(names)} (${spoken(unit) ?? code})` }),
  officials: ({ id, name, appointments }) =>
    ({ id, label: [name, appointments.at(-1)?.title].filter(Boolean).join(' – ') }),
  resolutions: ({ id, symbol, issuer, issuedOn }) =>
    ({ id, label: [symbol, issuer?.name, issuedOn].filter(Boolean).join(' – ') }),
  wards: ({ slug, name, parent }) => ({ id: slug, label: parent == null ? name : `${name}, ${parent.name}` })
}

/** Labels that tell all choices apart. @param {Choice[]} choices */
export function apart (choices) {
  const labels = choices.map(({ label }) => label)
  return choices.map(({ id, label }) =>
    ({ id, label: labels.indexOf(label) === labels.lastIndexOf(label) ? label : `${label} [${id.slice(-4)}]` }))
}

/**
 * What fits some words: of the indicators all, since they are at hand.
 * @param {string} of
 * @param {string} words
 * @returns {Promise<Choice[]>}
 */
export async function search (of, words) {
  if (of === 'indicators') return apart(termsOf(of).map(shown[of]))
  if (words.trim() === '') return []
  const { data } = await list(`/v1/${of}`, {
    q: words.trim().slice(0, 100), limit: 10, ...(of === 'wards' ? {} : { status: 'any' })
  })
  return apart(data.map(shown[of]))
}

/**
 * One choice by its id; null where there is none.
 * @param {string} of
 * @param {string} id
 * @returns {Promise<Choice | null>}
 */
export async function choiceOf (of, id) {
  if (of === 'indicators') return apart(termsOf(of).map(shown[of])).find(choice => choice.id === id) ?? null
  try {
    return shown[of]((await ask('GET', `/v1/${of}/${encodeURIComponent(id)}`)).body)
  } catch {
    return null
  }
}
