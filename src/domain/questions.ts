/**
 * What people type into a search box, as terms to look for: words, phrases in quotation marks, numbers and document
 * symbols in any spelling, abbreviations with what they stand for. Folding is that of domain/text.ts.
 */
import { documentSymbols, LONGEST_FORM, nameMarks, otherForms } from './abbreviations.js'
import { wordsIn, type Word } from './words.js'

export interface Term {
  /** The words as they were typed. */
  readonly typed: readonly Word[]
  /** The rows of folded words that will do; the first is what was typed. */
  readonly forms: ReadonlyArray<readonly string[]>
  /** Whether its words must stand side by side: a phrase in quotation marks, a number such as 68,7. */
  readonly isWhole: boolean
  /** Whether nothing will do without it. */
  readonly isRequired: boolean
  /** Whether its last word may be unfinished. */
  readonly isOpen: boolean
  /** The folded symbol of a document's type and its number: `nq 21`. */
  readonly document?: string
}

export interface Question {
  readonly terms: readonly Term[]
  /** Whether some word has a mark: who types none leaves them out. */
  readonly isMarked: boolean
}

const QUOTED = /"([^"]*)"|“([^“”]*)”|«([^«»]*)»/g
const GLUED = /^(?:(\p{L}+)(\p{N}+)|(\p{N}+)(\p{L}+))$/u

const hasDigit = (word: string) => /\p{N}/u.test(word)
const isNumber = (word: string) => /^\p{N}+$/u.test(word)

/** `7` is also written 07, and 07 also 7. */
function numberForms (word: string): string[][] {
  const plain = word.replace(/^0+(?=\d)/, '')
  return [word, plain, ...plain.length === 1 ? [`0${plain}`] : []]
    .filter((form, at, all) => all.indexOf(form) === at).map(form => [form])
}

/** A phrase or a number: its words stand together. */
const whole = (typed: readonly Word[], forms = [typed.map(({ folded }) => folded)]): Term =>
  ({ typed, forms, isWhole: true, isRequired: true, isOpen: false })

/** `nq21` as two words, as it is printed. */
function parted (word: Word): Word[] {
  const [, letters = '', digits = '', digitsFirst = '', lettersLast = ''] = GLUED.exec(word.exact) ?? []
  const parts = [letters, digits, digitsFirst, lettersLast].filter(part => part !== '').flatMap(wordsIn)
  return parts.length === 2 && parts.some(({ folded }) => documentSymbols.has(folded)) ? parts : [word]
}

/** The longest row of words from a place that has other forms. */
function formAt (words: readonly Word[], at: number): { length: number, others: ReadonlyArray<readonly string[]> } {
  for (let length = Math.min(LONGEST_FORM, words.length - at); length > 0; length--) {
    const row = words.slice(at, at + length).map(({ folded }) => folded).join(' ')
    const others = otherForms.get(row)
    const lacksName = nameMarks.has(row) && at + length === words.length
    if (others !== undefined && !lacksName) return { length, others }
  }
  return { length: 1, others: [] }
}

/** Words outside quotation marks. */
function plainTerms (text: string): Term[] {
  const words = wordsIn(text).flatMap(parted)
    // `số` before a number says nothing: nghị quyết số 21.
    .filter(({ folded }, at, all) => !(folded === 'so' && at > 0 && hasDigit(all[at + 1]?.folded ?? '')))
  const terms: Term[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at]!
    if (isNumber(word.folded)) {
      const forms = numberForms(word.folded)
      terms.push({ typed: [word], forms, isWhole: false, isRequired: true, isOpen: false })
      at++
      continue
    }
    const { length, others } = formAt(words, at)
    const typed = words.slice(at, at + length)
    terms.push({
      typed,
      forms: [typed.map(({ folded }) => folded), ...others],
      isWhole: false,
      isRequired: hasDigit(word.folded),
      isOpen: false
    })
    at += length
  }
  return terms
}

/** Each way to write several numbers, one after the other. */
const ways = (numbers: readonly string[]): string[][] => numbers.reduce<string[][]>((rows, number) =>
  rows.flatMap(row => numberForms(number).map(([form]) => [...row, form!])), [[]])

/** A day or a month as it is written with numbers, and as it is said: ngày 12 tháng 7 năm 2023. */
function dateTerm (date: string): Term {
  const typed = wordsIn(date)
  const numbers = typed.map(({ folded }) => folded)
  const forms = [numbers, ...ways(numbers)]
  const said = forms.map(form => form.length === 3
    ? [form[0]!, 'thang', form[1]!, 'nam', form[2]!]
    : [form[0]!, 'nam', form[1]!])
  return whole(typed, [...forms, ...said])
}

/** The symbol of a document: its parts stand together, with or without a nought before the number. */
function symbolTerm (symbol: string): Term {
  const typed = wordsIn(symbol)
  const [number, ...rest] = typed.map(({ folded }) => folded)
  const type = rest.find(part => documentSymbols.has(part))!
  const forms = numberForms(number!).map(([form]) => [form!, ...rest])
  return { ...whole(typed, forms), document: documentOf(type, number!) }
}

const documentOf = (type: string, number: string) => `${type} ${Number(number)}`

const SYMBOL = String.raw`(?<![\p{L}\p{N}])\p{N}+(?:\s*[-–/]\s*|\s+)(?:\p{N}{4}\s*[-–/]\s*)?\p{L}+\s*[-–/]\s*\p{L}+`
const DATE = String.raw`(?<!\p{N})(?:\p{N}{1,2}[/.-])?\p{N}{1,2}[/.-]\p{N}{4}(?![\p{N}/-])`
const NUMBER = String.raw`(?<!\p{N})\p{N}+(?:[.,]\p{N}+)+`
const WHOLE = new RegExp(`(${SYMBOL})|(${DATE})|(${NUMBER})`, 'gu')

/** Text outside quotation marks: symbols, dates and numbers with separators are whole, the rest are words. */
function looseTerms (text: string): Term[] {
  const terms: Term[] = []
  let from = 0
  for (const { 0: found, 1: symbol, 2: date, index } of text.matchAll(WHOLE)) {
    const isSymbol = symbol !== undefined && wordsIn(symbol).some(({ folded }) => documentSymbols.has(folded))
    if (symbol !== undefined && !isSymbol) continue
    terms.push(...plainTerms(text.slice(from, index)),
      isSymbol ? symbolTerm(found) : date !== undefined ? dateTerm(found) : whole(wordsIn(found)))
    from = index + found.length
  }
  return [...terms, ...plainTerms(text.slice(from))]
}

/** The document that a type and a number beside it name: `NQ 21`, `21 NQ`, `nghị quyết 21`. */
function withDocuments (terms: readonly Term[]): Term[] {
  const typeOf = (term: Term | undefined) =>
    term?.forms.find(form => form.length === 1 && documentSymbols.has(form[0]!))?.[0]
  return terms.map((term, at) => {
    const [number] = term.forms[0]!
    if (term.isWhole || term.forms[0]!.length > 1 || !isNumber(number!)) return term
    const type = typeOf(terms[at - 1]) ?? typeOf(terms[at + 1])
    return type === undefined ? term : { ...term, document: documentOf(type, number!) }
  })
}

/** Reads a question; one without a letter or a number has no terms. The last word may be unfinished. */
export function parseQuestion (q: string): Question {
  const text = q.normalize('NFC')
  const terms: Term[] = []
  let from = 0
  let endsQuoted = false
  for (const { 0: quoted, 1: straight, 2: curved, 3: angled, index } of text.matchAll(QUOTED)) {
    terms.push(...looseTerms(text.slice(from, index)))
    const words = wordsIn(straight ?? curved ?? angled ?? '')
    if (words.length > 0) terms.push(whole(words))
    from = index + quoted.length
    endsQuoted = wordsIn(text.slice(from)).length === 0
  }
  terms.push(...looseTerms(text.slice(from)))
  const last = terms.at(-1)
  if (last !== undefined && !endsQuoted && !last.isWhole && !isNumber(last.typed.at(-1)!.folded)) {
    terms[terms.length - 1] = { ...last, isOpen: true }
  }
  const isMarked = terms.some(({ typed }) => typed.some(({ folded, exact }) => folded !== exact))
  return { terms: withDocuments(terms), isMarked }
}
