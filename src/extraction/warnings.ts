/** What the reader of an extraction should know. */
import type { Article } from './article.js'
import type { Extraction, Warning } from './findings.js'

/** What should be looked at before the findings are believed. */
export function warningsOf (_article: Article, _findings: Omit<Extraction, 'warnings'>): Warning[] {
  return []
}
