/**
 * How the OpenAPI document is dressed for its readers: addresses in the order in which a newcomer needs them, examples
 * that Swagger UI fills in, and cursors that work.
 */
import type { FastifySchema, HTTPMethods } from 'fastify'
import { MAX, NIL } from 'uuid'
import { accessOf } from '../auth/permissions.js'
import { bounded } from './bounds.js'
import { addressOf, digestOf, writeCursor } from './cursor.js'
import { tellHeaders } from './document-headers.js'

/** Keys that come before every record, by the order that a list has by default; lists in memory have none. */
const beforeAll: Record<string, string[]> = {
  '-heldOn': ['9999-12-31', MAX],
  '-issuedOn': ['9999-12-31', MAX],
  '-startedAt': ['9999-12-31T00:00:00.000Z', MAX],
  position: ['0'],
  '-effectiveOn': ['9999-12-31', MAX],
  '-period': ['9999-12-31', '0', NIL],
  createdAt: ['0001-01-01T00:00:00.000Z', NIL],
  '-createdAt': ['9999-12-31T00:00:00.000Z', MAX],
  '-updatedAt': ['9999-12-31T00:00:00.000Z', MAX],
  meeting: [NIL, NIL, '0', NIL],
  '-version': ['999999999999999'],
  '-cursor': ['999999999999999'],
  name: ['', NIL],
  code: [''],
  rank: ['0', '0', '9999-12-31', '0'],
  '': ['0']
}

interface Property { default?: unknown, examples?: unknown[] }
interface Properties { properties: Record<string, Property> }

const valuesOf = (schema: Properties | undefined, value: (property: Property) => unknown) =>
  Object.fromEntries(Object.entries(schema?.properties ?? {})
    .map(([name, property]) => [name, value(property)])
    .filter(([, found]) => found !== undefined))

const binary = (types: readonly string[]) =>
  Object.fromEntries(types.map(type => [type, { schema: { type: 'string', format: 'binary' } }]))

/** A body that a handler reads as a stream has no schema of its own, but types; a file can come instead of JSON. */
export function withStream (
  schema: FastifySchema, { streams, files }: { streams?: readonly string[], files?: readonly string[] } = {}
): FastifySchema {
  if (streams !== undefined) return { ...schema, body: { content: binary(streams) } }
  if (files === undefined) return schema
  return { ...schema, body: { content: { 'application/json': { schema: schema.body }, ...binary(files) } } }
}

/** A cursor belongs to one list under its filters, so each has an example of its own, which leads to the first page. */
export function withExampleCursor (schema: FastifySchema, url: string): FastifySchema {
  const { querystring, params } = schema as { querystring?: Properties, params?: Properties }
  if (querystring?.properties.cursor === undefined) return schema
  const query = valuesOf(querystring, property => property.default)
  const path = valuesOf(params, property => property.examples?.[0])
  const key = beforeAll[String(query.sort ?? '')]
  if (key === undefined) throw new Error(`no key comes before every record in the order '${query.sort}'`)
  const example = writeCursor(digestOf(addressOf(url, path), query), key)
  const cursor = { ...querystring.properties.cursor, examples: [example] }
  return { ...schema, querystring: { ...querystring, properties: { ...querystring.properties, cursor } } }
}

/** Every answer to a GET has a tag, and a client that has the answer is told so. */
export function withNotModified (schema: FastifySchema, methods: HTTPMethods | HTTPMethods[]): FastifySchema {
  if (schema.operationId === undefined || ![methods].flat().includes('GET')) return schema
  const response = {
    ...schema.response as object,
    304: { description: 'The client has this very answer already (`If-None-Match`)', type: 'null' }
  }
  return { ...schema, response }
}

const header = (name: string, description: string, example: string) =>
  ({ name, in: 'header', required: true, description, schema: { type: 'string', examples: [example] } })

/** What the service itself sends. */
export const webhooks = {
  change: {
    post: {
      operationId: 'receiveChange',
      tags: ['Webhooks'],
      summary: 'A record has changed',
      description: 'Sent to the webhooks that ask for it. An event may come more than once, always under the same ' +
        '`webhook-id`, and events of different records in any order.',
      security: [],
      parameters: [
        header('webhook-id', 'Id of the event, the same however often it is sent',
          '2f6b4a1e-8d0b-5f4c-9a53-3f0d5b2e7b11'),
        header('webhook-timestamp', 'When it is sent, in seconds since 1970; refuse what is older than five minutes',
          '1767600000'),
        header('webhook-signature', '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several with ' +
          'spaces while a secret takes the place of another', 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=')
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/WebhookEvent' } } }
      },
      responses: {
        '2XX': { description: 'It was taken' },
        410: { description: 'Nobody is here any more: nothing else is sent' },
        default: { description: 'It was not taken, and is sent again later' }
      }
    }
  }
} as const

/** Who may ask, from the table of permissions: with a key (or a token), without one, or either way. */
export function withAccess (schema: FastifySchema, { readsNeedKey, takesTokens }: Access): FastifySchema {
  if (schema.operationId === undefined) return schema
  const access = accessOf(schema.operationId)
  const known = [{ bearer: [] }, ...takesTokens ? [{ token: [] }] : []]
  const security = access === 'open' ? [] : access === 'read' && !readsNeedKey ? [{}, ...known] : known
  return { ...schema, security }
}

interface Access {
  readonly readsNeedKey: boolean
  /** Whether access tokens of an identity provider are taken beside keys. */
  readonly takesTokens: boolean
}

/** What Swagger UI fills in, beside what is required; the examples of all others are shown and left to be chosen. */
const FILLED_IN = ['ward', 'period', 'q', 'total']

interface Parameter { in: string, name: string, required?: boolean, example?: unknown, schema: object }
interface Operation {
  operationId: string
  tags: string[]
  parameters?: Parameter[]
  responses: Record<string, Response>
}
interface Response {
  $ref?: string
  description?: string
  headers?: Record<string, object>
  content?: Record<string, { schema: Schema }>
}
interface Schema { $ref?: string, properties?: Record<string, { items?: Schema }> }
interface Document {
  tags: ReadonlyArray<{ name: string }>
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, object>, responses?: Record<string, Response>, headers?: Record<string, object>
  }
}

/** The answer of a list becomes a component named after its records, so that generated clients have a type for it. */
function nameLists ({ paths, components }: Document) {
  for (const { responses } of Object.values(paths).flatMap(path => Object.values(path))) {
    const answer = responses['200']?.content?.['application/json']
    const item = answer?.schema.properties?.data?.items?.$ref?.split('/').at(-1)
    if (answer === undefined || item === undefined) continue
    const name = `${item}List`
    components.schemas[name] ??= { ...answer.schema, description: `A list of records: ${item}` }
    answer.schema = { $ref: `#/components/schemas/${name}` }
  }
}

/**
 * Problems that many operations answer alike become components, named after what they say: `NothingIsHere`.
 */
function shareProblems ({ paths, components }: Document) {
  components.responses = {}
  for (const operation of Object.values(paths).flatMap(path => Object.values(path))) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (response.content?.['application/problem+json'] === undefined) continue
      const name = response.description!.split('; ')
        .map(title => title.replace(/[^A-Za-z ]/g, '').split(' ')
          .map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join(''))
        .join('Or')
      components.responses[name] ??= response
      operation.responses[status] = { $ref: `#/components/responses/${name}` }
    }
  }
}

/** Addresses in the order of their tags, short ones first, and only a few parameters filled in. */
export function arranged<D extends object> (document: D): D {
  const { tags, paths, ...rest } = document as unknown as Document
  nameLists({ tags, paths, ...rest })
  rest.components.headers = tellHeaders(Object.values(paths).flatMap(path => Object.values(path)))
  shareProblems({ tags, paths, ...rest })
  const order = tags.map(tag => tag.name)
  const place = (path: string) => order.indexOf(Object.values(paths[path]!)[0]!.tags[0]!)
  const operations = Object.values(paths).flatMap(path => Object.values(path))
  for (const parameter of operations.flatMap(operation => operation.parameters ?? [])) {
    if (parameter.in !== 'query' || parameter.required === true || FILLED_IN.includes(parameter.name)) continue
    parameter.schema = { ...parameter.schema, examples: [parameter.example] }
    delete parameter.example
  }
  const sorted = Object.keys(paths)
    .sort((a, b) => place(a) - place(b) || a.split('/').length - b.split('/').length)
  return bounded({
    ...rest, tags, paths: Object.fromEntries(sorted.map(path => [path, paths[path]]))
  }) as unknown as D
}
