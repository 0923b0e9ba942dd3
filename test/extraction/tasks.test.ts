/** What sentences ask to be done, of whom; and what they only tell. */
import t from 'tap'
import { readArticle } from '../../src/extraction/article.js'
import { findTasks } from '../../src/extraction/tasks.js'

/** `[who] what`, as findings have it. */
const read = (text: string): string[] => findTasks(readArticle(text), { officials: [] })
  .map(({ assignee, text }) => (assignee === null ? '' : `[${assignee}] `) + text)

const asked: ReadonlyArray<readonly [what: string, text: string, ...tasks: string[]]> = [
  ['of whom', 'Kết luận hội nghị, đồng chí Nguyễn Văn Thử yêu cầu các chi bộ rà soát hộ nghèo còn sót.',
    '[các chi bộ] rà soát hộ nghèo còn sót'],
  ['of several',
    'Đồng chí Bí thư Đảng ủy giao UBND phường lập danh sách trước ngày 5/6; Công an phường tăng cường tuần tra.',
    '[UBND phường] lập danh sách trước ngày 5/6', '[Công an phường] tăng cường tuần tra'],
  ['after a comma',
    'Phát biểu kết luận, ông Thử đề nghị Công an phường tăng cường tuần tra, UBND phường trả lời người dân.',
    '[Công an phường] tăng cường tuần tra', '[UBND phường] trả lời người dân'],
  ['one clause each',
    'Đồng chí đề nghị Đảng ủy tiếp tục giữ nền nếp sinh hoạt, chú trọng giáo dục đảng viên trẻ, không để nợ việc.',
    '[Đảng ủy] tiếp tục giữ nền nếp sinh hoạt', '[Đảng ủy] chú trọng giáo dục đảng viên trẻ',
    '[Đảng ủy] không để nợ việc'],
  ['a short clause goes on',
    'Hội nghị yêu cầu các chi bộ củng cố, duy trì nền nếp.', '[các chi bộ] củng cố, duy trì nền nếp'],
  ['sentences after a colon',
    'Phát biểu kết luận, bà Mẫu yêu cầu các ngành thực hiện một số nhiệm vụ trọng tâm: Tăng cường thu ngân sách. ' +
    'Nâng cao chất lượng sinh hoạt chi bộ. Hội nghị kết thúc lúc trưa.',
    '[các ngành] Tăng cường thu ngân sách', '[các ngành] Nâng cao chất lượng sinh hoạt chi bộ'],
  ['lines after a colon',
    'Hội nghị Đảng ủy phường Suối Mẫu\nĐồng chí Thử yêu cầu thời gian tới tập trung các nhiệm vụ trọng tâm sau:\n- ' +
    'Đẩy mạnh chuyển đổi số ở cơ sở;\n' +
    '- Chăm lo cho hộ nghèo trên địa bàn.\nThu Mẫu', 'Đẩy mạnh chuyển đổi số ở cơ sở',
    'Chăm lo cho hộ nghèo trên địa bàn'],
  ['what must be done', 'Đồng chí Bí thư nhấn mạnh, phường cần tập trung tháo gỡ khó khăn cho tiểu thương.',
    '[phường] tập trung tháo gỡ khó khăn cho tiểu thương'],
  ['a plan', '6 tháng cuối năm, phường tiếp tục vận động nhân dân hiến đất. Tăng cường kiểm tra vỉa hè.',
    'tiếp tục vận động nhân dân hiến đất', 'Tăng cường kiểm tra vỉa hè'],
  ['an order that is a figure', 'Kết luận, đồng chí Thử yêu cầu Đảng ủy phấn đấu kết nạp thêm 2 đảng viên.',
    '[Đảng ủy] phấn đấu kết nạp thêm 2 đảng viên']
]

t.test('what is asked', async t => {
  for (const [what, text, ...tasks] of asked) t.same(read(text), tasks, what)
})

const told = [
  'Năm qua, Đảng ủy đã chỉ đạo UBND phường tích cực cải cách hành chính.',
  'Chất lượng cán bộ đáp ứng yêu cầu nhiệm vụ; hoàn thiện 3 hồ sơ đề nghị kết nạp Đảng.',
  'Thu ngân sách vượt chỉ tiêu Thành ủy giao.',
  'Phường tổ chức giao ban, giao lưu văn nghệ và bàn giao nhà tình nghĩa.',
  'Bà Trần Thị Mẫu, chủ quán, mong có thêm đèn đường.',
  'Cử tri đề nghị phường sớm sửa cống.',
  'Nhiệm vụ tháng 9: kết nạp 2 đảng viên; vận động 30 triệu đồng.',
  'Các đại biểu đã thảo luận sôi nổi và nhất trí với báo cáo.',
  'Theo đề nghị của Đảng ủy, hội nghị hoãn lại.'
]

t.test('what is only told', async t => {
  for (const text of told) t.same(read(text), [], text)
})

t.test('a whole finding', async t => {
  t.same(findTasks(readArticle('Kết luận, bà Mẫu giao UBND phường rà soát các dự án chậm.'), { officials: [] }), [{
    text: 'rà soát các dự án chậm',
    assignee: 'UBND phường',
    spans: [{ start: 34, end: 56 }],
    confidence: 0.85,
    inferred: []
  }])
})
