/**
 * From prose to findings: reads the shape of a text, then who, when, what was cited and what was reported, each by
 * rules of its own, the later ones with what the earlier ones found. Pure: no clock, no network, no database.
 */
import { readArticle } from './article.js'
import { findDocuments } from './documents.js'
import type { Extraction } from './findings.js'
import { findIndicators } from './indicators.js'
import { findMeeting } from './meeting.js'
import { findOfficials } from './officials.js'
import { findTasks } from './tasks.js'
import { warningsOf } from './warnings.js'
import { findWard } from './ward.js'

/** Everything that a text says of a ward's meeting; of a text about nothing, an extraction without findings. */
export function extract (text: string): Extraction {
  const article = readArticle(text)
  const ward = findWard(article)
  const meeting = findMeeting(article, ward)
  const documents = findDocuments(article)
  const officials = findOfficials(article)
  const indicators = findIndicators(article, { ward, meeting, documents, officials })
  const tasks = findTasks(article, { officials })
  const findings = { ward, meeting, officials, documents, indicators, tasks }
  return { ...findings, warnings: warningsOf(article, findings) }
}
