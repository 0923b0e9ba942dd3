/**
 * What is found in a text. Every finding says where it was read, how sure it is, and which of its properties no words
 * of the text state. Offsets are UTF-16 code units of the text as it was given, the end exclusive.
 */
import type { DocumentType } from '../domain/documents.js'

export interface Span {
  readonly start: number
  readonly end: number
}

/** A property whose value was inferred, and why; the reason is Vietnamese, as people read it in the review. */
export interface Inferred {
  readonly property: string
  readonly reason: string
}

/** What all findings have. */
export interface Finding {
  /** The passages, the first of which is the one to show; never empty. */
  readonly spans: readonly Span[]
  /** 0 to 1. */
  readonly confidence: number
  readonly inferred: readonly Inferred[]
}

export interface WardFinding {
  /** As it is written, without its kind: `Tây Sơn`; numbered wards keep their word: `Phường 12`. */
  readonly name: string
  readonly kind: 'phường' | 'xã' | 'thị trấn' | 'đặc khu'
  /** The units in which the text says it lies, lowest first: `{ kind: 'thành phố', name: 'Tam Điệp' }`. */
  readonly within: ReadonlyArray<{ readonly kind: string, readonly name: string }>
  readonly span: Span
  readonly confidence: number
  readonly inferred: readonly Inferred[]
}

export interface MeetingFinding extends Finding {
  /** ISO dates; null where the text gives none. */
  readonly heldOn: string | null
  readonly endsOn: string | null
  readonly session: 'morning' | 'afternoon' | 'evening' | null
  /** Code of the type of meeting: src/domain/meetings.ts. */
  readonly type: string
  /** Codes of periods. */
  readonly reviews: string | null
  readonly plans: string | null
  readonly title: string | null
}

export interface RoleFinding {
  /** As written, abbreviations and all. */
  readonly title: string
  /** Code of the office: src/domain/roles.ts; null where none fits. */
  readonly code: string | null
  /** The organisation in which it is held, as far as the words say: `Thành ủy`, `HĐND phường`. */
  readonly body: string | null
}

export interface OfficialFinding extends Finding {
  readonly name: string
  readonly roles: readonly RoleFinding[]
  /** `chủ trì` is said of them. */
  readonly chair: boolean
}

export interface DocumentFinding extends Finding {
  /** As the Party prints it, without spaces: `21-NQ/TU`, `12/NQ-HĐND`; null where only a number is named. */
  readonly symbol: string | null
  readonly type: DocumentType['code']
  readonly number: string
  readonly issuer: string | null
  readonly issuedOn: string | null
  /** The body as written after `của`: `Ban Thường vụ Thành ủy`. */
  readonly issuedBy: string | null
  /** What it is about, as written after `về`. */
  readonly title: string | null
  /** A State document, not one of the Party. */
  readonly state: boolean
}

export type Comparator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'approx'

export interface IndicatorFinding extends Finding {
  /** What is counted, in the words of the text. */
  readonly label: string
  /** Code of the indicator: src/domain/indicators.ts; null where the vocabulary has none. */
  readonly code: string | null
  readonly value: number | null
  /** A result that is a word, such as a grade. */
  readonly valueText: string | null
  /** VND for money, % for rates, else the counted noun. */
  readonly unit: string | null
  readonly target: number | null
  readonly percentOfTarget: number | null
  readonly changePercent: number | null
  readonly comparator: Comparator
  readonly estimate: boolean
  /** Code of a period. */
  readonly period: string | null
  readonly kind: 'actual' | 'target'
  readonly dimensions: Readonly<Record<string, string | number>>
  /** What arithmetic finds: src/domain/figures.ts. */
  readonly flags: readonly string[]
}

export interface TaskFinding extends Finding {
  readonly text: string
  /** Who is to do it, as written. */
  readonly assignee: string | null
}

/** What the reader of an extraction should know: codes are stable. */
export interface Warning {
  readonly code: string
  readonly detail: string
  readonly span: Span | null
}

/** All that was found in one text. */
export interface Extraction {
  readonly ward: WardFinding | null
  readonly meeting: MeetingFinding | null
  readonly officials: readonly OfficialFinding[]
  readonly documents: readonly DocumentFinding[]
  readonly indicators: readonly IndicatorFinding[]
  readonly tasks: readonly TaskFinding[]
  readonly warnings: readonly Warning[]
}
