/** Why a file cannot be read at all. */
import type { Message } from '../http/problems.js'

export class SheetError extends Error {
  readonly detail: Message
  /** The row at which reading stopped, where one is known. */
  readonly row: number | null

  constructor (detail: Message, row: number | null = null) {
    super(detail.en)
    this.name = 'SheetError'
    this.detail = detail
    this.row = row
  }
}
