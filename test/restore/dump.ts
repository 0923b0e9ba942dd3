/**
 * A register that was dumped by `pg_dump` while it served, and restored by `pg_restore` into an empty database: what is
 * put back answers as it did when the dump began, and goes on. The tools are those beside PG_BIN, the server is that of
 * TEST_DATABASE_URL.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { another } from '../helpers/drafts.js'
import { freePort } from '../helpers/postgres.js'
import { ADMIN_KEY, bearer } from '../helpers/register.js'
import { ownDatabase, runVerb, Service } from '../helpers/service.js'

const { PG_BIN = '/usr/lib/postgresql/15/bin' } = process.env
const folder = await mkdtemp(join(tmpdir(), 'so-phuong-restore-'))
t.teardown(async () => await rm(folder, { recursive: true, force: true }))
const dump = join(folder, 'so-phuong.dump')
const tool = async (name: string, ...args: string[]) => await promisify(execFile)(join(PG_BIN, name), args)

const headers = { ...bearer(ADMIN_KEY), 'content-type': 'application/json' }
const get = async ({ address }: Service, path: string): Promise<any> =>
  await (await fetch(address + path, { headers })).json()
const write = async ({ address }: Service) => {
  const body = JSON.stringify(another('indicator'))
  return (await fetch(`${address}/v1/indicators`, { method: 'POST', headers, body })).status
}
const latest = async (service: Service): Promise<string> => (await get(service, '/v1/changes?after=latest')).page.next

const told = ['/v1/meetings?include=participants,resolutions,observations,tasks,sources,evidence&limit=200',
  '/v1/indicators?limit=200', '/v1/changes?limit=1000', '/v1/search?q=21-NQ/TU', '/v1/wards/nghi-hoa/lineage',
  '/v1/meetings?knownAt=2999-01-01T00:00:00Z', '/v1/keys', '/v1/webhooks', '/v1/sources?limit=200']
const bodies = async (service: Service) => await Promise.all(told.map(async path => await get(service, path)))

async function serviceOn (database: Record<string, string>): Promise<Service> {
  const service = new Service({ ...database, PORT: String(await freePort()) })
  t.teardown(async () => await service.end('SIGKILL'))
  await service.start()
  return service
}

t.test('a dump that was made while the service wrote is restored to what the register was', async t => {
  const database = await ownDatabase(t)
  t.equal((await runVerb(database, 'load')).code, 0)
  const service = await serviceOn(database)
  t.equal(await write(service), 201)
  const [known, then] = [await bodies(service), await latest(service)]
  await tool('pg_dump', '--format=custom', `--file=${dump}`, database.DATABASE_URL!)
  for (let n = 0; n < 3; n++) t.equal(await write(service), 201)
  const ahead = await latest(service)
  await service.end()

  const other = await ownDatabase(t)
  await tool('pg_restore', `--dbname=${other.DATABASE_URL!}`, '--exit-on-error', dump)
  const restored = await serviceOn(other)
  t.strictSame(await bodies(restored), known)
  t.equal(await latest(restored), then)
  t.match(await get(restored, `/v1/changes?after=${encodeURIComponent(ahead)}`),
    { status: 410, type: '/problems/place-gone' }, 'who was ahead is told')
  t.equal(await write(restored), 201)
  t.equal((await get(restored, `/v1/changes?after=${encodeURIComponent(then)}`)).data.length, 1, 'who was not goes on')
})

t.test('writes that come while it is dumped are in it whole or not at all', async t => {
  const database = await ownDatabase(t)
  t.equal((await runVerb(database, 'load')).code, 0)
  const service = await serviceOn(database)
  const over = new AbortController()
  const writing = (async () => {
    let count = 0
    while (!over.signal.aborted) if (await write(service) === 201) count++
    return count
  })()
  await tool('pg_dump', '--format=custom', `--file=${dump}`, database.DATABASE_URL!)
  over.abort()
  t.ok(await writing > 0)
  await service.end()

  const other = await ownDatabase(t)
  await tool('pg_restore', `--dbname=${other.DATABASE_URL!}`, '--exit-on-error', dump)
  const restored = await serviceOn(other)
  const count = (await get(restored, '/v1/indicators?total=true&limit=1')).page.total
  const { data } = await get(restored, '/v1/changes?kind=indicator&limit=1000')
  const created = new Set(data.filter(({ act }: { act: string }) => act === 'created').map(({ id }: any) => id))
  t.equal(created.size, count, 'each record has its entry, and each entry its record')
})
