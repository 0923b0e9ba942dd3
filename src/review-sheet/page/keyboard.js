/** The keys of the sheet; none of them counts while somebody types or a dialog is open. */
import { helpDialog } from './dialogs.js'
import { isDialogOpen, tell } from './dom.js'
import { say } from './words.js'

/** @param {KeyboardEvent} event */
const isTyping = ({ target }) =>
  target instanceof HTMLElement && target.closest('input, textarea, select') !== null

/**
 * Arrows scroll what is scrolled, where the focus is in the text.
 * @param {KeyboardEvent} event
 */
const isScrolling = ({ target, key }) =>
  key.startsWith('Arrow') && target instanceof HTMLElement && target.closest('[data-scrolls]') !== null

/** @param {import('./sheet.js').Sheet} sheet */
export function listenToKeys (sheet) {
  /** @type {Record<string, () => unknown>} */
  const acts = {
    j: () => sheet.move(1),
    ArrowDown: () => sheet.move(1),
    k: () => sheet.move(-1),
    ArrowUp: () => sheet.move(-1),
    a: () => sheet.accept(sheet.selected),
    x: () => sheet.reject(sheet.selected),
    e: () => sheet.edit(sheet.selected),
    A: () => sheet.acceptAll(),
    u: () => sheet.undo(),
    n: () => {
      const address = sheet.nextAddress()
      if (address !== null) location.assign(address)
    },
    '?': () => helpDialog()
  }
  document.addEventListener('keydown', event => {
    if (isDialogOpen() || event.defaultPrevented) return
    if (sheet.editing !== null) {
      if (event.key === 'Escape') sheet.leaveEditing()
      else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) sheet.save()
      else if (event.key === '?' && !isTyping(event)) helpDialog()
      else return
      event.preventDefault()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isScrolling(event)) return
    // An input method for Vietnamese takes two keys for one letter, and swallows the second.
    if (/^[^\p{ASCII}]$/u.test(event.key)) tell(say('inputMethod'), 'warning')
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}
