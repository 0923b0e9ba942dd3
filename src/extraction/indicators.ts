/** The figures that a text reports about its ward: read sentence by sentence, completed and checked together. */
import type { Article } from './article.js'
import { figuresIn } from './figures/figures.js'
import { finish } from './figures/finish.js'
import { reportedIn } from './meeting/report.js'
import type { DocumentFinding, IndicatorFinding, MeetingFinding, OfficialFinding, WardFinding } from './findings.js'

/** What was found before, which tells figures from dates, symbols and figures of others. */
export interface Known {
  readonly ward: WardFinding | null
  readonly meeting: MeetingFinding | null
  readonly documents: readonly DocumentFinding[]
  readonly officials: readonly OfficialFinding[]
}

/** A report is no meeting, but of the same periods. */
const NO_MEETING: MeetingFinding = {
  heldOn: null,
  endsOn: null,
  session: null,
  type: 'khac',
  reviews: null,
  plans: null,
  title: null,
  spans: [],
  confidence: 0,
  inferred: []
}

/** Every figure that a text reports about its ward; none where it is about no ward. */
export function findIndicators (article: Article, known: Known): IndicatorFinding[] {
  if (known.ward === null) return []
  const reported = known.meeting === null ? reportedIn(article) : null
  const framed = reported === null ? known : { ...known, meeting: { ...NO_MEETING, ...reported } }
  return finish(article, figuresIn(article, framed), framed)
}
