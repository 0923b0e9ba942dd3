/** How words are taken out of a row, and out of what the log keeps of rows that were. */
import { sql } from 'drizzle-orm'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../db/connect.js'
import type { Content } from '../db/log.js'
import { changes } from '../db/tables.js'
import { maskOf, occurrencesOf, withoutNames } from '../domain/names.js'
import { claimKinds, type Scope } from './redaction-scope.js'

function clean (value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return withoutNames(value, scope.names)
  if (Array.isArray(value)) return value.map(part => clean(part, scope))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) =>
    [withoutNames(name, scope.names), clean(part, scope)]))
}

/** A passage without its quotation, where the text of its source was taken down as a whole. */
function unquoted (passage: Content, { names, target }: Scope): Content {
  return names.length === 0 && passage.source_id === target.id ? { ...passage, quote: null } : passage
}

/** A row without the words; a text or an address that bore them is dropped, since with a mask it is neither. */
export function withoutWords (kind: string, row: Content, scope: Scope): Content {
  const { names, target, officialIds } = scope
  const result = clean(kind === 'evidence' ? unquoted(row, scope) : row, scope) as Content
  if (Array.isArray(result.evidence)) {
    result.evidence = (result.evidence as Content[]).map(passage => unquoted(passage, scope))
  }
  if (kind === 'source') {
    const bears = (value: unknown) => typeof value === 'string' && occurrencesOf(value, names).length > 0
    if (bears(row.url)) result.url = null
    if (bears(row.text) || (names.length === 0 && row.id === target.id)) result.text = null
  }
  for (const column of ['official_id', 'set_by_official_id']) {
    if (officialIds.includes(result[column] as string)) result[column] = null
  }
  const isUnnamed = kind === 'participant' && result.official_id === null && result.group_name === null
  if (isUnnamed && (result.titles as string[]).length === 0) result.titles = [maskOf(3)]
  return result
}

interface Entry {
  seq: string
  kind: string
  recordId: string
  reason: string | null
  before: Content | null
  after: Content | null
}

const AT_ONCE = 500

/** Takes the words out of entries of the log; of a person, nothing remains but that there was one. */
export async function redactLog (tx: Database, scope: Scope): Promise<number> {
  const { records, officialIds, meetingIds, sourceIds, wardIds } = scope
  const texts = (ids: readonly string[]) => sql`${sql.param([...ids])}::text[]`
  const known = [...records].map(([kind, ids]) =>
    sql`(${changes.kind} = ${kind} and ${changes.recordId} = any(${texts([...ids, scope.target.id])}))`)
  known.push(sql`(${changes.kind} = 'source' and ${changes.recordId} = any(${texts(sourceIds)}))`)
  // What was deleted is only in the log.
  const hung = sql`${changes.wardId} = any(${sql.param([...wardIds])}::uuid[])
    and ${changes.kind} in (${sql.join(['meeting', ...claimKinds].map(kind => sql`${kind}`), sql`, `)})
    and (${changes.recordId} = any(${texts(meetingIds)})
      or ${changes.before} ->> 'meeting_id' = any(${texts(meetingIds)})
      or ${changes.after} ->> 'meeting_id' = any(${texts(meetingIds)})
      or exists (select from jsonb_array_elements(coalesce(${changes.before} -> 'evidence', '[]')
        || coalesce(${changes.after} -> 'evidence', '[]')) as passage
        where passage ->> 'source_id' = any(${texts(sourceIds)})))`
  let count = 0
  for (let last = '0'; ;) {
    const { rows } = await tx.execute<Entry & Record<string, unknown>>(sql`
      select seq, kind, record_id as "recordId", reason, before, after from ${changes}
      where seq > ${last}::bigint and (${sql.join(known, sql` or `)} or (${hung})) order by seq limit ${AT_ONCE}`)
    const changed = rows.flatMap(({ seq, kind, recordId, reason, before, after }) => {
      const isPerson = kind === 'official' && officialIds.includes(recordId)
      const side = (content: Content | null) => content === null || isPerson ? null : withoutWords(kind, content, scope)
      const now = {
        seq: Number(seq),
        reason: reason === null ? null : withoutNames(reason, scope.names),
        before: side(before),
        after: side(after)
      }
      const isSame = isDeepStrictEqual([reason, before, after], [now.reason, now.before, now.after])
      return isSame ? [] : [now]
    })
    if (changed.length > 0) {
      await tx.execute(sql`update ${changes} set reason = fresh.reason, before = fresh.before, after = fresh.after
        from json_to_recordset(${JSON.stringify(changed)}::json)
          as fresh(seq bigint, reason text, before jsonb, after jsonb)
        where ${changes.seq} = fresh.seq`)
      count += changed.length
    }
    if (rows.length < AT_ONCE) return count
    last = rows.at(-1)!.seq
  }
}
