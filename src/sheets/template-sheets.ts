/**
 * The sheets of the template as XML (ECMA-376, SpreadsheetML): headings that stay in sight, hints, an example, lists to
 * choose from. Every cell is a text: a spreadsheet that is set to American customs would make 7 December of 12/07 and
 * 687 of 68,7, and what is read back is what was typed.
 */
import { lettersOf, xml } from '../http/sheet.js'
import { EXAMPLE_WARD, hintOf, sheetForms, type SheetColumn, type SheetForm } from './columns.js'

export const GUIDE = 'Hướng dẫn'
export const LISTS = 'Danh mục'
/** How far down the lists reach. */
const LAST_ROW = 10_000
const HINT_ROW = 2
const EXAMPLE_ROW = 3

/** Places in the list of formats below. */
const style = {
  text: 1, number: 2, heading: 3, required: 4, hint: 5, example: 6, title: 7, prose: 8, gloss: 9
} as const

const font = (inside: string) => `<font>${inside}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`
const line = '<left style="thin"><color rgb="FFB7B7B7"/></left><right style="thin"><color rgb="FFB7B7B7"/></right>' +
  '<top style="thin"><color rgb="FFB7B7B7"/></top><bottom style="thin"><color rgb="FFB7B7B7"/></bottom><diagonal/>'

/** A format of cells; 49 is the number format of text. */
const format = (of: { font?: number, fill?: number, border?: number }, alignment = '') =>
  `<xf numFmtId="49" fontId="${of.font ?? 0}" fillId="${of.fill ?? 0}" borderId="${of.border ?? 0}" xfId="0" ` +
  'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">' +
  `<alignment vertical="${alignment.includes('wrap') ? 'top' : 'bottom'}"${alignment}/></xf>`

const WRAPPED = ' wrapText="1"'

export const TEMPLATE_STYLES = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<fonts count="5">' + font('') + font('<b/>') + font('<i/><color rgb="FF7F7F7F"/>').replace('"11"', '"9"') +
  font('<i/><color rgb="FF7F7F7F"/>') + font('<b/>').replace('"11"', '"14"') + '</fonts>' +
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  fill('DDEBF7') + fill('FCE4D6') + '</fills>' +
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${line}</border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="10"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  format({}) + format({}, ' horizontal="right"') +
  format({ font: 1, fill: 2, border: 1 }, WRAPPED) + format({ font: 1, fill: 3, border: 1 }, WRAPPED) +
  format({ font: 2, border: 1 }, WRAPPED) + format({ font: 3 }) + format({ font: 4 }) + format({}, WRAPPED) +
  format({ font: 2 }, WRAPPED) +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

const cell = (place: string, text: string | null, of: number) => text === null
  ? `<c r="${place}" s="${of}"/>`
  : `<c r="${place}" s="${of}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`

const row = (number: number, cells: readonly string[], height?: number) =>
  `<row r="${number}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells.join('')}</row>`

const sheet = (inside: string) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${inside}</worksheet>`

const YES_NO = ['có', 'không']

/** The lists to choose from, each under its heading: words by the property of the column. */
const lists = sheetForms.flatMap(({ columns }) => columns)
  .filter(({ entry }) => entry === 'list' || entry === 'yes-no')
  .map(({ heading, property, terms }) => ({ heading, property, words: terms?.map(({ name }) => name) ?? YES_NO }))

/** The sheet of lists; it is hidden. */
export function listsSheet (): string {
  const most = Math.max(...lists.map(({ words }) => words.length))
  const rows = Array.from({ length: most + 1 }, (_, at) => row(at + 1, lists.flatMap(({ heading, words }, column) => {
    const text = at === 0 ? heading : words[at - 1]
    const of = at === 0 ? style.heading : style.text
    return text === undefined ? [] : [cell(`${lettersOf(column)}${at + 1}`, text, of)]
  })))
  return sheet(`<cols><col min="1" max="${lists.length}" width="40" customWidth="1"/></cols>` +
    `<sheetData>${rows.join('')}</sheetData>`)
}

/** A list to choose from, where the column has one, and what to write, shown when a cell is chosen. */
function validation ({ property, heading, hint: [vi] }: SheetColumn, at: number): string {
  const list = lists.findIndex(list => list.property === property)
  const range = `${lettersOf(at)}${EXAMPLE_ROW}:${lettersOf(at)}${LAST_ROW}`
  const prompt = `showInputMessage="1" promptTitle="${xml(heading.slice(0, 32))}" prompt="${xml(vi)}" sqref="${range}"`
  if (list < 0) return `<dataValidation allowBlank="1" ${prompt}/>`
  const letters = lettersOf(list)
  return '<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" ' +
    `errorTitle="${xml(heading.slice(0, 32))}" error="Không có trong danh mục. Vẫn giữ nội dung này?" ${prompt}>` +
    `<formula1>'${LISTS}'!$${letters}$2:$${letters}$${lists[list]!.words.length + 1}</formula1></dataValidation>`
}

const widthOf = ({ heading, entry, terms, example }: SheetColumn) => Math.min(42, Math.max(
  entry === 'number' || entry === 'yes-no' ? 12 : 16, heading.length + 3, (example?.length ?? 0) + 2,
  terms === null ? 0 : Math.min(34, Math.max(...terms.map(({ name }) => name.length)) + 4)))

/** A sheet to be filled in: headings, hints, an example. */
export function formSheet ({ columns }: SheetForm): string {
  const last = lettersOf(columns.length - 1)
  const cells = (number: number, text: (column: SheetColumn) => string | null, of: (column: SheetColumn) => number) =>
    columns.map((column, at) => cell(`${lettersOf(at)}${number}`, text(column), of(column)))
  const widths = columns.map((column, at) => `<col min="${at + 1}" max="${at + 1}" width="${widthOf(column)}" ` +
    `style="${column.entry === 'number' ? style.number : style.text}" customWidth="1"/>`)
  return sheet('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${HINT_ROW}" topLeftCell="A${EXAMPLE_ROW}" ` +
    `activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A${EXAMPLE_ROW + 1}" ` +
    `sqref="A${EXAMPLE_ROW + 1}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>` +
    `<cols>${widths.join('')}</cols><sheetData>` +
    row(1, cells(1, ({ heading, required }) => required ? `${heading} *` : heading,
      ({ required }) => required ? style.required : style.heading), 20) +
    row(HINT_ROW, cells(HINT_ROW, hintOf, () => style.hint), 62) +
    row(EXAMPLE_ROW, cells(EXAMPLE_ROW, ({ example }) => example, () => style.example)) +
    `</sheetData><dataValidations count="${columns.length}">${columns.map(validation).join('')}</dataValidations>` +
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
    `<ignoredErrors><ignoredError sqref="A1:${last}${LAST_ROW}" numberStoredAsText="1" twoDigitTextYear="1"/>` +
    '</ignoredErrors>')
}

const guide: ReadonlyArray<readonly [vi: string, en: string]> = [
  ['Ba trang Hội nghị, Cán bộ, Số liệu: mỗi hàng một bản ghi. Trang nào không cần thì để trống.',
    'Three sheets, one record a row; leave empty what you do not need.'],
  ['Không đổi tên trang và tiêu đề cột. Cột có dấu * là bắt buộc. Có thể thêm cột STT và Ghi chú; hai cột này ' +
    'không nhập.',
  'Keep the names of sheets and headings. * is required. Columns STT and Ghi chú are for you alone.'],
  [`Hàng thứ ba là ví dụ. Hàng nào ghi “${EXAMPLE_WARD}” ở cột Phường thì không nhập; có thể xóa.`,
    `The third row is an example. Rows with “${EXAMPLE_WARD}” under Phường are not imported.`],
  ['Phường: ghi tên rút gọn trong sổ (ví dụ ha-khanh), mã chính thức, hoặc tên nếu chỉ có một phường tên như vậy.',
    'Ward: its short name, its official code, or its name where only one ward has it.'],
  ['Ngày: ghi ngày/tháng/năm, ví dụ 12/07/2023.', 'Days: day/month/year.'],
  ['Kỳ: 6 tháng đầu năm 2023, 9 tháng đầu năm 2023, quý III/2023, tháng 7/2023, năm 2023, nhiệm kỳ 2020-2025; ' +
    'hoặc mã 2023-H1, 2023-9M, 2023-Q3, 2023-07, 2023, 2020/2025.', 'Periods: in words with the year, or codes.'],
  ['Số: dấu chấm ngăn hàng nghìn, dấu phẩy là thập phân: 1.234,5. Tiền tính bằng đồng, hoặc ghi triệu đồng, tỷ đồng ' +
    'ở cột Đơn vị tính. “Trên”, “khoảng”… chọn ở cột Cách so sánh, “ước” ghi “có” ở cột Ước.',
  'Numbers: 1.234,5. Money in đồng, or as the unit says. Hedges have columns of their own.'],
  ['Mã hội nghị: tự đặt ở trang Hội nghị, rồi ghi lại mã đó ở trang Số liệu để biết hội nghị nào báo cáo. ' +
    'Gửi lại cùng mã là sửa hội nghị đó.',
  'The code of a meeting links its figures to it; sent again, it is corrected.'],
  ['Cán bộ: mỗi chức danh một hàng, các hàng của một người đứng liền nhau; từ hàng thứ hai có thể để trống ' +
    'Họ và tên. Hai người trùng tên đứng cạnh nhau thì chèn một hàng trống ở giữa. Chức danh đã có trong sổ mà ' +
    'không ghi ở đây thì giữ nguyên.',
  'Officials: one office a row, those of one person together; an empty row parts two of one name. Others stay.'],
  ['Tổ chức: ghi đúng tên trong sổ. Nếu nhiều nơi trùng tên, ghi thêm phường trong ngoặc vuông: Đảng ủy phường ' +
    'Tây Sơn [tay-son]. Ở trang Cán bộ có thể dùng cột Phường.',
  'Organisations: by name; with the ward in [ ] where names are alike.'],
  ['Số liệu không ghi nguồn thì nguồn là chính tệp này. Gửi lại tệp đã sửa thì số liệu cũ được sửa theo, không bị lặp.',
    'Without a source, the file itself is it. A corrected file corrects its figures.'],
  ['Chỉ ghi tên người giữ chức danh công khai. Không ghi nội dung mật.',
    'Only holders of a public office by name. No state secrets.']
]

/** What a clerk has to know. */
export function guideSheet (): string {
  const rows = guide.map(([vi, en], at) => {
    const lines = Math.ceil(Math.max(vi.length / 90, en.length / 55))
    return row(at + 3, [cell(`A${at + 3}`, String(at + 1), style.prose), cell(`B${at + 3}`, vi, style.prose),
      cell(`C${at + 3}`, en, style.gloss)], lines * 15 + 6)
  })
  return sheet('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>' +
    '<cols><col min="1" max="1" width="4" customWidth="1"/><col min="2" max="2" width="100" customWidth="1"/>' +
    '<col min="3" max="3" width="55" customWidth="1"/></cols><sheetData>' +
    row(1, [cell('A1', 'Sổ Phường: tệp mẫu để nhập Hội nghị, Cán bộ, Số liệu', style.title)], 24) + rows.join('') +
    '</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>')
}
