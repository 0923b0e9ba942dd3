/** Coverage from the database, one statement a page; and the checks that found no source, which go into the log. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { v5 } from 'uuid'
import { inWards } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { asJson, asRows, existsIn, foundIn, statesIn, type FoundIn } from '../db/coverage.js'
import { readOne, readPage, type Orders, type Page, type PageRequest } from '../db/keyset.js'
import { locks } from '../db/locks.js'
import { recorded, type Authorship } from '../db/log.js'
import { coverageChecks, units } from '../db/tables.js'
import { coverageStates, stateOf, type CoverageState } from '../domain/coverage.js'
import { byTime, period, type Period } from '../domain/periods.js'

export interface CoverageFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  /** Whether these wards have rows also where they did not exist. */
  readonly named: boolean
  readonly periods: readonly Period[]
}

const orders = { name: ['sortKey', 'id'], '-name': ['-sortKey', '-id'] } as const satisfies Orders<typeof units>

/** The wards that have a row. */
const rowsOf = ({ wardIds, named, periods }: CoverageFilter): SQL | undefined => and(
  eq(units.level, 'ward'),
  inWards(units.id, wardIds),
  named ? undefined : sql`exists (select from ${asRows(asJson(periods))} where ${existsIn(units)})`)

const selectCoverage = (db: Database, page: Page<typeof units>, periods: readonly Period[]) => db
  .select({
    ward: { id: page.id, slug: page.slug, name: page.name },
    found: foundIn(page, asJson(periods)).as('found') as unknown as SQL<FoundIn[]>,
    key: page.key,
    total: page.total
  })
  .from(page)

function cellOf ({ exists, period: code, ...found }: FoundIn) {
  const state = coverageStates.find(({ code }) => code === stateOf({ exists, ...found }))!
  const { name, nameEn } = state
  return { period: period(code), state: { code: state.code, name, nameEn }, ...found }
}

const shown = ({ ward, found }: { ward: { id: string, slug: string, name: string }, found: FoundIn[] }) => ({
  ward, cells: found.map(cellOf).sort((a, b) => byTime(a.period, b.period))
})

/** One page of the matrix. */
export async function listCoverage (db: Database, filter: CoverageFilter, request: PageRequest) {
  const page = await readPage(db, units, rowsOf(filter), orders, request,
    page => selectCoverage(db, page, filter.periods))
  return { ...page, rows: page.rows.map(shown) }
}

/** What is known of a ward in a period. */
export async function getCoverage (db: Database, wardId: string, period: Period) {
  const row = await readOne(db, units, eq(units.id, wardId), page => selectCoverage(db, page, [period]))
  return shown(row!).cells[0]!
}

/** How many wards are in which state, for each period. */
export async function countCoverage (db: Database, filter: CoverageFilter) {
  const { rows } = await db.execute<Record<CoverageState, number> & { code: string, wards: number }>(sql`
    select known.code, count(*)::int as wards, ${sql.join(coverageStates.map(({ code }) =>
      sql`count(*) filter (where known.state = ${code})::int as ${sql.identifier(code)}`), sql`, `)}
    from (${statesIn(filter.periods, rowsOf(filter))}) as known group by known.code`)
  const counted = new Map(rows.map(row => [row.code, row]))
  return filter.periods.map(period => {
    const row = counted.get(period.code)
    return {
      code: period.code,
      period,
      wards: row?.wards ?? 0,
      reported: row?.reported ?? 0,
      unread: row?.unread ?? 0,
      noSource: row?.['no-source'] ?? 0,
      unchecked: row?.unchecked ?? 0,
      notExisting: row?.['not-existing'] ?? 0
    }
  })
}

// ── Checks ───────────────────────────────────────────────────────────────────────────────────────────────────────

const CHECKS = '6a7c0d0e-64f3-5c0f-8f0e-1b8a5d8f7f21'
/** A ward has one check of a period, and it is always the same record. */
const idOf = (wardId: string, period: Period) => v5(`${wardId} ${period.code}`, CHECKS)

/** Runs a write of the check of a ward's period; others that write the same wait. */
async function writeCheck (
  db: Database, wardId: string, period: Period, author: Authorship,
  write: (tx: Database, id: string) => Promise<unknown>
): Promise<void> {
  const id = idOf(wardId, period)
  await recorded(db, author, async log => {
    await log.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, ${locks.coverage}))`)
    await log.touch('coverage-check', [id])
    await write(log.tx, id)
  })
}

/** Notes that somebody looked for a source on a day and found none. */
export async function checkCoverage (
  db: Database, wardId: string, period: Period, checkedOn: string, author: Authorship
): Promise<void> {
  await writeCheck(db, wardId, period, author, async (tx, id) => await tx.insert(coverageChecks)
    .values({ wardId, id, period, checkedOn, createdAt: author.at, updatedAt: author.at })
    .onConflictDoUpdate({ target: [coverageChecks.wardId, coverageChecks.id], set: { checkedOn } }))
}

/** Takes such a note away. */
export async function uncheckCoverage (
  db: Database, wardId: string, period: Period, author: Authorship
): Promise<void> {
  await writeCheck(db, wardId, period, author, async (tx, id) => await tx.delete(coverageChecks)
    .where(and(eq(coverageChecks.wardId, wardId), eq(coverageChecks.id, id))))
}
