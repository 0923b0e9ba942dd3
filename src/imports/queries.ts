/** What is kept of imports. Whoever may not administer the register sees the imports of the own key. */
import { and, eq } from 'drizzle-orm'
import { is } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { readOne, readPage, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { importFailures, imports } from '../db/tables.js'

const orders = {
  '-startedAt': ['-startedAt', '-id'], startedAt: ['startedAt', 'id']
} as const satisfies Orders<typeof imports>

const failureOrders = { position: ['position'] } as const satisfies Orders<typeof importFailures>

const selectImports = (db: Database, page: Page<typeof imports>) => db
  .select({
    id: page.id,
    name: page.name,
    format: page.format,
    atomic: page.atomic,
    dryRun: page.dryRun,
    state: page.state,
    position: page.position,
    created: page.created,
    updated: page.updated,
    unchanged: page.unchanged,
    failed: page.failed,
    startedAt: page.startedAt,
    updatedAt: page.updatedAt,
    endedAt: page.endedAt,
    key: page.key,
    total: page.total
  })
  .from(page)

/**
 * One page of imports.
 * @param actor whose; undefined: everybody's
 */
export const listImports = (
  db: Database, filter: { actor: string | undefined, state: string | undefined }, request: PageRequest
) => readPage(db, imports, and(is(imports.actor, filter.actor), is(imports.state, filter.state)), orders, request,
  page => selectImports(db, page))

/** One import; null where there is none of this id, or it is somebody else's. */
export async function getImport (db: Database, id: string, actor: string | undefined) {
  return await readOne(db, imports, and(eq(imports.id, id), is(imports.actor, actor)),
    page => selectImports(db, page))
}

interface Said { readonly en: string, readonly vi: string }
/** As writing/imports.ts keeps it. */
interface Kept { place: string | null, type: string, detail: Said, errors?: Array<{ pointer: string, detail: Said }> }

/** One page of the failures of an import, in the language of the reader. */
export async function listImportFailures (db: Database, id: string, language: 'en' | 'vi', request: PageRequest) {
  const page = await readPage(db, importFailures, eq(importFailures.importId, id), failureOrders, request,
    page => db
      .select({ position: page.position, kind: page.kind, problem: page.problem, key: page.key, total: page.total })
      .from(page))
  return {
    ...page,
    rows: page.rows.map(({ position, kind, problem }) => {
      const { place, type, detail, errors = [] } = problem as Kept
      return {
        position,
        place,
        kind,
        type,
        detail: detail[language],
        errors: errors.map(fault => ({ ...fault, detail: fault.detail[language] }))
      }
    })
  }
}
