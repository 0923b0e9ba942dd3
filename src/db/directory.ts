/**
 * The units of the country, held in memory (some fifteen thousand): slugs and official codes become ids before a
 * statement is written, so that it always says `ward_id = $1`. Codes are reused over time and belong to whoever held
 * them in the days asked about.
 */
import { asc, sql } from 'drizzle-orm'
import { fold } from '../domain/text.js'
import type { UnitChangeExtent, UnitChangeKind } from '../domain/units.js'
import type { Database } from './connect.js'
import { unitChanges, units, unitVersions } from './tables.js'

export type Level = 'province' | 'district' | 'ward'

/** Days that a question is about, ISO dates, both inclusive. */
export interface Days { readonly from: string, readonly to: string }

interface Holding {
  readonly code: string | null
  readonly parentId: string | null
  readonly provinceId: string | null
  readonly from: string
  readonly to: string
}

/** A ward with the units above it, by their ids. */
export interface Surroundings {
  /** On the day asked about; ever, where none is. */
  readonly now: ReadonlySet<string>
  /** Before that day, of the ward and of what it came from. */
  readonly before: ReadonlySet<string>
}

export interface KnownUnit {
  readonly id: string
  readonly slug: string
  /** As it is printed now, or was at last. */
  readonly name: string
  readonly level: Level
  readonly holdings: readonly Holding[]
}

/** One unit became another, wholly or in part. */
export interface Step {
  readonly from: KnownUnit
  readonly to: KnownUnit
  readonly kind: UnitChangeKind
  readonly extent: UnitChangeExtent
  readonly effectiveOn: string
  readonly legalBasis: string | null
}

/** A unit that another came from or that came of it, and by which changes: the fewest, in the order of time. */
export interface Line {
  readonly unit: KnownUnit
  readonly of: KnownUnit
  readonly relation: 'predecessor' | 'successor'
  /** `part` where some change on every way from the one to the other concerned only a part. */
  readonly extent: UnitChangeExtent
  readonly via: readonly Step[]
}

const BEGINNING = '0001-01-01'
const END = '9999-12-31'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A reference that is not known makes the directory read the units anew, but no more often than this. */
const RELOAD_AFTER = 5_000

export class UnitDirectory {
  readonly #db: Database
  #loading: Promise<void> | null = null
  #loadedAt = 0
  #byId = new Map<string, KnownUnit>()
  #bySlug = new Map<string, KnownUnit>()
  #byCode = new Map<string, KnownUnit[]>()
  #byName = new Map<string, string[]>()
  #byProvince = new Map<string, string[]>()
  /** What is read of the tables; as long as it stays, nothing is read anew. */
  #state = ''
  #readings = 0
  #after = new Map<string, Step[]>()
  #before = new Map<string, Step[]>()

  constructor (db: Database) {
    this.#db = db
  }

  /** As long as it stays, the same is found under the same reference. */
  get state (): number {
    return this.#readings
  }

  /** Reads all units anew where any has changed; questions that come meanwhile wait for the same reading. */
  async load (): Promise<void> {
    this.#loading ??= this.#refresh(this.#db).finally(() => { this.#loading = null })
    await this.#loading
  }

  /** Reads what has changed by now; a reading that began before does not suffice. */
  async reload (): Promise<void> {
    await this.#loading?.catch(() => {})
    await this.load()
  }

  async #refresh (db: Database): Promise<void> {
    const { rows: [row] } = await db.execute<{ state: string }>(sql`
      select concat_ws(' ', count(*), sum(version), max(updated_at), (
        select concat_ws(' ', count(*), sum(version), max(updated_at)) from ${unitChanges})) as state from ${units}`)
    if (row!.state !== this.#state) await this.#read(db)
    this.#state = row!.state
    this.#loadedAt = Date.now()
  }

  async #read (db: Database): Promise<void> {
    const rows = await db.select({
      id: units.id,
      slug: units.slug,
      name: unitVersions.name,
      level: units.level,
      code: unitVersions.code,
      parentId: unitVersions.parentId,
      provinceId: unitVersions.provinceId,
      from: sql<string>`coalesce(${unitVersions.validFrom}::text, ${BEGINNING})`,
      to: sql<string>`coalesce(${unitVersions.validTo}::text, ${END})`
    }).from(units).innerJoin(unitVersions, sql`${unitVersions.unitId} = ${units.id}`)
      .orderBy(asc(units.id), sql`${unitVersions.validFrom} nulls first`)
    const changes = await db.select({
      from: unitChanges.fromId,
      to: unitChanges.toId,
      kind: unitChanges.kind,
      extent: unitChanges.extent,
      effectiveOn: unitChanges.effectiveOn,
      legalBasis: unitChanges.legalBasis
    }).from(unitChanges).orderBy(asc(unitChanges.effectiveOn), asc(unitChanges.id))

    const byId = new Map<string, KnownUnit & { name: string, holdings: Holding[] }>()
    const byProvince = new Map<string, Set<string>>()
    const byName = new Map<string, Set<string>>()
    for (const { id, slug, level, name, ...holding } of rows) {
      if (level === 'ward') byName.set(fold(name), (byName.get(fold(name)) ?? new Set()).add(slug))
      const unit = byId.get(id) ?? { id, slug, name, level, holdings: [] }
      unit.name = name
      unit.holdings.push(holding)
      byId.set(id, unit)
      const { provinceId } = holding
      if (level !== 'ward' || provinceId === null) continue
      const wards = byProvince.get(provinceId)
      if (wards === undefined) byProvince.set(provinceId, new Set([id]))
      else wards.add(id)
    }
    this.#readings++
    this.#byId = byId
    this.#byProvince = new Map([...byProvince].map(([province, wards]) => [province, [...wards]]))
    this.#byName = new Map([...byName].map(([name, slugs]) => [name, [...slugs]]))
    this.#bySlug = new Map([...byId.values()].map(unit => [`${unit.level} ${unit.slug}`, unit]))
    this.#byCode = new Map()
    for (const unit of byId.values()) {
      for (const code of new Set(unit.holdings.map(holding => holding.code))) {
        if (code === null) continue
        const key = `${unit.level} ${code}`
        this.#byCode.set(key, [...this.#byCode.get(key) ?? [], unit])
      }
    }
    this.#after = new Map()
    this.#before = new Map()
    for (const { from: fromId, to: toId, ...change } of changes) {
      const step = { from: byId.get(fromId)!, to: byId.get(toId)!, ...change }
      this.#after.set(fromId, [...this.#after.get(fromId) ?? [], step])
      this.#before.set(toId, [...this.#before.get(toId) ?? [], step])
    }
  }

  /**
   * The units that a reference names: its id, slug or official code. A code names whoever held it on one of the days;
   * where nobody did, and without days, its present holder, else its last.
   * @param levels one level, or several in the order in which they are asked for
   * @returns the latest holder of each level last; empty where nothing is named
   */
  async find (levels: Level | readonly Level[], reference: string, days?: Days): Promise<KnownUnit[]> {
    if (this.#loadedAt === 0) await this.load()
    const look = () => [levels].flat().flatMap(level => this.#find(level, reference, days))
    const found = look()
    if (found.length > 0 || Date.now() - this.#loadedAt < RELOAD_AFTER) return found
    await this.load()
    return look()
  }

  #find (level: Level, reference: string, days?: Days): KnownUnit[] {
    const named = (UUID.test(reference) ? this.#byId.get(reference.toLowerCase()) : undefined) ??
      this.#bySlug.get(`${level} ${reference}`)
    if (named !== undefined) return named.level === level ? [named] : []

    const held = (this.#byCode.get(`${level} ${reference}`) ?? [])
      .flatMap(unit => unit.holdings
        .filter(holding => holding.code === reference)
        .map(holding => ({ unit, ...holding })))
      .sort((a, b) => a.from < b.from ? -1 : 1)
    if (days === undefined) return held.slice(-1).map(({ unit }) => unit)
    const holders = held.filter(({ from, to }) => from <= days.to && to >= days.from)
    return [...new Set((holders.length > 0 ? holders : held.slice(-1)).map(({ unit }) => unit))]
  }

  /** The slugs of the wards that bear a name, or bore it; diacritics and case do not matter. */
  async named (name: string): Promise<readonly string[]> {
    if (this.#loadedAt === 0) await this.load()
    return this.#byName.get(fold(name)) ?? []
  }

  /** The wards that lay in a province at any time. */
  wardsOf (provinceId: string): string[] {
    return [...this.#byProvince.get(provinceId) ?? []]
  }

  /** What a ward lay in on a day, and what it and its predecessors had lain in before. */
  surroundingsOf (wardId: string, day: string | null): Surroundings {
    const found = { now: new Set<string>(), before: new Set<string>() }
    const note = (units: Set<string>, id: string, { parentId, provinceId }: Holding) => {
      for (const unit of [id, parentId, provinceId]) if (unit !== null) units.add(unit)
    }
    const own = this.#byId.get(wardId)?.holdings ?? []
    const held = own.filter(({ from, to }) => day === null || (from <= day && day <= to))
    for (const holding of held.length > 0 ? held : own.slice(-1)) note(found.now, wardId, holding)
    const open = [wardId]
    const seen = new Set(open)
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const holding of this.#byId.get(id)?.holdings ?? []) {
        if (day === null || holding.from <= day) note(found.before, id, holding)
      }
      for (const { from: { id: predecessor } } of this.#before.get(id) ?? []) {
        if (!seen.has(predecessor)) open.push(predecessor)
        seen.add(predecessor)
      }
    }
    for (const id of found.now) found.before.delete(id)
    return found
  }

  /**
   * All that a unit came from and all that came of it, over any number of changes: not what else became of its
   * predecessors. Whole ways are looked for before those on which only a part went over; nothing is told twice.
   */
  linesOf (unitId: string): Line[] {
    const of = this.#byId.get(unitId)
    if (of === undefined) return []
    const found = new Map<string, Line>()
    for (const relation of ['predecessor', 'successor'] as const) {
      const back = relation === 'predecessor'
      const reached = new Map<string, readonly Step[]>([[unitId, []]])
      for (const extent of ['whole', 'part'] as const) {
        // Breadth first, so that a way is the shortest of its kind; what is reached is not left again in a circle.
        for (let open = [...reached.keys()]; open.length > 0;) {
          const next: string[] = []
          for (const id of open) {
            for (const step of (back ? this.#before : this.#after).get(id) ?? []) {
              const unit = back ? step.from : step.to
              if (reached.has(unit.id) || (extent === 'whole' && step.extent === 'part')) continue
              const way = reached.get(id)!
              const via = back ? [step, ...way] : [...way, step]
              reached.set(unit.id, via)
              if (!found.has(unit.id)) found.set(unit.id, { unit, of, relation, extent, via })
              next.push(unit.id)
            }
          }
          open = next
        }
      }
    }
    return [...found.values()]
  }
}
