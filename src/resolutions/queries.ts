/** Resolutions from the database, with their relations and how often they were cited, by one statement. */
import { and, eq, gte, inArray, lte, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { among, changedSince, foundFirst, hasStatus, hasWords, inWards, is, type Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { jsonList } from '../db/json.js'
import { readOne, readPage, selectionOf, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { conditionFor } from '../db/parted.js'
import { citations, meetings, organisations, resolutionRelations, resolutions, units } from '../db/tables.js'
import { documentRelations } from '../domain/documents.js'
import { normaliseSymbol } from '../domain/symbols.js'

export interface ResolutionFilter {
  /** Wards at whose meetings it was cited; null: whether or not it was. */
  readonly wardIds: readonly string[] | null
  readonly symbol?: string | undefined
  readonly types?: readonly string[] | undefined
  readonly family?: string | undefined
  readonly issuer?: string | undefined
  readonly levels?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly status?: Status | undefined
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
}

const orders = {
  '-issuedOn': ['-orderedOn', '-id'],
  issuedOn: ['orderedOn', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof resolutions>

function conditionOf ({ wardIds, types, issuer, levels, from, to, ...filter }: ResolutionFilter): SQL | undefined {
  const committee = levels && sql`${resolutions.committeeId} in
    (select ${organisations.id} from ${organisations} where ${among(organisations.level, levels)})`
  const cited = and(inWards(citations.wardId, wardIds), hasStatus(citations.status, 'verified'))
  return and(
    wardIds === null
      ? undefined
      : foundFirst(resolutions.id, sql`select ${citations.resolutionId} from ${citations} where ${cited}`),
    is(resolutions.symbol, filter.symbol === undefined ? undefined : normaliseSymbol(filter.symbol)),
    types && sql`${resolutions.type} in (${sql.join(types.map(type => sql`${type}`), sql`, `)})`,
    is(resolutions.family, filter.family),
    issuer === undefined ? undefined : or(eq(resolutions.issuerId, issuer), eq(resolutions.committeeId, issuer)),
    committee,
    from === undefined ? undefined : gte(resolutions.issuedOn, from),
    to === undefined ? undefined : lte(resolutions.issuedOn, to),
    hasStatus(resolutions.status, filter.status),
    changedSince(resolutions.updatedAt, filter.updatedSince),
    hasWords(resolutions.search, filter.q)
  )
}

const inverses = sql.join(documentRelations.map(({ code, inverse }) => sql`when ${code} then ${inverse}`), sql` `)

function selectResolutions (db: Database, page: Page<typeof resolutions>) {
  const [issuer, committee] = [alias(organisations, 'issuer'), alias(organisations, 'committee')]
  const [replacing, other] = [alias(resolutions, 'replacing'), alias(resolutions, 'other')]
  const isFrom = eq(resolutionRelations.fromId, page.id)
  const relations = db
    .select({
      list: sql<object[]>`coalesce(json_agg(json_build_object(
        'type', case when ${isFrom} then ${resolutionRelations.kind}
          else case ${resolutionRelations.kind} ${inverses} end end,
        'resolution', json_build_object('id', ${other.id}, 'symbol', ${other.symbol}, 'title', ${other.title})
      ) order by ${other.orderedOn}, ${other.id}), '[]')`.as('relations')
    })
    .from(resolutionRelations)
    .innerJoin(other, sql`${other.id} =
      case when ${isFrom} then ${resolutionRelations.toId} else ${resolutionRelations.fromId} end`)
    .where(or(isFrom, eq(resolutionRelations.toId, page.id)))
    .as('related')
  const cited = db
    .select({ count: sql<number>`count(*)::int`.as('cited') })
    .from(citations)
    .where(and(eq(citations.resolutionId, page.id), hasStatus(citations.status, 'verified')))
    .as('cited')
  return db
    .select(selectionOf(page, {
      id: page.id,
      symbol: page.symbol,
      family: page.family,
      type: page.type,
      number: page.number,
      suffix: page.suffix,
      issuer: { id: issuer.id, name: issuer.name },
      committee: { id: committee.id, name: committee.name },
      issuedOn: page.issuedOn,
      term: page.term,
      title: page.title,
      aliases: page.aliases,
      url: page.url,
      inForce: page.inForce,
      replacedBy: { id: replacing.id, symbol: replacing.symbol, title: replacing.title },
      relations: relations.list,
      citationCount: cited.count,
      status: page.status,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .innerJoin(issuer, eq(issuer.id, page.issuerId))
    .innerJoin(committee, eq(committee.id, page.committeeId))
    .leftJoin(replacing, eq(replacing.id, page.replacedById))
    .leftJoinLateral(relations, sql`true`)
    .leftJoinLateral(cited, sql`true`)
}

/** One page of resolutions. */
export const listResolutions = (db: Database, filter: ResolutionFilter, request: PageRequest) =>
  readPage(db, resolutions, conditionFor(filter, conditionOf), orders, request,
    (page, db) => selectResolutions(db, page), 'all')

/** One resolution; null where there is none of this id. */
export async function getResolution (db: Database, id: string) {
  const found = await readOne(
    db, resolutions, eq(resolutions.id, id), (page, db) => selectResolutions(db, page), 'all')
  return found?.parse() ?? null
}

/** As many documents as a graph shows. */
const MOST_NODES = 200

export interface GraphRequest {
  /** How many steps to take. */
  readonly depth: number
  /** Of how many wards is told at most. */
  readonly limit: number
  readonly status: Status
}

/** The documents that steps lead to from one, with how many steps the shortest way has. Cycles end with the steps. */
const walkFrom = (root: string, { depth, status }: GraphRequest) => sql`(
  with recursive walk (id, distance) as (
    select ${root}::uuid, 0
    union
    select next.id, walk.distance + 1 from walk cross join lateral (
      select ${resolutionRelations.toId} as id from ${resolutionRelations} where ${resolutionRelations.fromId} = walk.id
      union select ${resolutionRelations.fromId} from ${resolutionRelations}
        where ${resolutionRelations.toId} = walk.id
      union select ${resolutions.replacedById} from ${resolutions} where ${resolutions.id} = walk.id
      union select ${resolutions.id} from ${resolutions} where ${resolutions.replacedById} = walk.id
    ) next inner join ${resolutions} on ${and(sql`${resolutions.id} = next.id`, hasStatus(resolutions.status, status))}
    where walk.distance < ${depth}
  )
  select id, min(distance)::int as distance from walk group by id)`

/** Where a document was cited, by ward; the wards that cite it most first. */
function citingOf (db: Database, root: string, { limit, status }: GraphRequest) {
  const cited = db
    .select({
      wardId: citations.wardId,
      citations: sql<number>`count(*)::int`.as('citations'),
      meetings: sql<number>`count(distinct ${citations.meetingId})::int`.as('meetings'),
      firstOn: sql<string>`min(${meetings.heldOn})`.as('first_on'),
      lastOn: sql<string>`max(${meetings.heldOn})`.as('last_on'),
      hosts: sql<string[]>`array_agg(distinct ${meetings.hostId})`.as('host_ids')
    })
    .from(citations)
    .innerJoin(meetings, and(eq(meetings.wardId, citations.wardId), eq(meetings.id, citations.meetingId)))
    .where(and(eq(citations.resolutionId, root), hasStatus(citations.status, status)))
    .groupBy(citations.wardId)
    .as('cited')
  const place = sql<number>`row_number() over (order by ${cited.citations} desc, ${cited.lastOn} desc, ${cited.wardId})`
  const placed = db.select({ ...cited._.selectedFields, place: place.as('place') }).from(cited).as('placed')
  const hosts = db
    .select({
      list: jsonList({ id: organisations.id, name: organisations.name }, {
        order: sql`${organisations.sortKey}, ${organisations.id}`
      }).as('hosts')
    })
    .from(organisations)
    .where(sql`${organisations.id} = any(${placed.hosts})`)
    .as('held')
  return db
    .select({
      wards: sql<number>`count(*)::int`.as('wards'),
      meetings: sql<number>`coalesce(sum(${placed.meetings}), 0)::int`.as('all_meetings'),
      citations: sql<number>`coalesce(sum(${placed.citations}), 0)::int`.as('all_citations'),
      firstOn: sql<string | null>`min(${placed.firstOn})::text`.as('all_first_on'),
      lastOn: sql<string | null>`max(${placed.lastOn})::text`.as('all_last_on'),
      byWard: jsonList({
        ward: { id: units.id, slug: units.slug, name: units.name },
        citations: sql`${placed.citations}`,
        meetings: sql`${placed.meetings}`,
        firstOn: sql`${placed.firstOn}`,
        lastOn: sql`${placed.lastOn}`,
        hosts: sql`${hosts.list}`
      }, { order: sql`${placed.place}`, only: sql`${placed.place} <= ${limit}` }).as('by_ward')
    })
    .from(placed)
    .innerJoin(units, eq(units.id, placed.wardId))
    .leftJoinLateral(hosts, sql`true`)
    .as('citing')
}

/** A document with those that bear on it, and where it was cited, by one statement; null where there is none. */
export async function getResolutionGraph (db: Database, root: string, request: GraphRequest) {
  const near = db.$with('near').as(db
    .select({ id: resolutions.id, distance: sql<number>`walk.distance`.as('distance') })
    .from(resolutions)
    .innerJoin(sql`${walkFrom(root, request)} walk`, sql`walk.id = ${resolutions.id}`)
    .orderBy(sql`walk.distance, ${resolutions.orderedOn}, ${resolutions.id}`)
    .limit(MOST_NODES + 1))
  const [issuer, committee] = [alias(organisations, 'issuer'), alias(organisations, 'committee')]
  const cited = db
    .select({ id: citations.resolutionId, count: sql<number>`count(*)::int`.as('count') })
    .from(citations)
    .where(and(
      inArray(citations.resolutionId, db.select({ id: near.id }).from(near)), hasStatus(citations.status, 'verified')))
    .groupBy(citations.resolutionId)
    .as('counted')
  const nodes = db
    .select({
      list: jsonList<{ id: string }>({
        id: resolutions.id,
        symbol: resolutions.symbol,
        family: resolutions.family,
        type: resolutions.type,
        title: resolutions.title,
        issuer: { id: issuer.id, name: issuer.name },
        committee: { id: committee.id, name: committee.name },
        issuedOn: resolutions.issuedOn,
        inForce: resolutions.inForce,
        status: resolutions.status,
        distance: sql`${near.distance}`,
        citationCount: sql`coalesce(${cited.count}, 0)`
      }, { order: sql`${near.distance}, ${resolutions.orderedOn}, ${resolutions.id}` }).as('nodes')
    })
    .from(near)
    .innerJoin(resolutions, eq(resolutions.id, near.id))
    .innerJoin(issuer, eq(issuer.id, resolutions.issuerId))
    .innerJoin(committee, eq(committee.id, resolutions.committeeId))
    .leftJoin(cited, eq(cited.id, near.id))
    .as('documents')
  const links = sql`(
    select ${resolutionRelations.fromId} as from_id, ${resolutionRelations.toId} as to_id,
      ${resolutionRelations.kind} as kind
    from ${resolutionRelations} where ${resolutionRelations.fromId} in (select id from near)
    union select ${resolutions.replacedById}, ${resolutions.id}, 'replaces'
    from ${resolutions} where ${resolutions.id} in (select id from near)) link`
  const edges = db
    .select({
      list: sql<Array<{ from: string, to: string }>>`coalesce(json_agg(json_build_object(
        'from', link.from_id, 'to', link.to_id, 'type', link.kind) order by link.from_id, link.to_id, link.kind), '[]')`
        .as('edges')
    })
    .from(near)
    .innerJoin(links, sql`link.from_id = ${near.id} and link.to_id in (select id from near)`)
    .as('linked')
  const citing = citingOf(db, root, request)
  const [found] = await db.with(near)
    .select({ nodes: nodes.list, edges: edges.list, ...citing._.selectedFields })
    .from(nodes).innerJoin(edges, sql`true`).innerJoin(citing, sql`true`)
  const { nodes: all, edges: links_, ...told } = found!
  if (all.length === 0) return null
  const shown = new Set(all.slice(0, MOST_NODES).map(({ id }) => id))
  return {
    resolution: all[0]!.id,
    depth: request.depth,
    nodes: all.slice(0, MOST_NODES),
    edges: links_.filter(({ from, to }) => shown.has(from) && shown.has(to)),
    truncated: all.length > MOST_NODES,
    citing: { ...told, url: `/v1/resolutions/${all[0]!.id}/citations` }
  }
}
