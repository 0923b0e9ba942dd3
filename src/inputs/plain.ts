/** The characters of a text file: by its byte order mark, as UTF-8, or in one of the encodings of before Unicode. */
import { isUtf8 } from 'node:buffer'
import { UnreadableInput, say, unsupported } from './error.js'
import { decodeLegacy, isDamagedUtf8, type Recognition } from './repair.js'

export interface Decoded {
  readonly text: string
  readonly encoding: string
}

const MARKS: ReadonlyArray<readonly [encoding: string, mark: readonly number[]]> = [
  ['utf-8', [0xEF, 0xBB, 0xBF]], ['utf-16le', [0xFF, 0xFE]], ['utf-16be', [0xFE, 0xFF]]
]

const decode = (bytes: Buffer, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Where bytes stop being UTF-8. */
function faultOf (bytes: Buffer): number {
  let [good, bad] = [0, bytes.length]
  // A decoder that streams takes what is good so far, and waits for the rest of a character that is cut off.
  const isGood = (end: number) => {
    try {
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end), { stream: true })
      return true
    } catch {
      return false
    }
  }
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1
    if (isGood(middle)) good = middle
    else bad = middle
  }
  // The beginning of the character that goes wrong there.
  while (!isUtf8(bytes.subarray(0, good))) good--
  return good
}

const unknown = (en: string, vi: string) => new UnreadableInput('unknown-encoding', say(en, vi))

/** Bytes that no text in one of our encodings has. */
function refuseBinary (bytes: Buffer): void {
  const start = bytes.subarray(0, 65_536)
  let [odd, even, controls] = [0, 0, 0]
  for (let at = 0; at < start.length; at++) {
    const byte = start[at]!
    if (byte === 0) at % 2 === 1 ? odd++ : even++
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++
  }
  if (Math.max(odd, even) > start.length / 8 && Math.min(odd, even) < start.length / 100) {
    const name = odd > even ? 'UTF-16LE' : 'UTF-16BE'
    throw unknown(`The file may be ${name}, but has no byte order mark: save it as UTF-8.`,
      `Tệp có thể dùng bảng mã ${name} nhưng thiếu dấu BOM: hãy lưu dưới dạng UTF-8.`)
  }
  if (odd + even > 0 || bytes.includes(0) || controls > start.length / 50) {
    throw unsupported('The file is no text, HTML, DOCX or PDF.', 'Tệp không phải là văn bản, HTML, DOCX hay PDF.')
  }
}

/** The bytes as UTF-8, or after their byte order mark; null where they are neither. */
export function decodeUnicode (bytes: Buffer): Decoded | null {
  for (const [encoding, mark] of MARKS) {
    if (!mark.every((byte, at) => bytes[at] === byte)) continue
    const text = decode(bytes.subarray(mark.length), encoding)
    if (text !== null) return { text, encoding }
    throw unknown(`The file begins as ${encoding.toUpperCase()}, but is not.`,
      `Tệp có dấu đầu tệp của ${encoding.toUpperCase()} nhưng nội dung không đúng bảng mã đó.`)
  }
  refuseBinary(bytes)
  const text = decode(bytes, 'utf-8')
  return text === null ? null : { text, encoding: 'utf-8' }
}

/** That no encoding is clearly the one, and which come near. */
export function unclear (bytes: Buffer, { winner, candidates }: Recognition): UnreadableInput {
  const names = candidates.join(', ')
  const at = faultOf(bytes)
  if (isDamagedUtf8(winner)) {
    return unknown(`The file is UTF-8, but damaged at byte ${at}.`, `Tệp dùng UTF-8 nhưng bị hỏng ở byte ${at}.`)
  }
  const [en, vi] = candidates.length === 0
    ? ['none of TCVN3, VNI and Windows-1258 gives Vietnamese', 'cũng không phải TCVN3, VNI hay Windows-1258']
    : [`it may be ${names}, which is not certain`, `có thể là ${names} nhưng không chắc chắn`]
  return unknown(`The file is not UTF-8 from byte ${at} on, and ${en}: save it as UTF-8.`,
    `Tệp không phải UTF-8 kể từ byte ${at}, ${vi}: hãy lưu dưới dạng UTF-8.`)
}

/**
 * The characters of a text file.
 * @throws UnreadableInput for what is no text, and where the encoding is not clear
 */
export function decodePlain (bytes: Buffer): Decoded {
  const unicode = decodeUnicode(bytes)
  if (unicode !== null) return unicode
  const legacy = decodeLegacy(bytes)
  if ('text' in legacy) return legacy
  throw unclear(bytes, legacy)
}
