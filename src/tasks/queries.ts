/** Tasks from the database, one statement a page. */
import { and, eq, type SQL } from 'drizzle-orm'
import { selectTasks } from '../db/claims.js'
import {
  among, changedSince, hasStatus, hasWords, inWards, ofMeeting, type Offices, type View
} from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, type Orders, type PageRequest } from '../db/keyset.js'
import { tasks } from '../db/tables.js'
import type { Period } from '../domain/periods.js'

export interface TaskFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly meeting?: string | undefined
  /** Words, diacritics optional. */
  readonly assignee?: string | undefined
  readonly categories?: readonly string[] | undefined
  readonly period?: Period | undefined
  readonly view: View
  readonly updatedSince?: string | undefined
  readonly q?: string | undefined
}

const orders = {
  meeting: ['wardId', 'meetingId', 'position', 'id'],
  '-updatedAt': ['-updatedAt', '-id'],
  updatedAt: ['updatedAt', 'id']
} as const satisfies Orders<typeof tasks>

function conditionOf (filter: TaskFilter): SQL | undefined {
  return and(
    inWards(tasks.wardId, filter.wardIds),
    ofMeeting(tasks, filter.meeting),
    hasWords(tasks.assigneeSearch, filter.assignee),
    among(tasks.category, filter.categories),
    filter.period && eq(tasks.period, filter.period),
    hasStatus(tasks.status, filter.view.status),
    changedSince(tasks.updatedAt, filter.updatedSince),
    hasWords(tasks.search, filter.q)
  )
}

/** One page of tasks. */
export const listTasks = (db: Database, filter: TaskFilter, request: PageRequest) =>
  readPage(db, tasks, conditionOf(filter), orders, request,
    (page, db) => selectTasks(db, page, filter.view.offices), filter.view.offices, filter.wardIds)

/** One task; null where there is none of this id. */
export async function getTask (db: Database, id: string, offices: Offices) {
  const found = await readOne(
    db, tasks, eq(tasks.id, id), (page, db) => selectTasks(db, page, offices), offices)
  return found?.parse() ?? null
}
