/**
 * How officials are written, with all their offices. Names are not unique: a person is the same where the name is the
 * same and an office in the same organisation overlaps or adjoins.
 */
import { inArray, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { v7 } from 'uuid'
import { locks } from '../db/locks.js'
import { appointments, officials } from '../db/tables.js'
import { roles } from '../domain/roles.js'
import { canonicalName, personSortKey, searchWords } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import type { OfficialDraft } from '../officials/drafts.js'
import { say, takeId, type Item, type Plan, type Work } from './item.js'

type Draft = Static<typeof OfficialDraft>
type Office = NonNullable<Draft['appointments']>[number]

interface Span { readonly from?: string | null, readonly to?: string | null }

/** What is not known reaches everywhere. */
const adjoining = (a: Span, b: Span) => {
  const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
  const reaches = (end: string | null | undefined, start: string | null | undefined) =>
    end == null || start == null || nextDay(end) >= start
  return reaches(a.to, b.from) && reaches(b.to, a.from)
}

/** What tells the offices of a person apart. */
const keyOf = (organisation: string, role: string, from: string | null | undefined) =>
  `${organisation} ${role} ${from ?? ''}`

function checkDates (item: Item<Draft>, { from, to, observedFrom, observedTo }: Office, path: string): void {
  if (from != null && to != null && from > to) item.fault(`${path}/to`, say('is before from', 'trước from'))
  if (observedFrom != null && observedTo != null && observedFrom > observedTo) {
    item.fault(`${path}/observedTo`, say('is before observedFrom', 'trước observedFrom'))
  }
}

/** The names under which a record was merged into these, by the record that was kept. */
async function otherNames ({ tx }: Work, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.select({ kept: sql<string>`${officials.mergedInto}`, name: officials.name }).from(officials)
    .where(inArray(officials.mergedInto, [...ids]))
  const names = new Map<string, string[]>()
  for (const { kept, name } of rows) names.set(kept, [...names.get(kept) ?? [], name])
  return names
}

export const officialPlan: Plan<Draft> = {
  kind: 'official',

  want (draft, refs) {
    for (const { organisation } of draft.appointments ?? []) refs.want('organisation', organisation)
    refs.want('official', draft.mergedInto)
  },

  async find ({ tx, refs }, items) {
    const names = items.map(({ draft }) => canonicalName(draft.name))
    // No key of the database says who is the same person: whoever writes of the same names waits.
    await tx.execute(sql`
      select pg_advisory_xact_lock(hashtextextended(name, ${locks.names}))
      from (select distinct name from unnest(${sql.param(names)}::text[]) as name order by name) as names`)
    const rows = await tx
      .select({
        id: sql<string>`coalesce(${officials.mergedInto}, ${officials.id})`,
        name: officials.name,
        organisation: appointments.organisationId,
        from: appointments.from,
        to: appointments.to
      })
      .from(officials)
      .innerJoin(appointments, sql`${appointments.officialId} = coalesce(${officials.mergedInto}, ${officials.id})`)
      .where(inArray(officials.name, names))
    return new Map(items.flatMap(item => {
      const offices = (item.draft.appointments ?? [])
        .map(office => ({ ...office, organisation: refs.idOf('organisation', office.organisation) }))
      const found = rows.find(row => row.name === canonicalName(item.draft.name) &&
        offices.some(office => office.organisation === row.organisation && adjoining(office, row)))
      return found === undefined ? [] : [[item, found.id] as const]
    }))
  },

  async rows (work, items) {
    const { refs } = work
    const others = await otherNames(work, items.flatMap(({ before, id }) => before === undefined ? [] : id))
    const made = items.map(item => {
      const { draft } = item
      const known = new Map(((item.before?.content.appointments ?? []) as Array<Record<string, string | null>>)
        .map(row => [keyOf(row.organisation_id!, row.role!, row.from_on), row.id!]))
      const seen = new Set<string>()
      const offices = (draft.appointments ?? []).map((office, at) => {
        const path = `/appointments/${at}`
        checkDates(item, office, path)
        const organisationId = takeId(item, refs, 'organisation', office.organisation, `${path}/organisation`)
        const key = keyOf(organisationId ?? '', office.role, office.from)
        if (organisationId !== null && seen.has(key)) {
          item.fault(path, say('is the same office as one before it', 'trùng với một chức vụ ở trên'))
        }
        seen.add(key)
        return {
          id: office.id ?? known.get(key) ?? v7(),
          officialId: item.id,
          organisationId,
          role: term(roles, office.role),
          title: office.title,
          from: office.from ?? null,
          to: office.to ?? null,
          observedFrom: office.observedFrom ?? null,
          observedTo: office.observedTo ?? null
        }
      })
      const mergedInto = takeId(item, refs, 'official', draft.mergedInto, '/mergedInto')
      if (mergedInto === item.id) item.fault('/mergedInto', say('is the record itself', 'là chính bản ghi này'))
      if (item.before !== undefined && mergedInto !== null && item.before.content.merged_into !== mergedInto) {
        item.fault('/mergedInto', say(
          'of a record that is there is changed by POST /v1/officials/{id}/merge',
          'của bản ghi đã có chỉ đổi bằng POST /v1/officials/{id}/merge'))
      }
      const row = {
        id: item.id,
        name: canonicalName(draft.name),
        sortKey: personSortKey(draft.name),
        mergedInto,
        status: draft.status ?? 'verified',
        words: searchWords(draft.name, ...others.get(item.id) ?? [])
      }
      return { item, row, offices }
    }).filter(({ item }) => item.isGood)
    return {
      kind: 'official',
      rows: made.map(({ row }) => row),
      parts: [{ name: 'appointments', rows: made.flatMap(({ offices }) => offices) }]
    }
  }
}
