/**
 * Building blocks of the contract: references to named components, values that may be unknown, and the small
 * shapes that many resources share.
 */
import { Type, type Static, type TSchema, type TUnsafe } from 'typebox'
import { unitChangeExtents, unitChangeKinds } from '../domain/units.js'

/** Points at a named component instead of repeating it. */
export function ref<T extends TSchema> (schema: T): TUnsafe<Static<T>> {
  return Type.Unsafe<Static<T>>({ $ref: `${(schema as { $id?: string }).$id}#` })
}

/** A value that is null where it is unknown. */
export function nullable<T extends TSchema> (schema: T): TUnsafe<Static<T> | null> {
  const { $ref, type, enum: values, ...rest } = schema as Record<string, unknown>
  if ($ref !== undefined) return Type.Unsafe({ anyOf: [{ $ref }, { type: 'null' }], ...rest })
  const choices = values === undefined ? {} : { enum: [...new Set([...values as unknown[], null])] }
  return Type.Unsafe({ ...rest, type: [...new Set([type, 'null'].flat())], ...choices })
}

/** As nullable, for a reference that says what it is doing here. */
export function refOrNull<T extends TSchema> (schema: T, description: string): TUnsafe<Static<T> | null> {
  return Type.Unsafe({ anyOf: [{ $ref: `${(schema as { $id?: string }).$id}#` }, { type: 'null' }], description })
}

/** A list of components. */
export function listOf<T extends TSchema> (schema: T, description: string) {
  return Type.Array(ref(schema), { description })
}

/** A text out of a list of known ones. */
export function oneOf<const V extends string> (values: readonly V[], description: string, example: V): TUnsafe<V> {
  return Type.Unsafe<V>({ type: 'string', enum: values, description, examples: [example] })
}

/** Years that every calendar and database knows. */
export const DAY_PATTERN = '^[1-9][0-9]{3}-'
export const INSTANT_PATTERN =
  '^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$'
/** Ids as they are written here; the format alone also takes `urn:uuid:…`. */
export const UUID_PATTERN = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

export const text = (description: string, example: string) => Type.String({ description, examples: [example] })
export const id = (description: string, example: string) =>
  Type.String({ format: 'uuid', pattern: UUID_PATTERN, description, examples: [example] })
export const day = (description: string, example: string) =>
  Type.String({ format: 'date', description: `${description} (ISO date)`, examples: [example] })
export const instantOf = (description: string) =>
  Type.Unsafe<Date>({ type: 'string', format: 'date-time', description, examples: ['2026-01-05T08:00:00.000Z'] })
export const count = (description: string, example: number) =>
  Type.Integer({ minimum: 0, description, examples: [example] })

/** What every record carries beside its own properties. */
export const versionedProperties = {
  version: Type.Integer({
    minimum: 1, description: 'Moves by one with every real change of the record', examples: [1]
  }),
  createdAt: instantOf('When the register first held the record (RFC 3339, UTC)'),
  updatedAt: instantOf('When the record last really changed (RFC 3339, UTC)')
}

export const TermLabel = Type.Object({
  code: text('Stable code', 'so-ket'),
  name: text('Vietnamese label', 'Hội nghị sơ kết'),
  nameEn: text('English gloss', 'interim review conference')
}, { $id: 'Term', description: 'A term of a vocabulary' })

export const Named = Type.Object({
  id: id('Id of the record', 'a60c6ae6-3c4c-5b4d-9a56-0b8b4c7c3d11'),
  name: text('Its name', 'Đảng ủy phường Tây Sơn')
}, { $id: 'Named', description: 'A record by its id and name' })

export const WardLabel = Type.Object({
  id: id('Id of the ward', 'a60c6ae6-3c4c-5b4d-9a56-0b8b4c7c3d11'),
  slug: text('Its name in addresses', 'tay-son'),
  name: text('Its name as printed', 'Phường Tây Sơn')
}, { $id: 'WardLabel', description: 'A ward by its id, slug and name' })

export const MeetingLabel = Type.Object({
  id: id('Id of the meeting', 'a60c6ae6-3c4c-5b4d-9a56-0b8b4c7c3d11'),
  title: text('Its title', 'Hội nghị sơ kết công tác xây dựng Đảng, chính quyền 6 tháng đầu năm 2023'),
  heldOn: day('Day on which it was held', '2023-07-12')
}, { $id: 'MeetingLabel', description: 'A meeting by its id, title and day' })

export const PeriodLabel = Type.Object({
  code: text('Code of the period', '2023-H1'),
  from: day('First day', '2023-01-01'),
  to: day('Last day', '2023-06-30'),
  label: text('Vietnamese label', '6 tháng đầu năm 2023')
}, { $id: 'Period', description: 'A reporting period' })

export const Inference = Type.Object({
  property: text('The property whose value no source states', 'province'),
  reason: text('Why it is believed', 'Cổng tin đăng bài thuộc thành phố Tam Điệp, tỉnh Ninh Bình')
}, { $id: 'Inference', description: 'A value that was inferred, and why' })

export const Evidence = Type.Object({
  source: Type.Object({
    id: id('Id of the source', 'a60c6ae6-3c4c-5b4d-9a56-0b8b4c7c3d11'),
    title: text('Its title', 'Đảng ủy phường Phùng Chí Kiên sơ kết công tác Đảng 6 tháng đầu năm 2021'),
    publisher: nullable(text('Who published it', 'Cổng thông tin điện tử thành phố Bắc Kạn')),
    publishedOn: nullable(day('When it was published', '2023-12-19')),
    url: nullable(text('Where it was published', 'https://backancity.gov.vn/'))
  }, { description: 'The source, in short' }),
  property: nullable(text(
    'The property of a meeting that the passage states; null for evidence of a whole claim', 'heldOn'
  )),
  start: count('Where the passage starts in the text as published: UTF-16 code units', 120),
  end: count('Where it ends, exclusive', 164),
  quote: nullable(text('The passage, where its owner allows it to be repeated', 'Sáng 12/7')),
  method: oneOf(['manual', 'extracted'], 'How the passage was found', 'manual'),
  confidence: Type.Number({ minimum: 0, maximum: 1, description: 'How sure the finding is, 0 to 1', examples: [1] })
}, { $id: 'Evidence', description: 'A passage of a source on which a claim rests' })

export const LineageStep = Type.Object({
  from: ref(WardLabel),
  to: ref(WardLabel),
  kind: oneOf(unitChangeKinds.map(kind => kind.code), 'Code of the unit-change-kinds vocabulary', 'merged'),
  extent: oneOf(unitChangeExtents.map(extent => extent.code), 'Whether it went over as a whole or in part', 'whole'),
  effectiveOn: day('From which day', '2025-07-01'),
  legalBasis: nullable(text('The legal act', '1674/NQ-UBTVQH15'))
}, { $id: 'LineageStep', description: 'A change of units: which became which' })

export const Lineage = Type.Object({
  ward: ref(WardLabel),
  of: ref(WardLabel),
  relation: oneOf(['predecessor', 'successor'], 'What `ward` is to `of`, which was asked for', 'predecessor'),
  extent: oneOf(
    unitChangeExtents.map(extent => extent.code),
    '`part` where only a part of it went over: its records tell of more than of what went over',
    'whole'
  ),
  via: listOf(LineageStep, 'By which changes, in the order of time')
}, { $id: 'Lineage', description: 'A ward whose records are listed for the sake of another, and why' })

export const Page = Type.Object({
  limit: count('How many records a page holds at most', 20),
  next: nullable(text('What to give as `cursor` for the next page; null on the last', 'eyJ2IjoxfQ')),
  total: Type.Optional(count('How many records the filters find; only with `total=true`', 5)),
  lineage: Type.Optional(listOf(Lineage, 'The wards that `lineage` takes in; only where it is asked for'))
}, { $id: 'Page', description: 'Where this page stands in the whole list' })

/** Shapes that are registered for every resource to refer to. */
export const sharedComponents = [
  TermLabel, Named, WardLabel, MeetingLabel, PeriodLabel, Inference, Evidence, LineageStep, Lineage, Page
]
