/** Choosing the ward of a text whose words alone do not tell it. */
import { el } from './dom.js'
import { Form } from './form.js'
import { say } from './words.js'

/** What is typed outlives the panel. @type {WeakMap<object, Form>} */
const forms = new WeakMap()

/** @param {import('./sheet.js').Sheet} sheet */
export function wardPanel (sheet) {
  const form = forms.get(sheet) ?? wardForm('ward', null)
  forms.set(sheet, form)
  const place = el('div', {}, ...form.elements())
  return el('form', {
    class: 'panel ward',
    novalidate: true,
    /** @param {SubmitEvent} event */
    onsubmit: event => {
      event.preventDefault()
      const values = form.read()
      if (values === null) place.replaceChildren(...form.elements())
      else sheet.placeWard(values.ward, form.typed('ward'))
    }
  },
  el('h2', {}, say('wardTitle')),
  el('p', { class: 'hint' }, say('wardHint')),
  el('div', { class: 'chips' }, ...sheet.review.candidates.map(({ slug, name }) =>
    el('button', { type: 'button', class: 'chip', onclick: () => sheet.placeWard(slug, name) }, `${name} (${slug})`))),
  place,
  el('button', { type: 'submit', class: 'primary' }, say('wardPlace')))
}

/** A form with one field, for a ward. @param {'ward' | 'wardFilter'} word @param {string | null} slug */
export const wardForm = (word, slug) => new Form(
  [{ name: 'ward', word, type: 'choice', of: 'wards', required: word === 'ward' }], { ward: slug })
