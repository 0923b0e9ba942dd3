/**
 * The flags of figures, computed when figures are written: those of a meeting against each other, and against what
 * other sources report of the same. What was flagged before and is no more loses its flag; a value never changes.
 */
import { and, inArray, isNull, notInArray, or, sql, type SQL } from 'drizzle-orm'
import { takeLocks } from '../db/locks.js'
import { indicators, observations } from '../db/tables.js'
import type { Flag } from '../db/tables.js'
import { about, by, checkReport, contradictions, type Figure, type FigureIndicator } from '../domain/figures.js'
import type { Work } from './item.js'

/** What the flags of a figure depend on, and what they are. */
export interface Checked extends Figure {
  readonly id: string
  readonly wardId: string
  readonly meetingId: string | null
  readonly supersededBy: string | null
  readonly statedFlags: readonly Flag[]
  flags: Flag[]
}

const columns = {
  id: observations.id,
  wardId: observations.wardId,
  meetingId: observations.meetingId,
  sourceId: observations.sourceId,
  indicator: observations.indicator,
  kind: observations.kind,
  period: observations.period,
  subject: observations.subject,
  dimensions: observations.dimensions,
  value: observations.value,
  target: observations.target,
  percentOfTarget: observations.percentOfTarget,
  comparator: observations.comparator,
  measuredOn: observations.measuredOn,
  supersededBy: observations.supersededBy,
  statedFlags: observations.statedFlags,
  flags: observations.flags
}

/** Figures that were reported together: at a meeting, or by a source without one. */
const groupOf = ({ wardId, meetingId, sourceId }: Checked) => `${wardId} ${meetingId ?? sourceId}`
const topicOf = (figure: Checked) => `${figure.wardId} ${about(figure)}`

const CONFLICT = 'conflicting-reports'

/** Figures as they are in the database. */
export const figuresOf = async ({ tx }: Work, condition: SQL | undefined): Promise<Checked[]> =>
  await tx.select(columns).from(observations).where(condition) as Checked[]

/** The figures beside those that are written: of the same reports, and those that contradict or did. */
async function besides (
  work: Work, written: readonly Checked[], skipped: readonly string[], fresh: ReadonlySet<string>
): Promise<Checked[]> {
  const wards = [...new Set(written.map(({ wardId }) => wardId))]
  const meetingIds = [...new Set(written.flatMap(({ meetingId }) => meetingId ?? []))].filter(id => !fresh.has(id))
  const sourceIds = [...new Set(written.flatMap(({ meetingId, sourceId }) => meetingId === null ? sourceId : []))]
  const topics = JSON.stringify([...new Map(written.map(figure => {
    const { wardId: ward, indicator, kind, period, measuredOn: measured, subject, value } = figure
    const topic = { ward, indicator, kind, period: period?.code ?? null, measured, subject, value }
    return [JSON.stringify(topic), topic]
  })).values()])
  const together: Array<SQL | undefined> = [
    meetingIds.length === 0 ? undefined : inArray(observations.meetingId, meetingIds),
    sourceIds.length === 0 ? undefined : and(isNull(observations.meetingId), inArray(observations.sourceId, sourceIds))
  ].filter(condition => condition !== undefined)
  const current = and(
    inArray(observations.wardId, wards), isNull(observations.supersededBy),
    skipped.length === 0 ? undefined : notInArray(observations.id, [...skipped]))
  const near = together.length === 0 ? [] : await figuresOf(work, and(current, or(...together)))
  // Two lookups by the index of the identity: by period, and by day where no period is told. What agrees with all that
  // is written, and is flagged by nothing, neither contradicts nor loses a flag.
  const differs = sql`same.subject is not distinct from topic.subject and (
    same.value is distinct from topic.value or same.flags @> ${JSON.stringify([{ code: CONFLICT }])}::jsonb)`
  const elsewhere = await figuresOf(work, and(current, sql`
    (${observations.wardId}, ${observations.id}) in (
      with topic as materialized (select * from json_to_recordset(${topics}::json) as topic(
        ward uuid, indicator text, kind text, period text, measured date, subject text, value numeric))
      select same.ward_id, same.id from topic inner join ${observations} same on same.ward_id = topic.ward
        and same.indicator = topic.indicator and same.kind = topic.kind and same.period = topic.period and ${differs}
      union all
      select same.ward_id, same.id from topic inner join ${observations} same on same.ward_id = topic.ward
        and same.indicator = topic.indicator and same.kind = topic.kind and same.period is null
        and same.measured_on = topic.measured and ${differs})`))
  return [...new Map([...near, ...elsewhere].map(figure => [figure.id, figure])).values()]
}

/**
 * What can contradict each other, or be plan and part of each other outside a meeting, is written one after the other,
 * so that nobody misses it. Who writes at a meeting has announced that meeting.
 */
const waitForOthers = async ({ tx }: Work, figures: readonly Checked[]) =>
  await takeLocks(tx, 'figures', figures.flatMap(({ wardId, meetingId, sourceId, period, measuredOn }) => [
    `${wardId} ${period?.code ?? measuredOn}`, ...meetingId === null ? [`${wardId} ${sourceId}`] : []
  ]))

async function indicatorsOf ({ tx }: Work): Promise<FigureIndicator[]> {
  return await tx.select({ code: indicators.code, partOf: indicators.partOf }).from(indicators)
}

/**
 * Computes the flags of figures that are about to be written, into their rows.
 * @param rows rows of observations
 * @param gone ids of figures that are about to be deleted
 * @param fresh meetings that are written for the first time: nothing of theirs is there yet
 * @param moved figures that have gone to another ward with their meeting: as they were, and as they are
 * @returns figures that are there already and whose flags change by that, each with its new flags
 */
export async function flagFigures (
  work: Work, rows: ReadonlyArray<Record<string, unknown>>, gone: ReadonlySet<string>, fresh: ReadonlySet<string>,
  moved: readonly Checked[] = []
): Promise<ReadonlyMap<string, Flag[]>> {
  if (rows.length + gone.size + moved.length === 0) return new Map()
  const written = rows as unknown as Checked[]
  const earlier = [...gone, ...written.filter(({ meetingId }) => !fresh.has(meetingId!)).map(({ id }) => id)]
  // As they were: what they leave behind is told anew, too.
  const before = earlier.length === 0 ? [] : await figuresOf(work, inArray(observations.id, earlier))
  const concerned = [...written, ...before, ...moved]
  await waitForOthers(work, concerned)
  const others = await besides(work, concerned, [...written.map(({ id }) => id), ...gone], fresh)
  const parts = await indicatorsOf(work)
  const all = [...written.filter(figure => figure.supersededBy === null), ...others]
  const groups = by(all, groupOf)
  const topics = by(all, topicOf)
  const touched = new Set(concerned.map(groupOf))
  // Of reports that nothing was written to, only what contradicts them can have changed.
  const found = new Map<Checked, Flag[]>(all.map(figure => [figure, touched.has(groupOf(figure))
    ? []
    : figure.flags.slice(figure.statedFlags.length).filter(({ code }) => code !== CONFLICT)]))
  for (const group of touched) {
    const figures = groups.get(group) ?? []
    checkReport(figures, parts).forEach((flags, at) => found.get(figures[at]!)!.push(...flags))
  }
  for (const figures of topics.values()) {
    contradictions(figures).forEach((flag, at) => { if (flag !== null) found.get(figures[at]!)!.push(flag) })
  }
  const changed = new Map<string, Flag[]>()
  const there = new Set(others)
  for (const [figure, computed] of found) {
    const flags = [...figure.statedFlags, ...computed]
    if (JSON.stringify(flags) === JSON.stringify(figure.flags)) continue
    if (there.has(figure)) changed.set(figure.id, flags)
    else figure.flags = flags
  }
  return changed
}

/** Writes flags that changed of figures that are there. */
export async function writeFlags ({ log, tx }: Work, changed: ReadonlyMap<string, Flag[]>): Promise<void> {
  if (changed.size === 0) return
  await log.touch('observation', [...changed.keys()].sort())
  const written = JSON.stringify([...changed].map(([id, flags]) => ({ id, flags })))
  await tx.execute(sql`update ${observations} set flags = told.flags
    from json_to_recordset(${written}::json) as told(id uuid, flags jsonb) where ${observations}.id = told.id`)
}
