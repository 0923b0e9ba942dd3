/**
 * Tables as an Excel workbook, packed while it is written: one sheet of records, and a small one that tells the licence
 * and the question. Memory does not grow with the number of records.
 */
import { Readable, type PassThrough } from 'node:stream'
import yazl from 'yazl'
import { rangeOf, sheetOf, smallSheetOf, xml } from './sheet.js'
import { STYLES } from './styles.js'
import type { Cell, Column } from './table.js'

/** What a workbook tells about itself. */
export interface About {
  /** Name of the list, and of its sheet: words with hyphens, at most 31 signs. */
  readonly name: string
  readonly licence: string
  readonly licenceUrl: string
  /** The question that was asked. */
  readonly address: string
  readonly askedAt: Date
}

/** What each part of a workbook begins with. */
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
export const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const LICENCE_SHEET = 'Giấy phép'

const contentTypes = `<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/>` +
  '<Override PartName="/docProps/core.xml" ' +
  'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'

export const relations = (targets: ReadonlyArray<readonly [type: string, target: string]>) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets.map(([type, target], at) =>
    `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`

const core = ({ name, licence, licenceUrl, askedAt }: About) =>
  `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
  'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  `<dc:title>Sổ Phường: ${xml(name)}</dc:title><dc:creator>Sổ Phường</dc:creator>` +
  `<dc:description>${xml(`${licence} (${licenceUrl})`)}</dc:description>` +
  `<dcterms:created xsi:type="dcterms:W3CDTF">${askedAt.toISOString()}</dcterms:created></cp:coreProperties>`

/** Excel knows what a filter is for by a hidden name. */
const workbook = (name: string, range: string) =>
  `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>` +
  `<sheet name="${xml(name)}" sheetId="1" r:id="rId1"/><sheet name="${LICENCE_SHEET}" sheetId="2" r:id="rId2"/>` +
  '</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">' +
  `'${xml(name)}'!${range}</definedName></definedNames></workbook>`

const licenceSheet = ({ licence, licenceUrl, address, askedAt }: About) => smallSheetOf([
  ['Nguồn / Source', 'Sổ Phường'],
  ['Truy vấn / Query', address],
  ['Thời điểm / Asked at', askedAt.toISOString()],
  ['Giấy phép / Licence', licence],
  ['Địa chỉ giấy phép / Licence URL', licenceUrl]
])

/** The bytes of a workbook. Rows are read only as fast as the bytes are taken, and no more once nobody takes them. */
export function xlsxOf (columns: readonly Column[], chunks: AsyncIterable<readonly Cell[][]>, about: About): Readable {
  const zip = new yazl.ZipFile()
  const output = zip.outputStream as PassThrough
  let rows = 1
  const sheet = Readable.from(sheetOf(columns, chunks, count => { rows = count }))
  sheet.on('error', error => output.destroy(error))
  output.on('close', () => sheet.destroy())
  zip.on('error', error => output.destroy(error as Error))

  const add = (path: string, text: string) => zip.addBuffer(Buffer.from(HEAD + text), path)
  add('[Content_Types].xml', contentTypes)
  add('_rels/.rels', relations([
    [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml']
  ]))
  add('docProps/core.xml', core(about))
  add('xl/styles.xml', STYLES)
  add('xl/_rels/workbook.xml.rels', relations([
    [`${OFFICE}/worksheet`, 'worksheets/sheet1.xml'],
    [`${OFFICE}/worksheet`, 'worksheets/sheet2.xml'],
    [`${OFFICE}/styles`, 'styles.xml']
  ]))
  add('xl/worksheets/sheet2.xml', licenceSheet(about))
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  // Last, and only then made: where the records end is known by then.
  zip.addReadStreamLazy('xl/workbook.xml', callback => {
    callback(null, Readable.from([Buffer.from(HEAD + workbook(about.name, rangeOf(columns, rows)))]))
  })
  zip.end()
  return output
}
