/**
 * Turns a file into the text that extraction reads. What kind of file it is, its content says first; where something is
 * uncertain, the file is refused or a note says so.
 */
import { tooLarge, tooLong, UnreadableInput, say } from './error.js'
import { isHtml, packedKind, START, type Described } from './kind.js'
import { viewOf } from './legacy.js'
import { decodePlain, decodeUnicode, unclear, type Decoded } from './plain.js'
import { readInThread } from './pool.js'
import { inputLimits, type Document, type InputFormat, type Limits, type Note, type Reading } from './reading.js'
import { isDamagedUtf8, repair, syllableShare, type Repair } from './repair.js'

export { UnreadableInput, type UnreadableCode } from './error.js'
export { inputLimits, type InputFormat, type Limits, type Note, type Reading } from './reading.js'

export interface ReadOptions extends Described {
  readonly limits?: Partial<Limits>
}

/** Text with a lower share of syllables has lost letters. */
const GOOD_SHARE = 0.85

const capitalsNote: Note = {
  code: 'capitals-lost',
  detail: say('TCVN3 has no capital letters with tone marks: some that its fonts showed are small here.',
    'TCVN3 không có chữ hoa mang dấu thanh: một số chữ hoa do phông chữ thể hiện nay thành chữ thường.')
}

const damagedNote: Note = {
  code: 'damaged-characters',
  detail: say('Bytes of the page that are no characters in UTF-8 are shown as �.',
    'Các byte không phải ký tự UTF-8 trong trang được thay bằng �.')
}

const convertedNote = (name: string): Note => ({
  code: 'converted',
  detail: say(`The text was converted from ${name} to Unicode.`, `Văn bản đã được chuyển từ ${name} sang Unicode.`)
})

const unclearNote = (names: readonly string[]): Note => ({
  code: 'unclear-encoding',
  detail: say(`Parts of the text look like ${names.join(' or ')}, which is not certain: they are left as they are.`,
    `Một phần văn bản có thể dùng bảng mã ${names.join(' hoặc ')} nhưng không chắc chắn, nên được giữ nguyên.`)
})

const lowQuality = (share: number): Note => ({
  code: 'low-quality',
  detail: say(`Only ${Math.round(share * 100)} % of the words are Vietnamese syllables: letters may be missing.`,
    `Chỉ ${Math.round(share * 100)} % số từ là âm tiết tiếng Việt: văn bản có thể bị mất chữ.`)
})

function notesOf (text: string, { winner, candidates }: Pick<Repair, 'winner' | 'candidates'>): Note[] {
  const share = syllableShare(text)
  return [
    ...(winner === null ? [] : [convertedNote(winner.name)]),
    ...(winner?.code === 'tcvn3' ? [capitalsNote] : []),
    ...(winner === null && candidates.length > 0 ? [unclearNote(candidates)] : []),
    ...(share !== null && share < GOOD_SHARE ? [lowQuality(share)] : [])
  ]
}

const isFirst = ({ code }: Note, at: number, notes: readonly Note[]) =>
  notes.findIndex(note => note.code === code) === at

/** What a file says, with what old encodings spoiled repaired. */
function repaired (document: Document, format: InputFormat, encoding: string): Reading {
  const result = repair(document.text)
  const title = document.title === null ? null : result.winner?.convert(document.title) ?? document.title
  const notes = [...document.notes, ...notesOf(result.text, result)].filter(isFirst)
  return { ...document, text: result.text, title, notes, format, encoding }
}

async function inThread (format: Exclude<InputFormat, 'text'>, content: string | Buffer, limits: Limits) {
  const document = await readInThread(format, content, limits)
  if (document.text.length > limits.characters) throw tooLong(limits.characters)
  return document
}

/** The encoding that a page names for itself, or that came with it; null where our reader has none of that name. */
function declaredDecoder (bytes: Buffer, { contentType }: Described) {
  const start = bytes.subarray(0, 4096).toString('latin1')
  const named = /charset\s*=\s*(?:["']\s*)?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ??
    /<meta[^<>]+charset\s*=\s*(?:["']\s*)?([\w.:-]+)/i.exec(start)?.[1]
  // What names UTF-8 and is not, and the Western encodings, which Vietnamese pages name that are in other ones.
  if (named === undefined || /^(?:utf-?8|iso-?8859-1|latin1|windows-1252|us-ascii|x-user-defined)$/i.test(named)) {
    return null
  }
  try {
    return new TextDecoder(named, { fatal: true })
  } catch {
    return null
  }
}

/** A page in the encoding that it names; null where it names none, or wrongly. */
function decodeDeclared (bytes: Buffer, options: ReadOptions): Decoded | null {
  try {
    const decoder = declaredDecoder(bytes, options)
    return decoder === null ? null : { text: decoder.decode(bytes), encoding: decoder.encoding }
  } catch {
    return null
  }
}

async function readPage (bytes: Buffer, unicode: Decoded | null, options: ReadOptions, limits: Limits) {
  const decoded = unicode ?? decodeDeclared(bytes, options)
  if (decoded !== null) return repaired(await inThread('html', decoded.text, limits), 'html', decoded.encoding)
  // Words between tags tell the encoding, as letters of the alphabet and as entities alike.
  const document = await inThread('html', viewOf(bytes), limits)
  const found = repair(document.text)
  if (isDamagedUtf8(found.winner)) {
    // Pages cut off texts in the middle of a character; browsers show the rest all the same.
    const lenient = await inThread('html', new TextDecoder().decode(bytes), limits)
    return repaired({ ...lenient, notes: [...lenient.notes, damagedNote] }, 'html', 'utf-8')
  }
  if (found.winner === null && /[\xA1-\xFF]/.test(document.text)) throw unclear(bytes, found)
  return repaired(document, 'html', found.winner?.code ?? 'windows-1252')
}

function readPlain (bytes: Buffer, unicode: Decoded | null): Reading {
  const nothing = { title: null, publishedOn: null, url: null, notes: [] }
  if (unicode !== null) return repaired({ ...nothing, text: unicode.text }, 'text', unicode.encoding)
  const { text, encoding } = decodePlain(bytes)
  const notes = [...(encoding === 'tcvn3' ? [capitalsNote] : []), ...notesOf(text, { winner: null, candidates: [] })]
  return { ...nothing, text, notes, format: 'text', encoding }
}

/**
 * Reads a file: plain text, HTML, DOCX or PDF.
 * @throws UnreadableInput for what cannot be read, or not within the limits
 */
export async function readText (bytes: Buffer, options: ReadOptions = {}): Promise<Reading> {
  const limits = { ...inputLimits, ...options.limits }
  if (bytes.length > limits.bytes) throw tooLarge(limits.bytes)
  if (bytes.length === 0) throw new UnreadableInput('empty', say('The file is empty.', 'Tệp trống.'))
  const packed = packedKind(bytes, options)
  if (packed !== null) return repaired(await inThread(packed, bytes, limits), packed, 'unicode')
  // No character takes more bytes; markup may take more than the text.
  if (bytes.length > limits.characters * 4) throw tooLong(limits.characters)
  const unicode = decodeUnicode(bytes)
  if (isHtml(unicode?.text ?? bytes.toString('latin1', 0, START), options)) {
    return await readPage(bytes, unicode, options, limits)
  }
  if ((unicode?.text ?? bytes).length > limits.characters) throw tooLong(limits.characters)
  const reading = readPlain(bytes, unicode)
  if (!/\S/.test(reading.text)) throw new UnreadableInput('empty', say('The file has no text.', 'Tệp không có văn bản.'))
  return reading
}
