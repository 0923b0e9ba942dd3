/** The catalogue of indicators from the database. */
import { and, eq, type SQL } from 'drizzle-orm'
import { among, changedSince, hasWords } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, selectionOf, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { indicators } from '../db/tables.js'

export interface IndicatorFilter {
  readonly categories?: readonly string[] | undefined
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
}

const orders = {
  code: ['code'],
  '-updatedAt': ['-updatedAt', '-code'],
  updatedAt: ['updatedAt', 'code']
} as const satisfies Orders<typeof indicators>

const conditionOf = (filter: IndicatorFilter): SQL | undefined => and(
  among(indicators.category, filter.categories),
  changedSince(indicators.updatedAt, filter.updatedSince),
  hasWords(indicators.search, filter.q))

const selectIndicators = (db: Database, page: Page<typeof indicators>) => db
  .select(selectionOf(page, {
    code: page.code,
    name: page.name,
    nameEn: page.nameEn,
    unit: page.unit,
    category: page.category,
    kind: page.kind,
    nature: page.nature,
    dimensions: page.dimensions,
    partOf: page.partOf,
    version: page.version,
    createdAt: page.createdAt,
    updatedAt: page.updatedAt
  }))
  .from(page)

/** One page of the catalogue. */
export const listIndicators = (db: Database, filter: IndicatorFilter, request: PageRequest) =>
  readPage(db, indicators, conditionOf(filter), orders, request, (page, db) => selectIndicators(db, page), 'all')

/** One indicator; null where there is none of this code. */
export async function getIndicator (db: Database, code: string) {
  const found = await readOne(
    db, indicators, eq(indicators.code, code), (page, db) => selectIndicators(db, page), 'all')
  return found?.parse() ?? null
}
