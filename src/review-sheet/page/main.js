/** Where the page begins: what stands around it, and whether it shows the queue or one text. */
import { forgetKey, Refusal } from './api.js'
import { helpDialog } from './dialogs.js'
import { byId, el } from './dom.js'
import { listenToKeys } from './keyboard.js'
import { drawQueue, listenInQueue } from './queue.js'
import { SheetView } from './sheet-view.js'
import { loadVocabularies } from './vocabularies.js'
import { changeLanguage, language, say } from './words.js'

const id = /^\/review\/([^/]+)\/?$/.exec(location.pathname)?.[1]
const ward = new URLSearchParams(location.search).get('ward')

/** The frame, in the language of the reader. */
function drawFrame () {
  document.documentElement.lang = language()
  byId('top').replaceChildren(
    el('a', { class: 'brand', href: '/review' },
      el('span', { class: 'seal', 'aria-hidden': 'true' }, '✓'), say('brand'),
      el('span', { class: 'where' }, say('review'))),
    el('nav', {},
      el('button', {
        type: 'button',
        class: 'plain',
        lang: language() === 'vi' ? 'en' : 'vi',
        id: 'language',
        onclick: () => {
          changeLanguage()
          drawFrame()
          draw().then(() => byId('language').focus())
        }
      }, say('otherLanguage')),
      el('button', {
        type: 'button',
        class: 'plain',
        onclick: () => {
          forgetKey()
          location.reload()
        }
      }, say('changeKey')),
      id !== undefined && el('button', {
        type: 'button', class: 'plain', 'aria-label': say('help'), title: say('help'), onclick: () => helpDialog()
      }, '?')))
}

document.body.replaceChildren(
  el('header', { id: 'top' }),
  el('main', { id: 'main' }),
  el('div', { id: 'messages' },
    el('div', { id: 'told', role: 'status', 'aria-live': 'polite' }),
    el('div', { id: 'warning', role: 'alert' })))

const main = byId('main')
const view = id === undefined ? null : new SheetView(id, main, ward)

/** Shows what belongs here, or why it cannot be shown. */
async function draw () {
  try {
    if (view === null) {
      await drawQueue(main, ward)
      return
    }
    if (view.sheet.review === null) {
      main.className = 'queue'
      main.replaceChildren(el('p', { class: 'hint', role: 'status' }, say('loading')))
      await Promise.all([view.sheet.load(), loadVocabularies()])
    }
    view.begin()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    main.className = 'queue'
    main.replaceChildren(el('div', { class: 'panel refused', role: 'alert' },
      el('p', {}, error.status === 403 ? say('forbidden', { detail: error.message }) : error.message),
      el('div', { class: 'actions' },
        el('button', { type: 'button', class: 'primary', onclick: () => { draw() } }, say('retry')),
        view !== null && el('a', { class: 'quiet', href: '/review' }, say('backToQueue')))))
  }
}

drawFrame()
if (view === null) listenInQueue()
else listenToKeys(view.sheet)
await draw()
