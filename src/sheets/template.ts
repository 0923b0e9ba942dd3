/** The workbook that a clerk fills in: made from the same columns by which it is read back. */
import type { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { xml } from '../http/sheet.js'
import { HEAD, OFFICE, PACKAGE, relations, TYPE } from '../http/xlsx.js'
import { sheetForms } from './columns.js'
import { formSheet, GUIDE, guideSheet, LISTS, listsSheet, TEMPLATE_STYLES } from './template-sheets.js'

const sheets = [
  { name: GUIDE, text: guideSheet, isHidden: false },
  ...sheetForms.map(form => ({ name: form.name, text: () => formSheet(form), isHidden: false })),
  { name: LISTS, text: listsSheet, isHidden: true }
]

const contentTypes = () => `<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  sheets.map((_, at) =>
    `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('') +
  '</Types>'

const workbook = () =>
  `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>` +
  sheets.map(({ name, isHidden }, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}"` +
    `${isHidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`).join('') + '</sheets></workbook>'

async function make (): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  // The same bytes every time, so that caches and the tag of the answer hold.
  const add = (path: string, text: string) =>
    zip.addBuffer(Buffer.from(HEAD + text), path, { mtime: new Date(Date.UTC(2000, 0, 1)) })
  add('[Content_Types].xml', contentTypes())
  add('_rels/.rels', relations([[`${OFFICE}/officeDocument`, 'xl/workbook.xml']]))
  add('xl/workbook.xml', workbook())
  add('xl/_rels/workbook.xml.rels', relations([
    ...sheets.map((_, at) => [`${OFFICE}/worksheet`, `worksheets/sheet${at + 1}.xml`] as const),
    [`${OFFICE}/styles`, 'styles.xml']
  ]))
  add('xl/styles.xml', TEMPLATE_STYLES)
  for (const [at, { text }] of sheets.entries()) add(`xl/worksheets/sheet${at + 1}.xml`, text())
  zip.end()
  return await buffer(zip.outputStream as PassThrough)
}

let made: Promise<Buffer> | null = null

/** The bytes of the template (.xlsx); made once. */
export const templateWorkbook = async (): Promise<Buffer> => await (made ??= make())
