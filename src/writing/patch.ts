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

/** Properties that an example changes; of each draft the first that its own example has. */
const SHOWN = [
  'summary', 'title', 'shortName', 'name', 'asCited', 'asReported', 'text', 'capacity', 'legalBasis', 'inferred'
]

/** The schema of patches of a draft: every property may be left out, or be null. */
export function patchOf (draft: TObject): TObject {
  const { $id, description, examples: [example] } = draft as unknown as {
    $id?: string, description: string, examples: [Record<string, unknown>]
  }
  const shown = SHOWN.find(name => name in example)!
  const properties = Object.entries(draft.properties as Record<string, TSchema>)
    .filter(([name]) => name !== 'id' && name !== 'code')
    .map(([name, schema]) => {
      // What a patch leaves out stays: no default may take its place.
      const { default: _, ...rest } = schema as { default?: unknown }
      return [name, Type.Optional(nullable(rest as TSchema))]
    })
  return Type.Object(Object.fromEntries(properties), {
    $id: $id?.replace(/Draft$/, 'Patch'),
    additionalProperties: false,
    minProperties: 1,
    description: `${description}: only what changes; null takes away (RFC 7396)`,
    examples: [{ [shown]: example[shown] }]
  })
}
