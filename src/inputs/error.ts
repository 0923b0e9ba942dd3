/** Why a file cannot be read, in both languages of the service. Codes are stable: programs and people rely on them. */
import type { Message } from '../http/problems.js'

export type UnreadableCode =
  'empty' | 'too-large' | 'too-many-pages' | 'too-slow' | 'too-complex' | 'unsupported' | 'damaged' | 'encrypted' |
  'no-text' | 'no-document' | 'unknown-encoding'

export const say = (en: string, vi: string): Message => ({ en, vi })

export class UnreadableInput extends Error {
  readonly code: UnreadableCode
  readonly detail: Message

  /** @param cause what a parser said, for the log */
  constructor (code: UnreadableCode, detail: Message, cause?: unknown) {
    super(detail.en, { cause })
    this.name = 'UnreadableInput'
    this.code = code
    this.detail = detail
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 104_857.6) / 10} MB`.replace('.0 ', ' ')

/** A text that is longer than anything that people write. */
export const tooLong = (limit: number) => new UnreadableInput('too-large', say(
  `The text is longer than ${limit} characters.`, `Văn bản dài hơn ${limit} ký tự.`))

/** A file that has more bytes than are read, as it is or unpacked. */
export const tooLarge = (limit: number, isUnpacked = false) => isUnpacked
  ? new UnreadableInput('too-large', say(`The file unpacks to more than ${megabytes(limit)}.`,
    `Tệp khi giải nén lớn hơn ${megabytes(limit)}.`))
  : new UnreadableInput('too-large', say(`The file is larger than ${megabytes(limit)}.`,
    `Tệp lớn hơn ${megabytes(limit)}.`))

export const damaged = (kind: string, cause?: unknown) => new UnreadableInput('damaged', say(
  `The file is a damaged ${kind} file: it cannot be opened.`, `Tệp ${kind} bị hỏng, không mở được.`), cause)

export const encrypted = (kind: string) => new UnreadableInput('encrypted', say(
  `The ${kind} file has a password: save it without one.`, `Tệp ${kind} có mật khẩu: hãy lưu lại không đặt mật khẩu.`))

export const tooComplex = () => new UnreadableInput('too-complex', say(
  'Reading the file takes more memory than is allowed.', 'Đọc tệp cần nhiều bộ nhớ hơn mức cho phép.'))

export const tooSlow = (milliseconds: number) => new UnreadableInput('too-slow', say(
  `Reading the file takes longer than ${milliseconds / 1000} s.`, `Đọc tệp mất hơn ${milliseconds / 1000} giây.`))

export const unsupported = (en: string, vi: string) => new UnreadableInput('unsupported', say(en, vi))

/** Faults of the installation, not of a file. */
export const isOurs = (error: unknown): boolean =>
  /^ERR_(?:MODULE|PACKAGE|UNKNOWN|WORKER|REQUIRE)/.test(String((error as NodeJS.ErrnoException | null)?.code))
