/**
 * The systems around the register while it is killed: writers that repeat what was not acknowledged, readers, one that
 * follows the change feed and one that is told by webhook. Each notes what it was told, and what it should not have
 * been told.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { ADMIN_KEY, bearer } from '../helpers/register.js'

const admin = bearer(ADMIN_KEY)
const json = { ...admin, 'content-type': 'application/json' }
/** Of whom nothing is written. */
const NO_KEY = { 'content-type': 'application/json' }
const lines = { ...admin, 'content-type': 'application/x-ndjson' }

/** What a meeting has, that was acknowledged. */
export interface Held { readonly id: string, readonly title: string }

/** An entry of the feed, as far as it is compared. */
export interface Event { readonly cursor: string, readonly id: string, readonly version: number, readonly act: string }

export const TASKS = 3
/** Meetings of one import, of which all come or none. */
const BATCH = 20
/** So long (ms) whoever writes rests between two writes, so that what is told afterwards is told in minutes. */
const PAUSE = 30
/** Longer than this (ms) no answer may take, also where the database is away. */
const PATIENCE = 40_000

export class Partners {
  readonly faults: string[] = []
  readonly held = new Map<string, Held>()
  /** Answers by status; 0: none came. */
  readonly statuses = new Map<number, number>()
  /** What the receiver was sent, by the ids of its messages, and the places in the feed that it tells of. */
  readonly received = new Map<string, string>()
  readonly told = new Set<string>()
  followed: Event[] = []
  isOver = false
  /** When a write was answered last, with no error. */
  answeredAt = 0
  readonly #address: string
  readonly #run = randomUUID().slice(0, 8)

  constructor (address: string) {
    this.#address = address
  }

  /** Asks once; null where no answer came, or one that says: not now. Other errors of the service are faults. */
  async ask (method: string, path: string, headers: Record<string, string>, body?: string) {
    const since = performance.now()
    try {
      const answer = await fetch(this.#address + path, {
        method, headers, signal: AbortSignal.timeout(PATIENCE), ...body === undefined ? {} : { body }
      })
      const text = await answer.text()
      this.#count(answer.status)
      if (answer.status >= 500) {
        if (answer.status !== 503) this.faults.push(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
        return null
      }
      if (method !== 'GET' && headers !== NO_KEY) this.answeredAt = performance.now()
      return { status: answer.status, text }
    } catch {
      this.#count(0)
      if (performance.now() - since > PATIENCE - 1_000) this.faults.push(`${method} ${path}: no answer, nor an end`)
      return null
    }
  }

  #count (status: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
  }

  /** Asks until there is an answer. */
  async insist (method: string, path: string, headers: Record<string, string> = admin, body?: string) {
    for (;;) {
      const answer = await this.ask(method, path, headers, body)
      if (answer !== null && !answer.text.includes('/problems/request-in-progress')) return answer
      await wait(50)
    }
  }

  #draft (external: string, title: string) {
    return {
      ward: 'ha-khanh',
      title,
      type: 'giao-ban',
      heldOn: '2024-03-01',
      sourceSystem: this.#run,
      externalId: external,
      tasks: Array.from({ length: TASKS }, (_, at) => ({ text: `Việc ${at} của ${external}` }))
    }
  }

  /** Writes meetings one by one, and changes them; each write is repeated until it is acknowledged. */
  async writer (name: string): Promise<void> {
    for (let n = 0; !this.isOver; n++) {
      await wait(PAUSE)
      const external = `${name}/${n}`
      const once = { ...json, 'idempotency-key': `${this.#run}/${external}` }
      const draft = JSON.stringify(this.#draft(external, `Họp ${external}`))
      const created = await this.insist('POST', '/v1/meetings', once, draft)
      if (created.status !== 201) {
        this.faults.push(`POST ${external}: ${created.status} ${created.text.slice(0, 300)}`)
        continue
      }
      const { id } = JSON.parse(created.text)
      this.held.set(external, { id, title: `Họp ${external}` })
      const title = `Họp lại ${external}`
      const patched = await this.insist('PATCH', `/v1/meetings/${id}`, { ...json, 'if-match': '*' },
        JSON.stringify({ title }))
      if (patched.status === 200) this.held.set(external, { id, title })
      else this.faults.push(`PATCH ${external}: ${patched.status} ${patched.text.slice(0, 300)}`)
    }
  }

  /** Imports batches, all or nothing; one that was cut off is there as a whole or not at all. */
  async importer (name: string): Promise<void> {
    for (let n = 0; !this.isOver; n++) {
      await wait(PAUSE)
      const externals = Array.from({ length: BATCH }, (_, at) => `${name}/${n}/${at}`)
      const word = `${this.#run}${name}${n}`
      const body = externals.map(external =>
        JSON.stringify({ kind: 'meeting', data: this.#draft(external, `Họp ${word} ${external}`) })).join('\n')
      for (;;) {
        const answer = await this.ask('POST', '/v1/imports?atomic=all&results=all', lines, body)
        const told = (answer?.text ?? '').split('\n').filter(line => line.endsWith('}')).map(line => JSON.parse(line))
        const summary = told.at(-1)?.summary
        if (summary?.written === true) {
          for (const { position, id } of told.filter(line => line.id !== undefined && line.position !== undefined)) {
            const external = externals[position - 1]!
            this.held.set(external, { id, title: `Họp ${word} ${external}` })
          }
          break
        }
        const { text } = await this.insist('GET', `/v1/meetings?ward=ha-khanh&status=any&total=true&q=${word}`)
        const { total } = JSON.parse(text).page
        if (![0, BATCH].includes(total)) this.faults.push(`of ${BATCH} of a cut off import ${total} are there`)
        await wait(50)
      }
    }
  }

  /** Reads, and has texts read. */
  async reader (): Promise<void> {
    const text = 'Sáng 12/7/2023, Đảng ủy phường Hà Khánh tổ chức hội nghị sơ kết 6 tháng đầu năm 2023.'
    while (!this.isOver) {
      for (const path of ['/v1/meetings?ward=ha-khanh&limit=50', '/v1/search?q=họp', '/v1/observations?limit=100']) {
        const answer = await this.ask('GET', encodeURI(path), {})
        if (answer !== null && answer.status !== 200) this.faults.push(`${path}: ${answer.status}`)
      }
      const read = await this.ask('POST', '/v1/extractions', NO_KEY, JSON.stringify({ text }))
      if (read !== null && read.status !== 200) this.faults.push(`POST /v1/extractions: ${read.status}`)
      await wait(20)
    }
  }

  /** Pages of the feed from a place, until it ends or there is no more to wait for. */
  async follow (after: string, isDone: () => boolean): Promise<Event[]> {
    const events: Event[] = []
    for (let place = after; ;) {
      const answer = await this.ask('GET', `/v1/changes?limit=500&wait=1&after=${encodeURIComponent(place)}`, admin)
      if (answer === null) {
        await wait(100)
        continue
      }
      const { data, page } = JSON.parse(answer.text)
      events.push(...data.map(({ cursor, id, version, act }: Event) => ({ cursor, id, version, act })))
      place = page.next
      if (page.more !== true && data.length === 0 && isDone()) return events
    }
  }

  /** The place where the feed ends now. */
  async place (): Promise<string> {
    return JSON.parse((await this.insist('GET', '/v1/changes?after=latest')).text).page.next
  }

  /** Sets up a receiver of webhooks; returns what ends it. */
  async receive (): Promise<() => void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const id = String(request.headers['webhook-id'])
        const body = Buffer.concat(chunks).toString()
        if (this.received.has(id) && this.received.get(id) !== body) this.faults.push(`${id} was another event before`)
        this.received.set(id, body)
        this.told.add(JSON.parse(body).data.cursor)
        response.writeHead(204).end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { status, text } = await this.insist('POST', '/v1/webhooks', json,
      JSON.stringify({ url: `http://127.0.0.1:${port}/` }))
    if (status !== 201) throw new Error(text)
    return () => {
      server.closeAllConnections()
      server.close()
    }
  }

  /** Compares what was acknowledged with what is there. */
  async compare (): Promise<void> {
    const { text } = await this.insist('GET', '/v1/meetings?ward=ha-khanh&status=any&include=tasks&format=ndjson')
    const all = text.trimEnd().split('\n').map(line => JSON.parse(line))
    const there = new Map<string, { title: string, tasks: unknown[] }>(all.map(meeting => [meeting.id, meeting]))
    for (const [external, { id, title }] of this.held) {
      const meeting = there.get(id)
      if (meeting === undefined) this.faults.push(`${external} was acknowledged and is not there`)
      else if (meeting.title !== title) this.faults.push(`${external} is '${meeting.title}', not '${title}'`)
      else if (meeting.tasks.length !== TASKS) this.faults.push(`${external} has ${meeting.tasks.length} tasks`)
    }
    const ours = all.filter(({ title }) => title.startsWith('Họp '))
    if (ours.length !== this.held.size) this.faults.push(`${ours.length} meetings, ${this.held.size} were written`)
  }
}
