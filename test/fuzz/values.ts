/**
 * Arbitraries of values: those that a schema allows, near its edges and with its examples, and those that no client
 * should send. Ids of records that are there are not known yet when a value is drawn; a `Known` stands for one.
 */
import fc, { type Arbitrary } from 'fast-check'
import { nameOf, type Schema } from './document.js'

/** An id, a tag or a place that the service has told: which one is found out when the request is sent. */
export class Known {
  constructor (readonly kind: string, readonly which: number) {}

  toJSON (): string { return `<${this.kind} ${this.which}>` }
}

export const known = (kind: string): Arbitrary<Known> => fc.nat(0xffff).map(which => new Known(kind, which))

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', '', '$ref', 'a/b~c']

/** Texts that something on the way might take for more than a text, or that cannot be kept. */
const TEXTS = [
  "' OR '1'='1", "'; drop table meetings; --", '" or ""="', '\\', '\\\'', '%', '%s%s%n%d', '_', '*', '{{7*7}}',
  '$' + '{7*7}',
  '{"a":1}', '[1,2', 'null', 'undefined', 'NaN', 'true', '-0', '0x10', '1e400', '9'.repeat(400),
  '<script>alert(1)</script>',
  '=cmd|calc', '@SUM(1)', '\0', 'a\0b', '\uD800', '\uDC00x', 'a\uD83D', '\u202Eabc\u202C', '\u200B', '\uFEFFa',
  '\u2028',
  'e\u0302\u0323', 'Phu\u031Bo\u031B\u0300ng', 'Đảng ủy phường', 'ĐẢNG', '𝔘𝔫𝔦', '👨‍👩‍👧‍👦', '𠀀', '\u0301', 'İ', 'ﬁ',
  'ß',
  '../../etc/passwd', '..%2f', '/', '?', '#', '&', ',', ',,', ';', ' ', '\t', '\r\n', 'a\r\nSet-Cookie: b=c',
  '\u0085', '\x7f',
  '2023-02-30', '0000-01-01', '9999-12-31', '10000-01-01', '2023-13', '2023-H3', '2023-07', '2025/2020', '2020/2025',
  '2016-12-31T23:59:60Z', '2024-01-01T24:00:00Z', '2024-01-01T00:00:00+25:00', '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff', 'tay-son', 'ha-khanh', 'province:quang-ninh', 'tay-son,ha-khanh', '21-NQ/TU',
  'a'.repeat(10_000), 'ữ'.repeat(5_000), ' '.repeat(3_000), '('.repeat(2_000), '"'.repeat(1_000), '-'.repeat(1_500),
  '1-'.repeat(1_500), 'a '.repeat(2_000), ...NAMES
]

export const text: Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...TEXTS), weight: 6 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 30 }), weight: 1 },
  { arbitrary: fc.constantFrom('đảng viên', 'Nghị quyết số 21-NQ/TU', 'hộ nghèo', 'thu ngân sách'), weight: 2 })

const NUMBERS = [
  0, -0, 1, -1, 0.1, -0.5, 1e-7, 5e-324, 1e15, 1e21, 1e308, -1e308, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, 2 ** 53,
  2 ** 63,
  9999, 10_000, 200, 201, 1e9
]

/** Nested deeper than any record. */
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))

/** A value of any kind. */
export const anything: Arbitrary<unknown> = fc.oneof(
  text, fc.constantFrom<unknown>(...NUMBERS),
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], nested(40)),
  fc.array(text, { maxLength: 3 }), fc.dictionary(text, fc.constantFrom<unknown>(null, 1, 'a', []), { maxKeys: 3 }),
  known('any'))

const DAYS = ['2024-01-06', '2023-07-12', '1000-01-01', '9999-12-31', '2024-02-29', '2019-12-31', '2025-07-01']
const INSTANTS = ['2024-01-06T08:00:00Z', '2026-01-05T08:00:00.000Z', '2100-01-01T00:00:00Z',
  '1999-12-31T23:59:59.999999Z']

function textOf ({ format, pattern, minLength = 0, maxLength = 60 }: Schema): Arbitrary<unknown> {
  if (format === 'uuid') return fc.oneof({ arbitrary: known('any'), weight: 4 }, fc.uuid())
  if (format === 'date') {
    return fc.oneof(fc.constantFrom(...DAYS), fc.date({
      noInvalidDate: true,
      min: new Date('1900-01-01'),
      max: new Date('2100-01-01')
    }).map(date => date.toISOString().slice(0, 10)))
  }
  if (format === 'date-time') return fc.constantFrom(...INSTANTS)
  if (pattern !== undefined && pattern !== '\\S') return fc.stringMatching(new RegExp(pattern), { maxLength: 100 })
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) }
  const longest = fc.constant('ữ'.repeat(maxLength))
  return fc.oneof({ arbitrary: fc.string({ unit: 'grapheme', ...length }), weight: 3 }, longest)
}

function numberOf ({ minimum = -1e6, maximum = 1e6 }: Schema, isWhole: boolean): Arbitrary<number> {
  const [min, max] = [Math.ceil(minimum), Math.floor(maximum)]
  const whole = fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max))
  return isWhole ? whole : fc.oneof(whole, whole.map(number => Math.min(max, number + 0.25)))
}

type Schemas = Readonly<Record<string, Schema>>
const made = new WeakMap<Schema, Arbitrary<unknown>>()

function ofType (type: string, schema: Schema, schemas: Schemas, depth: number): Arbitrary<unknown> {
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer' || type === 'number') return numberOf(schema, type === 'integer')
  if (type === 'string') return textOf(schema)
  if (type === 'array') {
    const { items = {}, minItems = 0, maxItems = 3 } = schema
    return fc.array(allowed(items, schemas, depth + 1),
      { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) })
  }
  const { properties = {}, required = [], additionalProperties } = schema
  const parts = Object.fromEntries(Object.entries(properties)
    .filter(([name]) => depth < 4 || required.includes(name))
    .map(([name, part]) => [name, allowed(part, schemas, depth + 1)]))
  const object = fc.record(parts, { requiredKeys: required.filter(name => name in parts), noNullPrototype: true })
  if (typeof additionalProperties !== 'object') return object
  const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,9}$/)
  return fc.dictionary(names, allowed(additionalProperties, schemas, depth + 1),
    { maxKeys: 3, noNullPrototype: true })
}

/** What a schema allows: its examples above all, since they are of records that are there. */
export function allowed (schema: Schema, schemas: Schemas, depth = 0): Arbitrary<unknown> {
  const known = made.get(schema)
  if (known !== undefined) return known
  const arbitrary = fc.oneof(...choices(schema, schemas, depth))
  made.set(schema, arbitrary)
  return arbitrary
}

function choices (schema: Schema, schemas: Schemas, depth: number) {
  if (schema.$ref !== undefined) return choices(schemas[nameOf(schema.$ref)]!, schemas, depth)
  const examples = [...schema.examples ?? [], ...schema.example === undefined ? [] : [schema.example]]
  const shown = examples.length === 0 ? [] : [{ arbitrary: fc.constantFrom(...examples), weight: 6 }]
  if (schema.const !== undefined) return [{ arbitrary: fc.constant(schema.const), weight: 1 }]
  if (schema.enum !== undefined) return [...shown, { arbitrary: fc.constantFrom(...schema.enum), weight: 4 }]
  if (schema.anyOf !== undefined) {
    return [...shown, ...schema.anyOf.map(one => ({ arbitrary: allowed(one, schemas, depth), weight: 2 }))]
  }
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length === 0) return [...shown, { arbitrary: anything, weight: 1 }]
  return [...shown, ...types.map(type => (
    { arbitrary: ofType(type, schema, schemas, depth), weight: type === 'null' ? 1 : 4 }))]
}

type Path = ReadonlyArray<string | number>
interface Change {
  readonly at: number
  readonly act: 'replace' | 'remove' | 'add' | 'twice' | 'wrap'
  readonly value: unknown
}

/** All places in a value, the value itself first. */
function placesIn (value: unknown, path: Path = [], places: Path[] = []): Path[] {
  if (places.length >= 500) return places
  places.push(path)
  if (typeof value !== 'object' || value === null || value instanceof Known) return places
  for (const [name, part] of Object.entries(value)) placesIn(part, [...path, name], places)
  return places
}

function changed (value: unknown, { at, act, value: other }: Change): unknown {
  const places = placesIn(value)
  const path = places[at % places.length]!
  if (path.length === 0) return act === 'replace' ? other : act === 'wrap' ? [value] : value
  const root = structuredCloneKeeping(value)
  let parent = root as Record<string | number, unknown>
  for (const name of path.slice(0, -1)) parent = parent[name] as never
  const last = path.at(-1)!
  if (act === 'replace') define(parent, last, other)
  else if (act === 'wrap') define(parent, last, [parent[last]])
  else if (act === 'remove') Array.isArray(parent) ? parent.splice(Number(last), 1) : delete parent[last]
  else if (Array.isArray(parent)) parent.push(act === 'twice' ? parent[last as number] : other)
  else define(parent, NAMES[at % NAMES.length]!, other)
  return root
}

const define = (object: object, name: string | number, value: unknown) =>
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })

/** A copy in which a `Known` stays what it is. */
function structuredCloneKeeping (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCloneKeeping)
  if (typeof value !== 'object' || value === null || value instanceof Known) return value
  const copy = {}
  for (const [name, part] of Object.entries(value)) define(copy, name, structuredCloneKeeping(part))
  return copy
}

/** Values of a schema, half of them changed at one or two places so that they are not quite that any more. */
export const nearly = (schema: Schema, schemas: Schemas): Arbitrary<unknown> => {
  const change: Arbitrary<Change> = fc.record({
    at: fc.nat(499), act: fc.constantFrom('replace', 'replace', 'remove', 'add', 'twice', 'wrap'), value: anything
  })
  const changes = fc.array(change, { minLength: 1, maxLength: 2 })
  return fc.oneof(allowed(schema, schemas), fc.tuple(allowed(schema, schemas), changes)
    .map(([value, changes]) => changes.reduce(changed, value)))
}
