/**
 * Writes Vietnamese in the encodings of before Unicode, for tests of what reads them. The tables are written here a
 * second time, letter by letter and not by position, so that a slip in the reader's does not pass.
 */

/** Pairs such as `Ă:A1`, what they stand for as characters. */
const tableOf = (pairs: string) => new Map(pairs.split(' ').map(pair => pair.split(':') as [string, string]))
const bytesOf = (pairs: string) => new Map([...tableOf(pairs)].map(([letter, hex]) => [letter, parseInt(hex, 16)]))

const TCVN3 = bytesOf(
  'Ă:A1 Â:A2 Ê:A3 Ô:A4 Ơ:A5 Ư:A6 Đ:A7 ă:A8 â:A9 ê:AA ô:AB ơ:AC ư:AD đ:AE à:B5 ả:B6 ã:B7 á:B8 ạ:B9 ằ:BB ' +
  'ẳ:BC ẵ:BD ắ:BE ặ:C6 ầ:C7 ẩ:C8 ẫ:C9 ấ:CA ậ:CB è:CC ẻ:CE ẽ:CF é:D0 ẹ:D1 ề:D2 ể:D3 ễ:D4 ế:D5 ệ:D6 ì:D7 ' +
  'ỉ:D8 ĩ:DC í:DD ị:DE ò:DF ỏ:E1 õ:E2 ó:E3 ọ:E4 ồ:E5 ổ:E6 ỗ:E7 ố:E8 ộ:E9 ờ:EA ở:EB ỡ:EC ớ:ED ợ:EE ù:EF ' +
  'ủ:F1 ũ:F2 ú:F3 ụ:F4 ừ:F5 ử:F6 ữ:F7 ứ:F8 ự:F9 ỳ:FA ỷ:FB ỹ:FC ý:FD ỵ:FE')

/** Capitals with tones have no byte: they are typed as small letters in a font of capitals. */
const tcvn3Byte = (letter: string) => TCVN3.get(letter) ?? TCVN3.get(letter.toLowerCase()) ?? letter.charCodeAt(0)

export const toTcvn3 = (text: string): Buffer => Buffer.from([...text.normalize('NFC')].map(tcvn3Byte))

const VNI_MARKS = tableOf('\u0300:ø \u0301:ù \u0309:û \u0303:õ \u0323:ï ' +
  '\u0302:â \u0302\u0300:à \u0302\u0301:á \u0302\u0309:å \u0302\u0303:ã \u0302\u0323:ä ' +
  '\u0306:ê \u0306\u0300:è \u0306\u0301:é \u0306\u0309:ú \u0306\u0303:ü \u0306\u0323:ë')
const VNI_ALONE = tableOf('đ:ñ ì:ì í:í ỉ:æ ĩ:ó ị:ò ỵ:î')

function vniLetter (letter: string): string {
  const low = letter.toLowerCase()
  const alone = VNI_ALONE.get(low)
  if (alone !== undefined) return low === letter ? alone : alone.toUpperCase()
  // The dot below stands before the roof in decomposed text; here it is the other way round.
  const [base, ...marks] = [...low.normalize('NFD').replace(/(\u0323)([\u0302\u0306])/u, '$2$1')]
  const horn = marks.includes('\u031B')
  const first = horn ? (base === 'o' ? 'ô' : 'ö') : base!
  const rest = marks.filter(mark => mark !== '\u031B').join('')
  const written = first + (rest === '' ? '' : VNI_MARKS.get(rest)!)
  return low === letter ? written : written.toUpperCase()
}

export const toVni = (text: string): Buffer =>
  Buffer.from([...text.normalize('NFC')].map(letter => /[^\x20-\x7E\s]/.test(letter) ? vniLetter(letter) : letter)
    .join(''), 'latin1')

const WINDOWS_1258 = bytesOf('Ă:C3 ă:E3 Đ:D0 đ:F0 Ơ:D5 ơ:F5 Ư:DD ư:FD ' +
  '\u0300:CC \u0309:D2 \u0303:DE \u0301:EC \u0323:F2')

/** As Vietnamese Windows types it: the letter with its roof, breve or horn, then the tone as a byte of its own. */
export function toWindows1258 (text: string): Buffer {
  const apart = text.normalize('NFC').replace(/\p{L}/gu, letter => {
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/u.exec(letter.normalize('NFD'))?.[0] ?? ''
    return letter.normalize('NFD').replace(tone, '').normalize('NFC') + tone
  })
  return Buffer.from([...apart].map(character => WINDOWS_1258.get(character) ?? character.charCodeAt(0)))
}

/** Bytes as a program shows them that takes them for Western ones. */
export const asWestern = (bytes: Buffer): string => new TextDecoder('windows-1252').decode(bytes)
