/**
 * Paging: the pages of a list are the list, in every order; a cursor belongs to its list and filters; and while others
 * write, no record is skipped or repeated.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { readsOf, withQuery } from './helpers/operations.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { connection, get } = register
// The search has more records than a page: test/search/ asks it.
const lists = readsOf(register).filter(({ isList, id }) => isList && id !== 'searchRecords')

type Row = Record<string, unknown>
interface Page { data: Row[], page: { limit: number, next: string | null, total?: number } }

/** What tells a record from others. */
const keyOf = (record: Row) => String(record.id ?? record.code ?? record.name ?? (record.ward as Row | undefined)?.id)
const keys = (records: Row[]) => records.map(keyOf)

/** The address of the next page, from the Link header. */
const nextOf = (link: string | undefined) => /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1]

/** All pages of a list, by its cursors. */
async function walk (address: string, between: (page: number) => Promise<void> = async () => {}): Promise<Row[]> {
  const records: Row[] = []
  let next: string | null = null
  for (let page = 0; page < 300; page++) {
    const url = new URL(address, 'http://register')
    if (next !== null) url.searchParams.set('cursor', next)
    const { data, page: { next: following } }: Page = (await get(url.pathname + url.search)).body
    records.push(...data)
    if (following === null) return records
    next = following
    await between(page)
  }
  throw new Error(`${address} has no end`)
}

const pagesOf = (size: number) => size > 40 ? [9] : size > 15 ? [3, 7] : [1, 2, 3]

for (const { id, address, sorts } of lists) {
  t.test(`the pages of ${id} are the whole list, in every order`, async t => {
    for (const sort of sorts) {
      const query: Array<[string, string]> = sort === '' ? [] : [['sort', sort]]
      const { body } = await get(withQuery(address, [...query, ['limit', '200'], ['total', 'true']]))
      t.strictSame(body.page, { limit: 200, next: null, total: body.data.length }, `${sort} total`)
      t.ok(body.data.length > 0, 'the list has records')
      t.equal(new Set(keys(body.data)).size, body.data.length, 'each is there once')
      for (const limit of pagesOf(body.data.length)) {
        const walked = await walk(withQuery(address, [...query, ['limit', String(limit)]]))
        t.strictSame(walked, body.data, `${sort} by ${limit}`)
      }
    }
  })
}

t.test('the pages of meetings of several types, first ones and further ones, are the whole list', async t => {
  const address = '/v1/meetings?type=so-ket,quan-triet,khen-thuong,lam-viec'
  for (const sort of ['-heldOn', 'heldOn']) {
    const { body } = await get(`${address}&sort=${sort}&limit=200&total=true`)
    t.strictSame(body.page, { limit: 200, next: null, total: 5 })
    for (const limit of [1, 3]) t.strictSame(await walk(`${address}&sort=${sort}&limit=${limit}`), body.data)
  }
})

t.test('the Link header leads to the same pages as page.next', async t => {
  for (const { id, address } of lists) {
    const whole: Page = (await get(withQuery(address, [['limit', '200']]))).body
    const limit = Math.max(1, Math.ceil(whole.data.length / 3))
    const records: Row[] = []
    for (let next: string | undefined = `${address}?limit=${limit}`; next !== undefined;) {
      const { headers, body } = await get(next)
      records.push(...body.data)
      next = nextOf(headers.link)
      t.equal(next === undefined ? null : new URL(next, 'http://register').searchParams.get('cursor'), body.page.next, id)
    }
    t.strictSame(keys(records), keys(whole.data), id)
  }
})

t.test('the Link header keeps the other parameters of the question', async t => {
  const { headers } = await get('/v1/observations?ward=ha-khanh,tay-son&limit=1&total=true')
  const next = new URL(nextOf(headers.link)!, 'http://register')
  t.equal(next.pathname, '/v1/observations')
  t.strictSame([...next.searchParams.keys()].sort(), ['cursor', 'limit', 'total', 'ward'])
  t.equal(next.searchParams.get('ward'), 'ha-khanh,tay-son')
})

t.test('the Link header keeps a question mark that stands inside a value', async t => {
  const all = keys((await get('/v1/meetings?q=hoi%3Fnghi')).body.data)
  t.ok(all.length > 2, 'there are several pages')
  const walked: string[] = []
  for (let next: string | undefined = '/v1/meetings?q=hoi?nghi&limit=1'; next !== undefined;) {
    const { status, headers, body } = await get(next)
    t.equal(status, 200, next)
    walked.push(...keys(body.data))
    next = nextOf(headers.link)
    if (next !== undefined) t.equal(new URL(next, 'http://register').searchParams.get('q'), 'hoi?nghi')
  }
  t.strictSame(walked, all)
})

t.test('a question mark inside a value hides no format', async t => {
  const type = async (url: string, accept: string) => (await get(url, { accept })).headers['content-type']
  for (const url of ['/v1/meetings?q=hoi?nghi&format=csv', '/v1/meetings?format=csv&q=hoi?nghi']) {
    t.match(await type(url, 'application/json'), /^text\/csv;/, url)
  }
  t.match(await type('/v1/meetings?q=hoi?nghi&format=json', 'text/csv'), /^application\/json;/)
})

t.test('the total is that of the filters, on every page', async t => {
  for (const [query, total] of [['ward=nghi-hoa', 18], ['flagged=true', 11], ['ward=cao-xanh', 0]] as const) {
    t.equal((await get(`/v1/observations?${query}&total=true&limit=1`)).body.page.total, total, query)
  }
  const { next } = (await get('/v1/observations?limit=50')).body.page
  const second: Page = (await get(`/v1/observations?limit=50&total=true&cursor=${next}`)).body
  t.equal(second.page.total, 55)
  t.equal(second.data.length, 5)
  t.notOk('total' in (await get('/v1/observations?limit=50')).body.page, 'it is not there unasked')
})

const cursorOf = async (address: string) => (await get(address)).body.page.next as string

t.test('a cursor is refused under other filters, in another order and by another list', async t => {
  const cursor = await cursorOf('/v1/meetings?period=2020/2025&limit=1')
  const ofWard = await cursorOf('/v1/wards/nghi-hoa/observations?limit=1')
  const official = builtInId('official', 'tran-viet-hung')
  const refused = [
    `/v1/meetings?limit=1&cursor=${cursor}`,
    `/v1/meetings?period=2023&limit=1&cursor=${cursor}`,
    `/v1/meetings?period=2020/2025&ward=tay-son&cursor=${cursor}`,
    `/v1/meetings?period=2020/2025&q=phuong&cursor=${cursor}`,
    `/v1/meetings?period=2020/2025&status=any&cursor=${cursor}`,
    `/v1/meetings?period=2020/2025&sort=heldOn&cursor=${cursor}`,
    `/v1/wards/tay-son/meetings?period=2020/2025&cursor=${cursor}`,
    `/v1/officials/${official}/meetings?period=2020/2025&cursor=${cursor}`,
    `/v1/tasks?cursor=${cursor}`,
    `/v1/vocabularies?cursor=${cursor}`,
    `/v1/wards/tay-son/observations?cursor=${ofWard}`,
    `/v1/observations?cursor=${ofWard}`
  ]
  for (const address of refused) {
    const { status, body } = await get(address)
    t.strictSame([status, body.type, body.errors?.[0]?.parameter], [400, '/problems/invalid-cursor', 'cursor'], address)
  }
})

t.test('a cursor goes on working when limit, total, include or the order of parameters change', async t => {
  const all = keys((await get('/v1/meetings?period=2020/2025&status=verified')).body.data)
  const cursor = await cursorOf('/v1/meetings?period=2020/2025&limit=1')
  for (const query of ['limit=200', 'limit=2', 'total=true', 'include=tasks', 'status=verified', 'sort=-heldOn']) {
    const { status, body } = await get(`/v1/meetings?${query}&cursor=${cursor}&period=2020/2025`)
    t.equal(status, 200, query)
    t.strictSame(keys(body.data), all.slice(1, query === 'limit=2' ? 3 : undefined), query)
  }
})

t.test('a damaged cursor is refused by every list, however it is damaged', async t => {
  const bad = ['abc', '%00', '!', 'W10', 'e30', 'bnVsbA', 'WzFd', 'WzEsIngiXQ',
    Buffer.from('[1,"x","2023-01-01","y"]').toString('base64url'), Buffer.from('"x"').toString('base64url')]
  for (const { id, address } of lists) {
    for (const cursor of bad.filter(cursor => cursor !== '%00')) {
      const { status, body } = await get(`${address}?cursor=${encodeURIComponent(cursor)}`)
      t.strictSame([status, body.type], [400, '/problems/invalid-cursor'], `${id} ${cursor}`)
    }
  }
})

t.test('a cursor whose key was forged is refused, and never reaches the database', async t => {
  for (const { id, address, sorts } of lists) {
    for (const sort of sorts) {
      const query: Array<[string, string]> = sort === '' ? [] : [['sort', sort]]
      const { next }: Page['page'] = (await get(withQuery(address, [...query, ['limit', '1']]))).body.page
      if (next === null) continue
      const [version, digest, ...key] = JSON.parse(Buffer.from(next, 'base64url').toString())
      const forge = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
      const nonsense = key.map(() => "'; drop table meetings --")
      const forged = [
        forge(version, digest),
        ...sort === '' ? [] : [forge(version, digest, ...key, 'one more')],
        forge(version + 1, digest, ...key),
        forge(version, digest, ...key.map(() => null)),
        ...sort === 'code' ? [] : [forge(version, digest, ...nonsense)]
      ]
      for (const cursor of forged) {
        const { status, body } = await get(withQuery(address, [...query, ['cursor', cursor]]))
        t.strictSame([status, body.type], [400, '/problems/invalid-cursor'],
          `${id} ${sort} ${Buffer.from(cursor, 'base64url').toString()}`)
      }
    }
  }
})

t.test('a forged place in a list that no database holds is refused', async t => {
  for (const address of ['/v1/vocabularies', '/v1/vocabularies/roles']) {
    const cursor = await cursorOf(`${address}?limit=2`)
    const [version, digest, place] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const forge = (...key: unknown[]) =>
      Buffer.from(JSON.stringify([version, digest, ...key])).toString('base64url')
    t.equal((await get(`${address}?cursor=${forge(place)}`)).status, 200, 'that of the service itself is taken')
    for (const key of [['-3'], ['0x1'], [''], [' 2'], ['1.5'], ['1e1'], ['NaN'], ['Infinity'], ['1234567'], [2],
      [null], [], ['2', '2']]) {
      const { status, body } = await get(`${address}?cursor=${forge(...key)}`)
      t.strictSame([status, body.type, body.errors?.[0]?.parameter], [400, '/problems/invalid-cursor', 'cursor'],
        `${address} ${JSON.stringify(key)}`)
    }
    t.strictSame((await get(`${address}?cursor=${forge('999999')}`)).body.data, [], 'beyond the end there is nothing')
  }
})

t.test('a forged day or instant that does not exist is refused, and never reaches the database', async t => {
  const impossible = [['heldOn', '2023-02-30'], ['-heldOn', '0000-01-01'], ['updatedAt', '2023-02-30T00:00:00.000Z'],
    ['-updatedAt', '-271821-04-20T00:00:00.000Z'], ['updatedAt', '2023']]
  for (const [sort, first] of impossible) {
    const cursor = await cursorOf(`/v1/meetings?sort=${sort}&limit=1`)
    const [version, digest, , id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify([version, digest, first, id])).toString('base64url')
    const { status, body } = await get(`/v1/meetings?sort=${sort}&cursor=${forged}`)
    t.strictSame([status, body.type], [400, '/problems/invalid-cursor'], `${sort} ${first}`)
  }
})

t.test('the last page says that it is the last, also where it is full', async t => {
  t.equal((await get('/v1/meetings?limit=5')).body.page.next, null)
  t.type((await get('/v1/meetings?limit=4')).body.page.next, 'string')
  t.equal((await get('/v1/meetings?ward=cao-xanh')).body.page.next, null)
})

// Last: these write between two pages, as another system would.

let written = 0
async function insertMeeting (heldOn: string): Promise<string> {
  const id = builtInId('test meeting', String(++written))
  await connection.pool.query(`insert into meetings (ward_id, id, title, type, held_on, words, created_at, updated_at)
    values ($1, $2, $3, 'giao-ban', $4, 'giao ban', $5, $5)`,
  [builtInId('unit', 'ward:nghi-hoa'), id, `Giao ban ${written}`, heldOn, `2026-02-0${written}T00:00:00Z`])
  return id
}

for (const sort of ['-heldOn', 'heldOn', '-updatedAt', 'updatedAt']) {
  t.test(`while others insert and change, no meeting is skipped or repeated by ${sort}`, async t => {
    const before = keys((await get(`/v1/meetings?limit=200&sort=${sort}`)).body.data)
    const walked = keys(await walk(`/v1/meetings?limit=1&sort=${sort}`, async page => {
      if (page !== 1) return
      await insertMeeting('2030-01-01') // at one end of the list
      await insertMeeting('1999-01-01') // and at the other
      await connection.pool.query("update meetings set title = title || '.', version = version + 1")
    }))
    t.equal(new Set(walked).size, walked.length, 'none is repeated')
    t.strictSame(walked.filter(id => before.includes(id)), before, 'none is skipped, and the order stays')
    t.equal(walked.length, before.length + (sort === '-updatedAt' ? 0 : sort === 'updatedAt' ? 2 : 1),
      'one that came later is seen where the walk has not been yet')
  })
}

t.test('a record that is deleted between two pages takes no other with it', async t => {
  const before = keys((await get('/v1/meetings?limit=200')).body.data)
  const walked = keys(await walk('/v1/meetings?limit=2', async page => {
    // The record at the very end of the page that was read: the cursor points at it.
    if (page === 0) await connection.pool.query('delete from meetings where id = $1', [before[1]])
  }))
  t.strictSame(walked, before)
})
