/**
 * The catalogue of problems: what the service can answer instead of a record, each with its status, its words in both
 * languages and when it happens. They are served under /problems/ and are the `type` of every error (RFC 9457).
 */

interface Entry {
  readonly status: number
  readonly title: string
  readonly titleVi: string
  /** When it happens, for the catalogue. */
  readonly when: string
  readonly whenVi: string
}

const catalogue = {
  'invalid-request': {
    status: 400,
    title: 'The request is malformed',
    titleVi: 'Yêu cầu sai định dạng',
    when: 'The address or the body cannot be read, for instance a broken percent-encoding.',
    whenVi: 'Không đọc được địa chỉ hoặc nội dung, ví dụ mã hóa phần trăm bị hỏng.'
  },
  'invalid-parameter': {
    status: 400,
    title: 'A parameter is not valid',
    titleVi: 'Tham số không hợp lệ',
    when: 'A query parameter is unknown, given twice or has a value that is not allowed; `errors` names each.',
    whenVi: 'Tham số không có trong danh sách, lặp lại hoặc có giá trị không được phép; `errors` nêu từng tham số.'
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor does not belong to this list',
    titleVi: 'Con trỏ trang không thuộc danh sách này',
    when: 'A cursor is damaged, or was given for other filters or another order. Start again without it.',
    whenVi: 'Con trỏ bị hỏng, hoặc được cấp cho bộ lọc hay thứ tự khác. Hãy bắt đầu lại không có con trỏ.'
  },
  'invalid-body': {
    status: 400,
    title: 'The body is not valid',
    titleVi: 'Nội dung gửi lên không hợp lệ',
    when: 'A property of the body is unknown, missing or has a value that is not allowed; `errors` points at each.',
    whenVi: 'Nội dung có thuộc tính lạ, thiếu thuộc tính hoặc có giá trị không được phép; `errors` chỉ rõ từng chỗ.'
  },
  unauthorized: {
    status: 401,
    title: 'A good key is needed',
    titleVi: 'Cần khóa hợp lệ',
    when: 'No key was sent where one is needed, or one that is not known, has expired or was revoked; or an access ' +
      'token that is not good.',
    whenVi: 'Không gửi khóa ở nơi cần khóa, hoặc khóa không đúng, đã hết hạn, đã bị thu hồi; hoặc token truy cập ' +
      'không dùng được.'
  },
  forbidden: {
    status: 403,
    title: 'The key may not do this',
    titleVi: 'Khóa không có quyền này',
    when: 'The key or token lacks the scope that is needed, or is limited to other wards.',
    whenVi: 'Khóa hoặc token không có quyền cần thiết, hoặc chỉ dùng cho các phường khác.'
  },
  'not-found': {
    status: 404,
    title: 'Nothing is here',
    titleVi: 'Không có gì ở địa chỉ này',
    when: 'The address is unknown, or no record has this id, slug or code.',
    whenVi: 'Địa chỉ không tồn tại, hoặc không bản ghi nào có mã này.'
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    titleVi: 'Phương thức không được phép ở đây',
    when: 'The address exists, but not for this method; `Allow` lists those that it has.',
    whenVi: 'Địa chỉ có tồn tại nhưng không nhận phương thức này; `Allow` nêu các phương thức được nhận.'
  },
  'not-acceptable': {
    status: 406,
    title: 'No such format',
    titleVi: 'Không có định dạng này',
    when: 'The `Accept` header asks for a format that the address does not have.',
    whenVi: 'Tiêu đề `Accept` yêu cầu định dạng không có.'
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    titleVi: 'Nội dung gửi lên quá lớn',
    when: 'A body is larger than the address takes: 1 MB where nothing else is said.',
    whenVi: 'Nội dung lớn hơn mức cho phép của địa chỉ: 1 MB nếu không nói khác.'
  },
  conflict: {
    status: 409,
    title: 'The record is there already',
    titleVi: 'Đã có bản ghi này',
    when: 'Another record is the same by what identifies it (its id, its ids in the sending system, or the identity ' +
      'of its kind), or the act was done already; `detail` says which.',
    whenVi: 'Đã có bản ghi khác trùng về các yếu tố nhận diện (mã, mã ở hệ thống gửi, hoặc định danh của loại), ' +
      'hoặc việc này đã làm rồi; `detail` nêu rõ.'
  },
  'in-use': {
    status: 409,
    title: 'Other records refer to it',
    titleVi: 'Còn bản ghi khác tham chiếu đến',
    when: 'A record cannot be deleted while others refer to it.',
    whenVi: 'Không xóa được bản ghi khi còn bản ghi khác tham chiếu đến.'
  },
  'reference-gone': {
    status: 409,
    title: 'What it refers to is gone',
    titleVi: 'Bản ghi được tham chiếu không còn',
    when: 'A deleted record cannot come back as it was while what it refers to is not there, or is another by now: ' +
      '`errors` points at it. Restore that first.',
    whenVi: 'Không khôi phục được bản ghi như cũ khi bản ghi mà nó tham chiếu không còn hoặc đã khác: `errors` chỉ ' +
      'rõ. Hãy khôi phục bản ghi đó trước.'
  },
  'request-in-progress': {
    status: 409,
    title: 'The request is still being answered',
    titleVi: 'Yêu cầu đang được xử lý',
    when: 'A request with the same `Idempotency-Key` has not been answered yet. Try again shortly.',
    whenVi: 'Yêu cầu có cùng `Idempotency-Key` chưa xử lý xong. Hãy thử lại sau.'
  },
  gone: {
    status: 410,
    title: 'The record was deleted',
    titleVi: 'Bản ghi đã bị xóa',
    when: 'There was a record of this id; `detail` says when it was deleted and why.',
    whenVi: 'Đã từng có bản ghi mang mã này; `detail` nêu thời điểm và lý do xóa.'
  },
  'place-gone': {
    status: 410,
    title: 'The log no longer has this place',
    titleVi: 'Nhật ký không còn vị trí này',
    when: 'A place in the change feed names an entry that the log does not have: the register was restored from a ' +
      'backup, or is another one. A copy has to be made anew, from a snapshot.',
    whenVi: 'Vị trí trong dòng thay đổi chỉ tới mục mà nhật ký không có: sổ đã được khôi phục từ bản sao lưu, hoặc ' +
      'là sổ khác. Cần tạo lại bản sao từ dữ liệu toàn bộ.'
  },
  'precondition-failed': {
    status: 412,
    title: 'The record has changed since',
    titleVi: 'Bản ghi đã thay đổi',
    when: '`If-Match` names another version than the present one, or `If-None-Match: *` a record that is there.',
    whenVi: '`If-Match` nêu phiên bản khác với phiên bản hiện tại, hoặc `If-None-Match: *` khi bản ghi đã có.'
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    titleVi: 'Idempotency-Key thuộc yêu cầu khác',
    when: 'The same `Idempotency-Key` came before with another address or body.',
    whenVi: 'Cùng một `Idempotency-Key` đã được gửi với địa chỉ hoặc nội dung khác.'
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match is needed',
    titleVi: 'Cần có If-Match',
    when: 'A record is changed only by who has seen its present version: send its `ETag` in `If-Match`.',
    whenVi: 'Chỉ người đã xem phiên bản hiện tại mới được sửa bản ghi: hãy gửi `ETag` trong `If-Match`.'
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    titleVi: 'Quá nhiều yêu cầu',
    when: 'A client asked more than is allowed in a time (`RateLimit-Policy` says how much), sent too many wrong ' +
      'keys, or too much waits for an answer; `Retry-After` says when to try again.',
    whenVi: 'Một bên gọi nhiều hơn mức cho phép trong một khoảng thời gian (`RateLimit-Policy` nêu mức đó), gửi quá ' +
      'nhiều khóa sai, hoặc còn quá nhiều yêu cầu chờ trả lời; `Retry-After` nêu khi nào nên thử lại.'
  },
  'address-too-long': {
    status: 414,
    title: 'The address is too long',
    titleVi: 'Địa chỉ quá dài',
    when: 'A part of the address is longer than any record needs.',
    whenVi: 'Một phần của địa chỉ dài quá mức cần thiết.'
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    titleVi: 'Phần tiêu đề quá lớn',
    when: 'The headers of a request, its address included, are larger than 16 KB.',
    whenVi: 'Phần tiêu đề của yêu cầu, kể cả địa chỉ, lớn hơn 16 KB.'
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of an unsupported type',
    titleVi: 'Không nhận kiểu nội dung này',
    when: 'A body was sent whose `Content-Type` the address does not take.',
    whenVi: 'Nội dung gửi lên có `Content-Type` không được nhận.'
  },
  'unreadable-file': {
    status: 422,
    title: 'The file cannot be read',
    titleVi: 'Không đọc được tệp',
    when: 'A file was sent that is empty, damaged, encrypted or without text, whose encoding is not clear, or that ' +
      'takes more time or memory than is allowed.',
    whenVi: 'Tệp gửi lên trống, bị hỏng, có mật khẩu, không có chữ, không rõ bảng mã, hoặc cần quá nhiều thời gian ' +
      'hay bộ nhớ.'
  },
  'internal-error': {
    status: 500,
    title: 'The service failed',
    titleVi: 'Dịch vụ gặp lỗi',
    when: 'A mistake of ours. The log has the details under the `requestId`.',
    whenVi: 'Lỗi của dịch vụ. Nhật ký có chi tiết theo `requestId`.'
  },
  overloaded: {
    status: 503,
    title: 'The service is overloaded',
    titleVi: 'Dịch vụ quá tải',
    when: 'More is asked than can be answered in time. Nothing was done; try again after `Retry-After`.',
    whenVi: 'Có nhiều yêu cầu hơn mức trả lời kịp. Chưa có gì được thực hiện; hãy thử lại sau `Retry-After`.'
  },
  'too-many-followers': {
    status: 503,
    title: 'Too many readers follow already',
    titleVi: 'Đã có quá nhiều bên đang theo dõi',
    when: 'As many readers wait for changes as this process takes; ask without `wait`, or again later.',
    whenVi: 'Số bên đang chờ thay đổi đã đến giới hạn; hãy hỏi không có `wait`, hoặc thử lại sau.'
  },
  unavailable: {
    status: 503,
    title: 'The service is not ready',
    titleVi: 'Dịch vụ chưa sẵn sàng',
    when: 'The database does not answer, its schema is not up to date, the service is starting or stopping, others ' +
      'keep writing the same records, or the identity provider whose token was sent does not answer. Try again later.',
    whenVi: 'Cơ sở dữ liệu không trả lời hoặc chưa được nâng cấp, dịch vụ đang khởi động hay đang dừng, các bên khác ' +
      'đang ghi cùng bản ghi, hoặc hệ thống định danh của token không trả lời. Hãy thử lại sau.'
  },
  'read-only': {
    status: 503,
    title: 'Nothing can be written now',
    titleVi: 'Hiện chưa ghi được',
    when: 'The database only answers reads: it is a standby, or was set so. Try again later; reads go on.',
    whenVi: 'Cơ sở dữ liệu chỉ cho đọc: là bản dự phòng, hoặc được đặt như vậy. Hãy thử lại sau; vẫn đọc được.'
  },
  'storage-full': {
    status: 507,
    title: 'There is no room left',
    titleVi: 'Hết chỗ lưu',
    when: 'The disk of the database is full. Nothing was written; reads go on. Its operator has to make room.',
    whenVi: 'Đĩa của cơ sở dữ liệu đã đầy. Chưa ghi gì; vẫn đọc được. Người vận hành cần giải phóng dung lượng.'
  }
} as const satisfies Record<string, Entry>

export type ProblemCode = keyof typeof catalogue

export const problems: Readonly<Record<ProblemCode, Entry>> = catalogue

/** A text in both languages of the service. */
export interface Message { readonly en: string, readonly vi: string }

/** A fault in the request: which parameter, or where in the body, and what is wrong with it. */
export interface Fault { readonly parameter?: string, readonly pointer?: string, readonly detail: Message }

/** Thrown wherever a request cannot be answered; the error handler writes it. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: Message
  readonly faults: readonly Fault[]
  readonly headers: Readonly<Record<string, string>>

  constructor (
    code: ProblemCode,
    detail: Message,
    options: { faults?: readonly Fault[], headers?: Record<string, string>, cause?: unknown } = {}
  ) {
    super(detail.en, 'cause' in options ? { cause: options.cause } : {})
    this.code = code
    this.detail = detail
    this.faults = options.faults ?? []
    this.headers = options.headers ?? {}
  }
}

/** A parameter whose value is not allowed. */
export function badParameter (parameter: string, detail: Message): Problem {
  return new Problem('invalid-parameter', detail, { faults: [{ parameter, detail }] })
}

/** A property of the body whose value is not allowed, by its JSON Pointer. */
export const badProperty = (pointer: string, detail: Message): Problem => invalidBody([{ pointer, detail }])

/** As many faults of a body are told one by one. */
const MOST_FAULTS = 100
/** As many of them also stand in the sentence. */
const MOST_SAID = 5

/** One problem that names every fault of a body. */
export function invalidBody (faults: readonly Fault[]): Problem {
  const say = (language: 'en' | 'vi', body: string, more: string) => faults
    .slice(0, MOST_SAID)
    .map(({ pointer, detail }) => `${pointer === '' ? body : pointer} ${detail[language]}`)
    .join('; ') + (faults.length > MOST_SAID ? ` (+${faults.length - MOST_SAID} ${more})` : '') + '.'
  const detail = { en: say('en', 'The body', 'more'), vi: say('vi', 'Nội dung', 'lỗi khác') }
  return new Problem('invalid-body', detail, { faults: faults.slice(0, MOST_FAULTS) })
}

/** A record that was looked for; where there is none, the problem that says so. */
export function found<T> (record: T | null, reference: string): T {
  if (record === null) throw notFound(reference)
  return record
}

/** No record of a kind has this id, slug or code. */
export function notFound (reference: string): Problem {
  return new Problem('not-found', {
    en: `No record is known as '${reference}'.`,
    vi: `Không có bản ghi nào là '${reference}'.`
  })
}
