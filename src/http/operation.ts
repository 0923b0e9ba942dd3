/**
 * How a route describes itself: what the OpenAPI document needs beside the schemas, among it every problem that the
 * address can answer.
 */
import { Type, type TObject, type TSchema } from 'typebox'
import { accessOf, type Access } from '../auth/permissions.js'
import { problems, type ProblemCode } from './problems.js'
import { ref, text } from './schemas.js'

export const ProblemDocument = Type.Object({
  type: text('Address of the problem in the catalogue', '/problems/invalid-parameter'),
  title: text('The kind of problem, in short', 'A parameter is not valid'),
  status: Type.Integer({ description: 'The HTTP status', examples: [400] }),
  detail: text(
    'What happened this time',
    "'2023-H3' is no period: write 2023, 2023-H1, 2023-Q3, 2023-07, 2023-9M or 2020/2025."
  ),
  instance: text('The address that was asked for', '/v1/meetings?period=2023-H3'),
  requestId: text('Id of the request, as in the log', 'req-1'),
  errors: Type.Optional(Type.Array(Type.Object({
    parameter: Type.Optional(text('The parameter that is wrong', 'period')),
    pointer: Type.Optional(text('JSON Pointer to what is wrong in the body', '/heldOn')),
    detail: text('What is wrong with it', 'is not a parameter here')
  }), { description: 'What is wrong, one by one' }))
}, { $id: 'Problem', description: 'What went wrong (RFC 9457)' })

/** Tags, in the order in which a newcomer needs them. */
export const tags = [
  { name: 'Meetings', description: 'The core: who met when, on what, and everything that hangs on it' },
  { name: 'Search', description: 'Everything by one question' },
  { name: 'Wards', description: 'Wards and what became of them' },
  { name: 'Officials', description: 'Persons in public office, with every office' },
  { name: 'Organisations', description: 'Party, State and Front bodies' },
  { name: 'Resolutions', description: 'Party and State documents, and how they were cited' },
  { name: 'Indicators', description: 'The catalogue of indicators' },
  { name: 'Observations', description: 'Figures as they were reported' },
  { name: 'Comparison', description: 'Wards side by side, as tables and pictures; what is covered and flagged' },
  { name: 'Tasks', description: 'What was set to be done' },
  { name: 'Sources', description: 'The published texts on which all claims rest' },
  { name: 'Reviews', description: 'From prose to records: texts that were read, and what people decide about them' },
  { name: 'Imports', description: 'Many records at once, in and out' },
  { name: 'Vocabularies', description: 'Codes and their labels' },
  { name: 'Changes', description: 'What changed, in the order in which it happened' },
  { name: 'Webhooks', description: 'Other systems are told of changes; for administrators' },
  { name: 'Corrections', description: 'Requests to correct or remove, and what was taken down' },
  { name: 'Keys', description: 'Keys of the systems that write; for administrators' },
  { name: 'Service', description: 'The service itself' }
] as const

interface Description<Q extends TObject, P extends TObject, B extends TSchema> {
  readonly operationId: string
  readonly tag: typeof tags[number]['name']
  readonly summary: string
  readonly description: string
  readonly querystring?: Q
  readonly params?: P
  /** What is sent, as `ref` of a component that takes no other properties; without it a body is refused. */
  readonly body?: B
  /** Media types of what is sent, where that is not JSON alone. */
  readonly consumes?: readonly string[]
  /** Headers of the request that it knows. */
  readonly headers?: TObject
  /** The answers by status: `recordResponse`, `createdResponse`, `noContent`, `listResponse` or several of them. */
  readonly response: object
  /** Problems beside those that every address of its form has. */
  readonly problems?: readonly ProblemCode[]
}

const noParameters = Type.Object({}, { additionalProperties: false })

const challenge = {
  'WWW-Authenticate': { type: 'string', description: 'What is wrong with the key, or that one is needed (RFC 6750)' }
}

const later = {
  'Retry-After': { type: 'integer', description: 'Seconds after which it is worth trying again', examples: [12] }
}
const challenged: Readonly<Record<number, object>> = { 401: challenge, 429: later, 503: later }

function problemResponses (codes: readonly ProblemCode[]) {
  const statuses = [...new Set(codes.map(code => problems[code].status))].sort((a, b) => a - b)
  return Object.fromEntries(statuses.map(status => [status, {
    description: [...new Set(codes)]
      .filter(code => problems[code].status === status).map(code => problems[code].title).join('; '),
    ...(challenged[status] === undefined ? {} : { headers: challenged[status] }),
    content: { 'application/problem+json': { schema: ref(ProblemDocument) } }
  }]))
}

const tagHeader = {
  ETag: { type: 'string', description: 'Tag of this very answer; that of a record begins with its version' }
}

const answerOf = (schema: TSchema, description: string, headers: object) =>
  ({ description, headers, content: { 'application/json': { schema: ref(schema) } } })

/** The answer of a single record. */
export const recordResponse = (schema: TSchema, description: string) =>
  ({ 200: answerOf(schema, description, tagHeader) })

/** The answer of an act on a record: the record as it is now. */
export const actResponse = (schema: TSchema, description: string) => ({ 200: answerOf(schema, description, {}) })

/** The answer of a record that was made. */
export const createdResponse = (schema: TSchema, description: string) => ({
  201: answerOf(schema, description, { Location: { type: 'string', description: 'The address of the record' } })
})

/** The answer of what was taken in, and where one can ask what became of it. */
export const acceptedResponse = (schema: TSchema, description: string) => ({
  202: answerOf(schema, description, { Location: { type: 'string', description: 'Where to ask what became of it' } })
})

/** The answer of what is done and has nothing to show. */
export const noContent = (description: string) => ({ 204: { description, type: 'null' } })

/** Problems that come with the key. */
const problemsOfAccess = (access: Access): ProblemCode[] =>
  access === 'open' ? [] : access === 'read' ? ['unauthorized'] : ['unauthorized', 'forbidden']

/**
 * The schema of a route. Query strings are strict: also where an address takes no parameter. Who may ask stands in the
 * table of permissions, under the operationId.
 */
export function operation<
  Q extends TObject = typeof noParameters, P extends TObject = TObject<{}>, B extends TSchema = TSchema
> (given: Description<Q, P, B>) {
  const { operationId, tag, summary, description, querystring, params, body, consumes, headers, response } = given
  const codes: ProblemCode[] = [
    'invalid-parameter', ...problemsOfAccess(accessOf(operationId)), ...given.problems ?? [], 'internal-error',
    'unavailable'
  ]
  if (querystring !== undefined && 'cursor' in querystring.properties) codes.push('invalid-cursor')
  if (querystring !== undefined && 'format' in querystring.properties) codes.push('not-acceptable')
  if (params !== undefined) codes.push('not-found')
  if (body !== undefined) codes.push('invalid-body', 'invalid-request', 'payload-too-large', 'unsupported-media-type')
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    querystring: (querystring ?? noParameters) as Q,
    ...(params === undefined ? {} : { params }) as { params: P },
    ...(body === undefined ? {} : { body }) as { body: B },
    ...(consumes === undefined ? {} : { consumes: [...consumes] }),
    ...(headers === undefined ? {} : { headers }),
    response: { ...response, ...problemResponses(codes) } as unknown
  }
}
