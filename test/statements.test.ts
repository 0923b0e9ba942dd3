/** What a request costs the database: one statement for a list or a record, whatever is asked of it. */
import t from 'tap'
import { asking, readsOf, withQuery, type Operation } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t, { settings: { CACHE: 'off' } }) // each question is asked of the database
const { get, statementsOf } = register
const operations = readsOf(register).filter(({ path }) => path.startsWith('/v1/'))
await get('/v1/wards/tay-son') // the units are held in memory from the first question on

const inMemory = (operation: Operation) => operation.path.startsWith('/v1/vocabularies')

/** How many statements a question took, and how many records it found. */
async function cost (address: string): Promise<{ statements: number, found: number, status: number }> {
  let found = 0
  let status = 0
  const statements = await statementsOf(async () => {
    const answer = await get(address)
    status = answer.status
    found = answer.body.data?.length ?? 1
  })
  return { statements, found, status }
}

const plain = ([name]: readonly [string, string]) => !['cursor', 'include', 'format'].includes(name)

for (const operation of operations.filter(({ isList }) => isList)) {
  t.test(`${operation.id} takes one statement, under every filter and order`, async t => {
    const { address, query, sorts } = operation
    const filters = [...query].filter(plain)
    const questions: Array<ReadonlyArray<readonly [string, string]>> = [
      [],
      [['total', 'true']],
      [['format', 'csv']],
      [['format', 'ndjson']],
      [['format', 'xlsx']],
      ...filters.map(filter => [filter]),
      ...filters.filter(([name]) => name !== 'total').map(filter => [filter, ['total', 'true'] as const]),
      ...sorts.filter(sort => sort !== '').map(sort => [['sort', sort] as const]),
      ...query.has('lineage') ? [[['lineage', 'true'] as const]] : [],
      // knownAt does not go with words, and no figure has a certain flag and none.
      filters.filter(([name]) => name !== 'knownAt' && name !== 'flag')
    ]
    for (const question of questions) {
      const url = withQuery(address, question)
      const { statements, found, status } = await cost(url)
      t.equal(status, 200, url)
      // Where nothing is found, the record in the path is looked for.
      const looksForParent = found === 0 && /\{(id|code)\}/.test(operation.path)
      t.equal(statements, inMemory(operation) ? 0 : looksForParent ? 2 : 1, url)
    }
  })
}

t.test('the next page takes one statement too', async t => {
  for (const { id, address, path } of operations.filter(operation => operation.isList && !inMemory(operation))) {
    const { next } = (await get(`${address}?limit=1`)).body.page
    if (next === null) continue
    t.equal((await cost(`${address}?limit=1&cursor=${next}&total=true`)).statements, 1, `${id} ${path}`)
  }
})

t.test('a single record takes one statement', async t => {
  for (const { id, address } of operations.filter(({ isList }) => !isList)) {
    const { statements, status } = await cost(address)
    t.strictSame([statements, status], [1, 200], id)
  }
})

t.test('what is refused takes no statement', async t => {
  for (const { id, address, isList } of operations) {
    t.equal((await cost(asking(address, 'colour=red'))).statements, 0, id)
    if (isList) t.equal((await cost(`${address}?limit=0`)).statements, 0, id)
    if (isList) t.equal((await cost(`${address}?cursor=abc`)).statements, 0, id)
  }
})
