/**
 * How officials are written, with all their offices. Names are not unique: a person is the same where the name is the
 * same and an office in the same organisation overlaps or adjoins.
 */
import { and, inArray, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { v7 } from 'uuid'
import { takeLocks } from '../db/locks.js'
import { appointments, officials } from '../db/tables.js'
import { by } from '../domain/figures.js'
import { dayAfter } from '../domain/periods.js'
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
  const reaches = (end: string | null | undefined, start: string | null | undefined) =>
    end == null || start == null || dayAfter(end) >= start
  return reaches(a.to, b.from) && reaches(b.to, a.from)
}

/** What tells the offices of a person apart. */
const keyOf = (organisation: string, role: string, from: string | null | undefined) =>
  `${organisation} ${role} ${from ?? ''}`

/** A name in a body: there it stands for one person at a time. */
const nameAt = ({ name, organisation }: { name: string, organisation: string }) => `${organisation} ${name}`

/** Rows of offices, as the log has them. */
type Held = Readonly<Record<string, string | null>>
const heldBy = ({ before }: Item<Draft>) => (before?.content.appointments ?? []) as Held[]

/**
 * The offices of a person of whom the draft tells only some, each at its place in the draft: those that are there, too,
 * are brought up to date. It is the same office where it begins on the same day, or where only one side knows the day
 * and nothing else speaks against it.
 * @returns those of the draft, and those that are there beside them
 */
function joined (item: Item<Draft>, { refs }: Work): { told: Office[], others: Held[] } {
  const told = [...item.draft.appointments ?? []]
  const others = heldBy(item).toSorted((a, b) => (a.from_on ?? '').localeCompare(b.from_on ?? ''))
  if (!item.adds) return { told, others: [] }
  const known = new Set<number>()
  for (const isExact of [true, false]) {
    for (const [at, office] of told.entries()) {
      if (known.has(at)) continue
      const organisation = refs.idOf('organisation', office.organisation)
      const found = others.findLastIndex(({ organisation_id: body, role, from_on: from, to_on: to }) =>
        body === organisation && role === office.role && (isExact
          ? (office.from ?? null) === from
          : (office.from == null || from === null) && adjoining(office, { from, to })))
      if (found < 0) continue
      known.add(at)
      const [there] = others.splice(found, 1) as [Held]
      told[at] = {
        ...office,
        id: there.id!,
        from: office.from ?? there.from_on!,
        to: office.to ?? there.to_on!,
        observedFrom: office.observedFrom ?? there.observed_from!,
        observedTo: office.observedTo ?? there.observed_to!
      }
    }
  }
  return { told, others }
}

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
    const held = items.flatMap(item => {
      const name = canonicalName(item.draft.name)
      return (item.draft.appointments ?? []).flatMap(office => {
        const organisation = refs.idOf('organisation', office.organisation)
        return organisation === undefined ? [] : [{ item, name, organisation, office }]
      })
    })
    if (held.length === 0) return new Map()
    // No key of the database says who is the same person: whoever writes of the same name in the same body waits.
    await takeLocks(tx, 'names', held.map(nameAt))
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
      .where(and(
        inArray(officials.name, [...new Set(held.map(({ name }) => name))]),
        inArray(appointments.organisationId, [...new Set(held.map(({ organisation }) => organisation))])))
    const there = by(rows, nameAt)
    const found = new Map<Item<Draft>, string>()
    for (const one of held) {
      const same = there.get(nameAt(one))?.find(row => adjoining(one.office, row))
      if (same !== undefined && !found.has(one.item)) found.set(one.item, same.id)
    }
    return found
  },

  async rows (work, items) {
    const { refs } = work
    const others = await otherNames(work, items.flatMap(({ before, id }) => before === undefined ? [] : id))
    const made = items.map(item => {
      const { draft } = item
      const known = new Map(heldBy(item)
        .map(row => [keyOf(row.organisation_id!, row.role!, row.from_on!), row.id!]))
      const { told, others: left } = joined(item, work)
      const seen = new Set<string>()
      const offices = told.map((office, at) => {
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
      const stay = left.map(row => ({
        id: row.id,
        officialId: item.id,
        organisationId: row.organisation_id,
        role: term(roles, row.role!),
        title: row.title,
        from: row.from_on,
        to: row.to_on,
        observedFrom: row.observed_from,
        observedTo: row.observed_to
      }))
      // Under a name that was merged into another, the other keeps its own.
      const name = item.adds && item.before !== undefined ? String(item.before.content.name) : canonicalName(draft.name)
      const row = {
        id: item.id,
        name,
        sortKey: personSortKey(name),
        mergedInto,
        status: draft.status ?? 'verified',
        words: searchWords(name, ...others.get(item.id) ?? [])
      }
      return { item, row, offices: [...offices, ...stay] }
    }).filter(({ item }) => item.isGood)
    return {
      kind: 'official',
      rows: made.map(({ row }) => row),
      parts: [{ name: 'appointments', rows: made.flatMap(({ offices }) => offices) }]
    }
  }
}
