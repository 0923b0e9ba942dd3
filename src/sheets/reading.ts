/**
 * A file on its way: sheet by sheet, from the row of headings down to drafts, with what one file must hold together.
 */
import { canonicalName } from '../domain/text.js'
import type { Spooled } from '../http/spool.js'
import { say } from './cells.js'
import type { SheetKind } from './columns.js'
import type { Row } from './csv.js'
import {
  meetingDraft, observationDraft, officialDraft, type Context, type Draft, type Drafted, type Places
} from './drafts.js'
import { SheetError } from './error.js'
import { headingOf, isEmpty, readRow, type CellFault, type Heading, type ReadRow } from './rows.js'

/** What is refused because of its size; all can be changed. */
export const sheetLimits = {
  /** Bytes of the file. */
  bytes: 100 * 1024 * 1024,
  /** Bytes of all parts of a workbook that are read, unpacked. */
  unpacked: 1024 * 1024 * 1024,
  /** Rows with something in them, in all sheets together. */
  rows: 200_000
}

export interface SheetOptions {
  readonly format: 'csv' | 'xlsx'
  /** Name of the file. */
  readonly name: string
  /** What the rows are, where neither the name of the sheet nor its headings tell. */
  readonly kind?: SheetKind | undefined
  /** The system under whose name the codes of the sheet are kept; `bang-tinh` where none is given. */
  readonly sourceSystem?: string | undefined
  /** The ward of rows that name none. */
  readonly ward?: string | undefined
  /** Finds wards by their name, as slugs or ids. Without it, a ward is told by its slug, id or code. */
  readonly findWards?: ((name: string) => Promise<readonly string[]> | readonly string[]) | undefined
  /** What is to be known of the file as a source, besides its SHA-256. */
  readonly source?: Readonly<Record<string, unknown>> | undefined
  readonly limits?: Partial<typeof sheetLimits> | undefined
}

/** What a row, or several of one person, say. */
export interface SheetItem {
  /** Sheet: null in CSV. Row: the first, as a spreadsheet counts. The source, which is the file, stands at row 0. */
  readonly position: { readonly sheet: string | null, readonly row: number }
  /** Null where it is not known, and with it the draft. */
  readonly kind: SheetKind | 'source' | null
  /** Null where something is wrong. */
  readonly draft: Draft | null
  readonly faults: readonly CellFault[]
  /** Where the properties of the draft stand, by JSON Pointer; see cellAt. */
  readonly places: Places
}

/** How many rows above the headings a sheet may have: its title, whose it is. */
const BEFORE_HEADING = 30
/** The most offices of one person; so many rows are held at a time. */
const OFFICES = 200

export class Reading {
  readonly #options: SheetOptions
  readonly #file: Spooled
  readonly #context: Context
  readonly #limit: number
  readonly #wards = new Map<string, string | CellFault['message']>()
  /** What identifies the records so far, and in which row each stands. */
  readonly #seen = new Map<string, string>()
  #rows = 0
  #hasSource = false

  constructor (options: SheetOptions, file: Spooled) {
    this.#options = options
    this.#file = file
    this.#context = { sourceSystem: options.sourceSystem ?? 'bang-tinh', sha256: file.sha256 }
    this.#limit = options.limits?.rows ?? sheetLimits.rows
  }

  async #wardNamed (text: string): Promise<string | CellFault['message']> {
    const plain = text.toLowerCase()
    if (/^\d{1,5}$/.test(plain)) return plain.padStart(5, '0')
    if (/^(ward:)?[0-9a-z]+(-[0-9a-z]+)*$/.test(plain)) return plain
    const found = await this.#options.findWards?.(text) ?? []
    if (found.length === 1) return found[0]!
    const some = found.slice(0, 5).join(', ')
    return found.length === 0
      ? say('names no ward that is known: write its short name in addresses, such as ha-khanh, or its official code',
        'không có đơn vị nào tên như vậy: hãy ghi tên rút gọn, ví dụ ha-khanh, hoặc mã chính thức')
      : say(`is the name of several wards: write one of ${some}`, `là tên của nhiều đơn vị: hãy ghi một trong ${some}`)
  }

  /** The ward of a row. */
  async #wardOf (row: ReadRow): Promise<string | undefined> {
    const entry = row.entries.get('ward')
    if (entry === undefined) return this.#options.ward
    const text = entry.value as string
    const ward = this.#wards.get(text) ?? await this.#wardNamed(text)
    if (this.#wards.size < 10_000) this.#wards.set(text, ward)
    if (typeof ward === 'string') return ward
    row.faults.push({ ...row.place('ward'), message: ward })
    return undefined
  }

  /** What may stand only once in a file; otherwise the later row would silently take the place of the earlier. */
  #once (row: ReadRow, sheet: string | null, key: readonly unknown[], property: string): void {
    const text = JSON.stringify(key)
    const before = this.#seen.get(text)
    const here = sheet === null ? `${row.number}` : `${sheet}!${row.number}`
    if (before === undefined) this.#seen.set(text, here)
    else {
      row.faults.push({
        ...row.place(property),
        message: say(`is the same record as row ${before}`, `trùng với bản ghi ở hàng ${before}`)
      })
    }
  }

  #item (sheet: string | null, kind: SheetKind, rows: readonly ReadRow[], make: () => Drafted): SheetItem {
    const { draft, places } = make()
    const faults = rows.flatMap(row => row.faults)
    return {
      position: { sheet, row: rows[0]!.number }, kind, draft: faults.length === 0 ? draft : null, faults, places
    }
  }

  async #meeting (sheet: string | null, row: ReadRow): Promise<SheetItem> {
    const ward = await this.#wardOf(row)
    const externalId = row.entries.get('externalId')?.value
    if (externalId !== undefined) this.#once(row, sheet, ['meeting', ward, externalId], 'externalId')
    return this.#item(sheet, 'meeting', [row], () => meetingDraft(row, ward ?? '', this.#context))
  }

  async #observation (sheet: string | null, row: ReadRow): Promise<SheetItem> {
    const ward = await this.#wardOf(row)
    return this.#item(sheet, 'observation', [row], () => {
      const drafted = observationDraft(row, ward ?? '', this.#context)
      if (row.faults.length === 0) this.#once(row, sheet, ['figure', ward, drafted.draft.externalId], 'indicator')
      return drafted
    })
  }

  async #official (sheet: string | null, rows: readonly ReadRow[]): Promise<SheetItem> {
    const wards: Array<string | undefined> = []
    const here = new Map<string, readonly unknown[]>()
    for (const row of rows) {
      // The ward of a person's organisation is told, or the organisation is of no ward.
      const ward = row.entries.has('ward') ? await this.#wardOf(row) : undefined
      wards.push(ward)
      const key = [canonicalName(String(row.entries.get('name')?.value)), row.entries.get('organisation')?.value, ward]
      here.set(JSON.stringify(key), key)
    }
    // Parted by other rows they are two persons, whom the register could not tell apart.
    for (const key of here.values()) this.#once(rows[0]!, sheet, ['person', ...key], 'name')
    return this.#item(sheet, 'official', rows, () => officialDraft(rows, wards))
  }

  #source (): SheetItem {
    const { name, source = {} } = this.#options
    const draft = { title: name, language: 'vi', ...source, sha256: this.#file.sha256 }
    return { position: { sheet: null, row: 0 }, kind: 'source', draft, faults: [], places: {} }
  }

  #demand (heading: Heading, row: ReadRow): void {
    for (const column of heading.columns.values()) {
      if (column?.required !== true || row.entries.has(column.property)) continue
      if (column.property === 'ward' && this.#options.ward !== undefined) continue
      const place = row.place(column.property)
      if (row.faults.some(({ cell }) => cell === place.cell)) continue
      row.faults.push({ ...place, message: say('is required', 'là bắt buộc') })
    }
  }

  /** The rows below the headings. A row without a name, right below a person, tells another office of that person. */
  async * #records (sheet: string | null, heading: Heading, rows: AsyncIterator<Row>): AsyncGenerator<SheetItem> {
    let person: ReadRow[] = []
    const nameOf = (row: ReadRow | undefined) => row?.entries.get('name')?.value as string | undefined
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
      this.#count(next.value)
      const row = readRow(heading, next.value)
      if (heading.kind === 'official') {
        const name = row === null ? undefined : nameOf(row)
        const isSame = row !== null && person.length > 0 && person.length < OFFICES &&
          next.value.number === person.at(-1)!.number + 1 &&
          (name === undefined || canonicalName(name) === canonicalName(nameOf(person[0]) ?? ''))
        if (!isSame && person.length > 0) yield await this.#official(sheet, person.splice(0))
        if (row === null) continue
        if (isSame && name === undefined) {
          row.entries.set('name', person[0]!.entries.get('name')!)
        }
        this.#demand(heading, row)
        person = [...person, row]
        continue
      }
      if (row === null) continue
      this.#demand(heading, row)
      if (heading.kind === 'meeting') {
        yield await this.#meeting(sheet, row)
        continue
      }
      if (!row.entries.has('source') && !this.#hasSource) {
        this.#hasSource = true
        yield this.#source()
      }
      yield await this.#observation(sheet, row)
    }
    if (person.length > 0) yield await this.#official(sheet, person)
  }

  #count (row: Row): void {
    if (isEmpty(row)) return
    this.#rows++
    if (this.#rows > this.#limit) {
      throw new SheetError(say(
        `The file has more than ${this.#limit} rows: split it, or send NDJSON.`,
        `Tệp có hơn ${this.#limit} hàng: hãy chia nhỏ, hoặc gửi NDJSON.`), row.number)
    }
  }

  /** A sheet, from its headings on. */
  async * sheet (
    sheet: string | null, kind: SheetKind | undefined, rows: AsyncGenerator<Row>
  ): AsyncGenerator<SheetItem> {
    const wrong = (row: number, kind: SheetKind | null, faults: readonly CellFault[]): SheetItem =>
      ({ position: { sheet, row }, kind, draft: null, faults, places: {} })
    let seen = 0
    try {
      for (let next = await rows.next(); next.done !== true && seen < BEFORE_HEADING; next = await rows.next()) {
        if (isEmpty(next.value)) continue
        seen++
        const heading = headingOf(next.value, kind, this.#options.ward !== undefined)
        if (heading === null) continue
        if (heading.faults.length > 0) yield wrong(heading.row, heading.kind, heading.faults)
        else yield * this.#records(sheet, heading, rows)
        return
      }
    } finally {
      await rows.return(undefined)
    }
    if (seen === 0) return
    yield wrong(1, kind ?? null, [{
      column: null,
      cell: null,
      message: say('has no row of headings that is known: take those of the template',
        'không có hàng tiêu đề cột phù hợp: hãy dùng tiêu đề của tệp mẫu')
    }])
  }
}
