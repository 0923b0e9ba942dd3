/**
 * Serializers of answers, compiled once for each shape, however many addresses answer it. Problems are few and small,
 * and bring their own.
 */
import SerializerSelector from '@fastify/fast-json-stringify-compiler'

const factory = SerializerSelector()

/** Compiles the schemas of answers. */
export const buildSerializer: typeof factory = (externalSchemas, options) => {
  const compile = factory(externalSchemas, options)
  const compiled = new Map<string, ReturnType<typeof compile>>()
  return route => {
    if (!route.httpStatus.startsWith('2')) return JSON.stringify
    const shape = JSON.stringify(route.schema)
    const serializer = compiled.get(shape) ?? compile(route)
    compiled.set(shape, serializer)
    return serializer
  }
}
