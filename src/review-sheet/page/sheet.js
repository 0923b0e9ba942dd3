/**
 * One text and what people decide about it: what is shown, what is selected, and the acts. Decisions go out one after
 * the other, each with the version that was seen; whoever is late learns of it and looks again.
 */
import { ask, list, Refusal } from './api.js'
import { tell } from './dom.js'
import { acceptAllDialog, rejectDialog } from './dialogs.js'
import { faultsOf, Form } from './form.js'
import { itemsOf } from './items.js'
import { fieldsOf, keyOf, kinds } from './kinds.js'
import { placeFields, placeValues } from './place.js'
import { restore } from './restore.js'
import { Turns } from './turns.js'
import { say } from './words.js'

/** @typedef {import('./kinds.js').Finding} Finding */
/** @typedef {import('./kinds.js').Review} Review */
/** @typedef {import('./kinds.js').Unplaced} Unplaced */
/** @typedef {import('./items.js').Item} Item */

/**
 * @typedef {object} View what the sheet tells when something has changed
 * @property {() => void} draw
 * @property {(before: string | null, options: { focus: boolean }) => void} selectionMoved
 */

/** A label that fits into a message. @param {string} label */
const brief = label => label.length <= 70 ? label : `${label.slice(0, 69).trimEnd()}…`

export class Sheet {
  /** @type {string} */ id
  /** @type {Review} */ review = /** @type {Review} */ (/** @type {unknown} */ (null))
  /** @type {string | null} */ selected = null
  /** @type {{ key: string, form: Form } | null} */ editing = null
  /** What comes next; undefined while that is not known. @type {{ id: string, title: string } | null | undefined} */
  next
  /**
   * What was rejected here, the last one last, and what went with it.
   * @type {Array<{ finding: Finding, hanging: Finding[] }>}
   */
  #rejected = []
  /** @type {string | null} */ #etag = null
  /** @type {View} */ #view
  /** @type {Turns} */ #turns
  /** @type {string | null} */ #ward

  /** @param {string} id @param {{ view: View, ward: string | null }} options the ward to whose texts people keep */
  constructor (id, { view, ward }) {
    this.id = id
    this.#view = view
    this.#turns = new Turns(() => view.draw())
    this.#ward = ward
  }

  /** Loads the review anew. */
  async load () {
    this.#took(await ask('GET', `/v1/reviews/${encodeURIComponent(this.id)}`))
  }

  /** @param {{ body: Review, etag: string | null }} answer @param {Finding} [rejected] what was just rejected */
  #took ({ body, etag }, rejected) {
    const hanging = rejected?.kind === 'meeting' ? this.review.findings : []
    this.review = body
    if (rejected !== undefined) this.#rejected.push({ finding: rejected, hanging })
    this.#etag = etag
    const back = new Set(body.findings.map(keyOf))
    this.#rejected = this.#rejected.filter(({ finding }) => !back.has(keyOf(finding)))
    this.#settle()
    if (this.isDone()) this.#findNext()
  }

  /** Lets go of what is not there any more, and selects something. */
  #settle () {
    const items = this.items()
    if (this.editing !== null && !items.some(({ key, state }) => key === this.editing?.key && state !== 'accepted')) {
      this.editing = null
    }
    if (!items.some(({ key }) => key === this.selected)) this.selected = null
    this.selected ??= (items.find(({ state }) => state === 'open') ?? items[0])?.key ?? null
  }

  items () {
    return itemsOf(this.review, this.#rejected.map(({ finding }) => finding))
  }

  /** @param {string | null} key */
  itemOf (key) {
    return this.items().find(item => item.key === key) ?? null
  }

  /** How many findings are decided here, and how many there are. */
  progress () {
    const items = this.items().filter(({ finding }) => finding !== null)
    return { done: items.filter(({ state }) => state !== 'open').length, all: items.length }
  }

  isDone () {
    const { done, all } = this.progress()
    return done === all && this.review.ward !== null
  }

  /** @param {string} key */
  isBusy (key) {
    return this.#turns.isBusy(key)
  }

  // ── Selection ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** @param {string | null} key @param {{ focus?: boolean }} [options] */
  select (key, { focus = true } = {}) {
    if (key === this.selected && !focus) return
    const before = this.selected
    this.selected = key
    this.#view.selectionMoved(before, { focus })
  }

  /** @param {1 | -1} step */
  move (step) {
    const items = this.items()
    const at = items.findIndex(({ key }) => key === this.selected)
    const to = items[at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + step))]
    if (to !== undefined) this.select(to.key)
  }

  /** Goes on to what is still open: behind a finding, else from the top. @param {string} key */
  #goOn (key) {
    const items = this.items()
    const at = items.findIndex(item => item.key === key)
    const open = [...items.slice(at + 1), ...items.slice(0, at)]
      .find(item => item.state === 'open' && !this.isBusy(item.key))
    if (open !== undefined && this.selected === key) this.select(open.key)
  }

  /** One of those that a click on a passage may mean: the one behind the selected one. @param {string[]} keys */
  choose (keys) {
    this.select(keys[(keys.indexOf(this.selected ?? '') + 1) % keys.length])
  }

  // ── Decisions ──────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Does something in its turn, and tells what it answers.
   * @param {string[]} keys what it is about
   * @param {() => Promise<string>} act
   */
  async #send (keys, act) {
    await this.#turns.take(keys, async () => {
      const told = await act()
      const { done, all } = this.progress()
      tell(`${told} ${this.isDone() ? say('done') : say('left', { count: all - done })}`)
    }, async error => await this.#failed(error, keys))
  }

  /** @param {unknown} error @param {string[]} keys */
  async #failed (error, keys) {
    if (!(error instanceof Refusal)) throw error
    const { status, message } = error
    if (keys.length === 1 && this.itemOf(keys[0]) !== null) this.selected = keys[0]
    if (status !== 412) return tell(status === 403 ? say('forbidden', { detail: message }) : message, 'warning')
    try {
      await this.load()
      tell(say('conflict'), 'warning')
    } catch (again) {
      if (!(again instanceof Refusal)) throw again
      tell(again.message, 'warning')
    }
  }

  /** @param {string} act @param {object} body @param {Finding} [rejected] */
  async #decide (act, body, method = 'POST', rejected = undefined) {
    const path = `/v1/reviews/${encodeURIComponent(this.id)}/${act}`
    this.#took(await ask(method, path, { body, ifMatch: this.#etag }), rejected)
  }

  /** The finding, while it can be decided about. @param {string | null} key */
  #openAt (key) {
    const item = this.itemOf(key)
    if (item?.state === 'open' && !this.isBusy(item.key)) return item.finding
    if (item?.finding != null) tell(say('isDecided'))
    return null
  }

  /** @param {string | null} key */
  accept (key) {
    const finding = this.#openAt(key)
    if (finding === null) return
    const { kind, id, label } = finding
    const sent = this.#send([keyOf(finding)], async () => {
      await this.#decide('accept', { findings: [{ kind, id }] })
      return say('accepted', { label: brief(label) })
    })
    this.#goOn(keyOf(finding))
    return sent
  }

  /** @param {string | null} key */
  async reject (key) {
    const finding = this.#openAt(key)
    if (finding === null) return
    const { kind, id, label } = finding
    const hanging = kind === 'meeting' ? this.review.findings.length - 1 : 0
    const reason = await rejectDialog(label, hanging)
    if (reason === null) return
    const sent = this.#send([keyOf(finding)], async () => {
      await this.#decide('reject', { findings: [{ kind, id }], reason }, 'POST', finding)
      return say('rejected', { label: brief(label) })
    })
    this.#goOn(keyOf(finding))
    await sent
  }

  async acceptAll () {
    const open = this.review.findings.filter(({ status }) => status === 'open')
    if (open.length === 0) return tell(say('isDecided'))
    if (!await acceptAllDialog(open.length)) return
    await this.#send(open.map(keyOf), async () => {
      await this.#decide('accept', { findings: open.map(({ kind, id }) => ({ kind, id })) })
      return say('acceptedAll', { count: open.length })
    })
  }

  /** Brings back what was rejected here: the last one, or the one that is named. @param {string} [key] */
  async undo (key) {
    const last = key === undefined
      ? this.#rejected.at(-1)
      : this.#rejected.find(({ finding }) => keyOf(finding) === key)
    if (last === undefined) return tell(say('nothingToUndo'))
    const { finding, hanging } = last
    if (this.isBusy(keyOf(finding))) return
    await this.#send([keyOf(finding)], async () => {
      await restore(finding, [finding, ...hanging].map(({ record }) => record))
      await this.load()
      this.selected = keyOf(finding)
      if (this.itemOf(this.selected)?.state === 'rejected') {
        this.#rejected = this.#rejected.filter(other => other !== last)
        this.#settle()
        return say('restoredElsewhere')
      }
      return say('restored', { label: brief(finding.label) })
    })
    this.select(this.selected)
  }

  // ── Corrections and placing ────────────────────────────────────────────────────────────────────────────────────

  /** @param {string | null} key */
  edit (key) {
    const item = this.itemOf(key)
    if (item === null || this.editing?.key === item.key) return
    if (item.unplaced !== null) {
      if (item.unplaced.kind !== 'indicator' || this.review.ward === null) return
      this.editing = { key: item.key, form: new Form(placeFields, placeValues(item.unplaced, this.review)) }
    } else {
      const finding = this.#openAt(key)
      if (finding === null) return
      const { record } = finding
      this.editing = { key: item.key, form: new Form(fieldsOf(finding), record, { candidates: record.candidates }) }
    }
    this.selected = item.key
    this.#view.draw()
  }

  leaveEditing () {
    this.editing = null
    this.#view.draw()
  }

  async save () {
    const { key, form } = this.editing ?? {}
    const item = this.itemOf(key ?? null)
    if (key === undefined || form === undefined || item === null || this.isBusy(key)) return
    const changes = item.unplaced === null ? form.changes() : form.read()
    if (changes === null) return this.#view.draw()
    const fields = item.unplaced === null ? kinds[item.kind].fields : placeFields
    await this.#send([key], async () => {
      try {
        const told = item.unplaced === null ? await this.#correct(item, changes) : await this.#place(item, changes)
        this.editing = null
        return told
      } catch (error) {
        if (error instanceof Refusal) form.complain(faultsOf(error, fields))
        throw error
      }
    })
    if (this.editing === null) this.#goOn(key)
  }

  /** @param {Item} item @param {object} changes */
  async #correct ({ finding }, changes) {
    const { kind, id, label } = /** @type {Finding} */ (finding)
    await this.#decide(`findings/${kind}/${id}`, changes, 'PATCH')
    return say('corrected', { label: brief(this.review.findings.find(other => other.id === id)?.label ?? label) })
  }

  /** @param {Item} item @param {Record<string, any>} values */
  async #place ({ unplaced }, values) {
    const { start, end, label } = /** @type {Unplaced} */ (unplaced)
    const { meeting, ward, source, text } = this.review
    const quote = text?.slice(start, end) ?? null
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
    await ask('POST', '/v1/observations', {
      body: {
        ...meeting === null ? { ward: ward?.slug } : { meeting: meeting.id },
        ...given,
        evidence: [{ source: source.id, start, end, quote }]
      }
    })
    await this.load()
    return say('placed', { label: brief(label) })
  }

  /** Says which ward the text is about. @param {string} slug @param {string} name */
  async placeWard (slug, name) {
    await this.#send([], async () => {
      await this.#decide('place', { ward: slug })
      return say('wardPlaced', { name })
    })
  }

  /** Learns which text comes next. */
  async #findNext () {
    if (this.next !== undefined) return
    try {
      const { data } = await list('/v1/reviews', { limit: 2, sort: 'createdAt', ward: this.#ward })
      const [next] = data.filter((/** @type {Review} */ { source }) => source.id !== this.id)
      this.next = next === undefined ? null : { id: next.source.id, title: next.source.title }
    } catch {
      this.next = null
    }
    this.#view.draw()
  }

  /** Where the next text is; null while this one is not done. */
  nextAddress () {
    if (!this.isDone() || this.next == null) return null
    return `/review/${this.next.id}${this.#ward === null ? '' : `?ward=${encodeURIComponent(this.#ward)}`}`
  }

  /** Where the queue is. */
  queueAddress () {
    return `/review${this.#ward === null ? '' : `?ward=${encodeURIComponent(this.#ward)}`}`
  }
}
