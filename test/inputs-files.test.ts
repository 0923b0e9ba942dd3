/** Word documents and PDF files as offices make them: their text, and what is said of those that have none. */
import t, { type Test } from 'tap'
import { readText, UnreadableInput, type ReadOptions } from '../src/inputs/read.js'
import { asWestern, toTcvn3, toVni } from './helpers/encodings.js'
import { docx, onePage, paragraph, pdf, pdfOf, run, stream, table, zip } from './helpers/packages.js'

const first = 'Sáng 12/7, Đảng ủy phường Thử tổ chức hội nghị sơ kết công tác xây dựng Đảng, chính quyền 6 tháng đầu ' +
  'năm; triển khai nhiệm vụ 6 tháng cuối năm 2023 và quán triệt các văn bản mới của Trung ương, của Thành ủy.'
const second = 'Dự có đồng chí Nguyễn Văn Thử, Bí thư Đảng ủy, Chủ tịch HĐND phường; đồng chí Trần Thị Mẫu, Phó Bí thư.'

const about = { title: null, publishedOn: null, url: null, encoding: 'unicode' }
const codes = (notes: ReadonlyArray<{ code: string }>) => notes.map(({ code }) => code)

async function refused (t: Test, bytes: Buffer, code: string, en: string, options: ReadOptions = {}) {
  const error = await t.rejects(readText(bytes, options)) as unknown as UnreadableInput
  t.strictSame([error.code, error.detail?.en], [code, en])
}

// ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('paragraphs, tables and line breaks of a Word document are lines', async t => {
  const bytes = await docx(paragraph(run('Sáng 12/7, '), run('Đảng ủy họp.')) +
    table(['Chỉ tiêu', 'Kết quả'], ['Thu ngân sách', '49 tỷ']) +
    '<w:p><w:r><w:t>Một</w:t><w:br/><w:t>Hai</w:t></w:r></w:p>' +
    '<w:p><w:del><w:r><w:delText>bị xóa</w:delText></w:r></w:del><w:ins><w:r><w:t>Thêm</w:t></w:r></w:ins></w:p>')
  t.strictSame(await readText(bytes, { name: 'bao-cao.txt' }), {
    ...about,
    text: 'Sáng 12/7, Đảng ủy họp.\nChỉ tiêu\tKết quả\nThu ngân sách\t49 tỷ\nMột\nHai\nThêm',
    format: 'docx',
    notes: []
  })
})

t.test('text in the fonts of old encodings is converted, by font or by what it says', async t => {
  const text = 'Đảng bộ phường'
  const byFont = await readText(await docx(
    paragraph(run(asWestern(toTcvn3(text.toLowerCase())), '.VnTimeH'), run(' Thử; '),
      run(asWestern(toTcvn3('họp ')), '.VnTime'), run(asWestern(toVni('Quý I')), 'VNI-Times'))))
  t.strictSame([byFont.text, codes(byFont.notes)], ['ĐẢNG BỘ PHƯỜNG Thử; họp Quý I', ['converted']])
  const byText = await readText(await docx(paragraph(run(asWestern(toVni(first))))))
  t.strictSame([byText.text, codes(byText.notes)], [first, ['converted']])
})

t.test('numbers that Word works out are missed', async t => {
  const item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' +
    '<w:r><w:t>Kết quả</w:t></w:r></w:p>'
  const word = 'http://schemas.openxmlformats.org'
  const { text, notes } = await readText(await docx(item, {
    'word/_rels/document.xml.rels': `<Relationships xmlns="${word}/package/2006/relationships"><Relationship Id="n" ` +
      `Type="${word}/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`,
    'word/numbering.xml': `<w:numbering xmlns:w="${word}/wordprocessingml/2006/main"><w:abstractNum ` +
      'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>' +
      '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
  }))
  t.strictSame([text, codes(notes)], ['Kết quả', ['numbering-lost']])
})

t.test('a footnote is a line at the end, and no figure has its sign', async t => {
  const word = 'http://schemas.openxmlformats.org'
  const { text } = await readText(await docx(
    '<w:p><w:r><w:t>Thu 49</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> tỷ.</w:t></w:r></w:p>', {
      'word/_rels/document.xml.rels': `<Relationships xmlns="${word}/package/2006/relationships"><Relationship ` +
        `Id="f" Type="${word}/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>`,
      'word/footnotes.xml': `<w:footnotes xmlns:w="${word}/wordprocessingml/2006/main"><w:footnote w:id="2">` +
        `${paragraph(run('Không kể thu bổ sung.'))}</w:footnote></w:footnotes>`
    }))
  t.equal(text, 'Thu 49 tỷ.\nKhông kể thu bổ sung.')
})

t.test('a package that holds no document, is damaged or empty is refused', async t => {
  await refused(t, await zip({ 'a.txt': 'a' }), 'no-document', 'The file is a ZIP package, but holds no Word document.')
  const whole = await docx(paragraph(run(first)))
  for (const bytes of [whole.subarray(0, 200), whole.subarray(0, -30), Buffer.from('PK\x03\x04zzzzzzzz')]) {
    await refused(t, bytes, 'damaged', 'The file is a damaged DOCX file: it cannot be opened.')
  }
  await refused(t, await docx('', { 'word/document.xml': '<w:document' }), 'damaged',
    'The file is a damaged DOCX file: it cannot be opened.')
  await refused(t, await docx(''), 'no-text', 'The file has no text.')
})

// ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('lines of a PDF become paragraphs again; headers, footers and page numbers go', async t => {
  const bytes = await pdf(document => {
    document.text('ĐẢNG ỦY PHƯỜNG THỬ', 85, 70, { width: 200 }).text('ĐẢNG CỘNG SẢN VIỆT NAM', 320, 70)
    document.fontSize(14).text('BÁO CÁO', 85, 120, { align: 'center' }).moveDown().fontSize(13)
    for (let chapter = 1; chapter <= 14; chapter++) {
      document.text(`${chapter}. Công tác tháng ${chapter}`, { indent: 28 })
      document.text(`${first} ${second}`, { indent: 28, align: 'justify' })
      document.text('- Kết nạp 5 đảng viên;', { indent: 28 }).text('- Kiểm tra 2 chi bộ.', { indent: 28 })
    }
    const { count } = document.bufferedPageRange()
    t.ok(count > 2)
    for (let page = 0; page < count; page++) {
      document.switchToPage(page)
      document.page.margins.bottom = 0
      document.fontSize(10).text('Báo cáo sơ kết', 85, 30, { lineBreak: false })
      document.text(String(page + 1), 300, 800, { lineBreak: false })
    }
  }, { info: { Title: 'Microsoft Word - bao-cao.docx' } })
  const chapters = Array.from({ length: 14 }, (_, at) => [`${at + 1}. Công tác tháng ${at + 1}`, `${first} ${second}`,
    '- Kết nạp 5 đảng viên;', '- Kiểm tra 2 chi bộ.'])
  t.strictSame(await readText(bytes), {
    ...about,
    text: ['ĐẢNG ỦY PHƯỜNG THỬ\tĐẢNG CỘNG SẢN VIỆT NAM', 'BÁO CÁO', ...chapters.flat()].join('\n'),
    format: 'pdf',
    notes: []
  })
})

t.test('pages that are pictures, and letters that fonts do not tell, are noted', async t => {
  const bytes = await pdf(document => { document.text(second).addPage() }, { info: { Title: 'Báo cáo' } })
  const read = await readText(bytes)
  t.strictSame([read.text, read.title, codes(read.notes), read.notes[0]!.detail.en],
    [second, 'Báo cáo', ['pages-without-text'], 'Pages that are pictures, or empty, cannot be read: 2.'])
  const map = '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def ' +
    '1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <FFFD> endbfchar endcmap end end'
  const lost = await readText(pdfOf([...onePage, stream('BT /F 12 Tf 50 700 Td (HAp) Tj ET'),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>', stream(map)]))
  t.strictSame([codes(lost.notes), lost.notes[0]!.detail.en],
    [['low-quality'], '1 characters of the PDF cannot be read: its fonts do not say which they are.'])
  const words = 'nhà n ớc và ph ng ch ng tham nh ng, đ i biểu th o lu n v k t qu c a n m qua và ph ng h ng n m sau'
  t.strictSame(codes((await readText(await pdf(document => { document.text(words) }))).notes), ['low-quality'])
})

t.test('what a PDF is refused for', async t => {
  const letter = await pdf(document => { document.text(second) })
  const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'
  await refused(t, await pdf(document => { document.text(second) }, { userPassword: 'password' }), 'encrypted',
    'The PDF file has a password: save it without one.')
  await refused(t, pdfOf([...onePage, stream('0 0 10 10 re f'), font]), 'no-text',
    'The PDF holds pictures of pages and no text: it needs text recognition.')
  await refused(t, Buffer.from('%PDF-1.4\nnothing'), 'damaged', 'The file is a damaged PDF file: it cannot be opened.')
  await refused(t, await pdf(document => { document.text('a').addPage().text('b') }), 'too-many-pages',
    'The PDF has more than 1 pages.', { limits: { pages: 1 } })
  t.equal((await readText(Buffer.concat([Buffer.from('\r\n\r\n'), letter]), { name: 'a.pdf' })).format, 'pdf')
  t.equal((await readText(Buffer.from('Tệp %PDF-1.4 là gì?'))).format, 'text', 'the word alone makes no PDF')
})
