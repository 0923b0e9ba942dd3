/**
 * The search in the database: one statement finds a page, counts and makes facets. Each rank is a condition that the
 * index answers, and the next one is asked only where those before it do not fill the page; within a rank, records go
 * by their kind and then newest first.
 */
import { and, gte, lte, or, sql, type SQL } from 'drizzle-orm'
import { hasStatus, inWards, isLeading, type Offices, type Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import type { EntryKind } from '../db/documents.js'
import { KeyError, type PageRequest } from '../db/keyset.js'
import {
  appointments, citations, evidence, organisations, searchEntries, sources, units, type Document
} from '../db/tables.js'
import { foundBy, ranksOf, trigramsOf, type Rank } from '../domain/lexemes.js'
import { slipsFrom } from '../domain/misspellings.js'
import type { Question } from '../domain/questions.js'

export const facetNames = ['kind', 'ward', 'year', 'type'] as const
export type FacetName = typeof facetNames[number]

export interface SearchFilter {
  /** Null: everything. */
  readonly question: Question | null
  readonly kinds?: readonly EntryKind[] | undefined
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly days?: { readonly from: string, readonly to: string } | undefined
  readonly status?: Status | undefined
  /** Whose names are shown. */
  readonly offices: Offices
}

export interface WardRow { readonly id: string, readonly slug: string, readonly name: string }

/** What was found, and by which rank; null where everything is asked for, or a name was misspelled. */
export interface Found {
  readonly kind: EntryKind
  readonly id: string
  readonly type: string | null
  readonly status: 'verified' | 'unverified'
  readonly day: string | null
  readonly document: Document
  readonly ward: WardRow | null
  /** Of a source that has one. */
  readonly text: string | null
  readonly licence: string | null
  readonly rank: Rank | null
}

export interface FacetValue { readonly value: string, readonly label: string | null, readonly count: number }
export type Facets = Partial<Record<FacetName, FacetValue[]>>

export interface SearchPage {
  readonly rows: Found[]
  readonly next: readonly string[] | null
  readonly total: number | null
  readonly facets: Facets
}

const list = (parts: SQL[], by = sql`, `) => sql.join(parts, by)
const idOf = sql`${searchEntries.recordId}::uuid`

/** What is of these wards: what lies in them, persons by their offices, sources and documents by who rests on them. */
function ofWards (wardIds: readonly string[] | null): SQL | undefined {
  if (wardIds === null) return undefined
  const isKind = (kind: EntryKind) => sql`${searchEntries.kind} = ${sql.raw(`'${kind}'`)}`
  return or(
    inWards(searchEntries.wardId, wardIds),
    and(isKind('official'), sql`exists (select from ${appointments} inner join ${organisations}
      on ${organisations.id} = ${appointments.organisationId}
      where ${appointments.officialId} = ${idOf} and ${inWards(organisations.unitId, wardIds)})`),
    and(isKind('source'), sql`exists (select from ${evidence}
      where ${evidence.sourceId} = ${idOf} and ${inWards(evidence.wardId, wardIds)})`),
    and(isKind('resolution'), sql`exists (select from ${citations}
      where ${citations.resolutionId} = ${idOf} and ${inWards(citations.wardId, wardIds)})`))
}

const conditionOf = ({ kinds, wardIds, days, status, offices }: SearchFilter) => and(
  kinds && sql`${searchEntries.kind} in (${list(kinds.map(kind => sql`${kind}`))})`,
  ofWards(wardIds),
  days && gte(searchEntries.day, days.from),
  days && lte(searchEntries.day, days.to),
  hasStatus(searchEntries.status, status),
  offices === 'all' ? undefined : sql`(${searchEntries.kind} <> 'official' or ${isLeading(idOf)})`)

/** Where only leading offices are named, sources are found by what they are called: their texts may name anybody. */
const inTitle = (ranks: readonly Rank[], { offices }: SearchFilter): SQL | undefined => offices === 'all'
  ? undefined
  : sql`(${searchEntries.kind} <> 'source'
    or ${searchEntries.search} @@ ${foundBy(ranks.filter(({ place }) => place === 'title'))}::tsquery)`

/** What any of the ranks finds. */
const foundByAny = (ranks: readonly Rank[], filter: SearchFilter): SQL | undefined => ranks.length === 0
  ? undefined
  : and(sql`${searchEntries.search} @@ ${foundBy(ranks)}::tsquery`, inTitle(ranks, filter))

interface Key { readonly tier: number, readonly standing: number, readonly day: string, readonly id: string }

/** @throws KeyError where it is none */
function keyOf (after: readonly string[], tiers: number): Key {
  const [tier, standing, day, id] = after
  const isKey = after.length === 4 && /^\d{1,2}$/.test(tier!) && Number(tier) < tiers && /^\d$/.test(standing!) &&
    /^\d{4}-\d\d-\d\d$/.test(day!) && !Number.isNaN(Date.parse(day!)) && /^[\w-]{1,100}$/.test(id!)
  if (!isKey) throw new KeyError()
  return { tier: Number(tier), standing: Number(standing), day: day!, id: id! }
}

/** Rows behind a key, in the order of the list. */
const beyond = ({ tier, standing, day, id }: Key) => sql`(tier, standing) >= (${tier}, ${standing})
  and ((tier, standing) > (${tier}, ${standing}) or ordered_on < ${day}::date
  or (ordered_on = ${day}::date and record_id > ${id}))`

const ordered = sql`standing, ordered_on desc, record_id`

/** So few are ranked one by one; of more, each rank asks the index. */
const FEW = 60

const columns = sql`kind, record_id, standing, ordered_on, ward_id, type, status, day, document`

/**
 * What stands on a page, as common table expressions, the last of which is `found`. Where few records have the words,
 * their vectors are read and ranked. Where many have, no vector is: the ranks are asked in their order, each for what
 * is not in those before it, until the page is full; the join with the ranks is a loop over them, which the limit ends.
 */
function pageOf (ranks: readonly Rank[], filter: SearchFilter, after: Key | null, limit: number): SQL[] {
  const rows = ranks.map(({ query, place }, tier) => {
    const before = ranks.slice(0, tier).map(({ query }) => query)
    const rest = before.length === 0 ? query : `${query} & !(${before.join(' | ')})`
    return sql`(${sql.raw(String(tier))}, ${query}::tsquery, ${rest}::tsquery, ${sql.raw(String(place === 'text'))})`
  })
  const isFew = sql`(select count(*) from few) <= ${sql.raw(String(FEW))}`
  const shown = filter.offices === 'all' ? sql`true` : sql`not (is_text and kind = 'source')`
  const page = after === null ? sql`true` : beyond(after)
  return [
    sql`ranks (tier, query, rest, is_text) as (values ${list(rows)})`,
    // The planner is not to know the question: it would look for so few among all rather than in the index.
    sql`few as materialized (select ${columns}, search from (values (${foundBy(ranks)}::tsquery)) asked (query)
      cross join lateral (select ${columns}, search || '' as search from ${searchEntries}
        where ${and(sql`search @@ asked.query`, inTitle(ranks, filter), conditionOf(filter))}
        limit ${sql.raw(String(FEW + 1))}) entries)`,
    sql`found as materialized (select * from (
      (select tier, ${columns} from (select few.*, (select min(tier) from ranks where few.search @@ query and ${shown})
        as tier from few where ${isFew}) ranked where ${page} order by tier, ${ordered} limit ${limit})
      union all
      (select tier, ${columns} from (select * from ranks where tier >= ${after?.tier ?? 0} and not ${isFew}) ranks
        cross join lateral (select ${columns} from ${searchEntries}
          where ${and(sql`search @@ ranks.rest`, conditionOf(filter), shown, page)}
          order by ${ordered} limit ${limit}) ranked limit ${limit})) pages)`
  ]
}

/** The same where no words are asked for. */
const wholePage = (filter: SearchFilter, after: Key | null, limit: number) => [sql`found as materialized (
  select * from (select 0 as tier, ${columns} from ${searchEntries} where ${conditionOf(filter) ?? sql`true`}) entries
  where ${after === null ? sql`true` : beyond(after)} order by ${ordered} limit ${limit})`]

const MOST_VALUES = 100

const facetValues: Readonly<Record<FacetName, { value: SQL, label?: SQL }>> = {
  kind: { value: sql`kind` },
  ward: { value: sql`ward_id::text`, label: sql`(select name from ${units} where ${units.id}::text = value)` },
  year: { value: sql`extract(year from day)::int::text` },
  type: { value: sql`type` }
}

const facetOf = (name: FacetName) => {
  const { value, label = sql`null::text` } = facetValues[name]
  return sql`${sql.raw(`'${name}'`)}, (select coalesce(json_agg(json_build_object(
    'value', value, 'label', ${label}, 'count', count) order by count desc, value), '[]')
    from (select ${value} as value, count(*)::int as count from matches where ${value} is not null
      group by 1 order by 2 desc, 1 limit ${MOST_VALUES}) facet)`
}

interface Row extends Omit<Found, 'rank'> { tier: number, key: [string, string, string, string] }

const pageRows = sql`select coalesce(json_agg(json_build_object(
  'tier', tier, 'key', json_build_array(tier::text, standing::text, ordered_on::text, record_id),
  'kind', found.kind, 'id', record_id, 'type', type, 'status', status, 'day', day, 'document', document,
  'text', ${sources.text}, 'licence', ${sources.licence},
  'ward', case when ${units.id} is not null
    then json_build_object('id', ${units.id}, 'slug', ${units.slug}, 'name', ${units.name}) end)
  order by tier, ${ordered}), '[]')
  from found left join ${units} on ${units.id} = found.ward_id
  left join ${sources} on found.kind = 'source'
    and ${sources.id} = case when found.kind = 'source' then record_id::uuid end`

/** One page of what answers a question, with counts of all that does. */
export async function searchRecords (
  db: Database, filter: SearchFilter, { limit, after, total }: PageRequest, facets: readonly FacetName[]
): Promise<SearchPage> {
  const ranks = filter.question === null ? [] : ranksOf(filter.question)
  const key = after === null ? null : keyOf(after, Math.max(ranks.length, 1))
  const counts = total || facets.length > 0
  const matches = sql`matches as materialized (select kind, ward_id, day, type from ${searchEntries}
    where ${and(foundByAny(ranks, filter) ?? sql`true`, conditionOf(filter))})`
  const { rows: [answer] } = await db.execute<{ rows: Row[], total: number | null, facets: Facets }>(sql`
    with ${list([
      ...ranks.length === 0 ? wholePage(filter, key, limit + 1) : pageOf(ranks, filter, key, limit + 1),
      ...counts ? [matches] : []])}
    select (${pageRows}) as rows, ${total ? sql`(select count(*)::int from matches)` : sql`null::int`} as total,
      json_build_object(${list(facets.map(facetOf))}) as facets`)
  const page = answer!.rows.slice(0, limit)
  return {
    rows: page.map(({ tier, key, ...row }) => ({ ...row, rank: ranks[tier] ?? null })),
    next: answer!.rows.length > limit ? page.at(-1)!.key : null,
    total: answer!.total,
    facets: answer!.facets
  }
}

/** As many names are looked at whether they are the one that was meant. */
const MOST_LIKE = 50

/** Records whose name the question is, but for a slip of the finger; the most alike first. */
export async function searchMisspelled (
  db: Database, filter: SearchFilter, q: string, limit: number
): Promise<Array<Found & { name: string }>> {
  const trigrams = trigramsOf(q)
  const pairs = trigrams.slice(1).map((trigram, at) =>
    sql`${searchEntries.trigrams} @> ${sql.param([trigrams[at], trigram])}::text[]`)
  if (pairs.length === 0) return []
  const { rows: [answer] } = await db.execute<{ rows: Row[] }>(sql`
    with found as materialized (select 0 as tier, ${columns} from ${searchEntries}
      where ${and(sql`${searchEntries.trigrams} is not null`, or(...pairs), conditionOf(filter))}
      order by (select count(*) from unnest(trigrams) trigram
        where trigram = any(${sql.param(trigrams)}::text[])) desc, cardinality(trigrams), ${ordered}
      limit ${MOST_LIKE})
    select (${pageRows}) as rows`)
  return answer!.rows
    .flatMap(({ tier, key, ...row }) => [row.document.title, ...row.document.names.map(({ text }) => text)]
      .flatMap(name => {
        const slips = slipsFrom(q, name)
        return slips === null ? [] : [{ ...row, rank: null, name, slips }]
      }).sort((a, b) => a.slips - b.slips).slice(0, 1))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, limit)
    .map(({ slips, ...found }) => found)
}
