/**
 * Takedowns: words are taken out of the tables, the log, kept answers, requests for correction and items of imports
 * that wait, in one transaction, and what remains is a tombstone with its reason. Whoever keeps personal data in yet
 * another table takes it out here too; deliveries to webhooks are made from the log when they are sent, so that they
 * need nothing of their own.
 */
import { eq, inArray, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { v7 } from 'uuid'
import type { Database } from '../db/connect.js'
import { takeLock } from '../db/locks.js'
import type { Log, RecordKind } from '../db/log.js'
import { remove } from '../db/store.js'
import {
  answers, citations, correctionContacts, corrections, evidence, meetings, observations, participants, sources,
  takedowns, tasks
} from '../db/tables.js'
import { meetingTypes } from '../domain/meetings.js'
import { keysOfName, maskOf, occurrencesOf, withoutNames } from '../domain/names.js'
import { searchWords } from '../domain/text.js'
import { badProperty, Problem } from '../http/problems.js'
import { hashOfWords } from './bans.js'
import { redactLog, withoutWords } from './redaction-log.js'
import { claimKinds, scopeOf, type Scope, type Target } from './redaction-scope.js'
import { redactWaiting } from './redaction-waiting.js'

type Json = Record<string, unknown>

/** What may hold words that people wrote, by table. */
const places = {
  meeting: { table: meetings, columns: ['title', 'summary', 'inferred'] },
  participant: { table: participants, columns: ['titles', 'group_name'] },
  citation: { table: citations, columns: ['as_cited', 'issuer_as_stated'] },
  observation: {
    table: observations,
    columns: ['subject', 'dimensions', 'value_text', 'change_basis', 'as_reported', 'stated_flags', 'flags']
  },
  task: { table: tasks, columns: ['text', 'set_by', 'assignee'] },
  source: { table: sources, columns: ['title', 'publisher', 'author', 'url', 'text'] },
  evidence: { table: evidence, columns: ['quote', 'confirmed_by'] }
} as const

type Place = keyof typeof places

/** Words that a record is found by, of the row as it is now. */
const wordsOf: Partial<Record<Place, (row: Record<string, string | null>) => Json>> = {
  meeting: ({ title, summary, type, ward, host, counterpart }) => ({
    words: searchWords(title, summary, meetingTypes.find(({ code }) => code === type)?.name, ward, host, counterpart)
  }),
  citation: row => ({ words: searchWords(row.as_cited, row.issuer_as_stated) }),
  task: row => ({ words: searchWords(row.text, row.assignee), assignee_words: searchWords(row.assignee) }),
  source: row => ({ words: searchWords(row.title, row.publisher, row.author) })
}

/** The names of what a meeting refers to, for its words. */
const joined: Partial<Record<Place, ReturnType<typeof sql>>> = {
  meeting: sql`|| jsonb_build_object(
    'ward', (select name from units where units.id = ${meetings.wardId}),
    'host', (select name from organisations where organisations.id = ${meetings.hostId}),
    'counterpart', (select name from organisations where organisations.id = ${meetings.counterpartId}))`
}

async function updateRows (tx: Database, table: PgTable, key: readonly string[], rows: readonly Json[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row).filter(name => !key.includes(name)).map(name => sql.identifier(name))
    await tx.execute(sql`update ${table} set (${sql.join(columns, sql`, `)}) =
      row(${sql.join(columns.map(column => sql`fresh.${column}`), sql`, `)})
      from json_populate_record(null::${table}, ${JSON.stringify(row)}::json) fresh
      where ${sql.join(key.map(name =>
        sql`${table}.${sql.identifier(name)} = fresh.${sql.identifier(name)}`), sql` and `)}`)
  }
}

/** Takes the words out of rows of a table. */
async function redactRows (tx: Database, place: Place, where: ReturnType<typeof sql>, scope: Scope): Promise<void> {
  const { table, columns } = places[place]
  const key = place === 'source' ? ['id'] : ['ward_id', 'id']
  const { rows } = await tx.execute<{ row: Json }>(sql`
    select to_jsonb(${table}) - '{search,assignee_search}'::text[] ${joined[place] ?? sql``} as row
    from ${table} where ${where}`)
  await updateRows(tx, table, key, rows.flatMap(({ row }) => {
    const clean = withoutWords(place, row, scope)
    const changed = columns.filter(column => !isDeepStrictEqual(clean[column], row[column]))
    if (changed.length === 0) return []
    const entries = [...key, ...changed].map(column => [column, clean[column]])
    return [{ ...Object.fromEntries(entries), ...wordsOf[place]?.(clean as never) }]
  }))
}

/** Takes a person out of what refers to him or her; who bore no title is known by none. */
async function removePerson (log: Log, { officialIds }: Scope): Promise<void> {
  const { tx } = log
  await tx.update(participants)
    .set({
      officialId: null,
      titles: sql`case when cardinality(${participants.titles}) = 0 then array[${maskOf(3)}]
        else ${participants.titles} end`
    })
    .where(inArray(participants.officialId, [...officialIds]))
  await tx.update(tasks).set({ setByOfficialId: null }).where(inArray(tasks.setByOfficialId, [...officialIds]))
  await remove(log, 'official', officialIds)
}

/** Requests for correction of these records, and who sent them. */
async function redactCorrections (tx: Database, ids: readonly string[], { names }: Scope): Promise<number> {
  const found = await tx.select().from(corrections)
    .leftJoin(correctionContacts, eq(correctionContacts.correctionId, corrections.id))
    .where(inArray(corrections.recordId, [...ids]))
  let count = 0
  for (const { corrections: { id, message, answer }, correction_contacts: reach } of found) {
    const clean = {
      message: withoutNames(message, names),
      answer: answer === null ? null : withoutNames(answer, names)
    }
    const contact = reach === null ? null : withoutNames(reach.contact, names)
    if (clean.message === message && clean.answer === answer && contact === (reach?.contact ?? null)) continue
    await tx.update(corrections).set(clean).where(eq(corrections.id, id))
    if (contact !== null) {
      await tx.update(correctionContacts).set({ contact }).where(eq(correctionContacts.correctionId, id))
    }
    count++
  }
  return count
}

const gone = () => new Problem('gone', {
  en: 'It was taken down already.', vi: 'Nội dung này đã bị xóa trước đó.'
})

/** What speaks against a takedown before it begins. */
function checkTarget (log: Log, { names, target: { kind, id } }: Scope, isThere: boolean, reason: string): void {
  if (log.wasRedacted(kind, id)) throw gone()
  if (!isThere && !log.wasDeleted(kind, id)) throw badProperty('/id', { en: 'is not known', vi: 'không có trong sổ' })
  if (occurrencesOf(reason, names).length > 0) {
    throw badProperty('/reason', {
      en: 'contains what is to be taken down, and would keep it', vi: 'chứa chính nội dung cần xóa'
    })
  }
}

/**
 * Takes down a person, the text of a source, or words in a record.
 * @param log of a transaction that takes down and does nothing else
 * @returns the id of the takedown
 */
export async function takeDown (log: Log, target: Target): Promise<string> {
  const { tx, authorship: { at, actor, reason } } = log
  // Writes hold the same lock together: none is under way while this one reads and writes.
  await takeLock(tx, 'takedown')
  const isThere = (await log.touch(target.kind, [target.id])).has(target.id)
  const scope = await scopeOf(tx, target)
  checkTarget(log, scope, isThere, reason!)
  for (const [kind, ids] of scope.records) await log.touch(kind, ids)

  const ids = (kind: RecordKind) => sql`${sql.param([...scope.records.get(kind) ?? []])}::uuid[]`
  for (const kind of ['meeting', ...claimKinds, 'source'] as const) {
    await redactRows(tx, kind, sql`id = any(${ids(kind)})`, scope)
  }
  await redactRows(tx, 'evidence', sql`source_id = any(${ids('source')})
    or meeting_id = any(${sql.param([...scope.meetingIds])}::uuid[])`, scope)
  if (target.kind === 'official') await removePerson(log, scope)

  const all = [...new Set([...[...scope.records.values()].flat(), ...scope.officialIds, target.id])]
  const bodies = scope.officialIds.map(id => sql`or ${answers.body}::text like ${`%${id}%`}`)
  const forgotten = await tx.delete(answers)
    .where(sql`${inArray(answers.recordId, all)} ${sql.join(bodies, sql` `)}`).returning({ key: answers.key })
  const asked = await redactCorrections(tx, all, scope)
  await redactWaiting(tx, scope)
  const entries = await redactLog(tx, scope)
  const acts = await log.close()
  const records = [...acts.values()].reduce((sum, some) => sum + some.size, 0)
  if (target.words !== null && records + entries + forgotten.length + asked === 0) {
    throw badProperty('/words', {
      en: 'stand nowhere in the record, its meeting or their sources',
      vi: 'không có trong bản ghi, hội nghị và các nguồn liên quan'
    })
  }
  const id = v7()
  const salt = randomBytes(16).toString('base64url')
  const keys = scope.names.flatMap(keysOfName)
  await tx.insert(takedowns).values({
    id,
    kind: target.kind,
    recordId: target.id,
    reason: reason!,
    actor,
    at,
    records,
    entries,
    answers: forgotten.length,
    corrections: asked,
    salt,
    hashes: keys.map(key => hashOfWords(salt, key)),
    lengths: [...new Set(keys.map(key => key.split(' ').length))],
    wardIds: [...scope.wardIds],
    organisationIds: [...scope.organisationIds],
    sourceIds: scope.names.length === 0 ? [target.id] : [...scope.sourceIds]
  })
  return id
}
