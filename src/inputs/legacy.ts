/**
 * The encodings in which Vietnamese was written before Unicode, as facts: what each byte means. They are converted from
 * what a machine shows that takes the bytes for Windows-1252 (`Uû ban nh©n d©n`), which serves bytes and spoiled text
 * alike.
 */

/** The characters of Windows-1252 at 0x80 to 0x9F; where it has none, the control of that number. */
const WINDOWS = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ']
const BYTES = new Map(WINDOWS.map((character, at) => [character, 0x80 + at]))

/** Bytes as Windows-1252 shows them. */
export const viewOf = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\x9F]/g, control => WINDOWS[control.charCodeAt(0) - 0x80]!)

const byteOf = (character: string): number => BYTES.get(character) ?? character.codePointAt(0)!

// ── TCVN3 (ABC), TCVN 5712:1993 VN3: a byte a letter; capitals with tones come from fonts of their own ─────────────

const LETTERS: ReadonlyArray<readonly [first: number, letters: string]> = [
  [0xA1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xB5, 'àảãáạ'], [0xBB, 'ằẳẵắ'], [0xC6, 'ặầẩẫấậè'], [0xCE, 'ẻẽéẹềểễếệìỉ'], [0xDC, 'ĩíịò'], [0xE1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xF1, 'ủũúụừửữứựỳỷỹýỵ']
]
const TCVN3 = new Map(LETTERS.flatMap(([first, letters]) =>
  [...letters].map((letter, at) => [String.fromCharCode(first + at), letter] as const)))
const TCVN3_LETTER = new RegExp(`[${[...TCVN3.keys()].join('')}]`, 'g')

const isCapital = (word: string) => /[A-Z]/.test(word) && !/[a-z]/.test(word)
const hasLetter = (word: string) => word.search(TCVN3_LETTER) >= 0

/**
 * In capitals only the unmarked letters are capitals, `TØNH Uû`: a row of such words is raised as a whole, where one of
 * them has two capitals and a marked letter, so that no `Hµ` beside it is raised alone.
 */
function raiseCapitals (words: readonly string[], converted: string[]): void {
  for (let from = 0; from < words.length; from++) {
    let to = from
    while (to < words.length && (isCapital(words[to]!) || !/[A-Za-z]/.test(words[to]!))) to++
    const row = words.slice(from, to)
    if (row.some(word => /[A-Z].*[A-Z]/.test(word) && hasLetter(word))) {
      for (let at = from; at < to; at++) converted[at] = converted[at]!.toUpperCase()
    }
    from = to
  }
}

function tcvn3 (view: string): string {
  return view.replace(/[^\r\n]+/g, line => {
    const words = line.split(/(?<=\s)(?=\S)/)
    const converted = words.map(word => word.replace(TCVN3_LETTER, letter => TCVN3.get(letter)!))
    raiseCapitals(words, converted)
    return converted.join('')
  })
}

// ── VNI for Windows: a letter, then a byte for its marks ─────────────────────────────────────────────────────────────

const [GRAVE, ACUTE, HOOK, TILDE, DOT, ROOF, BREVE] =
  ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323', '\u0302', '\u0306'] as const
const VNI_TONES: Readonly<Record<string, string>> = { ø: GRAVE, ù: ACUTE, û: HOOK, õ: TILDE, ï: DOT }
const VNI_ROOFS: Readonly<Record<string, string>> = {
  â: ROOF, à: ROOF + GRAVE, á: ROOF + ACUTE, å: ROOF + HOOK, ã: ROOF + TILDE, ä: ROOF + DOT
}
const VNI_BREVES: Readonly<Record<string, string>> = {
  ê: BREVE, è: BREVE + GRAVE, é: BREVE + ACUTE, ú: BREVE + HOOK, ü: BREVE + TILDE, ë: BREVE + DOT
}
const VNI_ALONE: Readonly<Record<string, string>> = {
  ñ: 'đ', ô: 'ơ', ö: 'ư', ì: 'ì', í: 'í', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ'
}

function vniLetter (letter: string, mark: string | undefined): string {
  const low = letter.toLowerCase()
  const base = VNI_ALONE[low] ?? low
  const marks = mark === undefined
    ? ''
    : VNI_TONES[mark.toLowerCase()] ?? (/[aeo]/.test(low) ? VNI_ROOFS[mark.toLowerCase()] : undefined) ??
      (low === 'a' ? VNI_BREVES[mark.toLowerCase()] : undefined)
  if (marks === undefined) return letter + mark!
  const whole = (base + marks).normalize('NFC')
  return letter === low ? whole : whole.toUpperCase()
}

const vni = (view: string): string => view.replace(
  /([aeouyôö])([øùûõïâàáåãäêèéúüë])|[ñôöìíæóòî]/gi,
  (found: string, letter?: string, mark?: string) => vniLetter(letter ?? found, mark))

// ── Windows-1258: letters, then combining tones ──────────────────────────────────────────────────────────────────────

const WINDOWS_1258: Readonly<Record<string, string>> = {
  Ã: 'Ă', ã: 'ă', Ì: GRAVE, ì: ACUTE, Ò: HOOK, ò: DOT, Þ: TILDE, Ð: 'Đ', ð: 'đ', Õ: 'Ơ', õ: 'ơ', Ý: 'Ư', ý: 'ư', þ: '₫'
}
const windows1258 = (view: string): string =>
  view.replace(/[ÃãÌìÒòÞÐðÕõÝýþ]/g, character => WINDOWS_1258[character]!).normalize('NFC')

// ── UTF-8 that was taken for Windows-1252 and written as UTF-8 again ─────────────────────────────────────────────────

const TAKEN_APART = new RegExp(`(?:[Â-ô][\x80-\xBF${WINDOWS.join('')}]{1,3})+`, 'g')

function doubledOnce (view: string): string {
  return view.replace(TAKEN_APART, run => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from([...run].map(byteOf)))
    } catch {
      return run
    }
  })
}

function doubled (view: string): string {
  let text = view
  // It happens more than once to a text that goes through several old systems.
  for (let times = 0; times < 3; times++) {
    const next = doubledOnce(text)
    if (next === text) break
    text = next
  }
  return text.normalize('NFC')
}

export interface Legacy {
  /** As it stands in a reading: `tcvn3`. */
  readonly code: string
  /** As people call it. */
  readonly name: string
  /** Gives the text that Windows-1252 shows so. */
  readonly convert: (view: string) => string
}

export const legacies: readonly Legacy[] = [
  { code: 'tcvn3', name: 'TCVN3 (ABC)', convert: tcvn3 },
  { code: 'vni', name: 'VNI-Win', convert: vni },
  { code: 'windows-1258', name: 'Windows-1258', convert: windows1258 },
  { code: 'utf-8-doubled', name: 'UTF-8 (2×)', convert: doubled }
]
