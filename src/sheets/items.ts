/**
 * Spreadsheets as items of an import: numbered, held against the schemas of their kinds, and with every fault at its
 * cell, in words that name the column.
 */
import { invalidBody, type Fault } from '../http/problems.js'
import type { Bytes } from '../http/spool.js'
import { draftFaults, type DraftKind } from '../writing/validate.js'
import { cellAt, readSheets, SheetError, type CellFault, type SheetItem, type SheetOptions } from './read.js'

export interface NumberedItem {
  /** From 1. */
  readonly position: number
  /** `Số liệu!D7`: the first cell with a fault, else the row; without the sheet in CSV. */
  readonly place: string
  readonly kind: DraftKind
  readonly draft: object
  readonly faults: readonly Fault[]
}

export interface SizedItem { readonly item: NumberedItem, readonly size: number }

/** A fault of a draft at the cell that it comes from. */
const atCell = (item: SheetItem) => ({ pointer = '', detail }: Fault): CellFault =>
  ({ ...cellAt(item, pointer), message: detail })

function wordsOf ({ column, cell, message }: CellFault): Fault {
  const where = [column, cell === null ? null : `(${cell})`].filter(part => part !== null).join(' ')
  const said = (text: string) => where === '' ? text : `${where} ${text}`
  return { pointer: '', detail: { en: said(message.en), vi: said(message.vi) } }
}

function numbered (item: SheetItem, position: number, kind: DraftKind): NumberedItem {
  const { draft, position: { sheet, row } } = item
  const faults = draft === null ? item.faults : draftFaults(kind, draft).map(atCell(item))
  const cell = faults.find(({ cell }) => cell !== null)?.cell ?? `A${Math.max(row, 1)}`
  return {
    position, place: sheet === null ? cell : `${sheet}!${cell}`, kind, draft: draft ?? {}, faults: faults.map(wordsOf)
  }
}

async function * rest (
  first: IteratorResult<SheetItem, void>, items: AsyncGenerator<SheetItem, void>, from: number
): AsyncGenerator<SizedItem> {
  let position = 0
  let kind: DraftKind = 'meeting'
  try {
    for (let next = first; next.done !== true; next = await items.next()) {
      position++
      kind = next.value.kind ?? kind
      if (position <= from) continue
      const item = numbered(next.value, position, kind)
      yield { item, size: JSON.stringify(item.draft).length }
    }
  } catch (error) {
    if (!(error instanceof SheetError)) throw error
    // What came before is good; that reading stopped is told as the last item.
    const faults = [{ pointer: '', detail: error.detail }]
    yield { item: { position: position + 1, place: `A${error.row ?? 1}`, kind, draft: {}, faults }, size: 0 }
  } finally {
    await items.return()
  }
}

/**
 * The items of a file. It is taken in before this comes back.
 * @param from items up to this one are passed over
 * @throws Problem where the file cannot be read at all
 */
export async function itemsOfSheets (
  input: Bytes, from: number, options: SheetOptions
): Promise<AsyncGenerator<SizedItem>> {
  const items = readSheets(input, options)
  try {
    return rest(await items.next(), items, from)
  } catch (error) {
    throw error instanceof SheetError ? invalidBody([{ pointer: '', detail: error.detail }]) : error
  }
}
