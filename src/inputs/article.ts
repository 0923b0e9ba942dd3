/**
 * Where in a web page its article stands. The library behind Firefox's reader view finds it, but drops leads, short
 * lines and the headline; so it only tells the place, and what stands there is taken from the page as it came.
 */
import { Readability } from '@mozilla/readability'
import { fold } from '../domain/text.js'
import { linesOf, walk, type TreeNode } from './lines.js'

/** What every page of a site has around its text. */
const AROUND = new Set(['NAV', 'HEADER', 'FOOTER', 'ASIDE', 'FORM'])
/** Names that sites give to what stands in and beside an article and is none of it. */
const CHROME = new RegExp('(?:^|[-_\\s])(?:related|lien-?quan|tin-?khac|shar(?:e|ing)|social|comments?|binh-?luan|' +
  'tags?|tu-?khoa|breadcrumbs?|menu|nav|sidebar|widget|banner|quang-?cao|ads?|rating|zalo|facebook)(?:$|[-_\\s])', 'i')

export const isAround = (node: TreeNode): boolean => AROUND.has(node.nodeName.toUpperCase()) ||
  /^(?:navigation|banner|contentinfo|search|complementary)$/.test(node.getAttribute?.('role') ?? '')

/** The reader view takes no page of less text for an article. */
const SHORTEST = 200
/** An element that links make up more of is a list of links. */
const LINKS = 0.6
const MARK = 'data-so-phuong'

interface Place {
  readonly first: number
  /** The last of what lies in it. */
  last: number
  /** How long its text is, and that of its links. */
  text: number
  links: number
}

/** Numbers all nodes of a tree in their order. */
function placesOf (root: TreeNode): Map<TreeNode, Place> {
  const places = new Map<TreeNode, Place>()
  const open: Place[] = []
  let [count, links] = [0, 0]
  walk(root, node => {
    const place = { first: count++, last: count, text: 0, links: 0 }
    if (node.nodeType === 3) {
      place.text = node.textContent!.trim().length
      if (links > 0) place.links = place.text
    } else if (node.nodeName === 'A') {
      links++
    }
    places.set(node, place)
    open.push(place)
    return true
  }, node => {
    const place = open.pop()!
    const parent = open.at(-1)
    place.last = count - 1
    if (node.nodeName === 'A') links--
    if (parent !== undefined) [parent.text, parent.links] = [parent.text + place.text, parent.links + place.links]
  })
  return places
}

/** An element of a tree that the reader view may take apart. */
interface Element extends TreeNode {
  setAttribute: (name: string, value: string) => void
}

/** The nearest node around a text that has a number. */
function numberOf (node: TreeNode | null): number | null {
  for (let around = node; around !== null; around = around.parentNode) {
    const mark = around.getAttribute?.(MARK)
    if (mark != null) return Number(mark)
  }
  return null
}

/** The numbers of the elements whose text the reader view takes for the article; none where it finds no article. */
function keptOf (document: object, root: TreeNode): Set<number> {
  for (const [node, { first }] of placesOf(root)) {
    if (node.nodeType === 1) (node as Element).setAttribute(MARK, String(first))
  }
  const kept = new Set<number>()
  const collect = (article: TreeNode): string => {
    walk(article, node => {
      const number = node.nodeType === 3 && node.textContent!.trim() !== '' ? numberOf(node.parentNode) : null
      if (number !== null) kept.add(number)
      return true
    }, () => {})
    return ' '
  }
  new Readability(document as never, {
    charThreshold: SHORTEST, serializer: article => collect(article as unknown as TreeNode)
  }).parse()
  return kept
}

/** The element that shows the headline, before the article: the longest heading that the page's titles contain. */
function headlineOf (
  places: ReadonlyMap<TreeNode, Place>, titles: readonly string[], before: number
): { node: TreeNode, text: string } | null {
  let found: { node: TreeNode, text: string } | null = null
  for (const [node, { first }] of places) {
    if (first > before || !/^H[1-3]$/.test(node.nodeName)) continue
    const text = node.textContent!.replace(/\s+/g, ' ').trim()
    const words = fold(text)
    const isNamed = words.split(' ').length > 3 && titles.some(title => fold(title).includes(words))
    if (isNamed && text.length >= (found?.text.length ?? 0)) found = { node, text }
  }
  return found
}

export interface Article {
  readonly text: string
  readonly headline: string | null
}

/**
 * The article of a page; null where there is none.
 * @param body of the page
 * @param spare the same page once more, which is used up
 * @param titles what the page calls itself
 */
export function articleOf (
  body: TreeNode, spare: { readonly document: object, readonly body: TreeNode }, titles: readonly string[]
): Article | null {
  const places = placesOf(body)
  const kept = keptOf(spare.document, spare.body)
  const ranges = [...places.values()].filter(({ first }) => kept.has(first))
  if (ranges.length === 0) return null
  const headline = headlineOf(places, titles, ranges[0]!.first)
  const from = headline === null ? ranges[0]!.first : places.get(headline.node)!.first
  const to = Math.max(...ranges.map(({ last }) => last))
  const keeps = [...kept].sort((a, b) => a - b)
  const isKept = ({ first, last }: Place) => keeps.some(number => number >= first && number <= last)
  const isChrome = (node: TreeNode, { text, links }: Place) => isAround(node) || links > text * LINKS ||
    CHROME.test(`${node.getAttribute?.('class') ?? ''} ${node.getAttribute?.('id') ?? ''}`)
  const text = linesOf(body, node => {
    const place = places.get(node)!
    if (place.last < from || place.first > to) return true
    return node.nodeType === 1 && node !== headline?.node && isChrome(node, place) && !isKept(place)
  })
  return text.length < SHORTEST ? null : { text, headline: headline?.text ?? null }
}
