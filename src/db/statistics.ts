/**
 * What the planner believes of the tables' sizes. A bulk load outgrows it within seconds, long before the server looks
 * for itself: plans made for an empty table, those of the foreign keys above all, would read it whole for each row.
 */
import { getTableName, sql } from 'drizzle-orm'
import type { Database } from './connect.js'
import {
  changes, citations, evidence, meetings, observations, officials, organisations, participants, resolutions, sources,
  tasks, units
} from './tables.js'

const growing = [
  units, organisations, officials, resolutions, sources, meetings, participants, citations, observations, tasks,
  evidence, changes
].map(getTableName)

/** After so many records the planner is told for the first time, and each time that there are so many times as many. */
const FIRST = 500
const FACTOR = 4

/** Tells the planner of tables that have outgrown what it believes, as a load goes on. */
export class Statistics {
  #records = 0
  #next = FIRST

  /** Notes records that were written, and analyses the tables that are believed to be smaller than the load. */
  async grown (db: Database, records: number): Promise<void> {
    this.#records += records
    if (this.#records < this.#next) return
    this.#next = this.#records * FACTOR
    const { rows } = await db.execute<{ name: string }>(sql`
      select relname as name from pg_class
      where relnamespace = current_schema::regnamespace and relname = any(${sql.param(growing)}::text[])
        and reltuples < ${this.#records}`)
    for (const { name } of rows) await db.execute(sql`analyze ${sql.identifier(name)}`)
  }
}

const ofDatabase = new WeakMap<Database, Statistics>()

/** What was written into a database by all loads of this process: many small ones outgrow a table as one large. */
export function statisticsOf (db: Database): Statistics {
  const known = ofDatabase.get(db) ?? new Statistics()
  ofDatabase.set(db, known)
  return known
}
