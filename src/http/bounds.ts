/**
 * The bounds of the OpenAPI document: no text, list or whole number of it is without an end. Most ends stand in the
 * schemas; where one says nothing, what the service takes and gives at most is said here, so that clients, gateways
 * and generated code need not take endless answers for possible.
 */
type Schema = Record<string, unknown>

/** No record and no body that is read as a whole has a longer text, or a longer list, than so many characters. */
const LONGEST = 16_777_216
/** What is streamed has an end, but none that can be told. */
const ENDLESS = 2_147_483_647
/** Beyond it JSON numbers are not exact, and are refused. */
const EXACT = Number.MAX_SAFE_INTEGER

const lengths: Readonly<Record<string, number>> = {
  uuid: 36, date: 10, 'date-time': 35, binary: ENDLESS
}

/** Streamed as they are made: files. */
const FILES = /^(text\/csv|application\/(x-ndjson|vnd\.|octet-stream))/

/** Where examples and values stand, which are no schemas. */
const VALUES = ['example', 'examples', 'default', 'enum', 'const']

const has = (schema: Schema, ...names: string[]) => names.some(name => schema[name] !== undefined)

/** What a schema leaves open. */
function missing (schema: Schema, longest: number): Schema {
  const types = [schema.type].flat()
  if (has(schema, 'enum', 'const')) return {}
  const bounds: Schema = {}
  if (types.includes('string') && !has(schema, 'maxLength')) {
    bounds.maxLength = Math.max(lengths[String(schema.format)] ?? longest, Number(schema.minLength ?? 0))
  }
  if (types.includes('array') && !has(schema, 'maxItems')) bounds.maxItems = longest
  if (types.includes('integer')) {
    if (!has(schema, 'minimum', 'exclusiveMinimum')) bounds.minimum = -EXACT
    if (!has(schema, 'maximum', 'exclusiveMaximum')) bounds.maximum = EXACT
    const ends = { ...schema, ...bounds } as { maximum?: number, minimum?: number }
    const isSmall = Math.max(Math.abs(ends.maximum ?? EXACT), Math.abs(ends.minimum ?? EXACT)) <= ENDLESS
    if (!has(schema, 'format')) bounds.format = isSmall ? 'int32' : 'int64'
  }
  return bounds
}

/** The same document, in which everything has an end. */
export function bounded<D> (part: D, longest = LONGEST): D {
  if (Array.isArray(part)) return part.map(item => bounded(item, longest)) as D
  if (typeof part !== 'object' || part === null) return part
  const parts = Object.entries(part).map(([name, value]) =>
    [name, VALUES.includes(name) ? value : bounded(value, FILES.test(name) ? ENDLESS : longest)])
  const type = (part as Schema).type
  const isSchema = typeof type === 'string' || Array.isArray(type)
  return Object.fromEntries(isSchema ? [...parts, ...Object.entries(missing(part as Schema, longest))] : parts)
}
