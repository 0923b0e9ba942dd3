/**
 * The OpenAPI document: it is the one that is committed, it explains everything, its examples work against the built-in
 * records, and it generates a client that compiles.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import openapiTS, { astToString } from 'openapi-typescript'
import t from 'tap'
import { parse } from 'yaml'
import { readsOf } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const register = await openRegister(t)
const { app, get } = register

interface Schema {
  $ref?: string
  description?: string
  examples?: unknown[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}
interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  example?: unknown
  schema: Schema
}
interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters?: Parameter[]
}
interface Document {
  openapi: string
  tags: Array<{ name: string }>
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
const document = app.swagger() as unknown as Document
const operations = Object.entries(document.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))

const exampleOf = ({ example, schema }: Parameter) => example ?? schema.examples?.[0]

/** The address of an operation with its path parameters filled in, and the given query parameters. */
function addressOf (path: string, operation: Operation, query: Parameter[]): string {
  const parameters = operation.parameters ?? []
  const filled = parameters.filter(parameter => parameter.in === 'path').reduce((address, parameter) =>
    address.replace(`{${parameter.name}}`, encodeURIComponent(String(exampleOf(parameter)))), path)
  const asked = [...parameters.filter(parameter => parameter.in === 'query' && parameter.required), ...query]
  const search = new URLSearchParams(
    Object.fromEntries(asked.map(parameter => [parameter.name, String(exampleOf(parameter))])))
  return asked.length === 0 ? filled : `${filled}?${search}`
}

t.test('the committed documents are those that the service makes', async t => {
  t.same(JSON.parse(await readFile(join(root, 'openapi/openapi.json'), 'utf8')), document,
    'openapi/openapi.json is stale: run npm run openapi')
  t.same(parse(await readFile(join(root, 'openapi/openapi.yaml'), 'utf8')), document,
    'openapi/openapi.yaml is stale: run npm run openapi')
})

t.test('an address says what becomes of a record that is deleted, and of a reference that is too long', async t => {
  const paths = Object.entries(document.paths as unknown as Record<string, Record<string, { responses: object }>>)
  const deleted = paths.filter(([path, { delete: one }]) => one?.responses !== undefined && '410' in one.responses &&
    !path.endsWith('{appointment}'))
  t.equal(deleted.length, 13)
  t.strictSame(deleted.filter(([, { get }]) => !('410' in get!.responses)).map(([path]) => path), [])
  t.strictSame(paths.flatMap(([path, methods]) =>
    Object.values(methods).filter(({ responses }) => path.includes('{') !== '414' in responses).map(() => path)), [])
})

t.test('it is OpenAPI 3.1 with components that have names', async t => {
  t.equal(document.openapi, '3.1.0')
  t.notOk(Object.keys(document.components.schemas).find(name => /^def-/.test(name)))
  for (const name of ['Ward', 'Meeting', 'Official', 'Organisation', 'Resolution', 'Citation', 'Indicator',
    'Observation', 'Task', 'Source', 'Evidence', 'Problem']) {
    t.ok(document.components.schemas[name], name)
  }
})

t.test('the answer of every list is a component named after its records', async t => {
  interface Answers { responses: Record<string, { content?: Record<string, { schema: Schema }> }> }
  const names = operations
    .filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'cursor'))
    .map(({ path, operation }) => {
      const { schema } = (operation as unknown as Answers).responses['200']!.content!['application/json']!
      const name = /^#\/components\/schemas\/(\w+)$/.exec(schema.$ref ?? '')?.[1] ?? `no component: ${path}`
      const component = document.components.schemas[name]
      const record = component?.properties?.data?.items?.$ref?.split('/').at(-1)
      t.equal(name, `${record}List`, path)
      const more = name === 'SearchResultList' ? ['didYouMean', 'facets'] : []
      t.strictSame(Object.keys(component?.properties ?? {}), ['data', 'page', ...more], name)
      return name
    })
  t.strictSame([...new Set(names)].sort(), [
    'CitationList', 'ComparisonList', 'CorrectionRequestList', 'CoverageList', 'CoverageTotalList',
    'ImportFailureList', 'ImportList', 'IndicatorList', 'KeyList', 'MeetingList', 'ObservationList',
    'OfficialAppointmentList', 'OfficialList', 'OrganisationList', 'ParticipationList', 'QualityRowList',
    'ResolutionList', 'ReviewList', 'RevisionList', 'SearchResultList', 'SourceList', 'TakedownList', 'TaskList',
    'TermList', 'UnitChangeList', 'UnitList', 'VocabularyList', 'WardList', 'WebhookDeliveryList', 'WebhookList'
  ])
})

t.test('the root says that it may lead a browser elsewhere', async t => {
  const { responses } = document.paths['/']!.get as unknown as { responses: Record<string, { description: string }> }
  t.equal(responses['302']?.description, 'A browser goes on to the documentation')
})

t.test('operations come in the order of the tags, and each says what it is', async t => {
  const order = document.tags.map(tag => tag.name)
  const places = operations.map(({ operation }) => order.indexOf(operation.tags[0]!))
  t.same(places, places.toSorted((a, b) => a - b))
  t.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length)
  t.same(operations.filter(({ operation }) => !operation.summary || !operation.description).map(({ path }) => path), [])
})

t.test('every parameter has a description and an example', async t => {
  t.same(operations.flatMap(({ path, operation }) => (operation.parameters ?? [])
    .filter(parameter => !parameter.description || exampleOf(parameter) === undefined)
    .map(parameter => `${path} ${parameter.name}`)), [])
})

t.test('every property has a description, and an example where it is a value', async t => {
  const missing: string[] = []
  const look = (schema: Schema, place: string) => {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const at = `${place}.${name}`
      const component = property.$ref?.split('/').at(-1)
      const target = component === undefined ? property : document.components.schemas[component]
      if (!target?.description) missing.push(`${at}: description`)
      const structured = property.$ref ?? property.anyOf ?? property.properties ??
        (property.items?.$ref ?? property.items?.properties)
      if (structured === undefined && property.examples === undefined) {
        missing.push(`${at}: example`)
      }
      look(property, at)
      if (property.items) look(property.items, `${at}[]`)
    }
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    if (!schema.description) missing.push(`${name}: description`)
    look(schema, name)
  }
  t.same(missing, [])
})

t.test('every address answers its examples: alone, each parameter by itself, and all that are filled in', async t => {
  const reads = readsOf(register).map(({ id }) => id)
  for (const { path, operation } of operations.filter(({ operation }) => reads.includes(operation.operationId))) {
    const query = (operation.parameters ?? []).filter(parameter => parameter.in === 'query')
    const filledIn = query.filter(parameter => parameter.example !== undefined)
    for (const some of [[], ...query.map(parameter => [parameter]), filledIn]) {
      const address = addressOf(path, operation, some)
      const { status, body } = await get(address)
      t.equal(status, 200, address)
      if (typeof body === 'object' && 'data' in body) t.ok(body.data.length > 0, `${address} finds something`)
    }
  }
})

t.test('a cursor is not filled in: it would fit no other question', async t => {
  const parameters = operations.flatMap(({ operation }) => operation.parameters ?? [])
  const cursors = parameters.filter(({ name }) => name === 'cursor')
  t.ok(cursors.length > 10)
  t.ok(cursors.every(cursor => cursor.example === undefined && cursor.schema.examples?.length === 1))
})

t.test('two independent linters find no error', async t => {
  const bin = (name: string) => join(root, 'node_modules/.bin', name)
  await t.resolves(run(bin('redocly'), ['lint', '--config', '.redocly.yaml', 'openapi/openapi.json'], { cwd: root }))
  await t.resolves(run(bin('spectral'),
    ['lint', '--ruleset', '.spectral.yaml', '--fail-severity', 'warn', 'openapi/openapi.json'], { cwd: root }))
})

t.test('a generated client compiles and lists meetings', async t => {
  const folder = await mkdtemp(join(root, 'test/client-'))
  t.teardown(async () => await rm(folder, { recursive: true }))
  const types = astToString(await openapiTS(await readFile(join(root, 'openapi/openapi.json'), 'utf8')))
  await writeFile(join(folder, 'register.ts'), types)
  await writeFile(join(folder, 'client.ts'), `
    import createClient from 'openapi-fetch'
    import type { paths } from './register.js'

    export async function titles (baseUrl: string): Promise<string[]> {
      const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl })
      const query = { ward: 'tay-son', period: '2023' }
      const { data, error } = await client.GET('/v1/meetings', { params: { query } })
      if (error !== undefined) throw new Error(error.detail)
      const meeting = data.data[0]!
      const session: 'morning' | 'afternoon' | 'evening' | null = meeting.session
      return data.data.map(meeting => \`\${meeting.heldOn} \${session} \${meeting.ward.slug}\`)
    }`)
  await t.resolves(run(join(root, 'node_modules/.bin/tsc'), [
    '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', 'node',
    join(folder, 'client.ts')
  ], { cwd: root }))

  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const { titles } = await import(join(folder, 'client.ts')) as { titles: (baseUrl: string) => Promise<string[]> }
  t.same(await titles(address), ['2023-07-12 morning tay-son'])
})
