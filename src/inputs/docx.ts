/**
 * The text of a Word document. Before the library opens it, the package is measured: what unpacks to more than is
 * allowed, or lies about its size, is refused. Runs in the fonts of old encodings are converted by their fonts.
 */
import mammoth from 'mammoth'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { damaged, encrypted, tooLarge, UnreadableInput, say } from './error.js'
import { readHtml } from './html.js'
import { legacies } from './legacy.js'
import type { Document, Note } from './reading.js'

const ENTRIES = 10_000
const MAIN = 'word/document.xml'

const openZip = async (bytes: Buffer): Promise<ZipFile> => await new Promise((resolve, reject) => {
  yauzl.fromBuffer(bytes, { lazyEntries: true, strictFileNames: false }, (error, zip) => {
    if (error === null) resolve(zip)
    else reject(damaged('DOCX'))
  })
})

async function entriesOf (zip: ZipFile, limit: number): Promise<Entry[]> {
  return await new Promise((resolve, reject) => {
    const entries: Entry[] = []
    let size = 0
    zip.on('error', () => { reject(damaged('DOCX')) })
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      size += entry.uncompressedSize
      if (size > limit || entries.length > ENTRIES) reject(tooLarge(limit, true))
      else zip.readEntry()
    })
    zip.on('end', () => { resolve(entries) })
    zip.readEntry()
  })
}

/** Unpacks a part to nowhere: one that is larger than it says is an error. */
const measure = async (zip: ZipFile, entry: Entry): Promise<void> => await new Promise((resolve, reject) => {
  zip.openReadStream(entry, (error, stream) => {
    if (error !== null) {
      reject(damaged('DOCX'))
      return
    }
    stream.on('error', () => { reject(damaged('DOCX')) })
    stream.on('end', resolve)
    stream.resume()
  })
})

async function checkPackage (bytes: Buffer, limit: number): Promise<void> {
  const zip = await openZip(bytes)
  try {
    const entries = await entriesOf(zip, limit)
    if (entries.some(entry => entry.isEncrypted())) throw encrypted('DOCX')
    if (!entries.some(({ fileName }) => fileName === MAIN)) {
      throw new UnreadableInput('no-document', say('The file is a ZIP package, but holds no Word document.',
        'Tệp là gói ZIP nhưng không chứa văn bản Word.'))
    }
    for (const entry of entries) {
      if (/\.(?:xml|rels)$/i.test(entry.fileName)) await measure(zip, entry)
    }
  } finally {
    zip.close()
  }
}

interface Element {
  readonly type: string
  readonly value?: string
  readonly font?: string | null
  readonly numbering?: { readonly isOrdered: boolean } | null
  readonly children?: readonly Element[]
}

/** What a font makes of the letters of its text. */
function byFont (font: string): ((text: string) => string) | null {
  const [tcvn3, vni] = ['tcvn3', 'vni'].map(code => legacies.find(legacy => legacy.code === code)!.convert)
  if (/^VNI-/i.test(font)) return vni!
  if (/^\.Vn.*H$/.test(font)) return text => tcvn3!(text).toUpperCase()
  return /^\.Vn/i.test(font) ? tcvn3! : null
}

const converted = (element: Element, convert: (text: string) => string): Element => ({
  ...element,
  ...(element.type === 'text' ? { value: convert(element.value ?? '') } : {}),
  ...(element.children === undefined ? {} : { children: element.children.map(child => converted(child, convert)) })
})

const convertedNote: Note = {
  code: 'converted',
  detail: say('Parts in the fonts of TCVN3 (.Vn…) or VNI were converted to Unicode.',
    'Các phần dùng phông chữ TCVN3 (.Vn…) hoặc VNI đã được chuyển sang Unicode.')
}
const numberingNote: Note = {
  code: 'numbering-lost',
  detail: say('Numbers of headings and lists that Word works out are not in the text.',
    'Số thứ tự do Word tự đánh không có trong văn bản.')
}

/** The signs that lead from text to footnotes and back; within figures they would be digits. */
const NOTE_SIGNS = /<sup><a href="#(?:foot|end)note-[^<>]*>\[\d+\]<\/a><\/sup>|<a href="#(?:foot|end)note-ref-[^<>]*>↑<\/a>/g

/**
 * Reads a Word document.
 * @param limit how many bytes it may unpack to
 * @throws UnreadableInput where it cannot be opened, is too large or has no text
 */
export async function readDocx (bytes: Buffer, limit: number): Promise<Document> {
  await checkPackage(bytes, limit)
  const notes = new Set<Note>()
  const visit = (element: Element): Element => {
    if (element.type === 'paragraph' && element.numbering?.isOrdered === true) notes.add(numberingNote)
    const convert = element.type === 'run' && element.font != null ? byFont(element.font) : null
    if (convert !== null) {
      notes.add(convertedNote)
      return converted(element, convert)
    }
    return element.children === undefined ? element : { ...element, children: element.children.map(visit) }
  }
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, {
    transformDocument: visit,
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    externalFileAccess: false
  } as Parameters<typeof mammoth.convertToHtml>[1]).catch((error: unknown) => {
    throw error instanceof RangeError ? error : damaged('DOCX')
  })
  const document = readHtml(value.replace(NOTE_SIGNS, ''))
  return { ...document, notes: [...notes, ...document.notes] }
}
