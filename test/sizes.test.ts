/** How large a request may be: what is just in its bounds is read, and one more is refused by name. */
import t from 'tap'
import { asking, operationsOf } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { app, get } = register
const base = await app.listen({ host: '127.0.0.1', port: 0 })

interface Schema { type?: string, maxLength?: number, pattern?: string, format?: string, enum?: string[] }
const { paths } = app.swagger() as unknown as {
  paths: Record<string, { get?: { parameters?: Array<{ name: string, in: string, schema: Schema }> } }>
}

/** Parameters of an operation that are texts, with the most characters that each may have. */
const textsOf = (path: string, hasPattern: boolean) => (paths[path]!.get!.parameters ?? [])
  .filter(({ in: place, schema }) => place === 'query' && schema.type === 'string' && schema.enum === undefined &&
    schema.format === undefined && (schema.pattern !== undefined) === hasPattern)
  .map(({ name, schema }) => [name, schema.maxLength!] as const)

const tooLong = (name: string, most: number) =>
  [{ parameter: name, detail: `must not be longer than ${most} characters` }]

const reads = operationsOf(register).filter(({ isPlainRead, id }) => isPlainRead && id !== 'getIndicatorChart')

t.test('each text of a question has its most characters', async t => {
  for (const { path, address } of reads) {
    for (const [name, most] of textsOf(path, false)) {
      const [just, more] = await Promise.all([most, most + 1].map(async length =>
        await get(asking(address, `${name}=${'a'.repeat(length)}`))))
      t.notMatch(JSON.stringify(just!.body.errors ?? ''), /longer/, `${path} ${name}: ${most}`)
      t.strictSame([more!.status, more!.body.errors], [400, tooLong(name, most)], `${path} ${name}: ${most + 1}`)
    }
  }
})

t.test('lists of codes too, however often a code is named', async t => {
  for (const { path, address, query } of reads) {
    for (const [name, most] of textsOf(path, true).filter(([, most]) => most === 2000)) {
      const code = query.get(name)!.split(',')[0]!
      const [many, tooMany] = [Math.floor((most + 1) / (code.length + 1)), Math.ceil((most + 2) / (code.length + 1))]
      const ask = async (times: number) =>
        await get(asking(address, `${name}=${Array.from({ length: times }, () => code).join(',')}`))
      t.equal((await ask(many)).status, 200, `${path} ${name}: ${many} times ${code}`)
      const { status, body } = await ask(tooMany)
      t.strictSame([status, body.errors], [400, tooLong(name, most)], `${path} ${name}: ${tooMany} times`)
    }
  }
})

t.test('a part of an address has 200 characters', async t => {
  t.match((await get(`/v1/wards/${'a'.repeat(200)}`)).status, 404)
  t.match(await get(`/v1/wards/${'a'.repeat(201)}`), { status: 414, body: { type: '/problems/address-too-long' } })
})

t.test('an address and its headers have 16 KB together', async t => {
  const ask = async (length: number) => await fetch(`${base}/v1/wards`, { headers: { 'x-long': 'a'.repeat(length) } })
  t.equal((await ask(15_000)).status, 200)
  const refused = await ask(16_400)
  t.equal(refused.status, 431)
  t.match(await refused.json(), { type: '/problems/headers-too-large' })
  const long = await fetch(`${base}/v1/wards?q=${'a'.repeat(16_400)}`)
  t.equal(long.status, 431)
})
