/**
 * Compilers of the routes' schemas. Each shape is compiled once for the whole application, however many addresses
 * share it, and when it is first needed: a service with a hundred operations starts at once, and a process that asks
 * three of them pays for three.
 */
import { AjvCompiler, type BuildCompilerFromPool, type RouteDefinition } from '@fastify/ajv-compiler'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import type { FastifySchemaValidationError } from 'fastify'

/** Parameters come as texts and are read as what they should be; unknown ones are refused, every fault is told. */
export const AJV_OPTIONS = {
  removeAdditional: false,
  allErrors: true,
  coerceTypes: true,
  allowUnionTypes: true,
  keywords: ['example']
}

/** A body must be what it should be. */
export const EXACTLY = { ...AJV_OPTIONS, coerceTypes: false }

interface Validator {
  (data: unknown): boolean
  errors?: FastifySchemaValidationError[] | null
}

/** Makes a value when it is first asked for. */
function once<Value> (make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

/** A compiler that compiles each shape once. */
function shared<Route extends { schema?: unknown }, Compiled> (
  compile: (route: Route) => Compiled, compiled = new Map<string, Compiled>()
) {
  return (route: Route): Compiled => {
    const shape = JSON.stringify(route.schema)
    const known = compiled.get(shape) ?? compile(route)
    compiled.set(shape, known)
    return known
  }
}

/** Parameters whose text is a number without an end (`1e400`): Ajv reads it as one, and holds it against no bound. */
function endlessIn (data: unknown): FastifySchemaValidationError[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).filter(([, value]) => value === Infinity || value === -Infinity).map(([name]) => ({
    keyword: 'type',
    instancePath: `/${name}`,
    schemaPath: '#/type',
    params: { type: 'integer' },
    message: 'must be integer'
  }))
}

/** Validators of requests for one application. The shared schemas of all its contexts have names of their own. */
export function validators (): BuildCompilerFromPool {
  const schemas: Record<string, unknown> = {}
  const compiler = (customOptions: object) => once(() =>
    shared<RouteDefinition, Validator>(AjvCompiler()(schemas as never, { customOptions } as never) as never))
  const coercing = compiler(AJV_OPTIONS)
  const exact = compiler(EXACTLY)
  return externalSchemas => {
    Object.assign(schemas, externalSchemas)
    return ((route: RouteDefinition) => {
      const compiled = once(() => (route.httpPart === 'body' ? exact : coercing)()(route))
      const validate: Validator = data => {
        const validator = compiled()
        const faults = validator(data) ? endlessIn(data) : validator.errors ?? []
        validate.errors = faults.length === 0 ? null : faults
        return faults.length === 0
      }
      return validate
    }) as never
  }
}

/** Serializers of answers for one application. Problems are few and small, and bring their own. */
export function serializers (): ReturnType<typeof SerializerSelector> {
  const factory = SerializerSelector()
  const compiled = new Map<string, (document: unknown) => string>()
  return (externalSchemas, options) => {
    const compile = shared(factory(externalSchemas, options) as never, compiled) as ReturnType<typeof factory>
    return route => {
      if (!route.httpStatus.startsWith('2')) return JSON.stringify
      const serializer = once(() => compile(route))
      return document => serializer()(document)
    }
  }
}
