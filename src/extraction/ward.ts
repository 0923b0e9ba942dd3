/** The one ward that a text is about. */
import type { Article } from './article.js'
import type { WardFinding } from './findings.js'

/** The one ward that a text is about; null where it is about none. */
export function findWard (_article: Article): WardFinding | null {
  return null
}
