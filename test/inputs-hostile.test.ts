/**
 * Files that are made to harm whoever opens them: each ends with a clear refusal or with a text, and the next one is
 * read.
 */
import t, { type Test } from 'tap'
import { inputLimits, readText, type Limits, type UnreadableInput } from '../src/inputs/read.js'
import { docx, documentXml, onePage, paragraph, pdfOf, run, stream, zip } from './helpers/packages.js'

/** Small enough for a test to reach them soon. */
const small: Partial<Limits> = { milliseconds: 4000, memory: 300_000_000 }

/** Which refusals are right; a machine may run out of time or of memory first where both can happen. */
async function refused (t: Test, bytes: Buffer, ...allowed: string[]) {
  const limits = allowed.includes('too-slow') ? small : {}
  const error = await t.rejects(readText(bytes, { limits })) as unknown as UnreadableInput
  t.ok(allowed.includes(error.code), `${error.code}: ${error.detail?.en}`)
}

const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'

t.test('files that are too large, as they are or unpacked', async t => {
  await refused(t, Buffer.alloc(100 * 1024 * 1024, 'a'), 'too-large')
  await refused(t, Buffer.alloc(inputLimits.characters + 1, 'a'), 'too-large')
  const { code, detail } = await t.rejects(readText(Buffer.from('Đảng ủy'), { limits: { bytes: 8 } })) as
    unknown as UnreadableInput
  t.strictSame([code, detail.en], ['too-large', 'The file is larger than 0 MB.'])
  await refused(t, await docx(paragraph(run('a'.repeat(100 * 1024 * 1024)))), 'too-large')
  await refused(t, await docx(paragraph(run('a'.repeat(5_000_000)))), 'too-large')
})

t.test('a package that lies about its size', async t => {
  const bytes = await docx(paragraph(run('a'.repeat(20 * 1024 * 1024))))
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    if (bytes.readUInt32LE(at + 24) > 1_000_000) bytes.writeUInt32LE(1000, at + 24)
  }
  await refused(t, bytes, 'damaged')
})

t.test('entities that grow, and a document that is nested a hundred thousand deep', async t => {
  const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('')
  const laughing = documentXml(paragraph(run('&a12;'))).replace('?>', `?><!DOCTYPE w [<!ENTITY a0 "a">${entities}]>`)
  await refused(t, await docx('', { 'word/document.xml': laughing }), 'damaged', 'too-complex', 'too-slow')
  const deep = '<w:sdt><w:sdtContent>'.repeat(1e5) + paragraph(run('a')) + '</w:sdtContent></w:sdt>'.repeat(1e5)
  await refused(t, await docx(deep), 'damaged', 'too-complex', 'too-slow')
  const parts = Array.from({ length: 10_001 }, (_, at) => [`${at}.xml`, ''])
  await refused(t, await zip(Object.fromEntries(parts)), 'too-large')
})

t.test('pages of a million elements or attributes', async t => {
  await refused(t, Buffer.from('<html><body>' + '<div>'.repeat(1e6) + 'a'), 'too-complex')
  await refused(t, Buffer.from('<html><body>' + '<p><b><table><tr><td>'.repeat(2e5)), 'too-complex')
  const attributes = Array.from({ length: 1e6 }, (_, at) => `a${at}=1`).join(' ')
  await refused(t, Buffer.from(`<html><body><p ${attributes}>Họp`), 'too-complex', 'too-slow')
  const nested = await readText(Buffer.from('<html><body>' + '<div>'.repeat(4000) + 'Họp'))
  t.equal(nested.text, 'Họp')
  const comments = await readText(Buffer.from('<!-- -->'.repeat(2e5) + '<p>Họp'))
  t.match(comments.text, 'Họp')
  const script = '<body><p>Họp</p><script>while (true) {}</script><script>' + '<!--'.repeat(1e5)
  t.equal((await readText(Buffer.from(script))).text, 'Họp')
})

t.test('PDF files that loop, grow or are garbage', async t => {
  const [catalogue, pages] = onePage as [string, string]
  const loop = pdfOf([catalogue, '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>', font])
  await refused(t, loop, 'damaged')
  const garbage = Buffer.from(Array.from({ length: 1e5 }, (_, at) => at * 7919 % 251))
  await refused(t, Buffer.concat([Buffer.from('%PDF-1.7\n'), garbage]), 'damaged')
  await refused(t, pdfOf([catalogue, '<</Type/Pages/Kids[3 0 R]/Count 1000000000>>', onePage[2]!, stream(''), font]),
    'too-many-pages', 'damaged', 'no-text')
  const packed = pdfOf([...onePage, stream(Buffer.alloc(1024 * 1024 * 1024, ' '), 2), font])
  await refused(t, packed, 'too-complex', 'too-slow')
  const inner = Array.from({ length: 10 }, (_, at) => stream(at < 9 ? '/X Do '.repeat(10) : 'BT /F 12 Tf (a) Tj ET', 0,
    `/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</Font<</F 5 0 R>>/XObject<</X ${at + 7} 0 R>>>>`))
  const laughing = pdfOf([catalogue, pages,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Contents 4 0 R>>',
    stream('/X Do'), font, ...inner])
  await refused(t, laughing, 'too-slow', 'too-complex')
})

t.test('whoever comes next is read, also many at once', async t => {
  const pages = Array.from({ length: 12 }, (_, at) => `<p>Chi bộ ${at} họp.</p>`)
  const slow = readText(pdfOf([...onePage, stream('('.repeat(1e6)), font]), { limits: small }).catch(() => null)
  const read = await Promise.all(pages.map(async page => (await readText(Buffer.from(page))).text))
  t.strictSame(read, pages.map(page => page.slice(3, -4)))
  await slow
})
