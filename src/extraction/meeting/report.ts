/** The periods of a document that reports or plans: those that the lines under `BÁO CÁO` name. */
import type { Article, Block } from '../article.js'
import { dateAt, isoDate } from '../dates.js'
import type { Inferred } from '../findings.js'
import { phrases } from '../phrases.js'
import { codeOf, namedYear, periodsIn } from './periods.js'

const REPORTS = phrases('báo cáo', 'kế hoạch', 'chương trình hành động', 'chương trình công tác')
/** The lines of a document's head, and of its title. */
const HEAD = 12
const TITLE = 4

/** Of which periods a document's figures are; as of a meeting. */
export interface Reported {
  readonly heldOn: string | null
  readonly reviews: string | null
  readonly plans: string | null
}

/** The line that says that the text is a document which reports or plans; null where it is none. */
export function reportHead ({ tokens, blocks }: Article): Block | null {
  return blocks.slice(0, HEAD).find(({ kind, first, end }) =>
    kind !== 'prose' && tokens[first]!.text === tokens[first]!.text.toUpperCase() &&
    REPORTS.at(tokens, first, end)?.end === end) ?? null
}

/** What a report says above its text of the periods that it is of; null where it is none, or says nothing. */
export function reportedIn (article: Article): Reported | null {
  const { tokens, blocks } = article
  const head = reportHead(article)
  if (head === null) return null
  let last = blocks.indexOf(head)
  for (let lines = 0; lines < TITLE && blocks[last + 1] !== undefined && tokens[blocks[last]!.end]?.text === '\n';
    lines++) last++
  // A blank line may stand between the word and what it reports of.
  if (blocks[last] === head && blocks[last + 1] !== undefined) last++
  const periods = periodsIn(article, { first: head.end, end: blocks[last]!.end, block: head }, 'so-ket')
  const signed = signedOn(article, head.first)
  const inferred: Inferred[] = []
  const base = namedYear(periods) ?? (signed === null ? null : Number(signed.slice(0, 4)))
  const reviews = codeOf(periods.reviews, base, null, 'reviews', inferred)
  const plans = codeOf(periods.plans, base, null, 'plans', inferred)
  return reviews === null && plans === null ? null : { heldOn: signed, reviews, plans }
}

/** The day of the letterhead. */
function signedOn ({ tokens }: Article, end: number): string | null {
  for (let at = 0; at < end; at++) {
    const date = dateAt(tokens, at, end)
    if (date?.year != null) return isoDate(date.year, date.month, date.day)
  }
  return null
}
