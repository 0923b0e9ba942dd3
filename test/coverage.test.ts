/**
 * What the tests themselves must cover: every operation of the OpenAPI document is asked for by an address that stands
 * written out in a test of behaviour, and answers what the document declares. Loops over the document do not count.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { asking, operationsOf, readsOf, withQuery } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const operations = readsOf(register)

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.test.ts') && file !== 'coverage.test.ts')

/** Every address that is written out in a test: what stands in braces is one part of it. */
const written = new Set(files.flatMap(file => {
  const text = readFileSync(new URL(file, folder), 'utf8')
  return [...text.matchAll(/['"`](\/[^'"`\s]*)/g)].map(([, address]) => address!.replace(/\$\{[^}]*\}/g, 'x').split('?')[0]!)
}))

t.test('every operation is asked for by a test that says so', async t => {
  const isWritten = (path: string) => {
    const pattern = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/{}]+')}$`)
    return [...written].some(address => pattern.test(address))
  }
  t.strictSame(operationsOf(register).filter(({ path }) => !isWritten(path)).map(({ id, path }) => `${id} ${path}`), [])
  t.notOk(isWritten('/v1/wards/{ward}/nothing-of-the-kind'), 'and one that nobody asks for would be told')
})

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv as never)
const { components } = register.app.swagger() as unknown as { components: object }
ajv.addSchema({ $id: 'register', components })
const validatorOf = (schema: object) => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('#/', 'register#/')))

t.test('every operation answers what the document declares, with each property that it promises', async t => {
  for (const { id, address, query, responses, isList } of operations) {
    const { schema } = responses['200']!.content!['application/json']!
    const valid = validatorOf(schema)
    const include = query.has('include') ? [['include', query.get('include')!] as const] : []
    const limit = isList ? [['limit', '200'] as const, ['total', 'true'] as const] : []
    for (const parameters of [[], limit, include]) {
      const { status, body } = await register.get(withQuery(address, parameters))
      t.equal(status, 200, id)
      t.ok(valid(body), `${id} ${ajv.errorsText(valid.errors)}`)
    }
  }
})

t.test('every problem is what the document declares', async t => {
  for (const { id, address, path, responses } of operations) {
    const wrong = [asking(address, 'colour=red'), ...path.includes('{') ? [path.replace(/\{\w+\}/, 'nobody')] : []]
    for (const url of wrong) {
      const { status, body } = await register.get(url)
      const declared = responses[status]?.content?.['application/problem+json']
      t.ok(declared, `${id} declares ${status}`)
      const valid = validatorOf(declared!.schema)
      t.ok(valid(body), `${id} ${ajv.errorsText(valid.errors)}`)
    }
  }
})
