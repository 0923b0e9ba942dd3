/**
 * Persons who are named with an office. Names and offices are read side by side in each sentence (officials/people.ts),
 * then every other place where these persons are named, and of whom it is said that they chaired.
 *
 * Confidence: 0.95 a name after đồng chí or the like beside its offices; 0.9 one known by its family name; 0.85 offices
 * before a name; 0.7 and less where an office is given to several together or where a place's name had to be parted
 * from a person's by guess.
 */
import { spanOf, wordsOf, type Article } from './article.js'
import type { Inferred, OfficialFinding, RoleFinding, Span } from './findings.js'
import { chairsIn } from './officials/chairs.js'
import { codeOf } from './officials/codes.js'
import { placesIn, type Place, type Registry } from './officials/mentions.js'
import { isUpper, knownNames } from './officials/names.js'
import { introductionsIn, type Introduction } from './officials/people.js'
import { isSame, roleOf } from './officials/roles.js'
import { formsIn, signaturesIn } from './officials/signatures.js'
import { titleAt } from './officials/titles.js'
import { HONORIFICS } from './officials/vocabulary.js'
import { phrases } from './phrases.js'
import { isHistorical } from './officials/historical.js'

interface Person {
  readonly keys: readonly string[]
  name: string
  readonly roles: RoleFinding[]
  readonly spans: Span[]
  readonly inferred: Inferred[]
  confidence: number
  chair: boolean
}

interface Range { readonly first: number, readonly end: number }

/** Every person that a text names with an office, with all their offices. */
export function findOfficials (article: Article): OfficialFinding[] {
  const { tokens } = article
  const ranges = rangesOf(article)
  const known = knownNames(tokens, ranges)
  const persons: Person[] = []
  const byName = new Map<string, number>()

  const add = (introduction: Introduction): number => {
    const keys = tokens.slice(introduction.first, introduction.end).map(({ key }) => key)
    const name = keys.join(' ')
    let index = byName.get(name)
    if (index === undefined) {
      index = persons.length
      byName.set(name, index)
      persons.push({
        keys,
        name: nameOf(article, introduction),
        roles: [],
        spans: [],
        inferred: [],
        confidence: 0,
        chair: false
      })
    }
    const person = persons[index]!
    const codes = new Set(person.roles.map(({ code }) => code))
    for (const title of introduction.titles) {
      const role = roleOf(article, title, codeOf(tokens, title))
      if (!person.roles.some(other => isSame(other, role, codes.has(role.code)))) person.roles.push(role)
    }
    if (introduction.confidence <= 0.7 && person.spans.length === 0) {
      person.inferred.push({
        property: 'roles',
        reason: 'Chức danh hoặc họ tên được tách ra từ cách viết chung nhiều người.'
      })
    }
    person.confidence = Math.max(person.confidence, introduction.confidence)
    return index
  }

  const introduced: Place[][] = ranges.map(range => introductionsIn(tokens, range, known)
    .filter(introduction => !isHistorical(tokens, introduction))
    .map(introduction => ({
      person: add(introduction),
      lead: leadOf(article, introduction.from, range.first),
      first: introduction.from,
      end: introduction.to,
      by: 'introduction' as const
    }))
    .sort((a, b) => a.lead - b.lead || a.end - b.end))
  const signed = [...formsIn(article, known), ...signaturesIn(article, known)]
  for (const introduction of signed) {
    persons[add(introduction)]!.spans.push(spanOf(article, introduction.first, introduction.end))
  }
  if (persons.length === 0) return []

  const registry = registryOf(persons, (first, end) => {
    const title = titleAt(tokens, first, end, false, known)
    return title === null ? null : codeOf(tokens, title)
  })
  let open = false
  ranges.forEach((range, n) => {
    const places = placesIn(tokens, range, introduced[n]!, registry, known)
    for (const place of places) {
      if (place.by !== 'office') persons[place.person]!.spans.push(spanOf(article, place.first, place.end))
    }
    const found = chairsIn(tokens, range, places)
    for (const chair of found.chairs) {
      const { person, by } = places[chair]!
      persons[person]!.chair = true
      if (by === 'office') {
        persons[person]!.inferred.push({ property: 'chair', reason: 'Người chủ trì chỉ được nêu bằng chức danh.' })
      }
    }
    // `Chủ trì hội nghị có các đồng chí:` and a line for each of them.
    const leads = places[0] !== undefined && places[0].lead - range.first <= 3
    if (open && leads) for (const { person } of places) persons[person]!.chair = true
    open = found.open || (open && leads)
  })
  return persons.map(({ keys, spans, roles, ...person }) => ({ ...person, roles, spans: firstOf(spans) }))
}

/** The sentences, and the captions under pictures, in the order of the text. */
function rangesOf ({ tokens, sentences, blocks }: Article): Range[] {
  const captions = blocks.filter(({ kind }) => kind === 'caption')
  const read = sentences.filter(sentence => !isCredit(tokens, sentence))
  return captions.length === 0 ? read : [...read, ...captions].sort((a, b) => a.first - b.first)
}

const CREDITS = phrases('tác giả', 'tin', 'bài', 'nguồn', 'người viết', 'biên tập', 'cộng tác viên')

/** `Tin, ảnh: …`, `Tác giả: …`: who wrote holds no office in the meeting. */
function isCredit (tokens: Article['tokens'], { first, end }: Range): boolean {
  if (end - first > 30 || CREDITS.at(tokens, first, end) === null) return false
  for (let at = first + 1; at < Math.min(end, first + 6); at++) if (tokens[at]!.text === ':') return true
  return false
}

/** Where the words of honour before a passage begin. */
function leadOf ({ tokens }: Article, first: number, from: number): number {
  for (let at = Math.max(from, first - 4); at < first; at++) {
    const honorific = HONORIFICS.at(tokens, at, first)
    if (honorific === null) continue
    if (honorific.end === first || (honorific.end === first - 1 && tokens[first - 1]!.text === ':')) return at
  }
  return first
}

/** A name as people write it: in capitals, each of its words but with the first letter only. */
function nameOf (article: Article, { first, end }: Range): string {
  const name = wordsOf(article, first, end)
  const words = article.tokens.slice(first, end).filter(({ kind }) => kind === 'word')
  if (!words.every(token => isUpper(token) || token.text.length === 1)) return name
  return name.toLowerCase().replace(/(^|[\s'-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

function registryOf (persons: readonly Person[], codeAt: Registry['codeAt']): Registry {
  const full = new Map<string, Array<{ person: number, keys: readonly string[] }>>()
  const given = new Map<string, Array<{ person: number, keys: readonly string[] }>>()
  const offices = new Map<string, Set<number>>()
  persons.forEach(({ keys, roles }, person) => {
    for (const [names, key] of [[full, keys[0]!], [given, keys.at(-1)!]] as const) {
      const list = names.get(key)
      if (list === undefined) names.set(key, [{ person, keys }])
      else if (list.length < 50) list.push({ person, keys })
    }
    for (const { code } of roles) {
      if (code === null) continue
      const holders = offices.get(code)
      if (holders === undefined) offices.set(code, new Set([person]))
      else holders.add(person)
    }
  })
  // The longest first: a name may begin as another does.
  for (const list of full.values()) list.sort((a, b) => b.keys.length - a.keys.length)
  return { full, given, offices, codeAt }
}

/** Passages in the order of the text, each once. */
function firstOf (spans: readonly Span[]): Span[] {
  const seen = new Set<number>()
  return spans.filter(({ start }) => !seen.has(start) && seen.add(start))
}
