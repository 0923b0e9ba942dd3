/**
 * Where persons already introduced are named again: in full, or as in `ông Kiệt`, `đồng chí Bích Thủy`, or by an office
 * that only one of them holds.
 */
import type { Token } from '../tokens.js'
import { rowEnd, type Known } from './names.js'
import { titlesAt } from './titles.js'
import { HONORIFICS } from './vocabulary.js'

/** Somebody named at a place; introductions are such places too. */
export interface Place {
  /** Which of the officials. */
  readonly person: number
  /** With the words of honour before the name. */
  readonly lead: number
  readonly first: number
  readonly end: number
  /** How they are named: by an office alone is an inference. */
  readonly by: 'introduction' | 'name' | 'given-name' | 'office'
}

/** The persons of a text, by what they may be called. */
export interface Registry {
  /** First syllables of full names, with all syllables. */
  readonly full: ReadonlyMap<string, ReadonlyArray<{ readonly person: number, readonly keys: readonly string[] }>>
  /** Given names. */
  readonly given: ReadonlyMap<string, ReadonlyArray<{ readonly person: number, readonly keys: readonly string[] }>>
  /** Codes of offices, with those who hold them. */
  readonly offices: ReadonlyMap<string, ReadonlySet<number>>
  readonly codeAt: (first: number, end: number) => string | null
}

/** Every place in a sentence where one of the officials is named; those of introductions are given. */
export function placesIn (
  tokens: readonly Token[], range: { readonly first: number, readonly end: number }, given: readonly Place[],
  registry: Registry, known: Known
): Place[] {
  const places: Place[] = []
  let introduced = 0
  let at = range.first
  while (at < range.end) {
    const introduction = given[introduced]
    if (introduction !== undefined && at >= Math.min(introduction.lead, introduction.first)) {
      places.push(introduction)
      introduced++
      at = Math.max(at, introduction.end)
      continue
    }
    const token = tokens[at]!
    if (token.kind !== 'word') {
      at++
      continue
    }
    const end = introduction === undefined ? range.end : Math.min(range.end, introduction.lead)
    const honorific = HONORIFICS.at(tokens, at, end)
    const name = honorific?.end ?? at
    const person = name < end ? nameOf(tokens, name, end, honorific !== null, registry) : null
    if (person !== null) {
      places.push({ person: person.person, lead: at, first: name, end: person.end, by: person.by })
      at = person.end
      continue
    }
    if (honorific !== null && honorific.value === 'one' && name < end) {
      const titles = titlesAt(tokens, name, end, false, known)
      if (titles !== null) {
        const holder = holderOf(titles.list.map(title => registry.codeAt(title.first, title.end)), registry)
        if (holder !== null) places.push({ person: holder, lead: at, first: name, end: titles.end, by: 'office' })
        at = titles.end
        continue
      }
    }
    at = Math.max(at + 1, name)
  }
  return places
}

function nameOf (
  tokens: readonly Token[], at: number, end: number, honoured: boolean, { full, given }: Registry
): { readonly person: number, readonly end: number, readonly by: 'name' | 'given-name' } | null {
  if (!tokens[at]!.capital) return null
  for (const { person, keys } of full.get(tokens[at]!.key) ?? []) {
    if (at + keys.length <= end && keys.every((key, n) => tokens[at + n]!.key === key)) {
      return { person, end: at + keys.length, by: 'name' }
    }
  }
  if (!honoured) return null
  const stop = rowEnd(tokens, at, end)
  if (stop - at > 2) return null
  const candidates = (given.get(tokens[stop - 1]!.key) ?? []).filter(({ keys }) =>
    stop - at === 1 || keys.at(-2) === tokens[at]!.key)
  return candidates.length === 1 ? { person: candidates[0]!.person, end: stop, by: 'given-name' } : null
}

/** The only one who holds one of the offices. */
function holderOf (codes: ReadonlyArray<string | null>, { offices }: Registry): number | null {
  for (const code of codes) {
    const holders = code === null ? undefined : offices.get(code)
    if (holders?.size === 1) return [...holders][0]!
  }
  return null
}
