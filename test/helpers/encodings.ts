/**
 * Writes Vietnamese in the encodings of before Unicode, for tests of what reads them. The tables are written here a
 * second time, letter by letter and not by position, so that a slip in the reader's does not pass.
 */

const TCVN3: Readonly<Record<string, number>> = {
  Ă: 0xA1, Â: 0xA2, Ê: 0xA3, Ô: 0xA4, Ơ: 0xA5, Ư: 0xA6, Đ: 0xA7, ă: 0xA8, â: 0xA9, ê: 0xAA, ô: 0xAB, ơ: 0xAC, ư: 0xAD,
  đ: 0xAE, à: 0xB5, ả: 0xB6, ã: 0xB7, á: 0xB8, ạ: 0xB9, ằ: 0xBB, ẳ: 0xBC, ẵ: 0xBD, ắ: 0xBE, ặ: 0xC6, ầ: 0xC7, ẩ: 0xC8,
  ẫ: 0xC9, ấ: 0xCA, ậ: 0xCB, è: 0xCC, ẻ: 0xCE, ẽ: 0xCF, é: 0xD0, ẹ: 0xD1, ề: 0xD2, ể: 0xD3, ễ: 0xD4, ế: 0xD5, ệ: 0xD6,
  ì: 0xD7, ỉ: 0xD8, ĩ: 0xDC, í: 0xDD, ị: 0xDE, ò: 0xDF, ỏ: 0xE1, õ: 0xE2, ó: 0xE3, ọ: 0xE4, ồ: 0xE5, ổ: 0xE6, ỗ: 0xE7,
  ố: 0xE8, ộ: 0xE9, ờ: 0xEA, ở: 0xEB, ỡ: 0xEC, ớ: 0xED, ợ: 0xEE, ù: 0xEF, ủ: 0xF1, ũ: 0xF2, ú: 0xF3, ụ: 0xF4, ừ: 0xF5,
  ử: 0xF6, ữ: 0xF7, ứ: 0xF8, ự: 0xF9, ỳ: 0xFA, ỷ: 0xFB, ỹ: 0xFC, ý: 0xFD, ỵ: 0xFE
}

/** Capitals with tones have no byte: they are typed as small letters in a font of capitals. */
const tcvn3Byte = (letter: string) => TCVN3[letter] ?? TCVN3[letter.toLowerCase()] ?? letter.charCodeAt(0)

export const toTcvn3 = (text: string): Buffer => Buffer.from([...text.normalize('NFC')].map(tcvn3Byte))

const VNI_MARKS: Readonly<Record<string, string>> = {
  '\u0300': 'ø', '\u0301': 'ù', '\u0309': 'û', '\u0303': 'õ', '\u0323': 'ï',
  '\u0302': 'â', '\u0302\u0300': 'à', '\u0302\u0301': 'á', '\u0302\u0309': 'å', '\u0302\u0303': 'ã', '\u0302\u0323': 'ä',
  '\u0306': 'ê', '\u0306\u0300': 'è', '\u0306\u0301': 'é', '\u0306\u0309': 'ú', '\u0306\u0303': 'ü', '\u0306\u0323': 'ë'
}
const VNI_ALONE: Readonly<Record<string, string>> = { đ: 'ñ', ì: 'ì', í: 'í', ỉ: 'æ', ĩ: 'ó', ị: 'ò', ỵ: 'î' }

function vniLetter (letter: string): string {
  const low = letter.toLowerCase()
  const alone = VNI_ALONE[low]
  if (alone !== undefined) return low === letter ? alone : alone.toUpperCase()
  // The dot below stands before the roof in decomposed text; here it is the other way round.
  const [base, ...marks] = [...low.normalize('NFD').replace(/(\u0323)([\u0302\u0306])/u, '$2$1')]
  const horn = marks.includes('\u031B')
  const first = horn ? (base === 'o' ? 'ô' : 'ö') : base!
  const rest = marks.filter(mark => mark !== '\u031B').join('')
  const written = first + (rest === '' ? '' : VNI_MARKS[rest]!)
  return low === letter ? written : written.toUpperCase()
}

export const toVni = (text: string): Buffer =>
  Buffer.from([...text.normalize('NFC')].map(letter => /[^\x20-\x7E\s]/.test(letter) ? vniLetter(letter) : letter)
    .join(''), 'latin1')

const WINDOWS_1258: Readonly<Record<string, number>> = {
  Ă: 0xC3, ă: 0xE3, Đ: 0xD0, đ: 0xF0, Ơ: 0xD5, ơ: 0xF5, Ư: 0xDD, ư: 0xFD,
  '\u0300': 0xCC, '\u0309': 0xD2, '\u0303': 0xDE, '\u0301': 0xEC, '\u0323': 0xF2
}

/** As Vietnamese Windows types it: the letter with its roof, breve or horn, then the tone as a byte of its own. */
export function toWindows1258 (text: string): Buffer {
  const apart = text.normalize('NFC').replace(/\p{L}/gu, letter => {
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/u.exec(letter.normalize('NFD'))?.[0] ?? ''
    return letter.normalize('NFD').replace(tone, '').normalize('NFC') + tone
  })
  return Buffer.from([...apart].map(character => WINDOWS_1258[character] ?? character.charCodeAt(0)))
}

/** Bytes as a program shows them that takes them for Western ones. */
export const asWestern = (bytes: Buffer): string => new TextDecoder('windows-1252').decode(bytes)
