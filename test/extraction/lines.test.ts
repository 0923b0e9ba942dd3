/** Lines that were broken for a width are sentences again; lists, headings and verses stay as they are. */
import t from 'tap'
import { readArticle, wordsOf } from '../../src/extraction/article.js'

const linesOf = (text: string) => {
  const article = readArticle(text)
  return article.blocks.map(({ first, end }) => wordsOf(article, first, end))
}

/** A paragraph broken as a mail or a page breaks it. */
const mail = [
  'Sáng 5/7/2024, Đảng ủy phường Hoa Sen tổ chức hội nghị sơ kết 6 tháng',
  'đầu năm, triển khai nhiệm vụ 6 tháng cuối năm. Thu ngân sách ước đạt',
  '14 tỷ 250 triệu đồng. Đồng chí Nguyễn Văn Thử, Bí thư Đảng ủy, Chủ tịch',
  'HĐND phường chủ trì hội nghị cùng các đồng chí trong Ban Thường vụ và',
  'trưởng các đoàn thể của phường.'
]
const joined = mail.join(' ')

t.test('a paragraph of a mail is one line', async t => t.same(linesOf(mail.join('\n')), [joined]))

t.test('so it is whatever ends its lines, and in decomposed letters', async t => {
  t.same(linesOf(mail.join('\r\n')), [joined])
  t.same(linesOf(mail.join('\n').normalize('NFD')), [joined])
})

t.test('a page number between two lines of a sentence is none of its words', async t => {
  for (const page of ['3', '- 3 -', 'Trang 3/12']) {
    const pages = [...mail.slice(0, 3), '', page, '',
      'của phường, có các đồng chí trong Ban Thường vụ Đảng ủy phường khóa mới', 'cùng dự.']
    t.same(linesOf(pages.join('\n'))[0], [...mail.slice(0, 3), ...pages.slice(-2)].join(' '), page)
  }
})

t.test('items of lists, headings, letterheads and tables begin lines of their own', async t => {
  const text = [
    'ĐẢNG BỘ THÀNH PHỐ THỬ NGHIỆM                 ĐẢNG CỘNG SẢN VIỆT NAM',
    'ĐẢNG ỦY PHƯỜNG HOA SEN',
    '',
    ...mail,
    'Kết quả chủ yếu:',
    '- Thu ngân sách trên địa bàn phường ước đạt 14 tỷ 250 triệu đồng, tăng',
    '5% so với cùng kỳ;',
    '1. Kết nạp 12 đảng viên mới, trong đó có nhiều đoàn viên thanh niên và',
    'giáo viên.',
    'Nội dung\tKế hoạch\tThực hiện'
  ].join('\n')
  t.same(linesOf(text), [
    'ĐẢNG BỘ THÀNH PHỐ THỬ NGHIỆM ĐẢNG CỘNG SẢN VIỆT NAM',
    'ĐẢNG ỦY PHƯỜNG HOA SEN',
    joined,
    'Kết quả chủ yếu:',
    '- Thu ngân sách trên địa bàn phường ước đạt 14 tỷ 250 triệu đồng, tăng 5% so với cùng kỳ;',
    '1. Kết nạp 12 đảng viên mới, trong đó có nhiều đoàn viên thanh niên và giáo viên.',
    'Nội dung Kế hoạch Thực hiện'
  ])
})

t.test('lines that end where their author ended them stay apart', async t => {
  const verses = ['Một dòng ngắn', 'hai dòng ngắn', 'ba dòng ngắn', 'bốn dòng ngắn']
  t.same(linesOf(verses.join('\n')), verses)
  const paragraphs = [joined, `${joined} Hội nghị bế mạc cùng ngày.`, 'và đó là tất cả.']
  t.same(linesOf(paragraphs.join('\n')), paragraphs)
})
