/**
 * The frame of a chart: a document to draw in, the heading, the notes below, the title and description for those who do
 * not see it, and the text of the file. No script, no reference to elsewhere, and the same bytes for the same figures.
 */
import { createHash } from 'node:crypto'
import { DOMParser } from 'linkedom'

/** Fonts of common systems that have all Vietnamese letters. */
export const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
export const INK = '#1f2328'
export const FAINT = '#59636e'
export const PAPER = '#ffffff'

export interface Frame {
  readonly width: number
  readonly height: number
  readonly heading: string
  readonly subheading: string
  /** What stands below, line by line. */
  readonly notes: readonly string[]
  /** For those who do not see the chart: all figures, in words. */
  readonly description: string
}

/** About as wide as a text is drawn, in pixels: letters differ, and no font is at hand to measure them. */
export const widthOf = (text: string, size: number): number => [...text].length * size * 0.58
/** As much wider heavy letters are. */
export const HEAVY = 1.08

/** A text in lines that fit; what is more than the last line holds is cut, which is marked. */
export function linesOf (text: string, width: number, size: number, most: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
    if (widthOf(longer, size) <= width || lines.at(-1) === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} …`]
}

/** What is drawn, as far as it is written. */
export interface Drawn {
  readonly nodeType: number
  readonly localName: string
  readonly textContent: string | null
  readonly attributes: Iterable<{ readonly name: string, readonly value: string }>
  readonly childNodes: Iterable<Drawn>
}

/** A document that Plot draws in; linkedom has what it asks of one. */
export const newDocument = () =>
  new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg"></svg>', 'image/svg+xml') as never

/** Where a drawing stands between heading and notes. */
export interface Room { readonly top: number, readonly bottom: number }

const HEADING = 18
const SUBHEADING = 13
const SMALL = 12

/** The heading and the notes in lines, and how much room they need. */
export function layoutOf (
  { width, heading, subheading, notes }: Pick<Frame, 'width' | 'heading' | 'subheading' | 'notes'>
) {
  const lines = linesOf(heading, width - 32, HEADING * HEAVY, 3)
  const below = linesOf(subheading, width - 32, SUBHEADING, 2)
  const small = notes.flatMap(note => linesOf(note, width - 32, SMALL, 4))
  return { lines, below, small, top: 26 + lines.length * 23 + below.length * 18 + 4, bottom: 12 + small.length * 17 }
}

// What XML cannot hold is left out.
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(unprintable, '').replace(/[&<>"]/g, sign => entities[sign]!)

/** An element as XML, without what Plot says of its marks in English: the whole is one picture, with a description. */
function written (node: Drawn): string {
  if (node.nodeType === 3) return escaped(node.textContent ?? '')
  if (node.nodeType !== 1) return ''
  const { localName } = node
  const attributes = [...node.attributes].filter(({ name }) => !name.startsWith('aria-'))
    .map(({ name, value }) => ` ${name}="${escaped(rounded(name, value))}"`).join('')
  const inside = [...node.childNodes].map(written).join('')
  return `<${localName}${attributes}${inside === '' ? '/>' : `>${inside}</${localName}>`}`
}

/** Places to a hundredth of a pixel: more is noise. */
const rounded = (name: string, value: string) => /^(d|transform|[xy][12]?|c[xy]|width|height)$/.test(name)
  ? value.replace(/-?(?<!\d)\d+\.\d{3,}/g, number => String(Math.round(Number(number) * 100) / 100))
  : value

const textAt = (x: number, y: number, size: number, text: string, more = '') =>
  `<text x="${x}" y="${y}" font-size="${size}"${more}>${escaped(text)}</text>`

/** The file: a frame around a drawing. */
export function framed (frame: Frame, drawing: Drawn | null): string {
  const { width, height, heading, subheading, description } = frame
  const { lines, below, small, bottom } = layoutOf(frame)
  const id = `chart-${createHash('sha256').update(JSON.stringify(frame)).digest('hex').slice(0, 8)}`
  const start = height - bottom + 12
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `role="img" lang="vi" xml:lang="vi" aria-labelledby="${id}-title ${id}-desc" ` +
      `font-family="${escaped(FONTS)}" fill="${INK}">`,
    `<title id="${id}-title">${escaped(`${heading} (${subheading})`)}</title>`,
    `<desc id="${id}-desc">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${PAPER}"/>`,
    ...lines.map((line, at) => textAt(16, 30 + at * 23, HEADING, line, ' font-weight="600"')),
    ...below.map((line, at) => textAt(16, 27 + lines.length * 23 + at * 18, SUBHEADING, line, ` fill="${FAINT}"`)),
    drawing === null
      ? textAt(width / 2, height / 2, 15, 'Không có số liệu để vẽ', ` text-anchor="middle" fill="${FAINT}"`)
      : `<g font-size="${SMALL}" text-anchor="middle">` +
        [...drawing.childNodes].filter(({ localName }) => localName !== 'style').map(written).join('') + '</g>',
    ...small.map((note, at) => textAt(16, start + at * 17, SMALL, note, ` fill="${FAINT}"`)),
    '</svg>'
  ].join('\n') + '\n'
}
