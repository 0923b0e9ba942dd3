/**
 * What a list is about, read from its parameters: wards (by id, slug or code), provinces, periods and days. A wrong
 * value is a 400 that names its parameter; in the path it is a 404.
 */
import type { FastifyRequest } from 'fastify'
import type { Days, KnownUnit, Line, UnitDirectory } from '../db/directory.js'
import { parsePeriod, type Period } from '../domain/periods.js'
import { fold } from '../domain/text.js'
import type { Lineage } from './parameters.js'
import { badParameter, badProperty, invalidBody, notFound, type Fault } from './problems.js'

/** A period given as a parameter. */
export function periodFrom (parameter: string, code: string | undefined): Period | undefined {
  if (code === undefined) return undefined
  const period = parsePeriod(code)
  if (period === null) {
    throw badParameter(parameter, {
      en: `'${code}' is no period: write 2023, 2023-H1, 2023-Q3, 2023-07, 2023-9M or 2020/2025.`,
      vi: `'${code}' không phải là kỳ: hãy viết 2023, 2023-H1, 2023-Q3, 2023-07, 2023-9M hoặc 2020/2025.`
    })
  }
  return period
}

/** The days that lie in a period and between two dates; undefined where none of them is given. */
export function daysFrom (
  { period, from, to }: { period?: Period | undefined, from?: string | undefined, to?: string | undefined },
  [first, last] = ['from', 'to']
): Days | undefined {
  if (from !== undefined && to !== undefined && from > to) {
    throw badParameter(first!, {
      en: `${first} (${from}) is after ${last} (${to}).`,
      vi: `${first} (${from}) sau ${last} (${to}).`
    })
  }
  if (period === undefined && from === undefined && to === undefined) return undefined
  const latest = (a: string, b: string) => a > b ? a : b
  const earliest = (a: string, b: string) => a < b ? a : b
  return {
    from: latest(period?.from ?? '0001-01-01', from ?? '0001-01-01'),
    to: earliest(period?.to ?? '9999-12-31', to ?? '9999-12-31')
  }
}

/** A question must have a letter or a number to look for. */
export function questionFrom (q: string | undefined, parameter = 'q'): string | undefined {
  if (q !== undefined && fold(q) === '') {
    throw badParameter(parameter, {
      en: `${parameter} has no letter or number to look for.`, vi: `${parameter} không có chữ hay số nào để tìm.`
    })
  }
  return q
}

const unknownUnit = (parameter: string, reference: string, kind = parameter) => badParameter(parameter, {
  en: `No ${kind} is known as '${reference}': give an id, a slug or an official code.`,
  vi: `Không có đơn vị nào là '${reference}': hãy cho id, tên rút gọn hoặc mã chính thức.`
})

/** A province given as a parameter. */
export async function provinceFrom (
  units: UnitDirectory, reference: string | undefined, days?: Days
): Promise<string | undefined> {
  if (reference === undefined) return undefined
  const province = (await units.find('province', reference, days)).at(-1)
  if (province === undefined) throw unknownUnit('province', reference)
  return province.id
}

interface WardScope {
  /** The ward in the path. */
  readonly path?: string | undefined
  readonly ward?: string | undefined
  /** As `ward`, of a matrix. */
  readonly wards?: string | undefined
  readonly province?: string | undefined
  readonly lineage?: Lineage | undefined
}

/** The wards that are named; null where the whole country is meant. */
async function wardsNamed (
  units: UnitDirectory, { path, ward, wards, province }: WardScope, days?: Days
): Promise<string[] | null> {
  let ids: string[] | null = null
  const references = path !== undefined ? [path] : (ward ?? wards)?.split(',')
  if (references !== undefined) {
    const found = await Promise.all(references.map(async reference => {
      const named = await units.find('ward', reference.trim(), days)
      if (named.length > 0) return named
      throw path !== undefined ? notFound(path) : unknownUnit(wards === undefined ? 'ward' : 'wards', reference, 'ward')
    }))
    ids = found.flat().map(unit => unit.id)
  }
  if (province !== undefined) {
    const inProvince = new Set(units.wardsOf((await provinceFrom(units, province, days))!))
    ids = ids?.filter(id => inProvince.has(id)) ?? [...inProvince]
  }
  return ids === null ? null : [...new Set(ids)]
}

/** What lineage takes in beside the wards that are named: each once, as a whole rather than in part. */
function linesFrom (units: UnitDirectory, ids: readonly string[], lineage: Lineage | undefined): Line[] {
  if (lineage !== 'true' && lineage !== 'whole') return []
  const lines = new Map<string, Line>()
  for (const line of ids.flatMap(id => units.linesOf(id))) {
    if (lineage === 'whole' && line.extent === 'part') continue
    const known = lines.get(line.unit.id)
    if (known === undefined || (known.extent === 'part' && line.extent === 'whole')) lines.set(line.unit.id, line)
  }
  for (const id of ids) lines.delete(id)
  return [...lines.values()].sort((a, b) =>
    a.relation === b.relation ? a.unit.slug < b.unit.slug ? -1 : 1 : a.relation < b.relation ? -1 : 1)
}

const taken = new WeakMap<FastifyRequest, readonly Line[]>()

const labelOf = ({ id, slug, name }: KnownUnit) => ({ id, slug, name })

/** The wards that lineage took into a list, and why; only where it was asked for. */
export function lineageTold (request: FastifyRequest) {
  const lines = taken.get(request)
  return lines === undefined
    ? {}
    : {
        lineage: lines.map(({ unit, of, relation, extent, via }) => ({
          ward: labelOf(unit),
          of: labelOf(of),
          relation,
          extent,
          via: via.map(({ from, to, ...step }) => ({ from: labelOf(from), to: labelOf(to), ...step }))
        }))
      }
}

/**
 * The wards that a list is limited to. What lineage takes in is told with the list.
 * @returns their ids; null where the whole country is meant
 */
export async function wardsFrom (request: FastifyRequest, scope: WardScope, days?: Days): Promise<string[] | null> {
  const { units } = request.server
  const ids = await wardsNamed(units, scope, days)
  const lines = linesFrom(units, ids ?? [], scope.lineage)
  if (scope.lineage === 'true' || scope.lineage === 'whole') taken.set(request, lines)
  return ids === null ? null : [...ids, ...lines.map(({ unit }) => unit.id)]
}

const unknownWard = (reference: string) => ({
  en: `names no ward that is known: '${reference}'`, vi: `không phải là đơn vị nào: '${reference}'`
})

/** One ward given as a parameter. */
export async function wardFrom (units: UnitDirectory, reference: string, days?: Days): Promise<string> {
  const ward = (await units.find('ward', reference.trim(), days)).at(-1)
  if (ward !== undefined) return ward.id
  throw unknownUnit('ward', reference)
}

/** One ward that a body names, by id, slug or official code, at a place in it. */
export async function wardAt (
  units: UnitDirectory, reference: string, pointer: string, days?: Days
): Promise<string> {
  const ward = (await units.find('ward', reference, days)).at(-1)
  if (ward !== undefined) return ward.id
  throw badProperty(pointer, unknownWard(reference))
}

/** The wards that a body names, each once. */
export async function wardsOf (
  units: UnitDirectory, references: readonly string[], pointer: string
): Promise<string[]> {
  const ids: string[] = []
  const faults: Fault[] = []
  for (const [at, reference] of references.entries()) {
    const ward = (await units.find('ward', reference)).at(-1)
    if (ward === undefined) faults.push({ pointer: `${pointer}/${at}`, detail: unknownWard(reference) })
    else ids.push(ward.id)
  }
  if (faults.length > 0) throw invalidBody(faults)
  return [...new Set(ids)]
}

/** The unit above wards, given as a parameter: a district, a province, or one of each that share the name. */
export async function parentsFrom (
  units: UnitDirectory, reference: string | undefined, days?: Days
): Promise<string[] | undefined> {
  if (reference === undefined) return undefined
  const found = await units.find(['district', 'province'], reference, days)
  if (found.length === 0) throw unknownUnit('parent', reference)
  return found.map(unit => unit.id)
}
