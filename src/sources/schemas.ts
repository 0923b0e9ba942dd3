/** The contract of sources: the published texts and reports on which all claims rest. */
import { Type } from 'typebox'
import { builtInId, sourceId } from '../domain/ids.js'
import {
  dayParameter, idParameter, lineageParameter, listParameters, q, queryOf, wardParameter, wordParameter
} from '../http/parameters.js'
import { count, day, id, listOf, nullable, oneOf, ref, text, versionedProperties, WardLabel } from '../http/schemas.js'

const sha256 = '482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b'

export const Source = Type.Object({
  id: id('Id of the source, made from its text', sourceId(sha256)),
  title: text('Its title', 'Phường Nghi Hòa: Tổ chức Hội nghị tổng kết công tác Đảng năm 2023'),
  publisher: nullable(text('Who published it', 'Cổng thông tin điện tử thị xã Cửa Lò')),
  author: nullable(text('Who signed it', 'Phan Thành - Duy Quý')),
  publishedOn: nullable(day('When it was published', '2023-12-19')),
  url: nullable(text('Where it was published', 'https://cualo.vn/')),
  language: text('Language of the text (BCP 47)', 'vi'),
  sha256: text('SHA-256 of the text in UTF-8, in hexadecimal', sha256),
  licence: nullable(text('Licence of the text; null where none is known', 'CC BY 4.0')),
  hasText: Type.Boolean({ description: 'Whether the register keeps the text itself', examples: [false] }),
  ...versionedProperties
}, { $id: 'Source', description: 'A published text or report' })

export const TextInput = Type.Object({
  text: Type.String({
    minLength: 1,
    maxLength: 500_000,
    description: 'The text as it was published',
    examples: ['Sáng 12/7, Đảng ủy phường tổ chức hội nghị sơ kết.']
  })
}, { $id: 'TextInput', additionalProperties: false, description: 'A text to be held against the hash of a source' })

const Passage = Type.Object({
  kind: oneOf(['meeting', 'participant', 'citation', 'observation', 'task'], 'Kind of the record', 'observation'),
  id: id('Id of the record that rests on it', builtInId('meeting', 'nghi-hoa-2023-12-19')),
  property: nullable(text('The property of a meeting that it states; null for a whole claim', 'heldOn')),
  ward: ref(WardLabel),
  start: count('Where it starts: UTF-16 code units', 120),
  end: count('Where it ends, exclusive', 164),
  quote: nullable(text('The passage, cut from the text that was sent; null where that is another text', 'Sáng 12/7')),
  before: nullable(text('Some characters before it', '')),
  after: nullable(text('Some characters behind it', ', Đảng ủy phường tổ chức')),
  agrees: nullable(Type.Boolean({
    description: 'Whether the quotation that the register keeps is this passage; null where it keeps none, or the ' +
      'text is another',
    examples: [true]
  }))
}, { $id: 'VerifiedPassage', description: 'A passage on which a record rests, with what stands there' })

export const Verification = Type.Object({
  source: id('Id of the source', sourceId(sha256)),
  matches: Type.Boolean({ description: 'Whether the text is that of the source', examples: [false] }),
  as: nullable(text('In which form it is: `as-given`, or what was done to it: `nfc` (Unicode composed), `lf`, `crlf` ' +
    '(line breaks), `mark` (without a byte order mark), `trimmed`, `end-trimmed`, `end-of-line` (ends with one line ' +
    'break), joined with `+`; null where it does not match. Offsets count in this form', 'as-given')),
  sha256: text('SHA-256 of the text as it was given', sha256),
  expected: text('SHA-256 of the text of the source', sha256),
  quotes: listOf(Passage, 'Every passage of the source on which a confirmed record rests, in the order of the text'),
  total: count('How many there are; of more than 10,000, the first are told', 24)
}, { $id: 'Verification', description: 'A text, held against a source' })

export const verificationComponents = [TextInput, Passage, Verification]

export const SourceQuery = queryOf({
  q: q('its title, publisher or author', 'nghi hòa'),
  ward: wardParameter('Sources of claims about this ward: id, slug or official code; several with commas', 'nghi-hoa'),
  lineage: lineageParameter,
  meeting: idParameter('Sources of this meeting (id)', builtInId('meeting', 'nghi-hoa-2023-12-19')),
  sha256: wordParameter('SHA-256 of the text, in hexadecimal', sha256, 64),
  publishedFrom: dayParameter('Published on this day or later', '2023-12-01'),
  publishedTo: dayParameter('Published on this day or earlier', '2023-12-31'),
  ...listParameters(['-updatedAt', 'updatedAt'])
})

/** What making a source with its text may be told. */
export const extractParameters = {
  extract: Type.Optional(Type.Boolean({
    default: true,
    description: 'Whether the text is read, and what it says proposed as records; `false` only keeps it',
    examples: [true]
  })),
  ward: Type.Optional(Type.String({
    pattern: '^[0-9A-Za-z-]{1,100}$',
    description: 'The ward that the text is about (id, slug or official code), where its name alone does not tell',
    examples: ['nghi-hoa']
  }))
}

const told = (description: string, example: string, maxLength: number, pattern = '\\S') =>
  Type.Optional(Type.String({ minLength: 1, maxLength, pattern, description, examples: [example] }))

/** What is said of a file that is sent in the stead of JSON. */
export const fileParameters = {
  title: told('Of a file: its title; else the one that it gives, or its first line', 'Hội nghị sơ kết', 1000),
  publisher: told('Of a file: who published it', 'Cổng thông tin thử nghiệm', 300),
  author: told('Of a file: who signed it', 'Thu Hương', 300),
  publishedOn: dayParameter('Of a file: when it was published', '2024-05-05'),
  url: told('Of a file: where it was published', 'https://example.org/thu-nghiem', 2000, '^https?://')
}

export interface ExtractQuery { readonly extract?: boolean, readonly ward?: string }
