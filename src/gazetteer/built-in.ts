/**
 * The units that the built-in records speak of, by level and code: they are the same units with the same ids and slugs
 * in every register, whichever is loaded first, the records or the country.
 */
import { builtInId } from '../domain/ids.js'
import { unitChanges, units } from '../records/index.js'

export interface BuiltInUnit { readonly id: string, readonly level: string, readonly slug: string }

const all = units.map(({ key, versions }) => {
  const [level, slug] = key.split(':') as [string, string]
  return { id: builtInId('unit', key), level, slug, versions }
})

/** The built-in unit that held a code on a day. */
export const builtInHolder = (level: string, code: string, day: string): BuiltInUnit | undefined =>
  all.find(unit => unit.level === level && unit.versions.some(version => version.code === code &&
    (version.validFrom ?? '') <= day && day <= (version.validTo ?? '9999')))

/** The slugs of a level that are kept for built-in units. */
export const builtInSlugs = (level: string): string[] =>
  all.filter(unit => unit.level === level).map(({ slug }) => slug)

const changeIds = new Map(unitChanges.map(({ from, to, effectiveOn }) => [
  `${builtInId('unit', from)} ${builtInId('unit', to)} ${effectiveOn}`,
  builtInId('unit-change', `${from} ${to} ${effectiveOn}`)
]))

/** The id of a change of units: that of the built-in one, where there is one. */
export function changeId (fromId: string, toId: string, effectiveOn: string): string {
  const key = `${fromId} ${toId} ${effectiveOn}`
  return changeIds.get(key) ?? builtInId('unit-change', key)
}
