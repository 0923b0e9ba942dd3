/** Persons who are named with an office. */
import type { Article } from './article.js'
import type { OfficialFinding } from './findings.js'

/** Every person that a text names with an office, with all their offices. */
export function findOfficials (_article: Article): OfficialFinding[] {
  return []
}
