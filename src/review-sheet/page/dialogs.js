/** What is asked before something is done that is not lightly undone, and the table of keys. */
import { dialog, el } from './dom.js'
import { say } from './words.js'

/**
 * Why a finding is rejected; null where it is not.
 * @param {string} label
 * @param {number} hanging how many findings go with it
 */
export function rejectDialog (label, hanging) {
  const input = el('input', { type: 'text', required: true, maxlength: '1000', autocomplete: 'off' })
  const usual = /** @type {const} */ (['reasonMisread', 'reasonAbsent', 'reasonTwice', 'reasonElsewhere']).map(word =>
    el('button', {
      type: 'button',
      class: 'chip',
      onclick: () => {
        input.value = say(word)
        input.focus()
      }
    }, say(word)))
  return dialog({
    title: say('rejectTitle'),
    parts: [
      el('p', { class: 'what' }, label),
      hanging > 0 && el('p', { class: 'fault' }, say('rejectMeeting', { count: hanging })),
      el('label', { class: 'field' }, el('span', {}, say('reason')), input),
      el('div', { class: 'chips' }, ...usual)
    ],
    ok: say('reject'),
    cancel: say('cancel'),
    danger: true,
    read: () => input.value.trim() || null
  })
}

/** Whether all that is left is accepted. @param {number} count */
export async function acceptAllDialog (count) {
  return await dialog({
    title: say('acceptAllTitle', { count }),
    parts: [el('p', {}, say('acceptAllHint'))],
    ok: say('acceptAll'),
    cancel: say('cancel'),
    read: () => true
  }) === true
}

/** The table of keys. */
export async function helpDialog () {
  const rows = /** @type {const} */ ([
    ['j ↓ / k ↑', 'keyMove'], ['a', 'keyAccept'], ['x', 'keyReject'], ['e', 'keyEdit'], ['A', 'keyAll'],
    ['u', 'keyUndo'], ['n', 'keyNext'], ['Ctrl Enter', 'keySave'], ['Esc', 'keyLeave'], ['?', 'keyHelp']
  ])
  await dialog({
    title: say('help'),
    parts: [el('table', { class: 'keys' }, ...rows.map(([keys, word]) => el('tr', {},
      el('th', { scope: 'row' }, ...keys.split(' ').map(key => key === '/' ? ' ' : el('kbd', {}, key))),
      el('td', {}, say(word)))))],
    ok: say('close'),
    read: () => true
  })
}
