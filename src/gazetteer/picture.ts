/**
 * What several files say together: the units before the reform and after it, which of them went on as the same unit,
 * and which became which. Lists are believed before tables of conversions; where two files disagree, the first is kept
 * and the other told.
 */
import { canonicalName } from '../domain/text.js'
import { bareName, type UnitChangeExtent, type UnitChangeKind } from '../domain/units.js'
import { keyOf, type Listed, type UnitFile } from './files.js'

/** A former unit became another. */
export interface Became {
  readonly from: Listed
  readonly to: Listed
  readonly kind: UnitChangeKind
  readonly extent: UnitChangeExtent
}

export interface Picture {
  readonly former: ReadonlyMap<string, Listed>
  readonly present: ReadonlyMap<string, Listed>
  /** Units that went on: present ones by the former ones that they were. */
  readonly wentOn: ReadonlyMap<string, string>
  readonly became: readonly Became[]
  /** What the files do not agree on, or leave unclear. */
  readonly doubts: readonly string[]
}

/** Whether two names are one but for spelling: where the tone stands, hyphens, spaces. */
export const sameName = (a: string, b: string): boolean => {
  const plain = (name: string) => canonicalName(name).toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()
  return plain(a) === plain(b)
}

type Units = Map<string, Listed>

class Painter {
  readonly former: Units = new Map()
  readonly present: Units = new Map()
  readonly doubts: string[] = []
  /** Keys that some file has for a unit that stands under another. */
  readonly #others = new Map<Units, Map<string, string>>([[this.former, new Map()], [this.present, new Map()]])

  /** The unit of the picture that a unit of a file is, by its key. */
  meant (where: Units, key: string): Listed | undefined {
    return where.get(this.#others.get(where)!.get(key) ?? key)
  }

  add (file: UnitFile): void {
    for (const side of ['former', 'present'] as const) {
      const where = this[side]
      const isComplete = where.size > 0
      for (const [key, unit] of file[side]) {
        const known = where.get(key)
        if (known === undefined) this.#addUnknown(file, where, key, unit, isComplete)
        else if (!sameName(known.name, unit.name)) {
          this.doubts.push(`${file.name}: ${key} is ${unit.name}; ${known.name} is kept`)
        }
      }
    }
  }

  /** What no file before had; a file that only has another code for it is told. */
  #addUnknown (file: UnitFile, where: Units, key: string, unit: Listed, isComplete: boolean): void {
    const twin = isComplete && unit.level === 'ward'
      ? [...where.values()].find(other => other.level === 'ward' && other.parent === unit.parent &&
        sameName(other.name, unit.name) && !file.present.has(keyOf(other)) && !file.former.has(keyOf(other)))
      : undefined
    if (twin === undefined) {
      where.set(key, unit)
      return
    }
    this.#others.get(where)!.set(key, keyOf(twin))
    this.doubts.push(`${file.name}: ${unit.name} has the code ${unit.code}; ${twin.code} is kept`)
  }
}

/** Puts files together. */
export function paint (files: readonly UnitFile[]): Picture {
  const painter = new Painter()
  const ordered = [...files].sort((a, b) => Math.sign(a.conversions.length) - Math.sign(b.conversions.length))
  for (const file of ordered) painter.add(file)
  const { former, present, doubts } = painter

  const pairs = new Map<string, { from: Listed, to: Listed, part: boolean }>()
  for (const file of ordered) {
    for (const conversion of file.conversions) {
      const from = painter.meant(former, conversion.from)!
      const to = painter.meant(present, conversion.to)!
      const key = `${keyOf(from)} ${keyOf(to)}`
      const known = pairs.get(key)
      if (known === undefined) pairs.set(key, { from, to, part: conversion.part })
      else if (known.part !== conversion.part) {
        doubts.push(`${file.name}: ${from.name} (${from.code}) went into ${to.name} (${to.code}) ` +
          `${conversion.part ? 'in part' : 'as a whole'}; the other is kept`)
      }
    }
  }
  const counted = (side: 'from' | 'to') => {
    const counts = new Map<string, number>()
    for (const pair of pairs.values()) counts.set(keyOf(pair[side]), (counts.get(keyOf(pair[side])) ?? 0) + 1)
    return counts
  }
  const [ways, sources] = [counted('from'), counted('to')]

  const wentOn = new Map<string, string>()
  if (former.size > 0) {
    // A province goes on under its name; a ward where its territory is that of one former ward.
    const provinces = new Map([...former.values()].filter(({ level }) => level === 'province')
      .map(unit => [bareName(unit.name), keyOf(unit)]))
    for (const unit of present.values()) {
      const before = unit.level === 'province' ? provinces.get(bareName(unit.name)) : undefined
      if (before !== undefined) wentOn.set(keyOf(unit), before)
    }
  }
  const became: Became[] = []
  for (const { from, to, part: isPart } of pairs.values()) {
    const [key, next] = [keyOf(from), keyOf(to)]
    const isWhole = !isPart && (from.level === 'province' || ways.get(key) === 1)
    const isAlone = sources.get(next) === 1
    if (from.level === to.level && isWhole && isAlone) wentOn.set(next, key)
    if (wentOn.get(next) === key) continue
    became.push({
      from,
      to,
      // A district without wards that became a special zone went on under another name.
      kind: isWhole && isAlone ? 'renamed' : !isWhole && isAlone ? 'split' : 'merged',
      extent: isWhole ? 'whole' : 'part'
    })
  }
  return { former, present, wentOn, became, doubts }
}
