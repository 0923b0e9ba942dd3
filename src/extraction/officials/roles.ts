/** Offices as findings: the words of a title, what body they name, and when two wordings are one office. */
import { fold } from '../../domain/text.js'
import { wordsOf, type Article } from '../article.js'
import type { RoleFinding } from '../findings.js'
import type { Title } from './titles.js'

/** The words of one office, its code and its body. */
export function roleOf (article: Article, title: Title, code: string | null): RoleFinding {
  const written = title.body < title.end ? wordsOf(article, title.body, title.end) : null
  const { body } = title.head
  return {
    title: wordsOf(article, title.first, title.end),
    code,
    body: body !== null && written !== null ? `${body} ${written}` : body ?? written
  }
}

/** The committees that tell one level from another. */
const LEVELS = /\b(tinh|thanh|thi|huyen|quan|dang) (?:uy|bo)\b|\b(chi bo|phuong|xa|quan|huyen|tinh|thanh pho)\b/u

/**
 * Whether an office read later is one read before: the same office at the same level, or the same words.
 * @param known whether an office with this code was named in another passage
 */
export function isSame (before: RoleFinding, after: RoleFinding, known: boolean): boolean {
  const [a, b] = [fold(before.title), fold(after.title)]
  if (a === b) return true
  if (before.code === null || after.code === null) return a.startsWith(b + ' ') || b.startsWith(a + ' ')
  if (!known || before.code !== after.code) return false
  const [one, other] = [levelOf(before), levelOf(after)]
  return one === null || other === null || one === other
}

function levelOf ({ body }: RoleFinding): string | null {
  const found = LEVELS.exec(fold(body ?? ''))
  return found === null ? null : found[1] ?? found[2]!
}
