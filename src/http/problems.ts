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
  'internal-error': {
    status: 500,
    title: 'The service failed',
    titleVi: 'Dịch vụ gặp lỗi',
    when: 'A mistake of ours. The log has the details under the `requestId`.',
    whenVi: 'Lỗi của dịch vụ. Nhật ký có chi tiết theo `requestId`.'
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
    when: 'The database does not answer, or the schema is not up to date. Try again later.',
    whenVi: 'Cơ sở dữ liệu không trả lời hoặc chưa được nâng cấp. Hãy thử lại sau.'
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
    code: ProblemCode, detail: Message, options: { faults?: readonly Fault[], headers?: Record<string, string> } = {}
  ) {
    super(detail.en)
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
