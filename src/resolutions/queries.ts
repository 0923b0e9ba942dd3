/** Resolutions from the database, with their relations and how often they were cited, by one statement. */
import { and, eq, gte, lte, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { among, changedSince, hasStatus, hasWords, inWards, is, type Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readPage, readRows, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { citations, organisations, resolutionRelations, resolutions } from '../db/tables.js'
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
      : sql`${resolutions.id} in (select ${citations.resolutionId} from ${citations} where ${cited})`,
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
    .select({
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
      updatedAt: page.updatedAt,
      key: page.key,
      total: page.total
    })
    .from(page)
    .innerJoin(issuer, eq(issuer.id, page.issuerId))
    .innerJoin(committee, eq(committee.id, page.committeeId))
    .leftJoin(replacing, eq(replacing.id, page.replacedById))
    .leftJoinLateral(relations, sql`true`)
    .leftJoinLateral(cited, sql`true`)
}

/** One page of resolutions. */
export const listResolutions = (db: Database, filter: ResolutionFilter, request: PageRequest) =>
  readPage(db, resolutions, conditionOf(filter), orders, request, page => selectResolutions(db, page))

/** One resolution; null where there is none of this id. */
export async function getResolution (db: Database, id: string) {
  const [found] = await readRows(db, resolutions, eq(resolutions.id, id), ['id'], page => selectResolutions(db, page))
  return found ?? null
}
