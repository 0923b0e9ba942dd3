/**
 * Names in running text: where one occurs, in whichever way it is written (capitals, either placement of tones,
 * decomposed, without marks, other spaces), and how it is taken out without moving what stands after it.
 */
import { canonicalName, fold } from './text.js'

/** A word of a text, as it is compared, and where it stands in UTF-16 code units. */
interface Word { readonly key: string, readonly start: number, readonly end: number }

/** Words may also be parted by a hyphen or a line break, but hardly by more. */
const LONGEST_GAP = 6

const keyOf = (word: string) => canonicalName(word.normalize('NFKC').replace(/\p{Cf}/gu, '')).toLowerCase()

function * runsOf (text: string): Generator<Word[]> {
  let run: Word[] = []
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\p{N}\p{Cf}]+/gu)) {
    const key = keyOf(word)
    if (key === '') continue
    if (run.length > 0 && index - run.at(-1)!.end > LONGEST_GAP) {
      yield run
      run = []
    }
    run.push({ key, start: index, end: index + word.length })
  }
  if (run.length > 0) yield run
}

/** The words of a name as they are compared: as it is written, and without marks. */
export interface Name { readonly marked: readonly string[], readonly plain: readonly string[] }

/** A name to look for. */
export function nameOf (name: string): Name {
  const marked = [...runsOf(name)].flat().map(({ key }) => key)
  return { marked, plain: marked.map(fold) }
}

/** Where names occur in a text: with all their marks, or with none; one with other marks is another name. */
export function occurrencesOf (text: string, names: readonly Name[]): Array<{ start: number, end: number }> {
  const found: Array<{ start: number, end: number }> = []
  for (const run of runsOf(text)) {
    for (let at = 0; at < run.length; at++) {
      const stands = (keys: readonly string[]) => keys.every((key, n) => run[at + n]?.key === key)
      const name = names.find(({ marked, plain }) => marked.length > 0 && (stands(marked) || stands(plain)))
      if (name === undefined) continue
      const last = at + name.marked.length - 1
      found.push({ start: run[at]!.start, end: run[last]!.end })
      at = last
    }
  }
  return found
}

/** What stands in the place of something taken out, as long as that was. Language-free, since it states nothing. */
export const maskOf = (length: number): string => length < 3 ? '…'.repeat(length) : `[${'…'.repeat(length - 2)}]`

/** A text without the names. */
export const withoutNames = (text: string, names: readonly Name[]): string =>
  occurrencesOf(text, names).reverse().reduce((rest, { start, end }) =>
    rest.slice(0, start) + maskOf(end - start) + rest.slice(end), text)

/** What is kept of a name to know it again: the ways to write it that are compared by their hash. */
export const keysOfName = ({ marked, plain }: Name): string[] => [...new Set([marked.join(' '), plain.join(' ')])]

/** Every row of so many words in a text, as a name is compared. */
export function * windowsOf (text: string, length: number): Generator<string> {
  for (const run of runsOf(text)) {
    for (let at = 0; at + length <= run.length; at++) {
      yield run.slice(at, at + length).map(({ key }) => key).join(' ')
    }
  }
}
