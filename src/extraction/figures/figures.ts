/**
 * Figures sentence by sentence. Each quantity is a figure of its own, or says more of the figure before it: what share
 * of a plan it is, how much it changed.
 */
import type { Article, Sentence } from '../article.js'
import { dateAt } from '../dates.js'
import type { Known } from '../indicators.js'
import type { Token } from '../tokens.js'
import { aimsIn } from './aims.js'
import { readAmount } from './amounts.js'
import { speaksOfBadges } from './badges.js'
import { announces, datedIn, emptyContext, enter, head } from './context.js'
import { newDraft, place, type Reader } from './drafting.js'
import type { Draft } from './drafts.js'
import { gradeAt } from './grades.js'
import type { Quantity } from './numbers.js'
import type { Joint } from './percents.js'
import { figuresOf, placeOf, isDifference } from './places.js'
import { readFigures, type Cited } from './reading.js'
import { readRespective } from './respective.js'
import { readPercent } from './shares.js'
import { readTable } from './table-figures.js'
import { tablesIn, type Table } from './tables.js'

/** How many sentences of prose may announce the meeting. */
const EARLY = 4

/** All figures of an article, in its order; those of its headline only where nothing else tells them. */
export function figuresIn (article: Article, known: Known): Draft[] {
  const { tokens, sentences } = article
  const cited = citations(known)
  const context = emptyContext()
  const year = known.meeting?.heldOn?.slice(0, 4) ?? yearIn(article, citations(known))
  const drafts: Draft[] = []
  const headline: Draft[] = []
  const tables = tablesIn(article)
  let nextTable = 0
  let tableRead: Table | null = null
  let previous: Sentence | null = null
  let prose = 0
  sentences.forEach((sentence, number) => {
    const { first, end, block } = sentence
    while (nextTable < tables.length && tables[nextTable]!.end <= first) nextTable++
    const table = nextTable < tables.length && tables[nextTable]!.first <= first ? tables[nextTable]! : null
    if (block.kind === 'prose') prose++
    const { quantities, periods } = table === null
      ? readFigures(tokens, first, end, cited)
      : { quantities: [], periods: [] }
    const dated = datedIn(tokens, sentence, periods, known.meeting)
    if (table === null || table !== tableRead) enter(context, tokens, sentence, previous)
    for (const { form, year, lastYear } of periods) if (form === 'term') context.term = `${year}/${lastYear}`
    const before = previous
    previous = sentence
    const announced = table === null && announces(tokens, sentence, prose <= EARLY)
    if (block.kind === 'heading' && table === null && !continues(tokens, sentence, before)) {
      head(context, tokens, sentence, dated)
    }
    const aims = announced ? { from: end, past: true, heads: false } : aimsIn(tokens, sentence, dated, known.meeting)
    if (aims.past && !announced) context.target = context.part.target
    const reader: Reader = {
      article,
      known,
      sentence,
      number,
      periods,
      dated,
      aims,
      context,
      announced,
      badges: quantities.length > 0 && speaksOfBadges(tokens, first, end),
      year,
      drafts: block.kind === 'title' && table === null ? headline : drafts,
      memory: { lead: null }
    }
    if (table !== null) {
      if (table !== tableRead) readTable({ ...reader, aims: { from: end, past: false, heads: false } }, table)
      tableRead = table
      return
    }
    if (quantities.length > 0) readQuantities(reader, quantities)
    if (!announced) readGrades(reader)
    if (block.kind === 'heading' && aims.from < end && tokens[end - 1]!.text === ':') {
      // `Năm 2025, phường phấn đấu:` heads a list.
      context.target = true
    }
    if (announced || block.kind === 'heading') return
    const lead = dated.findLast(({ leads }) => leads)
    if (lead !== undefined) context.period = lead.code
    // What is said in passing to be reached says nothing of the next sentence.
    if (aims.from < end && (aims.heads || quantities[0] === undefined ||
      quantities[0].first >= aims.from)) context.target = true
  })
  const figures = [...drafts, ...headline.filter(draft => !drafts.some(other => retells(other, draft)))]
  // What was voiced at the meeting comes after the figures of the ward.
  const voiced = ({ noun }: Draft) => noun?.group === 'opinion'
  return [...figures.filter(draft => !voiced(draft)), ...figures.filter(voiced)]
}

/** Whether a heading is the next line of the title. */
const continues = (tokens: readonly Token[], { first }: Sentence, before: Sentence | null) =>
  before?.block.kind === 'title' && tokens[first - 1]?.text === '\n'

/** How far into a text its year is looked for. */
const HEAD = 1000

/** The year of the first day that a text names with its year, where its meeting has none. */
function yearIn ({ tokens }: Article, cited: Cited): string | null {
  for (let at = 0; at < Math.min(tokens.length, HEAD); at++) {
    if (tokens[at]!.kind !== 'number' || cited(tokens[at]!)) continue
    const date = dateAt(tokens, at, tokens.length)
    if (date !== null && date.year !== null) return String(date.year)
  }
  return null
}

/** Whether a figure of the text says what the headline says, perhaps more exactly. */
const retells = (other: Draft, draft: Draft) => other.sort === draft.sort &&
  (other.value === draft.value || draft.comparator !== 'eq' || other.value === null)

/** Whether a token lies in a citation; the spans of documents in the order of the text. */
function citations ({ documents }: Known) {
  const spans = documents.flatMap(({ spans }) => spans).sort((a, b) => a.start - b.start)
  let next = 0
  return (token: Token) => {
    while (next < spans.length && spans[next]!.end <= token.start) next++
    return next < spans.length && spans[next]!.start <= token.start
  }
}

function readGrades (reader: Reader): void {
  const { article: { tokens }, sentence: { first, end } } = reader
  for (let at = first; at < end; at++) {
    const grade = gradeAt(tokens, at, end)
    if (grade === null) continue
    const text = tokens.slice(grade.wordsAt, grade.end).map(({ text }) => text).join(' ').replace(/ ,/g, ',')
    const draft = newDraft(reader, { sort: 'count', noun: null, first: grade.first, end: grade.end })
    Object.assign(draft, { valueText: text, unit: 'mức', lead: [[grade.first, grade.end]], confidence: 0.7 })
    place(reader, draft, grade.first, grade.end, grade.first)
    reader.drafts.push(draft)
    at = grade.end
  }
}

function readQuantities (reader: Reader, all: readonly Quantity[]): void {
  const { article: { tokens }, sentence } = reader
  const quantities = figuresOf(tokens, sentence, all)
  let floor = sentence.first
  let difference: Joint['change'] = null
  let dropped = 0
  let told = 0
  quantities.forEach((quantity, at) => {
    if (at < told) return
    if (quantity.sort === 'percent') told = at + readRespective(reader, quantities, at)
    if (at < told) {
      floor = quantities[told - 1]!.end
      return
    }
    const next = quantities[at + 1] ?? null
    // What was counted beside, such as who attended, leads to nothing.
    for (; dropped < all.length && all[dropped]!.first < quantity.first; dropped++) {
      const { noun, end } = all[dropped]!
      if (noun !== null && noun.group !== 'time' && end > floor && end <= quantity.first) floor = end
    }
    const place = placeOf(reader, quantity, next, floor, at > 0)
    floor = Math.max(floor, quantity.end)
    if (quantity.sort === 'percent') {
      floor = readPercent(reader, quantity, place, difference)
      difference = null
    } else if (isDifference(tokens, quantity, place)) {
      difference = place.joint.change
    } else {
      difference = null
      const taken = readAmount(reader, quantity, place)
      if (taken !== null) floor = taken
    }
  })
}
