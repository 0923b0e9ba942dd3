/** How many figures carry which flag, from the database by one statement. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { among, hasStatus, inWards, isCurrent, isFlagged, type Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { inPeriods, unknownIndicators } from '../db/figures.js'
import { indicators, observations, units } from '../db/tables.js'
import { flags } from '../domain/observations.js'
import { parsePeriod, type Period } from '../domain/periods.js'

export { unknownIndicators }

export interface QualityFilter {
  /** Null: the whole country. */
  readonly wardIds: readonly string[] | null
  readonly indicators?: readonly string[] | undefined
  readonly period?: Period | undefined
  readonly within?: Period | undefined
  readonly status: Status
}

type Group = 'ward' | 'province' | 'indicator' | 'period'

interface Counted extends Record<string, unknown> {
  code: string
  id: string | null
  slug: string | null
  name: string | null
  figures: number
  wards: number
  sources: number
}

const province = alias(units, 'province')

/** What rows are counted for: how it is called, and what has to be joined. */
const grouped: Readonly<Record<Group, readonly [columns: SQL, join: SQL]>> = {
  ward: [
    sql`${units.id}::text as id, ${units.slug} as slug, ${units.name} as name`,
    sql`inner join ${units} on ${eq(units.id, observations.wardId)}`
  ],
  province: [
    sql`${province.id}::text as id, ${province.slug} as slug, ${province.name} as name`,
    sql`inner join ${units} on ${eq(units.id, observations.wardId)}
      inner join ${units} as ${sql.identifier('province')} on ${eq(province.id, units.provinceId)}`
  ],
  indicator: [
    sql`${indicators.code} as id, null::text as slug, ${indicators.name} as name`,
    sql`inner join ${indicators} on ${eq(indicators.code, observations.indicator)}`
  ],
  period: [sql`${observations.period} as id, null::text as slug, null::text as name`, sql``]
}

/** The counts of each flag that occurs, for each group; those that occur most first. */
export async function countFlags (db: Database, filter: QualityFilter, groupBy: Group | undefined) {
  const [columns, join] = groupBy === undefined
    ? [sql`null::text as id, null::text as slug, null::text as name`, sql``]
    : grouped[groupBy]
  const { rows } = await db.execute<Counted>(sql`
    select raised.code, ${columns}, count(*)::int as figures,
      count(distinct ${observations.wardId})::int as wards, count(distinct ${observations.sourceId})::int as sources
    from ${observations}
    cross join lateral (
      select distinct flag ->> 'code' as code from jsonb_array_elements(${observations.flags}) as flag) as raised
    ${join}
    where ${and(
      isFlagged(observations.flags),
      inWards(observations.wardId, filter.wardIds),
      among(observations.indicator, filter.indicators),
      inPeriods(filter),
      hasStatus(observations.status, filter.status),
      isCurrent(observations)
    )}
    group by 1, 2, 3, 4
    order by figures desc, 1, 4, 2`)
  return rows.map(row => rowOf(row, groupBy))
}

function rowOf ({ code, id, slug, name, figures, wards, sources }: Counted, groupBy: Group | undefined) {
  const term = flags.find(flag => flag.code === code) ?? { name: code, nameEn: code }
  const unit = { id, slug, name }
  const { label } = (groupBy === 'period' && id !== null ? parsePeriod(id) : null) ?? { label: '' }
  return {
    code,
    name: term.name,
    nameEn: term.nameEn,
    ward: groupBy === 'ward' ? unit : null,
    province: groupBy === 'province' ? unit : null,
    indicator: groupBy === 'indicator' ? { code: id, name } : null,
    period: groupBy === 'period' && id !== null ? { code: id, label } : null,
    figures,
    wards,
    sources
  }
}
