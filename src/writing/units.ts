/** How administrative units, and what became of them, are written. */
import { inArray, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { unitChanges, units, type Inference } from '../db/tables.js'
import { dayAfter } from '../domain/periods.js'
import { fold, searchWords, sortKey } from '../domain/text.js'
import { unitKinds } from '../domain/units.js'
import { term } from '../domain/vocabulary.js'
import type { UnitChangeDraft, UnitDraft } from '../wards/drafts.js'
import { say, take, takeId, type Item, type Plan, type Work } from './item.js'

type Draft = Static<typeof UnitDraft>
type Version = Draft['versions'][number]
type ChangeDraft = Static<typeof UnitChangeDraft>

const levelOf = (version: Version) => term(unitKinds, version.kind).level
const present = ({ versions }: Draft) => versions.at(-1)!

/** The levels of the units that one of a level may lie in. */
const ABOVE: Readonly<Record<ReturnType<typeof levelOf>, readonly string[]>> = {
  ward: ['district', 'province'], district: ['province'], province: []
}

/** Units are listed and addressed by their own name: Phường Tây Sơn under T, but Phường 12 under P. */
export const ownName = (name: string) =>
  name.replace(/^(Phường|Xã|Thị trấn|Đặc khu|Thành phố|Thị xã|Quận|Huyện|Tỉnh) (?!\d)/i, '')

/** How a unit is addressed where no other has its name. */
export const slugOf = (name: string): string => fold(ownName(name)).replaceAll(' ', '-') || 'don-vi'

/** What a unit was for a time, with what it lay in by their ids. */
export interface VersionContent {
  readonly name: string
  readonly kind: string
  readonly code: string | null
  readonly parentId: string | null
  readonly provinceId: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly legalAct: string | null
}

/** The row of a unit with its versions, oldest first; the last is the present. */
export function rowsOfUnit (
  { id, level, slug, inferred }: { id: string, level: string, slug: string, inferred: readonly Inference[] },
  versions: readonly VersionContent[]
) {
  const { legalAct, validFrom, ...now } = versions.at(-1)!
  const row = {
    id,
    level,
    slug,
    ...now,
    sortKey: sortKey(ownName(now.name)),
    validFrom: versions[0]!.validFrom,
    inferred: [...inferred],
    words: searchWords(now.name, slug, now.code, ...versions.map(version => version.name))
  }
  return { row, versions: versions.map(version => ({ unitId: id, ...version })) }
}

/** Versions follow each other without gaps and stay at one level, which a unit has for ever. */
function checkVersions (item: Item<Draft>): void {
  const { versions } = item.draft
  const level = item.before?.content.level ?? levelOf(versions[0]!)
  versions.forEach((version, at) => {
    const path = `/versions/${at}`
    if (levelOf(version) !== level) {
      item.fault(`${path}/kind`, say('is of another level than the unit', 'khác cấp với đơn vị'))
    }
    if (version.validFrom != null && version.validTo != null && version.validFrom > version.validTo) {
      item.fault(`${path}/validTo`, say('is before validFrom', 'trước validFrom'))
    }
    if ((levelOf(version) === 'province') !== (version.parent == null)) {
      item.fault(`${path}/parent`, say(
        'is null for provinces, and only for them', 'chỉ để trống đối với tỉnh, thành phố trực thuộc Trung ương'))
    }
    const before = versions[at - 1]
    if (before !== undefined && (before.validTo == null || version.validFrom !== dayAfter(before.validTo))) {
      item.fault(`${path}/validFrom`, say(
        'must be the day after the version before it ended', 'phải là ngày ngay sau khi phiên bản trước kết thúc'))
    }
  })
}

/** A slug that no other unit of the level has: its name, made longer by that of the unit above, then by a number. */
function freeSlug (name: string, parent: string | undefined, taken: ReadonlySet<string>): string {
  const base = slugOf(name)
  const longer = parent === undefined ? base : `${base}-${parent}`
  if (!taken.has(base)) return base
  if (!taken.has(longer)) return longer
  for (let number = 2; ; number++) if (!taken.has(`${longer}-${number}`)) return `${longer}-${number}`
}

async function takenSlugs ({ tx }: Work, items: ReadonlyArray<Item<Draft>>): Promise<Set<string>> {
  const bases = items.map(({ draft }) => slugOf(present(draft).name))
  const { rows } = await tx.execute<{ level: string, slug: string }>(sql`
    select level, slug from ${units} where slug ^@ any(${sql.param(bases)}::text[])`)
  return new Set(rows.map(({ level, slug }) => `${level} ${slug}`))
}

export const unitPlan: Plan<Draft> = {
  kind: 'unit',

  want (draft, refs) {
    for (const { parent } of draft.versions) refs.want('unit', parent)
  },

  async find ({ tx }, items) {
    const slugs = items.flatMap(({ draft }) => draft.slug ?? [])
    const codes = items.flatMap(({ draft }) => present(draft).code ?? [])
    const rows = slugs.length + codes.length === 0
      ? []
      : await tx.select({
        id: units.id, level: units.level, slug: units.slug, code: units.code, validTo: units.validTo
      }).from(units).where(sql`${units.slug} = any(${sql.param(slugs)}::text[])
        or (${units.code} = any(${sql.param(codes)}::text[]) and ${units.validTo} is null)`)
    return new Map(items.flatMap(item => {
      const { code, validTo } = present(item.draft)
      const found = rows.find(row => row.level === levelOf(present(item.draft)) && (item.draft.slug === undefined
        ? code != null && validTo == null && row.code === code && row.validTo === null
        : row.slug === item.draft.slug))
      return found === undefined ? [] : [[item, found.id] as const]
    }))
  },

  async rows (work, items) {
    items.forEach(checkVersions)
    const taken = await takenSlugs(work, items)
    const parents = new Map(items.map(item => [item, item.draft.versions.map((version, at) => {
      const path = `/versions/${at}/parent`
      const above = take(item, work.refs, 'unit', version.parent, path)
      if (above !== null && !ABOVE[levelOf(version)].includes(above.level!)) {
        item.fault(path, say('is of no level above', 'không thuộc cấp trên'))
      }
      return above
    })]))
    const provinceOf = (item: Item<Draft>, at: number) => {
      const above = parents.get(item)![at] ?? null
      return above === null ? null : above.level === 'province' ? above.id : above.provinceId ?? null
    }
    const good = items.filter(item => item.isGood)
    const made = good.map(item => {
      const { draft } = item
      const now = present(draft)
      const level = levelOf(now)
      const levelSlugs = new Set([...taken]
        .flatMap(slug => slug.startsWith(`${level} `) ? slug.slice(level.length + 1) : []))
      const slug = draft.slug ?? item.before?.content.slug as string | undefined ??
        freeSlug(now.name, parents.get(item)!.at(-1)?.slug, levelSlugs)
      taken.add(`${level} ${slug}`)
      const versions = draft.versions.map((version, at) => ({
        name: version.name.normalize('NFC'),
        kind: version.kind,
        code: version.code ?? null,
        parentId: parents.get(item)![at]?.id ?? null,
        provinceId: provinceOf(item, at),
        validFrom: version.validFrom ?? null,
        validTo: version.validTo ?? null,
        legalAct: version.legalAct ?? null
      }))
      return rowsOfUnit({ id: item.id, level, slug, inferred: draft.inferred ?? [] }, versions)
    })
    const rows = made.map(({ row }) => row)
    const versions = made.flatMap(({ versions }) => versions)
    return { kind: 'unit', rows, parts: [{ name: 'versions', rows: versions }] }
  }
}

export const unitChangePlan: Plan<ChangeDraft> = {
  kind: 'unit-change',

  want (draft, refs) {
    refs.want('unit', draft.from)
    refs.want('unit', draft.to)
  },

  async find ({ tx, refs }, items) {
    const from = items.flatMap(({ draft }) => refs.idOf('unit', draft.from) ?? [])
    const rows = from.length === 0 ? [] : await tx.select().from(unitChanges).where(inArray(unitChanges.fromId, from))
    return new Map(items.flatMap(item => {
      const found = rows.find(row => row.fromId === refs.idOf('unit', item.draft.from) &&
        row.toId === refs.idOf('unit', item.draft.to) && row.effectiveOn === item.draft.effectiveOn)
      return found === undefined ? [] : [[item, found.id] as const]
    }))
  },

  async rows ({ refs }, items) {
    const rows = items.map(item => {
      const { draft } = item
      const fromId = takeId(item, refs, 'unit', draft.from, '/from')
      const toId = takeId(item, refs, 'unit', draft.to, '/to')
      if (fromId !== null && fromId === toId) item.fault('/to', say('is the same unit', 'là cùng một đơn vị'))
      return {
        id: item.id,
        fromId,
        toId,
        kind: draft.kind,
        extent: draft.extent,
        effectiveOn: draft.effectiveOn,
        legalBasis: draft.legalBasis ?? null
      }
    })
    return { kind: 'unit-change', rows: rows.filter((_, at) => items[at]!.isGood), parts: [] }
  }
}
