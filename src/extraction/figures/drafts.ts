/**
 * A figure while it is put together: later words of its sentence may still add a share, a change, or its description.
 */
import type { Comparator, Inferred } from '../findings.js'
import type { Quantity } from './numbers.js'
import type { Range } from './labels.js'
import type { Noun } from './nouns.js'

export interface Draft {
  sort: Quantity['sort']
  noun: Noun | null
  value: number | null
  valueText: string | null
  unit: string | null
  target: number | null
  percentOfTarget: number | null
  changePercent: number | null
  comparator: Comparator
  estimate: boolean
  /** Leading words, the noun, and the describing words: the label in this order. */
  lead: readonly Range[]
  noun_: Range | null
  description: Range | null
  kind: 'actual' | 'target'
  period: string | null
  /** The period is said by words of the figure or of its sentence. */
  periodRead: boolean
  /** A plan that others set: `chỉ tiêu giao 7 tỷ đồng`. */
  assigned: boolean
  /** A part of the figure before it, by sex or age or the like: not what the indicator counts. */
  part: boolean
  badgeYears: number | null
  /** The last term that was named before it. */
  readonly term: string | null
  /** Tokens of the passage. */
  first: number
  end: number
  readonly sentence: number
  /** The percentage says of what it is. */
  baseStated: boolean
  confidence: number
  readonly inferred: Inferred[]
}
