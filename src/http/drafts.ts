/**
 * Building blocks of drafts: what can be written. A draft names other records by their id or by what identifies them in
 * the field; what the register works out itself is no part of it.
 */
import { Type, type Static, type TSchema, type TUnsafe } from 'typebox'
import { builtInId, sourceId } from '../domain/ids.js'
import { PERIOD_PATTERN } from '../domain/periods.js'
import { DAY_PATTERN, id, nullable, UUID_PATTERN } from './schemas.js'

export const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)

/** A property that may be left out, which is the same as null. */
export const orNull = <T extends TSchema>(schema: T) => Type.Optional(nullable(schema))

/** Text with at least one character that is no space. */
export const words = (description: string, example: string, maxLength = 2000) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description, examples: [example] })

export const draftDay = (description: string, example: string) => Type.String({
  format: 'date', pattern: DAY_PATTERN, description: `${description} (ISO date)`, examples: [example]
})

export const draftPeriod = (description: string, example: string) =>
  Type.String({ pattern: PERIOD_PATTERN, description, examples: [example] })

/** The id that the sender wants for a new record. */
export const draftId = (example: string) =>
  optional(id('Id of the record; made by the register where none is given', example))

/**
 * A reference: the id, or an object that identifies the record. Both in one schema without alternatives, so that what
 * is wrong with it can be said plainly.
 */
function reference<P extends Record<string, TSchema>> (
  description: string, example: unknown, properties: P, required: ReadonlyArray<keyof P & string>
): TUnsafe<string | { [K in keyof P]?: Static<P[K]> }> {
  return Type.Unsafe({
    type: ['string', 'object'],
    pattern: UUID_PATTERN,
    properties,
    required,
    additionalProperties: false,
    description,
    examples: [example]
  })
}

/** A unit: its id, its slug, its official code, or one of these behind its level and a colon. */
export const unitReference = (description: string, example: string) => Type.String({
  pattern: '^((ward|district|province):)?[0-9A-Za-z-]{1,100}$',
  description: `${description}: id, slug or official code; where a province and a district share it, ` +
    'with the level before it (`province:ninh-binh`)',
  examples: [example]
})

export const organisationReference = (description: string, key: string) => reference(
  `${description}: its id, or its name and its unit`,
  builtInId('organisation', key), {
    name: words('Its name', 'Đảng ủy phường Hà Khánh', 300),
    unit: optional(unitReference('The unit whose body it is', 'ha-khanh')),
    kind: optional(words('Code of the organisation-kinds vocabulary', 'c-bch', 50))
  }, ['name'])

export const officialReference = (description: string, key: string) => reference(
  `${description}: the id, or the name and an organisation in which the person holds or held an office`,
  builtInId('official', key), {
    name: words('Name, in Vietnamese order', 'Trần Việt Hùng', 100),
    organisation: organisationReference('An organisation of the person', 'dang-uy-phuong-ha-khanh')
  }, ['name', 'organisation'])

export const resolutionReference = (description: string, key: string) => reference(
  `${description}: its id, or its symbol with whose it is and when it was issued, as far as needed to tell it`,
  builtInId('resolution', key), {
    symbol: words('Symbol as printed', '21-NQ/TU', 100),
    issuer: optional(organisationReference(
      'The body that issued it, or the committee whose register numbers it', 'thanh-uy-ha-long')),
    issuedOn: optional(draftDay('Day of issue', '2020-12-31'))
  }, ['symbol'])

const sha256 = '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c'

export const sourceReference = (description: string) => reference(
  `${description}: its id, or the SHA-256 of its text`, sourceId(sha256), {
    sha256: Type.String({
      pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the text in UTF-8, in hexadecimal', examples: [sha256]
    })
  }, ['sha256'])

const externalProperties = {
  sourceSystem: words('The system that sent it', 'van-ban-ha-long', 100),
  externalId: words('Its id in that system', 'HOP-2024-0017', 200)
}

export const meetingReference = (description: string) => reference(
  `${description}: its id, or the ids under which a system sent it with its ward`,
  builtInId('meeting', 'ha-khanh-2024-01-06'), {
    ward: unitReference('Its ward', 'ha-khanh'), ...externalProperties
  }, ['ward', 'sourceSystem', 'externalId'])

/** What every draft of a ward-owned record may carry. */
export const external = {
  sourceSystem: orNull(externalProperties.sourceSystem),
  externalId: orNull(externalProperties.externalId)
}

export const draftStatus = optional(Type.Unsafe<'verified' | 'unverified'>({
  type: 'string',
  enum: ['verified', 'unverified'],
  description: 'Whether a person has confirmed it; a proposal is `unverified`. Where it is left out, it stays as it ' +
    'is; a new record is `verified`',
  examples: ['verified']
}))

/** The ward of a claim follows from its meeting; one that is given must be that. */
export const wardOfClaim = optional(unitReference('Its ward; that of its meeting where one is given', 'ha-khanh'))

/** What every claim may carry that hangs on a meeting. */
export const claim = {
  position: optional(Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    description: 'Its place among its like at the meeting; that in the list, or the last, where it is left out',
    examples: [0]
  })),
  status: draftStatus,
  ...external
}

const passage = {
  source: sourceReference('The source'),
  start: Type.Integer({
    minimum: 0, maximum: 100_000_000, description: 'Where it starts: UTF-16 code units of the text', examples: [120]
  }),
  end: Type.Integer({
    minimum: 1, maximum: 100_000_000, description: 'Where it ends, exclusive', examples: [164]
  }),
  quote: orNull(words('The passage, where its owner allows it to be repeated', 'Sáng 12/7', 5000)),
  method: optional(Type.Unsafe<'manual' | 'extracted'>({
    type: 'string',
    enum: ['manual', 'extracted'],
    default: 'manual',
    description: 'How it was found',
    examples: ['manual']
  })),
  confidence: optional(Type.Number({
    minimum: 0, maximum: 1, default: 1, description: 'How sure the finding is, 0 to 1', examples: [1]
  })),
  confirmedBy: orNull(words('Who confirmed it', 'Văn phòng Đảng ủy phường', 200))
}

const listOfPassages = <P extends Record<string, TSchema>>(properties: P, description: string) =>
  optional(Type.Array(Type.Object(properties, { additionalProperties: false }), { maxItems: 100, description }))

/** The passages on which a claim rests. */
export const draftEvidence = listOfPassages(passage, 'The passages on which it rests')

/** The passages that state properties of a meeting. */
export const draftPropertyEvidence = listOfPassages({
  property: words('The property that the passage states', 'heldOn', 50), ...passage
}, 'The passages that state its own properties')

export const draftInferred = optional(Type.Array(Type.Object({
  property: words('The property whose value no source states', 'province', 50),
  reason: words('Why it is believed', 'Cổng tin đăng bài thuộc thành phố Tam Điệp, tỉnh Ninh Bình', 1000)
}, { additionalProperties: false }), { maxItems: 50, description: 'What no source states outright' }))

/**
 * A draft: unknown properties are refused.
 * @param example one that can be sent as it is to a register with the built-in records
 */
export const draftOf = <P extends Record<string, TSchema>>(
  name: string, description: string, properties: P, example: object
) => Type.Object(properties, { $id: name, additionalProperties: false, description, examples: [example] })

/** What the examples of drafts refer to. */
export const exampleOf = {
  meeting: builtInId('meeting', 'ha-khanh-2024-01-06'),
  committee: { name: 'Đảng ủy phường Hà Khánh', unit: 'ha-khanh' },
  source: { sha256 }
}
