/**
 * Parameters of the query and the path that many addresses share, each with its rule, description and an example: the
 * same name means the same everywhere.
 */
import { Type, type TObject, type TSchema } from 'typebox'
import { builtInId, sourceId } from '../domain/ids.js'
import { PERIOD_PATTERN } from '../domain/periods.js'
import { formatNames, type Format } from './formats.js'
import { DAY_PATTERN, id, INSTANT_PATTERN, oneOf } from './schemas.js'

const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)

/** A word or several; diacritics are optional. */
export const q = (what: string, example: string) => optional(Type.String({
  minLength: 1,
  maxLength: 200,
  description: `Words of ${what}: all must occur, the last may be unfinished; case and diacritics do not matter, and ` +
    'abbreviations such as UBND also find what they stand for',
  examples: [example]
}))

export const wordParameter = (description: string, example: string, maxLength = 200) =>
  optional(Type.String({ minLength: 1, maxLength, description, examples: [example] }))

export const idParameter = (description: string, example: string) =>
  optional(id(description, example))

export const dayParameter = (description: string, example: string) =>
  optional(Type.String({
    format: 'date', pattern: DAY_PATTERN, description: `${description} (ISO date)`, examples: [example]
  }))

export const periodParameter = (description: string, example: string) => optional(Type.String({
  pattern: PERIOD_PATTERN,
  maxLength: 9,
  description: `${description}: a year \`2023\`, half \`2023-H1\`, quarter \`2023-Q3\`, month \`2023-07\`, ` +
    'first months of a year `2023-9M` or term `2020/2025`',
  examples: [example]
}))

export const choiceParameter = <const V extends string>(values: readonly V[], description: string, example: V) =>
  optional(oneOf(values, description, example))

export const flagParameter = (description: string, example: boolean) =>
  optional(Type.Boolean({ description, examples: [example] }))

/** A list with commas has no more characters. */
const LONGEST_LIST = 2000

const codesPattern = (values: readonly string[]) => `^(${values.join('|')})(,(${values.join('|')}))*$`

/** The codes that such a pattern allows; undefined where it is another. */
export const codesOf = (pattern: string): string[] | undefined => /^\^\(([^()]*)\)\(,/.exec(pattern)?.[1]?.split('|')

/** Several codes with commas, each out of a list. */
export const codesParameter = (values: readonly string[], description: string, example: string) =>
  optional(Type.String({
    pattern: codesPattern(values),
    maxLength: LONGEST_LIST,
    description: `${description}; several with commas`,
    examples: [example]
  }))

export const wardParameter = (
  description = 'Ward by id, slug or official code; several with commas', example = 'ha-khanh'
) => wordParameter(description, example, LONGEST_LIST)

/** Whether a list also tells of the wards from which the one that is asked for came, and of those that came of it. */
export type Lineage = 'true' | 'whole' | 'false'

export const lineageParameter = optional(Type.Unsafe<Lineage>({
  type: 'string',
  enum: ['true', 'whole', 'false'],
  description: '`true`: also of the wards that the ward came from and of those that came of it, over any number of ' +
    'changes; `page.lineage` says which, by which changes, and of which only a part went over. `whole`: only those ' +
    'that went over as a whole. Each record is listed and counted once',
  examples: ['false']
}))

export const statusParameter = optional(Type.Unsafe<'verified' | 'unverified' | 'any'>({
  type: 'string',
  enum: ['verified', 'unverified', 'any'],
  default: 'verified',
  description: 'Whether a person has confirmed the record',
  examples: ['verified']
}))

/** The register as it was. */
export const knownAt = optional(Type.String({
  format: 'date-time',
  pattern: INSTANT_PATTERN,
  description: 'As the register held it at this instant (RFC 3339), from its log; one to come means the present. ' +
    'Does not go with a question for words. Costs more than a question about the present',
  examples: ['2030-01-01T00:00:00Z']
}))

/** In which format an answer comes: what JSON is, what a file, and what stands in a line of it. */
export const formatParameter = (json: string, file: string, unit: string) => optional(Type.Unsafe<Format>({
  type: 'string',
  enum: formatNames,
  default: 'json',
  description: `\`json\`: ${json}. The others are ${file}: \`csv\` and \`xlsx\` (Excel) as a table, \`ndjson\` with ` +
    `one ${unit} of JSON a line. The Accept header can ask for them too`,
  examples: ['json']
}))

/** What every list takes: page, count and format. */
export const pageParameters = {
  limit: optional(Type.Integer({
    minimum: 1, maximum: 200, default: 20, description: 'How many records a page holds at most', examples: [20]
  })),
  cursor: optional(Type.String({
    minLength: 1,
    maxLength: 2000,
    description: 'Where to go on: `page.next` of the page before, under the same filters and order'
  })),
  total: optional(Type.Boolean({
    default: false, description: 'Also count all records under the same filters', examples: [true]
  })),
  format: formatParameter('a page', 'the whole filtered result as a file, whatever the limit', 'record')
}

/** The order and the page of a list of what is no record of the register; the first order is the default. */
export function orderParameters<const S extends string> (sorts: readonly [S, ...S[]]) {
  return {
    sort: optional(Type.Unsafe<S>({
      type: 'string',
      enum: sorts,
      default: sorts[0],
      description: 'Order; a minus means descending. Ties go by id, so that the order is total',
      examples: [sorts[0]]
    })),
    ...pageParameters
  }
}

export const updatedSinceParameter = optional(Type.String({
  format: 'date-time',
  pattern: INSTANT_PATTERN,
  description: 'Changed at or after this instant (RFC 3339)',
  examples: ['2023-01-01T00:00:00Z']
}))

/** What every list of records takes: also the time of the last change, and the instant of knowledge. */
export function listParameters<const S extends string> (sorts: readonly [S, ...S[]]) {
  return { updatedSince: updatedSinceParameter, knownAt, ...orderParameters(sorts) }
}

/** A query string: unknown parameters are refused. */
export const queryOf = <P extends Record<string, TSchema>>(properties: P): TObject<P> =>
  Type.Object(properties, { additionalProperties: false })

/** What every single record takes, beside what is its own. */
export const recordQueryOf = <P extends Record<string, TSchema>>(properties: P) => queryOf({ ...properties, knownAt })
export const RecordQuery = recordQueryOf({})

/** A list of names with commas, each out of those that the resource has. */
export function includeParameter (names: readonly string[]) {
  const list = names.map(name => `\`${name}\``).join(', ')
  return codesParameter(names, `Related records to add to each record: ${list}`, names.join(','))
}

/** The names in an `include` parameter, which its schema has checked. */
export const includesOf = <N extends string>(include: string | undefined): ReadonlySet<N> =>
  new Set((include?.split(',') ?? []) as N[])

// In the path

export const wardParams = Type.Object({
  ward: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The ward: its id, its slug such as `tay-son`, or its official code',
    examples: ['ha-khanh']
  })
})

/** A record by its id; the example is a built-in one. */
export const idParams = (kind: string, exampleKey: string) => Type.Object({
  id: id(`Id of the ${kind}`, builtInId(kind, exampleKey))
})

export const codeParams = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 100, description: 'Code of the indicator', examples: ['jobs-created'] })
})

export const sourceParams = Type.Object({
  id: id('Id of the source', sourceId('482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b'))
})
