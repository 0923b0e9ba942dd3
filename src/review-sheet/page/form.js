/** A form for the fields of a record. What was typed outlives the form's elements, which may be made anew. */
import { el } from './dom.js'
import { apart, choiceOf, search, termsOf } from './vocabularies.js'
import { language, nameOf, number, say } from './words.js'

/** @typedef {import('./kinds.js').Field} Field */
/** @typedef {import('./vocabularies.js').Choice} Choice */

const PERIOD = /^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])|([1-9]|1[0-2])M)|\/\d{4})?$/
/** How long somebody stops typing before what they typed is searched for, in milliseconds. */
const PAUSE = 250

/**
 * A number as people write it in a language, that of the page where none is named; undefined where it is none.
 * @param {string} text
 */
export function readNumber (text, spoken = language()) {
  const [group, point] = spoken === 'vi' ? ['\\.', ','] : [',', '\\.']
  const plain = text.replace(/\s/g, '')
  if (!new RegExp(`^-?(\\d{1,3}(${group}\\d{3})+|\\d+)(${point}\\d+)?$`).test(plain)) return undefined
  return Number(plain.replace(new RegExp(group, 'g'), '').replace(new RegExp(point), '.'))
}

/** @param {Field} field @param {unknown} value */
function write (field, value) {
  if (value === null || value === undefined || field.type === 'choice') return ''
  if (field.type === 'number') return number(Number(value))
  if (field.type === 'lines') return /** @type {string[]} */ (value).join('\n')
  if (field.type === 'yes') return value === true ? 'true' : ''
  return String(value)
}

let forms = 0

export class Form {
  #fields
  /** @type {Record<string, any>} */
  #values
  /** @type {Record<string, string>} */
  #typed
  /** @type {Record<string, string>} */
  #faults = {}
  /** Choices that are known, by field. @type {Record<string, Choice[]>} */
  #choices = {}
  /** Fields whose choice was loaded and not touched since. @type {Set<string>} */
  #untouched = new Set()
  /** @type {Record<string, HTMLElement>} */
  #inputs = {}
  #prefix = `form-${++forms}`
  /** The language in which its numbers are written, also where the reader goes on in another. */
  #spoken = language()

  /**
   * @param {Field[]} fields
   * @param {Record<string, any>} values as the record has them
   * @param {{ candidates?: string[] }} [options] ids that are offered first
   */
  constructor (fields, values, { candidates = [] } = {}) {
    this.#fields = fields
    this.#values = values
    this.#typed = Object.fromEntries(fields.map(field => [field.name, write(field, values[field.name])]))
    for (const { name, type, of = '' } of fields) {
      if (type !== 'choice') continue
      this.#choices[name] = []
      const value = values[name] ?? null
      this.#untouched.add(name)
      this.#offer(name, of, value, candidates)
    }
  }

  /** @param {string} name @param {string} of @param {string | null} value @param {string[]} candidates */
  async #offer (name, of, value, candidates) {
    const wanted = [...new Set([...value === null ? [] : [value], ...of === 'resolutions' ? candidates : []])]
    const [first, ...found] = await Promise.all([search(of, ''), ...wanted.map(async id => await choiceOf(of, id))])
    this.#add(name, [...found.filter(choice => choice !== null), ...first])
    if (value === null || !this.#untouched.has(name)) return
    const label = this.#choices[name].find(({ id }) => id === value)?.label ?? ''
    this.#typed[name] = label
    const input = this.#inputs[name]
    if (input instanceof HTMLInputElement && input.value === '') input.value = label
  }

  /** @param {string} name @param {Choice[]} choices */
  #add (name, choices) {
    const distinct = new Map([...this.#choices[name], ...choices].map(choice => [choice.id, choice]))
    this.#choices[name] = apart([...distinct.values()])
    const options = document.getElementById(`${this.#prefix}-${name}-list`)
    options?.replaceChildren(...this.#choices[name].map(({ label }) => el('option', { value: label })))
  }

  /** What was typed into a field. @param {string} name */
  typed (name) {
    return this.#typed[name]
  }

  /** What is wrong with fields, by name. @param {Record<string, string>} faults */
  complain (faults) {
    this.#faults = faults
  }

  /** The elements, anew. */
  elements () {
    return this.#fields.map(field => this.#element(field))
  }

  /** @param {Field} field */
  #element (field) {
    const { name, type, required = false, word = name } = field
    const id = `${this.#prefix}-${name}`
    const fault = this.#faults[name]
    const hint = type === 'lines' ? say('linesHint') : type === 'period' ? say('badPeriod') : null
    const described = [fault !== undefined && `${id}-fault`, hint !== null && `${id}-hint`].filter(Boolean).join(' ')
    const input = this.#input(field, {
      id,
      'aria-invalid': fault !== undefined && 'true',
      'aria-required': required && 'true',
      'aria-describedby': described || null,
      /** @param {Event} event */
      oninput: event => {
        const element = /** @type {HTMLInputElement} */ (event.target)
        this.#untouched.delete(name)
        this.#typed[name] = element.type === 'checkbox' ? (element.checked ? 'true' : '') : element.value
      }
    })
    this.#inputs[name] = input
    return el('div', { class: `field field-${type}`, 'data-field': name },
      el('label', { for: id }, say(/** @type {import('./words.js').Word} */ (word)),
        required && el('span', { 'aria-hidden': 'true' }, ' *')),
      input,
      type === 'choice' && el('datalist', { id: `${id}-list` },
        ...this.#choices[name].map(({ label }) => el('option', { value: label }))),
      hint !== null && el('p', { class: 'hint', id: `${id}-hint` }, hint),
      fault !== undefined && el('p', { class: 'fault', id: `${id}-fault` }, fault))
  }

  /**
   * @param {Field} field
   * @param {Record<string, unknown>} attributes
   * @returns {HTMLElement}
   */
  #input ({ name, type, of = '', required = false }, attributes) {
    const typed = this.#typed[name]
    if (type === 'long') return el('textarea', { ...attributes, rows: 4 }, typed)
    if (type === 'lines') return el('textarea', { ...attributes, rows: 2 }, typed)
    if (type === 'yes') return el('input', { ...attributes, type: 'checkbox', checked: typed === 'true' })
    if (type === 'term') {
      const none = !(required && typed !== '') && el('option', { value: '', selected: typed === '' }, '–')
      return el('select', attributes, none, ...termsOf(of).map(term =>
        el('option', { value: term.code, selected: term.code === typed }, nameOf(term))))
    }
    if (type === 'day') return el('input', { ...attributes, type: 'date', value: typed })
    const text = { ...attributes, type: 'text', value: typed, autocomplete: 'off' }
    if (type === 'number') return el('input', { ...text, inputmode: 'decimal' })
    if (type === 'period') return el('input', { ...text, placeholder: '2024-H1', spellcheck: 'false' })
    if (type !== 'choice') return el('input', text)
    const input = el('input', { ...text, list: `${attributes.id}-list` })
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let pause
    input.addEventListener('input', () => {
      clearTimeout(pause)
      if (of === 'indicators' || this.#choices[name].some(({ label }) => label === input.value)) return
      // What is found while somebody types is only offered: where nothing can be found, nothing is.
      pause = setTimeout(() => { search(of, input.value).then(found => this.#add(name, found), () => {}) }, PAUSE)
    })
    return input
  }

  /**
   * What was typed, as values; null where something is wrong, which the elements then say.
   * @returns {Record<string, any> | null}
   */
  read () {
    /** @type {Record<string, any>} */
    const values = {}
    this.#faults = {}
    for (const field of this.#fields) {
      const value = this.#value(field)
      if (value === undefined) continue
      if ((value === null || value === '') && field.required === true) this.#faults[field.name] = say('required')
      values[field.name] = value
    }
    return Object.keys(this.#faults).length === 0 ? values : null
  }

  /** @param {Field} field @returns {unknown} undefined where something is wrong with it */
  #value ({ name, type }) {
    const typed = this.#typed[name].trim()
    if (type === 'yes') return typed === 'true'
    if (type === 'lines') return typed.split('\n').map(line => line.trim()).filter(line => line !== '')
    if (type === 'choice' && this.#untouched.has(name)) return this.#values[name] ?? null
    if (typed === '') return null
    if (type === 'number') {
      const value = readNumber(typed, this.#spoken)
      if (value === undefined) this.#faults[name] = say('badNumber')
      return value
    }
    if (type === 'period' && !PERIOD.test(typed)) {
      this.#faults[name] = say('badPeriod')
      return undefined
    }
    if (type === 'choice') {
      const choice = this.#choices[name].find(({ label }) => label === typed)
      if (choice === undefined) this.#faults[name] = say('notInList')
      return choice?.id
    }
    return typed
  }

  /**
   * What differs from the record; null where something is wrong.
   * @returns {Record<string, any> | null}
   */
  changes () {
    const values = this.read()
    return values === null
      ? null
      : Object.fromEntries(Object.entries(values).filter(([name, value]) =>
        JSON.stringify(value) !== JSON.stringify(this.#values[name] ?? null)))
  }
}

/**
 * The faults of a refusal by the field that they point at; what points at no field is told otherwise.
 * @param {import('./api.js').Refusal} refusal
 * @param {Field[]} fields
 */
export const faultsOf = ({ errors }, fields) => Object.fromEntries(errors.flatMap(({ pointer = '', detail }) => {
  const name = pointer.split('/')[1]
  return fields.some(field => field.name === name) ? [[name, detail]] : []
}))
