/**
 * Which document a citation means: everything known for and against each candidate, as one score with its reasons. A
 * symbol is no identity (numbers restart with every term, many committees write the same suffix), so that nothing but
 * the sum of what speaks for one document makes it the one.
 */
import { documentTypes, suffixOf, termOfCongress, termOfDay } from '../domain/documents.js'
import type { LevelCode } from '../domain/organisations.js'
import { fold } from '../domain/text.js'
import type { Surroundings } from '../db/directory.js'
import type { Reference } from '../extraction/documents/parts.js'
import { readReference } from '../extraction/reference.js'
import { isReadable, type Candidate } from './candidates.js'
import { compareIssuer } from './issuers.js'
import { details, type ReasonCode } from './reasons.js'

/** Where and when a document was cited, and what else is known of it. */
export interface Setting {
  /** ISO date; null where it is not known. */
  readonly date: string | null
  readonly place: Surroundings | null
  /** Words, or the id of an organisation, that do not stand in the citation. */
  readonly issuer: string | null
}

export interface Reason {
  readonly code: ReasonCode
  /** What the reason does to the score, from −1 to 1: the share of what is missing that it adds, or takes away. */
  readonly weight: number
  readonly detail: { readonly en: string, readonly vi: string }
}

export interface Ranked {
  readonly candidate: Candidate
  /** From 0 to 1. */
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** What would tell the candidates apart, or make the one surer. */
export const needs = ['number', 'symbol', 'ward', 'date', 'issuer'] as const
export type Need = typeof needs[number]

/** resolved: one stands out. ambiguous: several may be meant, or one that is not sure. */
export const outcomes = ['resolved', 'ambiguous', 'unknown', 'unreadable'] as const

export interface Resolved {
  readonly outcome: typeof outcomes[number]
  readonly resolution: Candidate | null
  /** The likeliest first; the order is total. */
  readonly candidates: readonly Ranked[]
  readonly needs: readonly Need[]
}

/** Below it nobody would believe a candidate. */
const PLAUSIBLE = 0.25
/** From it on the likeliest is taken, where the next one has not most of its score. */
const SURE = 0.6
const NEXT = 0.7
/** Fewer syllables than these tell no title from others. */
const LEAST_WORDS = 5

/** Whether a document may be meant at all. */
export const isPlausible = ({ score }: Ranked): boolean => score >= PLAUSIBLE

/** Reasons for and against one candidate, as they are found. */
class Weighing {
  readonly reasons: Reason[] = []

  /** First all that speaks for it, then what speaks against it, in whichever order they were found. */
  get score (): number {
    const weights = this.reasons.map(({ weight }) => weight)
    const missing = weights.filter(weight => weight > 0).reduce((left, weight) => left * (1 - weight), 1)
    const score = weights.filter(weight => weight < 0).reduce((left, weight) => left * (1 + weight), 1 - missing)
    return Math.round(score * 1000) / 1000
  }

  add<C extends ReasonCode> (code: C, weight: number, ...values: Parameters<typeof details[C]>): void {
    const detail = (details[code] as (...of: readonly unknown[]) => Reason['detail'])(...values)
    this.reasons.push({ code, weight, detail })
  }
}

const wordsOf = (text: string) => new Set(fold(text).split(' ').filter(word => word.length > 1))

/** The share of words that a title has too. */
function shareOf (name: string, title: string): number {
  const [asked, there] = [wordsOf(name), wordsOf(title)]
  return asked.size === 0 ? 0 : [...asked].filter(word => there.has(word)).length / asked.size
}

const nameOf = (code: string) => documentTypes.find(known => known.code === code)?.name ?? code

/** By what the candidate was found. */
function weighNumbering (weighing: Weighing, reference: Reference, candidate: Candidate, isAlone: boolean): boolean {
  const { number, suffix, types, plenum, congress, name } = reference
  const aliases = candidate.aliases.map(words => ({ words, read: readReference(words) }))
  if (number !== null) {
    const suffixes = [suffix, suffix === null ? null : suffixOf(candidate.suffix)]
    if (types.length === 0) weighing.add('number', 0.3, candidate.symbol)
    else if (suffix === null) weighing.add('type-and-number', 0.35, candidate.symbol)
    else weighing.add('symbol', 0.5, candidate.symbol)
    if (suffixes[0] !== suffixes[1]) weighing.add('suffix-differs', -0.6, suffix!, candidate.suffix)
    else if (isAlone) weighing.add('only-one', 0.2)
  } else if (plenum !== null) {
    const found = aliases.find(({ read }) => read.plenum === plenum &&
      (read.congress ?? congress) === (congress ?? read.congress))
    if (found === undefined) return false
    weighing.add('alias', 0.7, found.words)
    if (isAlone) weighing.add('only-one', 0.2)
  } else {
    const asked = fold(name!)
    const found = aliases.find(({ words, read }) => fold(words) === asked || fold(read.name ?? '') === asked)
    if (found !== undefined) weighing.add('alias', 0.7, found.words)
    else weighing.add('title', 0.4)
    // `Nghị quyết của phường`: words that many titles have.
    if (found === undefined && wordsOf(name!).size < LEAST_WORDS) weighing.add('few-words', -0.6)
    if (isAlone) weighing.add('only-one', 0.2)
  }
  if (reference.said !== null && types.length > 1 && types.includes(reference.said)) {
    if (candidate.type === reference.said) weighing.add('type', 0.3, nameOf(candidate.type))
    else weighing.add('type-differs', -0.5, nameOf(reference.said), nameOf(candidate.type))
  }
  if (number !== null && name !== null) {
    const share = shareOf(name, [candidate.title, ...candidate.aliases].join(' '))
    if (share >= 0.6) weighing.add('title', 0.5)
    else if (share < 0.2 && wordsOf(name).size >= 4) weighing.add('title-differs', -0.3)
  }
  return true
}

function weighIssuer (weighing: Weighing, { issuer: said }: Reference, setting: Setting, candidate: Candidate): void {
  const { committee, issuer } = candidate
  let isNamed = false
  for (const words of [said, setting.issuer]) {
    if (words === null) continue
    const match = compareIssuer(words, candidate)
    isNamed ||= match === 'same'
    if (match === 'same') weighing.add('issuer', 0.5, issuer.name)
    else if (match === 'fits') weighing.add('issuer-fits', 0.25, committee.name)
    else if (match === 'other-body') weighing.add('issuer-body-differs', -0.1, issuer.name)
    else weighing.add('issuer-differs', -0.7, issuer.name)
  }
  const { place } = setting
  if (place === null) return
  const { unitId } = committee
  if (committee.level === 'tw') weighing.add('issuer-of-centre', 0.25, committee.name)
  if (unitId === null) return
  if (place.now.has(unitId)) weighing.add('issuer-of-ward', 0.5, committee.name, committee.level)
  else if (place.before.has(unitId)) weighing.add('issuer-of-ward-before', 0.35, committee.name)
  else if (!isNamed) weighing.add('issuer-elsewhere', -0.7, committee.name)
}

const yearOf = (day: string) => Number(day.slice(0, 4))

/** Whole years between two days. */
const yearsBetween = (from: string, to: string) =>
  yearOf(to) - yearOf(from) - (to.slice(5) < from.slice(5) ? 1 : 0)

function weighTime (weighing: Weighing, reference: Reference, { date }: Setting, candidate: Candidate): void {
  const { issuedOn, term, committee } = candidate
  const { issuedOn: said, year, congress } = reference
  const [first, last] = term === null ? [0, 0] : term.split('/').map(Number) as [number, number]
  if (said !== null && issuedOn !== null) {
    // A number is given once in a term: another day of the same term is a slip, one of another term another document.
    const saidTerm = termOfDay(committee.level as LevelCode, said)
    const isSameRound = term === null
      ? yearOf(said) === candidate.year
      : saidTerm === null ? first <= yearOf(said) && yearOf(said) <= last : saidTerm === term
    if (said === issuedOn) weighing.add('day', 0.7, issuedOn)
    else if (isSameRound) weighing.add('day-differs', -0.3, issuedOn)
    else weighing.add('other-term', -0.9, issuedOn)
  } else if (year !== null) {
    const own = issuedOn === null ? candidate.year : yearOf(issuedOn)
    if (own === year) weighing.add('year', 0.4, year)
    else if (own !== null) weighing.add('year-differs', -0.8, own)
  }
  if (congress !== null && committee.level === 'tw' && reference.plenum === null) {
    const meant = termOfCongress(congress)
    if (meant !== null && meant === term) weighing.add('congress', 0.5, term)
    else if (meant !== null && term !== null) weighing.add('congress-differs', -0.8, term)
  }
  if (date === null) return
  const isLater = issuedOn !== null && issuedOn > date
  if (isLater) weighing.add('issued-after', -0.9, issuedOn)
  else if (term !== null) {
    if (first <= yearOf(date) && yearOf(date) <= last) weighing.add('term', 0.3, term)
    // What the Centre decided is carried out for decades.
    else if (last < yearOf(date)) weighing.add('earlier-term', committee.level === 'tw' ? -0.05 : -0.25, term)
  }
  if (issuedOn !== null && !isLater) {
    const years = yearsBetween(issuedOn, date)
    weighing.add('issued-before', -Math.min(years, 20) / 100, years)
  }
}

const likeliest = (a: Ranked, b: Ranked) => b.score - a.score ||
  ((a.candidate.issuedOn ?? '') < (b.candidate.issuedOn ?? '') ? 1 : -1) ||
  (a.candidate.id < b.candidate.id ? -1 : 1)

const distinct = (ranked: readonly Ranked[], of: (candidate: Candidate) => string | null) =>
  new Set(ranked.map(({ candidate }) => of(candidate))).size > 1

/** What was not told, and would help. */
function needsOf (reference: Reference, setting: Setting, plausible: readonly Ranked[]): Need[] {
  if (plausible.length === 0) return isReadable(reference) ? [] : ['number']
  const missing: Need[] = []
  if (reference.suffix === null && reference.plenum === null && reference.name === null) missing.push('symbol')
  const isSeveral = plausible.length > 1
  const local = plausible.some(({ candidate }) => candidate.committee.level !== 'tw')
  if (setting.place === null && local && (!isSeveral || distinct(plausible, ({ committee }) => committee.id))) {
    missing.push('ward')
  }
  const sameCommittee = isSeveral && distinct(plausible, ({ committee, issuedOn }) => `${committee.id} ${issuedOn}`)
  if (reference.issuedOn === null && (setting.date === null || sameCommittee)) missing.push('date')
  if (reference.issuer === null && setting.issuer === null && (!isSeveral || distinct(plausible, c => c.issuer.id))) {
    missing.push('issuer')
  }
  return missing
}

/** Ranks the documents that a citation may mean, and says whether it means one of them. */
export function rank (reference: Reference, setting: Setting, candidates: readonly Candidate[]): Resolved {
  const { suffix } = reference
  const exact = candidates.filter(candidate => suffix === null || suffixOf(candidate.suffix) === suffix)
  const ranked = candidates.flatMap((candidate): Ranked[] => {
    const weighing = new Weighing()
    if (!weighNumbering(weighing, reference, candidate, exact.length === 1)) return []
    weighIssuer(weighing, reference, setting, candidate)
    weighTime(weighing, reference, setting, candidate)
    if (candidate.inForce === false) weighing.add('not-in-force', -0.1)
    return [{ candidate, score: weighing.score, reasons: weighing.reasons }]
  }).sort(likeliest)
  const plausible = ranked.filter(isPlausible)
  const [first, second] = plausible
  const isSure = first !== undefined && first.score >= SURE &&
    (second === undefined || second.score <= NEXT * first.score)
  const outcome = !isReadable(reference)
    ? 'unreadable'
    : isSure ? 'resolved' : first === undefined ? 'unknown' : 'ambiguous'
  return {
    outcome,
    resolution: isSure ? first.candidate : null,
    candidates: ranked,
    needs: isSure && first.score >= 0.8 ? [] : needsOf(reference, setting, plausible)
  }
}
