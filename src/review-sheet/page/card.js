/** One finding as a card: what was found, how sure it is, and what can be decided about it. */
import { el } from './dom.js'
import { confidenceOf, fieldsOf } from './kinds.js'
import { spoken, termName, unitOf } from './vocabularies.js'
import { day, number, percent, say } from './words.js'

/** @typedef {import('./items.js').Item} Item */
/** @typedef {import('./sheet.js').Sheet} Sheet */

/** Below this a finding asks for a closer look. */
const UNSURE = 0.8

/** @param {import('./kinds.js').Field} field @param {any} value @param {Record<string, any>} record */
function shown ({ type, of = '', name }, value, record) {
  if (type === 'term') return termName(of, value)
  if (type === 'day') return day(value)
  if (type === 'yes') return say('yes')
  if (type !== 'number') return String(value)
  const unit = name.endsWith('Percent') || name.startsWith('percent') ? '%' : record.unit ?? unitOf(record.indicator)
  return [number(value), spoken(unit)].filter(Boolean).join(' ')
}

/** What goes without saying: a value is exact, and a result. @type {Record<string, string>} */
const UNSAID = { comparator: 'eq', kind: 'actual' }

/** What the label does not say. @param {import('./kinds.js').Finding} finding */
function details (finding) {
  const { record } = finding
  const rows = fieldsOf(finding)
    .filter(({ name, inLabel }) => inLabel !== true && ![null, false, undefined, UNSAID[name]].includes(record[name]))
    .map(field => el('div', {},
      el('dt', {}, say(/** @type {import('./words.js').Word} */ (field.word ?? field.name))),
      el('dd', {}, shown(field, record[field.name], record))))
  return rows.length > 0 && el('dl', { class: 'details' }, ...rows)
}

/**
 * @param {import('./words.js').Word} word
 * @param {{ sign: string, keys: string, look: string, act: () => void }} options
 */
export const button = (word, { sign, keys, look, act }) => el('button', {
  type: 'button', class: look, 'aria-keyshortcuts': keys, title: `${say(word)} (${keys})`, onclick: act
}, el('span', { class: 'sign', 'aria-hidden': 'true' }, sign), el('span', { class: 'word' }, say(word)))

/** The form of a finding that is being corrected, or placed. @param {Sheet} sheet @param {string} save */
function editor (sheet, save) {
  return el('form', {
    class: 'editor',
    novalidate: true,
    /** @param {SubmitEvent} event */
    onsubmit: event => {
      event.preventDefault()
      sheet.save()
    }
  }, ...sheet.editing?.form.elements() ?? [],
  el('div', { class: 'actions' },
    el('button', { type: 'submit', class: 'primary', 'aria-keyshortcuts': 'Control+Enter' }, save),
    el('button', { type: 'button', class: 'quiet', 'aria-keyshortcuts': 'Escape', onclick: () => sheet.leaveEditing() },
      say('cancel'))))
}

/** What can be decided about an item now. @param {Item} item @param {Sheet} sheet */
export function actsOf ({ key, state, unplaced }, sheet) {
  if (state === 'rejected') {
    return [button('undo', { sign: '↶', keys: 'u', look: 'quiet', act: () => sheet.undo(key) })]
  }
  if (state === 'unplaced') {
    const can = unplaced?.kind === 'indicator' && sheet.review.ward !== null
    return can ? [button('place', { sign: '＋', keys: 'e', look: 'primary', act: () => sheet.edit(key) })] : []
  }
  if (state === 'accepted') return []
  return [
    button('accept', { sign: '✓', keys: 'a', look: 'primary', act: () => sheet.accept(key) }),
    button('correct', { sign: '✎', keys: 'e', look: 'quiet', act: () => sheet.edit(key) }),
    button('reject', { sign: '✕', keys: 'x', look: 'quiet', act: () => sheet.reject(key) })
  ]
}

/** @param {Item} item @param {Sheet} sheet */
function contents (item, sheet) {
  if (sheet.editing?.key === item.key) return [editor(sheet, say(item.unplaced === null ? 'save' : 'placeSave'))]
  const acts = actsOf(item, sheet)
  return [
    item.finding !== null && item.state !== 'rejected' && details(item.finding),
    acts.length > 0 && el('div', { class: 'actions' }, ...acts)
  ]
}

/** @param {Item} item */
function badges ({ state, finding, unplaced }) {
  if (finding === null) {
    const reasons = /** @type {Record<string, import('./words.js').Word>} */ ({
      indicator: 'unplacedIndicator', document: 'unplacedDocument', official: 'unplacedOfficial', task: 'unplacedTask'
    })
    return el('p', { class: 'reason' }, unplaced === null ? '' : say(reasons[unplaced.kind]))
  }
  const confidence = confidenceOf(finding)
  return el('p', { class: 'badges' },
    state === 'accepted' && el('span', { class: 'state' }, `✓ ${say('isAccepted')}`),
    state === 'rejected' && el('span', { class: 'state' }, `✕ ${say('isRejected')}`),
    state === 'open' && confidence !== null && el('span', {
      class: confidence < UNSURE ? 'confidence unsure' : 'confidence'
    }, say('sure', { percent: percent(confidence) }), confidence < UNSURE && ` – ${say('look')}`),
    ...state === 'rejected'
      ? []
      : (finding.record.flags ?? []).map((/** @type {{ code: string }} */ { code }) =>
          el('span', { class: 'flag' }, `⚠ ${termName('flags', code)}`)))
}

/** @param {Item} item @param {Sheet} sheet */
export function card (item, sheet) {
  const { key, state, finding, unplaced } = item
  const isSelected = sheet.selected === key
  const id = `card-${key.replace(/[^\w-]/g, '-')}`
  const quote = finding === null ? null : finding.passages[0]?.quote ?? null
  return el('li', {}, el('article', {
    id,
    class: `card ${state}${isSelected ? ' selected' : ''}`,
    'data-key': key,
    tabindex: isSelected ? '0' : '-1',
    'aria-labelledby': `${id}-label`,
    'aria-current': isSelected && 'true',
    'aria-busy': sheet.isBusy(key) && 'true',
    /** @param {MouseEvent} event */
    onclick: event => {
      const { target } = event
      if (!(target instanceof Element) || target.closest('button, input, select, textarea, label') === null) {
        sheet.select(key)
      }
    },
    onfocusin: () => sheet.select(key, { focus: false })
  },
  el('h3', { id: `${id}-label` }, finding?.label ?? unplaced?.label ?? ''),
  badges(item),
  quote !== null && el('blockquote', { class: 'quote' }, quote),
  ...contents(item, sheet)))
}
