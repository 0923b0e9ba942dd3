/** Numbered documents of Party and State, in any of the spellings in which they are cited. */
import type { Article } from './article.js'
import type { DocumentFinding } from './findings.js'

/** Every distinct document that a text cites, with all passages that cite it. */
export function findDocuments (_article: Article): DocumentFinding[] {
  return []
}
