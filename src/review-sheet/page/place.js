/** The form with which a figure that no indicator fits is placed under one that a person chooses. */
import { kinds } from './kinds.js'
import { readNumber } from './form.js'

const wanted = ['indicator', 'value', 'valueText', 'target', 'percentOfTarget', 'kind', 'period', 'asReported']

export const placeFields = kinds.observation.fields.filter(({ name }) => wanted.includes(name))

/** Money is told in millions and billions: its value is left to people. */
const MONEY = /(tỷ|tỉ|triệu|nghìn|ngàn)(?!\p{L})/iu

/**
 * What is there to begin with: the words of the passage, and its value where it has just one number.
 * @param {import('./kinds.js').Unplaced} unplaced
 * @param {import('./kinds.js').Review} review
 */
export function placeValues ({ start, end }, { text, findings }) {
  const passage = text?.slice(start, end) ?? ''
  const numbers = passage.match(/\d+([.,]\d+)*/g) ?? []
  const [only] = numbers.length === 1 && !MONEY.test(passage.normalize('NFC')) ? numbers : []
  const meeting = findings.find(({ kind }) => kind === 'meeting')
  return {
    indicator: null,
    value: only === undefined ? null : readNumber(only, 'vi') ?? null,
    valueText: null,
    target: null,
    percentOfTarget: null,
    kind: 'actual',
    period: meeting?.record.reviews ?? null,
    asReported: passage.replace(/\s+/g, ' ').trim().slice(0, 1000)
  }
}
