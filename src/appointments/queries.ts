/** Appointments from the database, the highest organisation first, by one statement. */
import { and, eq, sql } from 'drizzle-orm'
import { inOfficeOn, is, mayBeNamed, type Offices } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { appointments, officials, organisations } from '../db/tables.js'

/** The offices of an official, or one of them; the id of a record that was merged into another means that one. */
async function select (db: Database, official: string, offices: Offices, id?: string, asOf?: string) {
  return await db
    .select({
      id: appointments.id,
      organisation: { id: organisations.id, name: organisations.name, kind: organisations.kind },
      role: appointments.role,
      title: appointments.title,
      from: appointments.from,
      to: appointments.to,
      observedFrom: appointments.observedFrom,
      observedTo: appointments.observedTo,
      official: { id: officials.id, name: officials.name },
      status: officials.status,
      version: officials.version,
      createdAt: officials.createdAt,
      updatedAt: officials.updatedAt
    })
    .from(appointments)
    .innerJoin(officials, eq(officials.id, appointments.officialId))
    .innerJoin(organisations, eq(organisations.id, appointments.organisationId))
    .where(and(
      sql`${officials.id} = (select coalesce(merged_into, id) from officials where id = ${official})`,
      is(appointments.id, id),
      asOf === undefined ? undefined : inOfficeOn(asOf),
      mayBeNamed(offices)))
    .orderBy(sql`array_position('{tw,t,h,x,d}'::text[], ${organisations.level})`, organisations.sortKey,
      appointments.id)
}

/** Every office of an official, or those held on a day. */
export const listAppointments = async (db: Database, official: string, offices: Offices, asOf: string | undefined) =>
  await select(db, official, offices, undefined, asOf)

/** One office of an official; null where there is none of this id. */
export async function getAppointment (db: Database, official: string, id: string, offices: Offices) {
  const [office] = await select(db, official, offices, id)
  return office ?? null
}

/** The record that stands for an official; null where there is none, or none who may be named. */
export async function getOfficialId (db: Database, id: string, offices: Offices): Promise<string | null> {
  const [row] = await db.select({ id: sql<string>`coalesce(${officials.mergedInto}, ${officials.id})` })
    .from(officials).where(and(eq(officials.id, id), mayBeNamed(offices)))
  return row?.id ?? null
}
