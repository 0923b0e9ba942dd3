/**
 * The rows of the sheets of an Excel workbook, streamed: values of formulas as they were last worked out, numbers with
 * what their format makes of them, and merged cells with what stands in them.
 */
import { say, type RawCell } from './cells.js'
import type { Row } from './csv.js'
import { SheetError } from './error.js'
import { damaged, Package, type Attributes } from './package.js'

/** Texts that cells share are held in memory: so many characters of them at most. */
const SHARED_LENGTH = 32_000_000
const MERGES = 100_000
const COLUMNS = 16_384

export interface Sheet {
  readonly name: string
  readonly isHidden: boolean
  rows (): AsyncGenerator<Row, void, undefined>
}

/** The place of a column, from 0: A, B, … Z, AA. */
const columnAt = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const unescaped = (text: string) => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
  String.fromCharCode(parseInt(code, 16)))

const idOf = (attributes: Attributes) => Object.entries(attributes).find(([name]) => /(^|:)id$/.test(name))?.[1]

function resolved (base: string, target: string): string {
  const parts = target.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

interface Relation { readonly type: string, readonly target: string }

async function relationsOf (parts: Package, part: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>()
  const name = part.replace(/(?<![^/])([^/]*)$/, '_rels/$1.rels')
  if (!parts.has(name)) return found
  await parts.read(name, {
    open (element, { Id, Type, Target, TargetMode }) {
      if (element !== 'Relationship' || TargetMode === 'External') return
      found.set(Id!, { type: Type!.split('/').at(-1)!, target: resolved(part, Target!) })
    }
  })
  return found
}

/** Collects the text of an element that may have runs; what stands above it for pronunciation is left out. */
class Text {
  value = ''
  #isText = false
  #isAbove = false

  open (name: string): void {
    if (name === 'rPh') this.#isAbove = true
    if (name === 't') this.#isText = true
  }

  text (text: string): void {
    if (this.#isText && !this.#isAbove) this.value += text
  }

  close (name: string): void {
    if (name === 'rPh') this.#isAbove = false
    if (name === 't') this.#isText = false
  }
}

async function sharedTexts (parts: Package, name: string | undefined): Promise<string[]> {
  const texts: string[] = []
  let [current, length] = [new Text(), 0]
  if (name === undefined || !parts.has(name)) return texts
  await parts.read(name, {
    open (name) {
      if (name === 'si') current = new Text()
      else current.open(name)
    },
    text (text) { current.text(text) },
    close (name) {
      current.close(name)
      if (name !== 'si') return
      texts.push(current.value)
      length += current.value.length + 16
      if (length > SHARED_LENGTH) {
        throw new SheetError(say('The workbook has more text than is allowed: split it, or send CSV.',
          'Sổ Excel có nhiều chữ hơn mức cho phép: hãy chia nhỏ, hoặc gửi CSV.'))
      }
    }
  })
  return texts
}

type Format = RawCell['format']

function formatOf (id: number, code: string | undefined): Format {
  const bare = code?.replace(/"[^"]*"|\\.|\[[^[\]]*\]|_.|\*./g, '') ?? ''
  if (code !== undefined) return bare.includes('%') ? 'percent' : /[dmyhs]/i.test(bare) ? 'day' : undefined
  if (id === 9 || id === 10) return 'percent'
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
    ? 'day'
    : undefined
}

/** What each format of cells makes of a number. */
async function formatsOf (parts: Package, name: string | undefined): Promise<Format[]> {
  const codes = new Map<number, string>()
  const ids: number[] = []
  let isCells = false
  if (name === undefined || !parts.has(name)) return []
  await parts.read(name, {
    open (name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') isCells = true
      if (name === 'xf' && isCells) ids.push(Number(attributes.numFmtId ?? 0))
    },
    close (name) { if (name === 'cellXfs') isCells = false }
  })
  return ids.map(id => formatOf(id, codes.get(id)))
}

/** A day by its number: Excel counts from 1900 (with a 29 February that year never had) or from 1904. */
function dayOf (text: string, is1904: boolean): string | null {
  const serial = Math.floor(Number(text)) + (is1904 ? 1462 : 0)
  if (!(serial >= 61 && serial <= 109_939)) return null
  return new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10)
}

interface Merge { readonly column: number, readonly from: number, readonly to: number }

/** The cells that are merged with those below them. They stand behind the rows, so they are looked for first. */
async function mergesOf (parts: Package, name: string): Promise<Map<number, Merge[]>> {
  const found = new Map<number, Merge[]>()
  let [rest, count] = ['', 0]
  for await (const chunk of parts.chunks(name)) {
    const text = rest + chunk
    for (const [, attributes] of text.matchAll(/<(?:\w+:)?mergeCell(\s[^<>]*)>/g)) {
      const [, letters, from, to] = /\sref="([A-Z]+)(\d+):[A-Z]+(\d+)"/.exec(attributes!) ?? []
      if (letters === undefined) continue
      if (++count > MERGES) throw damaged()
      const merge = { column: columnAt(letters), from: Number(from), to: Number(to) }
      if (merge.to > merge.from) found.set(merge.from, [...found.get(merge.from) ?? [], merge])
    }
    const last = text.lastIndexOf('<')
    rest = last >= 0 && !text.includes('>', last) ? text.slice(last, last + 1000) : ''
  }
  return found
}

/** What all sheets of a workbook share. */
interface Shared { readonly texts: readonly string[], readonly formats: readonly Format[], readonly is1904: boolean }

function cellOf (type: string, style: string | undefined, text: string, shared: Shared): RawCell | undefined {
  if (type === 'e') return { type: 'error', text }
  if (type === 'b') return { type: 'boolean', text: text === '1' ? 'true' : 'false' }
  if (type === 's' || type === 'inlineStr' || type === 'str' || type === 'd') {
    const words = unescaped(type === 's' ? shared.texts[Number(text)] ?? '' : text).normalize('NFC').trim()
    return words === '' ? undefined : { type: 'text', text: words }
  }
  if (text.trim() === '') return undefined
  const number = Number(text)
  if (!Number.isFinite(number)) return { type: 'error', text }
  const digits = String(Number(number.toPrecision(15)))
  return { type: 'number', text: digits, day: dayOf(text, shared.is1904), format: shared.formats[Number(style ?? 0)] }
}

async function * rowsOf (parts: Package, name: string, shared: Shared): AsyncGenerator<Row, void, undefined> {
  const merges = await mergesOf(parts, name)
  const rows: Row[] = []
  let [number, column, cells] = [0, -1, [] as Array<RawCell | undefined>]
  let [type, style, value, isValue, inline] = ['', undefined as string | undefined, '', false, new Text()]
  const open: Array<Merge & { cell: RawCell | undefined }> = []

  /** What is merged from above stands in this row too. */
  const merged = () => {
    for (const merge of open.splice(0)) {
      if (number > merge.to) continue
      cells[merge.column] ??= merge.cell
      open.push(merge)
    }
    for (const merge of merges.get(number) ?? []) open.push({ ...merge, cell: cells[merge.column] })
  }

  for await (const _ of parts.parse(name, { // eslint-disable-line @typescript-eslint/no-unused-vars
    open (name, attributes) {
      if (name === 'row') {
        number = Number(attributes.r ?? number + 1)
        column = -1
        cells = []
      } else if (name === 'c') {
        const letters = /^[A-Z]{1,3}/.exec(attributes.r ?? '')?.[0]
        column = letters === undefined ? column + 1 : columnAt(letters)
        if (column >= COLUMNS) throw damaged()
        ;[type, style, value, inline] = [attributes.t ?? 'n', attributes.s, '', new Text()]
      } else if (name === 'v') {
        isValue = true
      } else {
        inline.open(name)
      }
    },
    text (text) {
      if (isValue) value += text
      else inline.text(text)
    },
    close (name) {
      if (name === 'v') isValue = false
      else if (name === 'c') cells[column] = cellOf(type, style, type === 'inlineStr' ? inline.value : value, shared)
      else if (name === 'row') {
        merged()
        rows.push({ number, cells })
      } else inline.close(name)
    }
  })) {
    yield * rows.splice(0)
  }
}

/** The sheets of a workbook, in its order; to be closed when they have been read. */
export async function openWorkbook (path: string, limit: number) {
  const parts = await Package.open(path, limit)
  try {
    const root = [...(await relationsOf(parts, '')).values()].find(({ type }) => type === 'officeDocument')?.target
    if (root === undefined) throw damaged()
    const relations = await relationsOf(parts, root)
    const of = (type: string) => [...relations.values()].find(relation => relation.type === type)?.target
    const found: Array<{ name: string, isHidden: boolean, part: string }> = []
    let is1904 = false
    await parts.read(root, {
      open (name, attributes) {
        if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
        if (name !== 'sheet') return
        const relation = relations.get(idOf(attributes) ?? '')
        const isHidden = (attributes.state ?? 'visible') !== 'visible'
        if (relation?.type === 'worksheet') found.push({ name: attributes.name!, isHidden, part: relation.target })
      }
    })
    const shared = {
      texts: await sharedTexts(parts, of('sharedStrings')), formats: await formatsOf(parts, of('styles')), is1904
    }
    const sheets = found.map(({ name, isHidden, part }): Sheet =>
      ({ name, isHidden, rows: () => rowsOf(parts, part, shared) }))
    return { sheets, close: () => { parts.close() } }
  } catch (error) {
    parts.close()
    throw error
  }
}
