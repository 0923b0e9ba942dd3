/** Makes Word documents and PDF files for tests: the former by hand, part by part; the latter too, or by pdfkit. */
import { buffer } from 'node:stream/consumers'
import type { PassThrough } from 'node:stream'
import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { fileURLToPath } from 'node:url'
import yazl from 'yazl'

/** A ZIP file of parts. */
export async function zip (parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const file = new yazl.ZipFile()
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content), name)
  file.end()
  return await buffer(file.outputStream as PassThrough)
}

const OFFICE = 'http://schemas.openxmlformats.org'
const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const packaging = {
  '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${OFFICE}/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
  '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship ` +
    `Id="r" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
    '</Relationships>'
}

/** The XML of a document with this body. */
export const documentXml = (body: string): string => '<?xml version="1.0" encoding="UTF-8"?>' +
  `<w:document xmlns:w="${OFFICE}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`

/** A run of text, in a font. */
export const run = (text: string, font?: string): string =>
  `<w:r>${font === undefined ? '' : `<w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr>`}` +
  `<w:t xml:space="preserve">${text}</w:t></w:r>`
export const paragraph = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`
export const table = (...rows: string[][]): string => `<w:tbl>${rows.map(cells =>
  `<w:tr>${cells.map(cell => `<w:tc>${paragraph(run(cell))}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

/** A Word document; parts beside it, or in its place. */
export const docx = async (body: string, parts: Readonly<Record<string, string>> = {}): Promise<Buffer> =>
  await zip({ ...packaging, 'word/document.xml': documentXml(body), ...parts })

/** A PDF of objects numbered from 1, the first of which is its catalogue. */
export function pdfOf (objects: ReadonlyArray<string | Buffer>): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n')]
  const places: number[] = []
  let length = parts[0]!.length
  objects.forEach((object, at) => {
    places.push(length)
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')])
    parts.push(part)
    length += part.length
  })
  const table = places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.concat([...parts, Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
    `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF`)])
}

/** A stream of a PDF, packed so many times. */
export function stream (content: Buffer | string, times = 1, entries = ''): Buffer {
  let data = Buffer.from(content)
  for (let time = 0; time < times; time++) data = deflateSync(data)
  const filters = times === 0 ? '' : `/Filter[${'/FlateDecode '.repeat(times)}]`
  return Buffer.concat([Buffer.from(`<<${entries}/Length ${data.length}${filters}>>\nstream\n`), data,
    Buffer.from('\nendstream')])
}

/** The first three objects of a PDF of one page: its content is the fourth, its font the fifth. */
export const onePage: readonly string[] = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>']

const font = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSerif.ttf'))

/** A PDF as an office prints it, with letters of an embedded font. */
export async function pdf (
  draw: (document: PDFKit.PDFDocument) => void, options: PDFKit.PDFDocumentOptions = {}
): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4', margins: { top: 70, bottom: 70, left: 85, right: 57 }, bufferPages: true, ...options
  })
  document.font(font).fontSize(13)
  draw(document)
  document.end()
  return await buffer(document)
}
