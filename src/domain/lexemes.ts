/**
 * What the search keeps of a record and how it asks for it, as PostgreSQL's tsvector and tsquery: for each word the
 * folded word, its spelling (=), each two words that stand side by side (+), the same of headings (^), and the number
 * of a document (#). All ranks are conditions on these, so that an index answers them and no vector is read to rank
 * what was found.
 */
import type { Question, Term } from './questions.js'
import { fold, LONGEST_WORD } from './text.js'
import { wordsIn } from './words.js'

/** Moves when what is kept changes: registers then make their entries anew. */
export const LEXEMES_VERSION = 1

/** PostgreSQL keeps no position beyond it. */
const LAST_POSITION = 16_000

/** So that a vector stays below PostgreSQL's 1 MB: of longer texts as many words as fit are kept. */
const MOST_BYTES = 700_000

/** Between two texts of a record, so that no phrase goes from one into the other. */
const GAP = 10

/** `21-NQ/TU`, `12/2023/NQ-HĐND`: the number and the type. */
const SYMBOL = /(?<!\d)(\d+)(?:\/\d{4})?[-/](\p{L}+)/u

const hasLetter = (word: string) => /\p{L}/u.test(word)

/**
 * The vector of a record.
 * @param headings what the record is called
 * @param texts what else is said in it
 * @param symbol of a document, the one that it bears itself
 */
export function vectorOf (headings: readonly string[], texts: readonly string[], symbol?: string): string {
  const positions = new Map<string, number[]>()
  let bytes = 0
  const add = (lexeme: string, position?: number) => {
    const there = positions.get(lexeme)
    if (there === undefined) {
      // A lexeme takes its letters and some alignment, a position two bytes.
      bytes += Buffer.byteLength(lexeme) + 6
      if (bytes > MOST_BYTES) return
      positions.set(lexeme, position === undefined ? [] : [position])
    } else if (position !== undefined && there.length < 200 && bytes < MOST_BYTES) {
      there.push(position)
      bytes += 2
    }
  }
  const [, number, type] = SYMBOL.exec(symbol ?? '') ?? []
  if (type !== undefined) add(`#${fold(type)} ${Number(number)}`)
  const told = [...headings, ...texts].map(text => wordsIn(text).filter(({ folded }) => folded.length <= LONGEST_WORD))
  const spacesOf = (at: number) => at < headings.length ? ['', '^'] : ['']
  let position = 1
  for (const [at, words] of told.entries()) {
    for (const { folded, exact } of words) {
      for (const space of spacesOf(at)) {
        add(space + folded, space === '' && position < LAST_POSITION ? position : undefined)
        if (hasLetter(folded)) add(`${space}=${exact}`)
      }
      position++
    }
    position += GAP
  }
  // Where not all fits, words are worth more than pairs of them.
  for (const [at, words] of told.entries()) {
    for (const [place, { folded }] of words.slice(1).entries()) {
      for (const space of spacesOf(at)) add(`${space}+${words[place]!.folded} ${folded}`)
    }
  }
  return [...positions].map(([lexeme, at]) => `'${lexeme}'${at.length === 0 ? '' : `:${at.join(',')}`}`).join(' ')
}

/** The letter triples by which a misspelled name is looked for, as pg_trgm makes them: of whole characters. */
export const trigramsOf = (...names: readonly string[]): string[] => [...new Set(names.flatMap(name =>
  wordsIn(name).flatMap(({ folded }) => {
    const letters = [...`  ${folded} `]
    return letters.slice(2).map((_, at) => letters.slice(at, at + 3).join(''))
  })))]

const all = (parts: readonly string[]) => parts.length === 1 ? parts[0]! : `(${parts.join(' & ')})`
const any = (parts: readonly string[]) => parts.length === 1 ? parts[0]! : `(${[...new Set(parts)].join(' | ')})`

/** Where it is looked: in headings only, or anywhere. */
type Space = '^' | ''

const lexeme = (space: Space, word: string, isOpen = false) => `'${space}${word}'${isOpen ? ':*' : ''}`

const pairsOf = (space: Space, form: readonly string[]) =>
  form.slice(1).map((word, at) => lexeme(space, `+${form[at]!} ${word}`))

function formQuery (space: Space, { isWhole, isOpen }: Term, form: readonly string[], isTyped: boolean): string {
  const words = form.map((word, at) => lexeme(space, word, isOpen && isTyped && at === form.length - 1))
  return all([...words, ...isWhole ? pairsOf(space, form) : []])
}

const folded = (space: Space, term: Term) =>
  any(term.forms.map((form, at) => formQuery(space, term, form, at === 0)))

/** Spelled as it was typed; another form of an abbreviation is as good. */
function exact (space: Space, term: Term): string {
  const typed = term.typed.map(({ folded, exact }, at) => {
    const isOpen = term.isOpen && at === term.typed.length - 1
    return hasLetter(folded) ? lexeme(space, `=${exact}`, isOpen) : lexeme(space, folded, isOpen)
  })
  const pairs = term.isWhole ? pairsOf(space, term.typed.map(({ folded }) => folded)) : []
  return any([all([...typed, ...pairs]), ...term.forms.slice(1).map(form => formQuery(space, term, form, false))])
}

/** Side by side, as they were typed. */
function adjacent (space: Space, terms: readonly Term[]): string | null {
  const between = terms.slice(1).map((term, at) => any(terms[at]!.forms.flatMap(before =>
    term.forms.map((form, nth) =>
      lexeme(space, `+${before.at(-1)!} ${form[0]!}`, term.isOpen && nth === 0 && form.length === 1)))))
  const within = terms.map(({ forms, isOpen }) => forms.map((form, nth) => form.slice(1).map((word, at) =>
    lexeme(space, `+${form[at]!} ${word}`, isOpen && nth === 0 && at === form.length - 2))))
    .filter(forms => forms.every(pairs => pairs.length > 0)).map(forms => any(forms.map(all)))
  const pairs = [...between, ...within]
  return pairs.length === 0 ? null : all(pairs)
}

/** How many terms in a row may be missing, of so many. */
const mayMiss = (terms: number) => terms < 5 ? 0 : terms < 8 ? 2 : 3

/** A stretch of terms, all there, and some two of them side by side; a syllable alone says nothing. */
function stretch (terms: readonly Term[]): string | null {
  if (terms.length === 1 && terms[0]!.typed.length < 2 && !terms[0]!.isRequired) return null
  const pairs = terms.slice(1).flatMap((term, at) => adjacent('', [terms[at]!, { ...term, isOpen: false }]) ?? [])
  return all([...terms.map(term => folded('', term)), ...pairs.length === 0 ? [] : [any(pairs)]])
}

/** Most of the words: some that stand together may be missing, but no number and no phrase. */
function some (terms: readonly Term[]): string | null {
  const ways: string[] = []
  for (let length = 1; length <= mayMiss(terms.length); length++) {
    for (let from = 0; from + length <= terms.length; from++) {
      if (terms.slice(from, from + length).some(term => term.isRequired)) continue
      const stretches = [terms.slice(0, from), terms.slice(from + length)]
        .filter(({ length }) => length > 0).map(stretch)
      if (stretches.every(query => query !== null)) ways.push(all(stretches))
    }
  }
  return ways.length === 0 ? null : any(ways)
}

export interface Rank {
  readonly spelling: 'exact' | 'folded'
  readonly words: 'all' | 'some'
  readonly place: 'title' | 'text'
  readonly adjacent: boolean
  /** As a tsquery. */
  readonly query: string
}

/** A phrase of three words and more, word for word: two and two side by side do not make it. */
const phrasesOf = ({ terms }: Question) => terms
  .filter(({ isWhole, forms }) => isWhole && forms.length === 1 && forms[0]!.length > 2)
  .map(({ forms }) => `(${forms[0]!.map(word => lexeme('', word)).join(' <-> ')})`)

/**
 * The ranks of a question, best first: the spelling counts more than the place where somebody typed marks, less where
 * none were typed; words that stand together come before words that are apart.
 */
export function ranksOf (question: Question): Rank[] {
  const { terms, isMarked } = question
  const spellings = {
    exact: (space: Space) => all(terms.map(term => exact(space, term))),
    folded: (space: Space) => all(terms.map(term => folded(space, term)))
  }
  const title = { place: 'title', space: '^' } as const
  const text = { place: 'text', space: '' } as const
  const order = isMarked
    ? [[title, 'exact'], [text, 'exact'], [title, 'folded'], [text, 'folded']] as const
    : [[title, 'exact'], [title, 'folded'], [text, 'exact'], [text, 'folded']] as const
  const phrases = phrasesOf(question)
  const ranks = order.flatMap(([{ place, space }, spelling]): Rank[] => {
    const query = spellings[spelling](space)
    const together = adjacent(space, terms)
    const rank = { spelling, words: 'all', place } as const
    return [
      ...together === null || (terms.length === 1 && terms[0]!.isWhole)
        ? []
        : [{ ...rank, adjacent: true, query: all([query, together, ...phrases]) }],
      { ...rank, adjacent: false, query: all([query, ...phrases]) }
    ]
  })
  const documents = terms.flatMap(({ document }) => document === undefined ? [] : [`'#${document}'`])
  if (documents.length > 0) {
    // What bears the symbol comes before what names it.
    const query = all([spellings.folded(''), ...documents, ...phrases])
    ranks.unshift({ spelling: 'exact', words: 'all', place: 'title', adjacent: true, query })
  }
  const most = some(terms)
  if (most === null) return ranks
  return [...ranks, {
    spelling: 'folded', words: 'some', place: 'text', adjacent: false, query: all([most, ...phrases])
  }]
}

/** All that the ranks find, as a tsquery. */
export function foundBy (ranks: readonly Rank[]): string {
  const last = ranks.at(-1)!
  return last.words === 'all' ? last.query : any([ranks.at(-2)!.query, last.query])
}

/** Records that have all words, in a vector of folded words only: what lists look for with `q`. */
export const wordsQuery = ({ terms }: Question): string => all(terms.map(term =>
  any(term.forms.map((form, at) => all(form.map((word, place) =>
    lexeme('', word, term.isOpen && at === 0 && place === form.length - 1)))))))
