/** The workbook that a clerk fills in: what is in it, and that what is filled in is what is read. */
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import t from 'tap'
import { sheetForms } from '../src/sheets/columns.js'
import { readSheets, type SheetItem } from '../src/sheets/read.js'
import { templateWorkbook } from '../src/sheets/template.js'
import { draftFaults } from '../src/writing/validate.js'

const template = await templateWorkbook()
const { sheets } = await readXlsx(template, { readStyles: true })
const lists = sheets.find(({ name }) => name === 'Danh mục')!

async function read (bytes: Uint8Array): Promise<SheetItem[]> {
  const items: SheetItem[] = []
  for await (const item of readSheets(bytes, { format: 'xlsx', name: 'mau-nhap.xlsx' })) items.push(item)
  return items
}

/** The words that a list of the template offers. */
function wordsOf (formula: string | undefined): string[] {
  const [, letters, first, last] = /^'Danh mục'!\$([A-Z]+)\$(\d+):\$\1\$(\d+)$/.exec(formula ?? '') ?? []
  const column = letters!.charCodeAt(0) - 65
  return lists.rows.slice(Number(first) - 1, Number(last)).map(row => String(row[column]))
}

t.test('it has a guide, three sheets and the hidden lists', async t => {
  t.same(sheets.map(({ name, hidden }) => [name, hidden ?? false]), [
    ['Hướng dẫn', false], ['Hội nghị', false], ['Cán bộ', false], ['Số liệu', false], ['Danh mục', true]
  ])
  for (const { name, columns } of sheetForms) {
    const sheet = sheets.find(sheet => sheet.name === name)!
    t.same(sheet.rows[0], columns.map(({ heading, required }) => required ? `${heading} *` : heading))
    t.match(sheet.freezePane, { rows: 2 })
    t.equal(sheet.cells?.get('0,0')?.style?.font?.bold, true)
    t.equal(sheet.cells?.get('2,0')?.style?.numFmt, '@', 'what is typed stays as it is')
  }
})

t.test('every list offers its whole vocabulary, and every word that it offers is read', async t => {
  for (const { name, columns } of sheetForms) {
    const { dataValidations = [] } = sheets.find(sheet => sheet.name === name)!
    for (const [at, { property, entry, terms, read, hint }] of columns.entries()) {
      const letters = String.fromCharCode(65 + at)
      const validation = dataValidations.find(({ range }) => range === `${letters}3:${letters}10000`)
      t.equal(validation !== undefined, entry === 'list' || entry === 'yes-no', property)
      if (validation === undefined) continue
      t.match(validation, { type: 'list', errorStyle: 'warning', inputMessage: hint[0] })
      const words = wordsOf(validation.formula1)
      t.same(words, terms?.map(({ name }) => name) ?? ['có', 'không'])
      t.same(words.map(text => read({ type: 'text', text })),
        terms?.map(({ code }) => ({ value: code })) ?? [{ value: true }, { value: false }])
    }
  }
})

t.test('as it is, nothing is read of it', async t => {
  t.same(await read(template), [])
})

t.test('its examples are good records, once they are of a ward', async t => {
  const filled = await writeXlsx({
    sheets: sheets.map(({ name, rows }) => ({
      name, rows: rows.map(row => row.map(value => value === 'Ví dụ' ? 'ha-khanh' : value))
    }))
  })
  const items = await read(filled)
  t.same(items.map(({ kind, position, faults }) => [kind, position.sheet, position.row, faults]), [
    ['meeting', 'Hội nghị', 3, []], ['official', 'Cán bộ', 3, []], ['source', null, 0, []],
    ['observation', 'Số liệu', 3, []]
  ])
  for (const { kind, draft } of items) t.same(draftFaults(kind!, draft), [])
  t.match(items.at(-1)!.draft, {
    ward: 'ha-khanh',
    indicator: 'jobs-created',
    kind: 'actual',
    period: '2023',
    value: 165,
    target: 160,
    percentOfTarget: 103,
    asReported: '165/160 lao động, 103 %'
  })
})

t.test('it is the same, byte for byte, every time', async t => {
  t.equal(await templateWorkbook(), template)
})
