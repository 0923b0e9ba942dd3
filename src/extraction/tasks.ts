/** What a meeting asked somebody to do. */
import type { Article } from './article.js'
import type { OfficialFinding, TaskFinding } from './findings.js'

/** Every task that a text says was set. */
export function findTasks (
  _article: Article, _known: { readonly officials: readonly OfficialFinding[] }
): TaskFinding[] {
  return []
}
