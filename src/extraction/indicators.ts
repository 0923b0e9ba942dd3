/** The figures that a text reports about its ward: read sentence by sentence, completed and checked together. */
import type { Article } from './article.js'
import { figuresIn } from './figures/figures.js'
import { finish } from './figures/finish.js'
import type { DocumentFinding, IndicatorFinding, MeetingFinding, OfficialFinding, WardFinding } from './findings.js'

/** What was found before, which tells figures from dates, symbols and figures of others. */
export interface Known {
  readonly ward: WardFinding | null
  readonly meeting: MeetingFinding | null
  readonly documents: readonly DocumentFinding[]
  readonly officials: readonly OfficialFinding[]
}

/** Every figure that a text reports about its ward; none where it is about no ward. */
export function findIndicators (article: Article, known: Known): IndicatorFinding[] {
  if (known.ward === null) return []
  return finish(article, figuresIn(article, known), known)
}
