/** The figures that a text reports about its ward. */
import type { Article } from './article.js'
import type { DocumentFinding, IndicatorFinding, MeetingFinding, OfficialFinding, WardFinding } from './findings.js'

/** What was found before, which tells figures from dates, symbols and figures of others. */
export interface Known {
  readonly ward: WardFinding | null
  readonly meeting: MeetingFinding | null
  readonly documents: readonly DocumentFinding[]
  readonly officials: readonly OfficialFinding[]
}

/** Every figure that a text reports about its ward. */
export function findIndicators (_article: Article, _known: Known): IndicatorFinding[] {
  return []
}
