/**
 * Spreadsheets as clerks really fill them in: what is read of them, what is told, cell by cell, and what is refused.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { buffer } from 'node:stream/consumers'
import type { PassThrough } from 'node:stream'
import { writeXlsx, type CellValue, type WriteSheet } from 'hucre/xlsx'
import t, { type Test } from 'tap'
import yazl from 'yazl'
import { indicators } from '../src/domain/indicators.js'
import { meetingTypes, sessions } from '../src/domain/meetings.js'
import { comparators, observationKinds } from '../src/domain/observations.js'
import { roles } from '../src/domain/roles.js'
import { fold } from '../src/domain/text.js'
import { moneyScale, numberOf, readAmount } from '../src/sheets/amounts.js'
import { lexiconOf, periodCode, readDay, readPeriod, readYesNo, type RawCell } from '../src/sheets/cells.js'
import { columnOf, headingKey, sheetForms } from '../src/sheets/columns.js'
import { cellAt, readSheets, SheetError, type SheetItem, type SheetOptions } from '../src/sheets/read.js'
import { itemsOfSheets, type NumberedItem } from '../src/sheets/items.js'
import { draftFaults } from '../src/writing/validate.js'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function read (bytes: Uint8Array, options: Partial<SheetOptions> = {}): Promise<SheetItem[]> {
  const items: SheetItem[] = []
  for await (const item of readSheets(bytes, { format: 'xlsx', name: 'phường.xlsx', ...options })) items.push(item)
  return items
}

const csv = async (text: string, options: Partial<SheetOptions> = {}) =>
  await read(Buffer.from(text), { format: 'csv', name: 'phường.csv', ...options })

const workbook = async (...sheets: WriteSheet[]) => await writeXlsx({ sheets })
const drafts = (items: readonly SheetItem[]) => items.map(({ draft }) => draft)
const faults = (items: readonly SheetItem[]) =>
  items.flatMap(item => item.faults.map(({ column, cell, message }) => [cell, column, message.en]))

const text = (text: string): RawCell => ({ type: 'text', text })
const valueOf = (read: object): unknown => 'value' in read ? read.value : null

// ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('days are read as Vietnamese write them, and as spreadsheets keep them', async t => {
  const cases: Record<string, string | null> = {
    '12/07/2023': '2023-07-12',
    '12/7/2023': '2023-07-12',
    '12-07-2023': '2023-07-12',
    '12.7.2023': '2023-07-12',
    '2023-07-12': '2023-07-12',
    '2023-07-12T00:00:00': '2023-07-12',
    'ngày 12 tháng 7 năm 2023': '2023-07-12',
    '7/13/2023': null,
    '30/02/2023': null,
    '12/07/23': null,
    '27/32023': null,
    45119: null
  }
  for (const [written, day] of Object.entries(cases)) t.equal(valueOf(readDay(text(written))), day, written)
  t.equal(valueOf(readDay({ type: 'number', text: '45119', day: '2023-07-12' })), '2023-07-12')
  t.equal(valueOf(readDay({ type: 'number', text: '0', day: null })), null)
})

t.test('periods are read as codes and in the words of reports', async t => {
  const cases: Record<string, string | null> = {
    2023: '2023',
    'năm 2023': '2023',
    'Cả năm 2023': '2023',
    '2023-H1': '2023-H1',
    '2023-h2': '2023-H2',
    '6 tháng đầu năm 2023': '2023-H1',
    '06 THANG DAU NAM 2023': '2023-H1',
    'sáu tháng đầu năm 2023': '2023-H1',
    '6 tháng cuối năm 2023': '2023-H2',
    'nửa đầu năm 2023': '2023-H1',
    'quý III/2023': '2023-Q3',
    'Quý 3 năm 2023': '2023-Q3',
    'quý iv năm 2023': '2023-Q4',
    '3 tháng đầu năm 2023': '2023-Q1',
    'tháng 7/2023': '2023-07',
    'tháng 07 năm 2023': '2023-07',
    '7/2023': '2023-07',
    '9 tháng đầu năm 2023': '2023-9M',
    '09 tháng năm 2023': '2023-9M',
    'nhiệm kỳ 2020-2025': '2020/2025',
    'nhiệm kỳ 2020 – 2025': '2020/2025',
    'giai đoạn 2021-2025': '2021/2025',
    '2020/2025': '2020/2025',
    '6 tháng đầu năm': null,
    'quý V/2023': null,
    'tháng 13/2023': null,
    'hằng năm': null
  }
  for (const [written, code] of Object.entries(cases)) t.equal(periodCode(written), code, written)
  const july: RawCell = { type: 'number', text: '45108', day: '2023-07-01', format: 'day' }
  t.equal(valueOf(readPeriod(july)), '2023-07', 'Excel makes a day of 7/2023')
  t.equal(valueOf(readPeriod({ ...july, day: '2023-07-12' })), null)
})

t.test('numbers are read as Vietnamese write them, and two meanings are told', async t => {
  const cases: Record<string, number | null> = {
    '1.234,5': 1234.5,
    '49.687.000.000': 49687000000,
    '68,7 %': 68.7,
    '68,7%': 68.7,
    '790,2': 790.2,
    1234: 1234,
    1.234: 1234,
    '0,125': 0.125,
    0.125: 0.125,
    12.5: 12.5,
    1234.567: 1234.567,
    '1,234,567': 1234567,
    '1,234.5': 1234.5,
    '49 687 000': 49687000,
    '49 tỷ 687 triệu đồng': 49687000000,
    '7 tỷ 420 triệu': 7420000000,
    '1,5 tỷ đồng': 1500000000,
    '-5,2': -5.2,
    '−5,2 %': -5.2,
    '1,234': null,
    '165/160': null,
    'trên 95': null,
    '3 triệu 2 tỷ': null,
    '1.23.4': null,
    '': null
  }
  for (const [written, number] of Object.entries(cases)) {
    const amount = valueOf(readAmount(text(written))) as { digits: string } | null
    t.equal(amount === null ? null : numberOf(amount.digits), number, written)
  }
  t.match(readAmount(text('1,234')), { fault: { en: 'can mean two numbers: write 1234 or 1,2340' } })
  const percent: RawCell = { type: 'number', text: '0.687', format: 'percent' }
  t.same(valueOf(readAmount(percent)), { digits: '68.7', isPercent: true, isScaled: false })
  t.same(['đồng', 'VND', 'Triệu đồng', 'ty dong', 'người', '%', 'constructor'].map(moneyScale),
    [0, 0, 6, 9, null, null, null])
  t.equal(numberOf('49.687', 9), 49687000000, 'no binary fraction comes in')
})

t.test('yes and no', async t => {
  t.same(['có', 'Co', 'x', 'không', '0', 'true', 'constructor', 'có lẽ'].map(word => valueOf(readYesNo(text(word)))),
    [true, true, true, false, false, true, null, null])
})

t.test('every word of every vocabulary is found, with and without marks', async t => {
  for (const terms of [indicators, roles, meetingTypes, sessions, comparators, observationKinds]) {
    const lexicon = lexiconOf(terms)
    for (const { code, name } of terms) {
      for (const word of [code, name, fold(name), ` ${name.toUpperCase()} `, name.normalize('NFD')]) {
        t.equal(lexicon.find(word), code, word)
      }
    }
  }
  t.equal(lexiconOf(roles).find('Bí thư Đảng ủy'), 'bt', 'other wordings too')
  t.equal(lexiconOf(comparators).find('khoảng'), 'approx')
})

t.test('no two columns of a sheet share a heading', async t => {
  for (const { kind, columns } of sheetForms) {
    const keys = columns.flatMap(({ property, heading, also }) =>
      [...new Set([property, heading, ...also].map(headingKey))])
    t.same(keys.filter((key, at) => keys.indexOf(key) !== at), [], kind)
    for (const column of columns) {
      for (const heading of [column.heading.toUpperCase(), fold(column.heading), ` ${column.heading} *`]) {
        t.equal(columnOf(kind, heading), column, heading)
      }
    }
  }
})

// ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('three sheets whose rows refer to each other become drafts that the register takes', async t => {
  const bytes = await workbook({
    name: 'SO LIEU ',
    rows: [
      ['UBND PHƯỜNG HÀ KHÁNH'],
      [],
      ['STT', 'phuong', 'Mã Hội Nghị', ' TÊN CHỈ TIÊU  *', 'Kỳ báo cáo', 'Đơn vị tính', 'Giá trị', 'Chỉ tiêu',
        'Tỷ lệ đạt', 'Cách so sánh', 'Ước', 'Ghi chú'],
      [1, 'ha-khanh', 'HOP-2024-01', 'Giai quyet, gioi thieu viec lam moi', 'năm 2023', 'người', 165, 160, 103, null,
        null, 'xem lại'],
      [],
      [2, 6649, 'HOP-2024-01', 'budget-revenue', '2023-H1', 'triệu đồng', '49.687', null, '790,2 %', 'hơn', 'có']
    ]
  }, {
    name: 'Hội nghị',
    rows: [
      ['Phường', 'Mã hội nghị', 'Tên hội nghị', 'Loại hội nghị', 'Ngày họp', 'Buổi', 'Đơn vị tổ chức',
        'Kỳ sơ kết, tổng kết'],
      ['ha-khanh', 'HOP-2024-01', 'Làm việc với Chi bộ khu phố 2', 'buoi lam viec', new Date('2024-01-06T00:00:00Z'),
        'Sáng', 'Đảng ủy phường Hà Khánh [ha-khanh]', 2023]
    ]
  }, {
    name: 'Cán bộ',
    rows: [
      ['Họ và tên', 'Chức danh', 'Tổ chức', 'Phường', 'Từ ngày'],
      ['Nguyễn Văn  Thử', 'Bí thư Đảng ủy', 'Đảng ủy phường Hà Khánh', 'ha-khanh', '01/06/2020'],
      [null, 'Chủ tịch HĐND', 'Hội đồng nhân dân phường Hà Khánh', 'ha-khanh', null],
      ['Trần Thị Giả', 'pct-ubnd', 'Ủy ban nhân dân phường Hà Khánh', 'ha-khanh', null]
    ]
  })
  const items = await read(bytes)
  t.same(faults(items), [])
  t.same(items.map(({ kind, position: { sheet, row } }) => [kind, sheet, row]), [
    ['meeting', 'Hội nghị', 2], ['official', 'Cán bộ', 2], ['official', 'Cán bộ', 4], ['source', null, 0],
    ['observation', 'SO LIEU ', 4], ['observation', 'SO LIEU ', 6]
  ])
  const [meeting, official, other, source, jobs, revenue] = drafts(items)
  t.same(meeting, {
    ward: 'ha-khanh',
    title: 'Làm việc với Chi bộ khu phố 2',
    type: 'lam-viec',
    heldOn: '2024-01-06',
    session: 'morning',
    host: { name: 'Đảng ủy phường Hà Khánh', unit: 'ha-khanh' },
    reviews: '2023',
    sourceSystem: 'bang-tinh',
    externalId: 'HOP-2024-01'
  })
  t.same(official, {
    name: 'Nguyễn Văn Thử',
    appointments: [{
      organisation: { name: 'Đảng ủy phường Hà Khánh', unit: 'ha-khanh' },
      role: 'bt',
      title: 'Bí thư Đảng ủy',
      from: '2020-06-01'
    }, {
      organisation: { name: 'Hội đồng nhân dân phường Hà Khánh', unit: 'ha-khanh' },
      role: 'ct-hdnd',
      title: 'Chủ tịch HĐND'
    }]
  })
  t.equal(other!.name, 'Trần Thị Giả')
  t.same(source, { title: 'phường.xlsx', language: 'vi', sha256: sha256(bytes) })
  t.match(jobs!.externalId, /^so-lieu-[0-9a-f]{32}$/)
  t.same(jobs, {
    ward: 'ha-khanh',
    meeting: { ward: 'ha-khanh', sourceSystem: 'bang-tinh', externalId: 'HOP-2024-01' },
    source: { sha256: sha256(bytes) },
    place: 4,
    indicator: 'jobs-created',
    period: '2023',
    value: 165,
    target: 160,
    percentOfTarget: 103,
    asReported: '165/160 người, 103 %',
    sourceSystem: 'bang-tinh',
    externalId: jobs!.externalId
  })
  t.match(revenue, {
    ward: '06649',
    value: 49687000000,
    percentOfTarget: 790.2,
    comparator: 'gt',
    estimate: true,
    asReported: '49.687 triệu đồng, 790,2 %'
  })
  t.notOk('unit' in revenue!, 'đồng is the unit of the indicator')
  for (const item of items) t.same(draftFaults(item.kind!, item.draft), [], 'good by the schema of its kind')
  t.same(cellAt(items[1]!, '/appointments/1/organisation/name'), { column: 'Tổ chức', cell: 'C3' })
  t.same(cellAt(items[1]!, '/appointments/1'), { column: 'Chức danh', cell: 'B3' })
  t.same(cellAt(items[4]!, '/value'), { column: 'Giá trị', cell: 'G4' })
  t.same(cellAt(items[4]!, '/status'), { column: null, cell: null })
})

const figures = (...rows: CellValue[][]): WriteSheet =>
  ({ name: 'Số liệu', rows: [['Phường', 'Tên chỉ tiêu', 'Kỳ báo cáo', 'Giá trị', 'Đơn vị tính'], ...rows] })

t.test('what is wrong is told by its cell, in both languages', async t => {
  const items = await read(await workbook(figures(
    ['ha-khanh', 'Số sao trên trời', 'sáu tháng', 'nhiều', 'người'],
    [null, 'party-members', '2023', 5, null],
    ['ha-khanh', 'party-members', '2023', null, null],
    ['ha-khanh', 'party-members', '2023', '5 %', null],
    ['ha-khanh', 'party-members', '2023', 5, null, 'thừa'],
    ['ha-khanh', 'party-members', '2022', 5, null],
    ['ha-khanh', 'Tổng số đảng viên', 'năm 2022', 6, null]
  )))
  t.same(faults(items), [
    ['B2', 'Tên chỉ tiêu', 'is not in the list: Tổng số đảng viên; Đảng viên chính thức; Đảng viên dự bị; ' +
      'Chi bộ trực thuộc; Đảng viên mới kết nạp; …'],
    ['C2', 'Kỳ báo cáo', 'is no period: write 2023, 2023-H1 or “6 tháng đầu năm 2023”, with the year'],
    ['D2', 'Giá trị', 'is no number: write 1.234,5, without words such as “trên”'],
    ['A3', 'Phường', 'is required'],
    ['D4', 'Giá trị', 'is needed: the row has no figure'],
    ['D5', 'Giá trị', 'is in per cent, but the unit is người'],
    ['F6', null, 'stands under no heading'],
    ['B8', 'Tên chỉ tiêu', 'is the same record as row Số liệu!7']
  ])
  t.same(items.map(({ draft }) => draft !== null), [true, false, false, false, false, false, true, false])
  t.match(items[2]!.faults, [{ message: { vi: 'là bắt buộc' } }])
})

t.test('a corrected sheet corrects its figures: they keep what they are known by', async t => {
  const idOf = async (value: number) =>
    drafts(await read(await workbook(figures(['ha-khanh', 'party-members', '2023', value, null]))))[1]
  const [before, after] = [await idOf(5), await idOf(6)]
  t.equal(before!.externalId, after!.externalId)
  t.not((before!.source as { sha256: string }).sha256, (after!.source as { sha256: string }).sha256)
})

t.test('formulas have their last value, errors are told, merged cells stand in every row', async t => {
  const sheet = figures(
    ['ha-khanh', 'party-members', '2021', null, null],
    [null, 'party-members', '2022', null, null],
    [null, 'party-members', '2023', null, null]
  )
  sheet.cells = new Map([
    ['1,3', { value: 7, formula: 'SUM(1,6)', formulaResult: 7, type: 'formula' }],
    ['2,3', { value: 0.5, type: 'number', style: { numFmt: '0.00%' } }],
    ['2,4', { value: '%', type: 'string' }],
    ['3,3', { value: '#DIV/0!', type: 'error' }]
  ])
  sheet.merges = [{ startRow: 1, startCol: 0, endRow: 3, endCol: 0 }]
  const items = await read(await workbook(sheet))
  t.match(drafts(items).slice(1), [
    { ward: 'ha-khanh', value: 7 }, { ward: 'ha-khanh', value: 50, unit: '%', asReported: '50 %' }, null
  ])
  t.same(faults(items), [['D4', 'Giá trị', 'has an error of the spreadsheet: #DIV/0!']])
})

t.test('headings that are not known, missing or doubled stop their sheet, and others go on', async t => {
  const items = await read(await workbook(
    { name: 'Hội nghị', rows: [['Phường', 'Tên hội nghị', 'Nhiệt độ', 'Phường'], ['ha-khanh', 'a', 30, 'b']] },
    { name: 'Biểu đồ', rows: [['một', 'hai'], [1, 2]] },
    figures(['ha-khanh', 'party-members', '2023', 5, null])
  ))
  t.same(items.map(({ kind, position }) => [kind, position.sheet, position.row]), [
    ['meeting', 'Hội nghị', 1], [null, 'Biểu đồ', 1], ['source', null, 0], ['observation', 'Số liệu', 2]
  ])
  t.same(faults(items), [
    ['C1', 'Nhiệt độ', 'is not a column here: correct the heading, or take the column away'],
    ['D1', 'Phường', 'stands there twice'],
    [null, 'Loại hội nghị', 'is missing among the headings'],
    [null, 'Ngày họp', 'is missing among the headings'],
    [null, null, 'has no row of headings that is known: take those of the template']
  ])
})

t.test('a person whose offices stand in two places is told, an empty row parts two of one name', async t => {
  const heading = ['Họ và tên', 'Chức danh', 'Tổ chức']
  const twice = await csv([heading, ['Nguyễn Văn Thử', 'bt', 'Đảng ủy'], ['Trần Thị Giả', 'pbt', 'Đảng ủy'],
    ['Nguyễn Văn Thử', 'ct-hdnd', 'Đảng ủy']].map(row => row.join(',')).join('\n'))
  t.same(faults(twice), [['A4', 'Họ và tên', 'is the same record as row 2']])
  const parted = await csv([heading, ['Nguyễn Văn Thử', 'bt', 'Đảng ủy'], [],
    ['Nguyễn Văn Thử', 'ct-ubnd', 'Ủy ban nhân dân']].map(row => row.join(',')).join('\n'))
  t.same(drafts(parted).map(draft => (draft!.appointments as unknown[]).length), [1, 1])
})

t.test('wards are found by name where only one has it, and may be told for the whole file', async t => {
  const rows = ['Phường Hà Khánh', 'Phường Tây Sơn', 'Phường Không']
    .map(ward => [ward, 'party-members', '2023', 5, null])
  const known: Record<string, string[]> = {
    'Phường Hà Khánh': ['ha-khanh'], 'Phường Tây Sơn': ['tay-son', 'tay-son-pleiku']
  }
  const bytes = await workbook(figures(...rows))
  const items = await read(bytes, { findWards: name => known[name] ?? [] })
  t.equal(items[1]!.draft?.ward, 'ha-khanh')
  t.same(faults(items).map(([cell, , said]) => [cell, said]), [
    ['A3', 'is the name of several wards: write one of tay-son, tay-son-pleiku'],
    ['A4', 'names no ward that is known: write its short name in addresses, such as ha-khanh, or its official code']
  ])
  t.equal(faults(await read(bytes)).length, 3, 'without a directory, names are told')
  const [, figure] = await csv('Tên chỉ tiêu;Giá trị\nparty-members;5', { ward: 'tay-son' })
  t.match(figure, { draft: { ward: 'tay-son', value: 5 }, faults: [] })
})

// ── Items of an import ───────────────────────────────────────────────────────────────────────────────────────────

async function itemsOf (bytes: Uint8Array, from = 0, options: Partial<SheetOptions> = {}): Promise<NumberedItem[]> {
  const items: NumberedItem[] = []
  const found = await itemsOfSheets(bytes, from, { format: 'xlsx', name: 'a.xlsx', ...options })
  for await (const { item } of found) items.push(item)
  return items
}

t.test('items are numbered, and faults of the draft stand at their cells too', async t => {
  const bytes = await workbook(figures(
    ['ha-khanh', 'party-members', '2023', 5, null],
    ['ha-khanh', 'party-members', '2022', '2000000 tỷ', 'ü'.repeat(60)],
    ['ha-khanh', 'party-members', '2021', 'năm', null]
  ))
  const items = await itemsOf(bytes)
  const told = items.map(({ position, place, kind, faults }) =>
    [position, place, kind, faults.map(({ detail }) => detail.en)])
  t.same(told, [
    [1, 'A1', 'source', []],
    [2, 'Số liệu!A2', 'observation', []],
    [3, 'Số liệu!E3', 'observation', ['Đơn vị tính (E3) must not be longer than 50 characters',
      'Giá trị (D3) must be at most 1000000000000000']],
    [4, 'Số liệu!D4', 'observation', ['Giá trị (D4) is no number: write 1.234,5, without words such as “trên”']]
  ])
  t.same((await itemsOf(bytes, 2)).map(({ position }) => position), [3, 4])
})

t.test('a file that cannot be read is a problem; one that cannot be read further tells it last', async t => {
  await t.rejects(itemsOf(Buffer.from('a')), {
    code: 'invalid-body', faults: [{ detail: { en: 'The file is no Excel workbook (.xlsx), or is damaged.' } }]
  })
  const text = 'Phường,Tên chỉ tiêu,Giá trị\n' +
    [2020, 2021, 2022].map(year => `ha-khanh,party-members,${year}\n`).join('')
  const items = await itemsOf(Buffer.from(text), 0, { format: 'csv', limits: { rows: 1 } })
  t.same(items.map(({ position, place, faults }) => [position, place, faults.map(({ detail }) => detail.en)]), [
    [1, 'A1', []], [2, 'A2', []], [3, 'A3', ['The file has more than 1 rows: split it, or send NDJSON.']]
  ])
})

// ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('CSV with commas, semicolons or tabs, with and without a byte order mark, in any line ends', async t => {
  const rows = [['Phường', 'Tên chỉ tiêu', 'Giá trị', 'Nguyên văn số liệu'],
    ['ha-khanh', 'party-members', '"1.234,5"', '"một ""hai""\nba"'], [], ['tay-son', 'party-members', '6', 'x "y" z']]
  for (const delimiter of [',', ';', '\t']) {
    for (const end of ['\n', '\r\n']) {
      for (const start of ['', '\uFEFF', ...(delimiter === ';' ? ['sep=;' + end] : [])]) {
        const items = await csv(start + rows.map(row => row.join(delimiter)).join(end) + end)
        t.same(faults(items), [])
        t.match(drafts(items).slice(1), [
          { ward: 'ha-khanh', value: 1234.5, asReported: 'một "hai"\nba' }, { ward: 'tay-son', value: 6 }
        ], JSON.stringify([delimiter, end, start]))
        t.equal(items[2]!.position.row, start.startsWith('sep') ? 5 : 4, 'rows are counted as a spreadsheet does')
      }
    }
  }
  t.same((await csv('ward,name,title,heldOn,type\nha-khanh,,Họp,2023-07-12,so-ket', { kind: 'meeting' }))[0]!.faults
    .map(({ column }) => column), ['name'])
})

const refused = async (t: Test, bytes: Uint8Array, options: Partial<SheetOptions>, said: RegExp) => {
  const error = await read(bytes, options).catch((error: unknown) => error)
  t.ok(error instanceof SheetError, String(error))
  t.match((error as SheetError).detail.en, said)
  t.match((error as SheetError).detail.vi, /\p{L}/u)
}

t.test('what is no CSV in UTF-8 is refused in plain words', async t => {
  const options = { format: 'csv' } as const
  const heading = 'Phường,Tên chỉ tiêu,Giá trị\n'
  await refused(t, Buffer.from('\uFEFF' + heading, 'utf16le'), options, /not in UTF-8/)
  await refused(t, Buffer.concat([Buffer.from(heading), Buffer.from([0x50, 0x68, 0xFD, 0xF5, 0x0A])]), options,
    /not in UTF-8/)
  await refused(t, Buffer.from(`${heading}ha-khanh,"party-members,5\n`), options, /quotation mark/)
  await refused(t, Buffer.from(heading + 'ha-khanh,party-members,5\n'.repeat(4)), { ...options, limits: { rows: 3 } },
    /more than 3 rows/)
  await refused(t, Buffer.from(heading), { ...options, limits: { bytes: 10 } }, /larger than/)
})

// ── Bombs ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function zip (parts: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new yazl.ZipFile()
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content), name)
  file.end()
  return await buffer(file.outputStream as PassThrough)
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (type: string, target: string) =>
  `<Relationships><Relationship Id="r1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`
const packed = async (sheet: string | Buffer) => await zip({
  '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
  'xl/workbook.xml': '<workbook><sheets><sheet name="Số liệu" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
  'xl/worksheets/sheet1.xml': sheet
})

t.test('what is no workbook, or unpacks to too much, is refused', async t => {
  await refused(t, Buffer.from('xin chào'), {}, /no Excel workbook/)
  await refused(t, Buffer.from([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4]), {}, /old workbook/)
  await refused(t, await zip({ 'a.txt': 'a' }), {}, /no Excel workbook/)
  const bomb = await packed(Buffer.alloc(50_000_000, ' '))
  t.ok(bomb.length < 100_000)
  await refused(t, bomb, { limits: { unpacked: 1_000_000 } }, /unpacks to more/)
  await refused(t, await packed('<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'), {}, /no Excel workbook/)
  await refused(t, await packed('<a>'.repeat(1000)), {}, /no Excel workbook/)
  await refused(t, await packed('<worksheet><sheetData><row><c r="ZZZ1"/></row></sheetData></worksheet>'), {},
    /no Excel workbook/)
  const whole = await workbook(figures(['ha-khanh', 'party-members', '2023', 5, null]))
  await refused(t, whole.subarray(0, whole.length - 50), {}, /no Excel workbook/)
})

t.test('a workbook that says it is smaller than it is, is cut off', async t => {
  const bytes = await packed(Buffer.alloc(5_000_000, ' '))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(5_000_000)
  const small = Buffer.alloc(4)
  small.writeUInt32LE(1000)
  for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 4)) small.copy(bytes, at)
  await refused(t, bytes, { limits: { unpacked: 1_000_000 } }, /no Excel workbook/)
})

t.test('nothing stays behind, also where reading is given up', async t => {
  const count = () => readdirSync(tmpdir()).filter(name => /^so-phuong-\w{6}$/.test(name)).length
  const before = count()
  const items = readSheets(await workbook(figures(['ha-khanh', 'party-members', '2023', 5, null])),
    { format: 'xlsx', name: 'a.xlsx' })
  t.equal((await items.next()).value?.kind, 'source')
  t.equal(count(), before + 1)
  await items.return()
  t.equal(count(), before)
})
