/**
 * What was taken down does not come back: every write is held against the takedowns, of which the register keeps salted
 * hashes and no names. A write reads them under a lock that a takedown takes alone, so that none slips past another.
 */
import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { locks } from '../db/locks.js'
import type { Log } from '../db/log.js'
import { takedowns } from '../db/tables.js'
import { keysOfName, nameOf, windowsOf } from '../domain/names.js'
import { canonicalName, fold } from '../domain/text.js'
import { Problem } from '../http/problems.js'
import type { Item, Work } from './item.js'
import type { Reference } from './references.js'

interface Ban {
  readonly id: string
  readonly kind: string
  readonly recordId: string
  readonly reason: string
  readonly salt: string
  readonly hashes: readonly string[]
  readonly lengths: readonly number[]
  readonly wardIds: readonly string[]
  readonly organisationIds: readonly string[]
  readonly sourceIds: readonly string[]
  /** What the units in question are called, folded, without their kind. */
  readonly places: readonly string[]
}

/** What is kept of words: without the salt, and with it only by guessing, nobody can tell what they were. */
export const hashOfWords = (salt: string, key: string): string =>
  createHash('sha256').update(`${salt} ${key}`).digest('base64url')

const KINDS = /^(Phường|Xã|Thị trấn|Đặc khu|Thành phố|Thị xã|Quận|Huyện|Tỉnh) /

const loaded = new WeakMap<Log, readonly Ban[]>()

/** Reads the takedowns for a transaction, once, before it writes. */
export async function loadBans ({ log, tx }: Work): Promise<void> {
  if (loaded.has(log)) return
  // First the lock, then the reading, so that it shows every takedown that was ahead.
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${locks.takedown})`)
  const { rows } = await tx.execute<Omit<Ban, 'places'> & { names: string[] }>(sql`
    select id, kind, record_id as "recordId", reason, salt, hashes, lengths, ward_ids::text[] as "wardIds",
      organisation_ids::text[] as "organisationIds", source_ids::text[] as "sourceIds",
      array(select name from units where units.id = any(ward_ids)) as names
    from ${takedowns}`)
  loaded.set(log, rows.map(({ names, ...ban }) =>
    ({ ...ban, places: names.map(name => fold(name.replace(KINDS, ''))) })))
}

const bansOf = ({ log }: Work) => loaded.get(log) ?? []

function refuse (item: Item, { id, reason }: Ban): void {
  item.refuse(new Problem('gone', {
    en: `This was taken down (takedown ${id}) and does not come back: ${reason}.`,
    vi: `Nội dung này đã bị xóa (takedown ${id}) và không được đưa lại: ${reason}.`
  }))
}

function * textsIn (value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield * textsIn(part)
}

const bears = ({ salt, hashes, lengths }: Ban, text: string): boolean => [...new Set(lengths)].some(length => {
  for (const window of windowsOf(text, length)) if (hashes.includes(hashOfWords(salt, window))) return true
  return false
})

/** Refuses texts of a ward in which something stands that was taken down there. */
export function checkTexts (work: Work, item: Item<any>, wardId: string, content: unknown = item.draft): void {
  for (const ban of bansOf(work)) {
    if (ban.wardIds.includes(wardId) && [...textsIn(content)].some(text => bears(ban, text))) refuse(item, ban)
    const passages = (item.draft.evidence ?? []) as Array<{ source: Reference, quote?: string | null }>
    const repeats = ban.hashes.length === 0 && passages.some(({ source, quote }) =>
      quote != null && ban.sourceIds.includes(work.refs.idOf('source', source) ?? ''))
    if (repeats) refuse(item, ban)
  }
}

interface Official { name: string, appointments?: Array<{ organisation: Reference }> }

/** Refuses a person who was taken down: by the id, or by the name and an office where that person held one. */
export function checkOfficial (work: Work, item: Item<Official>): void {
  const { name, appointments = [] } = item.draft
  const organisations = appointments.map(({ organisation }) => work.refs.idOf('organisation', organisation) ?? '')
  const keys = keysOfName(nameOf(name))
  // One who is there under this name is another person of the same name.
  const isThere = item.before?.content.name === canonicalName(name)
  for (const ban of bansOf(work)) {
    if (ban.kind === 'official' && ban.recordId === item.id) refuse(item, ban)
    const isNamed = !isThere && keys.some(key => ban.hashes.includes(hashOfWords(ban.salt, key)))
    const isPlaced = organisations.length === 0 || organisations.some(id => ban.organisationIds.includes(id))
    if (isNamed && isPlaced) refuse(item, ban)
  }
  if (work.log.wasRedacted('official', item.id)) {
    item.refuse(new Problem('gone', {
      en: 'The record was taken down and does not come back.', vi: 'Bản ghi đã bị xóa và không được đưa lại.'
    }))
  }
}

/** Refuses the text of a source that was taken down, and texts in which a name stands together with its place. */
export function checkSource (work: Work, item: Item<{ text?: string | null }>): void {
  const bans = bansOf(work)
  if (bans.length === 0) return
  const folded = [...textsIn(item.draft)].map(text => ` ${fold(text)} `).join(' ')
  for (const ban of bans) {
    const isOne = ban.sourceIds.includes(item.id)
    if (isOne && ban.hashes.length === 0 && item.draft.text != null) refuse(item, ban)
    if (!isOne && !ban.places.some(place => folded.includes(` ${place} `))) continue
    if ([...textsIn(item.draft)].some(text => bears(ban, text))) refuse(item, ban)
  }
}
