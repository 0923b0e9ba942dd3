/**
 * Excerpts of what a search found: which words of a text answer a question, and the stretch of it in which most of the
 * question stands. Offsets are UTF-16 code units; texts are given back as they are.
 */
import type { Question } from './questions.js'
import { wordsIn, type Word } from './words.js'

export interface Span { readonly start: number, readonly end: number }

interface Hit extends Span { readonly term: number }

/** As much of a text is shown. */
const LONGEST = 240
const BEFORE = 40
const MOST_HITS = 2_000

/** How many words from a place are this row of words; the last may be unfinished. */
function lengthAt (words: readonly Word[], at: number, row: readonly string[], isOpen: boolean): number {
  const fits = row.every((wanted, place) => {
    const { folded } = words[at + place] ?? { folded: '' }
    return folded === wanted || (isOpen && place === row.length - 1 && folded.startsWith(wanted))
  })
  return fits ? row.length : 0
}

/**
 * The words of a text that answer a question. Of a term of several words, its words count where they stand side by
 * side, else each alone, unless it is a phrase or a number.
 */
function hitsIn (text: string, { terms }: Question): Hit[] {
  const words = wordsIn(text)
  const hits: Hit[] = []
  for (let at = 0; at < words.length && hits.length < MOST_HITS; at++) {
    let best: { length: number, term: number } | null = null
    for (const [term, { forms, isOpen, isWhole }] of terms.entries()) {
      for (const [nth, form] of forms.entries()) {
        const opens = isOpen && nth === 0
        const rows = isWhole ? [form] : [form, ...form.map(word => [word])]
        for (const row of rows) {
          const length = lengthAt(words, at, row, opens && row.at(-1) === form.at(-1))
          if (length > (best?.length ?? 0)) best = { length, term }
        }
      }
    }
    if (best === null) continue
    hits.push({ start: words[at]!.start, end: words[at + best.length - 1]!.end, term: best.term })
    at += best.length - 1
  }
  return hits
}

/** Where the words of a question stand in a text; what stands side by side is one. */
export function highlightsIn (text: string, question: Question): Span[] {
  const spans: Span[] = []
  for (const { start, end } of hitsIn(text, question)) {
    const last = spans.at(-1)
    if (last !== undefined && /^\s+$/.test(text.slice(last.end, start))) spans[spans.length - 1] = { ...last, end }
    else spans.push({ start, end })
  }
  return spans
}

export interface Excerpt {
  /** Where it stands in the text. */
  readonly start: number
  readonly end: number
  /** How many terms of the question it has. */
  readonly terms: number
}

const isSpace = (text: string, at: number) => /\s/.test(text[at] ?? ' ')

/** The stretch of a text that has most of a question; null where it has nothing of it. */
export function excerptOf (text: string, question: Question): Excerpt | null {
  const hits = hitsIn(text, question)
  let best: { from: number, to: number, terms: number, together: number } | null = null
  for (const [first, { start }] of hits.entries()) {
    const seen = new Set<number>()
    let together = 0
    let to = first
    for (let at = first; at < hits.length && hits[at]!.end <= start + LONGEST - BEFORE; at++) {
      seen.add(hits[at]!.term)
      if (at > first && hits[at]!.start - hits[at - 1]!.end <= 2) together++
      to = at
    }
    const isBetter = best === null || seen.size > best.terms || (seen.size === best.terms && together > best.together)
    if (isBetter) best = { from: start, to: hits[to]!.end, terms: seen.size, together }
  }
  if (best === null) return null
  if (text.length <= LONGEST) return { start: 0, end: text.length, terms: best.terms }
  let start = Math.max(0, best.from - BEFORE)
  while (start > 0 && start < best.from && !isSpace(text, start - 1)) start++
  let end = Math.min(text.length, start + LONGEST)
  while (end < text.length && end > best.to && !isSpace(text, end)) end--
  return { start, end: Math.max(end, best.to), terms: best.terms }
}
