/**
 * From prose to findings: reads the shape of a text, then who, when, what was cited and what was reported, each by
 * rules of its own, the later ones with what the earlier ones found. Pure: no clock, no network, no database.
 */
import { readArticle, type Article } from './article.js'
import { findDocuments } from './documents.js'
import type { Extraction } from './findings.js'
import { findIndicators } from './indicators.js'
import { findMeeting } from './meeting.js'
import { findOfficials } from './officials.js'
import { findTasks } from './tasks.js'
import { warningsOf } from './warnings.js'
import { findWard } from './ward.js'

/** What is known of a text besides its words. */
export interface Context {
  /** ISO date on which it was published, where it does not say so itself. */
  readonly publishedOn?: string | null
}

/** Everything that a text says of a ward's meeting; of a text about nothing, an extraction without findings. */
export const extract = (text: string, context: Context = {}): Extraction => findingsIn(readArticle(text), context)

/** As `extract`, of a text whose shape is read already. */
export function findingsIn (article: Article, { publishedOn = null }: Context = {}): Extraction {
  const ward = findWard(article)
  const meeting = findMeeting(article, ward, publishedOn)
  const documents = findDocuments(article)
  const officials = findOfficials(article)
  const indicators = findIndicators(article, { ward, meeting, documents, officials })
  const tasks = findTasks(article, { officials })
  const findings = { ward, meeting, officials, documents, indicators, tasks }
  return { ...findings, warnings: warningsOf(article, findings) }
}
