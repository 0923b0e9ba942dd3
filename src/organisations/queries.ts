/** Organisations from the database, one statement a page. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { among, changedSince, hasStatus, hasWords, inWards, type Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { jsonObject } from '../db/json.js'
import { readOne, readPage, selectionOf, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { organisations, units } from '../db/tables.js'

export interface OrganisationFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly kinds?: readonly string[] | undefined
  readonly levels?: readonly string[] | undefined
  readonly status?: Status | undefined
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
}

const orders = {
  name: ['sortKey', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof organisations>

const conditionOf = (filter: OrganisationFilter): SQL | undefined => and(
  inWards(organisations.unitId, filter.wardIds),
  among(organisations.kind, filter.kinds),
  among(organisations.level, filter.levels),
  hasStatus(organisations.status, filter.status),
  changedSince(organisations.updatedAt, filter.updatedSince),
  hasWords(organisations.search, filter.q))

function selectOrganisations (db: Database, page: Page<typeof organisations>) {
  const parent = alias(organisations, 'parent')
  const unit = { id: units.id, slug: units.slug, name: units.name }
  const ofWard = sql<string | null>`case when ${units.level} = 'ward' then ${units.id} end`
  return db
    .select(selectionOf(page, {
      id: page.id,
      name: page.name,
      shortName: page.shortName,
      kind: page.kind,
      level: page.level,
      parent: { id: parent.id, name: parent.name },
      ward: jsonObject<{ id: string, slug: string, name: string }>({ ...unit, id: ofWard }),
      unit,
      status: page.status,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoin(parent, eq(parent.id, page.parentId))
    .leftJoin(units, eq(units.id, page.unitId))
}

/** One page of organisations. */
export const listOrganisations = (db: Database, filter: OrganisationFilter, request: PageRequest) =>
  readPage(db, organisations, conditionOf(filter), orders, request, (page, db) => selectOrganisations(db, page), 'all')

/** One organisation; null where there is none of this id. */
export async function getOrganisation (db: Database, id: string) {
  const found = await readOne(
    db, organisations, eq(organisations.id, id), (page, db) => selectOrganisations(db, page), 'all')
  return found?.parse() ?? null
}
