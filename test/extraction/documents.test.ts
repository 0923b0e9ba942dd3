/** Which documents sentences cite, in the spellings that are met; and what numbers none. */
import t from 'tap'
import { readArticle } from '../../src/extraction/article.js'
import { findDocuments } from '../../src/extraction/documents.js'

/** `21-NQ/TU [NQ 21] 2020-12-31, Thành ủy`, in short. */
const read = (text: string): string[] => findDocuments(readArticle(text)).map(found =>
  `${found.symbol ?? '-'} [${found.type} ${found.number} ${found.issuer ?? '-'}]${found.state ? ' State' : ''}` +
  (found.issuedOn === null ? '' : ` ${found.issuedOn}`) + (found.issuedBy === null ? '' : `, ${found.issuedBy}`))

const spellings: ReadonlyArray<readonly [text: string, ...documents: string[]]> = [
  ['Thực hiện Nghị quyết số 21-NQ/TU.', '21-NQ/TU [NQ 21 TU]'],
  ['Thực hiện Nghị quyết số 21 – NQ/TU.', '21-NQ/TU [NQ 21 TU]'],
  ['Thực hiện Nghị quyết 21 NQ/TU.', '21-NQ/TU [NQ 21 TU]'],
  ['Thực hiện Nghị quyết số: 21-NQ/ TU.', '21-NQ/TU [NQ 21 TU]'],
  ['Thực hiện Nghị quyết số 21 -nq/tu.', '21-NQ/TU [NQ 21 TU]'],
  ['Thực hiện Nghị quyết số 21/NQ-TU.', '21-NQ/TU [NQ 21 TU]'],
  ['Thực hiện NQ/TU số 21.', '21-NQ/TU [NQ 21 TU]'],
  ['Thực hiện Chỉ thị 05-CT/TƯ.', '05-CT/TW [CT 05 TW]'],
  ['Thực hiện Chỉ thị 05-CT/T.Ư.', '05-CT/TW [CT 05 TW]'],
  ['Thực hiện Chương trình số 8-Ctr/ĐU.', '8-CTR/ĐU [CTr 8 ĐU]'],
  ['Theo Quy định số 08-QĐi/TW.', '08-QĐI/TW [QĐi 08 TW]'],
  ['Theo Hướng dẫn 36-HD/VPTW.', '36-HD/VPTW [HD 36 VPTW]'],
  ['Theo Kế hoạch 367 - KH/TWĐTN-VP.', '367-KH/TWĐTN-VP [KH 367 TWĐTN-VP]'],
  ['Theo Kế hoạch số 02-KH/BTCĐU.', '02-KH/BTCĐU [KH 02 BTCĐU]'],
  ['Theo Nghị quyết số 12/NQ-HĐND.', '12/NQ-HĐND [NQ 12 HĐND] State'],
  ['Theo Nghị định số 34/2016/NĐ-CP.', '34/2016/NĐ-CP [NĐ 34 CP] State'],
  ['Theo Nghị quyết số 35/2023/UBTVQH15.', '35/2023/UBTVQH15 [NQ 35 UBTVQH15] State'],
  ['Theo Luật số 72/2025/QH15.', '72/2025/QH15 [Luật 72 QH15] State'],
  ['Theo Công điện số 61/CĐ-TTg.', '61/CĐ-TTg [CĐ 61 TTg] State'],
  ['Theo Thông tư số 01/2011/TT-BNV.', '01/2011/TT-BNV [TT 01 BNV] State'],
  ['Theo Tờ trình 45/TTr-UBND.', '45/TTr-UBND [TTr 45 UBND] State'],
  ['Theo Công văn số 474/UBND-VP.', '474/UBND-VP [CV 474 UBND] State'],
  ['Học các Nghị quyết 18, 19-NQ/TW.', '18-NQ/TW [NQ 18 TW]', '19-NQ/TW [NQ 19 TW]'],
  ['Học Nghị quyết 18,19-NQ/TW.', '18-NQ/TW [NQ 18 TW]', '19-NQ/TW [NQ 19 TW]'],
  ['Học Nghị quyết số 57 và 59-NQ/TW.', '57-NQ/TW [NQ 57 TW]', '59-NQ/TW [NQ 59 TW]'],
  ['Học các Nghị quyết số 57-NQ/TW, 59-NQ/TW và 68-NQ/TW của Bộ Chính trị.', '57-NQ/TW [NQ 57 TW], Bộ Chính trị',
    '59-NQ/TW [NQ 59 TW], Bộ Chính trị', '68-NQ/TW [NQ 68 TW], Bộ Chính trị'],
  ['Học Nghị quyết 68 của Bộ Chính trị.', '- [NQ 68 -], Bộ Chính trị'],
  ['Học Quyết định số 217 và 218 của Bộ Chính trị.', '- [QĐ 217 -], Bộ Chính trị', '- [QĐ 218 -], Bộ Chính trị'],
  ['Triển khai Đề án 06 của Chính phủ.', '- [ĐA 06 -] State, Chính phủ'],
  ['Triển khai Đề án 06/CP.', '- [ĐA 06 -] State'],
  ['Theo Nghị định 100 của Chính phủ.', '- [NĐ 100 -] State, Chính phủ']
]

const contexts: ReadonlyArray<readonly [text: string, ...documents: string[]]> = [
  ['Theo Nghị quyết số 21-NQ/TU ngày 31/12/2020 của Ban Thường vụ Thành ủy về hạ tầng.',
    '21-NQ/TU [NQ 21 TU] 2020-12-31, Ban Thường vụ Thành ủy'],
  ['Theo Nghị quyết số 21-NQ/TU, ngày 5 tháng 7 năm 2023, của Ban Chấp hành Đảng bộ tỉnh về hạ tầng.',
    '21-NQ/TU [NQ 21 TU] 2023-07-05, Ban Chấp hành Đảng bộ tỉnh'],
  ['Theo Kết luận 12-KL/TU của Ban Thường vụ Tỉnh ủy Quảng Ninh ngày 18.7.2023.',
    '12-KL/TU [KL 12 TU] 2023-07-18, Ban Thường vụ Tỉnh ủy Quảng Ninh'],
  ['Theo Kế hoạch 12-KH/ĐU (ngày 05-12-2011) đã ban hành.', '12-KH/ĐU [KH 12 ĐU] 2011-12-05'],
  ['Theo Kết luận 9-KL/TW ban hành ngày 6/1/2024 của Bộ Chính trị, Ban Bí thư.',
    '9-KL/TW [KL 9 TW] 2024-01-06, Bộ Chính trị, Ban Bí thư'],
  ['Theo Quyết định số 15/2016/QĐ-UBND của UBND tỉnh Quảng Ninh và quy định khác.',
    '15/2016/QĐ-UBND [QĐ 15 UBND] State, UBND tỉnh Quảng Ninh'],
  ['Theo Nghị quyết số 60-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XIII về tổ chức.',
    '60-NQ/TW [NQ 60 TW], Ban Chấp hành Trung ương Đảng khóa XIII'],
  ['Đảng ủy phường đã ban hành Chương trình hành động số 5-CTr/ĐU.', '5-CTR/ĐU [CTr 5 ĐU], Đảng ủy phường'],
  ['Theo Công điện số 61/CĐ-TTg ngày 4/9/2024 của Thủ tướng Chính phủ về bão.',
    '61/CĐ-TTg [CĐ 61 TTg] State 2024-09-04, Thủ tướng Chính phủ'],
  ['Theo Chỉ thị số 5-CT/TW của Đảng, ngày 30/2/2020.', '5-CT/TW [CT 5 TW]']
]

t.test('symbols and numbers as they are written', async t => {
  for (const [text, ...documents] of [...spellings, ...contexts]) t.same(read(text), documents, text)
})

const together: ReadonlyArray<readonly [what: string, text: string, ...documents: string[]]> = [
  ['a number means the symbol of the same text', 'Theo Nghị quyết 21-NQ/TU. Về Nghị quyết 21, phường đã làm.',
    '21-NQ/TU [NQ 21 TU]'],
  ['also before it', 'Về Nghị quyết 21, phường đã làm. Đó là Nghị quyết số 21-NQ/TU ngày 31/12/2020.',
    '21-NQ/TU [NQ 21 TU] 2020-12-31'],
  ['but not where another issued it', 'Theo Nghị quyết 21-NQ/TU. Theo Nghị quyết 21 của Bộ Chính trị.',
    '21-NQ/TU [NQ 21 TU]', '- [NQ 21 -], Bộ Chính trị'],
  ['zeros count nothing', 'Theo Chỉ thị 05-CT/TW và Chỉ thị số 5-CT/TW.', '05-CT/TW [CT 05 TW]'],
  ['the same symbol of another year',
    'Theo Quyết định 12/QĐ-UBND ngày 3/2/2023 và Quyết định 12/QĐ-UBND ngày 5/3/2024.',
    '12/QĐ-UBND [QĐ 12 UBND] State 2023-02-03', '12/QĐ-UBND [QĐ 12 UBND] State 2024-03-05'],
  ['another committee',
    'Theo Nghị quyết 21-NQ/TW và Nghị quyết 21-NQ/TU.', '21-NQ/TW [NQ 21 TW]', '21-NQ/TU [NQ 21 TU]'],
  ['the report itself',
    'ĐẢNG BỘ THÀNH PHỐ MẪU\nĐẢNG ỦY PHƯỜNG SUỐI MẪU\n*\nSố 45-BC/ĐU\nSuối Mẫu, ngày 3 tháng 4 năm 2024\n' +
    'BÁO CÁO\nkết quả công tác quý I', '45-BC/ĐU [BC 45 ĐU] 2024-04-03, Đảng ủy phường Suối Mẫu']
]

t.test('places that mean one document', async t => {
  for (const [what, text, ...documents] of together) t.same(read(text), documents, what)
})

const none = [
  'Hội nghị thông qua 9 nghị quyết và 3 kết luận.',
  'Nghị quyết Trung ương 4 khóa XII, Nghị quyết Đại hội XIII của Đảng được quán triệt.',
  'Kế hoạch 5 năm 2021 - 2025 và Chương trình 6 tháng cuối năm được thông qua.',
  'Đạt 68,7%KH; bằng 20/24 KH giao.',
  'Kết luận 3 vụ việc, quyết định 2 nội dung.',
  'Ngày 12-4, phường họp; ngày 3/2/2025 trao Huy hiệu.',
  'Kế hoạch 2024 và Báo cáo 2023 được thông qua.',
  'Kết quả đạt 26/30 chỉ tiêu theo Nghị quyết HĐND.',
  'Chương trình 135, Dự án 3 được triển khai.',
  'Đề án được 10 chi bộ thực hiện.'
]

t.test('what cites no numbered document', async t => {
  for (const text of none) t.same(read(text), [], text)
})

t.test('a whole finding', async t => {
  const text = 'Thực hiện Chỉ thị số 05 - CT/TW, ngày 15/5/2016 của Bộ Chính trị về học tập và làm theo; nhắc lại ' +
    'Chỉ thị 05.'
  t.same(findDocuments(readArticle(text)), [{
    symbol: '05-CT/TW',
    type: 'CT',
    number: '05',
    issuer: 'TW',
    issuedOn: '2016-05-15',
    issuedBy: 'Bộ Chính trị',
    title: 'học tập và làm theo',
    state: false,
    spans: [{ start: 10, end: 64 }, { start: 98, end: 108 }],
    confidence: 0.98,
    inferred: []
  }])
})
