/** The text of a source with its passages marked. */
import { el } from './dom.js'
import { keyOf, keyOfUnplaced, kinds, UNPLACED, unplacedIn } from './kinds.js'
import { segmentsOf } from './segments.js'
import { say } from './words.js'

/** The passages of a review with the finding that each belongs to. @param {import('./kinds.js').Review} review */
export const passagesOf = review => [
  ...review.findings.flatMap(finding => finding.passages.map(({ start, end }) =>
    ({ key: keyOf(finding), kind: finding.kind, start, end }))),
  ...unplacedIn(review).map(one => ({ key: keyOfUnplaced(one), kind: 'unplaced', start: one.start, end: one.end }))
]

/** @param {string} kind */
const infoOf = kind => kind === 'unplaced' ? UNPLACED : kinds[kind]

/**
 * The text in pieces: plain ones, and marks that tell by colour, line and sign what rests on them. A piece that several
 * passages cover has the colours of the two shortest.
 * @param {import('./kinds.js').Review & { text: string }} review
 * @param {(keys: string[]) => void} choose
 */
export function textParts (review, choose) {
  return segmentsOf(review.text.length, passagesOf(review)).map(({ start, end, over, begins }) => {
    const piece = review.text.slice(start, end)
    if (over.length === 0) return document.createTextNode(piece)
    const keys = [...new Set(over.map(({ key }) => key))]
    const [first, second] = [...new Set(over.map(({ kind }) => kind))]
    const signs = [...new Set(begins.map(({ kind }) => infoOf(kind).sign))].join('')
    return el('mark', {
      class: `a-${first} ${second === undefined ? '' : `b-${second}`}`.trim(),
      'data-keys': keys.join('|'),
      'data-start': start,
      'data-end': end,
      'data-sign': signs === '' ? null : signs,
      title: [...new Set(over.map(({ kind }) => say(infoOf(kind).word)))].join(' · '),
      onclick: () => choose(keys)
    }, piece)
  })
}

/** The marks of a finding, in the order of the text. @param {ParentNode} article @param {string} key */
export const marksOf = (article, key) => [...article.querySelectorAll('mark')]
  .filter(mark => mark.dataset.keys?.split('|').includes(key))

/** What the colours and signs mean. */
export const legend = () => el('ul', { class: 'legend', 'aria-label': say('legend') },
  ...[...Object.entries(kinds), /** @type {const} */ (['unplaced', UNPLACED])].map(([kind, { sign, word }]) =>
    el('li', {}, el('span', { class: `swatch a-${kind}`, 'aria-hidden': 'true' }, sign), say(word))))
