/**
 * Phrases of the vocabularies as a tree of words: finding the longest phrase at a token takes as many steps as the
 * phrase has words, however many phrases there are.
 */
import { TRACES } from './keys.js'
import { tokensOf, type Token } from './tokens.js'

interface Node<Value> {
  readonly next: Map<string, Node<Value>>
  value?: Value
}

export interface Match<Value> {
  readonly value: Value
  /** The token after the last one. */
  readonly end: number
}

export class Phrases<Value> {
  readonly #root: Node<Value> = { next: new Map() }
  /** Traces of the words with which phrases begin: most words of a text are told by it to begin none. */
  readonly #beginnings = new Uint8Array(TRACES)

  /** Each entry is a phrase, written as people write it, and what it stands for; the first entry of a phrase counts. */
  constructor (entries: Iterable<readonly [phrase: string, value: Value]>) {
    for (const [phrase, value] of entries) this.#add(phrase, value)
  }

  #add (phrase: string, value: Value): void {
    let node = this.#root
    const words = tokensOf(phrase)
    this.#beginnings[words[0]!.trace] = 1
    for (const { key } of words) {
      let next = node.next.get(key)
      if (next === undefined) node.next.set(key, next = { next: new Map() })
      node = next
    }
    node.value ??= value
  }

  /** The longest phrase that starts at a token; null where none does. */
  at (tokens: readonly Token[], start: number, end = tokens.length): Match<Value> | null {
    if (start >= end || this.#beginnings[tokens[start]!.trace] === 0) return null
    let node: Node<Value> | undefined = this.#root
    let found: Match<Value> | null = null
    for (let at = start; at < end; at++) {
      node = node.next.get(tokens[at]!.key)
      if (node === undefined) break
      if (node.value !== undefined) found = { value: node.value, end: at + 1 }
    }
    return found
  }

  /** The first phrase between two tokens, and where it starts; null where there is none. */
  first (tokens: readonly Token[], start: number, end: number): (Match<Value> & { readonly start: number }) | null {
    for (let at = start; at < end; at++) {
      const found = this.at(tokens, at, end)
      if (found !== null) return { ...found, start: at }
    }
    return null
  }
}

/** Phrases of which only the presence counts. */
export const phrases = (...list: readonly string[]) => new Phrases(list.map(phrase => [phrase, phrase] as const))
