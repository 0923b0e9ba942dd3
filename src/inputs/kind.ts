/** What kind of file bytes are: by what they begin with, and only then by their type and name. */
import { unsupported } from './error.js'

export interface Described {
  /** Name of the file. */
  readonly name?: string
  /** Its media type, with or without parameters. */
  readonly contentType?: string
}

const OLD_OFFICE = Buffer.from([0xD0, 0xCF, 0x11, 0xE0])

const picture = ['The file is a picture: text in it cannot be read.',
  'Tệp là hình ảnh: không đọc được chữ trong ảnh.'] as const
/** Kinds that are no text, by their first bytes; what people are told to do instead. */
const refused: ReadonlyArray<readonly [begin: string, en: string, vi: string]> = [
  ['{\\rtf', 'Rich Text (.rtf) is not read: save it as .docx.',
    'Không đọc tệp Rich Text (.rtf): hãy lưu dưới dạng .docx.'],
  ['\x89PNG', ...picture],
  ['\xFF\xD8\xFF', ...picture],
  ['GIF8', ...picture],
  ['\x1F\x8B', 'The file is compressed (gzip): unpack it first.', 'Tệp nén gzip: hãy giải nén trước.'],
  ['Rar!', 'The file is an archive (RAR): unpack it first.', 'Tệp nén RAR: hãy giải nén trước.'],
  ['7z\xBC\xAF', 'The file is an archive (7z): unpack it first.', 'Tệp nén 7z: hãy giải nén trước.']
]

const HTML_START = new RegExp('^<(?:!doctype\\s+html|(?:html|head|meta|title|body|div|main|article|section|header|p|' +
  'h[1-6]|table|ul|ol|span|font|center|br|strong|b|em)(?=[\\s>/]))', 'i')

/** A text without the declaration and the comments that stand before its first element. */
function fromFirstElement (text: string): string {
  let rest = text.trimStart()
  for (const [begin, end] of [['<?xml', '>'], ...Array<[string, string]>(10).fill(['<!--', '-->'])] as const) {
    if (!rest.startsWith(begin)) continue
    const at = rest.indexOf(end)
    rest = at < 0 ? '' : rest.slice(at + end.length).trimStart()
  }
  return rest
}

/** As much of a text as tells whether it is HTML. */
export const START = 10_000

/** Whether a text is HTML. */
export function isHtml (text: string, { name, contentType }: Described): boolean {
  if (HTML_START.test(fromFirstElement(text.slice(0, START)))) return true
  const isSaid = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '') || /\.x?html?$/i.test(name ?? '')
  return isSaid && /<[a-z/!]|&#?\w{1,10};/i.test(text)
}

const bytesOf = (text: string) => Buffer.from(text, 'latin1')

/**
 * Kind of a file that is not plain text; null for what may be text.
 * @throws UnreadableInput for kinds that are known and not read
 */
export function packedKind (bytes: Buffer, { name, contentType }: Described): 'docx' | 'pdf' | null {
  const pdfAt = bytes.subarray(0, 1024).indexOf('%PDF-')
  const isSaidPdf = /^\s*application\/pdf\b/i.test(contentType ?? '') || /\.pdf$/i.test(name ?? '')
  if (pdfAt === 0 || (pdfAt > 0 && isSaidPdf)) return 'pdf'
  if (bytes.subarray(0, 2).toString('latin1') === 'PK' && bytes[2]! < 8 && bytes[3]! < 9) return 'docx'
  if (bytes.subarray(0, 4).equals(OLD_OFFICE)) {
    throw unsupported('The file is an old Office file (.doc), or has a password: save it as .docx, without one.',
      'Tệp là tệp Office kiểu cũ (.doc) hoặc có mật khẩu: hãy lưu dưới dạng .docx, không đặt mật khẩu.')
  }
  for (const [begin, en, vi] of refused) {
    if (bytes.subarray(0, begin.length).equals(bytesOf(begin))) throw unsupported(en, vi)
  }
  return null
}
