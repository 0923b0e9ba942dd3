/** What comes of reading a file, and how much of it is read at most. */
import type { Message } from '../http/problems.js'

export type InputFormat = 'text' | 'html' | 'docx' | 'pdf'

/** What whoever reads the text should know of how it was come by; codes are stable. */
export interface Note {
  readonly code: 'converted' | 'capitals-lost' | 'unclear-encoding' | 'whole-page' | 'low-quality' |
    'damaged-characters' | 'pages-without-text' | 'numbering-lost'
  readonly detail: Message
}

export interface Reading {
  /** A paragraph a line; of plain text in UTF-8 exactly what the file says, without a byte order mark. */
  readonly text: string
  readonly format: InputFormat
  /** What the bytes were written in: `utf-8`, `utf-16le`, `tcvn3` …; `unicode` for DOCX and PDF, which tell it. */
  readonly encoding: string
  readonly title: string | null
  /** ISO date on which a web page says that it was published. */
  readonly publishedOn: string | null
  /** The address that a web page calls its own. */
  readonly url: string | null
  readonly notes: readonly Note[]
}

/** What a reader of one kind finds out about a file. */
export type Document = Omit<Reading, 'format' | 'encoding'>

export interface Limits {
  /** Bytes of the file. */
  readonly bytes: number
  /** Characters of the text. */
  readonly characters: number
  /** Bytes of what a DOCX unpacks to. */
  readonly unpacked: number
  /** Pages of a PDF. */
  readonly pages: number
  /** Time for a file that is not plain text. */
  readonly milliseconds: number
  /** Bytes of memory by which the process may grow meanwhile. */
  readonly memory: number
}

export const inputLimits: Limits = {
  bytes: 33_554_432,
  characters: 4_000_000,
  unpacked: 67_108_864,
  pages: 1000,
  milliseconds: 20_000,
  memory: 1_073_741_824
}
