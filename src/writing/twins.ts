/**
 * Claims that are the same as some that are to be written, though under another id: by what a system calls them, or by
 * what identifies their kind. The keys of the database would refuse them too, but could not say which it is.
 */
import { sql, type SQL } from 'drizzle-orm'
import type { Row } from '../db/store.js'
import { claimTables, type ClaimKind } from './claims.js'
import type { Work } from './item.js'

/** What else a kind is known by, beside the ids of the sending system. */
const identities: Partial<Record<ClaimKind, SQL>> = {
  participant: sql`claim.meeting_id = key.meeting and claim.official_id = key.official`,
  observation: sql`claim.indicator = key.indicator and claim.kind = key.kind
    and claim.period is not distinct from key.period and claim.subject is not distinct from key.subject
    and claim.dimensions = key.dimensions and claim.source_id = key.source and claim.place = key.place`
}

/**
 * Looks for twins.
 * @param rows rows of claims, each with its ward
 * @param fresh meetings that are about to be made
 * @returns their ids, by the place of the row
 */
export async function twinsOf (
  { tx, log }: Work, kind: ClaimKind, rows: readonly Row[], fresh: ReadonlySet<string>
): Promise<Map<number, string>> {
  const identity = identities[kind]
  // At a new meeting nobody takes part yet; of a new source no figure was taken before the first ones.
  const isNew = kind === 'participant'
    ? ({ meetingId }: Row) => fresh.has(String(meetingId))
    : ({ sourceId }: Row) => log.made('source').has(String(sourceId)) && log.made('observation').size === 0
  const keys = rows.flatMap((row, n) => row.externalId === null && (identity === undefined || isNew(row))
    ? []
    : [{
        n,
        id: row.id,
        ward: row.wardId,
        meeting: row.meetingId,
        system: row.sourceSystem,
        external: row.externalId,
        official: row.officialId,
        indicator: row.indicator,
        kind: row.kind,
        period: (row.period as { code?: string } | null | undefined)?.code,
        subject: row.subject,
        dimensions: row.dimensions,
        source: row.sourceId,
        place: row.place
      }])
  if (keys.length === 0) return new Map()
  const same = (condition: SQL) => sql`
    select key.n, claim.id from key inner join ${claimTables[kind]} claim
      on claim.ward_id = key.ward and claim.id <> key.id and ${condition}`
  const external = sql`claim.source_system = key.system and claim.external_id = key.external`
  const isNamed = keys.some(key => key.external !== null)
  const ways = [isNamed ? external : undefined, identity].filter(way => way !== undefined)
  const { rows: found } = await tx.execute<{ n: number, id: string }>(sql`
    with key as materialized (select * from json_to_recordset(${JSON.stringify(keys)}::json) as key(
      n int, id uuid, ward uuid, meeting uuid, system text, external text, official uuid, indicator text, kind text,
      period text, subject text, dimensions jsonb, source uuid, place int))
    ${sql.join(ways.map(same), sql` union all `)}`)
  return new Map(found.map(({ n, id }) => [n, id]))
}
