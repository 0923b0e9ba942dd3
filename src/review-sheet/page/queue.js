/** The queue: the texts that wait for people, the oldest first. */
import { list, Refusal } from './api.js'
import { isDialogOpen, el, tell } from './dom.js'
import { kinds } from './kinds.js'
import { wardForm } from './ward.js'
import { day, percent, say } from './words.js'

const counts = /** @type {const} */ ({
  meeting: 'meetings', participant: 'participants', citation: 'citations', observation: 'observations', task: 'tasks'
})

/** @param {any} review @param {string | null} ward */
function row ({ source, ward: about, open, confidence, createdAt }, ward) {
  const address = `/review/${source.id}${ward === null ? '' : `?ward=${encodeURIComponent(ward)}`}`
  return el('li', {}, el('a', { href: address, class: 'row' },
    el('span', { class: 'row-title', lang: 'vi' }, source.title),
    el('span', { class: 'meta' },
      ...[about?.name ?? say('wardUnknown'), source.publisher, say('received', { day: day(createdAt) })]
        .filter(part => part !== null).map(part => el('span', {}, part))),
    el('span', { class: 'counts' },
      ...Object.entries(counts).filter(([, name]) => open[name] > 0).map(([kind, name]) =>
        el('span', { class: `swatch a-${kind}`, title: say(kinds[kind].word) },
          el('span', { 'aria-hidden': 'true' }, `${kinds[kind].sign} `), `${open[name]}`,
          el('span', { class: 'unseen' }, ` ${say(kinds[kind].word)}`))),
      el('span', { class: confidence < 0.8 ? 'confidence unsure' : 'confidence', title: say('leastSureTitle') },
        say('leastSure', { percent: percent(confidence) })))))
}

/** Draws the queue. @param {HTMLElement} main @param {string | null} ward */
export async function drawQueue (main, ward) {
  document.title = `${say('queue')} – ${say('brand')}`
  main.className = 'queue'
  const rows = el('ul', { class: 'rows' })
  const heading = el('p', { class: 'hint', role: 'status' }, say('loading'))
  const more = el('button', { type: 'button', class: 'quiet', hidden: true }, say('more'))
  const form = wardForm('wardFilter', ward)
  const fields = el('div', {}, ...form.elements())
  main.replaceChildren(
    el('h1', {}, say('queue')),
    el('form', {
      class: 'filter',
      role: 'search',
      novalidate: true,
      /** @param {SubmitEvent} event */
      onsubmit: event => {
        event.preventDefault()
        const values = form.read()
        if (values === null) fields.replaceChildren(...form.elements())
        else location.assign(values.ward === null ? '/review' : `/review?ward=${encodeURIComponent(values.ward)}`)
      }
    }, fields, el('button', { type: 'submit', class: 'quiet' }, say('filter')),
    ward !== null && el('a', { class: 'quiet', href: '/review' }, say('allWards'))),
    heading, rows, more)

  /** @param {string | null} cursor */
  async function page (cursor) {
    const { data, page } = await list('/v1/reviews', { limit: 50, sort: 'createdAt', total: true, ward, cursor })
    heading.textContent = page.total === 0 ? say('nothingWaits') : say('waiting', { count: page.total })
    rows.append(...data.map((/** @type {any} */ review) => row(review, ward)))
    more.hidden = page.next === null
    more.onclick = () => {
      page_(page.next)
    }
  }
  /** @param {string | null} cursor */
  const page_ = async cursor => await page(cursor).catch(refusal => {
    if (!(refusal instanceof Refusal)) throw refusal
    tell(refusal.status === 403 ? say('forbidden', { detail: refusal.message }) : refusal.message, 'warning')
  })
  await page(null)
}

/** j and k go through the rows. */
export function listenInQueue () {
  document.addEventListener('keydown', event => {
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    const isTyping = event.target instanceof HTMLElement && event.target.closest('input') !== null
    if (step === 0 || isTyping || isDialogOpen() || event.ctrlKey || event.metaKey || event.altKey) return
    const links = [...document.querySelectorAll('a.row')]
    const at = links.indexOf(/** @type {Element} */ (document.activeElement))
    const link = links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]
    if (link instanceof HTMLElement) link.focus()
  })
}
