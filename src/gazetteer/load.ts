/**
 * Brings files of units into a register: all of it in one transaction and through the log, or nothing. What has the
 * content already is not written, and what somebody else changed or deleted since is left as it is.
 */
import { sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { takeLock } from '../db/locks.js'
import { lastActors, recorded, type Log, type RecordKind } from '../db/log.js'
import { put, type Row } from '../db/store.js'
import { unitChanges, units, unitVersions } from '../db/tables.js'
import { BEFORE_REFORM, REFORM } from '../domain/reform.js'
import { ACTOR as BUILT_IN, UNITS_ACTOR as ACTOR } from '../records/load.js'
import { rowsOfUnit, slugOf, type VersionContent } from '../writing/units.js'
import { builtInSlugs } from './built-in.js'
import type { UnitFile } from './files.js'
import { match, type ChangeRow, type Held, type Plan, type Window } from './match.js'
import { paint } from './picture.js'

const ROWS_AT_ONCE = 1_000

export interface Options {
  /** The days for which a list holds, where they are not those of the reform. */
  readonly window?: Window | undefined
  /** Check everything, write nothing. */
  readonly dryRun?: boolean | undefined
  readonly at?: Date
  /** Told how much is done, from 0 to 1. */
  readonly progress?: (done: number) => void
}

export interface Outcome {
  /** How many units the files list. */
  readonly listed: number
  readonly created: number
  readonly changed: number
  /** What became of units: how many changes of units are new. */
  readonly changes: number
  /** What others changed or deleted since. */
  readonly left: number
  readonly doubts: readonly string[]
}

/** Why files cannot go together. */
export class Contradiction extends Error {}

/** Rolls back what was only tried. */
class Tried extends Error {}

async function heldIn (tx: Database): Promise<Held[]> {
  const rows = await tx.select({ id: units.id, level: units.level, slug: units.slug, inferred: units.inferred })
    .from(units)
  const versions = await tx.select().from(unitVersions)
    .orderBy(unitVersions.unitId, sql`${unitVersions.validFrom} nulls first`)
  const byUnit = new Map<string, VersionContent[]>()
  for (const { id, unitId, ...version } of versions) {
    const known = byUnit.get(unitId)
    if (known === undefined) byUnit.set(unitId, [version])
    else known.push(version)
  }
  return rows.map(unit => ({ ...unit, versions: byUnit.get(unit.id) ?? [] })).filter(unit => unit.versions.length > 0)
}

/** What may be put behind the name of a unit, until no other unit of its level is addressed so. */
const longer: ReadonlyArray<(unit: VersionContent, slugOf: (id: string | null) => string) => string> = [
  () => '',
  ({ parentId }, of) => `-${of(parentId)}`,
  ({ parentId, provinceId }, of) => of(parentId) === of(provinceId) ? '' : `-${of(parentId)}-${of(provinceId)}`,
  ({ code }) => `-${code}`,
  ({ code, validFrom, validTo }) => `-${code}-${validTo ?? validFrom}`
]

/** Slugs for new units: the name alone where only one unit of the level has it, else with that of the unit above. */
function slugsFor (plan: Plan): Map<string, string> {
  const slugs = new Map([...plan.units.values()].flatMap(({ id, slug }) => slug === null ? [] : [[id, slug]]))
  const of = (id: string | null) => slugs.get(id ?? '') ?? 'viet-nam'
  for (const level of ['province', 'district', 'ward']) {
    const units = [...plan.units.values()].filter(unit => unit.level === level)
    const taken = new Set([...builtInSlugs(level), ...units.flatMap(({ slug }) => slug ?? [])])
    let open = units.filter(({ slug }) => slug === null)
    for (const [step, more] of longer.entries()) {
      const wanted = new Map<string, Held[]>()
      for (const unit of open) {
        const now = unit.versions.at(-1)!
        const slug = (slugOf(now.name) + more(now, of)).slice(0, 100)
        wanted.set(slug, [...wanted.get(slug) ?? [], unit])
      }
      open = []
      for (const [slug, all] of wanted) {
        // Of two that would be addressed alike with the unit above, the one that is still there is.
        const present = step === 0 ? all : all.filter(({ versions }) => versions.at(-1)!.validTo === null)
        const [one] = taken.has(slug) ? [] : all.length === 1 ? all : present.length === 1 ? present : []
        if (one !== undefined) {
          slugs.set(one.id, slug)
          taken.add(slug)
        }
        open.push(...all.filter(unit => unit !== one))
      }
      if (step === 0) for (const slug of wanted.keys()) taken.add(slug) // a name that several have is nobody's
    }
    for (const { id } of open) slugs.set(id, id)
  }
  return slugs
}

/** The ids that others wrote last. */
async function ofOthers (tx: Database, kind: RecordKind, ids: readonly string[]): Promise<Set<string>> {
  const others = new Set<string>()
  for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
    for (const [id, actor] of await lastActors(tx, kind, ids.slice(from, from + ROWS_AT_ONCE))) {
      if (actor !== ACTOR && actor !== BUILT_IN) others.add(id)
    }
  }
  return others
}

/** The changes of units that are not there yet, or that came from files and are told differently now. */
async function changesToWrite (tx: Database, rows: readonly ChangeRow[]): Promise<ChangeRow[]> {
  const there = await tx.select().from(unitChanges)
  const known = new Map(there.map(row => [`${row.fromId} ${row.toId} ${row.effectiveOn}`, row]))
  return rows.filter(row => {
    const before = known.get(`${row.fromId} ${row.toId} ${row.effectiveOn}`)
    // One of another id was written by somebody.
    return before === undefined || (before.id === row.id && (before.kind !== row.kind ||
      before.extent !== row.extent || before.legalBasis !== row.legalBasis))
  })
}

/** Writes rows a thousand at a time, and tells how far it has come. */
async function write (
  log: Log, kind: RecordKind, rows: readonly Row[], parts: ReadonlyMap<unknown, readonly Row[]>,
  done: (more: number) => void
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE)
    const versions = some.flatMap(({ id }) => parts.get(id) ?? [])
    await put(log, { kind, rows: some, parts: parts.size === 0 ? [] : [{ name: 'versions', rows: versions }] })
    done(some.length)
  }
}

async function bring (log: Log, plan: Plan, progress: (done: number) => void): Promise<Omit<Outcome, 'doubts'>> {
  const slugs = slugsFor(plan)
  const touched = [...plan.created, ...plan.changed]
  const left = await ofOthers(log.tx, 'unit', touched)
  const missing = new Set([...plan.created].filter(id => left.has(id)))
  const rows: Array<ReturnType<typeof rowsOfUnit>['row']> = []
  const versions = new Map<unknown, readonly Row[]>()
  // What lies in a unit that is not there cannot be there either.
  const order = ['province', 'district', 'ward']
  const byLevel = touched.map(id => plan.units.get(id)!)
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
  for (const unit of byLevel) {
    const above = unit.versions.flatMap(({ parentId, provinceId }) => [parentId ?? [], provinceId ?? []].flat())
    if (above.some(id => missing.has(id))) {
      left.add(unit.id)
      if (plan.created.has(unit.id)) missing.add(unit.id)
    }
    if (left.has(unit.id)) continue
    const made = rowsOfUnit({ ...unit, slug: slugs.get(unit.id)! }, unit.versions)
    rows.push(made.row)
    versions.set(unit.id, made.versions)
  }
  const wanted = plan.changes.filter(({ fromId, toId }) => !missing.has(fromId) && !missing.has(toId))
  const changes = await changesToWrite(log.tx, wanted)
  const leftChanges = await ofOthers(log.tx, 'unit-change', changes.map(({ id }) => id))
  const freshChanges = changes.filter(({ id }) => !leftChanges.has(id))

  const total = rows.length + freshChanges.length
  let done = 0
  const told = (more: number) => {
    done += more
    progress(total === 0 ? 1 : 0.9 * done / total)
  }
  // Codes are unique among present units: whoever gives one up goes first.
  const ends = rows.filter(({ id, validTo }) => validTo !== null && !plan.created.has(id))
  await write(log, 'unit', [...ends, ...rows.filter(row => !ends.includes(row))], versions, told)
  await write(log, 'unit-change', freshChanges as unknown as Row[], new Map(), told)
  const created = rows.filter(({ id }) => plan.created.has(id)).length
  return {
    listed: plan.listed,
    created,
    changed: rows.length - created,
    changes: freshChanges.length,
    left: left.size + leftChanges.size
  }
}

/** The windows of the lists: those of the reform, unless one is given, which must be meant for one kind of list. */
function windowsOf (files: readonly UnitFile[], window: Window | undefined) {
  const reform = { former: { from: null, to: BEFORE_REFORM }, present: { from: REFORM, to: null } }
  if (window === undefined || (window.from === null && window.to === null)) return reform
  const has = (side: 'former' | 'present') => files.some(file => file[side].size > 0)
  if (files.some(file => file.conversions.length > 0) || has('former') === has('present')) {
    throw new Contradiction('Days can be given for lists of one kind only: of three levels, or of two.')
  }
  const side = has('former') ? 'former' as const : 'present' as const
  const given = { from: window.from ?? reform[side].from, to: window.to ?? reform[side].to }
  if (given.from !== null && given.to !== null && given.from > given.to) {
    throw new Contradiction(`A list cannot hold from ${given.from} to ${given.to}.`)
  }
  return { ...reform, [side]: given }
}

/**
 * Loads files of units. Loading again changes nothing.
 * @throws Contradiction where the files or the days do not go together
 */
export async function loadUnits (db: Database, files: readonly UnitFile[], options: Options = {}): Promise<Outcome> {
  const { window, dryRun = false, at = new Date(), progress = () => {} } = options
  const windows = windowsOf(files, window)
  const picture = paint(files)
  const reason = files.map(({ name }) => name).join(', ').slice(0, 1_000)
  let outcome: Outcome | undefined
  try {
    await recorded(db, { actor: ACTOR, reason, at }, async log => {
      await takeLock(log.tx, 'load')
      const plan = match(picture, await heldIn(log.tx), windows)
      progress(0.02)
      outcome = { ...await bring(log, plan, progress), doubts: plan.doubts }
      if (dryRun) throw new Tried()
    })
  } catch (error) {
    if (!(error instanceof Tried)) throw error
  }
  if (!dryRun && outcome!.created + outcome!.changes > 0) {
    // A planner that has never seen so many units would plan for few.
    for (const table of [units, unitVersions, unitChanges]) await db.execute(sql`analyze ${table}`)
  }
  progress(1)
  return outcome!
}
