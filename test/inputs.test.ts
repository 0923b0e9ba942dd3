/** Plain text in every encoding in which Vietnamese offices keep it: what is read of it, and what is refused. */
import t, { type Test } from 'tap'
import { legacies, viewOf } from '../src/inputs/legacy.js'
import { readText, UnreadableInput, type ReadOptions, type Reading } from '../src/inputs/read.js'
import { isSyllable } from '../src/inputs/syllables.js'
import { asWestern, toTcvn3, toVni, toWindows1258 } from './helpers/encodings.js'

const article = `Đảng ủy phường Thử tổ chức hội nghị sơ kết 6 tháng đầu năm
Sáng 12/7, đồng chí Nguyễn Văn Thử, Bí thư Đảng ủy phường, chủ trì hội nghị; dự có đồng chí Trần Thị Mẫu.
Tổng thu ngân sách ước đạt 49 tỷ 687 triệu đồng, bằng 790,2% dự toán; kết nạp 5 đảng viên mới.
Nghị quyết số 21-NQ/TU được quán triệt ở mỗi chi bộ; khuyết điểm đã sửa, rõ người, rõ việc, kỹ lưỡng.
`

const nothing = { title: null, publishedOn: null, url: null }
const codes = ({ notes }: Reading) => notes.map(({ code }) => code)

async function refusal (t: Test, bytes: Buffer, options: ReadOptions = {}): Promise<UnreadableInput> {
  const error = await t.rejects(readText(bytes, options)) as unknown
  t.type(error, UnreadableInput)
  return error as UnreadableInput
}

t.test('text in UTF-8 is exactly what the file says, but for its byte order mark', async t => {
  for (const text of [article, article.replaceAll('\n', '\r\n'), article.normalize('NFD'),
    ' \tSáng\u00A0nay \u200B họp\u00AD\r', 'Société Générale đã họp', 'Thông báo: 5 µm, 3 m², ® © « ok »', 'ASCII']) {
    const expected = { ...nothing, text, format: 'text', encoding: 'utf-8', notes: [] }
    t.strictSame(await readText(Buffer.from(text)), expected)
    t.strictSame(await readText(Buffer.from('\uFEFF' + text)), expected, 'with a mark')
  }
})

t.test('UTF-16 is read by its byte order mark', async t => {
  const little = Buffer.from('\uFEFF' + article, 'utf16le')
  const expected = { ...nothing, text: article, format: 'text', notes: [] }
  t.strictSame(await readText(little), { ...expected, encoding: 'utf-16le' })
  t.strictSame(await readText(Buffer.from(little).swap16()), { ...expected, encoding: 'utf-16be' })
  const bare = await refusal(t, Buffer.from('Bao cao cua Dang uy phuong', 'utf16le'))
  t.strictSame([bare.code, bare.detail], ['unknown-encoding', {
    en: 'The file may be UTF-16LE, but has no byte order mark: save it as UTF-8.',
    vi: 'Tệp có thể dùng bảng mã UTF-16LE nhưng thiếu dấu BOM: hãy lưu dưới dạng UTF-8.'
  }])
  const half = await refusal(t, Buffer.concat([little, Buffer.from([0x41])]))
  t.equal(half.code, 'unknown-encoding', 'half a character')
})

t.test('the encodings of before Unicode are recognised and converted', async t => {
  const small = article.toLowerCase()
  const read = await readText(toTcvn3(small))
  t.strictSame([read.text, read.encoding, codes(read)], [small, 'tcvn3', ['capitals-lost']])
  for (const [encoding, bytes] of [['vni', toVni(article)], ['windows-1258', toWindows1258(article)]] as const) {
    const { text, ...rest } = await readText(bytes)
    t.strictSame([text, rest], [article, { ...nothing, format: 'text', encoding, notes: [] }])
  }
})

t.test('every letter survives', async t => {
  const letters = 'àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ'
  const convert = (code: string, bytes: Buffer) =>
    legacies.find(legacy => legacy.code === code)!.convert(viewOf(bytes))
  t.equal(convert('tcvn3', toTcvn3(letters + 'ĂÂÊÔƠƯĐ')), letters + 'ĂÂÊÔƠƯĐ')
  const both = letters + letters.toUpperCase()
  t.equal(convert('vni', toVni(both)), both)
  t.equal(convert('windows-1258', toWindows1258(both)), both)
  t.equal(convert('utf-8-doubled', Buffer.from(both)), both)
})

t.test('bytes as other programs write them', async t => {
  // As the C library's iconv writes TCVN 5712:1993, whose small letters are those of TCVN3, and Windows-1258.
  const tcvn = Buffer.from('73b86e67206e61792c20aeb66e6720f179207068adea6e67207468f62068e4702073ac206bd574' +
    '2063ab6e672074b863207175fd2069', 'hex')
  const windows = Buffer.from('53e16e67206e61792c20d061d26e672075d279207068fdf5cc6e67205468fdd220686ff27020' +
    '73f5206beaec742063f46e672074e16320717579ec2049', 'hex')
  const text = 'Sáng nay, Đảng ủy phường Thử họp sơ kết công tác quý I'
  t.equal((await readText(tcvn)).text, text.toLowerCase())
  t.equal((await readText(windows)).text, text)
})

t.test('text that was spoiled before it became UTF-8 is repaired, line by line', async t => {
  const small = article.toLowerCase()
  const spoiled: Record<string, [spoiled: string, text: string, notes: string[]]> = {
    'TCVN3 (ABC)': [asWestern(toTcvn3(small)), small, ['converted', 'capitals-lost']],
    'VNI-Win': [asWestern(toVni(article)), article, ['converted']],
    'Windows-1258': [asWestern(toWindows1258(article)), article, ['converted']],
    'UTF-8 (2×)': [asWestern(Buffer.from(article)), article, ['converted']]
  }
  for (const [name, [input, text, notes]] of Object.entries(spoiled)) {
    const read = await readText(Buffer.from(input))
    t.strictSame([read.text, read.encoding, codes(read)], [text, 'utf-8', notes], name)
    t.match(read.notes[0]!.detail, { en: `from ${name} to Unicode`, vi: `từ ${name} sang Unicode` })
    const around = `Trang tin điện tử phường Thử\r\n${input}Société Générale – 2023\n`
    t.equal((await readText(Buffer.from(around))).text,
      `Trang tin điện tử phường Thử\r\n${text}Société Générale – 2023\n`, `${name} within Unicode`)
  }
  const twice = asWestern(Buffer.from(asWestern(Buffer.from(article))))
  t.equal((await readText(Buffer.from(twice))).text, article, 'twice')
})

t.test('as old pages show it', async t => {
  const cases: Record<string, string> = {
    'Uû ban nh©n d©n': 'Uỷ ban nhân dân',
    'M«n häc: Nhµ n\u00ADíc vµ Ph¸p luËt': 'Môn học: Nhà nước và Pháp luật',
    'Ñaûng uûy caùc phöôøng': 'Đảng ủy các phường',
    'ÑAÛNG UÛY CAÙC PHÖÔØNG': 'ĐẢNG ỦY CÁC PHƯỜNG',
    'Ä\x90áº£ng bá»™ phÆ°á»\x9Dng Thá»\xAD': 'Đảng bộ phường Thử',
    // Of words in capitals TCVN3 has only the unmarked letters in capitals.
    'CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM': 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'BÝ th\u00AD §¶ng uû Hµ V¨n M\u00ADêi': 'Bí thư Đảng uỷ Hà Văn Mười'
  }
  for (const [input, text] of Object.entries(cases)) t.equal((await readText(Buffer.from(input))).text, text, input)
})

t.test('nothing is guessed: what is not clear is refused, and says what it may be', async t => {
  const cases: Array<[bytes: Buffer, en: string]> = [
    [Buffer.from('Die Bürger über das schöne Fußballspiel, größer als in München.', 'latin1'),
      'The file is not UTF-8 from byte 5 on, and none of TCVN3, VNI and Windows-1258 gives Vietnamese: ' +
      'save it as UTF-8.'],
    [toVni('Đảng'), 'The file is not UTF-8 from byte 0 on, and it may be VNI-Win, which is not certain: ' +
      'save it as UTF-8.'],
    [Buffer.concat([Buffer.from(article), Buffer.from([0xFF]), Buffer.from(article)]),
      `The file is UTF-8, but damaged at byte ${Buffer.byteLength(article)}.`]
  ]
  for (const [bytes, en] of cases) {
    const { code, detail } = await refusal(t, bytes)
    t.strictSame([code, detail.en], ['unknown-encoding', en])
    t.match(detail.vi, /^Tệp (?:không phải UTF-8 kể từ|dùng UTF-8 nhưng bị hỏng ở) byte \d+/)
  }
  const short = await readText(Buffer.from('Ñaûng uûy'))
  t.strictSame([short.text, codes(short)], ['Ñaûng uûy', ['unclear-encoding']], 'UTF-8 stays as it is, with a note')
  t.match(short.notes[0]!.detail.en, 'Parts of the text look like VNI-Win, which is not certain')
})

t.test('only quotation marks and dashes of Windows are read in any case', async t => {
  const { text, encoding } = await readText(Buffer.from('Hoi nghi \x93so ket\x94 \x96 2023', 'latin1'))
  t.strictSame([text, encoding], ['Hoi nghi “so ket” – 2023', 'windows-1252'])
})

t.test('a text that has lost letters is marked', async t => {
  const lost = 'Đảng ủy ph ng họp ở nhà n ớc, đ ng chí b th ch trì; các đ i biểu th o lu n k t qu c a n m qua và n m'
  t.strictSame(codes(await readText(Buffer.from(lost))), ['low-quality'])
})

t.test('files that are no text say what they are', async t => {
  const cases: Array<[bytes: Buffer, code: string, en: string]> = [
    [Buffer.alloc(0), 'empty', 'The file is empty.'],
    [Buffer.from('\uFEFF \r\n\t'), 'empty', 'The file has no text.'],
    [Buffer.from('\x89PNG\r\n\x1A\n\0\0', 'latin1'), 'unsupported',
      'The file is a picture: text in it cannot be read.'],
    [Buffer.from('D0CF11E0A1B11AE1', 'hex'), 'unsupported',
      'The file is an old Office file (.doc), or has a password: save it as .docx, without one.'],
    [Buffer.from('{\\rtf1 \\ansi a}'), 'unsupported', 'Rich Text (.rtf) is not read: save it as .docx.'],
    [Buffer.from([0x1F, 0x8B, 8, 0, 0]), 'unsupported', 'The file is compressed (gzip): unpack it first.'],
    [Buffer.from(Array.from({ length: 300 }, (_, at) => at % 256)), 'unsupported',
      'The file is no text, HTML, DOCX or PDF.'],
    [Buffer.from('Nghị quyết\0số 21'), 'unsupported', 'The file is no text, HTML, DOCX or PDF.']
  ]
  for (const [bytes, code, en] of cases) {
    const error = await refusal(t, bytes, { name: 'bao-cao.txt', contentType: 'text/plain' })
    t.strictSame([error.code, error.detail.en, error.message], [code, en, en])
  }
})

t.test('what is a syllable', async t => {
  for (const word of ['nghiêng', 'Quyết', 'ỦY', 'hoà', 'hòa', 'giữa', 'khuỷu', 'đường', 'Lắk', 'e\u0302\u0301ch']) {
    t.ok(isSyllable(word), word)
  }
  for (const word of ['', 'ng', 'đảngủy', 'cat', 'cằt', 'Müller', 'nh©n', 'Société', 'ạạ', 'strong', 'a'.repeat(50)]) {
    t.notOk(isSyllable(word), word)
  }
})
