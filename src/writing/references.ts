/**
 * What drafts refer to: ids, and what identifies a record in the field (a ward's slug or code, a document's symbol,
 * an official's name and organisation), looked up for many drafts at once. A reference to an official who was merged
 * into another leads to that one.
 */
import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import {
  appointments, indicators, meetings, observations, officials, organisations, resolutions, sources, units, unitVersions
} from '../db/tables.js'
import { normaliseSymbol } from '../domain/symbols.js'
import { canonicalName } from '../domain/text.js'
import type { Message } from '../http/problems.js'

export type Referred =
  'unit' | 'organisation' | 'official' | 'resolution' | 'indicator' | 'source' | 'meeting' | 'observation'

type OrganisationReference = string | { name?: string, unit?: string, kind?: string }

/** As drafts give it: an id, a code, or an object that identifies the record. */
export type Reference = string | {
  readonly [property: string]: unknown
}

/** What a reference leads to. */
export interface Target {
  readonly id: string
  /** The ward of a meeting, the level of a unit or an organisation. */
  readonly wardId?: string
  readonly level?: string
  readonly parentId?: string | null
  readonly provinceId?: string | null
  readonly slug?: string
  readonly name?: string
  readonly issuedOn?: string | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const isId = (reference: Reference): reference is string => typeof reference === 'string' && UUID.test(reference)

const keyOf = (kind: Referred, reference: Reference) =>
  `${kind} ${typeof reference === 'string' ? reference : JSON.stringify(Object.entries(reference).sort())}`

const texts = (values: readonly string[]) => sql`${sql.param([...new Set(values)])}::text[]`
const ids = (values: readonly string[]) => sql`${sql.param([...new Set(values.map(id => id.toLowerCase()))])}::uuid[]`

/** One lookup: the references of a kind, each with the targets that fit it. */
type Lookup = (
  tx: Database, references: readonly Reference[], known: References
) => Promise<Array<[Reference, Target[]]>>

const rowsOf = async <R>(tx: Database, query: SQL): Promise<R[]> =>
  (await tx.execute(query)).rows as R[]

interface Unit extends Target {
  readonly code: string | null
  readonly until: string | null
  readonly versions: ReadonlyArray<{ code: string | null, from: string | null, until: string | null }>
}

const LEVELS = ['ward', 'district', 'province']

const lookups: Record<Referred, Lookup> = {
  async unit (tx, references) {
    const asked = references.map(reference => {
      const [, level, word, day] = /^(?:(\w+):)?([^@]*)(?:@(.*))?$/.exec(String(reference))!
      return { level, word: word!, day }
    })
    const plain = asked.map(({ word }) => word)
    const rows = await rowsOf<Unit>(tx, sql`
      select id, level, slug, code, name, parent_id as "parentId", province_id as "provinceId", valid_to as until,
        array(select json_build_object('code', code, 'from', valid_from, 'until', valid_to)
        from ${unitVersions} where unit_id = ${units.id}) as versions
      from ${units}
      where id = any(${ids(plain.filter(isId))}) or slug = any(${texts(plain)})
        or id in (select unit_id from ${unitVersions} where code = any(${texts(plain)}))`)
    return references.map((reference, at) => {
      const { level, word, day } = asked[at]!
      const among = rows.filter(row => level === undefined || row.level === level)
      const named = among.filter(row => row.id === word.toLowerCase() || row.slug === word)
      const then = among.filter(({ versions }) => day !== undefined && versions.some(({ code, from, until }) =>
        code === word && (from ?? '') <= day && day <= (until ?? '9999')))
      const present = among.filter(row => row.code === word && row.until === null)
      const found = [named, then, present, among.filter(row => row.code === word)].find(list => list.length > 0) ?? []
      // The same word for a ward and for the unit above it means the ward, as it does in addresses.
      const lowest = LEVELS.find(name => found.some(row => row.level === name))
      return [reference, found.filter(row => row.level === lowest)]
    })
  },

  async organisation (tx, references, known) {
    const names = references.filter(reference => !isId(reference)).map(reference => canonicalName(nameOf(reference)))
    const rows = await rowsOf<Target & { name: string, kind: string, unit_id: string | null }>(tx, sql`
      select id, name, kind, level, unit_id from ${organisations}
      where id = any(${ids(references.filter(isId))}) or name = any(${texts(names)})`)
    return references.map(reference => {
      if (isId(reference)) return [reference, rows.filter(row => row.id === reference.toLowerCase())]
      const { unit, kind } = reference as Exclude<OrganisationReference, string>
      const of = unit === undefined ? undefined : known.idOf('unit', unit)
      const fits = rows.filter(row => row.name === canonicalName(nameOf(reference)) &&
        (kind === undefined || row.kind === kind) &&
        (unit === undefined || row.unit_id === of))
      return [reference, fits]
    })
  },

  async official (tx, references, known) {
    const names = references.filter(reference => !isId(reference)).map(reference => canonicalName(nameOf(reference)))
    const rows = await rowsOf<{ id: string, given: string, name: string, organisations: string[] }>(tx, sql`
      select coalesce(merged_into, id) as id, id as given, name, array(
        select organisation_id::text from ${appointments}
        where official_id = coalesce(${officials.mergedInto}, ${officials.id})
      ) as organisations
      from ${officials} where id = any(${ids(references.filter(isId))}) or name = any(${texts(names)})`)
    return references.map(reference => {
      if (isId(reference)) return [reference, rows.filter(row => row.given === reference.toLowerCase())]
      const organisation = known.idOf('organisation', (reference as { organisation: Reference }).organisation)
      const fits = rows.filter(row => row.name === canonicalName(nameOf(reference)) &&
        organisation !== undefined && row.organisations.includes(organisation))
      return [reference, [...new Map(fits.map(row => [row.id, row])).values()]]
    })
  },

  async resolution (tx, references, known) {
    const symbols = references.filter(reference => !isId(reference)).map(symbolOf)
    const rows = await rowsOf<Record<string, string> & { id: string, issuedOn: string | null }>(tx, sql`
      select id, symbol, issuer_id, committee_id, issued_on as "issuedOn" from ${resolutions}
      where id = any(${ids(references.filter(isId))}) or symbol = any(${texts(symbols)})`)
    return references.map(reference => {
      if (isId(reference)) return [reference, rows.filter(row => row.id === reference.toLowerCase())]
      const { issuer, issuedOn } = reference as { issuer?: Reference, issuedOn?: string }
      const by = issuer === undefined ? undefined : known.idOf('organisation', issuer)
      return [reference, rows.filter(row => row.symbol === symbolOf(reference) &&
        (issuedOn === undefined || row.issuedOn === issuedOn) &&
        (issuer === undefined || row.issuer_id === by || row.committee_id === by))]
    })
  },

  async indicator (tx, references) {
    const rows = await rowsOf<{ id: string }>(tx, sql`
      select code as id from ${indicators} where code = any(${texts(references.map(String))})`)
    return references.map(reference => [reference, rows.filter(row => row.id === reference)])
  },

  async source (tx, references) {
    const digests = references.filter(reference => !isId(reference)).map(digestOf)
    const rows = await rowsOf<{ id: string, sha256: string }>(tx, sql`
      select id, sha256 from ${sources}
      where id = any(${ids(references.filter(isId))}) or sha256 = any(${texts(digests)})`)
    return references.map(reference => [reference, rows.filter(row =>
      isId(reference) ? row.id === reference.toLowerCase() : row.sha256 === digestOf(reference))])
  },

  async observation (tx, references) {
    const rows = await rowsOf<{ id: string }>(tx, sql`
      select id from ${observations} where id = any(${ids(references.filter(isId))})`)
    return references.map(reference => [reference, rows.filter(row => row.id === String(reference).toLowerCase())])
  },

  async meeting (tx, references, known) {
    const objects = references.filter(reference => !isId(reference)) as ReadonlyArray<Record<string, string>>
    const rows = await rowsOf<{ id: string, wardId: string, source_system: string, external_id: string }>(tx, sql`
      select id, ward_id as "wardId", source_system, external_id from ${meetings}
      where id = any(${ids(references.filter(isId))})
        or external_id = any(${texts(objects.map(reference => reference.externalId!))})`)
    return references.map(reference => {
      if (isId(reference)) return [reference, rows.filter(row => row.id === reference.toLowerCase())]
      const { ward, sourceSystem, externalId } = reference as Record<string, string>
      const of = known.idOf('unit', ward!)
      return [reference, rows.filter(row => row.wardId === of &&
        row.source_system === sourceSystem && row.external_id === externalId)]
    })
  }
}

const nameOf = (reference: Reference) => String((reference as { name?: unknown }).name)
const symbolOf = (reference: Reference) => normaliseSymbol(String((reference as { symbol?: unknown }).symbol))
const digestOf = (reference: Reference) => String((reference as { sha256?: unknown }).sha256)

/** What a reference refers to itself, and in what order kinds can be looked up. */
const inner: Record<Referred, ReadonlyArray<readonly [property: string, kind: Referred]>> = {
  unit: [],
  organisation: [['unit', 'unit']],
  official: [['organisation', 'organisation']],
  resolution: [['issuer', 'organisation']],
  indicator: [],
  source: [],
  meeting: [['ward', 'unit']],
  observation: []
}

const say = (en: string, vi: string): Message => ({ en, vi })
export const unknown = say('is not known to the register', 'không có trong sổ')
const ambiguous = say(
  'fits several records: give the id, or more of what tells them apart',
  'khớp với nhiều bản ghi: hãy cho mã, hoặc thêm thông tin để phân biệt')

/** References of some drafts: first all are wanted, then looked up at once, then taken one by one. */
export class References {
  readonly #wanted = new Map<Referred, Map<string, Reference>>()
  readonly #found = new Map<string, readonly Target[]>()
  /** Ids that were proposed for records which were there already, and what those are. */
  readonly #others = new Map<string, string>()

  /** Notes that an id which was proposed for a record means another one, which is there. */
  mean (kind: Referred, proposed: string, id: string): void {
    this.#others.set(`${kind} ${proposed}`, id)
  }

  #meant (kind: Referred, reference: Reference): Reference {
    return typeof reference === 'string' ? this.#others.get(`${kind} ${reference}`) ?? reference : reference
  }

  /** Notes that a reference will be taken; null and undefined refer to nothing. */
  want (kind: Referred, wanted: Reference | null | undefined): void {
    if (wanted === null || wanted === undefined) return
    const reference = this.#meant(kind, wanted)
    const key = keyOf(kind, reference)
    if (this.#found.has(key)) return
    const others = this.#wanted.get(kind) ?? new Map<string, Reference>()
    this.#wanted.set(kind, others.set(key, reference))
    if (typeof reference === 'string') return
    for (const [property, of] of inner[kind]) this.want(of, reference[property] as Reference | undefined)
  }

  /** Looks up what is wanted. */
  async load (tx: Database): Promise<void> {
    for (const kind of Object.keys(lookups) as Referred[]) {
      const wanted = [...this.#wanted.get(kind)?.values() ?? []]
      if (wanted.length === 0) continue
      for (const [reference, targets] of await lookups[kind](tx, wanted, this)) {
        this.#found.set(keyOf(kind, reference), targets)
      }
      this.#wanted.delete(kind)
    }
  }

  /** How many references are remembered. */
  get size (): number {
    return this.#found.size
  }

  /** Records that are written in the same go, by their ids: they can be referred to before they are there. */
  provide (kind: Referred, ids: readonly string[]): void {
    for (const id of ids) {
      const key = keyOf(kind, id)
      if ((this.#found.get(key)?.length ?? 0) === 0) this.#found.set(key, [{ id }])
    }
  }

  /** Forgets what was not found, and all of a kind that was written, so that it is looked up again. */
  forget (kind?: string): void {
    for (const [key, targets] of this.#found) {
      if (targets.length !== 1 || key.startsWith(`${kind} `)) this.#found.delete(key)
    }
  }

  /** The id that a looked-up reference leads to, where it leads to one. */
  idOf (kind: Referred, reference: Reference): string | undefined {
    const targets = this.#found.get(keyOf(kind, this.#meant(kind, reference))) ?? []
    return targets.length === 1 ? targets[0]!.id : undefined
  }

  /** What a looked-up reference leads to, or why it leads nowhere. */
  get (kind: Referred, reference: Reference): Target | Message {
    const targets = this.#found.get(keyOf(kind, this.#meant(kind, reference))) ?? []
    return targets.length === 1 ? targets[0]! : targets.length === 0 ? unknown : ambiguous
  }
}

/** A unit as it was on a day, since codes are reused. */
export const unitOn = (reference: string, day: string): string => `${reference}@${day}`

export const isTarget = (found: Target | Message): found is Target => 'id' in found
