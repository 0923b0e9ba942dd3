/** JSON merge patches (RFC 7396): what is given replaces, null takes away, objects are merged. */
import { Type, type TObject, type TSchema } from 'typebox'
import { nullable } from '../http/schemas.js'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A record after a patch. */
export function merged (target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result: Json = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = merged(result[name], value)
  }
  return result
}

/** The schema of patches of a draft: every property may be left out, or be null. */
export function patchOf (draft: TObject): TObject {
  const { $id, description } = draft as { $id?: string, description?: string }
  const properties = Object.entries(draft.properties as Record<string, TSchema>)
    .filter(([name]) => name !== 'id' && name !== 'code')
    .map(([name, schema]) => [name, Type.Optional(nullable(schema))])
  return Type.Object(Object.fromEntries(properties), {
    $id: $id?.replace(/Draft$/, 'Patch'),
    additionalProperties: false,
    minProperties: 1,
    description: `${description}: only what changes; null takes away (RFC 7396)`
  })
}
