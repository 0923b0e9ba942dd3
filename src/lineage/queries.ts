/**
 * The graph of what became of a ward: the units that it came from and that came of it over any number of changes, and
 * the changes between them. What happened to a unit that went on (a new name, another unit above) is read from its
 * versions, and goes from the unit to itself.
 */
import { sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Database } from '../db/connect.js'
import { units, unitChanges, unitVersions } from '../db/tables.js'
import type { WardLineage } from './schemas.js'

/** What is asked of a graph: which way, and over how many changes. */
export interface Walk {
  readonly direction: 'both' | 'predecessors' | 'successors'
  readonly depth: number
}

/**
 * The lineage of a unit by one statement; null where there is none of this id. Each step keeps units once for each
 * way and number of changes, so that a circle ends with the depth and many ways to one unit cost no more than one.
 */
export async function getWardLineage (
  db: Database, id: string, { direction, depth }: Walk
): Promise<Static<typeof WardLineage> | null> {
  const back = sql.raw(String(direction !== 'successors'))
  const forth = sql.raw(String(direction !== 'predecessors'))
  const { rows: [graph] } = await db.execute<Static<typeof WardLineage>>(sql`
    select * from (
      with recursive walk (id, relation, steps, whole) as (
        select id, relation, 0, true from ${units},
          (values ('predecessor', ${back}), ('successor', ${forth})) ways (relation, wanted)
        where id = ${id} and wanted
        union
        select case relation when 'predecessor' then from_id else to_id end, relation, steps + 1,
          whole and extent = 'whole'
        from walk inner join ${unitChanges} on walk.id = case relation when 'predecessor' then to_id else from_id end
        where steps < ${depth}
      ), reached as (
        select id, min(case when steps = 0 then 'self' else relation end) as relation, min(steps) as steps,
          bool_or(whole) as whole
        from (select *, min(steps) over (partition by id) as least from walk) walk where steps = 0 or least > 0
        group by id
      ), history as (
        select ${unitVersions}.*, lag(unit_id) over past as "before", lag(name) over past as old_name,
          lag(kind) over past as old_kind, lag(parent_id) over past as old_parent
        from ${unitVersions} where unit_id in (select id from reached)
        window past as (partition by unit_id order by valid_from nulls first)
      ), edges as (
        select from_id, to_id, kind, extent, effective_on, legal_basis from ${unitChanges}
        where from_id in (select id from reached) and to_id in (select id from reached)
        union all
        select unit_id, unit_id, change.kind, 'whole', valid_from, legal_act from history, lateral (values
          ('renamed', (name, kind) is distinct from (old_name, old_kind)),
          ('transferred', parent_id is distinct from old_parent)) change (kind, happened)
        where "before" is not null and happened
      )
      select (
        select json_build_object('id', id, 'slug', slug, 'name', name) from ${units} where id = ${id}
      ) as ward, (
        select json_agg(json_build_object('id', unit.id, 'slug', slug, 'name', unit.name, 'kind', unit.kind,
          'code', unit.code, 'validFrom', unit.valid_from, 'validTo', unit.valid_to, 'relation', relation,
          'extent', case when whole then 'whole' else 'part' end, 'steps', steps, 'versions', (
            select coalesce(json_agg(json_build_object('name', history.name, 'kind', history.kind,
              'code', history.code, 'parent', case when above.id is not null then json_build_object(
                'id', above.id, 'slug', above.slug, 'name', above.name, 'kind', above.kind) end,
              'validFrom', history.valid_from, 'validTo', history.valid_to, 'legalAct', legal_act)
              order by history.valid_from nulls first), '[]')
            from history left join ${units} above on above.id = history.parent_id where history.unit_id = unit.id))
          order by array_position('{predecessor,self,successor}', relation),
            case relation when 'predecessor' then -steps else steps end, sort_key, unit.id)
        from reached inner join ${units} unit on unit.id = reached.id
      ) as nodes, (
        select coalesce(json_agg(json_build_object('from', from_id, 'to', to_id, 'kind', edges.kind, 'extent', extent,
          'effectiveOn', effective_on, 'legalBasis', legal_basis)
          order by effective_on, edges.kind, old.sort_key, new.sort_key, from_id, to_id), '[]')
        from edges inner join ${units} old on old.id = from_id inner join ${units} new on new.id = to_id
      ) as edges
    ) graph where ward is not null`)
  return graph ?? null
}
