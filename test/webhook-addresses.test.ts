/**
 * Where deliveries may not go: private networks, by number and by name, when a webhook is set up and when something is
 * sent. Names are resolved by the test, so that nothing outside is asked.
 */
import { sql } from 'drizzle-orm'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { recorded } from '../src/db/log.js'
import { guardedLookup, isPublic, type Resolve } from '../src/delivery/addresses.js'
import { Sender, type Letter } from '../src/delivery/sender.js'
import { targetFrom } from '../src/delivery/target.js'
import { Worker } from '../src/delivery/worker.js'
import { builtInId } from '../src/domain/ids.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
const { ask, connection: { db } } = register
const admin = bearer(ADMIN_KEY)
const create = async (url: unknown) => await ask('POST', '/v1/webhooks', admin, { url })

const INSIDE = 'leads into a private network'

const notPublic = [
  '127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.254', '192.168.1.1', '169.254.169.254',
  '100.64.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.8', '192.0.2.1', '198.18.0.1', '203.0.113.9', '224.0.0.1',
  '240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', 'fe80::1',
  'fe80::1%eth0', 'fec0::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::',
  '2001::1', '2001:db8::1', '100::1', '3fff::1', 'localhost', ''
]

t.test('only addresses of the internet are public', async t => {
  for (const address of notPublic) t.equal(isPublic(address), false, address)
  for (const address of ['1.1.1.1', '8.8.8.8', '::ffff:8.8.8.8', '172.32.0.1', '2606:4700::1111']) {
    t.equal(isPublic(address), true, address)
  }
})

t.test('a webhook is not set up for a private network, however its address is written', async t => {
  const hosts = [
    '127.0.0.1', '127.1', '0x7f.1', '2130706433', '①27.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '10.0.0.8',
    '192.168.0.1:8443', '169.254.169.254', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[fd00:ec2::254]', '0'
  ]
  for (const host of hosts) {
    const { status, body } = await create(`https://${host}/hook`)
    t.strictSame([status, body.errors], [400, [{ pointer: '/url', detail: INSIDE }]], host)
  }
})

t.test('an address is of the form that can be sent to', async t => {
  const cases: ReadonlyArray<readonly [url: unknown, detail: string]> = [
    ['http://1.1.1.1/', 'must begin with https://'],
    ['ftp://1.1.1.1/', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['1.1.1.1', 'must be an address such as https://…'],
    ['https://', 'must be an address such as https://…'],
    ['https://a:b@1.1.1.1/', 'must have no user name, password or fragment'],
    ['https://1.1.1.1/#a', 'must have no user name, password or fragment'],
    ['https://nowhere.invalid/', 'has a host that is not found'],
    ['', 'must not be empty'],
    [7, 'must be a text']
  ]
  for (const [url, detail] of cases) {
    const { status, body } = await create(url)
    t.strictSame([status, body.errors], [400, [{ pointer: '/url', detail }]], String(url))
  }
  const { status, body } = await create('https://1.1.1.1')
  t.match([status, body.url], [201, 'https://1.1.1.1/'])
  t.match(await ask('PATCH', `/v1/webhooks/${body.id}`, admin, { url: 'https://10.0.0.1/' }),
    { status: 400, body: { errors: [{ pointer: '/url', detail: INSIDE }] } })
})

const resolving = (...addresses: string[]): Resolve => async () =>
  addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))

t.test('a name is judged by all its addresses', async t => {
  const allowing = { WEBHOOK_PRIVATE_ADDRESSES: false }
  const url = 'https://example.org/hook'
  t.equal(await targetFrom(url, allowing, resolving('1.1.1.1', '2606:4700::1111')), url)
  for (const addresses of [['10.0.0.1'], ['1.1.1.1', '127.0.0.1'], ['2606:4700::1111', '::ffff:10.0.0.1']]) {
    await t.rejects(targetFrom(url, allowing, resolving(...addresses)), new RegExp(INSIDE))
  }
})

t.test('a name that leads elsewhere later is not followed there', async t => {
  let asked = 0
  const server = createServer((_, response) => {
    asked++
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const letter = { id: 'a', body: '{}', secrets: ['whsec_AAAA'] }
  const refused = { arrived: false, status: null, error: INSIDE, retryAfter: null }
  const sender = new Sender({ privateAddresses: false, resolve: resolving('1.1.1.1', '127.0.0.1') })
  t.teardown(() => sender.close())
  t.strictSame(await sender.send({ ...letter, url: `https://example.org:${port}/` }), refused)
  t.strictSame(await sender.send({ ...letter, url: `https://127.0.0.1:${port}/` }), refused)
  t.strictSame(await sender.send({ ...letter, url: `https://[::ffff:127.0.0.1]:${port}/` }), refused)
  t.strictSame(await sender.send({ ...letter, url: `http://127.0.0.1:${port}/` }), { ...refused, error: 'no TLS' })
  t.equal(asked, 0)

  const allowed = new Sender({ privateAddresses: true })
  t.teardown(() => allowed.close())
  t.match(await allowed.send({ ...letter, url: `http://127.0.0.1:${port}/` }), { arrived: true, status: 200 })
  t.equal(asked, 1)
})

t.test('what was resolved and judged is what is connected to', async t => {
  const look = async (names: Resolve, options: object) => await new Promise<unknown[]>(resolve => {
    guardedLookup(names)('example.org', options, (...told) => { resolve(told) })
  })
  const both = resolving('1.1.1.1', '2606:4700::1111')
  t.strictSame(await look(both, { all: true }),
    [null, [{ address: '1.1.1.1', family: 4 }, { address: '2606:4700::1111', family: 6 }]])
  t.strictSame(await look(both, { family: 6 }), [null, '2606:4700::1111', 6])
  t.match((await look(resolving('1.1.1.1'), { family: 6 }))[0], { message: 'has no address' })
  t.match((await look(resolving('1.1.1.1', '::1'), { family: 4 }))[0], { message: INSIDE })
})

t.test('an administrator’s webhook is told all names, whatever SHOW_OFFICES says', async t => {
  const person = builtInId('official', 'nguyen-thanh-binh')
  const letters: Letter[] = []
  const worker = new Worker({
    db,
    sender: {
      async send (letter) {
        letters.push(letter)
        return { arrived: true, status: 204, error: null, retryAfter: null }
      },
      close () {}
    }
  })
  await recorded(db, { actor: 'a clerk', reason: null, at: new Date() }, async log => {
    await log.touch('official', [person])
    await log.tx.execute(sql`update officials set name = 'Nguyễn Văn Thử' where id = ${person}`)
  })
  await worker.run()
  await worker.stop()
  t.match(letters.map(({ body }) => JSON.parse(body)),
    [{ type: 'official.updated', data: { record: { name: 'Nguyễn Văn Thử' } } }])
})
