/** Officials from the database, with all their offices, by one statement. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import {
  changedSince, hasStatus, hasWords, inOfficeOn, inWards, is, mayBeNamed, type Offices, type Status
} from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { jsonList } from '../db/json.js'
import { readOne, readPage, selectionOf, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { conditionFor } from '../db/parted.js'
import { appointments, officials, organisations } from '../db/tables.js'
import type { Term } from '../domain/vocabulary.js'

export interface OfficialFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly organisation?: string | undefined
  readonly roles?: readonly string[] | undefined
  readonly asOf?: string | undefined
  readonly status?: Status | undefined
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
  /** Whose names are shown. */
  readonly offices: Offices
}

const orders = {
  name: ['sortKey', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof officials>

function conditionOf ({ wardIds, organisation, roles, asOf, ...filter }: OfficialFilter): SQL | undefined {
  const office = and(
    inWards(organisations.unitId, wardIds),
    is(appointments.organisationId, organisation),
    roles && sql`${appointments.role} in (${sql.join(roles.map(role => sql`${role}`), sql`, `)})`,
    asOf === undefined ? undefined : inOfficeOn(asOf))
  return and(
    sql`${officials.mergedInto} is null`,
    hasStatus(officials.status, filter.status),
    mayBeNamed(filter.offices),
    office && sql`exists (select from ${appointments}
      inner join ${organisations} on ${eq(organisations.id, appointments.organisationId)}
      where ${and(eq(appointments.officialId, officials.id), office)})`,
    changedSince(officials.updatedAt, filter.updatedSince),
    hasWords(officials.search, filter.q)
  )
}

interface AppointmentRow {
  id: string
  organisation: { id: string, name: string, kind: string }
  role: Term
  title: string
  from: string | null
  to: string | null
  observedFrom: string | null
  observedTo: string | null
}

function selectOfficials (db: Database, page: Page<typeof officials>) {
  const offices = db
    .select({
      list: jsonList<AppointmentRow>({
        id: appointments.id,
        organisation: { id: organisations.id, name: organisations.name, kind: organisations.kind },
        role: appointments.role,
        title: appointments.title,
        from: appointments.from,
        to: appointments.to,
        observedFrom: appointments.observedFrom,
        observedTo: appointments.observedTo
      }, {
        order: sql`array_position('{tw,t,h,x,d}'::text[], ${organisations.level}),
          ${organisations.sortKey}, ${appointments.id}`
      }).as('offices')
    })
    .from(appointments)
    .innerJoin(organisations, eq(organisations.id, appointments.organisationId))
    .where(eq(appointments.officialId, page.id))
    .as('offices')
  return db
    .select(selectionOf(page, {
      id: page.id,
      name: page.name,
      appointments: offices.list,
      status: page.status,
      version: page.version,
      createdAt: page.createdAt,
      updatedAt: page.updatedAt
    }))
    .from(page)
    .leftJoinLateral(offices, sql`true`)
}

/** One page of officials. */
export const listOfficials = (db: Database, filter: OfficialFilter, request: PageRequest) =>
  readPage(db, officials, conditionFor(filter, conditionOf), orders, request,
    (page, db) => selectOfficials(db, page), 'all')

/** One official; the id of a record that was merged into another answers that one. Null where there is none. */
export async function getOfficial (db: Database, id: string, offices: Offices) {
  const kept = sql`${officials.id} = (select coalesce(merged_into, id) from officials where id = ${id})`
  const official = await readOne(db, officials, and(kept, mayBeNamed(offices)),
    (page, db) => selectOfficials(db, page), 'all')
  return official?.parse() ?? null
}
