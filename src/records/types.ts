/**
 * The form in which the built-in records are written down: by hand, with keys that a person can read.
 * load.ts turns keys into stable ids and writes the rows; nothing else reads this form.
 */
import type { Comparator, FlagCode } from '../domain/observations.js'

/** Where a passage stands in the published text: UTF-16 code units, end exclusive. */
export type Span = readonly [start: number, end: number]

/** A property that the source does not state, and why we believe it. */
export interface Inference { readonly property: string, readonly reason: string }

/** A key of a unit: level and slug, such as `ward:tay-son` or `province:ninh-binh`. */
export type UnitKey = `${'province' | 'district' | 'ward'}:${string}`

export interface UnitRecord {
  readonly key: UnitKey
  readonly inferred: readonly Inference[]
  /** Oldest first; each version starts the day after the one before it ended. */
  readonly versions: ReadonlyArray<{
    readonly name: string
    /** Code of the unit-kinds vocabulary: tinh, thanh-pho-trung-uong, quan, huyen, thi-xa, thanh-pho, phuong, … */
    readonly kind: string
    /** Official code of the statistics office, leading zeros kept. */
    readonly code: string | null
    readonly parent: UnitKey | null
    readonly validFrom: string | null
    readonly validTo: string | null
    /** The legal act that began this version, where it is known. */
    readonly legalAct: string | null
  }>
}

export interface UnitChangeRecord {
  readonly from: UnitKey
  readonly to: UnitKey
  readonly kind: 'merged' | 'split' | 'renamed' | 'transferred'
  readonly extent: 'whole' | 'part'
  readonly effectiveOn: string
  readonly legalBasis: string | null
}

export interface OrganisationRecord {
  readonly key: string
  readonly name: string
  readonly shortName: string | null
  /** Code of the organisation-kinds vocabulary, such as c-bch. */
  readonly kind: string
  /** Code of the levels vocabulary: tw, t, h, x, d. */
  readonly level: string
  readonly parent: string | null
  /** The unit whose organisation it is; null for central bodies. */
  readonly unit: UnitKey | null
}

export interface ResolutionRecord {
  readonly key: string
  readonly family: 'party' | 'state'
  readonly symbol: string
  /** Code of the document-types vocabulary. */
  readonly type: string
  readonly number: number
  readonly suffix: string
  /** The body that issued it. */
  readonly issuer: string
  /** The committee whose register numbers it. */
  readonly committee: string
  readonly issuedOn: string | null
  readonly term: string | null
  readonly title: string
  readonly aliases: readonly string[]
  readonly relations: ReadonlyArray<{ readonly kind: 'continues' | 'implements' | 'replaces', readonly to: string }>
}

export interface ParticipantRecord {
  /** Key of an official. */
  readonly official: string
  readonly capacity: 'chair' | 'speaker' | 'reporter' | 'guest' | 'host' | 'attendee' | 'concluding'
  /** One per office, in the order of the source; they become the person's appointments too. */
  readonly offices: ReadonlyArray<{ readonly title: string, readonly role: string, readonly organisation: string }>
  readonly at: readonly Span[]
}

export interface CitationRecord {
  /** Key of the resolution; null where the citation names none that can be told. */
  readonly resolution: string | null
  readonly candidates: readonly string[]
  readonly asCited: string
  readonly issuerAsStated: string | null
  readonly issuedOnAsStated: string | null
  /** Whether what was stated agrees with the record of the resolution. */
  readonly agrees: boolean
  readonly at: readonly Span[]
}

export interface ObservationRecord {
  readonly indicator: string
  readonly kind?: 'actual' | 'target'
  readonly value: number | null
  readonly valueText?: string
  readonly target?: number
  readonly percentOfTarget?: number
  readonly changePercent?: number
  readonly changeBasis?: string
  readonly comparator?: Comparator
  readonly estimate?: boolean
  readonly period: string | null
  readonly measuredOn?: string
  readonly subject: string
  readonly dimensions?: Readonly<Record<string, number | string>>
  /** Short, in our words or figures. */
  readonly asReported: string
  /** What a reader should know and arithmetic cannot find; the rest is computed when the figures are loaded. */
  readonly flags?: ReadonlyArray<{ readonly code: FlagCode, readonly message: string }>
  readonly at: readonly Span[]
}

export interface TaskRecord {
  readonly text: string
  readonly setBy: string | null
  /** Key of the official who set it, where it was a person. */
  readonly setByOfficial: string | null
  readonly assignee: string | null
  readonly period: string | null
  /** Code of the indicator-categories vocabulary. */
  readonly category: string | null
  readonly at: readonly Span[]
}

/** One published article and everything that it says about one meeting. */
export interface ArticleRecord {
  readonly key: string
  readonly source: {
    readonly title: string
    readonly publisher: string
    readonly author: string | null
    readonly publishedOn: string | null
    readonly url: string
    readonly language: 'vi'
    /** SHA-256 of the text in UTF-8, in hexadecimal. */
    readonly sha256: string
  }
  readonly meeting: {
    readonly ward: UnitKey
    readonly title: string
    readonly type: string
    readonly alsoTypes: readonly string[]
    readonly heldOn: string
    readonly endsOn: string | null
    readonly session: 'morning' | 'afternoon' | 'evening' | null
    readonly host: string
    readonly counterpart: string | null
    readonly reviews: string | null
    readonly plans: string | null
    /** Two or three sentences of our own. */
    readonly summary: string
    readonly inferred: readonly Inference[]
    /** Passages that state a property of the meeting, such as heldOn, type, host or reviews. */
    readonly at: ReadonlyArray<{ readonly property: string, readonly span: Span }>
  }
  readonly participants: readonly ParticipantRecord[]
  /** Delegations that are named without persons. */
  readonly groups: ReadonlyArray<{ readonly name: string, readonly at: readonly Span[] }>
  readonly citations: readonly CitationRecord[]
  readonly observations: readonly ObservationRecord[]
  readonly tasks: readonly TaskRecord[]
}
