/**
 * Articles for benchmarks: those of the tests, made many by other wards, names, days and numbers, so that each is a
 * text of its own about a meeting of its own. The same number always gives the same article.
 */
import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../test/articles/', import.meta.url)
const SYLLABLES = ['An', 'Bình', 'Cao', 'Châu', 'Dương', 'Đại', 'Đông', 'Giang', 'Hà', 'Hòa', 'Hưng', 'Khánh', 'Kim',
  'Lâm', 'Long', 'Minh', 'Mỹ', 'Nam', 'Nghĩa', 'Ninh', 'Phong', 'Phú', 'Quang', 'Sơn', 'Tân', 'Thanh', 'Thịnh', 'Trung',
  'Văn', 'Vân', 'Vĩnh', 'Xuân']

interface Known { readonly ward: { name: string, kind: string }, readonly officials: Array<{ name: string }> }

const models = readdirSync(folder).filter(file => file.endsWith('.txt')).sort().map(file => ({
  text: readFileSync(new URL(file, folder), 'utf8').normalize('NFC').replaceAll('\r\n', '\n'),
  known: JSON.parse(readFileSync(new URL(file.replace('.txt', '.json'), folder), 'utf8')) as Known
})).filter(({ text, known }) => known.ward?.kind === 'phường' && !/\d/.test(known.ward.name) &&
  text.includes(known.ward.name))

const syllable = (n: number) => SYLLABLES[n % SYLLABLES.length]!

export const WARDS = 1000
/** Names of wards, each of two syllables. */
export const wardName = (n: number): string => `${syllable(n)} ${syllable(Math.floor(n / SYLLABLES.length) + n + 1)}`

/** As many years an archive spans. */
const YEARS = 8

/** Another text of the same wording: numbers of the same length, other days and years, other given names. */
function varied ({ text, known }: typeof models[number], n: number): string {
  const ward = wardName(n % WARDS)
  const names = (known.officials ?? []).reduce((text, { name }, at) => {
    const words = name.split(' ')
    return text.replaceAll(name, [...words.slice(0, -1), syllable(n + at * 7)].join(' '))
  }, text)
  return names
    .replaceAll(known.ward.name, ward).replaceAll(known.ward.name.toUpperCase(), ward.toUpperCase())
    .replace(/(?<!\d)(\d{1,2})(?=[/-]\d{1,2}(?![\d-]))/g, (_, day) => String((Number(day) + n) % 28 + 1))
    .replace(/(?<!\d)20[12]\d(?!\d)/g, year => String(Number(year) - Math.floor(n / WARDS) % YEARS))
    .replace(/(?<![\d/.,-])\d{3,}(?![\d/-])/g, digits => /^(19|20)\d\d$/.test(digits)
      ? digits
      : digits.replace(/./g, (digit, at) => String((Number(digit) + n) % 9 + (at === 0 ? 1 : 0))))
}

/** An article of so many characters. */
export function articleOf (n: number, characters: number): string {
  const model = models[n % models.length]!
  let text = varied(model, n)
  // As long as is asked: its own sentences again, with other numbers.
  for (let more = 1; text.length < characters; more++) {
    text += `\n${varied(model, n + more * 1000).split('\n').slice(2).join('\n')}`
  }
  return text.slice(0, characters)
}
