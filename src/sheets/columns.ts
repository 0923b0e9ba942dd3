/**
 * The columns of the three sheets: their headings in Vietnamese and English, the property of the draft that each fills,
 * and how its cells are read. The template is written from these, and files are read by them.
 */
import { badgeYears, indicators } from '../domain/indicators.js'
import { meetingTypes, sessions } from '../domain/meetings.js'
import { comparators, observationKinds } from '../domain/observations.js'
import { roles } from '../domain/roles.js'
import { fold } from '../domain/text.js'
import type { Term } from '../domain/vocabulary.js'
import { readAmount, readPercent, readWhole } from './amounts.js'
import {
  lexiconOf, readDay, readPeriod, readTerm, readTerms, readText, readYesNo, type RawCell, type Read
} from './cells.js'

export type SheetKind = 'meeting' | 'official' | 'observation'

/** What fills a cell, as far as a spreadsheet can help with it. */
export type Entry = 'text' | 'day' | 'number' | 'list' | 'yes-no'

export interface SheetColumn {
  /** The property of the draft, with dots; the heading in English. */
  readonly property: string
  readonly heading: string
  /** Other headings that mean the same. */
  readonly also: readonly string[]
  readonly required: boolean
  readonly read: (cell: RawCell) => Read<unknown>
  readonly entry: Entry
  /** The words to choose from, under the heading of the sheet of vocabularies. */
  readonly terms: readonly Term[] | null
  /** How to write it in Vietnamese, and an English gloss. */
  readonly hint: readonly [vi: string, en: string]
  /** What the example of the template says; null leaves the cell empty. */
  readonly example: string | null
}

export interface SheetForm {
  readonly kind: SheetKind
  /** Name of the sheet. */
  readonly name: string
  /** Other names of the sheet. */
  readonly also: readonly string[]
  readonly columns: readonly SheetColumn[]
}

type Rest = Partial<Pick<SheetColumn, 'also' | 'required' | 'read' | 'entry' | 'terms'>>

const column = (
  property: string, heading: string, hint: SheetColumn['hint'], example: SheetColumn['example'], rest: Rest = {}
): SheetColumn =>
  ({ property, heading, hint, example, also: [], required: false, read: readText, entry: 'text', terms: null, ...rest })

const day: Rest = { read: readDay, entry: 'day' }
const period: Rest = { read: readPeriod }
const lexicon = <T extends Term>(terms: readonly T[]): Rest =>
  ({ read: readTerm(lexiconOf(terms)), entry: 'list', terms })

/** A row of this ward is an example and is not read. */
export const EXAMPLE_WARD = 'Ví dụ'

const ward = (rest: Rest = {}) => column('ward', 'Phường',
  ['Tên rút gọn (ha-khanh), mã chính thức hoặc tên', 'Ward: short name, official code or name'], EXAMPLE_WARD,
  { also: ['Xã', 'Xã, phường', 'Đơn vị hành chính'], required: true, ...rest })

const meetings: readonly SheetColumn[] = [
  ward(),
  column('externalId', 'Mã hội nghị',
    ['Mã do cơ quan tự đặt; trang Số liệu dẫn đến mã này', 'Your own code; figures refer to it'], 'HOP-2024-01',
    { also: ['Mã số hội nghị', 'Mã cuộc họp'] }),
  column('title', 'Tên hội nghị', ['Tên đầy đủ', 'Title'], 'Đảng ủy phường làm việc với Chi bộ khu phố 2',
    { also: ['Tiêu đề', 'Tên cuộc họp'], required: true }),
  column('type', 'Loại hội nghị', ['Chọn trong danh sách', 'Type: choose from the list'], 'Buổi làm việc',
    { ...lexicon(meetingTypes), also: ['Loại', 'Loại cuộc họp'], required: true }),
  column('heldOn', 'Ngày họp', ['Ngày/tháng/năm: 06/01/2024', 'Day/month/year'], '06/01/2024',
    { ...day, also: ['Ngày', 'Ngày tổ chức', 'Thời gian'], required: true }),
  column('endsOn', 'Ngày kết thúc', ['Nếu họp nhiều ngày', 'Last day, where it took several'], null, day),
  column('session', 'Buổi', ['Chọn trong danh sách', 'Part of the day: choose'], 'sáng', lexicon(sessions)),
  column('host', 'Đơn vị tổ chức', ['Tên một tổ chức có trong sổ', 'Host: an organisation of the register'], null,
    { also: ['Tổ chức', 'Đơn vị chủ trì'] }),
  column('counterpart', 'Làm việc với',
    ['Tên một tổ chức có trong sổ', 'The other side of a working session: an organisation'], null),
  column('reviews', 'Kỳ sơ kết, tổng kết', ['6 tháng đầu năm 2023', 'Period looked back on'], 'năm 2023',
    { ...period, also: ['Kỳ được sơ kết, tổng kết'] }),
  column('plans', 'Kỳ phương hướng, nhiệm vụ', ['6 tháng cuối năm 2023', 'Period planned for'], 'năm 2024', period),
  column('summary', 'Tóm tắt', ['Nội dung chính, tự viết', 'Summary, in your own words'], null,
    { also: ['Nội dung'] }),
  column('alsoTypes', 'Loại hội nghị khác', ['Nhiều loại cách nhau bằng dấu ;', 'Further types, with semicolons'], null,
    { read: readTerms(lexiconOf(meetingTypes)) })
]

const officials: readonly SheetColumn[] = [
  column('name', 'Họ và tên',
    ['Mỗi chức danh một hàng, các hàng của một người đứng liền nhau', 'Name; rows of one person stand together'],
    'Nguyễn Văn Thử', { also: ['Họ tên'], required: true }),
  column('role', 'Chức danh', ['Chọn trong danh sách', 'Office: choose from the list'], 'Bí thư',
    { ...lexicon(roles), required: true }),
  column('title', 'Chức vụ', ['Ghi như trong văn bản', 'The office as it is written'], 'Bí thư Đảng ủy phường',
    { also: ['Chức vụ ghi trong văn bản'] }),
  column('organisation', 'Tổ chức', ['Tên một tổ chức có trong sổ', 'Where: an organisation of the register'],
    'Đảng ủy phường Ví dụ', { also: ['Cơ quan, tổ chức', 'Cơ quan', 'Đơn vị công tác'], required: true }),
  ward({ required: false }),
  column('from', 'Từ ngày', ['Ngày/tháng/năm: 01/06/2020', 'First day'], '01/06/2020', day),
  column('to', 'Đến ngày', ['Nếu đã thôi giữ', 'Last day, where it has ended'], null, day)
]

const observations: readonly SheetColumn[] = [
  ward(),
  column('meeting', 'Mã hội nghị',
    ['Hội nghị nào báo cáo, như ở trang Hội nghị', 'Code of the meeting that reported it'], 'HOP-2024-01',
    { also: ['Mã số hội nghị', 'Mã cuộc họp'] }),
  column('indicator', 'Tên chỉ tiêu', ['Chọn trong danh sách', 'Indicator: choose from the list'],
    'Giải quyết, giới thiệu việc làm mới',
    { ...lexicon(indicators), also: ['Chỉ tiêu báo cáo', 'Số liệu'], required: true }),
  column('kind', 'Kết quả hoặc chỉ tiêu', ['Để trống là kết quả', 'A result (if empty) or a target'], 'kết quả',
    { ...lexicon(observationKinds), also: ['Loại số liệu'] }),
  column('period', 'Kỳ báo cáo', ['6 tháng đầu năm 2023, quý III/2023, tháng 7/2023', 'Period'], 'năm 2023',
    { ...period, also: ['Kỳ'] }),
  column('subject', 'Đối tượng', ['Số liệu của ai', 'Whose figure it is'], 'phường Ví dụ', { also: ['Địa bàn'] }),
  column('dimensions.badgeYears', 'Số năm tuổi Đảng', [`Chỉ với Huy hiệu Đảng: ${badgeYears.join(', ')}`,
    'Years of membership, of badges only'], null,
  { read: readWhole, entry: 'number', also: ['Huy hiệu Đảng', 'badgeYears'] }),
  column('unit', 'Đơn vị tính', ['Tiền: đồng, triệu đồng, tỷ đồng', 'Unit; of money: đồng, triệu đồng, tỷ đồng'],
    'người', { also: ['ĐVT'] }),
  column('value', 'Giá trị', ['1.234,5', 'Value'], '165',
    { read: readAmount, entry: 'number', also: ['Kết quả', 'Kết quả thực hiện', 'Thực hiện'] }),
  column('valueText', 'Giá trị bằng chữ', ['Ví dụ: Hoàn thành tốt nhiệm vụ', 'Value where it is a word'], null,
    { also: ['Xếp loại'] }),
  column('target', 'Chỉ tiêu', ['Số phải đạt', 'What was to be reached'], '160',
    { read: readAmount, entry: 'number', also: ['Chỉ tiêu giao', 'Kế hoạch'] }),
  column('percentOfTarget', 'Tỷ lệ đạt (%)', ['Như báo cáo nêu: 103', 'Per cent of the target, as stated'], '103',
    { read: readPercent, entry: 'number', also: ['Tỷ lệ', 'Đạt', 'Đạt tỷ lệ'] }),
  column('changePercent', 'Tăng, giảm (%)', ['Giảm ghi dấu trừ: -5,2', 'Change; a fall is negative'], null,
    { read: readPercent, entry: 'number', also: ['Tăng giảm', 'Tăng/giảm'] }),
  column('changeBasis', 'So với', ['Tăng, giảm so với kỳ nào: năm 2022', 'What the change is against'], null,
    { also: ['So với kỳ'] }),
  column('comparator', 'Cách so sánh', ['Chọn trong danh sách', 'How exactly: choose from the list'], null,
    lexicon(comparators)),
  column('estimate', 'Ước', ['Số ước: có hoặc không', 'Whether it is an estimate'], null,
    { read: readYesNo, entry: 'yes-no', also: ['Ước tính', 'Số ước'] }),
  column('measuredOn', 'Tính đến ngày', ['Ngày/tháng/năm', 'Day on which a stock was measured'], null, day),
  column('asReported', 'Nguyên văn số liệu', ['Số liệu như báo cáo nêu, ngắn gọn', 'How it was told, in short'],
    '165/160 lao động, 103 %', { also: ['Ghi trong báo cáo'] }),
  column('source', 'Nguồn', ['Để trống: nguồn là chính tệp này', 'Id or SHA-256; if empty, this file'], null),
  column('externalId', 'Mã số liệu', ['Mã do cơ quan tự đặt, có thể để trống', 'Your own code, if you have one'], null)
]

export const sheetForms: readonly SheetForm[] = [
  { kind: 'meeting', name: 'Hội nghị', also: ['meetings', 'meeting', 'Cuộc họp'], columns: meetings },
  { kind: 'official', name: 'Cán bộ', also: ['officials', 'official'], columns: officials },
  { kind: 'observation', name: 'Số liệu', also: ['observations', 'observation'], columns: observations }
]

/** What stands below a heading of the template. */
export const hintOf = ({ hint: [vi, en] }: SheetColumn): string => `${vi}\n${en}`

/** Columns that are for people only. */
export const IGNORED = ['STT', 'TT', 'Số TT', 'Ghi chú']

/** Headings as they are compared: without marks, case, spaces and signs. */
export const headingKey = (text: string): string => fold(text).replaceAll(' ', '')

const keysOf = ({ property, heading, also }: SheetColumn) => [property, heading, ...also].map(headingKey)
const places = new Map(sheetForms.map(({ kind, columns }) =>
  [kind, new Map(columns.flatMap(column => keysOf(column).map(key => [key, column] as const)))]))
const ignored = new Set(IGNORED.map(headingKey))

/** The column that a heading names; null for one that is for people only, undefined where it is not known. */
export function columnOf (kind: SheetKind, heading: string): SheetColumn | null | undefined {
  const key = headingKey(heading)
  return places.get(kind)!.get(key) ?? (ignored.has(key) ? null : undefined)
}

const names = new Map(sheetForms.flatMap(form =>
  [form.name, ...form.also].map(name => [headingKey(name), form] as const)))

/** The form that the name of a sheet means. */
export const formNamed = (name: string): SheetForm | undefined => names.get(headingKey(name))
export const formOf = (kind: SheetKind): SheetForm => sheetForms.find(form => form.kind === kind)!
