/** What the page says, in Vietnamese and English; Vietnamese unless the reader prefers English. */

const LANGUAGE = 'so-phuong-language'

/** Each entry: Vietnamese, English. `{name}` is replaced by a value. */
const words = {
  brand: ['Sổ Phường', 'Sổ Phường'],
  review: ['Soát bài', 'Review'],
  queue: ['Bài chờ soát', 'Texts to review'],
  otherLanguage: ['English', 'Tiếng Việt'],
  help: ['Phím tắt', 'Keys'],
  changeKey: ['Đổi khóa', 'Change key'],
  close: ['Đóng', 'Close'],
  cancel: ['Thôi', 'Cancel'],
  retry: ['Thử lại', 'Try again'],
  loading: ['Đang tải…', 'Loading…'],
  offline: [
    'Không kết nối được với dịch vụ. Kiểm tra mạng rồi thử lại.',
    'The service cannot be reached. Check the network and try again.'
  ],
  unknownProblem: ['Dịch vụ trả lời lỗi {status}.', 'The service answered with error {status}.'],
  forbidden: ['Khóa này không được phép làm việc đó: {detail}', 'This key may not do that: {detail}'],

  keyTitle: ['Nhập khóa', 'Your key'],
  keyLabel: ['Khóa của cơ quan, hoặc token truy cập', 'Key of your office, or an access token'],
  keyHint: [
    'Cần quyền review; để khôi phục và xếp số liệu cần thêm quyền write. ' +
      'Khóa chỉ giữ trong thẻ trình duyệt này, đóng thẻ là quên.',
    'Needs the scope review; to bring back and to place figures also write. ' +
      'The key is kept in this tab only and forgotten when it is closed.'
  ],
  keyUse: ['Dùng khóa này', 'Use this key'],
  keyBad: ['Khóa không hợp lệ.', 'The key is not valid.'],

  ward: ['Phường', 'Ward'],
  wardFilter: ['Chỉ bài của phường', 'Only texts about the ward'],
  allWards: ['Mọi phường', 'All wards'],
  filter: ['Lọc', 'Filter'],
  notInList: ['Chọn một mục trong danh sách gợi ý.', 'Choose one of those suggested.'],
  waiting: ['{count} bài chờ soát, cũ nhất trước', '{count} texts wait, the oldest first'],
  nothingWaits: ['Không còn bài nào chờ soát.', 'No text is waiting.'],
  more: ['Xem thêm', 'Show more'],
  received: ['nhận ngày {day}', 'received on {day}'],
  wardUnknown: ['chưa rõ phường', 'ward not known yet'],
  leastSure: ['độ chắc từ {percent}', '{percent} sure or more'],
  leastSureTitle: ['Kết quả kém chắc nhất của bài', 'The least sure finding of the text'],

  kindMeeting: ['Hội nghị', 'Meeting'],
  kindParticipant: ['Người tham dự', 'Participants'],
  kindCitation: ['Văn bản được viện dẫn', 'Documents cited'],
  kindObservation: ['Số liệu', 'Figures'],
  kindTask: ['Nhiệm vụ', 'Tasks'],
  kindUnplaced: ['Chưa xếp được', 'Not placed'],
  text: ['Văn bản', 'Text'],
  showText: ['Hiện văn bản', 'Show the text'],
  hideText: ['Ẩn văn bản', 'Hide the text'],
  findings: ['Kết quả', 'Findings'],
  legend: ['Chú giải', 'Legend'],
  noText: [
    'Sổ không lưu văn bản này. Đoạn trích đứng ở từng kết quả.',
    'The register does not keep this text. Each finding shows its passage.'
  ],
  original: ['Bài gốc', 'Original'],
  progress: ['Đã xem {done}/{all} kết quả', '{done} of {all} findings decided'],
  left: ['Còn {count} kết quả.', '{count} left.'],

  accept: ['Chấp nhận', 'Accept'],
  correct: ['Sửa', 'Correct'],
  reject: ['Từ chối', 'Reject'],
  acceptAll: ['Chấp nhận tất cả', 'Accept all'],
  acceptAllTitle: ['Chấp nhận {count} kết quả còn lại?', 'Accept the {count} findings that are left?'],
  acceptAllHint: [
    'Mọi kết quả còn lại của bài này được ghi là đã xác nhận.',
    'All that is left of this text is recorded as confirmed.'
  ],
  undo: ['Khôi phục', 'Undo'],
  previous: ['Trước', 'Previous'],
  next: ['Sau', 'Next'],
  sure: ['chắc {percent}', '{percent} sure'],
  look: ['cần xem kỹ', 'look closely'],
  isAccepted: ['đã chấp nhận', 'accepted'],
  isRejected: ['đã từ chối', 'rejected'],
  accepted: ['Đã chấp nhận: {label}', 'Accepted: {label}'],
  acceptedAll: ['Đã chấp nhận {count} kết quả.', '{count} findings accepted.'],
  corrected: ['Đã sửa và chấp nhận: {label}', 'Corrected and accepted: {label}'],
  rejected: ['Đã từ chối: {label}. Bấm u để khôi phục.', 'Rejected: {label}. Press u to undo.'],
  restored: ['Đã khôi phục: {label}', 'Brought back: {label}'],
  restoredElsewhere: [
    'Bản ghi còn dựa vào bài khác nên chỉ mất đoạn trích của bài này; không khôi phục được ở đây.',
    'The record rests on other texts too and lost only the passage of this one; it cannot be brought back here.'
  ],
  inputMethod: [
    'Bộ gõ tiếng Việt đang bật nên phím tắt không chạy đúng. Hãy chuyển sang gõ tiếng Anh.',
    'An input method for Vietnamese is on and swallows keys. Please switch it off.'
  ],
  nothingToUndo: ['Không có gì để khôi phục.', 'There is nothing to undo.'],
  isDecided: ['Kết quả này đã được quyết định.', 'This has been decided already.'],
  conflict: [
    'Người khác vừa quyết định về bài này. Trang đã tải lại; hãy xem lại rồi quyết định.',
    'Somebody else has just decided about this text. The page was loaded again; please look once more.'
  ],

  rejectTitle: ['Từ chối kết quả này?', 'Reject this finding?'],
  rejectMeeting: [
    'Từ chối hội nghị thì {count} kết quả gắn với hội nghị cũng bị bỏ.',
    'With the meeting the {count} findings that hang on it go too.'
  ],
  reason: ['Lý do', 'Reason'],
  reasonMisread: ['đọc sai', 'misread'],
  reasonAbsent: ['bài không nói vậy', 'the text does not say so'],
  reasonTwice: ['trùng lặp', 'stands twice'],
  reasonElsewhere: ['không thuộc phường này', 'not of this ward'],

  save: ['Lưu và chấp nhận', 'Save and accept'],
  required: ['Cần điền.', 'Is needed.'],
  badNumber: ['Ghi số như 1.234,5', 'Write the number like 1,234.5'],
  badPeriod: [
    'Ghi như 2024, 2024-H1, 2024-Q3, 2024-07, 2024-9M hoặc 2020/2025',
    'Write 2024, 2024-H1, 2024-Q3, 2024-07, 2024-9M or 2020/2025'
  ],
  linesHint: ['Mỗi dòng một mục', 'One in each line'],
  yes: ['có', 'yes'],

  title: ['Tên hội nghị', 'Title'],
  type: ['Loại hội nghị', 'Type'],
  heldOn: ['Ngày họp', 'Held on'],
  endsOn: ['Ngày kết thúc', 'Last day'],
  session: ['Buổi', 'Part of the day'],
  reviews: ['Kỳ sơ kết, tổng kết', 'Looks back on'],
  plans: ['Kỳ phương hướng, nhiệm vụ', 'Plans for'],
  summary: ['Tóm tắt', 'Summary'],
  official: ['Người', 'Person'],
  group: ['Đoàn đại biểu', 'Delegation'],
  capacity: ['Tư cách tham dự', 'Capacity'],
  titles: ['Chức vụ', 'Titles'],
  resolution: ['Văn bản', 'Document'],
  asCited: ['Cách gọi trong bài', 'As cited'],
  issuerAsStated: ['Nơi ban hành như bài nêu', 'Issuer as stated'],
  issuedOnAsStated: ['Ngày ban hành như bài nêu', 'Day of issue as stated'],
  indicator: ['Tên chỉ tiêu', 'Indicator'],
  value: ['Giá trị', 'Value'],
  valueText: ['Giá trị bằng chữ', 'Value in words'],
  unit: ['Đơn vị tính', 'Unit'],
  target: ['Chỉ tiêu', 'Target'],
  percentOfTarget: ['Tỷ lệ đạt (%)', 'Per cent of target'],
  changePercent: ['Tăng, giảm (%)', 'Change (%)'],
  kind: ['Kết quả hoặc chỉ tiêu', 'Result or target'],
  period: ['Kỳ báo cáo', 'Period'],
  comparator: ['Cách so sánh', 'How exactly'],
  estimate: ['Ước', 'Estimate'],
  subject: ['Đối tượng', 'Subject'],
  asReported: ['Nguyên văn số liệu', 'As reported'],
  taskText: ['Nội dung', 'Task'],
  assignee: ['Giao cho', 'Assigned to'],
  setBy: ['Người giao', 'Set by'],
  taskPeriod: ['Thời hạn', 'To be done in'],
  category: ['Lĩnh vực', 'Field of work'],

  unplacedIndicator: ['Danh mục chưa có chỉ tiêu này.', 'No indicator of the catalogue fits.'],
  unplacedDocument: [
    'Không có hội nghị để gắn văn bản này vào.',
    'There is no meeting at which this document was cited.'
  ],
  unplacedOfficial: [
    'Không có hội nghị để ghi người này tham dự.',
    'There is no meeting in which this person took part.'
  ],
  unplacedTask: ['Không có hội nghị đã giao nhiệm vụ này.', 'There is no meeting that set this task.'],
  place: ['Chọn chỉ tiêu', 'Choose an indicator'],
  placeSave: ['Ghi số liệu', 'Record the figure'],
  placed: ['Đã ghi số liệu: {label}', 'Recorded: {label}'],

  wardTitle: ['Bài nói về phường nào?', 'Which ward is the text about?'],
  wardHint: [
    'Tên trong bài chưa đủ để biết. Chọn phường, bài được đọc lại.',
    'Its name alone does not tell. Choose the ward, and the text is read again.'
  ],
  wardPlace: ['Đọc lại với phường này', 'Read again with this ward'],
  wardPlaced: ['Đã đọc lại với {name}.', 'Read again with {name}.'],

  done: ['Bài này đã soát xong.', 'This text is done.'],
  doneNext: ['Bài tiếp theo', 'Next text'],
  doneNone: ['Không còn bài nào chờ soát.', 'No other text is waiting.'],
  backToQueue: ['Về danh sách', 'Back to the list'],

  keyMove: ['kết quả sau, trước', 'next, previous finding'],
  keyAccept: ['chấp nhận', 'accept'],
  keyReject: ['từ chối, hỏi lý do', 'reject, with a reason'],
  keyEdit: ['sửa', 'correct'],
  keyAll: ['chấp nhận tất cả', 'accept all'],
  keyUndo: ['khôi phục lần từ chối cuối', 'undo the last rejection'],
  keyNext: ['bài tiếp theo, khi đã xong', 'next text, when done'],
  keySave: ['lưu bản sửa', 'save a correction'],
  keyLeave: ['thôi', 'leave'],
  keyHelp: ['bảng này', 'this table']
}

/** @typedef {keyof typeof words} Word */

/** @returns {'vi' | 'en'} */
export function language () {
  const chosen = localStorage.getItem(LANGUAGE)
  if (chosen === 'vi' || chosen === 'en') return chosen
  const preferred = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase())
    .find(tag => tag === 'vi' || tag === 'en')
  return preferred === 'en' ? 'en' : 'vi'
}

/** Goes on in the other language. */
export const changeLanguage = () => localStorage.setItem(LANGUAGE, language() === 'vi' ? 'en' : 'vi')

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values]
 */
export const say = (word, values = {}) =>
  words[word][language() === 'vi' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => String(values[name]))

/** @param {number} value */
export const number = value => value.toLocaleString(language(), { maximumFractionDigits: 6 })

/** @param {number} share 0 to 1 */
export const percent = share => `${Math.round(share * 100)} %`

/** @param {string} iso a day, or an instant */
export function day (iso) {
  if (iso.length > 10) return new Date(iso).toLocaleDateString(language() === 'vi' ? 'vi' : 'en-GB')
  return iso.split('-').reverse().join('/')
}

/** What terms of a vocabulary are called. @param {{ name: string, nameEn: string }} term */
export const nameOf = term => language() === 'en' ? term.nameEn : term.name
