/**
 * Lines on pages as running text: what every page repeats at its edges is left out, and lines that a paragraph was
 * broken into are put together again, across pages too.
 */

/** A line as it stands on a page; lengths in points, from the left and from the top. */
export interface PageLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly size: number
}

/** So many lines at the top and at the bottom of a page can be its header and its footer. */
const EDGE = 2

/** What makes lines of different pages the same: their height, and all but their numbers. */
const shapeOf = ({ text, top }: PageLine, hasNumbers: boolean) =>
  `${hasNumbers ? text : text.replace(/\d+/g, '#')} ${Math.round(top / 6)}`

const numberIn = ({ text }: PageLine): number | null => {
  const found = /^[^\p{L}\p{N}]*(?:(?:Trang|Page)\s*)?(\d{1,4})(?:\s*[/|]\s*\d{1,4})?[^\p{L}\p{N}]*$/iu.exec(text)
  return found === null ? null : Number(found[1])
}

const edgesOf = (lines: readonly PageLine[]) => new Set([...lines.slice(0, EDGE), ...lines.slice(-EDGE)])

/** How often each of some things occurs. */
function count<T> (things: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>()
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1)
  return counts
}

/** Takes away page numbers, and headers and footers that half of the pages have at the same height. */
function withoutEdges (pages: ReadonlyArray<readonly PageLine[]>): PageLine[][] {
  if (pages.length < 2) return pages.map(lines => [...lines])
  // Two pages alone may begin or end alike by chance.
  const shape = (line: PageLine) => shapeOf(line, pages.length === 2)
  const shapes = count(pages.flatMap(lines => [...new Set([...edgesOf(lines)].map(shape))]))
  const offsets = count(pages.flatMap((lines, page) => [...new Set([...edgesOf(lines)].flatMap(line => {
    const number = numberIn(line)
    return number === null ? [] : [number - page]
  }))]))
  const least = Math.max(2, pages.length / 2)
  const isNumber = (line: PageLine, page: number) => {
    const number = numberIn(line)
    if (number === null) return false
    const offset = number - page
    return offset === 1 || (offsets.get(offset) ?? 0) >= least
  }
  return pages.map((lines, page) => {
    const edges = edgesOf(lines)
    return lines.filter(line => !edges.has(line) || !(isNumber(line, page) || shapes.get(shape(line))! >= least))
  })
}

const DASH_ITEM = /^[-–—+*•▪●○◦]\s*/u
const NUMBERED_ITEM = new RegExp('^(?:\\d{1,2}(?:\\.\\d{1,2})*[.)]\\s*(?=\\p{Lu})|(?:[IVX]{1,5}|\\p{Lu})[.)]\\s|' +
  '\\p{Ll}\\)\\s|(?:Điều|Chương|Mục|Phần|Phụ lục)\\s+[\\dIVX])', 'u')
const ENDS = /[.!?:;…][”"’)\]]*$/

const startsLow = (text: string) => /^[^\p{L}\p{N}]*\p{Ll}/u.test(text)

/** Whether a line begins a point of a list; a dash inside a sentence goes on with a small letter. */
const startsItem = (before: string, text: string) => NUMBERED_ITEM.test(text) ||
  (DASH_ITEM.test(text) && (ENDS.test(before) || !startsLow(text)))

interface Margins { readonly left: number, readonly right: number, readonly pitch: number }

const middle = (numbers: number[]) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0

function marginsOf (lines: readonly PageLine[]): Margins {
  const long = lines.filter(({ text }) => text.length > 40)
  const rights = long.map(({ right }) => right).sort((a, b) => a - b)
  const gaps = lines.slice(1).map((line, at) => line.top - lines[at]!.top).filter(gap => gap > 1)
  return {
    left: middle(long.map(({ left }) => left)),
    right: rights[Math.floor(rights.length * 0.8)] ?? 0,
    pitch: middle(gaps)
  }
}

/** Whether a paragraph goes on from one line to the next. */
function goesOn (line: PageLine, next: PageLine, { left, right, pitch }: Margins): boolean {
  if (line.text.includes('\t') || next.text.includes('\t') || startsItem(line.text, next.text)) return false
  if (Math.abs(line.size - next.size) > line.size * 0.15) return false
  // A step up is a new page or a new column.
  const gap = next.top - line.top
  if (gap > pitch * 1.8) return false
  if (startsLow(next.text) && !ENDS.test(line.text)) return true
  if (right === 0) return false
  const isCentred = (one: PageLine) => one.left > left + one.size &&
    Math.abs(one.left - left - (right - one.right)) < one.size * 2
  if (isCentred(next)) return line.right - line.left > (right - left) * 0.85 && !ENDS.test(line.text)
  return line.right > right - line.size * 4 && next.left < left + next.size
}

/** Puts two pieces of a paragraph together: a soft hyphen goes, a hard one stays and takes no space. */
function joined (before: string, after: string): string {
  if (before.endsWith('\u00AD')) return before.slice(0, -1) + after
  return /[\p{L}\p{N}][-‐/]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after) ? before + after : `${before} ${after}`
}

/** The text of pages, a paragraph a line. */
export function paragraphsOf (pages: ReadonlyArray<readonly PageLine[]>): string {
  const lines = withoutEdges(pages).flat()
  const margins = marginsOf(lines)
  const paragraphs: string[] = []
  lines.forEach((line, at) => {
    if (at > 0 && goesOn(lines[at - 1]!, line, margins)) {
      paragraphs.push(joined(paragraphs.pop()!, line.text))
    } else {
      paragraphs.push(line.text)
    }
  })
  return paragraphs.join('\n')
}
