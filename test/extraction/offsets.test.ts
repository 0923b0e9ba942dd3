/** Every passage is where it is said to be, whatever the Unicode form, the line ends and the signs nobody sees. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { extract } from '../../src/extraction/extract.js'
import type { Extraction, Span } from '../../src/extraction/findings.js'

const folder = new URL('../articles/', import.meta.url)
const files = readdirSync(folder).filter(file => file.endsWith('.txt'))

/** One text in many forms; each says the same. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  NFC: text => text.normalize('NFC'),
  NFD: text => text.normalize('NFD'),
  CRLF: text => text.normalize('NFC').replace(/\r?\n/g, '\r\n'),
  'byte order mark': text => `\uFEFF${text.normalize('NFC')}`,
  'no-break spaces': text => text.normalize('NFC').replace(/ /g, '\u00A0'),
  'soft hyphens': text => text.normalize('NFC').replace(/ng /g, 'ng\u00AD ')
}

const spansOf = ({ ward, meeting, officials, documents, indicators, tasks }: Extraction): Span[] => [
  ...ward === null ? [] : [ward.span], ...meeting?.spans ?? [],
  ...[...officials, ...documents, ...indicators, ...tasks].flatMap(({ spans }) => spans)
]

/** What a passage says, however it is written. */
const plain = (passage: string) => passage.normalize('NFC').replace(/[\uFEFF\u00AD]/g, '').replace(/\s+/g, ' ')

/** The findings without their places. */
const unplaced = (extraction: Extraction) => JSON.parse(
  JSON.stringify(extraction, (key, value) => ['span', 'spans'].includes(key) ? undefined : value),
  (_, value) => typeof value === 'string' ? plain(value) : value)

t.test('the passages of all forms of a text are the same words', async t => {
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8').replace(/\r\n/g, '\n')
    const given = text.normalize('NFC')
    const expected = extract(given)
    const passages = spansOf(expected).map(({ start, end }) => plain(given.slice(start, end)))
    for (const [name, make] of Object.entries(forms)) {
      const form = make(text)
      const found = extract(form)
      t.strictSame(spansOf(found).map(({ start, end }) => plain(form.slice(start, end))), passages, `${file}, ${name}`)
      t.strictSame(unplaced(found), unplaced(expected), `${file}, ${name}: the findings`)
    }
    t.ok(spansOf(expected).every(({ start, end }) => start >= 0 && start < end && end <= given.length), file)
  }
})

t.test('cut anywhere, a text gives passages that lie within it', async t => {
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const outside: number[] = []
    for (let end = 0; end < text.length; end += 17) {
      const spans = spansOf(extract(text.slice(0, end)))
      if (!spans.every(span => span.start >= 0 && span.start < span.end && span.end <= end)) outside.push(end)
    }
    t.strictSame(outside, [], file)
  }
})
