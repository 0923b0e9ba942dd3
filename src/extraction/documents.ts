/**
 * Numbered documents of Party and State, in any of the spellings in which they are cited. Every place is read first
 * (documents/citations.ts); then places that mean one document are put together: `Nghị quyết 21` is the 21-NQ/TU that
 * the text names elsewhere, unless another body is said to have issued it.
 *
 * Types are those that symbols print, so that Quy định has QĐ like Quyết định. Confidence: 0.98 a word and a symbol,
 * 0.93 a symbol alone, 0.85 a number with who issued it or with another's symbol, 0.75 a number or a symbol with slash
 * and dash changed about, 0.6 a number alone.
 */
import { spanOf, wordsOf, type Article, type Block } from './article.js'
import { citationsIn, type Citation } from './documents/citations.js'
import { ownCitation } from './documents/letterhead.js'
import type { DocumentFinding, Inferred } from './findings.js'

/** A document, as the places that cite it have it. */
interface Entry {
  readonly first: Citation
  readonly all: Citation[]
  issuedOn: string | null
}

/** Every distinct document that a text cites, with all passages that cite it. */
export function findDocuments (article: Article): DocumentFinding[] {
  const citations = rangesOf(article).flatMap(range => citationsIn(article, range))
  if (citations.length === 0) return []
  const own = ownCitation(article, citations)
  const read = citations.map(citation => citation === own?.citation ? own.read : citation)
  const entries = entriesOf(read)
  const issuer = (citation: Citation) => {
    if (citation === own?.read) return own.issuedBy
    return citation.issuedBy === null ? null : wordsOf(article, citation.issuedBy.first, citation.issuedBy.end)
  }
  return entries.map(({ first, all, issuedOn }) => {
    const issuedBy = mostSaid(all.map(issuer).filter(body => body !== null))
    const titled = all.find(({ title }) => title !== null)?.title
    return {
      symbol: first.symbol,
      type: first.type,
      number: first.number,
      issuer: first.issuer,
      issuedOn,
      issuedBy: issuedBy.body,
      title: titled == null ? null : wordsOf(article, titled.first, titled.end),
      state: first.state,
      spans: all.map(({ first, end }) => spanOf(article, first, end)),
      confidence: all.reduce((surest, { confidence }) => Math.max(surest, confidence), 0),
      inferred: inferredOf(first, issuedBy.others)
    }
  })
}

/** Sentences, and the lines that are none: captions and letterheads. */
function rangesOf ({ sentences, blocks }: Article): ReadonlyArray<Pick<Block, 'first' | 'end'>> {
  const others = blocks.filter(({ kind }) => kind === 'caption' || kind === 'letterhead' || kind === 'dateline')
  if (others.length === 0) return sentences
  return [...sentences, ...others].sort((a, b) => a.first - b.first)
}

/** Documents with one number or symbol among which a place is looked for; texts have two or three. */
const MOST_ALIKE = 50

/** Numbers are the same document with and without zeros before them. */
const numberOf = ({ number }: Citation) => Number(number)

function entriesOf (citations: readonly Citation[]): Entry[] {
  const entries: Entry[] = []
  const bySymbol = new Map<string, Entry[]>()
  const byNumber = new Map<string, Entry[]>()
  const push = (map: Map<string, Entry[]>, key: string, entry: Entry) => {
    const list = map.get(key)
    if (list === undefined) map.set(key, [entry])
    else if (list.length < MOST_ALIKE) list.push(entry)
  }
  const numbered = (citation: Citation) => `${citation.type}|${numberOf(citation)}`
  const put = (citation: Citation, entry: Entry | undefined): void => {
    if (entry === undefined) {
      const created = { first: citation, all: [citation], issuedOn: citation.issuedOn }
      entries.push(created)
      if (citation.symbol !== null) push(bySymbol, symbolKey(citation), created)
      push(byNumber, numbered(citation), created)
    } else {
      entry.all.push(citation)
      entry.issuedOn ??= citation.issuedOn
    }
  }
  // Symbols first: a number may stand before the symbol that it means.
  for (const citation of citations) {
    if (citation.symbol === null) continue
    put(citation, bySymbol.get(symbolKey(citation))?.find(entry => sameYear(entry, citation)))
  }
  for (const citation of citations) {
    if (citation.symbol !== null) continue
    put(citation, byNumber.get(numbered(citation))?.find(entry => agrees(entry, citation)))
  }
  for (const { all } of entries) all.sort((a, b) => a.first - b.first)
  return entries.sort((a, b) => a.all[0]!.first - b.all[0]!.first)
}

const symbolKey = (citation: Citation) =>
  `${numberOf(citation)}|${citation.type.toUpperCase()}|${citation.issuer}|${citation.state}|` +
  (/^\d+\/(\d{4})\//.exec(citation.symbol!)?.[1] ?? '')

/** Numbers begin anew each term or year: the same symbol of another year is another document. */
const sameYear = ({ issuedOn }: Entry, citation: Citation) =>
  issuedOn === null || citation.issuedOn === null || issuedOn.slice(0, 4) === citation.issuedOn.slice(0, 4)

/** Whether a number with what is said of it can be a document already named. */
function agrees (entry: Entry, citation: Citation): boolean {
  if (!sameYear(entry, citation)) return false
  if (citation.issuedBy === null) return true
  if (entry.first.state !== citation.state) return false
  const { level } = citation
  return level === null || entry.first.level === null || level === entry.first.level
}

/** The body named most often, the latest of those; and the others. */
function mostSaid (bodies: readonly string[]): { readonly body: string | null, readonly others: readonly string[] } {
  const counts = new Map<string, number>()
  for (const body of bodies) counts.set(body, (counts.get(body) ?? 0) + 1)
  let best: string | null = null
  for (const [body, count] of counts) if (best === null || count >= counts.get(best)!) best = body
  return { body: best, others: [...counts.keys()].filter(body => body !== best) }
}

function inferredOf ({ symbol, type, confidence }: Citation, others: readonly string[]): Inferred[] {
  const inferred: Inferred[] = []
  if (symbol === null && confidence < 0.7) {
    inferred.push({
      property: 'number',
      reason: `Bài viết chỉ ghi số, không ghi ký hiệu và cơ quan ban hành (${type}).`
    })
  }
  if (others.length > 0) {
    inferred.push({ property: 'issuedBy', reason: `Bài viết còn ghi cơ quan ban hành khác: ${others.join('; ')}.` })
  }
  return inferred
}
