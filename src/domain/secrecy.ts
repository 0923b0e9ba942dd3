/**
 * State secrets have no place in the register: a text that bears a secrecy stamp (Mật, Tối mật, Tuyệt mật) is told by
 * it. The words inside a sentence are no stamp: bảo mật is none.
 */

const LEVEL = '(tuyệt\\s+mật|tối\\s+mật|mật)'
/** What may stand beside a stamp in its line. */
const BESIDE = '(?:[^\\S\\r\\n\\u2028\\u2029]|\\p{P})'
const stamps = [
  // Alone in a line, as a stamp stands.
  new RegExp(`^${BESIDE}*${LEVEL}${BESIDE}*$`, 'imu'),
  new RegExp(`(?<!\\p{L})(?:độ|dấu|mức)\\s+(?:độ\\s+)?mật\\s*:\\s*${LEVEL}(?!\\p{L})`, 'iu'),
  new RegExp(`[[(]\\s*${LEVEL}\\s*[\\])]`, 'iu')
]

/** The secrecy stamp that a text bears; null where it bears none. */
export function secrecyStamp (text: string): string | null {
  const plain = text.normalize('NFC')
  for (const stamp of stamps) {
    const found = stamp.exec(plain)?.[1]
    if (found !== undefined) return found.replace(/\s+/g, ' ')
  }
  return null
}
