/** The contract of extractions: a text, and everything that is found in it. */
import { Type } from 'typebox'
import { draftDay, orNull } from '../http/drafts.js'
import { LONGEST_TEXT } from '../http/files.js'
import {
  count, day, Inference, listOf, nullable, oneOf, ref, refOrNull, text, WardLabel
} from '../http/schemas.js'

export const ExtractionInput = Type.Object({
  text: Type.String({
    minLength: 1,
    maxLength: LONGEST_TEXT,
    description: 'The text, as it was published',
    examples: ['Sáng 12/7/2023, Đảng ủy phường Hà Khánh tổ chức hội nghị sơ kết công tác 6 tháng đầu năm.']
  }),
  publishedOn: orNull(
    draftDay('When it was published: what tells the year of a day that is named without one', '2023-07-13'))
}, { $id: 'ExtractionInput', additionalProperties: false, description: 'A text to be read' })

const Span = Type.Object({
  start: count('Where the passage starts in the text as it was given: UTF-16 code units', 0),
  end: count('Where it ends, exclusive', 14)
}, { $id: 'Span', description: 'A passage: `text.slice(start, end)`' })

const sure = {
  confidence: Type.Number({ minimum: 0, maximum: 1, description: 'How sure it is, 0 to 1', examples: [0.9] }),
  inferred: listOf(Inference, 'Properties whose value no words of the text state, and why it is believed')
}
const found = { ...sure, spans: listOf(Span, 'Where the text says so; the first passage is the one to show') }

const Within = Type.Object({
  kind: text('The word for it', 'thành phố'),
  name: text('Its name', 'Hạ Long')
}, { $id: 'UnitFinding', description: 'A unit in which a ward lies, as the text says' })

const WardFinding = Type.Object({
  name: text('Its name as it is written, without its kind; numbered wards keep their word: `Phường 12`', 'Hà Khánh'),
  kind: oneOf(['phường', 'xã', 'thị trấn', 'đặc khu'], 'The word for it', 'phường'),
  within: listOf(Within, 'The units in which the text says it lies, lowest first'),
  ward: refOrNull(WardLabel, 'The ward that this is, where the register knows it for certain'),
  candidates: listOf(WardLabel, 'Wards that may be meant, where several bear the name'),
  span: ref(Span),
  ...sure
}, { $id: 'WardFinding', description: 'The ward that a text is about' })

const MeetingFinding = Type.Object({
  heldOn: nullable(day('When it was held', '2023-07-12')),
  endsOn: nullable(day('Its last day, where it had several', '2023-07-13')),
  session: nullable(oneOf(['morning', 'afternoon', 'evening'], 'The time of day', 'morning')),
  type: text('Code of the type: see the vocabulary `meeting-types`', 'so-ket'),
  reviews: nullable(text('Code of the period that it reviewed', '2023-H1')),
  plans: nullable(text('Code of the period that it planned for', '2023-H2')),
  title: nullable(text('Its title', 'Đảng ủy phường Hà Khánh sơ kết công tác 6 tháng đầu năm')),
  ...found
}, { $id: 'MeetingFinding', description: 'The meeting that a text tells of' })

const RoleFinding = Type.Object({
  title: text('As it is written', 'Bí thư Đảng ủy'),
  code: nullable(text('Code of the office: see the vocabulary `roles`; null where none fits', 'bt')),
  body: nullable(text('Where it is held, as far as the words say', 'Đảng ủy'))
}, { $id: 'RoleFinding', description: 'An office of a person' })

const OfficialFinding = Type.Object({
  name: text('The name', 'Nguyễn Văn Thử'),
  roles: listOf(RoleFinding, 'The offices that the text names'),
  chair: Type.Boolean({ description: 'Whether the person chaired', examples: [true] }),
  ...found
}, { $id: 'OfficialFinding', description: 'A person in public office' })

const DocumentFinding = Type.Object({
  symbol: nullable(text('As the Party prints it; null where only a number is named', '21-NQ/TU')),
  type: text('Code of the type: see the vocabulary `document-types`', 'NQ'),
  number: text('Its number', '21'),
  issuer: nullable(text('The issuer in the symbol', 'TU')),
  issuedOn: nullable(day('When it was issued', '2020-12-31')),
  issuedBy: nullable(text('Who issued it, as it is written', 'Ban Thường vụ Thành ủy')),
  title: nullable(text('What it is about, as it is written', 'phát triển kinh tế')),
  state: Type.Boolean({ description: 'Whether it is a State document, not one of the Party', examples: [false] }),
  ...found
}, { $id: 'DocumentFinding', description: 'A document that a text cites' })

const figure = (description: string, example: number) => nullable(Type.Number({ description, examples: [example] }))

const IndicatorFinding = Type.Object({
  label: text('What is counted, in the words of the text', 'giải quyết việc làm'),
  code: nullable(text('Code of the indicator; null where the catalogue has none', 'jobs-created')),
  value: figure('The figure; money in đồng', 165),
  valueText: nullable(text('A result that is a word', 'hoàn thành tốt nhiệm vụ')),
  unit: nullable(text('`VND` for money, `%` for rates, else the counted noun', 'lao động')),
  target: figure('What was aimed at', 160),
  percentOfTarget: figure('Percent of the target, as it was reported', 103),
  changePercent: figure('Change against the period before, in percent', 6.3),
  comparator: oneOf(['eq', 'gt', 'gte', 'lt', 'lte', 'approx'], 'The hedge: `trên` is gt, `trở lên` gte', 'eq'),
  estimate: Type.Boolean({ description: 'Whether the text says `ước`', examples: [false] }),
  period: nullable(text('Code of the period', '2023-H1')),
  kind: oneOf(['actual', 'target'], 'A result, or an aim', 'actual'),
  dimensions: Type.Unsafe<Record<string, string | number>>({
    type: 'object',
    additionalProperties: { type: ['string', 'number'] },
    description: 'What else tells the figure apart, such as the years of a badge',
    examples: [{ badgeYears: 55 }]
  }),
  flags: Type.Array(Type.String(), { description: 'Codes of what arithmetic found', examples: [['percent-mismatch']] }),
  ...found
}, { $id: 'IndicatorFinding', description: 'A figure that a text reports' })

const TaskFinding = Type.Object({
  text: text('What is to be done', 'rà soát hộ nghèo còn sót'),
  assignee: nullable(text('Who is to do it, as it is written', 'các chi bộ')),
  ...found
}, { $id: 'TaskFinding', description: 'A task that a text sets' })

const Warning = Type.Object({
  code: text('Stable code', 'no-date'),
  detail: text('What it is about, Vietnamese', 'Bài không ghi năm.'),
  span: refOrNull(Span, 'Where, if it has a place')
}, { $id: 'ExtractionWarning', description: 'What should be looked at before findings are believed' })

const Note = Type.Object({
  code: text('Stable code', 'converted'),
  detail: text('What it is about', 'The text was converted from TCVN3 to Unicode.')
}, { $id: 'ReadingNote', description: 'How the text of a file was come by' })

const FileRead = Type.Object({
  format: oneOf(['text', 'html', 'docx', 'pdf'], 'What kind of file it was', 'pdf'),
  encoding: text('What it was written in: `utf-8`, `tcvn3` …; `unicode` for Word and PDF, which tell it', 'unicode'),
  title: nullable(text('The title that it gives', 'Hội nghị sơ kết')),
  publishedOn: nullable(day('When a web page says that it was published', '2023-12-19')),
  url: nullable(text('The address that a web page calls its own', 'https://cualo.vn/')),
  notes: listOf(Note, 'What to know of the text'),
  text: text('The text, to which all offsets belong', 'Sáng 12/7/2023, Đảng ủy phường …')
}, { $id: 'FileRead', description: 'A file as it was read' })

export const Extraction = Type.Object({
  ward: refOrNull(WardFinding, 'The ward that the text is about; null where it names none'),
  meeting: refOrNull(MeetingFinding, 'The meeting that it tells of; null where it tells of none'),
  officials: listOf(OfficialFinding, 'Persons in public office'),
  documents: listOf(DocumentFinding, 'Documents that were cited'),
  indicators: listOf(IndicatorFinding, 'Figures'),
  tasks: listOf(TaskFinding, 'Tasks'),
  warnings: listOf(Warning, 'What should be looked at first'),
  input: refOrNull(FileRead, 'The file as it was read; null where the text came as JSON')
}, { $id: 'Extraction', description: 'Everything that is found in a text' })

export const components = [
  ExtractionInput, Span, Within, WardFinding, MeetingFinding, RoleFinding, OfficialFinding, DocumentFinding,
  IndicatorFinding, TaskFinding, Warning, Note, FileRead, Extraction
]
