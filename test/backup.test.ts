/**
 * Back up and restore: what is put back answers as it did, its followers go on, and one that was ahead is told so,
 * also when the log has grown past its place again.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { another } from './helpers/drafts.js'
import { freePort } from './helpers/postgres.js'
import { ADMIN_KEY, bearer } from './helpers/register.js'
import { Service } from './helpers/service.js'

t.setTimeout(120_000)
const folder = await mkdtemp(join(tmpdir(), 'so-phuong-backup-'))
t.teardown(async () => await rm(folder, { recursive: true, force: true }))
const [DATA_DIR, copy] = [join(folder, 'data'), join(folder, 'copy')]
const service = new Service({ DATA_DIR, PORT: String(await freePort()) })
t.teardown(async () => await service.end('SIGKILL'))

const headers = { ...bearer(ADMIN_KEY), 'content-type': 'application/json' }
const get = async (path: string): Promise<any> => await (await fetch(service.address + path, { headers })).json()
const write = async () => {
  const body = JSON.stringify(another('indicator'))
  t.equal((await fetch(`${service.address}/v1/indicators`, { method: 'POST', headers, body })).status, 201)
}
const place = async (): Promise<string> => (await get('/v1/changes?after=latest')).page.next
const bodies = async () => await Promise.all(['/v1/meetings?include=evidence&limit=200', '/v1/indicators?limit=200',
  '/v1/changes?limit=1000', '/v1/search?q=tay+son', '/v1/webhooks', '/v1/keys'].map(get))

t.test('the folder of a stopped service is the whole register, and followers that were ahead are told', async t => {
  await service.start()
  await write()
  const [then, known] = [await place(), await bodies()]
  t.strictSame(await service.end(), { code: 0, signal: null })
  await cp(DATA_DIR, copy, { recursive: true })
  await service.start()
  for (let n = 0; n < 3; n++) await write()
  const ahead = await place()
  await service.end()

  await rm(DATA_DIR, { recursive: true })
  await cp(copy, DATA_DIR, { recursive: true })
  await service.start()
  t.strictSame(await bodies(), known)
  t.equal(await place(), then)
  t.match(await get(`/v1/changes?after=${ahead}`), { status: 410, type: '/problems/place-gone' })
  for (let n = 0; n < 5; n++) await write()
  t.match(await get(`/v1/changes?after=${ahead}`), { status: 410, type: '/problems/place-gone' },
    'also now that its number is given out again')
  t.equal((await get(`/v1/changes?after=${then}`)).data.length, 5, 'who was not ahead goes on')
})
