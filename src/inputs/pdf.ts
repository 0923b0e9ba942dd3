/** The text of a PDF: pdf.js tells which words stand where, and they are put together into lines, then paragraphs. */
import { getDocumentProxy } from 'unpdf'
import { UnreadableInput, damaged, encrypted, say } from './error.js'
import { paragraphsOf, type PageLine } from './layout.js'
import type { Document, Note } from './reading.js'

/** What pdf.js says of a piece of text. */
interface Piece {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Pdf['getPage']>>

interface Placed {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly size: number
  /** In degrees. */
  readonly angle: number
}

/** Where a piece stands on the page as it is seen. */
function placed ({ str, transform, width, height }: Piece, view: readonly number[]): Placed {
  const [a, b, c, d, e, f] = transform as [number, number, number, number, number, number]
  const [va, vb, vc, vd, ve, vf] = view as [number, number, number, number, number, number]
  return {
    text: str,
    left: va * e + vc * f + ve,
    top: vb * e + vd * f + vf,
    width,
    size: Math.hypot(c, d) || height || 1,
    angle: Math.round(Math.atan2(vb * a + vd * b, va * a + vc * b) * 180 / Math.PI)
  }
}

/** Turns pieces so that most of the text lies level; what lies across it is a stamp or a watermark. */
function level (pieces: readonly Placed[]): Placed[] {
  const lengths = new Map<number, number>()
  for (const { text, angle } of pieces) lengths.set(angle, (lengths.get(angle) ?? 0) + text.length)
  const most = [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  const [cos, sin] = [Math.cos(most * Math.PI / 180), Math.sin(most * Math.PI / 180)]
  return pieces.filter(({ angle }) => Math.abs(angle - most) <= 5).map(piece => ({
    ...piece, left: piece.left * cos + piece.top * sin, top: piece.top * cos - piece.left * sin
  }))
}

/** Symbol fonts put their bullets here; what else is here is no character. */
const BULLETS = /[\uF02D\uF06C\uF06E\uF076\uF0A7\uF0A8\uF0B7\uF0D8\uF0FC]/g
const NO_CHARACTER = /[\uE000-\uF8FF\uFFFD]/g

/** A line as it grows: its pieces, and how wide the gap before each is, in letters. */
interface Growing { parts: string[], gaps: number[], left: number, right: number, top: number, size: number }

/** Gaps wider than this stand between cells, except where all are as wide: the line was stretched. */
const CELL_GAP = 1.2

function textOf ({ parts, gaps }: Growing): string {
  const wide = gaps.filter(gap => gap > CELL_GAP)
  const isStretched = wide.length > 2 && Math.max(...wide) < 1.15 * Math.min(...wide)
  return parts.map((part, at) => {
    const gap = gaps[at]!
    return (gap > CELL_GAP && !isStretched ? '\t' : gap > 0.2 ? ' ' : '') + part
  }).join('').replace(BULLETS, '•').replace(/ {2,}/g, ' ').replace(/ ?\t ?/g, '\t').trim()
}

/** Puts the pieces of a page together into lines, in the order in which the page has them. */
function linesOf (pieces: readonly Placed[]): PageLine[] {
  const lines: Growing[] = []
  let hasSpace = false
  for (const { text, left, top, width, size } of level(pieces)) {
    if (text.trim() === '') {
      hasSpace ||= text !== ''
      continue
    }
    const line = lines.at(-1)
    const gap = line === undefined ? 0 : left - line.right
    if (line !== undefined && Math.abs(top - line.top) < 0.4 * Math.max(size, line.size) && gap > -size) {
      line.parts.push(text)
      line.gaps.push(Math.max(gap / size, hasSpace ? 0.3 : 0))
      line.right = left + width
      if (text.length > 1) line.size = Math.max(size, line.size)
    } else {
      lines.push({ parts: [text], gaps: [0], left, right: left + width, top, size })
    }
    hasSpace = false
  }
  return lines.map(line => ({ ...line, text: textOf(line) })).filter(({ text }) => text !== '')
}

async function readPage (page: Page): Promise<PageLine[]> {
  const { transform } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const pieces = items.flatMap(item => 'str' in item ? [placed(item as Piece, transform as number[])] : [])
  page.cleanup()
  return linesOf(pieces)
}

async function open (bytes: Buffer): Promise<Pdf> {
  try {
    const data = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    return await getDocumentProxy(data, { verbosity: 0, maxImageSize: 1, enableXfa: false, useWasm: false })
  } catch (error) {
    throw (error as Error).name === 'PasswordException' ? encrypted('PDF') : damaged('PDF')
  }
}

const withoutText = (pages: readonly number[]): Note => ({
  code: 'pages-without-text',
  detail: say(`Pages that are pictures, or empty, cannot be read: ${pages.join(', ')}.`,
    `Không đọc được các trang chỉ có hình ảnh hoặc để trống: ${pages.join(', ')}.`)
})

const unreadable = (count: number): Note => ({
  code: 'low-quality',
  detail: say(`${count} characters of the PDF cannot be read: its fonts do not say which they are.`,
    `Không đọc được ${count} ký tự của tệp PDF vì phông chữ không cho biết đó là ký tự nào.`)
})

/** The title that somebody gave the file; that of a word processor is none. */
async function titleOf (pdf: Pdf): Promise<string | null> {
  const { info } = await pdf.getMetadata()
  const title = (info as { Title?: unknown }).Title
  if (typeof title !== 'string' || /^Microsoft |\.\w{2,4}$|^untitled$/i.test(title.trim())) return null
  return title.normalize('NFC').trim() || null
}

/**
 * Reads a PDF.
 * @param limit how many pages it may have
 * @throws UnreadableInput where it cannot be opened, is too long, or is made of pictures
 */
export async function readPdf (bytes: Buffer, limit: number): Promise<Document> {
  const pdf = await open(bytes)
  if (pdf.numPages > limit) {
    throw new UnreadableInput('too-many-pages', say(`The PDF has more than ${limit} pages.`,
      `Tệp PDF có hơn ${limit} trang.`))
  }
  const pages: PageLine[][] = []
  try {
    for (let number = 1; number <= pdf.numPages; number++) pages.push(await readPage(await pdf.getPage(number)))
  } catch {
    throw damaged('PDF')
  }
  const text = paragraphsOf(pages).normalize('NFC')
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new UnreadableInput('no-text', say('The PDF holds pictures of pages and no text: it needs text recognition.',
      'Tệp PDF là bản quét, không có lớp văn bản: cần nhận dạng chữ trước.'))
  }
  const empty = pages.flatMap((lines, at) => lines.length === 0 ? [at + 1] : [])
  const missing = text.match(NO_CHARACTER)?.length ?? 0
  return {
    text,
    title: await titleOf(pdf).catch(() => null),
    publishedOn: null,
    url: null,
    notes: [...(empty.length === 0 ? [] : [withoutText(empty)]), ...(missing === 0 ? [] : [unreadable(missing)])]
  }
}
