/**
 * Vietnamese text as a machine has to see it: one folding for documents and questions on every engine,
 * and keys that put names in the order of Vietnamese lists. Nothing here is ever shown to a reader.
 */

// eslint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Whether a database can hold the text: without NUL, and without half of a surrogate pair. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text)

/**
 * Lower case, without tone and letter marks, đ as d, every run of other signs as one space: `Nghi Hoà` → `nghi hoa`.
 */
export function fold (text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** No word is longer; what is, is no word (and too long for an index). */
export const LONGEST_WORD = 100

/** The folded words of several texts, each once: what a record is found by. */
export function searchWords (...texts: ReadonlyArray<string | null | undefined>): string {
  const words = new Set(fold(texts.filter(text => text != null).join(' ')).split(' '))
  return [...words].filter(word => word !== '' && word.length <= LONGEST_WORD).join(' ')
}

const LETTERS = [...'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz']
/** Combining grave, hook above, tilde, acute, dot below: the order of tones in Vietnamese dictionaries. */
const TONES = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323']

/**
 * A key whose byte order is the order of Vietnamese dictionaries: letters first (a ă â b … d đ …), numbers by value,
 * tones only where all letters are equal.
 */
export function sortKey (text: string): string {
  let letters = ''
  let tones = ''
  for (const part of text.normalize('NFC').toLowerCase().match(/\p{L}|\p{N}+|[^\p{L}\p{N}]+/gu) ?? []) {
    if (/\p{N}/u.test(part)) {
      letters += '$' + part.padStart(8, '0')
    } else if (/\p{L}/u.test(part)) {
      const marks = [...part.normalize('NFD')]
      const tone = marks.findIndex(mark => TONES.includes(mark))
      const letter = tone < 0 ? part : marks.filter((_, at) => at !== tone).join('').normalize('NFC')
      const place = LETTERS.indexOf(letter)
      letters += place < 0 ? 'z' + letter : place.toString(36)
      tones += tone < 0 ? '0' : String(TONES.indexOf(marks[tone] as string) + 1)
    } else {
      letters += '#'
    }
  }
  return `${letters}!${tones}`
}

/** Vietnamese lists of persons go by the given name, which stands last: `Phạm Duy Phong` is sorted under Phong. */
export function personSortKey (name: string): string {
  const words = name.trim().split(/\s+/)
  return sortKey([words.at(-1), ...words.slice(0, -1)].join(' '))
}

/** A name as identity sees it: NFC, one kind of space, old tone placement (hòa, thủy), marks kept. */
export function canonicalName (name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim()
    .replace(/(?<!q)(oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|uỳ|uý|uỷ|uỹ|uỵ)(?!\p{L})/giu, cluster => {
      const [first, second] = [...cluster] as [string, string]
      const [vowel, tone] = [...second.normalize('NFD')] as [string, string]
      return (first + tone).normalize('NFC') + vowel
    })
}
