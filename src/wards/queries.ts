/** Wards from the database, as they are (or were on their last day) or as they were on a given day. */
import { and, eq, gte, inArray, isNull, lte, or, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { alias, type PgColumn } from 'drizzle-orm/pg-core'
import { among, changedSince, hasWords, is } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import type { Level } from '../db/directory.js'
import { jsonList, jsonObject } from '../db/json.js'
import { readOne, readPage, selectionOf, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { unitChanges, units, unitVersions } from '../db/tables.js'

export interface WardFilter {
  readonly levels: readonly Level[]
  readonly q?: string | undefined
  readonly code?: string | undefined
  /** Ids; several where a district and a province share the slug. */
  readonly parents?: readonly string[] | undefined
  readonly province?: string | undefined
  readonly kinds?: readonly string[] | undefined
  readonly asOf?: string | undefined
  readonly updatedSince?: string | undefined
}

const orders = {
  name: ['sortKey', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof units>

const validOn = (day: string, version: typeof unitVersions = unitVersions): SQL | undefined => and(
  or(isNull(version.validFrom), lte(version.validFrom, day)),
  or(isNull(version.validTo), gte(version.validTo, day)))

/** Wards that existed on a day, and were then as the condition says. */
const existedOn = (day: string, then?: SQL): SQL => sql`exists (select from ${unitVersions}
  where ${and(eq(unitVersions.unitId, units.id), validOn(day), then)})`

function conditionOf ({ levels, asOf, ...filter }: WardFilter): SQL | undefined {
  const of = (unit: typeof units | typeof unitVersions) => and(
    is(unit.code, filter.code),
    among(unit.parentId, filter.parents),
    is(unit.provinceId, filter.province),
    among(unit.kind, filter.kinds))
  return and(
    inArray(units.level, [...levels]),
    asOf === undefined ? of(units) : existedOn(asOf, of(unitVersions)),
    changedSince(units.updatedAt, filter.updatedSince),
    hasWords(units.search, filter.q)
  )
}

const label = <U extends Record<'id' | 'slug' | 'name' | 'kind', PgColumn>>(
  unit: U
): Pick<U, 'id' | 'slug' | 'name' | 'kind'> => ({ id: unit.id, slug: unit.slug, name: unit.name, kind: unit.kind })

/** A unit above as it was called on a day, or is now. */
function labelOn (db: Database, name: string, id: AnyColumn, asOf: string | undefined) {
  const [unit, version] = [alias(units, name), alias(unitVersions, `${name}_version`)]
  return db
    .select({
      label: jsonObject<object>({
        id: unit.id,
        slug: unit.slug,
        name: sql`coalesce(${version.name}, ${unit.name})`,
        kind: sql`coalesce(${version.kind}, ${unit.kind})`
      }).as(name)
    })
    .from(unit)
    .leftJoin(version, and(
      eq(version.unitId, unit.id), asOf === undefined ? sql`false` : validOn(asOf, version as never)))
    .where(eq(unit.id, id))
    .limit(1)
    .as(name)
}

/** A lateral subquery of one row: the units at one end of the changes whose other end is the ward. */
function successionOf (db: Database, name: string, other: AnyColumn, own: AnyColumn, wardId: AnyColumn) {
  const unit = alias(units, `${name}_unit`)
  return db
    .select({
      list: jsonList<object>({
        ...label(unit),
        change: unitChanges.kind,
        extent: unitChanges.extent,
        effectiveOn: unitChanges.effectiveOn,
        legalBasis: unitChanges.legalBasis
      }, { order: sql`${unitChanges.effectiveOn}, ${unit.sortKey}, ${unit.id}` }).as(name)
    })
    .from(unitChanges)
    .innerJoin(unit, eq(unit.id, other))
    .where(eq(own, wardId))
    .as(name)
}

function selectWards (db: Database, page: Page<typeof units>, asOf: string | undefined) {
  const above = alias(units, 'above')
  const then = db.select().from(unitVersions)
    .where(and(eq(unitVersions.unitId, page.id), asOf === undefined ? sql`false` : validOn(asOf)))
    .limit(1).as('then')
  const at = asOf === undefined ? page : then as unknown as typeof page
  const parent = labelOn(db, 'parent', at.parentId, asOf)
  const province = labelOn(db, 'province', at.provinceId, asOf)
  const successors = successionOf(db, 'successors', unitChanges.toId, unitChanges.fromId, page.id)
  const predecessors = successionOf(db, 'predecessors', unitChanges.fromId, unitChanges.toId, page.id)
  const versions = db
    .select({
      list: jsonList<object>({
        name: unitVersions.name,
        kind: unitVersions.kind,
        code: unitVersions.code,
        parent: label(above),
        validFrom: unitVersions.validFrom,
        validTo: unitVersions.validTo,
        legalAct: unitVersions.legalAct
      }, { order: sql`${unitVersions.validFrom} nulls first` }).as('versions')
    })
    .from(unitVersions)
    .leftJoin(above, eq(above.id, unitVersions.parentId))
    .where(eq(unitVersions.unitId, page.id))
    .as('versions')
  return db
    .select(selectionOf(page, {
      id: page.id,
      slug: page.slug,
      name: at.name,
      kind: at.kind,
      code: at.code,
      parent: parent.label,
      province: province.label,
      inferred: page.inferred,
      validFrom: page.validFrom,
      validTo: page.validTo,
      successors: successors.list,
      predecessors: predecessors.list,
      versions: versions.list,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoinLateral(then, sql`true`)
    .leftJoinLateral(parent, sql`true`)
    .leftJoinLateral(province, sql`true`)
    .leftJoinLateral(successors, sql`true`)
    .leftJoinLateral(predecessors, sql`true`)
    .leftJoinLateral(versions, sql`true`)
}

/** The day is part of a statement about another day, which is not kept. */
const variantOf = (asOf: string | undefined) => asOf === undefined ? 'now' : undefined

/** One page of units. */
export const listWards = (db: Database, filter: WardFilter, request: PageRequest) =>
  readPage(db, units, conditionOf(filter), orders, request,
    (page, db) => selectWards(db, page, filter.asOf), variantOf(filter.asOf))

/** One unit; null where there is none of this id, or it did not exist on the day. */
export async function getWard (db: Database, id: string, asOf: string | undefined) {
  const condition = and(eq(units.id, id), asOf === undefined ? undefined : existedOn(asOf))
  const ward = await readOne(db, units, condition, (page, db) => selectWards(db, page, asOf), variantOf(asOf)
  )
  return ward?.parse() ?? null
}

const changeOrders = {
  '-effectiveOn': ['-effectiveOn', '-id'],
  effectiveOn: ['effectiveOn', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof unitChanges>

export interface UnitChangeFilter {
  /** Units at either end; undefined: all. */
  readonly unitIds?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly updatedSince?: string | undefined
}

function selectUnitChanges (db: Database, page: Page<typeof unitChanges>) {
  const [from, to] = [alias(units, 'from_unit'), alias(units, 'to_unit')]
  return db
    .select(selectionOf(page, {
      id: page.id,
      from: label(from),
      to: label(to),
      kind: page.kind,
      extent: page.extent,
      effectiveOn: page.effectiveOn,
      legalBasis: page.legalBasis,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .innerJoin(from, eq(from.id, page.fromId))
    .innerJoin(to, eq(to.id, page.toId))
}

/** One page of changes of units. */
export async function listUnitChanges (db: Database, filter: UnitChangeFilter, request: PageRequest) {
  const { unitIds, from, to, updatedSince } = filter
  const condition = and(
    unitIds && or(among(unitChanges.fromId, unitIds), among(unitChanges.toId, unitIds)),
    from === undefined ? undefined : gte(unitChanges.effectiveOn, from),
    to === undefined ? undefined : lte(unitChanges.effectiveOn, to),
    changedSince(unitChanges.updatedAt, updatedSince))
  return await readPage(
    db, unitChanges, condition, changeOrders, request, (page, db) => selectUnitChanges(db, page), 'all'
  )
}

/** One change of units; null where there is none of this id. */
export async function getUnitChange (db: Database, id: string) {
  const change = await readOne(
    db, unitChanges, eq(unitChanges.id, id), (page, db) => selectUnitChanges(db, page), 'all')
  return change?.parse() ?? null
}
