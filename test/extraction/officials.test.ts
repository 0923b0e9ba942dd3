/** Who is found in sentences with offices, with which offices, and who chaired; and who is not. */
import t from 'tap'
import { readArticle } from '../../src/extraction/article.js'
import { findOfficials } from '../../src/extraction/officials.js'

type Row = readonly [name: string, roles: string, chair?: 'chair']

/** `Bí thư Đảng ủy [bt]; …`, as findings have it. */
const read = (text: string): Row[] => findOfficials(readArticle(text)).map(({ name, roles, chair }) => {
  const offices = roles.map(({ title, code }) => `${title} [${code ?? '-'}]`).join('; ')
  return chair ? [name, offices, 'chair'] : [name, offices]
})

const named: ReadonlyArray<readonly [what: string, text: string, rows: readonly Row[]]> = [
  ['a name, a dash, offices',
    'Đồng chí Nguyễn Văn Thử – Bí thư Đảng ủy, Chủ tịch HĐND phường phát biểu tại hội nghị.',
    [['Nguyễn Văn Thử', 'Bí thư Đảng ủy [bt]; Chủ tịch HĐND phường [ct-hdnd]']]],
  ['abbreviations of a northern portal',
    'Dự có đ/c Trần Thị Mẫu - UVBTV, TBTC Thành ủy; đ/c Lò Văn Thử- TUV, PBT TT Đảng ủy phường.',
    [['Trần Thị Mẫu', 'UVBTV [uv-btv]; TBTC Thành ủy [tb-tc]'], ['Lò Văn Thử',
      'TUV [uv-bch]; PBT TT Đảng ủy phường [pbt-tt]']]],
  ['ông and bà',
    'Ông Lê Văn Thử, PCT UBND P.4 và bà Đinh Thị Mẫu, Chủ tịch Hội LHPN phường cùng đến dự.',
    [['Lê Văn Thử', 'PCT UBND P.4 [pct-ubnd]'], ['Đinh Thị Mẫu', 'Chủ tịch Hội LHPN phường [ct-pn]']]],
  ['offices in brackets',
    'Ông Hồ Văn Thử (Tổ trưởng tổ dân phố 7) đề nghị sửa cống.',
    [['Hồ Văn Thử', 'Tổ trưởng tổ dân phố 7 [tt-tdp]']]],
  ['an aside before the offices',
    'Đồng chí Phạm Văn Thử (đứng giữa), Chủ tịch UBND phường trao quà.',
    [['Phạm Văn Thử', 'Chủ tịch UBND phường [ct-ubnd]']]],
  ['an office before the name, with a known ward between',
    'Phường Suối Mẫu có 5 khu phố. Bí thư Đảng ủy phường Suối Mẫu Hoàng Thị Thử cho biết như vậy.',
    [['Hoàng Thị Thử', 'Bí thư Đảng ủy phường Suối Mẫu [bt]']]],
  ['an office before the name, without a ward',
    'Theo Phó Chủ tịch UBND phường Ngô Quang Thử, công việc đã xong.',
    [['Ngô Quang Thử', 'Phó Chủ tịch UBND phường [pct-ubnd]']]],
  ['offices on both sides of a name',
    'Phó Bí thư Đảng ủy Vũ Đình Thử - Chủ tịch UBND phường trình bày báo cáo.',
    [['Vũ Đình Thử', 'Phó Bí thư Đảng ủy [pbt]; Chủ tịch UBND phường [ct-ubnd]']]],
  ['a row of offices before names',
    'Bí thư Đảng ủy phường Bùi Văn Thử, Phó Bí thư Thường trực Đảng ủy Đỗ Thị Mẫu dự.',
    [['Bùi Văn Thử', 'Bí thư Đảng ủy phường [bt]'], ['Đỗ Thị Mẫu', 'Phó Bí thư Thường trực Đảng ủy [pbt-tt]']]],
  ['an office joined by kiêm',
    'Đồng chí Dương Văn Thử, Bí thư Đảng ủy kiêm Chủ tịch UBND phường dự.',
    [['Dương Văn Thử', 'Bí thư Đảng ủy [bt]; Chủ tịch UBND phường [ct-ubnd]']]],
  ['dashes within a department and between offices',
    'Đồng chí Lưu Văn Thử - Trưởng phòng Tài chính - Kế hoạch thành phố - Trưởng đoàn kiểm tra dự.',
    [['Lưu Văn Thử', 'Trưởng phòng Tài chính - Kế hoạch thành phố [-]; Trưởng đoàn kiểm tra [-]']]],
  ['elected together',
    'Hội nghị bầu đồng chí Tạ Văn Thử giữ chức Bí thư Đảng ủy; các đồng chí Mai Văn Mẫu và Cao Thị Thử được bầu ' +
    'giữ chức vụ Phó Bí thư Đảng ủy.',
    [['Tạ Văn Thử', 'Bí thư Đảng ủy [bt]'], ['Mai Văn Mẫu', 'Phó Bí thư Đảng ủy [pbt]'],
      ['Cao Thị Thử', 'Phó Bí thư Đảng ủy [pbt]']]],
  ['one office of several who follow',
    'Dự có các Phó Chủ tịch UBND phường: Đào Văn Thử, Chu Thị Mẫu.',
    [['Đào Văn Thử', 'Phó Chủ tịch UBND phường [pct-ubnd]'], ['Chu Thị Mẫu', 'Phó Chủ tịch UBND phường [pct-ubnd]']]],
  ['a former office has no code',
    'Dự có đồng chí Phùng Văn Thử, nguyên Bí thư Thị ủy Mẫu Sơn.',
    [['Phùng Văn Thử', 'nguyên Bí thư Thị ủy Mẫu Sơn [-]']]],
  ['names of other peoples',
    'Dự có đồng chí Y Thử Niê, Phó Bí thư Huyện ủy; đồng chí H\'Mẫu Êban - Chủ tịch Hội Nông dân xã; ' +
    'đồng chí Giàng A Thử, Trưởng Ban Dân vận Huyện ủy; đồng chí Rơ Châm Thử, Hiệu trưởng Trường THCS Mẫu.',
    [['Y Thử Niê', 'Phó Bí thư Huyện ủy [pbt]'], ['H\'Mẫu Êban', 'Chủ tịch Hội Nông dân xã [ct-nd]'],
      ['Giàng A Thử', 'Trưởng Ban Dân vận Huyện ủy [tb-dv]'], ['Rơ Châm Thử', 'Hiệu trưởng Trường THCS Mẫu [ht]']]],
  ['police and military ranks are no offices',
    'Thượng tá Lý Văn Thử - Trưởng Công an phường; Đại úy Trịnh Văn Mẫu, Chỉ huy trưởng Ban CHQS phường cùng dự.',
    [['Lý Văn Thử', 'Trưởng Công an phường [tca]'], ['Trịnh Văn Mẫu', 'Chỉ huy trưởng Ban CHQS phường [cht-qs]']]],
  ['capitals',
    'ĐỒNG CHÍ VƯƠNG VĂN THỬ, BÍ THƯ ĐẢNG ỦY PHƯỜNG LÀM VIỆC VỚI CHI BỘ KHU PHỐ 3',
    [['Vương Văn Thử', 'BÍ THƯ ĐẢNG ỦY PHƯỜNG [bt]']]],
  ['a body with lower-case words',
    'Bà Hứa Thị Thử, Giám đốc Ban Quản lý dự án đầu tư xây dựng thành phố cho biết vậy.',
    [['Hứa Thị Thử', 'Giám đốc Ban Quản lý dự án đầu tư xây dựng thành phố [-]']]],
  ['departments joined by và',
    'Ông Kiều Văn Thử, Phó Giám đốc Sở Xây dựng và Giao thông tỉnh trả lời.',
    [['Kiều Văn Thử', 'Phó Giám đốc Sở Xây dựng và Giao thông tỉnh [-]']]],
  ['a list in lines',
    'Tham dự hội nghị có:\n- Đồng chí Lâm Văn Thử, Bí thư Đảng ủy;\n- Đồng chí Tô Thị Mẫu, Phó Bí thư Đảng ủy;\n' +
    '- Các đồng chí Ủy viên Ban Chấp hành.',
    [['Lâm Văn Thử', 'Bí thư Đảng ủy [bt]'], ['Tô Thị Mẫu', 'Phó Bí thư Đảng ủy [pbt]']]],
  ['a signature',
    'Đảng ủy phường báo cáo như trên để cấp trên biết, theo dõi và cho ý kiến chỉ đạo trong thời gian tới, nhất là ' +
      'về ' +
    'những việc còn vướng mắc mà phường đã nêu ở phần trên của báo cáo này.\nT/M ĐẢNG ỦY\nPHÓ BÍ THƯ\n(đã ký)\n' +
    'Triệu Văn Thử',
    [['Triệu Văn Thử', 'PHÓ BÍ THƯ [pbt]']]],
  ['abbreviations of offices',
    'Dự có ông Vũ Văn Thử, CT UBND; bà Lê Thị Thử - PCT. HĐND; ông Trần Văn Mẫu, Phó BTC Quận ủy.',
    [['Vũ Văn Thử', 'CT UBND [ct-ubnd]'], ['Lê Thị Thử', 'PCT. HĐND [pct-hdnd]'],
      ['Trần Văn Mẫu', 'Phó BTC Quận ủy [ptb-tc]']]],
  ['a department with a comma',
    'Bà Vũ Thị Thử, Trưởng phòng Văn hóa, Khoa học và Thông tin quận, Trưởng đoàn công tác dự.',
    [['Vũ Thị Thử', 'Trưởng phòng Văn hóa, Khoa học và Thông tin quận [-]; Trưởng đoàn công tác [-]']]],
  ['an office taken after another',
    'Hội đồng bầu ông Lê Văn Thử, Chủ tịch Ủy ban MTTQ phường giữ chức vụ Chủ tịch UBND phường khóa V.',
    [['Lê Văn Thử', 'Chủ tịch Ủy ban MTTQ phường [ct-mttq]; Chủ tịch UBND phường [ct-ubnd]']]],
  ['a city before a name of four syllables',
    'Chủ tịch HĐND thành phố Lương Trần Minh Thử phát biểu.',
    [['Lương Trần Minh Thử', 'Chủ tịch HĐND thành phố [ct-hdnd]']]],
  ['a name before a dash after the office',
    'Phó Chủ tịch HĐND thị xã - Trần Văn Thử trình bày.',
    [['Trần Văn Thử', 'Phó Chủ tịch HĐND thị xã [pct-hdnd]']]],
  ['a family name that few have, in a row',
    'Dự có các đồng chí: Lê Văn Thử – Bí thư Đảng ủy; Xừ Thị Mẫu – Phó Bí thư Đảng ủy.',
    [['Lê Văn Thử', 'Bí thư Đảng ủy [bt]'], ['Xừ Thị Mẫu', 'Phó Bí thư Đảng ủy [pbt]']]],
  ['a form',
    'DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ PHƯỜNG\n1. Đồng chí: Lê Văn Thử\nChức vụ: Phó Bí thư Đảng ủy',
    [['Lê Văn Thử', 'Phó Bí thư Đảng ủy [pbt]']]],
  ['elected', 'Đồng chí Lê Văn Thử trúng cử Phó Bí thư chi bộ.', [['Lê Văn Thử', 'Phó Bí thư chi bộ [pbt-cb]']]],
  ['an office of the Centre',
    'Đồng chí Lê Văn Thử, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy dự.',
    [['Lê Văn Thử', 'Ủy viên Trung ương Đảng [uv-bch]; Bí thư Tỉnh ủy [bt]']]],
  ['the same office in other words',
    'Đồng chí Quách Văn Thử, Bí thư Đảng ủy phường dự. Đồng chí Quách Văn Thử - Bí thư Đảng ủy, Trưởng Ban Chỉ đạo ' +
      'nói.',
    [['Quách Văn Thử', 'Bí thư Đảng ủy phường [bt]; Trưởng Ban Chỉ đạo [-]']]]
]

t.test('persons with their offices', async t => {
  for (const [what, text, rows] of named) t.same(read(text), rows, what)
})

const chaired: ReadonlyArray<readonly [what: string, text: string, chairs: readonly string[]]> = [
  ['after the offices',
    'Đồng chí Vi Văn Thử, Bí thư Đảng ủy chủ trì hội nghị; ông Hà Văn Mẫu, Chủ tịch UBND phường dự.',
    ['Vi Văn Thử']],
  ['before them', 'Chủ trì hội nghị có các đồng chí: Vi Văn Thử – Bí thư Đảng ủy; Hà Văn Mẫu – Chủ tịch UBND phường. ' +
    'Dự có đồng chí Đoàn Thị Thử, Trưởng Ban Dân vận Thành ủy.', ['Vi Văn Thử', 'Hà Văn Mẫu']],
  ['until other guests',
    'Chủ trì buổi làm việc là ông Vi Văn Thử, Bí thư Đảng ủy; cùng dự có ông Hà Văn Mẫu, Phó Bí thư ' +
    'Đảng ủy.', ['Vi Văn Thử']],
  ['together', 'Ông Vi Văn Thử, Bí thư Đảng ủy; ông Hà Văn Mẫu, Phó Bí thư Đảng ủy đồng chủ trì.',
    ['Vi Văn Thử', 'Hà Văn Mẫu']],
  ['the last of the guests',
    'Dự có đồng chí Vi Văn Thử, Bí thư Thành ủy; đồng chí Hà Văn Mẫu, Bí thư Đảng ủy chủ trì hội nghị.',
    ['Hà Văn Mẫu']],
  ['by name alone, later',
    'Dự có đồng chí Vi Văn Thử – Bí thư Đảng ủy. Đồng chí Vi Văn Thử chủ trì cuộc họp.', ['Vi Văn Thử']],
  ['by the given name', 'Dự có bà Vi Thị Thử, Bí thư Đảng ủy. Bà Thử điều hành phiên thảo luận.', ['Vi Thị Thử']],
  ['by the office alone',
    'Dự có bà Vi Thị Thử, Bí thư Đảng ủy; ông Hà Văn Mẫu, Chủ tịch UBND phường. Đồng chí Bí thư Đảng ủy ' +
    'phường chủ trì hội nghị.', ['Vi Thị Thử']],
  ['under whom', 'Hội nghị diễn ra dưới sự chủ trì của đồng chí Vi Văn Thử, Bí thư Đảng ủy phường.', ['Vi Văn Thử']],
  ['do', 'Buổi đối thoại do đồng chí Vi Văn Thử – Phó Bí thư Đảng ủy chủ trì.', ['Vi Văn Thử']],
  ['who speaks while chairing', 'Chủ trì hội nghị, đồng chí Vi Văn Thử, Bí thư Đảng ủy yêu cầu các chi bộ rà soát.',
    ['Vi Văn Thử']],
  ['in lines',
    'Chủ trì hội nghị:\n- Đồng chí Vi Văn Thử, Bí thư Đảng ủy;\n- Đồng chí Hà Văn Mẫu, Phó Bí thư Đảng ủy.\nTham ' +
    'dự:\n' +
    '- Đồng chí Đoàn Thị Thử, Trưởng Công an phường.', ['Vi Văn Thử', 'Hà Văn Mẫu']],
  ['no body that leads work',
    'Đồng chí Vi Văn Thử, Bí thư Đảng ủy giao UBND phường chủ trì, phối hợp với Công an phường.', []],
  ['no work', 'Đồng chí Vi Văn Thử, Bí thư Đảng ủy chủ trì xây dựng đề án.', []]
]

t.test('who chaired', async t => {
  for (const [what, text, chairs] of chaired) {
    t.same(findOfficials(readArticle(text)).filter(({ chair }) => chair).map(({ name }) => name), chairs, what)
  }
})

const nobody: ReadonlyArray<readonly [what: string, text: string]> = [
  ['a group', 'Dự có các đồng chí Ủy viên BTV Thành ủy, bí thư các chi bộ, trưởng các đoàn thể.'],
  ['an office without a name', 'Đồng chí Bí thư Đảng ủy phường phát biểu kết luận.'],
  ['a ward named after a person', 'Đảng ủy phường Lê Lợi, đường Tô Ngọc Vân, Trường THCS Nguyễn Du được khen.'],
  ['an office with a ward named after a person', 'Phường Lê Lợi họp. Chủ tịch UBND phường Lê Lợi cho biết như vậy.'],
  ['a leader of old', 'Cuộc vận động học tập Chủ tịch Hồ Chí Minh được duy trì.'],
  ['those who were honoured', 'Đảng ủy trao Huy hiệu cho cụ Nguyễn Văn Thử và bà Trần Thị Mẫu.'],
  ['an author', 'Phường đã họp và thống nhất nhiều việc.\nTin, ảnh: Nguyễn Văn Thử'],
  ['bodies', 'Ban Bí thư, Đoàn Chủ tịch và Ban Giám đốc Nguyễn Du đã họp.'],
  ['a row of wards', 'Bí thư Đảng ủy, Chủ tịch UBND các phường Hà Huy Tập, Lê Mao báo cáo trước ngày 5/6.'],
  ['a street before an office', 'Ra quân ở phố Bùi Thị Xuân, bí thư chi bộ đôn đốc.'],
  ['a company', 'Đại diện Công ty Hoa Mai, Giám đốc Ngân hàng Chính sách xã hội dự.'],
  ['an author with an office', 'Phường đã họp và bàn.\nHọp xong lúc trưa.\nTác giả: Trần Văn Thử - Bí thư Đoàn phường'],
  ['bodies after bodies', 'Dự có Thường trực HĐND, Ban Thường vụ Đảng ủy, UBND phường.'],
  ['an owner', 'Bà Nguyễn Thị Thử, chủ một quán ăn, hỏi về vỉa hè.'],
  ['a province after a committee', 'Bí thư Tỉnh ủy Hà Giang phát biểu.'],
  ['a rank alone', 'Trung tá Nguyễn Văn Thử thăm hỏi các gia đình.']
]

t.test('who is not', async t => {
  for (const [what, text] of nobody) t.same(read(text), [], what)
})

t.test('a whole finding', async t => {
  const text = 'Đ/c Nguyễn Văn Thử - Bí thư chủ trì họp. Sau đó đ/c Thử giao việc.'
  t.same(findOfficials(readArticle(text)), [{
    name: 'Nguyễn Văn Thử',
    inferred: [],
    confidence: 0.95,
    chair: true,
    roles: [{ title: 'Bí thư', code: 'bt', body: null }],
    spans: [{ start: 4, end: 27 }, { start: 52, end: 55 }]
  }])
})
