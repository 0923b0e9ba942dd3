/**
 * What the register has to change so that it holds what files say. Units are the same where one of that level held the
 * code on the day; what the register says of them stays, unless the files speak of days for which it says nothing.
 */
import { builtInId } from '../domain/ids.js'
import { dayAfter } from '../domain/periods.js'
import { ACT_ON_PROVINCES, actOnWards, BEFORE_REFORM, laterProvinces, REFORM } from '../domain/reform.js'
import type { VersionContent } from '../writing/units.js'
import { builtInHolder, changeId } from './built-in.js'
import { keyOf, type Listed } from './files.js'
import { sameName, type Picture } from './picture.js'

/** The days for which a list holds. */
export interface Window { readonly from: string | null, readonly to: string | null }

/** A unit as the register has it, or is to have it. */
export interface Held {
  readonly id: string
  readonly level: Listed['level']
  /** Null where it has none yet. */
  readonly slug: string | null
  readonly inferred: ReadonlyArray<{ property: string, reason: string }>
  /** Oldest first. */
  versions: VersionContent[]
}

export interface ChangeRow {
  readonly id: string
  readonly fromId: string
  readonly toId: string
  readonly kind: string
  readonly extent: string
  readonly effectiveOn: string
  readonly legalBasis: string | null
}

export interface Plan {
  readonly units: ReadonlyMap<string, Held>
  readonly created: ReadonlySet<string>
  readonly changed: ReadonlySet<string>
  readonly changes: readonly ChangeRow[]
  /** How many units the files list. */
  readonly listed: number
  readonly doubts: readonly string[]
}

const holds = ({ validFrom, validTo }: VersionContent, day: string) =>
  (validFrom ?? '') <= day && day <= (validTo ?? '9999')

const isSame = (a: VersionContent, b: VersionContent) =>
  sameName(a.name, b.name) && a.kind === b.kind && a.code === b.code && a.parentId === b.parentId

const sides = ['former', 'present'] as const
type Side = typeof sides[number]

/** The state of one comparison of a picture with a register. */
class Matcher {
  readonly #picture: Picture
  readonly #windows: Readonly<Record<Side, Window>>
  readonly units: Map<string, Held>
  readonly created = new Set<string>()
  readonly changed = new Set<string>()
  readonly doubts: string[] = []
  readonly #holders = new Map<string, Held[]>()
  /** The units that the picture means, by their keys. */
  readonly ids: Readonly<Record<Side, Map<string, string>>> = { former: new Map(), present: new Map() }

  constructor (picture: Picture, held: readonly Held[], windows: Readonly<Record<Side, Window>>) {
    this.#picture = picture
    this.#windows = windows
    this.units = new Map(held.map(unit => [unit.id, unit]))
    for (const unit of held) for (const { code } of unit.versions) this.#note(unit, code)
  }

  #note (unit: Held, code: string | null): void {
    if (code === null) return
    const key = `${unit.level} ${code}`
    const units = this.#holders.get(key)
    if (units === undefined) this.#holders.set(key, [unit])
    else if (!units.includes(unit)) units.push(unit)
  }

  /** The unit that held a code on a day. */
  #holder (key: string, day: string): Held | undefined {
    return this.#holders.get(key)?.find(unit => unit.versions.some(version =>
      `${unit.level} ${version.code}` === key && holds(version, day)))
  }

  dayOf (side: Side): string {
    const { from, to } = this.#windows[side]
    return (side === 'former' ? to ?? from : from ?? to) ?? REFORM
  }

  /** What a list says of a unit; of a province of which a later change is known, before and after it. */
  #piecesOf (side: Side, unit: Listed): VersionContent[] {
    const { from, to } = this.#windows[side]
    const parentId = unit.parent === null ? null : this.ids[side].get(unit.parent)!
    const above = parentId === null ? undefined : this.units.get(parentId)!
    const provinceId = above === undefined
      ? null
      : above.level === 'province' ? above.id : above.versions.at(-1)!.provinceId
    const provinceCode = unit.parent?.replace('province ', '') ?? ''
    const legalAct = side === 'former' || from !== REFORM
      ? null
      : unit.level === 'province' ? ACT_ON_PROVINCES : actOnWards(provinceCode)
    const whole = {
      name: unit.name, kind: unit.kind, code: unit.code, parentId, provinceId, validFrom: from, validTo: to, legalAct
    }
    const later = laterProvinces.find(({ code, name }) => unit.level === 'province' && code === unit.code &&
      sameName(name, unit.name))
    if (later === undefined || side === 'former' || from === null || from >= later.from) return [whole]
    return [
      { ...whole, name: later.before, kind: 'tinh', validTo: dayAfter(later.from, -1) },
      { ...whole, validFrom: later.from, legalAct: later.legalAct }
    ]
  }

  #change (unit: Held, versions: VersionContent[]): void {
    unit.versions = versions
    this.changed.add(unit.id)
  }

  /** Brings what a list says of some days into the versions of a unit. */
  #bring (unit: Held, piece: VersionContent, day: string): void {
    const at = unit.versions.findIndex(version => holds(version, day))
    const versions = [...unit.versions]
    if (at < 0) {
      const [first, last] = [versions[0]!, versions.at(-1)!]
      if (piece.validFrom !== null && last.validTo === dayAfter(piece.validFrom, -1)) {
        // What goes on unchanged is one version.
        const joined = isSame(last, piece) ? [{ ...last, validTo: piece.validTo }] : [last, piece]
        this.#change(unit, [...versions.slice(0, -1), ...joined])
      } else if (piece.validTo !== null && first.validFrom === dayAfter(piece.validTo)) {
        const joined = isSame(first, piece) ? [{ ...first, validFrom: piece.validFrom }] : [piece, first]
        this.#change(unit, [...joined, ...versions.slice(1)])
      } else this.doubts.push(`${piece.name} (${piece.code}): the register says nothing of the days before or after`)
      return
    }
    const held = versions[at]!
    if (isSame(held, piece)) return
    const before = piece.validFrom !== null && (held.validFrom ?? '') < piece.validFrom
    const after = piece.validTo !== null && piece.validTo < (held.validTo ?? '9999')
    if (!before && !after) {
      const what = sameName(held.name, piece.name) ? 'kind or unit above' : `name (${held.name})`
      this.doubts.push(`${piece.name} (${piece.code}): the register has another ${what}, which is kept`)
      return
    }
    versions.splice(at, 1,
      ...before ? [{ ...held, validTo: dayAfter(piece.validFrom!, -1) }] : [],
      { ...piece, validFrom: before ? piece.validFrom : held.validFrom, validTo: after ? piece.validTo : held.validTo },
      ...after ? [{ ...held, validFrom: dayAfter(piece.validTo!) }] : [])
    this.#change(unit, versions)
  }

  #create (side: Side, unit: Listed, pieces: VersionContent[]): Held {
    const day = this.dayOf(side)
    const key = `gso ${keyOf(unit)} ${side === 'former' ? 'until' : 'from'} ${day}`
    const builtIn = builtInHolder(unit.level, unit.code, day)
    const made: Held = {
      id: builtIn?.id ?? builtInId('unit', key),
      level: unit.level,
      slug: builtIn?.slug ?? null,
      inferred: [],
      versions: pieces
    }
    const known = this.units.get(made.id)
    if (known !== undefined) {
      // Somebody gave it another code since.
      this.doubts.push(`${unit.name} (${unit.code}): the register has changed it, and is left as it is`)
      return known
    }
    this.units.set(made.id, made)
    this.created.add(made.id)
    this.#note(made, unit.code)
    return made
  }

  /** Finds or makes the units of one side, the highest level first. */
  take (side: Side): void {
    const { wentOn, former, present } = this.#picture
    const listed = side === 'former' ? former : present
    const later = side === 'former' ? new Map([...wentOn].map(([to, from]) => [from, to])) : wentOn
    const day = this.dayOf(side)
    for (const level of ['province', 'district', 'ward']) {
      for (const [key, unit] of listed) {
        if (unit.level !== level || (unit.parent !== null && !this.ids[side].has(unit.parent))) continue
        const pieces = this.#piecesOf(side, unit)
        const other = later.get(key)
        const found = this.#holder(key, day) ?? (other === undefined ? undefined : this.#otherSide(side, other))
        if (found === undefined) this.ids[side].set(key, this.#create(side, unit, pieces).id)
        else {
          this.ids[side].set(key, found.id)
          for (const [at, piece] of pieces.entries()) this.#bring(found, piece, at === 0 ? day : piece.validFrom!)
          this.#note(found, unit.code)
        }
      }
    }
  }

  /** A unit that the other side knows, where the unit went on. */
  #otherSide (side: Side, key: string): Held | undefined {
    if (side === 'former') return this.#holder(key, this.dayOf('present'))
    const id = this.ids.former.get(key)
    return id === undefined ? undefined : this.units.get(id)
  }

  /** Ends what did not go on: the district level, and what became another unit. */
  end (): void {
    const present = new Set(this.ids.present.values())
    const gone = [...this.#picture.former.values()].filter(({ level }) => level === 'district').map(keyOf)
    for (const key of [...gone, ...this.#picture.became.map(({ from }) => keyOf(from))]) {
      const unit = this.units.get(this.ids.former.get(key) ?? '')
      const last = unit?.versions.at(-1)
      if (unit === undefined || last!.validTo !== null || present.has(unit.id)) continue
      this.#change(unit, [...unit.versions.slice(0, -1), { ...last!, validTo: BEFORE_REFORM }])
    }
  }

  changes (): ChangeRow[] {
    const { became, wentOn, former, present } = this.#picture
    // What went on is two units where the register had both already.
    const apart = [...wentOn].map(([to, from]) => {
      const [old, fresh] = [former.get(from)!, present.get(to)!]
      const kind = old.level === 'province' ? 'merged' : sameName(old.name, fresh.name) ? 'transferred' : 'renamed'
      return { from: old, to: fresh, kind, extent: 'whole' as const }
    })
    return [...became, ...apart].flatMap(({ from, to, kind, extent }) => {
      const [fromId, toId] = [this.ids.former.get(keyOf(from)), this.ids.present.get(keyOf(to))]
      if (fromId === undefined || toId === undefined || fromId === toId) return []
      const legalBasis = to.level === 'province' ? ACT_ON_PROVINCES : actOnWards(to.parent!.replace('province ', ''))
      return [{ id: changeId(fromId, toId, REFORM), fromId, toId, kind, extent, effectiveOn: REFORM, legalBasis }]
    })
  }
}

/** Compares what files say with what the register holds; the units that are handed in are brought up to date. */
export function match (picture: Picture, held: readonly Held[], windows: Readonly<Record<Side, Window>>): Plan {
  const matcher = new Matcher(picture, held, windows)
  matcher.take('former')
  matcher.take('present')
  matcher.end()
  for (const id of matcher.created) matcher.changed.delete(id)
  const { units, created, changed, doubts } = matcher
  const listed = new Set(sides.flatMap(side => [...matcher.ids[side].values()])).size
  return { units, created, changed, changes: matcher.changes(), listed, doubts: [...picture.doubts, ...doubts] }
}
