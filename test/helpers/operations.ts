/**
 * The operations of the OpenAPI document, each with an address that works against the built-in records: what tests walk
 * that speak of every list or every record at once.
 */
import type { Register } from './register.js'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly example?: unknown
  readonly schema: { readonly enum?: readonly string[], readonly default?: unknown, readonly examples?: unknown[] }
}

export interface Operation {
  readonly id: string
  readonly tag: string
  readonly method: string
  /** Whether it reads, for everybody: a GET that needs no key while READ_ACCESS=open, of what is there. */
  readonly isPlainRead: boolean
  /** As in the document: `/v1/wards/{ward}/meetings`. */
  readonly path: string
  /** With the examples in the path, and of what it cannot do without: `/v1/wards/ha-khanh/meetings`. */
  readonly address: string
  /** Parameters of the query by name, each with its example. */
  readonly query: ReadonlyMap<string, string>
  readonly isList: boolean
  /** Names of the orders of a list; one empty name where it has none. */
  readonly sorts: readonly string[]
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { readonly schema: object }> }>>
}

interface Described {
  operationId: string
  tags: [string]
  parameters?: Parameter[]
  security: object[]
  responses: Record<string, Operation['responses'][string] & { readonly $ref?: string }>
}

/** All operations of the document. */
export function operationsOf ({ app }: Register): Operation[] {
  const { paths, components } = app.swagger() as unknown as {
    paths: Record<string, Record<string, Described>>, components: { responses: Operation['responses'] }
  }
  /** Problems are told once, and referred to. */
  const resolved = (responses: Described['responses']): Operation['responses'] =>
    Object.fromEntries(Object.entries(responses).map(([status, response]) =>
      [status, response.$ref === undefined ? response : components.responses[response.$ref.split('/').at(-1)!]!]))
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })))
  return all.map(({ path, method, operationId, tags: [tag], parameters = [], security, responses }) => {
    const example = ({ example, schema }: Parameter) => String(example ?? schema.examples?.[0] ?? '')
    const query = parameters.filter(parameter => parameter.in === 'query')
    return {
      id: operationId,
      tag,
      method,
      // What was asked is known to who asked it only.
      isPlainRead: method === 'GET' && operationId !== 'getCorrection' &&
        (security.length === 0 || security.some(way => Object.keys(way).length === 0)),
      path,
      address: withQuery(parameters.filter(parameter => parameter.in === 'path').reduce((address, parameter) =>
        address.replace(`{${parameter.name}}`, encodeURIComponent(example(parameter))), path),
      query.filter(({ required }) => required).map(parameter => [parameter.name, example(parameter)])),
      query: new Map(query.map(parameter => [parameter.name, example(parameter)])),
      isList: query.some(({ name }) => name === 'cursor'),
      sorts: query.find(({ name }) => name === 'sort')?.schema.enum ?? [''],
      responses: resolved(responses)
    }
  })
}

/** The operations that anybody may read as JSON, as tests walk them that ask with GET and no key. */
export const readsOf = (register: Register): Operation[] =>
  operationsOf(register).filter(({ isPlainRead, responses }) =>
    isPlainRead && responses['200']?.content?.['application/json'] !== undefined)

/** An address with some of its parameters. */
export const withQuery = (address: string, query: Iterable<readonly [string, string]>): string => {
  const search = new URLSearchParams([...query].map(([name, value]): [string, string] => [name, value]))
  return search.size === 0 ? address : `${address}${address.includes('?') ? '&' : '?'}${search}`
}

/** An address with one parameter, as it is written: whatever the address has of that name makes room. */
export function asking (address: string, parameter: string): string {
  const [path, query = ''] = address.split('?')
  const name = parameter.split('=')[0]!
  const others = query.split('&').filter(other => other !== '' && !other.startsWith(`${name}=`))
  return `${path}?${[...others, parameter].join('&')}`
}
