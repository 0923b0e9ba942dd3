/** Elements, dialogs and announcements. Whatever comes from outside goes into the page as text. */

/** @typedef {Node | string | null | undefined | false} Part */

/**
 * An element. Attributes that are false, null or undefined are left out; true stands for the empty attribute; a
 * function under a name such as `onclick` listens.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Part} parts
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el (tag, attributes = {}, ...parts) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    } else if (value === true) {
      element.setAttribute(name, '')
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value))
    }
  }
  for (const part of parts) if (part !== null && part !== undefined && part !== false) element.append(part)
  return element
}

/**
 * An element that the page cannot do without.
 * @param {string} id
 */
export function byId (id) {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`no element ${id}`)
  return element
}

/**
 * A modal dialog with a form; resolves with what `read` makes of it, or null where it was left.
 * @template R
 * @param {{
 *   title: string, parts: Part[], ok: string, cancel?: string, danger?: boolean, must?: boolean, read: () => R | null
 * }} options `read` may answer null to keep the dialog open; one that must be answered cannot be left
 * @returns {Promise<R | null>}
 */
export function dialog ({ title, parts, ok, cancel, danger = false, must = false, read }) {
  const before = document.activeElement
  return new Promise(resolve => {
    /** @type {R | null} */
    let answer = null
    const heading = el('h2', { id: 'dialog-title' }, title)
    const form = el('form', {
      method: 'dialog',
      /** @param {SubmitEvent} event */
      onsubmit: event => {
        event.preventDefault()
        answer = read()
        if (answer !== null) box.close()
      }
    }, heading, ...parts, el('div', { class: 'dialog-actions' },
      cancel !== undefined && el('button', { type: 'button', class: 'quiet', onclick: () => box.close() }, cancel),
      el('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, ok)))
    const box = el('dialog', {
      'aria-labelledby': 'dialog-title',
      /** @param {Event} event */
      oncancel: event => { if (must) event.preventDefault() },
      onclose: () => {
        box.remove()
        if (before instanceof HTMLElement && before.isConnected) before.focus()
        resolve(answer)
      }
    }, form)
    document.body.append(box)
    box.showModal()
    const first = form.querySelector('input') ?? form.querySelector('[type=submit]')
    if (first instanceof HTMLElement) first.focus()
  })
}

/** Whether a dialog is open. */
export const isDialogOpen = () => document.querySelector('dialog[open]') !== null

/**
 * Says something to whoever reads by ear, and shows it to the others for a while.
 * @param {string} text
 * @param {'told' | 'warning'} tone a warning stays until the next message
 */
export function tell (text, tone = 'told') {
  const place = byId(tone === 'told' ? 'told' : 'warning')
  for (const other of [byId('told'), byId('warning')]) other.replaceChildren()
  place.append(el('p', {}, text,
    el('button', {
      type: 'button', class: 'close', 'aria-label': '×', onclick: () => place.replaceChildren()
    }, '×')))
  const shown = place.firstChild
  if (tone === 'told') {
    setTimeout(() => { if (place.firstChild === shown) place.replaceChildren() }, 5000)
  }
}
