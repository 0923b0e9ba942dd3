/**
 * The OpenAPI document as the fuzzing reads it: each operation with its parameters and bodies, and a check of every
 * answer that it declares. Objects of answers may have no property beside those that are declared.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** As much of JSON Schema as the document uses. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: string
  readonly example?: unknown
  readonly examples?: readonly unknown[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly example?: unknown
  readonly schema: Schema
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>
interface Response { readonly $ref?: string, readonly content?: Content }

/** Whether a parsed body is what is declared: what is wrong with it, or null. */
export type Check = (body: unknown) => string | null

export interface Operation {
  readonly id: string
  readonly method: string
  /** As in the document: `/v1/wards/{ward}/meetings`. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly bodies: Content
  /** By status: by media type what a body is checked with. Without a type, no body is declared. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, Check>>
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, {
    operationId: string
    parameters?: Parameter[]
    requestBody?: { content: Content }
    responses: Record<string, Response>
  }>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>, readonly responses: Readonly<Record<string, Response>>
  }
}

/** The name at the end of a reference. */
export const nameOf = (reference: string): string => reference.split('/').at(-1)!

/** A schema whose objects take nothing else; what is open on purpose says so. */
function closed (schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]))
  return 'properties' in parts && !('additionalProperties' in parts) ? { ...parts, additionalProperties: false } : parts
}

/** The operations of a document. */
export function operationsOf ({ paths, components }: Document): Operation[] {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
  addFormats.default(ajv as never)
  ajv.addSchema({ $id: 'register', components: closed(components) as object })
  const compiled = new Map<string, ValidateFunction>()
  const checkOf = (schema: Schema): Check => {
    const text = JSON.stringify(closed(schema)).replaceAll('#/', 'register#/')
    return body => {
      const valid = compiled.get(text) ?? ajv.compile(JSON.parse(text))
      compiled.set(text, valid)
      return valid(body) ? null : ajv.errorsText(valid.errors, { dataVar: 'body' })
    }
  }
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, described]) => ({
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    parameters: described.parameters ?? [],
    bodies: described.requestBody?.content ?? {},
    answers: new Map(Object.entries(described.responses).map(([status, response]) => {
      const { content = {} } = response.$ref === undefined ? response : components.responses[nameOf(response.$ref)]!
      return [Number(status), new Map(Object.entries(content)
        .map(([type, { schema = {} }]) => [type, checkOf(schema)]))]
    }))
  })))
}
