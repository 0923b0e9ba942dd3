/** The meeting that a text reports: when it was held, what for, and what it looked back on and ahead to. */
import type { Article } from './article.js'
import type { MeetingFinding, WardFinding } from './findings.js'

/** The one meeting that a text is about; null where it is about none. */
export function findMeeting (_article: Article, _ward: WardFinding | null): MeetingFinding | null {
  return null
}
