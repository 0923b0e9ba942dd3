/** The sheet as it is seen: the text on one side with its passages marked, the findings on the other. */
import { actsOf, card } from './card.js'
import { byId, el } from './dom.js'
import { kinds, UNPLACED } from './kinds.js'
import { Sheet } from './sheet.js'
import { legend, marksOf, textParts } from './text.js'
import { wardPanel } from './ward.js'
import { day, say } from './words.js'

/** @param {string} url */
const isWeb = url => /^https?:\/\//i.test(url)

const calm = matchMedia('(prefers-reduced-motion: reduce)')

export class SheetView {
  /** @type {Sheet} */ sheet
  #main
  #isTextShown = true
  /** What the text was drawn from. @type {object | null} */
  #drawn = null

  /** @param {string} id @param {HTMLElement} main @param {string | null} ward */
  constructor (id, main, ward) {
    this.#main = main
    this.sheet = new Sheet(id, { view: this, ward })
  }

  /** Draws everything from the beginning. */
  begin () {
    this.#drawn = null
    this.#main.className = 'sheet'
    this.#main.replaceChildren(
      el('div', { id: 'head' }),
      el('div', { class: 'columns' },
        el('section', { id: 'text', 'aria-label': say('text') }),
        el('section', { id: 'findings', 'aria-label': say('findings'), 'data-pane': '' })),
      el('div', { id: 'bar', role: 'toolbar', 'aria-label': say('findings') }))
    this.draw()
    this.selectionMoved(null, { focus: true })
  }

  draw () {
    if (this.sheet.review === null || document.getElementById('head') === null) return
    const { review } = this.sheet
    document.title = `${review.source.title} – ${say('brand')}`
    byId('head').replaceChildren(...this.#head().filter(part => part !== false))
    if (this.#drawn !== review) byId('text').replaceChildren(...this.#text())
    this.#drawn = review
    const pane = byId('findings')
    const hadFocus = pane.contains(document.activeElement) || document.activeElement === document.body
    pane.replaceChildren(...this.#findings())
    byId('bar').replaceChildren(...this.#bar())
    this.#mark()
    if (hadFocus) this.#focus()
  }

  /** @param {string | null} before @param {{ focus: boolean }} options */
  selectionMoved (before, { focus }) {
    for (const key of [before, this.sheet.selected]) {
      const article = this.#cardOf(key)
      if (article === null) continue
      const isSelected = key === this.sheet.selected
      article.classList.toggle('selected', isSelected)
      article.tabIndex = isSelected ? 0 : -1
      if (isSelected) article.setAttribute('aria-current', 'true')
      else article.removeAttribute('aria-current')
    }
    byId('bar').replaceChildren(...this.#bar())
    this.#mark()
    this.#showPassage()
    this.#cardOf(this.sheet.selected)?.scrollIntoView({ block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth' })
    if (focus) this.#cardOf(this.sheet.selected)?.focus({ preventScroll: true })
  }

  /** @param {string | null} key @returns {HTMLElement | null} */
  #cardOf (key) {
    return key === null ? null : byId('findings').querySelector(`[data-key="${CSS.escape(key)}"]`)
  }

  /** The card, or the field that is being corrected. */
  #focus () {
    const article = this.#cardOf(this.sheet.selected)
    const { editing } = this.sheet
    const field = editing !== null && editing.key === this.sheet.selected
      ? article?.querySelector('[aria-invalid]') ?? article?.querySelector('input, select, textarea')
      : null
    const target = field ?? (this.sheet.isDone() ? byId('findings').querySelector('.done a') : null) ?? article
    if (field !== null) article?.scrollIntoView({ block: 'start' })
    if (target instanceof HTMLElement) target.focus({ preventScroll: field === null })
  }

  /** Marks the passages of what is selected. */
  #mark () {
    const { selected } = this.sheet
    const article = byId('text').querySelector('article')
    if (article === null) return
    const chosen = new Set(selected === null ? [] : marksOf(article, selected))
    for (const mark of article.querySelectorAll('mark')) mark.classList.toggle('selected', chosen.has(mark))
  }

  /** Scrolls the text, and nothing but the text, to the first passage of what is selected. */
  #showPassage () {
    const scroller = byId('text').querySelector('.scroller')
    const [mark] = scroller === null || this.sheet.selected === null ? [] : marksOf(scroller, this.sheet.selected)
    if (scroller === null || mark === undefined) return
    const { top, bottom } = mark.getBoundingClientRect()
    const frame = scroller.getBoundingClientRect()
    if (top >= frame.top + 24 && bottom <= frame.bottom - 24) return
    scroller.scrollBy({ top: top - frame.top - frame.height / 3, behavior: calm.matches ? 'auto' : 'smooth' })
  }

  #head () {
    const { review } = this.sheet
    const { source, ward, meeting } = review
    const { done, all } = this.sheet.progress()
    const url = source.url !== null && isWeb(source.url) ? source.url : null
    return [
      el('div', { class: 'about' },
        el('a', { class: 'back', href: this.sheet.queueAddress() }, `‹ ${say('queue')}`),
        el('h1', { lang: 'vi' }, source.title),
        el('p', { class: 'meta' },
          ...[
            ward?.name ?? say('wardUnknown'), meeting === null ? null : day(meeting.heldOn), source.publisher,
            source.publishedOn === null ? null : day(source.publishedOn)
          ].filter(part => part !== null).map(part => el('span', {}, part)),
          url !== null &&
            el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, `${say('original')} ↗`))),
      all > 0 && el('div', { class: 'standing' },
        el('label', {}, say('progress', { done, all }), el('progress', { max: Math.max(all, 1), value: done })),
        el('button', {
          type: 'button',
          class: 'quiet',
          disabled: done === all,
          'aria-keyshortcuts': 'Shift+A',
          onclick: () => this.sheet.acceptAll()
        }, say('acceptAll'), el('kbd', { 'aria-hidden': 'true' }, 'A')))
    ]
  }

  #text () {
    const { review } = this.sheet
    const { text } = review
    const article = text === null
      ? el('p', { class: 'empty' }, say('noText'))
      : el('article', { lang: 'vi' }, ...textParts({ ...review, text }, keys => this.sheet.choose(keys)))
    const toggle = el('button', {
      type: 'button',
      class: 'toggle',
      'aria-expanded': String(this.#isTextShown),
      'aria-controls': 'scroller',
      onclick: () => {
        this.#isTextShown = !this.#isTextShown
        toggle.textContent = say(this.#isTextShown ? 'hideText' : 'showText')
        toggle.setAttribute('aria-expanded', String(this.#isTextShown))
        byId('text').classList.toggle('folded', !this.#isTextShown)
        if (this.#isTextShown) this.#showPassage()
        this.#cardOf(this.sheet.selected)?.scrollIntoView({ block: 'nearest' })
      }
    }, say(this.#isTextShown ? 'hideText' : 'showText'))
    byId('text').classList.toggle('bare', text === null)
    return [
      el('div', { class: 'text-head' }, legend(), toggle),
      el('div', {
        class: 'scroller', id: 'scroller', tabindex: '0', 'data-scrolls': '', role: 'region', 'aria-label': say('text')
      }, article)
    ]
  }

  #findings () {
    const { sheet } = this
    const items = sheet.items()
    const kindsHere = [...Object.entries(kinds), /** @type {const} */ (['unplaced', UNPLACED])]
    const groups = kindsHere.flatMap(([kind, { sign, word }]) => {
      const own = items.filter(item => item.kind === kind)
      const open = own.filter(({ state }) => state === 'open' || state === 'unplaced').length
      return own.length === 0
        ? []
        : [el('section', { class: `group k-${kind}`, 'aria-labelledby': `group-${kind}` },
            el('h2', { id: `group-${kind}` },
              el('span', { class: `swatch a-${kind}`, 'aria-hidden': 'true' }, sign), say(word),
              el('span', { class: 'count' }, open === own.length ? `${own.length}` : `${open} / ${own.length}`)),
            el('ul', {}, ...own.map(item => card(item, sheet))))]
    })
    return [sheet.review.ward === null && wardPanel(sheet), sheet.isDone() && this.#done(), ...groups]
      .filter(part => part !== false)
  }

  #done () {
    const { next } = this.sheet
    const address = this.sheet.nextAddress()
    return el('div', { class: 'panel done' },
      el('p', {}, el('span', { class: 'tick', 'aria-hidden': 'true' }, '✓'), say('done')),
      address !== null && next != null
        ? el('a', { class: 'primary', href: address, 'aria-keyshortcuts': 'n' }, `${say('doneNext')}: ${next.title} ›`)
        : next === null && el('p', { class: 'hint' }, say('doneNone')),
      el('a', { class: 'quiet', href: this.sheet.queueAddress() }, say('backToQueue')))
  }

  /** The acts at the thumb, where the page is narrow. */
  #bar () {
    const { sheet } = this
    const item = sheet.itemOf(sheet.selected)
    const move = (/** @type {1 | -1} */ step) => el('button', {
      type: 'button',
      class: 'quiet',
      'aria-label': say(step === 1 ? 'next' : 'previous'),
      onclick: () => sheet.move(step)
    }, step === 1 ? '↓' : '↑')
    if (item === null || sheet.editing !== null) return []
    return [move(-1), ...actsOf(item, sheet), move(1)]
  }
}
