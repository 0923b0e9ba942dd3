/**
 * Requests for the operations of the document: mostly what they take, with a part of it wrong, under headers that
 * clients send and some that they should not. A request is data until it is filled in and put into bytes.
 */
import fc, { type Arbitrary } from 'fast-check'
import { gzipSync } from 'node:zlib'
import type { Operation, Parameter, Schema } from './document.js'
import type { Memory } from './known.js'
import { allowed, anything, Known, known, nearly, text } from './values.js'

export type Who = 'admin' | 'writer' | 'ward' | 'reader' | 'nobody' | 'stranger'

/** A request as it is drawn. */
export interface Draft {
  readonly operation: Operation
  readonly method: string
  readonly path: Readonly<Record<string, unknown>>
  readonly query: ReadonlyArray<readonly [string, unknown]>
  readonly tail: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly who: Who
  readonly type: string | null
  readonly body: unknown
  readonly spoil: keyof typeof spoils | null
}

/** A request as it is sent. */
export interface Sent {
  readonly method: string
  readonly address: string
  readonly headers: Record<string, string>
  readonly body: Buffer | null
}

const bytesOf = (value: string | Buffer) => Buffer.isBuffer(value) ? value : Buffer.from(value)

/** What can go wrong with the bytes of a body, and with what is said about them. */
const spoils = {
  truncated: (bytes: Buffer) => bytes.subarray(0, Math.max(1, bytes.length - 3)),
  empty: () => Buffer.alloc(0),
  utf16: (bytes: Buffer) => Buffer.from(bytes.toString(), 'utf16le'),
  latin1: (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0xe9, 0xff])]),
  marked: (bytes: Buffer) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  gzip: (bytes: Buffer) => gzipSync(bytes),
  deep: () => bytesOf('['.repeat(50_000)),
  deepObject: () => bytesOf('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)),
  notANumber: () => bytesOf('{"a":NaN}'),
  twice: (bytes: Buffer) => Buffer.concat([bytes, bytes]),
  named: () => bytesOf('{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}}}'),
  large: () => Buffer.alloc(1_200_000, ' '),
  half: () => bytesOf('{"title":"\\ud800","id":"\\u0000"}')
} as const

const TYPES = [
  'application/json', 'application/json; charset=utf-16', 'application/json;charset=latin1', 'text/json', 'text/plain',
  'application/x-www-form-urlencoded', 'multipart/form-data', 'multipart/form-data; boundary=x', 'application/xml',
  '', ';',
  'application/merge-patch+json', 'application/json-patch+json', 'application/x-ndjson', 'text/csv',
  'application/pdf', 'text/html'
]

const oneHeader = (values: readonly string[]) => fc.constantFrom(...values)
const seldom = <T>(arbitrary: Arbitrary<T>, one: number): Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: one - 1 }, { arbitrary, weight: 1 })

const ACCEPT = ['*/*', 'application/json', 'text/csv', 'application/x-ndjson', 'text/html', 'text/event-stream',
  'image/*', 'application/json;q=0', 'text/csv;q=0.9, application/json;q=0.1', ';;;', 'a/b', ',', 'text/csv;q=abc',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/*;q=1e9', '*']
const LANGUAGES = ['vi', 'en', 'vi-VN,vi;q=0.9,en;q=0.8', '*', 'fr', ';', 'vi;q=0', 'en;q=x', '-', 'x'.repeat(2000)]
const CODINGS = ['gzip', 'br', 'deflate', 'identity', '*', 'gzip;q=0, *;q=0', 'zstd', ';', 'identity;q=0', 'br, gzip']
const TAGS = ['*', '"x"', 'W/"1"', '"1.', '""', '1', ',', '*, "a"', '"0.aaaaaaaaaaaa"',
  '"99999999999999999999.a"', `"${'a'.repeat(3000)}"`, '"1.a", "2.b"']
const KEYS = ['a', 'b', 'c', 'd', 'ữ', ' ', '', 'x'.repeat(300), '6f1c2c1e-5a55-4b0c-8a53-3f0d5b2e7b11', '"q"']
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  origin: ['https://example.org', 'null', 'x'],
  'x-request-id': ['a', 'ữ', 'x'.repeat(500), '$' + '{jndi:x}', 'a b', '\''],
  'consistency-token': ['0', 'zzzzzzzzzzzzz', '!', '', '1'],
  'last-event-id': ['0', 'bG9nIDA', 'x', ''],
  range: ['bytes=0-10', 'bytes=-1'],
  'if-modified-since': ['Mon, 01 Jan 2024 00:00:00 GMT', 'x'],
  'x-http-method-override': ['DELETE'],
  'x-forwarded-for': ['1.2.3.4', 'x', '::1'],
  'x-forwarded-host': ['evil.example'],
  forwarded: ['for=1.2.3.4;host=evil.example'],
  'accept-charset': ['utf-16'],
  'access-control-request-method': ['DELETE', 'X'],
  cookie: ['a=b', '__proto__=1'],
  te: ['trailers'],
  prefer: ['return=minimal']
}

const headersOf = (path: string) => fc.record({
  accept: seldom(oneHeader(ACCEPT), 6),
  'accept-language': seldom(oneHeader(LANGUAGES), 8),
  'accept-encoding': seldom(oneHeader(CODINGS), 8),
  'if-none-match': seldom(fc.oneof(oneHeader(TAGS), known('tag')), 12),
  'idempotency-key': seldom(oneHeader(KEYS), 8),
  other: seldom(fc.constantFrom(...Object.entries(OTHERS)).chain(([name, values]) =>
    fc.constantFrom(...values).map(value => [name, value] as const)), 10)
}).map(({ other, ...headers }) => ({ ...headers, ...other === undefined ? {} : { [other[0]]: other[1] } }))
  .map(headers => ({ ...headers, path }))

/** What an address is a record of: the list that tells its ids. */
const listOf = (path: string, name: string) => path.slice(0, path.indexOf(`/{${name}}`))

function pathOf (operation: Operation, schemas: Readonly<Record<string, Schema>>) {
  const parts = operation.parameters.filter(parameter => parameter.in === 'path')
  return fc.record(Object.fromEntries(parts.map(parameter => [parameter.name, fc.oneof(
    { arbitrary: known(listOf(operation.path, parameter.name)), weight: 12 },
    { arbitrary: exampleOf(parameter), weight: 6 },
    { arbitrary: allowed(parameter.schema, schemas), weight: 1 },
    { arbitrary: text, weight: 1 }
  )])))
}

const exampleOf = ({ example, schema }: Parameter) => fc.constantFrom(example ?? schema.examples?.[0] ?? 'x')

/** Readers that wait hold up the run; those that wait for ever are let go by `send`. */
const isTooLong = (name: string, value: unknown) => name === 'wait' && Number(value) > 0 && Number(value) <= 60

function queryOf (operation: Operation, schemas: Readonly<Record<string, Schema>>) {
  const given = operation.parameters.filter(parameter => parameter.in === 'query')
  const valueOf = ({ name, schema, example }: Parameter) => fc.oneof(
    { arbitrary: allowed(example === undefined ? schema : { ...schema, example }, schemas), weight: 10 },
    ...name === 'cursor' ? [{ arbitrary: known(`cursor ${operation.path}`), weight: 20 }] : [],
    ...['ward', 'wards', 'unit', 'parent', 'province'].includes(name)
      ? [{ arbitrary: known('/v1/wards'), weight: 4 }, { arbitrary: known('/v1/units'), weight: 2 }]
      : [{ arbitrary: known(`/v1/${name}s`), weight: 1 }],
    { arbitrary: text, weight: 2 })
  const one = fc.tuple(...given.map(parameter => fc.oneof(
    { arbitrary: fc.constant(undefined), weight: parameter.required === true ? 1 : Math.max(4, given.length >> 1) },
    {
      arbitrary: valueOf(parameter).map(value =>
        isTooLong(parameter.name, value) ? null : [parameter.name, value] as const),
      weight: parameter.required === true ? 20 : 1
    })))
  const strange = seldom(fc.oneof(
    fc.tuple(text, text),
    ...given.length === 0 ? [] : [fc.constantFrom(...given).chain(({ name }) => fc.tuple(fc.constant(name), text))],
    fc.constantFrom(...given.length === 0 ? ['a'] : given.map(({ name }) => name))
      .chain(name => fc.constantFrom([`${name}[]`, '1'] as const, [`${name}[a]`, '1'] as const))), 15)
  return fc.tuple(one, strange).map(([known, other]) =>
    [...known, other].filter((pair): pair is readonly [string, unknown] => pair !== undefined && pair !== null))
}

const TAILS = ['%', '%zz', '%ED%A0%80', '%C0%AF', '%00', '?', '?&&&', '?=', '?a', '/', '//', '/.', '/..', '/%2e%2e/',
  ';a=b',
  '%2F', '#x', '?%00=1', '?a%5B%5D=1']

/** Bodies whose addresses would be called: nobody but this machine may be. */
const LOCAL = ['http://127.0.0.1:9/hook', 'https://127.0.0.1:9/', 'http://[::1]:9/', 'https://localhost:9/',
  'ftp://[::1]/']

interface Content { readonly type: string | null, readonly body: unknown }

function bodyOf (operation: Operation, schemas: Readonly<Record<string, Schema>>): Arbitrary<Content> {
  const types = Object.entries(operation.bodies)
  if (types.length === 0) {
    return seldom(anything, 15).map(body => ({ type: body === undefined ? null : 'application/json', body }))
  }
  return fc.oneof(...types.map(([type, { schema = {} }]) => {
    if (type.endsWith('json') && schema.format !== 'binary') {
      const body = nearly(schema, schemas)
      const safe = operation.path.startsWith('/v1/webhooks')
        ? fc.tuple(body, fc.constantFrom(...LOCAL)).map(([value, url]) =>
          typeof value === 'object' && value !== null && 'url' in value ? { ...value, url } : value)
        : body
      return { arbitrary: safe.map(body => ({ type, body })), weight: 10 }
    }
    return { arbitrary: fileOf(type, schemas).map(body => ({ type, body })), weight: 2 }
  }))
}

/** Kinds of records that an import takes, and what their drafts are called. */
const KINDS: Readonly<Record<string, string>> = {
  unit: 'UnitDraft',
  organisation: 'OrganisationDraft',
  official: 'OfficialDraft',
  resolution: 'ResolutionDraft',
  source: 'SourceDraft',
  meeting: 'MeetingDraft',
  participant: 'ParticipantDraft',
  citation: 'CitationDraft',
  observation: 'ObservationDraft',
  task: 'TaskDraft',
  indicator: 'IndicatorDraft',
  'unit-change': 'UnitChangeDraft'
}

class Lines {
  constructor (readonly lines: readonly unknown[]) {}
}

function fileOf (type: string, schemas: Readonly<Record<string, Schema>>): Arbitrary<unknown> {
  const binary = fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes))
  if (/ndjson|jsonl/.test(type)) {
    const item = fc.constantFrom(...Object.keys(KINDS).filter(kind => KINDS[kind]! in schemas)).chain(kind =>
      fc.record({ kind: fc.constant(kind), data: nearly({ $ref: `#/${KINDS[kind]}` }, schemas) }))
    return fc.oneof({
      arbitrary: fc.array(fc.oneof({ arbitrary: item, weight: 8 }, anything), { maxLength: 6 })
        .map(lines => new Lines(lines)),
      weight: 6
    }, binary)
  }
  const words = fc.array(text, { maxLength: 12 })
  if (/csv/.test(type)) return words.map(cells => cells.join(cells.length % 2 === 0 ? ',' : '\r\n'))
  if (/html/.test(type)) return words.map(parts => `<html><body><p>${parts.join('</p><table><tr><td>')}`)
  if (/plain/.test(type)) {
    return fc.oneof(words.map(parts => `Sáng 12/7/2023, Đảng ủy phường ${parts.join(' ')}`), binary)
  }
  const head = Buffer.from(/pdf/.test(type) ? '%PDF-1.7\n' : 'PK\x03\x04')
  return fc.oneof(binary, binary.map(bytes => Buffer.concat([head, bytes])))
}

const WHO: ReadonlyArray<{ arbitrary: Arbitrary<Who>, weight: number }> = [
  { arbitrary: fc.constant('admin'), weight: 16 },
  { arbitrary: fc.constantFrom<Who>('writer', 'ward', 'reader'), weight: 3 },
  { arbitrary: fc.constant('nobody'), weight: 2 },
  { arbitrary: fc.constant('stranger'), weight: 1 }
]

/** Requests of one operation. */
export function requestsOf (operation: Operation, schemas: Readonly<Record<string, Schema>>): Arbitrary<Draft> {
  const { method } = operation
  const hasBody = Object.keys(operation.bodies).length > 0
  return fc.record({
    operation: fc.constant(operation),
    method: fc.oneof(
      { arbitrary: fc.constant(method), weight: 30 },
      { arbitrary: fc.constantFrom(method === 'GET' ? 'HEAD' : method, 'OPTIONS'), weight: 2 },
      { arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), weight: 1 }),
    path: pathOf(operation, schemas),
    query: queryOf(operation, schemas),
    tail: seldom(fc.constantFrom(...TAILS), 40).map(tail => tail ?? ''),
    headers: headersOf(operation.path),
    match: fc.oneof(
      { arbitrary: fc.constant('*'), weight: 5 }, { arbitrary: fc.constant(new Known('tag', 0)), weight: 4 },
      { arbitrary: fc.constantFrom(...TAGS), weight: 1 }, { arbitrary: fc.constant(undefined), weight: 2 }),
    who: fc.oneof(...WHO),
    content: bodyOf(operation, schemas),
    otherType: seldom(fc.constantFrom(...TYPES), 25),
    spoil: seldom(fc.constantFrom(...Object.keys(spoils) as Array<keyof typeof spoils>), hasBody ? 15 : 100)
  }).map(({ match, content: { type, body }, otherType, spoil, headers, ...draft }) => ({
    ...draft,
    headers: method === 'GET' ? headers : { ...headers, 'if-match': match },
    type: otherType ?? type,
    body,
    spoil: spoil ?? null
  }))
}

/** Percent-encoding that also takes half of a surrogate pair, as its three bytes. */
const encoded = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? ''
  return [...text].map(char => {
    if (!/\p{Surrogate}/u.test(char)) return encodeURIComponent(char)
    const half = char.charCodeAt(0)
    return `%ED%${(0xa0 | (half >> 6 & 0x1f)).toString(16)}%${(0x80 | (half & 0x3f)).toString(16)}`
  }).join('')
}

function bodyBytes (body: unknown, memory: Memory): Buffer | null {
  if (body === undefined) return null
  if (Buffer.isBuffer(body)) return body
  if (body instanceof Lines) return bytesOf(body.lines.map(line => JSON.stringify(memory.fill(line))).join('\n'))
  return bytesOf(JSON.stringify(memory.fill(body)) ?? 'null')
}

/** The bytes of a header: what Node.js would not send is left out. */
const sendable = (value: string) => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')

/** Puts a request into bytes, with what is known now. */
export function filledIn (draft: Draft, memory: Memory, keys: ReadonlyMap<Who, string>): Sent {
  const path = draft.operation.path.replace(/\{(\w+)\}/g, (_, name) => encoded(memory.fill(draft.path[name])))
  const query = draft.query.map(([name, value]) => {
    const filled = value instanceof Known && value.kind.startsWith('cursor ')
      ? memory.find(`cursor ${path}`, value.which)
      : memory.fill(value)
    return `${encoded(name)}=${encoded(filled)}`
  }).join('&')
  const tagged = Object.entries(draft.headers).filter(([name, value]) => name !== 'path' && value !== undefined)
    .map(([name, value]): [string, string] =>
      [name, sendable(value instanceof Known ? memory.find(`tag ${path}`, value.which) : String(value))])
  const key = draft.who === 'stranger' ? 'sp_nobody-knows-this-key-0123456789' : keys.get(draft.who)
  const whole = bodyBytes(draft.body, memory)
  const body = draft.spoil === null || whole === null ? whole : spoils[draft.spoil](whole)
  return {
    method: draft.method,
    address: `${path}${query === '' ? '' : `?${query}`}${draft.tail}`,
    headers: {
      ...Object.fromEntries(tagged),
      ...key === undefined ? {} : { authorization: `Bearer ${key}` },
      ...body === null || draft.type === null ? {} : { 'content-type': draft.type },
      ...draft.spoil === 'gzip' ? { 'content-encoding': 'gzip' } : {}
    },
    body: ['GET', 'HEAD', 'OPTIONS'].includes(draft.method) && draft.spoil === null ? null : body
  }
}

/** As a command that can be pasted. */
export function asCurl ({ method, address, headers, body }: Sent, base: string): string {
  const quoted = (value: string) => `'${value.replaceAll('\'', '\'\\\'\'')}'`
  const shown = body === null ? null : body.length > 4000 ? `<${body.length} bytes>` : body.toString()
  return ['curl', '-i', '-X', method, quoted(base + address), ...Object.entries(headers)
    .flatMap(([name, value]) => ['-H', quoted(value === '' ? `${name};` : `${name}: ${value}`)]),
  ...shown === null ? [] : ['--data-binary', quoted(shown)]].join(' ')
}
